//! `cargo bench -p watchpost-maps`: how long pictures take and what they weigh.

use std::time::{Duration, Instant};

use watchpost_maps::{Bounds, Breaks, Drawing, Map, Place, Point, Region, Value, clusters};

const FONT: &[u8] = include_bytes!("../../print/fonts/DejaVuSans.ttf");

fn main() {
    // Test runners start benches, too; nothing is measured for them.
    if !std::env::args().any(|arg| arg == "--bench") {
        return;
    }
    let breaks = Breaks::fixed([1.0, 5.0, 20.0, 100.0]);
    let regions = |code: &str| {
        let number: u32 = code.bytes().map(u32::from).sum();
        Region {
            shade: breaks.shade(Value::Number(f64::from(number % 150))),
            title: format!("Name of {code}: {number} reports"),
            href: Some(format!("/numbers/places/{code}")),
        }
    };
    let drawing = Drawing {
        title: "Reports by country",
        classes: 4,
        ..Drawing::new("m", &regions)
    };
    for code in ["WORLD", "KE", "US", "GB", "RU"] {
        let map = || {
            if code == "WORLD" {
                Some(Map::world())
            } else {
                Map::country(code)
            }
        };
        let start = Instant::now();
        let Some(svg) = map().map(|map| map.svg(&drawing)) else {
            continue;
        };
        let first = start.elapsed();
        let then = often(200, || map().map_or(0, |map| map.svg(&drawing).len()));
        say(&format!(
            "{code}: {} bytes, first {first:.2?}, then {then:.2?}",
            svg.len()
        ));
    }
    let world = Map::world();
    say(&format!(
        "TopoJSON of the world: {} bytes",
        world.json().len()
    ));
    let png = often(10, || {
        world.png(&drawing, FONT, 1000).map_or(0, |png| png.len())
    });
    say(&format!("PNG of the world, 1000 pixels wide: {png:.2?}"));
    let points = points(100_000);
    for zoom in [0, 4, 10] {
        let found = clusters(&points, zoom, &Bounds::WORLD).len();
        let took = often(10, || clusters(&points, zoom, &Bounds::WORLD).len());
        say(&format!(
            "{} points at zoom {zoom}: {found} clusters, {took:.2?}",
            points.len()
        ));
    }
}

fn say(line: &str) {
    use std::io::Write;
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// The median of some times.
fn often(times: usize, what: impl Fn() -> usize) -> Duration {
    let mut took: Vec<Duration> = (0..times)
        .map(|_| {
            let start = Instant::now();
            std::hint::black_box(what());
            start.elapsed()
        })
        .collect();
    took.sort_unstable();
    took[times / 2]
}

/// Places around some towns, the same each time.
fn points(count: u32) -> Vec<Point> {
    let mut state = 1u32;
    let mut next = move || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        f64::from(state >> 8) / f64::from(1u32 << 24)
    };
    let towns: Vec<(f64, f64)> = (0..300)
        .map(|_| (next() * 120.0 - 50.0, next() * 360.0 - 180.0))
        .collect();
    let point = |number: u32| {
        let (lat, lon) = towns[number as usize % towns.len()];
        let place = Place::new(lat + next() * 3.0, lon + next() * 3.0)?.blurred(1);
        Some(Point {
            place,
            count: (!number.is_multiple_of(5)).then_some(number % 40),
        })
    };
    (0..count).filter_map(point).collect()
}
