//! What is in a room, as both sides see it.

use askama::{Template, filters::HtmlSafe};
use jiff::{Timestamp, tz::TimeZone};
use watchpost_domain::{
    Day, PartId, RoomId, cases::content::Author, commitments::Commitment, procedure::Procedure,
    rooms::shown_after,
};
use watchpost_service::rooms::RoomSeen;
use watchpost_web::{Layout, Promised, Reader, SheetAnswer, Told, sheet_answers};

/// The part of a page that shows a room.
#[derive(Template)]
#[template(path = "rooms/view.html")]
pub struct View {
    layout: Layout,
    /// Of what rank its headings are: what stands above has one less.
    level: u8,
    /// Under which address its files lie.
    path: String,
    seen: RoomSeen,
    told: Vec<(String, Told)>,
    sheets: Vec<(String, Vec<SheetAnswer>)>,
    /// What was promised, as it was told; empty where the page shows it by itself.
    promises: Vec<Promised>,
    /// That the case ended, and until when this is shown.
    ended: Option<String>,
}

/// The files of a room, by their names.
struct InRoom<'a> {
    path: &'a str,
    seen: &'a RoomSeen,
}

impl Reader for InRoom<'_> {
    fn file(&self, _: RoomId, file: PartId) -> Option<(String, String)> {
        let known = { self.seen.files.iter() }.find(|known| known.id == file)?;
        Some((known.name.clone(), format!("{}/file/{file}", self.path)))
    }
}

impl HtmlSafe for View {}

impl View {
    pub fn of(
        (layout, level): (&Layout, u8),
        (procedure, today): (&Procedure, Day),
        path: String,
        seen: RoomSeen,
    ) -> Self {
        let t = layout.text;
        // What was promised stands by itself, in the words that were told last.
        let told = { seen.shared.iter() }.filter(|part| !part.snapshot.is_more_only());
        let told = told.map(|part| {
            let on = t.room_shared_on(t.date(Day::of(part.at).date()));
            (on, Told::new(t, procedure, part.clone()))
        });
        let sheets = seen.sheets.iter().map(|part| {
            let sheet = procedure.sheet(&part.sheet);
            let name = sheet.map_or(part.sheet.as_str(), |s| s.name.text(layout.lang()));
            (name.to_owned(), sheet_answers(&t, procedure, part))
        });
        let reader = InRoom {
            path: &path,
            seen: &seen,
        };
        let promised = |one: &Commitment| Promised::new(t, procedure, one, today, &reader);
        let promises = seen.promises.iter().map(promised).collect();
        let ended = seen.room.ended.filter(|_| !seen.room.shut).map(|day| {
            let until = t.date(shown_after(day).date());
            t.room_case_ended(t.date(day.date()), until)
        });
        Self {
            ended,
            promises,
            told: told.collect(),
            sheets: sheets.collect(),
            layout: layout.clone(),
            level,
            path,
            seen,
        }
    }

    /// What was promised, for a page that shows it with what can be done about it.
    pub fn take_promises(&mut self) -> Vec<Promised> {
        std::mem::take(&mut self.promises)
    }

    fn from(&self, author: &Author) -> String {
        match author {
            Author::Party => self.seen.party.clone(),
            Author::Desk | Author::Reporter => self.layout.text.room_of_desk(),
        }
    }

    fn at(&self, at: &Timestamp) -> String {
        self.layout.text.timestamp(*at, &TimeZone::UTC)
    }

    fn size(&self, bytes: &u64) -> String {
        self.layout.text.bytes(*bytes)
    }
}
