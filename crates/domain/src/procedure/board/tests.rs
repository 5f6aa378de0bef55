#![allow(clippy::unwrap_used)]
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::procedure::sheet::{Answers, Said};

fn shipped() -> Vote {
    let procedure = Procedure::shipped().unwrap();
    procedure.vote_at("board-referral").unwrap().clone()
}

fn seat(n: u128) -> MemberId {
    MemberId(Uuid::from_u128(n))
}

fn ballot(who: u128, said: &str, at: i64) -> SheetPart {
    let chosen = Said {
        chosen: vec![said.to_owned()],
        ..Said::default()
    };
    SheetPart {
        sheet: "ballot".into(),
        by: "board".into(),
        member: Some(seat(who)),
        number: at,
        answers: Answers::from([("decision".to_owned(), chosen)]),
        language: "en".into(),
        at: Timestamp::from_second(at).unwrap(),
        made_from: Vec::new(),
    }
}

fn bench(pillar: Pillar, seats: std::ops::Range<u128>) -> Bench {
    Bench {
        pillar,
        seats: seats.map(seat).collect(),
        aside: 0,
    }
}

fn board() -> Vec<Bench> {
    vec![
        bench(Pillar::Governments, 0..2),
        bench(Pillar::CivilSociety, 2..4),
        bench(Pillar::Industry, 4..6),
    ]
}

fn passes(benches: &[Bench], ballots: &[SheetPart], act: &str) -> bool {
    let vote = shipped();
    vote.passes(&vote.tally(benches, ballots, Timestamp::UNIX_EPOCH), act)
}

#[test]
fn it_passes_where_enough_seats_of_every_pillar_voted_and_more_than_half_agree() {
    let three = [
        ballot(0, "suspend", 5),
        ballot(2, "suspend", 5),
        ballot(4, "no-action", 5),
    ];
    assert!(passes(&board(), &three, "suspend"));
    assert!(!passes(&board(), &three, "no-action"));
    assert!(
        !passes(&board(), &three[..2], "suspend"),
        "industry has not voted"
    );
    let only_two_pillars = &board()[..2];
    assert!(passes(only_two_pillars, &three[..2], "suspend"));
    let a_tie = [&three[..], &[ballot(1, "no-action", 6)]].concat();
    assert!(!passes(&board(), &a_tie, "suspend") && !passes(&board(), &a_tie, "no-action"));
}

#[test]
fn a_pillar_that_stepped_aside_whole_keeps_nobody_from_deciding() {
    let mut benches = board();
    benches[2].seats.clear();
    benches[2].aside = 2;
    let two = [ballot(0, "suspend", 5), ballot(2, "suspend", 5)];
    assert!(passes(&benches, &two, "suspend"));
    assert!(
        !passes(&[], &two, "suspend"),
        "nobody was told, and nobody decides"
    );
}

#[test]
fn who_abstains_is_there_and_decides_nothing() {
    let ballots = [
        ballot(0, "suspend", 5),
        ballot(2, "abstain", 5),
        ballot(4, "abstain", 5),
    ];
    assert!(passes(&board(), &ballots, "suspend"));
    let nobody_decides = [
        ballot(0, "abstain", 5),
        ballot(2, "abstain", 5),
        ballot(4, "abstain", 5),
    ];
    for act in ["suspend", "no-action", "require-action", "terminate"] {
        assert!(!passes(&board(), &nobody_decides, act));
    }
}

#[test]
fn who_stepped_aside_or_has_no_seat_does_not_count_and_the_last_word_of_a_seat_does() {
    let mut benches = board();
    benches[2].seats.remove(&seat(4));
    benches[2].aside = 1;
    let with_an_outsider = [
        ballot(0, "suspend", 5),
        ballot(2, "suspend", 5),
        ballot(4, "suspend", 5),
        ballot(99, "suspend", 5),
    ];
    let vote = shipped();
    let tally = vote.tally(&benches, &with_an_outsider, Timestamp::UNIX_EPOCH);
    assert_eq!((tally.seats, tally.aside, tally.cast), (5, 1, 2));
    assert_eq!(tally.silent, BTreeSet::from([Pillar::Industry]));
    assert!(!vote.passes(&tally, "suspend"));
    let minds_change = [
        ballot(0, "no-action", 9),
        ballot(0, "suspend", 5),
        ballot(2, "no-action", 6),
        ballot(5, "no-action", 6),
    ];
    assert!(passes(&benches, &minds_change, "no-action"));
    let before = vote.tally(&benches, &minds_change, Timestamp::from_second(8).unwrap());
    assert_eq!(before.cast, 1, "what was voted another time does not count");
}

proptest! {
    /// Whatever is voted: at most one act passes, and only where somebody voted for it.
    #[test]
    fn never_do_two_acts_pass(
        votes in prop::collection::vec((0u128..8, prop::sample::select(vec!["suspend", "terminate", "no-action", "abstain"]), 1i64..5), 0..20)
    ) {
        let ballots: Vec<_> = votes.iter().map(|(who, said, at)| ballot(*who, said, *at)).collect();
        let passing: Vec<_> = ["suspend", "terminate", "no-action", "require-action"]
            .into_iter()
            .filter(|act| passes(&board(), &ballots, act))
            .collect();
        prop_assert!(passing.len() <= 1);
        for act in passing {
            prop_assert!(votes.iter().any(|(who, said, _)| *who < 6 && *said == act));
        }
    }
}
