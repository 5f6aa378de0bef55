//! Development commands: everything that is tested, checked, measured or shown starts here, as `cargo xtask …`.
#![allow(clippy::print_stdout, reason = "this is a command for people")]

mod advisories;
mod count;
mod fuzz;
mod holidays;
mod install;
mod outlines;
mod services;
mod shell;
mod test;
mod tidy;

use anyhow::{Result, bail};
use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask test [PART…]   everything, or the parts named: fmt tidy advisories clippy build rust doc fuzz browser
cargo xtask tidy           layers, lints, words, links, decisions, licences, duplicates
cargo xtask advisories     known faults in what is in Cargo.lock
cargo xtask fuzz [SECONDS] [TARGET…]   parsers under random bytes, 60 seconds each; --planted: only a fault that must be found
cargo xtask services       a PostgreSQL and an S3 for single tests, until enter or ctrl-c
cargo xtask bench [ARG…]   the measurements of crate testkit
cargo xtask holidays       the public holidays of all countries, made anew from PyPI
cargo xtask outlines SOURCE the outlines of crate maps, made anew from Natural Earth (its data/README.md says from where)
cargo xtask demo-shots     pictures of the demo's pages, in tests/browser/out

Example: cargo xtask test fmt clippy";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match run(&args) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Whether what was asked for went well.
fn run(args: &[String]) -> Result<bool> {
    let (command, rest) = match args.split_first() {
        Some((command, rest)) => (command.as_str(), rest),
        None => ("help", args),
    };
    match command {
        "test" => test::run(rest),
        "tidy" => Ok(tidy::run()?.failed == 0),
        "advisories" => Ok(advisories::run()?.failed == 0),
        "fuzz" => Ok(fuzz::run(rest)?.failed == 0),
        "services" => hold_services(),
        "bench" => bench(rest),
        "holidays" => holidays::make(),
        "outlines" => match rest {
            [source] => outlines::make(source),
            _ => bail!("name the file of Natural Earth\n{USAGE}"),
        },
        "demo-shots" => demo_shots(),
        "help" | "--help" | "-h" => {
            println!("{USAGE}");
            Ok(true)
        }
        other => bail!("no command `{other}`\n{USAGE}"),
    }
}

/// For work on one test: the servers stay until somebody presses enter.
fn hold_services() -> Result<bool> {
    let running = [services::postgres()?, services::s3()?];
    for service in &running {
        println!("export {}={}", service.variable.0, service.variable.1);
    }
    std::io::stdin().read_line(&mut String::new())?;
    Ok(true)
}

fn bench(args: &[String]) -> Result<bool> {
    let build = ["build", "--release", "--package", "watchpost"];
    if !shell::live(shell::cargo().args(build))?.ok {
        return Ok(false);
    }
    let postgres = services::postgres()?;
    let fixed = [
        "run",
        "--release",
        "--package",
        "watchpost-testkit",
        "--bin",
        "bench",
        "--",
    ];
    let (name, url) = &postgres.variable;
    let mut run = shell::cargo();
    run.args(fixed).args(args).env(name, url);
    // What was built just now, wherever cargo puts it.
    run.env("WATCHPOST_BIN", shell::target().join("release/watchpost"));
    if shell::env("WATCHPOST_BENCH_DIR").is_none() {
        run.env("WATCHPOST_BENCH_DIR", shell::target());
    }
    Ok(shell::live(&mut run)?.ok)
}

fn demo_shots() -> Result<bool> {
    if !shell::live(shell::cargo().args(["build", "--package", "watchpost"]))?.ok {
        return Ok(false);
    }
    let node = install::browser()?;
    let program = shell::target().join("debug/watchpost");
    let mut screens = node.command("node");
    screens
        .args(["screens.mjs", "--demo"])
        .env("WATCHPOST_BIN", program);
    Ok(shell::live(screens.current_dir(shell::root().join("tests/browser")))?.ok)
}
