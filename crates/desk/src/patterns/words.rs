//! What cases have in common, in plain words.

use watchpost_domain::intake::Answer;
use watchpost_service::patterns::{Coarse, Why};
use watchpost_web::{Layout, answer_words};

/// From which score on a name is said to be the company's without a doubt.
const SURE: u8 = 95;

/// Why cases are alike, line by line.
pub(super) fn why(layout: &Layout, why: &Why) -> Vec<String> {
    let t = layout.text;
    let company = why.company.as_ref().map(|called| {
        let name = called.name.as_str();
        match called.score >= SURE {
            true => t.patterns_same_company(name),
            false => {
                let reason = t.named("name-reason", called.reason);
                t.patterns_like_company(name, reason, called.score.to_string())
            }
        }
    });
    let place = why.place.as_ref().map(|(country, district, words)| {
        let place = Answer::Where {
            words: words.clone(),
            country: Some(country.clone()),
            district: district.clone(),
        };
        t.patterns_same_place(answer_words(&t, None, &place))
    });
    let kinds: Vec<String> = why.kinds.iter().map(|kind| t.named("kind", kind)).collect();
    let kinds = (!kinds.is_empty()).then(|| t.patterns_same_kind(t.list(&kinds)));
    [company, place, kinds].into_iter().flatten().collect()
}

/// A number as it may be said to others.
fn between(layout: &Layout, (from, to): (usize, Option<usize>)) -> String {
    let t = layout.text;
    match to {
        Some(to) => t.coarse_between(from.to_string(), to.to_string()),
        None => t.coarse_more(from.to_string()),
    }
}

/// What can be said of a pattern to others, for somebody to read, change and send.
pub(super) fn coarse(layout: &Layout, title: &str, coarse: &Coarse) -> String {
    let t = layout.text;
    let mut lines = vec![
        title.to_owned(),
        String::new(),
        t.coarse_cases(between(layout, coarse.cases)),
    ];
    lines.extend({ coarse.places }.map(|places| t.coarse_places(between(layout, places))));
    let company = coarse.company.as_deref();
    lines.extend(company.map(|company| t.coarse_company(company)));
    let countries = coarse.countries.iter();
    let countries: Vec<String> = countries
        .map(|code| t.country(code).unwrap_or(code).to_owned())
        .collect();
    if !countries.is_empty() {
        lines.push(t.coarse_countries(t.list(&countries)));
    }
    let kinds: Vec<String> = coarse
        .kinds
        .iter()
        .map(|kind| t.named("kind", kind))
        .collect();
    if !kinds.is_empty() {
        lines.push(t.coarse_kinds(t.list(&kinds)));
    }
    lines.extend(coarse.years.map(|(from, until)| match from == until {
        true => t.coarse_year(from.to_string()),
        false => t.coarse_years(from.to_string(), until.to_string()),
    }));
    lines.join("\n")
}
