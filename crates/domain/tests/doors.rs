//! Writes down the shipped doors and what is known of each country, and keeps it in `docs/doors.md`, for those who read no TOML.
#![allow(clippy::unwrap_used)]

use std::fmt::Write;

use watchpost_domain::remedies::{
    Basis, Claim, Door, Doors, Fear, Force, Kind, LegalProfile, Limit, Makes, Route, SHIPPED,
    Signs, Who, Words,
};

const HEAD: &str = "\
# The doors that stand open

<!-- Made of crates/domain/src/vocabulary/doors.toml and countries/ by `WATCHPOST_BLESS=1 cargo test -p watchpost-domain --test doors`. -->

NOTE

Out of scope is a redirect and never a rejection. From what the company was in the Association on the day of the incident, whose
people did it, what happened, what the person wishes, and what they have to fear, every door that stands open is proposed, with the
reasons. There is always one that is not the company itself, and whoever is in danger is not sent to the company first.

STATUS The texts are also in French, Spanish and Arabic.

In which order: first the doors that stand open; then those to be careful with; then those that are never the first; then those that
only listen and do not answer; then those of which nothing is known in the country; then those that there are not, which are shown so
that nobody looks for them. Among equals, those that serve more of the person's wishes come first. What was tried comes last.

Whoever runs Watchpost can have doors and profiles of their own (`watchpost doors`, `watchpost profile`; see [operating](operating.md)). What somebody was shown
says by which version it was proposed, and since when that was in use.

";

fn en(words: &Words) -> &str {
    words.text("en")
}

/// Codes as words in a row; nothing says what it means that there are none.
fn row<T: AsRef<str>>(codes: &[T], none: &str) -> String {
    match codes.is_empty() {
        true => none.to_owned(),
        false => {
            let words = codes.iter().map(|code| code.as_ref().replace('-', " "));
            words.collect::<Vec<_>>().join(", ")
        }
    }
}

fn open_when(door: &Door) -> String {
    let when = &door.open_when;
    let mut all = Vec::new();
    if let Some(standings) = &when.standings {
        let codes: Vec<&str> = standings.iter().map(|s| s.code()).collect();
        all.push(format!("the company was, that day: {}", row(&codes, "")));
    }
    if let Some(forces) = &when.forces {
        let codes: Vec<&str> = forces.iter().map(|f| f.code()).collect();
        all.push(format!("whose people: {}", row(&codes, "")));
    }
    if let Some(harms) = &when.harms {
        all.push(format!("what happened: {}", row(harms, "")));
    }
    if door.for_workers {
        all.push("the person works there, or may".to_owned());
    }
    if door.needs_profile {
        all.push("the law of the country is known, and names it".to_owned());
    }
    match all.is_empty() {
        true => "always".to_owned(),
        false => all.join("; "),
    }
}

fn signs(when: &Signs) -> String {
    let fear: Vec<&str> = when.fear.iter().copied().map(Fear::code).collect();
    let forces: Vec<&str> = when.forces.iter().copied().map(Force::code).collect();
    let mut all = Vec::new();
    if !fear.is_empty() {
        all.push(format!("fear: {}", row(&fear, "")));
    }
    if when.state_forces {
        all.push("people of a state were there".to_owned());
    }
    if when.minor {
        all.push("a child".to_owned());
    }
    if !when.harms.is_empty() {
        all.push(format!("what happened: {}", row(&when.harms, "")));
    }
    if !forces.is_empty() {
        all.push(format!("whose people: {}", row(&forces, "")));
    }
    all.join("; or ")
}

fn door(doors: &Doors, door: &Door, out: &mut String) {
    let days: Vec<String> = door.follow_up.iter().map(ToString::to_string).collect();
    writeln!(out, "### {}\n\n{}\n", en(&door.name), en(&door.what)).unwrap();
    writeln!(out, "| | |\n|---|---|").unwrap();
    for (what, says) in [
        ("stands open when", open_when(door).as_str()),
        ("who may use it", en(&door.who)),
        ("what it can give", &row(&door.gives, "")),
        ("cost", en(&door.cost)),
        ("time", en(&door.time)),
        ("language", en(&door.language)),
        ("without a name", en(&door.anonymity)),
        ("protection", en(&door.protection)),
        ("counts as tried when the person told", &row(&door.told, "")),
        ("we ask again after", &format!("{} days", days.join(", "))),
    ] {
        if !says.is_empty() {
            writeln!(out, "| {what} | {says} |").unwrap();
        }
    }
    for note in &door.beware {
        writeln!(out, "| everybody is told | {} |", en(note)).unwrap();
    }
    for safety in &door.safety {
        let danger = &doors.danger(&safety.danger).unwrap().name;
        let makes = match safety.makes {
            Makes::Careful => "careful",
            Makes::NotFirst => "never first",
        };
        let (danger, note) = (en(danger), en(&safety.note));
        writeln!(out, "| {danger}: {makes} | {note} |").unwrap();
    }
    if let Some(none) = &door.if_none {
        writeln!(out, "| where there is none | {} |", en(none)).unwrap();
    }
    out.push('\n');
}

/// A value as it is known: with its source, or as remembered.
fn claim<T>(claim: &Option<Claim<T>>, says: impl Fn(&T) -> String) -> Option<String> {
    let claim = claim.as_ref()?;
    Some(match (&claim.source, claim.basis) {
        (Some(page), Basis::Seen) => format!("[{}]({page})", says(&claim.is)),
        _ => format!("{} (remembered)", says(&claim.is)),
    })
}

fn limit(limit: &Limit) -> String {
    match limit {
        Limit::Days(n) => format!("{n} days"),
        Limit::Months(n) => format!("{n} months"),
        Limit::Years(n) => format!("{n} years"),
    }
}

fn yes(is: &bool) -> String {
    if *is { "yes" } else { "no" }.to_owned()
}

/// On what terms it can be used; what is not known stands at the end.
fn terms(route: &Route) -> Vec<String> {
    let who = |who: &Vec<Who>| row(&who.iter().map(|w| w.code()).collect::<Vec<_>>(), "");
    let all = [
        ("who", claim(&route.who_may, who)),
        ("languages", claim(&route.languages, |l| row(l, ""))),
        ("cost", claim(&route.cost, |c| c.code().to_owned())),
        ("last day", claim(&route.time_limit, limit)),
        ("without a name", claim(&route.anonymous, yes)),
        ("what it can give", claim(&route.remedy, |r| row(r, ""))),
        ("protection", claim(&route.retaliation_protection, yes)),
    ];
    let known =
        { all.iter() }.filter_map(|(what, says)| says.as_ref().map(|s| format!("{what}: {s}")));
    let unknown = all.iter().filter(|(_, says)| says.is_none());
    let unknown: Vec<&str> = unknown.map(|(what, _)| *what).collect();
    let known: Vec<String> = known.collect();
    match unknown.is_empty() {
        true => known,
        false => known
            .into_iter()
            .chain([format!("not known: {}", unknown.join(", "))])
            .collect(),
    }
}

fn route(doors: &Doors, route: &Route, out: &mut String) {
    let name = en(&doors.door(&route.door).unwrap().name);
    let kind = match route.kind.is {
        Kind::FormalComplaint => "takes complaints",
        Kind::IntelligenceReport => "only listens, does not answer",
        Kind::None => "there is no such route",
        Kind::NotKnown => "what it takes is not known",
    };
    let kind = claim(&Some(route.kind.clone()), |_| kind.to_owned()).unwrap();
    let body = claim(&route.body, String::clone).unwrap_or_default();
    let is_route = matches!(
        route.kind.is,
        Kind::FormalComplaint | Kind::IntelligenceReport
    );
    let mut terms = match is_route {
        true => terms(route),
        false => Vec::new(),
    };
    if let Some(note) = &route.note {
        terms.push(en(note).to_owned());
    }
    writeln!(out, "| {name} | {body} | {kind} | {} |", terms.join("<br>")).unwrap();
}

fn country(doors: &Doors, profile: &LegalProfile, out: &mut String) {
    let (code, status) = (&profile.country, profile.status.code());
    let day = profile.as_of.date();
    writeln!(out, "### {code}\n\nA {status}, as of {day}.\n").unwrap();
    writeln!(
        out,
        "| door | body | what it takes | on what terms |\n|---|---|---|---|"
    )
    .unwrap();
    for one in &profile.routes {
        route(doors, one, out);
    }
    let not_known = profile.not_known.iter();
    for code in not_known {
        let name = en(&doors.door(code).unwrap().name);
        writeln!(out, "| {name} | | not known | |").unwrap();
    }
    out.push('\n');
}

fn document() -> String {
    let doors = Doors::shipped().unwrap();
    let status = format!(
        "This is a {}: no lawyer has looked at it yet.",
        doors.status.code()
    );
    let mut out = HEAD
        .replace("NOTE", en(&doors.note))
        .replace("STATUS", &status);
    out += "## What makes a door one to be careful with\n\n| danger | there when |\n|---|---|\n";
    for danger in &doors.dangers {
        writeln!(out, "| {} | {} |", en(&danger.name), signs(&danger.when)).unwrap();
    }
    out += "\n## The doors\n\n";
    for one in &doors.doors {
        door(&doors, one, &mut out);
    }
    out += "## What is known of each country\n\n";
    let profiles: Vec<LegalProfile> = { SHIPPED.iter() }
        .map(|(_, text)| LegalProfile::read(text, &doors).unwrap())
        .collect();
    writeln!(out, "{}\n", en(&profiles[0].note)).unwrap();
    out += "The police and the courts are there in every country; where nothing stands of them, nothing is known but that.\n\n";
    for profile in &profiles {
        country(&doors, profile, &mut out);
    }
    out.truncate(out.trim_end().len());
    out + "\n"
}

#[test]
fn the_document_is_written_from_the_data() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/doors.md");
    let written = document();
    #[expect(
        clippy::disallowed_methods,
        reason = "whoever changed the doors says in the environment that they meant it"
    )]
    if std::env::var("WATCHPOST_BLESS").is_ok_and(|said| said == "1") {
        std::fs::write(path, &written).unwrap();
    }
    assert!(
        std::fs::read_to_string(path).unwrap_or_default() == written,
        "the doors changed; if you meant it, run this again with WATCHPOST_BLESS=1, read what became of docs/doors.md, and commit it"
    );
    // Each door has its heading, and each country.
    let doors = Doors::shipped().unwrap();
    assert_eq!(
        written.matches("\n### ").count(),
        doors.doors.len() + SHIPPED.len()
    );
}

/// What a worksheet offers to be shown are these doors, in this order and by these names.
#[test]
fn the_worksheet_offers_the_doors_that_there_are() {
    use watchpost_domain::procedure::Procedure;
    let (doors, procedure) = (Doors::shipped().unwrap(), Procedure::shipped().unwrap());
    let sheet = procedure.sheets.iter().find(|sheet| sheet.doors).unwrap();
    let offered = sheet.question("open").unwrap().asks.choices();
    for language in ["en", "fr", "es", "ar"] {
        let names = |words: Vec<(&str, &str)>| -> Vec<(String, String)> {
            words
                .into_iter()
                .map(|(c, n)| (c.to_owned(), n.to_owned()))
                .collect()
        };
        let own = doors
            .doors
            .iter()
            .map(|d| (d.code.as_str(), d.name.text(language)));
        let theirs = offered
            .iter()
            .map(|c| (c.code.as_str(), c.name.text(language)));
        assert_eq!(names(own.collect()), names(theirs.collect()));
    }
}
