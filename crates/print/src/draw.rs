//! Lines into a file: glyphs where they stand, and the tree of what is a heading and what is text.

use std::{collections::HashMap, num::NonZeroU16, ops::Range};

use krilla::{
    Document, SerializeSettings,
    geom::Point,
    metadata::{Metadata, TextDirection},
    page::PageSettings,
    surface::Surface,
    tagging::{
        Artifact, ArtifactType, ContentTag, Identifier, Node, SpanTag, Tag, TagGroup, TagKind,
        TagTree,
    },
    text::{Font, GlyphId, KrillaGlyph},
};
use parley::Line;

use crate::{
    NotMade, Paper,
    flow::{Block, HEIGHT, MARGIN, Pages, Role, WIDTH},
};

type Fonts = HashMap<u64, Font>;

/// The file.
pub fn file(paper: &Paper, pages: &Pages) -> Result<Vec<u8>, NotMade> {
    let mut document = Document::new_with(SerializeSettings {
        enable_tagging: true,
        ..SerializeSettings::default()
    });
    document.set_metadata(metadata(paper));
    let mut fonts = Fonts::new();
    let mut read: Vec<Vec<Identifier>> = pages.blocks.iter().map(|_| Vec::new()).collect();
    let size = PageSettings::from_wh(WIDTH, HEIGHT).ok_or(NotMade::Failed)?;
    // The lines of a block stand one after the other: they are listed once for each.
    let mut at_hand: (usize, Vec<Line<'_, ()>>) = (usize::MAX, Vec::new());
    for (placed, below) in pages.pages.iter().zip(&pages.feet) {
        let mut page = document.start_page_with(size.clone());
        let mut surface = page.surface();
        for at in placed {
            let block = &pages.blocks[at.block];
            if at_hand.0 != at.block {
                at_hand = (at.block, block.layout.lines().collect());
            }
            let Some(line) = at_hand.1.get(at.line) else {
                continue;
            };
            let tag = ContentTag::Span(SpanTag::empty());
            read[at.block].push(surface.start_tagged(tag));
            draw(&mut surface, &mut fonts, (block, line), at.top)?;
            surface.end_tagged();
        }
        foot(&mut surface, &mut fonts, below)?;
        surface.finish();
        page.finish();
    }
    document.set_tag_tree(tree(&pages.blocks, read));
    document.finish().map_err(|_| NotMade::Failed)
}

fn metadata(paper: &Paper) -> Metadata {
    let direction = match paper.right_to_left {
        true => TextDirection::RightToLeft,
        false => TextDirection::LeftToRight,
    };
    Metadata::new()
        .title(paper.title.clone())
        .language(paper.language.clone())
        .text_direction(direction)
}

/// The number of a page, which is no part of what is read.
fn foot(surface: &mut Surface<'_>, fonts: &mut Fonts, block: &Block) -> Result<(), NotMade> {
    let artifact = Artifact::with_kind(ArtifactType::Other);
    surface.start_tagged(ContentTag::Artifact(artifact));
    let lines: Vec<Line<'_, ()>> = block.layout.lines().take(1).collect();
    for line in &lines {
        draw(surface, fonts, (block, line), HEIGHT - MARGIN)?;
    }
    surface.end_tagged();
    Ok(())
}

/// A line, where its block would begin at `top`.
fn draw(
    surface: &mut Surface<'_>,
    fonts: &mut Fonts,
    (block, line): (&Block, &Line<'_, ()>),
    top: f32,
) -> Result<(), NotMade> {
    let y = top + line.metrics().baseline;
    let mut x = MARGIN + line.metrics().offset;
    for run in line.runs() {
        let (size, from) = (run.font_size(), x);
        let data = run.font().clone();
        let (bytes, id) = data.data.into_raw_parts();
        let font = match fonts.get(&id) {
            Some(font) => font.clone(),
            None => {
                let font = Font::new(bytes.into(), data.index).ok_or(NotMade::Failed)?;
                fonts.insert(id, font.clone());
                font
            }
        };
        let mut glyphs: Vec<KrillaGlyph> = Vec::new();
        // What is drawn with another letter is read there: in a line from right to left that one comes after it.
        let mut drawn_with_next: Option<Range<usize>> = None;
        for cluster in run.visual_clusters() {
            let letters = cluster.text_range();
            if cluster.is_ligature_continuation() {
                match glyphs.last_mut() {
                    _ if run.is_rtl() => drawn_with_next = Some(joined(drawn_with_next, letters)),
                    Some(glyph) => {
                        glyph.text_range = joined(Some(glyph.text_range.clone()), letters)
                    }
                    None => {}
                }
                continue;
            }
            let letters = joined(drawn_with_next.take(), letters);
            for glyph in cluster.glyphs() {
                glyphs.push(KrillaGlyph::new(
                    GlyphId::new(glyph.id),
                    glyph.advance / size,
                    glyph.x / size,
                    glyph.y / size,
                    0.0,
                    letters.clone(),
                    None,
                ));
                x += glyph.advance;
            }
        }
        surface.draw_glyphs(
            Point { x: from, y },
            &glyphs,
            font,
            &block.text,
            size,
            false,
        );
    }
    Ok(())
}

fn joined(one: Option<Range<usize>>, other: Range<usize>) -> Range<usize> {
    let one = one.unwrap_or_else(|| other.clone());
    one.start.min(other.start)..one.end.max(other.end)
}

/// What is a title, a heading, a name, a text: in the order in which it is read.
fn tree(blocks: &[Block], read: Vec<Vec<Identifier>>) -> TagTree {
    let mut tree = TagTree::new();
    for (block, lines) in blocks.iter().zip(read) {
        let mut group = TagGroup::new(kind(block));
        lines
            .into_iter()
            .for_each(|line| group.push(Node::Leaf(line)));
        tree.push(group);
    }
    tree
}

fn kind(block: &Block) -> TagKind {
    let level = match block.role {
        Role::Title => 1,
        Role::Heading => 2,
        Role::Name => 3,
        Role::About | Role::Text | Role::Foot => return Tag::P.into(),
    };
    match NonZeroU16::new(level) {
        Some(level) => Tag::Hn(level, Some(block.text.clone())).into(),
        None => Tag::P.into(),
    }
}
