//! An action is agreed, claimed with evidence, and verified by somebody else.

use super::{super::*, *};

#[test]
fn an_action_is_agreed_claimed_with_evidence_and_verified_by_another() {
    let mut going = Going::new();
    assert_eq!(promise().check(&FRAMEWORK), Ok(()));
    let agree = |due: Option<i64>| Asked::Agree {
        owner: Some(owner()),
        due: due.map(Day),
    };
    assert_eq!(
        going
            .take("company", 20, 1, agree(None))
            .unwrap_err()
            .code(),
        "needs"
    );
    let past = going.take("company", 20, 1, agree(Some(20_000)));
    assert_eq!(past.unwrap_err().code(), "flawed");
    let mut going = Going::begun(50);
    assert_eq!(going.now().promise().owner, Some(owner()));
    for files in [&[][..], &[("policy", 1)], &[("policy", 1), ("report", 2)]] {
        let shown = shown(files);
        let refused = going.take("company", 20, 10, Asked::Claim { shown });
        assert_eq!(refused.unwrap_err().code(), "needs", "{files:?}");
    }
    let claim = |files: &[(&str, u128)]| Asked::Claim {
        shown: shown(files),
    };
    let both = claim(&[("policy", 1), ("training-record", 2)]);
    going.take("company", 20, 10, both.clone()).unwrap();
    // The one who claimed it, also with another hat on.
    let verify = |effect| Asked::Verify { effect };
    let own = going
        .take("secretariat", 20, 11, verify(Effect::Reached))
        .unwrap_err();
    assert_eq!(
        own,
        NotTaken::Refused(Refused::SamePerson {
            did: "claim".into()
        })
    );
    let unsaid = going
        .say("monitor", 1, 11, (verify(Effect::NotKnown), " "))
        .unwrap_err();
    assert_eq!(
        unsaid,
        NotTaken::Refused(Refused::Needs(vec![Need::EffectSaid]))
    );
    going.step("monitor", 1, 11, "reject").unwrap();
    going.step("company", 20, 12, "begin").unwrap();
    // The same once more is nothing new.
    assert_eq!(
        going.take("company", 20, 13, both).unwrap_err().code(),
        "needs"
    );
    going
        .take("company", 20, 13, claim(&[("policy", 3)]))
        .unwrap();
    let known = (verify(Effect::NotKnown), "They moved away.");
    going.say("monitor", 1, 14, known).unwrap();
    let verified = going.now().verified().unwrap();
    assert_eq!((verified.by, verified.on), (Some(member(1)), Day(20_014)));
    assert_eq!(verified.effect, Effect::NotKnown);
    let all = shown(&[("policy", 1), ("policy", 3), ("training-record", 2)]);
    assert_eq!(going.now().shown(), all);
    // It does not last: nobody is taken to have verified it any more.
    going.step("monitor", 1, 90, "doubt").unwrap();
    assert_eq!(going.now().verified(), None);
    assert!(going.step("company", 20, 91, "claim").is_err());
}

#[test]
fn overdue_follows_from_the_day() {
    let going = Going::begun(50);
    for (day, status) in [(50, "in-progress"), (51, "overdue"), (400, "overdue")] {
        assert_eq!(going.now().status(Day(20_000 + day)), status);
    }
    let time = |due: i64| Asked::GiveTime {
        due: Day(20_000 + due),
    };
    let mut later = going.clone();
    let early = later.take("secretariat", 1, 40, time(50));
    assert_eq!(early.unwrap_err().code(), "flawed");
    later.take("secretariat", 1, 40, time(80)).unwrap();
    assert_eq!(later.now().status(Day(20_080)), "in-progress");
    let shown = shown(&[("policy", 1), ("training-record", 2)]);
    later
        .take("company", 20, 81, Asked::Claim { shown })
        .unwrap();
    let waits = later.now().status(Day(20_090)).to_owned();
    assert_eq!(waits, "done-claimed", "who claims it waits for others");
    later.step("monitor", 1, 91, "reject").unwrap();
    assert_eq!(later.now().status(Day(20_091)), "overdue");
    later.step("secretariat", 1, 92, "withdraw").unwrap();
    assert_eq!(later.now().status(Day(20_400)), "withdrawn");
    let without = Going::new();
    assert_eq!(
        without.now().status(Day(20_400)),
        "proposed",
        "without a day, nothing is overdue"
    );
}

#[test]
fn what_is_promised_can_be_shown() {
    type Change = fn(&mut Promise);
    let required = Flaw::plain(crate::Problem::Required);
    let cases: [(Change, &str, Flaw); 4] = [
        (|p| p.what = " ".into(), "what", required.clone()),
        (|p| p.shows.clear(), "shows", Flaw::NeedsEvidence),
        (
            |p| {
                p.shows.insert("oath".into());
            },
            "shows",
            Flaw::NotAsked,
        ),
        (
            |p| {
                p.owner = Some(Owner {
                    role: String::new(),
                    account: None,
                });
            },
            "owner",
            required,
        ),
    ];
    for (change, field, flaw) in cases {
        let mut own = promise();
        change(&mut own);
        let flaws = vec![Flawed { field, flaw }];
        assert_eq!(own.check(&FRAMEWORK), Err(flaws.clone()));
        let changed = Going::new().take("secretariat", 1, 1, Asked::Change(own));
        assert_eq!(changed, Err(NotTaken::Flawed(flaws)));
    }
}
