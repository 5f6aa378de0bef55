//! The bar above every page of those who are signed in: whose desk, the rooms they may enter, lock and sign out.

use askama::Template;
use watchpost_domain::policy::Action;
use watchpost_domain::policy::{Verdict, desks as may, registry};
use watchpost_service::accounts::Session;
use watchpost_web::{Layout, Link};

/// The bar of a member. A room that they may not enter is not in it.
#[derive(Template)]
#[template(path = "bar.html")]
pub struct Bar {
    desk: String,
    /// Nothing is sealed to the desk until its leads have signed anew.
    is_rolled_back: bool,
    links: Vec<Link>,
    layout: Layout,
}

impl askama::filters::HtmlSafe for Bar {}

impl Bar {
    pub fn of(layout: &Layout, session: &Session) -> Self {
        let t = layout.text;
        let (actor, desk) = (session.actor(), &session.desk);
        let rooms = [
            (
                "/desk/cases",
                t.nav_cases(),
                may::SeeInbox::verdict(&actor, desk),
            ),
            (
                "/desk/tasks",
                t.tasks_mine(),
                may::SeeTasks::verdict(&actor, desk),
            ),
            (
                "/desk/patterns",
                t.patterns_title(),
                may::SeePatterns::verdict(&actor, desk),
            ),
            (
                "/desk/companies",
                t.companies_title(),
                registry::See::verdict(&actor, &registry::Registry),
            ),
            (
                "/desk/workload",
                t.workload_title(),
                may::SeeWorkload::verdict(&actor, desk),
            ),
            (
                "/desk/rooms",
                t.rooms_title(),
                may::SeeRooms::verdict(&actor, desk),
            ),
            (
                "/desk/people",
                t.people_title(),
                may::Know::verdict(&actor, desk),
            ),
            (
                "/desk/channels",
                t.channels_title(),
                may::EditChannels::verdict(&actor, desk),
            ),
            (
                "/desk/numbers",
                t.numbers_title(),
                may::SeeNumbers::verdict(&actor, desk),
            ),
            (
                "/desk/audit",
                t.audit_title(),
                may::SeeAudit::verdict(&actor, desk),
            ),
            ("/desk/account", t.account_title(), Verdict::Allow),
        ];
        let link = |(path, name, verdict): (&str, String, Verdict)| {
            (verdict == Verdict::Allow).then(|| Link {
                current: layout.path.starts_with(path),
                ..Link::new(layout.to(path), name)
            })
        };
        Self {
            desk: desk.name.clone(),
            is_rolled_back: session.is_rolled_back,
            links: rooms.into_iter().filter_map(link).collect(),
            layout: layout.clone(),
        }
    }
}
