//! No path loses an answer, gaps are told, and what is late or missing follows from days.

mod always;
mod years;

use std::sync::LazyLock;

use uuid::Uuid;

use super::*;
use crate::{
    EvidenceId, MemberId, VersionId,
    calendar::Calendar,
    monitoring::{
        Answer, Flaw, NotTaken,
        course::{Attempt, CourseKind, Refused},
        framework::Asks,
    },
};

static FRAMEWORK: LazyLock<Framework> = LazyLock::new(|| Framework::shipped().unwrap());
static COURSE: LazyLock<Course> =
    LazyLock::new(|| Course::shipped(CourseKind::Assessment).unwrap());

const BEGAN: i64 = 20_000;

fn member(n: u128) -> MemberId {
    MemberId(Uuid::from_u128(n))
}

fn call(countries: &[&str]) -> Call {
    Call {
        id: AssessmentId(Uuid::from_u128(1)),
        company: CompanyId(Uuid::from_u128(2)),
        year: 2025,
        framework: 1,
        countries: countries.iter().map(|c| (*c).to_owned()).collect(),
        began: Day(BEGAN),
        due: Day(BEGAN + 90),
    }
}

/// An assessment that things happen to.
struct Going {
    call: Call,
    entries: Vec<Entry>,
    next: u128,
}

impl Going {
    fn new() -> Self {
        Self {
            call: call(&["NO"]),
            entries: Vec::new(),
            next: 1,
        }
    }

    fn now(&self) -> Assessment<'_> {
        Assessment::of(&self.call, &FRAMEWORK, &COURSE, &self.entries)
    }

    fn take(&mut self, who: &str, by: u128, on: i64, asked: Asked) -> Result<(), NotTaken> {
        let attempt = Attempt {
            act: "",
            actors: &[who],
            by: Some(member(by)),
            on: Day(BEGAN + on),
            reason: None,
            words: "Because of this",
        };
        let entry = self.now().take(asked, &attempt, &Calendar::default())?;
        self.entries.push(entry);
        Ok(())
    }

    /// What stands of an answer, as a page would show it.
    fn shown(&self, indicator: &str) -> BTreeSet<VersionId> {
        let answers = self.now().answers();
        let stands = answers.of(&indicator.to_owned());
        stands.iter().map(|version| version.id).collect()
    }

    fn save(&mut self, by: u128, on: i64, indicator: &str, answer: Answer) -> Result<(), NotTaken> {
        let seen = self.shown(indicator);
        self.save_over(by, on, indicator, answer, seen)
    }

    fn save_over(
        &mut self,
        by: u128,
        on: i64,
        indicator: &str,
        answer: Answer,
        seen: BTreeSet<VersionId>,
    ) -> Result<(), NotTaken> {
        self.next += 1;
        let asked = Asked::Save {
            indicator: indicator.to_owned(),
            filled: Some(Filled {
                answer,
                note: "As it is".into(),
                evidence: [EvidenceId(Uuid::from_u128(5))].into(),
            }),
            seen,
            id: VersionId(Uuid::from_u128(self.next)),
        };
        self.take("company", by, on, asked)
    }

    /// With a reason for everything that is missing.
    fn submit(&mut self, on: i64) -> Result<(), NotTaken> {
        let reasons = self.now().gaps().into_keys();
        let reasons = reasons
            .map(|code| (code, "Not there yet".to_owned()))
            .collect();
        self.take("company", 1, on, Asked::Submit { reasons })
    }
}

fn some_answer(indicator: &Indicator) -> Answer {
    match indicator.asks {
        Asks::YesNo => Answer::Yes,
        Asks::Number => Answer::Number(90),
        Asks::Text => Answer::Text("Much".into()),
        Asks::Choice => Answer::Choice(indicator.choices[0].code.clone()),
        Asks::Date => Answer::Date(Day(BEGAN - 10)),
    }
}

#[test]
fn it_is_answered_bit_by_bit_and_submitted_with_a_reason_for_each_gap() {
    let mut going = Going::new();
    assert_eq!(going.now().state(), "not-started");
    assert_eq!(going.now().gaps().len(), going.now().asked().len());
    assert!(
        going
            .now()
            .sections()
            .iter()
            .all(|s| s.state == SectionState::NotStarted)
    );
    going.save(1, 1, "code-policy", Answer::Yes).unwrap();
    assert_eq!(going.now().state(), "in-progress");
    let first = going.now().sections()[0].clone();
    assert_eq!(
        (first.code, first.state, first.answered),
        ("1", SectionState::InProgress, 1)
    );
    let bare = going.take(
        "company",
        1,
        2,
        Asked::Submit {
            reasons: BTreeMap::new(),
        },
    );
    let Err(NotTaken::Gaps(gaps)) = bare else {
        panic!("{bare:?}")
    };
    assert_eq!(gaps, going.now().gaps());
    assert!(gaps.contains_key("code-owner") && !gaps.contains_key("code-policy"));
    let empty = gaps
        .keys()
        .map(|code| (code.clone(), " ".to_owned()))
        .collect();
    let empty = going.take("company", 1, 2, Asked::Submit { reasons: empty });
    assert!(matches!(empty, Err(NotTaken::Gaps(_))));
    going.submit(2).unwrap();
    assert_eq!(going.now().state(), "submitted");
    assert_eq!(going.now().reasons().len(), gaps.len());
    // All of it, and nothing is missing.
    let mut whole = Going::new();
    let asked: Vec<Indicator> = whole.now().asked().into_iter().cloned().collect();
    for own in &asked {
        whole.save(1, 1, &own.code, some_answer(own)).unwrap();
    }
    assert!(whole.now().gaps().is_empty());
    assert!(
        whole
            .now()
            .sections()
            .iter()
            .all(|s| s.state == SectionState::Complete)
    );
    let reasons = BTreeMap::new();
    whole
        .take("company", 1, 2, Asked::Submit { reasons })
        .unwrap();
}

#[test]
fn an_answer_that_claims_something_needs_what_bears_it_out() {
    let mut going = Going::new();
    let indicator = "code-policy".to_owned();
    for (answer, gap) in [
        (Answer::Yes, Some(Gap::NoEvidence)),
        (Answer::Partly, Some(Gap::NoEvidence)),
        (Answer::No, None),
        (Answer::NotApplicable, None),
    ] {
        going.next += 1;
        let filled = Filled {
            answer,
            note: "Why".into(),
            evidence: BTreeSet::new(),
        };
        let asked = Asked::Save {
            indicator: indicator.clone(),
            filled: Some(filled),
            seen: going.shown(&indicator),
            id: VersionId(Uuid::from_u128(going.next)),
        };
        going.take("company", 1, 1, asked).unwrap();
        assert_eq!(going.now().gaps().get("code-policy").copied(), gap);
    }
    // It is taken back: nothing is answered, and all that was said is still there.
    let back = Asked::Save {
        indicator: indicator.clone(),
        filled: None,
        seen: going.shown(&indicator),
        id: VersionId(Uuid::from_u128(99)),
    };
    going.take("company", 1, 1, back.clone()).unwrap();
    assert_eq!(going.now().gaps().get("code-policy"), Some(&Gap::NoAnswer));
    assert_eq!(going.now().answers().history(&indicator).len(), 5);
    let again = going.take("company", 1, 1, back).unwrap_err();
    assert!(matches!(again, NotTaken::Flawed(flaws) if flaws[0].flaw == Flaw::IdTaken));
}

#[test]
fn what_does_not_answer_the_question_is_refused() {
    let mut going = Going::new();
    let future = Flaw::Registry(crate::registry::Flaw::InTheFuture);
    for (indicator, answer, flaw) in [
        ("code-policy", Answer::Number(3), Flaw::NotSuchAnAnswer),
        ("incident-hurt", Answer::Yes, Flaw::NotSuchAnAnswer),
        (
            "firearms-kept",
            Answer::Choice("many".into()),
            Flaw::NotSuchAnAnswer,
        ),
        ("risk-renewed", Answer::Date(Day(BEGAN + 2)), future),
        ("grievance-posted", Answer::Yes, Flaw::NotAsked),
        ("kenya-registered", Answer::Yes, Flaw::NotAsked),
    ] {
        let refused = going.save(1, 1, indicator, answer).unwrap_err();
        let NotTaken::Flawed(flaws) = &refused else {
            panic!("{refused:?}")
        };
        assert_eq!(flaws[0].flaw, flaw, "{indicator}");
    }
    assert!(going.entries.is_empty());
}

#[test]
fn a_section_is_handed_on_and_taken_back() {
    let mut going = Going::new();
    let hand = |to: Option<u128>| {
        Asked::Delegate(Delegation {
            section: "5".into(),
            role: "Head of complaints".into(),
            to: to.map(member),
        })
    };
    going.take("company", 1, 1, hand(Some(2))).unwrap();
    let refused = going.save(1, 1, "no-revenge", Answer::Yes).unwrap_err();
    assert_eq!(refused.code(), "with-another");
    going.save(2, 1, "no-revenge", Answer::Yes).unwrap();
    going.save(1, 1, "insured", Answer::Yes).unwrap();
    let with = going
        .now()
        .sections()
        .into_iter()
        .find(|s| s.code == "5")
        .unwrap()
        .with;
    assert_eq!(with.unwrap().to, Some(member(2)));
    going.take("company", 1, 2, hand(None)).unwrap();
    going.save(1, 2, "no-revenge", Answer::No).unwrap();
    let unknown = Asked::Delegate(Delegation {
        section: "1.3".into(),
        role: "Head".into(),
        to: None,
    });
    assert!(matches!(
        going.take("company", 1, 2, unknown),
        Err(NotTaken::Flawed(_))
    ));
}

#[test]
fn two_answers_that_did_not_see_each_other_keep_it_from_being_submitted() {
    let mut going = Going::new();
    going
        .save_over(1, 1, "insured", Answer::Yes, BTreeSet::new())
        .unwrap();
    going
        .save_over(2, 1, "insured", Answer::No, BTreeSet::new())
        .unwrap();
    assert_eq!(going.now().gaps().get("insured"), Some(&Gap::Conflict));
    let refused = going.submit(2).unwrap_err();
    assert_eq!(
        refused,
        NotTaken::Gaps([("insured".to_owned(), Gap::Conflict)].into())
    );
    going.save(1, 2, "insured", Answer::Yes).unwrap();
    going.submit(2).unwrap();
}

#[test]
fn a_correction_opens_some_answers_and_keeps_what_was_submitted() {
    let mut going = Going::new();
    going.save(1, 1, "insured", Answer::Yes).unwrap();
    going.save(1, 1, "no-revenge", Answer::Yes).unwrap();
    going.submit(80).unwrap();
    let refused = going.save(1, 81, "insured", Answer::No).unwrap_err();
    assert!(matches!(refused, NotTaken::Refused(Refused::NotNow { .. })));
    let nothing = Asked::Reopen {
        indicators: BTreeSet::new(),
    };
    assert!(matches!(
        going.take("secretariat", 9, 82, nothing),
        Err(NotTaken::Flawed(_))
    ));
    let reopen = Asked::Reopen {
        indicators: ["insured".to_owned()].into(),
    };
    assert!(going.take("company", 1, 82, reopen.clone()).is_err());
    going.take("secretariat", 9, 82, reopen).unwrap();
    assert_eq!(
        going.save(1, 83, "no-revenge", Answer::No),
        Err(NotTaken::NotOpen)
    );
    going.save(1, 120, "insured", Answer::No).unwrap();
    let code = "insured".to_owned();
    let before = going.now().submitted_answers().unwrap();
    assert_eq!(before.settled()[&code].answer, Answer::Yes);
    assert_eq!(going.now().answers().settled()[&code].answer, Answer::No);
    going.submit(121).unwrap();
    let after = going.now().submitted_answers().unwrap();
    assert_eq!(after.settled()[&code].answer, Answer::No);
    assert_eq!(after.history(&code).len(), 2);
    // It came in time the first time, and a correction makes it no later.
    assert_eq!(going.now().timeliness(Day(BEGAN + 200)), Timeliness::InTime);
}

#[test]
fn feedback_comes_on_answers_before_it_is_given() {
    let mut going = Going::new();
    going.save(1, 1, "insured", Answer::Yes).unwrap();
    going.submit(2).unwrap();
    let give = || Asked::Step("give-feedback".into());
    assert_eq!(
        going.take("secretariat", 9, 3, give()).unwrap_err().code(),
        "needs"
    );
    let say = Asked::SayFeedback(Feedback {
        indicator: "insured".into(),
        judged: Judged::CouldBeBetter,
        words: "Say what the policy covers.".into(),
    });
    assert!(going.take("company", 1, 3, say.clone()).is_err());
    going.take("secretariat", 9, 3, say).unwrap();
    assert_eq!(going.now().feedback()["insured"].len(), 1);
    going.take("secretariat", 9, 4, give()).unwrap();
    assert_eq!(going.now().state(), "feedback-given");
    // What carries something is no plain step.
    let reopen = going.take("secretariat", 9, 5, Asked::Step("reopen".into()));
    assert_eq!(reopen, Err(NotTaken::NotAStep));
    going
        .take("secretariat", 9, 5, Asked::Step("close".into()))
        .unwrap();
    assert!(going.now().walk().is_over());
}
