//! Numbers for the public: made once for a period that is over, of records alone, and never again.

use std::fs;

use jiff::civil::date;
use watchpost_domain::{
    Day,
    network::DeskKind,
    policy::Role,
    statistics::{Basis, Publication, Release, Shown, Told},
};
use watchpost_service::{Error, Keys, Platform, accounts::Session, backup::restore};
use watchpost_store::Db;

use crate::{
    counted::{allowed, rows, told},
    signing_in::{KEY, PASS, come_in, session},
    world::{World, act, by_hand, one_of_each, worlds},
};

const DAY: i64 = 24 * 3600;

/// Moves the clock to a day.
pub fn go_to(world: &World, day: (i16, i8, i8)) {
    let to = Day::from_date(date(day.0, day.1, day.2));
    let days = to.days_from(Day::of(world.clock.now()));
    world.clock.advance(days * DAY);
}

pub fn release(publication: &Publication, of: Basis) -> &Release {
    let mut all = publication.releases.iter();
    all.find(|release| release.of == of).unwrap()
}

/// The counts of a figure by one thing that are told.
pub fn counts(release: &Release, figure: &str) -> Vec<(String, u64)> {
    let told: &Told = { release.tables.iter() }
        .find(|told| told.figure == figure)
        .unwrap();
    let shown = told.cells.iter().filter_map(|cell| {
        let values: Vec<&str> = cell.of.values().map(String::as_str).collect();
        Some((values.join(" "), cell.count.count()?))
    });
    shown.collect()
}

async fn shown(platform: &Platform) -> Publication {
    Publication::clone(&*platform.statistics().await.unwrap())
}

/// Another node on the same database and keys.
pub async fn node(world: &World) -> Platform {
    let folder = world.folder.path();
    let db = match &world.postgres {
        Some(url) => Db::postgres(url).await,
        None => Db::sqlite(&folder.join("watchpost.db")).await,
    };
    let files = watchpost_files::Store::local(folder.join("objects")).unwrap();
    let keys = Keys::read(&folder.join("keys")).unwrap();
    let keys = keys.with_cheap_passphrases();
    Platform::new(
        db.unwrap(),
        files,
        keys,
        world.clock.clone(),
        "example.org/log",
    )
    .await
    .unwrap()
}

/// A year of 30 cases: 18 from Kenya and 9 from Peru, three whose reporter did not say; ten came in each of the first and last quarter, and
/// twelve were closed in time. Gives the receipts.
pub async fn a_year(world: &World) -> Vec<String> {
    let platform = &world.platform;
    let [_, boss, _] = world.staff();
    let mut receipts = Vec::new();
    for n in 0..30 {
        match n {
            10 => go_to(world, (2026, 5, 2)),
            15 => go_to(world, (2026, 8, 3)),
            20 => go_to(world, (2026, 11, 4)),
            _ => {}
        }
        let country = match n {
            0..18 => "KE",
            18..27 => "PE",
            _ => "",
        };
        let kind = if n < 20 { "force" } else { "weapons" };
        let more = [("kind", kind), ("where.country", country)];
        let more = if country.is_empty() {
            &more[..1]
        } else {
            &more
        };
        let (id, receipt) = told(world, more).await;
        receipts.push(receipt);
        if n < 12 {
            let closed = platform.close(&boss, id, "unfounded", "Nothing in it.");
            closed.await.unwrap();
        } else if n < 18 {
            platform.step(&boss, id, &act("acknowledge")).await.unwrap();
        }
    }
    receipts
}

#[tokio::test(flavor = "multi_thread")]
async fn a_year_of_thirty_cases_is_told_once_and_stays() {
    for world in worlds().await {
        let platform = &world.platform;
        let receipts = a_year(&world).await;
        assert!(shown(platform).await.releases.is_empty());
        assert_eq!(platform.publish_statistics().await.unwrap(), None);
        // The year is over; it is told when a quarter more has passed.
        go_to(&world, (2027, 3, 31));
        assert_eq!(platform.publish_statistics().await.unwrap(), None);
        go_to(&world, (2027, 4, 1));
        let other = node(&world).await;
        let both = tokio::join!(platform.publish_statistics(), other.publish_statistics());
        let both = [both.0.unwrap(), both.1.unwrap()];
        assert!(both.contains(&Some(1)) && both.contains(&None), "{both:?}");

        let first = shown(platform).await;
        assert_eq!(shown(&other).await, first);
        assert_eq!(first.as_of.to_string(), "2027-Q1");
        let came = release(&first, Basis::Received);
        assert_eq!((came.name.as_str(), came.total), ("2026", Shown::Count(30)));
        let quarters = [
            ("2026-Q1", 10),
            ("2026-Q2", 5),
            ("2026-Q3", 5),
            ("2026-Q4", 10),
        ];
        let quarters = quarters.map(|(quarter, count)| (quarter.to_owned(), count));
        assert_eq!(counts(came, "received-by-quarter"), quarters);
        let kinds = [("force".to_owned(), 20), ("weapons".to_owned(), 10)];
        assert_eq!(counts(came, "received-by-kind"), kinds);
        // Three did not say where: they are held back, and one country with them.
        let countries = counts(came, "received-by-country");
        assert!(countries == [("KE".to_owned(), 18)] || countries == [("PE".to_owned(), 9)]);
        let answered = [("none".to_owned(), 12), ("within-a-week".to_owned(), 18)];
        assert!(
            counts(came, "received-by-first-answer")
                .iter()
                .all(|c| answered.contains(c))
        );
        let ended = release(&first, Basis::Ended);
        assert_eq!(ended.total, Shown::Count(12));
        let outcomes = counts(ended, "ended-by-outcome");
        assert_eq!(outcomes, [("unfounded".to_owned(), 12)]);

        // Who says no now is in nothing new; what was told stays, whatever comes.
        for receipt in &receipts[..8] {
            let cookie = platform.open_follow_up(receipt).await.unwrap();
            let allowed = allowed(&[]);
            let no = platform.change_consent(&cookie, (&allowed, None), "en");
            no.await.unwrap();
        }
        assert_eq!(rows(&world).await.len(), 22);
        assert_eq!(platform.publish_statistics().await.unwrap(), None);
        go_to(&world, (2027, 9, 1));
        told(&world, &[]).await;
        assert_eq!(platform.publish_statistics().await.unwrap(), None);
        assert_eq!(shown(platform).await, first);
        go_to(&world, (2028, 4, 2));
        assert_eq!(other.publish_statistics().await.unwrap(), Some(2));
        let second = shown(platform).await;
        assert!(
            first
                .releases
                .iter()
                .all(|told| second.releases.contains(told))
        );
        let few = { second.releases.iter() }.filter(|r| r.name == "2027");
        assert!(few.map(|r| r.total).eq([Shown::HeldBack; 3]));
        crate::row_sums::hold(&world).await;
    }
}

/// Somebody at the desk, signed in anew: a code is good once.
async fn at_work(world: &World, person: usize, seed: &[u8]) -> Session {
    world.clock.advance(60);
    session(&world.platform, &come_in(world, person, seed).await).await
}

/// The same of one desk's cases alone, by quarters, sealed, and for those who may see numbers.
#[tokio::test(flavor = "multi_thread")]
async fn a_desk_has_numbers_of_its_own_cases() {
    for world in worlds().await {
        let platform = &world.platform;
        a_year(&world).await;
        let mut seeds = Vec::new();
        for (at, (member, secret)) in world.people.iter().enumerate().take(2) {
            let name = format!("person{at}");
            let given = platform.give_login(member.member, secret.clone(), &name, PASS, KEY);
            seeds.push(given.await.unwrap().1.to_vec());
        }
        let members = one_of_each(&[Role::Supervisor, Role::CaseOfficer, Role::Administrator]);
        let other = platform.found(DeskKind::Desk, "Elsewhere", &members);
        other.await.unwrap();
        let node = node(&world).await;
        let both = tokio::join!(platform.publish_for_desks(), node.publish_for_desks());
        let told = [both.0.unwrap(), both.1.unwrap()];
        assert_eq!(told.iter().sum::<usize>(), 2, "each desk once: {told:?}");
        assert_eq!(platform.publish_for_desks().await.unwrap(), 0);
        let lead = at_work(&world, 1, &seeds[1]).await;
        let own = platform.desk_statistics(&lead).await.unwrap();
        // The second quarter is settled, the third is not.
        let names: Vec<&str> = { own.releases.iter() }
            .filter(|release| release.of == Basis::Received)
            .map(|release| release.name.as_str())
            .collect();
        assert_eq!(names, ["2026-Q1", "2026-Q2"]);
        let first = release(&own, Basis::Received);
        assert_eq!(first.total, Shown::Count(10));
        assert_eq!(
            counts(first, "received-by-kind"),
            [("force".to_owned(), 10)]
        );
        let ended = release(&own, Basis::Ended);
        assert_eq!(ended.total, Shown::Count(10));
        let outcomes = counts(ended, "ended-by-outcome");
        assert_eq!(outcomes, [("unfounded".to_owned(), 10)]);
        // Nothing of it is told to the public, and nothing lies there as it is.
        assert!(shown(platform).await.releases.is_empty());
        let rows: Vec<(Vec<u8>,)> = by_hand!(world, |db| {
            let all = sqlx::query_as("select sealed from desk_figures");
            all.fetch_all(db).await.unwrap()
        });
        assert_eq!(rows.len(), 2);
        let says = |bytes: &[u8]| bytes.windows(9).any(|w| w == b"unfounded");
        assert!(!rows.iter().any(|(sealed,)| says(sealed)));
        // What was told stays; what comes is added.
        go_to(&world, (2027, 4, 1));
        assert_eq!(node.publish_for_desks().await.unwrap(), 2);
        let lead = at_work(&world, 1, &seeds[1]).await;
        let later = platform.desk_statistics(&lead).await.unwrap();
        assert!(
            own.releases
                .iter()
                .all(|told| later.releases.contains(told))
        );
        assert!(later.releases.len() > own.releases.len());
        let officer = at_work(&world, 0, &seeds[0]).await;
        let denied = platform.desk_statistics(&officer).await;
        assert!(matches!(denied, Err(Error::Denied(_))));
        crate::row_sums::hold(&world).await;
        // A row of another is not believed.
        by_hand!(world, |db| {
            let query = sqlx::query("update desk_figures set number = number + 1");
            query.execute(db).await.unwrap();
        });
        let lead = at_work(&world, 1, &seeds[1]).await;
        let altered = platform.desk_statistics(&lead).await;
        assert!(matches!(altered, Err(Error::Unavailable)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_jumps_tells_nothing_at_once() {
    let world = worlds().await.swap_remove(0);
    let platform = &world.platform;
    told(&world, &[]).await;
    platform.sweep_clocks().await.unwrap();
    go_to(&world, (2031, 1, 1));
    // Nobody swept meanwhile, or the clock is wrong: there are two days to see it.
    for _ in 0..2 {
        assert_eq!(platform.sweep_statistics().await.unwrap(), None);
        platform.sweep_clocks().await.unwrap();
        assert_eq!(platform.sweep_statistics().await.unwrap(), None);
        world.clock.advance(DAY);
    }
    platform.sweep_clocks().await.unwrap();
    assert_eq!(platform.sweep_statistics().await.unwrap(), Some(1));
    assert_eq!(platform.sweep_statistics().await.unwrap(), None);
    world.clock.advance(DAY);
    platform.sweep_clocks().await.unwrap();
    assert_eq!(platform.sweep_statistics().await.unwrap(), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_somebody_changed_is_neither_told_nor_told_again() {
    for world in worlds().await {
        let platform = &world.platform;
        told(&world, &[]).await;
        go_to(&world, (2027, 4, 1));
        by_hand!(world, |db| {
            let query = sqlx::query("update statistics_record set sum = $1");
            query.bind(vec![0u8; 16]).execute(db).await.unwrap();
        });
        let refused = platform.publish_statistics().await;
        assert!(matches!(refused, Err(Error::Unavailable)), "{refused:?}");
        by_hand!(world, |db| {
            let query = sqlx::query("delete from statistics_record");
            query.execute(db).await.unwrap();
        });
        assert_eq!(platform.publish_statistics().await.unwrap(), Some(1));
        by_hand!(world, |db| {
            let query = sqlx::query("update publication set text = replace(text, '2026', '2025')");
            query.execute(db).await.unwrap();
        });
        let fresh = node(&world).await;
        let shown = fresh.statistics().await;
        assert!(matches!(shown, Err(Error::Unavailable)));
        go_to(&world, (2028, 4, 1));
        let again = fresh.publish_statistics().await;
        assert!(matches!(again, Err(Error::Unavailable)));
        let found = fresh.verify(false, |_, _| ()).await.unwrap();
        let named = |line: &String| line.starts_with("table publication:");
        assert!(found.damage.iter().any(named), "{:?}", found.damage);
    }
}

/// A restored copy does not know what the other told meanwhile: it tells nothing before it was said to be the one that goes on.
#[tokio::test(flavor = "multi_thread")]
async fn a_restored_copy_has_what_was_told_and_waits() {
    for world in worlds().await {
        let platform = &world.platform;
        told(&world, &[]).await;
        platform.sequence().await.unwrap();
        go_to(&world, (2027, 4, 1));
        platform.publish_statistics().await.unwrap();
        let path = world.folder.path().join("night.backup");
        let made = platform.back_up(&path, |_, _| ()).await.unwrap();
        let keys = || {
            let keys = Keys::read(&world.folder.path().join("keys")).unwrap();
            keys.with_cheap_passphrases()
        };
        let to = tempfile::tempdir().unwrap();
        let db = Db::sqlite(&to.path().join("watchpost.db")).await.unwrap();
        let files = watchpost_files::Store::local(to.path().join("objects")).unwrap();
        restore(&path, &keys(), &db, &files, &mut |_, _| ())
            .await
            .unwrap();
        let clock = world.clock.clone();
        let copy = Platform::new(db, files, keys(), clock, "example.org/log");
        let copy = copy.await.unwrap();
        assert_eq!(shown(&copy).await, shown(platform).await);
        go_to(&world, (2028, 4, 1));
        assert_eq!(copy.publish_statistics().await.unwrap(), None);
        let newest = made.manifest.checkpoint.unwrap();
        copy.continue_log(Some(&newest)).await.unwrap();
        assert_eq!(copy.publish_statistics().await.unwrap(), Some(2));
        let found = copy.verify(true, |_, _| ()).await.unwrap();
        assert_eq!(found.damage, Vec::<String>::new());
        let bytes = fs::read(&path).unwrap();
        assert!(!bytes.windows(12).any(|w| w == b"first_answer"));
    }
}
