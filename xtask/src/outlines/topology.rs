//! From rings to arcs: what two regions share is one line, and what lies inside a region is gone.

use std::collections::{BTreeMap, HashMap};

use super::source::FINE;

/// A place, in parts of a degree east and north.
pub type Point = (i64, i64);
/// A closed line. The last point is the first.
pub type Ring = Vec<Point>;

/// A line between two places where more than two regions meet, or one that comes back to where it began.
#[derive(Clone)]
pub struct Arc {
    pub points: Vec<Point>,
}

/// The outlines of some regions that share their borders.
#[derive(Clone)]
pub struct Shapes {
    pub arcs: Vec<Arc>,
    pub regions: Vec<Region>,
}

#[derive(Clone)]
pub struct Region {
    pub code: String,
    /// Arcs of each ring in order; `!n` is arc `n` from its end. Holes are rings as all others: what counts is how often a place is inside.
    pub rings: Vec<Vec<i32>>,
    /// A place in the middle of its largest part.
    pub middle: Point,
}

const TURN: i64 = 360 * FINE as i64;

/// Moves a ring by full turns, as a whole, to the side of the map on which most of it lies.
fn turned(ring: &[Point], middle: f64) -> Ring {
    let mean = ring.iter().map(|p| p.0 as f64).sum::<f64>() / ring.len().max(1) as f64;
    let turns = ((middle * FINE - mean) / TURN as f64).round() as i64;
    ring.iter().map(|&(x, y)| (x + turns * TURN, y)).collect()
}

type Edge = (Point, Point);

/// Each edge and the regions beside it. What has the same region on both sides is inside.
struct Edges {
    beside: HashMap<Edge, Vec<u32>>,
    /// In the order of the source, so that the result is the same each time.
    order: Vec<Edge>,
}

fn undirected(a: Point, b: Point) -> Edge {
    if a < b { (a, b) } else { (b, a) }
}

impl Edges {
    fn of(groups: &BTreeMap<&str, Vec<&Ring>>, middle: f64) -> Self {
        let mut edges = Edges {
            beside: HashMap::new(),
            order: Vec::new(),
        };
        for (number, rings) in (0u32..).zip(groups.values()) {
            for ring in rings {
                for pair in turned(ring, middle).windows(2).filter(|p| p[0] != p[1]) {
                    edges.add(undirected(pair[0], pair[1]), number);
                }
            }
        }
        edges.beside.retain(|_, regions| !regions.is_empty());
        edges.order.retain(|edge| edges.beside.contains_key(edge));
        edges
    }

    fn add(&mut self, edge: Edge, region: u32) {
        let regions = self.beside.entry(edge).or_insert_with(|| {
            self.order.push(edge);
            Vec::new()
        });
        match regions.iter().position(|other| *other == region) {
            Some(at) => drop(regions.remove(at)),
            None => {
                regions.push(region);
                regions.sort_unstable();
            }
        }
    }

    /// What leads on from each place.
    fn next(&self) -> HashMap<Point, Vec<Point>> {
        let mut next: HashMap<Point, Vec<Point>> = HashMap::new();
        for &(a, b) in &self.order {
            next.entry(a).or_default().push(b);
            next.entry(b).or_default().push(a);
        }
        next
    }
}

/// Puts together what belongs to each region, and finds the arcs that it shares with others.
pub fn dissolve(groups: &BTreeMap<&str, Vec<&Ring>>, middle: f64) -> Shapes {
    let edges = Edges::of(groups, middle);
    let (arcs, beside) = arcs(&edges);
    let regions = (0u32..).zip(groups).map(|(number, (code, _))| {
        let own = (0..arcs.len()).filter(|at| beside[*at].contains(&number));
        let rings = rings(&arcs, own.collect());
        let largest = rings.iter().max_by(|a, b| {
            let area = |ring: &[i32]| area(&line(&arcs, ring)).abs();
            area(a).total_cmp(&area(b))
        });
        Region {
            code: (*code).to_owned(),
            middle: largest.map_or((0, 0), |ring| centre(&line(&arcs, ring))),
            rings,
        }
    });
    let regions = regions.collect();
    Shapes { arcs, regions }
}

fn arcs(edges: &Edges) -> (Vec<Arc>, Vec<Vec<u32>>) {
    let next = edges.next();
    let beside = |a: Point, b: Point| &edges.beside[&undirected(a, b)];
    let meeting = |at: Point| match &next[&at][..] {
        [one, other] => beside(at, *one) != beside(at, *other),
        _ => true,
    };
    let mut done: HashMap<Edge, ()> = HashMap::new();
    let (mut arcs, mut regions) = (Vec::new(), Vec::new());
    let mut walk = |from: Point, to: Point, done: &mut HashMap<Edge, ()>| {
        if done.insert(undirected(from, to), ()).is_some() {
            return;
        }
        let mut points = vec![from, to];
        let (mut last, mut at) = (from, to);
        while at != from && !meeting(at) {
            let on = next[&at].iter().copied().find(|to| *to != last);
            let Some(on) = on else { break };
            done.insert(undirected(at, on), ());
            (last, at) = (at, on);
            points.push(at);
        }
        arcs.push(Arc { points });
        regions.push(beside(from, to).clone());
    };
    // First what begins where regions meet, then what goes round alone.
    for &(a, b) in &edges.order {
        for (from, to) in [(a, b), (b, a)] {
            if meeting(from) {
                walk(from, to, &mut done);
            }
        }
    }
    for &(a, b) in &edges.order {
        walk(a, b, &mut done);
    }
    (arcs, regions)
}

/// Closed ways over the arcs of one region. Every place on its border has an even number of them.
fn rings(arcs: &[Arc], own: Vec<usize>) -> Vec<Vec<i32>> {
    let ends = |at: usize| {
        let points = &arcs[at].points;
        (points[0], points[points.len() - 1])
    };
    let mut at_place: BTreeMap<Point, Vec<i32>> = BTreeMap::new();
    for &arc in &own {
        let (first, last) = ends(arc);
        at_place.entry(first).or_default().push(arc as i32);
        at_place.entry(last).or_default().push(!(arc as i32));
    }
    let mut used = std::collections::BTreeSet::new();
    let mut found = Vec::new();
    for &arc in &own {
        if !used.insert(arc) {
            continue;
        }
        let (start, mut at) = ends(arc);
        let mut ring = vec![arc as i32];
        while at != start {
            let onward = at_place[&at]
                .iter()
                .find(|arc| !used.contains(&number_of(**arc)));
            let Some(&onward) = onward else { break };
            used.insert(number_of(onward));
            let (first, last) = ends(number_of(onward));
            at = if onward < 0 { first } else { last };
            ring.push(onward);
        }
        if at == start {
            found.push(ring);
        }
    }
    found
}

/// Which arc is meant, whichever way it is gone.
pub fn number_of(arc: i32) -> usize {
    (if arc < 0 { !arc } else { arc }) as usize
}

/// The points of a ring, one after the other.
pub fn line(arcs: &[Arc], ring: &[i32]) -> Vec<Point> {
    let mut points: Vec<Point> = Vec::new();
    for &arc in ring {
        let of = &arcs[number_of(arc)].points;
        points.pop();
        match arc < 0 {
            true => points.extend(of.iter().rev()),
            false => points.extend(of),
        }
    }
    points
}

/// Area of a ring in square kilometres; its sign is the way round.
pub fn area(ring: &[Point]) -> f64 {
    let sum: f64 = ring
        .windows(2)
        .map(|pair| {
            let [(ax, ay), (bx, by)] = [pair[0], pair[1]]
                .map(|(x, y)| (x as f64 / FINE, (y as f64 / FINE).to_radians().sin()));
            // On a cylinder of equal areas, with degrees along it.
            (bx - ax) * (ay + by)
        })
        .sum();
    sum / 2.0 * 6371.0 * 6371.0_f64.to_radians()
}

/// The middle of a ring by its area.
pub fn centre(ring: &[Point]) -> Point {
    let origin = ring.first().copied().unwrap_or_default();
    let (mut twice, mut x, mut y) = (0.0, 0.0, 0.0);
    for pair in ring.windows(2) {
        let [(ax, ay), (bx, by)] =
            [pair[0], pair[1]].map(|p| ((p.0 - origin.0) as f64, (p.1 - origin.1) as f64));
        let cross = ax * by - bx * ay;
        twice += cross;
        x += (ax + bx) * cross;
        y += (ay + by) * cross;
    }
    if twice == 0.0 {
        return origin;
    }
    let part = |sum: f64| (sum / (3.0 * twice)).round() as i64;
    (origin.0 + part(x), origin.1 + part(y))
}
