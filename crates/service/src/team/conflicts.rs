//! Conflicts of interest that members declare beforehand: sealed to them and to the leads of their desk, and said where a case names
//! somebody alike. Whoever reads the case decides; nobody is put aside by a name.

use uuid::Uuid;
use watchpost_domain::{
    Day, MemberId, Problem, Problems,
    policy::{authorize, desks as may},
    team::{CONFLICTS_MOST, Conflict, end_conflict},
};
use watchpost_names::{CompanyKey, Index};
use watchpost_store::{Tx, conflicts as rows, desks};
use watchpost_vault as vault;

use crate::{CaseSeen, Error, Platform, Working, accounts::Session, registry::Likely};

/// A score from which on a name may be one of a few that somebody declared. Lower than where a company is looked for among all: to be asked
/// once too often costs little here.
const ALIKE: u8 = 70;

/// A declaration as a form asks for it.
pub struct NewConflict<'a> {
    pub name: &'a str,
    pub why: &'a str,
    pub from: Result<Option<Day>, Problem>,
    pub until: Result<Option<Day>, Problem>,
}

impl Platform {
    /// What a member declared.
    ///
    /// # Errors
    /// `Denied` when they may not; `Locked`; `Unavailable` when a row was changed by hand.
    pub async fn my_conflicts(&self, session: &Session) -> Result<Vec<Conflict>, Error> {
        authorize::<may::DeclareConflict>(&session.actor(), session.desk.clone())?;
        self.own_conflicts(&session.working()?).await
    }

    async fn own_conflicts(&self, who: &Working<'_>) -> Result<Vec<Conflict>, Error> {
        let all = self.standing_conflicts(who).await?;
        let mut own = all.into_iter().filter(|(of, _)| *of == who.member.member);
        Ok(own
            .next()
            .map(|(_, conflicts)| conflicts)
            .unwrap_or_default())
    }

    async fn standing_conflicts(
        &self,
        who: &Working<'_>,
    ) -> Result<Vec<(MemberId, Vec<Conflict>)>, Error> {
        let mut all = self.readable_conflicts(who).await?;
        let own = all.iter_mut().map(|(_, own)| own);
        own.for_each(|own| own.retain(|conflict| conflict.ended.is_none()));
        Ok(all)
    }

    /// All that a member can read of what was declared, also what was taken back a short while ago.
    pub(crate) async fn readable_conflicts(
        &self,
        who: &Working<'_>,
    ) -> Result<Vec<(MemberId, Vec<Conflict>)>, Error> {
        let me = who.member.member;
        let mut tx = self.db.read().await?;
        let sealed = rows::of(&mut tx, &self.keys.rows, me).await?;
        drop(tx);
        { sealed.into_iter() }
            .map(|row| self.open_conflicts(who, row))
            .collect()
    }

    /// What those of a desk declared, as a lead sees it: each by name.
    ///
    /// # Errors
    /// `Denied` when they may not; `Locked`.
    pub async fn conflicts_of_desk(
        &self,
        session: &Session,
    ) -> Result<Vec<(String, Vec<Conflict>)>, Error> {
        authorize::<may::SeeConflicts>(&session.actor(), session.desk.clone())?;
        let who = session.working()?;
        let mut names = self.names(session.desk.id).await?;
        let all = self.standing_conflicts(&who).await?.into_iter();
        let named = all.filter_map(|(of, conflicts)| Some((names.remove(&of)?, conflicts)));
        Ok(named
            .filter(|(_, conflicts)| !conflicts.is_empty())
            .collect())
    }

    /// Declares a conflict of interest. Sent twice, it is declared once.
    ///
    /// # Errors
    /// `Denied` when they may not; `Invalid` what is wrong, by field; `Locked`.
    pub async fn declare_conflict(
        &self,
        session: &Session,
        new: NewConflict<'_>,
    ) -> Result<(), Error> {
        self.room_for_texts()?;
        authorize::<may::DeclareConflict>(&session.actor(), session.desk.clone())?;
        let who = session.working()?;
        let mut tx = self.db.begin().await?;
        let mut all = self.hold_conflicts(&mut tx, &who).await?;
        let id = Uuid::new_v4();
        let texts = (new.name, new.why);
        let conflict = Conflict::take(id, texts, (new.from, new.until)).map_err(Error::Invalid)?;
        let is_same = |other: &Conflict| {
            Conflict {
                id,
                ..other.clone()
            } == conflict
        };
        if all.iter().any(is_same) {
            return Ok(());
        }
        if all.iter().filter(|own| own.ended.is_none()).count() >= CONFLICTS_MOST {
            let max = CONFLICTS_MOST;
            let many = Problems::one("name", Problem::TooMany { max });
            return Err(Error::Invalid(many));
        }
        all.push(conflict);
        self.put_conflicts(tx, &who, &all).await
    }

    /// Takes a declaration back.
    ///
    /// # Errors
    /// `Denied` when they may not; `Locked`.
    pub async fn end_conflict(&self, session: &Session, id: Uuid) -> Result<(), Error> {
        authorize::<may::DeclareConflict>(&session.actor(), session.desk.clone())?;
        let who = session.working()?;
        let mut tx = self.db.begin().await?;
        let mut all = self.hold_conflicts(&mut tx, &who).await?;
        end_conflict(&mut all, id, self.today());
        self.put_conflicts(tx, &who, &all).await
    }

    /// What a member declared, to be changed: of two changes at once, the second sees what the first made of it.
    async fn hold_conflicts(&self, tx: &mut Tx, who: &Working<'_>) -> Result<Vec<Conflict>, Error> {
        desks::wait_for(tx, who.member.desk).await?;
        let me = who.member.member;
        let sealed = rows::of(tx, &self.keys.rows, me).await?;
        let own = sealed.into_iter().find(|(of, _)| *of == me);
        let own = own.map(|row| self.open_conflicts(who, row)).transpose()?;
        Ok(own.map(|(_, all)| all).unwrap_or_default())
    }

    fn open_conflicts(
        &self,
        who: &Working<'_>,
        (of, sealed): (MemberId, Vec<u8>),
    ) -> Result<(MemberId, Vec<Conflict>), Error> {
        let header = self.conflicts_header(of, who.member.member);
        let plain = vault::open(&who.unlocked.identity, &header, &sealed)?;
        let all = serde_json::from_slice(&plain).map_err(|_| Error::Internal(263))?;
        Ok((of, all))
    }

    /// Seals all of it to the member, and to each lead of today.
    async fn put_conflicts(
        &self,
        mut tx: Tx,
        who: &Working<'_>,
        all: &[Conflict],
    ) -> Result<(), Error> {
        let me = who.member.member;
        let plain =
            vault::Zeroizing::new(serde_json::to_vec(all).map_err(|_| Error::Internal(264))?);
        let roster = self.roster(&mut tx, who.member.desk).await?;
        let own = who.unlocked.identity.recipient();
        let seal = |reader: MemberId, to: &vault::Recipient| {
            (
                reader,
                vault::seal(to, &self.conflicts_header(me, reader), &plain),
            )
        };
        let mut sealed = vec![seal(me, &own)];
        for lead in roster.members.iter().filter(|m| m.lead && m.member != me.0) {
            let to = lead.recipient.parse().map_err(|_| Error::Internal(265))?;
            sealed.push(seal(MemberId(lead.member), &to));
        }
        rows::put(&mut tx, &self.keys.rows, me, sealed).await?;
        Ok(tx.commit().await?)
    }

    /// Which of their own declarations a case may touch: its company is called alike, or the name stands in the report.
    ///
    /// # Errors
    /// `Unavailable` when a row was changed by hand.
    pub async fn conflicts_in(
        &self,
        who: &Working<'_>,
        seen: &CaseSeen,
    ) -> Result<Vec<Conflict>, Error> {
        let own = self.own_conflicts(who).await?;
        Ok(self.touched(seen, own))
    }

    /// Which of somebody's declarations, as far as they hold today, a case may touch.
    pub(crate) fn touched(&self, seen: &CaseSeen, mut own: Vec<Conflict>) -> Vec<Conflict> {
        let today = self.today();
        own.retain(|conflict| conflict.holds(today));
        if own.is_empty() {
            return own;
        }
        let answers = seen.answers.iter().flat_map(|part| &part.answers);
        let said: Vec<(&str, &str)> = answers
            .filter_map(|answered| Some((answered.key.as_str(), answered.answer.words()?)))
            .collect();
        let company = said.iter().find(|(key, _)| *key == "company");
        let alike = company.map_or_else(Vec::new, |(_, name)| self.alike(name, &own));
        let mut at = 0..;
        own.retain(|conflict| {
            let is_alike = at.next().is_some_and(|at| alike.contains(&at));
            is_alike || said.iter().any(|(_, words)| conflict.is_named_in(words))
        });
        own
    }

    /// Which declared names may be those of a company as somebody said it: by themselves, or by one that is known under both.
    fn alike(&self, said: &str, declared: &[Conflict]) -> Vec<usize> {
        let mut index = Index::default();
        for (at, conflict) in (0u32..).zip(declared) {
            index.insert(CompanyKey(at), [&conflict.name]);
        }
        let known = self.companies_like(said).into_iter();
        let known = known.filter(|may_be| may_be.likely != Likely::Doubtful);
        let names = known.flat_map(|may_be| [may_be.company, may_be.name]);
        let all = std::iter::once(said.to_owned()).chain(names);
        let found = all.flat_map(|name| index.find(&name, declared.len()));
        let near = found.filter(|found| found.score >= ALIKE);
        near.filter_map(|found| usize::try_from(found.company.0).ok())
            .collect()
    }

    fn conflicts_header(&self, of: MemberId, reader: MemberId) -> vault::Header {
        vault::Header {
            installation: self.installation.0,
            scope: of.0,
            compartment: vault::Compartment::Other,
            epoch: 1,
            item: reader.0,
            version: 1,
            // Beside a member's saved views.
            kind: 5,
        }
    }
}
