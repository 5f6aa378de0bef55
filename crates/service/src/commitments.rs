//! Following what was promised: by the desk step by step, and by who reported, who alone says whether it reached them.

use serde::{Deserialize, Serialize};
use uuid::Uuid;
use watchpost_domain::{
    CaseId, Denied, Fact, PartId, Problem, Problems,
    cases::{self, ActError},
    commitments::{
        By, COMMITMENTS_MAX, Commitment, CommitmentPart, Promise, Refused, Step, StepTyped,
    },
    fact::CaseAct,
    policy::cases as may,
    sealed::{Compartment, PartKind},
};
use watchpost_store::cases as rows;

use crate::{CaseSeen, Error, Platform, Working};

/// What of a case is looked at.
const LOOKED_AT: [PartKind; 3] = [PartKind::Commitment, PartKind::FileFacts, PartKind::History];

/// Of which commitment a step is: a new one begins with itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Which {
    New,
    Of(PartId),
}

impl Platform {
    /// Writes down a promise, or one more step of it. `once` is the form's own number: sent twice, it is written once.
    ///
    /// # Errors
    /// `Denied` when they may not, or there is no such commitment; `Invalid` what is wrong, by field; `NeedsAnother` when they would look over
    /// their own word; `Conflict` when something happened to it since the form was shown; `NotNow` when the step is not possible after what
    /// happened.
    pub async fn follow_commitment(
        &self,
        who: &Working<'_>,
        id: CaseId,
        (once, language): (&str, &str),
        (which, typed): (Which, &StepTyped),
    ) -> Result<(), Error> {
        self.room_for_texts()?;
        let mut held = self.hold::<may::TrackRemedy>(who, id).await?;
        let procedure = self.procedure(&mut held.tx, held.case.procedure).await?;
        let mut parts = rows::parts(&mut held.tx, &self.keys.rows, &held.case).await?;
        parts.retain(|part| LOOKED_AT.contains(&part.kind));
        let seen = self.open_case(&held.keys, &parts)?;
        let files: Vec<PartId> = seen.files.iter().map(|(file, _)| *file).collect();
        let step = typed.take(&procedure.tracker, &files);
        let step = step.map_err(Error::Invalid)?;
        let said = serde_json::to_string(&(which, &step)).map_err(|_| Error::Internal(242))?;
        let form = self.form(once, &format!("commitment\n{id}\n{said}"));
        if !self.first_time_of(&mut held.tx, &form).await? {
            return Ok(());
        }
        let part = PartId(Uuid::new_v4());
        let by = By::Member(who.member.member);
        let (commitment, promise) = may_follow(&seen, which, (&step, by, typed.after), part)?;
        let content = self.step_of(commitment, step, language);
        self.follow_in_rooms(&mut held, &content).await?;
        let place = (part, Compartment::Narrative, PartKind::Commitment);
        let sealed = self.seal_in(&held, place, &content)?;
        let fact = cases::record(&held.case, act(&content, promise, part));
        let mut recorded = self.record_of(&held, fact, vec![sealed])?;
        self.set_clocks(&mut held.tx, &held.case, &mut recorded, false)
            .await?;
        self.count_held(&mut held, &mut recorded).await?;
        self.keep(held.tx, recorded).await
    }

    /// Says, with the receipt, how much of what was promised reached them.
    ///
    /// # Errors
    /// As for the desk; `Conflict` when the cookie is over.
    pub async fn confirm_commitment(
        &self,
        cookie: &str,
        (once, language): (&str, &str),
        commitment: PartId,
        typed: &StepTyped,
    ) -> Result<(), Error> {
        self.room_for_texts()?;
        let opened = self.opened::<may::WriteAsReporter>(cookie, true).await?;
        let mut opened = opened.ok_or(Error::Conflict)?;
        let procedure = self
            .procedure(&mut opened.tx, opened.case.procedure)
            .await?;
        let mut parts = rows::parts(&mut opened.tx, &self.keys.rows, &opened.case).await?;
        parts.retain(|part| LOOKED_AT.contains(&part.kind));
        let seen = self.open_case(&opened.keys, &parts)?;
        let confirmed = StepTyped {
            step: "confirmed".into(),
            file: None,
            ..typed.clone()
        };
        let step = confirmed.take(&procedure.tracker, &[]);
        let step = step.map_err(Error::Invalid)?;
        let said = serde_json::to_string(&step).map_err(|_| Error::Internal(243))?;
        let form = format!("confirm\n{}\n{commitment}\n{said}", opened.case.id);
        let form = self.form(once, &form);
        if !self.first_time_of(&mut opened.tx, &form).await? {
            return Ok(());
        }
        let part = PartId(Uuid::new_v4());
        let which = Which::Of(commitment);
        let (commitment, promise) = may_follow(&seen, which, (&step, By::Person, None), part)?;
        let content = self.step_of(commitment, step, language);
        let place = (part, Compartment::Narrative, PartKind::Commitment);
        let sealed = self.seal_narrative(&opened, place, &content)?;
        let fact: Fact = cases::record(&opened.case, act(&content, promise, part));
        self.write(opened, fact, vec![sealed]).await
    }

    fn step_of(&self, commitment: PartId, step: Step, language: &str) -> CommitmentPart {
        CommitmentPart {
            commitment,
            step,
            party: None,
            language: language.to_owned(),
            member: None,
            number: 0,
            at: self.now(),
        }
    }
}

fn act(content: &CommitmentPart, promise: Promise, part: PartId) -> CaseAct {
    CaseAct::CommitmentChanged {
        commitment: content.commitment,
        part,
        step: content.step.code().to_owned(),
        promise,
        reached: content.step.reached().cloned(),
        room: None,
    }
}

/// The commitment that a step is of, where it may be taken. `part` is that of the step.
fn may_follow(
    seen: &CaseSeen,
    which: Which,
    (step, by, after): (&Step, By, Option<usize>),
    part: PartId,
) -> Result<(PartId, Promise), Error> {
    let all = Commitment::all(&seen.commitments);
    let full = Problem::TooMany {
        max: COMMITMENTS_MAX,
    };
    match which {
        Which::New if all.len() >= COMMITMENTS_MAX => {
            Err(Error::Invalid(Problems::one("words", full)))
        }
        Which::New => match step {
            Step::Promised { kind, due, .. } => {
                let (kind, due) = (kind.clone(), *due);
                Ok((part, Promise { kind, due }))
            }
            _ => Err(Error::NotNow(Vec::new())),
        },
        Which::Of(id) => {
            let one = all.iter().find(|one| one.id == id);
            // The person came through with their receipt: what is not there is not asked of them any more.
            let one = one.ok_or_else(|| match by {
                By::Member(_) | By::Party => Error::Denied(Denied::NotFound),
                By::Person => Error::NotNow(Vec::new()),
            })?;
            // Whoever saw less than there is looks at it first.
            if after.is_some_and(|after| after != one.steps.len()) {
                return Err(Error::Conflict);
            }
            match one.may(step.code(), by) {
                Ok(()) => Ok((id, one.promise().ok_or(Error::Internal(247))?)),
                Err(Refused::NotYourOwn) => Err(ActError::NotYourOwn.into()),
                Err(Refused::NotNow) => Err(Error::NotNow(Vec::new())),
            }
        }
    }
}
