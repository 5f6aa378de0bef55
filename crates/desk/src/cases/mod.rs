//! Cases: the inbox, a case, and what is done in it.

mod acts;
mod companies;
mod consents;
mod doors;
mod downloads;
mod enter;
mod filter;
mod identity;
mod inbox;
mod many;
mod preview;
mod remedy;
mod sheets;
mod show;
mod steps;
mod takeout;
mod tell;
mod telling_promises;
mod timeline;
mod told;
mod voting;

#[doc(hidden)]
pub use filter::filter_of;

pub(crate) use acts::{SentFiles, day, placed};
pub(crate) use show::Outcome;

use watchpost_domain::CaseId;
use watchpost_web::{Door, Oops, PlatformState, Routes};

pub fn routes<S: PlatformState>() -> Routes<S> {
    Routes::new()
        .get(
            "/desk/cases",
            Door::Member("desk.see-inbox"),
            inbox::show::<S>,
        )
        .post(
            "/desk/cases/many",
            Door::Member("desk.act-on-many"),
            many::act_on::<S>,
        )
        .post(
            "/desk/cases/views",
            Door::Member("desk.see-inbox"),
            many::keep_view::<S>,
        )
        .post(
            "/desk/cases/views/drop",
            Door::Member("desk.see-inbox"),
            many::drop_view::<S>,
        )
        .get(
            "/desk/enter",
            Door::Member("desk.enter-report"),
            enter::ask::<S>,
        )
        .post(
            "/desk/enter",
            Door::Member("desk.enter-report"),
            enter::begin::<S>,
        )
        .get(
            "/desk/cases/{id}",
            Door::Member("case.read"),
            show::show::<S>,
        )
        .get(
            "/desk/cases/{id}/file/{file}",
            Door::Member("case.read"),
            downloads::file::<S>,
        )
        .get(
            "/desk/cases/{id}/proof/{number}",
            Door::Member("case.read"),
            downloads::proof::<S>,
        )
        .get(
            "/desk/cases/{id}/file/{file}/look",
            Door::Member("case.read"),
            preview::page::<S>,
        )
        .get(
            "/desk/cases/{id}/file/{file}/bytes",
            Door::Member("case.read"),
            preview::bytes::<S>,
        )
        .post(
            "/desk/cases/{id}/identity",
            Door::Member("case.read-identity"),
            identity::open::<S>,
        )
        .post(
            "/desk/cases/{id}/identity/ask",
            Door::Member("case.read-identity"),
            acts::ask_identity::<S>,
        )
        .post(
            "/desk/cases/{id}/identity/answer",
            Door::Member("case.agree-identity"),
            acts::answer_ask::<S>,
        )
        .post(
            "/desk/cases/{id}/message",
            Door::Member("case.write-to-reporter"),
            acts::message::<S>,
        )
        .post(
            "/desk/cases/{id}/note",
            Door::Member("case.write-note"),
            acts::note::<S>,
        )
        .post(
            "/desk/cases/{id}/files",
            Door::Member("case.add-file"),
            acts::files::<S>,
        )
        .post(
            "/desk/cases/{id}/assign",
            Door::Member("case.assign"),
            acts::assign::<S>,
        )
        .post(
            "/desk/cases/{id}/title",
            Door::Member("case.assign"),
            acts::title::<S>,
        )
        .post(
            "/desk/cases/{id}/step",
            Door::Member("case.step"),
            steps::step::<S>,
        )
        .get(
            "/desk/cases/{id}/sheet/{sheet}",
            Door::Member("case.step"),
            sheets::show::<S>,
        )
        .post(
            "/desk/cases/{id}/sheet/{sheet}",
            Door::Member("case.step"),
            sheets::fill::<S>,
        )
        .get(
            "/desk/cases/{id}/remedy",
            Door::Member("case.read"),
            remedy::show::<S>,
        )
        .post(
            "/desk/cases/{id}/remedy",
            Door::Member("case.track-remedy"),
            remedy::follow::<S>,
        )
        .get(
            "/desk/cases/{id}/consents",
            Door::Member("case.read"),
            consents::show::<S>,
        )
        .post(
            "/desk/cases/{id}/consents",
            Door::Member("case.record-consent"),
            consents::record::<S>,
        )
        .post(
            "/desk/cases/{id}/consents/back",
            Door::Member("case.record-consent"),
            consents::back::<S>,
        )
        .get(
            "/desk/cases/{id}/told",
            Door::Member("case.read"),
            told::show::<S>,
        )
        .get(
            "/desk/cases/{id}/told/tell",
            Door::Member("case.draft-release"),
            tell::show::<S>,
        )
        .post(
            "/desk/cases/{id}/told/tell",
            Door::Member("case.draft-release"),
            tell::write::<S>,
        )
        .post(
            "/desk/cases/{id}/told/release",
            Door::Member("case.release"),
            told::release::<S>,
        )
        .post(
            "/desk/cases/{id}/told/{room}/message",
            Door::Member("case.release"),
            told::message::<S>,
        )
        .post(
            "/desk/cases/{id}/told/{room}/files",
            Door::Member("case.release"),
            told::files::<S>,
        )
        .post(
            "/desk/cases/{id}/told/{room}/shut",
            Door::Member("case.shut-room"),
            told::shut::<S>,
        )
        .get(
            "/desk/cases/{id}/told/{room}/file/{file}",
            Door::Member("case.read"),
            told::file::<S>,
        )
        .get(
            "/desk/cases/{id}/take-out",
            Door::Member("case.take-out"),
            takeout::show::<S>,
        )
        .post(
            "/desk/cases/{id}/take-out",
            Door::Member("case.take-out"),
            takeout::prepare::<S>,
        )
        .get(
            "/desk/cases/{id}/take-out/look",
            Door::Member("case.take-out"),
            takeout::look::<S>,
        )
        .post(
            "/desk/cases/{id}/take-out/give",
            Door::Member("case.take-out"),
            takeout::give::<S>,
        )
        .get(
            "/desk/cases/{id}/print",
            Door::Member("case.print"),
            takeout::print::<S>,
        )
        .post(
            "/desk/cases/{id}/clock",
            Door::Member("case.step"),
            steps::longer::<S>,
        )
        .post(
            "/desk/cases/{id}/beside",
            Door::Member("case.step"),
            steps::beside::<S>,
        )
        .post(
            "/desk/cases/{id}/access",
            Door::Member("case.change-access"),
            acts::access::<S>,
        )
        .post(
            "/desk/cases/{id}/give",
            Door::Member("case.change-access"),
            acts::give::<S>,
        )
        .post(
            "/desk/cases/{id}/take",
            Door::Member("case.change-access"),
            acts::take::<S>,
        )
        .post(
            "/desk/cases/{id}/merge",
            Door::Member("case.merge"),
            acts::merge::<S>,
        )
        .post(
            "/desk/cases/{id}/erase",
            Door::Member("case.erase"),
            acts::erase::<S>,
        )
        .post(
            "/desk/cases/{id}/aside",
            Door::Member("case.step-aside"),
            acts::step_aside::<S>,
        )
}

/// The case of a path; what is no number of a case is not there.
pub(crate) fn case_id(text: &str) -> Result<CaseId, Oops> {
    uuid::Uuid::parse_str(text)
        .map(CaseId)
        .map_err(|_| Oops::NotFound)
}
