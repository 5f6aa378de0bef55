//! What a desk was told is allowed, or is taken back: the register of consents of a case.

use jiff::Timestamp;
use uuid::Uuid;
use watchpost_domain::{
    CaseId, PartId, Problem, Problems,
    cases::{
        Case,
        consents::{self, ConsentTyped},
        content::ConsentPart,
        index::Change,
    },
    patterns::MayLink,
    policy::cases as may,
    sealed::{Compartment, PartKind},
};
use watchpost_store::cases as rows;

use crate::{CaseSeen, Error, Platform, Working, casework::Held, followup::NEXT};

impl Platform {
    /// A moment after what was said last, even where the clock was set back: it is what holds from now on.
    pub(crate) fn later_than(&self, before: &ConsentPart) -> Timestamp {
        let now = self.now();
        match before.at {
            Some(last) if now <= last => last.checked_add(NEXT).unwrap_or(last),
            _ => now,
        }
    }

    /// Writes down what the person said to the desk that they allow. They read it on their page, and can take it back there. `once` is the
    /// form's own number: sent twice, it is written once.
    ///
    /// # Errors
    /// `Denied` when they may not; `Invalid` what is wrong, by field.
    pub async fn record_consent(
        &self,
        who: &Working<'_>,
        id: CaseId,
        (once, language): (&str, &str),
        typed: &ConsentTyped,
    ) -> Result<(), Error> {
        let (mut held, seen) = self.hold_consents(who, id).await?;
        let at = self.later_than(&seen.consent);
        let files: Vec<PartId> = seen.files.iter().map(|(file, _)| *file).collect();
        let said = (&seen.consent, seen.agreed.as_slice());
        let given = consents::told(said, typed, (language, at), &files);
        let given = given.map_err(Error::Invalid)?;
        let form = self.form(once, &format!("consent\n{id}\n{typed:?}"));
        if !self.first_time_of(&mut held.tx, &form).await? {
            return Ok(());
        }
        self.keep_consent(
            held,
            &seen,
            ConsentPart {
                given,
                at: Some(at),
            },
        )
        .await
    }

    /// Writes down that the person said to the desk that they take something back. Whoever was told for it is shown it no longer.
    ///
    /// # Errors
    /// `Denied` when they may not; `Invalid` when nothing that is allowed was chosen.
    pub async fn take_back_consent(
        &self,
        who: &Working<'_>,
        id: CaseId,
        purposes: &[String],
    ) -> Result<(), Error> {
        let (held, seen) = self.hold_consents(who, id).await?;
        let mut given = seen.consent.given.clone();
        given.retain(|purpose, _| !purposes.contains(purpose));
        if given == seen.consent.given {
            let problem = Problems::one("back", Problem::Required);
            return Err(Error::Invalid(problem));
        }
        let at = Some(self.later_than(&seen.consent));
        self.keep_consent(held, &seen, ConsentPart { given, at })
            .await
    }

    async fn hold_consents(
        &self,
        who: &Working<'_>,
        id: CaseId,
    ) -> Result<(Held<may::RecordConsent>, CaseSeen), Error> {
        self.room_for_texts()?;
        let mut held = self.hold::<may::RecordConsent>(who, id).await?;
        let mut parts = rows::parts(&mut held.tx, &self.keys.rows, &held.case).await?;
        parts.retain(|part| [PartKind::Consent, PartKind::FileFacts].contains(&part.kind));
        let seen = self.open_case(&held.keys, &parts)?;
        Ok((held, seen))
    }

    async fn keep_consent(
        &self,
        mut held: Held<may::RecordConsent>,
        seen: &CaseSeen,
        consent: ConsentPart,
    ) -> Result<(), Error> {
        let procedure = self.procedure(&mut held.tx, held.case.procedure).await?;
        let (before, given) = (&seen.consent, &consent.given);
        // What a desk writes down erases nothing: the person does that themselves, with their code.
        let fact = consents::change_consent(&held.case, &procedure, (before, given), false);
        let place = PartId(Uuid::new_v4());
        let place = (place, Compartment::Narrative, PartKind::Consent);
        let sealed = self.seal_in(&held, place, &consent)?;
        self.shorten_rooms(&mut held.tx, &held.case, &consent)
            .await?;
        let mut recorded = self.record_of(&held, fact, vec![sealed])?;
        if let Some(said) = may_link(&held.case, before, &consent) {
            recorded.index = self.seal_change(&mut held.tx, &held.case, said).await?;
        }
        self.set_clocks(&mut held.tx, &held.case, &mut recorded, false)
            .await?;
        self.count_held(&mut held, &mut recorded).await?;
        let ended: Vec<String> = { recorded.fact.act.ends_purposes().into_iter() }
            .map(str::to_owned)
            .collect();
        let (by, recipients) = (held.by, held.keys.recipients.clone());
        let (case, mut tx) = (held.case, held.tx);
        self.apply(&mut tx, recorded).await?;
        if !ended.is_empty() {
            self.shut_all(&mut tx, &case, (&ended, by, &recipients))
                .await?;
        }
        Ok(tx.commit().await?)
    }
}

/// What work lists are told where it changed whether a case may be put beside others: from then on it is out of every pattern that it
/// was put in under another consent.
pub(crate) fn may_link(case: &Case, before: &ConsentPart, now: &ConsentPart) -> Option<Change> {
    let said = |consent| MayLink::of(case.version, consent);
    (said(before) != said(now)).then(|| Change::MayLink(said(now)))
}
