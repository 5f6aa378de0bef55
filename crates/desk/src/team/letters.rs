//! Beginning a message with a letter: it is filled in and put into the form, to be read, changed and sent by whoever writes.

use askama::{Template, filters::HtmlSafe};
use watchpost_domain::{cases::Case, intake::Channel, procedure::Procedure};
use watchpost_service::{CaseSeen, Platform, team::Drafted};
use watchpost_web::{Choice, Field, Layout, Oops};

use crate::cases::Outcome;

/// The letters to choose from, and the one that was chosen.
#[derive(Template)]
#[template(path = "team/letters.html")]
pub(crate) struct Picker {
    layout: Layout,
    path: String,
    choose: Field,
    note: String,
    drafted: Option<Drafted>,
    /// The language that was sent with the form, where it comes back.
    typed: String,
}

impl HtmlSafe for Picker {}

impl Picker {
    /// For a case of which this was seen; a letter that there is not is none.
    pub(crate) async fn of(
        platform: &Platform,
        layout: &Layout,
        procedure: &Procedure,
        (case, seen, channel): (&Case, &CaseSeen, Option<&Channel>),
        outcome: &Outcome,
    ) -> Result<Self, Oops> {
        let letters = platform.letters()?;
        let lang = layout.lang();
        let chosen = letters.letter(&outcome.letter);
        let drafted = match (chosen, &seen.answers) {
            (Some(letter), Some(report)) => {
                let to = (report.language.as_str(), channel);
                let drafted = platform.draft_letter(letter, case, procedure, to);
                Some(drafted.await?)
            }
            _ => None,
        };
        let choices = letters.letters.iter();
        let choices = choices.map(|l| Choice::new(&l.code, l.name.text(lang)));
        let choose = { layout.form() }
            .select("letter", layout.text.letters_choose(), choices.collect())
            .hint(layout.text.letters_hint())
            .value(chosen.map_or("", |letter| &letter.code));
        Ok(Self {
            path: format!("/desk/cases/{}", case.id),
            note: letters.note.text(lang).to_owned(),
            typed: outcome.typed.text("language").to_owned(),
            layout: layout.clone(),
            choose,
            drafted,
        })
    }

    /// The field of the message, with the letter in it.
    pub(crate) fn put_into(&self, message: Field) -> Field {
        match &self.drafted {
            Some(drafted) => message.value(&drafted.text),
            None => message,
        }
    }

    /// The language of what is in the form, where it is that of a letter.
    pub(crate) fn language(&self) -> &str {
        let drafted = self.drafted.as_ref().map(|d| d.language.as_str());
        drafted.unwrap_or(&self.typed)
    }
}
