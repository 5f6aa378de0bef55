//! `watchpost demo`: a filled sample network, clearly fictional, on embedded defaults.

mod cases;
mod network;

pub use network::Login;

use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;
use watchpost_service::Platform;
use watchpost_web::Limits;

use crate::{app::App, installation::Installation, mail::Mail, serve};

#[derive(Args)]
#[command(after_help = "Example: watchpost demo --listen 127.0.0.1:8080")]
pub struct Command {
    /// Where to listen
    #[arg(long, env = "WATCHPOST_LISTEN", default_value = "127.0.0.1:8080")]
    listen: String,
    /// Where to keep the sample network; a temporary folder, gone afterwards, unless given
    #[arg(long, env = "WATCHPOST_DATA")]
    data: Option<PathBuf>,
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
    std::fs::create_dir_all(&data).with_context(|| format!("{} cannot be made", data.display()))?;
    let mut installation = Installation::under(&data);
    let is_new = !installation.keys_folder().exists();
    let keys = if is_new {
        let keys = installation.make_keys()?;
        installation.keep_log_origin("watchpost.invalid")?;
        keys
    } else {
        installation.read_keys()?
    };
    let platform = installation.open(keys.with_cheap_passphrases()).await?;
    let logins = logins(&data, is_new, &platform).await?;
    for login in &logins {
        crate::say(&format!(
            "login {}  passphrase \"{}\"  unlock \"{}\"  ({})",
            login.name, login.passphrase, login.unlocking, login.what
        ));
    }
    crate::say("The codes of this moment stand on the page where people sign in: /desk");
    const SITE: &str = "Watchpost sample";
    let desk = format!("http://{}", command.listen);
    if let Some(mailer) = command.mail.mailer(SITE, Some(&desk))? {
        platform.set_mailer(mailer);
    }
    let app = App::new(platform.clone(), SITE, None, logins);
    let bound = (command.listen.as_str(), Limits::default());
    serve::run(app, &platform, bound, |address| {
        crate::say(&format!(
            "Watchpost (sample network, nothing in it is real): {address}"
        ));
    })
    .await
}

/// The logins of the sample network: written beside it when it is made, since they are printed anyway.
async fn logins(data: &Path, is_new: bool, platform: &Platform) -> anyhow::Result<Vec<Login>> {
    let file = data.join("sample-logins.json");
    if is_new {
        let logins = network::fill(platform)
            .await
            .context("the sample network cannot be written")?;
        std::fs::write(&file, serde_json::to_vec_pretty(&logins)?)
            .with_context(|| format!("{} cannot be written", file.display()))?;
        return Ok(logins);
    }
    let text = std::fs::read(&file)
        .with_context(|| format!("{} holds no sample network", data.display()))?;
    Ok(serde_json::from_slice(&text)?)
}
