//! Something that was promised and what became of it, the same for the desk and for the person who reported.

use askama::{Template, filters::HtmlSafe};
use watchpost_domain::{
    Day, MemberId,
    commitments::{Commitment, CommitmentPart, Step},
    procedure::{Procedure, sheet::Choice},
};
use watchpost_text::Text;

/// A line of what became of it.
#[derive(Clone)]
struct Line {
    what: String,
    when: String,
    words: String,
}

/// One commitment.
#[derive(Clone, Template)]
#[template(path = "parts/promised.html")]
pub struct Promised {
    text: Text,
    kind: String,
    what: String,
    who: String,
    due: String,
    shows: String,
    overdue: bool,
    lines: Vec<Line>,
}

impl HtmlSafe for Promised {}

impl Promised {
    /// `name` says what a member of the desk is called, where the reader may know.
    #[must_use]
    pub fn new(
        text: Text,
        procedure: &Procedure,
        one: &Commitment,
        today: Day,
        name: &dyn Fn(MemberId) -> Option<String>,
    ) -> Self {
        let lang = text.lang().code();
        let mut promised = Self {
            text,
            kind: String::new(),
            what: String::new(),
            who: String::new(),
            due: String::new(),
            shows: String::new(),
            overdue: one.is_overdue(today),
            lines: Vec::new(),
        };
        for part in &one.steps {
            if let Step::Promised {
                kind,
                what,
                who,
                due,
                shows,
            } = &part.step
            {
                promised.kind = named(&procedure.tracker.kinds, kind, lang);
                promised.what.clone_from(what);
                promised.who.clone_from(who);
                promised.due = text.date(due.date());
                promised.shows.clone_from(shows);
            } else {
                promised.lines.push(line(text, procedure, part, name));
            }
        }
        promised
    }
}

fn line(
    t: Text,
    procedure: &Procedure,
    part: &CommitmentPart,
    name: &dyn Fn(MemberId) -> Option<String>,
) -> Line {
    let step = t.named("commitment", part.step.code());
    let reached = match &part.step {
        Step::Seen { reached, .. } | Step::Confirmed { reached, .. } => {
            let reached = named(&procedure.tracker.reached, reached, t.lang().code());
            format!(": {reached}")
        }
        _ => String::new(),
    };
    let who = part.member.and_then(name);
    let who = who.map_or_else(String::new, |who| format!(" · {who}"));
    Line {
        what: format!("{step}{reached}"),
        when: format!("{}{who}", t.date(Day::of(part.at).date())),
        words: part.step.texts().concat(),
    }
}

/// What a choice is called.
fn named(all: &[Choice], code: &str, lang: &str) -> String {
    let own = all.iter().find(|choice| choice.code == code);
    own.map_or(code, |choice| choice.name.text(lang)).to_owned()
}
