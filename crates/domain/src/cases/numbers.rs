//! Counts that are shown to those who read no case: small ones are left out, or else they would be about somebody.

/// Fewer than these are not told.
pub const FEWEST: u64 = 5;

/// The counts of one table as they may be shown; `None` for one that is few. That there is none says nothing about anybody. Who knows the
/// sum from elsewhere must not be able to find a count that was left out: more are left out, the smallest first, until there are at
/// least two and they are no longer few together.
pub fn shown(counts: &[u64]) -> Vec<Option<u64>> {
    let mut order: Vec<usize> = (0..counts.len()).filter(|at| counts[*at] > 0).collect();
    order.sort_by_key(|at| counts[*at]);
    let mut shown: Vec<Option<u64>> = counts.iter().copied().map(Some).collect();
    let (mut left_out, mut together) = (0, 0);
    for at in order {
        let tells = left_out == 1 || (left_out > 0 && together < FEWEST);
        if counts[at] < FEWEST || tells {
            shown[at] = None;
            left_out += 1;
            together += counts[at];
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_that_is_few_cannot_be_found_by_subtracting() {
        let none: [Option<u64>; 0] = [];
        assert_eq!(shown(&[]), none);
        assert_eq!(shown(&[5, 9]), [Some(5), Some(9)]);
        // One alone would be the sum less the others.
        assert_eq!(shown(&[12, 4, 7]), [Some(12), None, None]);
        assert_eq!(shown(&[12, 4, 7, 4]), [Some(12), None, Some(7), None]);
        // Two that are few together are hidden behind a third.
        assert_eq!(shown(&[2, 2, 6, 9]), [None, None, None, Some(9)]);
        assert_eq!(shown(&[0, 1, 6, 9]), [Some(0), None, None, Some(9)]);
        assert_eq!(shown(&[0, 6, 0]), [Some(0), Some(6), Some(0)]);
        assert_eq!(shown(&[3]), [None]);
    }
}
