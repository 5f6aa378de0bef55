//! Worksheets of a procedure as forms, and what was filled in as words.

use watchpost_domain::{
    cases::content::SheetPart,
    procedure::{
        Need, Procedure, Sheet,
        sheet::{Answers, Asks, Question, Said, Why, field_of, why_field_of},
    },
};
use watchpost_text::Text;

use crate::{Choice, Field, Fields, Form};

/// The fields of a sheet, with what was answered before.
#[must_use]
pub fn sheet_fields(t: &Text, form: &Form, sheet: &Sheet, before: Option<&Answers>) -> Vec<Field> {
    let fields = { sheet.questions.iter() }.flat_map(|q| question_fields(t, form, q, before));
    fields.map(|field| field.inside(&sheet.code)).collect()
}

fn question_fields(
    t: &Text,
    form: &Form,
    question: &Question,
    before: Option<&Answers>,
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
        Asks::Words => form.area(&name, label, rows(said)),
        Asks::Day => form.input(&name, label, "date"),
    };
    let known: Vec<String> = match (&question.asks, said) {
        (_, None) => Vec::new(),
        (Asks::One(_) | Asks::Many(_), Some(said)) => said.chosen.clone(),
        (Asks::Words, Some(said)) => vec![said.words.clone()],
        (Asks::Day, Some(said)) => { said.day.iter() }
            .map(|day| day.date().to_string())
            .collect(),
    };
    let field = field.values(known);
    let mut fields = vec![match question.optional {
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
            answer: words,
            why: said.why.clone(),
        })
    };
    sheet.questions.iter().filter_map(one).collect()
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
