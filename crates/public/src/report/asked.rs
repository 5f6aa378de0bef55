//! A question as a page asks it: its words, and the fields that its kind of answer needs.

use std::collections::BTreeMap;

use watchpost_domain::intake::{Answer, Precision, Question, QuestionKind};
use watchpost_text::Text;
use watchpost_web::{Choice, Field, Form, asked_words, consent_choices, option_words};

/// The fields of a question, the first of which is the heading of the page. Where a country is known, its districts
/// can be chosen.
pub fn fields(
    t: &Text,
    form: &Form,
    question: &Question,
    answer: Option<&Answer>,
    country: Option<&str>,
) -> Vec<Field> {
    let key = question.key.as_str();
    let (title, hint) = asked_words(t, question);
    let text = match answer {
        Some(Answer::Text(text)) => text.as_str(),
        _ => "",
    };
    let chosen: Vec<String> = answer.map_or_else(Vec::new, |a| a.options().to_vec());
    let mut all = match &question.kind {
        QuestionKind::Short { .. } => vec![form.line(key, title).value(text)],
        QuestionKind::Long { .. } => vec![form.area(key, title, 8).value(text)],
        QuestionKind::One { options, .. } => {
            vec![
                form.radios(key, title, choices(t, question, options))
                    .values(chosen),
            ]
        }
        QuestionKind::Many { options, .. } => {
            vec![
                form.checks(key, title, choices(t, question, options))
                    .values(chosen),
            ]
        }
        QuestionKind::Consent => {
            let purposes = consent_choices(t, &BTreeMap::new());
            vec![form.checks(key, title, purposes).values(chosen)]
        }
        QuestionKind::When => when(t, form, key, title, answer),
        QuestionKind::Where => place(t, form, key, title, answer, country),
        QuestionKind::Files => vec![form.files("files", title, true)],
    };
    if let Some(first) = all.first_mut() {
        let field = first.clone().as_heading();
        *first = if hint.is_empty() {
            field
        } else {
            field.hint(hint)
        };
    }
    all
}

fn choices(t: &Text, question: &Question, options: &[String]) -> Vec<Choice> {
    let words = option_words(t, question);
    let pairs = options.iter().zip(words);
    pairs
        .map(|(code, words)| Choice::new(code, words))
        .collect()
}

fn when(t: &Text, form: &Form, key: &str, title: String, answer: Option<&Answer>) -> Vec<Field> {
    let (mut words, mut known, mut how) = ("", [const { String::new() }; 3], None);
    if let Some(Answer::When {
        words: said,
        year,
        month,
        day,
        precision,
    }) = answer
    {
        words = said;
        how = Some(*precision);
        known = [
            day.map_or_else(String::new, |n| n.to_string()),
            month.map_or_else(String::new, |n| n.to_string()),
            year.map_or_else(String::new, |n| n.to_string()),
        ];
    }
    let options = [Precision::Exact, Precision::About, Precision::Season];
    let options = options.map(|p| Choice::new(p.code(), t.named("precision", p.code())));
    let mut exact = form
        .select(
            &format!("{key}.precision"),
            t.report_when_precision(),
            options.into(),
        )
        .optional();
    if let Some(how) = how {
        exact = exact.value(how.code());
    }
    vec![
        form.line(&format!("{key}.words"), title).value(words),
        form.date(key, t.report_when_date(), known)
            .hint(t.report_when_date_hint()),
        exact,
    ]
}

fn place(
    t: &Text,
    form: &Form,
    key: &str,
    title: String,
    answer: Option<&Answer>,
    chosen: Option<&str>,
) -> Vec<Field> {
    let (mut words, mut country, mut district) = ("", "", "");
    if let Some(Answer::Where {
        words: said,
        country: c,
        district: d,
    }) = answer
    {
        words = said;
        country = c.as_deref().unwrap_or_default();
        district = d.as_deref().unwrap_or_default();
    }
    let named = |(code, name): &(&str, &str)| Choice::new(*code, *name);
    let countries = t.countries().iter().map(named).collect();
    let mut all = vec![
        form.line(key, title).value(words),
        form.select(&format!("{key}.country"), t.report_country(), countries)
            .value(country)
            .optional(),
    ];
    let country = chosen.unwrap_or(country);
    let districts: Vec<Choice> = t.subdivisions(country).iter().map(named).collect();
    if !districts.is_empty() {
        let field = form.select(&format!("{key}.district"), t.report_district(), districts);
        all.push(field.value(district).optional());
    }
    all
}
