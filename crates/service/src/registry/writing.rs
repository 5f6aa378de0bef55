//! Writing records: one act after the other, each whole, with its line of the audit and what lists show from then on.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};
use uuid::Uuid;
use watchpost_domain::{
    ClaimId, CompanyId, Day, Granted,
    cases::content::ActedBy,
    fact::{DeskFact, RegistryStep},
    policy::registry as may,
    registry::{Change, Claim, Company, Entry, Fact, Grouping, Listing, Party, Record, Source},
};
use watchpost_store::{
    Tx,
    registry::{self as rows, Batch, Shown, Written},
};

use super::shelf::Hidden;
use crate::{Error, Platform, accounts::Session, sealing::hex};

const TABLE: &str = "company_shown";
const COLUMN: &str = "hidden";

/// So many rows go into one statement.
const TOGETHER: usize = 1_000;

/// One act of writing, in one transaction: what a form says, or a whole table. What is in memory of it is bounded.
pub(super) struct Writing<'a> {
    platform: &'a Platform,
    batch: Batch,
    /// The source that its public records have in common, if there is one.
    source: Option<Source>,
    next: i64,
    /// Of what lists show from then on.
    version: i64,
    new: Vec<Company>,
    rows: Vec<Written>,
    shown: Vec<Shown>,
    /// Companies that were there before.
    touched: BTreeSet<CompanyId>,
    links: BTreeSet<(CompanyId, CompanyId)>,
    hash: Sha256,
    records: u64,
}

impl<'a> Writing<'a> {
    /// Begins: nobody else changes the registry until the transaction ends. `how` is a form, or the name of a table.
    pub async fn begin(
        platform: &'a Platform,
        tx: &mut Tx,
        session: &Session,
        (how, source): (&str, Option<Source>),
    ) -> Result<Self, Error> {
        rows::hold(tx).await?;
        let serial = rows::next_record(tx).await?;
        let text = source.as_ref().map(serde_json::to_string).transpose();
        let batch = Batch {
            serial,
            on: platform.today(),
            by: session.member.id,
            how: how.to_owned(),
            source: text.map_err(|_| Error::Internal(304))?,
        };
        rows::add_batch(tx, &platform.keys.rows, &batch).await?;
        Ok(Self {
            platform,
            source,
            next: serial,
            version: rows::next_version(tx).await?,
            batch,
            new: Vec::new(),
            rows: Vec::new(),
            shown: Vec::new(),
            touched: BTreeSet::new(),
            links: BTreeSet::new(),
            hash: Sha256::new(),
            records: 0,
        })
    }

    fn row(&mut self, company: CompanyId, entry: Entry) -> Result<Record, Error> {
        let record = Record {
            id: ClaimId(Uuid::new_v4()),
            company,
            serial: self.next,
            on: self.batch.on,
            by: self.batch.by,
            entry,
        };
        self.next += 1;
        self.records += 1;
        let other = fact_of(&record.entry).and_then(named);
        self.links.extend(other.map(|other| (other, company)));
        let own = { self.platform }.stored(record.clone(), self.source.as_ref())?;
        self.hash.update(&own.entry);
        self.rows.push(own);
        Ok(record)
    }

    /// A company that is new, with all that is said of it.
    pub async fn enter(
        &mut self,
        tx: &mut Tx,
        company: Company,
        claims: Vec<Claim>,
    ) -> Result<(), Error> {
        let made = claims.into_iter();
        let made = made.map(|claim| self.row(company.id, Entry::Claim(claim)));
        let made = made.collect::<Result<Vec<_>, Error>>()?;
        let listing = Listing::of(&made, self.platform.today());
        let shown = self.platform.shown_of(&company, listing, self.version)?;
        self.shown.push(shown);
        self.new.push(company);
        self.write_some(tx).await
    }

    /// What is said of a company that was there before.
    pub async fn add(
        &mut self,
        tx: &mut Tx,
        company: CompanyId,
        entry: Entry,
    ) -> Result<(), Error> {
        self.row(company, entry)?;
        self.touched.insert(company);
        self.write_some(tx).await
    }

    async fn write_some(&mut self, tx: &mut Tx) -> Result<(), Error> {
        match self.rows.len() < TOGETHER {
            true => Ok(()),
            false => self.write(tx).await,
        }
    }

    async fn write(&mut self, tx: &mut Tx) -> Result<(), Error> {
        let key = &self.platform.keys.rows;
        rows::add_companies(tx, key, &std::mem::take(&mut self.new)).await?;
        rows::add_records(tx, key, self.batch.serial, std::mem::take(&mut self.rows)).await?;
        Ok(rows::add_shown(tx, key, std::mem::take(&mut self.shown)).await?)
    }

    /// Writes the rest, what lists show, and the line of the audit. Gives how many records were written.
    pub async fn finish(
        mut self,
        tx: &mut Tx,
        (session, keep): (&Session, &Granted<may::Keep>),
        what: RegistryStep,
    ) -> Result<u64, Error> {
        self.write(tx).await?;
        for (other, company) in &self.links {
            rows::link(tx, self.platform.company_mark(*other), *company).await?;
        }
        for company in &self.touched {
            self.platform.list_anew(tx, keep, *company).await?;
        }
        let fact = DeskFact::Registry {
            desk: session.desk.id,
            what,
            serial: self.batch.serial,
            records: self.records,
            hash: hex(&self.hash.finalize()),
        };
        let by = ActedBy::Member(session.member.id);
        self.platform.desk_fact(tx, fact, by).await?;
        Ok(self.records)
    }
}

/// All records of a company, and of those that were ever joined with it.
pub(super) struct Joined {
    pub records: Vec<Record>,
    changes: Vec<Change>,
    /// As it is by now.
    pub grouping: Grouping,
    pub beside: BTreeSet<CompanyId>,
}

impl Joined {
    /// As it was known at the end of a day: how entries were grouped, where this one was found, and what was recorded of that.
    pub fn then(&self, company: CompanyId, known_on: Day) -> (Grouping, CompanyId, Vec<&Record>) {
        let grouping = Grouping::at(&self.changes, known_on);
        let id = grouping.now(company);
        let mut all = grouping.companies(&self.records);
        let own = all.remove(&id).unwrap_or_default();
        (grouping, id, own)
    }

    /// Those of one company, as it is grouped by now.
    pub fn of(&self, company: CompanyId) -> Vec<&Record> {
        let mut all = self.grouping.companies(&self.records);
        all.remove(&self.grouping.now(company)).unwrap_or_default()
    }
}

/// Which company a fact names.
pub(super) fn named(fact: &Fact) -> Option<CompanyId> {
    let party = match fact {
        Fact::Owner(stake) => &stake.owner,
        Fact::Client(client) => &client.party,
        _ => return None,
    };
    match party {
        Party::Company(id) => Some(*id),
        _ => None,
    }
}

fn fact_of(entry: &Entry) -> Option<&Fact> {
    match entry {
        Entry::Claim(claim) | Entry::Correction { claim, .. } => Some(&claim.fact),
        Entry::TakenBack { .. } => None,
    }
}

impl Platform {
    /// All that was recorded of a company and of those beside it.
    pub(super) async fn joined_records(
        &self,
        tx: &mut Tx,
        granted: &Granted<may::See>,
        company: CompanyId,
    ) -> Result<Joined, Error> {
        let changes = self.changes_after(tx, 0).await?;
        let beside = Grouping::beside(&changes, company);
        let mut records = Vec::new();
        for one in &beside {
            for (written, batch) in rows::records(tx, &self.keys.rows, granted, *one).await? {
                records.push(self.opened_record((written, &batch))?);
            }
        }
        Ok(Joined {
            records,
            grouping: Grouping::at(&changes, Day(i64::MAX)),
            changes,
            beside,
        })
    }

    /// Makes what lists show of a company anew, and of those beside it.
    pub(super) async fn list_anew(
        &self,
        tx: &mut Tx,
        _: &Granted<may::Keep>,
        company: CompanyId,
    ) -> Result<(), Error> {
        let see = Granted::unchecked(may::Registry, "what lists show is made of all records");
        let joined = self.joined_records(tx, &see, company).await?;
        let all: BTreeMap<CompanyId, Vec<&Record>> = joined.grouping.companies(&joined.records);
        for one in &joined.beside {
            let own = all.get(one).cloned().unwrap_or_default();
            let listing = Listing::of(own, self.today());
            let version = rows::next_version(tx).await?;
            let Some(company) = rows::by_id(tx, &self.keys.rows, *one).await? else {
                continue;
            };
            let shown = self.shown_of(&company, listing, version)?;
            rows::put_shown(tx, &self.keys.rows, shown).await?;
        }
        Ok(())
    }

    /// What lists show of a company, for its row.
    pub(super) fn shown_of(
        &self,
        company: &Company,
        listing: Listing,
        version: i64,
    ) -> Result<Shown, Error> {
        let written = |listed| serde_json::to_string(&listed).map_err(|_| Error::Internal(305));
        let hidden = Hidden {
            slug: company.slug.clone(),
            all: listing.all,
        };
        let plain = serde_json::to_vec(&hidden).map_err(|_| Error::Internal(306))?;
        let row = company.id.0;
        Ok(Shown {
            company: company.id,
            version,
            again: listing.until,
            shown: listing.public.map(written).transpose()?,
            hidden: self
                .keys
                .columns
                .seal(TABLE, row.as_bytes(), COLUMN, &plain),
        })
    }

    /// Opens what lists show.
    pub(super) fn open_shown(&self, shown: &Shown) -> Result<Hidden, Error> {
        let row = shown.company.0;
        let opened = self
            .keys
            .columns
            .open(TABLE, row.as_bytes(), COLUMN, &shown.hidden)?;
        serde_json::from_slice(&opened).map_err(|_| Error::Internal(307))
    }
}
