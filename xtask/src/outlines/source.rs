//! The file of Natural Earth: admin 1 at 1:10 million as GeoJSON, with all its columns.

use std::io::BufReader;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use super::{codes::Codes, topology::Ring};

/// Parts of a degree that places are rounded to before borders are compared: a tenth of a metre.
pub const FINE: f64 = 1e6;

/// An outline of the source, with what it is today.
pub struct Outline {
    /// Its name in the source, `KEN-1196`.
    pub name: String,
    pub country: String,
    /// Code of the region; `-` where there is none.
    pub region: String,
    pub rings: Vec<Ring>,
}

#[derive(Deserialize)]
struct Collection {
    features: Vec<Feature>,
}

#[derive(Deserialize)]
struct Feature {
    geometry: Geometry,
    properties: Properties,
}

#[derive(Deserialize)]
struct Properties {
    adm1_code: String,
    iso_3166_2: String,
    iso_a2: String,
}

type Line = Vec<(f64, f64)>;

#[derive(Deserialize)]
#[serde(tag = "type", content = "coordinates")]
enum Geometry {
    Polygon(Vec<Line>),
    MultiPolygon(Vec<Vec<Line>>),
}

pub fn read(file: &Path, codes: &Codes) -> Result<Vec<Outline>> {
    let shown = || file.display().to_string();
    let open = std::fs::File::open(file).with_context(shown)?;
    let all: Collection = serde_json::from_reader(BufReader::new(open)).with_context(shown)?;
    if all.features.len() < 4000 {
        bail!("{}: not the subdivisions of the whole world", shown());
    }
    let outlines = all.features.into_iter().map(|one| outline(one, codes));
    Ok(outlines.flatten().collect())
}

/// An outline, or the two parts of one that is cut.
fn outline(feature: Feature, codes: &Codes) -> Vec<Outline> {
    let Properties {
        adm1_code: name,
        iso_3166_2,
        iso_a2,
    } = feature.properties;
    let (country, region) = codes.place(&name, &iso_3166_2, &iso_a2);
    let polygons = match feature.geometry {
        Geometry::Polygon(one) => vec![one],
        Geometry::MultiPolygon(many) => many,
    };
    let fine = |degrees: f64| (degrees * FINE).round() as i64;
    let rings = polygons.iter().flatten();
    let rings: Vec<Ring> = rings
        .map(|line| line.iter().map(|&(x, y)| (fine(x), fine(y))).collect())
        .collect();
    let Some((parallel, south)) = codes.cut(&name) else {
        return vec![Outline {
            name,
            country,
            region,
            rings,
        }];
    };
    let [above, below] = cut(&rings, fine(parallel));
    let southern = Outline {
        name: name.clone(),
        country: south.to_owned(),
        region: "-".into(),
        rings: below,
    };
    let northern = Outline {
        name,
        country,
        region,
        rings: above,
    };
    vec![northern, southern]
}

/// What of some rings lies north and south of a parallel, as lines that close together: each step of a ring, and on the parallel what was
/// inside. Putting regions together asks no more of them.
fn cut(rings: &[Ring], parallel: i64) -> [Vec<Ring>; 2] {
    let (mut above, mut below, mut crossings) = (Vec::new(), Vec::new(), Vec::new());
    for pair in rings.iter().flat_map(|ring| ring.windows(2)) {
        // The same way round for both regions beside a step, so that both are cut at the same place.
        let (low, high) = if pair[0].1 <= pair[1].1 {
            (pair[0], pair[1])
        } else {
            (pair[1], pair[0])
        };
        if low.1 >= parallel {
            above.push(vec![low, high]);
        } else if high.1 < parallel {
            below.push(vec![low, high]);
        } else {
            let part = (parallel - low.1) as f64 / (high.1 - low.1) as f64;
            let at = (
                low.0 + ((high.0 - low.0) as f64 * part).round() as i64,
                parallel,
            );
            below.push(vec![low, at]);
            above.push(vec![at, high]);
            crossings.push(at);
        }
    }
    crossings.sort_unstable();
    for inside in crossings.chunks_exact(2) {
        above.push(inside.to_vec());
        below.push(inside.to_vec());
    }
    [above, below]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ring_is_cut_where_it_crosses() {
        // A square with a notch from above, which the parallel crosses four times.
        let ring = vec![
            (0, 0),
            (9, 0),
            (9, 9),
            (6, 9),
            (6, 3),
            (3, 3),
            (3, 9),
            (0, 9),
            (0, 0),
        ];
        let [above, below] = cut(&[ring], 6);
        let on_parallel = |lines: &[Ring]| {
            let on = lines
                .iter()
                .filter(|line| line.iter().all(|place| place.1 == 6));
            on.cloned().collect::<Vec<Ring>>()
        };
        assert_eq!(
            on_parallel(&above),
            [vec![(0, 6), (3, 6)], vec![(6, 6), (9, 6)]]
        );
        assert_eq!(on_parallel(&above), on_parallel(&below));
        assert!(above.iter().flatten().all(|place| place.1 >= 6));
        assert!(below.iter().flatten().all(|place| place.1 <= 6));
    }
}
