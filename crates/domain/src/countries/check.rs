//! What is wrong with a claim of a country as it was entered: a field and a plain reason, which the edge has words for.

use super::{Claim, Entry, Field, Record};
use crate::{
    Day, Problem,
    intake::places::is_country,
    problem::clean_text,
    registry::{
        self, ADDRESS_MAX, Confidence, Dated, FIRST_YEAR, Fate, Fates, Said, Source, Terms, Until,
        is_page,
    },
    remedies::{Basis, Doors, Words},
};

use super::value::{NAME_MAX, TEXT_MAX};

/// Why one value cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// A flaw that claims of companies have too.
    #[error("{}", plain(.0))]
    Shared(registry::Flaw),
    #[error("it is from {least} up to {most}")]
    OutOfRange { least: u64, most: u64 },
    /// Also where one is missing.
    #[error("an amount has a currency (ISO 4217)")]
    NotACurrency,
    #[error("it is no telephone number")]
    NotANumber,
    #[error("there is no such door")]
    UnknownDoor,
    /// Nobody can look for that, or remark on it.
    #[error("it has no such field")]
    UnknownField,
    #[error("nothing is said")]
    SaysNothing,
    /// Whoever only remembers something is in doubt.
    #[error("what is remembered is doubtful, however well")]
    OnlyRemembered,
}

/// What is wrong, for who writes a file. Pages have words of their own for it.
fn plain(flaw: &registry::Flaw) -> &'static str {
    match flaw {
        registry::Flaw::Plain(Problem::Required) => "a text is missing",
        registry::Flaw::Plain(Problem::TooLong { .. }) => "a text is too long",
        registry::Flaw::Plain(_) => "a text has signs in it that no one types",
        registry::Flaw::NotAPage => "an address is none of a page",
        registry::Flaw::EndsBefore => "it ends before it begins",
        registry::Flaw::InTheFuture => "it has not come yet",
        registry::Flaw::TooLongAgo => "it is too long ago",
        registry::Flaw::LeastAboveMost => "the smaller number comes first",
        registry::Flaw::UnknownTerm => "it has a code that nobody knows",
        registry::Flaw::NotATongue => "it is told in no language",
        _ => "it cannot be so",
    }
}

impl Flaw {
    /// The stable code, also the end of its message key (`flaw-…`); none for those that all forms know.
    pub fn code(&self) -> Option<&'static str> {
        Some(match self {
            Flaw::Shared(flaw) => return flaw.code(),
            Flaw::OutOfRange { .. } => "out-of-range",
            Flaw::NotACurrency => "not-a-currency",
            Flaw::NotANumber => "not-a-phone",
            Flaw::UnknownDoor => "unknown-door",
            Flaw::UnknownField => "unknown-field",
            Flaw::SaysNothing => "says-nothing",
            Flaw::OnlyRemembered => "only-remembered",
        })
    }
}

/// A flaw, and the field that it is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flawed {
    pub field: &'static str,
    pub flaw: Flaw,
}

/// Looks through what is entered.
pub(super) struct Check<'a> {
    /// Of which the value is.
    pub field: Field,
    pub terms: &'a Terms,
    doors: &'a Doors,
    today: Day,
    flaws: Vec<Flawed>,
}

/// All that is wrong with a claim.
///
/// # Errors
/// What is wrong, by field.
pub fn check(claim: &Claim, doors: &Doors, terms: &Terms, today: Day) -> Result<(), Vec<Flawed>> {
    let mut check = Check {
        field: claim.fact.kind(),
        terms,
        doors,
        today,
        flaws: Vec::new(),
    };
    check.source(&claim.source);
    claim.fact.says.check(&mut check);
    let sure = claim.fact.basis == Basis::Seen || claim.confidence == Confidence::Doubtful;
    check.is(sure, "confidence", Flaw::OnlyRemembered);
    if let Some(from) = claim.valid.from {
        check.date("from", from);
        // A law is passed before it is in force; what is counted was counted already.
        let is_law = check.field == Field::Law;
        let came = is_law || from.first() <= today;
        check.shared(came, "from", registry::Flaw::InTheFuture);
    }
    if let Until::On(end) = claim.valid.until {
        check.date("until", end);
    }
    let in_order = !claim.valid.is_backwards();
    check.shared(in_order, "until", registry::Flaw::EndsBefore);
    check.done()
}

/// All that is wrong with a record beside those that there are of its country.
///
/// # Errors
/// What is wrong, by field.
pub fn check_record(
    record: &Record,
    before: &[&Record],
    (doors, terms): (&Doors, &Terms),
    today: Day,
) -> Result<(), Vec<Flawed>> {
    let claim = record.entry.claim();
    let checked = claim.map(|claim| self::check(claim, doors, terms, today));
    let mut check = Check {
        field: claim.map_or(Field::Remark, |claim| claim.fact.kind()),
        terms,
        doors,
        today,
        flaws: checked.and_then(Result::err).unwrap_or_default(),
    };
    let there = is_country(&record.country);
    check.shared(there, "country", registry::Flaw::NotACountry);
    if let Entry::Correction { of, why, .. } | Entry::TakenBack { of, why } = &record.entry {
        check.line("why", why, registry::TEXT_MAX);
        let is_of = |earlier: &&&Record| earlier.id == *of && earlier.country == record.country;
        let earlier = before.iter().find(is_of);
        let fates = Fates::at(before.iter().copied(), Day(i64::MAX));
        check.shared(earlier.is_some(), "of", registry::Flaw::NotItsRecord);
        if let Some(earlier) = earlier {
            let stands = fates.fate(*of) == Fate::Stands;
            check.shared(stands, "of", registry::Flaw::NoLongerStands);
            let then = earlier.entry.claim().map(|claim| claim.fact.kind());
            // Anything can be taken back, also that something was; only a claim can be corrected, and by one of the same field.
            let fits = claim.is_none_or(|now| Some(now.fact.kind()) == then);
            check.shared(fits, "fact", registry::Flaw::AnotherKind);
        }
    }
    check.done()
}

impl Check<'_> {
    pub fn is(&mut self, holds: bool, field: &'static str, flaw: Flaw) {
        if !holds {
            self.flaws.push(Flawed { field, flaw });
        }
    }

    fn shared(&mut self, holds: bool, field: &'static str, flaw: registry::Flaw) {
        self.is(holds, field, Flaw::Shared(flaw));
    }

    fn done(self) -> Result<(), Vec<Flawed>> {
        match self.flaws.is_empty() {
            true => Ok(()),
            false => Err(self.flaws),
        }
    }

    /// A text that is there, is not too long, and has nothing in it that no one types.
    pub fn line(&mut self, field: &'static str, text: &str, max: usize) {
        let problem = match clean_text(text, max) {
            Ok(clean) if clean.is_empty() => Problem::Required,
            Ok(_) => return,
            Err(problem) => problem,
        };
        self.shared(false, field, registry::Flaw::Plain(problem));
    }

    /// Words in one language at least.
    pub fn words(&mut self, words: &Words) {
        let is_language = |code: &str| {
            (2..=3).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_lowercase())
        };
        self.is(words.all().next().is_some(), "value", Flaw::SaysNothing);
        for (language, text) in words.all() {
            let told = is_language(language);
            self.shared(told, "value", registry::Flaw::NotATongue);
            self.line("value", text, TEXT_MAX);
        }
    }

    pub fn page(&mut self, field: &'static str, address: &str) {
        self.line(field, address, ADDRESS_MAX);
        self.shared(is_page(address), field, registry::Flaw::NotAPage);
    }

    pub fn currency(&mut self, code: &str) {
        let is_one = code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase());
        self.is(is_one, "currency", Flaw::NotACurrency);
    }

    pub fn door(&mut self, code: &str) {
        let is_one = self.doors.door(code).is_some();
        self.is(is_one, "route", Flaw::UnknownDoor);
    }

    pub fn range(&mut self, is: u64, (least, most): (u64, u64)) {
        let fits = (least..=most).contains(&is);
        self.is(fits, "value", Flaw::OutOfRange { least, most });
    }

    fn date(&mut self, field: &'static str, date: Dated) {
        let first = Dated::year(FIRST_YEAR).is_none_or(|first| first <= date);
        self.shared(first, field, registry::Flaw::TooLongAgo);
    }

    fn source(&mut self, source: &Source) {
        self.line("source", &source.title, NAME_MAX);
        self.line("publisher", &source.publisher, NAME_MAX);
        if let Some(address) = &source.address {
            self.page("address", address);
        }
        if let Some(archive) = &source.archive {
            self.page("archive", archive);
        }
        let came = source.seen <= self.today;
        self.shared(came, "seen", registry::Flaw::InTheFuture);
        let first = Dated::year(FIRST_YEAR).map_or(Day(0), Dated::first);
        self.shared(source.seen >= first, "seen", registry::Flaw::TooLongAgo);
    }
}
