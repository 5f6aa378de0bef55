//! What somebody who writes to the database puts back or changes: an older roster, another definition of a channel.

use watchpost_domain::policy::{Role, Roles};
use watchpost_service::{Error, roster::RosterChange};

use crate::{
    signing_in::{KEY, a_case, at_work, session},
    world::{World, open_database, worlds, written},
};

async fn damage(world: &World) -> Vec<String> {
    let found = world.platform.verify(false, |_, _| ()).await.unwrap();
    found.damage
}

async fn run(world: &World, sql: &'static str) {
    let pool = open_database(world).await;
    sqlx::query(sql).execute(&pool).await.unwrap();
    pool.close().await;
}

/// Who was removed holds the key of the older roster, which is signed as it must be.
#[tokio::test(flavor = "multi_thread")]
async fn an_older_roster_put_back_takes_no_reports_until_leads_sign_anew() {
    for is_published in [false, true] {
        let world = worlds().await.swap_remove(0);
        let platform = &world.platform;
        let cookie = at_work(&world, 1).await;
        let boss = session(platform, &cookie).await;
        let officer = world.people[0].0.member;
        let removed = RosterChange::Remove(officer);
        assert!(platform.change_roster(&boss, removed).await.unwrap());
        if is_published {
            platform.sequence().await.unwrap();
        }
        let (draft, _) = written(&world).await;
        assert!(!session(platform, &cookie).await.is_rolled_back);
        assert_eq!(damage(&world).await, Vec::<String>::new());

        run(&world, "delete from roster where version = 2").await;
        let refused = platform.send_draft(&draft).await;
        assert!(matches!(refused, Err(Error::Unavailable)));
        let named = damage(&world).await;
        let named: Vec<_> = named
            .iter()
            .filter(|line| line.contains("older roster"))
            .collect();
        assert_eq!(named.len(), 1, "{named:?}");
        // Leads still come in, see it, and repair it.
        let boss = session(platform, &cookie).await;
        assert!(boss.is_rolled_back);
        let people = platform.people(&boss).await.unwrap();
        assert_eq!(people.roster.0, 1);
        assert!(platform.change_roster(&boss, removed).await.unwrap());
        let boss = session(platform, &cookie).await;
        assert!(!boss.is_rolled_back);
        let people = platform.people(&boss).await.unwrap();
        assert_eq!(people.roster.0, 3, "a version that none had");
        platform.send_draft(&draft).await.unwrap();
        assert_eq!(damage(&world).await, Vec::<String>::new());
        // And what comes is sealed to a key that the one who went never had.
        let readers = platform.inbox(&boss, &Default::default(), None, 5).await;
        assert_eq!(readers.unwrap().found, 1);
        let pool = open_database(&world).await;
        let (epoch,): (i64,) = sqlx::query_as("select max(reader_epoch) from case_grant")
            .fetch_one(&pool)
            .await
            .unwrap();
        assert_eq!(epoch, 3);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_channel_that_was_changed_by_hand_takes_no_reports() {
    let world = worlds().await.swap_remove(0);
    let platform = &world.platform;
    let (draft, _) = written(&world).await;
    let mut channel = platform.channel(world.channel).await.unwrap().unwrap();
    let (ours, theirs) = (world.desk.0.to_string(), uuid::Uuid::new_v4().to_string());
    let pool = open_database(&world).await;
    sqlx::query("update channel set definition = replace(definition, $1, $2)")
        .bind(ours)
        .bind(theirs)
        .execute(&pool)
        .await
        .unwrap();
    assert!(platform.channels().await.unwrap().is_empty());
    assert!(matches!(
        platform.channel(world.channel).await,
        Err(Error::Unavailable)
    ));
    assert!(platform.begin_draft(world.channel, "en").await.is_err());
    assert!(matches!(
        platform.send_draft(&draft).await,
        Err(Error::Unavailable)
    ));
    let named = damage(&world).await;
    assert!(named[0].starts_with("table channel:"), "{named:?}");

    // An older row of it has its sum, and is still not what the desk last said.
    platform.put_channel(&channel).await.unwrap();
    platform.send_draft(&draft).await.unwrap();
    assert_eq!(damage(&world).await, Vec::<String>::new());
    run(&world, "create table kept as select * from channel").await;
    let lead = session(platform, &at_work(&world, 1).await).await;
    channel.promise.answer_within = 30;
    platform.change_channel(&lead, channel).await.unwrap();
    assert_eq!(damage(&world).await, Vec::<String>::new());
    run(&world, "delete from channel").await;
    run(&world, "insert into channel select * from kept").await;
    let named = damage(&world).await;
    assert!(
        named[0].starts_with("channel ") && named.len() == 1,
        "{named:?}"
    );
}

/// Both leads sign all that is written, not only the roster in it.
#[tokio::test]
async fn a_waiting_change_is_signed_as_a_whole() {
    let world = worlds().await.swap_remove(0);
    let platform = &world.platform;
    let boss = session(platform, &at_work(&world, 1).await).await;
    let [officer, _, keeper] = [0, 1, 2].map(|n| world.people[n].0.member);
    let leads = RosterChange::Roles(officer, Roles::of([Role::Supervisor]));
    assert!(platform.change_roster(&boss, leads).await.unwrap());
    let second = session(platform, &at_work(&world, 0).await).await;
    let more = Roles::of([Role::Custodian, Role::Intake]);
    let more = RosterChange::Roles(keeper, more);
    assert!(!platform.change_roster(&boss, more).await.unwrap());
    let pool = open_database(&world).await;
    let kept: (String,) = sqlx::query_as("select signed from roster_draft")
        .fetch_one(&pool)
        .await
        .unwrap();
    let whole: serde_json::Value = serde_json::from_str(&kept.0).unwrap();
    let all = serde_json::to_value(RosterChange::Roles(keeper, Roles::from_bits(127))).unwrap();
    let (mut other_roles, mut other_key) = (whole.clone(), whole.clone());
    other_roles["change"] = all;
    other_key["keys"][0][2][60] = (whole["keys"][0][2][60].as_u64().unwrap() ^ 1).into();
    for (draft, is_taken) in [(other_roles, false), (other_key, false), (whole, true)] {
        sqlx::query("update roster_draft set signed = $1")
            .bind(draft.to_string())
            .execute(&pool)
            .await
            .unwrap();
        let signed = platform.sign_waiting_roster(&second).await;
        assert_eq!(signed.is_ok(), is_taken, "{signed:?}");
    }
}

#[tokio::test]
async fn what_changes_the_desk_or_an_account_stands_in_the_audit_page_by_page() {
    let world = worlds().await.swap_remove(0);
    let platform = &world.platform;
    let cookie = at_work(&world, 1).await;
    let boss = session(platform, &cookie).await;
    let officer = world.people[0].0.member;
    let leads = RosterChange::Roles(officer, Roles::of([Role::Supervisor]));
    platform.change_roster(&boss, leads).await.unwrap();
    let keeper = RosterChange::Roles(
        world.people[2].0.member,
        Roles::of([Role::Custodian, Role::Auditor]),
    );
    platform.change_roster(&boss, keeper).await.unwrap();
    platform.drop_waiting_roster(&boss).await.unwrap();
    platform
        .invite(&boss, "", "Noor", Roles::of([Role::Intake]))
        .await
        .unwrap();
    let waiting = platform.people(&boss).await.unwrap().invitations;
    platform
        .take_back_invitation(&boss, waiting[0].id)
        .await
        .unwrap();
    let code = platform.new_recovery_code(&boss, KEY).await.unwrap();
    platform
        .new_spare_codes(&boss, crate::signing_in::PASS)
        .await
        .unwrap();
    let cookie = platform
        .change_unlocking(&cookie, KEY, "a third one of words")
        .await
        .unwrap();
    platform
        .recover_unlocking(&cookie, &code, "a fourth one of words")
        .await
        .unwrap();
    for _ in 0..200 {
        platform
            .invite(&boss, "", "Somebody", Roles::of([Role::Intake]))
            .await
            .unwrap();
    }
    let first = platform.audit(&boss, None).await.unwrap();
    assert_eq!(first.lines.len(), 200);
    let rest = platform.audit(&boss, first.next.as_deref()).await.unwrap();
    assert!(rest.next.is_none());
    let said = |line: &watchpost_service::people::AuditLine| match &line.fact {
        watchpost_domain::Fact::Desk(fact) => fact.code(),
        watchpost_domain::Fact::Case(_) | watchpost_domain::Fact::Room(_) => "",
    };
    let mut codes: Vec<&str> = first.lines.iter().chain(&rest.lines).map(said).collect();
    assert_eq!(
        codes
            .iter()
            .filter(|code| **code == "member-invited")
            .count(),
        201
    );
    codes.retain(|code| *code != "member-invited");
    codes.sort_unstable();
    let all = [
        "channel-changed",
        "desk-founded",
        "invitation-taken-back",
        "recovery-code-made",
        "recovery-code-used",
        "roster-dropped",
        "roster-proposed",
        "roster-signed",
        "roster-signed",
        "spare-codes-made",
        "unlocking-changed",
    ];
    assert_eq!(codes, all);
    a_case(&world).await;
}
