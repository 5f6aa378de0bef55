//! A report that is being written: sealed on the server under a key that only the browser's cookie has.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use uuid::Uuid;
use watchpost_domain::{
    CaseId, ChannelId, MemberId,
    cases::Reference,
    intake::{Answer, Answers, Entry},
    sealed::Compartment,
};
use watchpost_vault::{Identity, Receipt, WordList, Zeroizing, os_random};

use crate::{Error, StoredFile};

/// How much that cannot be taken a draft keeps all the same: two of the largest forms.
const ROUGH_MAX: usize = 2 << 20;

/// All that was typed so far, and the keys that its parts are sealed to.
#[derive(Clone, Serialize, Deserialize)]
pub struct Draft {
    pub case: CaseId,
    pub reference: Reference,
    pub channel: ChannelId,
    pub language: String,
    pub answers: Answers,
    /// What was typed and cannot be taken as an answer, by the key of the question: the fields of its form, as they came. Who
    /// goes back finds it again.
    #[serde(default)]
    pub rough: BTreeMap<String, Vec<(String, String)>>,
    pub files: Vec<StoredFile>,
    /// How it came in, and who of the desk enters it for somebody.
    #[serde(default = "over_the_web")]
    pub entry: Entry,
    #[serde(default)]
    pub entered_by: Option<MemberId>,
    /// The key of the question that was shown last.
    pub at: Option<String>,
    /// Whether a part of the receipt was typed back.
    pub receipt_kept: bool,
    /// The version it was read as; see [`crate::Platform::save_draft`].
    #[serde(skip)]
    pub(crate) version: i64,
    pub(crate) receipt: [u8; 12],
    pub(crate) keys: DraftKeys,
}

fn over_the_web() -> Entry {
    Entry::Web
}

/// The secrets of the case's compartments and of the reporter, until the report is sent.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct DraftKeys {
    #[serde(with = "secret")]
    identity: Identity,
    #[serde(with = "secret")]
    narrative: Identity,
    #[serde(with = "secret")]
    team: Identity,
    #[serde(with = "secret")]
    original: Identity,
    #[serde(with = "secret")]
    reporter: Identity,
}

impl DraftKeys {
    pub(crate) fn generate() -> Self {
        Self {
            identity: Identity::generate(),
            narrative: Identity::generate(),
            team: Identity::generate(),
            original: Identity::generate(),
            reporter: Identity::generate(),
        }
    }

    /// The key of a compartment that a case has from its first day.
    pub(crate) fn of(&self, compartment: Compartment) -> Result<&Identity, Error> {
        Ok(match compartment {
            Compartment::Identity => &self.identity,
            Compartment::Narrative => &self.narrative,
            Compartment::Team => &self.team,
            Compartment::Original => &self.original,
            Compartment::Room | Compartment::Derivative => return Err(Error::Internal(1)),
        })
    }

    pub(crate) fn reporter(&self) -> &Identity {
        &self.reporter
    }
}

impl Draft {
    /// An empty one, with the keys that its parts will be sealed to.
    pub(crate) fn new(channel: ChannelId, language: &str) -> Self {
        let mut random = [0u8; 8];
        random.copy_from_slice(&Uuid::new_v4().as_bytes()[..8]);
        Self {
            version: 1,
            case: CaseId(Uuid::new_v4()),
            reference: Reference::from_random(random),
            channel,
            language: language.to_owned(),
            answers: Answers::default(),
            rough: BTreeMap::new(),
            files: vec![],
            entry: Entry::Web,
            entered_by: None,
            at: None,
            receipt_kept: false,
            receipt: *Receipt::generate(&mut os_random()).as_bytes(),
            keys: DraftKeys::generate(),
        }
    }

    /// Keeps an answer to a question, and forgets what was typed there before and could not be taken.
    pub fn answer(&mut self, key: &str, answer: Option<Answer>) {
        self.rough.remove(key);
        self.answers.set(key, answer);
    }

    /// Keeps what was typed as it is. False when that would be too much; then nothing is kept.
    pub fn keep_rough(&mut self, key: &str, typed: Vec<(String, String)>) -> bool {
        let bytes = |fields: &[(String, String)]| -> usize {
            fields.iter().map(|(k, v)| k.len() + v.len()).sum()
        };
        let others = self.rough.iter().filter(|(k, _)| *k != key);
        let there: usize = others.map(|(_, fields)| bytes(fields)).sum();
        if there + bytes(&typed) > ROUGH_MAX {
            return false;
        }
        self.rough.insert(key.to_owned(), typed);
        true
    }

    pub(crate) fn receipt(&self) -> Receipt {
        Receipt::from_bytes(self.receipt)
    }

    /// The receipt as nine words, where the language has a list of words.
    pub fn receipt_words(&self) -> Option<Zeroizing<String>> {
        WordList::for_language(&self.language).map(|list| self.receipt().words(list))
    }

    /// The receipt as 30 digits in groups of five.
    pub fn receipt_digits(&self) -> Zeroizing<String> {
        self.receipt().digits()
    }

    /// Which word, and which group of digits, is to be typed back (both counted from 1).
    pub fn part_to_type_back(&self) -> (usize, usize) {
        let part = self.receipt().part_to_type_back();
        (part.word, part.group)
    }

    /// Checks what was typed back: the word or the group that was asked for.
    pub fn keeps_receipt(&mut self, typed: &str) -> bool {
        self.receipt_kept = self.receipt_kept || self.receipt().matches_part(typed);
        self.receipt_kept
    }
}

/// Identities as the text of their secrets, which is wiped when it goes.
mod secret {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};
    use watchpost_vault::{Identity, Zeroizing};

    pub(super) fn serialize<S: Serializer>(key: &Identity, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&key.to_secret())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Identity, D::Error> {
        let text = String::deserialize(from).map(Zeroizing::new)?;
        Identity::parse(&text).map_err(|_| D::Error::custom("no key"))
    }
}
