//! Ways to report: who reads, in which languages, by when, and the questions, changed by the desk without code.

mod channel;
mod question;

use uuid::Uuid;
use watchpost_domain::{
    ChannelId, Problem, Problems,
    intake::{Channel, Question},
    problem::clean_text,
};
use watchpost_service::accounts::Session;
use watchpost_text::{Lang, Text};
use watchpost_web::{Door, Fields, Oops, PlatformState, Routes, question_words};

pub fn routes<S: PlatformState>() -> Routes<S> {
    const EDIT: Door = Door::Member("desk.edit-channels");
    Routes::new()
        .get("/desk/channels", EDIT, channel::list::<S>)
        .post("/desk/channels", EDIT, channel::add::<S>)
        .post(
            "/desk/country",
            Door::Member("desk.change"),
            channel::set_country::<S>,
        )
        .get("/desk/channels/{channel}", EDIT, channel::show::<S>)
        .post("/desk/channels/{channel}", EDIT, channel::save::<S>)
        .post("/desk/channels/{channel}/order", EDIT, channel::order::<S>)
        .post("/desk/channels/{channel}/add", EDIT, channel::put_back::<S>)
        .get(
            "/desk/channels/{channel}/questions/{question}",
            EDIT,
            question::show::<S>,
        )
        .post(
            "/desk/channels/{channel}/questions/{question}",
            EDIT,
            question::save::<S>,
        )
        .post(
            "/desk/channels/{channel}/questions/{question}/remove",
            EDIT,
            question::remove::<S>,
        )
}

/// One of the desk's own channels; another's is not there.
async fn own<S: PlatformState>(state: &S, session: &Session, path: &str) -> Result<Channel, Oops> {
    let id = Uuid::parse_str(path)
        .map(ChannelId)
        .map_err(|_| Oops::NotFound)?;
    let all = state.platform().own_channels(session).await?;
    all.into_iter().find(|c| c.id == id).ok_or(Oops::NotFound)
}

/// A question's title as somebody who reads this language is asked it.
fn title(t: &Text, question: &Question) -> String {
    let own = question.worded(t.lang().code());
    own.map_or_else(|| question_words(t, &question.key), |w| w.title.clone())
}

/// A text that a member typed for one field.
fn said(typed: &Fields, field: &str, max: usize, problems: &mut Problems) -> String {
    clean_text(typed.text(field), max).unwrap_or_else(|problem| {
        problems.add(field, problem);
        String::new()
    })
}

/// A number of days; what is none is a problem of its field.
fn days(typed: &Fields, field: &str, problems: &mut Problems) -> i64 {
    typed.text(field).trim().parse().unwrap_or_else(|_| {
        problems.add(field, Problem::Required);
        0
    })
}

/// A number of months, likewise.
fn months(typed: &Fields, field: &str, problems: &mut Problems) -> u16 {
    u16::try_from(days(typed, field, problems)).unwrap_or(0)
}

/// The languages that pages can be in.
fn languages() -> impl Iterator<Item = (Lang, &'static str)> {
    Lang::ALL.into_iter().map(|l| (l, l.code()))
}
