//! `watchpost organisation`: places for the people of companies, mediators and boards, from the shell. They see what desks share with them,
//! and no case.

use anyhow::{Context, bail};
use clap::{Args, Subcommand};
use watchpost_domain::{
    network::DeskKind,
    policy::{Role, Roles},
};
use watchpost_service::{Error, accounts::is_login_name, accounts::operator, desks::NewMember};
use watchpost_vault::MemberSecret;

use crate::{place::Place, say};

#[derive(Subcommand)]
pub enum Command {
    /// Opens a place for a company, a mediator or the seats of a pillar on a board, with a first person who leads it; prints their sheet once
    ///
    /// Example: watchpost organisation add "Kestrel Guarding" --kind company --name "Ruth Odera" --login ruth
    Add(Add),
    /// Lists the companies, mediators and boards that have people here
    ///
    /// Example: watchpost organisation list --data /var/lib/watchpost
    List(List),
}

#[derive(Args)]
pub struct Add {
    /// Its name
    organisation: String,
    /// What it is: company, mediator, board-governments, board-civil-society or board-industry
    #[arg(long, env = "WATCHPOST_KIND", default_value = "company", value_parser = kind)]
    kind: DeskKind,
    /// The first person's name, as desks and colleagues see it
    #[arg(long, env = "WATCHPOST_NAME")]
    name: String,
    /// The name that they sign in with
    #[arg(long, env = "WATCHPOST_LOGIN")]
    login: String,
    #[command(flatten)]
    place: Place,
}

#[derive(Args)]
pub struct List {
    #[command(flatten)]
    place: Place,
}

/// What can be opened here: all but desks.
fn kind(text: &str) -> Result<DeskKind, String> {
    let kind = DeskKind::from_code(text).filter(|kind| kind.is_party());
    kind.ok_or_else(|| {
        let all = DeskKind::ALL.into_iter().filter(|kind| kind.is_party());
        let all: Vec<&str> = all.map(DeskKind::code).collect();
        format!("it is one of {}", all.join(", "))
    })
}

pub async fn run(command: &Command) -> anyhow::Result<()> {
    match command {
        Command::Add(add) => open(add).await,
        Command::List(list) => all(list).await,
    }
}

async fn open(add: &Add) -> anyhow::Result<()> {
    // Before anything is made: what is half made cannot be begun again.
    if !is_login_name(&add.login) {
        bail!("--login has 3 to 60 letters, digits, dots or dashes");
    }
    let platform = add.place.open().await?;
    let all = platform.accounts().await?;
    if all
        .iter()
        .any(|account| account.login.as_deref() == Some(&add.login))
    {
        bail!("somebody signs in as \"{}\" already", add.login);
    }
    let lead = NewMember {
        name: add.name.clone(),
        roles: Roles::of([Role::CaseOfficer, Role::Supervisor]),
        secret: MemberSecret::generate(),
    };
    let secret = lead.secret.clone();
    let founded = match platform.found(add.kind, &add.organisation, &[lead]).await {
        Err(Error::Invalid(_)) => {
            bail!("there is a desk or another organisation of that name already")
        }
        founded => founded?,
    };
    let member = *founded.members.first().context("it has no member")?;
    let (passphrase, unlocking) = (operator::words()?, operator::words()?);
    let given = platform
        .give_login(member, secret, &add.login, &passphrase, &unlocking)
        .await;
    let (sheet, _) = given.context("the login cannot be made")?;
    let codes: Vec<&str> = sheet.spare_codes.iter().map(|code| code.as_str()).collect();
    let lines = [
        "FOR THE PERSON ALONE – shown once, kept nowhere. Hand it over yourself; they change the passphrases under Account.".to_owned(),
        String::new(),
        format!("organisation      {}", add.organisation),
        format!("person            {}", add.name),
        format!("sign in as        {}", sheet.login),
        format!("to sign in        {}", *passphrase),
        format!("to unlock         {}", *unlocking),
        format!("authenticator     {}", *sheet.totp.typed),
        format!("spare codes       {}", codes.join("  ")),
        format!("recovery code     {}", *sheet.recovery),
        String::new(),
        "They invite their colleagues on the page People. They see what desks tell them, and no case.".to_owned(),
    ];
    lines.iter().for_each(|line| say(line));
    Ok(())
}

async fn all(list: &List) -> anyhow::Result<()> {
    let platform = list.place.open().await?;
    for (kind, name) in platform.parties_by_name().await? {
        say(&format!("{}\t{name}", kind.code()));
    }
    Ok(())
}
