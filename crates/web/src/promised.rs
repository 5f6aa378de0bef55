//! Something that was promised and what became of it, the same for the desk, for the person who reported, and for a party that was told of it.

use askama::{Template, filters::HtmlSafe};
use watchpost_domain::{
    Day, MemberId, PartId, RoomId,
    casefile::{Entry, Item, Said},
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
    /// Files that show it, where the reader can open them: name and address.
    files: Vec<(String, String)>,
}

/// What a reader of it may know.
pub trait Reader {
    /// What a member of the desk is called.
    fn name(&self, _: MemberId) -> Option<String> {
        None
    }

    /// What a file of a room is called, and where it lies.
    fn file(&self, _: RoomId, _: PartId) -> Option<(String, String)> {
        None
    }
}

/// Whoever learns nobody's name and opens no file of a room.
pub struct Outside;

impl Reader for Outside {}

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
    #[must_use]
    pub fn new(
        text: Text,
        procedure: &Procedure,
        one: &Commitment,
        today: Day,
        reader: &dyn Reader,
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
                promised.lines.push(line(text, procedure, part, reader));
            }
        }
        promised
    }
}

fn line(t: Text, procedure: &Procedure, part: &CommitmentPart, reader: &dyn Reader) -> Line {
    let step = t.named("commitment", part.step.code());
    let reached = match &part.step {
        Step::Seen { reached, .. } | Step::Confirmed { reached, .. } => {
            let reached = named(&procedure.tracker.reached, reached, t.lang().code());
            format!(": {reached}")
        }
        _ => String::new(),
    };
    let party = part.party.as_ref();
    let who = part.member.and_then(|member| reader.name(member));
    let who = who.or_else(|| Some(party?.name.clone()));
    let files = party.into_iter().flat_map(|party| {
        let files = party.files.iter();
        files.filter_map(|file| reader.file(party.room, *file))
    });
    let who = who.map_or_else(String::new, |who| format!(" · {who}"));
    Line {
        what: format!("{step}{reached}"),
        when: format!("{}{who}", t.date(Day::of(part.at).date())),
        words: part.step.texts().concat(),
        files: files.collect(),
    }
}

/// Something that was promised as a piece of a copy: what it is called, and all that was written about it. Who of the desk wrote it is in none.
#[must_use]
pub fn promise_piece(t: Text, procedure: &Procedure, one: &Commitment) -> Entry {
    let said = |label: String, text: &str| Said {
        label,
        text: text.to_owned(),
    };
    let (mut title, mut all) = (String::new(), Vec::new());
    for part in &one.steps {
        if let Step::Promised {
            kind,
            what,
            who,
            due,
            shows,
        } = &part.step
        {
            title = named(&procedure.tracker.kinds, kind, t.lang().code());
            all.push(said(t.told_promise_what(), what));
            all.push(said(t.remedy_who(), who));
            all.push(said(t.remedy_due(), &t.date(due.date())));
            all.push(said(t.remedy_shows(), shows));
        } else {
            let line = line(t, procedure, part, &Outside);
            all.push(said(format!("{} · {}", line.what, line.when), &line.words));
        }
    }
    Entry {
        item: Item::Promise(one.id),
        title,
        said: all,
        at: one.steps.last().map(|part| part.at),
        file: None,
    }
}

/// What a choice is called.
pub(crate) fn named(all: &[Choice], code: &str, lang: &str) -> String {
    let own = all.iter().find(|choice| choice.code == code);
    own.map_or(code, |choice| choice.name.text(lang)).to_owned()
}
