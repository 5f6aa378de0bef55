//! Places on the earth, as exact as somebody allows, and what is seen of it.

/// Kilometres of half a meridian.
const MERIDIAN: f64 = 20_015.0;

/// A place, in degrees.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Place {
    latitude: f64,
    longitude: f64,
}

impl Place {
    /// A place by degrees north (-90 to 90) and east; east goes round. Nothing for what is no place.
    pub fn new(latitude: f64, longitude: f64) -> Option<Self> {
        let is_place = (-90.0..=90.0).contains(&latitude) && longitude.is_finite();
        is_place.then(|| Place {
            latitude,
            longitude: round(longitude),
        })
    }

    /// Degrees north.
    pub fn latitude(self) -> f64 {
        self.latitude
    }

    /// Degrees east, from -180 up to but not including 180.
    pub fn longitude(self) -> f64 {
        self.longitude
    }

    /// The middle of the field that this place is in. Fields are `km` kilometres high and about as wide, and the same for everybody: no number
    /// of blurred places tells more than one. Blurring again changes nothing; 0 changes nothing.
    pub fn blurred(self, km: u32) -> Self {
        if km == 0 {
            return self;
        }
        let rows = (MERIDIAN / f64::from(km)).floor().max(1.0);
        let middle = |at: f64, fields: f64, all: f64| {
            let field = (at / all * fields).floor().clamp(0.0, fields - 1.0);
            (field + 0.5) * all / fields
        };
        let latitude = middle(self.latitude + 90.0, rows, 180.0) - 90.0;
        let around = 2.0 * MERIDIAN * latitude.to_radians().cos();
        let columns = (around / f64::from(km)).floor().max(1.0);
        let longitude = middle(self.longitude + 180.0, columns, 360.0) - 180.0;
        Place {
            latitude,
            longitude: round(longitude),
        }
    }
}

/// Degrees east within one turn.
fn round(longitude: f64) -> f64 {
    let east = (longitude + 180.0).rem_euclid(360.0) - 180.0;
    // What is a hair less than nothing becomes a whole turn.
    if east >= 180.0 { -180.0 } else { east }
}

/// What is seen: a part of the earth between two parallels and two meridians.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    pub south: f64,
    /// Where it begins. When this is more than `east`, it goes over the line of date.
    pub west: f64,
    pub north: f64,
    pub east: f64,
}

impl Bounds {
    pub const WORLD: Bounds = Bounds {
        south: -90.0,
        west: -180.0,
        north: 90.0,
        east: 180.0,
    };

    pub fn contains(&self, place: Place) -> bool {
        let (lat, lon) = (place.latitude, place.longitude);
        let across = match self.west <= self.east {
            true => (self.west..=self.east).contains(&lon),
            false => lon >= self.west || lon <= self.east,
        };
        (self.south..=self.north).contains(&lat) && across
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn km_between(a: Place, b: Place) -> f64 {
        let [(alat, alon), (blat, blon)] =
            [a, b].map(|p| (p.latitude.to_radians(), p.longitude.to_radians()));
        let half = ((blat - alat) / 2.0).sin().powi(2)
            + alat.cos() * blat.cos() * ((blon - alon) / 2.0).sin().powi(2);
        2.0 * 6371.0 * half.sqrt().min(1.0).asin()
    }

    proptest! {
        #[test]
        fn blurring_is_done_once_and_goes_not_far(lat in -90.0f64..=90.0, lon in -400.0f64..400.0, km in 1u32..3000) {
            let place = Place::new(lat, lon).unwrap();
            let blurred = place.blurred(km);
            prop_assert_eq!(blurred, blurred.blurred(km));
            prop_assert!(Place::new(blurred.latitude(), blurred.longitude()) == Some(blurred));
            // Half the diagonal of a field that may be up to twice as large where few fit.
            prop_assert!(km_between(place, blurred) <= 2.0 * f64::from(km), "{:?}", blurred);
        }

        #[test]
        fn all_of_a_field_are_one(lat in -80.0f64..80.0, lon in -179.0f64..179.0, km in 5u32..500) {
            let middle = Place::new(lat, lon).unwrap().blurred(km);
            let near = Place::new(middle.latitude() + 0.0001, middle.longitude() - 0.0001).unwrap();
            prop_assert_eq!(near.blurred(km), middle);
        }
    }

    #[test]
    fn what_is_no_place_is_none() {
        for (lat, lon) in [(91.0, 0.0), (f64::NAN, 0.0), (0.0, f64::INFINITY)] {
            assert_eq!(Place::new(lat, lon), None);
        }
        assert_eq!(Place::new(0.0, 190.0).unwrap().longitude(), -170.0);
    }

    #[test]
    fn bounds_go_over_the_line_of_date() {
        let pacific = Bounds {
            south: -30.0,
            west: 170.0,
            north: 30.0,
            east: -170.0,
        };
        let at = |lon| pacific.contains(Place::new(0.0, lon).unwrap());
        assert!(at(175.0) && at(-175.0) && !at(0.0));
    }
}
