//! Which subtrees a root or a proof is made of. Everything else follows from these few lines.

use crate::tile::{Node, TileId};

/// The entries from `start` up to, not including, `end`: one subtree in the sense of RFC 6962.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Range {
    pub(crate) start: u64,
    pub(crate) end: u64,
}

impl Range {
    fn new(start: u64, end: u64) -> Self {
        Self { start, end }
    }

    fn len(self) -> u64 {
        self.end - self.start
    }

    /// Splits a range of two or more: the largest complete subtree that leaves something, and the rest.
    fn split(self) -> (Self, Self) {
        let middle = self.start + (1 << (self.len() - 1).ilog2());
        (Self::new(self.start, middle), Self::new(middle, self.end))
    }

    /// The complete subtrees this range is made of, tallest first.
    pub(crate) fn nodes(self) -> impl Iterator<Item = Node> {
        let mut start = self.start;
        std::iter::from_fn(move || {
            let height = (self.end - start).checked_ilog2()?;
            let node = Node {
                height: height as u8,
                index: start >> height,
            };
            start += 1 << height;
            Some(node)
        })
    }
}

/// The whole tree.
pub(crate) fn whole(size: u64) -> Range {
    Range::new(0, size)
}

/// The subtrees an inclusion proof consists of, from the entry upwards (RFC 6962, 2.1.1).
pub(crate) fn inclusion(index: u64, size: u64) -> Vec<Range> {
    let mut path = Vec::new();
    let mut range = whole(size);
    while range.len() > 1 {
        let (left, right) = range.split();
        let (inside, sibling) = if index < left.end {
            (left, right)
        } else {
            (right, left)
        };
        path.push(sibling);
        range = inside;
    }
    path.reverse();
    path
}

/// The subtrees a consistency proof consists of (RFC 6962, 2.1.2). None for equal sizes or an empty old tree.
pub(crate) fn consistency(old: u64, new: u64) -> Vec<Range> {
    let mut path = Vec::new();
    if old == 0 || old == new {
        return path;
    }
    let mut range = whole(new);
    while range.end != old {
        let (left, right) = range.split();
        let (inside, sibling) = if old <= left.end {
            (left, right)
        } else {
            (right, left)
        };
        path.push(sibling);
        range = inside;
    }
    // A subtree that begins with the log's first entry is the old tree itself, whose root the verifier has.
    if range.start != 0 {
        path.push(range);
    }
    path.reverse();
    path
}

/// The tiles these subtrees are computed from, each named once.
pub(crate) fn tiles(ranges: &[Range], size: u64) -> Vec<TileId> {
    let mut needed = ranges
        .iter()
        .flat_map(|range| range.nodes())
        .filter_map(|node| node.tile(size))
        .map(|(tile, _)| tile)
        .collect::<Vec<_>>();
    needed.sort_unstable();
    needed.dedup();
    needed
}
