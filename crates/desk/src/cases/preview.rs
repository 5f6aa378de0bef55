//! Looking at a file without taking it along: pictures, PDFs, sound and plain text, on a page that can load nothing else.
//!
//! What a file is, its first bytes say, never its sender. Pictures and pages of PDFs are drawn anew by a process that can do
//! nothing else, so neither the server nor the browser parses what was sent. What is none of these kinds is only given to be
//! downloaded.

use std::collections::HashMap;

use askama::Template;
use axum::{
    body::{Body, Bytes},
    extract::{Path, Query, State},
    http::{HeaderValue, header},
    response::Response,
};
use futures_util::{StreamExt, stream};
use uuid::Uuid;
use watchpost_domain::PartId;
use watchpost_service::{Drawn, FileOpened, NotDrawn, Wish};
use watchpost_text::Text;
use watchpost_web::{Csp, Layout, Oops, Page, PlatformState, render};

use super::case_id;
use crate::{bar::Bar, member::Unlocked};

/// How much of a text is shown.
const TEXT: usize = 200_000;
/// The longer side of what is drawn, in pixels: to be read on a page, and to be looked at closely.
const SIDE: u32 = 1600;
const CLOSE: u32 = 3600;

/// What can be looked at here.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    /// A picture or a PDF.
    Drawn,
    Sound(&'static str),
    Text,
}

/// The kind of a file by its first bytes.
fn kind_of(bytes: &[u8]) -> Option<Kind> {
    let riff = |form: &[u8]| bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(form);
    let kind = match bytes {
        [0xff, 0xd8, 0xff, ..]
        | [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..]
        | [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..]
        | [b'%', b'P', b'D', b'F', b'-', ..] => Kind::Drawn,
        _ if riff(b"WEBP") => Kind::Drawn,
        [b'O', b'g', b'g', b'S', ..] => Kind::Sound("audio/ogg"),
        [b'I', b'D', b'3', ..] | [0xff, 0xf2 | 0xf3 | 0xfb, ..] => Kind::Sound("audio/mpeg"),
        _ if riff(b"WAVE") => Kind::Sound("audio/wav"),
        [_, _, _, _, b'f', b't', b'y', b'p', b'M', b'4', b'A', ..] => Kind::Sound("audio/mp4"),
        _ if is_text(bytes) => Kind::Text,
        _ => return None,
    };
    Some(kind)
}

/// Whether these bytes begin a plain text; the last sign may be cut.
fn is_text(bytes: &[u8]) -> bool {
    let plain = |text: &str| !text.contains(|c: char| c.is_control() && !"\n\r\t".contains(c));
    match std::str::from_utf8(bytes) {
        Ok(text) => !text.is_empty() && plain(text),
        Err(cut) => {
            let good = bytes.get(..cut.valid_up_to()).unwrap_or_default();
            let is_cut = cut.error_len().is_none();
            is_cut && std::str::from_utf8(good).is_ok_and(|t| !t.is_empty() && plain(t))
        }
    }
}

/// The file's bytes with the first of them at hand.
struct Begun {
    name: String,
    length: u64,
    first: Bytes,
    rest: std::pin::Pin<Box<dyn futures_util::Stream<Item = std::io::Result<Bytes>> + Send>>,
}

async fn begin(file: FileOpened) -> Result<Begun, Oops> {
    let (name, length) = (file.facts.name.clone(), file.facts.bytes);
    let mut rest = Box::pin(file.bytes());
    let first = match rest.next().await {
        Some(first) => first.map_err(|_| Oops::Unavailable)?,
        None => Bytes::new(),
    };
    Ok(Begun {
        name,
        length,
        first,
        rest,
    })
}

async fn open<S: PlatformState>(
    state: &S,
    who: &Unlocked,
    id: &str,
    file: &str,
) -> Result<Begun, Oops> {
    let file = Uuid::parse_str(file).map_err(|_| Oops::NotFound)?;
    let opened = state
        .platform()
        .file_for_member(&who.working()?, case_id(id)?, PartId(file))
        .await?;
    begin(opened).await
}

#[derive(Template)]
#[template(path = "cases/preview.html")]
struct PreviewPage {
    layout: Layout,
    bar: Bar,
    case: String,
    file: String,
    name: String,
    shown: Shown,
}

/// What the page shows.
enum Shown {
    /// One of so many pages.
    Sheet {
        page: u32,
        pages: u32,
    },
    Sound,
    Text(String),
    /// Nothing, and why.
    Nothing(String),
}

impl Page for PreviewPage {
    fn title(&self) -> String {
        self.name.clone()
    }
}

/// The page around a file.
pub async fn page<S: PlatformState>(
    State(state): State<S>,
    who: Unlocked,
    layout: Layout,
    Path((id, file)): Path<(String, String)>,
    Query(asked): Query<HashMap<String, String>>,
) -> Result<Response, Oops> {
    let mut begun = open(&state, &who, &id, &file).await?;
    let name = std::mem::take(&mut begun.name);
    let shown = match kind_of(&begun.first) {
        Some(Kind::Text) => Shown::Text(text_of(&mut begun).await?),
        Some(Kind::Sound(_)) => Shown::Sound,
        Some(Kind::Drawn) => {
            let page = page_of(&asked);
            let wish = Wish { page, side: None };
            match draw(&state, begun, wish).await? {
                Ok(Drawn { pages, .. }) => Shown::Sheet { page, pages },
                Err(why) => Shown::Nothing(why_not(&layout.text, why)),
            }
        }
        None => Shown::Nothing(layout.text.preview_none()),
    };
    let mut response = render(PreviewPage {
        bar: Bar::of(&layout, &who.0.session),
        case: id,
        file,
        name,
        shown,
        layout,
    });
    response.extensions_mut().insert(Csp::Preview);
    Ok(response)
}

fn page_of(asked: &HashMap<String, String>) -> u32 {
    let page = asked.get("page").and_then(|page| page.parse().ok());
    page.unwrap_or(1)
}

/// Draws; what could not be read to its end is an error of ours and not of the file.
async fn draw<S: PlatformState>(
    state: &S,
    begun: Begun,
    wish: Wish,
) -> Result<Result<Drawn, NotDrawn>, Oops> {
    let bytes = stream::iter([Ok(begun.first)]).chain(begun.rest);
    match state.platform().draw(bytes, begun.length, wish).await {
        Err(NotDrawn::Source) => Err(Oops::Unavailable),
        answer => Ok(answer),
    }
}

fn why_not(text: &Text, why: NotDrawn) -> String {
    match why {
        NotDrawn::TooLong => text.preview_too_long(),
        NotDrawn::NotHeld => text.preview_not_held(),
        NotDrawn::Unreadable | NotDrawn::Source => text.preview_unreadable(),
    }
}

async fn text_of(begun: &mut Begun) -> Result<String, Oops> {
    let mut bytes = begun.first.to_vec();
    while bytes.len() < TEXT
        && let Some(more) = begun.rest.next().await
    {
        bytes.extend_from_slice(&more.map_err(|_| Oops::Unavailable)?);
    }
    bytes.truncate(TEXT);
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The bytes of a picture or a sound, for the page around it and for nothing else.
pub async fn bytes<S: PlatformState>(
    State(state): State<S>,
    who: Unlocked,
    Path((id, file)): Path<(String, String)>,
    Query(asked): Query<HashMap<String, String>>,
) -> Result<Response, Oops> {
    let begun = open(&state, &who, &id, &file).await?;
    let (kind, length, body) = match kind_of(&begun.first) {
        Some(Kind::Sound(kind)) => {
            let first = stream::iter([Ok(begun.first)]);
            let body = Body::from_stream(first.chain(begun.rest));
            (kind, begun.length, body)
        }
        Some(Kind::Drawn) => {
            let side = if asked.contains_key("close") {
                CLOSE
            } else {
                SIDE
            };
            let wish = Wish {
                page: page_of(&asked),
                side: Some(side),
            };
            let drawn = draw(&state, begun, wish).await?;
            let jpeg = drawn.map_err(|_| Oops::NotFound)?.jpeg;
            ("image/jpeg", jpeg.len() as u64, Body::from(jpeg))
        }
        _ => return Err(Oops::NotFound),
    };
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    headers.insert(
        header::CONTENT_DISPOSITION,
        HeaderValue::from_static("inline"),
    );
    response.extensions_mut().insert(Csp::Sandbox);
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_bytes_say_what_it_is() {
        let wave = b"RIFF\x24\0\0\0WAVEfmt ";
        for (bytes, kind) in [
            (&b"\xff\xd8\xff\xe1rest"[..], Some(Kind::Drawn)),
            (b"\x89PNG\r\n\x1a\nrest", Some(Kind::Drawn)),
            (b"RIFF\x24\0\0\0WEBPVP8 ", Some(Kind::Drawn)),
            (b"OggS\0\x02", Some(Kind::Sound("audio/ogg"))),
            (b"\0\0\0\x20ftypM4A \0", Some(Kind::Sound("audio/mp4"))),
            (wave, Some(Kind::Sound("audio/wav"))),
            ("قال لي\nthen".as_bytes(), Some(Kind::Text)),
            (
                "cut é".as_bytes().split_last().map_or(&[][..], |(_, t)| t),
                Some(Kind::Text),
            ),
            (b"<svg onload=alert(1)>", Some(Kind::Text)),
            (b"%PDF-1.7\n\xe2\xe3\xcf\xd3\n1 0 obj", Some(Kind::Drawn)),
            (b"MZ\x90\0", None),
            (b"PK\x03\x04", None),
            (b"", None),
        ] {
            assert_eq!(kind_of(bytes), kind, "{:?}", String::from_utf8_lossy(bytes));
        }
    }
}
