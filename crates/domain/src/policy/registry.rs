//! What may be done with what is known of companies and countries. All of an installation keep one registry; what is public of it, everybody
//! reads without being asked.

use super::{Action, Actor, Role, Verdict};
use crate::network::DeskKind;

/// What is known of companies and countries.
#[derive(Debug, Clone, Copy, Default)]
pub struct Registry;

/// Companies, mediators and boards see what everybody sees: what is internal may be about them.
fn member_with(actor: &Actor, roles: &[Role]) -> Verdict {
    match actor {
        Actor::Operator => Verdict::Allow,
        Actor::Member(m) if m.kind != DeskKind::Desk => Verdict::Hide,
        Actor::Member(m) if m.roles.any(roles) => Verdict::Allow,
        Actor::Member(_) => Verdict::Refuse,
        _ => Verdict::Hide,
    }
}

macro_rules! registry_actions {
    ($($(#[$doc:meta])* $name:ident = $text:literal, $roles:expr;)*) => {
        $(
            $(#[$doc])*
            pub struct $name;
            impl Action for $name {
                type On = Registry;
                const NAME: &'static str = $text;
                fn verdict(actor: &Actor, _: &Registry) -> Verdict { member_with(actor, $roles) }
            }
        )*

        /// Every action on the registry, by name: what the printed matrix walks.
        pub const ALL: &[(&str, fn(&Actor, &Registry) -> Verdict)] = &[$(($text, $name::verdict)),*];
    };
}

registry_actions! {
    /// See all of it, also what is internal.
    See = "registry.see", &[Role::Intake, Role::CaseOfficer, Role::Supervisor, Role::Analyst, Role::Monitor];
    /// Record what a source says, correct it, take it back; say which entries are one company.
    Keep = "registry.keep", &[Role::Supervisor, Role::Monitor];
}
