//! Strict readings of the small things all formats share: decimals, base64, hashes.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::hash::{HASH_LEN, Hash};

/// A decimal without sign or leading zeros: every number has exactly one spelling.
pub(crate) fn decimal(text: &str) -> Option<u64> {
    let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let one_spelling = text == "0" || !text.starts_with('0');
    (digits && one_spelling)
        .then(|| text.parse().ok())
        .flatten()
}

pub(crate) fn to_base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// Standard base64 with padding; other spellings of the same bytes are refused.
pub(crate) fn from_base64(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text).ok()
}

pub(crate) fn hash_from_base64(text: &str) -> Option<Hash> {
    if text.len() != HASH_LEN.div_ceil(3) * 4 {
        return None;
    }
    from_base64(text)?.try_into().ok()
}
