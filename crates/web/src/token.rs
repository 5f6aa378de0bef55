//! Form tokens: a form sent to us must come from a page that we gave to the same browser not long ago.

use axum::http::HeaderMap;
use axum::http::header::{HOST, ORIGIN};
use data_encoding::BASE64URL_NOPAD;
use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::{Door, WebState, cookie};

/// How long a form may stay open.
pub const FORM_LIFE_SECONDS: i64 = 24 * 60 * 60;
/// The field that carries the token. In a form with files it must be the first.
pub const TOKEN_FIELD: &str = "_token";

/// The key that form tokens are made with.
pub struct FormKey(Zeroizing<[u8; 32]>);

impl FormKey {
    /// A key that is kept, so that forms stay good over a restart.
    #[must_use]
    pub fn new(key: [u8; 32]) -> Self {
        Self(Zeroizing::new(key))
    }

    /// A key for the life of this process.
    ///
    /// # Errors
    /// When the system gives no randomness.
    pub fn random() -> Result<Self, getrandom::Error> {
        let mut key = Zeroizing::new([0; 32]);
        getrandom::fill(key.as_mut())?;
        Ok(Self(key))
    }

    /// A token for a form given out now, bound to a cookie's value where there is one.
    #[must_use]
    pub fn token(&self, bound_to: Option<&str>, now: Timestamp) -> String {
        let issued = now.as_second().to_be_bytes();
        let mut token = issued.to_vec();
        token.extend(self.mac(issued, bound_to).finalize().into_bytes());
        BASE64URL_NOPAD.encode(&token)
    }

    /// Whether a token is ours, for this cookie, and not too old.
    #[must_use]
    pub fn accepts(&self, token: &str, bound_to: Option<&str>, now: Timestamp) -> bool {
        let Ok(bytes) = BASE64URL_NOPAD.decode(token.as_bytes()) else {
            return false;
        };
        let Some((issued, sum)) = bytes.split_first_chunk::<8>() else {
            return false;
        };
        let age = now.as_second().saturating_sub(i64::from_be_bytes(*issued));
        // A token from the future is one from before the clock was set back; a little of that is no attack.
        let fresh = (-300..=FORM_LIFE_SECONDS).contains(&age);
        // Compared in constant time.
        fresh & self.mac(*issued, bound_to).verify_slice(sum).is_ok()
    }

    fn mac(&self, issued: [u8; 8], bound_to: Option<&str>) -> Hmac<Sha256> {
        let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(self.0.as_ref())
            .expect("HMAC takes keys of every length");
        mac.update(b"watchpost form token 1\0");
        mac.update(&issued);
        mac.update(&[u8::from(bound_to.is_some())]);
        mac.update(bound_to.unwrap_or_default().as_bytes());
        mac
    }
}

/// The value that forms of this request are bound to.
#[must_use]
pub(crate) fn binding(headers: &HeaderMap, secure: bool, door: Door) -> Option<String> {
    cookie::read(headers, secure, door.cookie()?).map(|value| lasting(&value).to_owned())
}

/// What stays of a cookie's value when it is given anew for another while: what stands before its dot. Forms that are open in
/// another window stay good.
pub(crate) fn lasting(value: &str) -> &str {
    value.split('.').next().unwrap_or_default()
}

/// Whether the browser says that another site sent this. Browsers that say nothing are judged by the token.
pub(crate) fn is_cross_site<S: WebState>(headers: &HeaderMap, state: &S) -> bool {
    let said = |name: &str| headers.get(name).map(|v| v.to_str().unwrap_or("?"));
    if let Some(site) = said("sec-fetch-site")
        && site != "same-origin"
        && site != "none"
    {
        return true;
    }
    match said(ORIGIN.as_str()) {
        // Our own pages send `null`, since they name no referrer.
        None | Some("null") => false,
        Some(origin) => {
            let host = said(HOST.as_str()).unwrap_or_default();
            let here = origin
                .split_once("://")
                .is_some_and(|(_, o)| !host.is_empty() && o.eq_ignore_ascii_case(host));
            !here
                && state
                    .origin()
                    .is_none_or(|own| !own.eq_ignore_ascii_case(origin))
        }
    }
}
