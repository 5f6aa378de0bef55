//! Coming in by invitation, the signed roster, and what it takes to read.

use watchpost_domain::{
    Denied, Problem, Problems,
    policy::{Role, Roles},
};
use watchpost_service::{Error, inbox::Filter, roster::RosterChange};

use crate::signing_in::{KEY, PASS, a_case, at_work, session};
use crate::world::{by_hand, worlds};

#[tokio::test]
async fn an_invited_officer_reads_once_a_lead_has_signed_and_no_longer_once_removed() {
    for world in worlds().await {
        let platform = &world.platform;
        let case = a_case(&world).await;
        let lead = at_work(&world, 1).await;
        let boss = session(platform, &lead).await;
        let roles = Roles::of([Role::CaseOfficer]);
        let invited = platform
            .invite(&boss, "", "Benoît Example", roles)
            .await
            .unwrap();
        let seen = platform.invitation(&invited.secret).await.unwrap().unwrap();
        assert_eq!(seen.name, "Benoît Example");

        let same = platform
            .begin_enrolment(&invited.secret, "benoit", PASS, PASS, "Site")
            .await;
        assert!(
            matches!(same, Err(Error::Invalid(p)) if p == Problems::one("unlocking", Problem::TheSame))
        );
        let page = platform
            .begin_enrolment(&invited.secret, "benoit", PASS, KEY, "Site")
            .await
            .unwrap();
        let again = platform.resume_enrolment(&page.carried, "Site").unwrap();
        assert_eq!(*again.recovery, *page.recovery);
        let seed = seed_of(&page.totp.typed);
        let code = platform.code_now(&seed).unwrap();
        assert!(
            platform
                .finish_enrolment(&page.carried, "000000")
                .await
                .is_err()
        );
        let member = platform
            .finish_enrolment(&page.carried, &code)
            .await
            .unwrap()
            .member;
        assert!(
            matches!(
                platform.finish_enrolment(&page.carried, &code).await,
                Err(Error::Conflict)
            ),
            "a link works once"
        );
        assert!(
            platform
                .invitation(&invited.secret)
                .await
                .unwrap()
                .is_none()
        );

        let spare = &page.spare_codes[0];
        let signed = platform.sign_in("benoit", PASS, spare, None).await;
        let cookie = platform.unlock(&signed.unwrap().cookie, KEY).await;
        let cookie = cookie.unwrap();
        let new = session(platform, &cookie).await;
        let early = platform.read_case(&new.working().unwrap(), case).await;
        assert!(
            matches!(early, Err(Error::Denied(Denied::NotFound))),
            "not on the roster yet"
        );
        // The lead has the desk's list open in memory: who was not admitted gets nothing of it, not even states.
        let all = Filter::default();
        assert_eq!(platform.inbox(&boss, &all, None, 5).await.unwrap().found, 1);
        assert!(new.member.roles.is_empty());
        let inbox = platform.inbox(&new, &all, None, 5).await;
        assert!(matches!(inbox, Err(Error::Denied(Denied::Forbidden(_)))));

        assert!(
            platform
                .change_roster(&boss, RosterChange::Admit(member))
                .await
                .unwrap()
        );
        let admitted = session(platform, &cookie).await;
        assert!(!admitted.is_unlocked(), "who may do more unlocks anew");
        let cookie = platform.unlock(&cookie, KEY).await.unwrap();
        let new = session(platform, &cookie).await;
        assert_eq!(platform.inbox(&new, &all, None, 5).await.unwrap().found, 1);
        platform
            .read_case(&new.working().unwrap(), case)
            .await
            .unwrap();
        let people = platform.people(&boss).await.unwrap();
        assert!(
            people
                .people
                .iter()
                .any(|p| p.member.id == member && p.on_roster && !p.lead)
        );

        assert!(
            platform
                .change_roster(&boss, RosterChange::Remove(member))
                .await
                .unwrap()
        );
        assert!(
            platform.session(&cookie).await.unwrap().is_none(),
            "sessions end"
        );
        let late = platform.read_case(&new.working().unwrap(), case).await;
        assert!(matches!(late, Err(Error::Denied(_))));
        // What comes now is sealed to a key they never had; those who stay read both.
        let later = a_case(&world).await;
        for id in [case, later] {
            platform
                .read_case(&boss.working().unwrap(), id)
                .await
                .unwrap();
        }
        let facts: Vec<String> = platform
            .audit(&boss, None)
            .await
            .unwrap()
            .lines
            .iter()
            .map(|line| serde_json::to_string(&line.fact).unwrap())
            .collect();
        assert_eq!(
            facts.len(),
            8,
            "founded, signed, channel, invited, taken, signed, removed, signed: {facts:?}"
        );
    }
}

#[tokio::test]
async fn two_leads_sign_together() {
    for world in worlds().await {
        let platform = &world.platform;
        let lead = at_work(&world, 1).await;
        let boss = session(platform, &lead).await;
        let officer = world.people[0].0.member;
        let roles = Roles::of([Role::Supervisor]);
        assert!(
            platform
                .change_roster(&boss, RosterChange::Roles(officer, roles))
                .await
                .unwrap()
        );

        let second = session(platform, &at_work(&world, 0).await).await;
        assert!(second.member.roles.has(Role::Supervisor));
        let custodian = world.people[2].0.member;
        let last = platform
            .change_roster(&boss, RosterChange::Remove(custodian))
            .await;
        assert!(
            matches!(last, Err(Error::Conflict)),
            "names are not left to the whole desk"
        );
        let both = Roles::of([Role::Custodian, Role::Auditor]);
        let change = RosterChange::Roles(custodian, both);
        assert!(
            !platform.change_roster(&boss, change).await.unwrap(),
            "one is not enough"
        );
        assert!(matches!(
            platform.sign_waiting_roster(&boss).await,
            Err(Error::Conflict)
        ));
        let waiting = platform.people(&second).await.unwrap().waiting.unwrap();
        assert_eq!((waiting.change, waiting.needed), (change, 2));
        assert!(platform.sign_waiting_roster(&second).await.unwrap());
        let people = platform.people(&second).await.unwrap();
        assert!(people.waiting.is_none());
        let changed = people.people.iter().find(|p| p.member.id == custodian);
        assert_eq!(changed.unwrap().member.roles, both);
        a_case(&world).await;
    }
}

#[tokio::test]
async fn roles_written_into_the_database_give_nothing() {
    for world in worlds().await {
        let platform = &world.platform;
        a_case(&world).await;
        let (officer, custodian) = (at_work(&world, 0).await, at_work(&world, 2).await);
        let boss = session(platform, &officer).await;
        platform
            .inbox(&boss, &Filter::default(), None, 5)
            .await
            .unwrap();
        by_hand!(world, |db| {
            let all = sqlx::query("update member set roles = 127");
            all.execute(db).await.unwrap();
            db.close().await;
        });
        let officer = session(platform, &officer).await;
        let roles = officer.member.roles;
        assert!(!roles.has(Role::Supervisor) && !roles.has(Role::Custodian));
        let custodian = session(platform, &custodian).await;
        assert!(
            custodian.member.roles.has(Role::Custodian) && !custodian.member.roles.reads_desk()
        );
        let inbox = platform
            .inbox(&custodian, &Filter::default(), None, 5)
            .await;
        let rows = inbox.unwrap().rows;
        assert!(rows.iter().all(|row| row.entry.is_none()));
    }
}

#[tokio::test]
async fn a_waiting_roster_that_was_changed_is_not_signed_again() {
    for world in worlds().await {
        let platform = &world.platform;
        let boss = session(platform, &at_work(&world, 1).await).await;
        let officer = world.people[0].0.member;
        let leads = RosterChange::Roles(officer, Roles::of([Role::Supervisor]));
        assert!(platform.change_roster(&boss, leads).await.unwrap());
        let second = session(platform, &at_work(&world, 0).await).await;
        let custodian = world.people[2].0.member;
        let not_lead = session(platform, &at_work(&world, 2).await).await;
        let more = RosterChange::Roles(custodian, Roles::of([Role::Custodian, Role::Intake]));
        let refused = platform.change_roster(&not_lead, more).await;
        assert!(matches!(refused, Err(Error::Denied(Denied::Forbidden(_)))));
        assert!(!platform.change_roster(&boss, more).await.unwrap());
        // Another reader is written in, and the signature that no longer fits is taken out: the second lead must not be made the
        // first to sign it.
        by_hand!(world, |db| {
            let kept = sqlx::query_as("select signed from roster_draft");
            let (kept,): (String,) = kept.fetch_one(db).await.unwrap();
            let mut draft: serde_json::Value = serde_json::from_str(&kept).unwrap();
            draft["signed"]["signatures"] = serde_json::json!([]);
            draft["signed"]["roster"]["members"][2]["lead"] = true.into();
            let changed = sqlx::query("update roster_draft set signed = $1");
            let changed = changed.bind(draft.to_string());
            changed.execute(db).await.unwrap();
            db.close().await;
        });
        let signed = platform.sign_waiting_roster(&second).await;
        assert!(matches!(signed, Err(Error::Unavailable)));
    }
}

/// The bytes of a seed typed in base32.
pub fn seed_of(typed: &str) -> Vec<u8> {
    let bits: String = typed
        .chars()
        .map(|c| "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".find(c).unwrap())
        .map(|n| format!("{n:05b}"))
        .collect();
    (0..bits.len() / 8)
        .map(|i| u8::from_str_radix(&bits[8 * i..8 * i + 8], 2).unwrap())
        .collect()
}
