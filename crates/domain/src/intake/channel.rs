//! A way to report: who reads it, what it asks, and by when an answer is promised.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Questionnaire;
use crate::{ChannelId, Day, DeskId, retention::Retention};

/// By when the desk answers, in days from the arrival. Policy of the installation, not of the code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promise {
    pub acknowledge_within: i64,
    pub answer_within: i64,
}

impl Promise {
    /// Days that a promise may have: something happens after the arrival, and nobody waits for years.
    pub fn is_sound(self) -> bool {
        (1..=60).contains(&self.acknowledge_within)
            && (self.acknowledge_within..=730).contains(&self.answer_within)
    }

    pub fn acknowledge_by(self, arrived: Day) -> Day {
        arrived.plus(self.acknowledge_within)
    }

    pub fn answer_by(self, arrived: Day) -> Day {
        arrived.plus(self.answer_within)
    }
}

/// One reporting channel of a desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Channel {
    pub id: ChannelId,
    pub desk: DeskId,
    /// Languages in which it is offered; the first is its own.
    pub languages: Vec<String>,
    /// Its name, per language.
    pub names: BTreeMap<String, String>,
    /// Who reads what is sent, in plain words, per language.
    pub readers: BTreeMap<String, String>,
    pub promise: Promise,
    /// How long cases that come here are kept once they are over.
    #[serde(default)]
    pub kept: Retention,
    pub open: bool,
    pub questionnaire: Questionnaire,
}

impl Channel {
    /// A text in the language asked for, else in the channel's own.
    fn worded<'a>(&'a self, texts: &'a BTreeMap<String, String>, language: &str) -> &'a str {
        texts
            .get(language)
            .or_else(|| self.languages.first().and_then(|own| texts.get(own)))
            .or_else(|| texts.values().next())
            .map_or("", String::as_str)
    }

    pub fn name(&self, language: &str) -> &str {
        self.worded(&self.names, language)
    }

    pub fn readers(&self, language: &str) -> &str {
        self.worded(&self.readers, language)
    }
}
