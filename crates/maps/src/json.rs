//! The outlines as TopoJSON, for a map that can be moved and made larger.

use serde::Serialize;

use crate::data::Outline;
use crate::map::{LAND, Map, line};

#[derive(Serialize)]
struct Topology<'a> {
    r#type: &'static str,
    transform: Transform,
    arcs: Vec<Vec<(i32, i32)>>,
    objects: Objects<'a>,
}

#[derive(Serialize)]
struct Transform {
    scale: (f64, f64),
    translate: (f64, f64),
}

#[derive(Serialize)]
struct Objects<'a> {
    regions: Collection<'a>,
}

#[derive(Serialize)]
struct Collection<'a> {
    r#type: &'static str,
    geometries: Vec<Geometry<'a>>,
}

#[derive(Serialize)]
struct Geometry<'a> {
    r#type: &'static str,
    /// Nothing for land without a code.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'static str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    others: &'a [&'static str],
    /// Degrees east and north, for a region too small to be seen.
    #[serde(skip_serializing_if = "Option::is_none")]
    dot: Option<(f64, f64)>,
    /// Polygons; each has its outer ring first, then its holes.
    arcs: Vec<Vec<&'a [i32]>>,
}

impl Map {
    /// The outlines as TopoJSON in whole steps of a degree, without any numbers: object `regions`, each with `id`, `others` that lie in it, and `dot`
    /// when it is too small to be seen on the picture. Degrees east go on beyond 180 where a line does; there the map is not cut.
    pub fn json(&self) -> String {
        let step = 1.0 / self.outlines.grid;
        let topology = Topology {
            r#type: "Topology",
            transform: Transform {
                scale: (step, step),
                translate: (0.0, 0.0),
            },
            arcs: self.outlines.arcs.iter().map(|arc| steps(arc)).collect(),
            objects: Objects {
                regions: Collection {
                    r#type: "GeometryCollection",
                    geometries: self
                        .outlines
                        .regions
                        .iter()
                        .map(|one| self.geometry(one))
                        .collect(),
                },
            },
        };
        // Numbers and short texts always have a form in JSON.
        serde_json::to_string(&topology).unwrap_or_default()
    }

    fn geometry<'a>(&self, outline: &'a Outline) -> Geometry<'a> {
        let id = outline.codes[0];
        let is_dot = self
            .shapes
            .iter()
            .any(|shape| shape.is_dot && shape.id == id);
        let degrees = |steps: i32| (f64::from(steps) / self.outlines.grid * 1e4).round() / 1e4;
        let (east, north) = outline.middle;
        Geometry {
            r#type: "MultiPolygon",
            id: (id != LAND).then_some(id),
            others: &outline.codes[1..],
            dot: is_dot.then(|| (degrees(east), degrees(north))),
            arcs: self.polygons(outline),
        }
    }

    /// Rings by which lies in which: a hole is inside an odd number of others, and goes with the smallest of them that is no hole.
    fn polygons<'a>(&self, outline: &'a Outline) -> Vec<Vec<&'a [i32]>> {
        let rings: Vec<Line> = outline
            .rings
            .iter()
            .map(|ring| line(&self.outlines, ring))
            .collect();
        let around = |inner: usize| {
            let others = (0..rings.len()).filter(move |outer| *outer != inner);
            others
                .filter(|outer| inside(&rings[*outer], &rings[inner]))
                .collect::<Vec<_>>()
        };
        // What became a line or a point on the way is no ring.
        let kept = (0..rings.len()).filter(|at| distinct(&rings[*at]) >= 3);
        let depths: Vec<(usize, Vec<usize>)> = kept.map(|at| (at, around(at))).collect();
        let (outer, holes): (Vec<_>, Vec<_>) =
            depths.iter().partition(|(_, around)| around.len() % 2 == 0);
        let with_holes = |(at, _): &&(usize, Vec<usize>)| {
            let own = holes.iter().filter(|(_, around)| {
                let depth = |ring: &usize| {
                    depths
                        .iter()
                        .find(|(at, _)| at == ring)
                        .map(|(_, a)| a.len())
                };
                around.contains(at) && depth(at) == Some(around.len() - 1)
            });
            let own = own.map(|(hole, _)| &outline.rings[*hole][..]);
            [&outline.rings[*at][..]].into_iter().chain(own).collect()
        };
        outer.iter().map(with_holes).collect()
    }
}

type Line = Vec<(i32, i32)>;

/// Each place by how far it lies from the one before. A line has two at least.
fn steps(arc: &[(i32, i32)]) -> Line {
    let mut last = (0, 0);
    let mut steps: Line = Vec::with_capacity(arc.len());
    for place in arc {
        steps.push((place.0 - last.0, place.1 - last.1));
        last = *place;
    }
    if steps.len() == 1 {
        steps.push((0, 0));
    }
    steps
}

fn distinct(ring: &[(i32, i32)]) -> usize {
    let mut places = ring.to_vec();
    places.sort_unstable();
    places.dedup();
    places.len()
}

/// Whether a ring lies inside another, judged by a place of it that is not on the border of the other.
fn inside(outer: &[(i32, i32)], inner: &[(i32, i32)]) -> bool {
    let Some(place) = inner.iter().find(|place| !outer.contains(place)) else {
        return false;
    };
    let (x, y) = (f64::from(place.0), f64::from(place.1));
    let crossed = outer.windows(2).filter(|pair| {
        let [(ax, ay), (bx, by)] = [pair[0], pair[1]].map(|p| (f64::from(p.0), f64::from(p.1)));
        (ay > y) != (by > y) && x < (bx - ax) * (y - ay) / (by - ay) + ax
    });
    crossed.count() % 2 == 1
}
