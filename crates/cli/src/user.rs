//! `watchpost user`: accounts from the shell. It opens nothing that is sealed.

use anyhow::{Context, bail};
use clap::{Args, Subcommand};
use watchpost_domain::policy::{Role, Roles};
use watchpost_service::Error;

use crate::{place::Place, say};

#[derive(Subcommand)]
pub enum Command {
    /// Invites somebody to a desk, by a link that works once
    ///
    /// Example: watchpost user add --desk "River Valley Rights" --name "Amina Said" --role case-officer --base-url https://report.example.org
    Add(Add),
    /// Lists everybody, with desk, roles and login
    ///
    /// Example: watchpost user list --data /var/lib/watchpost
    List(List),
    /// Closes an account and ends its sessions
    ///
    /// Example: watchpost user disable amina
    Disable(One),
    /// Gives a login another passphrase and authenticator; what unlocks cases stays with its owner
    ///
    /// Example: watchpost user reset amina
    Reset(One),
}

#[derive(Args)]
pub struct Add {
    /// The name of the desk
    #[arg(long, env = "WATCHPOST_DESK")]
    desk: String,
    /// The person's name, as colleagues see it
    #[arg(long, env = "WATCHPOST_NAME")]
    name: String,
    /// intake, case-officer, supervisor, custodian, analyst, auditor or administrator; may be given several times, or with commas
    #[arg(
        long = "role",
        env = "WATCHPOST_ROLE",
        required = true,
        value_delimiter = ','
    )]
    roles: Vec<String>,
    /// The address that people reach the site by
    #[arg(
        long,
        env = "WATCHPOST_BASE_URL",
        default_value = "http://127.0.0.1:8080"
    )]
    base_url: String,
    #[command(flatten)]
    place: Place,
}

#[derive(Args)]
pub struct List {
    #[command(flatten)]
    place: Place,
}

#[derive(Args)]
pub struct One {
    /// The name that they sign in with
    login: String,
    #[command(flatten)]
    place: Place,
}

pub async fn run(command: &Command) -> anyhow::Result<()> {
    match command {
        Command::Add(add) => invite(add).await,
        Command::List(list) => everybody(list).await,
        Command::Disable(one) => disable(one).await,
        Command::Reset(one) => reset(one).await,
    }
}

async fn invite(add: &Add) -> anyhow::Result<()> {
    let mut roles = Roles::default();
    for name in &add.roles {
        let role = Role::from_code(name).with_context(|| {
            let all: Vec<&str> = Role::ALL.iter().map(|r| r.code()).collect();
            format!("--role {name}: there are {}", all.join(", "))
        })?;
        roles = roles.with(role);
    }
    let platform = add.place.open().await?;
    let made = platform
        .invite_as_operator(&add.desk, &add.name, roles)
        .await;
    let secret = match made {
        Ok(secret) => secret,
        Err(Error::Invalid(problems)) if problems.0.iter().any(|p| p.field == "desk") => {
            bail!("there is no desk called \"{}\"", add.desk)
        }
        Err(Error::Invalid(_)) => bail!("--name cannot be taken"),
        Err(error) => return Err(error.into()),
    };
    say("Give this link to the person yourself. It works once, within seven days:");
    say(&format!(
        "{}/join/{}",
        add.base_url.trim_end_matches('/'),
        *secret
    ));
    say("Then somebody who leads the desk lets them in, on the page People.");
    Ok(())
}

async fn everybody(list: &List) -> anyhow::Result<()> {
    let platform = list.place.open().await?;
    for account in platform.accounts().await? {
        let roles: Vec<&str> = account.member.roles.iter().map(Role::code).collect();
        say(&format!(
            "{}\t{}\t{}\t{}\t{}",
            account.login.as_deref().unwrap_or("-"),
            account.member.name,
            account.desk.name,
            roles.join(","),
            if account.member.active {
                "open"
            } else {
                "closed"
            }
        ));
    }
    Ok(())
}

fn unknown(login: &str, error: Error) -> anyhow::Error {
    match error {
        Error::Invalid(_) => anyhow::anyhow!("nobody signs in as \"{login}\""),
        error => error.into(),
    }
}

async fn disable(one: &One) -> anyhow::Result<()> {
    let platform = one.place.open().await?;
    let done = platform.disable_login(&one.login).await;
    done.map_err(|error| unknown(&one.login, error))?;
    say(&format!(
        "{} is signed out and cannot come back.",
        one.login
    ));
    say(
        "Somebody who leads the desk must still remove them on the page People: then the desk gets a new key.",
    );
    Ok(())
}

async fn reset(one: &One) -> anyhow::Result<()> {
    let platform = one.place.open().await?;
    let made = platform.reset_login(&one.login, "Watchpost").await;
    let made = made.map_err(|error| unknown(&one.login, error))?;
    say(&format!("passphrase to sign in: {}", *made.passphrase));
    say(&format!("authenticator:         {}", *made.totp.typed));
    say(
        "Said once. Ask them to change both on the page My account. Their passphrase to unlock is as it was.",
    );
    Ok(())
}
