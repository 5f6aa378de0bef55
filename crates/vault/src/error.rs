//! What can go wrong when opening or reading keys; says nothing about the content.

/// Why something sealed did not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// It is not sealed to this key (or its key part was altered: the two cannot be told apart).
    #[error("not sealed to this key")]
    NotForThisKey,
    /// It opens, but was sealed for another place: another case, compartment, item, version or kind.
    #[error("sealed for another place")]
    WrongPlace,
    /// It is cut short, altered, or not in a format we know.
    #[error("damaged")]
    Damaged,
    /// The source could not be read; nothing is said about what it holds. Only when opening streams.
    #[error("could not be read")]
    Unreadable,
}

/// Why the text or bytes of a key were not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// Not written as such a key is: letters, checksum or length are wrong.
    #[error("not a key of the expected form")]
    Malformed,
    /// A well-formed key of another kind, for example one without the post-quantum half.
    #[error("a key of another kind")]
    WrongKind,
}

impl OpenError {
    /// The error inside an I/O error made from one of these; any other I/O error is the source's own.
    pub fn from_io(error: &std::io::Error) -> Self {
        let inner = error
            .get_ref()
            .and_then(|inner| inner.downcast_ref::<Self>());
        inner.copied().unwrap_or(Self::Unreadable)
    }
}

impl From<OpenError> for std::io::Error {
    fn from(error: OpenError) -> Self {
        Self::new(std::io::ErrorKind::InvalidData, error)
    }
}
