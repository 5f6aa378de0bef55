//! Writes the shipped figures into `docs/statistics.md`, and keeps them there: the page tells what the data says.

use std::fmt::Write;

use watchpost_domain::statistics::{Basis, Figures, Span};

/// Between these the page is made of the data.
const BEGIN: &str = "<!-- Made of crates/domain/src/vocabulary/figures.toml by `WATCHPOST_BLESS=1 cargo test -p watchpost-domain --test statistics`. -->\n";
const END: &str = "<!-- To here. -->\n";

fn list() -> String {
    let figures = Figures::shipped().unwrap();
    let mut out = String::new();
    let span = match figures.period {
        Span::Quarter => "each quarter by itself",
        Span::Year => "each year by itself",
    };
    writeln!(out, "\n{}\n", figures.counted.text("en")).unwrap();
    let wait = match figures.wait {
        1 => "one quarter".to_owned(),
        wait => format!("{wait} quarters"),
    };
    writeln!(
        out,
        "Counted from {}, {span}, {} after it is over. Counts below {} are not told.",
        figures.from,
        wait,
        figures.floor.get()
    )
    .unwrap();
    for basis in Basis::ALL {
        let which = match basis {
            Basis::Received => "came",
            Basis::Ended => "ended",
            Basis::Due => "had something promised for a day",
        };
        writeln!(out, "\n### Cases that {which} in the period\n\n| figure | what is counted | what is not |\n|---|---|---|").unwrap();
        for figure in figures.all.iter().filter(|figure| figure.of == basis) {
            let (name, counts, not) = (
                figure.name.text("en"),
                figure.counts.text("en"),
                figure.leaves_out.text("en"),
            );
            let version = format!(
                "`{}`, version {} of {}",
                figure.code, figure.version, figure.since
            );
            writeln!(out, "| {name}<br>{version} | {counts} | {not} |").unwrap();
        }
    }
    out + "\n"
}

#[test]
fn the_page_lists_the_figures_that_there_are() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/statistics.md");
    let page = std::fs::read_to_string(path).unwrap();
    let (head, rest) = page.split_once(BEGIN).unwrap();
    let (_, tail) = rest.split_once(END).unwrap();
    let made = format!("{head}{BEGIN}{}{END}{tail}", list());
    #[expect(
        clippy::disallowed_methods,
        reason = "whoever changed the figures says in the environment that they meant it"
    )]
    if std::env::var("WATCHPOST_BLESS").is_ok_and(|said| said == "1") {
        std::fs::write(path, &made).unwrap();
    }
    assert!(
        std::fs::read_to_string(path).unwrap() == made,
        "the figures changed; if you meant it, run this again with WATCHPOST_BLESS=1, read what became of docs/statistics.md, and commit it"
    );
}
