//! Paper: texts under headings as a PDF, in every script that the font has, with the structure that a screen reader needs.
//!
//! It opens nothing and asks nobody: not the machine's own fonts, not a clock. The same texts give the same bytes.

mod draw;
mod flow;

/// Most characters on one paper, headings included, and most pages. Who has more than that reads it elsewhere.
pub const CHARACTERS_MAX: usize = 250_000;
pub const PAGES_MAX: usize = 300;

/// What stands on paper.
#[derive(Debug, Clone, Default)]
pub struct Paper {
    /// The language that most of it is in, such as `ar`.
    pub language: String,
    /// That language is written from right to left.
    pub right_to_left: bool,
    pub title: String,
    /// What is to be known first, a paragraph each.
    pub lead: Vec<String>,
    pub sections: Vec<Section>,
    /// At the foot of each page, before its number.
    pub foot: String,
}

/// Pieces under a heading.
#[derive(Debug, Clone, Default)]
pub struct Section {
    pub heading: String,
    pub pieces: Vec<Piece>,
}

/// One piece: what it is called, what is to be known of it, and what it says.
#[derive(Debug, Clone, Default)]
pub struct Piece {
    pub title: String,
    pub about: String,
    pub text: String,
}

/// Why there is no PDF.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotMade {
    /// It has more than [`CHARACTERS_MAX`] characters, or [`PAGES_MAX`] pages.
    #[error("too long for paper")]
    TooLong,
    /// The libraries could not.
    #[error("the file could not be written")]
    Failed,
}

impl Paper {
    /// How many characters it has.
    pub fn characters(&self) -> usize {
        let pieces = { self.sections.iter() }.flat_map(|section| &section.pieces);
        let pieces = pieces.flat_map(|piece| [&piece.title, &piece.about, &piece.text]);
        let headings = self.sections.iter().map(|section| &section.heading);
        let all = [&self.title].into_iter().chain(&self.lead);
        all.chain(headings)
            .chain(pieces)
            .map(|text| text.chars().count())
            .sum()
    }

    /// The PDF. Signs that the font does not have are drawn as empty boxes; the words are in the file all the same.
    ///
    /// # Errors
    /// It is too long, or the file could not be written.
    pub fn pdf(&self) -> Result<Vec<u8>, NotMade> {
        if self.characters() > CHARACTERS_MAX {
            return Err(NotMade::TooLong);
        }
        let pages = flow::pages(self);
        match pages.pages.len() > PAGES_MAX {
            true => Err(NotMade::TooLong),
            false => draw::file(self, &pages),
        }
    }
}

#[cfg(test)]
mod tests;
