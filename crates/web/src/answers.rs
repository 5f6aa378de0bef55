//! Answers in the reader's words: the same for the person who checks them and for the desk that reads them.

use std::collections::BTreeMap;

use watchpost_domain::{
    Day,
    cases::content::ConsentGiven,
    intake::{Answer, CONSENT_PURPOSES, Precision, Question, QuestionKind, consent},
};
use watchpost_text::Text;

use crate::Choice;

/// What a question asks, in the catalogue's words; a key of a desk's own as it is.
#[must_use]
pub fn question_words(t: &Text, key: &str) -> String {
    t.named("question", key)
}

/// Title and hint of a question: the desk's own in this language, else the catalogue's.
#[must_use]
pub fn asked_words(t: &Text, question: &Question) -> (String, String) {
    let own = question.worded(t.lang().code());
    let title = own.map_or_else(|| question_words(t, &question.key), |w| w.title.clone());
    // A desk that only words the title anew keeps the shipped hint: some of them keep people safe.
    let hint = match own.map_or("", |own| own.hint.as_str()) {
        "" if watchpost_text::has_name("question-hint", &question.key) => {
            t.named("question-hint", &question.key)
        }
        own => own.to_owned(),
    };
    (title, hint)
}

/// The names of a question's options, in their order: the desk's own in this language, else the catalogue's.
#[must_use]
pub fn option_words(t: &Text, question: &Question) -> Vec<String> {
    let (QuestionKind::One {
        vocabulary,
        options,
    }
    | QuestionKind::Many {
        vocabulary,
        options,
    }) = &question.kind
    else {
        return Vec::new();
    };
    let own = question.wording.get(t.lang().code());
    let named = |at: usize| {
        let own = own.and_then(|w| w.options.get(at));
        own.filter(|words| !words.is_empty()).cloned()
    };
    let options = options.iter().enumerate();
    options
        .map(|(at, code)| named(at).unwrap_or_else(|| t.named(vocabulary, code)))
        .collect()
}

/// The purposes of consent, each with what it means, what of the report it reaches and who gets it, and for those that are
/// allowed already, since when.
#[must_use]
pub fn consent_choices(t: &Text, given: &BTreeMap<String, ConsentGiven>) -> Vec<Choice> {
    let choice = |purpose: &str| {
        let known = given.get(purpose);
        let mut hint = vec![t.named("consent", &format!("{purpose}-explained"))];
        let usual = consent::reach(purpose);
        let scope = known.map(|k| k.scope.as_slice()).filter(|s| !s.is_empty());
        let scope = scope.or(usual.map(|(scope, _)| scope)).unwrap_or_default();
        let to = known.and_then(|k| k.recipient).or(usual.map(|(_, to)| to));
        if let Some(to) = to {
            let scope = scope.iter().map(|s| t.named("data-scope", s.code()));
            let scope = t.list(&scope.collect::<Vec<_>>());
            hint.push(t.consent_reach(scope, t.named("recipient", to.code())));
        }
        if let Some(known) = known {
            hint.push(t.consent_since(t.date(Day::of(known.at).date())));
            if let Some(told) = &known.told {
                let form = t.named("consent-form", told.form.code());
                hint.push(t.consent_by_desk(form, t.date(told.on.date())));
            }
            let until = known.until.map(|day| t.date(day.date()));
            hint.extend(until.map(|day| t.consent_until(day)));
        }
        Choice::new(purpose, t.named("consent", purpose)).hint(hint.join(" "))
    };
    CONSENT_PURPOSES.map(choice).into()
}

/// An answer to a question of this channel, with the desk's own names for its options.
#[must_use]
pub fn answer_words_of(t: &Text, question: &Question, answer: &Answer) -> String {
    let (QuestionKind::One { options, .. } | QuestionKind::Many { options, .. }) = &question.kind
    else {
        return answer_words(t, Some(&question.kind), answer);
    };
    let words = option_words(t, question);
    let named = |code: &String| {
        let at = options.iter().position(|option| option == code);
        at.and_then(|at| words.get(at)).unwrap_or(code).clone()
    };
    match answer {
        Answer::One(code) => named(code),
        Answer::Many(codes) if !codes.is_empty() => {
            t.list(&codes.iter().map(named).collect::<Vec<_>>())
        }
        other => answer_words(t, Some(&question.kind), other),
    }
}

/// An answer as one text. Without the question's kind, options are shown as they were sent.
#[must_use]
pub fn answer_words(t: &Text, kind: Option<&QuestionKind>, answer: &Answer) -> String {
    let option = |code: &str| match kind {
        Some(QuestionKind::One { vocabulary, .. } | QuestionKind::Many { vocabulary, .. }) => {
            t.named(vocabulary, code)
        }
        Some(QuestionKind::Consent) => t.named("consent", code),
        _ => code.to_owned(),
    };
    match answer {
        Answer::Text(text) => text.clone(),
        Answer::One(code) => option(code),
        Answer::Many(codes) if codes.is_empty() => t.none(),
        Answer::Many(codes) => t.list(&codes.iter().map(|c| option(c)).collect::<Vec<_>>()),
        Answer::When {
            words,
            year,
            month,
            day,
            precision,
        } => when(t, words, (*year, *month, *day), *precision),
        Answer::Where {
            words,
            country,
            district,
        } => {
            let country = country
                .as_deref()
                .map(|c| t.country(c).unwrap_or(c).to_owned());
            let district = district
                .as_deref()
                .map(|d| t.subdivision(d).unwrap_or(d).to_owned());
            let parts = [Some(words.clone()), district, country];
            let said: Vec<String> = parts
                .into_iter()
                .flatten()
                .filter(|p| !p.is_empty())
                .collect();
            said.join(" · ")
        }
        Answer::Unknown => t.not_known(),
        Answer::RatherNot => t.not_said(),
    }
}

fn when(
    t: &Text,
    words: &str,
    known: (Option<i16>, Option<i8>, Option<i8>),
    precision: Precision,
) -> String {
    let date = |year, month, day| jiff::civil::Date::new(year, month, day).ok();
    let about = precision == Precision::About;
    let exact = match known {
        (Some(y), Some(m), Some(d)) => date(y, m, d).map(|d| match about {
            true => t.about_day(t.date(d)),
            false => t.date(d),
        }),
        (Some(y), Some(m), None) => date(y, m, 1).map(|d| t.month_year(d)),
        (Some(y), None, _) => Some(y.to_string()),
        _ => None,
    };
    let exact = match (about, known) {
        (true, (_, _, None)) => exact.map(|month| t.about_month(month)),
        _ => exact,
    };
    // How exact it is goes without saying where the day itself says it.
    let how = (precision == Precision::Season).then(|| t.named("precision", precision.code()));
    let parts = [Some(words.to_owned()), exact, how];
    let said: Vec<String> = parts
        .into_iter()
        .flatten()
        .filter(|p| !p.is_empty())
        .collect();
    said.join(" · ")
}
