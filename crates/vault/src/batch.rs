//! Many small files for one reader, with one wrapped key: sealing them all, or opening them all, costs about one.
//!
//! Each is a whole age file that any tool opens. They share the header, byte for byte, and have their own nonce, from which the key
//! of each payload is derived; so it can be seen that they were sealed by the same hand within a short time, and nothing more.

use std::collections::HashMap;

use crate::{
    Header, Identity, OpenError, Opened, Recipient, age_file,
    hybrid::FileKey,
    sealed::{open_chunks, seal_chunks},
};

/// What seals the next files for one reader.
pub struct Batch {
    to: Recipient,
    header: Vec<u8>,
    file_key: FileKey,
    sealed: usize,
}

impl Batch {
    /// A new key, wrapped for this reader.
    pub fn new(to: &Recipient) -> Self {
        let mut header = Vec::new();
        let file_key = age_file::write_header(std::slice::from_ref(to), &mut header);
        Self {
            to: to.clone(),
            header,
            file_key,
            sealed: 0,
        }
    }

    /// Whether it is for this reader.
    pub fn is_for(&self, to: &Recipient) -> bool {
        self.to == *to
    }

    /// How many it has sealed.
    pub fn sealed(&self) -> usize {
        self.sealed
    }

    /// Seals `content` for exactly this place, as [`crate::seal`] does.
    pub fn seal(&mut self, header: &Header, content: &[u8]) -> Vec<u8> {
        self.sealed += 1;
        let mut out = self.header.clone();
        let chunks = age_file::begin_payload(&self.file_key, &mut out);
        seal_chunks(chunks, header, content, out)
    }
}

/// What opens many files, and each wrapped key once. Whatever it holds is wiped when it goes.
#[derive(Default)]
pub struct Opener(HashMap<Vec<u8>, FileKey>);

impl Opener {
    /// Opens what was sealed for exactly this place, as [`crate::open`] does.
    ///
    /// # Errors
    /// It is damaged, for another key or for another place.
    pub fn open(
        &mut self,
        with: &Identity,
        expected: &Header,
        sealed: &[u8],
    ) -> Result<Opened<Vec<u8>>, OpenError> {
        let header = age_file::header_of(sealed).ok_or(OpenError::Damaged)?;
        // Only a header whose MAC was right is here, and it belongs to the key that opened it.
        let place = [&with.expanded().public()[..], header].concat();
        let mut rest = &sealed[header.len()..];
        let chunks = match self.0.get(&place) {
            Some(file_key) => age_file::read_payload(file_key, &mut rest),
            None => {
                let mut whole = sealed;
                let file_key = age_file::read_header(with, &mut whole)
                    .map_err(|error| OpenError::from_io(&error))?;
                let chunks = age_file::read_payload(&file_key, &mut rest);
                self.0.insert(place, file_key);
                chunks
            }
        };
        open_chunks(
            chunks.map_err(|error| OpenError::from_io(&error))?,
            expected,
            rest,
        )
    }
}
