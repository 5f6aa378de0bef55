//! Forms as they arrive: within limits, in sound text, and with a token of ours, or not at all.

use axum::body::Body;
use axum::extract::{FromRequest, Request};
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use bytes::Bytes;
use futures_util::{Stream, stream};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use multer::Multipart;
use zeroize::Zeroize;

use crate::heads::{Allowance, HeadTooLong, Heads};
use crate::token::{TOKEN_FIELD, binding, is_cross_site};
use crate::{Door, Oops, WebState, body};

/// A form without files, in bytes.
pub const MAX_FORM_BYTES: usize = 1024 * 1024;
/// Fields in one form.
pub const MAX_FIELDS: usize = 2_000;
/// The name of a field, in bytes.
pub const MAX_NAME_BYTES: usize = 100;

/// Names and values in the order they came, without the token. Wiped when they go.
#[derive(Clone, Default)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// The first value of a field.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The first value, or nothing typed.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        self.get(name).unwrap_or_default()
    }

    /// All values of a field.
    pub fn get_all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let same =
            move |(key, value): &'a (String, String)| (key == name).then_some(value.as_str());
        self.0.iter().filter_map(same)
    }

    /// All names and values.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(k, v)| (k.as_str(), v.as_str()))
    }

    fn add(&mut self, name: String, value: String) -> Result<(), Oops> {
        if self.0.len() >= MAX_FIELDS || name.len() > MAX_NAME_BYTES {
            return Err(Oops::BadRequest);
        }
        self.0.push((name, value));
        Ok(())
    }
}

impl FromIterator<(String, String)> for Fields {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(pairs: I) -> Self {
        Self(pairs.into_iter().collect())
    }
}

impl Drop for Fields {
    fn drop(&mut self) {
        for (_, value) in &mut self.0 {
            value.zeroize();
        }
    }
}

/// A form without files as it was sent, whether its token is good or not: for pages on which people write much. What was typed
/// into a form that was open too long is not acted on, and is shown again. What another site sent is not even read.
pub struct SentForm {
    /// What was typed.
    pub fields: Fields,
    /// Whether the form is ours, for this cookie, and not too old. If not, nothing may be done with it but show it.
    pub good: bool,
}

impl<S: WebState> FromRequest<S> for SentForm {
    type Rejection = Oops;

    async fn from_request(request: Request, state: &S) -> Result<Self, Oops> {
        let bound = bound(&request, state)?;
        let strict = door(&request).is_desk();
        let mut fields = match kind(request.headers())? {
            FormKind::Encoded => encoded(&whole(request.into_body()).await?, strict)?,
            FormKind::Multipart(boundary) => {
                let body = Limited::new(request.into_body(), MAX_FORM_BYTES);
                plain_parts(body, boundary, strict).await?
            }
        };
        let sent = fields.text(TOKEN_FIELD);
        let good = state
            .form_key()
            .accepts(sent, bound.as_deref(), state.now());
        fields.0.retain(|(name, _)| name != TOKEN_FIELD);
        Ok(Self { fields, good })
    }
}

/// A form without files, checked. A handler takes it as its last argument.
pub struct CheckedForm(pub Fields);

impl<S: WebState> FromRequest<S> for CheckedForm {
    type Rejection = Oops;

    async fn from_request(request: Request, state: &S) -> Result<Self, Oops> {
        let sent = SentForm::from_request(request, state).await?;
        match sent.good {
            true => Ok(Self(sent.fields)),
            false => Err(Oops::ExpiredForm),
        }
    }
}

/// A form with files, read as it comes. Its first field was the token, and it was good.
pub struct MultipartForm {
    parts: Multipart<'static>,
    allowance: Allowance,
    texts: usize,
    bytes: usize,
}

/// A field or the beginning of a file.
pub enum Part {
    /// A field that was typed or chosen.
    Field {
        /// Its name.
        name: String,
        /// Its value.
        value: String,
    },
    /// A file. Its bytes must be taken before the next part is asked for; one that is left lying ends the form.
    File(Box<FilePart>),
}

/// A file on its way in.
pub struct FilePart {
    /// The name of the field.
    pub name: String,
    /// The name that the sender's machine has for it; empty when none was chosen.
    pub file_name: String,
    /// What the sender's machine takes it for; never to be believed.
    pub content_type: Option<String>,
    field: multer::Field<'static>,
}

impl FilePart {
    /// The next bytes, as they come; `None` at the end.
    ///
    /// # Errors
    /// When the rest does not come, or is no form.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, Oops> {
        self.field.chunk().await.map_err(|e| refused(&e))
    }

    /// What the sender's machine takes it for; empty when it does not say. Never to be believed.
    #[must_use]
    pub fn media_type(&self) -> &str {
        self.content_type.as_deref().unwrap_or_default()
    }

    /// All bytes, as they come, for the service to seal.
    pub fn bytes(self: Box<Self>) -> impl Stream<Item = std::io::Result<Bytes>> + Send + Unpin {
        Box::pin(stream::unfold(Some(self), |part| async move {
            let mut part = part?;
            match part.chunk().await {
                Ok(Some(bytes)) => Some((Ok(bytes), Some(part))),
                Ok(None) => None,
                Err(_) => Some((Err(std::io::ErrorKind::ConnectionAborted.into()), None)),
            }
        }))
    }
}

impl MultipartForm {
    fn of(body: Body, boundary: String) -> Self {
        let (stream, allowance) = Heads::new(body.into_data_stream());
        Self {
            parts: Multipart::new(stream, boundary),
            allowance,
            texts: 0,
            bytes: 0,
        }
    }

    /// The next file that was chosen; fields between files, and file fields left empty, are passed over.
    ///
    /// # Errors
    /// As [`MultipartForm::next`].
    pub async fn next_file(&mut self) -> Result<Option<Box<FilePart>>, Oops> {
        while let Some(part) = self.next().await? {
            if let Part::File(file) = part
                && !file.file_name.is_empty()
            {
                return Ok(Some(file));
            }
        }
        Ok(None)
    }

    /// The next part, in the order they were sent; `None` at the end.
    ///
    /// # Errors
    /// When the rest does not come, is no form, or has more or longer fields than a form may have.
    pub async fn next(&mut self) -> Result<Option<Part>, Oops> {
        self.allowance.head();
        let found = self.parts.next_field().await.map_err(|e| refused(&e))?;
        self.allowance.content();
        let Some(field) = found else {
            return Ok(None);
        };
        self.texts += 1;
        let name = field.name().unwrap_or_default().to_owned();
        if self.texts > MAX_FIELDS || name.len() > MAX_NAME_BYTES {
            return Err(Oops::BadRequest);
        }
        if let Some(file_name) = field.file_name() {
            return Ok(Some(Part::File(Box::new(FilePart {
                name,
                file_name: file_name.to_owned(),
                content_type: field.content_type().map(ToString::to_string),
                field,
            }))));
        }
        let left = MAX_FORM_BYTES.saturating_sub(self.bytes);
        let value = text(&words(field, left).await?, true)?;
        self.bytes += value.len();
        Ok(Some(Part::Field { name, value }))
    }
}

impl<S: WebState> FromRequest<S> for MultipartForm {
    type Rejection = Oops;

    async fn from_request(request: Request, state: &S) -> Result<Self, Oops> {
        let bound = bound(&request, state)?;
        let FormKind::Multipart(boundary) = kind(request.headers())? else {
            return Err(Oops::UnsupportedType);
        };
        let mut form = Self::of(request.into_body(), boundary);
        let Some(Part::Field { name, value }) = form.next().await? else {
            return Err(Oops::ExpiredForm);
        };
        let good = state
            .form_key()
            .accepts(&value, bound.as_deref(), state.now());
        if name != TOKEN_FIELD || !good {
            return Err(Oops::ExpiredForm);
        }
        Ok(form)
    }
}

/// What a program sends: a JSON document, or a form with one and with files. No cookie counts for it, so it has no token.
pub enum ApiBody {
    /// The bytes of a document, not yet read.
    Json(Bytes),
    /// Parts, as they come.
    Multipart(MultipartForm),
}

impl<S: WebState> FromRequest<S> for ApiBody {
    type Rejection = Oops;

    async fn from_request(request: Request, _state: &S) -> Result<Self, Oops> {
        let value = request.headers().get(CONTENT_TYPE);
        let value = value.and_then(|v| v.to_str().ok());
        let essence = value.and_then(|v| v.split(';').next()).unwrap_or_default();
        if essence.trim().eq_ignore_ascii_case("application/json") {
            return Ok(Self::Json(whole(request.into_body()).await?));
        }
        match kind(request.headers())? {
            FormKind::Multipart(boundary) => Ok(Self::Multipart(MultipartForm::of(
                request.into_body(),
                boundary,
            ))),
            FormKind::Encoded => Err(Oops::UnsupportedType),
        }
    }
}

/// What the token must be bound to, unless another site sent the form.
fn bound<S: WebState>(request: &Request, state: &S) -> Result<Option<String>, Oops> {
    let headers = request.headers();
    if is_cross_site(headers, state) {
        return Err(Oops::ExpiredForm);
    }
    Ok(binding(headers, state.secure_cookies(), door(request)))
}

fn door(request: &Request) -> Door {
    *request.extensions().get::<Door>().unwrap_or(&Door::Public)
}

enum FormKind {
    Encoded,
    Multipart(String),
}

fn kind(headers: &HeaderMap) -> Result<FormKind, Oops> {
    let value = headers.get(CONTENT_TYPE).and_then(|v| v.to_str().ok());
    let value = value.ok_or(Oops::UnsupportedType)?;
    let essence = value.split(';').next().unwrap_or_default().trim();
    if essence.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        return Ok(FormKind::Encoded);
    }
    if essence.eq_ignore_ascii_case("multipart/form-data") {
        let boundary = multer::parse_boundary(value).map_err(|_| Oops::BadRequest)?;
        return Ok(FormKind::Multipart(boundary));
    }
    Err(Oops::UnsupportedType)
}

async fn whole(body: Body) -> Result<Bytes, Oops> {
    match Limited::new(body, MAX_FORM_BYTES).collect().await {
        Ok(body) => Ok(body.to_bytes()),
        Err(error) => Err(unread(error.as_ref())),
    }
}

/// Why a body could not be read to its end.
fn unread(error: &(dyn std::error::Error + 'static)) -> Oops {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if error.is::<LengthLimitError>() {
            return Oops::TooLarge;
        }
        if error.is::<HeadTooLong>() {
            return Oops::BadRequest;
        }
        if error.is::<body::TooSlow>() {
            return Oops::Slow;
        }
        cause = error.source();
    }
    Oops::BadRequest
}

fn refused(error: &multer::Error) -> Oops {
    match error {
        multer::Error::StreamReadFailed(cause) => unread(cause.as_ref()),
        _ => Oops::BadRequest,
    }
}

async fn plain_parts(body: Limited<Body>, boundary: String, strict: bool) -> Result<Fields, Oops> {
    let mut parts = Multipart::new(Body::new(body).into_data_stream(), boundary);
    let mut fields = Fields::default();
    while let Some(field) = parts.next_field().await.map_err(|e| refused(&e))? {
        if field.file_name().is_some() {
            return Err(Oops::BadRequest);
        }
        let name = field.name().unwrap_or_default().to_owned();
        let value = words(field, MAX_FORM_BYTES).await?;
        fields.add(name, text(&value, strict)?)?;
    }
    Ok(fields)
}

async fn words(mut field: multer::Field<'static>, max: usize) -> Result<Vec<u8>, Oops> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(|e| refused(&e))? {
        if bytes.len() + chunk.len() > max {
            return Err(Oops::TooLarge);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

/// What stands for bytes that are no text: a sign that no field takes, so that whoever typed is told, and sees where it was.
const NO_TEXT: char = '\u{1a}';

/// Text as it came. At the desk, whose programs and passphrases are exact, what is no text is refused whole; elsewhere the rest of
/// it is kept, and the field says that something in it cannot be.
fn text(bytes: &[u8], strict: bool) -> Result<String, Oops> {
    if let Ok(sound) = std::str::from_utf8(bytes) {
        return Ok(sound.to_owned());
    }
    if strict {
        return Err(Oops::BadRequest);
    }
    Ok(bytes.utf8_chunks().fold(String::new(), |mut all, chunk| {
        all.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            all.push(NO_TEXT);
        }
        all
    }))
}

/// What is shown where something was no text.
pub(crate) fn as_shown(value: &str) -> String {
    value.replace(NO_TEXT, "\u{fffd}")
}

fn encoded(body: &[u8], strict: bool) -> Result<Fields, Oops> {
    let mut fields = Fields::default();
    for pair in body.split(|b| *b == b'&').filter(|p| !p.is_empty()) {
        let (name, value) = match pair.iter().position(|b| *b == b'=') {
            Some(at) => (&pair[..at], &pair[at + 1..]),
            None => (pair, &[][..]),
        };
        fields.add(decoded(name, true)?, decoded(value, strict)?)?;
    }
    Ok(fields)
}

/// Strictly, half an escape, or bytes that are no UTF-8, are refused; else they are marked, never replaced in silence.
fn decoded(raw: &[u8], strict: bool) -> Result<String, Oops> {
    let mut bytes = Vec::with_capacity(raw.len());
    let mut rest = raw;
    while let [byte, after @ ..] = rest {
        rest = after;
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => match escape(after) {
                Some(byte) => {
                    rest = &after[2..];
                    byte
                }
                None if strict => return Err(Oops::BadRequest),
                // No text begins so: it is marked as what it is.
                None => 0xff,
            },
            other => *other,
        });
    }
    text(&bytes, strict)
}

fn escape(after: &[u8]) -> Option<u8> {
    let digit = |at: usize| char::from(*after.get(at)?).to_digit(16);
    u8::try_from(digit(0)? * 16 + digit(1)?).ok()
}
