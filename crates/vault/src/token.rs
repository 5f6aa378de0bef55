//! 256-bit random tokens: session cookies, drafts, links that work once.

use crate::{OpenError, Opened, derive, envelope, random};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD as BASE64};
use zeroize::Zeroizing;

/// A secret only its holder has. What is stored is [`Token::lookup`] and what is sealed under it.
#[derive(Clone)]
pub struct Token(Zeroizing<[u8; 32]>);

impl Token {
    /// Characters of [`Token::to_text`].
    pub const TEXT_LENGTH: usize = 43;

    /// A fresh token from the operating system's randomness.
    pub fn generate() -> Self {
        Self(random::secret())
    }

    /// The text for cookies and links: 43 characters of base64url.
    pub fn to_text(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(Self::TEXT_LENGTH));
        BASE64.encode_string(&self.0[..], &mut text);
        text
    }

    /// Reads exactly what [`Token::to_text`] wrote.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() != Self::TEXT_LENGTH {
            return None;
        }
        let mut bytes = Zeroizing::new([0; 32]);
        let length = BASE64.decode_slice(text, &mut bytes[..]).ok()?;
        (length == bytes.len()).then_some(Self(bytes))
    }

    /// A token made from another secret, for example an idempotency key. As strong as that secret is.
    pub fn from_bytes_of(secret: &[u8]) -> Self {
        Self(derive::key(secret, b"", "watchpost/v1/token/of", b""))
    }

    /// The id under which what belongs to this token is stored; says nothing about the token.
    pub fn lookup(&self, what: &str) -> [u8; 32] {
        *derive::key(
            &self.0[..],
            b"",
            "watchpost/v1/token/lookup",
            what.as_bytes(),
        )
    }

    /// Seals something that only the holder of the token shall open, for one purpose.
    pub fn seal(&self, what: &str, plaintext: &[u8]) -> Vec<u8> {
        envelope::seal(&self.key(what), what.as_bytes(), plaintext)
    }

    /// Opens what was sealed for the same purpose.
    pub fn open(&self, what: &str, sealed: &[u8]) -> Result<Opened<Vec<u8>>, OpenError> {
        envelope::open(&self.key(what), what.as_bytes(), sealed)
    }

    fn key(&self, what: &str) -> Zeroizing<[u8; 32]> {
        derive::key(&self.0[..], b"", "watchpost/v1/token/seal", what.as_bytes())
    }
}
