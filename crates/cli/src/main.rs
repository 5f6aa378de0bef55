//! The `watchpost` command. Exit status: 0 done, 1 failed with the reason on stderr, 2 wrong usage.

mod log;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(
    name = "watchpost",
    version,
    about = "Holds private security companies to the International Code of Conduct"
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Checks the public log as an outsider.
    #[command(subcommand)]
    Log(log::Command),
}

fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Log(command) => log::run(&command),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            #[expect(
                clippy::print_stderr,
                reason = "this is where a command line says what went wrong"
            )]
            {
                eprintln!("watchpost: {error:#}");
            }
            ExitCode::from(1)
        }
    }
}
