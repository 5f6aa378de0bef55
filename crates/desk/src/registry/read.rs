//! Reading the form of a claim.

use std::collections::BTreeSet;

use watchpost_domain::{
    CompanyId, Day, Problem, Problems,
    problem::clean_text,
    registry::{
        ADDRESS_MAX, Audience, Bearing, Certificate, Claim, Client, CompanyKind, Confidence, Dated,
        Fact, FactKind, Flaw, Headcount, Hold, Identifier, LEI, Membership, NAME_MAX, NUMBER_MAX,
        Name, NameKind, Party, Place, Precision, Share, Site, Source, Stake, Standing, TEXT_MAX,
        Until, Validity, Weapons, import, read_lei,
    },
};
use watchpost_web::Fields;

use super::fields::{ENDED, GOES_ON, PEOPLE, STATE};

/// Reads what was typed, and gathers what is wrong.
struct Read<'a> {
    typed: &'a Fields,
    problems: Problems,
}

impl Read<'_> {
    fn line(&mut self, field: &str, max: usize) -> String {
        match clean_text(self.typed.text(field), max) {
            Ok(clean) => clean,
            Err(problem) => {
                self.problems.add(field, problem);
                String::new()
            }
        }
    }

    /// A text that may be left out.
    fn perhaps(&mut self, field: &str, max: usize) -> Option<String> {
        Some(self.line(field, max)).filter(|text| !text.is_empty())
    }

    fn chosen<T>(&mut self, field: &str, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let found = read(self.typed.text(field));
        if found.is_none() {
            let problem = match self.typed.text(field).is_empty() {
                true => Problem::Required,
                false => Problem::NotAnOption,
            };
            self.problems.add(field, problem);
        }
        found
    }

    fn dated(&mut self, field: &str) -> Option<Dated> {
        let text = self.typed.text(field).trim();
        if text.is_empty() {
            return None;
        }
        let read = text.parse().ok();
        if read.is_none() {
            self.problems.add(field, Flaw::NotDated.into());
        }
        read
    }

    fn number(&mut self, field: &str) -> Option<u32> {
        let text = self.typed.text(field).trim();
        if text.is_empty() {
            return None;
        }
        let read = import::read_number(text).ok();
        if read.is_none() {
            self.problems.add(field, Flaw::NotANumber.into());
        }
        read
    }

    /// Who somebody is that was typed: a company of the registry by its address, a state, people, or an organisation.
    fn party(&mut self, field: &str, company: &dyn Fn(&str) -> Option<CompanyId>) -> Party {
        let text = self.line(field, NAME_MAX);
        if let Some(country) = text.strip_prefix(STATE) {
            return Party::State(country.trim().to_uppercase());
        }
        match company(&text) {
            Some(id) => Party::Company(id),
            None if text == PEOPLE => Party::People,
            None => Party::Organisation(text),
        }
    }

    fn place(&mut self) -> Place {
        Place {
            country: self.line("country", NAME_MAX),
            district: self.perhaps("district", NUMBER_MAX),
            locality: self.perhaps("locality", NAME_MAX),
            point: None,
        }
    }

    fn fact(
        &mut self,
        kind: FactKind,
        company: &dyn Fn(&str) -> Option<CompanyId>,
    ) -> Option<Fact> {
        Some(match kind {
            FactKind::Kind => Fact::Kind(self.chosen("kind", CompanyKind::from_code)?),
            FactKind::Name => Fact::Name(Name {
                text: self.line("name", NAME_MAX),
                kind: self.chosen("name_kind", NameKind::from_code)?,
                language: self.perhaps("language", NUMBER_MAX),
                script: self.perhaps("script", NUMBER_MAX),
            }),
            FactKind::Identifier => self.identifier(),
            FactKind::Seat => Fact::Seat(self.line("country", NAME_MAX)),
            FactKind::Operates => Fact::Operates(self.line("country", NAME_MAX)),
            FactKind::Service => Fact::Service(self.line("service", NUMBER_MAX)),
            FactKind::Headcount => {
                let least = self.number("least");
                if least.is_none() {
                    self.problems.add("least", Problem::Required);
                }
                let (most, country) = (self.number("most"), self.perhaps("country", NAME_MAX));
                let least = least?;
                Fact::Headcount(Headcount {
                    least,
                    most: most.unwrap_or(least),
                    country,
                })
            }
            FactKind::Weapons => Fact::Weapons(Weapons {
                classes: self
                    .typed
                    .get_all("classes")
                    .map(str::to_owned)
                    .collect::<BTreeSet<_>>(),
                country: self.perhaps("country", NAME_MAX),
                bearing: self.chosen("bearing", Bearing::from_code)?,
            }),
            FactKind::Owner => Fact::Owner(Stake {
                owner: self.party("owner", company),
                share: self.share(),
                hold: self.chosen("hold", Hold::from_code)?,
            }),
            FactKind::Site => Fact::Site(Site {
                name: self.line("site", NAME_MAX),
                place: self.place(),
                shown: self.chosen("shown", Precision::from_code)?,
            }),
            FactKind::Client => Fact::Client(Client {
                party: self.party("client", company),
                subcontract: self.typed.text("subcontract") == "yes",
                country: self.perhaps("country", NAME_MAX),
                shown: self.chosen("shown", Precision::from_code)?,
            }),
            FactKind::Certificate => return self.certificate(),
            FactKind::Membership => Fact::Membership(Membership {
                reason: self.perhaps("reason", NUMBER_MAX),
                standing: self.chosen("status", Standing::from_code)?,
            }),
            FactKind::Website => Fact::Website(self.line("website", ADDRESS_MAX)),
        })
    }

    fn identifier(&mut self) -> Fact {
        let scheme = self.line("scheme", NUMBER_MAX);
        let value = self.line("value", NUMBER_MAX);
        // However it is written: LEI, lei, with blanks between its parts.
        let is_lei = scheme.eq_ignore_ascii_case(LEI);
        let lei = read_lei(&value).ok().filter(|_| is_lei);
        Fact::Identifier(Identifier {
            scheme: if is_lei { LEI.to_owned() } else { scheme },
            country: self.perhaps("country", NAME_MAX),
            value: lei.unwrap_or(value),
        })
    }

    fn share(&mut self) -> Option<Share> {
        let text = self.typed.text("share").trim();
        if text.is_empty() {
            return None;
        }
        let read = import::read_share(text).ok();
        if read.is_none() {
            self.problems.add("share", Flaw::NotAShare.into());
        }
        read
    }

    fn certificate(&mut self) -> Option<Fact> {
        let (standard, body) = (
            self.line("standard", NUMBER_MAX),
            self.line("body", NAME_MAX),
        );
        let (number, scope) = (
            self.perhaps("number", NUMBER_MAX),
            self.line("scope", TEXT_MAX),
        );
        let (issued, expires) = (self.dated("issued"), self.dated("expires"));
        if issued.is_none() && self.typed.text("issued").trim().is_empty() {
            self.problems.add("issued", Problem::Required);
        }
        Some(Fact::Certificate(Certificate {
            standard,
            body,
            number,
            scope,
            issued: issued?,
            expires,
        }))
    }

    fn valid(&mut self) -> Validity {
        let from = self.dated("from");
        let end = self.dated("until");
        let until = match (self.typed.text("goes_on"), end) {
            (ENDED, Some(end)) => Until::On(end),
            (ENDED, None) => {
                if self.typed.text("until").trim().is_empty() {
                    self.problems.add("until", Problem::Required);
                }
                Until::NotSaid
            }
            (_, Some(_)) => {
                // Which of both counts is for the person to say.
                self.problems.add("goes_on", Flaw::EndsAndGoesOn.into());
                Until::NotSaid
            }
            (GOES_ON, None) => Until::GoesOn,
            _ => Until::NotSaid,
        };
        Validity { from, until }
    }

    fn source(&mut self, today: Day) -> Source {
        let seen = self.dated("seen");
        if seen.is_none() && self.typed.text("seen").trim().is_empty() {
            self.problems.add("seen", Problem::Required);
        }
        Source {
            title: self.line("source", NAME_MAX),
            publisher: self.line("publisher", NAME_MAX),
            address: self.perhaps("address", ADDRESS_MAX),
            archive: self.perhaps("archive", ADDRESS_MAX),
            seen: seen.map_or(today, Dated::last),
        }
    }
}

/// The claim that was typed.
///
/// # Errors
/// What cannot be read, by field. What it says is looked through by whoever records it.
pub(super) fn read_claim(
    typed: &Fields,
    kind: FactKind,
    today: Day,
    company: &dyn Fn(&str) -> Option<CompanyId>,
) -> Result<Claim, Problems> {
    let mut read = Read {
        typed,
        problems: Problems::default(),
    };
    let fact = read.fact(kind, company);
    let valid = match kind {
        FactKind::Certificate => Validity::NOW,
        _ => read.valid(),
    };
    let source = read.source(today);
    let confidence = read.chosen("confidence", Confidence::from_code);
    let audience = read.chosen("audience", |code| match code {
        "public" => Some(Audience::Public),
        "internal" => Some(Audience::Internal),
        _ => None,
    });
    match (fact, confidence, audience) {
        (Some(fact), Some(confidence), Some(audience)) if read.problems.is_empty() => Ok(Claim {
            fact,
            source,
            confidence,
            valid,
            audience,
        }),
        _ => Err(read.problems),
    }
}
