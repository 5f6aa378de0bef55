//! The payload of an age file: 64 KiB chunks of ChaCha20-Poly1305 in the STREAM construction.

use crate::OpenError;
use chacha20poly1305::{
    ChaCha20Poly1305,
    aead::{AeadInOut, KeyInit, inout::InOutBuf},
};
use zeroize::Zeroizing;

/// Plaintext bytes in every chunk but the last.
pub(crate) const CHUNK: usize = 64 * 1024;
pub(crate) const TAG: usize = 16;
pub(crate) const SEALED_CHUNK: usize = CHUNK + TAG;

/// Sealed length of a payload of `plain` bytes, without the nonce before it.
pub(crate) fn sealed_payload(plain: u64) -> u64 {
    plain + plain.div_ceil(CHUNK as u64).max(1) * TAG as u64
}

/// Seals or opens one payload, chunk after chunk.
pub(crate) struct Chunks {
    cipher: ChaCha20Poly1305,
    counter: u64,
}

impl Chunks {
    pub(crate) fn new(key: &Zeroizing<[u8; 32]>) -> Self {
        Self {
            cipher: ChaCha20Poly1305::new((&**key).into()),
            counter: 0,
        }
    }

    /// The nonce: an 11-byte counter and a byte that marks the last chunk.
    fn nonce(&mut self, last: bool) -> [u8; 12] {
        let mut nonce = [0; 12];
        nonce[3..11].copy_from_slice(&self.counter.to_be_bytes());
        nonce[11] = u8::from(last);
        self.counter += 1;
        nonce
    }

    /// Seals `plain` (at most one chunk) and appends it to `out`.
    pub(crate) fn seal(&mut self, plain: &[u8], last: bool, out: &mut Vec<u8>) {
        let nonce = self.nonce(last);
        let start = out.len();
        out.resize(start + plain.len(), 0);
        let buffer = InOutBuf::new(plain, &mut out[start..]).expect("both are of one length");
        let tag = self
            .cipher
            .encrypt_inout_detached(&nonce.into(), b"", buffer)
            .expect("a chunk is within what the cipher takes");
        out.extend_from_slice(&tag);
    }

    /// Opens one sealed chunk and appends it to `out`.
    pub(crate) fn open(
        &mut self,
        sealed: &[u8],
        last: bool,
        out: &mut Vec<u8>,
    ) -> Result<(), OpenError> {
        // Only an empty payload may end in an empty chunk.
        let first = self.counter == 0;
        let nonce = self.nonce(last);
        let (body, tag) = sealed.split_last_chunk::<TAG>().ok_or(OpenError::Damaged)?;
        if body.is_empty() && !first {
            return Err(OpenError::Damaged);
        }
        let start = out.len();
        out.resize(start + body.len(), 0);
        let buffer = InOutBuf::new(body, &mut out[start..]).map_err(|_| OpenError::Damaged)?;
        self.cipher
            .decrypt_inout_detached(&nonce.into(), b"", buffer, tag.into())
            .map_err(|_| OpenError::Damaged)
    }
}
