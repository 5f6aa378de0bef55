//! Lines of a picture as an SVG path: whole units, each point by how far it lies from the one before.

use std::fmt::Write;

/// Adds a closed ring. One that is no area on the picture is left out; says whether it was drawn.
pub fn ring(path: &mut String, points: &[(i32, i32)]) -> bool {
    let mut points: Vec<(i32, i32)> = points.to_vec();
    points.dedup();
    if points.first() == points.last() {
        points.pop();
    }
    straight(&mut points);
    let [first, rest @ ..] = &points[..] else {
        return false;
    };
    if rest.len() < 2 {
        return false;
    }
    let _ = write!(path, "M{} {}l", first.0, first.1);
    let mut last = *first;
    for (number, point) in rest.iter().enumerate() {
        let (x, y) = (point.0 - last.0, point.1 - last.1);
        // A sign parts numbers as well as a space does.
        let space = if number > 0 && x >= 0 { " " } else { "" };
        let between = if y >= 0 { " " } else { "" };
        let _ = write!(path, "{space}{x}{between}{y}");
        last = *point;
    }
    path.push('z');
    true
}

/// Leaves out points in the middle of a straight line.
fn straight(points: &mut Vec<(i32, i32)>) {
    let mut kept: Vec<(i32, i32)> = Vec::with_capacity(points.len());
    for point in points.drain(..) {
        while let [.., a, b] = &kept[..] {
            let (u, v) = ((b.0 - a.0, b.1 - a.1), (point.0 - b.0, point.1 - b.1));
            let along = u.0 * v.0 + u.1 * v.1 > 0;
            if i64::from(u.0) * i64::from(v.1) != i64::from(u.1) * i64::from(v.0) || !along {
                break;
            }
            kept.pop();
        }
        kept.push(point);
    }
    *points = kept;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ring_is_closed_and_short() {
        let mut path = String::new();
        assert!(ring(
            &mut path,
            &[(0, 0), (5, 0), (10, 0), (10, 10), (10, 10), (0, 0)]
        ));
        assert_eq!(path, "M0 0l10 0 0 10z");
    }

    #[test]
    fn what_has_no_area_is_left_out() {
        let mut path = String::new();
        assert!(
            !ring(&mut path, &[])
                && !ring(&mut path, &[(1, 1), (1, 1)])
                && !ring(&mut path, &[(1, 1), (2, 2), (1, 1)])
        );
        assert_eq!(path, "");
    }
}
