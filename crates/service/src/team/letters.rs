//! Letters to who reported: those of the installation, and one that is filled in for a case. It is only put before whoever writes.

use std::sync::{Arc, LazyLock, PoisonError, RwLock};

use watchpost_domain::{
    DeskId, Problem, Problems,
    cases::Case,
    intake::Channel,
    procedure::Procedure,
    remedies::Fault,
    team::{Blank, LETTERS, Letter, Letters, unfilled},
};
use watchpost_store::desks;
use watchpost_text::{Lang, Text};

use crate::{Error, Platform, steps::state_name};

/// The shipped letters; a test sees that they can be read.
static SHIPPED: LazyLock<Option<Arc<Letters>>> =
    LazyLock::new(|| read_letters(LETTERS).ok().map(Arc::new));

/// The installation's own letters, where it has any.
#[derive(Default)]
pub(crate) struct OwnLetters(RwLock<Option<Arc<Letters>>>);

/// Reads letters, which are told in the languages of the pages.
///
/// # Errors
/// Every fault, with its line.
pub fn read_letters(text: &str) -> Result<Letters, Vec<Fault>> {
    let pages: Vec<&str> = Lang::ALL.iter().map(|lang| lang.code()).collect();
    Letters::read(text, &pages)
}

/// A letter that was filled in, and in which language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drafted {
    pub text: String,
    pub language: String,
}

impl Platform {
    /// Says which letters there are; those of before are forgotten.
    pub fn set_letters(&self, letters: Letters) {
        let own = self.letters.0.write();
        *own.unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(letters));
    }

    /// The letters that can be chosen.
    ///
    /// # Errors
    /// The shipped ones cannot be read, which a test rules out.
    pub fn letters(&self) -> Result<Arc<Letters>, Error> {
        let own = self.letters.0.read();
        let own = own.unwrap_or_else(PoisonError::into_inner).clone();
        own.or_else(|| SHIPPED.clone()).ok_or(Error::Internal(262))
    }

    /// Fills a letter in for a case, in the language of the report. What is not known stays open in it.
    ///
    /// # Errors
    /// The database cannot be used.
    pub async fn draft_letter(
        &self,
        letter: &Letter,
        case: &Case,
        procedure: &Procedure,
        (language, channel): (&str, Option<&Channel>),
    ) -> Result<Drafted, Error> {
        let language = letter.language(language);
        let desk = self.desk_called(case.desk, channel, language).await?;
        // A promise that is past is none: whoever writes has to say another day.
        let promised = case.answer_by.filter(|day| *day >= self.today());
        let text = letter.fill(language, |blank| match blank {
            Blank::Reference => Some(case.reference.as_str().to_owned()),
            Blank::State => Some(state_name(procedure, &case.state, language).to_owned()),
            Blank::Due => {
                let lang = Lang::from_code(language)?;
                promised.map(|day| Text::new(lang).date(day.date()))
            }
            Blank::Desk => desk.clone(),
        });
        Ok(Drafted {
            text,
            language: language.to_owned(),
        })
    }

    /// What the person knows the desk by: the way by which they reported, in their language.
    async fn desk_called(
        &self,
        desk: DeskId,
        channel: Option<&Channel>,
        language: &str,
    ) -> Result<Option<String>, Error> {
        let own = channel.and_then(|channel| channel.names.get(language));
        if let Some(name) = own.filter(|name| !name.trim().is_empty()) {
            return Ok(Some(name.clone()));
        }
        let mut tx = self.db.read().await?;
        let desk = desks::desk(&mut tx, desk).await?;
        Ok(desk.map(|desk| desk.name))
    }
}

/// Whether nothing in a text was left open that was to be filled in.
pub(crate) fn is_filled_in(text: &str) -> Result<(), Error> {
    match unfilled(text) {
        None => Ok(()),
        Some(left) => {
            let what = left.chars().take(80).collect();
            let open = Problem::Unfilled { what };
            Err(Error::Invalid(Problems::one("text", open)))
        }
    }
}
