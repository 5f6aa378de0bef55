//! Which code an outline of Natural Earth has today, and which codes share an outline: `codes.csv`, checked by hand.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, Result};

use super::source::Outline;

pub struct Codes {
    /// From the name of an outline in the source, or a code of ISO 3166-2, to what it is drawn as.
    to: BTreeMap<String, String>,
    subdivisions: BTreeSet<String>,
    countries: BTreeSet<String>,
}

impl Codes {
    pub fn load(folder: &Path, root: &Path) -> Result<Self> {
        let vocabulary = root.join("crates/domain/vocabulary");
        let first = |file: &Path| -> Result<Vec<(String, String)>> {
            let text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
            let line = |line: &str| {
                let mut cells = line.split(',').map(str::to_owned);
                Some((cells.next()?, cells.next().unwrap_or_default()))
            };
            Ok(text.lines().skip(1).filter_map(line).collect())
        };
        let keys = |list: Vec<(String, String)>| list.into_iter().map(|(code, _)| code).collect();
        let mut countries: BTreeSet<String> = keys(first(&vocabulary.join("countries.csv"))?);
        // In use everywhere, though ISO 3166 has not given it.
        countries.insert("XK".into());
        Ok(Codes {
            to: first(&folder.join("codes.csv"))?.into_iter().collect(),
            subdivisions: keys(first(&vocabulary.join("subdivisions.csv"))?),
            countries,
        })
    }

    /// Where an outline lies in two countries: the parallel between them, and the country south of it.
    pub fn cut(&self, outline: &str) -> Option<(f64, &str)> {
        let (_, rest) = self.to.get(outline)?.split_once('@')?;
        let (parallel, south) = rest.split_once('@')?;
        Some((parallel.parse().ok()?, south))
    }

    /// Country and region of an outline; `-` where there is none.
    pub fn place(&self, outline: &str, code: &str, country: &str) -> (String, String) {
        let to = self.to.get(outline);
        let to = to.map(|to| to.split_once('@').map_or(to.as_str(), |(north, _)| north));
        let to = to.or(self.subdivisions.contains(code).then_some(code));
        let (country, region) = match to {
            Some(to) if self.subdivisions.contains(to) => (&to[..2], to),
            Some(to) => to.split_once('/').unwrap_or((to, "-")),
            None if self.countries.contains(country) => (country, "-"),
            None => ("-", "-"),
        };
        (country.to_owned(), region.to_owned())
    }

    /// Other codes that lie in the same region. A country that is one region holds all of its own, unless the list names some.
    pub fn others(&self, region: &str) -> Vec<&str> {
        let listed = self.inside(|to| to == region);
        if !listed.is_empty() || region.contains('-') {
            return listed;
        }
        let own = self.subdivisions.iter().map(String::as_str);
        own.filter(|code| code.split('-').next() == Some(region))
            .collect()
    }

    /// Codes under another country that lie in this one: overseas parts have both.
    pub fn foreign(&self, country: &str) -> Vec<&str> {
        let mut codes = self.inside(|to| to.split('-').next() == Some(country));
        codes.retain(|code| !code.starts_with(country));
        codes
    }

    fn inside(&self, is: impl Fn(&str) -> bool) -> Vec<&str> {
        let codes = self.to.iter();
        let inside = codes.filter(|(from, to)| self.subdivisions.contains(*from) && is(to));
        inside.map(|(from, _)| from.as_str()).collect()
    }

    /// Lines of `codes.csv` that nothing in the source answers to.
    pub fn unknown(&self, outlines: &[Outline]) -> Vec<&str> {
        let names: BTreeSet<&str> = outlines.iter().map(|o| o.name.as_str()).collect();
        let known = |from: &str| names.contains(from) || self.subdivisions.contains(from);
        let lines = self.to.keys().map(String::as_str);
        lines.filter(|from| !known(from)).collect()
    }
}
