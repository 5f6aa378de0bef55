//! What was promised, on the pages of whoever reported: they alone say whether it reached them.

use axum::{extract::State, http::HeaderMap, response::Response};
use uuid::Uuid;
use watchpost_domain::{
    Day, PartId,
    commitments::{By, StepTyped},
};
use watchpost_service::{Error, FollowUp};
use watchpost_web::{Choice, Field, Layout, Oops, Outside, PlatformState, Promised, SentForm};

use super::{
    acts::{act, acting},
    open::{self, Said},
};

/// Where it is said.
const PROMISED: &str = "/follow-up/promised";

/// Something that was promised, with the form in which they say how much of it reached them.
pub(super) struct Confirming {
    pub id: PartId,
    pub promised: Promised,
    pub fields: Vec<Field>,
    pub is_wrong: bool,
}

impl Confirming {
    pub(super) fn all(layout: &Layout, seen: &FollowUp, today: Day, said: &Said) -> Vec<Self> {
        let t = layout.text;
        let lang = layout.lang();
        let reached = { seen.procedure.tracker.reached.iter() }
            .map(|c| Choice::new(&c.code, c.name.text(lang)))
            .collect::<Vec<_>>();
        let one = |one: &watchpost_domain::commitments::Commitment| {
            let own = one.id.to_string();
            let is_it = layout.path == PROMISED && said.typed.text("commitment") == own;
            let form = match is_it {
                true => layout.form_with(&said.typed, &said.problems),
                false => layout.form(),
            };
            let fields = match one.may("confirmed", By::Person) {
                Ok(()) => vec![
                    form.radios("reached", t.remedy_reached(), reached.clone()),
                    form.area("words", t.named("commitment-words", "confirmed"), 3),
                ],
                Err(_) => Vec::new(),
            };
            Self {
                id: one.id,
                // Nobody of the desk is named to them.
                promised: Promised::new(t, &seen.procedure, one, today, &Outside),
                fields: fields.into_iter().map(|field| field.inside(&own)).collect(),
                is_wrong: is_it,
            }
        };
        seen.commitments.iter().map(one).collect()
    }
}

/// They say how much of it reached them.
pub async fn confirm<S: PlatformState>(
    State(state): State<S>,
    layout: Layout,
    headers: HeaderMap,
    form: SentForm,
) -> Result<Response, Oops> {
    let act = acting!(state, layout, headers, form);
    let id = PartId(Uuid::parse_str(act.typed.text("commitment")).unwrap_or_default());
    let typed = StepTyped {
        reached: act.typed.text("reached").to_owned(),
        words: act.typed.text("words").to_owned(),
        ..StepTyped::default()
    };
    let form = (act.typed.text("once"), act.layout.lang());
    let done = { state.platform() }
        .confirm_commitment(&act.open.cookie, form, id, &typed)
        .await;
    let said = match done {
        Err(Error::Invalid(problems)) => Said::wrong(&act.typed, problems),
        done => return act.after(&state, "text", done).await,
    };
    open::page(&state, act.layout, &act.open, said).await
}
