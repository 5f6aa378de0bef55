//! By what cases can be counted, and which cases are meant.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{FirstAnswer, Kept, Period, Quarter, Record, Track};

/// Which cases a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// Those that came in the period.
    Received,
    /// Those that ended in the period. Only of these it is settled how they went.
    Ended,
    /// Those in which something was promised for a day in the period.
    Due,
}

impl Basis {
    pub const ALL: [Basis; 3] = [Basis::Received, Basis::Ended, Basis::Due];

    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Basis::Received => "received",
            Basis::Ended => "ended",
            Basis::Due => "due",
        }
    }

    /// Whether a case falls under a period. One in which things were promised for several days can fall under several.
    pub fn is_in(self, record: &Record, period: Period) -> bool {
        match self {
            Basis::Received | Basis::Ended => {
                self.quarter(record).is_some_and(|q| period.contains(q))
            }
            Basis::Due => record.promised.iter().any(|one| period.contains(one.due)),
        }
    }

    /// The one quarter under which a case falls, if it does.
    fn quarter(self, record: &Record) -> Option<Quarter> {
        match self {
            Basis::Received => Some(record.received),
            Basis::Ended => record.ended,
            Basis::Due => None,
        }
    }
}

/// By what cases are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Dimension {
    /// Of receipt or of end, as the figure counts.
    Quarter,
    Country,
    /// Kinds of harm, or tags of the Code.
    Kind,
    /// Paragraphs of the Code.
    Paragraph,
    Track,
    Route,
    FirstAnswer,
    Outcome,
    /// Whether the harmed person confirmed that it was put right.
    Remedy,
    /// What kind of thing was promised.
    Promised,
    /// How what was promised was kept.
    Kept,
}

/// What stands where nothing was told.
pub(super) const NOT_TOLD: &str = "not-told";
const CONFIRMED: &str = "confirmed";
const NOT_CONFIRMED: &str = "not-confirmed";
/// What stands for a case in which things of several kinds were promised.
pub(super) const SEVERAL: &str = "several";

impl Dimension {
    pub const ALL: [Dimension; 11] = [
        Dimension::Quarter,
        Dimension::Country,
        Dimension::Kind,
        Dimension::Paragraph,
        Dimension::Track,
        Dimension::Route,
        Dimension::FirstAnswer,
        Dimension::Outcome,
        Dimension::Remedy,
        Dimension::Promised,
        Dimension::Kept,
    ];

    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Dimension::Quarter => "quarter",
            Dimension::Country => "country",
            Dimension::Kind => "kind",
            Dimension::Paragraph => "paragraph",
            Dimension::Track => "track",
            Dimension::Route => "route",
            Dimension::FirstAnswer => "first-answer",
            Dimension::Outcome => "outcome",
            Dimension::Remedy => "remedy",
            Dimension::Promised => "promised",
            Dimension::Kept => "kept",
        }
    }

    /// Whether one case can count under several of its values, so that they do not add up to the number of cases.
    pub fn is_overlapping(self) -> bool {
        use Dimension::{Kind, Paragraph, Route};
        matches!(self, Kind | Paragraph | Route)
    }

    /// Of which cases alone it is known, where it is not of all.
    pub fn needs(self) -> Option<Basis> {
        match self {
            Dimension::Outcome | Dimension::Remedy => Some(Basis::Ended),
            Dimension::Promised | Dimension::Kept => Some(Basis::Due),
            _ => None,
        }
    }

    /// All its values where everybody knows them; none where they are as many as the world has. Of the latter only those are listed of
    /// which a number is told: that a country stands in a list at all would tell that somebody there spoke.
    pub fn listed(self, period: Period) -> Option<Vec<String>> {
        let owned = |code: &str| code.to_owned();
        Some(match self {
            Dimension::Quarter => period.quarters().map(|q| q.to_string()).collect(),
            Dimension::Track => Track::ALL.iter().map(|t| owned(t.code())).collect(),
            Dimension::FirstAnswer => FirstAnswer::ALL.iter().map(|b| owned(b.code())).collect(),
            Dimension::Remedy => vec![owned(CONFIRMED), owned(NOT_CONFIRMED)],
            Dimension::Kept => Kept::ALL.iter().map(|k| owned(k.code())).collect(),
            Dimension::Country | Dimension::Outcome | Dimension::Promised => return None,
            Dimension::Kind | Dimension::Paragraph | Dimension::Route => return None,
        })
    }

    /// Under which values a case counts: under one, or of one that is overlapping under any number.
    pub fn values(self, (basis, period): (Basis, Period), record: &Record) -> Vec<String> {
        let or_not_told = |code: Option<&String>| {
            let told = code.filter(|code| !code.is_empty());
            vec![told.map_or_else(|| NOT_TOLD.to_owned(), Clone::clone)]
        };
        match self {
            Dimension::Quarter => basis
                .quarter(record)
                .map(|q| q.to_string())
                .into_iter()
                .collect(),
            Dimension::Country => or_not_told(record.country.as_ref()),
            Dimension::Kind => record.kinds.iter().cloned().collect(),
            // Written alike long, so that they stand in the order of the Code.
            Dimension::Paragraph => record
                .paragraphs
                .iter()
                .map(|n| format!("{n:02}"))
                .collect(),
            Dimension::Track => vec![record.track.code().to_owned()],
            Dimension::Route => record.routes.iter().cloned().collect(),
            Dimension::FirstAnswer => vec![record.first_answer.code().to_owned()],
            Dimension::Outcome => or_not_told(record.outcome.as_ref()),
            Dimension::Remedy => {
                let is = record.remedy_confirmed;
                vec![if is { CONFIRMED } else { NOT_CONFIRMED }.to_owned()]
            }
            Dimension::Promised => {
                let due = { record.promised.iter() }.filter(|one| period.contains(one.due));
                let kinds: BTreeSet<&String> = due.map(|one| &one.kind).collect();
                match kinds.len() {
                    0 | 1 => or_not_told(kinds.first().copied()),
                    _ => vec![SEVERAL.to_owned()],
                }
            }
            Dimension::Kept => Kept::of(&record.promised, period)
                .map(|kept| kept.code().to_owned())
                .into_iter()
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::statistics::Span;

    #[test]
    fn codes_are_what_is_written() {
        for dimension in Dimension::ALL {
            assert_eq!(serde_json::to_value(dimension).unwrap(), dimension.code());
        }
        for basis in Basis::ALL {
            assert_eq!(serde_json::to_value(basis).unwrap(), basis.code());
        }
    }

    #[test]
    fn what_does_not_overlap_has_one_value_for_every_case() {
        let least = r#"{"version":1,"received":"2026-Q1","ended":"2026-Q2","track":"harm","first_answer":"none",
            "promised":[{"n":1,"kind":"apology","due":"2026-Q2"},{"n":2,"kind":"back-pay","due":"2026-Q3"}]}"#;
        let record: Record = serde_json::from_str(least).unwrap();
        let period = Period::beginning("2026-Q1".parse().unwrap(), Span::Year);
        for dimension in Dimension::ALL {
            let basis = dimension.needs().unwrap_or(Basis::Ended);
            assert!(basis.is_in(&record, period));
            let values = dimension.values((basis, period), &record).len();
            let expected = usize::from(!dimension.is_overlapping());
            assert_eq!(values, expected, "{}", dimension.code());
        }
    }
}
