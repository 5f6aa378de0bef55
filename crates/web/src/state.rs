//! What the pages need to know of the platform they run in.

use jiff::Timestamp;
use watchpost_service::Platform;
use watchpost_text::Text;

use crate::{Door, FormKey, Link};

/// The state of the application, as far as every page needs it.
pub trait WebState: Clone + Send + Sync + 'static {
    /// The key that form tokens are made with.
    fn form_key(&self) -> &FormKey;

    /// Whether cookies can be `Secure`: behind TLS, or as an onion service.
    fn secure_cookies(&self) -> bool;

    /// The time, from the clock of the platform.
    fn now(&self) -> Timestamp;

    /// The name of the site, as its operator calls it.
    fn site(&self) -> &str;

    /// The address that people reach the site by, such as `https://watch.example`, where a proxy changes the
    /// `Host` header.
    fn origin(&self) -> Option<&str> {
        None
    }

    /// Who keeps the page of a form that was not taken until the browser asks for it; with nobody, it is shown at once.
    fn keeper(&self) -> Option<&Platform> {
        None
    }

    /// The main menu behind a door.
    fn nav(&self, _door: Door, _text: &Text) -> Vec<Link> {
        Vec::new()
    }
}

/// A login of the sample network.
pub struct SampleLogin {
    /// The name to sign in with.
    pub name: String,
    /// What they do, in the sample's own words.
    pub what: String,
    /// The passphrase to sign in with.
    pub passphrase: String,
    /// The passphrase to unlock with.
    pub unlocking: String,
    /// The code of this moment.
    pub code: String,
}

/// The state of an application whose pages speak with the platform: all of them but those of the kit's own tests.
pub trait PlatformState: WebState {
    /// The platform, for whom every page is only a face.
    fn platform(&self) -> &Platform;

    /// Logins to look around with, shown where people sign in. Only a sample network has any.
    fn sample_logins(&self) -> Vec<SampleLogin> {
        Vec::new()
    }
}
