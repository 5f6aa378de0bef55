//! Where an installation lies: its database, its files, its keys.

use std::path::{Path, PathBuf};

use anyhow::Context;
use watchpost_files::Store;
use watchpost_service::{Clock, Error, Keys, Platform};
use watchpost_store::{Db, settings};
use watchpost_viewer::Viewer;

/// The file beside the keys that holds the name of the public log.
const LOG_NAME: &str = "log-name";
/// SQLite's file.
const DATABASE: &str = "watchpost.db";

/// What of an installation lies where.
pub struct Installation {
    pub data: PathBuf,
    /// `postgres://…`; without it, SQLite under `data`.
    pub database_url: Option<String>,
    /// `s3://…`; without it, files under `data`.
    pub evidence_url: Option<String>,
    /// Credentials of the evidence store, when it is S3.
    pub s3_keys: Option<(String, String)>,
    /// The name of the public log.
    pub log_origin: String,
}

impl Installation {
    /// All under one folder.
    pub fn under(data: &Path) -> Self {
        Self {
            data: data.to_owned(),
            database_url: None,
            evidence_url: None,
            s3_keys: None,
            log_origin: "watchpost.invalid/log".into(),
        }
    }

    pub fn keys_folder(&self) -> PathBuf {
        self.data.join("keys")
    }

    /// Whether SQLite's file is there.
    pub fn has_database(&self) -> bool {
        self.data.join(DATABASE).exists()
    }

    /// Keeps the name of the public log beside the keys: with another name it would be another log.
    pub fn keep_log_origin(&mut self, base_url: &str) -> anyhow::Result<()> {
        let host = base_url
            .split_once("://")
            .map_or(base_url, |(_, rest)| rest);
        let host = host.trim_end_matches('/');
        anyhow::ensure!(
            !host.is_empty(),
            "--base-url must name the site, such as https://report.example.org"
        );
        self.write_log_origin(&format!("{host}/log"))
    }

    /// Keeps this name of the public log.
    pub fn write_log_origin(&mut self, name: &str) -> anyhow::Result<()> {
        name.clone_into(&mut self.log_origin);
        std::fs::write(self.keys_folder().join(LOG_NAME), name)
            .context("the log's name cannot be kept")
    }

    /// Reads the name of the public log.
    pub fn read_log_origin(&mut self) -> anyhow::Result<()> {
        self.log_origin = std::fs::read_to_string(self.keys_folder().join(LOG_NAME))
            .context("the log's name cannot be read")?;
        Ok(())
    }

    /// Makes the keys. Refused when there are keys already.
    pub fn make_keys(&self) -> anyhow::Result<Keys> {
        Keys::make(&self.keys_folder()).context("the keys cannot be made")
    }

    pub fn read_keys(&self) -> anyhow::Result<Keys> {
        let folder = self.keys_folder();
        Keys::read(&folder).with_context(|| {
            if folder.exists() || self.has_database() {
                let folder = folder.display();
                format!("bring the keys back to {folder} from where their copy is kept")
            } else {
                let data = self.data.display();
                format!("{data} holds no installation; `watchpost init --data {data}` makes one")
            }
        })
    }

    /// Connects to database and files, with these keys.
    pub async fn open(&self, keys: Keys) -> anyhow::Result<Platform> {
        self.open_at(keys, Clock::System).await
    }

    /// The same, going by another clock than the machine's.
    pub async fn open_at(&self, keys: Keys, clock: Clock) -> anyhow::Result<Platform> {
        let (db, files) = self.connect().await?;
        let made = Platform::new(db, files, keys, clock, &self.log_origin).await;
        let platform = made.map_err(|error| match error {
            Error::OtherKeys(_) => anyhow::Error::new(error).context(format!(
                "bring back to {} the copy of the keys that this database was made with",
                self.keys_folder().display()
            )),
            error => error.into(),
        })?;
        // This very program, even where its file was replaced since by a newer one.
        platform.set_viewer(Viewer::new("/proc/self/exe", &["look"]));
        Ok(platform)
    }

    /// Whether a new installation can be made here: the database is nobody's, and no log lies where ours would.
    pub async fn is_free(&self) -> anyhow::Result<()> {
        let (db, files) = self.connect().await?;
        let mut tx = db.read().await?;
        anyhow::ensure!(
            settings::is_unused(&mut tx).await?,
            "the database holds an installation already. Its keys belong to it: bring their copy back to {}, and all is as it was",
            self.keys_folder().display()
        );
        let log = watchpost_files::Key::parse("log/checkpoint")?;
        anyhow::ensure!(
            !files.exists(&log).await?,
            "the public log of an installation lies there already, where files are kept. Restore its backup, or choose another place \
             for the files"
        );
        Ok(())
    }

    /// Whether people have put anything into the database; nothing where it cannot be asked.
    pub async fn is_used(&self) -> Option<bool> {
        if self.database_url.is_none() && !self.has_database() {
            return Some(false);
        }
        let (db, _) = self.connect().await.ok()?;
        let mut tx = db.read().await.ok()?;
        settings::is_unused(&mut tx)
            .await
            .ok()
            .map(|unused| !unused)
    }

    /// Connects to database and files.
    pub async fn connect(&self) -> anyhow::Result<(Db, Store)> {
        let db = match &self.database_url {
            Some(url) => Db::postgres(url)
                .await
                .context("the database cannot be used")?,
            None => Db::sqlite(&self.data.join(DATABASE))
                .await
                .with_context(|| {
                    format!("the database under {} cannot be used", self.data.display())
                })?,
        };
        let files = match (&self.evidence_url, &self.s3_keys) {
            (None, _) => Store::local(self.data.join("objects"))
                .with_context(|| format!("files cannot be kept under {}", self.data.display()))?,
            (Some(url), Some((id, secret))) => Store::s3_from_url(url, id.clone(), secret.clone())
                .context("the evidence store cannot be used")?,
            (Some(_), None) => {
                anyhow::bail!("the evidence store needs --s3-access-key and --s3-secret-key-file")
            }
        };
        Ok((db, files))
    }
}
