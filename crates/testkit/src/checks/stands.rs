//! How somebody can stand to a case: each of them, made through the platform, beside what the policy is told of it.

use std::collections::BTreeSet;

use uuid::Uuid;
use watchpost_domain::{
    CaseId, Day, DeskId, MemberId,
    cases::{Case, CaseAccess, Reference},
    network::DeskKind,
    policy::{Actor, Membership, Role, Roles, Verdict, cases as may, rooms},
    retention::Kept,
};
use watchpost_service::{Working, accounts::Session};

use crate::{
    Person, TestApp,
    checks::{PICTURE, shared},
    reported,
};

/// How a case stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// To all who read the desk.
    Open,
    /// To everybody of the desk, by name.
    Given,
    /// To one other by name.
    Others,
    /// Intake and officer stepped aside.
    AsideOfTwo,
    /// The lead stepped aside.
    AsideOfLead,
    Merged,
    Closed,
    /// Nobody is to be written to.
    Stopped,
    Withdrawn,
    /// Of the other desk.
    Foreign,
    /// It was there, and is not any more.
    Deleted,
    /// It never was.
    Never,
}

impl Kind {
    pub const ALL: [Kind; 12] = [
        Kind::Open,
        Kind::Given,
        Kind::Others,
        Kind::AsideOfTwo,
        Kind::AsideOfLead,
        Kind::Merged,
        Kind::Closed,
        Kind::Stopped,
        Kind::Withdrawn,
        Kind::Foreign,
        Kind::Deleted,
        Kind::Never,
    ];
}

/// A case that stands in some way.
#[derive(Clone)]
pub struct Stand {
    pub kind: Kind,
    pub id: CaseId,
    /// A file of it.
    pub file: Uuid,
    /// What it shares with a company, and a file there.
    pub room: Uuid,
    pub room_file: Uuid,
    pub receipt: String,
    /// What the policy is told; nothing where there is no case.
    pub case: Option<Case>,
}

/// A member with their keys, for as long as the session is held.
pub async fn session(app: &TestApp, who: &Person) -> Session {
    app.platform.session(&who.cookie).await.unwrap().unwrap()
}

fn people(app: &TestApp, foreign: bool) -> &[Person] {
    if foreign { &app.strangers } else { &app.staff }
}

fn with(people: &[Person], role: Role) -> &Person {
    let mut all = people.iter();
    all.find(|p| p.role == role).unwrap()
}

impl Stand {
    /// Whether the policy lets a member do something, on what stands here.
    pub fn verdict(&self, app: &TestApp, action: &str, who: &Person) -> Option<Verdict> {
        let (_, verdict) = may::ALL.iter().find(|(name, _)| *name == action)?;
        let actor = actor(app, who);
        Some(match &self.case {
            Some(case) => verdict(&actor, case),
            None => Verdict::Hide,
        })
    }

    /// Whether a member only keeps the key to who reported, and reads nothing else.
    pub fn only_keeps(&self, who: &Person) -> bool {
        who.role == Role::Custodian
            && self
                .case
                .as_ref()
                .is_some_and(|case| !case.readers.contains(&who.member))
    }

    /// Makes a case that stands in this way.
    pub async fn make(app: &TestApp, kind: Kind) -> Self {
        let foreign = kind == Kind::Foreign;
        let people = people(app, foreign);
        let channel = if foreign {
            app.their_channel
        } else {
            app.channel
        };
        if kind == Kind::Never {
            return Self {
                kind,
                id: CaseId(Uuid::new_v4()),
                file: Uuid::new_v4(),
                room: Uuid::new_v4(),
                room_file: Uuid::new_v4(),
                receipt: String::new(),
                case: None,
            };
        }
        let platform = &app.platform;
        let sent = reported(platform, channel, &[("a.png", PICTURE)]).await;
        let open = platform.open_follow_up(&sent.receipt).await.unwrap();
        let seen = platform.follow_up(&open).await.unwrap().unwrap();
        let lead = session(app, with(people, Role::Supervisor)).await;
        let shared = (sent.case, sent.receipt.as_str());
        let (room, room_file) = shared::share(app, &lead.working().unwrap(), shared).await;
        let mut stand = Self {
            kind,
            room: room.0,
            room_file: room_file.0,
            id: sent.case,
            file: seen.files[0].id.0,
            receipt: sent.receipt,
            case: Some(as_policy_sees_it(sent.case, lead.desk.id, people)),
        };
        stand.become_it(app, &lead.working().unwrap(), &open).await;
        stand
    }

    async fn become_it(&mut self, app: &TestApp, lead: &Working<'_>, open: &str) {
        let (platform, id) = (&app.platform, self.id);
        let case = self.case.as_mut().unwrap();
        match self.kind {
            Kind::Open | Kind::Foreign | Kind::Never => {}
            Kind::Given | Kind::Others => {
                let named = CaseAccess::Named;
                let narrowed = platform.change_access(lead, id, named, "few").await;
                narrowed.unwrap();
                case.access = named;
                case.readers.push(lead.member.member);
                case.lasting.push(lead.member.member);
                let all = self.kind == Kind::Given;
                let others = [Role::Intake, Role::CaseOfficer].map(|role| app.staff(role));
                for other in others.into_iter().filter(|_| all) {
                    let given = platform.give_access(lead, id, other.member, "help", None);
                    given.await.unwrap();
                    case.readers.push(other.member);
                    case.lasting.push(other.member);
                }
            }
            Kind::AsideOfTwo => {
                for role in [Role::Intake, Role::CaseOfficer] {
                    let who = app.staff(role);
                    let at_work = session(app, who).await;
                    let at_work = at_work.working().unwrap();
                    platform.step_aside(&at_work, id, "kin").await.unwrap();
                    case.recused.push(who.member);
                }
            }
            Kind::AsideOfLead => {
                platform.step_aside(lead, id, "kin").await.unwrap();
                case.recused.push(lead.member.member);
            }
            Kind::Merged => {
                let (other, _) = platform.read_case(lead, app.case).await.unwrap();
                let other = other.reference.as_str();
                platform.merge(lead, id, other, "the same").await.unwrap();
                case.merged_into = Some(app.case);
                case.ended = true;
            }
            Kind::Closed => {
                platform.close(lead, id, "unfounded", "over").await.unwrap();
                case.ended = true;
            }
            Kind::Stopped => {
                platform.stop_contact(open, true).await.unwrap();
                case.contact_stopped = true;
            }
            Kind::Withdrawn => {
                platform.withdraw(open, false).await.unwrap();
                case.withdrawn = true;
            }
            Kind::Deleted => {
                let gone = format!("delete from case_file where id = {}", app.ground.id(id.0));
                assert_eq!(app.ground.run(&gone).await, 1);
                self.case = None;
            }
        }
    }
}

/// A case that just came to a desk.
fn as_policy_sees_it(id: CaseId, desk: DeskId, people: &[Person]) -> Case {
    let day = Day::from_date(jiff::civil::date(2026, 3, 2));
    Case {
        id,
        desk,
        reference: Reference::from_random([0; 8]),
        procedure: 1,
        state: "received".into(),
        from: None,
        sides: BTreeSet::new(),
        ended: false,
        access: CaseAccess::Desk,
        week: day,
        active_week: day,
        acknowledge_by: None,
        answer_by: None,
        due: None,
        clocks: Vec::new(),
        told: 0,
        contact_stopped: false,
        withdrawn: false,
        merged_into: None,
        readers: Vec::new(),
        lasting: Vec::new(),
        keepers: vec![with(people, Role::Custodian).member],
        asks: Vec::new(),
        recused: Vec::new(),
        kept: Kept::new(Default::default()),
        epoch: 1,
        version: 1,
    }
}

/// A member as the policy knows them: by the role they were given.
pub fn actor(app: &TestApp, who: &Person) -> Actor {
    let desk = shared::organisation(app, who);
    let companies = [app.companies.0, app.companies.1];
    Actor::Member(Membership {
        member: who.member,
        desk,
        kind: match companies.contains(&desk) {
            true => DeskKind::Company,
            false => DeskKind::Desk,
        },
        roles: Roles::of([who.role]),
    })
}

/// What the policy says of a desk's own affairs.
pub fn of_desk(action: &str, kind: DeskKind, roles: Roles) -> Option<Verdict> {
    use watchpost_domain::{
        network::Desk,
        policy::{desks, registry},
    };
    let desk = Desk {
        id: DeskId(Uuid::nil()),
        kind,
        name: String::new(),
        country: String::new(),
        epoch: 1,
    };
    let actor = Actor::Member(Membership {
        member: MemberId(Uuid::nil()),
        desk: desk.id,
        kind,
        roles,
    });
    let of_registry = registry::ALL.iter().find(|(name, _)| *name == action);
    if let Some((_, verdict)) = of_registry {
        return Some(verdict(&actor, &registry::Registry));
    }
    let (_, verdict) = desks::ALL.iter().find(|(name, _)| *name == action)?;
    Some(verdict(&actor, &desk))
}

/// Whether a name is one of the policy.
pub fn is_known(action: &str) -> bool {
    let desk = of_desk(action, DeskKind::Desk, Roles::default()).is_some();
    desk || is_of_cases(action) || is_of_rooms(action)
}

/// Whether it is a name of the policy for rooms.
pub fn is_of_rooms(action: &str) -> bool {
    rooms::ALL.iter().any(|(name, _)| *name == action)
}

/// Whether it is a name of the policy for cases.
pub fn is_of_cases(action: &str) -> bool {
    may::ALL.iter().any(|(name, _)| *name == action)
}
