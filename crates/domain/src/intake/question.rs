//! Questions as data: a desk changes order, wording, conditions and what is optional without code.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::Answers;

/// The four answers that a report needs (domain dossier, 4.1). "I don't know" counts as an answer.
pub const REQUIRED: [&str; 4] = ["what_happened", "where", "when", "contact"];

/// What kind of answer a question takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "type")]
pub enum QuestionKind {
    /// One line.
    Short { max: usize },
    /// As long as it needs.
    Long { max: usize },
    /// One of the options. They are codes of a vocabulary, whose names the catalogue has.
    One {
        vocabulary: String,
        options: Vec<String>,
    },
    /// Any of the options.
    Many {
        vocabulary: String,
        options: Vec<String>,
    },
    /// When, as exactly as is known.
    When,
    /// Where, in words, with country and district if known.
    Where,
    /// What may be done with the report; each purpose by itself.
    Consent,
    /// Files of any kind.
    Files,
}

/// In which sealed part an answer is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Keeping {
    Narrative,
    /// Says who the person is: sealed apart, opened by custodians only.
    Identity,
}

/// A question's own words in one language; without them, the catalogue's words for its key are used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wording {
    pub title: String,
    #[serde(default)]
    pub hint: String,
    /// The names of options that the desk wrote itself, in the order of the question's options.
    #[serde(default)]
    pub options: Vec<String>,
}

/// Asked only if an earlier answer holds one of these options.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Condition {
    pub question: String,
    pub any_of: Vec<String>,
}

/// One question, on a page of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    pub key: String,
    pub kind: QuestionKind,
    pub keeping: Keeping,
    #[serde(default)]
    pub wording: BTreeMap<String, Wording>,
    #[serde(default)]
    pub only_if: Option<Condition>,
}

impl Question {
    /// Whether a report cannot be sent without an answer. Only the four can be.
    pub fn required(&self) -> bool {
        REQUIRED.contains(&self.key.as_str())
    }

    /// The desk's own words in this language. A question that the desk wrote itself has no others: it is then asked in a
    /// language that it has.
    pub fn worded(&self, language: &str) -> Option<&Wording> {
        let any = || {
            let shipped = Questionnaire::shipped().question(&self.key).is_some();
            self.wording.values().next().filter(|_| !shipped)
        };
        self.wording.get(language).or_else(any)
    }

    /// Whether it is asked, as far as is answered now.
    pub fn asked(&self, answers: &Answers) -> bool {
        self.only_if.as_ref().is_none_or(|condition| {
            answers
                .get(&condition.question)
                .is_some_and(|a| condition.any_of.iter().any(|option| a.holds(option)))
        })
    }
}

/// The questions of a channel, in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Questionnaire {
    pub version: u32,
    pub questions: Vec<Question>,
}

/// Why a questionnaire cannot be used, with the key of the question.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum QuestionnaireError {
    #[error("the question {0} must be there")]
    Missing(&'static str),
    #[error("the question {0} is there twice")]
    Twice(String),
    #[error("the key {0} may hold only a-z, 0-9 and _")]
    BadKey(String),
    #[error("the question {0} has no options")]
    NoOptions(String),
    #[error(
        "the question {0} depends on one that does not come before it, or on an option that it has not"
    )]
    BadCondition(String),
    #[error("more than 60 questions")]
    TooMany,
}

impl Questionnaire {
    pub fn question(&self, key: &str) -> Option<&Question> {
        self.questions.iter().find(|q| q.key == key)
    }

    /// The questions that are asked, as far as is answered now.
    pub fn asked<'a>(&'a self, answers: &'a Answers) -> impl Iterator<Item = &'a Question> {
        self.questions.iter().filter(move |q| q.asked(answers))
    }

    /// Checks a questionnaire before it is put to anybody.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn check(&self) -> Result<(), QuestionnaireError> {
        if self.questions.len() > 60 {
            return Err(QuestionnaireError::TooMany);
        }
        let mut before = BTreeSet::new();
        for q in &self.questions {
            if q.key.is_empty()
                || q.key.len() > 40
                || !q
                    .key
                    .bytes()
                    .all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'_'))
            {
                return Err(QuestionnaireError::BadKey(q.key.clone()));
            }
            if matches!(&q.kind, QuestionKind::One { options, .. } | QuestionKind::Many { options, .. } if options.is_empty())
            {
                return Err(QuestionnaireError::NoOptions(q.key.clone()));
            }
            if q.only_if.as_ref().is_some_and(|c| {
                let earlier = before.contains(c.question.as_str());
                !earlier || REQUIRED.contains(&q.key.as_str()) || !self.can_be_met(c)
            }) {
                return Err(QuestionnaireError::BadCondition(q.key.clone()));
            }
            if !before.insert(q.key.as_str()) {
                return Err(QuestionnaireError::Twice(q.key.clone()));
            }
        }
        match REQUIRED.into_iter().find(|key| !before.contains(key)) {
            Some(key) => Err(QuestionnaireError::Missing(key)),
            None => Ok(()),
        }
    }

    /// Whether there are such options: with others, a question would never be asked.
    fn can_be_met(&self, condition: &Condition) -> bool {
        let options = match self.question(&condition.question).map(|q| &q.kind) {
            Some(QuestionKind::One { options, .. } | QuestionKind::Many { options, .. }) => options,
            _ => return false,
        };
        !condition.any_of.is_empty() && condition.any_of.iter().all(|o| options.contains(o))
    }

    /// The questions that ship with Watchpost, a proposal of ours and nobody's official form.
    pub fn shipped() -> Self {
        use Keeping::{Identity, Narrative};
        let q = |key: &str, kind, keeping| Question {
            key: key.into(),
            kind,
            keeping,
            wording: BTreeMap::new(),
            only_if: None,
        };
        let one = |vocabulary: &str, options: &[&str]| QuestionKind::One {
            vocabulary: vocabulary.into(),
            options: options.iter().map(|o| (*o).to_owned()).collect(),
        };
        let many = |vocabulary: &str, options: &[&str]| QuestionKind::Many {
            vocabulary: vocabulary.into(),
            options: options.iter().map(|o| (*o).to_owned()).collect(),
        };
        let on_behalf = Condition {
            question: "submitter".into(),
            any_of: ["representative", "group", "union", "ngo"]
                .map(String::from)
                .into(),
        };
        Self {
            version: 1,
            questions: vec![
                q(
                    "urgent",
                    many(
                        "urgency",
                        &["life", "minor", "ongoing", "evidence-perishing", "none"],
                    ),
                    Narrative,
                ),
                q(
                    "what_happened",
                    QuestionKind::Long { max: 20_000 },
                    Narrative,
                ),
                q("kind", many("kind", KINDS), Narrative),
                q("where", QuestionKind::Where, Narrative),
                q("when", QuestionKind::When, Narrative),
                q("company", QuestionKind::Short { max: 300 }, Narrative),
                q(
                    "people_affected",
                    QuestionKind::Long { max: 4_000 },
                    Narrative,
                ),
                q(
                    "submitter",
                    one(
                        "submitter",
                        &[
                            "affected",
                            "guard",
                            "witness",
                            "representative",
                            "group",
                            "union",
                            "ngo",
                            "other",
                        ],
                    ),
                    Narrative,
                ),
                Question {
                    only_if: Some(on_behalf.clone()),
                    ..q(
                        "mandate",
                        one(
                            "mandate",
                            &[
                                "written",
                                "thumbprint",
                                "audio",
                                "community-meeting",
                                "none",
                            ],
                        ),
                        Narrative,
                    )
                },
                Question {
                    only_if: Some(on_behalf),
                    ..q(
                        "mandate_details",
                        QuestionKind::Long { max: 4_000 },
                        Narrative,
                    )
                },
                q(
                    "told",
                    many(
                        "told",
                        &[
                            "company",
                            "police",
                            "regulator",
                            "court",
                            "union",
                            "media",
                            "nobody",
                        ],
                    ),
                    Narrative,
                ),
                q("fear", one("fear", &["none", "some", "high"]), Narrative),
                q("fear_details", QuestionKind::Long { max: 4_000 }, Narrative),
                q("wished", many("outcome", OUTCOMES), Narrative),
                q("files", QuestionKind::Files, Narrative),
                q(
                    "identity_mode",
                    one(
                        "identity-mode",
                        &["named", "confidential-to-desk", "anonymous"],
                    ),
                    Narrative,
                ),
                Question {
                    only_if: Some(Condition {
                        question: "identity_mode".into(),
                        any_of: vec!["named".into(), "confidential-to-desk".into()],
                    }),
                    ..q("name", QuestionKind::Short { max: 200 }, Identity)
                },
                q("contact", QuestionKind::Long { max: 2_000 }, Identity),
                q("consent", QuestionKind::Consent, Narrative),
            ],
        }
    }
}

/// Kinds of incident that the shipped questions offer.
pub const KINDS: &[&str] = &[
    "force",
    "killing-injury",
    "torture-ill-treatment",
    "sexual-violence",
    "detention",
    "trafficking-forced-labour",
    "child-labour",
    "discrimination",
    "pay-hours",
    "working-conditions",
    "harassment",
    "weapons",
    "property",
    "retaliation",
    "other",
];

/// What people may wish for.
pub const OUTCOMES: &[&str] = &[
    "apology",
    "compensation",
    "back-pay",
    "reinstatement",
    "medical-care",
    "protection",
    "stop",
    "investigation",
    "policy-change",
    "discipline",
    "be-heard",
    "other",
];
