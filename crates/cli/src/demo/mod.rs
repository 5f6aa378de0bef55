//! `watchpost demo`: a filled sample network, clearly fictional, on embedded defaults.

mod cases;
mod companies;
mod network;
mod others;
mod samples;
mod usual;

pub use network::Login;

use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;
use jiff::SignedDuration;
use watchpost_service::{Clock, Platform};
use watchpost_web::Limits;

use crate::{app::App, installation::Installation, mail::Mail, progress, serve};
use network::{Network, Receipt};

#[derive(Args)]
#[command(after_help = "Example: watchpost demo --listen 127.0.0.1:8080")]
pub struct Command {
    /// Where to listen
    #[arg(long, env = "WATCHPOST_LISTEN", default_value = "127.0.0.1:8080")]
    listen: String,
    /// Where to keep the sample network; a temporary folder, gone afterwards, unless given
    #[arg(long, env = "WATCHPOST_DATA")]
    data: Option<PathBuf>,
    /// How its desks work together, where not by the shipped rules: `watchpost team show` prints these
    #[arg(long, env = "WATCHPOST_TEAM", value_name = "FILE")]
    team: Option<PathBuf>,
    #[command(flatten)]
    mail: Mail,
}

pub async fn run(command: &Command) -> anyhow::Result<()> {
    let passing;
    let data = match &command.data {
        Some(data) => data.clone(),
        None => {
            passing = tempfile::tempdir().context("no temporary folder can be made")?;
            passing.path().to_owned()
        }
    };
    let (platform, network) = place(&data).await?;
    for login in &network.logins {
        crate::say(&format!(
            "login {}  passphrase \"{}\"  unlock \"{}\"  ({})",
            login.name, login.passphrase, login.unlocking, login.what
        ));
    }
    crate::say("The codes of this moment stand on the page where people sign in: /desk");
    for Receipt { what, digits, .. } in &network.receipts {
        crate::say(&format!("receipt {digits}  ({what}; for /follow-up)"));
    }
    const SITE: &str = "Watchpost sample";
    let desk = format!("http://{}", command.listen);
    if let Some(mailer) = command.mail.mailer(SITE, Some(&desk))? {
        platform.set_mailer(mailer);
    }
    if let Some(file) = &command.team {
        crate::team::put_to_use(&platform, file).await?;
    }
    let app = App::new(platform.clone(), SITE, None, network.logins);
    let bound = (command.listen.as_str(), Limits::default());
    serve::run(app, &platform, bound, |address| {
        crate::say(&format!(
            "Watchpost (sample network, nothing in it is real): {address}"
        ));
    })
    .await
}

/// Says that a folder is ours to make anew: whoever names the folder of a real installation loses nothing.
const MARK: &str = "sample-network";
/// Logins and receipts, since they are printed anyway. Written last: where it is missing, the network was not finished.
const FINISHED: &str = "sample-network.json";

/// The sample network in a folder: as it was left, or made new.
async fn place(data: &Path) -> anyhow::Result<(Platform, Network)> {
    std::fs::create_dir_all(data).with_context(|| format!("{} cannot be made", data.display()))?;
    let mut installation = Installation::under(data);
    let finished = data.join(FINISHED);
    let network = match std::fs::read(&finished) {
        Ok(text) => serde_json::from_slice(&text)
            .with_context(|| format!("{} was written by another version", finished.display()))?,
        Err(_) => {
            let network = make(data, &mut installation)
                .await
                .context("the sample network cannot be written")?;
            let unfinished = data.join("sample-network.new");
            std::fs::write(&unfinished, serde_json::to_vec_pretty(&network)?)?;
            std::fs::rename(&unfinished, &finished)?;
            network
        }
    };
    installation.read_log_origin()?;
    let keys = installation.read_keys()?.with_cheap_passphrases();
    Ok((installation.open(keys).await?, network))
}

async fn make(data: &Path, installation: &mut Installation) -> anyhow::Result<Network> {
    if data.join(MARK).exists() {
        crate::say("The sample network was not finished the last time; it is made anew.");
        clear(data)?;
    }
    anyhow::ensure!(
        !installation.keys_folder().exists() && !installation.has_database(),
        "{} holds an installation that is no sample network",
        data.display()
    );
    std::fs::write(data.join(MARK), "Nothing in this folder is real.\n")?;
    let keys = installation.make_keys()?.with_cheap_passphrases();
    installation.keep_log_origin("watchpost.invalid")?;
    let now = Clock::System.now();
    // Its people began before the first of its cases.
    let clock = Clock::standing(now - SignedDuration::from_hours(200 * 24));
    let platform = installation.open_at(keys, clock.clone()).await?;
    let bar = progress::made("cases of the sample network", network::cases());
    let made = network::fill(&platform, &clock, now, || bar.inc(1)).await;
    bar.finish_and_clear();
    Ok(made?)
}

/// Takes away what an earlier start left unfinished.
fn clear(data: &Path) -> std::io::Result<()> {
    for entry in std::fs::read_dir(data)? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name == "keys" || name == "objects" {
            std::fs::remove_dir_all(entry.path())?;
        } else if name.starts_with("watchpost.db") {
            std::fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}
