//! What a party is told, the same for the desk that looks at it before, for that party, and for the person who reported.

use askama::{Template, filters::HtmlSafe};
use watchpost_domain::{Day, cases::content::ReleasePart};
use watchpost_text::Text;

/// One thing that is told.
#[derive(Clone, Template)]
#[template(path = "parts/told.html")]
pub struct Told {
    text: Text,
    told: ReleasePart,
}

impl HtmlSafe for Told {}

impl Told {
    #[must_use]
    pub fn new(text: Text, told: ReleasePart) -> Self {
        Self { text, told }
    }

    fn day(&self, day: &Day) -> String {
        self.text.date(day.date())
    }
}
