//! One company, as it was known on one day about another.

use std::collections::{BTreeMap, BTreeSet};

use watchpost_domain::{
    CompanyId, Day, Denied, Granted,
    network::Member,
    policy::{authorize, registry as may},
    registry::{
        Change, Claim, Company, FactKind, Fate, Fates, Grouping, Held, Listed, Listing, OddOwners,
        OddStep, Owners, PublicClaim, PublicCompany, Record, Slug, Standing, StatusSnapshot, Terms,
        Top, as_known, odd_steps, public_history, public_records, public_view, status_on,
    },
};
use watchpost_store::{Tx, registry as rows};

use super::{Eyes, shelf, writing::Joined};
use crate::{Error, Platform, accounts::Session};

/// The first line of a status that is signed: no head of a log begins so.
pub const STATUS_FILE: &str = "watchpost company status v1";
/// So many owners are followed up, and so many of whom it owns parts are shown.
const FOLLOWED: usize = 12;
const BELOW: i64 = 200;

/// A company as everybody sees it.
pub struct PublicSeen {
    /// Where it was found then; whoever came by another address is led there.
    pub slug: Slug,
    pub listed: Listed,
    pub company: PublicCompany,
    /// What it was in the Association, through time.
    pub statuses: Vec<PublicClaim>,
    /// Who decides over it, one above the other, as far as their pages are public.
    pub above: Vec<Named>,
    /// Of whom it has a part.
    pub below: Vec<Named>,
    /// The names of the other companies that are named, by their addresses.
    pub names: BTreeMap<Slug, String>,
    /// The first day on which anything public was recorded of it.
    pub first: Day,
    /// The bytes of what can be signed of its status on that day.
    pub snapshot: Option<StatusSnapshot>,
}

/// Another company of the registry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    pub slug: Slug,
    pub name: String,
}

/// What a company was in the Association on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StandingOn {
    pub standing: Standing,
    /// Whether a desk can rely on it: a source surely means that day, and none says otherwise.
    pub is_certain: bool,
}

/// One record, as those see it who see all.
pub struct Line {
    pub record: Record,
    /// What it says, or what that said which it takes back.
    pub claim: Claim,
    pub fate: Fate,
    /// Who recorded it, where they are of the same desk.
    pub by: Option<String>,
}

/// What is said of one matter.
pub struct MatterSeen {
    pub kind: FactKind,
    pub held: Vec<Line>,
    pub is_disputed: bool,
}

/// A company as those see it who see all.
pub struct CompanySeen {
    pub id: CompanyId,
    pub slug: Slug,
    pub listed: Listed,
    pub is_public: bool,
    pub matters: Vec<MatterSeen>,
    /// All that was ever recorded, the last first.
    pub history: Vec<Line>,
    pub odd_steps: Vec<OddStep>,
    pub odd_owners: Vec<OddOwners>,
    pub above: Vec<Named>,
    pub below: Vec<Named>,
    /// What was grouped with it, the last first.
    pub changes: Vec<Change>,
    /// The other companies that it names.
    pub names: BTreeMap<CompanyId, Named>,
    /// The addresses of the entries that its changes are about: they stay what they are.
    pub addresses: BTreeMap<CompanyId, Slug>,
    pub may_keep: bool,
}

impl Platform {
    /// A company that has this address, or had it.
    pub(super) async fn company_at(&self, tx: &mut Tx, slug: &Slug) -> Result<Company, Error> {
        let found = rows::by_slug(tx, &self.keys.rows, slug).await?;
        found.ok_or(Error::Denied(Denied::NotFound))
    }

    /// An entry of the registry, wherever it is found by now.
    async fn company_entry(&self, tx: &mut Tx, id: CompanyId) -> Result<Company, Error> {
        let found = rows::by_id(tx, &self.keys.rows, id).await?;
        found.ok_or(Error::Internal(323))
    }

    fn named(&self, id: CompanyId, eyes: Eyes) -> Option<Named> {
        self.shelf().line(id, eyes).map(|line: shelf::Line| Named {
            slug: line.slug,
            name: line.listed.name.clone(),
        })
    }

    /// A company as everybody sees it: as it was known at the end of one day, about another.
    ///
    /// # Errors
    /// `Denied` where there is none of which anything is public.
    pub async fn public_company(
        &self,
        slug: &Slug,
        (known_on, about): (Day, Day),
    ) -> Result<PublicSeen, Error> {
        self.read_companies().await?;
        let mut tx = self.db.read().await?;
        let company = self.company_at(&mut tx, slug).await?;
        let now = self.shelf().line(company.id, Eyes::Everybody);
        let now = now.ok_or(Error::Denied(Denied::NotFound))?;
        let granted = Granted::unchecked(may::Registry, "only what is public is made of it");
        let joined = self.joined_records(&mut tx, &granted, now.id).await?;
        let (grouping, id, own) = joined.then(company.id, known_on);
        let pages = |id: CompanyId| self.shelf().line(id, Eyes::Everybody).map(|line| line.slug);
        let company = self.company_entry(&mut tx, id).await?;
        let days = (known_on, about);
        let view =
            |known_on, about| public_view(&company, own.iter().copied(), known_on, about, &pages);
        // Whoever asks about a day on which nothing was known yet is told so, and not that there is no such company.
        let seen = view(known_on, about).unwrap_or(PublicCompany {
            slug: company.slug.clone(),
            known_on,
            about,
            facts: BTreeMap::new(),
        });
        let family = (id, &joined, &grouping);
        let (above, below) = self
            .owners_of(&mut tx, &granted, family, (days, Eyes::Everybody))
            .await?;
        let public = |id: &CompanyId| self.named(*id, Eyes::Everybody);
        let public_of = |slug: &Slug| {
            let shelf = self.shelf();
            let line = shelf.line_at(slug, Eyes::Everybody)?;
            Some((slug.clone(), line.listed.name.clone()))
        };
        let names = seen.named().filter_map(public_of).collect();
        let ever = public_records(own.iter().copied(), Day(i64::MAX));
        let first = ever.iter().map(|record| record.on).min();
        Ok(PublicSeen {
            statuses: public_history(own.iter().copied(), FactKind::Membership, days, &pages),
            above: above.iter().map_while(public).collect(),
            below: below.iter().filter_map(public).collect(),
            names,
            first: first.unwrap_or(known_on),
            snapshot: StatusSnapshot::of(&company, own.iter().copied(), known_on, about),
            // It is called as it was then, where anything was known of it.
            listed: Listed::public(own.iter().copied(), days)
                .unwrap_or_else(|| now.listed.as_ref().clone()),
            slug: company.slug,
            company: seen,
        })
    }

    /// A status with the signature of the public log's key, and how far the log was then: a file to keep, which anybody can check with
    /// that key alone.
    ///
    /// # Errors
    /// The database cannot be used.
    pub async fn sign_status(&self, snapshot: &StatusSnapshot) -> Result<String, Error> {
        let told = snapshot.canonical().map_err(|_| Error::Internal(316))?;
        let told = String::from_utf8(told).map_err(|_| Error::Internal(317))?;
        let log = match self.checkpoint().await? {
            Some(checkpoint) => {
                let size = checkpoint.lines().take(3).skip(1);
                size.collect::<Vec<_>>().join(" ")
            }
            None => "0".to_owned(),
        };
        let text = format!("{STATUS_FILE}\n{told}\nlog {log}\n");
        watchpost_tlog::sign(&text, &[&self.signer]).map_err(|_| Error::Internal(318))
    }

    /// What a company was in the Association on a day, as it is known now.
    ///
    /// # Errors
    /// `Denied` when they may not see it.
    pub async fn standing_on(
        &self,
        session: &Session,
        company: CompanyId,
        about: Day,
    ) -> Result<StandingOn, Error> {
        let granted = authorize::<may::See>(&session.actor(), may::Registry)?;
        let mut tx = self.db.read().await?;
        let joined = self.joined_records(&mut tx, &granted, company).await?;
        let status = status_on(joined.of(company), about, self.today());
        Ok(StandingOn {
            standing: status.standing(),
            is_certain: status.is_certain(),
        })
    }

    /// Who decides over a company, one above the other, and of whom it has a part.
    async fn owners_of(
        &self,
        tx: &mut Tx,
        granted: &Granted<may::See>,
        (company, joined, grouping): (CompanyId, &Joined, &Grouping),
        ((known_on, about), eyes): ((Day, Day), Eyes),
    ) -> Result<(Vec<CompanyId>, BTreeSet<CompanyId>), Error> {
        // What everybody is shown is made of what everybody may read, and of companies that they see.
        let seen = |all: &[Record]| match eyes {
            Eyes::All => all.to_vec(),
            Eyes::Everybody => public_records(all, known_on),
        };
        let is_seen = |id: CompanyId| self.shelf().line(id, eyes).is_some();
        let mut records: Vec<Record> = seen(&joined.records);
        let mut met: BTreeSet<CompanyId> = joined.beside.clone();
        for below in self.linked(tx, joined).await? {
            if met.insert(below) && is_seen(below) {
                let own = self.company_records(tx, granted, below).await?;
                records.extend(seen(&own));
            }
        }
        // Upwards, one after the other, since only what is read tells who is next.
        for _ in 0..FOLLOWED {
            let owners = Owners::on(&records, grouping, known_on, about);
            let next = owners
                .above(company)
                .into_iter()
                .find(|id| !met.contains(id));
            let Some(next) = next else { break };
            met.insert(next);
            if is_seen(next) {
                let own = self.company_records(tx, granted, next).await?;
                records.extend(seen(&own));
            }
        }
        let owners = Owners::on(&records, grouping, known_on, about);
        let chain = owners.chain(company);
        let above = chain.owned.iter().filter_map(|own| match own.owner {
            watchpost_domain::registry::Party::Company(id) => Some(id),
            _ => None,
        });
        let mut above: Vec<CompanyId> = above.collect();
        if let Top::Circle(_) = chain.top {
            above.retain(|id| *id != company);
        }
        Ok((above, owners.below(company)))
    }

    async fn linked(&self, tx: &mut Tx, joined: &Joined) -> Result<BTreeSet<CompanyId>, Error> {
        let mut found = BTreeSet::new();
        for one in &joined.beside {
            found.extend(rows::linked(tx, self.company_mark(*one), BELOW).await?);
        }
        Ok(found)
    }

    pub(super) async fn company_records(
        &self,
        tx: &mut Tx,
        granted: &Granted<may::See>,
        company: CompanyId,
    ) -> Result<Vec<Record>, Error> {
        let all = rows::records(tx, &self.keys.rows, granted, company).await?;
        let all = all.into_iter();
        all.map(|(written, batch)| self.opened_record((written, &batch)))
            .collect()
    }

    /// A company as those see it who see all of the registry.
    ///
    /// # Errors
    /// `Denied` when they may not, or there is none.
    pub async fn company(
        &self,
        session: &Session,
        slug: &Slug,
        (known_on, about): (Day, Day),
    ) -> Result<CompanySeen, Error> {
        let granted = authorize::<may::See>(&session.actor(), may::Registry)?;
        let may_keep = authorize::<may::Keep>(&session.actor(), may::Registry).is_ok();
        self.read_companies().await?;
        let mut tx = self.db.read().await?;
        let company = self.company_at(&mut tx, slug).await?;
        let now = self.shelf().line(company.id, Eyes::All);
        let now = now.ok_or(Error::Denied(Denied::NotFound))?;
        let joined = self.joined_records(&mut tx, &granted, now.id).await?;
        let (grouping, id, own) = joined.then(company.id, known_on);
        let company = self.company_entry(&mut tx, id).await?;
        let people = watchpost_store::desks::members(&mut tx, session.desk.id).await?;
        let who = |record: &Record| {
            let own = people
                .iter()
                .find(|member: &&Member| member.id == record.by);
            own.map(|member| member.name.clone())
        };
        let fates = Fates::at(own.iter().copied(), Day(i64::MAX));
        let line = |record: &Record, claim: &Claim| Line {
            fate: fates.fate(record.id),
            by: who(record),
            record: record.clone(),
            claim: claim.clone(),
        };
        let known = as_known(own.iter().copied(), known_on, about);
        let matters = known.matters().map(|(kind, matter)| MatterSeen {
            kind,
            is_disputed: matter.is_disputed(),
            held: matter
                .ranked()
                .map(|held: Held| line(held.record, held.claim))
                .collect(),
        });
        let said: BTreeMap<_, &Claim> = { own.iter() }
            .filter_map(|record| Some((record.id, record.claim()?)))
            .collect();
        let history = own.iter().rev().filter_map(|record| {
            let claim = record.claim().or_else(|| said.get(&record.of()?).copied());
            claim.map(|claim| line(record, claim))
        });
        let (above, below) = self
            .owners_of(
                &mut tx,
                &granted,
                (id, &joined, &grouping),
                ((known_on, about), Eyes::All),
            )
            .await?;
        let terms = Terms::known();
        let owners = Owners::on(&joined.records, &grouping, known_on, about);
        let changes = self.changes_of(&joined);
        let named: BTreeSet<CompanyId> = { said.values() }
            .filter_map(|claim| super::writing::named(&claim.fact))
            .collect();
        let mut addresses = BTreeMap::new();
        for id in changes.iter().flat_map(Change::concerns) {
            let entry = rows::by_id(&mut tx, &self.keys.rows, id).await?;
            addresses.extend(entry.map(|company| (id, company.slug)));
        }
        Ok(CompanySeen {
            matters: matters.collect(),
            history: history.collect(),
            odd_steps: terms.map_or(vec![], |terms| {
                odd_steps(own.iter().copied(), terms, known_on)
            }),
            odd_owners: owners.odd(),
            above: above
                .iter()
                .filter_map(|id| self.named(*id, Eyes::All))
                .collect(),
            below: below
                .iter()
                .filter_map(|id| self.named(*id, Eyes::All))
                .collect(),
            names: { named.into_iter() }
                .filter_map(|id| Some((id, self.named(id, Eyes::All)?)))
                .collect(),
            changes,
            addresses,
            listed: { Listing::of(own.iter().copied().filter(|r| r.on <= known_on), about).all }
                .unwrap_or_else(|| now.listed.as_ref().clone()),
            id,
            slug: company.slug,
            is_public: now.is_public,
            may_keep,
        })
    }

    /// The changes of grouping of a company and of those beside it, the last first.
    fn changes_of(&self, joined: &Joined) -> Vec<Change> {
        let shelf = self.shelf();
        let own = |change: &&Change| {
            change
                .concerns()
                .iter()
                .any(|id| joined.beside.contains(id))
        };
        let mut found: Vec<Change> = shelf.changes().iter().filter(own).cloned().collect();
        let undone = |change: &&Change| match change.what {
            watchpost_domain::registry::Regroup::Undo { of } => {
                found.iter().any(|own| own.serial == of)
            }
            _ => false,
        };
        let undone: Vec<Change> = shelf.changes().iter().filter(undone).cloned().collect();
        found.extend(undone);
        found.sort_by_key(|change| std::cmp::Reverse(change.serial));
        found
    }
}
