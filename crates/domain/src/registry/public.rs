//! What of a company goes out: its public claims, sites and clients only as exactly as somebody said that they are shown, and nothing of
//! who recorded what. Each value says who says it.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Serialize, Serializer};
use unicode_normalization::UnicodeNormalization;

use super::{
    Audience, Claim, Company, CompanyKind, Confidence, Country, Covers, Dated, Entry, Fact,
    FactKind, Fates, Held, Hold, Identifier, Known, Name, NameKind, Party, Place, Point, Precision,
    Record, Share, Site, Slug, Source, StatusOn, Validity, fact, known,
};
use crate::{ClaimId, CompanyId, Day};

/// A company as everybody may see it, as it was known on one day about another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PublicCompany {
    pub slug: Slug,
    #[serde(serialize_with = "as_date")]
    pub known_on: Day,
    #[serde(serialize_with = "as_date")]
    pub about: Day,
    /// By kind of fact; of each matter what is believed most comes first, and what contradicts it after it.
    pub facts: BTreeMap<FactKind, Vec<PublicMatter>>,
}

/// A day as others read it: programs do not count from 1970.
fn as_date<S: Serializer>(day: &Day, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(&day.date())
}

/// What sources say of one matter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PublicMatter {
    pub is_disputed: bool,
    pub said: Vec<PublicClaim>,
}

/// What a source says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PublicClaim {
    pub value: PublicValue,
    pub source: PublicSource,
    pub confidence: Confidence,
    pub valid: Validity,
    /// How surely the source means the day.
    pub covers: Covers,
    #[serde(serialize_with = "as_date")]
    pub recorded: Day,
}

/// A source. Where the value is shown less exactly than it is known, only whose word it is: its title or its address would tell the rest.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct PublicSource {
    pub address: Option<String>,
    pub archive: Option<String>,
    pub publisher: String,
    #[serde(serialize_with = "as_date")]
    pub seen: Day,
    pub title: Option<String>,
}

/// A value as it is shown. There is no way from a [`Fact`] to here but [`public_view`]; owners, sites and clients have types of their own,
/// which cannot hold what is not shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PublicValue {
    Kind(CompanyKind),
    Name(Name),
    Identifier(Identifier),
    Seat(Country),
    Operates(Country),
    Service(fact::Code),
    Headcount(fact::Headcount),
    Weapons(fact::Weapons),
    Owner {
        owner: PublicParty,
        share: Option<Share>,
        hold: Hold,
    },
    Site {
        name: Option<String>,
        place: Place,
    },
    Client {
        /// Nobody where only the country is shown.
        party: Option<PublicParty>,
        subcontract: bool,
        country: Option<Country>,
    },
    Certificate(fact::Certificate),
    Membership(fact::Membership),
    Website(String),
}

/// Somebody as they are shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PublicParty {
    /// A company with a public page.
    Company(Slug),
    Organisation(String),
    State(Country),
    People,
    /// A company of the registry of which nothing is public.
    NotShown,
}

impl PublicCompany {
    /// The other companies that are named, by their addresses; one that is named twice is given twice.
    pub fn named(&self) -> impl Iterator<Item = &Slug> {
        let said = self
            .facts
            .values()
            .flatten()
            .flat_map(|matter| &matter.said);
        said.filter_map(|claim| claim.value.named())
    }
}

impl PublicValue {
    /// The other company that it names, where that has a page.
    pub fn named(&self) -> Option<&Slug> {
        match self {
            PublicValue::Owner {
                owner: PublicParty::Company(slug),
                ..
            }
            | PublicValue::Client {
                party: Some(PublicParty::Company(slug)),
                ..
            } => Some(slug),
            _ => None,
        }
    }
}

/// What everybody may see of a company, or nothing where not even a name of it is public. `page_of` gives the page of another company, if
/// it has one.
pub fn public_view<'a>(
    company: &Company,
    records: impl IntoIterator<Item = &'a Record>,
    known_on: Day,
    about: Day,
    page_of: &dyn Fn(CompanyId) -> Option<Slug>,
) -> Option<PublicCompany> {
    let known = public_known(records, known_on, about);
    known.of(FactKind::Name).next()?;
    // In the order in which they were recorded: that of their names would tell of sites whose names are not shown.
    let mut matters: Vec<_> = known.matters().collect();
    matters.sort_by_key(|(_, matter)| matter.best().record.serial);
    let mut facts: BTreeMap<FactKind, Vec<PublicMatter>> = BTreeMap::new();
    for (kind, matter) in matters {
        // What is not shown is no dispute either.
        let said = matter
            .ranked()
            .filter_map(|held| Some((held, shown(held, page_of)?)));
        let (held, said): (Vec<Held>, Vec<PublicClaim>) = said.unzip();
        let Some((best, others)) = held.split_first() else {
            continue;
        };
        let fits = |other: &Held| best.claim.fact.fits(&other.claim.fact);
        let is_disputed = !others.iter().all(fits);
        let matter = PublicMatter { is_disputed, said };
        facts.entry(kind).or_default().push(matter);
    }
    let slug = company.slug.clone();
    Some(PublicCompany {
        slug,
        known_on,
        about,
        facts,
    })
}

/// All that sources say to everybody of a kind of fact, whatever day it is about, by when it began; what says no beginning comes first.
pub fn public_history<'a>(
    records: impl IntoIterator<Item = &'a Record>,
    kind: FactKind,
    (known_on, about): (Day, Day),
    page_of: &dyn Fn(CompanyId) -> Option<Slug>,
) -> Vec<PublicClaim> {
    let own = public_standing(records, known_on).into_iter();
    let own = own.filter(|(_, claim)| claim.fact.kind() == kind);
    let own = own.map(|(record, claim)| Held {
        record,
        claim,
        covers: claim.covers(about),
    });
    let mut own: Vec<Held> = own.collect();
    own.sort_by_key(|held| {
        let from = held.claim.valid.from.map(Dated::first);
        (from, held.claim.source.seen, held.record.serial)
    });
    own.into_iter()
        .filter_map(|held| shown(held, page_of))
        .collect()
}

/// The claims that stood at the end of a day and that everybody may read. What is internal neither shows nor ends anything. Only a correction is
/// heeded whoever may read it, since what it corrected is wrong. And what was public and was made internal since is shown of no day: it was
/// taken from everybody because it does harm, and who asks for a day before would read it all the same.
pub(super) fn public_standing<'a>(
    records: impl IntoIterator<Item = &'a Record>,
    known_on: Day,
) -> Vec<(&'a Record, &'a Claim)> {
    let all: Vec<&Record> = records.into_iter().collect();
    let now = Fates::at(all.iter().copied(), Day(i64::MAX));
    let internal = now.standing();
    let internal = internal.filter(|(_, claim)| claim.audience == Audience::Internal);
    let withheld: BTreeSet<ClaimId> = internal.map(|(own, _)| now.root(own.id)).collect();
    let fates = Fates::at(all, known_on);
    let standing = fates.standing().filter(|(own, claim)| {
        claim.audience == Audience::Public && !withheld.contains(&now.root(own.id))
    });
    standing.collect()
}

/// The same as records of their own: what follows from them follows from what everybody may read.
pub fn public_records<'a>(
    records: impl IntoIterator<Item = &'a Record>,
    known_on: Day,
) -> Vec<Record> {
    let standing = public_standing(records, known_on).into_iter();
    let own = standing.map(|(record, claim)| Record {
        entry: Entry::Claim(claim.clone()),
        ..record.clone()
    });
    own.collect()
}

/// What was held, of those alone.
fn public_known<'a>(
    records: impl IntoIterator<Item = &'a Record>,
    known_on: Day,
    about: Day,
) -> Known<'a> {
    known::held(public_standing(records, known_on).into_iter(), about)
}

fn shown(held: Held<'_>, page_of: &dyn Fn(CompanyId) -> Option<Slug>) -> Option<PublicClaim> {
    let claim = held.claim;
    let (value, is_whole) = value(&claim.fact, page_of)?;
    Some(PublicClaim {
        value,
        source: source(&claim.source, is_whole),
        confidence: claim.confidence,
        valid: claim.valid,
        covers: held.covers,
        recorded: held.record.on,
    })
}

fn source(source: &Source, is_whole: bool) -> PublicSource {
    let whole = |text: &Option<String>| text.clone().filter(|_| is_whole);
    PublicSource {
        address: whole(&source.address),
        archive: whole(&source.archive),
        publisher: source.publisher.clone(),
        seen: source.seen,
        title: is_whole.then(|| source.title.clone()),
    }
}

/// A value as it is shown, and whether that is the whole of it.
fn value(fact: &Fact, page_of: &dyn Fn(CompanyId) -> Option<Slug>) -> Option<(PublicValue, bool)> {
    let party = |party: &Party| match party {
        Party::Company(id) => page_of(*id).map_or(PublicParty::NotShown, PublicParty::Company),
        Party::Organisation(name) => PublicParty::Organisation(name.clone()),
        Party::State(country) => PublicParty::State(country.clone()),
        Party::People => PublicParty::People,
    };
    let value = match fact {
        Fact::Kind(kind) => PublicValue::Kind(*kind),
        Fact::Name(name) => PublicValue::Name(name.clone()),
        Fact::Identifier(identifier) => PublicValue::Identifier(identifier.clone()),
        Fact::Seat(country) => PublicValue::Seat(country.clone()),
        Fact::Operates(country) => PublicValue::Operates(country.clone()),
        Fact::Service(code) => PublicValue::Service(code.clone()),
        Fact::Headcount(headcount) => PublicValue::Headcount(headcount.clone()),
        Fact::Weapons(weapons) => PublicValue::Weapons(weapons.clone()),
        Fact::Owner(stake) => {
            let (owner, share, hold) = (party(&stake.owner), stake.share, stake.hold);
            let is_whole = owner != PublicParty::NotShown;
            return Some((PublicValue::Owner { owner, share, hold }, is_whole));
        }
        Fact::Site(site) => return of_site(site),
        Fact::Client(client) => {
            let is_whole = client.shown == Precision::Whole;
            let who = is_whole.then(|| party(&client.party));
            let country = client.country.clone();
            // Without its name and its country nothing is told but that there is one.
            if client.shown == Precision::Nothing || (who.is_none() && country.is_none()) {
                return None;
            }
            let is_whole = is_whole && who != Some(PublicParty::NotShown);
            let subcontract = client.subcontract;
            return Some((
                PublicValue::Client {
                    party: who,
                    subcontract,
                    country,
                },
                is_whole,
            ));
        }
        Fact::Certificate(certificate) => PublicValue::Certificate(certificate.clone()),
        Fact::Membership(membership) => PublicValue::Membership(membership.clone()),
        Fact::Website(address) => PublicValue::Website(address.clone()),
    };
    Some((value, true))
}

fn of_site(site: &Site) -> Option<(PublicValue, bool)> {
    let (own, shown) = (&site.place, site.shown);
    let from = |least: Precision| shown >= least;
    let place = Place {
        country: own.country.clone(),
        district: own.district.clone().filter(|_| from(Precision::District)),
        locality: own.locality.clone().filter(|_| from(Precision::Locality)),
        point: own.point.filter(|_: &Point| from(Precision::Whole)),
    };
    let is_whole = from(Precision::Whole);
    let name = is_whole.then(|| site.name.clone());
    from(Precision::Country).then_some((PublicValue::Site { name, place }, is_whole))
}

/// What is signed of a company's status: what the sources said, as it was known on a day. Its bytes are canonical, so that a signature of
/// them holds for whoever writes the same down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StatusSnapshot {
    // The fields stand in the order of their names: so do the keys in the bytes.
    /// The day that it is told of.
    pub as_of: Dated,
    /// Another source says otherwise.
    pub disputed: bool,
    /// The day at the end of which it was known so.
    pub known_on: Dated,
    /// Legal and other names, sorted.
    pub names: BTreeSet<String>,
    pub reason: Option<String>,
    /// As the one says it that is believed most, of those that say it.
    pub since: Option<Dated>,
    pub slug: Slug,
    /// Who says it, of those that say this status; sorted.
    pub sources: BTreeSet<SnapshotSource>,
    pub status: &'static str,
    /// Of these bytes.
    pub version: u32,
}

/// Who says a status.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct SnapshotSource {
    pub address: Option<String>,
    pub archive: Option<String>,
    pub publisher: String,
    pub seen: Dated,
    pub title: String,
}

/// The version of the bytes of a [`StatusSnapshot`].
pub const SNAPSHOT_VERSION: u32 = 1;

impl StatusSnapshot {
    /// What can be signed of a company; nothing where no public claim tells a status, or names it.
    pub fn of<'a>(
        company: &Company,
        records: impl IntoIterator<Item = &'a Record>,
        known_on: Day,
        about: Day,
    ) -> Option<Self> {
        let known = public_known(records, known_on, about);
        let status = StatusOn::of(&known);
        let best = status.best()?;
        let names = known
            .of(FactKind::Name)
            .filter_map(|m| name(m.best().claim));
        let names: BTreeSet<String> = names.collect();
        let same = |held: &Held| best.claim.fact.fits(&held.claim.fact);
        let same: Vec<Held> = status.said().filter(same).collect();
        let sources = same.iter();
        let sources = sources.filter_map(|held| SnapshotSource::of(&held.claim.source));
        Some(Self {
            as_of: dated(about)?,
            disputed: status.is_disputed(),
            known_on: dated(known_on)?,
            names: Some(names).filter(|names| !names.is_empty())?,
            reason: status.reason().cloned(),
            since: same.iter().find_map(|held| held.claim.valid.from),
            slug: company.slug.clone(),
            sources: sources.collect(),
            status: status.standing().code(),
            version: SNAPSHOT_VERSION,
        })
    }

    /// The bytes that are signed: JSON without blanks, its keys in order.
    ///
    /// # Errors
    /// It cannot be written, which no value here brings about.
    pub fn canonical(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl SnapshotSource {
    fn of(source: &Source) -> Option<Self> {
        Some(Self {
            address: source.address.clone(),
            archive: source.archive.clone(),
            publisher: source.publisher.clone(),
            seen: dated(source.seen)?,
            title: source.title.clone(),
        })
    }
}

/// A name by which the company is known by now; one that it had before is none.
fn name(claim: &Claim) -> Option<String> {
    match &claim.fact {
        Fact::Name(name) if name.kind != NameKind::Former && name.kind != NameKind::AsWritten => {
            Some(name.text.nfc().collect())
        }
        _ => None,
    }
}

fn dated(day: Day) -> Option<Dated> {
    let date = day.date();
    Dated::day(date.year(), date.month(), date.day())
}
