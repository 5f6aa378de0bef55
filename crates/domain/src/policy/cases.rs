//! What may be done to a case, and by whom.

use super::{Action, Actor, Membership, Role, Verdict};
use crate::{
    cases::{Case, CaseAccess},
    network::DeskKind,
};

/// What ties a member to a case. A name alone does not: whoever has no role that reads cases reads none.
fn reads(m: &Membership, case: &Case) -> bool {
    if m.kind != DeskKind::Desk || case.recused.contains(&m.member) || !m.roles.reads_desk() {
        return false;
    }
    let by_desk = case.access == CaseAccess::Desk && m.desk == case.desk;
    by_desk || case.readers.contains(&m.member)
}

/// Whether a member knows of the case: who reads it, and who keeps the key to who reported.
fn knows(m: &Membership, case: &Case) -> bool {
    let keeps = m.kind == DeskKind::Desk
        && m.roles.has(Role::Custodian)
        && case.keepers.contains(&m.member);
    reads(m, case) || (keeps && !case.recused.contains(&m.member))
}

/// Members who read the case and have one of `roles` are allowed; others who read it are refused; the rest learn nothing.
fn reader_with(actor: &Actor, case: &Case, roles: &[Role]) -> Verdict {
    match actor {
        Actor::Member(m) if !knows(m, case) => Verdict::Hide,
        Actor::Member(m) if reads(m, case) && m.roles.any(roles) => Verdict::Allow,
        Actor::Member(_) => Verdict::Refuse,
        _ => Verdict::Hide,
    }
}

/// Those of them whose reading has no end: who was let in for some days, also in an emergency, lets nobody in, and does not stay.
fn lasting_with(actor: &Actor, case: &Case, roles: &[Role]) -> Verdict {
    match (reader_with(actor, case, roles), actor) {
        (Verdict::Allow, Actor::Member(m))
            if case.access == CaseAccess::Named && !case.lasting.contains(&m.member) =>
        {
            Verdict::Refuse
        }
        (verdict, _) => verdict,
    }
}

/// Custodians who know of the case are allowed.
fn custodian(actor: &Actor, case: &Case) -> Verdict {
    match actor {
        Actor::Member(m) if !knows(m, case) => Verdict::Hide,
        Actor::Member(m) if m.roles.has(Role::Custodian) => Verdict::Allow,
        Actor::Member(_) => Verdict::Refuse,
        _ => Verdict::Hide,
    }
}

/// Whoever knows of the case is allowed.
fn anybody_who_knows(actor: &Actor, case: &Case) -> Verdict {
    match actor {
        Actor::Member(m) if knows(m, case) => Verdict::Allow,
        _ => Verdict::Hide,
    }
}

/// The same, but a case that was merged into another is carried forward there. Whoever reported it still comes back to this one: they
/// are answered here, and who may read it can still change.
fn mover_with(actor: &Actor, case: &Case, roles: &[Role]) -> Verdict {
    match reader_with(actor, case, roles) {
        Verdict::Allow if case.merged_into.is_some() => Verdict::Refuse,
        verdict => verdict,
    }
}

/// Members of the case's desk with one of `roles` who did not step aside: whether they read it or not.
fn of_desk_with(actor: &Actor, case: &Case, roles: &[Role]) -> Verdict {
    let is_free = |m: &Membership| {
        m.kind == DeskKind::Desk && m.desk == case.desk && !case.recused.contains(&m.member)
    };
    match actor {
        Actor::Member(m) if is_free(m) && m.roles.any(roles) => Verdict::Allow,
        Actor::Member(m) if knows(m, case) => Verdict::Refuse,
        _ => Verdict::Hide,
    }
}

fn reporter_of(actor: &Actor, case: &Case) -> Verdict {
    match actor {
        Actor::Reporter(id) if *id == case.id => Verdict::Allow,
        _ => Verdict::Hide,
    }
}

fn let_in(actor: &Actor, case: &Case) -> Verdict {
    match actor {
        Actor::Room(id) if *id == case.id => Verdict::Allow,
        _ => Verdict::Hide,
    }
}

const WORKERS: &[Role] = &[Role::Intake, Role::CaseOfficer, Role::Supervisor];
const OFFICERS: &[Role] = &[Role::CaseOfficer, Role::Supervisor];

macro_rules! case_actions {
    ($($(#[$doc:meta])* $name:ident = $text:literal, |$actor:ident, $case:ident| $verdict:expr;)*) => {
        $(
            $(#[$doc])*
            pub struct $name;
            impl Action for $name {
                type On = Case;
                const NAME: &'static str = $text;
                fn verdict($actor: &Actor, $case: &Case) -> Verdict { $verdict }
            }
        )*

        /// Every action on a case, by name: what the printed matrix walks.
        pub const ALL: &[(&str, fn(&Actor, &Case) -> Verdict)] = &[$(($text, $name::verdict)),*];
    };
}

case_actions! {
    /// Open the case: its timeline, answers, messages and files.
    Read = "case.read", |actor, case| anybody_who_knows(actor, case);
    /// Open the part that says who reported and how to reach them; ask a second person before; give its key to another custodian.
    ReadIdentity = "case.read-identity", |actor, case| custodian(actor, case);
    /// Be the second person: agree that a custodian opens who reported, or not.
    AgreeIdentity = "case.agree-identity", |actor, case| reader_with(actor, case, WORKERS);
    /// Write to the person who reported. Not while they asked not to be contacted.
    WriteToReporter = "case.write-to-reporter", |actor, case| match reader_with(actor, case, WORKERS) {
        Verdict::Allow if case.contact_stopped => Verdict::Refuse,
        verdict => verdict,
    };
    /// Write an internal note.
    WriteNote = "case.write-note", |actor, case| reader_with(actor, case, &Role::ALL);
    /// Write down what is to be done in the case, for whom, and that it is done.
    KeepTasks = "case.keep-tasks", |actor, case| reader_with(actor, case, WORKERS);
    /// Ask a second person before something that is not done alone.
    AskSecond = "case.ask-second", |actor, case| reader_with(actor, case, WORKERS);
    /// Be the second person for something that is not done alone: agree to it, or not.
    AgreeSecond = "case.agree-second", |actor, case| reader_with(actor, case, OFFICERS);
    /// Add files found or received by the desk.
    AddFile = "case.add-file", |actor, case| reader_with(actor, case, WORKERS);
    /// Say who carries the case.
    Assign = "case.assign", |actor, case| mover_with(actor, case, WORKERS);
    /// Carry the case on in its procedure, which says who may do what in each state; also one that was merged by mistake.
    Step = "case.step", |actor, case| reader_with(actor, case, WORKERS);
    /// Let another member read, or end that.
    ChangeAccess = "case.change-access", |actor, case| lasting_with(actor, case, OFFICERS);
    /// Ask to open it in an emergency, where it is narrowed to others, and open it once that may be. They know that it is there.
    AskEmergency = "case.ask-emergency", |actor, case| of_desk_with(actor, case, &[Role::Supervisor]);
    /// Be the second member when somebody asks so: see who asks and why, and agree. It shows nothing of the case.
    AgreeEmergency = "case.agree-emergency", |actor, case| of_desk_with(actor, case, OFFICERS);
    /// Stop what somebody asked for in an emergency: whoever reads it, and whoever leads its desk.
    StopEmergency = "case.stop-emergency", |actor, case| match reader_with(actor, case, WORKERS) {
        Verdict::Allow => Verdict::Allow,
        verdict => match of_desk_with(actor, case, &[Role::Supervisor]) {
            Verdict::Allow => Verdict::Allow,
            _ => verdict,
        },
    };
    /// Step aside because of a conflict of interest.
    StepAside = "case.step-aside", |actor, case| anybody_who_knows(actor, case);
    /// Say that this case and another are one.
    Merge = "case.merge", |actor, case| mover_with(actor, case, OFFICERS);
    /// See which other cases are like it, among those that one reads.
    SeeAlike = "case.see-alike", |actor, case| reader_with(actor, case, WORKERS);
    /// Put it beside others like it, or open one case of oversight for them. Not what was taken back, and nothing while who reported is
    /// not safe.
    Link = "case.link", |actor, case| match mover_with(actor, case, OFFICERS) {
        Verdict::Allow if !case.may_go_out() => Verdict::Refuse,
        verdict => verdict,
    };
    /// Take it out of what it was put beside, keep it apart, or look at a pattern and keep it.
    Unlink = "case.unlink", |actor, case| reader_with(actor, case, OFFICERS);
    /// Write down what was promised, that it is said to be done, and that it was seen to be.
    TrackRemedy = "case.track-remedy", |actor, case| mover_with(actor, case, OFFICERS);
    /// Write down what the person allows, as they said it to the desk, or that they take it back.
    RecordConsent = "case.record-consent", |actor, case| mover_with(actor, case, OFFICERS);
    /// Write down what a party may be told, for somebody to look at before it goes.
    DraftRelease = "case.draft-release", |actor, case| mover_with(actor, case, WORKERS);
    /// Let a party know what was written down, and write to it. Nothing goes out of a case that was taken back, or while who reported is
    /// not safe.
    Release = "case.release", |actor, case| match mover_with(actor, case, OFFICERS) {
        Verdict::Allow if !case.may_go_out() => Verdict::Refuse,
        verdict => verdict,
    };
    /// End what a party is shown.
    ShutRoom = "case.shut-room", |actor, case| reader_with(actor, case, OFFICERS);
    /// Write down what of the case goes out to somebody the person allows, look at it, and give it to them. Not what was taken back, and
    /// nothing while who reported is not safe.
    TakeOut = "case.take-out", |actor, case| match mover_with(actor, case, OFFICERS) {
        Verdict::Allow if !case.may_go_out() => Verdict::Refuse,
        verdict => verdict,
    };
    /// Open all of it on one page, for paper.
    Print = "case.print", |actor, case| reader_with(actor, case, WORKERS);
    /// Take all of it away, for good. Only what was ended first.
    Erase = "case.erase", |actor, case| match lasting_with(actor, case, &[Role::Supervisor]) {
        Verdict::Allow if !case.ended => Verdict::Refuse,
        verdict => verdict,
    };
    /// Come back with the receipt and read.
    FollowUp = "case.follow-up", |actor, case| reporter_of(actor, case);
    /// Write, or send a file, with the receipt. Also after the report was taken back: who did it under pressure can say so.
    WriteAsReporter = "case.write-as-reporter", |actor, case| reporter_of(actor, case);
    /// Say or do, from a room, what its party is asked for.
    ActFromRoom = "case.act-from-room", |actor, case| let_in(actor, case);
    /// Give or take back consent, stop contact, withdraw, change the receipt.
    Decide = "case.decide-as-reporter", |actor, case| reporter_of(actor, case);
}
