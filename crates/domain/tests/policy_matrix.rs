//! Prints who may do what, and keeps the print in `tests/policy_matrix.md`: a change of policy shows as a changed table.
#![allow(clippy::unwrap_used)]

use std::{collections::BTreeSet, fmt::Write};

use uuid::Uuid;
use watchpost_domain::{
    Actor, CaseId, Day, DeskId, MemberId, RoomId,
    cases::{Case, CaseAccess, Reference},
    network::{Desk, DeskKind, Pillar},
    policy::{
        Membership, Role, Roles, Scope, Verdict, cases, desks, registry, registry::Registry, rooms,
        scope,
    },
    rooms::Room,
};

const ME: MemberId = MemberId(Uuid::from_u128(1));
const DESK: DeskId = DeskId(Uuid::from_u128(10));
const OTHER_DESK: DeskId = DeskId(Uuid::from_u128(11));
const COMPANY: DeskId = DeskId(Uuid::from_u128(12));
const CASE: CaseId = CaseId(Uuid::from_u128(100));

fn case() -> Case {
    Case {
        id: CASE,
        desk: DESK,
        reference: Reference::from_random([0; 8]),
        procedure: 1,
        state: "eligibility".into(),
        from: None,
        sides: BTreeSet::new(),
        ended: false,
        access: CaseAccess::Desk,
        week: Day(0),
        active_week: Day(0),
        acknowledge_by: None,
        answer_by: None,
        due: None,
        clocks: vec![],
        told: 0,
        contact_stopped: false,
        withdrawn: false,
        merged_into: None,
        readers: vec![],
        lasting: vec![],
        keepers: vec![],
        asks: vec![],
        recused: vec![],
        kept: watchpost_domain::retention::Kept::new(Default::default()),
        epoch: 1,
        version: 1,
    }
}

fn member(desk: DeskId, role: Role) -> Actor {
    Actor::Member(Membership {
        member: ME,
        desk,
        kind: if desk == COMPANY {
            DeskKind::Company
        } else {
            DeskKind::Desk
        },
        roles: Roles::of([role]),
    })
}

/// Every standing of a case that the policy tells apart.
fn standings() -> Vec<(&'static str, Case)> {
    let base = case();
    vec![
        ("open to the desk", base.clone()),
        (
            "received",
            Case {
                state: "received".into(),
                ..base.clone()
            },
        ),
        (
            "closed",
            Case {
                ended: true,
                ..base.clone()
            },
        ),
        (
            "no contact wished",
            Case {
                contact_stopped: true,
                ..base.clone()
            },
        ),
        (
            "withdrawn",
            Case {
                withdrawn: true,
                ..base.clone()
            },
        ),
        (
            "merged",
            Case {
                ended: true,
                merged_into: Some(CaseId(Uuid::from_u128(7))),
                ..base.clone()
            },
        ),
        (
            "for others by name",
            Case {
                access: CaseAccess::Named,
                ..base.clone()
            },
        ),
        (
            "for me by name",
            Case {
                access: CaseAccess::Named,
                readers: vec![ME],
                ..base.clone()
            },
        ),
        (
            "for others by name, and I keep who reported",
            Case {
                access: CaseAccess::Named,
                keepers: vec![ME],
                ..base.clone()
            },
        ),
        (
            "I stepped aside",
            Case {
                recused: vec![ME],
                readers: vec![ME],
                keepers: vec![ME],
                ..base
            },
        ),
    ]
}

fn mark(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Allow => "yes",
        Verdict::Refuse => "no",
        Verdict::Hide => "·",
    }
}

fn matrix() -> String {
    let mut out = String::from(
        "# Who may do what\n\nPrinted by a test; do not edit. `yes`: may. `no`: may know of it, but not do this. `·`: learns nothing, not even that it exists.\n",
    );
    let mut actors: Vec<(String, Actor)> = Role::ALL
        .into_iter()
        .map(|r| (r.code().to_owned(), member(DESK, r)))
        .collect();
    actors.push((
        "other desk".into(),
        Actor::Member(Membership {
            member: ME,
            desk: OTHER_DESK,
            kind: DeskKind::Desk,
            roles: Roles::of(Role::ALL),
        }),
    ));
    for role in [Role::CaseOfficer, Role::Supervisor, Role::Administrator] {
        actors.push((format!("company: {}", role.code()), member(COMPANY, role)));
    }
    // What rows of a database say of a desk makes nobody of a party a reader of cases.
    for kind in DeskKind::ALL.into_iter().filter(|kind| kind.is_party()) {
        actors.push((
            format!("{}, with all roles of the desk", kind.code()),
            Actor::Member(Membership {
                member: ME,
                desk: DESK,
                kind,
                roles: Roles::of(Role::ALL),
            }),
        ));
    }
    actors.push(("let into a room".into(), Actor::Room(CASE)));
    actors.push((
        "let into another".into(),
        Actor::Room(CaseId(Uuid::from_u128(8))),
    ));
    actors.push(("reporter".into(), Actor::Reporter(CASE)));
    actors.push((
        "other reporter".into(),
        Actor::Reporter(CaseId(Uuid::from_u128(8))),
    ));
    actors.push(("nobody".into(), Actor::Nobody));
    actors.push(("operator".into(), Actor::Operator));
    let head = |out: &mut String, what: &str| {
        let names: Vec<&str> = actors.iter().map(|(n, _)| n.as_str()).collect();
        writeln!(
            out,
            "\n## {what}\n\n| | {} |\n|---|{}",
            names.join(" | "),
            "---|".repeat(names.len())
        )
        .unwrap();
    };
    for (name, case) in standings() {
        head(&mut out, &format!("A case: {name}"));
        for (action, verdict) in cases::ALL {
            let marks: Vec<_> = actors
                .iter()
                .map(|(_, a)| mark(verdict(a, &case)))
                .collect();
            writeln!(out, "| {action} | {} |", marks.join(" | ")).unwrap();
        }
    }
    let desk = Desk {
        id: DESK,
        kind: DeskKind::Desk,
        name: "desk".into(),
        country: String::new(),
        epoch: 1,
    };
    let company = Desk {
        id: COMPANY,
        kind: DeskKind::Company,
        ..desk.clone()
    };
    let board = Desk {
        kind: DeskKind::Board(Pillar::Industry),
        ..company.clone()
    };
    for (what, desk) in [
        ("The desk", desk),
        ("A company", company),
        ("A board", board),
    ] {
        head(&mut out, what);
        for (action, verdict) in desks::ALL {
            let marks: Vec<_> = actors
                .iter()
                .map(|(_, a)| mark(verdict(a, &desk)))
                .collect();
            writeln!(out, "| {action} | {} |", marks.join(" | ")).unwrap();
        }
    }
    head(&mut out, "The registry");
    for (action, verdict) in registry::ALL {
        let marks = actors.iter().map(|(_, a)| mark(verdict(a, &Registry)));
        let marks: Vec<_> = marks.collect();
        writeln!(out, "| {action} | {} |", marks.join(" | ")).unwrap();
    }
    for (what, shut, recused) in [
        ("A room of that company", false, vec![]),
        ("A room of that company: I stepped aside", false, vec![ME]),
        ("A room that was shut", true, vec![]),
    ] {
        let room = Room {
            id: RoomId(Uuid::from_u128(200)),
            reference: Reference::from_random([1; 8]),
            case: CASE,
            party: COMPANY,
            kind: DeskKind::Company,
            recused,
            promises: Vec::new(),
            until: None,
            ended: None,
            lapsed: false,
            shut,
            week: Day(0),
            active_week: Day(0),
            version: 1,
            seen: 0,
        };
        head(&mut out, what);
        for (action, verdict) in rooms::ALL {
            let marks: Vec<_> = actors
                .iter()
                .map(|(_, a)| mark(verdict(a, &room)))
                .collect();
            writeln!(out, "| {action} | {} |", marks.join(" | ")).unwrap();
        }
    }
    out
}

/// Who may do what otherwise than it was kept: the standing, the action and the column of each cell.
fn changed(kept: &str, printed: &str) -> Vec<String> {
    let (mut found, mut standing, mut columns) = (Vec::new(), "", Vec::new());
    for (old, new) in kept.lines().zip(printed.lines()) {
        if let Some(name) = new.strip_prefix("## ") {
            standing = name;
        }
        let split = |line: &str| -> Vec<String> {
            line.split(" | ")
                .map(|cell| cell.trim_matches(['|', ' ']).to_owned())
                .collect()
        };
        let (old, new) = (split(old), split(new));
        if new.get(1).is_some_and(|c| c == "intake") {
            columns = new.clone();
        }
        for (at, _) in old
            .iter()
            .zip(&new)
            .enumerate()
            .filter(|(_, (o, n))| o != n)
        {
            let column = columns.get(at).map_or("", String::as_str);
            found.push(format!("{standing}: {} of {column}", new[0]));
        }
    }
    if kept.lines().count() != printed.lines().count() {
        found.push("lines came or went".into());
    }
    found
}

#[test]
fn the_policy_is_as_printed() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/policy_matrix.md");
    let printed = matrix();
    #[expect(
        clippy::disallowed_methods,
        reason = "whoever changed the policy says in the environment that they meant it"
    )]
    if std::env::var("WATCHPOST_BLESS").is_ok_and(|said| said == "1") {
        std::fs::write(path, &printed).unwrap();
    }
    assert!(
        std::fs::read_to_string(path).unwrap_or_default() == printed,
        "the policy changed; if you meant it, run this again with WATCHPOST_BLESS=1, read what became of tests/policy_matrix.md, and commit it"
    );
}

#[test]
fn one_cell_that_is_another_is_named() {
    let printed = matrix();
    assert!(changed(&printed, &printed).is_empty());
    let line = "| case.merge | no | yes | yes | · |";
    assert!(printed.contains(line), "what is flipped is there");
    let flipped = printed.replacen(line, "| case.merge | yes | yes | yes | · |", 1);
    assert_eq!(
        changed(&printed, &flipped),
        ["A case: open to the desk: case.merge of intake"]
    );
    let gone = printed.replacen("| case.merge |", "\n| case.merge |", 1);
    assert!(changed(&printed, &gone).contains(&"lines came or went".to_owned()));
}

#[test]
fn a_list_shows_only_what_could_be_opened() {
    for role in Role::ALL {
        let actor = member(DESK, role);
        for (name, case) in standings() {
            let granted = |member, keeps| {
                case.readers.contains(member) || (keeps && case.keepers.contains(member))
            };
            let listed = match scope(&actor) {
                Scope::Nothing => false,
                Scope::Reader {
                    desk,
                    member,
                    keeps,
                } => {
                    let by_desk = case.desk == desk && case.access == CaseAccess::Desk;
                    (by_desk || granted(&member, keeps)) && !case.recused.contains(&member)
                }
                Scope::Kept { member } => {
                    case.keepers.contains(&member) && !case.recused.contains(&member)
                }
            };
            let opens = matches!(verdict_of_read(&actor, &case), Verdict::Allow);
            assert!(
                !listed || opens,
                "{role:?} sees a case in a list that they may not open: {name}"
            );
        }
    }
}

fn verdict_of_read(actor: &Actor, case: &Case) -> Verdict {
    cases::ALL
        .iter()
        .find(|(name, _)| *name == "case.read")
        .unwrap()
        .1(actor, case)
}

#[test]
fn more_roles_never_mean_less() {
    for bits in 0..=u8::MAX {
        let few = Actor::Member(Membership {
            member: ME,
            desk: DESK,
            kind: DeskKind::Desk,
            roles: Roles::from_bits(bits),
        });
        for role in Role::ALL {
            let more = Actor::Member(Membership {
                member: ME,
                desk: DESK,
                kind: DeskKind::Desk,
                roles: Roles::from_bits(bits).with(role),
            });
            for (name, case) in standings() {
                for (action, verdict) in cases::ALL {
                    if verdict(&few, &case) == Verdict::Allow {
                        assert_eq!(
                            verdict(&more, &case),
                            Verdict::Allow,
                            "{action} on {name}: lost by gaining {role:?}"
                        );
                    }
                }
            }
        }
    }
}
