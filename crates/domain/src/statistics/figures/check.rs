//! Whether figures can stand beside one another without telling more than each of them shows.

use std::{collections::HashSet, ops::Range};

use super::{
    Figure, Figures,
    read::{Reading, What},
};
use crate::statistics::{Basis, Dimension};

impl Figures {
    /// Tables are protected one by one; these rules see to it that no sum ties two of them together but the total, which is shown or
    /// nothing is, and the margins of a table by two things, which are held back together with it.
    pub(super) fn check(&self, places: &[Range<usize>], reading: &mut Reading<'_>) {
        for (figure, at) in self.all.iter().zip(places) {
            figure.alone(at, reading);
        }
        for (nth, (figure, at)) in self.all.iter().zip(places).enumerate() {
            let before = self.all.get(..nth).unwrap_or_default();
            figure.beside(before, at, reading);
        }
    }
}

impl Figure {
    fn alone(&self, at: &Range<usize>, reading: &mut Reading<'_>) {
        let of = || self.code.clone();
        let differ: HashSet<Dimension> = self.by.iter().copied().collect();
        if !(1..=2).contains(&self.by.len()) || differ.len() != self.by.len() {
            reading.fault(at, What::BadBy(of()));
        }
        for dimension in &self.by {
            let by = dimension.code();
            if self.by.len() > 1 && dimension.is_overlapping() {
                reading.fault(at, What::Overlaps { of: of(), by });
            }
            match dimension.needs() {
                Some(Basis::Ended) if self.of != Basis::Ended => {
                    reading.fault(at, What::NeedsEnd { of: of(), by });
                }
                Some(Basis::Due) if self.of != Basis::Due => {
                    reading.fault(at, What::NeedsDue { of: of(), by });
                }
                _ => {}
            }
            // Things can be promised for several quarters: a case would count several times.
            if self.of == Basis::Due && *dimension == Dimension::Quarter {
                reading.fault(at, What::NoQuarter(of()));
            }
        }
    }

    fn beside(&self, before: &[Figure], at: &Range<usize>, reading: &mut Reading<'_>) {
        let of = || self.code.clone();
        let mut sorted = self.by.clone();
        sorted.sort_unstable();
        for other in before {
            let mut others = other.by.clone();
            others.sort_unstable();
            if other.of == self.of && others == sorted {
                reading.fault(at, What::Again(of()));
            }
            for dimension in self.by.iter().filter(|by| other.by.contains(by)) {
                let by = dimension.code();
                // The quarter in which cases came is another thing than that in which cases ended.
                if other.of != self.of && *dimension != Dimension::Quarter {
                    reading.fault(at, What::BothBases { of: of(), by });
                }
                if other.of == self.of
                    && self.by.len() > 1
                    && other.by.len() > 1
                    && others != sorted
                {
                    reading.fault(at, What::Crossed { of: of(), by });
                }
            }
        }
    }
}
