//! A member's calendar, told on which days something is due: no case, no person, no words.

use axum::{
    extract::{Path, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use icalendar::{Calendar, Component, Event};
use watchpost_domain::Day;
use watchpost_service::feed::Due;
use watchpost_text::{Lang, Text};
use watchpost_web::{Caching, Door, Oops, PlatformState, Reading, Routes};

pub fn routes<S: PlatformState>() -> Routes<S> {
    Routes::new().get("/calendar/{address}", Door::Public, show::<S>)
}

/// A day as calendars write it.
fn written(day: Day) -> String {
    day.date().strftime("%Y%m%d").to_string()
}

/// One event for each day on which something is due.
fn calendar(t: &Text, due: &Due) -> String {
    let mut calendar = Calendar::new();
    calendar.name(&t.calendar_name());
    for (day, count) in &due.days {
        let late = match *day == due.today {
            true => due.late,
            false => 0,
        };
        let words = match late {
            0 => t.calendar_due(*count),
            late => t.calendar_due_late(*count, late),
        };
        let mut event = Event::new();
        event
            .uid(&format!("due-{}@watchpost", written(*day)))
            .summary(&words)
            .add_property("DTSTAMP", format!("{}T000000Z", written(due.today)));
        let mut starts = icalendar::Property::new("DTSTART", written(*day));
        starts.add_parameter("VALUE", "DATE");
        event.append_property(starts);
        calendar.push(event);
    }
    calendar.to_string()
}

async fn show<S: PlatformState>(
    State(state): State<S>,
    reading: Reading,
    Path(address): Path<String>,
) -> Result<Response, Oops> {
    let address = address.strip_suffix(".ics").unwrap_or(&address);
    let due = state.platform().feed(address).await?;
    let due = due.ok_or(Oops::NotFound)?;
    let text = Lang::from_code(&due.language).map_or(reading.text, Text::new);
    let mut response = (StatusCode::OK, calendar(&text, &due)).into_response();
    let kind = HeaderValue::from_static("text/calendar; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response.extensions_mut().insert(Caching::NoStore);
    Ok(response)
}
