//! What is to be drawn on a map.

use crate::breaks::Shade;
use crate::clusters::Cluster;

/// A picture: what its regions are filled with, what is marked, and the words with it. Words come from the catalogue of whoever draws.
#[derive(Clone, Copy)]
pub struct Drawing<'a> {
    /// Stands before all ids of the picture, so that a page may have more than one. Letters, digits, `-` and `_`; all else is left out.
    pub prefix: &'a str,
    /// What it shows, in a few words.
    pub title: &'a str,
    /// What is seen on it, for those who do not see it.
    pub description: &'a str,
    /// How many classes there are, so that the darkest is always as dark.
    pub classes: usize,
    /// What each region is filled with, by its code.
    pub regions: &'a dyn Fn(&str) -> Region,
    pub marks: &'a [Mark],
    /// What each shade means.
    pub legend: &'a [(Shade, String)],
    /// That the borders say nothing about whose land it is. Drawn in a picture by itself; a page says it under the map.
    pub note: &'a str,
    pub direction: Direction,
    pub look: Look,
    /// Whether the tab key stops at each region with a link. A table under the map has the same links, and is shorter to go through.
    pub stops: bool,
}

impl<'a> Drawing<'a> {
    /// A drawing of regions for a page, to which the rest is added.
    pub fn new(prefix: &'a str, regions: &'a dyn Fn(&str) -> Region) -> Self {
        Drawing {
            prefix,
            title: "",
            description: "",
            classes: 1,
            regions,
            marks: &[],
            legend: &[],
            note: "",
            direction: Direction::LeftToRight,
            look: Look::Page,
            stops: false,
        }
    }

    /// An id of this drawing.
    pub(crate) fn id(&self, name: &str) -> String {
        let fine = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        let mut id: String = self.prefix.chars().filter(fine).collect();
        id.push('-');
        id + name
    }
}

/// What a region shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region {
    pub shade: Shade,
    /// Its name and number, in words. Shown where a pointer rests; read out for a link.
    pub title: String,
    /// Where it leads.
    pub href: Option<String>,
}

impl Region {
    /// A region of which nothing is known.
    pub fn missing() -> Self {
        Region {
            shade: Shade::Missing,
            title: String::new(),
            href: None,
        }
    }
}

/// A circle for a cluster of points.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    pub cluster: Cluster,
    /// What stands in it: a number, written as in the language of the page.
    pub text: String,
    /// What it is, in words.
    pub title: String,
    /// Where it leads.
    pub href: Option<String>,
}

/// Which way words go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    LeftToRight,
    RightToLeft,
}

/// Where a picture is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// In a page, with the colours of its stylesheet ([`crate::CSS`]) and the legend beside it ([`crate::legend`]).
    Page,
    /// By itself, as a file: with its own colours, and title, legend and note in the picture.
    Alone(Scheme),
}

/// Colours of a picture by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    Light,
    Dark,
}
