//! Leaves out the points of a line that nobody sees, those first that change the least area (Visvalingam and Whyatt).

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::source::FINE;
use super::topology::{Arc, Point, Region, Shapes, area, line, number_of};

/// Kilometres of a degree along a meridian.
pub const DEGREE: f64 = 111.19;

/// Simplifies outlines for a picture: `unit` gives the kilometres of its unit for the place of an arc, and a point goes when it
/// changes less than `least` square units. Each arc is simplified once, for all regions beside it.
pub fn shapes(shapes: Shapes, unit: &dyn Fn(Point) -> f64, least: f64) -> Shapes {
    let Shapes { arcs, regions } = shapes;
    let limit = |at: Point| unit(at).powi(2) * least;
    let simple: Vec<Arc> = { arcs.iter() }
        .map(|arc| Arc {
            points: points(&arc.points, limit(arc.points[0])),
        })
        .collect();
    let regions = regions.into_iter().map(|region| {
        let area_of = |ring: &Vec<i32>| area(&line(&arcs, ring)).abs();
        let largest = region.rings.iter().map(area_of).fold(0.0, f64::max);
        // Islands too small to be seen go, unless there is nothing else.
        let seen = |ring: &Vec<i32>| {
            let (own, at) = (area_of(ring), line(&arcs, ring)[0]);
            own >= limit(at) * 2.0 || own == largest
        };
        Region {
            rings: region.rings.into_iter().filter(seen).collect(),
            ..region
        }
    });
    let regions = regions.collect();
    used(Shapes {
        arcs: simple,
        regions,
    })
}

/// Leaves out arcs that no ring needs, and counts the others anew.
pub fn used(shapes: Shapes) -> Shapes {
    let mut needed = vec![false; shapes.arcs.len()];
    for arc in shapes
        .regions
        .iter()
        .flat_map(|region| &region.rings)
        .flatten()
    {
        needed[number_of(*arc)] = true;
    }
    let mut next = 0;
    let fresh: Vec<i32> = { needed.iter() }
        .map(|needed| {
            next += i32::from(*needed);
            next - 1
        })
        .collect();
    let anew = |arc: i32| {
        let at = fresh[number_of(arc)];
        if arc < 0 { !at } else { at }
    };
    let regions = shapes.regions.into_iter().map(|region| Region {
        rings: { region.rings.iter() }
            .map(|ring| ring.iter().map(|arc| anew(*arc)).collect())
            .collect(),
        ..region
    });
    let kept = shapes
        .arcs
        .into_iter()
        .zip(&needed)
        .filter(|(_, needed)| **needed);
    Shapes {
        regions: regions.collect(),
        arcs: kept.map(|(arc, _)| arc).collect(),
    }
}

/// Square kilometres of the triangle that goes with its middle point.
fn triangle(a: Point, b: Point, c: Point) -> f64 {
    let [(bx, by), (cx, cy)] =
        [b, c].map(|p| ((p.0 - a.0) as f64 / FINE, (p.1 - a.1) as f64 / FINE));
    let narrow = (b.1 as f64 / FINE).to_radians().cos();
    (bx * cy - cx * by).abs() / 2.0 * narrow * DEGREE * DEGREE
}

/// A line without the points that change less than `limit` square kilometres. Its ends stay, and a closed one stays a triangle.
fn points(all: &[Point], limit: f64) -> Vec<Point> {
    let closed = all.first() == all.last();
    let at_least = if closed { 4 } else { 2 };
    let last = all.len() - 1;
    let (mut before, mut after): (Vec<usize>, Vec<usize>) = (0..all.len())
        .map(|at| (at.saturating_sub(1), (at + 1).min(last)))
        .unzip();
    // Areas of a line of some kilometres fit well into whole square metres, which have an order.
    let size = |before: usize, at: usize, after: usize| {
        (triangle(all[before], all[at], all[after]) * 1e6) as u64
    };
    let mut sizes: Vec<u64> = vec![u64::MAX; all.len()];
    let mut queue = BinaryHeap::new();
    for (at, own) in sizes.iter_mut().enumerate().take(last).skip(1) {
        *own = size(at - 1, at, at + 1);
        queue.push(Reverse((*own, at)));
    }
    let mut left = all.len();
    let mut gone = vec![false; all.len()];
    while let Some(Reverse((area, at))) = queue.pop() {
        if gone[at] || sizes[at] != area {
            continue;
        }
        if area as f64 >= limit * 1e6 || left <= at_least {
            break;
        }
        gone[at] = true;
        left -= 1;
        let (b, a) = (before[at], after[at]);
        (after[b], before[a]) = (a, b);
        for near in [b, a].into_iter().filter(|near| (1..last).contains(near)) {
            // Never less than what went before: otherwise a whole bay would go point by point.
            sizes[near] = size(before[near], near, after[near]).max(area);
            queue.push(Reverse((sizes[near], near)));
        }
    }
    let kept = all.iter().zip(&gone).filter(|(_, gone)| !**gone);
    kept.map(|(point, _)| *point).collect()
}
