//! `cargo run -p watchpost-maps --example look -- FOLDER [CODE…]`: draws invented numbers, to be looked at: pictures in light and dark, and pages in two languages.

use std::fmt::Write;
use std::path::Path;

use watchpost_maps::{
    Breaks, CSS, Cluster, Direction, Drawing, Look, Map, Mark, Place, Region, Scheme, Shade, Value,
    legend,
};

const FONT: &[u8] = include_bytes!("../../print/fonts/DejaVuSans.ttf");
const STYLE: &str = include_str!("../../web/static/watchpost.css");

/// A number for each code that is the same each time.
fn value(code: &str) -> Value {
    let mixed = code.bytes().fold(7u32, |sum, byte| {
        sum.wrapping_mul(31).wrapping_add(byte.into())
    });
    match mixed % 11 {
        0 => Value::Few,
        1 | 2 => Value::Missing,
        _ => Value::Number(f64::from(mixed % 9973) / 20.0),
    }
}

struct Words {
    lang: &'static str,
    direction: Direction,
    title: &'static str,
    note: &'static str,
    few: &'static str,
    missing: &'static str,
}

const WORDS: [Words; 2] = [
    Words {
        lang: "en",
        direction: Direction::LeftToRight,
        title: "Invented reports by place, to look at the map",
        note: "Borders and names on this map do not mean that anybody here takes a position on the status of any territory. Outlines: Natural Earth.",
        few: "1 to 4: too few to be told",
        missing: "No numbers",
    },
    Words {
        lang: "ar",
        direction: Direction::RightToLeft,
        title: "بلاغات مخترعة بحسب المكان (2026)",
        note: "لا تعبر الحدود والأسماء على هذه الخريطة عن موقف من وضع أي إقليم. المصدر: Natural Earth.",
        few: "من 1 إلى 4: أقل من أن تُذكر",
        missing: "لا توجد أرقام",
    },
];

fn marks(world: bool) -> Vec<Mark> {
    let places = [
        (-1.3, 36.8, 3),
        (48.9, 2.4, 20),
        (40.7, -74.0, 400),
        (33.3, 44.4, 55),
        (21.3, -157.9, 2),
    ];
    let mark = |(lat, lon, points): (f64, f64, usize)| {
        let place = Place::new(lat, lon)?.blurred(50);
        let cluster = Cluster {
            place,
            points,
            count: points as u64,
            more: false,
        };
        let title = format!("{points} incidents");
        Some(Mark {
            cluster,
            text: points.to_string(),
            title,
            href: Some("#".into()),
        })
    };
    places
        .into_iter()
        .filter(|_| !world)
        .filter_map(mark)
        .collect()
}

fn write(folder: &Path, name: &str, bytes: &[u8]) {
    if let Err(error) = std::fs::write(folder.join(name), bytes) {
        eprintln!("{name}: {error}");
    }
}

fn main() {
    let mut args = std::env::args().skip(1);
    let Some(folder) = args.next() else {
        eprintln!("name a folder for what is drawn");
        return;
    };
    let mut codes: Vec<String> = args.collect();
    if codes.is_empty() {
        codes = ["WORLD", "KE", "US", "GB", "CL"].map(str::to_owned).into();
    }
    for code in codes {
        let world = code == "WORLD";
        match if world {
            Some(Map::world())
        } else {
            Map::country(&code)
        } {
            Some(map) => look(Path::new(&folder), &code, map, &marks(world)),
            None => eprintln!("{code} is not drawn"),
        }
    }
}

fn look(folder: &Path, code: &str, map: &Map, marks: &[Mark]) {
    let breaks = Breaks::quantiles(map.codes().map(value), 5);
    for words in WORDS {
        let regions = |code: &str| Region {
            shade: breaks.shade(value(code)),
            title: format!("{code}: {:?}", value(code)),
            href: Some(format!("/numbers/places/{code}")),
        };
        let mut legend_lines: Vec<(Shade, String)> = { breaks.ranges().enumerate() }
            .map(|(class, (from, to))| {
                let to = to.map_or(String::new(), |to| format!("{to:.0}"));
                (Shade::Class(class), format!("{from:.0}–{to}"))
            })
            .collect();
        legend_lines.push((Shade::Few, words.few.into()));
        legend_lines.push((Shade::Missing, words.missing.into()));
        let drawing = Drawing {
            title: words.title,
            description: words.note,
            classes: breaks.classes(),
            marks,
            legend: &legend_lines,
            note: words.note,
            direction: words.direction,
            ..Drawing::new("reports", &regions)
        };
        let name = format!("{}-{}", code.to_lowercase(), words.lang);
        for (scheme, word) in [(Scheme::Light, "light"), (Scheme::Dark, "dark")] {
            let alone = Drawing {
                look: Look::Alone(scheme),
                ..drawing
            };
            match map.png(&alone, FONT, 1000) {
                Ok(png) => write(folder, &format!("{name}-{word}.png"), &png),
                Err(error) => eprintln!("{name}: {error}"),
            }
            write(
                folder,
                &format!("{name}-{word}.svg"),
                map.svg(&alone).as_bytes(),
            );
        }
        let svg = map.svg(&drawing);
        eprintln!(
            "{name}: {} bytes, {} × {}",
            svg.len(),
            map.size().0,
            map.size().1
        );
        let dir = if words.direction == Direction::RightToLeft {
            "rtl"
        } else {
            "ltr"
        };
        let mut page = format!(
            r#"<!doctype html><html lang="{}" dir="{dir}"><meta charset="utf-8">"#,
            words.lang
        );
        let _ = write!(
            page,
            r#"<meta name="viewport" content="width=device-width"><title>x</title><style>{STYLE}{CSS}</style><main><h1>{}</h1>{svg}{}<p class="hint">{}</p></main>"#,
            words.title,
            legend(&drawing),
            words.note
        );
        write(folder, &format!("{name}.html"), page.as_bytes());
    }
}
