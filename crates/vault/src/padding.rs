//! Padmé padding: lengths fall into few classes, at the price of at most 12 %.

/// Short contents all look alike up to this length.
const FLOOR: u64 = 256;

/// The padded length for `length` bytes: Padmé (Nikitin and others, 2019), but never below [`FLOOR`].
pub(crate) fn padded(length: u64) -> u64 {
    if length <= FLOOR {
        return FLOOR;
    }
    let exponent = length.ilog2();
    let kept = exponent.ilog2() + 1;
    let step = 1u64 << (exponent - kept);
    length.checked_next_multiple_of(step).unwrap_or(length)
}
