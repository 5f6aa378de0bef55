//! One row: claims, or what is wrong with its cells.

use super::{
    Bound, CellFlaw, Column, OfCertificate, OfSite, from_cell, read_date, read_headcount,
    read_share,
};
use crate::{
    CompanyId, Day, Problem,
    intake::places::is_country,
    registry::{
        Bearing, Certificate, Claim, Client, CompanyKind, Country, Dated, Fact, Flaw, Hold,
        Identifier, LEI, List, Membership, Name, Party, Place, Site, Stake, Standing, Terms, Until,
        Validity, Weapons, check, read_lei,
    },
};

/// What is needed to understand cells.
#[derive(Clone, Copy)]
pub struct Cells<'a> {
    pub terms: &'a Terms,
    /// The country that somebody means by its name, or by its code with three letters.
    pub country: &'a dyn Fn(&str) -> Option<Country>,
    pub today: Day,
}

/// What a row says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadRow {
    /// Each with the head of the column that it is from.
    pub claims: Vec<(String, Claim)>,
    pub noted: Vec<Noted>,
}

/// Something that was taken and that somebody should look at before it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Noted {
    /// In the other order it is this day.
    CouldBe {
        column: String,
        read: Dated,
        other: Dated,
    },
    /// It looks like a formula. It was taken as the text that it is.
    Formula { column: String },
}

/// A row while it is read.
struct Reading<'b, 'a> {
    bound: &'b Bound<'a>,
    cells: Cells<'b>,
    row: Vec<(&'b str, &'b Column, String)>,
    facts: Vec<(String, Fact)>,
    noted: Vec<Noted>,
    flaws: Vec<(String, CellFlaw)>,
}

impl<'a> Bound<'a> {
    /// Reads a row of cells. An empty cell says nothing. `company` is of whom the row tells.
    ///
    /// # Errors
    /// Everything that is wrong with it, by column.
    pub fn row(
        &self,
        row: &[String],
        company: CompanyId,
        cells: Cells<'_>,
    ) -> Result<ReadRow, Vec<(String, CellFlaw)>> {
        if row.len() < self.width && row.iter().any(|cell| !cell.trim().is_empty()) {
            let first = self.columns.iter().find(|(place, ..)| *place >= row.len());
            if let Some((_, head, _)) = first {
                return Err(vec![((*head).to_owned(), CellFlaw::ShortRow)]);
            }
        }
        let mut reading = Reading {
            bound: self,
            cells,
            row: self.said(row),
            facts: Vec::new(),
            noted: Vec::new(),
            flaws: Vec::new(),
        };
        reading.all();
        reading.claims(company)
    }

    /// The cells that say something, in the words of the program.
    fn said(&self, row: &[String]) -> Vec<(&'a str, &'a Column, String)> {
        let said = |(place, head, column): &(usize, &'a str, &'a Column)| {
            let cell = from_cell(row.get(*place)?);
            let key = ((*head).to_owned(), cell.to_owned());
            let meant = self.mapping.says.get(&key).map_or(cell, String::as_str);
            let is_nothing = matches!(meant, "" | "-" | "–" | "—");
            (!is_nothing).then(|| (*head, *column, meant.to_owned()))
        };
        self.columns.iter().filter_map(said).collect()
    }
}

impl Reading<'_, '_> {
    fn all(&mut self) {
        for (head, column, cell) in self.row.clone() {
            let head = head.to_owned();
            if cell.starts_with(['=', '+', '-', '@']) {
                self.noted.push(Noted::Formula {
                    column: head.clone(),
                });
            }
            match self.facts(column, &cell) {
                Ok(facts) => self
                    .facts
                    .extend(facts.into_iter().map(|fact| (head.clone(), fact))),
                Err(flaw) => self.flaws.push((head, flaw)),
            }
        }
        self.certificate();
    }

    /// What one cell says by itself, or with those beside it that belong to it. What is wrong with those is told in their own columns.
    fn facts(&self, column: &Column, cell: &str) -> Result<Vec<Fact>, CellFlaw> {
        let one = |fact: Fact| Ok(vec![fact]);
        match column {
            Column::Kind => one(Fact::Kind(option(CompanyKind::from_code(cell))?)),
            Column::Name {
                kind,
                language,
                script,
            } => one(Fact::Name(Name {
                text: cell.to_owned(),
                kind: *kind,
                language: language.clone(),
                script: script.clone(),
            })),
            Column::Identifier { scheme, country } => one(identifier(scheme, country, cell)?),
            Column::Seat => one(Fact::Seat(self.country(cell)?)),
            Column::Operates => {
                let countries = each(cell, |one| self.country(one))?;
                Ok(countries.into_iter().map(Fact::Operates).collect())
            }
            Column::Services => {
                let codes = self.terms(List::Services, cell)?;
                Ok(codes.into_iter().map(Fact::Service).collect())
            }
            Column::Headcount => one(Fact::Headcount(read_headcount(cell)?)),
            Column::Weapons => one(self.weapons(cell)?),
            Column::Owner(hold) => one(self.owner(cell, *hold)),
            Column::Client { shown, subcontract } => one(Fact::Client(Client {
                party: Party::Organisation(cell.to_owned()),
                subcontract: *subcontract,
                country: None,
                shown: *shown,
            })),
            Column::Standing => one(self.membership(cell)?),
            Column::Site(OfSite::Name) => Ok(self.site(cell)?.into_iter().collect()),
            Column::Website => one(Fact::Website(cell.to_owned())),
            Column::Classes | Column::Share | Column::Reason | Column::Site(_) => {
                self.belonging(column, cell)
            }
            Column::Certificate(_) | Column::From | Column::Until | Column::Address => Ok(vec![]),
        }
    }

    fn weapons(&self, cell: &str) -> Result<Fact, CellFlaw> {
        let classes = self.cell(&Column::Classes);
        let classes = classes.and_then(|(_, cell)| self.terms(List::Weapons, &cell).ok());
        Ok(Fact::Weapons(Weapons {
            bearing: option(Bearing::from_code(cell))?,
            classes: classes.unwrap_or_default().into_iter().collect(),
            country: None,
        }))
    }

    fn owner(&self, cell: &str, hold: Hold) -> Fact {
        let owner = Party::Organisation(cell.to_owned());
        let share = self.cell(&Column::Share);
        let share = share.and_then(|(_, cell)| read_share(&cell).ok());
        Fact::Owner(Stake { owner, share, hold })
    }

    fn membership(&self, cell: &str) -> Result<Fact, CellFlaw> {
        let standing = option(Standing::from_code(cell))?;
        let reason = self.cell(&Column::Reason);
        let reason = reason.and_then(|(_, cell)| self.reason(&cell).ok());
        Ok(Fact::Membership(Membership { standing, reason }))
    }

    /// A site, unless its country is none.
    fn site(&self, cell: &str) -> Result<Option<Fact>, CellFlaw> {
        let part = |part| self.cell(&Column::Site(part)).map(|(_, cell)| cell);
        let country = part(OfSite::Country).ok_or(CellFlaw::Missing)?;
        let Ok(country) = self.country(&country) else {
            return Ok(None);
        };
        let place = Place {
            country,
            district: part(OfSite::District),
            locality: part(OfSite::Locality),
            point: None,
        };
        let (name, shown) = (cell.to_owned(), self.bound.mapping.sites);
        Ok(Some(Fact::Site(Site { name, place, shown })))
    }

    /// Nothing by itself: looks whether it can be so, and whether the cell that it belongs to says something.
    fn belonging(&self, column: &Column, cell: &str) -> Result<Vec<Fact>, CellFlaw> {
        match column {
            Column::Classes => drop(self.terms(List::Weapons, cell)?),
            Column::Share => drop(read_share(cell)?),
            Column::Reason => drop(self.reason(cell)?),
            Column::Site(OfSite::Country) => drop(self.country(cell)?),
            _ => {}
        }
        let is_needed = |need: fn(&Column) -> bool| self.row.iter().any(|(_, own, _)| need(own));
        match column.needs().is_none_or(is_needed) {
            true => Ok(vec![]),
            false => Err(CellFlaw::Missing),
        }
    }

    fn terms(&self, list: List, cell: &str) -> Result<Vec<String>, CellFlaw> {
        let terms = self.cells.terms;
        let code = |said: &str| option(terms.find(list, said)).map(|term| term.code.clone());
        each(cell, code)
    }

    fn cell(&self, column: &Column) -> Option<(String, String)> {
        let found = self.row.iter().find(|(_, own, _)| *own == column);
        found.map(|(head, _, cell)| ((*head).to_owned(), cell.clone()))
    }

    fn country(&self, said: &str) -> Result<Country, CellFlaw> {
        let code = said.to_ascii_uppercase();
        let known = is_country(&code).then_some(code);
        let found = known
            .or_else(|| (self.cells.country)(said))
            .filter(|code| is_country(code));
        found.ok_or(CellFlaw::Flaw(Flaw::NotACountry))
    }

    fn reason(&self, said: &str) -> Result<String, CellFlaw> {
        let term = self.cells.terms.find(List::Reasons, said);
        option(term).map(|term| term.code.clone())
    }

    /// The date of a column, noted where it could be another.
    fn date(&mut self, column: &Column) -> Option<Dated> {
        let (column, cell) = self.cell(column)?;
        match read_date(&cell, self.bound.mapping.dates) {
            Ok(found) => {
                let read = found.date;
                let noted = found.other.map(|other| Noted::CouldBe {
                    column,
                    read,
                    other,
                });
                self.noted.extend(noted);
                Some(read)
            }
            Err(flaw) => {
                self.flaws.push((column, flaw));
                None
            }
        }
    }

    /// A certificate, of which each part has a column of its own.
    fn certificate(&mut self) {
        let part = |reading: &Self, part| reading.cell(&Column::Certificate(part));
        let issued = self.date(&Column::Certificate(OfCertificate::Issued));
        let expires = self.date(&Column::Certificate(OfCertificate::Expires));
        let standard = part(self, OfCertificate::Standard);
        let Some((head, standard)) = standard else {
            let others = [
                OfCertificate::Body,
                OfCertificate::Number,
                OfCertificate::Scope,
                OfCertificate::Issued,
                OfCertificate::Expires,
            ];
            let left = others.into_iter().find_map(|other| part(self, other));
            self.flaws
                .extend(left.map(|(head, _)| (head, CellFlaw::Missing)));
            return;
        };
        let body = part(self, OfCertificate::Body).map(|(_, cell)| cell);
        let scope = part(self, OfCertificate::Scope).map(|(_, cell)| cell);
        let number = part(self, OfCertificate::Number).map(|(_, cell)| cell);
        let Some(term) = self.cells.terms.find(List::Standards, &standard) else {
            return self.flaws.push((head, CellFlaw::NotAnOption));
        };
        let standard = term.code.clone();
        match (body, scope, issued) {
            (Some(body), Some(scope), Some(issued)) => {
                let own = Certificate {
                    standard,
                    body,
                    number,
                    scope,
                    issued,
                    expires,
                };
                self.facts.push((head, Fact::Certificate(own)));
            }
            // An issue that was no date is told already.
            (Some(_), Some(_), None) if part(self, OfCertificate::Issued).is_some() => {}
            _ => self.flaws.push((head, CellFlaw::Missing)),
        }
    }

    /// Each fact as a claim, if nothing is wrong with any.
    fn claims(mut self, company: CompanyId) -> Result<ReadRow, Vec<(String, CellFlaw)>> {
        let from = self.date(&Column::From);
        let until = self.date(&Column::Until);
        let valid = Validity {
            from,
            until: until.map_or(Until::GoesOn, Until::On),
        };
        let mapping = self.bound.mapping;
        let mut source = mapping.source.clone();
        if let Some((_, address)) = self.cell(&Column::Address) {
            // The copy is one of the other page.
            source.archive = source
                .archive
                .filter(|_| source.address.as_ref() == Some(&address));
            source.address = Some(address);
        }
        let mut claims = Vec::new();
        for (column, fact) in std::mem::take(&mut self.facts) {
            let claim = Claim {
                fact,
                source: source.clone(),
                confidence: mapping.confidence,
                valid,
                audience: mapping.audience,
            };
            let checked = check(&claim, company, self.cells.terms, self.cells.today);
            for flawed in checked.err().unwrap_or_default() {
                let column = self
                    .column_of(flawed.field)
                    .unwrap_or_else(|| column.clone());
                let flaw = (column, CellFlaw::Flaw(flawed.flaw));
                // The days and the page of a row belong to all of its claims, and are told once.
                if !self.flaws.contains(&flaw) {
                    self.flaws.push(flaw);
                }
            }
            claims.push((column, claim));
        }
        match self.flaws.is_empty() {
            true => Ok(ReadRow {
                claims,
                noted: self.noted,
            }),
            false => Err(self.flaws),
        }
    }

    /// The column that a field of a claim is from, where that is not the one that made the claim.
    fn column_of(&self, field: &str) -> Option<String> {
        let column = match field {
            "from" => Column::From,
            "until" => Column::Until,
            "address" => Column::Address,
            "reason" => Column::Reason,
            "share" => Column::Share,
            "classes" => Column::Classes,
            "district" => Column::Site(OfSite::District),
            "locality" => Column::Site(OfSite::Locality),
            "body" => Column::Certificate(OfCertificate::Body),
            "scope" => Column::Certificate(OfCertificate::Scope),
            "number" => Column::Certificate(OfCertificate::Number),
            "issued" => Column::Certificate(OfCertificate::Issued),
            "expires" => Column::Certificate(OfCertificate::Expires),
            _ => return None,
        };
        self.cell(&column).map(|(head, _)| head)
    }
}

fn identifier(scheme: &str, country: &Option<Country>, cell: &str) -> Result<Fact, CellFlaw> {
    Ok(Fact::Identifier(Identifier {
        value: match scheme == LEI {
            true => read_lei(cell).map_err(CellFlaw::Flaw)?,
            false => cell.to_owned(),
        },
        scheme: scheme.to_owned(),
        country: country.clone(),
    }))
}

fn option<T>(found: Option<T>) -> Result<T, CellFlaw> {
    found.ok_or(CellFlaw::NotAnOption)
}

/// What each part of a cell says that holds several. The same twice says it once.
fn each<T: PartialEq>(
    cell: &str,
    read: impl Fn(&str) -> Result<T, CellFlaw>,
) -> Result<Vec<T>, CellFlaw> {
    let parts = cell.split([';', '|', '\n']).map(str::trim);
    let mut all = Vec::new();
    for part in parts.filter(|part| !part.is_empty()) {
        let one = read(part)?;
        if !all.contains(&one) {
            all.push(one);
        }
    }
    match all.is_empty() {
        true => Err(CellFlaw::Flaw(Flaw::Plain(Problem::Required))),
        false => Ok(all),
    }
}
