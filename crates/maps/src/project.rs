//! From degrees to a flat picture on which all areas have their size, so that a shade of a small country weighs no more than it should.

/// Where on the flat picture a place is; the unit is the radius of the earth, and down is more.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Projection {
    /// The world (Equal Earth, by Šavrič, Patterson and Jenny), cut at 169° W.
    EqualEarth,
    /// A country, seen from above its middle in radians (azimuthal, by Lambert).
    Lambert { east: f64, north: f64 },
}

/// The meridian in the middle of the world map.
const MIDDLE: f64 = 11.0;
/// Coefficients of Equal Earth.
const A: [f64; 4] = [1.340264, -0.081106, 0.000893, 0.003796];

impl Projection {
    /// One around a middle in degrees.
    pub fn around((east, north): (f64, f64)) -> Self {
        Projection::Lambert {
            east: east.to_radians(),
            north: north.to_radians(),
        }
    }

    /// Places by degrees east, which may go on beyond a turn as a line does, and north.
    pub fn flat(self, east: f64, north: f64) -> (f64, f64) {
        match self {
            Projection::EqualEarth => equal_earth((east - MIDDLE).to_radians(), north.to_radians()),
            Projection::Lambert {
                east: e0,
                north: n0,
            } => {
                let turn = east.to_radians() - e0;
                let (sin, cos) = north.to_radians().sin_cos();
                let (sin0, cos0) = n0.sin_cos();
                let near = 1.0 + sin0 * sin + cos0 * cos * turn.cos();
                let k = (2.0 / near.max(1e-9)).sqrt();
                (
                    k * cos * turn.sin(),
                    -k * (cos0 * sin - sin0 * cos * turn.cos()),
                )
            }
        }
    }

    /// Degrees east as the lines of this map have them: up to half a turn to each side of its middle.
    pub fn unrolled(self, east: f64) -> f64 {
        let middle = match self {
            Projection::EqualEarth => MIDDLE,
            Projection::Lambert { east, .. } => east.to_degrees(),
        };
        (east - middle + 180.0).rem_euclid(360.0) - 180.0 + middle
    }
}

fn equal_earth(turn: f64, north: f64) -> (f64, f64) {
    let root = 3f64.sqrt();
    let t = (root / 2.0 * north.sin()).asin();
    let (t2, t6) = (t * t, t.powi(6));
    let slope = 9.0 * A[3] * t6 * t2 + 7.0 * A[2] * t6 + 3.0 * A[1] * t2 + A[0];
    let x = 2.0 * root * turn * t.cos() / (3.0 * slope);
    let y = t * (A[3] * t6 * t2 + A[2] * t6 + A[1] * t2 + A[0]);
    (x, -y)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The area of a field of a tenth of a degree, by its corners.
    fn area(of: Projection, east: f64, north: f64) -> f64 {
        let d = 0.05;
        let corners =
            [(-d, -d), (d, -d), (d, d), (-d, d)].map(|(x, y)| of.flat(east + x, north + y));
        let cross = |n: usize| {
            let (a, b) = (corners[n], corners[(n + 1) % 4]);
            a.0 * b.1 - b.0 * a.1
        };
        (0..4).map(cross).sum::<f64>().abs() / 2.0
    }

    #[test]
    fn all_areas_have_their_size() {
        for of in [
            Projection::EqualEarth,
            Projection::around((20.0, 10.0)),
            Projection::around((-150.0, 65.0)),
        ] {
            for (east, north) in [(0.0, 0.0), (-40.0, 60.0), (100.0, -45.0), (30.0, 80.0)] {
                let true_area =
                    0.1f64.to_radians() * (0.1f64.to_radians() * f64::cos(f64::to_radians(north)));
                let error = area(of, east, north) / true_area - 1.0;
                assert!(error.abs() < 1e-3, "{of:?} {east} {north}: {error}");
            }
        }
    }

    #[test]
    fn north_is_up_and_east_is_right() {
        for of in [Projection::EqualEarth, Projection::around((11.0, 0.0))] {
            assert!(of.flat(11.0, 50.0).1 < 0.0 && of.flat(30.0, 0.0).0 > 0.0);
            assert!((of.unrolled(-175.0) - 185.0).abs() < 1e-9);
        }
    }
}
