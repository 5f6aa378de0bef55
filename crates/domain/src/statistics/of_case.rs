//! How a case comes to its record: by what was answered, and then act by act.

use std::collections::BTreeSet;

use super::{
    FirstAnswer, Quarter, RECORD_VERSION, Record, Track,
    promises::{self, Stepped},
    record::PURPOSE,
};
use crate::{
    Day, Fact,
    cases::content::{ActedBy, AnswersPart, HistoryPart},
    fact::CaseAct,
    intake::{Answer, question::KINDS},
    procedure::{Code, HOLDER, Procedure},
};

/// Under what kinds are counted that a desk has words of its own for. These are its own texts: they could tell more than a kind does.
const OTHER: &str = "other";

/// What an act means for what is counted of its case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Means {
    /// Nothing.
    AsBefore,
    /// Something of the record can be another.
    Otherwise,
    /// From now on it is counted.
    Counted,
    /// From now on it is not.
    NoMore,
}

impl CaseAct {
    /// What it means for what is counted. Whoever took a report back is not counted, nor is a case that was found to be another: that
    /// one is.
    pub fn means(&self) -> Means {
        match self {
            CaseAct::ConsentChanged { given, .. } => match given.iter().any(|p| p == PURPOSE) {
                true => Means::Counted,
                false => Means::NoMore,
            },
            CaseAct::Withdrawn { .. } | CaseAct::MergedInto { .. } => Means::NoMore,
            CaseAct::Stepped { .. }
            | CaseAct::SheetFilled { .. }
            | CaseAct::Beside { .. }
            | CaseAct::CommitmentChanged { .. }
            | CaseAct::MessageSent { .. } => Means::Otherwise,
            // What a report gives when it comes is written with it.
            CaseAct::ReportReceived { .. }
            | CaseAct::Linked { .. }
            | CaseAct::Opened
            | CaseAct::IdentityAsked { .. }
            | CaseAct::IdentityAgreed { .. }
            | CaseAct::IdentityRefused { .. }
            | CaseAct::IdentityOpened { .. }
            | CaseAct::IdentityHanded { .. }
            | CaseAct::FileOpened { .. }
            | CaseAct::ClockSaid { .. }
            | CaseAct::GoingSaid { .. }
            | CaseAct::IdentityGone
            | CaseAct::ClockExtended { .. }
            | CaseAct::Assigned { .. }
            | CaseAct::Titled { .. }
            | CaseAct::AccessGiven { .. }
            | CaseAct::AccessTaken { .. }
            | CaseAct::AccessEnded { .. }
            | CaseAct::AccessChanged { .. }
            | CaseAct::SteppedAside { .. }
            | CaseAct::MergedFrom { .. }
            | CaseAct::ReleaseDrafted { .. }
            | CaseAct::Released { .. }
            | CaseAct::WroteToParty { .. }
            | CaseAct::PartyOpened { .. }
            | CaseAct::PartyWrote { .. }
            | CaseAct::PartySteppedAside { .. }
            | CaseAct::RoomShut { .. }
            | CaseAct::TakeOutPrepared { .. }
            | CaseAct::TakenOut { .. }
            | CaseAct::Printed
            | CaseAct::Team(_)
            | CaseAct::Emergency(_)
            | CaseAct::Pattern(_)
            | CaseAct::NoteWritten { .. }
            | CaseAct::PrivateNoteWritten { .. }
            | CaseAct::FileAdded { .. }
            | CaseAct::ReporterWrote { .. }
            | CaseAct::ReporterSentFile { .. }
            | CaseAct::ContactStopped
            | CaseAct::ContactAllowed
            | CaseAct::ReceiptChanged => Means::AsBefore,
        }
    }

    /// What is so beside the state of a case once this was done.
    pub fn sides_after(&self, before: &BTreeSet<Code>) -> BTreeSet<Code> {
        let mut sides = before.clone();
        match self {
            CaseAct::Stepped { beside, .. } => {
                for (side, is_so) in beside {
                    match is_so {
                        true => sides.insert(side.clone()),
                        false => sides.remove(side),
                    };
                }
            }
            CaseAct::Beside { side, is_so, .. } => {
                match is_so {
                    true => sides.insert(side.clone()),
                    false => sides.remove(side),
                };
            }
            CaseAct::SheetFilled { begins, .. } => sides.extend(begins.iter().cloned()),
            _ => {}
        }
        sides
    }
}

/// Something that was done in a case.
#[derive(Debug, Clone, Copy)]
pub struct Done<'a> {
    pub act: &'a CaseAct,
    pub day: Day,
    /// A person of the desk did it.
    pub by_desk: bool,
}

impl Done<'_> {
    /// Whether it is an answer: a person of the desk wrote, or carried the case on, which who reported is told.
    fn is_answer(&self) -> bool {
        let tells = matches!(
            self.act,
            CaseAct::MessageSent { .. } | CaseAct::Stepped { .. }
        );
        self.by_desk && tells
    }
}

impl Record {
    /// What a report gives when it comes.
    pub fn begun(answers: &AnswersPart) -> Self {
        let answer = |key: &str| {
            let own = answers.answers.iter().find(|answered| answered.key == key);
            own.map(|answered| &answered.answer)
        };
        let kinds = answer("kind").map_or(&[][..], Answer::options);
        let known = |kind: &String| match KINDS.contains(&kind.as_str()) {
            true => kind.clone(),
            false => OTHER.to_owned(),
        };
        let country = match answer("where") {
            Some(Answer::Where { country, .. }) => country.clone(),
            _ => None,
        };
        Self {
            version: RECORD_VERSION,
            received: Quarter::of(Day::of(answers.received)),
            ended: None,
            country,
            kinds: kinds.iter().map(known).collect(),
            paragraphs: BTreeSet::new(),
            paragraphs_unseen: false,
            track: Track::Harm,
            routes: BTreeSet::new(),
            first_answer: FirstAnswer::None,
            outcome: None,
            remedy_confirmed: false,
            promised: Vec::new(),
        }
    }

    /// Of a case that can be opened: all that was done in it, the oldest first, and what is so beside its state.
    pub fn of_case(
        answers: &AnswersPart,
        history: &[HistoryPart],
        procedure: &Procedure,
        sides: &BTreeSet<Code>,
    ) -> Self {
        let received = Some(Day::of(answers.received));
        let mut record = Self::begun(answers);
        for line in history {
            if let Fact::Case(fact) = &line.committed.fact {
                let done = Done {
                    act: &fact.act,
                    day: Day::of(line.committed.at),
                    by_desk: matches!(line.by, ActedBy::Member(_)),
                };
                record = record.after(procedure, &done, received);
            }
        }
        record.beside(procedure, sides)
    }

    /// With the paragraphs of the Code that the history of its case says are touched.
    #[must_use]
    pub fn touching(self, history: &[HistoryPart]) -> Self {
        let mut touches = history
            .iter()
            .filter_map(|line| match &line.committed.fact {
                Fact::Case(fact) => match &fact.act {
                    CaseAct::SheetFilled { touches, .. } => touches.clone(),
                    _ => None,
                },
                _ => None,
            });
        Self {
            paragraphs: touches.next_back().unwrap_or_default(),
            paragraphs_unseen: false,
            ..self
        }
    }

    /// Whether it has to be known on which day the report came: the record itself does not say so.
    pub fn asks_for_day(&self, done: &Done<'_>) -> bool {
        self.first_answer == FirstAnswer::None && done.is_answer()
    }

    /// What it is once something was done. `received` is the day on which the report came, where that is known.
    #[must_use]
    pub fn after(mut self, procedure: &Procedure, done: &Done<'_>, received: Option<Day>) -> Self {
        if self.asks_for_day(done)
            && let Some(received) = received
        {
            self.first_answer = FirstAnswer::of(received, Some(done.day));
        }
        if let CaseAct::CommitmentChanged {
            commitment,
            step,
            promise,
            reached,
            ..
        } = done.act
        {
            let stepped = Stepped {
                commitment: *commitment,
                step,
                promise,
                reached: reached.as_ref(),
                day: done.day,
            };
            promises::after(&mut self.promised, &procedure.tracker, &stepped);
        }
        if let CaseAct::SheetFilled {
            touches: Some(touches),
            ..
        } = done.act
        {
            self.paragraphs.clone_from(touches);
            self.paragraphs_unseen = false;
        }
        if let CaseAct::Stepped { to, by, ends, .. } = done.act {
            if procedure.state(to).is_some_and(|state| state.way) {
                self.routes.insert(to.clone());
            }
            let reason = ends.as_ref().and_then(|code| procedure.reason(code));
            let put_right = reason.is_some_and(|reason| reason.put_right);
            self.ended = ends.as_ref().map(|_| Quarter::of(done.day));
            self.outcome.clone_from(ends);
            self.remedy_confirmed = put_right && HOLDER.contains(&by.as_str());
        }
        self
    }

    /// What it is with this beside the state.
    #[must_use]
    pub fn beside(self, procedure: &Procedure, sides: &BTreeSet<Code>) -> Self {
        let track = match procedure.is_evidence_only(sides) {
            true => Track::EvidenceOnly,
            false => Track::Harm,
        };
        Self { track, ..self }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::{
        ChannelId, MemberId, PartId,
        cases::content::{Answered, Committed},
        commitments::Promise,
        fact::CaseFact,
        intake::Entry,
    };
    use uuid::Uuid;

    const CAME: Day = Day(20_540); // 2026-03-28

    fn answers() -> AnswersPart {
        let answered = |key: &str, answer| Answered {
            key: key.into(),
            question: String::new(),
            answer,
        };
        AnswersPart {
            channel: ChannelId(Uuid::nil()),
            language: "en".into(),
            entry: Entry::Web,
            received: "2026-03-28T23:00:00Z".parse().unwrap(),
            questions_version: 1,
            answers: vec![
                answered(
                    "kind",
                    Answer::Many(vec!["force".into(), "Beaten by the east gate".into()]),
                ),
                answered(
                    "where",
                    Answer::Where {
                        words: "the quarry".into(),
                        country: Some("KE".into()),
                        district: Some("KE-30".into()),
                    },
                ),
            ],
        }
    }

    fn stepped(from: &str, to: &str, by: &str, ends: Option<&str>) -> CaseAct {
        CaseAct::Stepped {
            act: "act".into(),
            by: by.into(),
            from: from.into(),
            to: to.into(),
            came_from: None,
            ends: ends.map(str::to_owned),
            beside: vec![],
            why: None,
        }
    }

    /// Acts with the day after receipt and whether a person of the desk did them.
    fn acts() -> Vec<(CaseAct, i64, bool)> {
        let part = PartId(Uuid::nil());
        let promise = |step: &str, reached: Option<&str>| CaseAct::CommitmentChanged {
            commitment: part,
            part,
            step: step.into(),
            promise: Promise {
                kind: "back-pay".into(),
                due: CAME.plus(90),
            },
            reached: reached.map(str::to_owned),
            room: None,
        };
        vec![
            (promise("promised", None), 20, true),
            (promise("claimed", None), 95, false),
            (promise("seen", Some("yes")), 97, true),
            (CaseAct::Opened, 1, true),
            (CaseAct::ReporterWrote { part }, 2, false),
            (stepped("a", "route-choice", "clock", None), 3, false),
            (CaseAct::MessageSent { part }, 8, true),
            (CaseAct::MessageSent { part }, 40, true),
            (stepped("b", "route-mediation", "officer", None), 41, true),
            (
                stepped("c", "closed", "representative", Some("remedied")),
                100,
                false,
            ),
        ]
    }

    #[test]
    fn a_case_gives_what_was_done_in_it_and_nothing_of_what_was_written() {
        let procedure = Procedure::shipped().unwrap();
        let mut record = Record::begun(&answers());
        assert_eq!(
            record.kinds,
            BTreeSet::from(["force".into(), "other".into()])
        );
        assert_eq!(
            (record.received.to_string(), record.country.as_deref()),
            ("2026-Q1".into(), Some("KE"))
        );
        for (act, day, by_desk) in &acts() {
            let day = CAME.plus(*day);
            let done = Done {
                act,
                day,
                by_desk: *by_desk,
            };
            record = record.after(&procedure, &done, Some(CAME));
        }
        assert_eq!(record.first_answer, FirstAnswer::WithinThirtyDays);
        assert_eq!(record.routes, BTreeSet::from(["route-mediation".into()]));
        assert_eq!(record.ended.unwrap().to_string(), "2026-Q3");
        assert!(record.outcome.as_deref() == Some("remedied") && record.remedy_confirmed);
        // What is taken up again is not over; a desk that says so does not confirm, and half a remedy is none.
        let after = |record: &Record, act| {
            let done = Done {
                act: &act,
                day: CAME,
                by_desk: true,
            };
            record.clone().after(&procedure, &done, None)
        };
        let again = after(&record, stepped("closed", "eligibility", "officer", None));
        assert_eq!(
            (again.ended, again.outcome, again.remedy_confirmed),
            (None, None, false)
        );
        for (by, reason) in [("officer", "remedied"), ("reporter", "partly-remedied")] {
            let ended = after(&record, stepped("c", "closed", by, Some(reason)));
            assert!(!ended.remedy_confirmed, "{by} {reason}");
        }
        let written = serde_json::to_string(&record).unwrap();
        for word in ["quarry", "KE-30", "gate", "2026-03", "-03-28"] {
            assert!(!written.contains(word), "{word} in {written}");
        }
    }

    #[test]
    fn opened_anew_it_is_what_it_became_act_by_act() {
        let procedure = Procedure::shipped().unwrap();
        let sides = BTreeSet::from(["evidence-only".to_owned()]);
        let mut step_by_step = Record::begun(&answers());
        let mut history = Vec::new();
        for (version, (act, day, by_desk)) in (0..).zip(acts()) {
            let day = CAME.plus(day);
            let done = Done {
                act: &act,
                day,
                by_desk,
            };
            step_by_step = step_by_step.after(&procedure, &done, Some(CAME));
            let case = crate::CaseId(Uuid::nil());
            history.push(HistoryPart {
                salt: String::new(),
                committed: Committed {
                    fact: Fact::Case(CaseFact { case, version, act }),
                    who: String::new(),
                    at: format!("{}T08:00:00Z", day.date()).parse().unwrap(),
                    parts: Default::default(),
                    said: Default::default(),
                },
                by: match by_desk {
                    true => ActedBy::Member(MemberId(Uuid::nil())),
                    false => ActedBy::Reporter,
                },
                by_salt: String::new(),
            });
            let opened = Record::of_case(&answers(), &history, &procedure, &sides);
            assert_eq!(opened, step_by_step.clone().beside(&procedure, &sides));
            assert_eq!(opened.track, Track::EvidenceOnly);
        }
    }

    #[test]
    fn what_is_so_beside_follows_from_the_act() {
        let before = BTreeSet::from(["on-hold".to_owned()]);
        let begun = CaseAct::Beside {
            side: "evidence-only".into(),
            is_so: true,
            why: None,
        };
        let sides = begun.sides_after(&before);
        assert_eq!(sides.len(), 2);
        let mut back = stepped("concern", "representation-check", "reporter", None);
        if let CaseAct::Stepped { beside, .. } = &mut back {
            beside.push(("evidence-only".into(), false));
        }
        assert_eq!(back.sides_after(&sides), before);
        let asked = |given: &[&str]| CaseAct::ConsentChanged {
            given: given.iter().map(|p| (*p).to_owned()).collect(),
            taken_back: vec![],
            beside: vec![],
            forgets: false,
        };
        assert_eq!(asked(&["store", "statistics"]).means(), Means::Counted);
        assert_eq!(asked(&["store"]).means(), Means::NoMore);
    }
}
