//! Answers in the reader's words: the same for the person who checks them and for the desk that reads them.

use watchpost_domain::intake::{Answer, Precision, Question, QuestionKind};
use watchpost_text::Text;

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
    let hint = match own {
        Some(own) => own.hint.clone(),
        None if watchpost_text::has_name("question-hint", &question.key) => {
            t.named("question-hint", &question.key)
        }
        None => String::new(),
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
    let exact = match known {
        (Some(y), Some(m), Some(d)) => date(y, m, d).map(|d| t.date(d)),
        (Some(y), Some(m), None) => date(y, m, 1).map(|d| t.month_year(d)),
        (Some(y), None, _) => Some(y.to_string()),
        _ => None,
    };
    // How exact it is goes without saying where the day itself says it.
    let how = match precision {
        Precision::About | Precision::Season => Some(t.named("precision", precision.code())),
        _ => None,
    };
    let parts = [Some(words.to_owned()), exact, how];
    let said: Vec<String> = parts
        .into_iter()
        .flatten()
        .filter(|p| !p.is_empty())
        .collect();
    said.join(" · ")
}
