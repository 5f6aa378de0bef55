//! Who may do what. An action is a type; [`Granted`] is the proof that it was allowed on the value inside.
//!
//! There is no other way to a protected value than a verdict, so a forgotten check does not compile. `tests/policy_matrix.md`
//! is the whole policy, printed by a test, to be read by people who do not read code.

use std::{marker::PhantomData, ops::Deref};

use serde::{Deserialize, Serialize};

use crate::{CaseId, DeskId, MemberId, network::DeskKind};

pub mod cases;
pub mod desks;
pub mod registry;
pub mod rooms;

/// What a member may be asked to do at a desk. One member may have several roles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Reads what comes in, acknowledges it, gives it to an officer.
    Intake,
    /// Carries cases forward.
    CaseOfficer,
    /// Answers for the desk: people, channels, access; leads sign the roster.
    Supervisor,
    /// Keeps the identities of those who reported.
    Custodian,
    /// Sees numbers only.
    Analyst,
    /// Sees who did what, not what was said.
    Auditor,
    /// Runs the system; reads no case.
    Administrator,
    /// Keeps what is known of companies and countries, and looks at how they act; reads no case.
    Monitor,
}

impl Role {
    pub const ALL: [Role; 8] = [
        Role::Intake,
        Role::CaseOfficer,
        Role::Supervisor,
        Role::Custodian,
        Role::Analyst,
        Role::Auditor,
        Role::Administrator,
        Role::Monitor,
    ];

    /// The stable code, also the end of its message keys (`role-…`).
    pub fn code(self) -> &'static str {
        match self {
            Role::Intake => "intake",
            Role::CaseOfficer => "case-officer",
            Role::Supervisor => "supervisor",
            Role::Custodian => "custodian",
            Role::Analyst => "analyst",
            Role::Auditor => "auditor",
            Role::Administrator => "administrator",
            Role::Monitor => "monitor",
        }
    }

    pub fn from_code(code: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|r| r.code() == code)
    }
}

/// A set of roles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Roles(u8);

impl Roles {
    pub fn of(roles: impl IntoIterator<Item = Role>) -> Self {
        roles.into_iter().fold(Self(0), |set, role| set.with(role))
    }

    pub fn from_bits(bits: u8) -> Self {
        Self(bits)
    }

    pub fn bits(self) -> u8 {
        self.0
    }

    pub fn with(self, role: Role) -> Self {
        Self(self.0 | 1 << role as u8)
    }

    pub fn has(self, role: Role) -> bool {
        self.0 & (1 << role as u8) != 0
    }

    pub fn any(self, roles: &[Role]) -> bool {
        roles.iter().any(|r| self.has(*r))
    }

    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub fn iter(self) -> impl Iterator<Item = Role> {
        Role::ALL.into_iter().filter(move |r| self.has(*r))
    }

    /// Whether the desk's key is sealed to such a member: those who read what comes in.
    pub fn reads_desk(self) -> bool {
        self.any(&[Role::Intake, Role::CaseOfficer, Role::Supervisor])
    }
}

/// A signed-in member, as the session knows them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Membership {
    pub member: MemberId,
    pub desk: DeskId,
    /// What that organisation does: whoever is of a party reads no case.
    pub kind: DeskKind,
    pub roles: Roles,
}

/// Who asks. Made by the doors, from a cookie, a receipt or the command line, and by nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// Anybody at a public page.
    Nobody,
    /// The holder of a case's receipt.
    Reporter(CaseId),
    Member(Membership),
    /// Who was let into a room of this case. It opens nothing of the case.
    Room(CaseId),
    /// The command line on the server itself.
    Operator,
}

impl Actor {
    pub fn member(&self) -> Option<&Membership> {
        match self {
            Actor::Member(m) => Some(m),
            _ => None,
        }
    }
}

/// What the policy says. `Hide` and a missing value look the same to the person who asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Allow,
    /// They may not know that it exists.
    Hide,
    /// They may know of it, but not do this.
    Refuse,
}

/// Something that can be done to a value of type `On`.
pub trait Action {
    type On;
    const NAME: &'static str;
    fn verdict(actor: &Actor, on: &Self::On) -> Verdict;
}

/// Proof that `A` was allowed on the value inside. Only [`authorize`] makes one.
pub struct Granted<A: Action> {
    value: A::On,
    allowed: PhantomData<fn() -> A>,
}

impl<A: Action> Granted<A> {
    /// The way round the policy, for jobs and the command line, which act for the installation itself. Counted by `xtask tidy`.
    pub fn unchecked(value: A::On, _reason: &'static str) -> Self {
        Self {
            value,
            allowed: PhantomData,
        }
    }

    pub fn into_inner(self) -> A::On {
        self.value
    }
}

impl<A: Action> Deref for Granted<A> {
    type Target = A::On;
    fn deref(&self) -> &A::On {
        &self.value
    }
}

/// Why an action was not allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    #[error("not found")]
    NotFound,
    #[error("{0} is not allowed")]
    Forbidden(&'static str),
}

/// Asks the policy, and gives the value only with the proof.
pub fn authorize<A: Action>(actor: &Actor, on: A::On) -> Result<Granted<A>, Denied> {
    match A::verdict(actor, &on) {
        Verdict::Allow => Ok(Granted {
            value: on,
            allowed: PhantomData,
        }),
        Verdict::Hide => Err(Denied::NotFound),
        Verdict::Refuse => Err(Denied::Forbidden(A::NAME)),
    }
}

/// Which cases a list may show; made by the policy, turned into SQL by the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// No case at all.
    Nothing,
    /// The desk's open cases, and those granted to the member by name, but none they stepped aside from. Whoever `keeps` identities
    /// knows of a case also by the key to who reported.
    Reader {
        desk: DeskId,
        member: MemberId,
        keeps: bool,
    },
    /// Only those of which the member keeps who reported.
    Kept { member: MemberId },
}

/// The cases that an actor's lists may show.
pub fn scope(actor: &Actor) -> Scope {
    match actor {
        Actor::Member(m) if m.kind != DeskKind::Desk => Scope::Nothing,
        Actor::Member(m) if m.roles.reads_desk() => Scope::Reader {
            desk: m.desk,
            member: m.member,
            keeps: m.roles.has(Role::Custodian),
        },
        Actor::Member(m) if m.roles.has(Role::Custodian) => Scope::Kept { member: m.member },
        _ => Scope::Nothing,
    }
}
