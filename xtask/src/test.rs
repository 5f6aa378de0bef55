//! `cargo xtask test`: every part, a table of what happened, and one line that says it all.

use crate::count::{self, Count};
use crate::services::{self, Service};
use crate::shell::{cargo, env, in_ci, live, root, target};
use crate::{advisories, fuzz, install, tidy};
use anyhow::{Context, Result, bail};
use std::time::{Duration, Instant};

/// The parts, the quick ones first.
const PARTS: [&str; 9] = [
    "fmt",
    "tidy",
    "advisories",
    "clippy",
    "build",
    "rust",
    "doc",
    "fuzz",
    "browser",
];

/// Parts that need what cannot be fetched: named as skipped where it is not, there too where nothing else may be left out.
const NOT_EVERYWHERE: [&str; 1] = ["advisories"];

/// What became of one part.
struct Outcome {
    name: &'static str,
    count: Count,
    time: Duration,
}

/// Runs the parts named, or all. True when nothing failed.
pub fn run(wanted: &[String]) -> Result<bool> {
    let parts = choose(wanted)?;
    let mut outcomes = Vec::new();
    let mut compiles = true;
    for name in parts {
        eprintln!("\n== {name}");
        let start = Instant::now();
        let needs_build = matches!(name, "rust" | "doc" | "browser");
        let result = if needs_build && !compiles {
            Err(anyhow::anyhow!("not run: the build failed"))
        } else {
            part(name)
        };
        let count = result.unwrap_or_else(|error| {
            eprintln!("{name}: {error:#}");
            Count::one(false)
        });
        if name == "build" {
            compiles = count.failed == 0;
        }
        let count = match in_ci() && !NOT_EVERYWHERE.contains(&name) {
            true => count.strict(),
            false => count,
        };
        outcomes.push(Outcome {
            name,
            count,
            time: start.elapsed(),
        });
    }
    let (report, ok) = report(&outcomes);
    print!("{report}");
    Ok(ok)
}

fn choose(wanted: &[String]) -> Result<Vec<&'static str>> {
    if let Some(unknown) = wanted.iter().find(|name| !PARTS.contains(&name.as_str())) {
        bail!("no part `{unknown}`; there are {}", PARTS.join(", "));
    }
    Ok(PARTS
        .into_iter()
        .filter(|part| wanted.is_empty() || wanted.iter().any(|name| name == part))
        .collect())
}

fn part(name: &str) -> Result<Count> {
    let simple = |args: &[&str]| Ok(Count::one(live(cargo().args(args))?.ok));
    match name {
        "fmt" => simple(&["fmt", "--all", "--check"]),
        "tidy" => tidy::run(),
        "advisories" => advisories::run(),
        "clippy" => simple(&[
            "clippy",
            "--workspace",
            "--all-targets",
            "--quiet",
            "--",
            "-D",
            "warnings",
        ]),
        // One build for the program and all tests, so that nothing is built twice with other features.
        "build" => simple(&["build", "--workspace", "--all-targets"]),
        "rust" => rust(),
        "doc" => doc(),
        "fuzz" => fuzz::part(),
        "browser" => browser(),
        other => bail!("no part `{other}`"),
    }
}

/// Unit and integration tests, with both databases and an S3.
fn rust() -> Result<Count> {
    let mut count = Count::default();
    let mut running: Vec<Service> = Vec::new();
    for (name, variable, start) in [
        (
            "PostgreSQL",
            "WATCHPOST_TEST_POSTGRES",
            services::postgres as fn() -> Result<Service>,
        ),
        ("S3", "WATCHPOST_TEST_S3_ENDPOINT", services::s3),
    ] {
        if env(variable).is_some() {
            continue; // somebody brings their own
        }
        match start() {
            Ok(service) => running.push(service),
            Err(error) => count.add(Count::left_out(format!("tests with {name}: {error:#}"))),
        }
    }
    let nextest = install::has_nextest();
    let mut command = cargo();
    if nextest {
        command.args([
            "nextest",
            "run",
            "--workspace",
            "--no-fail-fast",
            "--cargo-quiet",
        ]);
        command.args(["--status-level", "slow", "--final-status-level", "skip"]);
    } else {
        command.args([
            "test",
            "--workspace",
            "--all-targets",
            "--no-fail-fast",
            "--quiet",
        ]);
        command.args(["--", "--format", "pretty"]);
    }
    let skipped = target().join(format!("skipped-{}", std::process::id()));
    command.env("WATCHPOST_SKIPPED", &skipped).envs(
        running
            .iter()
            .map(|service| (service.variable.0, &service.variable.1)),
    );
    let ran = live(&mut command)?;
    let counted = if nextest {
        count::nextest(&ran.lines)
    } else {
        count::cargo_test(&ran.lines)
    };
    count.add(counted.with_exit(ran.ok).not_empty());
    count.add(count::said_skipped(
        &std::fs::read_to_string(&skipped).unwrap_or_default(),
    ));
    let _ = std::fs::remove_file(&skipped);
    Ok(count)
}

/// The examples in the documentation of the crates.
fn doc() -> Result<Count> {
    let ran = live(cargo().args(["test", "--workspace", "--doc", "--no-fail-fast"]))?;
    Ok(count::cargo_test(&ran.lines).with_exit(ran.ok))
}

/// The pages in a real browser.
fn browser() -> Result<Count> {
    if !live(cargo().args(["build", "--workspace", "--all-targets", "--quiet"]))?.ok {
        bail!("the build failed");
    }
    let node = install::browser()?;
    let folder = root().join("tests/browser");
    let mut files: Vec<String> = std::fs::read_dir(&folder)
        .context("tests/browser")?
        .flatten()
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| name.ends_with(".test.mjs"))
        .collect();
    files.sort();
    let mut command = node.command("node");
    command
        .args(["--test", "--test-reporter=spec", "--test-timeout=600000"])
        // Each file has its own server and browser; two cores are enough for two files.
        .arg("--test-concurrency=2")
        .args(files);
    command.env("WATCHPOST_BIN", target().join("debug/watchpost"));
    let ran = live(command.current_dir(folder))?;
    Ok(count::node(&ran.lines).with_exit(ran.ok).not_empty())
}

/// The table, what was left out, and the last line.
fn report(outcomes: &[Outcome]) -> (String, bool) {
    let mut text = format!(
        "\n{:12}{:>8}{:>8}{:>8}{:>9}\n",
        "part", "passed", "failed", "skipped", "seconds"
    );
    let mut sum = Count::default();
    for Outcome { name, count, time } in outcomes {
        let (passed, failed, skipped) = (count.passed, count.failed, count.skipped.len());
        text += &format!(
            "{name:12}{passed:>8}{failed:>8}{skipped:>8}{:>9.1}\n",
            time.as_secs_f64()
        );
        sum.add(count.clone());
    }
    for name in &sum.skipped {
        text += &format!("skipped: {name}\n");
    }
    text += &format!("\n{} passed, {} failed", sum.passed, sum.failed);
    if !sum.skipped.is_empty() {
        text += &format!(", {} skipped", sum.skipped.len());
    }
    (text + "\n", sum.failed == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(name: &'static str, count: Count) -> Outcome {
        Outcome {
            name,
            count,
            time: Duration::from_millis(1500),
        }
    }

    #[test]
    fn the_last_line_sums_up() {
        let (text, ok) = report(&[
            outcome("fmt", Count::one(true)),
            outcome("rust", Count::one(true)),
        ]);
        assert!(ok);
        assert_eq!(text.lines().last(), Some("2 passed, 0 failed"));
    }

    #[test]
    fn a_failure_is_a_failure() {
        let (text, ok) = report(&[
            outcome("fmt", Count::one(false)),
            outcome("rust", Count::left_out("S3")),
        ]);
        assert!(!ok);
        assert_eq!(text.lines().last(), Some("0 passed, 1 failed, 1 skipped"));
        assert!(text.contains("skipped: S3"));
    }

    #[test]
    fn parts_are_chosen_by_name_and_kept_in_order() {
        assert_eq!(choose(&[]).expect("all"), PARTS);
        assert_eq!(
            choose(&["rust".into(), "fmt".into()]).expect("two"),
            ["fmt", "rust"]
        );
        assert!(choose(&["fnt".into()]).is_err());
    }
}
