//! Asking to open a narrow case, agreeing, stopping, opening. That it happens is durable, and told, before anything opens.

use uuid::Uuid;
use watchpost_domain::{
    Actor, Denied, EmergencyId, Fact, Granted, MemberId, Problem, Problems,
    cases::{
        Case,
        content::ActedBy,
        index::{Change, Entry},
    },
    emergency::{self, Emergency, EmergencyAct, Now, Refusal, Stands},
    fact::{CaseAct, DeskFact},
    network::Member,
    policy::{Action, Role, authorize, cases as may, desks},
    sealed::{Compartment, PartKind, Reader, SealedGrant},
    team::{self, Conflict},
};
use watchpost_store::{Recorded, Tx, cases as case_rows, desks as desk_rows, emergency as rows};
use watchpost_vault::{self as vault, Recipient, Roster};

use super::Word;
use crate::{
    CaseSeen, Error, Platform, Working, accounts::Session, reading::CaseKeys, roster::believed,
};

/// Who can be the second member.
const SECOND: [Role; 2] = [Role::CaseOfficer, Role::Supervisor];

fn refused(why: Refusal) -> Error {
    Error::Emergency(why)
}

/// What is wrong with a reference that names no case for them.
pub(super) fn unnamed(reference: &str) -> Problem {
    match reference.trim().is_empty() {
        true => Problem::Required,
        false => Problem::NotAnOption,
    }
}

/// A case that somebody may not know of (any more) and one that was erased are the same.
fn gone(error: watchpost_store::Error) -> Error {
    match error {
        watchpost_store::Error::Denied(Denied::NotFound) => refused(Refusal::Gone),
        other => other.into(),
    }
}

impl Platform {
    /// Asks to open a narrow case, named by its reference. All whom it concerns are told. `once` is the form's own number.
    ///
    /// # Errors
    /// `Denied` when they do not lead; `Locked`; `Invalid` when there is no such case for them, or no sentence says why; `Emergency` says
    /// why it cannot be asked for.
    pub async fn ask_emergency(
        &self,
        session: &Session,
        once: &str,
        reference: &str,
        reason: &str,
    ) -> Result<(), Error> {
        authorize::<desks::AskEmergency>(&session.actor(), session.desk.clone())?;
        let (who, rules) = (session.working()?, self.team()?);
        let mut problems = Problems::default();
        if let Err(watchpost_domain::cases::ActError::Invalid(wrong)) = emergency::sentence(reason)
        {
            problems = wrong;
        }
        let mut tx = self.db.begin().await?;
        let case = self.narrow_named(&mut tx, session, reference).await?;
        if case.is_none() {
            problems.add("case", unnamed(reference));
        }
        let case = case.filter(|_| problems.0.is_empty());
        let case = case.ok_or(Error::Invalid(problems))?;
        let form = self.form(once, &format!("emergency\n{}\n{reason}", case.id));
        if !self.first_time_of(&mut tx, &form).await? {
            return Ok(());
        }
        let there = rows::of_case(&mut tx, &self.keys.rows, &case).await?;
        let asked = (EmergencyId(Uuid::new_v4()), who.member.member, reason);
        let now = (self.hour(), self.today());
        let (ask, fact) = emergency::ask(&case, &there, asked, &rules.emergency, now)?;
        let keys = self.public_keys(&mut tx, &case).await?;
        self.has_key(&mut tx, &who, &case, &keys).await?;
        rows::add(&mut tx, &self.keys.rows, &case, &ask).await?;
        let word = self.word(&who, false, reason);
        self.tell(&mut tx, &case, &ask, &word).await?;
        self.happened(&mut tx, &who, &case, fact, &keys).await?;
        Ok(tx.commit().await?)
    }

    /// A case by its reference, where they may ask for it.
    pub(super) async fn narrow_named(
        &self,
        tx: &mut Tx,
        session: &Session,
        reference: &str,
    ) -> Result<Option<Granted<may::AskEmergency>>, Error> {
        let reference = reference.trim().to_uppercase();
        let Some(id) = case_rows::by_reference(tx, &reference).await? else {
            return Ok(None);
        };
        let actor = session.actor();
        match case_rows::hold::<may::AskEmergency>(tx, &actor, id, self.today()).await {
            Err(watchpost_store::Error::Denied(_)) => Ok(None),
            held => Ok(Some(held?)),
        }
    }

    /// Something is laid by for them, of the present keys.
    async fn has_key(
        &self,
        tx: &mut Tx,
        who: &Working<'_>,
        case: &Granted<may::AskEmergency>,
        keys: &CaseKeys,
    ) -> Result<(), Error> {
        let there = rows::laid_by(tx, case).await?;
        let me = who.member.member;
        let has = |of: Compartment| {
            let newest = keys.recipients.get(&of);
            newest.is_some_and(|(_, epoch)| there.contains(&(me, of, *epoch)))
        };
        match has(Compartment::Narrative) && has(Compartment::Team) {
            true => Ok(()),
            false => Err(refused(Refusal::NoKey)),
        }
    }

    /// Agrees, as the second member.
    ///
    /// # Errors
    /// `Locked`; `NeedsAnother` for their own; `Emergency` says why it is not agreed to any more, or that it is not there for them.
    pub async fn agree_emergency(&self, session: &Session, id: EmergencyId) -> Result<(), Error> {
        let who = session.working()?;
        let (mut tx, case, mut ask) = self.held::<may::AgreeEmergency>(session, id).await?;
        let fact = emergency::agree(&case, &ask, who.member.member, self.today())?;
        ask.agreed = Some(who.member.member);
        let keys = self.public_keys(&mut tx, &case).await?;
        self.goes_on(&mut tx, &who, &case, (&ask, fact), &keys)
            .await?;
        Ok(tx.commit().await?)
    }

    /// Stops it: as a reader, as somebody else who leads, or as whoever asked.
    ///
    /// # Errors
    /// `Locked`; `Invalid` without a reason; `Emergency` says why there is nothing to stop.
    pub async fn stop_emergency(
        &self,
        session: &Session,
        id: EmergencyId,
        reason: &str,
    ) -> Result<(), Error> {
        let who = session.working()?;
        let (mut tx, case, mut ask) = self.held::<may::StopEmergency>(session, id).await?;
        let fact = emergency::stop(&case, &ask, who.member.member, reason, self.today())?;
        ask.stands = Stands::Stopped;
        let keys = self.public_keys(&mut tx, &case).await?;
        let word = self.word(&who, true, reason);
        self.tell(&mut tx, &case, &ask, &word).await?;
        self.goes_on(&mut tx, &who, &case, (&ask, fact), &keys)
            .await?;
        Ok(tx.commit().await?)
    }

    /// Opens the case for whoever asked, once that may be: gives them access that ends. Where it touches what they declared of themself,
    /// the history says that it did not open.
    ///
    /// # Errors
    /// `Locked`; `Emergency` says why it does not open (yet).
    pub async fn open_emergency(
        &self,
        session: &Session,
        id: EmergencyId,
    ) -> Result<watchpost_domain::CaseId, Error> {
        let (who, rules) = (session.working()?, self.team()?);
        let me = who.member.member;
        let declared = self.readable_conflicts(&who).await?;
        let (mut tx, case, ask) = self.held::<may::AskEmergency>(session, id).await?;
        let roster = self.roster(&mut tx, case.desk).await?;
        let mut now = Now {
            hour: self.hour(),
            today: self.today(),
            is_barred: false,
            counts: self.counts(&mut tx, &case, &roster, &ask).await?,
        };
        // Nothing is opened, here either, before it may be.
        emergency::open(&case, &ask, me, &rules.emergency, now)?;
        let keys = self.open_laid(&mut tx, &who, &case).await?;
        let mut parts = case_rows::parts(&mut tx, &self.keys.rows, &case).await?;
        parts.retain(|part| [PartKind::Answers, PartKind::History].contains(&part.kind));
        let seen = self.open_case(&keys, &parts)?;
        if seen.answers.is_none() {
            return Err(refused(Refusal::NoKey));
        }
        now.is_barred = self.touches(&seen, &declared, me);
        now.counts &= ask
            .agreed
            .is_some_and(|second| !self.touches(&seen, &declared, second));
        let (ask, fact) = emergency::open(&case, &ask, me, &rules.emergency, now)?;
        let (mut recorded, open) = self.recorded(&who, &case, fact, &keys)?;
        if ask.stands == Stands::Opened {
            let entry = self.entry_of(&seen);
            let (to, index) = self.listed_for(Some(&entry), &roster, case.id, me)?;
            let reader = (Reader::Member(me), &to);
            let grants = keys.all().map(|(place, key)| {
                self.seal_grant_by(&who, &recorded, *place, key, reader, Some(ask.until))
            });
            let grants: Vec<SealedGrant> = grants.collect();
            (recorded.grants, recorded.index) = (grants, index);
        }
        self.kept_ask(&mut tx, &who, (recorded, open)).await?;
        rows::set(&mut tx, &self.keys.rows, &ask).await?;
        rows::saw(&mut tx, &self.keys.rows, ask.id, me).await?;
        rows::raise(&mut tx, &self.keys.rows, ask.id, me).await?;
        tx.commit().await?;
        match ask.stands {
            Stands::Opened => Ok(case.id),
            _ => Err(refused(Refusal::Barred)),
        }
    }

    /// A member says that they saw what was asked for and how it stands. Said twice, it is said once.
    ///
    /// # Errors
    /// `Denied` when they may not see such asks.
    pub async fn saw_emergency(&self, session: &Session, id: EmergencyId) -> Result<(), Error> {
        authorize::<desks::SeeEmergencies>(&session.actor(), session.desk.clone())?;
        let mut tx = self.db.begin().await?;
        rows::saw(&mut tx, &self.keys.rows, id, session.member.id).await?;
        Ok(tx.commit().await?)
    }

    /// An ask, with its case held for somebody who may do `A`.
    async fn held<A: Action<On = Case>>(
        &self,
        session: &Session,
        id: EmergencyId,
    ) -> Result<(Tx, Granted<A>, Emergency), Error> {
        authorize::<desks::SeeEmergencies>(&session.actor(), session.desk.clone())?;
        let mut tx = self.db.begin().await?;
        let about = rows::about(&mut tx, id).await?;
        let about = about.ok_or_else(|| refused(Refusal::Gone))?;
        let actor = session.actor();
        let case = case_rows::hold::<A>(&mut tx, &actor, about, self.today()).await;
        let case = case.map_err(gone)?;
        let ask = rows::one(&mut tx, &self.keys.rows, &case, id).await?;
        Ok((tx, case, ask.ok_or_else(|| refused(Refusal::Gone))?))
    }

    /// Whether the word of whoever agreed counts: they are of the desk by its signed roster, could agree, and did not step aside since.
    async fn counts(
        &self,
        tx: &mut Tx,
        case: &Case,
        roster: &Roster,
        ask: &Emergency,
    ) -> Result<bool, Error> {
        let second = ask
            .agreed
            .filter(|m| *m != ask.by && !case.recused.contains(m));
        let Some(second) = second else {
            return Ok(false);
        };
        let found = desk_rows::member(tx, second).await?;
        Ok(found.is_some_and(|(member, recipient, verifying)| {
            let roles = believed(roster, &member, &recipient, &verifying);
            member.active && member.desk == case.desk && roles.any(&SECOND)
        }))
    }

    /// Whether a case touches what a member declared of themself, as far as whoever opens it can read that.
    fn touches(
        &self,
        seen: &CaseSeen,
        declared: &[(MemberId, Vec<Conflict>)],
        member: MemberId,
    ) -> bool {
        let mut theirs = declared.iter().filter(|(of, _)| *of == member);
        theirs.any(|(_, all)| !self.touched(seen, all.clone()).is_empty())
    }

    /// What a list knows of a case, made of what the case says: nobody who keeps one is at hand to pass theirs on.
    fn entry_of(&self, seen: &CaseSeen) -> Entry {
        let (mut entry, at) = (Entry::default(), self.now());
        if let Some(answers) = &seen.answers {
            let facets = self.facets_of(answers, answers.received);
            entry.take(at, Change::Listed(Box::new(facets)));
        }
        for line in &seen.history {
            match line.committed.fact.act() {
                Some(CaseAct::Titled { title }) => {
                    entry.take(line.committed.at, Change::Titled(title.clone()));
                }
                Some(CaseAct::Assigned { to, .. }) => {
                    entry.take(line.committed.at, Change::Assigned(*to));
                }
                _ => {}
            }
        }
        for task in team::tasks(&seen.history).iter().filter(|t| t.is_open()) {
            entry.take(at, Change::Task(task.id, Some(task.line())));
        }
        entry
    }

    fn word(&self, who: &Working<'_>, stops: bool, reason: &str) -> Word {
        Word {
            by: who.member.member,
            at: self.now(),
            stops,
            reason: reason.trim().to_owned(),
        }
    }

    /// Whom an ask concerns: those who read the case by name, who leads the desk, who could agree, and the custodians; nobody who stepped
    /// aside.
    async fn concerned(
        &self,
        tx: &mut Tx,
        case: &Case,
    ) -> Result<Vec<(MemberId, Recipient)>, Error> {
        let roster = self.roster(tx, case.desk).await?;
        let members: Vec<Member> = desk_rows::members(tx, case.desk).await?;
        let mut all = Vec::new();
        for listed in &roster.members {
            let id = MemberId(listed.member);
            let is_reader = case.readers.contains(&id);
            let officer = { members.iter() }
                .any(|m| m.id == id && m.active && m.roles.any(&SECOND) && listed.reads_desk);
            if !case.recused.contains(&id)
                && (is_reader || listed.lead || listed.custodian || officer)
            {
                let to = listed.recipient.parse().map_err(|_| Error::Internal(271))?;
                all.push((id, to));
            }
        }
        Ok(all)
    }

    async fn tell(
        &self,
        tx: &mut Tx,
        case: &Case,
        ask: &Emergency,
        word: &Word,
    ) -> Result<(), Error> {
        let plain = serde_json::to_vec(word).map_err(|_| Error::Internal(272))?;
        let plain = vault::Zeroizing::new(plain);
        let concerned = self.concerned(tx, case).await?.into_iter();
        let told = concerned.map(|(member, to)| {
            let row = Uuid::new_v4();
            let sealed = vault::seal(&to, &self.word_header(ask.id, row), &plain);
            (row, member, sealed)
        });
        let told = told.collect();
        Ok(rows::tell(tx, &self.keys.rows, ask.id, word.by, told).await?)
    }

    /// A line of the history, and what of it stands in the open.
    fn recorded<A: Action<On = Case>>(
        &self,
        who: &Working<'_>,
        case: &Granted<A>,
        fact: Fact,
        keys: &CaseKeys,
    ) -> Result<(Recorded, DeskFact), Error> {
        let Some(CaseAct::Emergency(act)) = fact.act() else {
            return Err(Error::Internal(273));
        };
        let open = DeskFact::Emergency {
            desk: case.desk,
            reference: case.reference.clone(),
            member: match act {
                EmergencyAct::Agreed { by, .. } | EmergencyAct::Stopped { by, .. } => *by,
                _ => who.member.member,
            },
            what: act.step(),
        };
        let by = ActedBy::Member(who.member.member);
        let recorded = self.record(fact, by, vec![], &keys.recipients)?;
        Ok((recorded, open))
    }

    async fn kept_ask(
        &self,
        tx: &mut Tx,
        who: &Working<'_>,
        (recorded, open): (Recorded, DeskFact),
    ) -> Result<(), Error> {
        self.apply(tx, recorded).await?;
        self.desk_fact(tx, open, ActedBy::Member(who.member.member))
            .await
    }

    async fn happened<A: Action<On = Case>>(
        &self,
        tx: &mut Tx,
        who: &Working<'_>,
        case: &Granted<A>,
        fact: Fact,
        keys: &CaseKeys,
    ) -> Result<(), Error> {
        let recorded = self.recorded(who, case, fact, keys)?;
        self.kept_ask(tx, who, recorded).await
    }

    /// An ask went on: how it stands is kept, and all others who were told are told again.
    async fn goes_on<A: Action<On = Case>>(
        &self,
        tx: &mut Tx,
        who: &Working<'_>,
        case: &Granted<A>,
        (ask, fact): (&Emergency, Fact),
        keys: &CaseKeys,
    ) -> Result<(), Error> {
        let me = who.member.member;
        self.happened(tx, who, case, fact, keys).await?;
        rows::set(tx, &self.keys.rows, ask).await?;
        rows::saw(tx, &self.keys.rows, ask.id, me).await?;
        Ok(rows::raise(tx, &self.keys.rows, ask.id, me).await?)
    }

    /// Whether an actor may do something about the case of an ask.
    pub(super) async fn may<A: Action<On = Case>>(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        ask: &Emergency,
    ) -> Result<bool, Error> {
        match case_rows::get::<A>(tx, actor, ask.case, self.today()).await {
            Ok(_) => Ok(true),
            Err(watchpost_store::Error::Denied(_)) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }
}
