//! What pages, API and log share while the server runs.

use std::sync::Arc;

use jiff::Timestamp;
use watchpost_service::Platform;
use watchpost_text::Text;
use watchpost_web::{Door, FormKey, Link, PlatformState, Routes, SampleLogin, WebState};

use crate::demo::Login;

/// The state that every handler sees. Cloning is cheap.
#[derive(Clone)]
pub struct App(Arc<Inner>);

struct Inner {
    platform: Platform,
    form_key: FormKey,
    site: String,
    /// The address that people reach the site by, where the operator gave one.
    origin: Option<String>,
    /// Only a sample network has any.
    logins: Vec<Login>,
}

impl App {
    pub fn new(platform: Platform, site: &str, origin: Option<String>, logins: Vec<Login>) -> Self {
        let form_key = FormKey::new(platform.form_key());
        Self(Arc::new(Inner {
            platform,
            form_key,
            site: site.to_owned(),
            origin,
            logins,
        }))
    }
}

impl WebState for App {
    fn form_key(&self) -> &FormKey {
        &self.0.form_key
    }

    /// Onion services are as safe as TLS, and browsers treat them so.
    fn secure_cookies(&self) -> bool {
        self.origin().is_some_and(|origin| {
            origin.starts_with("https://") || origin.trim_end_matches('/').ends_with(".onion")
        })
    }

    fn now(&self) -> Timestamp {
        self.0.platform.now()
    }

    fn site(&self) -> &str {
        &self.0.site
    }

    fn origin(&self) -> Option<&str> {
        self.0.origin.as_deref()
    }

    fn keeper(&self) -> Option<&Platform> {
        Some(&self.0.platform)
    }

    fn nav(&self, door: Door, text: &Text) -> Vec<Link> {
        if door.is_desk() {
            // The desk's own bar says which rooms a member may enter.
            Vec::new()
        } else {
            vec![
                Link::new("/report", text.nav_report()),
                Link::new("/follow-up", text.nav_follow_up()),
            ]
        }
    }
}

impl PlatformState for App {
    fn platform(&self) -> &Platform {
        &self.0.platform
    }

    fn sample_logins(&self) -> Vec<SampleLogin> {
        let shown = |login: &Login| {
            Some(SampleLogin {
                code: self.0.platform.code_now(&login.seed).ok()?,
                name: login.name.clone(),
                what: login.what.clone(),
                passphrase: login.passphrase.clone(),
                unlocking: login.unlocking.clone(),
            })
        };
        self.0.logins.iter().filter_map(shown).collect()
    }
}

/// Every route there is.
pub fn routes() -> Routes<App> {
    watchpost_public::routes()
        .merge(watchpost_desk::routes())
        .merge(watchpost_gates::routes())
}
