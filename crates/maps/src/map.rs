//! A map that is ready to be drawn: its regions as paths. Each is made once and kept.

use std::collections::HashMap;
use std::sync::{LazyLock, OnceLock};

use crate::data::{self, Outline, Outlines};
use crate::layout::{Frame, Layout, layout, number};
use crate::path;
use crate::place::Place;

/// A region whose largest part is less than this many units to each side is a dot.
const SMALL: i32 = 14;
/// Radius of a dot, in units.
const DOT: i32 = 8;

/// The outlines of the world or of a country, ready to be drawn.
pub struct Map {
    pub(crate) outlines: Outlines,
    pub(crate) layout: Layout,
    /// In the order in which they are drawn: dots last.
    pub(crate) shapes: Vec<Shape>,
    index: HashMap<&'static str, &'static str>,
}

/// A region as it is drawn.
pub(crate) struct Shape {
    pub id: &'static str,
    pub path: String,
    pub is_dot: bool,
}

/// Land without a code: drawn, and never asked about.
pub(crate) const LAND: &str = "-";

struct Country {
    text: &'static str,
    map: OnceLock<Option<Map>>,
}

static WORLD: LazyLock<Map> = LazyLock::new(|| Map::new(data::world()));
static COUNTRIES: LazyLock<HashMap<&'static str, Country>> = LazyLock::new(|| {
    let country = |(code, text)| {
        (
            code,
            Country {
                text,
                map: OnceLock::new(),
            },
        )
    };
    data::countries().map(country).collect()
});

impl Map {
    /// All countries. Each has its code of ISO 3166-1; `XK` is Kosovo.
    pub fn world() -> &'static Map {
        &WORLD
    }

    /// A country with its subdivisions, by its code of ISO 3166-1 or `XK`. Nothing for those that are not drawn.
    pub fn country(code: &str) -> Option<&'static Map> {
        let country = COUNTRIES.get(code)?;
        let map = country
            .map
            .get_or_init(|| data::read(country.text).map(Map::new));
        map.as_ref()
    }

    fn new(outlines: Outlines) -> Map {
        let layout = layout(&outlines);
        let mut shapes: Vec<Shape> = { outlines.regions.iter() }
            .map(|outline| shape(&outlines, &layout.frames[outline.frame], outline))
            .collect();
        shapes.sort_by_key(|shape| shape.is_dot);
        let coded = outlines
            .regions
            .iter()
            .filter(|region| region.codes[0] != LAND);
        let index =
            coded.flat_map(|region| region.codes.iter().map(|code| (*code, region.codes[0])));
        Map {
            index: index.collect(),
            layout,
            shapes,
            outlines,
        }
    }

    /// The codes of all regions that are drawn, in their order: those a drawing asks about.
    pub fn codes(&self) -> impl Iterator<Item = &'static str> {
        let codes = self.outlines.regions.iter().map(|region| region.codes[0]);
        codes.filter(|code| *code != LAND)
    }

    /// The region that a code of ISO 3166 lies in. Of the world, the country of a subdivision. Provinces that were parted since the outlines
    /// were drawn lie in one region: their counts are added up before it gets a shade. Nothing for codes above subdivisions, such as
    /// England, and some that the outlines cannot tell.
    pub fn region_of(&self, code: &str) -> Option<&'static str> {
        let country = || self.index.get(code.split_once('-')?.0);
        let found = self.index.get(code);
        let found = if self.outlines.code == data::WORLD_CODE {
            found.or_else(country)
        } else {
            found
        };
        found.copied()
    }

    /// Other codes that lie in a region besides its own.
    pub fn others(&self, region: &str) -> &[&'static str] {
        let found = self
            .outlines
            .regions
            .iter()
            .find(|outline| outline.codes[0] == region);
        found.map_or(&[], |outline| &outline.codes[1..])
    }

    /// Where a place is on the picture, in units from its left and top; nothing when it is outside.
    pub fn at(&self, place: Place) -> Option<(f64, f64)> {
        let inside = |frame: &Frame| {
            let (x, y) = frame.at(place.longitude(), place.latitude());
            let [left, top, right, bottom] = frame.span;
            ((left..=right).contains(&x) && (top..=bottom).contains(&y)).then_some((x, y))
        };
        self.layout.frames.iter().find_map(inside)
    }

    /// Width and height of the picture on a page, in units: what a page leaves free for it.
    pub fn size(&self) -> (u32, u32) {
        self.layout.size
    }
}

fn shape(outlines: &Outlines, frame: &Frame, outline: &Outline) -> Shape {
    let at = |(east, north): (i32, i32)| {
        let degrees = |steps: i32| f64::from(steps) / outlines.grid;
        let (x, y) = frame.of_line(degrees(east), degrees(north));
        (x.round() as i32, y.round() as i32)
    };
    let id = outline.codes[0];
    let (mut path, mut largest) = (String::new(), 0);
    for ring in &outline.rings {
        let points: Vec<(i32, i32)> = line(outlines, ring).into_iter().map(at).collect();
        if path::ring(&mut path, &points) {
            largest = largest.max(side(&points));
        }
    }
    let is_dot = id != LAND && largest < SMALL;
    if is_dot {
        let (x, y) = at(outline.middle);
        let (r, d) = (DOT, 2 * DOT);
        path = format!("M{} {y}a{r} {r} 0 1 0 {d} 0a{r} {r} 0 1 0-{d} 0z", x - r);
    }
    Shape { id, path, is_dot }
}

/// The longer side of what a ring takes.
fn side(points: &[(i32, i32)]) -> i32 {
    let length = |of: fn(&(i32, i32)) -> i32| {
        let most = points.iter().map(of).max().unwrap_or(0);
        most - points.iter().map(of).min().unwrap_or(0)
    };
    length(|point| point.0).max(length(|point| point.1))
}

/// The places of a ring, one after the other.
pub(crate) fn line(outlines: &Outlines, ring: &[i32]) -> Vec<(i32, i32)> {
    let mut points = Vec::new();
    for arc in ring {
        let Some(of) = outlines.arcs.get(number(*arc)) else {
            continue;
        };
        points.pop();
        match *arc < 0 {
            true => points.extend(of.iter().rev()),
            false => points.extend(of),
        }
    }
    points
}
