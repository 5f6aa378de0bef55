//! A concern goes step by step, nobody verifies what they claimed, and what is said to the registry is only proposed.

mod actions;
mod always;

use std::sync::LazyLock;

use uuid::Uuid;

use super::{
    super::{
        course::{CourseKind, Proposes},
        framework::Framework,
        taken::NotTaken,
    },
    *,
};
use crate::{
    ActionId, EvidenceId, NoteId,
    registry::{Audience, Confidence, Fact, Source, Standing, Terms},
};

static FRAMEWORK: LazyLock<Framework> = LazyLock::new(|| Framework::shipped().unwrap());
static CONCERN: LazyLock<Course> = LazyLock::new(|| Course::shipped(CourseKind::Concern).unwrap());
static ACTION: LazyLock<Course> = LazyLock::new(|| Course::shipped(CourseKind::Action).unwrap());

fn member(n: u128) -> MemberId {
    MemberId(Uuid::from_u128(n))
}

fn about() -> About {
    About {
        id: ConcernId(Uuid::from_u128(1)),
        company: CompanyId(Uuid::from_u128(2)),
        bucket: Bucket::Personnel,
        countries: ["KE".to_owned()].into(),
        cites: ["icoc-2021-30".parse().unwrap()].into(),
        began: Day(20_000),
    }
}

fn signal() -> Signal {
    Signal {
        of: SignalOf::From(Origin::Note(NoteId(Uuid::from_u128(3)))),
        on: Day(20_000),
        by: member(1),
        why: "A newspaper says so.".into(),
    }
}

fn promise() -> Promise {
    Promise {
        finding: None,
        what: "Train all guards in when they may use force.".into(),
        shows: ["training-record".to_owned(), "policy".to_owned()].into(),
        owner: None,
        due: None,
    }
}

fn owner() -> Owner {
    Owner {
        role: "Head of training".into(),
        account: Some(member(20)),
    }
}

fn shown(files: &[(&str, u128)]) -> Shown {
    let mut all = Shown::new();
    for (kind, n) in files {
        let of_kind = all.entry((*kind).to_owned()).or_default();
        of_kind.insert(EvidenceId(Uuid::from_u128(*n)));
    }
    all
}

/// An action that things happen to.
#[derive(Clone)]
struct Going {
    proposed: Promise,
    entries: Vec<ActionEntry>,
}

impl Going {
    fn new() -> Self {
        Self {
            proposed: promise(),
            entries: Vec::new(),
        }
    }

    fn now(&self) -> Action<'_> {
        let id = (ActionId(Uuid::from_u128(1)), about().id, Day(20_000));
        Action::of(id, &self.proposed, &ACTION, &self.entries)
    }

    fn take(&mut self, who: &str, by: u128, on: i64, asked: Asked) -> Result<(), NotTaken> {
        self.say(who, by, on, (asked, "Because of this"))
    }

    fn say(
        &mut self,
        who: &str,
        by: u128,
        on: i64,
        (asked, words): (Asked, &str),
    ) -> Result<(), NotTaken> {
        let attempt = Attempt {
            act: "",
            actors: &[who],
            by: Some(member(by)),
            on: Day(20_000 + on),
            reason: None,
            words,
        };
        let by = (&Calendar::default(), &*FRAMEWORK);
        let entry = self.now().take(asked, &attempt, by)?;
        self.entries.push(entry);
        Ok(())
    }

    fn step(&mut self, who: &str, by: u128, on: i64, act: &str) -> Result<(), NotTaken> {
        self.take(who, by, on, Asked::Step(act.into()))
    }

    /// Agreed until a day, and begun.
    fn begun(due: i64) -> Self {
        let mut going = Self::new();
        let agree = Asked::Agree {
            owner: Some(owner()),
            due: Some(Day(20_000 + due)),
        };
        going.take("company", 20, 1, agree).unwrap();
        going.step("company", 20, 2, "begin").unwrap();
        going
    }

    /// Seen by somebody else to be done.
    fn verified() -> Self {
        let mut going = Self::begun(50);
        let shown = shown(&[("policy", 1), ("training-record", 2)]);
        going
            .take("company", 20, 10, Asked::Claim { shown })
            .unwrap();
        let effect = Effect::Reached;
        going
            .take("monitor", 1, 12, Asked::Verify { effect })
            .unwrap();
        going
    }
}

#[test]
fn a_signal_counts_once_and_complaints_are_never_named() {
    let own = signal();
    assert_eq!(own.check(&[], Day(20_000)), Ok(()));
    let again = own
        .check(std::slice::from_ref(&own), Day(20_000))
        .unwrap_err();
    assert_eq!(again[0].flaw, Flaw::Twice);
    let complaints = Signal {
        of: SignalOf::From(Origin::Complaints),
        ..signal()
    };
    let before = std::slice::from_ref(&complaints);
    assert_eq!(complaints.check(before, Day(20_000)), Ok(()));
    let text = serde_json::to_string(&complaints.of).unwrap();
    assert_eq!(text, r#"{"from":"complaints"}"#);
    assert_eq!(about().check(), Ok(()));
    let odd = About {
        countries: ["XX".to_owned()].into(),
        ..about()
    };
    assert!(odd.check().is_err());
}

/// Goes the whole way that acts, each with who does it and a reason, lead.
fn go(acts: &[(&str, &str, &str)], actions: &[Action<'_>]) -> (Vec<Move>, Vec<Proposal>) {
    let (about, signals) = (about(), [signal()]);
    let (mut moves, mut said) = (Vec::new(), Vec::new());
    for (n, (who, act, reason)) in (1i64..).zip(acts) {
        let concern = Concern {
            about: &about,
            course: &CONCERN,
            moves: &moves,
            signals: &signals,
            actions,
        };
        let attempt = Attempt {
            act,
            actors: &[who],
            by: Some(member(100 + u128::from(n.unsigned_abs()))),
            on: Day(20_000 + n),
            reason: (!reason.is_empty()).then_some(*reason),
            words: "Because of this",
        };
        let stepped = concern.step(&attempt, &Calendar::default());
        let (done, proposal) = stepped.unwrap_or_else(|why| panic!("{act}: {why:?}"));
        moves.push(done);
        said.extend(proposal);
    }
    (moves, said)
}

const TO_BOARD: [(&str, &str, &str); 7] = [
    ("secretariat", "open", ""),
    ("secretariat", "begin-dialogue", ""),
    ("director", "refer", "bad-faith"),
    ("board", "require-action", ""),
    ("board", "begin-suspension", "not-done"),
    ("director", "give-notice", ""),
    ("company", "reply", ""),
];

#[test]
fn measures_are_proposed_agreed_and_verified_before_a_concern_is_closed() {
    let (about, signals) = (about(), [signal()]);
    let concern = |actions| Concern {
        about: &about,
        course: &CONCERN,
        moves: &[],
        signals: &signals,
        actions,
    };
    let holds = |actions: &[Action<'_>]| {
        let needs = [
            Need::ActionsProposed,
            Need::ActionsAgreed,
            Need::ActionsVerified,
        ];
        let concern = Concern {
            about: &about,
            course: &CONCERN,
            moves: &[],
            signals: &signals,
            actions,
        };
        needs.map(|need| concern.holds(need))
    };
    let (new, begun, verified) = (Going::new(), Going::begun(50), Going::verified());
    let mut withdrawn = Going::new();
    withdrawn.step("secretariat", 1, 1, "withdraw").unwrap();
    assert_eq!(holds(&[]), [false, false, false]);
    assert_eq!(holds(&[withdrawn.now()]), [false, false, false]);
    assert_eq!(holds(&[new.now()]), [true, false, false]);
    assert_eq!(holds(&[new.now(), begun.now()]), [true, false, false]);
    assert_eq!(holds(&[begun.now(), withdrawn.now()]), [true, true, false]);
    assert_eq!(holds(&[begun.now(), verified.now()]), [true, true, false]);
    assert_eq!(
        holds(&[verified.now(), withdrawn.now()]),
        [true, true, true]
    );
    let actions = [begun.now()];
    assert_eq!(concern(&actions).overdue(Day(20_051)).count(), 1);
    assert_eq!(concern(&actions).overdue(Day(20_050)).count(), 0);
    assert!(concern(&actions).holds(Need::Signal));
    let none = Concern {
        signals: &[],
        ..concern(&actions)
    };
    assert!(!none.holds(Need::Signal));
    let actions = [verified.now()];
    let way = [
        ("secretariat", "open", ""),
        ("secretariat", "begin-dialogue", ""),
        ("secretariat", "recommend", ""),
        ("company", "agree", ""),
        ("secretariat", "verify", ""),
        ("director", "close", ""),
    ];
    let (moves, said) = go(&way, &actions);
    assert_eq!(moves.last().unwrap().to, "closed-resolved");
    assert!(said.is_empty(), "the registry is told nothing of it");
}

#[test]
fn what_the_board_decides_is_only_proposed_to_the_registry() {
    let source = Source {
        title: "Decision of the board".into(),
        publisher: "The Association".into(),
        address: None,
        archive: None,
        seen: Day(20_020),
    };
    let terms = Terms::known().unwrap();
    let fits = |claim: &crate::registry::Claim| {
        crate::registry::check(claim, about().company, terms, Day(20_020)).is_ok()
    };
    let verified = Going::verified();
    let actions = [verified.now()];
    let mut way = TO_BOARD.to_vec();
    way.push(("board", "suspend", "csa-not-submitted"));
    let (_, said) = go(&way, &actions);
    let [suspended] = &said[..] else {
        panic!("{said:?}")
    };
    assert_eq!(suspended.becomes, Proposes::Is(Standing::Suspended));
    let claim = suspended.claim(None, source.clone()).unwrap();
    assert_eq!(claim.audience, Audience::Internal);
    assert_eq!(claim.confidence, Confidence::Reported);
    let Fact::Membership(membership) = &claim.fact else {
        panic!("{claim:?}")
    };
    assert_eq!(membership.reason.as_deref(), Some("csa-not-submitted"));
    assert_eq!(claim.valid.from.unwrap().first(), Day(20_008));
    assert!(fits(&claim));
    assert!(suspended.is_known(terms, None, Standing::Affiliate));
    assert!(!suspended.is_known(terms, None, Standing::NotIn));
    // Back to what it was, where that is known.
    way.push(("board", "reinstate", ""));
    let (_, said) = go(&way, &actions);
    let back = &said[1];
    assert_eq!(back.standing(None), None);
    assert_eq!(back.claim(Some(Standing::Unknown), source.clone()), None);
    assert!(fits(
        &back
            .claim(Some(Standing::Affiliate), source.clone())
            .unwrap()
    ));
    assert!(back.is_known(terms, Some(Standing::Affiliate), Standing::Suspended));
    way.pop();
    way.push(("board", "terminate", "bad-faith"));
    let (moves, said) = go(&way, &actions);
    assert_eq!(said[1].becomes, Proposes::Is(Standing::Terminated));
    assert!(fits(&said[1].claim(None, source).unwrap()));
    assert_eq!(moves.last().unwrap().to, "terminated");
}
