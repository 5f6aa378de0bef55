//! Who is signed in. A handler that takes [`Member`] cannot be reached without a session, nor one that takes [`Unlocked`]
//! without the member's keys. Both come before the page's `Layout` among its arguments: they say which language it speaks.

use axum::{
    extract::FromRequestParts,
    http::request::Parts,
    response::{IntoResponse, Response},
};
use watchpost_service::{Error, Working, accounts::Session};
use watchpost_text::Lang;
use watchpost_web::{Oops, OwnLanguage, PlatformState, Reading, cookie, see_other};

/// A member who is signed in.
pub struct Member {
    pub cookie: String,
    pub session: Session,
}

/// A member who has unlocked their keys.
pub struct Unlocked(pub Member);

impl Unlocked {
    /// The member at work.
    ///
    /// # Errors
    /// `Locked`, which the extractor has ruled out.
    pub fn working(&self) -> Result<Working<'_>, Error> {
        self.0.session.working()
    }
}

impl<S: PlatformState> FromRequestParts<S> for Member {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        let reading = Reading::of(&parts.uri, &parts.headers);
        let signed_out = || see_other(&reading.with_lang("/desk/sign-in"));
        let Some(cookie) = cookie::read(&parts.headers, state.secure_cookies(), cookie::SESSION)
        else {
            return Err(signed_out());
        };
        match state.platform().session(&cookie).await {
            Ok(Some(session)) => {
                if let Some(lang) = Lang::from_code(&session.language) {
                    parts.extensions.insert(OwnLanguage(lang));
                }
                Ok(Self { cookie, session })
            }
            Ok(None) => Err(signed_out()),
            Err(error) => Err(Oops::from(error).into_response()),
        }
    }
}

impl<S: PlatformState> FromRequestParts<S> for Unlocked {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        let member = Member::from_request_parts(parts, state).await?;
        if member.session.is_unlocked() {
            return Ok(Self(member));
        }
        let reading = Reading::of(&parts.uri, &parts.headers);
        Err(see_other(&reading.with_lang("/desk/unlock")))
    }
}
