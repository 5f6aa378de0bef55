//! Points that lie close together as one mark. What may be seen of a point was decided before: here places are blurred and counts suppressed already.

use crate::place::{Bounds, Place};

/// The closest look: fields of about 400 metres.
pub const MAX_ZOOM: u8 = 12;

/// Degrees of a field when the whole world is seen.
const FIELD: f64 = 15.0;

/// Something that happened somewhere.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// As exact as it may be seen.
    pub place: Place,
    /// How many it stands for; nothing when they are too few to be told.
    pub count: Option<u32>,
}

/// Points that are one mark.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cluster {
    /// The middle of its points.
    pub place: Place,
    /// How many points it has.
    pub points: usize,
    /// The sum of the counts that are told.
    pub count: u64,
    /// Whether there are more than that, which are not told.
    pub more: bool,
}

/// Puts points together that lie in the same field. `zoom` is 0 for the world and halves the fields with each step, up to [`MAX_ZOOM`];
/// points outside of `bounds` are left out. Clusters come from south to north, and each point is in exactly one.
pub fn clusters(points: &[Point], zoom: u8, bounds: &Bounds) -> Vec<Cluster> {
    let size = FIELD / f64::from(1u32 << zoom.min(MAX_ZOOM));
    let field = |place: Place| {
        // Neither is ever below nothing here, so that fields sort as numbers do.
        let row = ((place.latitude() + 90.0) / size) as u64;
        let column = ((place.longitude() + 180.0) / size) as u64;
        (row << 32) | column
    };
    let seen = { points.iter() }.filter(|point| bounds.contains(point.place));
    let mut seen: Vec<(u64, &Point)> = seen.map(|point| (field(point.place), point)).collect();
    // Stable: sums of the same points are the same to the last bit.
    seen.sort_by_key(|(field, _)| *field);
    let fields = seen.chunk_by(|a, b| a.0 == b.0);
    fields.filter_map(cluster).collect()
}

fn cluster(of: &[(u64, &Point)]) -> Option<Cluster> {
    let points = || of.iter().map(|(_, point)| point);
    let mean = |part: fn(Place) -> f64| {
        points().map(|point| part(point.place)).sum::<f64>() / of.len() as f64
    };
    Some(Cluster {
        place: Place::new(
            mean(Place::latitude).clamp(-90.0, 90.0),
            mean(Place::longitude),
        )?,
        points: of.len(),
        count: points()
            .filter_map(|point| point.count)
            .map(u64::from)
            .sum(),
        more: points().any(|point| point.count.is_none()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::{collection::vec, prelude::*};

    fn point() -> impl Strategy<Value = Point> {
        let parts = (
            -90.0f64..=90.0,
            -180.0f64..180.0,
            prop::option::of(0u32..1000),
        );
        parts.prop_map(|(lat, lon, count)| Point {
            place: Place::new(lat, lon).unwrap(),
            count,
        })
    }

    proptest! {
        #[test]
        fn clusters_add_up_to_all_points(points in vec(point(), 0..300), zoom in 0u8..20) {
            let found = clusters(&points, zoom, &Bounds::WORLD);
            prop_assert_eq!(found.iter().map(|c| c.points).sum::<usize>(), points.len());
            let told: u64 = points.iter().filter_map(|p| p.count).map(u64::from).sum();
            prop_assert_eq!(found.iter().map(|c| c.count).sum::<u64>(), told);
            prop_assert_eq!(found.iter().any(|c| c.more), points.iter().any(|p| p.count.is_none()));
            let again = clusters(&points, zoom, &Bounds::WORLD);
            prop_assert_eq!(found, again);
        }

        #[test]
        fn a_closer_look_parts_and_never_joins(points in vec(point(), 0..200), zoom in 0u8..12) {
            let (far, near) = (clusters(&points, zoom, &Bounds::WORLD), clusters(&points, zoom + 1, &Bounds::WORLD));
            prop_assert!(far.len() <= near.len());
        }
    }

    #[test]
    fn what_is_not_seen_is_not_counted() {
        let at = |lat, lon| Point {
            place: Place::new(lat, lon).unwrap(),
            count: Some(1),
        };
        let bounds = Bounds {
            south: 0.0,
            west: 0.0,
            north: 10.0,
            east: 10.0,
        };
        let found = clusters(&[at(5.0, 5.0), at(5.1, 5.1), at(-5.0, 5.0)], 0, &bounds);
        assert_eq!(found.len(), 1);
        assert_eq!(
            (found[0].points, found[0].count, found[0].more),
            (2, 2, false)
        );
    }
}
