//! The outlines themselves, as the desk gets them: whole, in the right place, with shared borders.
#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};

use watchpost_maps::{Map, Place};

const COUNTRIES: &str = include_str!("../../domain/vocabulary/countries.csv");

fn drawn() -> impl Iterator<Item = &'static Map> {
    COUNTRIES
        .lines()
        .skip(1)
        .chain(["XK"])
        .filter_map(Map::country)
}

/// A few places that have to be where they are, by names that the codes have today.
#[test]
fn codes_are_where_they_belong() {
    for (country, code, lat, lon) in [
        ("IR", "IR-07", 29.6, 52.5),   // Shiraz, in Fars
        ("IR", "IR-23", 35.6, 51.4),   // Tehran
        ("UG", "UG-319", 3.41, 30.96), // Koboko
        ("UG", "UG-316", 2.9, 31.9),   // Amuru
        ("KE", "KE-28", -3.2, 39.6),   // the coast
        ("GB", "GB-BFS", 54.6, -5.93), // Belfast
        ("GB", "GB-FMO", 54.4, -7.6),  // Fermanagh and Omagh
        ("PL", "PL-14", 52.2, 21.0),   // Warsaw
        ("US", "US-HI", 19.6, -155.5),
        ("US", "US-AK", 65.0, -150.0),
        ("CL", "CL-RM", -33.5, -70.6),
        ("XK", "XK", 42.6, 20.9),
    ] {
        let map = Map::country(country).unwrap();
        let place = Place::new(lat, lon).unwrap();
        let region = map.region_of(code).unwrap();
        assert_eq!(region_at(map, place), [region], "{code}");
    }
    for (code, lat, lon) in [
        ("UA", 45.3, 34.4),
        ("SO", 9.6, 44.1),
        ("CY", 35.3, 33.4),
        ("EH", 24.0, -14.0),
        ("EH", 26.5, -12.0),
        ("XK", 42.6, 20.9),
        ("GF", 4.0, -53.0),
        ("RU", 66.0, -173.0),
        ("TW", 24.0, 121.0),
    ] {
        assert_eq!(
            region_at(Map::world(), Place::new(lat, lon).unwrap()),
            [code],
            "{code}"
        );
    }
}

/// The codes of the regions that a place is in, by the outlines in degrees.
fn region_at(map: &Map, place: Place) -> Vec<String> {
    let json: serde_json::Value = serde_json::from_str(&map.json()).unwrap();
    let arcs = degrees(&json);
    let geometries = json["objects"]["regions"]["geometries"].as_array().unwrap();
    let inside = geometries.iter().filter(|geometry| {
        let rings = geometry["arcs"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|p| p.as_array().unwrap());
        let crossed = rings.filter(|ring| {
            let points = ring_of(ring, &arcs);
            [-360.0, 0.0, 360.0]
                .iter()
                .any(|turn| crossed(&points, place.longitude() + turn, place.latitude()))
        });
        crossed.count() % 2 == 1
    });
    inside
        .map(|geometry| geometry["id"].as_str().unwrap_or("-").to_owned())
        .collect()
}

fn degrees(json: &serde_json::Value) -> Vec<Vec<(f64, f64)>> {
    let scale = json["transform"]["scale"][0].as_f64().unwrap();
    let arc = |arc: &serde_json::Value| {
        let (mut x, mut y) = (0, 0);
        let steps = arc.as_array().unwrap().iter().map(move |step| {
            (x, y) = (x + step[0].as_i64().unwrap(), y + step[1].as_i64().unwrap());
            (x as f64 * scale, y as f64 * scale)
        });
        steps.collect()
    };
    json["arcs"].as_array().unwrap().iter().map(arc).collect()
}

fn ring_of(ring: &serde_json::Value, arcs: &[Vec<(f64, f64)>]) -> Vec<(f64, f64)> {
    let mut points: Vec<(f64, f64)> = Vec::new();
    for arc in ring.as_array().unwrap() {
        let arc = arc.as_i64().unwrap();
        points.pop();
        match arc < 0 {
            true => points.extend(arcs[!arc as usize].iter().rev()),
            false => points.extend(&arcs[arc as usize]),
        }
    }
    points
}

fn crossed(ring: &[(f64, f64)], x: f64, y: f64) -> bool {
    let crossings = ring.windows(2).filter(|pair| {
        let ((ax, ay), (bx, by)) = (pair[0], pair[1]);
        (ay > y) != (by > y) && x < (bx - ax) * (y - ay) / (by - ay) + ax
    });
    crossings.count() % 2 == 1
}

#[test]
fn outlines_for_the_desk_are_whole() {
    for map in [Map::world()].into_iter().chain(drawn()) {
        let json: serde_json::Value = serde_json::from_str(&map.json()).unwrap();
        let arcs = degrees(&json);
        let geometries = json["objects"]["regions"]["geometries"].as_array().unwrap();
        let ids: BTreeSet<&str> = geometries.iter().filter_map(|g| g["id"].as_str()).collect();
        assert_eq!(ids, map.codes().collect());
        let mut times: BTreeMap<i64, usize> = BTreeMap::new();
        for geometry in geometries {
            for ring in geometry["arcs"]
                .as_array()
                .unwrap()
                .iter()
                .flat_map(|p| p.as_array().unwrap())
            {
                let points = ring_of(ring, &arcs);
                assert_eq!(points.first(), points.last(), "{:?}", geometry["id"]);
                assert!(points.len() >= 4, "{:?}", geometry["id"]);
                for arc in ring.as_array().unwrap() {
                    let arc = arc.as_i64().unwrap();
                    *times.entry(if arc < 0 { !arc } else { arc }).or_default() += 1;
                }
            }
        }
        assert!(times.values().all(|times| *times <= 2));
    }
    assert!(
        Map::world().json().len() < 80_000,
        "{}",
        Map::world().json().len()
    );
}

/// A border is one line for both of its sides, so that there is neither a gap nor an overlap, whatever was left out.
#[test]
fn borders_are_shared() {
    let shared = |map: &Map, a: &str, b: &str| {
        let json: serde_json::Value = serde_json::from_str(&map.json()).unwrap();
        let arcs = |code: &str| -> BTreeSet<i64> {
            let geometries = json["objects"]["regions"]["geometries"].as_array().unwrap();
            let of = geometries.iter().find(|g| g["id"] == code).unwrap();
            let rings = of["arcs"]
                .as_array()
                .unwrap()
                .iter()
                .flat_map(|p| p.as_array().unwrap());
            let arcs = rings.flat_map(|ring| ring.as_array().unwrap());
            arcs.map(|arc| arc.as_i64().unwrap())
                .map(|arc| if arc < 0 { !arc } else { arc })
                .collect()
        };
        arcs(a).intersection(&arcs(b)).count()
    };
    for (a, b) in [
        ("KE", "UG"),
        ("FR", "ES"),
        ("US", "CA"),
        ("RU", "UA"),
        ("RS", "XK"),
        ("MA", "EH"),
        ("SO", "ET"),
    ] {
        assert!(shared(Map::world(), a, b) > 0, "{a} {b}");
    }
    assert_eq!(shared(Map::world(), "KE", "FR"), 0);
    assert!(shared(Map::country("US").unwrap(), "US-CA", "US-NV") > 0);
    assert!(
        shared(Map::country("IR").unwrap(), "IR-07", "IR-06")
            + shared(Map::country("IR").unwrap(), "IR-07", "IR-10")
            > 0
    );
}
