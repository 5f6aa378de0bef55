//! Saying which entries are one company, that one mixes two, and that such a thing was a mistake. No record is changed by it.

use std::collections::BTreeSet;

use watchpost_domain::{
    ClaimId, CompanyId, Granted, Problem, Problems,
    cases::content::ActedBy,
    fact::{DeskFact, RegistryStep},
    policy::{authorize, registry as may},
    problem::clean_text,
    registry::{Change, Claim, Company, Fact, NotRegrouped, Regroup, Slug, TEXT_MAX, undo},
};
use watchpost_store::{Tx, registry as rows};

use super::entering::public_name;
use crate::{Error, Platform, accounts::Session, sealing::hex};

fn refused(field: &str, why: NotRegrouped) -> Error {
    Error::Invalid(Problems::one(field, Problem::NotGrouped(why)))
}

fn why(text: &str) -> Result<String, Error> {
    let clean = clean_text(text, TEXT_MAX).and_then(|clean| match clean.is_empty() {
        true => Err(Problem::Required),
        false => Ok(clean),
    });
    clean.map_err(|problem| Error::Invalid(Problems::one("why", problem)))
}

impl Platform {
    /// Says that a company is the same as another: its records are found at the other from then on, and its address leads there.
    ///
    /// # Errors
    /// `Denied` when they may not, or one of them is not there; `Invalid` when they are one already.
    pub async fn merge_companies(
        &self,
        session: &Session,
        once: &str,
        (from, into): (&Slug, &str),
        because: &str,
    ) -> Result<Slug, Error> {
        let keep = authorize::<may::Keep>(&session.actor(), may::Registry)?;
        let because = why(because)?;
        let mut tx = self.db.begin().await?;
        rows::hold(&mut tx).await?;
        let from = self.company_at(&mut tx, from).await?;
        let slug: Option<Slug> = into.parse().ok();
        let into = match &slug {
            Some(slug) => rows::by_slug(&mut tx, &self.keys.rows, slug).await?,
            None => None,
        };
        let into = into.ok_or(Error::Invalid(Problems::one("into", Problem::NotAnOption)))?;
        let form = self.form(once, &format!("merge\n{}\n{}\n{because}", from.id, into.id));
        if !self.first_time_of(&mut tx, &form).await? {
            return Ok(into.slug);
        }
        let grouping = self.joined_grouping(&mut tx).await?;
        let what = grouping.merge(from.id, into.id);
        let what = what.map_err(|why| refused("into", why))?;
        let target = grouping.now(into.id);
        self.regroup(&mut tx, (session, &keep), (what, because), target)
            .await?;
        let slug = rows::by_id(&mut tx, &self.keys.rows, target).await?;
        tx.commit().await?;
        slug.map(|company| company.slug).ok_or(Error::Internal(314))
    }

    /// Says that some records are of another company, which is new; a name of it is among them.
    ///
    /// # Errors
    /// `Denied` when they may not, or there is no such company; `Invalid` when there is no name among the records, or nothing would be left.
    pub async fn split_company(
        &self,
        session: &Session,
        once: &str,
        (slug, records): (&Slug, &BTreeSet<ClaimId>),
        because: &str,
    ) -> Result<Slug, Error> {
        let keep = authorize::<may::Keep>(&session.actor(), may::Registry)?;
        let see = authorize::<may::See>(&session.actor(), may::Registry)?;
        let because = why(because)?;
        let mut tx = self.db.begin().await?;
        rows::hold(&mut tx).await?;
        let from = self.company_at(&mut tx, slug).await?;
        let joined = self.joined_records(&mut tx, &see, from.id).await?;
        let said = serde_json::to_string(records).map_err(|_| Error::Internal(322))?;
        let form = self.form(once, &format!("split\n{}\n{said}\n{because}", from.id));
        let new = CompanyId(form.id());
        if let Some(company) = rows::by_id(&mut tx, &self.keys.rows, new).await? {
            // Sent again: it is the same company.
            return Ok(company.slug);
        }
        let what = joined
            .grouping
            .split((from.id, new), records, &joined.records);
        let what = what.map_err(|why| refused("records", why))?;
        let moved = joined
            .records
            .iter()
            .filter(|record| records.contains(&record.id));
        let names = moved.filter_map(|record| {
            let claim = record.claim()?;
            matches!(claim.fact, Fact::Name(_)).then(|| claim.clone())
        });
        let names: Vec<Claim> = names.collect();
        if names.is_empty() {
            let problem = Problem::NoNameAmong;
            return Err(Error::Invalid(Problems::one("records", problem)));
        }
        let slug = self.free_slug(&mut tx, public_name(&names), new).await?;
        let company = Company {
            id: new,
            slug: slug.clone(),
        };
        rows::add_companies(&mut tx, &self.keys.rows, &[company]).await?;
        self.regroup(&mut tx, (session, &keep), (what, because), from.id)
            .await?;
        tx.commit().await?;
        Ok(slug)
    }

    /// Says that a merge or a split was a mistake: what was before is so again.
    ///
    /// # Errors
    /// `Denied` when they may not, or the change is not of this company; `Invalid` when something builds on it, or it was undone before.
    pub async fn undo_grouping(
        &self,
        session: &Session,
        once: &str,
        (slug, of): (&Slug, i64),
        because: &str,
    ) -> Result<Slug, Error> {
        let keep = authorize::<may::Keep>(&session.actor(), may::Registry)?;
        let because = why(because)?;
        let mut tx = self.db.begin().await?;
        rows::hold(&mut tx).await?;
        let company = self.company_at(&mut tx, slug).await?;
        let form = self.form(once, &format!("undo\n{}\n{of}\n{because}", company.id));
        if !self.first_time_of(&mut tx, &form).await? {
            return Ok(company.slug);
        }
        let changes = self.changes_after(&mut tx, 0).await?;
        let beside = watchpost_domain::registry::Grouping::beside(&changes, company.id);
        let own = changes.iter().find(|change| change.serial == of);
        let is_own = own.is_some_and(|own| own.concerns().iter().any(|id| beside.contains(id)));
        if !is_own {
            return Err(refused("change", NotRegrouped::NoSuchChange));
        }
        let what = undo(of, &changes).map_err(|why| refused("change", why))?;
        self.regroup(&mut tx, (session, &keep), (what, because), company.id)
            .await?;
        tx.commit().await?;
        Ok(company.slug)
    }

    async fn joined_grouping(
        &self,
        tx: &mut Tx,
    ) -> Result<watchpost_domain::registry::Grouping, Error> {
        let changes = self.changes_after(tx, 0).await?;
        Ok(watchpost_domain::registry::Grouping::at(
            &changes,
            watchpost_domain::Day(i64::MAX),
        ))
    }

    /// Writes a change, with its line of the audit, and what lists show from then on.
    async fn regroup(
        &self,
        tx: &mut Tx,
        (session, keep): (&Session, &Granted<may::Keep>),
        (what, because): (Regroup, String),
        company: CompanyId,
    ) -> Result<(), Error> {
        let change = Change {
            serial: rows::next_change(tx).await?,
            on: self.today(),
            by: session.member.id,
            why: because,
            what,
        };
        rows::add_change(tx, &self.keys.rows, keep, self.sealed_change(&change)?).await?;
        self.list_anew(tx, keep, company).await?;
        let text = serde_json::to_vec(&change).map_err(|_| Error::Internal(315))?;
        let fact = DeskFact::Registry {
            desk: session.desk.id,
            what: RegistryStep::Regrouped,
            serial: change.serial,
            records: 0,
            hash: hex(&<sha2::Sha256 as sha2::Digest>::digest(text)),
        };
        self.desk_fact(tx, fact, ActedBy::Member(session.member.id))
            .await
    }
}
