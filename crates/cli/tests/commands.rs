//! The commands of an operator, as a shell sees them: what they print, and with which status they end.
#![allow(clippy::unwrap_used)]

use std::{
    path::Path,
    process::{Command, Output},
};

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_watchpost"))
        .args(arguments)
        .env_remove("WATCHPOST_DATA")
        .output()
        .unwrap()
}

fn status(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn complained(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn init(folder: &Path) -> String {
    let data = folder.join("data").to_str().unwrap().to_owned();
    let rest = [
        "--desk",
        "River Desk",
        "--name",
        "Noor",
        "--login",
        "noor",
        "--base-url",
        "https://example.org",
    ];
    let made = run(&[&["init", "--data", &data], &rest[..]].concat());
    assert_eq!(status(&made), 0, "{}", complained(&made));
    data
}

#[test]
fn accounts_from_the_shell() {
    let folder = tempfile::tempdir().unwrap();
    let data = init(folder.path());
    let list = || said(&run(&["user", "list", "--data", &data]));
    assert!(list().contains("noor\tNoor\tRiver Desk\t"));
    let add = [
        "user",
        "add",
        "--data",
        &data,
        "--name",
        "Amina",
        "--base-url",
        "https://example.org",
    ];
    let made = run(&[
        &add[..],
        &["--desk", "River Desk", "--role", "case-officer"],
    ]
    .concat());
    assert!(said(&made).contains("https://example.org/join/"));
    let wrong = run(&[&add[..], &["--desk", "No Desk", "--role", "case-officer"]].concat());
    assert_eq!(status(&wrong), 1);
    assert!(complained(&wrong).contains("no desk called \"No Desk\""));
    let wrong = run(&[&add[..], &["--desk", "River Desk", "--role", "king"]].concat());
    assert!(complained(&wrong).contains("there are intake, case-officer"));
    let usage = run(&[&add[..], &["--desk", "River Desk"]].concat());
    assert_eq!(status(&usage), 2, "wrong usage");
    let reset = run(&["user", "reset", "noor", "--data", &data]);
    assert!(said(&reset).contains("passphrase to sign in: "));
    let wrong = run(&["user", "reset", "nobody", "--data", &data]);
    assert!(complained(&wrong).contains("nobody signs in as \"nobody\""));
    assert_eq!(
        status(&run(&["user", "disable", "noor", "--data", &data])),
        0
    );
    assert!(list().contains("closed"));
}

#[test]
fn the_doctor_names_what_must_be_mended() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let data = init(folder.path());
    let doctor = |url: &str| run(&["doctor", "--data", &data, "--base-url", url]);
    let well = doctor("https://example.org");
    assert_eq!(status(&well), 0, "{}", said(&well));
    let plain = doctor("http://example.org");
    assert!(status(&plain) == 1 && said(&plain).contains("BAD   the site's address is not https"));
    let pepper = Path::new(&data).join("keys/pepper");
    std::fs::set_permissions(&pepper, std::fs::Permissions::from_mode(0o644)).unwrap();
    let open = doctor("https://example.org");
    assert!(status(&open) == 1 && said(&open).contains("can read"));
    std::fs::remove_file(&pepper).unwrap();
    let gone = doctor("https://example.org");
    assert!(status(&gone) == 1 && said(&gone).contains("cannot be opened"));
    let nowhere = run(&[
        "verify",
        "--data",
        folder.path().join("none").to_str().unwrap(),
    ]);
    assert_eq!(status(&nowhere), 1);
    assert!(complained(&nowhere).contains("holds no installation"));
}

#[test]
fn help_has_an_example_for_every_command() {
    for command in [
        &["demo"][..],
        &["init"],
        &["serve"],
        &["backup"],
        &["restore"],
        &["verify"],
        &["doctor"],
        &["user", "add"],
        &["user", "list"],
        &["user", "disable"],
        &["user", "reset"],
        &["log", "verify"],
        &["log", "continue"],
    ] {
        let help = run(&[command, &["--help"]].concat());
        assert_eq!(status(&help), 0);
        assert!(said(&help).contains("Example: watchpost"), "{command:?}");
    }
}

#[test]
fn figures_are_given_to_this_machine_alone() {
    use std::io::{BufRead, BufReader, Read, Write};
    let folder = tempfile::tempdir().unwrap();
    let data = init(folder.path());
    let serve = [
        "serve",
        "--data",
        &data,
        "--listen",
        "127.0.0.1:0",
        "--metrics-listen",
    ];
    let refused = run(&[&serve[..], &["0.0.0.0:0"]].concat());
    assert!(complained(&refused).contains("must be an address of this machine"));
    let mut child = Command::new(env!("CARGO_BIN_EXE_watchpost"))
        .args([&serve[..], &["127.0.0.1:0"]].concat())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = BufReader::new(child.stdout.take().unwrap());
    let mut address = |before: &str| {
        let mut line = String::new();
        said.read_line(&mut line).unwrap();
        line.split(before)
            .nth(1)
            .unwrap()
            .trim()
            .trim_end_matches("/metrics")
            .to_owned()
    };
    let (figures, pages) = (address("http://"), address("http://"));
    let get = |address: &str| {
        let mut stream = std::net::TcpStream::connect(address).unwrap();
        write!(
            stream,
            "GET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    };
    let answer = get(&figures);
    assert!(
        answer.contains("\nwatchpost_ready 1\n") && answer.contains("\nwatchpost_log_held 0\n"),
        "{answer}"
    );
    assert!(
        get(&pages).starts_with("HTTP/1.1 404"),
        "not among the pages"
    );
    child.kill().unwrap();
    child.wait().unwrap();
}
