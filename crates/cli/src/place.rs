//! Where the installation lies: the flags that every command on one has.

use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;
use watchpost_service::Platform;

use crate::installation::Installation;

#[derive(Args)]
pub struct Place {
    /// Where the installation lies
    #[arg(long, env = "WATCHPOST_DATA", default_value = "/var/lib/watchpost")]
    pub data: PathBuf,
    /// `postgres://…`; without it, SQLite in the data directory
    #[arg(long, env = "WATCHPOST_DATABASE_URL")]
    database_url: Option<String>,
    /// `s3://…`; without it, files in the data directory
    #[arg(long, env = "WATCHPOST_EVIDENCE_URL")]
    evidence_url: Option<String>,
    /// Id of the key to the evidence store
    #[arg(long, env = "WATCHPOST_S3_ACCESS_KEY")]
    s3_access_key: Option<String>,
    /// File with the secret key to the evidence store
    #[arg(long, env = "WATCHPOST_S3_SECRET_KEY_FILE")]
    s3_secret_key_file: Option<PathBuf>,
}

impl Place {
    /// The file with the secret key to the evidence store.
    pub fn secret_file(&self) -> Option<&Path> {
        self.s3_secret_key_file.as_deref()
    }

    /// What the flags say, not yet opened.
    pub fn installation(&self) -> anyhow::Result<Installation> {
        let mut installation = Installation::under(&self.data);
        installation.database_url.clone_from(&self.database_url);
        installation.evidence_url.clone_from(&self.evidence_url);
        match (&self.s3_access_key, &self.s3_secret_key_file) {
            (Some(id), Some(file)) => {
                let secret = std::fs::read_to_string(file)
                    .with_context(|| format!("{} cannot be read", file.display()))?;
                installation.s3_keys = Some((id.clone(), secret.trim().to_owned()));
            }
            (None, None) => {}
            _ => anyhow::bail!("--s3-access-key and --s3-secret-key-file go together"),
        }
        Ok(installation)
    }

    /// Opens the installation with its keys.
    pub async fn open(&self) -> anyhow::Result<Platform> {
        let mut installation = self.installation()?;
        let keys = installation.read_keys()?;
        installation.read_log_origin()?;
        installation.open(keys).await
    }
}
