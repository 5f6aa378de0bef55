//! What is published as rows of cells, for tables and spreadsheets.

use super::{Publication, Release, Shown, Told};

const HEAD: [&str; 13] = [
    "of",
    "period",
    "figure",
    "version",
    "name",
    "row",
    "by",
    "value",
    "and_by",
    "and_value",
    "count",
    "held_back",
    "floor",
];

/// A cell that no spreadsheet takes for something to calculate: a text that begins like a formula gets an apostrophe before it.
pub fn safe_cell(text: &str) -> String {
    let begins = text.trim_start_matches([' ', '\u{a0}', '\u{feff}']);
    let formula = [
        '=', '+', '-', '@', '\t', '\r', '\n', '|', '%', '＝', '＋', '－', '＠',
    ];
    match begins.starts_with(formula) {
        true => format!("'{text}"),
        false => text.to_owned(),
    }
}

impl Publication {
    /// Rows of cells, the first of them the names of the columns; names of figures in a language, all else in stable codes. `row` says what
    /// a row is: the `total` of a period, a `count`, a `sum` in a table by two things, the `rest` that is not told one by one, or a
    /// `share` in per cent. Whoever writes them to a file only has to put them in quotes.
    pub fn to_csv(&self, language: &str) -> Vec<Vec<String>> {
        let mut rows = vec![HEAD.map(str::to_owned).to_vec()];
        for release in &self.releases {
            rows.push(release.row(None, "", "total", &[], release.total));
            for told in &release.tables {
                self.rows(release, told, language, &mut rows);
            }
        }
        rows
    }

    fn rows(&self, release: &Release, told: &Told, language: &str, rows: &mut Vec<Vec<String>>) {
        let definition = { self.definitions.iter() }
            .find(|d| d.figure == told.figure && d.version == told.version);
        let name = definition.map_or("", |definition| definition.name.text(language));
        let things = definition.map_or(1, |definition| definition.by.len());
        let mut row = |row, of: &[(&str, &str)], count| {
            rows.push(release.row(Some(told), name, row, of, count))
        };
        for cell in &told.cells {
            let mut of: Vec<(&str, &str)> = { cell.of.iter() }
                .map(|(by, value)| (by.code(), value.as_str()))
                .collect();
            if let Some(definition) = definition {
                of.sort_by_key(|(by, _)| definition.by.iter().position(|d| d.code() == *by));
            }
            let is = if of.len() < things { "sum" } else { "count" };
            row(is, &of, cell.count);
        }
        if let Some(rest) = told.rest {
            row("rest", &[], Shown::Count(rest));
        }
        if let Some(share) = &told.share {
            row("share", &[("", &share.value)], Shown::Count(share.percent));
        }
    }
}

impl Release {
    fn row(
        &self,
        told: Option<&Told>,
        name: &str,
        row: &str,
        of: &[(&str, &str)],
        count: Shown,
    ) -> Vec<String> {
        let (by, value) = of.first().copied().unwrap_or_default();
        let (and_by, and_value) = of.get(1).copied().unwrap_or_default();
        let number = |n: Option<u64>| n.map_or_else(String::new, |n| n.to_string());
        let cells = [
            self.of.code().to_owned(),
            self.name.clone(),
            told.map_or_else(String::new, |told| told.figure.clone()),
            number(told.map(|told| u64::from(told.version))),
            name.to_owned(),
            row.to_owned(),
            by.to_owned(),
            value.to_owned(),
            and_by.to_owned(),
            and_value.to_owned(),
            number(count.count()),
            if count == Shown::HeldBack { "yes" } else { "" }.to_owned(),
            self.floor.get().to_string(),
        ];
        cells.iter().map(|cell| safe_cell(cell)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_begins_like_a_formula() {
        for text in ["=1+1", "+1", "-1", "@a", "\t=1", " =1", "\u{feff}=1", "＝1"] {
            assert_eq!(safe_cell(text), format!("'{text}"));
        }
        for text in ["KE", "not-told", "12", "", "L’issue"] {
            assert_eq!(safe_cell(text), text);
        }
    }
}
