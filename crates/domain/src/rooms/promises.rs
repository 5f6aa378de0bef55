//! What was promised, as far as a party is told of it: which promises, in words that the desk chose, and how each stands. What the desk or
//! the person wrote about it stays with the case.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{FIELD_MAX, RoomAct, Snapshot};
use crate::{
    Day, PartId, Problem, Problems,
    commitments::{Commitment, CommitmentPart, Step, WHO_MAX, WORDS_MAX},
    problem::clean_text,
    procedure::Code,
};

/// Most promises that are told at once.
pub const PROMISES_MAX: usize = 20;

/// Something that was promised, as a party reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToldPromise {
    /// The part of the case with which it was promised.
    pub commitment: PartId,
    pub kind: Code,
    pub what: String,
    pub who: String,
    pub due: Day,
    pub shows: String,
    /// Where it stood when this was written down: a code of a step.
    pub stands: Code,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reached: Option<Code>,
}

impl ToldPromise {
    /// A commitment in the words in which it was promised; nothing of what the person said, and nothing of one that was given up.
    pub fn of(one: &Commitment) -> Option<Self> {
        let known = |part: &&CommitmentPart| part.step.code() != "confirmed";
        let last = one.steps.iter().rfind(known)?;
        if one.stands() == "dropped" {
            return None;
        }
        one.steps.iter().find_map(|part| match &part.step {
            Step::Promised {
                kind,
                what,
                who,
                due,
                shows,
            } => Some(Self {
                commitment: one.id,
                kind: kind.clone(),
                what: what.clone(),
                who: who.clone(),
                due: *due,
                shows: shows.clone(),
                stands: last.step.code().to_owned(),
                reached: last.step.reached().cloned(),
            }),
            _ => None,
        })
    }

    /// Its texts, with the names of their fields.
    pub(super) fn texts(&self) -> [(&str, &str); 3] {
        [
            ("promised-what", self.what.as_str()),
            ("promised-who", self.who.as_str()),
            ("promised-shows", self.shows.as_str()),
        ]
    }

    /// The field of a form in which one of its texts is typed.
    pub fn field(&self, text: &str) -> String {
        format!("{text}-{}", self.commitment)
    }
}

/// Takes the words of what was promised, cleaned; what is wrong is noted.
pub(super) fn take(typed: Vec<ToldPromise>, problems: &mut Problems) -> Vec<ToldPromise> {
    if typed.len() > PROMISES_MAX {
        problems.add("promise", Problem::TooMany { max: PROMISES_MAX });
        return Vec::new();
    }
    let mut clean = |name: String, raw: &str, longest: usize| {
        let text = clean_text(raw, longest).and_then(|text| match text.is_empty() {
            true => Err(Problem::Required),
            false => Ok(text),
        });
        text.unwrap_or_else(|problem| {
            problems.add(name, problem);
            String::new()
        })
    };
    let longest = WORDS_MAX.min(FIELD_MAX);
    let cleaned = typed.into_iter().map(|one| ToldPromise {
        what: clean(one.field("promised-what"), &one.what, longest),
        who: clean(one.field("promised-who"), &one.who, WHO_MAX),
        shows: clean(one.field("promised-shows"), &one.shows, longest),
        ..one
    });
    cleaned.collect()
}

/// A line of a room, with its number.
pub type Followed<'a> = (i64, Timestamp, &'a RoomAct);

/// What was promised as it stands in a room: in the words in which it was told last, with what became of it since, as far as it was told. A
/// claim of the party stands with its words.
pub fn commitments<'a>(
    told: impl Iterator<Item = (i64, Timestamp, &'a Snapshot)>,
    lines: impl Iterator<Item = Followed<'a>>,
    claims: &[CommitmentPart],
) -> Vec<Commitment> {
    let told = told.flat_map(|(number, at, snapshot)| {
        let all = snapshot.promises.iter();
        all.map(move |one| (number, at, one.commitment, Event::Told(one)))
    });
    let desk = lines.filter_map(|(number, at, act)| match act {
        RoomAct::PromiseFollowed {
            commitment,
            step: code,
            reached,
        } => Some((number, at, *commitment, Event::Step(step(code, reached)?))),
        _ => None,
    });
    let said =
        { claims.iter() }.map(|part| (part.number, part.at, part.commitment, Event::Said(part)));
    let mut events: Vec<_> = told.chain(desk).chain(said).collect();
    events.sort_by_key(|(number, ..)| *number);
    let mut all: Vec<Commitment> = Vec::new();
    for (number, at, commitment, event) in events {
        let part = |step| CommitmentPart {
            commitment,
            step,
            party: None,
            language: String::new(),
            member: None,
            number,
            at,
        };
        let own = all.iter_mut().find(|own| own.id == commitment);
        match (event, own) {
            (Event::Told(one), None) => all.push(Commitment {
                id: commitment,
                steps: { [Some(one.promised()), step(&one.stands, &one.reached)].into_iter() }
                    .flatten()
                    .map(part)
                    .collect(),
            }),
            // Told again, such as in better words: what was said of it before stays.
            (Event::Told(one), Some(own)) => {
                let since = step(&one.stands, &one.reached);
                let since = since.filter(|step| step.code() != own.stands());
                if let Some(first) = own.steps.first_mut() {
                    *first = part(one.promised());
                }
                own.steps.extend(since.map(part));
            }
            (Event::Step(step), Some(own)) => own.steps.push(part(step)),
            (Event::Said(part), Some(own)) => own.steps.push(part.clone()),
            // Nothing is known in a room of what was not told there.
            (Event::Step(_) | Event::Said(_), None) => {}
        }
    }
    all
}

/// Something that is known in a room of a promise.
enum Event<'a> {
    Told(&'a ToldPromise),
    /// The desk followed it.
    Step(Step),
    /// The party said that it was done.
    Said(&'a CommitmentPart),
}

/// A step without words.
fn step(code: &str, reached: &Option<Code>) -> Option<Step> {
    let (how, why) = (String::new(), String::new());
    match (code, reached) {
        ("claimed", _) => Some(Step::Claimed { how, file: None }),
        ("seen", Some(reached)) => Some(Step::Seen {
            reached: reached.clone(),
            how,
            file: None,
        }),
        ("dropped", _) => Some(Step::Dropped { why }),
        _ => None,
    }
}

impl ToldPromise {
    fn promised(&self) -> Step {
        Step::Promised {
            kind: self.kind.clone(),
            what: self.what.clone(),
            who: self.who.clone(),
            due: self.due,
            shows: self.shows.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::{MemberId, RoomId, commitments::PartyWord};
    use uuid::Uuid;

    const ID: PartId = PartId(Uuid::from_u128(1));

    fn promise(what: &str, stands: &str) -> ToldPromise {
        ToldPromise {
            commitment: ID,
            kind: "back-pay".into(),
            what: what.into(),
            who: "The company".into(),
            due: Day(100),
            shows: "The list of the bank.".into(),
            stands: stands.into(),
            reached: None,
        }
    }

    fn snapshot(promises: Vec<ToldPromise>) -> Snapshot {
        Snapshot {
            promises,
            ..Snapshot::default()
        }
    }

    fn part(number: i64, step: Step) -> CommitmentPart {
        CommitmentPart {
            commitment: ID,
            step,
            party: None,
            language: "en".into(),
            member: Some(MemberId(Uuid::nil())),
            number,
            at: Timestamp::UNIX_EPOCH,
        }
    }

    fn claim(number: i64) -> CommitmentPart {
        let (how, file) = ("Paid.".to_owned(), None);
        CommitmentPart {
            party: Some(PartyWord {
                name: "The company".into(),
                room: RoomId(Uuid::nil()),
                files: vec![],
            }),
            ..part(number, Step::Claimed { how, file })
        }
    }

    #[test]
    fn what_was_promised_alone_needs_no_title_and_all_of_its_words() {
        let one = || snapshot(vec![promise("Pay.", "promised")]);
        let taken = Snapshot::take(one(), Day(10)).unwrap();
        assert!(taken.is_more_only());
        let said: Vec<_> = taken.texts().map(|(_, text)| text).collect();
        assert_eq!(said[2..], ["Pay.", "The company", "The list of the bank."]);
        let empty = snapshot(vec![promise(" ", "promised")]);
        let problems = Snapshot::take(empty, Day(10)).unwrap_err();
        assert_eq!(problems.0[0].field, format!("promised-what-{ID}"));
        let more = snapshot(vec![promise("Pay.", "promised"); PROMISES_MAX + 1]);
        assert!(Snapshot::take(more, Day(10)).is_err());
        assert!(
            Snapshot::take(snapshot(vec![]), Day(10)).is_err(),
            "nothing at all"
        );
        // Its words are looked through as all others are.
        let told = snapshot(vec![promise("Pay Amina Example on 3 May.", "promised")]);
        assert!(!told.telltales().is_empty());
        let kept = ["Amina Example".to_owned()];
        assert_eq!(told.echoes(&kept).len(), 1);
    }

    #[test]
    fn a_party_is_told_the_promise_and_nothing_that_was_written_about_it() {
        let promised = promise("Pay them.", "promised").promised();
        let (how, file) = ("canary words of the desk".to_owned(), None);
        let confirmed = Step::Confirmed {
            reached: "no".into(),
            words: "canary words of the person".into(),
        };
        let mut one = Commitment {
            id: ID,
            steps: vec![
                part(1, promised),
                part(2, Step::Claimed { how, file }),
                part(3, confirmed),
            ],
        };
        let told = ToldPromise::of(&one).unwrap();
        assert_eq!(
            (told.what.as_str(), told.stands.as_str()),
            ("Pay them.", "claimed")
        );
        assert!(!serde_json::to_string(&told).unwrap().contains("canary"));
        let why = "It was a mistake.".to_owned();
        one.steps.push(part(4, Step::Dropped { why }));
        assert_eq!(ToldPromise::of(&one), None);
    }

    #[test]
    fn a_room_knows_what_was_told_in_it_and_what_became_of_that() {
        let first = snapshot(vec![promise("Pay.", "promised")]);
        let again = snapshot(vec![promise("Pay the wages.", "claimed")]);
        let now = Timestamp::UNIX_EPOCH;
        let seen = RoomAct::PromiseFollowed {
            commitment: ID,
            step: "seen".into(),
            reached: Some("partly".into()),
        };
        let other = RoomAct::PromiseFollowed {
            commitment: PartId(Uuid::from_u128(2)),
            step: "claimed".into(),
            reached: None,
        };
        let lines = [(5, now, &seen), (6, now, &other)];
        let told = [(0, now, &first), (4, now, &again)];
        let all = commitments(told.into_iter(), lines.into_iter(), &[claim(3)]);
        assert_eq!(all.len(), 1, "of what was not told it knows nothing");
        let steps: Vec<_> = all[0].steps.iter().map(|p| p.step.code()).collect();
        assert_eq!(steps, ["promised", "claimed", "seen"]);
        assert!(all[0].steps[0].step.texts().contains(&"Pay the wages."));
        assert_eq!(all[0].reached().unwrap(), "partly");
        // What went on while nothing could be told is known when it is told again.
        let told = [(0, now, &first), (4, now, &again)];
        let all = commitments(told.into_iter(), [].into_iter(), &[]);
        assert_eq!((all[0].steps.len(), all[0].stands()), (2, "claimed"));
    }
}
