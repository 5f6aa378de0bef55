//! Records of a work list mean the same in whatever order they are read.
#![allow(clippy::unwrap_used)]
use super::*;
use proptest::prelude::*;
use uuid::Uuid;

fn facets(title: &str, at: i64) -> Box<Facets> {
    Box::new(Facets {
        title: title.into(),
        channel: ChannelId(Uuid::nil()),
        language: "en".into(),
        kinds: vec![],
        country: None,
        company: None,
        urgency: vec![],
        extract: String::new(),
        received: Timestamp::from_second(at).unwrap(),
        district: None,
        place: String::new(),
        happened: None,
        may_link: None,
    })
}

fn line_of(at: i64) -> PatternLine {
    PatternLine {
        title: format!("p{at}"),
        belongs: Belongs::Linked {
            since: Timestamp::from_second(at % 2).unwrap(),
            by: MemberId(Uuid::nil()),
            kept: None,
        },
    }
}

/// What is taken back is out of every pattern at once, whichever clock went wrong, and allowed anew it is not in them again. Records of
/// before are read.
#[test]
fn a_case_is_in_a_pattern_only_under_the_consent_of_then() {
    let second = |s| Timestamp::from_second(s).unwrap();
    let mut listed = facets("t", 1);
    listed.may_link = Some(second(1));
    let id = PatternId(Uuid::nil());
    let may = |version, since: Option<i64>| {
        let since = since.map(second);
        Change::MayLink(MayLink {
            version,
            since,
            until: None,
        })
    };
    let mut entry = Entry::default();
    entry.take(second(1), Change::Listed(listed));
    entry.take(second(9), Change::Pattern(id, 1, Some(line_of(1))));
    let count = |entry: &Entry| entry.patterns(Day(0)).count();
    assert_eq!(count(&entry), 1);
    let told = entry
        .told()
        .into_iter()
        .fold(Entry::default(), |mut all, change| {
            all.take(second(5), change);
            all
        });
    assert_eq!(count(&told), 1, "who is let in later is told");
    // The clock was set back before it was taken back.
    entry.take(second(3), may(2, None));
    assert_eq!((count(&entry), entry.may_link(Day(0))), (0, None));
    entry.take(second(4), may(3, Some(4)));
    assert_eq!(
        (count(&entry), entry.may_link(Day(0))),
        (0, Some(second(4)))
    );
    // Its time is over.
    let until = Some(Day(5));
    let said = MayLink {
        version: 4,
        since: Some(second(1)),
        until,
    };
    entry.take(second(4), Change::MayLink(said));
    assert_eq!((count(&entry), entry.patterns(Day(6)).count()), (1, 0));
    let old = r#"{"listed":["1970-01-01T00:00:01Z",{"title":"a","channel":"00000000-0000-0000-0000-000000000000","language":"en",
        "kinds":[],"country":null,"company":null,"urgency":[],"extract":"","received":"1970-01-01T00:00:01Z"}],
        "titled":null,"assigned":null,"unseen":[],"seen":null}"#;
    let old: Entry = serde_json::from_str(old).unwrap();
    assert_eq!((old.title(), old.may_link(Day(0))), ("a", None));
}

fn change() -> impl Strategy<Value = IndexRecord> {
    (0u128..3, 0i64..20, 0u8..11).prop_map(|(case, at, kind)| IndexRecord {
        case: CaseId(Uuid::from_u128(case)),
        at: Timestamp::from_second(at).unwrap(),
        change: match kind {
            // One facet per moment, as in life: a case is listed once at a time.
            0 => Change::Listed(facets(&format!("t{at}"), at)),
            1 => Change::Unlisted,
            2 => Change::Titled(format!("n{at}")),
            3 => Change::Assigned((at % 2 == 0).then(|| MemberId(Uuid::from_u128(at as u128)))),
            4 => Change::ReporterWrote,
            5 => Change::DeskWrote,
            6 => Change::Task(
                TaskId(Uuid::from_u128(at as u128 % 2)),
                (at % 3 > 0).then(|| TaskLine {
                    by: Day(at),
                    whom: MemberId(Uuid::nil()),
                    what: format!("d{at}"),
                }),
            ),
            7 => Change::MayLink(MayLink {
                version: at / 2,
                since: (at % 3 > 0).then(|| Timestamp::from_second(at % 2).unwrap()),
                until: (at % 5 == 0).then_some(Day(at)),
            }),
            8 => Change::Pattern(
                PatternId(Uuid::from_u128(at as u128 % 2)),
                at / 3,
                (at % 4 > 0).then(|| line_of(at)),
            ),
            9 => Change::Word(
                at % 2,
                (at % 3 > 0).then_some(WordAsked {
                    until: Day(at),
                    by: MemberId(Uuid::nil()),
                }),
            ),
            _ => Change::Seen,
        },
    })
}

proptest! {
    #[test]
    fn the_order_of_reading_does_not_matter(records in prop::collection::vec(change(), 0..40), cut in 0usize..40, seed in any::<u64>()) {
        let mut straight = Index::default();
        records.iter().cloned().for_each(|r| straight.take(r));

        let mut shuffled = records.clone();
        let mut state = seed | 1;
        for i in (1..shuffled.len()).rev() {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            shuffled.swap(i, (state >> 33) as usize % (i + 1));
        }
        let (front, back) = shuffled.split_at(cut.min(shuffled.len()));
        let (mut a, mut b) = (Index::default(), Index::default());
        front.iter().cloned().for_each(|r| a.take(r));
        back.iter().cloned().for_each(|r| b.take(r));
        a.join(b);
        prop_assert_eq!(a, straight);
    }
}

/// Also where the clock was set back between the two, or stood still.
#[test]
fn what_is_over_stays_over_in_whatever_order_it_is_read() {
    let id = TaskId(Uuid::nil());
    let line = |what: &str| TaskLine {
        by: Day(1),
        whom: MemberId(Uuid::nil()),
        what: what.into(),
    };
    let set = (5, Change::Task(id, Some(line("call"))));
    for over in [4, 5, 6] {
        let over = (over, Change::Task(id, None));
        for both in [[&set, &over], [&over, &set]] {
            let mut entry = Entry::default();
            for (at, change) in both {
                entry.take(Timestamp::from_second(*at).unwrap(), change.clone());
            }
            assert_eq!(entry.tasks().count(), 0, "{both:?}");
        }
    }
    let (one, other) = (
        Change::Task(id, Some(line("a"))),
        Change::Task(id, Some(line("b"))),
    );
    for both in [[&one, &other], [&other, &one]] {
        let mut entry = Entry::default();
        for change in both {
            entry.take(Timestamp::from_second(5).unwrap(), change.clone());
        }
        assert_eq!(entry.tasks().next().unwrap().1.what, "b");
    }
}

#[test]
fn what_was_seen_is_no_longer_new() {
    let case = CaseId(Uuid::nil());
    let mut index = Index::default();
    for (at, change) in [
        (1, Change::ReporterWrote),
        (2, Change::ReporterWrote),
        (3, Change::Seen),
        (4, Change::ReporterWrote),
    ] {
        index.take(IndexRecord {
            case,
            at: Timestamp::from_second(at).unwrap(),
            change,
        });
    }
    assert_eq!(index.entries[&case].new_messages(), 1);
}
