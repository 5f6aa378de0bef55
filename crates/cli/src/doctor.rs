//! `watchpost doctor`: what is wrong with an installation, and what to do about each.

use std::{os::unix::fs::PermissionsExt, path::Path};

use anyhow::bail;
use clap::Args;
use watchpost_service::Platform;

use crate::{mail::Mail, place::Place, say};

/// Less free space than this and files are refused.
const FREE: u64 = 2 << 30;

#[derive(Args)]
#[command(
    after_help = "Example: watchpost doctor --data /var/lib/watchpost --base-url https://report.example.org"
)]
pub struct Command {
    /// The address that people reach the site by
    #[arg(long, env = "WATCHPOST_BASE_URL")]
    base_url: Option<String>,
    #[command(flatten)]
    mail: Mail,
    #[command(flatten)]
    place: Place,
}

/// What was found, line by line.
#[derive(Default)]
struct Findings {
    bad: usize,
}

impl Findings {
    fn good(&self, what: &str) {
        say(&format!("ok    {what}"));
    }

    fn look(&self, what: &str, advice: &str) {
        say(&format!("look  {what}\n      {advice}"));
    }

    fn bad(&mut self, what: &str, advice: &str) {
        self.bad += 1;
        say(&format!("BAD   {what}\n      {advice}"));
    }
}

pub async fn run(command: &Command) -> anyhow::Result<()> {
    let mut found = Findings::default();
    keys(&command.place.data.join("keys"), &mut found);
    address(command.base_url.as_deref(), &mut found);
    mail(&command.mail, &mut found).await;
    match command.place.open().await {
        Ok(platform) => {
            found.good("the database answers, and its schema is of this version");
            inside(&platform, &mut found).await;
        }
        Err(error) => found.bad(
            &format!("the installation cannot be opened: {error:#}"),
            "Look at --data, --database-url and --evidence-url, and whether what they name runs.",
        ),
    }
    match found.bad {
        0 => Ok(()),
        n => bail!("{n} of these must be mended"),
    }
}

fn keys(folder: &Path, found: &mut Findings) {
    let open = |path: &Path| {
        let facts = std::fs::metadata(path).ok()?;
        Some(facts.permissions().mode() & 0o077 != 0)
    };
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok().map(|e| e.path()))
        .filter(|path| !path.ends_with("log-name"))
        .collect();
    files.push(folder.to_owned());
    match files.iter().find(|path| open(path) != Some(false)) {
        Some(path) if !path.exists() => found.bad(
            &format!("{} is not there", path.display()),
            "Restore the keys from where their copy is kept, or make an installation with `watchpost init`.",
        ),
        Some(path) => found.bad(
            &format!("others on this machine can read {}", path.display()),
            "chmod 700 the folder and 600 its files; think of the keys as seen.",
        ),
        None => found.good("only their owner reads the keys; keep a copy of them elsewhere"),
    }
}

fn address(base_url: Option<&str>, found: &mut Findings) {
    match base_url {
        Some(url)
            if url.starts_with("https://") || url.trim_end_matches('/').ends_with(".onion") =>
        {
            found.good("people reach the site over TLS or as an onion service");
        }
        Some(_) => found.bad(
            "the site's address is not https",
            "Put a proxy with TLS before it: what people write would be seen on the way.",
        ),
        None => found.look(
            "no --base-url is given",
            "Behind a proxy it must be, or cookies are not `Secure`.",
        ),
    }
}

async fn mail(mail: &Mail, found: &mut Findings) {
    match mail.mailer("Watchpost", None) {
        Ok(None) => found.look(
            "no --mail-server is given",
            "Members get no mail when there is something new; they see it when they sign in.",
        ),
        Ok(Some(mailer)) if mailer.answers().await => found.good("the mail server answers"),
        Ok(Some(_)) => found.bad(
            "the mail server does not answer, or does not let us in",
            "Look at --mail-server, --mail-user and the password, and whether this machine may reach it.",
        ),
        Err(error) => found.bad(&format!("mail: {error:#}"), "Mend the flag that is named."),
    }
}

async fn inside(platform: &Platform, found: &mut Findings) {
    match platform.ready().await {
        Ok(()) => found.good("files can be read and written"),
        Err(_) => found.bad(
            "files cannot be read or written",
            "Look at the folder's owner and at the disk, or at the evidence store.",
        ),
    }
    match platform.draws().await {
        Ok(()) => found.good("pictures and PDFs are drawn in a process that can do nothing else"),
        Err(_) => found.bad(
            "pictures and PDFs cannot be looked at",
            "The kernel must let a process give up system calls (seccomp), and half a GiB of memory must be free; until then files can only be downloaded.",
        ),
    }
    match platform.free_space() {
        Some(free) if free < FREE => found.bad(
            &format!("only {} MiB are free", free >> 20),
            "Make room: files are refused below 1 GiB, texts soon after.",
        ),
        Some(free) => found.good(&format!("{} GiB are free", free >> 30)),
        None => {}
    }
    match platform.log_is_held().await {
        Ok(true) => found.bad(
            "the public log waits since a restore",
            "`watchpost log continue --help` says how it goes on.",
        ),
        Ok(false) => found.good("the public log goes on"),
        Err(_) => {}
    }
    if platform.now() < jiff::Timestamp::from_second(1_790_000_000).unwrap_or_default() {
        found.bad(
            "the clock of this machine is wrong",
            "Deadlines and sign-in codes go by it: set it, and keep it set with NTP.",
        );
    } else {
        found.good("the clock says a day that can be");
    }
}
