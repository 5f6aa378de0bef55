//! The desk at work over many cases: the program in a process of its own, pages over HTTP.

use std::{path::PathBuf, time::Duration};

use uuid::Uuid;
use watchpost_vault::{Identity, StreamSealer};

use crate::{browser::Browser, http, mib, ms, percentile, program::Place};

const TRIES: usize = 100;

/// Sealing in memory alone, in MB/s.
pub fn sealing() -> f64 {
    let (to, piece) = (Identity::generate().recipient(), http::pieces());
    let header = watchpost_vault::Header {
        installation: Uuid::nil(),
        scope: Uuid::nil(),
        compartment: watchpost_vault::Compartment::Original,
        epoch: 1,
        item: Uuid::nil(),
        version: 1,
        kind: 1,
    };
    let mut sealer = StreamSealer::new(&to, &header);
    let begun = std::time::Instant::now();
    for _ in 0..256 {
        std::hint::black_box(sealer.push(&piece));
    }
    256.0 * piece.len() as f64 / begun.elapsed().as_secs_f64() / 1e6
}

/// An installation with so many cases. Where `WATCHPOST_BENCH_KEEP` names a folder, it is kept there and found again: filling it takes
/// longer than all that is measured.
fn filled(cases: usize) -> Place {
    let kept = std::env::var_os("WATCHPOST_BENCH_KEEP");
    let kept = kept.map(|folder| PathBuf::from(folder).join(cases.to_string()));
    if let Some(kept) = kept.as_ref().filter(|kept| kept.exists()) {
        return Place::like(kept);
    }
    let place = Place::new(None);
    let program = place.serve();
    let channel = http::channel(&program.address);
    let limits = (Duration::from_secs(3_600), cases);
    let (took, _, receipts) = http::report_for(&program.address, &channel, 16, limits);
    println!(
        "| {} reports came in, SQLite | {:.0}/s, {} each on the disk | |",
        receipts.len(),
        receipts.len() as f64 / took.as_secs_f64(),
        kib(place.size() / receipts.len() as u64)
    );
    println!("| SIGTERM, {cases} cases | {} | |", ms(program.terminate()));
    if let Some(kept) = kept {
        place.keep(&kept);
    }
    place
}

/// Works at the desk of an installation with so many cases.
pub fn measure(cases: usize) {
    let place = filled(cases);
    // The second time the list lies folded, as the first unlocking left it.
    for (spare, what) in ["nobody has seen", "list folded"].into_iter().enumerate() {
        let program = place.serve();
        std::thread::sleep(Duration::from_secs(2));
        let idle = program.memory("VmRSS");
        let mut desk = Browser::new(&program.address);
        desk.sign_in(&place, spare);
        let unlocking = desk.unlock(&place);
        let first = desk.open("/desk/cases");
        println!(
            "| start / idle / unlock with passphrase / first page / memory at most, {cases} cases, {what} | {} / {} / {} / {} / {} | |",
            ms(program.starting),
            mib(idle),
            ms(unlocking),
            ms(first),
            mib(program.memory("VmHWM"))
        );
        inbox(&mut desk, cases, what);
        if spare == 1 {
            one_case(&mut desk, cases);
        }
        // Folding goes on beside; it is waited for by locking out nobody and asking until pages are quick again.
        std::thread::sleep(Duration::from_secs(10 + cases as u64 / 2_000));
        program.terminate();
    }
}

fn kib(bytes: u64) -> String {
    format!("{} KiB", bytes >> 10)
}

fn inbox(desk: &mut Browser, cases: usize, what: &str) {
    let pages = [
        ("page", "/desk/cases"),
        ("filter", "/desk/cases?state=received&order=newest"),
        ("search", "/desk/cases?words=9999+papers"),
        ("numbers", "/desk/numbers"),
    ];
    for (name, path) in pages {
        let mut times: Vec<Duration> = (0..TRIES).map(|_| desk.open(path)).collect();
        println!(
            "| inbox {name}, {cases} cases, {what} | p95 {}, {} | |",
            ms(percentile(&mut times, 95)),
            kib(desk.page.len() as u64)
        );
    }
}

fn one_case(desk: &mut Browser, cases: usize) {
    let (mut open, mut write, mut alike) = (Vec::new(), Vec::new(), Vec::new());
    desk.open("/desk/cases");
    let found = desk.cases();
    for case in found.iter().cycle().take(TRIES) {
        open.push(desk.open(case));
        let form = format!("once={}&message=We+have+read+it.", desk.field("once"));
        write.push(desk.send(&format!("{case}/message"), &form));
    }
    for case in found.iter().cycle().take(TRIES) {
        alike.push(desk.open(&format!("{case}/alike")));
    }
    println!(
        "| what is alike to a case, {cases} cases | p95 {} | |",
        ms(percentile(&mut alike, 95))
    );
    let mut step = Vec::new();
    for case in &found {
        desk.open(case);
        let mut go =
            |act: &str| step.push(desk.send(&format!("{case}/step"), &format!("act={act}")));
        go("acknowledge");
        (0..3).for_each(|_| go("protect"));
        desk.open(case);
        assert!(desk.page.contains("→ Safety check"), "it was carried on");
    }
    println!(
        "| a step of the procedure, durable, {cases} cases | p95 {} of {} | |",
        ms(percentile(&mut step, 95)),
        step.len()
    );
    println!(
        "| open a case / post a message, durable, {cases} cases | p95 {} / {} | |",
        ms(percentile(&mut open, 95)),
        ms(percentile(&mut write, 95))
    );
}
