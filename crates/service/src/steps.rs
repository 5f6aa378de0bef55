//! Carrying a case on in its procedure: by the desk, by who reported, and what is so beside the state.

use uuid::Uuid;
use watchpost_domain::{
    CaseId, Fact, PartId, Problem, Problems,
    cases::{
        self, Case, Step,
        content::{ActedBy, Author, MessagePart, NotePart},
        index::{Change, Entry},
    },
    fact::{CaseAct, CaseFact},
    policy::{Action, cases as may},
    problem::clean_text,
    procedure::{Code, Effect, HOLDER, Need, Procedure, Unasked},
    sealed::{Compartment, PartKind, SealedPart},
    team::Guarded,
};
use watchpost_store::{Recorded, cases as rows};

use crate::{
    Error, Platform, Working,
    casework::{Held, needed_text},
    followup::Opened,
    sheets::is_urgent,
};

/// A step as a form asks for it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StepAsked {
    pub act: Code,
    /// How the case ends with it, where there is a choice.
    pub reason: Option<Code>,
    /// Why, for the team.
    pub why: String,
}

impl Platform {
    /// Carries the case on. A reason, where one is given, becomes a note of the team: the step itself is shown to the person who
    /// reported.
    ///
    /// # Errors
    /// `Denied` when they may not; `NotNow` names what is allowed from where the case stands; `Needs` what has to be so before; `Invalid`
    /// when the reason cannot be taken, or it is not said how the case ends; `NeedsSecond` where somebody else has to agree that it ends;
    /// `Conflict` when somebody was faster.
    pub async fn step(
        &self,
        who: &Working<'_>,
        id: CaseId,
        asked: &StepAsked,
    ) -> Result<(), Error> {
        let known = self.known(who, id).await?;
        let mut held = self.hold::<may::Step>(who, id).await?;
        let procedure = self.procedure(&mut held.tx, held.case.procedure).await?;
        let by = procedure.actors_of(who.member.roles);
        let text = clean_text(&asked.why, cases::REASON_MAX).or_else(|problem| {
            // That it is not possible any more is said first: then there is no field to say the other beside.
            let step = Step {
                act: asked.act.clone(),
                reason: asked.reason.clone(),
                why: None,
            };
            cases::step(&held.case, &procedure, &by, step, |_| true)?;
            Err(Error::Invalid(Problems::one("why", problem)))
        })?;
        let stands = self
            .stands(&mut held.tx, &held.case, &held.keys, &procedure)
            .await?;
        let why = (!text.is_empty()).then(|| PartId(Uuid::new_v4()));
        let step = Step {
            act: asked.act.clone(),
            reason: asked.reason.clone(),
            why,
        };
        let holds = |need: &Need| match need {
            Need::Reason => why.is_some(),
            need => stands.holds(need, &asked.act),
        };
        unsaid(&held.case, &procedure, &by, &step)?;
        let fact = cases::step(&held.case, &procedure, &by, step, holds)?;
        if let Some(CaseAct::Stepped {
            ends: Some(way), ..
        }) = fact.act()
        {
            self.second_pair_of_eyes(&mut held, who, (Guarded::Close, way))
                .await?;
        }
        let parts = self.why(who, &held, why, text)?;
        let mut recorded = self.record_of(&held, fact, parts)?;
        recorded.index = self.words_over(&mut held, Guarded::Close).await?;
        self.keep_step(held, recorded, known.as_ref()).await
    }

    /// Ends the case from wherever it stands, for a reason and with an explanation for the team.
    ///
    /// # Errors
    /// As for a step.
    pub async fn close(
        &self,
        who: &Working<'_>,
        id: CaseId,
        reason: &str,
        explanation: &str,
    ) -> Result<(), Error> {
        let mut tx = self.db.read().await?;
        let actor = watchpost_domain::Actor::Member(who.member);
        let case = rows::get::<may::Step>(&mut tx, &actor, id, self.today()).await?;
        let procedure = self.procedure(&mut tx, case.procedure).await?;
        drop(tx);
        let close = procedure.close().ok_or_else(|| Error::NotNow(Vec::new()))?;
        let asked = StepAsked {
            act: close.act.clone(),
            reason: Some(reason.to_owned()),
            why: explanation.to_owned(),
        };
        self.step(who, id, &asked).await
    }

    /// Says that something is so beside the state, or is so no longer.
    ///
    /// # Errors
    /// As for a step.
    pub async fn set_beside(
        &self,
        who: &Working<'_>,
        id: CaseId,
        (side, is_so): (&str, bool),
        why: &str,
    ) -> Result<(), Error> {
        let text = clean_text(why, cases::REASON_MAX)
            .map_err(|problem| Error::Invalid(Problems::one("why", problem)))?;
        let known = self.known(who, id).await?;
        let mut held = self.hold::<may::Step>(who, id).await?;
        let procedure = self.procedure(&mut held.tx, held.case.procedure).await?;
        let by = procedure.actors_of(who.member.roles);
        let why = (!text.is_empty()).then(|| PartId(Uuid::new_v4()));
        let effects = procedure.side(side).map_or(&[][..], |side| &side.effects);
        let stops = is_so && effects.contains(&Effect::StopContact);
        if stops && held.case.contact_stopped {
            // Said again: where it broke off in a case that is linked, it is done there now.
            drop(held);
            return self.stop_contact_in_linked(who, id).await;
        }
        let mut fact = cases::set_beside(&held.case, &procedure, &by, (side, is_so), why)?;
        if stops {
            // It is the same whoever said so: nobody writes, and who reported may allow it again.
            fact = cases::record(&held.case, CaseAct::ContactStopped);
        }
        let parts = self.why(who, &held, why, text)?;
        let recorded = self.record_of(&held, fact, parts)?;
        self.keep_step(held, recorded, known.as_ref()).await?;
        match stops {
            true => self.stop_contact_in_linked(who, id).await,
            false => Ok(()),
        }
    }

    pub(crate) async fn keep_step(
        &self,
        mut held: Held<may::Step>,
        mut recorded: Recorded,
        known: Option<&Entry>,
    ) -> Result<(), Error> {
        let is_urgent = is_urgent(known);
        self.set_clocks(&mut held.tx, &held.case, &mut recorded, is_urgent)
            .await?;
        self.count_held(&mut held, &mut recorded).await?;
        self.end_rooms(&mut held.tx, &held.case, &recorded.fact.act)
            .await?;
        self.keep(held.tx, recorded).await
    }

    /// The note that says why.
    fn why<A: Action<On = Case>>(
        &self,
        who: &Working<'_>,
        held: &Held<A>,
        id: Option<PartId>,
        text: String,
    ) -> Result<Vec<SealedPart>, Error> {
        let Some(id) = id else {
            return Ok(Vec::new());
        };
        let note = NotePart {
            member: who.member.member,
            text,
            at: self.now(),
        };
        Ok(vec![self.seal_in(
            held,
            (id, Compartment::Team, PartKind::Note),
            &note,
        )?])
    }

    /// What the holder of a receipt does in the procedure, with what they have to say about it. `once` is the form's own number.
    ///
    /// # Errors
    /// `Invalid` when the text is missing, or it is not said how the case ends; `NotNow` when the state does not allow it; `Conflict` when the
    /// cookie is over.
    pub async fn step_as_reporter(
        &self,
        cookie: &str,
        once: &str,
        (act, reason): (&str, Option<&str>),
        (text, language): (&str, &str),
    ) -> Result<(), Error> {
        let text = needed_text(text)?;
        self.room_for_texts()?;
        let opened = self.opened::<may::WriteAsReporter>(cookie, true).await?;
        let mut opened = opened.ok_or(Error::Conflict)?;
        let form = self.form(once, &format!("step\n{}\n{act}\n{text}", opened.case.id));
        if !self.first_time_of(&mut opened.tx, &form).await? {
            return Ok(());
        }
        let procedure = self
            .procedure(&mut opened.tx, opened.case.procedure)
            .await?;
        let step = Step {
            act: act.to_owned(),
            reason: reason.map(str::to_owned),
            ..Step::default()
        };
        let stands = self
            .stands(&mut opened.tx, &opened.case, &opened.keys, &procedure)
            .await?;
        let holds = |need: &Need| stands.holds(need, act);
        let fact = cases::step(&opened.case, &procedure, HOLDER, step, holds)?;
        self.write_message(opened, (text, language), Some(fact))
            .await
    }

    /// Writes what the holder of a receipt says, and with it the step that it makes.
    pub(crate) async fn write_message(
        &self,
        mut opened: Opened<may::WriteAsReporter>,
        (text, language): (String, &str),
        step: Option<Fact>,
    ) -> Result<(), Error> {
        let part = PartId(Uuid::new_v4());
        let message = MessagePart {
            from: Author::Reporter,
            member: None,
            text,
            language: language.to_owned(),
            at: self.now(),
        };
        let place = (part, Compartment::Narrative, PartKind::Message);
        let sealed = self.seal_narrative(&opened, place, &message)?;
        let wrote = cases::record(&opened.case, CaseAct::ReporterWrote { part });
        let step = match step {
            Some(step) => Some(step),
            None => self.unasked(&mut opened).await?,
        };
        let step = match step {
            Some(step) => Some(self.stepped_after(&mut opened, step).await?),
            None => None,
        };
        let Some(step) = step else {
            return self.write(opened, wrote, vec![sealed]).await;
        };
        let recipients = &opened.keys.recipients;
        let mut wrote = self.record(wrote, ActedBy::Reporter, vec![sealed], recipients)?;
        let told = Change::ReporterWrote;
        wrote.index = self.seal_change(&mut opened.tx, &opened.case, told).await?;
        self.keep_anew(&opened.case, &mut wrote);
        self.apply(&mut opened.tx, wrote).await?;
        self.keep(opened.tx, step).await
    }

    /// The step that writing makes by itself, such as from a question that is now answered.
    async fn unasked<A: Action<On = Case>>(
        &self,
        opened: &mut Opened<A>,
    ) -> Result<Option<Fact>, Error> {
        let procedure = self
            .procedure(&mut opened.tx, opened.case.procedure)
            .await?;
        let place = opened.case.place(&procedure);
        let wrote = Some(Unasked::ReporterWrote);
        let exit = { place.open_to(&procedure, HOLDER) }.find(|exit| exit.unasked == wrote);
        let Some(exit) = exit else {
            return Ok(None);
        };
        let step = Step {
            act: exit.act.clone(),
            ..Step::default()
        };
        // Where the procedure asks for more than that they write, they are asked for it.
        Ok(cases::step(&opened.case, &procedure, HOLDER, step, |_| false).ok())
    }

    /// A step that is written right after another fact of the same case.
    async fn stepped_after<A: Action<On = Case>>(
        &self,
        opened: &mut Opened<A>,
        step: Fact,
    ) -> Result<Recorded, Error> {
        let Fact::Case(step) = step else {
            return Err(Error::Internal(173));
        };
        let step = Fact::Case(CaseFact {
            version: step.version + 1,
            ..step
        });
        let recipients = &opened.keys.recipients;
        let mut recorded = self.record(step, ActedBy::Reporter, vec![], recipients)?;
        self.set_clocks(&mut opened.tx, &opened.case, &mut recorded, false)
            .await?;
        self.count_opened(opened, &mut recorded).await?;
        self.end_rooms(&mut opened.tx, &opened.case, &recorded.fact.act)
            .await?;
        Ok(recorded)
    }
}

/// What only has to be chosen or written is asked for where that is done, all at once.
fn unsaid(case: &Case, procedure: &Procedure, by: &[&str], step: &Step) -> Result<(), Error> {
    let place = case.place(procedure);
    let Some(exit) = place
        .open_to(procedure, by)
        .find(|exit| exit.act == step.act)
    else {
        return Ok(());
    };
    let mut problems = Problems::default();
    if exit.reasons.len() > 1 && step.reason.is_none() {
        problems.add("reason", Problem::Required);
    }
    if exit.needs.contains(&Need::Reason) && step.why.is_none() {
        problems.add("why", Problem::Required);
    }
    problems.or(()).map_err(Error::Invalid)
}

/// The name of the state of a case, in a language.
pub fn state_name<'a>(procedure: &'a Procedure, state: &'a str, language: &str) -> &'a str {
    procedure
        .state(state)
        .map_or(state, |s| s.name.text(language))
}
