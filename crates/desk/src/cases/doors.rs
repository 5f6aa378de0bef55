//! The doors that stand open to the person who reported: proposed beside the worksheet that shows them, with the reasons, and put into
//! words in the person's own language. Nothing is shown to them before somebody has read it.

use askama::{Template, filters::HtmlSafe};
use watchpost_domain::{
    PolicyVersion,
    cases::content::AnswersPart,
    procedure::{
        Sheet,
        sheet::{Answers, Said},
    },
    remedies::{Doors, Force, Limit, Proposed, Situation, Standing, Why, Words},
};
use watchpost_service::remedies::{InUse, version_code};
use watchpost_text::{Lang, Text};
use watchpost_web::{Choice, Field, Fields, Layout, version_words};

/// A door in the list.
struct Line {
    name: String,
    terms: String,
    stands: String,
    why: String,
    safety: Vec<String>,
}

/// What is proposed, and the form with which it is asked for.
#[derive(Template)]
#[template(path = "cases/doors.html")]
pub(super) struct Panel {
    layout: Layout,
    fields: Vec<Field>,
    note: String,
    lines: Vec<Line>,
    /// By which versions it is proposed, in words.
    from: Vec<String>,
}

impl HtmlSafe for Panel {}

/// The situation: what the report says, and what is asked beside.
pub(super) fn situation(report: Option<&AnswersPart>, asked: &Fields) -> Situation {
    let mut of = report.map_or_else(Situation::default, Situation::of_report);
    let standing = Standing::from_code(asked.text("standing"));
    let force = Force::from_code(asked.text("force"));
    of.standing = standing.unwrap_or_default();
    of.force = force.unwrap_or_default();
    if let Some(country) = asked.get("country").filter(|code| !code.is_empty()) {
        of.country = Some(country.to_owned());
    }
    let has = |sign: &str| asked.get_all("signs").any(|s| s == sign);
    of.state_forces = has("state-forces");
    of.is_minor = has("minor");
    of
}

fn fields(layout: &Layout, of: &Situation) -> Vec<Field> {
    let t = layout.text;
    let form = layout.form();
    let standings = Standing::ALL
        .iter()
        .map(|s| Choice::new(s.code(), t.named("standing", s.code())));
    let forces = Force::ALL
        .iter()
        .map(|f| Choice::new(f.code(), t.named("guard-force", f.code())));
    let countries = t
        .countries()
        .into_iter()
        .map(|(code, name)| Choice::new(code, name));
    let signs = [
        (of.state_forces, "state-forces", t.doors_state_forces()),
        (of.is_minor, "minor", t.doors_minor()),
    ];
    let so = signs
        .iter()
        .filter(|(is_so, ..)| *is_so)
        .map(|(_, code, _)| *code);
    let so: Vec<&str> = so.collect();
    let signs = signs
        .into_iter()
        .map(|(_, code, name)| Choice::new(code, name));
    let field = |field: Field| field.optional().inside("doors");
    vec![
        field(form.select("standing", t.doors_standing(), standings.collect()))
            .value(of.standing.code()),
        field(form.select("force", t.doors_force(), forces.collect())).value(of.force.code()),
        field(form.select("country", t.doors_country(), countries.collect()))
            .value(of.country.clone().unwrap_or_default()),
        field(form.checks("signs", t.doors_signs(), signs.collect())).values(so),
    ]
}

/// A reason in words.
fn why(t: &Text, doors: &Doors, why: &Why) -> String {
    let lang = t.lang().code();
    let names = |vocabulary: &str, codes: &[String]| -> Vec<String> {
        codes.iter().map(|code| t.named(vocabulary, code)).collect()
    };
    let country = |code: &String| vec![t.country(code).unwrap_or(code).to_owned()];
    let more: Vec<String> = match why {
        Why::Standing { standing } => vec![t.named("standing", standing.code())],
        Why::Force { force } => vec![t.named("guard-force", force.code())],
        Why::Harm { harms } => names("kind", harms),
        Why::Gives { wishes } => names("outcome", wishes),
        Why::NamedHere { country: code }
        | Why::NoSuchRoute { country: code }
        | Why::NotKnownHere { country: code }
        | Why::ProfileNotReviewed { country: code, .. } => country(code),
        Why::ProfileMissing { country: code } => code.iter().flat_map(country).collect(),
        Why::InDanger { dangers } => { dangers.iter() }
            .filter_map(|code| Some(doors.danger(code)?.name.text(lang).to_owned()))
            .collect(),
        _ => Vec::new(),
    };
    let said = t.named("door-why", why.code());
    match more.is_empty() {
        true => said,
        false => format!("{said} ({})", t.list(&more)),
    }
}

fn line(t: &Text, doors: &Doors, proposed: &Proposed<'_>) -> Line {
    let lang = t.lang().code();
    let whys: Vec<String> = proposed.why.iter().map(|w| why(t, doors, w)).collect();
    let mut stands = t.named("door-stands", proposed.stands.code());
    if proposed.tried {
        stands = format!("{stands}, {}", t.doors_tried());
    }
    Line {
        name: proposed.door.name.text(lang).to_owned(),
        terms: terms(t, proposed),
        stands,
        why: t.list(&whys),
        safety: proposed
            .safety
            .iter()
            .map(|w| w.text(lang).to_owned())
            .collect(),
    }
}

/// What a door costs and by when one has to go there, as far as that is known in the country; else what is generally so.
fn terms(t: &Text, proposed: &Proposed<'_>) -> String {
    let (door, lang) = (proposed.door, t.lang().code());
    let cost = proposed.routes.iter().find_map(|r| r.cost.as_ref());
    let cost = match cost {
        Some(cost) => t.named("door-cost", cost.is.code()),
        None => first_sentence(door.cost.text(lang)).to_owned(),
    };
    let limit = { proposed.routes.iter() }.find_map(|r| r.time_limit.as_ref());
    let limit = match limit.map(|limit| limit.is) {
        Some(Limit::Days(n)) => t.doors_days(i64::from(n)),
        Some(Limit::Months(n)) => t.doors_months(i64::from(n)),
        Some(Limit::Years(n)) => t.doors_years(i64::from(n)),
        None => t.doors_no_limit(),
    };
    format!("{cost} · {limit}")
}

/// As far as the first full stop.
fn first_sentence(words: &str) -> &str {
    let words = words.trim();
    words.split_once(". ").map_or(words, |(first, _)| first)
}

/// A door in the words that the person reads: on the first line what it is, what it costs, and by when.
fn in_words(proposed: &Proposed<'_>, t: &Text) -> String {
    let (door, language) = (proposed.door, t.lang().code());
    let word = |words: &Words| words.text(language).trim().to_owned();
    let first = format!("{} · {}", word(&door.name), terms(t, proposed));
    let mut lines = vec![first, word(&door.what)];
    for route in &proposed.routes {
        let body = route.body.iter().map(|body| body.is.clone());
        let note = route.note.iter().map(&word);
        let said: Vec<String> = body.chain(note).collect();
        if !said.is_empty() {
            lines.push(said.join(". "));
        }
    }
    let terms = [
        &door.who,
        &door.cost,
        &door.time,
        &door.language,
        &door.anonymity,
        &door.protection,
    ];
    let terms: Vec<String> = terms
        .into_iter()
        .map(word)
        .filter(|w| !w.is_empty())
        .collect();
    lines.push(terms.join(" "));
    lines.extend(proposed.safety.iter().map(|words| word(words)));
    lines.join("\n")
}

/// What is proposed for a case, and the answers with which the worksheet begins: the doors that are to be shown, or these, in the words
/// of the person's language.
pub(super) fn propose(
    layout: &Layout,
    (in_use, sheet): (&InUse, &Sheet),
    report: Option<&AnswersPart>,
    (of, chosen): (&Situation, Option<Vec<String>>),
) -> (Panel, Answers) {
    let (doors, profile) = (&*in_use.doors, in_use.profile.as_ref());
    let proposed = doors.propose(of, profile);
    // A case keeps the procedure under which it came, whose worksheet may not know of a newer door.
    let offered: Vec<&str> = sheet.doors_offered().collect();
    let is_offered = |p: &&Proposed<'_>| offered.contains(&p.door.code.as_str());
    let can_be_shown = |p: &&Proposed<'_>| p.stands.is_open() && !p.tried;
    let open = proposed.iter().filter(is_offered).filter(can_be_shown);
    let is_proposed =
        |code: &String| { proposed.iter().filter(is_offered) }.any(|p| p.door.code == *code);
    let shown = match chosen {
        Some(chosen) => chosen.into_iter().filter(is_proposed).collect(),
        None => open.map(|p| p.door.code.clone()).collect::<Vec<_>>(),
    };
    let language = report.and_then(|report| Lang::from_code(&report.language));
    let theirs = language.map_or(layout.text, Text::new);
    let language = theirs.lang().code();
    let told = proposed.iter().filter(|p| shown.contains(&p.door.code));
    let mut words: Vec<String> = told.map(|p| in_words(p, &theirs)).collect();
    words.extend(profile.map(|profile| profile.note.text(language).to_owned()));
    words.push(doors.note.text(language).to_owned());
    let t = layout.text;
    let panel = Panel {
        fields: fields(layout, of),
        note: doors.note.text(layout.lang()).to_owned(),
        lines: proposed.iter().map(|p| line(&t, doors, p)).collect(),
        from: { in_use.versions.iter() }
            .map(|version| version_words(&t, version))
            .collect(),
        layout: layout.clone(),
    };
    (panel, answers(shown, words.join("\n\n")))
}

/// By which versions the words in the form were proposed: as it says, those in use, or those by which it was filled in last.
pub(super) fn from(typed: &Fields, is_fresh: bool, before: &[PolicyVersion]) -> Vec<String> {
    match is_fresh {
        true => before.iter().map(version_code).collect(),
        false => typed.get_all("from").map(str::to_owned).collect(),
    }
}

/// The answers of the worksheet.
fn answers(chosen: Vec<String>, words: String) -> Answers {
    let open = Said {
        chosen,
        ..Said::default()
    };
    let notes = Said {
        words,
        ..Said::default()
    };
    Answers::from([("open".to_owned(), open), ("notes".to_owned(), notes)])
}
