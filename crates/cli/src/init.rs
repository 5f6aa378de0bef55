//! `watchpost init`: the data directory, the keys, the first desk and the first person, whose sheet is printed once.

use std::{
    collections::BTreeMap,
    io::{BufRead, IsTerminal, Write},
};

use anyhow::Context;
use clap::Args;
use uuid::Uuid;
use watchpost_domain::{
    ChannelId,
    intake::{Channel, Promise, Questionnaire},
    policy::{Role, Roles},
};
use watchpost_service::{
    Platform,
    accounts::{Enrolling, operator},
    desks::NewMember,
};
use watchpost_vault::MemberSecret;

use crate::{place::Place, progress::working, say};

/// Where the site is reached as long as nobody said otherwise: what `serve` listens on by itself.
const HERE: &str = "http://127.0.0.1:8080";

#[derive(Args)]
#[command(
    after_help = "Example: watchpost init --data /var/lib/watchpost --desk \"River Valley Rights\" --name \"Noor Haddad\" --login noor --base-url https://report.example.org

At a terminal, what is not given is asked for; elsewhere a name is taken that can be changed later, and is printed. The name of the
public log cannot: give --base-url before the site is known to anybody."
)]
pub struct Command {
    /// The name of the first desk: the organisation whose people read reports
    #[arg(long, env = "WATCHPOST_DESK")]
    desk: Option<String>,
    /// The first person's name, as colleagues see it
    #[arg(long, env = "WATCHPOST_NAME")]
    name: Option<String>,
    /// The name that this person signs in with
    #[arg(long, env = "WATCHPOST_LOGIN")]
    login: Option<String>,
    /// The address that people reach the site by; it also names the public log, for ever
    #[arg(long, env = "WATCHPOST_BASE_URL")]
    base_url: Option<String>,
    #[command(flatten)]
    place: Place,
}

/// Who and what comes first.
struct First {
    desk: String,
    name: String,
    login: String,
    base_url: String,
}

impl First {
    /// What the flags say; the rest is asked for, where there is somebody to ask.
    fn of(
        command: &Command,
        mut ask: impl FnMut(&str, &str) -> anyhow::Result<String>,
    ) -> anyhow::Result<Self> {
        let mut said = |given: &Option<String>, question: &str, usual: &str| match given {
            Some(given) => Ok(given.clone()),
            None => ask(question, usual),
        };
        Ok(Self {
            desk: said(&command.desk, "Name of the first desk", "First desk")?,
            name: said(&command.name, "Name of the first person", "First member")?,
            login: said(&command.login, "Name to sign in with", "first")?,
            base_url: said(
                &command.base_url,
                "Address that people reach the site by",
                HERE,
            )?,
        })
    }
}

/// Asks at the terminal; an empty line takes what is usual.
fn ask(
    question: &str,
    usual: &str,
    from: &mut impl BufRead,
    to: &mut impl Write,
) -> anyhow::Result<String> {
    write!(to, "{question} [{usual}]: ")?;
    to.flush()?;
    let mut line = String::new();
    from.read_line(&mut line)?;
    let line = line.trim();
    Ok(if line.is_empty() { usual } else { line }.to_owned())
}

pub async fn run(command: &Command) -> anyhow::Result<()> {
    let at_a_terminal = std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
    let first = First::of(command, |question, usual| match at_a_terminal {
        true => ask(
            question,
            usual,
            &mut std::io::stdin().lock(),
            &mut std::io::stderr().lock(),
        ),
        false => Ok(usual.to_owned()),
    })?;
    // Before anything is made: what is half made cannot be begun again.
    anyhow::ensure!(
        watchpost_service::accounts::is_login_name(&first.login),
        "--login has 3 to 60 letters, digits, dots or dashes"
    );
    let data = &command.place.data;
    std::fs::create_dir_all(data).with_context(|| format!("{} cannot be made", data.display()))?;
    let mut installation = command.place.installation()?;
    anyhow::ensure!(
        !installation.keys_folder().exists(),
        "{} holds the keys of an installation already. To bring back its backup: `watchpost restore FILE --data {0}`; if an earlier \
         `init` was interrupted, take the folder {} away first",
        data.display(),
        installation.keys_folder().display()
    );
    // What cannot be reached, or is somebody's already, is found before keys are made.
    installation.is_free().await?;
    let work = working("making keys, desk and login");
    let keys = installation.make_keys()?;
    installation.keep_log_origin(&first.base_url)?;
    let platform = installation.open(keys).await?;
    let roles = [
        Role::Intake,
        Role::CaseOfficer,
        Role::Supervisor,
        Role::Custodian,
        Role::Administrator,
    ];
    let member = NewMember {
        name: first.name.clone(),
        roles: Roles::of(roles),
        secret: MemberSecret::generate(),
    };
    let secret = member.secret.clone();
    let founded = platform.found_desk(&first.desk, &[member]).await?;
    platform
        .put_channel(&channel(&first.desk, founded.desk))
        .await?;
    let member = *founded.members.first().context("the desk has no member")?;
    let (passphrase, unlocking) = (operator::words()?, operator::words()?);
    let given = platform
        .give_login(member, secret, &first.login, &passphrase, &unlocking)
        .await;
    let (sheet, _) =
        given.context("the login cannot be made; its name has 3 to 60 letters or digits")?;
    work.finish_and_clear();
    print(
        &platform,
        command,
        &first,
        &sheet,
        [&passphrase, &unlocking],
    );
    Ok(())
}

/// The first channel: the shipped questions, in every language that pages are in.
fn channel(name: &str, desk: watchpost_domain::DeskId) -> Channel {
    let languages: Vec<String> = watchpost_text::Lang::ALL
        .iter()
        .map(|l| l.code().to_owned())
        .collect();
    Channel {
        id: ChannelId(Uuid::new_v4()),
        desk,
        names: languages
            .iter()
            .map(|l| (l.clone(), name.to_owned()))
            .collect(),
        languages,
        readers: BTreeMap::new(),
        promise: Promise {
            acknowledge_within: 7,
            answer_within: 90,
        },
        kept: Default::default(),
        open: true,
        questionnaire: Questionnaire::shipped(),
    }
}

fn print(
    platform: &Platform,
    command: &Command,
    first: &First,
    sheet: &Enrolling,
    [passphrase, unlocking]: [&str; 2],
) {
    let data = command.place.data.display();
    let address = match &command.base_url {
        None if first.base_url == HERE => format!(
            "{HERE} (nobody but this machine reaches it: the log will bear this name for ever, unless you begin again with --base-url)"
        ),
        _ => first.base_url.clone(),
    };
    let lines = [
        "RECOVERY SHEET – shown once, kept nowhere. Print it or write it down, and keep it outside this machine.".to_owned(),
        String::new(),
        format!("desk              {}", first.desk),
        format!("first person      {}", first.name),
        format!("address           {address}"),
        format!("sign in as        {}", sheet.login),
        format!("to sign in        {passphrase}"),
        format!("to unlock         {unlocking}"),
        format!("authenticator     {}", *sheet.totp.typed),
        format!("                  {}", *sheet.totp.address),
        format!("spare codes       {}", sheet.spare_codes.iter().map(|c| c.as_str()).collect::<Vec<_>>().join("  ")),
        format!("recovery code     {}", *sheet.recovery),
        format!("key of the log    {}", platform.log_key()),
        String::new(),
        format!("Keep a copy of {data}/keys too, apart from every backup."),
        format!("Then: watchpost serve --data {data}"),
    ];
    lines.iter().for_each(|line| say(line));
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use clap::Parser;

    #[derive(Parser)]
    struct Cli {
        #[command(flatten)]
        command: Command,
    }

    #[test]
    fn what_is_not_given_is_asked_for_and_an_empty_line_takes_the_usual() {
        let cli = Cli::parse_from(["init", "--desk", "River Desk"]);
        let mut typed = &b"Noor Haddad\n  noor \n\n"[..];
        let mut seen = Vec::new();
        let first = First::of(&cli.command, |question, usual| {
            ask(question, usual, &mut typed, &mut seen)
        })
        .unwrap();
        let seen = String::from_utf8(seen).unwrap();
        assert!(!seen.contains("desk") && seen.contains("Name to sign in with [first]: "));
        assert_eq!(
            [first.desk, first.name, first.login, first.base_url],
            ["River Desk", "Noor Haddad", "noor", HERE]
        );
    }
}
