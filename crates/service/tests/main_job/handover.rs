//! How much each has to do, and what becomes of it when somebody goes on leave.

use watchpost_domain::{CaseId, Denied, Fact, MemberId, cases::CaseAccess};
use watchpost_service::{
    Error, Platform,
    accounts::Session,
    team::{HandedOver, Load},
};

use crate::{
    signing_in::{a_case, at_work, session},
    tasks::{open, set},
    world::worlds,
};

const DAY: i64 = 24 * 3600;
const NOTE: &str = "canary-7371 on leave until May";

async fn load(platform: &Platform, lead: &Session, of: Option<MemberId>) -> Load {
    let all = platform.workload(lead).await.unwrap();
    let mut found = all.into_iter();
    let found = found.find(|(member, _)| member.as_ref().map(|(id, _)| *id) == of);
    found.unwrap().1
}

fn numbers(load: &Load) -> [usize; 4] {
    [load.cases, load.overdue, load.tasks, load.tasks_overdue]
}

/// The notes with which a case was handed over.
async fn notes(platform: &Platform, lead: &Session, case: CaseId) -> Vec<String> {
    let (_, seen) = platform
        .read_case(&lead.working().unwrap(), case)
        .await
        .unwrap();
    let acts = seen
        .history
        .iter()
        .filter_map(|line| match &line.committed.fact {
            Fact::Case(fact) if fact.act.code() == "handed-over" => Some(&fact.act),
            _ => None,
        });
    acts.map(|act| act.reason().unwrap_or_default().to_owned())
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn all_that_one_has_goes_to_another_and_what_they_may_not_read_stays() {
    for world in worlds().await {
        let platform = &world.platform;
        let (officer, lead) = (at_work(&world, 0).await, at_work(&world, 1).await);
        let (officer, lead) = (
            session(platform, &officer).await,
            session(platform, &lead).await,
        );
        let (me, boss) = (officer.working().unwrap(), lead.working().unwrap());
        let (from, to) = (me.member.member, boss.member.member);
        let [first, second, third] = [
            a_case(&world).await,
            a_case(&world).await,
            a_case(&world).await,
        ];
        for case in [first, second] {
            platform.assign(&me, case, Some(from), "").await.unwrap();
        }
        set(platform, &me, first, ("call her", from, 2))
            .await
            .unwrap();
        set(platform, &me, third, ("look it up", from, 2))
            .await
            .unwrap();
        set(platform, &me, third, ("somebody else's", to, 2))
            .await
            .unwrap();
        assert_eq!(
            numbers(&load(platform, &lead, Some(from)).await),
            [2, 0, 2, 0]
        );
        assert_eq!(
            numbers(&load(platform, &lead, Some(to)).await),
            [0, 0, 1, 0]
        );
        assert_eq!(numbers(&load(platform, &lead, None).await), [1, 0, 0, 0]);
        world.clock.advance(20 * DAY);
        assert_eq!(
            numbers(&load(platform, &lead, Some(from)).await),
            [2, 2, 2, 2]
        );
        // Only the lead sees it, and only the lead hands over.
        let refused = platform.workload(&officer).await.err();
        assert!(matches!(refused, Some(Error::Denied(Denied::Forbidden(_)))));
        let refused = platform
            .hand_over(&officer, (from, Some(to)), None, NOTE)
            .await;
        assert!(matches!(refused, Err(Error::Denied(Denied::Forbidden(_)))));
        let nobody = MemberId(uuid::Uuid::new_v4());
        let unknown = platform
            .hand_over(&lead, (nobody, Some(to)), None, NOTE)
            .await;
        assert!(matches!(unknown, Err(Error::Denied(Denied::NotFound))));
        // What is missing is named, and nothing was done.
        let keeper = world.staff()[2].member.member;
        for (whom, chosen, note, fields) in [
            (None, None, " ", &["note", "to"][..]),
            (Some(from), None, NOTE, &["to"]),
            (Some(keeper), None, NOTE, &["to"]),
            (Some(to), Some(&[][..]), NOTE, &["case"]),
        ] {
            let wrong = platform.hand_over(&lead, (from, whom), chosen, note).await;
            let Err(Error::Invalid(problems)) = wrong else {
                panic!("{wrong:?}")
            };
            let found: Vec<_> = problems.0.iter().map(|p| p.field.as_str()).collect();
            assert_eq!(found, fields);
        }
        // One that was chosen.
        let done = platform
            .hand_over(&lead, (from, Some(to)), Some(&[first]), NOTE)
            .await;
        assert_eq!(
            done.unwrap(),
            HandedOver {
                done: 1,
                unread: 0,
                left: 0
            }
        );
        assert_eq!(notes(platform, &lead, first).await, [NOTE]);
        assert_eq!(open(platform, &boss, first).await[0].whom, to);
        assert_eq!(
            numbers(&load(platform, &lead, Some(from)).await),
            [1, 1, 1, 1]
        );
        // All of it; and the same form again does nothing.
        for count in [2, 0] {
            let done = platform
                .hand_over(&lead, (from, Some(to)), None, NOTE)
                .await;
            assert_eq!(
                done.unwrap(),
                HandedOver {
                    done: count,
                    unread: 0,
                    left: 0
                }
            );
        }
        platform.forget_lists();
        assert_eq!(numbers(&load(platform, &lead, Some(from)).await), [0; 4]);
        assert_eq!(
            numbers(&load(platform, &lead, Some(to)).await),
            [2, 2, 3, 3]
        );
        assert_eq!(numbers(&load(platform, &lead, None).await), [1, 1, 0, 0]);
        assert_eq!(notes(platform, &lead, third).await, [NOTE]);
        crate::row_sums::hold(&world).await;
        // Back: but for what the other one stepped aside from, which is named and stays.
        world.clock.advance(1);
        platform.step_aside(&me, second, "kin").await.unwrap();
        let work = platform.work_of(&lead, to, Some(from)).await.unwrap();
        let unread: Vec<CaseId> = { work.cases.iter() }
            .filter(|line| line.unread)
            .map(|line| line.case)
            .collect();
        assert_eq!((work.all, unread), (3, vec![second]));
        let done = platform
            .hand_over(&lead, (to, Some(from)), None, NOTE)
            .await;
        assert_eq!(
            done.unwrap(),
            HandedOver {
                done: 2,
                unread: 1,
                left: 0
            }
        );
        let left = platform.work_of(&lead, to, Some(from)).await.unwrap();
        assert_eq!(left.cases.len(), 1);
        assert!(left.cases[0].unread && left.cases[0].carried);
    }
}

/// A narrow case is in nobody's numbers but those of who reads it.
#[tokio::test(flavor = "multi_thread")]
async fn what_the_lead_does_not_read_is_in_no_number_and_is_not_handed_over() {
    for world in worlds().await {
        let platform = &world.platform;
        let (officer, lead) = (at_work(&world, 0).await, at_work(&world, 1).await);
        let (officer, lead) = (
            session(platform, &officer).await,
            session(platform, &lead).await,
        );
        let (me, boss) = (officer.working().unwrap(), lead.working().unwrap());
        let (from, to) = (me.member.member, boss.member.member);
        let case = a_case(&world).await;
        platform.assign(&me, case, Some(from), "").await.unwrap();
        set(platform, &me, case, ("call her", from, 2))
            .await
            .unwrap();
        platform
            .change_access(&me, case, CaseAccess::Named, "few")
            .await
            .unwrap();
        assert_eq!(numbers(&load(platform, &lead, Some(from)).await), [0; 4]);
        let done = platform
            .hand_over(&lead, (from, Some(to)), Some(&[case]), NOTE)
            .await;
        assert_eq!(done.unwrap(), HandedOver::default());
        assert_eq!(open(platform, &me, case).await[0].whom, from);
    }
}
