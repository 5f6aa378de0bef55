//! What may be done to a desk: its people, its channels, its numbers.

use super::{Action, Actor, Role, Verdict};
use crate::network::Desk;

fn member_with(actor: &Actor, desk: &Desk, roles: &[Role]) -> Verdict {
    match actor {
        Actor::Operator => Verdict::Allow,
        Actor::Member(m) if m.desk != desk.id => Verdict::Hide,
        Actor::Member(m) if m.roles.any(roles) => Verdict::Allow,
        Actor::Member(_) => Verdict::Refuse,
        _ => Verdict::Hide,
    }
}

macro_rules! desk_actions {
    ($($(#[$doc:meta])* $name:ident = $text:literal, $roles:expr;)*) => {
        $(
            $(#[$doc])*
            pub struct $name;
            impl Action for $name {
                type On = Desk;
                const NAME: &'static str = $text;
                fn verdict(actor: &Actor, desk: &Desk) -> Verdict { member_with(actor, desk, $roles) }
            }
        )*

        /// Every action on a desk, by name: what the printed matrix walks.
        pub const ALL: &[(&str, fn(&Actor, &Desk) -> Verdict)] = &[$(($text, $name::verdict)),*];
    };
}

desk_actions! {
    /// See the desk's name, its people and one's own account.
    Know = "desk.know", &Role::ALL;
    /// See the list of cases (as far as each may be read).
    SeeInbox = "desk.see-inbox", &[Role::Intake, Role::CaseOfficer, Role::Supervisor, Role::Custodian];
    /// Enter a report that came by phone, letter or in person.
    EnterReport = "desk.enter-report", &[Role::Intake, Role::CaseOfficer, Role::Supervisor];
    /// Do the same to many cases at once; each as far as it may be done to that case.
    ActOnMany = "desk.act-on-many", &[Role::Intake, Role::CaseOfficer, Role::Supervisor];
    /// Invite a person, by a link that works once.
    Invite = "desk.invite", &[Role::Supervisor, Role::Administrator];
    /// Let a person in, or out: sign the roster and seal the desk's key.
    SignRoster = "desk.sign-roster", &[Role::Supervisor];
    /// Hand the keys to who reported on to another custodian.
    KeepIdentities = "desk.keep-identities", &[Role::Custodian];
    /// Reset a login or disable an account; never unlocks anything.
    ManageAccounts = "desk.manage-accounts", &[Role::Administrator];
    /// Change a channel: words, questions, promise.
    EditChannels = "desk.edit-channels", &[Role::Supervisor];
    /// Say where the desk works: whose working days its clocks count.
    Change = "desk.change", &[Role::Supervisor];
    /// See counts by state and clock.
    SeeNumbers = "desk.see-numbers", &[Role::Supervisor, Role::Analyst, Role::Auditor, Role::Administrator];
    /// See who changed the desk, and when.
    SeeAudit = "desk.see-audit", &[Role::Supervisor, Role::Auditor, Role::Administrator];
}
