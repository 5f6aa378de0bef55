//! Pictures without a browser.
#![allow(clippy::unwrap_used)]

use watchpost_maps::{Direction, Drawing, Look, MAX_WIDTH, Map, PngFault, Region, Scheme, Shade};

const FONT: &[u8] = include_bytes!("../../print/fonts/DejaVuSans.ttf");

fn drawing<'a>(regions: &'a dyn Fn(&str) -> Region, legend: &'a [(Shade, String)]) -> Drawing<'a> {
    Drawing {
        title: "Reports by country",
        note: "No position.",
        classes: 3,
        legend,
        ..Drawing::new("m", regions)
    }
}

fn dark(bytes: &[u8], part: std::ops::Range<f64>) -> usize {
    let picture = image::load_from_memory(bytes).unwrap().to_luma8();
    let (w, h) = (f64::from(picture.width()), picture.height());
    let columns = (part.start * w) as u32..(part.end * w) as u32;
    // The lines of the legend are in the lowest part.
    let rows = h * 7 / 10..h;
    columns
        .flat_map(|x| rows.clone().map(move |y| (x, y)))
        .filter(|(x, y)| picture.get_pixel(*x, *y).0[0] < 90)
        .count()
}

#[test]
fn a_picture_is_as_wide_as_asked_and_the_same_each_time() {
    let regions = |_: &str| Region {
        shade: Shade::Class(2),
        title: String::new(),
        href: None,
    };
    let drawing = drawing(&regions, &[]);
    let png = Map::world().png(&drawing, FONT, 640).unwrap();
    assert_eq!(png, Map::world().png(&drawing, FONT, 640).unwrap());
    let picture = image::load_from_memory(&png).unwrap();
    assert_eq!(picture.width(), 640);
    for width in [0, MAX_WIDTH + 1] {
        let fault = Map::world().png(&drawing, FONT, width);
        assert!(matches!(fault, Err(PngFault::Width(_))));
    }
    assert!(matches!(
        Map::world().png(&drawing, b"no font", 10),
        Err(PngFault::Font)
    ));
}

#[test]
fn light_and_dark_are_not_the_same() {
    let regions = |_: &str| Region::missing();
    let mean = |scheme| {
        let drawing = Drawing {
            look: Look::Alone(scheme),
            ..drawing(&regions, &[])
        };
        let png = Map::country("KE")
            .unwrap()
            .png(&drawing, FONT, 200)
            .unwrap();
        let pixels = image::load_from_memory(&png).unwrap().to_luma8();
        pixels
            .pixels()
            .map(|pixel| u64::from(pixel.0[0]))
            .sum::<u64>()
            / pixels.len() as u64
    };
    assert!(mean(Scheme::Light) > 150 && mean(Scheme::Dark) < 100);
}

#[test]
fn a_legend_stands_where_lines_begin() {
    let regions = |_: &str| Region {
        shade: Shade::Class(0),
        title: String::new(),
        href: None,
    };
    let words = [
        (Shade::Class(2), "كثير".to_owned()),
        (Shade::Few, "قليل".to_owned()),
    ];
    for (direction, with, without) in [
        (Direction::LeftToRight, 0.0..0.2, 0.8..1.0),
        (Direction::RightToLeft, 0.8..1.0, 0.0..0.2),
    ] {
        let drawing = Drawing {
            direction,
            note: "",
            ..drawing(&regions, &words)
        };
        let png = Map::world().png(&drawing, FONT, 800).unwrap();
        assert!(dark(&png, with) > 100, "{direction:?}");
        assert_eq!(dark(&png, without), 0, "{direction:?}");
    }
}

/// Letters that are joined take less room than the same letters by themselves.
#[test]
fn arabic_letters_are_joined() {
    let regions = |_: &str| Region {
        shade: Shade::Class(0),
        title: String::new(),
        href: None,
    };
    let ink = |word: &str| {
        let drawing = Drawing {
            title: word,
            note: "",
            direction: Direction::RightToLeft,
            ..Drawing::new("m", &regions)
        };
        let png = Map::country("KE")
            .unwrap()
            .png(&drawing, FONT, 1000)
            .unwrap();
        let picture = image::load_from_memory(&png).unwrap().to_luma8();
        let title = picture.height() / 20;
        let inked = |x: &u32| (0..title).any(|y| picture.get_pixel(*x, y).0[0] < 90);
        let columns: Vec<u32> = (0..picture.width()).filter(inked).collect();
        columns.last().unwrap() - columns.first().unwrap()
    };
    let (joined, apart) = (
        ink("ببببببب"),
        ink("ب\u{200c}ب\u{200c}ب\u{200c}ب\u{200c}ب\u{200c}ب\u{200c}ب"),
    );
    assert!(
        f64::from(joined) < 0.7 * f64::from(apart),
        "{joined} {apart}"
    );
}
