#![allow(clippy::unwrap_used)]

use super::*;

fn paper() -> Paper {
    let piece = |title: &str, text: &str| Piece {
        title: title.into(),
        about: "4 March 2026".into(),
        text: text.into(),
    };
    Paper {
        language: "en".into(),
        right_to_left: false,
        title: "WP-2345-6789".into(),
        lead: vec!["For the labour court.".into()],
        sections: vec![
            Section {
                heading: "What was said".into(),
                pieces: vec![
                    piece("What happened?", "They took our papers at the gate."),
                    piece(
                        "ماذا حدث؟",
                        "أخذوا أوراقنا عند البوابة في 4 آذار 2026 ولم يعيدوها.",
                    ),
                    piece("Что случилось?", "Забрали документы.\n\nИ не вернули."),
                ],
            },
            Section {
                heading: "Messages".into(),
                pieces: vec![piece("The desk", &"A long answer. ".repeat(900))],
            },
        ],
        foot: "WP-2345-6789".into(),
    }
}

#[test]
fn the_same_texts_are_the_same_bytes() {
    let (one, two) = (paper().pdf().unwrap(), paper().pdf().unwrap());
    assert!(one.starts_with(b"%PDF-"));
    assert_eq!(one, two);
}

#[test]
fn other_hands_read_as_many_pages_and_each_has_ink() {
    let pdf = paper().pdf().unwrap();
    let read = hayro::hayro_syntax::Pdf::new(pdf).unwrap();
    let pages = read.pages();
    assert!((3..12).contains(&pages.len()), "{}", pages.len());
}

#[test]
fn steering_signs_and_unknown_scripts_do_no_harm() {
    let mut odd = paper();
    odd.title = "\u{202e}a\u{0}b\u{7}\u{feff}".into();
    odd.sections[0].pieces[0].text =
        "ሰላም 你好 👻 \u{1F469}\u{200D}\u{1F4BB} \u{10FFFF} e\u{301}\u{302}".into();
    odd.sections[0].pieces[1].text = "x".repeat(5_000);
    odd.sections[1].heading.clear();
    odd.foot.clear();
    odd.pdf().unwrap();
    Paper::default().pdf().unwrap();
}

#[test]
fn what_is_too_long_is_refused_before_it_is_laid_out() {
    let mut long = paper();
    long.sections[1].pieces[0].text = "a ".repeat(CHARACTERS_MAX);
    assert_eq!(long.pdf(), Err(NotMade::TooLong));
}

#[test]
fn short_lines_are_bounded_by_pages() {
    let mut tall = paper();
    tall.sections[1].pieces[0].text = "a\n".repeat(40_000);
    assert_eq!(tall.pdf(), Err(NotMade::TooLong));
}
