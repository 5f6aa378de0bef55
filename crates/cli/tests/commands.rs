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

/// The same, where a test has a text that it calls `said`.
fn said_of(output: &Output) -> String {
    said(output)
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
    let doctor = || run(&["doctor", "--data", &data]);
    let well = doctor();
    assert_eq!(status(&well), 0, "{}", said(&well));
    for good in [
        "leaves no core file",
        "GiB are free under",
        "later than all that was written",
        "the keys belong to it",
    ] {
        assert!(said(&well).contains(good), "{good}: {}", said(&well));
    }
    let later = std::fs::File::create(Path::new(&data).join("from-tomorrow")).unwrap();
    let tomorrow = std::time::Duration::from_secs(86_400);
    let written = later.metadata().unwrap().modified().unwrap();
    later.set_modified(written + tomorrow).unwrap();
    let early = doctor();
    assert!(status(&early) == 1 && said(&early).contains("BAD   the clock is wrong"));
    std::fs::remove_file(Path::new(&data).join("from-tomorrow")).unwrap();
    let secret = folder.path().join("mail-password");
    std::fs::write(&secret, "words").unwrap();
    std::fs::set_permissions(&secret, std::fs::Permissions::from_mode(0o644)).unwrap();
    let open = run(&[
        "doctor",
        "--data",
        &data,
        "--mail-password-file",
        secret.to_str().unwrap(),
    ]);
    assert!(said(&open).contains("others on this machine can read") && status(&open) == 1);
    let pepper = Path::new(&data).join("keys/pepper");
    std::fs::set_permissions(&pepper, std::fs::Permissions::from_mode(0o644)).unwrap();
    let open = doctor();
    assert!(status(&open) == 1 && said(&open).contains("can read"));
    std::fs::remove_file(&pepper).unwrap();
    let gone = doctor();
    assert!(status(&gone) == 1 && said(&gone).contains("cannot be opened"));
    assert!(said(&gone).contains("pepper is not there"));
    let nowhere = run(&[
        "verify",
        "--data",
        folder.path().join("none").to_str().unwrap(),
    ]);
    assert_eq!(status(&nowhere), 1);
    assert!(complained(&nowhere).contains("holds no installation"));
}

/// Answers every request with these bytes.
fn answering(answer: &'static str) -> String {
    use std::io::{Read, Write};
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let _ = stream.read(&mut [0; 2_000]).unwrap();
            stream.write_all(answer.as_bytes()).unwrap();
        }
    });
    address
}

#[test]
fn the_doctor_asks_the_site_itself() {
    let folder = tempfile::tempdir().unwrap();
    let data = init(folder.path());
    let doctor = |url: &str| said(&run(&["doctor", "--data", &data, "--base-url", url]));
    let well = answering("HTTP/1.1 200 OK\r\nContent-Length: 3\r\nConnection: close\r\n\r\nok\n");
    let told = doctor(&well);
    assert!(
        told.contains(&format!("ok    the site answers at {well}")),
        "{told}"
    );
    assert!(
        told.contains("BAD   the site's address is not https"),
        "{told}"
    );
    for (answer, why) in [
        (
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello",
            "answers with something else",
        ),
        (
            "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
            "leads elsewhere (status 302)",
        ),
        (
            "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
            "answers with status 502",
        ),
    ] {
        let told = doctor(&answering(answer));
        assert!(told.contains(&format!("/healthz {why}")), "{told}");
    }
    let nobody = run(&[
        "doctor",
        "--data",
        &data,
        "--base-url",
        "https://127.0.0.1:9",
    ]);
    assert!(said(&nobody).contains("BAD   https://127.0.0.1:9/healthz cannot be reached: "));
    assert_eq!(status(&nobody), 1);
    let onion = run(&["doctor", "--data", &data, "--base-url", "http://abc.onion"]);
    assert!(said(&onion).contains("only Tor can") && status(&onion) == 0);
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
        [
            "watchpost_ready 1",
            "watchpost_log_held 0",
            "watchpost_log_behind_seconds ",
            "# TYPE watchpost_panics_total counter",
            "watchpost_panics_total 0",
        ]
        .iter()
        .all(|line| answer.contains(&format!("\n{line}"))),
        "{answer}"
    );
    assert!(
        get(&pages).starts_with("HTTP/1.1 404"),
        "not among the pages"
    );
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn a_procedure_is_shown_changed_and_checked() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ours.toml");
    let path = file.to_str().unwrap();
    let shown = run(&["procedure", "show"]);
    assert_eq!(status(&shown), 0);
    std::fs::write(&file, &shown.stdout).unwrap();
    let whole = run(&["procedure", "check", path]);
    assert_eq!(status(&whole), 0, "{}", complained(&whole));
    assert!(said(&whole).starts_with("whole: watchpost version 1, 18 states"));

    let wrong = said(&shown).replacen("days = 45", "days = -45", 1);
    let line = wrong
        .lines()
        .position(|l| l.contains("days = -45"))
        .unwrap()
        + 1;
    std::fs::write(&file, wrong).unwrap();
    let refused = run(&["procedure", "check", path]);
    assert_eq!(status(&refused), 1);
    let said = complained(&refused);
    assert!(
        said.contains(&format!("ours.toml:{line}: a clock of `mechanism-review`")),
        "{said}"
    );
    let data = init(folder.path());
    let list = || said_of(&run(&["procedure", "list", "--data", &data]));
    assert!(list().starts_with("1\twatchpost version 1\t18 states\tin use since "));
    assert!(list().ends_with("\tcame with the program\n"));
    let unused = run(&["procedure", "use", path, "--data", &data]);
    assert_eq!(status(&unused), 1);
    assert_eq!(list().lines().count(), 1, "the old one stays");
    let ours = said_of(&shown).replacen("name = \"watchpost\"", "name = \"ours\"", 1);
    std::fs::write(&file, ours).unwrap();
    let used = run(&["procedure", "use", path, "--data", &data]);
    assert_eq!(status(&used), 0, "{}", complained(&used));
    let again = run(&["procedure", "use", path, "--data", &data]);
    assert!(said_of(&again).contains("already"), "{}", said_of(&again));
    assert!(list().contains("\n2\tours version 1\t18 states\t"));
    assert!(list().ends_with("\tof this installation\n"));
    let missing = run(&["procedure", "check", "nowhere.toml"]);
    assert_eq!(status(&missing), 1);
    assert!(complained(&missing).contains("nowhere.toml cannot be read"));
}

#[test]
fn numbers_for_the_public_are_told_shown_and_written() {
    let folder = tempfile::tempdir().unwrap();
    let data = init(folder.path());
    let of = |words: &[&str]| {
        let all = [&["statistics"][..], words, &["--data", &data]].concat();
        run(&all)
    };
    // The machine's own clock says whether a period is over.
    let told = of(&["publish"]);
    assert_eq!(status(&told), 0, "{}", complained(&told));
    let of_desks = "told to so many desks: 1";
    assert!(said_of(&told).contains(of_desks), "{}", said_of(&told));
    assert!(
        said_of(&told).contains("Nothing is to be told") || said_of(&told).contains("as number 1")
    );
    assert!(!said_of(&of(&["publish"])).contains(of_desks), "once");
    assert_eq!(status(&of(&["show"])), 0);
    let file = folder.path().join("numbers");
    let path = file.to_str().unwrap();
    for (format, begins) in [
        ("csv", "of,period,figure,"),
        ("json", "{\n  \"format\": 1,"),
    ] {
        let written = of(&["export", "--format", format, "-o", path]);
        assert_eq!(status(&written), 0, "{}", complained(&written));
        let text = std::fs::read_to_string(&file).unwrap();
        assert!(text.starts_with(begins), "{text}");
        let again = of(&["export", "--format", format, "-o", path]);
        assert!(status(&again) == 1 && complained(&again).contains("cannot be written"));
        std::fs::remove_file(&file).unwrap();
    }
    let unknown = of(&["export", "--language", "tlh", "-o", path]);
    assert!(status(&unknown) == 1 && complained(&unknown).contains("tlh"));
}

/// Shown, changed, refused, put to use, and listed: `show` prints it, and `what` in it becomes `by`, or is spoiled by `wrong`.
fn shown_changed_and_used(
    (name, show): (&str, &[&str]),
    (what, by, wrong): (&str, &str, &str),
    data: &str,
) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ours.toml");
    let path = file.to_str().unwrap();
    let shown = run(&[&[name], show].concat());
    assert_eq!(status(&shown), 0, "{}", complained(&shown));
    let text = said(&shown);
    let line = text[..text.find(what).unwrap()].matches('\n').count() + 1;
    let list = || said(&run(&[name, "list", "--data", data]));
    let before = list();

    std::fs::write(&file, text.replacen(what, wrong, 1)).unwrap();
    for command in [&["check", path][..], &["use", path, "--data", data]] {
        let refused = run(&[&[name], command].concat());
        assert_eq!(status(&refused), 1, "{name} {command:?}");
        let told = complained(&refused);
        assert!(told.contains(&format!("ours.toml:{line}: ")), "{told}");
    }
    assert_eq!(list(), before, "{name}: what was in use stays");

    std::fs::write(&file, text.replacen(what, by, 1)).unwrap();
    let whole = run(&[name, "check", path]);
    assert!(
        said(&whole).starts_with("whole: "),
        "{}",
        complained(&whole)
    );
    let used = run(&[name, "use", path, "--data", data]);
    assert_eq!(status(&used), 0, "{}", complained(&used));
    let again = run(&[name, "use", path, "--data", data]);
    assert!(said(&again).contains("already"), "{}", said(&again));
    assert_eq!(list().lines().count(), before.lines().count() + 1, "{name}");
    let last = list();
    let own = last
        .lines()
        .filter(|line| line.ends_with("\tof this installation"));
    assert_eq!(own.count(), 1, "{last}");
}

#[test]
fn doors_profiles_and_figures_of_ones_own() {
    let folder = tempfile::tempdir().unwrap();
    let data = init(folder.path());
    let name = ("name = \"watchpost\"", "name = \"ours\"", "name = 7");
    shown_changed_and_used(("doors", &["show"]), name, &data);
    shown_changed_and_used(("statistics", &["figures"]), name, &data);
    // A country of which the program knows nothing.
    let country = ("country = \"NG\"", "country = \"TZ\"", "country = \"ZZ\"");
    shown_changed_and_used(("profile", &["show", "ng"]), country, &data);
    let unknown = run(&["profile", "show", "TZ"]);
    assert_eq!(status(&unknown), 1);
    assert!(
        complained(&unknown).contains("CH, CO, GB"),
        "{}",
        complained(&unknown)
    );
}

/// Whoever filed the status of a company checks it with the key of the log alone.
#[test]
fn a_filed_status_is_checked_without_asking_anybody() {
    let folder = tempfile::tempdir().unwrap();
    let signer = watchpost_tlog::NoteSigner::from_seed("watch.example.org/log", &[7; 32]).unwrap();
    let other = watchpost_tlog::NoteSigner::from_seed("watch.example.org/log", &[8; 32]).unwrap();
    let told = r#"{"as_of":"2026-03-04","disputed":true,"known_on":"2026-03-05","names":["Quarry Guards"],"reason":null,"since":"2024","slug":"quarry-guards","sources":[{"address":null,"archive":null,"publisher":"The Association","seen":"2026-03-01","title":"List"}],"status":"certified-member","version":1}"#;
    let text = format!("watchpost company status v1\n{told}\nlog 12 abc\n");
    let path = folder.path().join("status.txt");
    let path_text = path.to_str().unwrap();
    let written = watchpost_tlog::sign(&text, &[&signer]).unwrap();
    std::fs::write(&path, &written).unwrap();
    let checked = |key: &str| run(&["log", "status", path_text, "--key", key]);
    let good = checked(&signer.vkey());
    assert_eq!(status(&good), 0, "{}", complained(&good));
    let lines = said_of(&good);
    for line in [
        "signed by watch.example.org/log",
        "Quarry Guards (quarry-guards): certified-member on 2026-03-04, as it was known on 2026-03-05",
        "another source said otherwise",
        "source: The Association, List, seen on 2026-03-01",
    ] {
        assert!(lines.contains(line), "{line}: {lines}");
    }
    assert_ne!(status(&checked(&other.vkey())), 0, "another's key");
    std::fs::write(&path, written.replace("certified-member", "suspended")).unwrap();
    assert_ne!(status(&checked(&signer.vkey())), 0, "changed");
    // What the log says of itself is no status of a company.
    let head = watchpost_tlog::sign("watch.example.org/log\n12\nabc\n", &[&signer]).unwrap();
    std::fs::write(&path, head).unwrap();
    assert_ne!(status(&checked(&signer.vkey())), 0, "a head of the log");
}
