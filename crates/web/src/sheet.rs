//! Worksheets of a procedure as forms, and what was filled in as words.

use watchpost_domain::{
    PolicyData, PolicyVersion,
    cases::content::SheetPart,
    procedure::{
        Need, Procedure, Sheet,
        sheet::{Answers, Asks, Question, Said, Why, field_of, why_field_of},
    },
};
use watchpost_text::Text;

use crate::{Choice, Field, Fields, Find, Form};

/// The fields of a sheet, with what was answered before.
#[must_use]
pub fn sheet_fields(t: &Text, form: &Form, sheet: &Sheet, before: Option<&Answers>) -> Vec<Field> {
    let find = Find::default();
    let fields =
        { sheet.questions.iter() }.flat_map(|q| question_fields(t, form, q, before, &find));
    fields.map(|field| field.inside(&sheet.code)).collect()
}

/// The same, where paragraphs of the Code can be looked for: only those that are found are offered, and those that are ticked.
#[must_use]
pub fn sheet_fields_found(
    t: &Text,
    form: &Form,
    sheet: &Sheet,
    before: Option<&Answers>,
    find: &Find,
) -> Vec<Field> {
    let fields = { sheet.questions.iter() }.flat_map(|q| question_fields(t, form, q, before, find));
    fields.map(|field| field.inside(&sheet.code)).collect()
}

fn question_fields(
    t: &Text,
    form: &Form,
    question: &Question,
    before: Option<&Answers>,
    find: &Find,
) -> Vec<Field> {
    let lang = t.lang().code();
    let label = question.name.text(lang);
    let name = field_of(&question.code);
    let said = before.and_then(|before| before.get(&question.code));
    let choices = || -> Vec<Choice> {
        let choices = question.asks.choices().iter();
        choices
            .map(|choice| Choice::new(&choice.code, choice.name.text(lang)))
            .collect()
    };
    let field = match &question.asks {
        Asks::One(_) => form.radios(&name, label, choices()),
        Asks::Many(_) => form.checks(&name, label, choices()),
        Asks::Paragraphs(_) => form
            .checks(&name, label, Vec::new())
            .hint(t.paragraphs_hint()),
        Asks::Words => form.area(&name, label, rows(said)),
        Asks::Day => form.input(&name, label, "date"),
    };
    let known: Vec<String> = match (&question.asks, said) {
        (_, None) => Vec::new(),
        (Asks::One(_) | Asks::Many(_) | Asks::Paragraphs(_), Some(said)) => said.chosen.clone(),
        (Asks::Words, Some(said)) => vec![said.words.clone()],
        (Asks::Day, Some(said)) => { said.day.iter() }
            .map(|day| day.date().to_string())
            .collect(),
    };
    let mut field = field.values(known);
    if matches!(question.asks, Asks::Paragraphs(_)) {
        field = field.grouped(|ticked| find.groups(t, question, ticked));
    }
    let mut fields = vec![match question.optional && question.needed_when.is_none() {
        true => field.optional(),
        false => field,
    }];
    if let Some(why) = question.why {
        let field = form
            .area(&why_field_of(&question.code), t.sheet_why(label), 2)
            .values(said.map(|said| said.why.clone()));
        fields.push(match why {
            Why::Needed => field,
            Why::Offered => field.optional(),
        });
    }
    fields
}

/// How many rows an answer in words begins with: a long one is seen at a glance.
fn rows(said: Option<&Said>) -> u8 {
    match said.is_some_and(|said| said.words.len() > 400) {
        true => 16,
        false => 3,
    }
}

/// All values of a field, as a sheet reads them.
pub fn sheet_values(typed: &Fields) -> impl Fn(&str) -> Vec<String> + '_ {
    |name| typed.get_all(name).map(str::to_owned).collect()
}

/// All that was typed into a sheet, as it was to be read.
#[must_use]
pub fn sheet_words(typed: &Fields) -> String {
    let own = typed
        .iter()
        .filter(|(name, value)| name.starts_with("q.") && !value.is_empty());
    own.map(|(_, value)| value).collect::<Vec<_>>().join("\n")
}

/// An answer in words.
pub struct SheetAnswer {
    pub question: String,
    pub answer: String,
    pub why: String,
    /// The answer in parts that can be folded: a first line, and what is below it. Nothing below it where a part is one line.
    pub folds: Vec<(String, String)>,
}

/// A version of policy data, in words: what it is of, its number, the day, and whose it is.
#[must_use]
pub fn version_words(t: &Text, version: &PolicyVersion) -> String {
    let what = match &version.data {
        PolicyData::Profile(country) => t.version_profile(t.country(country).unwrap_or(country)),
        data => t.named("rules", &data.code()),
    };
    let since = t.date(version.since.date());
    let number = version.number.to_string();
    match version.shipped {
        true => t.version_shipped(number, since, what),
        false => t.version_own(number, since, what),
    }
}

/// Words in parts, as empty lines part them.
fn folds(words: &str) -> Vec<(String, String)> {
    let parts = words.split("\n\n").map(str::trim);
    parts
        .filter(|part| !part.is_empty())
        .map(|part| part.split_once('\n').unwrap_or((part, "")))
        .map(|(first, below)| (first.to_owned(), below.to_owned()))
        .collect()
}

/// What was answered, question by question.
#[must_use]
pub fn sheet_answers(t: &Text, procedure: &Procedure, part: &SheetPart) -> Vec<SheetAnswer> {
    let lang = t.lang().code();
    let Some(sheet) = procedure.sheet(&part.sheet) else {
        return Vec::new();
    };
    let one = |question: &Question| {
        let said = part.answers.get(&question.code)?;
        let mut words: Vec<String> = { said.chosen.iter() }
            .map(|code| question.choice(code, lang).to_owned())
            .collect();
        words.extend(said.day.map(|day| t.date(day.date())));
        let words = match said.words.is_empty() {
            true => t.list(&words),
            false => said.words.clone(),
        };
        Some(SheetAnswer {
            question: question.name.text(lang).to_owned(),
            folds: match sheet.doors && !said.words.is_empty() {
                true => folds(&said.words),
                false => Vec::new(),
            },
            answer: words,
            why: said.why.clone(),
        })
    };
    let mut answers: Vec<SheetAnswer> = sheet.questions.iter().filter_map(one).collect();
    if !part.made_from.is_empty() {
        let from = part.made_from.iter();
        let from: Vec<String> = from.map(|version| version_words(t, version)).collect();
        answers.push(SheetAnswer {
            question: t.made_from(),
            answer: from.join("; "),
            why: String::new(),
            folds: Vec::new(),
        });
    }
    answers
}

/// What an act needs, in words.
#[must_use]
pub fn need_words(t: &Text, procedure: &Procedure, need: &Need) -> String {
    let lang = t.lang().code();
    let code = need.code();
    if let Need::Consent(purpose) = need {
        return t.missing_consent(t.named("consent", purpose));
    }
    match (procedure.finding(&code), procedure.vote(&code)) {
        (Some((_, finding)), _) => finding.name.text(lang).to_owned(),
        (None, Some(vote)) => vote.name.text(lang).to_owned(),
        (None, None) => t.named("need", &code),
    }
}
