//! Conflicts of interest: declared beforehand, read by their writer and the leads, and said where a case may touch one.

use watchpost_domain::{Denied, Problem, team::Conflict};
use watchpost_service::{
    CaseSeen, Error, Platform, accounts::Session, roster::RosterChange, team::NewConflict,
};

use crate::{
    registry::invented_companies,
    signing_in::{a_case, at_work, session},
    world::worlds,
};

pub async fn declare(platform: &Platform, who: &Session, name: &str, why: &str) {
    let new = NewConflict {
        name,
        why,
        from: Ok(None),
        until: Ok(None),
    };
    platform.declare_conflict(who, new).await.unwrap();
}

fn names(all: &[Conflict]) -> Vec<&str> {
    all.iter().map(|conflict| conflict.name.as_str()).collect()
}

/// What was seen of a case, with this company in its report.
fn of_company(mut seen: CaseSeen, company: &str) -> CaseSeen {
    use watchpost_domain::{cases::content::Answered, intake::Answer};
    let answers = &mut seen.answers.as_mut().unwrap().answers;
    answers.push(Answered {
        key: "company".into(),
        question: String::new(),
        answer: Answer::Text(company.into()),
    });
    seen
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_declares_is_read_by_them_and_the_leads_and_said_in_the_case() {
    for world in worlds().await {
        let platform = &world.platform;
        let (officer, lead) = (at_work(&world, 0).await, at_work(&world, 1).await);
        let (officer, lead) = (
            session(platform, &officer).await,
            session(platform, &lead).await,
        );
        let case = a_case(&world).await;
        declare(
            platform,
            &officer,
            "Kivuli Mlima Security Services Ltd",
            "canary-7381 my brother",
        )
        .await;
        for _ in 0..2 {
            declare(platform, &officer, "quarry", "I worked there").await;
        }
        let mine = platform.my_conflicts(&officer).await.unwrap();
        assert_eq!(
            names(&mine),
            ["Kivuli Mlima Security Services Ltd", "quarry"]
        );
        assert!(platform.my_conflicts(&lead).await.unwrap().is_empty());
        let seen = platform.conflicts_of_desk(&lead).await.unwrap();
        assert_eq!(
            (seen.len(), seen[0].0.as_str(), seen[0].1.len()),
            (1, "case-officer", 2)
        );
        let refused = platform.conflicts_of_desk(&officer).await.err();
        assert!(matches!(refused, Some(Error::Denied(Denied::Forbidden(_)))));
        // It is said where the name stands in the report, or the company is called alike, as somebody wrote it down by ear.
        let who = officer.working().unwrap();
        let found = async |company: &str| {
            let (_, seen) = platform.read_case(&who, case).await.unwrap();
            let seen = of_company(seen, company);
            let found = platform.conflicts_in(&who, &seen).await.unwrap();
            found
                .into_iter()
                .map(|conflict| conflict.name)
                .collect::<Vec<_>>()
        };
        assert_eq!(found("Somebody Else Ltd").await, ["quarry"]);
        // Another company of the same trade is another.
        assert_eq!(found("Tembo Ridge Security Services Ltd").await, ["quarry"]);
        let both = ["Kivuli Mlima Security Services Ltd", "quarry"];
        assert_eq!(found("kivuri mulima sekuriti").await, both);
        invented_companies(platform, &lead).await;
        assert_eq!(found("kivuri mulima sekuriti").await, both);
        // Of the others nobody is told.
        let others = lead.working().unwrap();
        let (_, seen) = platform.read_case(&others, case).await.unwrap();
        assert!(
            platform
                .conflicts_in(&others, &seen)
                .await
                .unwrap()
                .is_empty()
        );
        // Taken back, it is gone for all.
        platform.end_conflict(&officer, mine[1].id).await.unwrap();
        assert!(found("Somebody Else Ltd").await.is_empty());
        assert_eq!(
            platform.conflicts_of_desk(&lead).await.unwrap()[0].1.len(),
            1
        );
        crate::row_sums::hold(&world).await;
        // Nothing of it lies readable; and who leaves leaves nothing of it behind.
        for file in std::fs::read_dir(world.folder.path()).unwrap().flatten() {
            let bytes = std::fs::read(file.path()).unwrap_or_default();
            let found = bytes.windows(11).any(|w| w == b"canary-7381");
            assert!(!found, "{}", file.path().display());
        }
        let gone = RosterChange::Remove(world.people[0].0.member);
        assert!(platform.change_roster(&lead, gone).await.unwrap());
        assert!(platform.conflicts_of_desk(&lead).await.unwrap().is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_over_is_not_said_and_what_is_wrong_is_named() {
    for world in worlds().await {
        let platform = &world.platform;
        let officer = at_work(&world, 0).await;
        let officer = session(platform, &officer).await;
        let case = a_case(&world).await;
        let today = platform.today();
        let days = |from: i64, until: i64| NewConflict {
            name: "quarry",
            why: "I worked there",
            from: Ok(Some(today.plus(from))),
            until: Ok(Some(today.plus(until))),
        };
        platform
            .declare_conflict(&officer, days(-9, -1))
            .await
            .unwrap();
        platform
            .declare_conflict(&officer, days(1, 9))
            .await
            .unwrap();
        let who = officer.working().unwrap();
        let (_, seen) = platform.read_case(&who, case).await.unwrap();
        assert!(platform.conflicts_in(&who, &seen).await.unwrap().is_empty());
        world.clock.advance(24 * 3600);
        assert_eq!(platform.conflicts_in(&who, &seen).await.unwrap().len(), 1);
        let new = NewConflict {
            name: " ",
            ..days(0, 1)
        };
        let wrong = platform.declare_conflict(&officer, new).await;
        assert!(matches!(wrong, Err(Error::Invalid(p)) if p.0[0].problem == Problem::Required));
    }
}
