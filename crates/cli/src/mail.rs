//! The flags that say where mail goes out.

use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;
use watchpost_service::mail::Mailer;

#[derive(Args)]
pub struct Mail {
    /// `smtps://mail.example.org`, or `smtp://mail.example.org?tls=required`; without it, no mail goes out
    #[arg(long, env = "WATCHPOST_MAIL_SERVER")]
    mail_server: Option<String>,
    /// The name that the mail server knows us by
    #[arg(long, env = "WATCHPOST_MAIL_USER")]
    mail_user: Option<String>,
    /// File with the password for the mail server
    #[arg(long, env = "WATCHPOST_MAIL_PASSWORD_FILE")]
    mail_password_file: Option<PathBuf>,
    /// The address that mail comes from
    #[arg(long, env = "WATCHPOST_MAIL_FROM")]
    mail_from: Option<String>,
}

impl Mail {
    /// The file with the password for the mail server.
    pub fn secret_file(&self) -> Option<&Path> {
        self.mail_password_file.as_deref()
    }

    /// What the flags say; none where no server is named.
    pub fn mailer(&self, site: &str, origin: Option<&str>) -> anyhow::Result<Option<Mailer>> {
        let Some(server) = &self.mail_server else {
            return Ok(None);
        };
        let from = self
            .mail_from
            .as_ref()
            .context("--mail-server needs --mail-from, the address that mail comes from")?;
        let user = match (&self.mail_user, &self.mail_password_file) {
            (Some(user), Some(file)) => {
                let password = std::fs::read_to_string(file)
                    .with_context(|| format!("{} cannot be read", file.display()))?;
                Some((user.clone(), password.trim().to_owned().into()))
            }
            (None, None) => None,
            _ => anyhow::bail!("--mail-user and --mail-password-file go together"),
        };
        let desk = origin.map(|origin| format!("{origin}/desk"));
        Ok(Some(Mailer::new(server, user, from, site, desk)?))
    }
}
