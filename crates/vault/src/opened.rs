//! Plaintext that has been opened.

use std::ops::Deref;
use zeroize::{Zeroize, Zeroizing};

/// Opened plaintext. Wiped when dropped; cannot be printed, copied or serialised by accident.
pub struct Opened<T: Zeroize>(Zeroizing<T>);

impl<T: Zeroize> Opened<T> {
    pub(crate) fn new(plain: Zeroizing<T>) -> Self {
        Self(plain)
    }

    /// Takes the plaintext out; it is still wiped when dropped.
    pub fn into_inner(self) -> Zeroizing<T> {
        self.0
    }
}

impl<T: Zeroize> Deref for Opened<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}
