//! Cases that are alike: found by who reads them, put together with each person's consent and no longer than that, and carried to one case.

mod carried;
mod told;

use std::collections::BTreeSet;

use watchpost_domain::{
    CaseId, Denied, PatternId, cases::CaseAccess, cases::consents::ConsentTyped, intake::Fields,
};
use watchpost_service::{
    Error,
    accounts::Session,
    patterns::{Carry, FoundFilter, FoundPage, Hindrance, Linked, Linking},
};

use crate::{
    rooms::allow,
    signing_in::{at_work, session},
    world::{World, by_hand, worlds},
};

const TITLE: &str = "canary-7371 wages kept back at Kivuli";
const WHY: &str = "canary-7372 three of them tell the same";
const GATE: &str = "canary-7373 north gate";

/// A report about a company, of a kind, at a place. Gives its case and receipt.
async fn reported(
    world: &World,
    who: &Session,
    (company, kind, place): (&str, &str, &str),
    consent: &[&str],
) -> (CaseId, String) {
    let platform = &world.platform;
    let mut said = vec![
        ("what_happened", "They did not pay us."),
        ("where", place),
        ("where.country", "KE"),
        ("when.skip", "unknown"),
        ("contact", "here"),
        ("company", company),
        ("kind", kind),
        ("consent", "store"),
    ];
    said.extend(consent.iter().map(|purpose| ("consent", *purpose)));
    let said = said.into_iter().map(|(k, v)| (k.to_owned(), v.to_owned()));
    let channel = world.channel.to_string();
    let sent = { platform }
        .submit(
            platform.begin_submission(),
            &channel,
            "en",
            &Fields(said.collect()),
        )
        .await
        .unwrap();
    let all = platform
        .inbox(who, &Default::default(), None, 1_000)
        .await
        .unwrap();
    let own = all
        .rows
        .iter()
        .find(|row| row.case.reference == sent.reference);
    (own.unwrap().case.id, sent.digits().to_string())
}

const KIVULI: (&str, &str, &str) = ("Kivuli Mlima Security Services Ltd", "pay-hours", GATE);

async fn found(world: &World, who: &Session) -> FoundPage {
    let filter = FoundFilter::default();
    { world.platform.find_patterns(who, &filter, (0, 50)) }
        .await
        .unwrap()
}

fn linking(once: &'static str, cases: &[CaseId]) -> Linking<'static> {
    Linking {
        once,
        into: None,
        // For as long as the test runs.
        cases: cases.to_vec().leak(),
        title: TITLE,
        why: WHY,
    }
}

/// The cases of the only pattern of a case, as a member sees it.
async fn together(
    world: &World,
    who: &Session,
    id: CaseId,
) -> Option<(PatternId, BTreeSet<CaseId>)> {
    let side = world.platform.alike_to(who, id).await.unwrap();
    let seen = side.patterns.into_iter().next()?;
    Some((seen.id, seen.cases.iter().map(|case| case.id).collect()))
}

async fn follows(world: &World, receipt: &str) -> bool {
    let cookie = world.platform.open_follow_up(receipt).await.unwrap();
    let seen = world.platform.follow_up(&cookie).await.unwrap().unwrap();
    seen.beside_others
}

#[tokio::test(flavor = "multi_thread")]
async fn cases_are_put_together_with_each_persons_consent_and_leave_with_it() {
    for world in worlds().await {
        let platform = &world.platform;
        let (officer, lead) = (at_work(&world, 0).await, at_work(&world, 1).await);
        let (officer, lead) = (
            session(platform, &officer).await,
            session(platform, &lead).await,
        );
        crate::registry::invented_companies(platform, &lead).await;
        let who = officer.working().unwrap();
        let (a, receipt) = reported(&world, &officer, KIVULI, &["link"]).await;
        let heard = ("kivuri mulima sekuriti", "pay-hours", "another gate");
        let (b, theirs) = reported(&world, &officer, heard, &["link"]).await;
        let (c, third) = reported(&world, &officer, KIVULI, &[]).await;
        let (other, _) = reported(
            &world,
            &officer,
            ("Quite another", "pay-hours", "x"),
            &["link"],
        )
        .await;

        let page = found(&world, &officer).await;
        assert_eq!(page.groups[0].count, 3);
        assert_eq!(page.groups[0].allowed, 2);
        let why = page.groups[0].why.company.as_ref().unwrap();
        assert_eq!(why.name, "Kivuli Mlima Security Services Ltd");
        assert!(why.score < 100, "as it was heard");
        assert_eq!(
            platform.count_alike(&officer, a).await.unwrap(),
            Some((2, 0))
        );
        assert_eq!(
            platform.count_alike(&officer, other).await.unwrap(),
            Some((0, 0))
        );

        // All or none: the third has not said yes.
        let refused = platform
            .link_cases(&who, a, linking("1", &[b, c]))
            .await
            .unwrap();
        let Linked::Hindered(by) = refused else {
            panic!("{refused:?}")
        };
        assert_eq!(by.len(), 1);
        assert_eq!((by[0].0, by[0].2), (c, Hindrance::Consent));
        assert!(together(&world, &officer, a).await.is_none());
        assert!(!follows(&world, &receipt).await);

        // Sent twice, it is done once.
        for _ in 0..2 {
            let done = platform
                .link_cases(&who, a, linking("2", &[b]))
                .await
                .unwrap();
            assert!(matches!(done, Linked::Done(_)), "{done:?}");
        }
        let (pattern, cases) = together(&world, &officer, a).await.unwrap();
        assert_eq!(cases, [a, b].into());
        assert!(follows(&world, &receipt).await && follows(&world, &theirs).await);
        assert!(!follows(&world, &third).await);
        let again = platform.link_cases(
            &who,
            a,
            Linking {
                into: Some(pattern),
                ..linking("3", &[b])
            },
        );
        assert!(matches!(again.await, Err(Error::Conflict)));

        // Who linked it is not who looks at it.
        let own = platform.keep_pattern(&officer, a, pattern).await;
        assert!(matches!(own, Err(Error::NeedsAnother)), "{own:?}");
        platform.keep_pattern(&lead, b, pattern).await.unwrap();
        let side = platform.alike_to(&officer, a).await.unwrap();
        assert_eq!(side.patterns[0].kept.as_deref(), Some("supervisor"));
        let again = platform.keep_pattern(&lead, a, pattern).await;
        assert!(matches!(again, Err(Error::Conflict)), "{again:?}");

        // The third says yes, and joins what is there.
        allow(&world, &third, &["store", "link"]).await;
        let into = Linking {
            into: Some(pattern),
            ..linking("4", &[c])
        };
        assert_eq!(
            platform.link_cases(&who, a, into).await.unwrap(),
            Linked::Done(pattern)
        );
        assert_eq!(
            together(&world, &officer, c).await.unwrap().1,
            [a, b, c].into()
        );

        // One takes it back: at once it is out, also after the lists are read anew; the others stay.
        allow(&world, &theirs, &["store"]).await;
        for _ in 0..2 {
            assert_eq!(
                together(&world, &officer, a).await.unwrap().1,
                [a, c].into()
            );
            assert!(together(&world, &officer, b).await.is_none());
            platform.forget_lists();
        }
        assert!(!follows(&world, &theirs).await);
        // Allowed anew, it is not beside others by what was done before.
        allow(&world, &theirs, &["store", "link"]).await;
        assert!(together(&world, &officer, b).await.is_none() && !follows(&world, &theirs).await);

        // What was taken back whole counts no longer.
        let cookie = platform.open_follow_up(&third).await.unwrap();
        platform.withdraw(&cookie, false).await.unwrap();
        assert_eq!(together(&world, &officer, a).await.unwrap().1, [a].into());
        let refused = platform
            .link_cases(&who, a, linking("5", &[c]))
            .await
            .unwrap();
        let Linked::Hindered(by) = refused else {
            panic!("{refused:?}")
        };
        assert_eq!(by[0].2, Hindrance::Withdrawn);

        // A case is taken out with a reason, and the person reads that it is out.
        let out = platform.unlink_case(&who, a, (pattern, " ")).await;
        assert!(matches!(out, Err(Error::Invalid(_))), "{out:?}");
        platform
            .unlink_case(&who, a, (pattern, "another matter"))
            .await
            .unwrap();
        assert!(together(&world, &officer, a).await.is_none());
        assert!(!follows(&world, &receipt).await);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_reader_sees_the_cases_they_read_and_not_that_there_are_others() {
    for world in worlds().await {
        let platform = &world.platform;
        let (officer, lead) = (at_work(&world, 0).await, at_work(&world, 1).await);
        let (officer, lead) = (
            session(platform, &officer).await,
            session(platform, &lead).await,
        );
        let (who, custodian) = (officer.working().unwrap(), &world.staff()[2]);
        let (a, _) = reported(&world, &officer, KIVULI, &["link"]).await;
        let (b, _) = reported(&world, &officer, KIVULI, &["link"]).await;
        let (c, unsafe_one) = reported(&world, &officer, KIVULI, &["link"]).await;
        platform
            .link_cases(&who, a, linking("1", &[b, c]))
            .await
            .unwrap();
        let pattern = together(&world, &lead, a).await.unwrap().0;
        // One is theirs alone: the officer does not know of it any more.
        let others = lead.working().unwrap();
        let narrowed = platform
            .change_access(&others, c, CaseAccess::Named, "danger")
            .await;
        narrowed.unwrap();
        assert_eq!(
            together(&world, &officer, a).await.unwrap().1,
            [a, b].into()
        );
        assert_eq!(
            together(&world, &lead, a).await.unwrap().1,
            [a, b, c].into()
        );
        assert_eq!(
            platform.count_alike(&officer, a).await.unwrap(),
            Some((1, 1))
        );
        let hidden = platform.alike_to(&officer, c).await.map(|_| ());
        assert!(
            matches!(hidden, Err(Error::Denied(Denied::NotFound))),
            "{hidden:?}"
        );
        let none = platform.link_cases(&who, a, linking("2", &[c])).await;
        assert!(
            matches!(none, Err(Error::Invalid(_))),
            "as one that is not there"
        );
        let keeps = platform.link_cases(custodian, a, linking("3", &[b])).await;
        assert!(matches!(keeps, Err(Error::Denied(_))), "{keeps:?}");

        // Not safe: it stays, and goes nowhere.
        let cookie = platform.open_follow_up(&unsafe_one).await.unwrap();
        platform.stop_contact(&cookie, true).await.unwrap();
        let refused = platform
            .link_cases(&others, a, linking("4", &[c]))
            .await
            .unwrap();
        let Linked::Hindered(by) = refused else {
            panic!("{refused:?}")
        };
        assert_eq!(by[0].2, Hindrance::Stopped);

        // The case that speaks for all: without the one that is not safe, and with no number that is exact.
        let side = platform.alike_to(&lead, a).await.unwrap();
        let coarse = side.patterns[0].coarse.as_ref().unwrap();
        assert_eq!((coarse.cases, coarse.countries.len()), ((2, Some(4)), 1));
        let carry = |once, reference| Carry {
            once,
            pattern,
            reference,
            text: "canary-7374 several cases of one company",
            language: "en",
        };
        let new = platform
            .carry_pattern(&officer, a, carry("5", None))
            .await
            .unwrap();
        assert!(![a, b, c].contains(&new));
        let (case, seen) = platform.read_case(&who, new).await.unwrap();
        assert_eq!(case.access, CaseAccess::Desk);
        let answers = seen.answers.unwrap().answers;
        assert!(
            answers
                .iter()
                .all(|said| said.answer.words().is_none_or(|w| !w.contains(GATE)))
        );
        let carried = platform.alike_to(&officer, new).await.unwrap();
        assert!(carried.patterns[0].is_carrier);
        assert_eq!(
            (carried.found, carried.others.len()),
            (0, 0),
            "it is not one of them"
        );
        assert_eq!(
            platform.count_alike(&officer, a).await.unwrap(),
            Some((1, 1))
        );
        assert_eq!(carried.patterns[0].cases.len(), 2);
        let side = platform.alike_to(&officer, b).await.unwrap();
        assert_eq!(side.patterns[0].carried_by[0].id, new);
        // Sent again, no second one is opened.
        platform
            .carry_pattern(&officer, a, carry("5", None))
            .await
            .unwrap();
        let side = platform.alike_to(&officer, b).await.unwrap();
        assert_eq!(side.patterns[0].carried_by.len(), 1);
        // One that the desk opened itself can carry it, and no report of anybody.
        let own = platform.alike_to(&officer, b).await.unwrap().case.reference;
        let own = platform
            .carry_pattern(&officer, a, carry("6", Some(own.as_str())))
            .await;
        assert!(matches!(own, Err(Error::Invalid(_))), "{own:?}");
        let (there, _) = reported(&world, &officer, ("", "other", "x"), &[]).await;
        let reference = platform
            .alike_to(&officer, there)
            .await
            .unwrap()
            .case
            .reference;
        let done = platform
            .carry_pattern(&officer, a, carry("7", Some(reference.as_str())))
            .await;
        assert!(
            matches!(done, Err(Error::Invalid(_))),
            "somebody's own report speaks for nobody else: {done:?}"
        );

        // A database that was taken says nothing of it.
        let tables: Vec<String> = by_hand!(&world, |db| {
            let all = sqlx::query_scalar::<_, Vec<u8>>("select sealed from index_record");
            let all = all.fetch_all(db).await.unwrap();
            all.iter()
                .map(|row| String::from_utf8_lossy(row).into_owned())
                .collect()
        });
        assert!(tables.iter().all(|row| !row.contains("canary-737")));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_kept_apart_is_not_proposed_again_until_another_comes() {
    for world in worlds().await {
        let platform = &world.platform;
        let officer = at_work(&world, 0).await;
        let officer = session(platform, &officer).await;
        let who = officer.working().unwrap();
        let (a, _) = reported(&world, &officer, KIVULI, &[]).await;
        let (b, _) = reported(&world, &officer, KIVULI, &[]).await;
        let empty = Linking {
            why: "",
            ..linking("1", &[b])
        };
        assert!(matches!(
            platform.keep_apart(&who, a, empty).await,
            Err(Error::Invalid(_))
        ));
        assert_eq!(found(&world, &officer).await.found, 1);
        // No consent is needed to say that they are not the same.
        platform
            .keep_apart(&who, a, linking("2", &[b]))
            .await
            .unwrap();
        assert_eq!(found(&world, &officer).await.found, 0);
        assert_eq!(
            platform.count_alike(&officer, a).await.unwrap(),
            Some((0, 0))
        );
        let apart = FoundFilter {
            apart: true,
            ..FoundFilter::default()
        };
        let apart = platform
            .find_patterns(&officer, &apart, (0, 50))
            .await
            .unwrap();
        assert_eq!(apart.groups[0].apart.as_deref(), Some(WHY));
        reported(&world, &officer, KIVULI, &[]).await;
        let page = found(&world, &officer).await;
        assert_eq!((page.found, page.groups[0].count), (1, 3));
        // Each filter narrows.
        for filter in [
            FoundFilter {
                kind: Some("force".into()),
                ..FoundFilter::default()
            },
            FoundFilter {
                country: Some("CO".into()),
                ..FoundFilter::default()
            },
            FoundFilter {
                company: "nobody".into(),
                ..FoundFilter::default()
            },
            FoundFilter {
                until: Some(platform.today().plus(-1)),
                ..FoundFilter::default()
            },
            FoundFilter {
                from: Some(platform.today().plus(1)),
                ..FoundFilter::default()
            },
        ] {
            let page = platform
                .find_patterns(&officer, &filter, (0, 50))
                .await
                .unwrap();
            assert_eq!(page.found, 0, "{filter:?}");
        }
        let filter = FoundFilter {
            company: "KIVULI".into(),
            kind: Some("pay-hours".into()),
            country: Some("KE".into()),
            from: Some(platform.today()),
            until: Some(platform.today()),
            apart: false,
        };
        let page = platform
            .find_patterns(&officer, &filter, (0, 50))
            .await
            .unwrap();
        assert_eq!(page.found, 1);
    }
}
