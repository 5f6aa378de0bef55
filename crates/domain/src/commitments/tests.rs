#![allow(clippy::unwrap_used)]
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::procedure::Procedure;

const ID: PartId = PartId(Uuid::from_u128(1));

fn member(n: u128) -> MemberId {
    MemberId(Uuid::from_u128(n))
}

fn part(number: i64, by: By, step: &str) -> CommitmentPart {
    let words = "Words.".to_owned();
    let step = match step {
        "promised" => Step::Promised {
            kind: "back-pay".into(),
            what: words.clone(),
            who: "The company".into(),
            due: Day(100),
            shows: words,
        },
        "claimed" => Step::Claimed {
            how: words,
            file: None,
        },
        "seen" => Step::Seen {
            reached: "partly".into(),
            how: words,
            file: None,
        },
        "confirmed" => Step::Confirmed {
            reached: "yes".into(),
            words,
        },
        _ => Step::Dropped { why: words },
    };
    CommitmentPart {
        commitment: ID,
        step,
        language: "en".into(),
        member: match by {
            By::Member(member) => Some(member),
            By::Person | By::Party => None,
        },
        party: (by == By::Party).then(|| PartyWord {
            name: "The company".into(),
            room: RoomId(Uuid::from_u128(3)),
            files: vec![],
        }),
        number,
        at: Timestamp::UNIX_EPOCH,
    }
}

fn one(parts: &[CommitmentPart]) -> Commitment {
    Commitment::all(parts).pop().unwrap()
}

#[test]
fn somebody_else_sees_that_it_was_done_and_only_the_person_confirms_it() {
    let (doer, other) = (By::Member(member(1)), By::Member(member(2)));
    let promised = one(&[part(1, doer, "promised")]);
    assert_eq!(promised.may("seen", other), Err(Refused::NotNow));
    assert_eq!(promised.may("confirmed", doer), Err(Refused::NotNow));
    assert!(promised.may("confirmed", By::Person).is_ok());
    assert!(promised.is_overdue(Day(101)) && !promised.is_overdue(Day(100)));
    let claimed = one(&[part(2, doer, "claimed"), part(1, doer, "promised")]);
    assert_eq!(claimed.may("seen", doer), Err(Refused::NotYourOwn));
    assert!(claimed.may("seen", other).is_ok() && !claimed.is_overdue(Day(101)));
    let seen = one(&[
        part(1, doer, "promised"),
        part(2, doer, "claimed"),
        part(3, other, "seen"),
    ]);
    assert_eq!(seen.reached().unwrap(), "partly");
    let confirmed = one(&[
        part(1, doer, "promised"),
        part(3, other, "seen"),
        part(4, By::Person, "confirmed"),
    ]);
    assert_eq!(confirmed.reached().unwrap(), "yes", "what they say counts");
    assert_eq!(confirmed.may("dropped", doer), Err(Refused::NotNow));
}

#[test]
fn what_a_company_says_counts_as_said_and_takes_nobodys_place() {
    let (doer, other) = (By::Member(member(1)), By::Member(member(2)));
    let mut parts = vec![part(1, doer, "promised")];
    assert!(one(&parts).may("claimed", By::Party).is_ok());
    assert_eq!(one(&parts).may("seen", By::Party), Err(Refused::NotNow));
    parts.push(part(2, By::Party, "claimed"));
    let said = one(&parts);
    assert_eq!((said.stands(), said.reached()), ("claimed", None));
    assert!(!said.is_overdue(Day(101)));
    assert!(said.may("seen", doer).is_ok(), "it is the word of another");
    // Whoever wrote so themselves sees it done by nobody's leave, also where the company says it after them.
    let both = [
        &parts[..1],
        &[part(2, doer, "claimed"), part(3, By::Party, "claimed")],
    ]
    .concat();
    assert_eq!(one(&both).may("seen", doer), Err(Refused::NotYourOwn));
    assert!(one(&both).may("seen", other).is_ok());
    // It cannot fill the page, and keeps the desk from nothing.
    for number in 3..=PARTY_CLAIMS_MAX as i64 + 1 {
        parts.push(part(number, By::Party, "claimed"));
    }
    assert_eq!(one(&parts).may("claimed", By::Party), Err(Refused::NotNow));
    assert!(one(&parts).may("claimed", doer).is_ok());
    // What was given up stays so, whatever is written of it after.
    let over = one(&[
        part(1, doer, "promised"),
        part(2, doer, "dropped"),
        part(3, By::Party, "claimed"),
    ]);
    assert_eq!(over.stands(), "dropped");
    assert_eq!(over.may("claimed", By::Party), Err(Refused::NotNow));
}

#[test]
fn what_is_missing_is_told_by_its_field() {
    let procedure = Procedure::shipped().unwrap();
    let typed = StepTyped {
        step: "promised".into(),
        ..StepTyped::default()
    };
    let problems = typed.take(&procedure.tracker, &[]).unwrap_err();
    let mut fields: Vec<_> = problems.0.iter().map(|p| p.field.as_str()).collect();
    fields.sort_unstable();
    assert_eq!(fields, ["due", "kind", "shows", "who", "words"]);
    let seen = StepTyped {
        step: "seen".into(),
        words: "By the list.".into(),
        reached: "perhaps".into(),
        file: Some(ID),
        ..StepTyped::default()
    };
    let problems = seen.take(&procedure.tracker, &[]).unwrap_err();
    let fields: Vec<_> = problems.0.iter().map(|p| p.field.as_str()).collect();
    assert_eq!(fields, ["file", "reached"]);
    assert!(StepTyped::default().take(&procedure.tracker, &[]).is_err());
}

proptest! {
    /// However it goes: a step that was allowed is counted once, and nobody ever sees their own work done.
    #[test]
    fn counts_agree_and_nobody_checks_themselves(
        tries in prop::collection::vec((prop::sample::select(Step::CODES.to_vec()), 0u128..4), 0..25)
    ) {
        let mut parts = vec![part(0, By::Member(member(1)), "promised")];
        for (at, (step, who)) in tries.into_iter().enumerate() {
            let by = match who {
                0 => By::Person,
                3 => By::Party,
                n => By::Member(member(n)),
            };
            let commitment = one(&parts);
            if commitment.may(step, by).is_ok() {
                let is_claim = |p: &&CommitmentPart| p.step.code() == "claimed" && p.party.is_none();
                let last = commitment.steps.iter().rfind(is_claim);
                let own = last.is_some_and(|p| By::Member(p.member.unwrap()) == by);
                prop_assert!(by != By::Party || step == "claimed");
                prop_assert!(!(step == "seen" && own));
                prop_assert_eq!(step == "confirmed", by == By::Person);
                parts.push(part(at as i64 + 1, by, step));
            }
        }
        let all = Commitment::all(&parts);
        let kept = Kept::of(&all, Day(101));
        prop_assert_eq!(kept.promised, 1);
        let standing = kept.claimed + kept.seen + kept.confirmed + kept.dropped;
        let promised = usize::from(all[0].stands() == "promised");
        prop_assert_eq!(standing + promised, 1);
        prop_assert!(kept.overdue <= 1);
    }
}
