//! The `watchpost` command. Exit status: 0 done, 1 failed with the reason on stderr, 2 wrong usage.

mod app;
mod backup;
mod demo;
mod doctor;
mod doors;
mod init;
mod installation;
mod log;
mod logging;
mod mail;
mod metrics;
mod outgoing;
mod party;
mod place;
mod procedure;
mod profile;
mod progress;
mod rules;
mod serve;
mod settings;
mod statistics;
mod team;
mod user;

use std::{io::Write, process::ExitCode};

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

/// Memory is wiped when it is given back: what was opened for a request does not stay behind.
#[global_allocator]
static WIPING: zeroizing_alloc::ZeroAlloc<std::alloc::System> =
    zeroizing_alloc::ZeroAlloc(std::alloc::System);

#[derive(Parser)]
#[command(
    name = "watchpost",
    version,
    about = "Holds private security companies to the International Code of Conduct",
    after_help = "Example: watchpost demo
         watchpost init --data /var/lib/watchpost"
)]
struct Cli {
    /// A TOML file whose keys are the long names of flags; flags and environment win over it
    #[arg(
        long = "config",
        value_name = "FILE",
        global = true,
        env = "WATCHPOST_CONFIG"
    )]
    _config: Option<std::path::PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serves a filled sample network, clearly fictional, to look around in
    Demo(demo::Command),
    /// Makes an installation: data directory, keys, first desk and person; prints the recovery sheet once
    Init(init::Command),
    /// Runs the server
    Serve(serve::Command),
    /// Accounts from the shell: add, list, disable, reset
    #[command(
        subcommand,
        after_help = "Example: watchpost user list --data /var/lib/watchpost"
    )]
    User(user::Command),
    /// Places for the people of companies, mediators and boards: opened, listed
    #[command(
        subcommand,
        after_help = "Example: watchpost organisation list --data /var/lib/watchpost"
    )]
    Organisation(party::Command),
    /// Writes a consistent, sealed backup while the server runs
    Backup(backup::Backup),
    /// Puts a backup into an empty installation, after reading all of it
    Restore(backup::Restore),
    /// Reads everything back and names what is damaged
    Verify(backup::Verify),
    /// Says what is wrong with an installation, and what to do about it
    Doctor(doctor::Command),
    /// Checks the public log as an outsider; goes on with it after a restore
    #[command(
        subcommand,
        after_help = "Example: watchpost log verify https://report.example.org/log"
    )]
    Log(log::Command),
    /// The procedure that a complaint goes through, as policy data: shown, checked, put to use
    #[command(
        subcommand,
        after_help = "Example: watchpost procedure check ours.toml"
    )]
    Procedure(procedure::Command),
    /// Who else can help, as policy data: shown, checked, put to use
    #[command(subcommand, after_help = "Example: watchpost doors check ours.toml")]
    Doors(doors::Command),
    /// What is so in one country, as policy data: shown, checked, put to use
    #[command(subcommand, after_help = "Example: watchpost profile check ke.toml")]
    Profile(profile::Command),
    /// The numbers for the public, and what they count, as policy data: told, shown, written to a file
    #[command(
        subcommand,
        after_help = "Example: watchpost statistics show --data /var/lib/watchpost"
    )]
    Statistics(statistics::Command),
    /// How desks work together, as policy data: shown, checked
    #[command(subcommand, after_help = "Example: watchpost team check team.toml")]
    Team(team::Command),
    /// Draws what comes on stdin; started by the server itself, never by a person
    #[command(hide = true)]
    Look { wish: Vec<String> },
}

fn main() -> ExitCode {
    logging::start();
    let cli = match asked() {
        Ok(cli) => cli,
        Err(error) => return failed(&error),
    };
    if !matches!(cli.command, Command::Look { .. }) {
        logging::lock_memory();
    }
    let done = match cli.command {
        Command::Demo(command) => block_on(demo::run(&command)),
        Command::Init(command) => block_on(init::run(&command)),
        Command::Serve(command) => block_on(serve::installation(&command)),
        Command::User(command) => block_on(user::run(&command)),
        Command::Organisation(command) => block_on(party::run(&command)),
        Command::Backup(command) => block_on(backup::backup(&command)),
        Command::Restore(command) => block_on(backup::restore(&command)),
        Command::Verify(command) => block_on(backup::verify(&command)),
        Command::Doctor(command) => block_on(doctor::run(&command)),
        Command::Log(command) => log::run(&command),
        Command::Procedure(command) => block_on(procedure::run(&command)),
        Command::Doors(command) => block_on(doors::run(&command)),
        Command::Profile(command) => block_on(profile::run(&command)),
        Command::Statistics(command) => block_on(statistics::run(&command)),
        Command::Team(command) => team::run(&command),
        Command::Look { wish } => return watchpost_viewer::child::run(&wish),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(&error),
    }
}

/// What the command line asks for. Wrong usage ends here, with status 2.
fn asked() -> anyhow::Result<Cli> {
    let arguments: Vec<std::ffi::OsString> = std::env::args_os().collect();
    let command = settings::with_file(Cli::command(), &arguments)?;
    let cli = Cli::from_arg_matches(&command.get_matches_from(arguments));
    Ok(cli.unwrap_or_else(|error| error.exit()))
}

/// Flags that do not go together, found only once all of them were read: ends with status 2.
#[derive(Debug)]
struct Usage(&'static str);

impl std::fmt::Display for Usage {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(self.0)
    }
}

impl std::error::Error for Usage {}

fn failed(error: &anyhow::Error) -> ExitCode {
    #[expect(
        clippy::print_stderr,
        reason = "this is where a command line says what went wrong"
    )]
    {
        eprintln!("watchpost: {error:#}");
    }
    ExitCode::from(if error.is::<Usage>() { 2 } else { 1 })
}

fn block_on(work: impl Future<Output = anyhow::Result<()>>) -> anyhow::Result<()> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?
        .block_on(work)
}

/// Warns the person at the terminal, beside what the command prints for others to read.
fn warn(line: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}

/// Tells the person at the terminal, at once even where the output is a pipe.
fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    // A closed pipe is no reason to stop serving.
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}
