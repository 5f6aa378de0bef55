//! What was typed into a page that is over: it cannot be kept any more, so it is shown once more, to be copied.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use watchpost_domain::intake::{QuestionKind, Questionnaire};
use watchpost_text::Text;
use watchpost_web::{Fields, Layout, Link, Notice, Oops, Page, Tone, render, see_other};

use crate::followup::again;

/// What is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Over {
    /// A draft: sent in another window, thrown away, or a day old.
    Draft,
    /// The pages behind a receipt.
    Pages,
}

impl Over {
    /// Where one begins again, with a word about why one is there.
    fn way(self, layout: &Layout) -> String {
        layout.to(match self {
            Self::Draft => "/report?over".into(),
            Self::Pages => again(&layout.path),
        })
    }
}

#[derive(Template)]
#[template(path = "kept.html")]
struct Kept {
    layout: Layout,
    notice: Notice,
    text: String,
    way: Link,
    status: StatusCode,
}

impl Page for Kept {
    fn title(&self) -> String {
        self.layout.text.kept_title()
    }

    fn status(&self) -> StatusCode {
        self.status
    }
}

/// The answer to a form of something that is over. With nothing typed it only leads on. `good` says whether the form was ours:
/// it is never acted on here.
pub fn over(layout: &Layout, typed: &Fields, over: Over, good: bool) -> Response {
    let t = layout.text;
    let text = words(&t, typed);
    if text.is_empty() {
        return match good {
            true => see_other(&over.way(layout)),
            false => Oops::ExpiredForm.into_response(),
        };
    }
    let (title, why, on) = match over {
        Over::Draft => (t.report_over_title(), t.report_over(), t.nav_report()),
        Over::Pages => (
            t.follow_over_title(),
            t.follow_over(),
            t.follow_enter_again(),
        ),
    };
    render(Kept {
        notice: Notice::new(Tone::Careful, title, why),
        text,
        way: Link::new(over.way(layout), on),
        status: match good {
            true => StatusCode::GONE,
            false => StatusCode::FORBIDDEN,
        },
        layout: layout.clone(),
    })
}

/// Fields that nobody typed.
const HIDDEN: [&str; 12] = [
    "to",
    "once",
    "act",
    "sheet",
    "back",
    "districts",
    "sure",
    "stop",
    "pressure",
    "carried",
    "file",
    "channel",
];

/// All that was typed or chosen, as it was to be read.
fn words(t: &Text, typed: &Fields) -> String {
    let shipped = Questionnaire::shipped();
    let said = typed.iter().filter(|(name, value)| {
        !value.trim().is_empty() && !HIDDEN.contains(name) && !name.ends_with(".skip")
    });
    let said = said.map(|(name, value)| {
        let (key, part) = name.split_once('.').unwrap_or((name, ""));
        match (part, shipped.question(key).map(|q| &q.kind)) {
            ("country", _) => t.country(value).unwrap_or(value).to_owned(),
            ("district", _) => t.subdivision(value).unwrap_or(value).to_owned(),
            ("precision", _) => t.named("precision", value),
            (
                _,
                Some(QuestionKind::One { vocabulary, .. } | QuestionKind::Many { vocabulary, .. }),
            ) => t.named(vocabulary, value),
            (_, Some(QuestionKind::Consent)) => t.named("consent", value),
            _ => value.to_owned(),
        }
    });
    said.collect::<Vec<_>>().join("\n")
}
