//! The header of an age file (<https://age-encryption.org/v1>): written for hybrid recipients, read with whatever else stands in it.
//!
//! Written out here rather than taken from the `age` crate, which cannot hand over sealed bytes as they become ready,
//! adds a stanza of random length to each file (we pad to classes of size instead) and has no hybrid recipient yet.
//! The tests open our files with that crate and its files with ours.

use crate::{
    Identity, OpenError, Recipient,
    hybrid::{self, ENCAPSULATED, FileKey, SEALED_FILE_KEY},
    outward::curve_stanza,
    payload::{Chunks, sealed_payload},
    random,
};
use base64::{Engine, prelude::BASE64_STANDARD_NO_PAD as BASE64};
use hkdf::Hkdf;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::io::BufRead;
use zeroize::Zeroizing;

const FIRST_LINE: &[u8] = b"age-encryption.org/v1\n";
const TAG: &str = "mlkem768x25519";
const MAC_LINE: &[u8] = b"---";
const NONCE: usize = 16;
/// Beyond this a header is not one of ours: some 600 recipients.
const LONGEST_HEADER: usize = 1 << 20;
/// A line of a stanza's body holds 64 characters, the last fewer.
const BODY_LINE: usize = 64;

const STANZA: usize = "-> mlkem768x25519 ".len()
    + base64_length(ENCAPSULATED)
    + 1
    + base64_length(SEALED_FILE_KEY)
    + 1;
const END: usize = "--- ".len() + base64_length(32) + 1;

const fn base64_length(bytes: usize) -> usize {
    (bytes * 4).div_ceil(3)
}

/// Length of the age file that holds `plain` bytes for so many recipients.
pub(crate) fn length(recipients: usize, plain: u64) -> u64 {
    let header = FIRST_LINE.len() + recipients * STANZA + END + NONCE;
    header as u64 + sealed_payload(plain)
}

/// Begins a file: appends header and nonce to `out` and gives what seals the payload.
pub(crate) fn begin(to: &[Recipient], out: &mut Vec<u8>) -> Chunks {
    let file_key = write_header(to, out);
    begin_payload(&file_key, out)
}

/// The same for somebody outside who has an ordinary age key.
pub(crate) fn begin_for_curve(to: &[u8; 32], out: &mut Vec<u8>) -> Chunks {
    let file_key = header_with(out, |file_key| curve_stanza(to, file_key));
    begin_payload(&file_key, out)
}

/// Appends the header of a new file key to `out`.
pub(crate) fn write_header(to: &[Recipient], out: &mut Vec<u8>) -> FileKey {
    header_with(out, |file_key| {
        let stanzas = to.iter().map(|recipient| {
            let (encapsulated, sealed) = hybrid::seal_file_key(recipient.key(), file_key);
            let (share, body) = (BASE64.encode(encapsulated), BASE64.encode(sealed));
            format!("-> {TAG} {share}\n{body}\n")
        });
        stanzas.collect()
    })
}

fn header_with(out: &mut Vec<u8>, stanzas: impl FnOnce(&FileKey) -> String) -> FileKey {
    let file_key: FileKey = random::secret();
    let start = out.len();
    out.extend_from_slice(FIRST_LINE);
    out.extend_from_slice(stanzas(&file_key).as_bytes());
    out.extend_from_slice(MAC_LINE);
    let mac = header_mac(&file_key, &out[start..]).finalize().into_bytes();
    out.extend_from_slice(format!(" {}\n", BASE64.encode(mac)).as_bytes());
    file_key
}

/// Appends a new nonce to `out` and gives what seals the payload after it.
pub(crate) fn begin_payload(file_key: &FileKey, out: &mut Vec<u8>) -> Chunks {
    let nonce = random::bytes::<NONCE>();
    out.extend_from_slice(&nonce);
    payload_chunks(file_key, &nonce)
}

/// Reads header and nonce and gives what opens the payload that follows in `source`.
pub(crate) fn read(with: &Identity, source: &mut impl BufRead) -> std::io::Result<Chunks> {
    let file_key = read_header(with, source)?;
    read_payload(&file_key, source)
}

/// Reads the nonce and gives what opens the payload after it.
pub(crate) fn read_payload(
    file_key: &FileKey,
    source: &mut impl BufRead,
) -> std::io::Result<Chunks> {
    let mut nonce = [0; NONCE];
    source.read_exact(&mut nonce).map_err(cut_short)?;
    Ok(payload_chunks(file_key, &nonce))
}

/// The bytes of a header, up to the end of its MAC; nothing where there is none.
pub(crate) fn header_of(file: &[u8]) -> Option<&[u8]> {
    let near = &file[..file.len().min(LONGEST_HEADER)];
    let end = near.windows(5).position(|w| w == b"\n--- ")? + 5;
    let length = near[end..].iter().position(|byte| *byte == b'\n')?;
    Some(&near[..=end + length])
}

/// Reads the header and gives the file key.
pub(crate) fn read_header(with: &Identity, source: &mut impl BufRead) -> std::io::Result<FileKey> {
    let mut reader = Lines {
        source,
        read: Vec::with_capacity(2048),
    };
    if reader.next()? != FIRST_LINE {
        return Err(OpenError::Damaged.into());
    }
    let mut file_key = None;
    let mut line = reader.next()?.to_vec();
    while line.starts_with(b"-> ") {
        let (stanza, following) = reader.stanza(&line)?;
        if file_key.is_none() {
            file_key =
                stanza.and_then(|(share, body)| with.expanded().open_file_key(&share, &body));
        }
        line = following;
    }
    let mac = line.strip_prefix(b"--- ").ok_or(OpenError::Damaged)?;
    let mac = decode::<32>(mac).ok_or(OpenError::Damaged)?;
    let file_key = file_key.ok_or(OpenError::NotForThisKey)?;
    let covered = reader.read.len() - line.len() + MAC_LINE.len();
    header_mac(&file_key, &reader.read[..covered])
        .verify(&mac.into())
        .map_err(|_| OpenError::Damaged)?;
    Ok(file_key)
}

/// A source that ends too early is damage; anything else is the source's own failure.
pub(crate) fn cut_short(error: std::io::Error) -> std::io::Error {
    match error.kind() {
        std::io::ErrorKind::UnexpectedEof => OpenError::Damaged.into(),
        _ => error,
    }
}

/// A hybrid stanza: the encapsulated share and the sealed file key.
type Stanza = ([u8; ENCAPSULATED], [u8; SEALED_FILE_KEY]);

/// Reads a header line by line and keeps all of it, since the MAC covers it.
struct Lines<'a, R> {
    source: &'a mut R,
    read: Vec<u8>,
}

impl<R: BufRead> Lines<'_, R> {
    /// The next line with its end.
    fn next(&mut self) -> std::io::Result<&[u8]> {
        let start = self.read.len();
        let left = (LONGEST_HEADER - start) as u64;
        std::io::Read::take(&mut *self.source, left).read_until(b'\n', &mut self.read)?;
        match self.read.last() {
            Some(b'\n') if self.read.len() > start => Ok(&self.read[start..]),
            _ => Err(OpenError::Damaged.into()),
        }
    }

    /// Reads the body of the stanza that `first` begins; gives it if it is a hybrid one, and the line after it.
    fn stanza(&mut self, first: &[u8]) -> std::io::Result<(Option<Stanza>, Vec<u8>)> {
        let mut body = Vec::new();
        let following = loop {
            let line = self.next()?;
            // The age crate once wrote bodies of whole lines without the empty line that ends them.
            if line.starts_with(b"-> ") || line.starts_with(b"--- ") {
                break line.to_vec();
            }
            let text = &line[..line.len() - 1];
            if text.len() > BODY_LINE {
                return Err(OpenError::Damaged.into());
            }
            body.extend_from_slice(text);
            if text.len() < BODY_LINE {
                break self.next()?.to_vec();
            }
        };
        body.push(b'\n');
        Ok((hybrid_stanza(first, &body), following))
    }
}

fn hybrid_stanza(first: &[u8], body: &[u8]) -> Option<Stanza> {
    let argument = first
        .strip_prefix(b"-> ")?
        .strip_prefix(TAG.as_bytes())?
        .strip_prefix(b" ")?;
    Some((decode(argument)?, decode(body)?))
}

/// Exactly `N` bytes from canonical base64 that ends its line.
fn decode<const N: usize>(line: &[u8]) -> Option<[u8; N]> {
    BASE64
        .decode(line.strip_suffix(b"\n")?)
        .ok()?
        .try_into()
        .ok()
}

fn header_mac(file_key: &FileKey, covered: &[u8]) -> Hmac<Sha256> {
    let key = expand(&[], file_key, b"header");
    let mut mac = Hmac::<Sha256>::new_from_slice(&key[..]).expect("HMAC takes keys of any length");
    mac.update(covered);
    mac
}

fn payload_chunks(file_key: &FileKey, nonce: &[u8; NONCE]) -> Chunks {
    Chunks::new(&expand(nonce, file_key, b"payload"))
}

fn expand(salt: &[u8], file_key: &FileKey, info: &[u8]) -> Zeroizing<[u8; 32]> {
    let mut key = Zeroizing::new([0; 32]);
    Hkdf::<Sha256>::new(Some(salt), &file_key[..])
        .expand(info, &mut key[..])
        .expect("32 bytes are within what HKDF-SHA256 gives");
    key
}
