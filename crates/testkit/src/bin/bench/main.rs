//! The measurements of `docs/performance.md`, each beside something of the same machine. `cargo xtask bench` builds the
//! program, starts PostgreSQL and runs them; with names after it, only those: start reports burst upload
//! desk (10,000 cases) clocks many (100,000) flood (five minutes). With `WATCHPOST_BENCH_KEEP=FOLDER` the filled installations are kept.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a tool for people, that stops where something is wrong"
)]
#![expect(
    clippy::disallowed_methods,
    reason = "told by the environment where program and PostgreSQL are"
)]

mod browser;
mod clocks;
mod desk;
mod flood;
mod http;
mod program;

use std::time::{Duration, Instant};

use program::Program;

/// The value below which so many of a hundred lie.
pub fn percentile(times: &mut [Duration], of_hundred: usize) -> Duration {
    times.sort_unstable();
    let at = (times.len() * of_hundred / 100).min(times.len().saturating_sub(1));
    times.get(at).copied().unwrap_or_default()
}

fn ms(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1_000.0)
}

fn mib(bytes: u64) -> String {
    format!("{} MiB", bytes >> 20)
}

/// How often this disk takes 4 KiB durably in a second, one after the other.
fn syncs() -> f64 {
    use std::io::Write;
    let folder = program::folder();
    let mut file = std::fs::File::create(folder.path().join("syncs")).unwrap();
    let (begun, mut done) = (Instant::now(), 0u32);
    while begun.elapsed() < Duration::from_secs(2) {
        file.write_all(&[7; 4096]).unwrap();
        file.sync_data().unwrap();
        done += 1;
    }
    f64::from(done) / begun.elapsed().as_secs_f64()
}

fn reports(name: &str, program: &Program) {
    let seconds = 10;
    let channel = http::channel(&program.address);
    let (begun, mut times, receipts) = http::report_for(
        &program.address,
        &channel,
        16,
        (Duration::from_secs(seconds), usize::MAX),
    );
    let rate = receipts.len() as f64 / begun.as_secs_f64();
    let p99 = percentile(&mut times, 99);
    let lost = http::lost(&program.address, &receipts);
    println!(
        "| reports, 16 at once, {name} | {rate:.0}/s, p99 {}, {lost} lost of {} | {:.2} of {:.0} durable writes/s |",
        ms(p99),
        receipts.len(),
        rate / syncs(),
        syncs()
    );
}

fn bursts(name: &str, program: &Program) {
    let channel = http::channel(&program.address);
    for clients in [2, 4, 16, 64] {
        let receipts = http::burst(&program.address, &channel, clients);
        let doubled = receipts.len().saturating_sub(clients);
        let lost = clients.saturating_sub(receipts.len()) + http::lost(&program.address, &receipts);
        println!(
            "| same moment, {clients} clients, each twice, {name} | {lost} lost, {doubled} doubled | |"
        );
    }
}

fn upload(program: &Program) {
    const SIZE: usize = 1 << 30;
    let channel = http::channel(&program.address);
    let before = program.memory("VmRSS");
    let stop = std::sync::atomic::AtomicBool::new(false);
    let (took, mut reads) = std::thread::scope(|scope| {
        let reader = scope.spawn(|| http::read_until(&program.address, &stop));
        let took = http::upload(&program.address, &channel, SIZE);
        stop.store(true, std::sync::atomic::Ordering::Relaxed);
        (took, reader.join().unwrap())
    });
    let more = program.memory("VmHWM").saturating_sub(before);
    let plain = program::plain_write(SIZE);
    let sealing = desk::sealing();
    let rate = SIZE as f64 / took.as_secs_f64() / 1e6;
    println!(
        "| upload 1 GiB | {rate:.0} MB/s, memory +{}, a reader's p99 {} | {:.2} of sealing alone ({sealing:.0} MB/s); {:.2} of a plain durable write ({:.0} MB/s) |",
        mib(more),
        ms(percentile(&mut reads, 99)),
        rate / sealing,
        plain.as_secs_f64() / took.as_secs_f64(),
        SIZE as f64 / plain.as_secs_f64() / 1e6
    );
}

fn start() {
    let place = program::Place::new(None);
    let program = place.serve();
    std::thread::sleep(Duration::from_secs(2));
    let idle = program.memory("VmRSS");
    let (starting, weight) = (program.starting, http::weight(&program.address));
    let ending = program.terminate();
    println!(
        "| start, idle, SIGTERM | {}, {}, {} | |",
        ms(starting),
        mib(idle),
        ms(ending)
    );
    println!("| first visit: page and stylesheet | {} bytes | |", weight);
}

fn main() {
    let asked: Vec<String> = std::env::args().skip(1).collect();
    let wanted = |name: &str| asked.is_empty() || asked.iter().any(|a| a == name);
    println!("| what | measured | beside |\n|---|---|---|");
    if wanted("start") {
        start();
    }
    let place = program::Place::new(None);
    let program = place.serve();
    if wanted("reports") {
        reports("SQLite", &program);
    }
    if wanted("burst") {
        bursts("SQLite", &program);
    }
    if wanted("upload") {
        upload(&program);
    }
    program.terminate();
    if (wanted("reports") || wanted("burst"))
        && let Ok(url) = std::env::var("WATCHPOST_TEST_POSTGRES")
    {
        let place = program::Place::new(Some(program::schema(&url)));
        let program = place.serve();
        if wanted("reports") {
            reports("PostgreSQL", &program);
        }
        if wanted("burst") {
            bursts("PostgreSQL", &program);
        }
        program.terminate();
    }
    if wanted("desk") {
        desk::measure(10_000);
    }
    if wanted("clocks") {
        clocks::measure();
    }
    if wanted("many") {
        desk::measure(100_000);
    }
    if wanted("flood") {
        flood::measure(
            std::env::var("WATCHPOST_FLOOD_SECONDS").map_or(300, |s| s.parse().unwrap()),
        );
    }
}
