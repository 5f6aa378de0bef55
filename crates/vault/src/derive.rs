//! Key derivation in one place, so that every use has its own label.

use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroizing;

/// HKDF-SHA256 of `secret` for one purpose. `label` is a constant of ours, `what` the caller's own distinction.
///
/// The label is followed by a zero byte, which no label contains, so no two (label, what) pairs run together.
pub(crate) fn key(secret: &[u8], salt: &[u8], label: &str, what: &[u8]) -> Zeroizing<[u8; 32]> {
    let mut key = Zeroizing::new([0; 32]);
    Hkdf::<Sha256>::new(Some(salt), secret)
        .expand_multi_info(&[label.as_bytes(), &[0], what], &mut key[..])
        .expect("32 bytes are within what HKDF-SHA256 gives");
    key
}

/// Appends `field` with its length, so that neighbouring fields cannot be moved into one another.
pub(crate) fn put_field(out: &mut Vec<u8>, field: &[u8]) {
    out.extend_from_slice(&(field.len() as u64).to_be_bytes());
    out.extend_from_slice(field);
}
