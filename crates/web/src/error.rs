//! What went wrong, as one page for each kind: the same bytes for a hidden thing, a missing one and a path
//! that is not there.

use askama::Template;
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use watchpost_domain::Denied;
use watchpost_service::Error;
use watchpost_text::Text;

use crate::{Layout, Page, Reading, render};

/// Why a request got no answer of its own. A handler returns it with `?`; the frame makes the page of it, in
/// the reader's language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Oops {
    /// Not there, or hidden.
    NotFound,
    /// Seen but not allowed.
    Forbidden,
    /// Nobody is signed in.
    SignedOut,
    /// The member's keys are locked.
    Locked,
    /// The form token is missing, old or another's, or another site sent the form.
    ExpiredForm,
    /// Bytes that are no form, no text, or no file.
    BadRequest,
    /// Larger than may be sent.
    TooLarge,
    /// A content type that is not taken.
    UnsupportedType,
    /// A method that the page has not.
    Method,
    /// Too many tries.
    TooOften,
    /// Changed in between.
    Conflict,
    /// No room for files.
    NoSpace,
    /// Trying later helps.
    Unavailable,
    /// The sender was too slow.
    Slow,
    /// A page that was kept to be asked for, and is no longer.
    Over,
    /// Should not happen; the number says where.
    Internal(u32),
}

impl From<Error> for Oops {
    fn from(error: Error) -> Self {
        match error {
            Error::Denied(denied) => denied.into(),
            // A handler shows problems beside their fields; what comes here was not typed into our form.
            Error::Invalid(_) => Self::BadRequest,
            Error::Conflict
            | Error::NotNow(_)
            | Error::Needs(_)
            | Error::NeedsAnother
            | Error::NeedsDraft
            | Error::NeedsSecond(..)
            | Error::Emergency(_) => Self::Conflict,
            Error::SignedOut => Self::SignedOut,
            Error::Locked => Self::Locked,
            Error::TooOften => Self::TooOften,
            Error::TooLarge => Self::TooLarge,
            Error::NoSpace => Self::NoSpace,
            Error::Unavailable | Error::OtherKeys(_) => Self::Unavailable,
            Error::Internal(number) => Self::Internal(number),
        }
    }
}

impl From<Denied> for Oops {
    fn from(denied: Denied) -> Self {
        match denied {
            Denied::NotFound => Self::NotFound,
            Denied::Forbidden(_) => Self::Forbidden,
        }
    }
}

impl Oops {
    /// The status of the answer.
    #[must_use]
    pub const fn status(self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Forbidden | Self::ExpiredForm => StatusCode::FORBIDDEN,
            Self::SignedOut | Self::Locked => StatusCode::UNAUTHORIZED,
            Self::BadRequest => StatusCode::BAD_REQUEST,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::UnsupportedType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::TooOften => StatusCode::TOO_MANY_REQUESTS,
            Self::Conflict => StatusCode::CONFLICT,
            Self::NoSpace => StatusCode::INSUFFICIENT_STORAGE,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Self::Slow => StatusCode::REQUEST_TIMEOUT,
            Self::Over => StatusCode::GONE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The stable name of this kind of error, for programs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotFound => "not-found",
            Self::Forbidden => "forbidden",
            Self::SignedOut => "signed-out",
            Self::Locked => "locked",
            Self::ExpiredForm => "expired-form",
            Self::BadRequest => "bad-request",
            Self::TooLarge => "too-large",
            Self::UnsupportedType => "unsupported-type",
            Self::Method => "method",
            Self::TooOften => "too-often",
            Self::Conflict => "conflict",
            Self::NoSpace => "no-space",
            Self::Unavailable => "unavailable",
            Self::Slow => "slow",
            Self::Over => "over",
            Self::Internal(_) => "internal",
        }
    }

    /// What happened.
    #[must_use]
    pub fn title(self, t: &Text) -> String {
        match self {
            Self::NotFound => t.err_not_found(),
            Self::Forbidden => t.err_forbidden(),
            Self::SignedOut => t.err_signed_out(),
            Self::Locked => t.err_locked(),
            Self::ExpiredForm => t.err_expired_form(),
            Self::BadRequest => t.err_bad_request(),
            Self::TooLarge => t.err_too_large(),
            Self::UnsupportedType => t.err_unsupported_type(),
            Self::Method => t.err_method(),
            Self::TooOften => t.err_too_often(),
            Self::Conflict => t.err_conflict(),
            Self::NoSpace => t.err_disk_full(),
            Self::Unavailable => t.err_unavailable(),
            Self::Slow => t.err_slow(),
            Self::Over => t.err_over(),
            Self::Internal(_) => t.err_internal(),
        }
    }

    /// What to do.
    #[must_use]
    pub fn advice(self, t: &Text) -> String {
        match self {
            Self::NotFound => t.rec_not_found(),
            Self::Forbidden => t.rec_forbidden(),
            Self::SignedOut => t.rec_signed_out(),
            Self::Locked => t.rec_locked(),
            Self::ExpiredForm => t.rec_expired_form(),
            Self::BadRequest => t.rec_bad_request(),
            Self::TooLarge => t.rec_too_large(),
            Self::UnsupportedType => t.rec_unsupported_type(),
            Self::Method => t.rec_method(),
            Self::TooOften => t.rec_too_often(),
            Self::Conflict => t.rec_conflict(),
            Self::NoSpace => t.rec_disk_full(),
            Self::Unavailable => t.rec_unavailable(),
            Self::Slow => t.rec_slow(),
            Self::Over => t.rec_over(),
            Self::Internal(number) => t.rec_internal(number.to_string()),
        }
    }

    /// How long to wait before trying again helps.
    const fn retry_after(self) -> Option<u32> {
        match self {
            Self::Unavailable => Some(60),
            Self::TooOften => Some(300),
            Self::NoSpace => Some(3600),
            _ => None,
        }
    }

    /// The whole page. It says nothing of the path and the door, so that hidden equals missing.
    fn page(self, reading: Reading, site: &str) -> Response {
        render(ErrorPage {
            layout: Layout::bare(reading, site),
            oops: self,
        })
    }

    /// The whole answer: a page for people, problem details for programs.
    pub(crate) fn answer(self, reading: Reading, site: &str, for_programs: bool) -> Response {
        let mut response = if for_programs {
            self.problem(reading)
        } else {
            self.page(reading, site)
        };
        if let Some(seconds) = self.retry_after() {
            let headers = response.headers_mut();
            headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

/// Without the frame only the status is there; see [`crate::app`].
impl IntoResponse for Oops {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage {
    layout: Layout,
    oops: Oops,
}

impl Page for ErrorPage {
    fn title(&self) -> String {
        self.oops.title(&self.layout.text)
    }

    fn status(&self) -> StatusCode {
        self.oops.status()
    }
}
