//! What a party is told, the same for the desk that looks at it before, for that party, and for the person who reported.

use askama::{Template, filters::HtmlSafe};
use watchpost_domain::{Day, cases::content::ReleasePart, procedure::Procedure};
use watchpost_text::Text;

use crate::promised::named;

/// One thing that is told.
#[derive(Clone, Template)]
#[template(path = "parts/told.html")]
pub struct Told {
    text: Text,
    told: ReleasePart,
    /// What each thing is called that was promised.
    kinds: Vec<String>,
}

impl HtmlSafe for Told {}

impl Told {
    #[must_use]
    pub fn new(text: Text, procedure: &Procedure, told: ReleasePart) -> Self {
        let kind = |code: &str| named(&procedure.tracker.kinds, code, text.lang().code());
        let promises = told.snapshot.promises.iter();
        let kinds = promises.map(|one| kind(&one.kind)).collect();
        Self { text, told, kinds }
    }

    fn day(&self, day: &Day) -> String {
        self.text.date(day.date())
    }
}
