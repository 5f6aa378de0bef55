//! In which language a request is answered: what the address says, or else what the browser wishes.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::{HeaderMap, Uri, request::Parts};
use watchpost_text::{Lang, Text};

/// The language of an answer. A visitor's choice is never stored: links and forms carry it on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reading {
    /// What to say.
    pub text: Text,
    /// The language.
    pub lang: Lang,
    /// Whether the address names the language, so that links must name it too.
    pub chosen: bool,
}

impl Reading {
    /// From the address and the headers of a request.
    #[must_use]
    pub fn of(uri: &Uri, headers: &HeaderMap) -> Self {
        let named = uri.query().and_then(|query| {
            query
                .split('&')
                .filter_map(|pair| pair.strip_prefix("lang="))
                .find_map(Lang::from_code)
        });
        let lang = named.unwrap_or_else(|| {
            let wish = headers.get(ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok());
            Lang::negotiate(wish.unwrap_or_default())
        });
        Self {
            text: Text::new(lang),
            lang,
            chosen: named.is_some(),
        }
    }

    /// An own path, with the chosen language where one was chosen.
    #[must_use]
    pub fn with_lang(&self, path: &str) -> String {
        if !self.chosen {
            return path.to_owned();
        }
        let (path, fragment) = path
            .split_once('#')
            .map_or((path, None), |(p, f)| (p, Some(f)));
        let sign = if path.contains('?') { '&' } else { '?' };
        let mut link = format!("{path}{sign}lang={}", self.lang.code());
        if let Some(fragment) = fragment {
            link.push('#');
            link.push_str(fragment);
        }
        link
    }
}

impl<S: Sync> FromRequestParts<S> for Reading {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.uri, &parts.headers))
    }
}
