//! Pieces of a case in words, under headings: the same on a page of ours, on paper, and in a copy that is read without us.

use askama::{Template, filters::HtmlSafe};
use jiff::{Timestamp, tz::TimeZone};
use watchpost_domain::casefile::{Entry, FileKnown};
use watchpost_text::Text;

use watchpost_print::{NotMade, Paper, Piece, Section};

use crate::{Oops, query_part};

/// Pieces under their headings.
#[derive(Template)]
#[template(path = "parts/pieces.html")]
pub struct Pieces {
    text: Text,
    groups: Vec<(String, Vec<Entry>)>,
}

impl HtmlSafe for Pieces {}

impl Pieces {
    /// Those that there are; a heading with nothing under it is left out.
    #[must_use]
    pub fn new(text: Text, mut groups: Vec<(String, Vec<Entry>)>) -> Self {
        groups.retain(|(_, entries)| !entries.is_empty());
        Self { text, groups }
    }

    fn at(&self, at: &Timestamp) -> String {
        self.text.timestamp(*at, &TimeZone::UTC)
    }

    fn file(&self, file: &FileKnown) -> String {
        let size = self.text.bytes(file.bytes);
        self.text.copy_file(file.sha256.as_str(), size)
    }

    /// The same for paper.
    fn sections(&self) -> Vec<Section> {
        let piece = |entry: &Entry| {
            let said = entry.said.iter().map(|said| match said.label.is_empty() {
                true => said.text.clone(),
                false => format!("{}\n{}", said.label, said.text),
            });
            let at = entry.at.iter().map(|at| self.at(at));
            let file = entry.file.iter().map(|file| self.file(file));
            Piece {
                title: entry.title.clone(),
                about: at.chain(file).collect::<Vec<_>>().join(" · "),
                text: said.collect::<Vec<_>>().join("\n"),
            }
        };
        let section = |(heading, entries): &(String, Vec<Entry>)| Section {
            heading: heading.clone(),
            pieces: entries.iter().map(piece).collect(),
        };
        self.groups.iter().map(section).collect()
    }

    /// Where a file lies, as an address; nothing where it has no place yet.
    fn place(&self, entry: &Entry) -> Option<String> {
        let file = entry.file.as_ref()?;
        let (folder, name) = file.path.split_once('/')?;
        Some(format!("{folder}/{}", query_part(name)))
    }
}

/// A page that is read without us: it loads nothing and runs nothing.
#[derive(Template)]
#[template(path = "copy.html")]
pub struct CopyPage {
    pub text: Text,
    pub title: String,
    /// For whom and for what, where it is for somebody.
    pub lead: String,
    /// What is to be known of it.
    pub counts: Vec<String>,
    pub pieces: Pieces,
}

impl CopyPage {
    /// The page as it lies in the copy.
    ///
    /// # Errors
    /// None in practice.
    pub fn html(&self) -> Result<String, Oops> {
        self.render().map_err(|_| Oops::Internal(43))
    }

    /// The same as a PDF; none where it is too long for paper.
    ///
    /// # Errors
    /// None in practice.
    pub fn pdf(&self) -> Result<Option<Vec<u8>>, Oops> {
        let lead = { [&self.lead].into_iter() }.filter(|text| !text.is_empty());
        let paper = Paper {
            language: self.text.lang().code().to_owned(),
            right_to_left: self.text.dir() == "rtl",
            title: self.title.clone(),
            lead: lead.chain(&self.counts).cloned().collect(),
            sections: self.pieces.sections(),
            foot: self.title.clone(),
        };
        match paper.pdf() {
            Ok(pdf) => Ok(Some(pdf)),
            Err(NotMade::TooLong) => Ok(None),
            Err(NotMade::Failed) => Err(Oops::Internal(44)),
        }
    }
}
