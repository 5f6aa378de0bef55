//! The parts of forms, each with its label, hint and error wired for screen readers. A template writes them
//! as `{{ field }}`.

use askama::Template;
use askama::filters::HtmlSafe;
use watchpost_domain::problem::{Problem, Problems};
use watchpost_text::Text;

use crate::form::{Fields, as_shown};

/// One answer to choose.
#[derive(Clone)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
    /// A word of help below it.
    pub hint: Option<String>,
}

impl Choice {
    /// An answer without a hint.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            hint: None,
        }
    }

    /// A line below it that says what it means.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// Choices that stand together, and can be folded.
#[derive(Clone)]
pub struct Group {
    pub name: String,
    pub open: bool,
    /// Each with its place among all.
    pub choices: Vec<(usize, Choice)>,
}

/// How a field is answered.
#[derive(Clone)]
pub enum Kind {
    /// One line; the type is that of `<input>`.
    Line { of: &'static str },
    /// Several lines.
    Area { rows: u8 },
    /// One of several.
    Radios(Vec<Choice>),
    /// Any of several.
    Checks(Vec<Choice>),
    /// Any of many, in groups that can be folded.
    Groups(Vec<Group>),
    /// One of many.
    Select(Vec<Choice>),
    /// `NAME.day`, `NAME.month`, `NAME.year`, each of which may be empty.
    Date([String; 3]),
    /// Files.
    Files { many: bool },
}

/// A question and its answer so far.
#[derive(Clone, Template)]
#[template(path = "parts/field.html")]
pub struct Field {
    text: Text,
    name: String,
    label: String,
    hint: Option<String>,
    problem: Option<String>,
    kind: Kind,
    values: Vec<String>,
    optional: bool,
    heading: bool,
    autocomplete: &'static str,
    /// Where a page has several forms with fields of the same name: which one.
    form: String,
}

impl HtmlSafe for Field {}

impl Field {
    /// A word of help below the label.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Says beside the label that it may stay empty.
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// The label is the `h1` of a page with one question; the template leaves its block `heading` empty.
    #[must_use]
    pub fn as_heading(mut self) -> Self {
        self.heading = true;
        self
    }

    /// Tells fields of the same name apart where a page has several forms.
    #[must_use]
    pub fn inside(mut self, form: &str) -> Self {
        self.form = format!("{form}-");
        self
    }

    /// What a browser may fill in, such as `username`; nothing by itself.
    #[must_use]
    pub fn autocomplete(mut self, token: &'static str) -> Self {
        self.autocomplete = token;
        self
    }

    /// The answer so far, unless something was typed just now.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        if self.values.is_empty() {
            self.values.push(value.into());
        }
        self
    }

    /// The answers so far, unless something was chosen just now.
    #[must_use]
    pub fn values<V: Into<String>>(mut self, values: impl IntoIterator<Item = V>) -> Self {
        if self.values.is_empty() {
            self.values = values.into_iter().map(Into::into).collect();
        }
        self
    }

    /// Puts what can be chosen into groups, by what is chosen so far.
    #[must_use]
    pub fn grouped(mut self, groups: impl FnOnce(&[String]) -> Vec<Group>) -> Self {
        self.kind = Kind::Groups(groups(&self.values));
        self
    }

    /// What is asked.
    #[must_use]
    pub fn label(&self) -> &str {
        &self.label
    }

    /// The id of what an error links to.
    #[must_use]
    pub fn id(&self) -> String {
        format!("f-{}{}", self.form, self.name)
    }

    /// What is wrong.
    #[must_use]
    pub fn problem(&self) -> Option<&str> {
        self.problem.as_deref()
    }

    fn has(&self, value: &str) -> bool {
        self.values.iter().any(|v| v == value)
    }

    fn first(&self) -> &str {
        self.values.first().map_or("", String::as_str)
    }

    /// The id of a choice; the first one bears that of the field, so that an error leads to it.
    fn choice_id(&self, index: &usize) -> String {
        match index {
            0 => self.id(),
            n => format!("{}-{n}", self.id()),
        }
    }

    /// `aria-describedby`: the hint, then the error.
    fn described(&self) -> String {
        let id = self.id();
        let mut ids = Vec::new();
        if self.hint.is_some() {
            ids.push(format!("{id}-hint"));
        }
        if self.problem.is_some() {
            ids.push(format!("{id}-error"));
        }
        ids.join(" ")
    }

    /// Whether its choices stand in groups.
    #[must_use]
    pub fn is_grouped(&self) -> bool {
        matches!(self.kind, Kind::Groups(_))
    }

    fn is_group(&self) -> bool {
        matches!(
            self.kind,
            Kind::Radios(_) | Kind::Checks(_) | Kind::Groups(_) | Kind::Date(_)
        )
    }
}

/// Makes fields, each with what was typed into it and what is wrong with that.
pub struct Form {
    text: Text,
    typed: Option<Fields>,
    problems: Problems,
}

impl Form {
    /// Fields with nothing in them.
    #[must_use]
    pub fn new(text: Text) -> Self {
        Self {
            text,
            typed: None,
            problems: Problems::default(),
        }
    }

    /// With what was typed.
    #[must_use]
    pub fn typed(mut self, fields: &Fields) -> Self {
        self.typed = Some(fields.clone());
        self
    }

    /// With what is wrong.
    #[must_use]
    pub fn problems(mut self, problems: &Problems) -> Self {
        self.problems = problems.clone();
        self
    }

    /// One line of text.
    #[must_use]
    pub fn line(&self, name: &str, label: impl Into<String>) -> Field {
        self.field(name, label, Kind::Line { of: "text" })
    }

    /// One line that is not shown, and not given back to the page.
    #[must_use]
    pub fn secret(&self, name: &str, label: impl Into<String>) -> Field {
        let mut field = self.field(name, label, Kind::Line { of: "password" });
        field.values.clear();
        field
    }

    /// One line of a type of `<input>`, such as `email` or `tel`.
    #[must_use]
    pub fn input(&self, name: &str, label: impl Into<String>, of: &'static str) -> Field {
        self.field(name, label, Kind::Line { of })
    }

    /// Several lines.
    #[must_use]
    pub fn area(&self, name: &str, label: impl Into<String>, rows: u8) -> Field {
        self.field(name, label, Kind::Area { rows })
    }

    /// One of several.
    #[must_use]
    pub fn radios(&self, name: &str, label: impl Into<String>, choices: Vec<Choice>) -> Field {
        self.field(name, label, Kind::Radios(choices))
    }

    /// Any of several.
    #[must_use]
    pub fn checks(&self, name: &str, label: impl Into<String>, choices: Vec<Choice>) -> Field {
        self.field(name, label, Kind::Checks(choices))
    }

    /// One of many.
    #[must_use]
    pub fn select(&self, name: &str, label: impl Into<String>, choices: Vec<Choice>) -> Field {
        self.field(name, label, Kind::Select(choices))
    }

    /// Day, month and year, sent as `NAME.day`, `NAME.month`, `NAME.year`.
    #[must_use]
    pub fn date(&self, name: &str, label: impl Into<String>, known: [String; 3]) -> Field {
        let mut parts = known;
        if let Some(typed) = &self.typed {
            for (part, end) in parts.iter_mut().zip(["day", "month", "year"]) {
                if let Some(value) = typed.get(&format!("{name}.{end}")) {
                    *part = as_shown(value);
                }
            }
        }
        self.field(name, label, Kind::Date(parts))
    }

    /// Files. The form needs `enctype="multipart/form-data"`.
    #[must_use]
    pub fn files(&self, name: &str, label: impl Into<String>, many: bool) -> Field {
        self.field(name, label, Kind::Files { many })
    }

    fn field(&self, name: &str, label: impl Into<String>, kind: Kind) -> Field {
        let typed = self.typed.as_ref();
        // A problem with a part, such as the day of a date, is shown with the whole where the part has no field.
        let part = |field: &str| {
            matches!(kind, Kind::Date(_))
                && ["day", "month", "year"]
                    .iter()
                    .any(|p| field == format!("{name}.{p}"))
        };
        let problem = self
            .problems
            .0
            .iter()
            .find(|p| p.field == name || part(&p.field));
        Field {
            text: self.text,
            name: name.to_owned(),
            label: label.into(),
            hint: None,
            problem: problem.map(|p| problem_words(&self.text, &p.problem)),
            kind,
            values: typed.map_or_else(Vec::new, |t| t.get_all(name).map(as_shown).collect()),
            optional: false,
            heading: false,
            autocomplete: "off",
            form: String::new(),
        }
    }
}

/// What is wrong with an answer, and what to do about it.
#[must_use]
pub fn problem_words(t: &Text, problem: &Problem) -> String {
    match problem {
        Problem::Required => t.problem_required(),
        Problem::TooLong { max } => t.problem_too_long(*max),
        Problem::TooShort { min } => t.problem_too_short(*min),
        Problem::NotAnOption => t.problem_not_an_option(),
        Problem::NotADate => t.problem_not_a_date(),
        Problem::BadCharacters => t.problem_bad_characters(),
        Problem::UnknownQuestion => t.problem_unknown_question(),
        Problem::TooMany { max } => t.problem_too_many(*max),
        Problem::NeedsEarlier => t.problem_needs_earlier(),
        Problem::NotAnAddress => t.problem_not_an_address(),
        Problem::NotARecipient => t.problem_not_a_recipient(),
        Problem::NotTheSame => t.problem_not_the_same(),
        Problem::TheSame => t.problem_the_same(),
        Problem::Taken => t.problem_taken(),
        Problem::WrongWord => t.problem_wrong_word(),
        Problem::WrongGroup => t.problem_wrong_group(),
        Problem::SkippedAndTyped => t.problem_skipped_and_typed(),
        Problem::WrongSecret => t.problem_wrong_secret(),
        Problem::UnknownWord {
            position,
            suggestion,
        } => match suggestion {
            Some(word) => t.problem_unknown_word_near(*position, word),
            None => t.problem_unknown_word(*position),
        },
        Problem::ReceiptMistyped => t.problem_receipt_mistyped(),
        Problem::ReceiptLength => t.problem_receipt_length(),
        Problem::EmptyFile { name } => t.problem_empty_file(name.as_str()),
        Problem::Unfilled { what } => t.problem_unfilled(what.as_str()),
        Problem::Kept => t.problem_on_hold(),
        Problem::ReadByMore => t.problem_read_by_more(),
        Problem::OfClaim(flaw) => crate::claims::flaw_words(t, flaw),
        Problem::NotGrouped(why) => t.named("not-grouped", why.code()),
        Problem::NoNameAmong => t.problem_no_name_among(),
        Problem::UnknownReceipt => t.problem_unknown_receipt(),
    }
}
