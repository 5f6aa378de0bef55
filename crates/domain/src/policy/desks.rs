//! What may be done to a desk: its people, its channels, its numbers.

use super::{Action, Actor, Role, Verdict};
use crate::network::{Desk, DeskKind};

/// Of which organisations something can be asked.
#[derive(Clone, Copy)]
enum Of {
    All,
    Desks,
    Parties,
}

fn member_with(actor: &Actor, desk: &Desk, (of, roles): (Of, &[Role])) -> Verdict {
    let is_there = match of {
        Of::Desks => desk.kind == DeskKind::Desk,
        Of::Parties => desk.kind.is_party(),
        Of::All => true,
    };
    match actor {
        // It is no question there: a party has no inbox.
        _ if !is_there => Verdict::Hide,
        Actor::Operator => Verdict::Allow,
        Actor::Member(m) if m.desk != desk.id => Verdict::Hide,
        Actor::Member(m) if m.roles.any(roles) => Verdict::Allow,
        Actor::Member(_) => Verdict::Refuse,
        _ => Verdict::Hide,
    }
}

macro_rules! desk_actions {
    ($($(#[$doc:meta])* $name:ident = $text:literal, $of:ident, $roles:expr;)*) => {
        $(
            $(#[$doc])*
            pub struct $name;
            impl Action for $name {
                type On = Desk;
                const NAME: &'static str = $text;
                fn verdict(actor: &Actor, desk: &Desk) -> Verdict { member_with(actor, desk, (Of::$of, $roles)) }
            }
        )*

        /// Every action on a desk, by name: what the printed matrix walks.
        pub const ALL: &[(&str, fn(&Actor, &Desk) -> Verdict)] = &[$(($text, $name::verdict)),*];
    };
}

desk_actions! {
    /// See the desk's name, its people and one's own account.
    Know = "desk.know", All, &Role::ALL;
    /// See the list of cases (as far as each may be read).
    SeeInbox = "desk.see-inbox", Desks, &[Role::Intake, Role::CaseOfficer, Role::Supervisor, Role::Custodian];
    /// See what is to be done by oneself, in all cases that one reads.
    SeeTasks = "desk.see-tasks", Desks, &[Role::Intake, Role::CaseOfficer, Role::Supervisor];
    /// See which cases are alike, as far as one reads them.
    SeePatterns = "desk.see-patterns", Desks, &[Role::Intake, Role::CaseOfficer, Role::Supervisor];
    /// See how much each of the desk has to do, as far as one reads the cases.
    SeeWorkload = "desk.see-workload", Desks, &[Role::Supervisor];
    /// Hand what one of the desk carries over to another.
    HandOver = "desk.hand-over", Desks, &[Role::Supervisor];
    /// Declare beforehand where one is not free to work on something.
    DeclareConflict = "desk.declare-conflict", Desks, &[Role::Intake, Role::CaseOfficer, Role::Supervisor, Role::Custodian];
    /// See what those of the desk declared.
    SeeConflicts = "desk.see-conflicts", Desks, &[Role::Supervisor];
    /// See what was asked for in an emergency and concerns oneself, and answer it as far as each case allows.
    SeeEmergencies = "desk.see-emergencies", Desks, &[Role::Intake, Role::CaseOfficer, Role::Supervisor, Role::Custodian];
    /// Ask to open a case that is narrowed to others in an emergency; see which there are, and what is overdue in them.
    AskEmergency = "desk.ask-emergency", Desks, &[Role::Supervisor];
    /// Enter a report that came by phone, letter or in person.
    EnterReport = "desk.enter-report", Desks, &[Role::Intake, Role::CaseOfficer, Role::Supervisor];
    /// Do the same to many cases at once; each as far as it may be done to that case.
    ActOnMany = "desk.act-on-many", Desks, &[Role::Intake, Role::CaseOfficer, Role::Supervisor];
    /// Invite a person, by a link that works once.
    Invite = "desk.invite", All, &[Role::Supervisor, Role::Administrator];
    /// Let a person in, or out: sign the roster and seal the desk's key.
    SignRoster = "desk.sign-roster", All, &[Role::Supervisor];
    /// Hand the keys to who reported on to another custodian.
    KeepIdentities = "desk.keep-identities", Desks, &[Role::Custodian];
    /// Reset a login or disable an account; never unlocks anything.
    ManageAccounts = "desk.manage-accounts", All, &[Role::Administrator];
    /// Change a channel: words, questions, promise.
    EditChannels = "desk.edit-channels", Desks, &[Role::Supervisor];
    /// Say where the desk works: whose working days its clocks count.
    Change = "desk.change", Desks, &[Role::Supervisor];
    /// See counts by state and clock.
    SeeNumbers = "desk.see-numbers", Desks, &[Role::Supervisor, Role::Analyst, Role::Auditor, Role::Administrator];
    /// See who changed the desk, and when.
    SeeAudit = "desk.see-audit", All, &[Role::Supervisor, Role::Auditor, Role::Administrator];
    /// See the list of what desks share with the party.
    SeeRooms = "desk.see-rooms", Parties, &[Role::Intake, Role::CaseOfficer, Role::Supervisor];
}
