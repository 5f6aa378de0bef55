//! The other parts of pages: the summary of errors, notices, tables, and the way through long lists.

use askama::Template;
use askama::filters::HtmlSafe;
use watchpost_text::Text;

use crate::{Field, Link};

/// What is wrong with a form, at the top of the page, each line leading to its field. Nothing when all is well.
#[derive(Clone, Template)]
#[template(path = "parts/errors.html")]
pub struct Errors {
    text: Text,
    items: Vec<Link>,
}

impl HtmlSafe for Errors {}

impl Errors {
    /// Of the fields of a page, in their order.
    #[must_use]
    pub fn of<'f>(text: Text, fields: impl IntoIterator<Item = &'f Field>) -> Self {
        let item = |field: &Field| {
            let words = text.problem_link(field.label(), field.problem()?);
            Some(Link::new(format!("#{}", field.id()), words))
        };
        Self {
            text,
            items: fields.into_iter().filter_map(item).collect(),
        }
    }

    /// Nothing is wrong.
    #[must_use]
    pub fn none(text: Text) -> Self {
        Self {
            text,
            items: Vec::new(),
        }
    }
}

/// How loud a notice is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Good to know.
    Plain,
    /// Something was done.
    Good,
    /// Something to be careful about.
    Careful,
    /// Something is wrong.
    Bad,
}

/// A word to the reader in a box of its own.
#[derive(Clone, Template)]
#[template(path = "parts/notice.html")]
pub struct Notice {
    tone: Tone,
    title: String,
    body: String,
}

impl HtmlSafe for Notice {}

impl Notice {
    /// A title and a sentence or two; the sentence may be empty.
    pub fn new(tone: Tone, title: impl Into<String>, body: impl Into<String>) -> Self {
        Self {
            tone,
            title: title.into(),
            body: body.into(),
        }
    }

    fn class(&self) -> &'static str {
        match self.tone {
            Tone::Plain => "plain",
            Tone::Good => "good",
            Tone::Careful => "careful",
            Tone::Bad => "bad",
        }
    }
}

/// One cell of a table.
#[derive(Clone, Default)]
pub struct Cell {
    /// What it says.
    pub words: String,
    /// Where it leads.
    pub href: Option<String>,
    /// Whether it is a number, set to the end of its column.
    pub number: bool,
}

impl Cell {
    /// Words.
    pub fn new(words: impl Into<String>) -> Self {
        Self {
            words: words.into(),
            ..Self::default()
        }
    }

    /// Words that lead somewhere.
    pub fn link(words: impl Into<String>, href: impl Into<String>) -> Self {
        Self {
            words: words.into(),
            href: Some(href.into()),
            number: false,
        }
    }

    /// A number, already written in the reader's language.
    pub fn number(words: impl Into<String>) -> Self {
        Self {
            words: words.into(),
            href: None,
            number: true,
        }
    }
}

/// A table with a caption. The first cell of each row is its head.
#[derive(Clone, Template)]
#[template(path = "parts/table.html")]
pub struct Table {
    text: Text,
    caption: String,
    heads: Vec<String>,
    rows: Vec<Vec<Cell>>,
}

impl HtmlSafe for Table {}

impl Table {
    /// An empty table says that there is nothing here yet.
    pub fn new(text: Text, caption: impl Into<String>, heads: Vec<String>) -> Self {
        Self {
            text,
            caption: caption.into(),
            heads,
            rows: Vec::new(),
        }
    }

    /// One row more.
    #[must_use]
    pub fn row(mut self, cells: Vec<Cell>) -> Self {
        self.rows.push(cells);
        self
    }
}

/// The way through a long list, by cursor.
#[derive(Clone, Template)]
#[template(path = "parts/pager.html")]
pub struct Pager {
    text: Text,
    shown: usize,
    first: Option<String>,
    next: Option<String>,
}

impl HtmlSafe for Pager {}

impl Pager {
    /// How many are shown, the link to the first page unless this is it, and the link to the next if there is one.
    #[must_use]
    pub fn new(text: Text, shown: usize, first: Option<String>, next: Option<String>) -> Self {
        Self {
            text,
            shown,
            first,
            next,
        }
    }
}
