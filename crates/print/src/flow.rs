//! Texts into lines, and lines onto pages.

use std::sync::Arc;

use parley::{
    Alignment, AlignmentOptions, FontContext, FontFamily, Layout, LayoutContext, LineHeight,
    StyleProperty,
    fontique::{Blob, Collection, CollectionOptions, SourceCache},
};

use crate::Paper;

/// The one font: Latin, Greek, Cyrillic, Arabic, and more.
const FONT: &[u8] = include_bytes!("../fonts/DejaVuSans.ttf");
const FAMILY: &str = "DejaVu Sans";

/// A4 and its margins, in points.
pub const WIDTH: f32 = 595.0;
pub const HEIGHT: f32 = 842.0;
pub const MARGIN: f32 = 56.0;
const BOTTOM: f32 = HEIGHT - MARGIN - 14.0;

/// What a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Title,
    Heading,
    /// What a piece is called.
    Name,
    About,
    Text,
    /// The foot of a page, which is no part of what is read.
    Foot,
}

impl Role {
    fn size(self) -> f32 {
        match self {
            Role::Title => 18.0,
            Role::Heading => 14.0,
            Role::Name => 11.5,
            Role::Text => 10.5,
            Role::About | Role::Foot => 8.5,
        }
    }

    /// The room above it.
    fn above(self) -> f32 {
        match self {
            Role::Title | Role::Foot => 0.0,
            Role::Heading => 18.0,
            Role::Name => 10.0,
            Role::About | Role::Text => 3.0,
        }
    }

    /// Whether it stays with what follows.
    fn leads(self) -> bool {
        matches!(self, Role::Heading | Role::Name)
    }
}

/// A text in lines.
pub struct Block {
    pub role: Role,
    pub text: String,
    pub layout: Layout<()>,
}

/// A line of a block, and how far from the top of its page the block would begin.
#[derive(Debug, Clone, Copy)]
pub struct Placed {
    pub block: usize,
    pub line: usize,
    pub top: f32,
}

/// All texts, and what of them stands on which page.
pub struct Pages {
    pub blocks: Vec<Block>,
    pub pages: Vec<Vec<Placed>>,
    /// The foot of each page.
    pub feet: Vec<Block>,
}

/// What makes lines.
struct Setter {
    fonts: FontContext,
    lines: LayoutContext<()>,
}

impl Setter {
    fn new() -> Self {
        let mut collection = Collection::new(CollectionOptions {
            shared: false,
            system_fonts: false,
        });
        collection.register_fonts(Blob::new(Arc::new(FONT)), None);
        Self {
            fonts: FontContext {
                collection,
                source_cache: SourceCache::default(),
            },
            lines: LayoutContext::new(),
        }
    }

    fn set(&mut self, role: Role, text: String) -> Block {
        let mut builder = self
            .lines
            .ranged_builder(&mut self.fonts, &text, 1.0, false);
        builder.push_default(StyleProperty::FontFamily(FontFamily::named(FAMILY)));
        builder.push_default(StyleProperty::FontSize(role.size()));
        builder.push_default(LineHeight::FontSizeRelative(1.4));
        let mut layout: Layout<()> = builder.build(&text);
        layout.break_all_lines(Some(WIDTH - 2.0 * MARGIN));
        let along = match role {
            Role::Foot => Alignment::Center,
            _ => Alignment::Start,
        };
        layout.align(along, AlignmentOptions::default());
        Block { role, text, layout }
    }
}

/// Lays all of it out.
pub fn pages(paper: &Paper) -> Pages {
    let mut setter = Setter::new();
    let mut blocks = Vec::new();
    for (role, text) in texts(paper) {
        blocks.push(setter.set(role, text));
    }
    let pages = place(&blocks);
    let (of, mut feet) = (pages.len(), Vec::new());
    for number in 1..=of {
        let text = match paper.foot.as_str() {
            "" => format!("{number} / {of}"),
            foot => format!("{} · {number} / {of}", clean(foot)),
        };
        feet.push(setter.set(Role::Foot, text));
    }
    Pages {
        blocks,
        pages,
        feet,
    }
}

/// The texts in their order, without those that say nothing.
fn texts(paper: &Paper) -> Vec<(Role, String)> {
    let mut all = vec![(Role::Title, &paper.title)];
    all.extend(paper.lead.iter().map(|text| (Role::Text, text)));
    for section in &paper.sections {
        all.push((Role::Heading, &section.heading));
        for piece in &section.pieces {
            all.push((Role::Name, &piece.title));
            all.push((Role::About, &piece.about));
            all.push((Role::Text, &piece.text));
        }
    }
    let said = all.into_iter().map(|(role, text)| (role, clean(text)));
    said.filter(|(_, text)| !text.trim().is_empty()).collect()
}

/// What a line can hold: signs that steer and are not text become spaces.
fn clean(text: &str) -> String {
    let one = |sign: char| match sign {
        '\n' => '\n',
        '\u{2028}' | '\u{2029}' => '\n',
        sign if sign.is_control() => ' ',
        sign => sign,
    };
    text.chars().map(one).collect()
}

/// The lines, page by page. A heading stands with the first line of what follows.
fn place(blocks: &[Block]) -> Vec<Vec<Placed>> {
    let (mut pages, mut page, mut at) = (Vec::new(), Vec::new(), MARGIN);
    for (number, block) in blocks.iter().enumerate() {
        if at > MARGIN {
            at += block.role.above();
        }
        for (line, set) in block.layout.lines().enumerate() {
            let (from, to) = (set.metrics().block_min_coord, set.metrics().block_max_coord);
            let height = to - from;
            let beside = match block.role.leads() && line == 0 {
                true => together(blocks, number + 1),
                false => 0.0,
            };
            if at + height + beside > BOTTOM && !page.is_empty() {
                pages.push(std::mem::take(&mut page));
                at = MARGIN;
            }
            page.push(Placed {
                block: number,
                line,
                top: at - from,
            });
            at += height;
        }
    }
    if !page.is_empty() {
        pages.push(page);
    }
    pages
}

/// How much room what follows a heading needs to begin beside it.
fn together(blocks: &[Block], from: usize) -> f32 {
    let mut needed = 0.0;
    for block in blocks.iter().skip(from).take(3) {
        needed += block.role.above() + block.role.size() * 1.4;
        if !block.role.leads() {
            break;
        }
    }
    needed
}
