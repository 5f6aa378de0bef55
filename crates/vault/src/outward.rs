//! Files for somebody outside: plain age files, as the recipient's own tool opens them, sealed as they are made.
//!
//! Nothing of ours is inside but the bytes that are pushed: no header, no padding. The recipient may have an ordinary age key
//! (`age1…`), which is what most have, or a hybrid one (`age1pq1…`).

use crate::{
    KeyError, Recipient, age_file, bech,
    hybrid::FileKey,
    payload::{CHUNK, Chunks},
    random,
};
use chacha20poly1305::{ChaCha20Poly1305, aead::Aead, aead::KeyInit};
use hkdf::Hkdf;
use sha2::Sha256;
use std::{fmt, str::FromStr};
use x25519_dalek::{PublicKey, StaticSecret};
use zeroize::Zeroizing;

const CURVE_PREFIX: &str = "age";
const HYBRID_PREFIX: &str = "age1pq1";
const CURVE_LABEL: &[u8] = b"age-encryption.org/v1/X25519";

/// To whom a file goes that leaves us.
#[derive(Clone, PartialEq, Eq)]
pub struct Outward(Kind);

#[derive(Clone, PartialEq, Eq)]
enum Kind {
    Curve([u8; 32]),
    Hybrid(Recipient),
}

impl Outward {
    /// Whether it would also hold against a quantum computer.
    pub fn is_hybrid(&self) -> bool {
        matches!(self.0, Kind::Hybrid(_))
    }
}

impl FromStr for Outward {
    type Err = KeyError;

    /// Reads `age1…` or `age1pq1…`; spaces around it are ignored.
    fn from_str(text: &str) -> Result<Self, KeyError> {
        let text = text.trim();
        if text.to_ascii_lowercase().starts_with(HYBRID_PREFIX) {
            return Ok(Self(Kind::Hybrid(text.parse()?)));
        }
        let point = *bech::decode::<32>(CURVE_PREFIX, text)?;
        // To a point of small order anybody could open what is sealed.
        let probe = StaticSecret::from(*random::secret::<32>());
        let shared = probe.diffie_hellman(&PublicKey::from(point));
        match shared.was_contributory() {
            true => Ok(Self(Kind::Curve(point))),
            false => Err(KeyError::Malformed),
        }
    }
}

impl fmt::Display for Outward {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Curve(point) => out.write_str(&bech::encode(CURVE_PREFIX, point)),
            Kind::Hybrid(recipient) => recipient.fmt(out),
        }
    }
}

impl fmt::Debug for Outward {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Outward({self})")
    }
}

/// The stanza that holds the file key for a recipient with an ordinary key.
pub(crate) fn curve_stanza(to: &[u8; 32], file_key: &FileKey) -> String {
    use base64::{Engine, prelude::BASE64_STANDARD_NO_PAD as BASE64};
    let secret = StaticSecret::from(*random::secret::<32>());
    let share = PublicKey::from(&secret);
    let shared = secret.diffie_hellman(&PublicKey::from(*to));
    let salt = [share.as_bytes().as_slice(), to].concat();
    let mut key = Zeroizing::new([0; 32]);
    Hkdf::<Sha256>::new(Some(&salt), shared.as_bytes())
        .expand(CURVE_LABEL, &mut key[..])
        .expect("32 bytes are within what HKDF-SHA256 gives");
    let sealed = ChaCha20Poly1305::new((&*key).into())
        .encrypt(&[0; 12].into(), &file_key[..])
        .expect("16 bytes are within what the cipher takes");
    let (share, body) = (BASE64.encode(share.as_bytes()), BASE64.encode(sealed));
    format!("-> X25519 {share}\n{body}\n")
}

/// Seals a file for somebody outside as it is made.
pub struct OutwardSealer {
    chunks: Chunks,
    /// Sealed bytes that wait to be taken.
    ready: Vec<u8>,
    /// Plaintext of the chunk that is not full yet, or full but perhaps the last.
    pending: Zeroizing<Vec<u8>>,
}

impl OutwardSealer {
    /// Begins a file.
    pub fn new(to: &Outward) -> Self {
        let mut ready = Vec::with_capacity(2048);
        let chunks = match &to.0 {
            Kind::Hybrid(to) => age_file::begin(std::slice::from_ref(to), &mut ready),
            Kind::Curve(to) => age_file::begin_for_curve(to, &mut ready),
        };
        Self {
            chunks,
            ready,
            pending: Zeroizing::new(Vec::with_capacity(CHUNK)),
        }
    }

    /// Takes plaintext.
    pub fn push(&mut self, mut content: &[u8]) {
        while !content.is_empty() {
            if self.pending.len() == CHUNK {
                // More follows, so this chunk is not the last.
                self.chunks.seal(&self.pending, false, &mut self.ready);
                self.pending.clear();
            }
            let room = CHUNK - self.pending.len();
            let (piece, rest) = content.split_at(room.min(content.len()));
            self.pending.extend_from_slice(piece);
            content = rest;
        }
    }

    /// The sealed bytes that are ready, which may be none.
    pub fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.ready)
    }

    /// Ends the file, and gives its last bytes. Whoever got no end knows that something is missing.
    pub fn finish(mut self) -> Vec<u8> {
        self.chunks.seal(&self.pending, true, &mut self.ready);
        self.take()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_that_everybody_has_is_refused() {
        for point in [0, 1] {
            let mut weak = [0; 32];
            weak[0] = point;
            let text = bech::encode(CURVE_PREFIX, &weak);
            assert_eq!(text.parse::<Outward>(), Err(KeyError::Malformed));
        }
    }
}
