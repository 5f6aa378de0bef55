//! `watchpost init`: the data directory, the keys, the first desk and the first person, whose sheet is printed once.

use std::{collections::BTreeMap, path::PathBuf};

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

use crate::{installation::Installation, say};

#[derive(Args)]
#[command(
    after_help = "Example: watchpost init --data /var/lib/watchpost --desk \"River Valley Rights\" --name \"Noor Haddad\" --login noor --base-url https://report.example.org"
)]
pub struct Command {
    /// Where the installation lies; made if it is not there
    #[arg(long, env = "WATCHPOST_DATA")]
    data: PathBuf,
    /// The name of the first desk: the organisation whose people read reports
    #[arg(long, env = "WATCHPOST_DESK")]
    desk: String,
    /// The first person's name, as colleagues see it
    #[arg(long, env = "WATCHPOST_NAME")]
    name: String,
    /// The name that this person signs in with
    #[arg(long, env = "WATCHPOST_LOGIN")]
    login: String,
    /// The address that people reach the site by; it also names the public log, for ever
    #[arg(long, env = "WATCHPOST_BASE_URL")]
    base_url: String,
    /// `postgres://…`; without it, SQLite in the data directory
    #[arg(long, env = "WATCHPOST_DATABASE_URL")]
    database_url: Option<String>,
}

pub async fn run(command: &Command) -> anyhow::Result<()> {
    // Before anything is made: what is half made cannot be begun again.
    anyhow::ensure!(
        watchpost_service::accounts::is_login_name(&command.login),
        "--login has 3 to 60 letters, digits, dots or dashes"
    );
    std::fs::create_dir_all(&command.data)
        .with_context(|| format!("{} cannot be made", command.data.display()))?;
    let mut installation = Installation::under(&command.data);
    installation.database_url.clone_from(&command.database_url);
    anyhow::ensure!(
        !installation.keys_folder().exists(),
        "{} holds an installation already",
        command.data.display()
    );
    // What cannot be reached is found before keys are made.
    installation.connect().await?;
    let keys = installation.make_keys()?;
    installation.keep_log_origin(&command.base_url)?;
    let platform = installation.open(keys).await?;
    let roles = [
        Role::Intake,
        Role::CaseOfficer,
        Role::Supervisor,
        Role::Custodian,
        Role::Administrator,
    ];
    let first = NewMember {
        name: command.name.clone(),
        roles: Roles::of(roles),
        secret: MemberSecret::generate(),
    };
    let secret = first.secret.clone();
    let founded = platform.found_desk(&command.desk, &[first]).await?;
    platform
        .put_channel(&channel(&command.desk, founded.desk))
        .await?;
    let member = *founded.members.first().context("the desk has no member")?;
    let (passphrase, unlocking) = (operator::words()?, operator::words()?);
    let given = platform
        .give_login(member, secret, &command.login, &passphrase, &unlocking)
        .await;
    let (sheet, _) =
        given.context("the login cannot be made; its name has 3 to 60 letters or digits")?;
    print(&platform, command, &sheet, &passphrase, &unlocking);
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
        open: true,
        questionnaire: Questionnaire::shipped(),
    }
}

fn print(
    platform: &Platform,
    command: &Command,
    sheet: &Enrolling,
    passphrase: &str,
    unlocking: &str,
) {
    let lines = [
        "RECOVERY SHEET – shown once, kept nowhere. Print it or write it down, and keep it outside this machine.".to_owned(),
        String::new(),
        format!("sign in as        {}", sheet.login),
        format!("to sign in        {passphrase}"),
        format!("to unlock         {unlocking}"),
        format!("authenticator     {}", *sheet.totp.typed),
        format!("                  {}", *sheet.totp.address),
        format!("spare codes       {}", sheet.spare_codes.iter().map(|c| c.as_str()).collect::<Vec<_>>().join("  ")),
        format!("recovery code     {}", *sheet.recovery),
        format!("key of the log    {}", platform.log_key()),
        String::new(),
        format!("Keep a copy of {} too, apart from every backup.", command.data.join("keys").display()),
        format!("Then: watchpost serve --data {}", command.data.display()),
    ];
    lines.iter().for_each(|line| say(line));
}
