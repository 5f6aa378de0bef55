//! `cargo bench -p watchpost-names`: how long a search takes, what it finds and what the index weighs, with 100,000 companies of six names.

#[path = "../tests/invented/mod.rs"]
mod invented;

use std::time::{Duration, Instant};

use invented::{
    Company, TONGUES,
    measure::{self, Asked},
};
use watchpost_names::{CompanyKey, Index};

const ASKED: usize = 6000;

fn main() {
    // Test runners start benches, too; nothing is measured for them.
    if !std::env::args().any(|arg| arg == "--bench") {
        return;
    }
    let count = { std::env::args().skip(1) }.find_map(|arg| arg.parse().ok());
    let companies = invented::companies(1, count.unwrap_or(100_000));
    let before = memory();
    let start = Instant::now();
    let index = measure::index(&companies);
    let names: usize = companies.iter().map(|company| company.names.len()).sum();
    let bytes = memory().saturating_sub(before);
    say(&format!(
        "{} companies, {names} names, built in {:.1} s, {} MiB, {} bytes a name",
        companies.len(),
        start.elapsed().as_secs_f64(),
        bytes >> 20,
        bytes / names.max(1),
    ));
    let asked = measure::asked(2, &companies, ASKED);
    let found = times(&asked, |text| index.find(text, 5).len());
    recall(&index, &companies, &asked);
    absent(&index, &companies);
    beside(&companies, &asked, found);
}

fn say(line: &str) {
    use std::io::Write;
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// Prints how long each took, waited for and computed; gives the median of computing.
fn times(asked: &[Asked], find: impl Fn(&str) -> usize) -> Duration {
    let mut waited: Vec<Duration> = Vec::new();
    let mut took: Vec<Duration> = Vec::new();
    for one in asked {
        let (start, before) = (Instant::now(), computed());
        std::hint::black_box(find(&one.text));
        took.push(computed().saturating_sub(before));
        waited.push(start.elapsed());
    }
    for (what, times) in [("computing", &mut took), ("waiting", &mut waited)] {
        times.sort_unstable();
        let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
        say(&format!(
            "find, {what}: p50 {:.2?}, p95 {:.2?}, p99 {:.2?}, at most {:.2?}",
            at(0.5),
            at(0.95),
            at(0.99),
            at(1.0)
        ));
    }
    took[took.len() / 2]
}

fn recall(index: &Index, companies: &[Company], asked: &[Asked]) {
    let mut missed = Vec::new();
    let recall = measure::recall(index, asked, |one| {
        let right = CompanyKey(one.company as u32);
        let all = index.find(&one.text, 100);
        let place = all.iter().position(|found| found.company == right);
        missed.push(format!(
            "{:?} {:?}: {} | {} | place {place:?} {} | first {} {}",
            one.tongue,
            one.kind,
            one.text,
            companies[one.company].names[0],
            place.map_or(0, |at| all[at].score),
            all.first().map_or("", |found| &found.name),
            all.first().map_or(0, |found| found.score),
        ));
    });
    for tongue in TONGUES {
        let all = measure::of(&recall, tongue);
        say(&format!(
            "{tongue:?}: {:.3} among five ({:.3} with each kind counting as much), {:.3} first, {:.3} found but doubtful, of {}",
            all.at_five(),
            measure::mean_of_kinds(&recall, tongue),
            all.at_one(),
            all.doubtful as f64 / all.asked as f64,
            all.asked
        ));
        for ((_, kind), found) in recall.iter().filter(|((of, _), _)| *of == tongue) {
            say(&format!(
                "    {kind:?}: {:.3}, {:.3} first, of {}",
                found.at_five(),
                found.at_one(),
                found.asked
            ));
        }
    }
    if std::env::args().any(|arg| arg == "missed") {
        missed.iter().for_each(|line| say(line));
    }
}

fn absent(index: &Index, companies: &[Company]) {
    let absent = measure::absent(index, companies, 3, ASKED);
    let share = |count: usize| 100.0 * count as f64 / absent.asked as f64;
    say(&format!(
        "not in the index: {:.2} % sure, {:.2} % not doubtful, of {}",
        share(absent.sure),
        share(absent.above_doubtful),
        absent.asked
    ));
}

/// A plain loop over all names, with the likeness of Jaro and Winkler.
fn beside(companies: &[Company], asked: &[Asked], found: Duration) {
    let names: Vec<(usize, String)> = { companies.iter().enumerate() }
        .flat_map(|(at, company)| {
            company
                .names
                .iter()
                .map(move |name| (at, name.to_lowercase()))
        })
        .collect();
    let some = &asked[..12.min(asked.len())];
    let mut right = 0;
    let start = computed();
    for one in some {
        let said = one.text.to_lowercase();
        let mut near: Vec<(f64, usize)> = { names.iter() }
            .map(|(at, name)| (strsim::jaro_winkler(&said, name), *at))
            .collect();
        near.sort_unstable_by(|a, b| b.0.total_cmp(&a.0));
        let mut five: Vec<usize> = Vec::new();
        for (_, at) in near {
            if five.len() < 5 && !five.contains(&at) {
                five.push(at);
            }
        }
        right += usize::from(five.contains(&one.company));
    }
    let each = (computed() - start) / some.len() as u32;
    say(&format!(
        "a plain loop with Jaro-Winkler: {each:.1?} each, {:.2} among five; a search takes {:.4} of it",
        right as f64 / some.len() as f64,
        found.as_secs_f64() / each.as_secs_f64()
    ));
}

/// The resident memory of this process, in bytes; nothing where the system does not say.
fn memory() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS:"));
    let kib = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<usize>().ok());
    kib.unwrap_or(0) << 10
}

/// How long this thread has computed, which others on the machine do not lengthen.
fn computed() -> Duration {
    // The system counts when it looks at who is next.
    std::thread::yield_now();
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let first = stat.split_whitespace().next();
    Duration::from_nanos(first.and_then(|ns| ns.parse().ok()).unwrap_or(0))
}
