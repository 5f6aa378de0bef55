//! Worksheets of a case: filled in by the desk or by who reported, and what is so in the case for what an act needs.

use std::collections::BTreeSet;

use uuid::Uuid;
use watchpost_domain::{
    CaseId, Denied, Granted, PartId,
    cases::{
        Case,
        content::{ActedBy, SheetPart},
        index::{Change, Entry},
        sheets::{self, comes},
    },
    fact::CaseAct,
    policy::{Action, cases as may},
    procedure::{Code, HOLDER, Need, Procedure, Sheet, sheet::Answers},
    sealed::{Compartment, PartKind, SealedPart},
};
use watchpost_store::{Recorded, Tx, cases as rows};

use crate::{
    CaseSeen, Error, Platform, Working, proof::number, reading::CaseKeys, sealing::Recipients,
    voting::Voting,
};

/// What is so in a case, as far as a reader can see it.
#[derive(Debug, Clone, Default)]
pub struct Stands {
    /// For what the person who reported allows their report to be used.
    pub consents: BTreeSet<String>,
    /// What sheets found out.
    pub found: BTreeSet<Code>,
    /// How the vote stands that something which can be done here needs.
    pub voting: Option<Voting>,
    /// The clock of where it stands reminded so often.
    reminded: i64,
}

impl Stands {
    /// What is so in a case of which this was seen.
    pub fn of(case: &Case, procedure: &Procedure, seen: &CaseSeen) -> Self {
        let moved = { seen.history.iter() }
            .filter(|line| line.committed.fact.act().is_some_and(comes))
            .filter_map(|line| Some((number(line)?, line.committed.at)))
            .max_by_key(|(number, _)| *number);
        let (came, since) = moved.unwrap_or_default();
        let own = case.clocks.iter().find(|clock| clock.code == case.state);
        Self {
            consents: seen.consent.given.keys().cloned().collect(),
            found: sheets::found(procedure, &seen.sheets, came),
            voting: { procedure.vote_at(&case.state) }
                .map(|vote| Voting::of(vote, seen.benches.as_deref(), &seen.sheets, since)),
            reminded: own.map_or(0, |clock| clock.told),
        }
    }

    /// Whether what an act needs is so; a reason is given with the act itself.
    pub fn holds(&self, need: &Need, act: &str) -> bool {
        match (need, &self.voting) {
            (Need::Consent(purpose), _) => self.consents.contains(purpose),
            (Need::RemindedTwice, _) => self.reminded >= 2,
            (Need::Found(code), Some(voting)) if voting.vote.code == *code => voting.passes(act),
            (Need::Found(code), _) => self.found.contains(code),
            (Need::Reason, _) => false,
        }
    }
}

/// Where it is sealed: where who reported reads it, or for the team.
pub(crate) fn compartment(sheet: &Sheet) -> Compartment {
    match sheet.shown {
        true => Compartment::Narrative,
        false => Compartment::Team,
    }
}

/// The field that says by which versions of the policy data something was proposed, of what is shown to somebody.
pub const FROM: &str = "from";

/// A sheet as it is sent, by its code: the form's own number, all values of its fields, and the language.
pub struct Typed<'a, F: Fn(&str) -> Vec<String>> {
    pub sheet: &'a str,
    pub once: &'a str,
    pub values: F,
    pub language: &'a str,
}

impl Platform {
    /// Fills in a sheet. Sent twice, it is filled in once.
    ///
    /// # Errors
    /// `Denied` when they may not, or there is no such sheet; `Invalid` what is wrong, by field; `NotNow` when it is not asked for where the
    /// case stands, or not of them; `NeedsAnother` when they would look over their own work.
    pub async fn fill_sheet<F: Fn(&str) -> Vec<String>>(
        &self,
        who: &Working<'_>,
        id: CaseId,
        typed: Typed<'_, F>,
    ) -> Result<(), Error> {
        let known = self.known(who, id).await?;
        let mut held = self.hold::<may::Step>(who, id).await?;
        let procedure = self.procedure(&mut held.tx, held.case.procedure).await?;
        let sheet = sheet_of(&procedure, typed.sheet)?;
        let answers = sheet.take(&typed.values).map_err(Error::Invalid)?;
        if !self
            .first_filling(&mut held.tx, (held.case.id, "desk"), &typed, &answers)
            .await?
        {
            return Ok(());
        }
        let seen = self
            .sheets_seen(&mut held.tx, &held.case, &held.keys)
            .await?;
        let by = procedure.actors_of(who.member.roles);
        let member = who.member.member;
        let who = (by.as_slice(), Some(member));
        let part = PartId(Uuid::new_v4());
        let (fact, by) = sheets::fill(
            &held.case,
            &procedure,
            sheet,
            who,
            &seen.sheets,
            (part, &answers),
        )?;
        let mut filled = self.filled(sheet, by, answers, typed.language);
        if sheet.doors {
            let from = (typed.values)(FROM);
            filled.made_from = self.made_from(&mut held.tx, from).await?;
        }
        let place = (part, compartment(sheet), PartKind::Sheet);
        let sealed = self.seal_in(&held, place, &filled)?;
        let mut recorded = self.record_of(&held, fact, vec![sealed])?;
        let is_urgent = is_urgent(known.as_ref());
        self.set_clocks(&mut held.tx, &held.case, &mut recorded, is_urgent)
            .await?;
        self.count_held(&mut held, &mut recorded).await?;
        let by = ActedBy::Member(member);
        let recipients = &held.keys.recipients;
        let (tx, case) = (held.tx, &held.case);
        self.keep_filled(tx, case, recorded, (&filled, by), (&seen, recipients))
            .await
    }

    /// The same by the holder of a receipt.
    ///
    /// # Errors
    /// As for a member; `Conflict` when the cookie is over.
    pub async fn fill_sheet_as_reporter<F: Fn(&str) -> Vec<String>>(
        &self,
        cookie: &str,
        typed: Typed<'_, F>,
    ) -> Result<(), Error> {
        self.room_for_texts()?;
        let opened = self.opened::<may::WriteAsReporter>(cookie, true).await?;
        let mut opened = opened.ok_or(Error::Conflict)?;
        let procedure = self
            .procedure(&mut opened.tx, opened.case.procedure)
            .await?;
        let sheet = sheet_of(&procedure, typed.sheet)?;
        let answers = sheet.take(&typed.values).map_err(Error::Invalid)?;
        if !self
            .first_filling(&mut opened.tx, (opened.case.id, "holder"), &typed, &answers)
            .await?
        {
            return Ok(());
        }
        let seen = self
            .sheets_seen(&mut opened.tx, &opened.case, &opened.keys)
            .await?;
        let part = PartId(Uuid::new_v4());
        let (fact, by) = sheets::fill(
            &opened.case,
            &procedure,
            sheet,
            (HOLDER, None),
            &seen.sheets,
            (part, &answers),
        )?;
        let filled = self.filled(sheet, by, answers, typed.language);
        let (to, epoch) = opened.to(compartment(sheet))?;
        let place = (part, compartment(sheet), PartKind::Sheet);
        let sealed = self.seal_part((&to, epoch), opened.case.id, place, &filled)?;
        let by = ActedBy::Reporter;
        let mut recorded = self.record(fact, by, vec![sealed], &opened.keys.recipients)?;
        let (case, recipients) = (&opened.case, &opened.keys.recipients);
        self.set_clocks(&mut opened.tx, case, &mut recorded, false)
            .await?;
        let told = Change::ReporterWrote;
        recorded.index = self.seal_change(&mut opened.tx, case, told).await?;
        let tx = opened.tx;
        self.keep_filled(tx, case, recorded, (&filled, by), (&seen, recipients))
            .await
    }

    /// Writes a sheet that was filled in, and with it the case that is opened for what it says.
    async fn keep_filled<A: Action<On = Case>>(
        &self,
        mut tx: Tx,
        case: &Granted<A>,
        recorded: Recorded,
        (filled, by): (&SheetPart, ActedBy),
        seen: (&CaseSeen, &Recipients),
    ) -> Result<(), Error> {
        let begins = match &recorded.fact.act {
            CaseAct::SheetFilled { begins, .. } => begins.clone(),
            _ => Vec::new(),
        };
        self.apply(&mut tx, recorded).await?;
        let said = (begins.as_slice(), filled, by);
        let linked = self.open_linked(&mut tx, case, said, seen).await?;
        for fact in linked.into_iter().flatten() {
            self.apply(&mut tx, fact).await?;
        }
        Ok(tx.commit().await?)
    }

    pub(crate) fn filled(
        &self,
        sheet: &Sheet,
        by: Code,
        answers: Answers,
        language: &str,
    ) -> SheetPart {
        SheetPart {
            sheet: sheet.code.clone(),
            by,
            member: None,
            number: 0,
            answers,
            language: language.to_owned(),
            at: self.now(),
            made_from: Vec::new(),
        }
    }

    /// Whether this form with these answers was not taken before.
    async fn first_filling<F: Fn(&str) -> Vec<String>>(
        &self,
        tx: &mut Tx,
        (case, who): (CaseId, &str),
        typed: &Typed<'_, F>,
        answers: &Answers,
    ) -> Result<bool, Error> {
        let said = serde_json::to_string(answers).map_err(|_| Error::Internal(190))?;
        let form = format!("sheet\n{who}\n{case}\n{}\n{said}", typed.sheet);
        let form = self.form(typed.once, &form);
        self.first_time_of(tx, &form).await
    }

    /// What can be seen of consents and sheets, and of when the case moved.
    async fn sheets_seen<A: Action<On = Case>>(
        &self,
        tx: &mut Tx,
        case: &Granted<A>,
        keys: &CaseKeys,
    ) -> Result<CaseSeen, Error> {
        let mut parts: Vec<SealedPart> = rows::parts(tx, &self.keys.rows, case).await?;
        let kinds = [
            PartKind::Answers,
            PartKind::Consent,
            PartKind::Sheet,
            PartKind::History,
        ];
        parts.retain(|part| kinds.contains(&part.kind));
        let mut seen = self.open_case(keys, &parts)?;
        seen.benches = self.benches(tx, case).await?;
        Ok(seen)
    }

    /// What is so in a case, for what an act needs.
    pub(crate) async fn stands<A: Action<On = Case>>(
        &self,
        tx: &mut Tx,
        case: &Granted<A>,
        keys: &CaseKeys,
        procedure: &Procedure,
    ) -> Result<Stands, Error> {
        let seen = self.sheets_seen(tx, case, keys).await?;
        Ok(Stands::of(case, procedure, &seen))
    }
}

pub(crate) fn sheet_of<'a>(procedure: &'a Procedure, code: &str) -> Result<&'a Sheet, Error> {
    let sheet = procedure.sheet(code);
    sheet.ok_or(Error::Denied(Denied::NotFound))
}

pub(crate) fn is_urgent(known: Option<&Entry>) -> bool {
    known.and_then(Entry::facets).is_some_and(|f| f.is_urgent())
}
