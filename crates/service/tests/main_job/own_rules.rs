//! Doors, legal profiles and figures of an installation's own: read whole or not at all, kept as versions, and used by every node at once.

use watchpost_domain::{
    CaseId, Day, Fact, PolicyData,
    remedies::{DEFAULT, Doors, LegalProfile, SHIPPED, Situation, Stands},
    statistics::{self, Basis},
};
use watchpost_service::{
    Error, Platform, Working, policy_data::NotUsed, remedies::version_code, sheets::Typed,
};

use crate::{
    signing_in::{a_case_and_receipt, at_work, session},
    statistics::{a_year, counts, go_to, node, release},
    world::{World, act, fill, values, worlds},
};

/// The shipped doors, with another name for the first.
fn our_doors() -> String {
    DEFAULT.replacen("en = \"The company itself\"", "en = \"The firm itself\"", 1)
}

fn shipped(country: &str) -> &'static str {
    SHIPPED.iter().find(|(code, _)| *code == country).unwrap().1
}

async fn at_the_tests(platform: &Platform, who: &Working<'_>, id: CaseId) {
    for (sheet, name) in [
        ("", "acknowledge"),
        ("safety", "continue"),
        ("mandate", "complete"),
    ] {
        if !sheet.is_empty() {
            fill(platform, who, id, sheet).await.unwrap();
        }
        platform.step(who, id, &act(name)).await.unwrap();
    }
}

/// Shows the company's door to the person, as proposed from these versions.
async fn shows_doors(
    platform: &Platform,
    who: &Working<'_>,
    id: CaseId,
    (once, from): (&str, &[&str]),
) -> Result<(), Error> {
    let mut all = vec![
        ("q.open".to_owned(), "company-mechanism".to_owned()),
        ("q.notes".to_owned(), "Go there with a friend.".to_owned()),
    ];
    all.extend(
        from.iter()
            .map(|one| ("from".to_owned(), (*one).to_owned())),
    );
    let typed = Typed {
        sheet: "doors",
        once,
        values: values(&all),
        language: "en",
    };
    platform.fill_sheet(who, id, typed).await
}

/// What is said to be in use, of one kind.
async fn in_use(platform: &Platform, data: &PolicyData) -> (i64, bool) {
    let last = platform.versions(data).await.unwrap().pop().unwrap().0;
    (last.number, last.shipped)
}

#[tokio::test(flavor = "multi_thread")]
async fn doors_of_an_installation_are_used_by_every_node_and_what_was_shown_keeps_its_version() {
    for world in worlds().await {
        let platform = &world.platform;
        let other = node(&world).await;
        // Read before, so that what is kept in memory cannot be taken for what is in use.
        let before = other.remedies(Some("KE")).await.unwrap();
        let codes: Vec<String> = before.versions.iter().map(version_code).collect();
        assert_eq!(codes, ["doors 1", "profile-KE 1"]);
        assert!(before.versions.iter().all(|version| version.shipped));

        let Err(NotUsed::InUse(1)) = platform.use_doors(DEFAULT).await else {
            panic!("they are in use")
        };
        let broken = our_doors().replacen("follow_up = [30", "follow_up = [0", 1);
        let Err(NotUsed::NotWhole(faults)) = platform.use_doors(&broken).await else {
            panic!("they are not whole")
        };
        let line = broken[..broken.find("follow_up").unwrap()]
            .matches('\n')
            .count()
            + 1;
        assert_eq!(faults.iter().map(|f| f.line).collect::<Vec<_>>(), [line]);
        assert_eq!(in_use(&other, &PolicyData::Doors).await, (1, true));

        world.clock.advance(24 * 3600);
        let (number, unfit) = platform.use_doors(&our_doors()).await.unwrap();
        assert_eq!((number, unfit.len()), (2, 0));
        let now = other.remedies(Some("KE")).await.unwrap();
        assert_eq!(
            now.doors.door("company-mechanism").unwrap().name.text("en"),
            "The firm itself"
        );
        let version = now.versions[0].clone();
        assert_eq!((version.number, version.shipped), (2, false));
        assert_eq!(version.since, Day::of(world.clock.now()));
        let lead = session(platform, &at_work(&world, 1).await).await;
        let audit = platform.audit(&lead, None).await.unwrap();
        let told = |fact: &Fact| matches!(fact, Fact::Desk(fact) if fact.code() == "doors-used");
        assert!(
            audit.lines.iter().any(|line| told(&line.fact)),
            "it is told"
        );

        // What was put to somebody names what it was proposed from, and nothing that never was in use.
        let (id, receipt) = a_case_and_receipt(&world).await;
        let [officer, ..] = world.staff();
        at_the_tests(platform, &officer, id).await;
        let from = [
            "doors 2",
            "profile-KE 1",
            "doors 7",
            "profile-XX 1",
            "nonsense",
        ];
        shows_doors(platform, &officer, id, ("1", &from))
            .await
            .unwrap();
        assert!(matches!(platform.use_doors(DEFAULT).await, Ok((3, _))));
        let cookie = platform.open_follow_up(&receipt).await.unwrap();
        let theirs = platform.follow_up(&cookie).await.unwrap().unwrap();
        let shown = theirs
            .sheets
            .iter()
            .find(|part| part.sheet == "doors")
            .unwrap();
        let codes: Vec<String> = shown.made_from.iter().map(version_code).collect();
        assert_eq!(codes, ["doors 2", "profile-KE 1"]);
        assert_eq!(shown.made_from[0], version);
        // Those that came with the program are ours again.
        assert_eq!(in_use(&other, &PolicyData::Doors).await, (3, true));
        let all = platform.versions(&PolicyData::Doors).await.unwrap();
        let texts: Vec<&str> = all.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(
            texts,
            [DEFAULT, &our_doors(), DEFAULT],
            "no version ever changes"
        );
        crate::row_sums::hold(&world).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_door_that_no_worksheet_can_show_is_refused_and_one_that_is_gone_opens_nothing() {
    for world in worlds().await {
        let platform = &world.platform;
        let more = DEFAULT.replacen("code = \"company-mechanism\"", "code = \"king\"", 1);
        let Err(NotUsed::NotWhole(faults)) = platform.use_doors(&more).await else {
            panic!("nobody can be shown the king")
        };
        assert!(
            faults[0]
                .to_string()
                .contains("cannot show the door `king`"),
            "{faults:?}"
        );
        // A union now depends on the country. Profiles that say nothing of it stay in use, and it is said which.
        let union = "code = \"union\"\n";
        let more = DEFAULT.replacen(union, &format!("{union}needs_profile = true\n"), 1);
        let Ok((2, unfit)) = platform.use_doors(&more).await else {
            panic!("it is whole")
        };
        assert!(unfit.iter().any(|profile| profile.country == "NG"));
        let used = platform.remedies(Some("NG")).await.unwrap();
        let nigeria = Situation {
            country: Some("NG".into()),
            ..Situation::default()
        };
        let proposed = used.doors.propose(&nigeria, used.profile.as_ref());
        let union = proposed.iter().find(|p| p.door.code == "union");
        assert_eq!(union.unwrap().stands, Stands::NotKnown);
        assert!(
            proposed
                .iter()
                .any(|p| p.stands.is_open() && !p.door.of_company)
        );
        // What a profile says of a door that is gone opens nothing.
        let mut fewer = Doors::shipped().unwrap();
        fewer.doors.retain(|door| door.code != "regulator");
        assert!(LegalProfile::read(shipped("NG"), &fewer).is_err());
        let kept = LegalProfile::read_kept(shipped("NG"), &fewer).unwrap();
        let proposed = fewer.propose(&nigeria, Some(&kept));
        assert!(proposed.iter().all(|p| p.door.code != "regulator") && !proposed.is_empty());
        crate::row_sums::hold(&world).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_profile_of_a_country_that_we_do_not_ship_can_be_added() {
    for world in worlds().await {
        let platform = &world.platform;
        let other = node(&world).await;
        assert!(other.remedies(Some("TZ")).await.unwrap().profile.is_none());
        let ours = shipped("NG").replacen("country = \"NG\"", "country = \"TZ\"", 1);
        let wrong = ours.replacen("country = \"TZ\"", "country = \"ZZ\"", 1);
        let Err(NotUsed::NotWhole(faults)) = platform.use_profile(&wrong).await else {
            panic!("there is no such country")
        };
        assert_eq!(faults.len(), 1);
        assert_eq!(platform.use_profile(&ours).await.unwrap(), ("TZ".into(), 1));
        let Err(NotUsed::InUse(1)) = platform.use_profile(&ours).await else {
            panic!("it is in use")
        };
        let used = other.remedies(Some("TZ")).await.unwrap();
        let doors = Doors::shipped().unwrap();
        assert_eq!(used.profile, LegalProfile::read(&ours, &doors).ok());
        assert!(!used.versions[1].shipped);
        // One that we ship takes the next number, and the others stay as they are.
        let kenya = shipped("KE").replacen("version = 1", "version = 2", 1);
        assert_eq!(
            platform.use_profile(&kenya).await.unwrap(),
            ("KE".into(), 2)
        );
        assert_eq!(
            in_use(&other, &PolicyData::Profile("GB".into())).await,
            (1, true)
        );
        assert!(
            other
                .remedies(Some("../../x"))
                .await
                .unwrap()
                .profile
                .is_none()
        );
    }
}

/// What is told once, and the figures that count from the next period on.
async fn told_and_then(world: &World) {
    let platform = &world.platform;
    a_year(world).await;
    go_to(world, (2027, 4, 1));
    platform.publish_statistics().await.unwrap();
    let first = platform.statistics().await.unwrap();

    let kind = |version: &str, counts: &str| {
        statistics::DEFAULT
            .replacen(
                "code = \"received-by-kind\"\nversion = 1",
                &format!("code = \"received-by-kind\"\nversion = {version}"),
                1,
            )
            .replacen("en = \"Each case once under every kind of harm", counts, 1)
    };
    let same = kind("1", "en = \"Each case under every kind of harm");
    let Err(NotUsed::NotWhole(faults)) = platform.use_figures(&same).await else {
        panic!("version 1 was told, and says something else")
    };
    assert!(
        faults[0]
            .to_string()
            .contains("give this one another version"),
        "{faults:?}"
    );
    // Of those that came it was told by country: those that ended would tell on it.
    let both = statistics::DEFAULT.replacen(
        "of = \"received\"\nby = [\"country\"]",
        "of = \"ended\"\nby = [\"country\"]",
        1,
    );
    assert!(statistics::Figures::read(&both, &[]).is_ok());
    let Err(NotUsed::NotWhole(_)) = platform.use_figures(&both).await else {
        panic!("one could be reckoned from the other")
    };
    let ours = kind("2", "en = \"Each case under every kind of harm");
    assert_eq!(platform.use_figures(&ours).await.unwrap(), 2);
    assert_eq!(platform.publish_statistics().await.unwrap(), None);
    assert_eq!(
        platform.statistics().await.unwrap(),
        first,
        "what was told stays"
    );

    go_to(world, (2027, 6, 1));
    for _ in 0..6 {
        crate::counted::told(world, &[("kind", "force")]).await;
    }
    go_to(world, (2028, 4, 2));
    // Another node tells, by what was put to use here.
    let other = node(world).await;
    assert_eq!(other.publish_statistics().await.unwrap(), Some(2));
    let second = platform.statistics().await.unwrap();
    assert!(
        first
            .releases
            .iter()
            .all(|old| second.releases.contains(old))
    );
    let version_of = |name: &str| {
        let mut own = second.releases.iter().filter(|r| r.of == Basis::Received);
        let own = own.find(|r| r.name == name).unwrap();
        let told = own.tables.iter().find(|t| t.figure == "received-by-kind");
        told.unwrap().version
    };
    assert_eq!((version_of("2026"), version_of("2027")), (1, 2));
    let defined = second
        .definitions
        .iter()
        .filter(|d| d.figure == "received-by-kind");
    assert_eq!(defined.count(), 2, "both definitions can be read");
    let kinds = counts(release(&first, Basis::Received), "received-by-kind");
    assert_eq!(kinds.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn figures_of_an_installation_count_from_the_next_period_on() {
    for world in worlds().await {
        told_and_then(&world).await;
        crate::row_sums::hold(&world).await;
    }
}
