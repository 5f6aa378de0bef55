//! Small secrets under a symmetric key: XChaCha20-Poly1305 with a random nonce.
//!
//! Bytes: format (1), nonce (24), ciphertext and tag. The associated data begins with a constant label of ours.

use crate::{OpenError, Opened, random};
use chacha20poly1305::{
    XChaCha20Poly1305,
    aead::{AeadInOut, KeyInit},
};
use zeroize::Zeroizing;

const FORMAT: u8 = 1;
const NONCE: usize = 24;
const TAG: usize = 16;

pub(crate) fn seal(key: &Zeroizing<[u8; 32]>, associated: &[u8], plain: &[u8]) -> Vec<u8> {
    let nonce = random::bytes::<NONCE>();
    let mut out = Vec::with_capacity(1 + NONCE + plain.len() + TAG);
    out.push(FORMAT);
    out.extend_from_slice(&nonce);
    out.extend_from_slice(plain);
    let tag = XChaCha20Poly1305::new((&**key).into())
        .encrypt_inout_detached(&nonce.into(), associated, (&mut out[1 + NONCE..]).into())
        .expect("our secrets are far below what the cipher takes");
    out.extend_from_slice(&tag);
    out
}

pub(crate) fn open(
    key: &Zeroizing<[u8; 32]>,
    associated: &[u8],
    sealed: &[u8],
) -> Result<Opened<Vec<u8>>, OpenError> {
    let [FORMAT, rest @ ..] = sealed else {
        return Err(OpenError::Damaged);
    };
    let (nonce, rest) = rest
        .split_first_chunk::<NONCE>()
        .ok_or(OpenError::Damaged)?;
    let (body, tag) = rest.split_last_chunk::<TAG>().ok_or(OpenError::Damaged)?;
    let mut plain = Zeroizing::new(body.to_vec());
    XChaCha20Poly1305::new((&**key).into())
        .decrypt_inout_detached(
            nonce.into(),
            associated,
            plain.as_mut_slice().into(),
            tag.into(),
        )
        .map_err(|_| OpenError::NotForThisKey)?;
    Ok(Opened::new(plain))
}
