//! The text in which outlines are kept; `crates/maps/data/README.md` says how to read it.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::source::FINE;
use super::topology::{Point, Ring, Shapes, area, centre, dissolve, line, number_of};
use super::{BOX, LEAST, SIDE, frames, simplify};

pub const HEAD: &str =
    "# Made by `cargo xtask outlines` from Natural Earth, which is in the public domain.\n";

/// Steps of a degree on the world map.
const WORLD_GRID: f64 = 10.0;
/// Letters for six bits; the first half ends a number.
const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/// Bytes that the drawing of a country may take, by the count below.
const BYTES: usize = 38_000;

pub fn world<'a>(shapes: &Shapes, others: &dyn Fn(&str) -> Vec<&'a str>) -> String {
    let mut text = format!("{HEAD}m WORLD {WORLD_GRID}\n");
    body(&mut text, shapes, WORLD_GRID, others, &|_| 0);
    text
}

/// A country with its regions: shapes for its size on the picture, coarser when there are too many.
pub fn country<'a>(
    code: &str,
    groups: BTreeMap<&str, Vec<&Ring>>,
    others: &dyn Fn(&str) -> Vec<&'a str>,
) -> String {
    let mut fine = dissolve(&groups, turning(&groups));
    let frames = frames::frames(&fine);
    let region_frame = framed(&mut fine, &frames);
    let frame = |code: &str| region_frame.get(code).copied().unwrap_or(0);
    // Kilometres of a unit.
    let units: Vec<f64> = {
        frames
            .iter()
            .zip([SIDE].into_iter().chain(std::iter::repeat(BOX)))
    }
    .map(|(frame, side)| frame.size.0.max(frame.size.1) / side)
    .collect();
    let shapes = light(&fine, &|region| units[frame(region)]);
    // Steps of about a unit of the finest frame.
    let step = units.iter().copied().fold(f64::MAX, f64::min) / simplify::DEGREE;
    let grid = (1.0 / step).clamp(10.0, 5_000.0).round();
    let mut text = format!("m {code} {grid}");
    for frame in &frames {
        let _ = write!(text, " {},{}", frame.middle.0, frame.middle.1);
    }
    text.push('\n');
    body(&mut text, &shapes, grid, others, &frame);
    text
}

/// Leaves out the rings that are in no frame, and says in which frame each region is.
fn framed(shapes: &mut Shapes, frames: &[frames::Frame]) -> BTreeMap<String, usize> {
    let mut frame_of = BTreeMap::new();
    for (number, frame) in frames.iter().enumerate() {
        frame_of.extend(frame.rings.iter().map(|at| (*at, number)));
    }
    let mut region_frame = BTreeMap::new();
    for (number, region) in shapes.regions.iter_mut().enumerate() {
        let rings = std::mem::take(&mut region.rings).into_iter().enumerate();
        for (at, ring) in rings {
            if let Some(frame) = frame_of.get(&(number, at)) {
                region_frame.insert(region.code.clone(), *frame);
                region.rings.push(ring);
            }
        }
        // The middle of what is drawn, if parts were left out.
        let lines = region.rings.iter().map(|ring| line(&shapes.arcs, ring));
        let largest = lines.max_by(|a, b| area(a).abs().total_cmp(&area(b).abs()));
        region.middle = largest.map_or(region.middle, |ring| centre(&ring));
    }
    shapes.regions.retain(|region| !region.rings.is_empty());
    region_frame
}

/// Simplifies a country until its picture is light enough.
fn light(fine: &Shapes, unit: &dyn Fn(&str) -> f64) -> Shapes {
    // No arc lies in two frames.
    let mut units: BTreeMap<Point, f64> = BTreeMap::new();
    for region in &fine.regions {
        for arc in region.rings.iter().flatten() {
            let start = fine.arcs[number_of(*arc)].points[0];
            units.insert(start, unit(&region.code));
        }
    }
    let unit = |at: Point| units.get(&at).copied().unwrap_or(1.0);
    let mut least = LEAST;
    loop {
        let shapes = simplify::shapes(fine.clone(), &unit, least);
        let rings = shapes.regions.iter().flat_map(|region| &region.rings);
        let points: usize = rings.map(|ring| line(&shapes.arcs, ring).len()).sum();
        // About what a place takes in a path, and a region has around it.
        if points * 6 + fine.regions.len() * 60 < BYTES || least > 400.0 {
            return shapes;
        }
        least *= 1.25;
    }
}

/// The meridian that the regions of a country lie around.
fn turning(groups: &BTreeMap<&str, Vec<&Ring>>) -> f64 {
    let (mut sin, mut cos) = (0.0, 0.0);
    for point in groups.values().flatten().flat_map(|ring| ring.iter()) {
        let (s, c) = (point.0 as f64 / FINE).to_radians().sin_cos();
        (sin, cos) = (sin + s, cos + c);
    }
    f64::atan2(sin, cos).to_degrees().round()
}

fn body<'a>(
    text: &mut String,
    shapes: &Shapes,
    grid: f64,
    others: &dyn Fn(&str) -> Vec<&'a str>,
    frame: &dyn Fn(&str) -> usize,
) {
    let coarse = |(x, y): Point| {
        let round = |part: i64| (part as f64 * grid / FINE).round() as i64;
        (round(x), round(y))
    };
    let mut last = (0, 0);
    for arc in &shapes.arcs {
        text.push_str("a ");
        let mut points: Vec<Point> = arc.points.iter().map(|point| coarse(*point)).collect();
        points.dedup();
        for point in points {
            number(text, point.0 - last.0);
            number(text, point.1 - last.1);
            last = point;
        }
        text.push('\n');
    }
    for region in &shapes.regions {
        let middle = coarse(region.middle);
        let rings: Vec<String> = { region.rings.iter() }
            .map(|ring| {
                ring.iter()
                    .map(i32::to_string)
                    .collect::<Vec<_>>()
                    .join(",")
            })
            .collect();
        let mut codes = vec![region.code.as_str()];
        codes.extend(others(&region.code));
        let (codes, frame, rings) = (codes.join(","), frame(&region.code), rings.join(";"));
        let _ = writeln!(text, "r {codes} {frame} {},{} {rings}", middle.0, middle.1);
    }
}

/// A number in five bits to a letter, the lowest first; the lowest bit of all is the sign.
fn number(text: &mut String, value: i64) {
    let mut left = ((value << 1) ^ (value >> 63)) as u64;
    loop {
        let more = left >= 32;
        let letter = LETTERS[(left % 32) as usize + if more { 32 } else { 0 }];
        text.push(letter as char);
        left /= 32;
        if !more {
            break;
        }
    }
}
