//! Pictures and pages of PDFs, drawn anew in a process of their own, so that what a stranger sent is never parsed by the
//! server nor by the browser of whoever reads it.
//!
//! [`Viewer`] is the server's side: it starts the same program again as a child, gives it the bytes on a pipe and takes a
//! JPEG from another. [`child`] is the other side: before it reads the first byte it gives up files, network, other
//! programs, and all but a little memory and time ([`confine`](confine::confine)). A file that breaks the child breaks
//! that child only.

pub mod child;
mod confine;
mod draw;
mod viewer;

pub use viewer::{Drawn, NotDrawn, Viewer};

/// A file longer than this is not drawn: the child holds all of it in memory.
pub const LONGEST: u64 = 64 << 20;

/// What is asked of the child, as its arguments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wish {
    /// Which page, from 1. A picture has one.
    pub page: u32,
    /// The longer side of what comes back, in pixels, at most; nothing when only the pages are to be counted.
    pub side: Option<u32>,
}

impl Wish {
    fn arguments(self) -> [String; 2] {
        [self.page.to_string(), self.side.unwrap_or(0).to_string()]
    }

    /// Reads what `arguments` wrote.
    fn parse(arguments: &[String]) -> Option<Self> {
        let [page, side] = arguments else { return None };
        let side: u32 = side.parse().ok()?;
        Some(Self {
            page: page.parse().ok()?,
            side: (side > 0).then_some(side),
        })
    }
}
