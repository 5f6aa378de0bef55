//! The little of a case that may be counted: what its reporter allowed to be told as one in a number, and no more.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Promised, Quarter};
use crate::{Day, cases::content::ConsentPart, procedure::Code};

/// The form in which records are written now. Fields are only ever added, each with a default, so that a record that was released once
/// can be read for ever.
pub const RECORD_VERSION: u32 = 1;

/// The consent under which a case is counted (domain dossier, 4.6).
pub(super) const PURPOSE: &str = "statistics";

/// Days within which an answer is quick, and within which it is in time.
const WEEK: i64 = 7;
const MONTH: i64 = 30;

/// Whether a report may be one in a number. Whoever said nothing is not counted.
pub fn may_be_counted(consent: &ConsentPart) -> bool {
    consent.given.contains_key(PURPOSE)
}

/// What a case releases to be counted. Nothing in it names the case: no reference, no company, no day, no place below a country, no word
/// of what was written. It is still about one person, and so it is not for the public: only what [`super::publish`] makes of many is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Record {
    pub version: u32,
    /// When the report came.
    pub received: Quarter,
    /// When the case ended, where it has; of one that was taken up again and ended again, the last time.
    #[serde(default)]
    pub ended: Option<Quarter>,
    /// Where it happened (ISO 3166-1), where that was told.
    #[serde(default)]
    pub country: Option<String>,
    /// The kinds of harm, or tags of the Code. Often several.
    #[serde(default)]
    pub kinds: BTreeSet<String>,
    /// The paragraphs of the Code that the desk found touched. Often several.
    #[serde(default)]
    pub paragraphs: BTreeSet<u16>,
    /// Whoever made it could not read which these are: they are added when somebody of the desk acts.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub paragraphs_unseen: bool,
    pub track: Track,
    /// The states of the procedure in which somebody else than the desk was to put it right. Sometimes several.
    #[serde(default)]
    pub routes: BTreeSet<Code>,
    pub first_answer: FirstAnswer,
    /// How it ended: a reason of the procedure.
    #[serde(default)]
    pub outcome: Option<Code>,
    /// Whether the harmed person themself said that it was put right. That a company says so is no remedy.
    #[serde(default)]
    pub remedy_confirmed: bool,
    /// What was promised, one by one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub promised: Vec<Promised>,
}

/// What a report is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Track {
    /// Somebody was harmed and wants it put right.
    Harm,
    /// Evidence for oversight of the company, without a claim of one's own.
    EvidenceOnly,
}

impl Track {
    pub const ALL: [Track; 2] = [Track::Harm, Track::EvidenceOnly];

    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Track::Harm => "harm",
            Track::EvidenceOnly => "evidence-only",
        }
    }
}

/// How long it took until the desk answered for the first time. In bands: a number of days would single somebody out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FirstAnswer {
    WithinAWeek,
    WithinThirtyDays,
    Later,
    /// Not yet.
    None,
}

impl FirstAnswer {
    pub const ALL: [FirstAnswer; 4] = [
        FirstAnswer::WithinAWeek,
        FirstAnswer::WithinThirtyDays,
        FirstAnswer::Later,
        FirstAnswer::None,
    ];

    /// The band of an answer, if there was one. An answer on the seventh day is one within a week.
    pub fn of(received: Day, answered: Option<Day>) -> Self {
        match answered.map(|day| day.days_from(received)) {
            None => FirstAnswer::None,
            Some(days) if days <= WEEK => FirstAnswer::WithinAWeek,
            Some(days) if days <= MONTH => FirstAnswer::WithinThirtyDays,
            Some(_) => FirstAnswer::Later,
        }
    }

    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            FirstAnswer::WithinAWeek => "within-a-week",
            FirstAnswer::WithinThirtyDays => "within-thirty-days",
            FirstAnswer::Later => "later",
            FirstAnswer::None => "none",
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::cases::content::ConsentGiven;

    #[test]
    fn an_answer_falls_into_its_band() {
        let band = |days: i64| FirstAnswer::of(Day(100), Some(Day(100 + days)));
        assert_eq!([0, 7].map(band), [FirstAnswer::WithinAWeek; 2]);
        assert_eq!([8, 30].map(band), [FirstAnswer::WithinThirtyDays; 2]);
        assert_eq!(band(31), FirstAnswer::Later);
        assert_eq!(FirstAnswer::of(Day(100), None), FirstAnswer::None);
    }

    #[test]
    fn only_who_allowed_it_is_counted() {
        let mut consent = ConsentPart::default();
        let at = "2026-01-01T00:00:00Z".parse().unwrap();
        let give = |purpose: &str| (purpose.to_owned(), ConsentGiven::anew(purpose, "en", at));
        consent
            .given
            .extend([give("store"), give("publish-deidentified")]);
        assert!(!may_be_counted(&consent));
        consent.given.extend([give("statistics")]);
        assert!(may_be_counted(&consent));
    }

    #[test]
    fn what_was_written_once_is_read_for_ever() {
        let first =
            r#"{"version":1,"received":"2026-Q1","track":"evidence-only","first_answer":"none"}"#;
        let record: Record = serde_json::from_str(first).unwrap();
        assert_eq!(
            (record.ended, record.country, record.remedy_confirmed),
            (None, None, false)
        );
        let newer = r#"{"version":2,"received":"2026-Q1","track":"harm","first_answer":"later","kinds":["force"],"added":1}"#;
        let record: Record = serde_json::from_str(newer).unwrap();
        let back = serde_json::to_string(&record).unwrap();
        assert_eq!(serde_json::from_str::<Record>(&back).unwrap(), record);
        for track in Track::ALL {
            assert_eq!(serde_json::to_value(track).unwrap(), track.code());
        }
        for band in FirstAnswer::ALL {
            assert_eq!(serde_json::to_value(band).unwrap(), band.code());
        }
    }
}
