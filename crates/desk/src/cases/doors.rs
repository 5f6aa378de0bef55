//! The doors that stand open to the person who reported: proposed beside the worksheet that shows them, with the reasons, and put into
//! words in the person's own language. Nothing is shown to them before somebody has read it.

use std::sync::LazyLock;

use askama::{Template, filters::HtmlSafe};
use watchpost_domain::{
    cases::content::AnswersPart,
    procedure::sheet::{Answers, Said},
    remedies::{Doors, Force, LegalProfile, Proposed, Situation, Standing, Why, Words},
};
use watchpost_text::{Lang, Text};
use watchpost_web::{Choice, Field, Fields, Layout};

/// The shipped doors; a test sees that they can be read.
static DOORS: LazyLock<Option<Doors>> = LazyLock::new(|| Doors::shipped().ok());

/// A door in the list.
struct Line {
    name: String,
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
}

impl HtmlSafe for Panel {}

/// The situation: what the report says, and what is asked beside.
fn situation(report: Option<&AnswersPart>, asked: &Fields) -> Situation {
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
        stands,
        why: t.list(&whys),
        safety: proposed
            .safety
            .iter()
            .map(|w| w.text(lang).to_owned())
            .collect(),
    }
}

/// A door in the words that the person reads.
fn in_words(proposed: &Proposed<'_>, language: &str) -> String {
    let door = proposed.door;
    let word = |words: &Words| words.text(language).trim().to_owned();
    let mut lines = vec![format!("{}. {}", word(&door.name), word(&door.what))];
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
    report: Option<&AnswersPart>,
    (asked, chosen): (&Fields, Option<Vec<String>>),
) -> Option<(Panel, Answers)> {
    let doors = DOORS.as_ref()?;
    let of = situation(report, asked);
    let profile = { of.country.as_deref() }.and_then(|code| LegalProfile::shipped(code, doors));
    let profile = profile.and_then(Result::ok);
    let proposed = doors.propose(&of, profile.as_ref());
    let can_be_shown = |p: &&Proposed<'_>| p.stands.is_open() && !p.tried;
    let open = proposed.iter().filter(can_be_shown);
    let is_proposed = |code: &String| proposed.iter().any(|p| p.door.code == *code);
    let shown = match chosen {
        Some(chosen) => chosen.into_iter().filter(is_proposed).collect(),
        None => open.map(|p| p.door.code.clone()).collect::<Vec<_>>(),
    };
    let language = { report.map(|report| report.language.as_str()) }
        .and_then(Lang::from_code)
        .map_or(layout.lang(), |lang| lang.code());
    let told = proposed.iter().filter(|p| shown.contains(&p.door.code));
    let mut words: Vec<String> = told.map(|p| in_words(p, language)).collect();
    words.extend(
        profile
            .as_ref()
            .map(|profile| profile.note.text(language).to_owned()),
    );
    words.push(doors.note.text(language).to_owned());
    let panel = Panel {
        fields: fields(layout, &of),
        note: doors.note.text(layout.lang()).to_owned(),
        lines: proposed
            .iter()
            .map(|p| line(&layout.text, doors, p))
            .collect(),
        layout: layout.clone(),
    };
    Some((panel, answers(shown, words.join("\n\n"))))
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
