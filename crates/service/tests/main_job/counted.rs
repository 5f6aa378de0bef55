//! What is counted of a case: there while its reporter allows it, of what was done in it, and tied to it by nobody who has the database
//! alone.

use std::fs;

use uuid::Uuid;
use watchpost_domain::{
    CaseId,
    cases::{EraseReason, sheets::touched},
    intake::Fields,
    statistics::{FirstAnswer, Record, Track},
};
use watchpost_service::{Drafting, Platform, Working, sheets::Typed, steps::StepAsked};
use watchpost_vault::{ColumnKeys, Zeroizing};

use crate::{
    signing_in::{a_case, a_case_and_receipt},
    world::{World, act, by_hand, fill, worlds},
};

const DAY: i64 = 24 * 3600;

/// What is allowed, with this beside keeping it.
pub fn allowed(more: &[&str]) -> Vec<String> {
    let all = ["store"].iter().chain(more);
    all.map(|purpose| (*purpose).to_owned()).collect()
}

/// A report of somebody who allows that it is counted, with these answers beside.
pub async fn told(world: &World, more: &[(&str, &str)]) -> (CaseId, String) {
    let platform = &world.platform;
    let (cookie, mut draft) = platform.begin_draft(world.channel, "en").await.unwrap();
    let channel = platform.channel(world.channel).await.unwrap().unwrap();
    let said = [
        ("what_happened", "a thing"),
        ("where", "a place"),
        ("when", "a day"),
        ("contact", "none"),
        ("consent", "store"),
        ("consent", "statistics"),
    ];
    let said = said.iter().chain(more);
    let said = said.map(|(key, value)| ((*key).to_owned(), (*value).to_owned()));
    draft.answers = channel.questionnaire.read(&Fields(said.collect())).unwrap();
    let digits = draft.receipt_digits().to_string();
    let part = draft.part_to_type_back().1 - 1;
    assert!(draft.keeps_receipt(digits.split_whitespace().nth(part).unwrap()));
    platform.save_draft(&cookie, &mut draft).await.unwrap();
    let Drafting::Open(draft) = platform.draft(&cookie).await.unwrap() else {
        panic!("the draft is open")
    };
    platform.send_draft(&cookie).await.unwrap();
    (draft.case, digits)
}

/// All records as they lie there.
pub async fn rows(world: &World) -> Vec<(Uuid, Vec<u8>)> {
    by_hand!(world, |db| {
        let query = sqlx::query_as("select id, sealed from statistics_record order by id");
        query.fetch_all(db).await.unwrap()
    })
}

/// All records, as the server reads them.
pub async fn records(world: &World) -> Vec<Record> {
    let key = fs::read(world.folder.path().join("keys/columns")).unwrap();
    let keys = ColumnKeys::new(vec![Zeroizing::new(key.try_into().unwrap())]).unwrap();
    let open = |(id, sealed): (Uuid, Vec<u8>)| {
        let opened = keys.open("statistics_record", id.as_bytes(), "sealed", &sealed);
        serde_json::from_slice(&opened.unwrap()).unwrap()
    };
    rows(world).await.into_iter().map(open).collect()
}

async fn only(world: &World) -> Record {
    let mut all = records(world).await;
    assert_eq!(all.len(), 1);
    all.swap_remove(0)
}

async fn step(platform: &Platform, who: &Working<'_>, id: CaseId, name: &str) {
    let done = platform.step(who, id, &act(name)).await;
    assert!(done.is_ok(), "{name}: {done:?}");
}

async fn with(platform: &Platform, who: &Working<'_>, id: CaseId, sheet: &str, name: &str) {
    let filled = fill(platform, who, id, sheet).await;
    assert!(filled.is_ok(), "{sheet}: {filled:?}");
    step(platform, who, id, name).await;
}

/// Fills in the worksheet with the paragraphs of the Code that are touched.
async fn cites(platform: &Platform, who: &Working<'_>, id: CaseId, cited: &[&str]) {
    let typed = Typed {
        sheet: "paragraphs",
        once: &Uuid::new_v4().simple().to_string(),
        values: |field: &str| match field {
            "q.paragraphs" => cited.iter().map(|c| (*c).to_owned()).collect(),
            _ => Vec::new(),
        },
        language: "en",
    };
    platform.fill_sheet(who, id, typed).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_is_counted_while_its_reporter_allows_it() {
    for world in worlds().await {
        let platform = &world.platform;
        let (_, quiet) = a_case_and_receipt(&world).await;
        assert_eq!(rows(&world).await, [], "who said nothing is not counted");

        // Allowed later: it is counted as it then is, by who reported alone.
        let cookie = platform.open_follow_up(&quiet).await.unwrap();
        let change = async |more: &[&str]| {
            let allowed = allowed(more);
            let changed = platform.change_consent(&cookie, (&allowed, None), "en");
            changed.await.unwrap();
        };
        change(&["statistics"]).await;
        let first = rows(&world).await;
        assert_eq!(first.len(), 1);
        change(&["statistics", "contact"]).await;
        assert_eq!(rows(&world).await, first, "nothing of it is another");
        change(&["contact"]).await;
        assert_eq!(rows(&world).await, [], "taken back");
        change(&["statistics"]).await;
        assert_eq!(rows(&world).await[0].0, first[0].0);

        // Allowed from the first: by a page, and by a program.
        told(&world, &[]).await;
        let channel = world.channel.0.to_string();
        let said = [
            ("what_happened", "a"),
            ("where", "b"),
            ("when", "c"),
            ("contact", "d"),
            ("consent", "statistics"),
        ];
        let answers = Fields(said.map(|(k, v)| (k.to_owned(), v.to_owned())).into());
        let one = platform.begin_submission();
        platform
            .submit(one, &channel, "en", &answers)
            .await
            .unwrap();
        assert_eq!(rows(&world).await.len(), 3);

        // Taken back as a whole: it is not counted again, whatever is allowed.
        platform.withdraw(&cookie, false).await.unwrap();
        assert_eq!(rows(&world).await.len(), 2);
        change(&["statistics", "contact"]).await;
        assert_eq!(rows(&world).await.len(), 2);
        crate::row_sums::hold(&world).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn reports_that_come_at_once_are_each_counted() {
    for world in worlds().await {
        futures_util::future::join_all((0..12).map(|_| told(&world, &[]))).await;
        a_case(&world).await;
        assert_eq!(rows(&world).await.len(), 12);
        crate::row_sums::hold(&world).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_record_follows_the_case() {
    for world in worlds().await {
        let platform = &world.platform;
        let more = [
            ("kind", "force"),
            ("kind", "pay-hours"),
            ("where.country", "KE"),
        ];
        let (id, receipt) = told(&world, &more).await;
        let [officer, boss, _] = world.staff();
        let record = only(&world).await;
        assert_eq!(record.received.to_string(), "2026-Q1");
        assert_eq!(record.country.as_deref(), Some("KE"));
        assert!(record.kinds.iter().eq(["force", "pay-hours"]));

        // Reading, a note and their own words are no answer, and write nothing.
        let before = rows(&world).await;
        platform.read_case(&officer, id).await.unwrap();
        platform.write_note(&officer, id, "1", "Hm.").await.unwrap();
        let cookie = platform.open_follow_up(&receipt).await.unwrap();
        let wrote = platform.write_as_reporter(&cookie, "2", "Please.", "en");
        wrote.await.unwrap();
        assert_eq!(rows(&world).await, before);
        world.clock.advance(8 * DAY);
        for once in ["3", "4"] {
            let wrote = platform.write_to_reporter(&officer, id, once, "We read it.", "en");
            wrote.await.unwrap();
            world.clock.advance(30 * DAY);
        }
        let record = only(&world).await;
        assert_eq!(record.first_answer, FirstAnswer::WithinThirtyDays);

        step(platform, &boss, id, "acknowledge").await;
        with(platform, &boss, id, "safety", "continue").await;
        platform
            .step(&boss, id, &act("take-as-evidence"))
            .await
            .unwrap();
        assert_eq!(only(&world).await.track, Track::EvidenceOnly);
        let side = ("evidence-only", false);
        platform.set_beside(&boss, id, side, "No.").await.unwrap();
        assert_eq!(only(&world).await.track, Track::Harm);
        assert!(only(&world).await.paragraphs.is_empty());
        with(platform, &boss, id, "eligibility", "choose-other-door").await;
        assert!(only(&world).await.paragraphs.iter().eq(&[52]));
        // A later finding takes the place of the first; the edition is not counted.
        cites(
            platform,
            &boss,
            id,
            &["icoc-2021-31", "icoc-2010-67-g", "icoc-2021-67"],
        )
        .await;
        assert!(only(&world).await.paragraphs.iter().eq(&[31, 67]));
        let (_, seen) = platform.read_case(&officer, id).await.unwrap();
        let procedure = platform.procedures().await.unwrap()[&1].clone();
        assert_eq!(
            touched(&procedure, &seen.sheets),
            ["icoc-2021-31", "icoc-2021-67", "icoc-2010-67-g"]
        );
        with(platform, &boss, id, "way=mediation", "use-mediation").await;
        assert!(only(&world).await.routes.iter().eq(["route-mediation"]));

        // Time carries it on, and opens nothing; what it does not change is not written.
        let before = rows(&world).await;
        platform.sweep_clocks().await.unwrap();
        world.clock.advance(200 * DAY);
        platform.sweep_clocks().await.unwrap();
        for _ in 0..3 {
            world.clock.advance(DAY);
            platform.sweep_clocks().await.unwrap();
        }
        let (case, _) = platform.read_case(&boss, id).await.unwrap();
        assert_eq!(case.state, "route-choice");
        assert_eq!(rows(&world).await, before);

        with(platform, &boss, id, "way=good-offices", "use-good-offices").await;
        with(platform, &boss, id, "agreement", "agree").await;
        let cookie = platform.open_follow_up(&receipt).await.unwrap();
        let confirmed = ("confirm-remedy", Some("remedied"));
        let said = platform.step_as_reporter(&cookie, "5", confirmed, ("They paid.", "en"));
        said.await.unwrap();
        let record = only(&world).await;
        assert_eq!(record.ended.unwrap().to_string(), "2026-Q4");
        assert_eq!(record.outcome.as_deref(), Some("remedied"));
        assert!(record.remedy_confirmed && record.routes.len() == 2);
        // What follows from the opened case is the same as what became of it act by act.
        for more in [&[][..], &["statistics"]] {
            let allowed = allowed(more);
            let changed = platform.change_consent(&cookie, (&allowed, None), "en");
            changed.await.unwrap();
        }
        // But for what the team found out, which the person's keys do not open: that is added when somebody of the desk acts.
        let anew = Record {
            paragraphs: [].into(),
            paragraphs_unseen: true,
            ..record.clone()
        };
        assert_eq!(only(&world).await, anew);

        let again = platform.step_as_reporter(&cookie, "6", ("reopen", None), ("No.", "en"));
        again.await.unwrap();
        let record = only(&world).await;
        assert_eq!((record.ended, record.outcome), (None, None));
        platform
            .close(&boss, id, "unfounded", "Nothing in it.")
            .await
            .unwrap();
        let record = only(&world).await;
        assert_eq!(record.outcome.as_deref(), Some("unfounded"));
        assert!(record.paragraphs.iter().eq(&[31, 67]));
        crate::row_sums::hold(&world).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn time_carries_a_record_on_without_opening_its_case() {
    for world in worlds().await {
        let platform = &world.platform;
        let silence = "{ act = \"no-reply\", by = [\"clock\"], to = ";
        let ours = watchpost_domain::procedure::DEFAULT.replacen(
            &format!("{silence}\"route-choice\""),
            &format!("{silence}\"route-mediation\""),
            1,
        );
        platform.use_procedure(&ours).await.unwrap();
        let (id, _) = told(&world, &[("consent", "send-to-company")]).await;
        let [_, boss, _] = world.staff();
        step(platform, &boss, id, "acknowledge").await;
        with(platform, &boss, id, "safety", "continue").await;
        with(platform, &boss, id, "mandate", "complete").await;
        with(platform, &boss, id, "eligibility", "admit-harm").await;
        let before = only(&world).await;
        for _ in 0..40 {
            platform.sweep_clocks().await.unwrap();
            world.clock.advance(DAY);
        }
        let (case, _) = platform.read_case(&boss, id).await.unwrap();
        assert_eq!(case.state, "route-mediation");
        let after = only(&world).await;
        assert!(before.routes.is_empty() && after.routes.iter().eq(["route-mediation"]));
        assert_eq!(after.first_answer, before.first_answer);
        crate::row_sums::hold(&world).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_merged_or_erased_is_not_counted() {
    for world in worlds().await {
        let platform = &world.platform;
        let (one, _) = told(&world, &[]).await;
        let (other, receipt) = told(&world, &[]).await;
        let [_, boss, _] = world.staff();
        let reference = async |id| {
            let (case, _) = platform.read_case(&boss, id).await.unwrap();
            case.reference.as_str().to_owned()
        };
        let both = rows(&world).await;
        let into = reference(one).await;
        let merged = platform.merge(&boss, other, &into, "The same.");
        merged.await.unwrap();
        let left = rows(&world).await;
        assert!(left.len() == 1 && both.contains(&left[0]));
        // It goes on after all: it is a case of its own again, as it was allowed.
        let cookie = platform.open_follow_up(&receipt).await.unwrap();
        let again = platform.step_as_reporter(&cookie, "1", ("reopen", None), ("No.", "en"));
        again.await.unwrap();
        assert_eq!(rows(&world).await.len(), 2);

        let end = StepAsked {
            reason: Some("unfounded".into()),
            why: "Nothing in it.".into(),
            ..act("close")
        };
        platform.step(&boss, other, &end).await.unwrap();
        let typed = reference(other).await;
        let erased = platform.erase(&boss, other, &typed, Some(EraseReason::AskedFor));
        erased.await.unwrap();
        assert_eq!(rows(&world).await, left);
        crate::row_sums::hold(&world).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_seized_database_ties_no_record_to_its_case_and_tells_nothing_of_it() {
    for world in worlds().await {
        let few = told(&world, &[("where.country", "KE")]).await.0;
        let kinds = ["force", "detention", "weapons", "property", "harassment"];
        let kinds: Vec<(&str, &str)> = kinds.iter().map(|kind| ("kind", *kind)).collect();
        let many = told(&world, &kinds).await.0;
        let [officer, ..] = world.staff();
        let all = rows(&world).await;
        for case in [few, many] {
            let (seen, _) = world.platform.read_case(&officer, case).await.unwrap();
            let reference = seen.reference.as_str().as_bytes();
            for (id, sealed) in &all {
                assert_ne!(*id, case.0);
                let row = [&id.as_bytes()[..], sealed].concat();
                for part in [&case.0.as_bytes()[..8], &case.0.as_bytes()[8..], reference] {
                    assert!(!row.windows(part.len()).any(|w| w == part));
                }
                for word in [&b"force"[..], b"received", b"2026-Q1", b"weapons"] {
                    assert!(!row.windows(word.len()).any(|w| w == word));
                }
            }
        }
        let length = |at: usize| all[at].1.len();
        assert_eq!(length(0), length(1), "how much it is tells nothing");
        // They look like all other random numbers.
        let numbers: Vec<Uuid> = all.iter().map(|(id, _)| *id).collect();
        assert!(numbers.iter().all(|id| id.get_version_num() == 4));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_that_somebody_changed_stops_no_work_and_is_named() {
    for world in worlds().await {
        let (id, _) = told(&world, &[]).await;
        by_hand!(world, |db| {
            let query = sqlx::query("update statistics_record set id = $1");
            query.bind(Uuid::new_v4()).execute(db).await.unwrap();
        });
        let (second, receipt) = told(&world, &[]).await;
        by_hand!(world, |db| {
            let query = sqlx::query("update statistics_record set sealed = $1");
            query.bind(vec![0u8; 8]).execute(db).await.unwrap();
        });
        let [officer, ..] = world.staff();
        for case in [id, second] {
            step(&world.platform, &officer, case, "acknowledge").await;
        }
        let found = world.platform.verify(false, |_, _| ()).await.unwrap();
        let named = found.damage.iter();
        let named = named.filter(|line| line.starts_with("table statistics_record:"));
        assert_eq!(named.count(), 2, "{:?}", found.damage);
        // A no holds all the same.
        let cookie = world.platform.open_follow_up(&receipt).await.unwrap();
        let allowed = allowed(&[]);
        let no = world
            .platform
            .change_consent(&cookie, (&allowed, None), "en");
        no.await.unwrap();
        assert_eq!(rows(&world).await.len(), 1);
    }
}
