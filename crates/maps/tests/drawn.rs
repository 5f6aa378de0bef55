//! What is drawn, and what is not: every country, its regions, how heavy and how well made the pictures are.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;

use watchpost_maps::{
    Breaks, Cluster, Drawing, Look, Map, Mark, NOT_ON_THE_WORLD_MAP, Place, Region, Scheme, Shade,
    Value, legend,
};

const COUNTRIES: &str = include_str!("../../domain/vocabulary/countries.csv");
const SUBDIVISIONS: &str = include_str!("../../domain/vocabulary/subdivisions.csv");

fn codes(csv: &'static str) -> impl Iterator<Item = &'static str> {
    csv.lines()
        .skip(1)
        .filter_map(|line| line.split(',').next())
}

fn drawn() -> impl Iterator<Item = (&'static str, &'static Map)> {
    let all = codes(COUNTRIES).chain(["XK"]);
    all.filter_map(|code| Some((code, Map::country(code)?)))
}

/// A region as on a page: shade, words and a link.
fn usual(code: &str) -> Region {
    let shade = match code.len() % 3 {
        0 => Shade::Few,
        1 => Shade::Class(4),
        _ => Shade::Class(1),
    };
    Region {
        shade,
        title: format!("Name of {code}: 1,234 reports"),
        href: Some(format!("/numbers/places/{code}")),
    }
}

fn read(svg: &str) -> roxmltree::Document<'_> {
    roxmltree::Document::parse(svg).unwrap_or_else(|error| panic!("{error}: {svg:.300}"))
}

#[test]
fn every_country_is_drawn_or_said_to_be_left_out() {
    let world: BTreeSet<&str> = Map::world().codes().collect();
    for code in codes(COUNTRIES) {
        let left_out = NOT_ON_THE_WORLD_MAP
            .iter()
            .any(|(out, why)| *out == code && !why.is_empty());
        assert!(world.contains(code) != left_out, "{code}");
        assert_eq!(Map::country(code).is_some(), !left_out, "{code}");
        assert_eq!(Map::world().region_of(code), (!left_out).then_some(code));
    }
    let unknown: Vec<_> = world
        .iter()
        .filter(|code| !codes(COUNTRIES).any(|c| c == **code))
        .collect();
    assert_eq!(unknown, [&"XK"]);
    for code in ["", "-", "ZZ", "ke", "KEN", "WORLD"] {
        assert!(
            Map::country(code).is_none() && Map::world().region_of(code).is_none(),
            "{code}"
        );
    }
}

#[test]
fn every_code_lies_in_one_region_or_in_none() {
    let known: BTreeSet<&str> = codes(SUBDIVISIONS).collect();
    let mut found = 0;
    for (country, map) in drawn() {
        let regions: Vec<&str> = map.codes().collect();
        assert!(!regions.is_empty(), "{country}");
        let mut seen = BTreeSet::new();
        for region in &regions {
            assert!(known.contains(region) || *region == country, "{region}");
            assert_eq!(map.region_of(region), Some(*region));
            for other in map.others(region) {
                assert!(known.contains(other), "{other}");
                assert_eq!(map.region_of(other), Some(*region));
            }
            let all = [region].into_iter().chain(map.others(region));
            all.for_each(|code| assert!(seen.insert(*code), "{code} twice"));
        }
        let own = known
            .iter()
            .filter(|code| code.starts_with(&format!("{country}-")));
        found += own.filter(|code| map.region_of(code).is_some()).count();
    }
    // The rest are codes above subdivisions, and some that the outlines do not tell.
    assert!(found >= 4850, "{found} of {}", known.len());
}

#[test]
fn parted_provinces_lie_in_what_they_were_parted_from() {
    for (country, codes) in [
        ("KE", ["KE-28", "KE-14"]),
        ("CD", ["CD-HK", "CD-LU"]),
        ("GH", ["GH-BO", "GH-AF"]),
        ("BD", ["BD-13", "BD-C"]),
        ("MA", ["MA-CAS", "MA"]),
        ("NP", ["NP-P1", "NP-P7"]),
    ] {
        let map = Map::country(country).unwrap();
        assert!(map.region_of(codes[0]).is_some(), "{country}");
        assert_eq!(
            map.region_of(codes[0]),
            map.region_of(codes[1]),
            "{country}"
        );
    }
    let (kenya, world) = (Map::country("KE").unwrap(), Map::world());
    assert_eq!(kenya.codes().count(), 8);
    assert_eq!(
        kenya
            .codes()
            .map(|region| 1 + kenya.others(region).len())
            .sum::<usize>(),
        47
    );
    // Codes whose places are another country's are nowhere on the map of the first.
    assert_eq!(Map::country("MA").unwrap().region_of("MA-12"), None);
    assert_eq!(Map::country("GB").unwrap().region_of("GB-ENG"), None);
    for (code, country) in [
        ("KE-28", "KE"),
        ("FR-973", "GF"),
        ("NL-BQ1", "BQ"),
        ("UA-43", "UA"),
        ("CN-TW", "TW"),
    ] {
        assert_eq!(world.region_of(code), Some(country), "{code}");
    }
}

#[test]
fn pictures_are_light() {
    let drawing = Drawing {
        title: "Reports by country",
        ..Drawing::new("m", &usual)
    };
    let world = Map::world().svg(&drawing);
    assert!(world.len() < 75_000, "{}", world.len());
    for (code, map) in drawn() {
        let svg = map.svg(&drawing);
        assert!(svg.len() < 50_000, "{code}: {}", svg.len());
    }
}

#[test]
fn pictures_are_well_made_and_the_same_each_time() {
    let marks = [mark(-1.3, 36.8, Some("/incidents"))];
    let worlds = [Map::world()]
        .into_iter()
        .chain(drawn().map(|(_, map)| map));
    for map in worlds {
        for look in [Look::Page, Look::Alone(Scheme::Dark)] {
            let drawing = Drawing {
                title: "Title",
                look,
                marks: &marks,
                ..Drawing::new("m", &usual)
            };
            let svg = map.svg(&drawing);
            assert_eq!(svg, map.svg(&drawing));
            let read = read(&svg);
            let paths = read.descendants().filter(|node| node.has_tag_name("path"));
            let links = read.descendants().filter(|node| node.has_tag_name("a"));
            assert!(paths.count() >= map.codes().count());
            let marked = usize::from(map.at(marks[0].cluster.place).is_some());
            assert_eq!(links.count(), map.codes().count() + marked);
        }
    }
}

fn mark(lat: f64, lon: f64, href: Option<&str>) -> Mark {
    let place = Place::new(lat, lon).unwrap();
    let cluster = Cluster {
        place,
        points: 3,
        count: 3,
        more: true,
    };
    Mark {
        cluster,
        text: "3".into(),
        title: "3 incidents <here>".into(),
        href: href.map(str::to_owned),
    }
}

#[test]
fn a_page_gets_no_style_no_script_and_no_size() {
    let svg = Map::world().svg(&Drawing {
        title: "T",
        description: "D",
        ..Drawing::new("reports", &usual)
    });
    for forbidden in [
        "style",
        "script",
        " width=\"2032",
        "xmlns",
        "http",
        " on",
        "#fff",
    ] {
        let head: String = svg
            .split("Name of")
            .map(|part| part.split("</title>").last().unwrap_or(""))
            .collect();
        assert!(!head.contains(forbidden), "{forbidden}");
    }
    assert!(svg.starts_with(
        r#"<svg class="map" role="group" aria-labelledby="reports-title reports-desc""#
    ));
    assert!(svg.contains(r#"<title id="reports-title">T</title><desc id="reports-desc">D</desc>"#));
    assert!(svg.contains(r#"<a href="/numbers/places/KE" tabindex="-1"><title>Name of KE"#));
    let stops = Map::world().svg(&Drawing {
        stops: true,
        ..Drawing::new("reports", &usual)
    });
    assert!(!stops.contains("tabindex"));
    let plain = Map::world().svg(&Drawing::new("reports", &|_| Region::missing()));
    assert!(plain.starts_with(r#"<svg class="map" role="img""#) && !plain.contains("<a "));
}

#[test]
fn words_from_outside_stay_words() {
    let evil = r#"</title><script>alert("1")</script>&'"#;
    let regions = |_: &str| Region {
        shade: Shade::Class(0),
        title: evil.into(),
        href: Some(format!("/?a=1&b=\"{evil}")),
    };
    let lines = [(Shade::Few, evil.to_owned())];
    let marks = [Mark {
        text: evil.into(),
        ..mark(0.0, 20.0, Some(evil))
    }];
    for look in [Look::Page, Look::Alone(Scheme::Light)] {
        let drawing = Drawing {
            title: evil,
            description: "a\u{0}b\u{b}c",
            note: evil,
            legend: &lines,
            marks: &marks,
            look,
            ..Drawing::new("x\" onload=\"y", &regions)
        };
        let svg = Map::country("KE").unwrap().svg(&drawing);
        let world = Map::world().svg(&drawing);
        for svg in [&svg, &world] {
            let read = read(svg);
            assert!(!svg.contains("<script") && !svg.contains("onload=\""));
            let title = read
                .descendants()
                .find(|node| node.attribute("id") == Some("xonloady-title"));
            assert_eq!(title.and_then(|node| node.text()), Some(evil));
            assert!(read.descendants().any(|node| node.text() == Some("abc")));
        }
        let list = legend(&drawing);
        assert!(!list.contains("<script") && list.contains("&lt;script&gt;"));
    }
}

#[test]
fn missing_never_looks_like_a_number() {
    let breaks = Breaks::fixed([0.0, 10.0]);
    let picture = |value: Value| {
        let region = move |code: &str| match code {
            "KE" => Region {
                shade: breaks.shade(value),
                title: "Kenya".into(),
                href: None,
            },
            _ => Region {
                shade: Shade::Class(1),
                ..Region::missing()
            },
        };
        let svg = Map::world().svg(&Drawing {
            classes: 2,
            ..Drawing::new("m", &region)
        });
        let at = svg.find("Kenya").unwrap();
        let tag = svg[..at].rfind("<path").unwrap();
        svg[tag..at].split(" d=").next().unwrap().to_owned()
    };
    let picture = &picture;
    let all = [
        Value::Number(0.0),
        Value::Number(10.0),
        Value::Few,
        Value::Missing,
    ]
    .map(|value| picture.clone()(value));
    assert_eq!(all[0], r#"<path class="s1""#);
    assert_eq!(all[1], r#"<path class="s7""#);
    assert_eq!(all[2], r#"<path class="few" fill="url(#m-few)""#);
    assert_eq!(all[3], r#"<path class="missing" fill="url(#m-missing)""#);
}

#[test]
fn places_are_on_the_picture() {
    let world = Map::world();
    let (width, height) = world.size();
    let at = |lat, lon| world.at(Place::new(lat, lon).unwrap());
    let (x, y) = at(0.0, 11.0).unwrap();
    assert!((x / f64::from(width) - 0.5).abs() < 0.05 && y > 0.0 && y < f64::from(height));
    let (fiji, hawaii) = (at(-18.0, 178.0).unwrap(), at(20.0, -157.0).unwrap());
    assert!(fiji.0 > hawaii.0);
    assert_eq!(at(-89.0, 0.0), None);
    let us = Map::country("US").unwrap();
    let inside = |lat, lon| us.at(Place::new(lat, lon).unwrap());
    let (hawaii, kansas) = (inside(19.6, -155.5).unwrap(), inside(38.0, -98.0).unwrap());
    // Hawaii is in a box under the rest.
    assert!(hawaii.1 > kansas.1 && inside(64.0, -150.0).is_some());
    assert_eq!(inside(48.9, 2.4), None);
}

#[test]
fn far_islands_do_not_stretch_a_country() {
    for (code, least) in [
        ("NO", 0.55),
        ("NZ", 0.35),
        ("CL", 0.1),
        ("US", 0.5),
        ("GB", 0.4),
        ("ES", 0.5),
        ("PT", 0.3),
    ] {
        let map = Map::country(code).unwrap();
        let svg = map.svg(&Drawing::new("m", &usual));
        assert!(map.size().0.max(map.size().1) <= 2500, "{code}");
        assert!(
            svg.len() > 4000 && f64::from(map.size().0) / f64::from(map.size().1) > least,
            "{code}"
        );
    }
    let oslo = Map::country("NO")
        .unwrap()
        .at(Place::new(59.9, 10.7).unwrap())
        .unwrap();
    let (width, height) = Map::country("NO").unwrap().size();
    assert!(
        oslo.0 / f64::from(width) < 0.5 && oslo.1 / f64::from(height) > 0.7,
        "{oslo:?} of {width} {height}"
    );
}
