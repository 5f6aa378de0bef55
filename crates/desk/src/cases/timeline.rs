//! What happened in a case, who did it, and why: the newest first. The same act of the same person on one day is one line.

use askama::{Template, filters::HtmlSafe};
use jiff::{Timestamp, tz::TimeZone};
use std::collections::BTreeMap;
use watchpost_domain::{
    CaseId, Day, Fact, MemberId, PartId, RoomId,
    cases::clocks::promise_of_clock,
    cases::content::{ActedBy, HistoryPart, ReleasePart},
    fact::CaseAct,
    patterns::PatternAct,
    procedure::{Procedure, sheet::sheet_of_clock},
    retention::Going,
};
use watchpost_service::CaseSeen;
use watchpost_text::Text;
use watchpost_web::Layout;

use super::sheets::filled_by;

/// So many lines are seen at once; the older ones are opened.
const SEEN: usize = 30;

struct Line {
    who: String,
    act: String,
    reason: Option<String>,
    at: Timestamp,
    /// The numbers in the history of what is one line here.
    numbers: Vec<i64>,
}

/// The lines, newest first.
#[derive(Template)]
#[template(path = "cases/timeline.html")]
pub(super) struct Timeline {
    layout: Layout,
    /// The address of the case.
    path: String,
    newest: Vec<Line>,
    older: Vec<Line>,
}

impl HtmlSafe for Timeline {}

impl Timeline {
    pub(super) fn of(
        layout: &Layout,
        (case, procedure): (CaseId, &Procedure),
        names: &BTreeMap<MemberId, String>,
        seen: &CaseSeen,
    ) -> Self {
        let mut lines: Vec<Line> = Vec::new();
        for part in seen.history.iter().rev() {
            let line = line(&layout.text, (names, procedure), seen, part);
            match lines.last_mut() {
                Some(last) if last.is_like(&line) => last.numbers.extend(line.numbers),
                _ => lines.push(line),
            }
        }
        let older = lines.split_off(lines.len().min(SEEN));
        Self {
            layout: layout.clone(),
            path: format!("/desk/cases/{case}"),
            newest: lines,
            older,
        }
    }

    fn at(&self, line: &Line) -> String {
        self.layout.text.timestamp(line.at, &TimeZone::UTC)
    }
}

impl Line {
    fn is_like(&self, other: &Line) -> bool {
        let day = |at| Day::of(at);
        self.reason.is_none()
            && other.reason.is_none()
            && (&self.who, &self.act, day(self.at)) == (&other.who, &other.act, day(other.at))
    }
}

fn line(
    t: &Text,
    (names, procedure): (&BTreeMap<MemberId, String>, &Procedure),
    seen: &CaseSeen,
    part: &HistoryPart,
) -> Line {
    let (reason, number) = match &part.committed.fact {
        Fact::Case(fact) => (reason(&fact.act, seen), Some(fact.version)),
        Fact::Desk(_) | Fact::Room(_) => (None, None),
    };
    let act = act(t, (names, procedure), &seen.released, part);
    Line {
        who: who(t, (names, procedure), &seen.released, part),
        act: match to_whom(seen, part) {
            Some(to) => format!("{act}: {to}"),
            None => act,
        },
        reason: reason.map(str::to_owned),
        at: part.committed.at,
        numbers: number.into_iter().collect(),
    }
}

/// Who got a copy.
fn to_whom<'a>(seen: &'a CaseSeen, part: &HistoryPart) -> Option<&'a str> {
    let CaseAct::TakenOut { part } = part.committed.fact.act()? else {
        return None;
    };
    let mut went = seen.taken_out.iter();
    let (_, went) = went.find(|(id, _)| id == part)?;
    Some(&went.to)
}

/// Who did what, in one line; who of the desk it was, as far as `names` say.
pub(super) fn words(
    t: &Text,
    (names, procedure): (&BTreeMap<MemberId, String>, &Procedure),
    released: &[(PartId, ReleasePart)],
    part: &HistoryPart,
) -> String {
    let (who, act) = (
        who(t, (names, procedure), released, part),
        act(t, (names, procedure), released, part),
    );
    format!("{who} – {act}")
}

fn act(
    t: &Text,
    (names, procedure): (&BTreeMap<MemberId, String>, &Procedure),
    released: &[(PartId, ReleasePart)],
    part: &HistoryPart,
) -> String {
    let Fact::Case(fact) = &part.committed.fact else {
        return String::new();
    };
    let act = t.named("act", fact.act.code());
    let more = match &fact.act {
        CaseAct::Stepped { .. } | CaseAct::Beside { .. } => Some(stepped(t, procedure, &fact.act)),
        CaseAct::Linked { reference, .. }
        | CaseAct::Pattern(PatternAct::Carried { reference, .. }) => {
            Some(reference.as_str().to_owned())
        }
        CaseAct::SheetFilled { sheet, .. } => Some(sheet_name(t, procedure, sheet)),
        CaseAct::ClockSaid { reminders, over } => Some(clocks_said(t, procedure, reminders, over)),
        CaseAct::GoingSaid { what, on } => Some(going(t, *what, *on)),
        CaseAct::ClockExtended { clock, .. } => Some(clock_name(t, procedure, clock)),
        CaseAct::Released { room, .. }
        | CaseAct::WroteToParty { room, .. }
        | CaseAct::RoomShut { room, .. } => party_of(released, *room),
        act => act.whom().and_then(|member| names.get(&member).cloned()),
    };
    match more {
        Some(more) => format!("{act}: {more}"),
        None => act,
    }
}

/// What is deleted, and when.
pub(super) fn going(t: &Text, what: Going, on: Day) -> String {
    let day = t.date(on.date());
    match what {
        Going::Identity => t.kept_goes_identity(day),
        Going::Whole => t.kept_goes_whole(day),
    }
}

fn who(
    t: &Text,
    (names, procedure): (&BTreeMap<MemberId, String>, &Procedure),
    released: &[(PartId, ReleasePart)],
    part: &HistoryPart,
) -> String {
    let name = |member: &MemberId| names.get(member).cloned();
    match &part.by {
        ActedBy::Reporter => t.case_reporter(),
        ActedBy::Party => { part.committed.fact.act() }
            .and_then(CaseAct::room)
            .and_then(|room| party_of(released, room))
            .unwrap_or_else(|| t.party_one()),
        ActedBy::Desk => t.case_somebody(),
        ActedBy::Member(member) => {
            name(member).unwrap_or_else(|| match part.committed.fact.act() {
                Some(CaseAct::SheetFilled { by, .. }) => filled_by(t, procedure, by),
                _ => t.case_somebody(),
            })
        }
        ActedBy::Operator | ActedBy::Installation => t.case_system(),
    }
}

/// Whom a room is shared with.
fn party_of(released: &[(PartId, ReleasePart)], room: RoomId) -> Option<String> {
    let told = released.iter().find(|(_, part)| part.room == Some(room))?;
    Some(told.1.name.clone())
}

/// What a clock waits for.
pub(super) fn clock_name(t: &Text, procedure: &Procedure, code: &str) -> String {
    match (procedure.state(code), sheet_of_clock(code)) {
        (Some(state), _) => state.name.text(t.lang().code()).to_owned(),
        (None, Some(sheet)) => t.sheet_again(sheet_name(t, procedure, sheet)),
        (None, None) if promise_of_clock(code).is_some() => t.remedy_clock(),
        (None, None) => t.named("clock", code),
    }
}

/// What a worksheet is called.
fn sheet_name(t: &Text, procedure: &Procedure, code: &str) -> String {
    let sheet = procedure.sheet(code);
    sheet.map_or_else(
        || code.to_owned(),
        |s| s.name.text(t.lang().code()).to_owned(),
    )
}

fn clocks_said(t: &Text, procedure: &Procedure, reminders: &[String], over: &[String]) -> String {
    let name = |code: &String| clock_name(t, procedure, code);
    let reminders = reminders.iter().map(|code| t.clock_reminds(name(code)));
    let over = over.iter().map(|code| t.clock_over(name(code)));
    t.list(&reminders.chain(over).collect::<Vec<_>>())
}

/// What was done in the procedure: the act, where it led, how it ended, and what was said to be so.
fn stepped(t: &Text, procedure: &Procedure, act: &CaseAct) -> String {
    let lang = t.lang().code();
    let (to, ends, name) = match act {
        CaseAct::Stepped {
            act,
            from,
            to,
            ends,
            ..
        } => {
            let exits = procedure.state(from).map(|state| procedure.exits(state));
            let exit = exits.and_then(|mut exits| exits.find(|exit| exit.act == *act));
            let name = exit.map_or(act.as_str(), |exit| exit.name.text(lang));
            (to, ends, name)
        }
        CaseAct::Beside { side, .. } => {
            let name = procedure.side(side).map(|side| side.name.text(lang));
            return name.unwrap_or(side).to_owned();
        }
        _ => return String::new(),
    };
    let state = procedure
        .state(to)
        .map_or(to.as_str(), |s| s.name.text(lang));
    let reason = ends.as_ref().and_then(|code| procedure.reason(code));
    let reason = reason.map(|reason| reason.name.text(lang).to_owned());
    match reason {
        None => format!("{name} {} {state}", t.arrow()),
        Some(reason) => format!("{name} {} {state} ({reason})", t.arrow()),
    }
}

/// Why it was done: in the line itself, or in the note that it names.
fn reason<'a>(act: &'a CaseAct, seen: &'a CaseSeen) -> Option<&'a str> {
    let why = match act {
        CaseAct::Stepped { why, .. }
        | CaseAct::Beside { why, .. }
        | CaseAct::RoomShut { why, .. } => *why,
        CaseAct::Pattern(act) => act.why(),
        _ => None,
    };
    let Some(why) = why else {
        return act.reason();
    };
    let note = seen.notes.iter().find(|(id, _)| *id == why);
    note.map(|(_, note)| note.text.as_str())
}
