//! Who reported: opened by two people, and handed on to custodians who come later.

use watchpost_domain::{
    Denied, Fact, MemberId, Problem, Problems,
    cases::CaseAccess,
    policy::{Role, Roles},
};
use watchpost_service::{Error, Working, accounts::Session, roster::RosterChange};

use crate::{
    signing_in::{a_case, at_work, session},
    world::{World, agreed, worlds},
};

const DAY: i64 = 24 * 3600;

fn conflict<T>(result: Result<T, Error>) -> bool {
    matches!(result, Err(Error::Conflict))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_person_agrees_for_a_day_or_says_why_not() {
    for world in worlds().await {
        let platform = &world.platform;
        let case = a_case(&world).await;
        let [officer, supervisor, custodian] = world.staff();
        let keeper = custodian.member.member;
        // A reason alone opens nothing, and what nobody asked cannot be agreed to.
        assert!(conflict(
            platform.read_identity(&custodian, case, "why").await
        ));
        assert!(conflict(
            platform.answer_ask(&officer, case, keeper, None).await
        ));
        platform
            .ask_identity(&custodian, case, "they want to be called")
            .await
            .unwrap();
        assert!(conflict(
            platform.ask_identity(&custodian, case, "again").await
        ));
        // Nobody is their own second person, and a custodian alone is nobody's.
        let own = platform.answer_ask(&custodian, case, keeper, None).await;
        assert!(matches!(own, Err(Error::Denied(Denied::Forbidden(_)))));
        let not_theirs = platform
            .answer_ask(&officer, case, MemberId(uuid::Uuid::new_v4()), None)
            .await;
        assert!(conflict(not_theirs));
        // No, and why.
        let silent = platform.answer_ask(&officer, case, keeper, Some(" ")).await;
        assert!(
            matches!(silent, Err(Error::Invalid(p)) if p == Problems::one("reason", Problem::Required))
        );
        platform
            .answer_ask(&officer, case, keeper, Some("write first"))
            .await
            .unwrap();
        assert!(conflict(
            platform.read_identity(&custodian, case, "why").await
        ));
        // Yes, for today and tomorrow, as often as needed; then it is over.
        agreed(platform, &custodian, &supervisor, case).await;
        assert!(conflict(
            platform.answer_ask(&officer, case, keeper, None).await
        ));
        platform.read_identity(&custodian, case, "").await.unwrap();
        world.clock.advance(DAY);
        platform.read_identity(&custodian, case, "").await.unwrap();
        world.clock.advance(DAY);
        assert!(conflict(
            platform.read_identity(&custodian, case, "why").await
        ));
        // An ask that nobody answered is over after a week, and can be put again.
        platform
            .ask_identity(&custodian, case, "once more")
            .await
            .unwrap();
        world.clock.advance(8 * DAY);
        assert!(conflict(
            platform.answer_ask(&officer, case, keeper, None).await
        ));
        agreed(platform, &custodian, &officer, case).await;
        platform.read_identity(&custodian, case, "").await.unwrap();
        // The team reads all of it, reasons included.
        let (_, seen) = platform.read_case(&officer, case).await.unwrap();
        let lines: Vec<_> = seen
            .history
            .iter()
            .filter_map(|line| match &line.committed.fact {
                Fact::Case(fact) if fact.act.code().starts_with("identity") => {
                    Some((fact.act.code(), fact.act.reason().unwrap_or_default()))
                }
                _ => None,
            })
            .collect();
        let expected = [
            ("identity-asked", "they want to be called"),
            ("identity-refused", "write first"),
            ("identity-asked", "to call them"),
            ("identity-agreed", ""),
            ("identity-opened", ""),
            ("identity-opened", ""),
            ("identity-asked", "once more"),
            ("identity-asked", "to call them"),
            ("identity-agreed", ""),
            ("identity-opened", ""),
        ];
        assert_eq!(lines, expected);
        crate::row_sums::hold(&world).await;
    }
}

#[tokio::test]
async fn where_nobody_else_reads_it_is_opened_alone_and_said_so() {
    for world in worlds().await {
        let platform = &world.platform;
        let case = a_case(&world).await;
        let [officer, supervisor, custodian] = world.staff();
        platform
            .change_access(&officer, case, CaseAccess::Named, "few")
            .await
            .unwrap();
        // The officer alone reads it now, and can be the second person.
        assert!(conflict(
            platform.read_identity(&custodian, case, "why").await
        ));
        let hidden = platform
            .answer_ask(&supervisor, case, custodian.member.member, None)
            .await;
        assert!(matches!(hidden, Err(Error::Denied(Denied::NotFound))));
    }
    // A custodian who works on cases as well is not alone because they shut everybody else out.
    for world in worlds().await {
        let platform = &world.platform;
        let lead = session(platform, &at_work(&world, 1).await).await;
        let both = Roles::of([Role::CaseOfficer, Role::Custodian]);
        let change = RosterChange::Roles(world.people[0].0.member, both);
        platform.change_roster(&lead, change).await.unwrap();
        let case = a_case(&world).await;
        let sly = session(platform, &at_work(&world, 0).await).await;
        let me = sly.working().unwrap();
        platform
            .change_access(&me, case, CaseAccess::Named, "only me")
            .await
            .unwrap();
        let alone = platform.read_identity(&me, case, "nobody looks").await;
        assert!(conflict(alone));
    }
    // A desk of one: its only person keeps who reported as well.
    for world in worlds().await {
        let platform = &world.platform;
        let one = watchpost_service::desks::NewMember {
            name: "alone".into(),
            roles: Roles::of([Role::Supervisor, Role::Custodian]),
            secret: watchpost_vault::MemberSecret::generate(),
        };
        let founded = platform
            .found_desk("A desk of one", std::slice::from_ref(&one))
            .await
            .unwrap();
        let mut channel = platform.channel(world.channel).await.unwrap().unwrap();
        channel.desk = founded.desk;
        channel.id = watchpost_domain::ChannelId(uuid::Uuid::new_v4());
        platform.put_channel(&channel).await.unwrap();
        let world = World {
            channel: channel.id,
            ..world
        };
        let case = a_case(&world).await;
        let me = Working {
            member: watchpost_domain::policy::Membership {
                member: founded.members[0],
                desk: founded.desk,
                kind: watchpost_domain::network::DeskKind::Desk,
                roles: one.roles,
            },
            unlocked: &one.secret,
        };
        let platform = &world.platform;
        let silent = platform.read_identity(&me, case, " ").await;
        assert!(matches!(silent, Err(Error::Invalid(_))));
        platform
            .read_identity(&me, case, "they wait for a call")
            .await
            .unwrap();
        let (_, seen) = platform.read_case(&me, case).await.unwrap();
        let alone = seen.history.iter().any(|line| {
            matches!(&line.committed.fact, Fact::Case(fact)
                if fact.act.code() == "identity-opened" && fact.act.reason() == Some("they wait for a call"))
        });
        assert!(alone);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_custodian_who_comes_later_gets_the_keys_and_the_first_can_go() {
    for world in worlds().await {
        let platform = &world.platform;
        let old = [a_case(&world).await, a_case(&world).await];
        let (lead, keeper) = (at_work(&world, 1).await, at_work(&world, 2).await);
        let boss = session(platform, &lead).await;
        let roles = [Role::CaseOfficer, Role::Custodian];
        let officer = world.people[0].0.member;
        let roles = RosterChange::Roles(officer, Roles::of(roles));
        platform.change_roster(&boss, roles).await.unwrap();
        let later: Session = session(platform, &at_work(&world, 0).await).await;
        let first: Session = session(platform, &keeper).await;
        let (second, me) = (boss.working().unwrap(), later.working().unwrap());

        // Agreed to, and still without a key.
        agreed(platform, &me, &second, old[0]).await;
        assert!(platform.read_identity(&me, old[0], "").await.is_err());
        let left = platform.to_hand_on(&first, later.member.id).await.unwrap();
        assert_eq!(left, 2);
        let not_theirs = platform
            .hand_on(&first.working().unwrap(), boss.member.id, "leaves soon")
            .await;
        assert!(not_theirs.is_err(), "a supervisor is no custodian");
        let handed = platform
            .hand_on(&first.working().unwrap(), later.member.id, "leaves soon")
            .await
            .unwrap();
        assert_eq!((handed.done, handed.left), (2, 0));
        let again = platform
            .hand_on(&first.working().unwrap(), later.member.id, "leaves soon")
            .await
            .unwrap();
        assert_eq!((again.done, again.left), (0, 0));

        let gone = RosterChange::Remove(first.member.id);
        platform.change_roster(&boss, gone).await.unwrap();
        platform.read_identity(&me, old[0], "").await.unwrap();

        // Keeping who reported is not reading the case: an officer who does both is let into a narrowed one by name.
        platform
            .change_access(&second, old[1], CaseAccess::Named, "few")
            .await
            .unwrap();
        let (_, seen) = platform.read_case(&me, old[1]).await.unwrap();
        assert!(seen.answers.is_none());
        platform
            .give_access(&second, old[1], later.member.id, "carries it", None)
            .await
            .unwrap();
        let (_, seen) = platform.read_case(&me, old[1]).await.unwrap();
        assert!(seen.answers.is_some());
        crate::row_sums::hold(&world).await;
    }
}
