//! The commands as the contract writes them: each line works as it stands there, says what it should, and can be said by
//! environment and file as well.
#![allow(clippy::unwrap_used)]
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "shared with tests that are told by the environment where PostgreSQL runs"
)]

mod program;

use std::{
    path::Path,
    process::{Command, Output, Stdio},
};

use program::{channel, copy_keys, good, send};

/// Runs a line in a folder, with these variables and no others of ours. `DATA` stands for its data directory.
fn line(folder: &Path, line: &str, variables: &[(&str, &str)]) -> Output {
    let data = folder.join("data");
    let words = line
        .split_whitespace()
        .map(|word| word.replace("DATA", data.to_str().unwrap()));
    let mut run = Command::new(env!("CARGO_BIN_EXE_watchpost"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("WATCHPOST_")) {
        run.env_remove(name);
    }
    run.args(words)
        .envs(variables.iter().copied())
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

fn complained(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A server that took a report and was ended as operators do: what waited is in the log.
fn served(folder: &Path) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_watchpost"))
        .args(["serve", "--listen", "127.0.0.1:0", "--data"])
        .arg(folder.join("data"))
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = String::new();
    let out = child.stdout.take().unwrap();
    std::io::BufRead::read_line(&mut std::io::BufReader::new(out), &mut said).unwrap();
    assert!(said.starts_with("Watchpost listens at http://"), "{said}");
    let address = said.rsplit("http://").next().unwrap().trim();
    send(address, &channel(address), 1).unwrap();
    let id = rustix::process::Pid::from_raw(child.id().cast_signed()).unwrap();
    rustix::process::kill_process(id, rustix::process::Signal::TERM).unwrap();
    assert!(child.wait().unwrap().success());
}

#[test]
fn each_line_of_the_contract_works_as_it_stands() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let sheet = good(&line(folder, "init --data DATA", &[]));
    for said in [
        "desk              First desk",
        "first person      First member",
        "address           http://127.0.0.1:8080 (",
        "sign in as        first",
        "recovery code     ",
    ] {
        assert!(sheet.contains(said), "{said}: {sheet}");
    }
    served(folder);
    let data = folder.join("data");
    let here = [("WATCHPOST_DATA", data.to_str().unwrap())];
    for (text, said) in [
        ("user list", "first\tFirst member\tFirst desk\t"),
        ("user reset first", "passphrase to sign in: "),
        ("doctor", "ok    the database answers"),
        ("verify", "whole: "),
        ("verify --deep", "whole: "),
        ("log verify DATA/objects/log", "whole: "),
        ("log continue --never-published", "goes on already"),
        ("backup night", "backed up and read back: "),
        ("restore night --check", "whole: "),
        ("user disable first", "first is signed out"),
    ] {
        let told = good(&line(folder, text, &here));
        assert!(told.contains(said), "{text}: {told}");
    }
    // Another machine: the keys come first, somebody looks around, and then the backup.
    let other = tempfile::tempdir().unwrap();
    let other = other.path();
    std::fs::create_dir(other.join("data")).unwrap();
    copy_keys(&data, &other.join("data"));
    std::fs::copy(folder.join("night"), other.join("night")).unwrap();
    let doctor = line(other, "doctor --data DATA", &[]);
    assert!(doctor.status.success(), "{doctor:?}");
    good(&line(other, "user list --data DATA", &[]));
    good(&line(other, "verify --data DATA", &[]));
    let told = good(&line(other, "restore night --data DATA", &[]));
    assert!(told.starts_with("restored: "), "{told}");
    let told = good(&line(other, "verify --deep --data DATA", &[]));
    assert!(told.starts_with("whole: "), "{told}");
    assert!(good(&line(other, "user list --data DATA", &[])).contains("First member"));
}

/// What stands under a heading of a help page, cut where a line begins with what is looked for.
fn under<'a>(help: &'a str, heading: &str) -> Vec<&'a str> {
    let part = help.split(&format!("\n{heading}:\n")).nth(1).unwrap_or("");
    let lines = part.lines();
    lines
        .take_while(|line| line.is_empty() || line.starts_with(' '))
        .collect()
}

/// Every command below this one: its example, and the name of each of its flags in the environment.
fn walk(folder: &Path, command: &str, seen: &mut Vec<String>) {
    let help = good(&line(folder, &format!("{command} --help"), &[]));
    assert!(help.contains("Example: watchpost"), "{command}: {help}");
    let mut flag = String::new();
    let mut named = true;
    for text in under(&help, "Options") {
        let begins = text.trim_start();
        if begins.starts_with('-') {
            assert!(named, "{command} {flag} has no name in the environment");
            let long = begins.split_whitespace().find(|w| w.starts_with("--"));
            flag = long.unwrap().trim_end_matches("...").to_owned();
            named = matches!(flag.as_str(), "--help" | "--version");
            seen.push(format!("{command} {flag}"));
        }
        let name = flag
            .trim_start_matches('-')
            .to_uppercase()
            .replace('-', "_");
        named |= text.contains(&format!("[env: WATCHPOST_{name}="));
    }
    assert!(named, "{command} {flag} has no name in the environment");
    for text in under(&help, "Commands") {
        let Some(name) = text.strip_prefix("  ").filter(|t| !t.starts_with(' ')) else {
            continue;
        };
        match name.split_whitespace().next() {
            Some("help") | None => {}
            Some(name) => walk(folder, format!("{command} {name}").trim(), seen),
        }
    }
}

#[test]
fn every_command_has_an_example_and_every_flag_a_name_in_the_environment() {
    let folder = tempfile::tempdir().unwrap();
    let mut seen = Vec::new();
    walk(folder.path(), "", &mut seen);
    for flag in [
        "serve --listen",
        "user add --role",
        "restore --check",
        "verify --deep",
        "log verify --since",
        "log continue --new-log",
        "init --evidence-url",
    ] {
        assert!(
            seen.iter().any(|s| s == flag),
            "{flag} is not among {seen:?}"
        );
    }
}

#[test]
fn environment_and_file_say_what_flags_say() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let config = "desk = \"River Desk\"\nname = \"Noor\"\nlogin = \"noor\"\nbase-url = \"https://example.org\"\n\
                  deep = true\nrole = [\"intake\", \"auditor\"]\n";
    std::fs::write(folder.join("all.toml"), config).unwrap();
    let sheet = good(&line(folder, "init --data DATA --config all.toml", &[]));
    assert!(sheet.contains("desk              River Desk"), "{sheet}");
    let added = good(&line(folder, "user add --data DATA --config all.toml", &[]));
    assert!(added.contains("https://example.org/join/"), "{added}");
    let variables = [
        ("WATCHPOST_DESK", "River Desk"),
        ("WATCHPOST_NAME", "Amina"),
        ("WATCHPOST_ROLE", "intake,case-officer"),
    ];
    good(&line(folder, "user add --data DATA", &variables));
    let wrong = line(
        folder,
        "user add --data DATA",
        &[("WATCHPOST_ROLE", "intake,king")],
    );
    assert_eq!(wrong.status.code(), Some(2), "no --desk");
    good(&line(
        folder,
        "verify --data DATA",
        &[("WATCHPOST_DEEP", "1")],
    ));
    let both = line(folder, "log continue --data DATA --new-log --from x", &[]);
    assert_eq!(both.status.code(), Some(2));
    let none = line(folder, "log continue --data DATA", &[]);
    assert_eq!(none.status.code(), Some(2));
    assert!(complained(&none).contains("say how the log goes on"));
}

/// Keys of one installation and the database of another: no command works with the two, and each says what to do.
#[test]
fn keys_of_another_installation_are_refused_in_plain_words() {
    let one = tempfile::tempdir().unwrap();
    let other = tempfile::tempdir().unwrap();
    let (one, other) = (one.path(), other.path());
    good(&line(one, "init --data DATA", &[]));
    good(&line(other, "init --data DATA", &[]));
    let again = line(one, "init --data DATA", &[]);
    assert!(complained(&again).contains("watchpost restore FILE"));

    let keys = one.join("data/keys");
    std::fs::rename(&keys, one.join("ours")).unwrap();
    let mixed = line(one, "init --data DATA", &[]);
    let why = complained(&mixed);
    assert!(
        mixed.status.code() == Some(1) && why.contains("holds an installation already"),
        "{why}"
    );
    assert!(!keys.exists(), "no keys were made");
    let doctor = line(one, "doctor --data DATA", &[]);
    let told = String::from_utf8(doctor.stdout).unwrap();
    assert!(
        told.contains("Never make new ones in their place") && !told.contains("watchpost init"),
        "{told}"
    );

    copy_keys(&other.join("data"), &one.join("data"));
    for text in [
        "serve --data DATA",
        "verify --data DATA",
        "user list --data DATA",
    ] {
        let refused = line(one, text, &[]);
        let why = complained(&refused);
        assert!(
            refused.status.code() == Some(1) && why.contains("does not belong to this database"),
            "{text}: {why}"
        );
    }
    let doctor = line(one, "doctor --data DATA", &[]);
    let told = String::from_utf8(doctor.stdout).unwrap();
    assert!(
        told.contains("does not belong to this database") && told.contains("stop the server"),
        "{told}"
    );
    std::fs::remove_dir_all(&keys).unwrap();
    std::fs::rename(one.join("ours"), &keys).unwrap();
    good(&line(one, "verify --data DATA", &[]));
}
