//! How much is taken in, and how full the disk may become before the next is refused.

use std::sync::PoisonError;

use crate::{Error, Platform};

/// The bounds of files and of free space. An installation has the usual ones; tests set smaller ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// Largest file, in bytes.
    pub file: u64,
    /// Most files in a draft, and in a report that is sent in one request.
    pub draft_files: usize,
    /// Most files in a case.
    pub case_files: usize,
    /// Files are refused while less than this is free, so that texts can still be taken.
    pub kept_for_texts: u64,
    /// New drafts, reports and messages are refused while less than this is free, so that what was begun can be ended.
    pub kept_for_ending: u64,
    /// Most pages of forms that were not taken, kept at a time.
    pub kept_pages: i64,
    /// While a file comes in, after how many bytes it is asked again how much is free.
    pub asked_every: u64,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            file: 2 << 30,
            draft_files: 50,
            case_files: 500,
            kept_for_texts: 1 << 30,
            kept_for_ending: 64 << 20,
            kept_pages: 2_000,
            asked_every: 64 << 20,
        }
    }
}

impl Platform {
    /// Sets other bounds than the usual ones.
    pub fn set_bounds(&self, bounds: Bounds) {
        *self.bounds.write().unwrap_or_else(PoisonError::into_inner) = bounds;
    }

    pub(crate) fn bounds(&self) -> Bounds {
        *self.bounds.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether a file, or more of one, may be taken.
    pub(crate) fn room_for_files(&self) -> Result<(), Error> {
        self.leaves(self.bounds().kept_for_texts)
    }

    /// Whether something new that is typed may be taken.
    pub(crate) fn room_for_texts(&self) -> Result<(), Error> {
        self.leaves(self.bounds().kept_for_ending)
    }

    fn leaves(&self, least: u64) -> Result<(), Error> {
        match self.free_space() {
            Some(free) if free < least => Err(Error::NoSpace),
            _ => Ok(()),
        }
    }
}
