//! What is wrong with a claim as it was entered: a field and a plain reason, which the edge has words for. What is only odd is not
//! refused but told ([`super::OddStep`], [`super::OddOwners`]), since the world is what it is and sources err.

use serde::{Deserialize, Serialize};

use super::{
    Certificate, Claim, Client, Code, Dated, Entry, Fact, Fate, Fates, Headcount, Identifier, LEI,
    List, Membership, Name, Party, Precision, Record, Share, Site, Source, Stake, Standing, Terms,
    Until, Weapons, read_lei,
};
use crate::{
    CompanyId, Day, Problem,
    intake::places::{is_country, is_district},
    problem::clean_text,
};

/// Longest name or title, in characters.
pub const NAME_MAX: usize = 300;
/// Longest address of a page, in characters.
pub const ADDRESS_MAX: usize = 2_000;
/// Longest other text, such as the scope of a certificate or why something is corrected, in characters.
pub const TEXT_MAX: usize = 2_000;
/// Longest identifier or number of a certificate, in characters.
pub const NUMBER_MAX: usize = 100;
/// Most people that a company can have: about three times as many as the largest has.
pub const HEADCOUNT_MAX: u32 = 3_000_000;
/// The first year from which on a company can be told of.
pub const FIRST_YEAR: i16 = 1600;

/// Why one value cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Flaw {
    /// A flaw that all forms know: nothing given, too long, characters that no one types.
    Plain(Problem),
    /// Not a country's code (ISO 3166-1).
    NotACountry,
    /// Not a district of that country (ISO 3166-2).
    NotADistrict,
    /// Not an `http` or `https` address of a page.
    NotAPage,
    /// A Legal Entity Identifier has twenty signs.
    LeiLength { is: usize },
    /// It has Latin letters and digits only, and ends with two digits.
    LeiSigns,
    /// Its last two digits do not fit the others: something was mistyped.
    LeiCheck,
    /// It ends before it begins.
    EndsBefore,
    /// It has not come yet, so nobody can have seen it.
    InTheFuture,
    /// Too long ago for a company.
    TooLongAgo,
    /// The smaller number has to come first.
    LeastAboveMost,
    /// More than any company has.
    TooManyPeople { most: u32 },
    /// More than all of it, or nothing.
    NotAShare,
    /// A company cannot own or hire itself.
    Itself,
    /// The terms do not know it.
    UnknownTerm,
    /// Whoever bears none has no classes of them.
    UnarmedWithWeapons,
    /// Not a point on the map.
    NotAPoint,
    /// Nobody can claim that nothing is known.
    NotAStatus,
    /// A reason is given for a status that needs none.
    ReasonWithout,
    /// Not a language (BCP 47), or not a script (ISO 15924).
    NotATongue,
    /// Not a year, a month or a day as forms take them.
    NotDated,
    /// Not a whole number.
    NotANumber,
    /// A last day is given, and that it goes on.
    EndsAndGoesOn,
    /// What is corrected or taken back is not of this company, or not there.
    NotItsRecord,
    /// It was corrected or taken back already: go on from that.
    NoLongerStands,
    /// A correction says another kind of thing: take back the one and record the other.
    AnotherKind,
}

impl Flaw {
    /// The stable code, also the end of its message key (`flaw-…`); none for those that all forms know.
    pub fn code(&self) -> Option<&'static str> {
        Some(match self {
            Flaw::Plain(_) => return None,
            Flaw::NotACountry => "not-a-country",
            Flaw::NotADistrict => "not-a-district",
            Flaw::NotAPage => "not-a-page",
            Flaw::LeiLength { .. } => "lei-length",
            Flaw::LeiSigns => "lei-signs",
            Flaw::LeiCheck => "lei-check",
            Flaw::EndsBefore => "ends-before",
            Flaw::InTheFuture => "in-the-future",
            Flaw::TooLongAgo => "too-long-ago",
            Flaw::LeastAboveMost => "least-above-most",
            Flaw::TooManyPeople { .. } => "too-many-people",
            Flaw::NotAShare => "not-a-share",
            Flaw::Itself => "itself",
            Flaw::UnknownTerm => "unknown-term",
            Flaw::UnarmedWithWeapons => "unarmed-with-weapons",
            Flaw::NotAPoint => "not-a-point",
            Flaw::NotAStatus => "not-a-status",
            Flaw::ReasonWithout => "reason-without",
            Flaw::NotATongue => "not-a-tongue",
            Flaw::NotDated => "not-dated",
            Flaw::NotANumber => "not-a-number",
            Flaw::EndsAndGoesOn => "ends-and-goes-on",
            Flaw::NotItsRecord => "not-its-record",
            Flaw::NoLongerStands => "no-longer-stands",
            Flaw::AnotherKind => "another-kind",
        })
    }
}

impl From<Flaw> for Problem {
    fn from(flaw: Flaw) -> Self {
        match flaw {
            Flaw::Plain(problem) => problem,
            other => Problem::OfClaim(Box::new(other)),
        }
    }
}

/// A flaw, and the field that it is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flawed {
    pub field: &'static str,
    pub flaw: Flaw,
}

/// Looks through what is entered.
struct Check<'a> {
    company: CompanyId,
    terms: &'a Terms,
    today: Day,
    flaws: Vec<Flawed>,
}

/// All that is wrong with a claim of a company.
///
/// # Errors
/// What is wrong, by field.
pub fn check(
    claim: &Claim,
    company: CompanyId,
    terms: &Terms,
    today: Day,
) -> Result<(), Vec<Flawed>> {
    let mut check = Check {
        company,
        terms,
        today,
        flaws: Vec::new(),
    };
    check.source(&claim.source);
    check.fact(&claim.fact);
    if let Some(from) = claim.valid.from {
        check.date("from", from);
        check.is(from.first() <= today, "from", Flaw::InTheFuture);
    }
    if let Until::On(end) = claim.valid.until {
        check.date("until", end);
    }
    check.is(!claim.valid.is_backwards(), "until", Flaw::EndsBefore);
    check.done()
}

/// All that is wrong with a record beside those that there are of its company.
///
/// # Errors
/// What is wrong, by field.
pub fn check_record(
    record: &Record,
    before: &[&Record],
    terms: &Terms,
    today: Day,
) -> Result<(), Vec<Flawed>> {
    let checked = record
        .claim()
        .map(|claim| check(claim, record.company, terms, today));
    let flaws = checked.and_then(Result::err).unwrap_or_default();
    let mut check = Check {
        company: record.company,
        terms,
        today,
        flaws,
    };
    if let Entry::Correction { of, why, .. } | Entry::TakenBack { of, why } = &record.entry {
        check.text("why", why, TEXT_MAX);
        let fates = Fates::at(before.iter().copied(), Day(i64::MAX));
        let earlier = before.iter().find(|earlier| earlier.id == *of);
        check.is(earlier.is_some(), "of", Flaw::NotItsRecord);
        if let Some(earlier) = earlier {
            check.is(fates.fate(*of) == Fate::Stands, "of", Flaw::NoLongerStands);
            let kind = |record: &Record| record.claim().map(|claim| claim.fact.kind());
            let fits = match (kind(record), kind(earlier)) {
                (Some(now), Some(then)) => now == then,
                // Anything can be taken back, also that something was; only a claim can be corrected.
                (now, _) => now.is_none(),
            };
            check.is(fits, "fact", Flaw::AnotherKind);
        }
    }
    check.done()
}

impl Check<'_> {
    fn add(&mut self, field: &'static str, flaw: Flaw) {
        self.flaws.push(Flawed { field, flaw });
    }

    fn is(&mut self, holds: bool, field: &'static str, flaw: Flaw) {
        if !holds {
            self.add(field, flaw);
        }
    }

    fn done(self) -> Result<(), Vec<Flawed>> {
        match self.flaws.is_empty() {
            true => Ok(()),
            false => Err(self.flaws),
        }
    }

    fn text(&mut self, field: &'static str, text: &str, max: usize) {
        match clean_text(text, max) {
            Ok(clean) if clean.is_empty() => self.add(field, Flaw::Plain(Problem::Required)),
            Ok(_) => {}
            Err(problem) => self.add(field, Flaw::Plain(problem)),
        }
    }

    fn page(&mut self, field: &'static str, address: &str) {
        self.text(field, address, ADDRESS_MAX);
        self.is(is_page(address), field, Flaw::NotAPage);
    }

    fn country(&mut self, field: &'static str, code: &str) {
        self.is(is_country(code), field, Flaw::NotACountry);
    }

    fn date(&mut self, field: &'static str, date: Dated) {
        let first = Dated::year(FIRST_YEAR).is_none_or(|first| first <= date);
        self.is(first, field, Flaw::TooLongAgo);
    }

    fn term(&mut self, field: &'static str, list: List, code: &Code) {
        self.is(
            self.terms.term(list, code).is_some(),
            field,
            Flaw::UnknownTerm,
        );
    }

    fn source(&mut self, source: &Source) {
        self.text("source", &source.title, NAME_MAX);
        self.text("publisher", &source.publisher, NAME_MAX);
        if let Some(address) = &source.address {
            self.page("address", address);
        }
        if let Some(archive) = &source.archive {
            self.page("archive", archive);
        }
        self.is(source.seen <= self.today, "seen", Flaw::InTheFuture);
        let first = Dated::year(FIRST_YEAR).map_or(Day(0), Dated::first);
        self.is(source.seen >= first, "seen", Flaw::TooLongAgo);
    }

    fn fact(&mut self, fact: &Fact) {
        match fact {
            Fact::Kind(_) => {}
            Fact::Name(name) => self.name(name),
            Fact::Identifier(identifier) => self.identifier(identifier),
            Fact::Seat(country) | Fact::Operates(country) => self.country("country", country),
            Fact::Service(code) => self.term("service", List::Services, code),
            Fact::Headcount(headcount) => self.headcount(headcount),
            Fact::Weapons(weapons) => self.weapons(weapons),
            Fact::Owner(stake) => self.stake(stake),
            Fact::Site(site) => self.site(site),
            Fact::Client(client) => self.client(client),
            Fact::Certificate(certificate) => self.certificate(certificate),
            Fact::Membership(membership) => self.membership(membership),
            Fact::Website(address) => self.page("website", address),
        }
    }

    fn name(&mut self, name: &Name) {
        self.text("name", &name.text, NAME_MAX);
        self.is(
            !name.text.contains('\n'),
            "name",
            Flaw::Plain(Problem::BadCharacters),
        );
        let language = name.language.as_deref().is_none_or(is_language);
        self.is(language, "language", Flaw::NotATongue);
        let script = name.script.as_deref().is_none_or(is_script);
        self.is(script, "script", Flaw::NotATongue);
    }

    fn identifier(&mut self, identifier: &Identifier) {
        self.text("scheme", &identifier.scheme, NUMBER_MAX);
        self.text("value", &identifier.value, NUMBER_MAX);
        if let Some(country) = &identifier.country {
            self.country("country", country);
        }
        if identifier.scheme == LEI {
            match read_lei(&identifier.value) {
                // It is kept as the standard writes it, so that two sources have the same.
                Ok(lei) => self.is(lei == identifier.value, "value", Flaw::LeiSigns),
                Err(flaw) => self.add("value", flaw),
            }
        }
    }

    fn headcount(&mut self, headcount: &Headcount) {
        let (least, most) = (headcount.least, headcount.most);
        self.is(least <= most, "most", Flaw::LeastAboveMost);
        let many = Flaw::TooManyPeople {
            most: HEADCOUNT_MAX,
        };
        self.is(least.max(most) <= HEADCOUNT_MAX, "least", many);
        if let Some(country) = &headcount.country {
            self.country("country", country);
        }
    }

    fn weapons(&mut self, weapons: &Weapons) {
        for class in &weapons.classes {
            self.term("classes", List::Weapons, class);
        }
        let unarmed = weapons.bearing == super::Bearing::None;
        let fits = !unarmed || weapons.classes.is_empty();
        self.is(fits, "classes", Flaw::UnarmedWithWeapons);
        if let Some(country) = &weapons.country {
            self.country("country", country);
        }
    }

    fn party(&mut self, field: &'static str, party: &Party) {
        match party {
            Party::Company(id) => self.is(*id != self.company, field, Flaw::Itself),
            Party::Organisation(name) => self.text(field, name, NAME_MAX),
            Party::State(country) => self.country(field, country),
            Party::People => {}
        }
    }

    fn stake(&mut self, stake: &Stake) {
        self.party("owner", &stake.owner);
        let fits = |share: Share| Share(0) < share && share <= Share::WHOLE;
        self.is(stake.share.is_none_or(fits), "share", Flaw::NotAShare);
    }

    fn site(&mut self, site: &Site) {
        self.text("site", &site.name, NAME_MAX);
        let place = &site.place;
        self.country("country", &place.country);
        let is_own = |district: &String| is_district(district, &place.country);
        let district = place.district.as_ref().is_none_or(is_own);
        self.is(district, "district", Flaw::NotADistrict);
        if let Some(locality) = &place.locality {
            self.text("locality", locality, NAME_MAX);
        }
        let is_there = |point: super::Point| {
            point.north.unsigned_abs() <= 90_000_000 && point.east.unsigned_abs() <= 180_000_000
        };
        self.is(place.point.is_none_or(is_there), "point", Flaw::NotAPoint);
    }

    fn client(&mut self, client: &Client) {
        self.party("client", &client.party);
        if let Some(country) = &client.country {
            self.country("country", country);
        }
        // A client is shown whole, by its country, or not at all.
        let fits = !matches!(client.shown, Precision::District | Precision::Locality);
        self.is(fits, "shown", Flaw::Plain(Problem::NotAnOption));
    }

    fn certificate(&mut self, own: &Certificate) {
        self.term("standard", List::Standards, &own.standard);
        self.text("body", &own.body, NAME_MAX);
        self.text("scope", &own.scope, TEXT_MAX);
        if let Some(number) = &own.number {
            self.text("number", number, NUMBER_MAX);
        }
        self.date("issued", own.issued);
        let issued = own.issued.first() <= self.today;
        self.is(issued, "issued", Flaw::InTheFuture);
        self.is(!own.validity().is_backwards(), "expires", Flaw::EndsBefore);
    }

    fn membership(&mut self, membership: &Membership) {
        let standing = membership.standing;
        self.is(standing != Standing::Unknown, "status", Flaw::NotAStatus);
        if let Some(reason) = &membership.reason {
            self.term("reason", List::Reasons, reason);
            let has_one = matches!(standing, Standing::Terminated | Standing::Suspended);
            self.is(has_one, "reason", Flaw::ReasonWithout);
        }
    }
}

/// Whether a text is the address of a page: a scheme, a host with no name or passphrase before it, and no blank in it.
pub fn is_page(address: &str) -> bool {
    let scheme = address.find("://").map(|at| address.split_at(at));
    let rest = match scheme {
        Some((scheme, rest))
            if ["http", "https"]
                .iter()
                .any(|s| scheme.eq_ignore_ascii_case(s)) =>
        {
            &rest[3..]
        }
        _ => return false,
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let (name, port) = host.rsplit_once(':').unwrap_or((host, "80"));
    let is_name = |part: &str| {
        let fits = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
        !part.is_empty() && part.chars().all(fits)
    };
    let is_clean =
        |c: char| !c.is_whitespace() && !c.is_control() && !matches!(c, '<' | '>' | '"' | '\\');
    name.split('.').all(is_name)
        && name.contains('.')
        && port.parse::<u16>().is_ok_and(|port| port > 0)
        && rest.chars().all(is_clean)
}

fn is_language(text: &str) -> bool {
    let mut parts = text.split('-');
    let first = parts.next().unwrap_or_default();
    let alphanumeric = |part: &str| part.bytes().all(|b| b.is_ascii_alphanumeric());
    (2..=3).contains(&first.len())
        && first.bytes().all(|b| b.is_ascii_lowercase())
        && parts.all(|part| (1..=8).contains(&part.len()) && alphanumeric(part))
        && text.len() <= 35
}

fn is_script(text: &str) -> bool {
    text.len() == 4
        && text.bytes().enumerate().all(|(at, b)| match at {
            0 => b.is_ascii_uppercase(),
            _ => b.is_ascii_lowercase(),
        })
}
