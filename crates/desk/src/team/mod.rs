//! How the people of a desk work together: what is to be done in a case, and what is one's own to do.

mod conflicts;
mod letters;
mod mine;
mod second;
mod tasks;
mod workload;

pub(crate) use conflicts::Conflicted;
pub(crate) use letters::Picker;
pub(crate) use second::{line as second_line, needs_second};
pub(crate) use tasks::line as tasks_line;

use watchpost_web::{Door, PlatformState, Routes};

pub fn routes<S: PlatformState>() -> Routes<S> {
    const ASK: Door = Door::Member("case.ask-second");
    const DECLARE: Door = Door::Member("desk.declare-conflict");
    const KEEP: Door = Door::Member("case.keep-tasks");
    Routes::new()
        .get(
            "/desk/tasks",
            Door::Member("desk.see-tasks"),
            mine::show::<S>,
        )
        .get("/desk/account/conflicts", DECLARE, conflicts::mine::<S>)
        .post("/desk/account/conflicts", DECLARE, conflicts::declare::<S>)
        .post("/desk/account/conflicts/end", DECLARE, conflicts::end::<S>)
        .get(
            "/desk/conflicts",
            Door::Member("desk.see-conflicts"),
            conflicts::declared::<S>,
        )
        .get(
            "/desk/workload",
            Door::Member("desk.see-workload"),
            workload::show::<S>,
        )
        .get(
            "/desk/workload/{member}",
            Door::Member("desk.see-workload"),
            workload::work::<S>,
        )
        .post(
            "/desk/workload/{member}",
            Door::Member("desk.hand-over"),
            workload::hand_over::<S>,
        )
        .get("/desk/cases/{id}/tasks", KEEP, tasks::show::<S>)
        .post("/desk/cases/{id}/tasks", KEEP, tasks::set::<S>)
        .post("/desk/cases/{id}/tasks/change", KEEP, tasks::change::<S>)
        .post("/desk/cases/{id}/tasks/tick", KEEP, tasks::tick::<S>)
        .get("/desk/cases/{id}/second", ASK, second::show::<S>)
        .post("/desk/cases/{id}/second", ASK, second::ask::<S>)
        .post(
            "/desk/cases/{id}/second/answer",
            Door::Member("case.agree-second"),
            second::answer::<S>,
        )
}
