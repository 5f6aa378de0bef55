//! `watchpost demo`: a filled sample network, clearly fictional, on embedded defaults.

mod network;

use std::path::PathBuf;

use anyhow::Context;
use clap::Args;

use crate::{app::App, installation::Installation, serve};

#[derive(Args)]
#[command(after_help = "Example: watchpost demo --listen 127.0.0.1:8080")]
pub struct Command {
    /// Where to listen
    #[arg(long, env = "WATCHPOST_LISTEN", default_value = "127.0.0.1:8080")]
    listen: String,
    /// Where to keep the sample network; a temporary folder, gone afterwards, unless given
    #[arg(long, env = "WATCHPOST_DATA")]
    data: Option<PathBuf>,
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
    let installation = Installation::under(&data);
    let is_new = !installation.keys_folder().exists();
    let keys = if is_new {
        installation.make_keys()?
    } else {
        installation.read_keys()?
    };
    let platform = installation.open(keys).await?;
    if is_new {
        network::fill(&platform)
            .await
            .context("the sample network cannot be written")?;
    }
    let app = App::new(platform.clone(), "Watchpost sample", None);
    serve::run(app, &platform, &command.listen, |address| {
        crate::say(&format!(
            "Watchpost (sample network, nothing in it is real): {address}"
        ));
    })
    .await
}
