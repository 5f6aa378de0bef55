//! Parts that fit in memory: [`Header`], content and padding as one age file.
//!
//! Inside the file: the 80 bytes of the header, the content, then zeros up to the padded length
//! (Padmé of header and content together, at least 256).

use crate::{
    Header, Identity, OpenError, Opened, Recipient, age_file,
    header::{self, Shape},
    padding::padded,
    payload::{CHUNK, Chunks, SEALED_CHUNK, TAG},
};
use zeroize::Zeroizing;

/// Seals `content` to one recipient.
pub fn seal(to: &Recipient, header: &Header, content: &[u8]) -> Vec<u8> {
    seal_shape(std::slice::from_ref(to), header, Shape::Whole, content)
}

/// Seals `content` so that any one of the recipients can open it. How many there are can be seen.
pub fn seal_to_many(to: &[Recipient], header: &Header, content: &[u8]) -> Vec<u8> {
    seal_shape(to, header, Shape::Whole, content)
}

/// Opens what was sealed for exactly this place.
pub fn open(
    with: &Identity,
    expected: &Header,
    sealed: &[u8],
) -> Result<Opened<Vec<u8>>, OpenError> {
    open_shape(with, expected, Shape::Whole, sealed)
}

/// Seals an identity's secret: a grant, or a desk's key for a member. The content is the text age writes keys in.
pub fn seal_key(to: &Recipient, header: &Header, key: &Identity) -> Vec<u8> {
    let secret = key.to_secret();
    seal_shape(
        std::slice::from_ref(to),
        header,
        Shape::Key,
        secret.as_bytes(),
    )
}

/// Opens a key sealed by [`seal_key`].
pub fn open_key(with: &Identity, expected: &Header, sealed: &[u8]) -> Result<Identity, OpenError> {
    let secret = open_shape(with, expected, Shape::Key, sealed)?;
    let text = std::str::from_utf8(&secret).map_err(|_| OpenError::Damaged)?;
    Identity::parse(text).map_err(|_| OpenError::Damaged)
}

/// How many bytes [`seal_to_many`] makes of so much content for so many recipients.
pub fn sealed_length(recipients: usize, content: u64) -> u64 {
    age_file::length(recipients, padded(header::LENGTH as u64 + content))
}

fn seal_shape(to: &[Recipient], header: &Header, shape: Shape, content: &[u8]) -> Vec<u8> {
    let total = padded(header::LENGTH as u64 + content.len() as u64);
    let mut sealed = Vec::with_capacity(age_file::length(to.len(), total) as usize);
    let chunks = age_file::begin(to, &mut sealed);
    seal_payload(chunks, header, shape, content, sealed)
}

/// Seals a content after the header and nonce that `sealed` begins with.
pub(crate) fn seal_chunks(
    chunks: Chunks,
    header: &Header,
    content: &[u8],
    sealed: Vec<u8>,
) -> Vec<u8> {
    seal_payload(chunks, header, Shape::Whole, content, sealed)
}

fn seal_payload(
    mut chunks: Chunks,
    header: &Header,
    shape: Shape,
    content: &[u8],
    mut sealed: Vec<u8>,
) -> Vec<u8> {
    let length = content.len() as u64;
    let total = padded(header::LENGTH as u64 + length) as usize;
    let mut plain = Zeroizing::new(Vec::with_capacity(total));
    plain.extend_from_slice(&header.encode(shape, Some(length)));
    plain.extend_from_slice(content);
    plain.resize(total, 0);

    let last = (total - 1) / CHUNK;
    for (number, chunk) in plain.chunks(CHUNK).enumerate() {
        chunks.seal(chunk, number == last, &mut sealed);
    }
    sealed
}

fn open_shape(
    with: &Identity,
    expected: &Header,
    shape: Shape,
    mut sealed: &[u8],
) -> Result<Opened<Vec<u8>>, OpenError> {
    let chunks = age_file::read(with, &mut sealed).map_err(|error| OpenError::from_io(&error))?;
    open_payload(chunks, expected, shape, sealed)
}

/// Opens a payload whose header and nonce were read.
pub(crate) fn open_chunks(
    chunks: Chunks,
    expected: &Header,
    sealed: &[u8],
) -> Result<Opened<Vec<u8>>, OpenError> {
    open_payload(chunks, expected, Shape::Whole, sealed)
}

fn open_payload(
    mut chunks: Chunks,
    expected: &Header,
    shape: Shape,
    sealed: &[u8],
) -> Result<Opened<Vec<u8>>, OpenError> {
    // Room for all of it from the start: growing would leave copies behind.
    let room = sealed
        .len()
        .saturating_sub(sealed.len().div_ceil(SEALED_CHUNK) * TAG);
    let mut plain = Zeroizing::new(Vec::with_capacity(room));
    let last = sealed
        .len()
        .div_ceil(SEALED_CHUNK)
        .checked_sub(1)
        .ok_or(OpenError::Damaged)?;
    for (number, chunk) in sealed.chunks(SEALED_CHUNK).enumerate() {
        chunks.open(chunk, number == last, &mut plain)?;
    }
    let length = expected.check(shape, &plain)?;
    let end = usize::try_from(length)
        .ok()
        .and_then(|length| length.checked_add(header::LENGTH))
        .filter(|end| *end <= plain.len() && padded(*end as u64) == plain.len() as u64)
        .ok_or(OpenError::Damaged)?;
    if plain[end..].iter().any(|byte| *byte != 0) {
        return Err(OpenError::Damaged);
    }
    plain.truncate(end);
    plain.drain(..header::LENGTH);
    Ok(Opened::new(plain))
}
