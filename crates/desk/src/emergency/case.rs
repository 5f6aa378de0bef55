//! What the page of a case says to all who read it: who asks to open it, and who reads it for now because it was opened so.

use std::collections::BTreeMap;

use askama::{Template, filters::HtmlSafe};
use watchpost_domain::{
    Day, MemberId,
    cases::content::HistoryPart,
    emergency::{InHistory, in_history},
};
use watchpost_web::Layout;

use super::page::Telling;

/// A notice for each ask that stands.
#[derive(Template)]
#[template(path = "emergency/alarms.html")]
pub(crate) struct Alarms {
    layout: Layout,
    lines: Vec<String>,
}

impl HtmlSafe for Alarms {}

impl Alarms {
    pub fn of(
        layout: &Layout,
        history: &[HistoryPart],
        names: &BTreeMap<MemberId, String>,
        today: Day,
    ) -> Self {
        let t = layout.text;
        let telling = Telling { t, names };
        let line = |one: InHistory| {
            let (who, day) = (telling.name(one.by), t.date(one.until.date()));
            match (one.is_open, one.with) {
                (false, _) => t.emergency_case_asked(who),
                (true, None) => t.emergency_case_opened(day, who),
                (true, Some(with)) => t.emergency_case_opened_with(day, who, telling.name(with)),
            }
        };
        let lines = in_history(history, today).into_iter().map(line);
        Self {
            lines: lines.collect(),
            layout: layout.clone(),
        }
    }
}
