//! Running other programs: with their output shown as it comes and kept for counting.

use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Mutex, PoisonError};

/// What a program did: whether it succeeded, and every line that it printed.
pub struct Ran {
    pub ok: bool,
    pub lines: Vec<String>,
}

/// The root of the repository.
pub fn root() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().unwrap_or(own).to_path_buf()
}

/// Where cargo puts what it builds.
pub fn target() -> PathBuf {
    env("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |dir| root().join(dir))
}

/// The one place where the environment is read here.
#[expect(
    clippy::disallowed_methods,
    reason = "development tools are an edge: they have no settings of their own"
)]
pub fn env(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// Whether nobody is watching, and so nothing may be left out.
pub fn in_ci() -> bool {
    env("CI").is_some_and(|value| value == "true" || value == "1")
}

/// A cargo command in the root of the repository.
pub fn cargo() -> Command {
    let mut command = Command::new(env("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root()).env("CARGO_TERM_COLOR", "never");
    if in_ci() {
        command.env("CARGO_INCREMENTAL", "0"); // a fresh clone builds once: the extra files only cost time
    }
    command
}

/// Runs a program, shows its output while it comes, and keeps it.
pub fn live(command: &mut Command) -> Result<Ran> {
    eprintln!("$ {}", words(command));
    let name = command.get_program().to_string_lossy().into_owned();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot start {name}"))?;
    let (out, err) = (child.stdout.take(), child.stderr.take());
    let kept = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        scope.spawn(|| forward(out, &kept));
        scope.spawn(|| forward(err, &kept));
    });
    let ok = child.wait()?.success();
    Ok(Ran {
        ok,
        lines: kept.into_inner().unwrap_or_else(PoisonError::into_inner),
    })
}

fn forward(from: Option<impl Read>, kept: &Mutex<Vec<String>>) {
    let Some(from) = from else { return };
    let mut reader = BufReader::new(from);
    let mut bytes = Vec::new();
    while matches!(reader.read_until(b'\n', &mut bytes), Ok(n) if n > 0) {
        let line = String::from_utf8_lossy(&bytes).trim_end().to_owned();
        eprintln!("{line}");
        kept.lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(line);
        bytes.clear();
    }
}

/// What a program prints on its standard output; an error when it fails.
pub fn read(command: &mut Command) -> Result<String> {
    let shown = words(command);
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("cannot start {shown}"))?;
    if !output.status.success() {
        bail!(
            "{shown} failed: {}",
            String::from_utf8_lossy(&output.stderr).trim()
        );
    }
    Ok(String::from_utf8(output.stdout)?)
}

/// Whether a program can be started and says so.
pub fn works(program: &str, args: &[&str]) -> bool {
    read(Command::new(program).args(args)).is_ok()
}

fn words(command: &Command) -> String {
    let program = command.get_program().to_string_lossy();
    let program = program.rsplit('/').next().unwrap_or(&program).to_owned();
    command
        .get_args()
        .fold(program, |line, word| line + " " + &word.to_string_lossy())
}
