//! What is in a room, as both sides see it.

use askama::{Template, filters::HtmlSafe};
use jiff::{Timestamp, tz::TimeZone};
use watchpost_domain::{Day, cases::content::Author, procedure::Procedure};
use watchpost_service::rooms::RoomSeen;
use watchpost_web::{Layout, SheetAnswer, Told, sheet_answers};

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
}

impl HtmlSafe for View {}

impl View {
    pub fn of(
        (layout, level): (&Layout, u8),
        procedure: &Procedure,
        path: String,
        seen: RoomSeen,
    ) -> Self {
        let t = layout.text;
        let told = seen.shared.iter().map(|part| {
            let on = t.room_shared_on(t.date(Day::of(part.at).date()));
            (on, Told::new(t, part.clone()))
        });
        let sheets = seen.sheets.iter().map(|part| {
            let sheet = procedure.sheet(&part.sheet);
            let name = sheet.map_or(part.sheet.as_str(), |s| s.name.text(layout.lang()));
            (name.to_owned(), sheet_answers(&t, procedure, part))
        });
        Self {
            told: told.collect(),
            sheets: sheets.collect(),
            layout: layout.clone(),
            level,
            path,
            seen,
        }
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
