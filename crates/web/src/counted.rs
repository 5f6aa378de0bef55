//! Numbers as they were told, each figure with what it counts and what it does not, and what is held back in words: the same for the public,
//! of all cases, and for a desk, of its own.

use std::{cmp::Reverse, collections::BTreeSet};

use askama::{Template, filters::HtmlSafe};
use jiff::civil::Date;
use watchpost_domain::{
    conduct::Conduct,
    procedure::Procedure,
    statistics::{
        Basis, Cell as Count, Definition, Dimension, FirstAnswer, Kept, Publication, Quarter,
        Release, Shown, Told as Numbers,
    },
};
use watchpost_text::Text;

use crate::{Cell, Table};

/// What stands for what nobody said.
const NOT_TOLD: &str = "not-told";
/// What stands for a case in which things of several kinds were promised.
const SEVERAL: &str = "several";

/// The numbers of one period.
#[derive(Clone)]
struct Section {
    title: String,
    /// How many cases there are, or that they are few.
    total: String,
    /// When it was made, and what is held back in it.
    made: String,
    figures: Vec<Figured>,
}

/// A figure, with its numbers where there are any.
#[derive(Clone)]
struct Figured {
    name: String,
    counts: String,
    leaves_out: String,
    definition: String,
    table: Option<Table>,
    share: Option<String>,
}

/// All that was told.
#[derive(Clone, Template)]
#[template(path = "parts/counted.html")]
pub struct Counted {
    text: Text,
    counted: String,
    held_back: String,
    /// The newest first.
    sections: Vec<Section>,
    /// What will be counted, while nothing was.
    figures: Vec<Figured>,
    /// There are older ones, which are not shown.
    older: bool,
}

impl HtmlSafe for Counted {}

impl Counted {
    /// With the words of these procedures, the newest first.
    #[must_use]
    pub fn new(t: Text, told: &Publication, procedures: Vec<&Procedure>) -> Self {
        let names = Names { t, procedures };
        let mut releases: Vec<&Release> = told.releases.iter().collect();
        releases.sort_by_key(|release| (Reverse(release.period), release.of));
        let sections = { releases.into_iter() }
            .map(|release| names.section(release, &told.definitions))
            .collect();
        let figures = match told.releases.is_empty() {
            true => { told.definitions.iter() }
                .map(|definition| names.figured(definition, None))
                .collect(),
            false => Vec::new(),
        };
        Self {
            text: t,
            counted: told.counted.text(names.lang()).to_owned(),
            held_back: told.held_back.text(names.lang()).to_owned(),
            sections,
            figures,
            older: false,
        }
    }

    /// So many of the newest; the files hold all.
    #[must_use]
    pub fn newest(mut self, most: usize) -> Self {
        self.older = self.sections.len() > most;
        self.sections.truncate(most);
        self
    }
}

/// In what words things are called: the catalogue's, and those of all procedures that cases follow.
struct Names<'a> {
    t: Text,
    /// The newest first.
    procedures: Vec<&'a Procedure>,
}

impl Names<'_> {
    fn lang(&self) -> &'static str {
        self.t.lang().code()
    }

    fn quarter(&self, quarter: Quarter) -> String {
        self.t
            .counted_quarter(quarter.number(), quarter.year().to_string())
    }

    /// What a value is called.
    fn value(&self, by: Dimension, code: &str) -> String {
        let t = self.t;
        if code == NOT_TOLD {
            return t.counted_not_told();
        }
        let named = match by {
            Dimension::Quarter => code.parse().ok().map(|quarter| self.quarter(quarter)),
            Dimension::Country => t.country(code).map(str::to_owned),
            Dimension::Kind => Some(t.named("kind", code)),
            Dimension::Paragraph => Some(t.counted_paragraph(self.paragraph(code))),
            Dimension::Track => Some(t.named("counted-track", code)),
            Dimension::FirstAnswer => Some(t.named("counted-answer", code)),
            Dimension::Remedy => Some(t.named("counted-remedy", code)),
            Dimension::Kept => Some(t.named("counted-kept", code)),
            Dimension::Promised if code == SEVERAL => Some(t.counted_several()),
            Dimension::Promised => self.of_procedure(|p| {
                let mut kinds = p.tracker.kinds.iter();
                Some(&kinds.find(|kind| kind.code == code)?.name)
            }),
            Dimension::Route => self.of_procedure(|p| Some(&p.state(code)?.name)),
            Dimension::Outcome => self.of_procedure(|p| Some(&p.reason(code)?.name)),
        };
        named.unwrap_or_else(|| code.to_owned())
    }

    /// The number of a paragraph of the Code, with its title where there is one.
    fn paragraph(&self, code: &str) -> String {
        let number = code.trim_start_matches('0');
        let known = number.parse().ok();
        let paragraph = known.and_then(|number| Conduct::known()?.paragraph(number));
        match paragraph {
            Some(paragraph) => format!("{number}: {}", paragraph.title.text(self.lang())),
            None => number.to_owned(),
        }
    }

    fn of_procedure(
        &self,
        find: impl Fn(&Procedure) -> Option<&watchpost_domain::procedure::Names>,
    ) -> Option<String> {
        let found = self.procedures.iter().find_map(|procedure| find(procedure));
        found.map(|names| names.text(self.lang()).to_owned())
    }

    fn count(&self, count: Shown) -> Cell {
        match count.count() {
            Some(count) => {
                let count = i64::try_from(count).unwrap_or(i64::MAX);
                Cell::number(self.t.number(count))
            }
            None => Cell::number(self.t.statistics_held_back()),
        }
    }

    /// The numbers of a figure by one thing.
    fn by_one(&self, name: &str, by: Dimension, told: &Numbers) -> Table {
        let heads = vec![
            self.t.named("counted-by", by.code()),
            self.t.statistics_cases(),
        ];
        let mut table = Table::new(self.t, name, heads);
        for value in values(by, &told.cells) {
            let own = |cell: &&Count| cell.of.get(&by).is_some_and(|own| own == value);
            if let Some(cell) = told.cells.iter().find(own) {
                let name = Cell::new(self.value(by, value));
                table = table.row(vec![name, self.count(cell.count)]);
            }
        }
        if let Some(rest) = told.rest.filter(|rest| *rest > 0) {
            let name = Cell::new(self.t.statistics_rest());
            table = table.row(vec![name, self.count(Shown::Count(rest))]);
        }
        table
    }

    /// The numbers of a figure by two things, with their sums at the end of rows and columns.
    fn by_two(&self, name: &str, [rows, columns]: [Dimension; 2], told: &Numbers) -> Table {
        let across = values(columns, &told.cells);
        let all = || self.t.statistics_all();
        let mut heads = vec![self.t.named("counted-by", rows.code())];
        heads.extend(across.iter().map(|value| self.value(columns, value)));
        heads.push(all());
        let mut table = Table::new(self.t, name, heads);
        let find = |row: Option<&str>, column: Option<&str>| {
            let is = |cell: &&Count| {
                let of = |by| cell.of.get(&by).map(String::as_str);
                (of(rows), of(columns)) == (row, column)
            };
            let found = told.cells.iter().find(is);
            found.map_or_else(Cell::default, |cell| self.count(cell.count))
        };
        let down = values(rows, &told.cells);
        for row in down.into_iter().map(Some).chain([None]) {
            let name = row.map_or_else(all, |row| self.value(rows, row));
            let mut cells = vec![Cell::new(name)];
            cells.extend(across.iter().map(|column| find(row, Some(column))));
            // The sum of all is told above the table.
            cells.push(row.map_or_else(Cell::default, |row| find(Some(row), None)));
            table = table.row(cells);
        }
        table
    }

    fn figured(&self, definition: &Definition, told: Option<&Numbers>) -> Figured {
        let (t, lang) = (self.t, self.lang());
        let name = definition.name.text(lang).to_owned();
        let is_told = |told: &&Numbers| !told.cells.is_empty();
        let told = told.filter(is_told);
        let table = told.and_then(|told| match definition.by[..] {
            [by] => Some(self.by_one(&name, by, told)),
            [rows, columns] => Some(self.by_two(&name, [rows, columns], told)),
            _ => None,
        });
        let share = told.and_then(|told| {
            let (share, by) = (told.share.as_ref()?, definition.by.first()?);
            let value = self.value(*by, &share.value);
            Some(t.statistics_share(share.percent, share.total, value))
        });
        let since = definition.since.parse::<Date>();
        let since = since.map_or_else(|_| definition.since.clone(), |day| t.date(day));
        Figured {
            counts: definition.counts.text(lang).to_owned(),
            leaves_out: definition.leaves_out.text(lang).to_owned(),
            definition: t.statistics_definition(since, definition.version.to_string()),
            name,
            table,
            share,
        }
    }

    fn section(&self, release: &Release, definitions: &[Definition]) -> Section {
        let t = self.t;
        let period = release.period;
        let period = match (period.first == period.last, release.name.contains('Q')) {
            (true, _) => self.quarter(period.first),
            (false, false) => release.name.clone(),
            (false, true) => {
                t.counted_period(self.quarter(period.first), self.quarter(period.last))
            }
        };
        let least = release.floor.get();
        let figured = |told: &Numbers| {
            let own = |d: &&Definition| d.figure == told.figure && d.version == told.version;
            let definition = definitions.iter().find(own)?;
            Some(self.figured(definition, Some(told)))
        };
        let (total, figures) = match release.total.count() {
            Some(count) => (
                t.statistics_total(count),
                release.tables.iter().filter_map(figured).collect(),
            ),
            None => (t.statistics_total_held(least), Vec::new()),
        };
        Section {
            title: match release.of {
                Basis::Received => t.statistics_received(period),
                Basis::Ended => t.statistics_ended(period),
                Basis::Due => t.statistics_due(period),
            },
            total,
            made: t.statistics_made(least, self.quarter(release.made)),
            figures,
        }
    }
}

/// The values of one thing of which something is told, in their order.
fn values(by: Dimension, cells: &[Count]) -> Vec<&str> {
    let all: BTreeSet<&str> = { cells.iter() }
        .filter_map(|cell| cell.of.get(&by).map(String::as_str))
        .collect();
    let mut all: Vec<&str> = all.into_iter().collect();
    if by == Dimension::Kept {
        all.sort_by_key(|code| Reverse(Kept::ALL.iter().position(|kept| kept.code() == *code)));
    }
    if by == Dimension::FirstAnswer {
        all.sort_by_key(|code| {
            FirstAnswer::ALL
                .iter()
                .position(|band| band.code() == *code)
        });
    }
    all
}
