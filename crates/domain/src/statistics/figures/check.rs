//! Whether figures can stand beside one another without telling more than each of them shows.

use std::{collections::HashSet, ops::Range};

use super::{
    Figure, Figures,
    read::{Reading, What},
};
use crate::statistics::{Basis, Definition, Dimension};

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

    /// The same between these and what was told with other figures: no version of a figure says two things, and nothing is counted of those
    /// that end where it was told of those that came.
    pub(super) fn check_told(
        &self,
        (places, versions): (&[Range<usize>], &[Range<usize>]),
        told: &[Definition],
        reading: &mut Reading<'_>,
    ) {
        for ((figure, at), version) in self.all.iter().zip(places).zip(versions) {
            let own = figure.definition();
            let other = |d: &&Definition| d.figure == own.figure && d.version == own.version;
            if told.iter().find(other).is_some_and(|d| *d != own) {
                let (of, version_of) = (own.figure.clone(), own.version);
                let what = What::ToldOtherwise {
                    of,
                    version: version_of,
                };
                reading.fault(version, what);
            }
            for definition in told.iter().filter(|d| d.of != own.of) {
                for by in own.by.iter().filter(|by| definition.by.contains(by)) {
                    figure.both_bases(*by, at, reading);
                }
            }
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

    /// The quarter in which cases came is another thing than that in which cases ended.
    fn both_bases(&self, by: Dimension, at: &Range<usize>, reading: &mut Reading<'_>) {
        if by != Dimension::Quarter {
            let (of, by) = (self.code.clone(), by.code());
            reading.fault(at, What::BothBases { of, by });
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
                if other.of != self.of {
                    self.both_bases(*dimension, at, reading);
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
