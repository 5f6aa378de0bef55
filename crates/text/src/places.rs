//! Names of countries, in each language, and of their first divisions, as they are written there.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::{Lang, Text};

const COUNTRIES: [&str; 4] = [
    include_str!("../places/en.csv"),
    include_str!("../places/fr.csv"),
    include_str!("../places/es.csv"),
    include_str!("../places/ar.csv"),
];

/// The codes and names belong to the vocabulary of the domain; one copy, read where it stands.
const SUBDIVISIONS: &str = include_str!("../../domain/vocabulary/subdivisions.csv");

type Named = (&'static str, &'static str);

struct Places {
    by_code: BTreeMap<&'static str, &'static str>,
    by_name: Vec<Named>,
}

struct Divisions {
    by_code: BTreeMap<&'static str, &'static str>,
    by_country: BTreeMap<&'static str, Vec<Named>>,
}

impl Text {
    /// The name of a country by its ISO 3166-1 code of two letters.
    #[must_use]
    pub fn country(&self, code: &str) -> Option<&'static str> {
        places(self.lang()).by_code.get(code).copied()
    }

    /// All countries, code and name, in the order of the names in this language.
    #[must_use]
    pub fn countries(&self) -> Vec<Named> {
        places(self.lang()).by_name.clone()
    }

    /// The name of a province, county or state by its ISO 3166-2 code, in the source's own spelling.
    #[must_use]
    pub fn subdivision(&self, code: &str) -> Option<&'static str> {
        divisions().by_code.get(code).copied()
    }

    /// The divisions of a country, code and name, in the order of the names.
    #[must_use]
    pub fn subdivisions(&self, country: &str) -> Vec<Named> {
        divisions()
            .by_country
            .get(country)
            .cloned()
            .unwrap_or_default()
    }
}

fn places(lang: Lang) -> &'static Places {
    static PLACES: [OnceLock<Places>; 4] = [const { OnceLock::new() }; 4];
    PLACES[lang.index()].get_or_init(|| {
        let rows = rows(COUNTRIES[lang.index()])
            .filter_map(|row| row.split_once(','))
            .map(|(code, name)| (code, unquoted(name)));
        let mut by_name: Vec<Named> = rows.collect();
        sort(&mut by_name);
        Places {
            by_code: by_name.iter().copied().collect(),
            by_name,
        }
    })
}

fn divisions() -> &'static Divisions {
    static DIVISIONS: OnceLock<Divisions> = OnceLock::new();
    DIVISIONS.get_or_init(|| {
        let mut by_code = BTreeMap::new();
        let mut by_country: BTreeMap<&str, Vec<Named>> = BTreeMap::new();
        for row in rows(SUBDIVISIONS) {
            let mut fields = row.splitn(3, ',');
            if let (Some(code), Some(country), Some(name)) =
                (fields.next(), fields.next(), fields.next())
            {
                by_code.insert(code, unquoted(name));
                by_country
                    .entry(country)
                    .or_default()
                    .push((code, unquoted(name)));
            }
        }
        by_country.values_mut().for_each(|list| sort(list));
        Divisions {
            by_code,
            by_country,
        }
    })
}

/// The lines after the heading. The last column alone may be in quotes; no name has quotes inside, as a test
/// of the data makes sure.
fn rows(csv: &'static str) -> impl Iterator<Item = &'static str> {
    csv.lines().skip(1)
}

fn unquoted(field: &'static str) -> &'static str {
    field.trim_matches('"')
}

fn sort(list: &mut [Named]) {
    list.sort_by_cached_key(|(_, name)| folded(name));
}

/// Without accents and case, so that Åland stands under A and أ beside ا.
fn folded(name: &str) -> String {
    name.nfd()
        .filter(|c| !is_combining_mark(*c) && (c.is_alphanumeric() || c.is_whitespace()))
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{COUNTRIES, SUBDIVISIONS, folded, rows};
    use crate::{Lang, Text};

    const CODES: &str = include_str!("../../domain/vocabulary/countries.csv");

    #[test]
    fn every_language_names_every_country() {
        let codes: Vec<&str> = rows(CODES).collect();
        assert_eq!(codes.len(), 249);
        for lang in Lang::ALL {
            let text = Text::new(lang);
            assert_eq!(text.countries().len(), codes.len(), "{}", lang.code());
            for code in &codes {
                assert!(text.country(code).is_some(), "{} {code}", lang.code());
            }
        }
    }

    #[test]
    fn data_has_no_quotes_inside() {
        for csv in COUNTRIES.iter().chain([&SUBDIVISIONS]) {
            for row in rows(csv) {
                let quotes = row.matches('"').count();
                assert!(quotes == 0 || (quotes == 2 && row.ends_with('"')), "{row}");
            }
        }
    }

    #[test]
    fn every_division_has_a_country() {
        let text = Text::new(Lang::En);
        for row in rows(SUBDIVISIONS) {
            let mut fields = row.split(',');
            let (code, country) = (fields.next().unwrap(), fields.next().unwrap());
            assert!(text.country(country).is_some(), "{row}");
            assert!(code.starts_with(country), "{row}");
        }
    }

    #[test]
    fn names_and_order() {
        let english = Text::new(Lang::En);
        assert_eq!(english.country("KE"), Some("Kenya"));
        assert_eq!(english.country("XX"), None);
        assert_eq!(Text::new(Lang::Ar).country("IQ"), Some("العراق"));
        assert_eq!(english.subdivision("KE-30"), Some("Nairobi City"));
        assert_eq!(english.countries()[1], ("AX", "Åland Islands"));
        let french = Text::new(Lang::Fr).countries();
        let egypt = french.iter().position(|(c, _)| *c == "EG").unwrap();
        let spain = french.iter().position(|(c, _)| *c == "ES").unwrap();
        assert!(egypt < spain, "Égypte stands before Espagne");
        assert!(english.subdivisions("XX").is_empty());
        assert_eq!(folded("Şalāḩ ad Dīn"), "salah ad din");
    }
}
