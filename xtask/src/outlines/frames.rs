//! What of a country is drawn where: most of it in one picture, and parts with a code of their own that lie far away in boxes.

use std::collections::{BTreeMap, BTreeSet};

use super::source::FINE;
use super::topology::{Point, Shapes, area, line};

/// A part of the picture of a country, which has a middle of its own.
pub struct Frame {
    /// Degrees east and north.
    pub middle: (f64, f64),
    /// Kilometres from side to side and from top to bottom.
    pub size: (f64, f64),
    /// The rings in it: region, and which of its rings.
    pub rings: Vec<(usize, usize)>,
}

/// Boxes beside the picture, at most.
const BOXES: usize = 3;
/// What remains of the picture's area when something is taken away that should be.
const WORTH: f64 = 0.85;
/// Kilometres from the largest part that are far.
const FAR: f64 = 250.0;
/// The most of the area that may go into a box, and that may be left out.
const IN_BOX: f64 = 0.3;
const LEFT_OUT: f64 = 0.02;

/// A ring with what is looked at here.
#[derive(Clone)]
struct Part {
    at: (usize, usize),
    area: f64,
    points: Vec<Point>,
    span: Span,
}

/// Least and greatest of both directions, in kilometres.
#[derive(Clone, Copy)]
struct Span([f64; 4]);

impl Span {
    const NONE: Span = Span([f64::MAX, f64::MAX, f64::MIN, f64::MIN]);

    fn with(self, other: Span) -> Span {
        let (a, b) = (self.0, other.0);
        Span([
            a[0].min(b[0]),
            a[1].min(b[1]),
            a[2].max(b[2]),
            a[3].max(b[3]),
        ])
    }

    fn size(self) -> (f64, f64) {
        (
            (self.0[2] - self.0[0]).max(1.0),
            (self.0[3] - self.0[1]).max(1.0),
        )
    }

    fn area(self) -> f64 {
        let (w, h) = self.size();
        w * h
    }

    fn diagonal(self) -> f64 {
        let (w, h) = self.size();
        w.hypot(h)
    }

    fn gap(self, other: Span) -> f64 {
        let (a, b) = (self.0, other.0);
        let apart = |low: usize, high: usize| (b[low] - a[high]).max(a[low] - b[high]).max(0.0);
        apart(0, 2).hypot(apart(1, 3))
    }
}

/// East and north of a middle in kilometres, all areas at their size (Lambert).
fn lambert(middle: (f64, f64), point: Point) -> (f64, f64) {
    let turn = (point.0 as f64 / FINE - middle.0).to_radians();
    let (sin, cos) = (point.1 as f64 / FINE).to_radians().sin_cos();
    let (sin0, cos0) = middle.1.to_radians().sin_cos();
    let k = (2.0 / (1.0 + sin0 * sin + cos0 * cos * turn.cos()).max(1e-9)).sqrt() * 6371.0;
    let north = cos0 * sin - sin0 * cos * turn.cos();
    (k * cos * turn.sin(), k * north)
}

fn span(points: &[Point], middle: (f64, f64)) -> Span {
    points.iter().fold(Span::NONE, |span, point| {
        let (x, y) = lambert(middle, *point);
        span.with(Span([x, y, x, y]))
    })
}

/// The frames of a country: the picture first, then boxes, the larger first.
pub fn frames(shapes: &Shapes) -> Vec<Frame> {
    let mut parts = Vec::new();
    for (number, region) in shapes.regions.iter().enumerate() {
        for (ring, arcs) in region.rings.iter().enumerate() {
            let points = line(&shapes.arcs, arcs);
            let (at, area) = ((number, ring), area(&points).abs());
            parts.push(Part {
                at,
                area,
                points,
                span: Span::NONE,
            });
        }
    }
    let coded = |region: usize| shapes.regions[region].code != "-";
    let (main, boxes) = split(parts, &coded, BOXES);
    let mut frames = vec![frame(main)];
    // What is small and far of a box goes, too.
    let boxes = boxes.into_iter().map(|part| split(part, &coded, 0).0);
    let mut boxes: Vec<Frame> = boxes.map(frame).collect();
    boxes.sort_by(|a, b| {
        b.rings
            .len()
            .cmp(&a.rings.len())
            .then(a.rings.cmp(&b.rings))
    });
    frames.extend(boxes);
    frames
}

fn frame(parts: Vec<Part>) -> Frame {
    let middle = middle(&parts);
    let all = parts
        .iter()
        .fold(Span::NONE, |all, part| all.with(span(&part.points, middle)));
    Frame {
        middle,
        size: all.size(),
        rings: parts.iter().map(|part| part.at).collect(),
    }
}

/// The middle of some rings between the farthest to each side, to a tenth of a degree.
fn middle(parts: &[Part]) -> (f64, f64) {
    let all = parts
        .iter()
        .flat_map(|part| &part.points)
        .fold(Span::NONE, |all, p| {
            let (x, y) = (p.0 as f64 / FINE, p.1 as f64 / FINE);
            all.with(Span([x, y, x, y]))
        });
    let tenth = |sum: f64| (sum * 5.0).round() / 10.0;
    (tenth(all.0[0] + all.0[2]), tenth(all.0[1] + all.0[3]))
}

/// Takes away what stretches the picture though it is little: into boxes, as long as there are any, when all of its regions are far away.
fn split(
    mut parts: Vec<Part>,
    coded: &dyn Fn(usize) -> bool,
    boxes: usize,
) -> (Vec<Part>, Vec<Vec<Part>>) {
    let mut taken = Vec::new();
    loop {
        let at = heart(&parts);
        for part in &mut parts {
            part.span = span(&part.points, at);
        }
        let away = worst(&parts, coded, boxes - taken.len()).unwrap_or_default();
        if away.is_empty() {
            return (parts, taken);
        }
        for Away { group, boxed, .. } in away {
            let out = |part: &Part| group.contains(&part.at);
            let (gone, kept): (Vec<Part>, Vec<Part>) = parts.into_iter().partition(out);
            parts = kept;
            if boxed {
                taken.push(gone);
            }
        }
    }
}

/// The middle of some rings by their area, roughly.
fn heart(parts: &[Part]) -> (f64, f64) {
    let sum: f64 = parts.iter().map(|part| part.area).sum();
    let weighed = parts.iter().fold((0.0, 0.0), |(x, y), part| {
        let (east, north) = middle(std::slice::from_ref(part));
        (x + east * part.area / sum, y + north * part.area / sum)
    });
    if sum > 0.0 { weighed } else { middle(parts) }
}

type Group = BTreeSet<(usize, usize)>;

fn around<'a>(parts: impl Iterator<Item = &'a Part>) -> Span {
    parts.fold(Span::NONE, |all, part| all.with(part.span))
}

/// Something that may be taken away.
struct Away {
    group: Group,
    gap: f64,
    boxed: bool,
}

/// What is best taken away: the farthest, and as much as helps.
fn worst(parts: &[Part], coded: &dyn Fn(usize) -> bool, boxes: usize) -> Option<Vec<Away>> {
    let all = around(parts.iter());
    let mut away: Vec<Away> = Vec::new();
    for one in removable(parts, coded, all.diagonal() * 0.05) {
        let known = away.iter().any(|other| other.group == one.group);
        let full = one.boxed && away.iter().filter(|other| other.boxed).count() >= boxes;
        if !known && !full {
            away.push(one);
        }
    }
    let left = |count: usize| {
        let gone = |part: &&Part| away[..count].iter().any(|a| a.group.contains(&part.at));
        around(parts.iter().filter(|part| !gone(part))).area() / all.area()
    };
    let left: Vec<f64> = (0..=away.len()).map(left).collect();
    let best = left.iter().copied().fold(f64::MAX, f64::min);
    let count = left.iter().position(|left| *left <= best * 1.02)?;
    away.truncate(count);
    (best < WORTH).then_some(away)
}

/// Groups that may be taken away, the farthest first.
fn removable(parts: &[Part], coded: &dyn Fn(usize) -> bool, gap: f64) -> Vec<Away> {
    let of = |group: &Group| {
        let own = parts.iter().filter(|part| group.contains(&part.at));
        own.collect::<Vec<_>>()
    };
    let area = |group: &Group| of(group).iter().map(|part| part.area).sum::<f64>();
    let sum: f64 = parts.iter().map(|part| part.area).sum();
    let groups = groups(parts, gap);
    let main = { groups.iter() }.max_by(|a, b| area(a).total_cmp(&area(b)));
    let Some(main) = main else { return Vec::new() };
    let main_span = around(of(main).into_iter());
    let away = groups
        .iter()
        .filter(|group| *group != main)
        .filter_map(|group| {
            let gap = around(of(group).into_iter()).gap(main_span);
            if gap < FAR {
                return None;
            }
            let regions: BTreeSet<usize> = group.iter().map(|at| at.0).collect();
            let whole = parts.iter().map(|part| part.at);
            let whole: Group = whole.filter(|at| regions.contains(&at.0)).collect();
            let boxed = whole.is_disjoint(main) && regions.iter().all(|region| coded(*region));
            // A region that has a code stays somewhere.
            let group = if boxed { whole } else { group.clone() };
            let most = if boxed { IN_BOX } else { LEFT_OUT };
            (area(&group) <= most * sum).then_some(Away { group, gap, boxed })
        });
    let mut away: Vec<Away> = away.collect();
    away.sort_by(|a, b| b.gap.total_cmp(&a.gap));
    away
}

/// Rings that lie less than a gap from another of the same group.
fn groups(parts: &[Part], gap: f64) -> Vec<Group> {
    let mut group: Vec<usize> = (0..parts.len()).collect();
    for a in 0..parts.len() {
        for b in 0..a {
            if group[a] != group[b] && parts[a].span.gap(parts[b].span) <= gap {
                let (from, to) = (group[a], group[b]);
                group
                    .iter_mut()
                    .filter(|of| **of == from)
                    .for_each(|of| *of = to);
            }
        }
    }
    let mut groups: BTreeMap<usize, Group> = BTreeMap::new();
    for (part, group) in parts.iter().zip(group) {
        groups.entry(group).or_default().insert(part.at);
    }
    groups.into_values().collect()
}
