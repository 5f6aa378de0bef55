//! `watchpost doctor`: what is wrong with an installation, and what to do about each.

mod machine;
mod site;

use std::{os::unix::fs::PermissionsExt, path::Path};

use anyhow::bail;
use clap::Args;
use watchpost_service::{Error, Platform};

use crate::{mail::Mail, place::Place, say};

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
    keys(command, &mut found).await;
    secrets(command, &mut found);
    machine::memory(&mut found);
    machine::space(&command.place.data, &mut found);
    site::address(command.base_url.as_deref(), &mut found).await;
    mail(&command.mail, &mut found).await;
    match command.place.open().await {
        Ok(platform) => {
            found.good(
                "the database answers, its schema is of this version, and the keys belong to it",
            );
            machine::clock(&platform, &command.place.data, &mut found).await;
            inside(&platform, &mut found).await;
        }
        Err(error) => {
            let advice = match error.downcast_ref::<Error>() {
                Some(Error::OtherKeys(_)) => {
                    "Nothing was changed. With other keys no receipt would be found: stop the server until they are back."
                }
                _ => {
                    "Look at --data, --database-url and --evidence-url, and whether what they name runs."
                }
            };
            found.bad(
                &format!("the installation cannot be opened: {error:#}"),
                advice,
            );
        }
    }
    match found.bad {
        0 => Ok(()),
        n => bail!("{n} of these must be mended"),
    }
}

/// Whether anybody but its owner can read it; nothing where it is not there.
fn is_open(path: &Path) -> Option<bool> {
    let facts = std::fs::metadata(path).ok()?;
    Some(facts.permissions().mode() & 0o077 != 0)
}

async fn keys(command: &Command, found: &mut Findings) {
    let folder = command.place.data.join("keys");
    let named = watchpost_service::keys::NAMES.map(|name| folder.join(name));
    let missing = std::iter::once(&folder)
        .chain(&named)
        .find(|path| is_open(path).is_none());
    if let Some(path) = missing {
        let used = match command.place.installation() {
            Ok(installation) => installation.is_used().await,
            Err(_) => None,
        };
        let advice = match used {
            Some(false) => {
                "Nothing was kept here yet: `watchpost init` makes an installation; or bring back the keys of one, to restore its backup."
            }
            _ => {
                "Bring the keys back from where their copy is kept. Never make new ones in their place: what is here would be lost with the old ones."
            }
        };
        found.bad(&format!("{} is not there", path.display()), advice);
        return;
    }
    let mut files: Vec<_> = std::fs::read_dir(&folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok().map(|e| e.path()))
        .filter(|path| !path.ends_with("log-name"))
        .collect();
    files.push(folder);
    match files.iter().find(|path| is_open(path) != Some(false)) {
        Some(path) => found.bad(
            &format!("others on this machine can read {}", path.display()),
            "chmod 700 the folder and 600 its files; think of the keys as seen.",
        ),
        None => found.good("only their owner reads the keys; keep a copy of them elsewhere"),
    }
}

/// Files with passwords, which the keys do not lie beside.
fn secrets(command: &Command, found: &mut Findings) {
    let files = [command.place.secret_file(), command.mail.secret_file()];
    for path in files.into_iter().flatten() {
        match is_open(path) {
            Some(false) => found.good(&format!("only its owner reads {}", path.display())),
            Some(true) => found.bad(
                &format!("others on this machine can read {}", path.display()),
                "chmod 600 it, and change the password that is in it.",
            ),
            None => found.bad(
                &format!("{} is not there, or we may not read it", path.display()),
                "Put the password into it, for the user of the server alone.",
            ),
        }
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
    match platform.log_is_held().await {
        Ok(true) => found.bad(
            "the public log waits since a restore",
            "`watchpost log continue --help` says how it goes on.",
        ),
        Ok(false) => found.good("the public log goes on"),
        Err(_) => {}
    }
}
