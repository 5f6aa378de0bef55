//! `cargo xtask fuzz`: every parser of outside bytes under bytes that nobody thought of, from the corpus that is kept.

use crate::count::Count;
use crate::install;
use crate::shell::{live, root, target};
use anyhow::{Context, Result, bail};
use std::collections::VecDeque;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long each target runs when nobody says.
const SECONDS: u64 = 60;
/// How long each target runs as a part of `cargo xtask test`.
const SECONDS_IN_TEST: u64 = 20;
/// Within what time the planted fault must be found.
const SECONDS_PLANTED: u64 = 30;
/// Targets side by side.
const WORKERS: usize = 2;
/// What one target may use beyond what it has when it starts, in MiB.
const MEMORY: u64 = 64;
/// Longest input, in bytes.
const LONGEST: u64 = 16 * 1024;
/// The target with a fault in it.
const PLANTED: &str = "planted";

/// What is asked for on the command line.
#[derive(Debug, PartialEq, Eq)]
struct Asked {
    seconds: u64,
    targets: Vec<String>,
    planted: bool,
}

/// `cargo xtask fuzz [SECONDS] [TARGET…]`, or with `--planted` only the fault that must be found.
pub fn run(args: &[String]) -> Result<Count> {
    let asked = ask(args, &targets()?)?;
    fuzz(&asked)
}

/// All targets for a short while: a part of `cargo xtask test`.
pub fn part() -> Result<Count> {
    let asked = Asked {
        seconds: SECONDS_IN_TEST,
        targets: targets()?,
        planted: true,
    };
    fuzz(&asked)
}

fn ask(args: &[String], all: &[String]) -> Result<Asked> {
    let (mut seconds, mut targets, mut planted) = (SECONDS, Vec::new(), false);
    for arg in args {
        if arg == "--planted" {
            planted = true;
        } else if let Ok(number) = arg.parse() {
            seconds = number;
        } else if all.contains(arg) {
            targets.push(arg.clone());
        } else {
            bail!("no target `{arg}`; there are {}", all.join(", "));
        }
    }
    if targets.is_empty() && !planted {
        // A whole run shows first that it would find something.
        (targets, planted) = (all.to_vec(), true);
    }
    Ok(Asked {
        seconds,
        targets,
        planted,
    })
}

/// The targets of `fuzz/Cargo.toml`, without the planted one.
fn targets() -> Result<Vec<String>> {
    let text = fs::read_to_string(root().join("fuzz/Cargo.toml")).context("fuzz/Cargo.toml")?;
    let manifest: toml::Table = text.parse().context("fuzz/Cargo.toml")?;
    let bins = manifest.get("bin").and_then(toml::Value::as_array);
    let names = bins.into_iter().flatten();
    let names = names.filter_map(|bin| bin.get("name")?.as_str());
    Ok(names
        .filter(|name| *name != PLANTED)
        .map(str::to_owned)
        .collect())
}

fn fuzz(asked: &Asked) -> Result<Count> {
    let programs = build()?;
    let place = Place {
        programs,
        work: target().join("fuzz"),
    };
    let mut count = Count::default();
    if asked.planted {
        count.add(Count::one(place.finds_planted()?));
    }
    let left: Mutex<VecDeque<&String>> = Mutex::new(asked.targets.iter().collect());
    let done = Mutex::new(Vec::new());
    let next = || {
        left.lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop_front()
    };
    std::thread::scope(|scope| {
        for _ in 0..WORKERS {
            scope.spawn(|| {
                while let Some(name) = next() {
                    let result = place.run(name, asked.seconds);
                    let ok = result.unwrap_or_else(|error| {
                        eprintln!("{name}: {error:#}");
                        false
                    });
                    done.lock().unwrap_or_else(PoisonError::into_inner).push(ok);
                }
            });
        }
    });
    for ok in done.into_inner().unwrap_or_else(PoisonError::into_inner) {
        count.add(Count::one(ok));
    }
    Ok(count)
}

/// Builds all targets, and gives the folder they are in. No sanitizer: that would need an unstable compiler, and our code has no
/// unsafe line; panics, sums that overflow, memory and time are found without.
fn build() -> Result<PathBuf> {
    let tool = install::cargo_fuzz()?;
    let folder = target().join("fuzz");
    let mut command = Command::new(tool);
    command
        .current_dir(root())
        .env("CARGO_TERM_COLOR", "never")
        .args(["fuzz", "build", "--sanitizer", "none", "--target-dir"])
        .arg(&folder);
    if !live(&mut command)?.ok {
        bail!("the fuzz targets do not build");
    }
    let built = fs::read_dir(&folder)?
        .flatten()
        .map(|entry| entry.path().join("release"));
    built
        .filter(|path| path.join(PLANTED).exists())
        .max()
        .context("the fuzz targets were built and are not found")
}

/// Where things are.
struct Place {
    programs: PathBuf,
    work: PathBuf,
}

/// How one run of one target ended.
struct Ended {
    ok: bool,
    lines: Vec<String>,
    time: Duration,
}

impl Ended {
    /// A number that the fuzzer says at its end.
    fn number(&self, name: &str) -> u64 {
        let start = format!("stat::{name}:");
        let found = self
            .lines
            .iter()
            .rev()
            .find_map(|line| line.strip_prefix(&start));
        found.and_then(|n| n.trim().parse().ok()).unwrap_or(0)
    }
}

impl Place {
    fn start(&self, name: &str, args: &[String], folders: &[&Path]) -> Result<Ended> {
        let start = Instant::now();
        let output = Command::new(self.programs.join(name))
            .args(args)
            .args(folders)
            .stdin(Stdio::null())
            .output()
            .with_context(|| format!("cannot start {name}"))?;
        let text = String::from_utf8_lossy(&output.stderr);
        Ok(Ended {
            ok: output.status.success(),
            lines: text.lines().map(str::to_owned).collect(),
            time: start.elapsed(),
        })
    }

    /// An empty folder for what this target finds.
    fn found_folder(&self, name: &str) -> Result<PathBuf> {
        let folder = self.work.join("found").join(name);
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        Ok(folder)
    }

    /// Runs one target and says how it went.
    fn run(&self, name: &str, seconds: u64) -> Result<bool> {
        let found = self.found_folder(name)?;
        let own = self.work.join("corpus").join(name);
        fs::create_dir_all(&own)?;
        let kept = root().join("fuzz/corpus").join(name);
        if !kept.is_dir() {
            bail!("there is no corpus in {}", kept.display());
        }
        let nothing = ["-runs=0".into(), "-print_final_stats=1".into()];
        let limit = self.start(name, &nothing, &[])?.number("peak_rss_mb") + MEMORY;
        let (mut runs, mut peak, start) = (0, 0, Instant::now());
        let failed = loop {
            let left = seconds.saturating_sub(start.elapsed().as_secs()).max(1);
            let args = [
                format!("-max_total_time={left}"),
                format!("-rss_limit_mb={limit}"),
                format!("-max_len={LONGEST}"),
                format!("-artifact_prefix={}/", found.display()),
                "-timeout=1".into(),
                "-print_final_stats=1".into(),
            ];
            let ended = self.start(name, &args, &[&own, &kept])?;
            runs += ended.number("number_of_executed_units");
            peak = peak.max(ended.number("peak_rss_mb"));
            let inputs = files(&found);
            if ended.ok {
                break (runs == 0).then_some(ended);
            }
            if !self.was_only_busy(name, &inputs) {
                break Some(ended);
            }
            println!("       {name}: an input took long, and not again: the machine is busy");
            inputs.iter().try_for_each(fs::remove_file)?;
            if start.elapsed().as_secs() >= seconds {
                break None;
            }
        };
        let word = if failed.is_none() { "ok    " } else { "FAILED" };
        let time = start.elapsed().as_secs();
        println!("{word} {name:12} {runs:>10} runs in {time} s, {peak} MiB of {limit}");
        if let Some(ended) = &failed {
            self.tell(name, ended, &files(&found));
        }
        Ok(failed.is_none())
    }

    /// Shows what the fuzzer said last, and how to try its input again.
    fn tell(&self, name: &str, ended: &Ended, inputs: &[PathBuf]) {
        for line in &ended.lines[ended.lines.len().saturating_sub(60)..] {
            eprintln!("       {line}");
        }
        let program = self.programs.join(name);
        for input in inputs {
            let (program, input) = (program.display(), input.display());
            eprintln!("the input: {input}\nagain:     {program} {input} -timeout=1");
        }
    }

    /// Whether all that was found are inputs that took long, and none of them does when it is tried again.
    fn was_only_busy(&self, name: &str, inputs: &[PathBuf]) -> bool {
        let slow = |path: &PathBuf| {
            path.file_name()
                .is_some_and(|file| file.to_string_lossy().starts_with("timeout-"))
        };
        let again = |path: &PathBuf| {
            let args = ["-timeout=1".to_owned()];
            (0..3).any(|_| self.start(name, &args, &[path]).is_ok_and(|ended| ended.ok))
        };
        !inputs.is_empty() && inputs.iter().all(slow) && inputs.iter().all(again)
    }

    /// Whether the planted fault is found, from nothing.
    fn finds_planted(&self) -> Result<bool> {
        let found = self.found_folder(PLANTED)?;
        let args = [
            format!("-max_total_time={SECONDS_PLANTED}"),
            format!("-artifact_prefix={}/", found.display()),
        ];
        let ended = self.start(PLANTED, &args, &[])?;
        let said = ended.lines.iter().any(|line| line.contains("panicked at"));
        let ok = !ended.ok && said && !files(&found).is_empty();
        let word = if ok { "ok    " } else { "FAILED" };
        println!(
            "{word} a planted fault is found: {:.1} s",
            ended.time.as_secs_f64()
        );
        Ok(ok)
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn words(list: &[&str]) -> Vec<String> {
        list.iter().map(|word| (*word).to_owned()).collect()
    }

    #[test]
    fn seconds_and_targets_are_told_apart() {
        let all = words(&["form", "proxy"]);
        let asked = |args: &[&str]| ask(&words(args), &all);
        let everything = asked(&[]).unwrap();
        assert_eq!((everything.seconds, everything.planted), (SECONDS, true));
        assert_eq!(everything.targets, all);
        let one = asked(&["5", "form"]).unwrap();
        assert_eq!((one.seconds, one.planted), (5, false));
        assert_eq!(one.targets, ["form"]);
        assert!(asked(&["--planted"]).unwrap().targets.is_empty());
        assert!(asked(&["from"]).is_err());
    }

    #[test]
    fn every_target_is_listed_and_has_a_corpus() {
        let mut listed = targets().unwrap();
        listed.sort();
        let sources = files(&root().join("fuzz/fuzz_targets"));
        let mut written: Vec<String> = sources
            .iter()
            .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
            .filter(|name| name != PLANTED)
            .collect();
        written.sort();
        assert_eq!(listed, written);
        for name in listed {
            let kept = files(&root().join("fuzz/corpus").join(&name));
            assert!(!kept.is_empty(), "{name} has no corpus");
        }
    }

    #[test]
    fn numbers_are_read_from_the_last_lines() {
        let ended = Ended {
            ok: true,
            lines: words(&["#1 INITED", "stat::peak_rss_mb:              41"]),
            time: Duration::ZERO,
        };
        assert_eq!(ended.number("peak_rss_mb"), 41);
        assert_eq!(ended.number("number_of_executed_units"), 0);
    }
}
