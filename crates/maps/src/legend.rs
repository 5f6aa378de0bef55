//! What the shades mean: as a list beside the picture on a page, and as words in a picture by itself.

use std::fmt::Write;

use crate::drawing::{Direction, Drawing};
use crate::map::Map;
use crate::svg::{Colours, Paint};
use crate::xml::Safe;

/// The legend as an HTML list, for beside the picture: words inside it would shrink with it. Its patterns are those of the picture, which has to
/// be on the same page.
pub fn legend(drawing: &Drawing) -> String {
    let paint = Paint::new(drawing);
    let mut html = String::from(r#"<ul class="map-legend">"#);
    for (shade, text) in drawing.legend {
        let _ = write!(
            html,
            r#"<li><svg class="map" aria-hidden="true" viewBox="0 0 80 56"><rect {} width="80" height="56"/></svg><span>{}</span></li>"#,
            paint.fill(*shade),
            Safe(text)
        );
    }
    html.push_str("</ul>");
    html
}

/// Sizes of the words in a picture by itself, in units.
const TITLE: f64 = 56.0;
const TEXT: f64 = 38.0;
const NOTE: f64 = 30.0;
const MARGIN: f64 = 40.0;
const SWATCH: (f64, f64) = (80.0, 46.0);
/// No narrower, so that words have room beside a long, thin country.
const NARROWEST: f64 = 1200.0;

/// The words of a picture by itself, and where they stand.
pub(crate) struct Words<'a> {
    drawing: &'a Drawing<'a>,
    map: (f64, f64),
    width: f64,
    title: Vec<String>,
    note: Vec<String>,
}

impl<'a> Words<'a> {
    pub fn new(map: &Map, drawing: &'a Drawing<'a>) -> Self {
        let (w, h) = map.size();
        let width = f64::from(w).max(NARROWEST);
        let room = width - 2.0 * MARGIN;
        Words {
            drawing,
            map: (f64::from(w), f64::from(h)),
            width,
            title: wrapped(drawing.title, room / TITLE),
            note: wrapped(drawing.note, room / NOTE),
        }
    }

    fn top(&self) -> f64 {
        MARGIN + self.title.len() as f64 * TITLE * 1.3
    }

    fn lines(&self) -> f64 {
        self.drawing.legend.len() as f64 * TEXT * 1.6
    }

    /// Width and height of the whole picture.
    pub fn size(&self) -> (u32, u32) {
        let note = self.note.len() as f64 * NOTE * 1.4;
        let height = self.top() + self.map.1 + self.lines() + note + 2.0 * MARGIN;
        (self.width.ceil() as u32, height.ceil() as u32)
    }

    /// Where the map begins.
    pub fn map(&self) -> (f64, f64) {
        (
            ((self.width - self.map.0) / 2.0).round(),
            self.top().round(),
        )
    }

    pub fn write(&self, svg: &mut String, paint: &Paint, colours: &Colours) {
        let mut y = MARGIN;
        for line in &self.title {
            y += TITLE * 1.3;
            self.text(svg, colours, 0.0, y - TITLE * 0.35, TITLE, line);
        }
        y = self.top() + self.map.1 + MARGIN / 2.0;
        for (shade, text) in self.drawing.legend {
            let x = match self.drawing.direction {
                Direction::LeftToRight => MARGIN,
                Direction::RightToLeft => self.width - MARGIN - SWATCH.0,
            };
            let _ = write!(
                svg,
                r#"<rect {} stroke="{}" x="{x}" y="{y:.0}" width="{}" height="{}"/>"#,
                paint.fill(*shade),
                colours.ink,
                SWATCH.0,
                SWATCH.1
            );
            self.text(svg, colours, SWATCH.0 + 24.0, y + TEXT * 0.95, TEXT, text);
            y += TEXT * 1.6;
        }
        for line in &self.note {
            y += NOTE * 1.4;
            self.text(svg, colours, 0.0, y, NOTE, line);
        }
    }

    /// A line of words, so far from the side where lines begin.
    fn text(&self, svg: &mut String, colours: &Colours, from: f64, y: f64, size: f64, text: &str) {
        // Not every program that draws asks for the direction of a line; all know these marks.
        let (x, anchor, open, close) = match self.drawing.direction {
            Direction::LeftToRight => (MARGIN + from, "start", "", ""),
            Direction::RightToLeft => (self.width - MARGIN - from, "end", "\u{2067}", "\u{2069}"),
        };
        let _ = write!(
            svg,
            r#"<text x="{x}" y="{y:.0}" font-size="{size}" text-anchor="{anchor}" fill="{}" font-family="sans-serif">{open}{}{close}</text>"#,
            colours.ink,
            Safe(text)
        );
    }
}

/// Lines of a text, by how many letters of the usual width have room.
fn wrapped(text: &str, ems: f64) -> Vec<String> {
    let most = (ems / 0.58).max(10.0) as usize;
    let mut lines: Vec<String> = Vec::new();
    let mut left = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        match lines.last_mut() {
            Some(line) if length < left => {
                line.push(' ');
                line.push_str(word);
                left -= length + 1;
            }
            _ => {
                lines.push(word.to_owned());
                left = most.saturating_sub(length);
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_broken_between_words() {
        assert_eq!(
            wrapped("one two three four", 5.8),
            ["one two", "three four"]
        );
        assert_eq!(wrapped("", 100.0), Vec::<String>::new());
        assert_eq!(wrapped("averyveryverylongword x", 5.8).len(), 2);
    }
}
