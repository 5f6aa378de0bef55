//! Mail that says there is something new: where to, how often, and when not.

use axum::{extract::State, response::Response};
use watchpost_domain::network::notices::{HowOften, When};
use watchpost_service::{Error, notices::MailWish};
use watchpost_web::{CheckedForm, Choice, Field, Fields, Form, Layout, Oops, PlatformState};

use super::show::after;
use crate::member::Member;

/// The form, filled with what was typed or else with what holds.
pub(super) fn fields(layout: &Layout, form: &Form, wish: Option<&MailWish>) -> Vec<Field> {
    let t = layout.text;
    let hours = || -> Vec<Choice> {
        let hour = |h: i8| Choice::new(h.to_string(), format!("{h:02}:00"));
        (0..24).map(hour).collect()
    };
    let mut often = vec![Choice::new("off", t.mail_off())];
    often.extend(HowOften::ALL.map(|o| Choice::new(o.code(), t.named("often", o.code()))));
    let (at, quiet) = wish.map_or((8, (20, 7)), |w| (w.when.at, w.when.quiet));
    let holds = wish.map_or("off", |w| w.when.often.code());
    let zone = wish.map_or("UTC", |w| w.zone.as_str());
    let all = [
        form.radios("often", t.mail_often(), often).value(holds),
        form.input("address", t.mail_address(), "email")
            .autocomplete("email")
            .optional()
            .value(wish.map_or("", |w| w.address.as_str())),
        form.select("at", t.mail_at(), hours())
            .value(at.to_string()),
        form.select("quiet_from", t.mail_quiet_from(), hours())
            .value(quiet.0.to_string()),
        form.select("quiet_until", t.mail_quiet_until(), hours())
            .value(quiet.1.to_string()),
        form.line("zone", t.mail_zone())
            .hint(t.mail_zone_hint())
            .value(zone),
    ];
    all.into_iter().map(|field| field.inside("mail")).collect()
}

/// What the form says; none to end it.
fn wish(typed: &Fields) -> Option<MailWish> {
    // An hour that is none is refused by the service.
    let hour = |name: &str| typed.text(name).parse().unwrap_or(-1);
    Some(MailWish {
        address: typed.text("address").trim().to_owned(),
        when: When {
            often: HowOften::from_code(typed.text("often"))?,
            at: hour("at"),
            quiet: (hour("quiet_from"), hour("quiet_until")),
        },
        zone: typed.text("zone").trim().to_owned(),
    })
}

pub async fn save<S: PlatformState>(
    State(state): State<S>,
    who: Member,
    layout: Layout,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let done: Result<(), Error> = state.platform().wish_mail(&who.session, wish(&typed)).await;
    after(&state, &who, layout, ("mail", typed), done).await
}
