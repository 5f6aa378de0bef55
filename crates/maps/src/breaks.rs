//! Classes of a choropleth: which shade a number gets, and what is not a number at all.

/// Classes that a map has at most: more shades cannot be told apart.
pub const MAX_CLASSES: usize = 7;

/// What is known of a region.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value {
    Number(f64),
    /// There is something, but too little to be told.
    Few,
    /// Nothing is known. Not the same as zero, and never looks like it.
    Missing,
}

/// How a region is filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shade {
    /// A class, from 0 for the least.
    Class(usize),
    Few,
    Missing,
}

/// Where classes begin: 1 to [`MAX_CLASSES`] of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Breaks {
    /// Where each begins, in order.
    starts: Vec<f64>,
}

impl Breaks {
    /// Classes that begin where it is said. What is not a number is left out, what is twice counts once, and of more than
    /// [`MAX_CLASSES`] the first are taken. Without any there is one class, from 0.
    pub fn fixed(starts: impl IntoIterator<Item = f64>) -> Self {
        let mut starts: Vec<f64> = starts
            .into_iter()
            .filter(|start| start.is_finite())
            .collect();
        starts.sort_by(f64::total_cmp);
        starts.dedup();
        starts.truncate(MAX_CLASSES);
        if starts.is_empty() {
            starts.push(0.0);
        }
        Breaks { starts }
    }

    /// Classes with about as many regions each: `classes` of them, or fewer when many numbers are the same.
    pub fn quantiles(values: impl IntoIterator<Item = Value>, classes: usize) -> Self {
        let numbers = values.into_iter().filter_map(|value| match value {
            Value::Number(number) if number.is_finite() => Some(number),
            _ => None,
        });
        let mut numbers: Vec<f64> = numbers.collect();
        numbers.sort_by(f64::total_cmp);
        let classes = classes.clamp(1, MAX_CLASSES);
        let start = |class: usize| numbers.get(class * numbers.len() / classes).copied();
        Breaks::fixed((0..classes).filter_map(start))
    }

    /// The shade of a value. What is below the first class belongs to it; what is not a number is missing.
    pub fn shade(&self, value: Value) -> Shade {
        match value {
            Value::Number(number) if !number.is_nan() => {
                let begun = self.starts.iter().filter(|start| **start <= number).count();
                Shade::Class(begun.saturating_sub(1))
            }
            Value::Number(_) | Value::Missing => Shade::Missing,
            Value::Few => Shade::Few,
        }
    }

    /// Where each class begins, and where the next one does; the last has no end.
    pub fn ranges(&self) -> impl Iterator<Item = (f64, Option<f64>)> {
        let next = self.starts.iter().skip(1).map(|start| Some(*start));
        self.starts.iter().copied().zip(next.chain([None]))
    }

    /// How many there are.
    pub fn classes(&self) -> usize {
        self.starts.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_in_the_class_that_has_begun() {
        let breaks = Breaks::fixed([100.0, 1.0, 10.0, 10.0, f64::NAN]);
        assert_eq!(breaks.classes(), 3);
        for (number, class) in [(0.0, 0), (1.0, 0), (9.9, 0), (10.0, 1), (1e9, 2)] {
            assert_eq!(breaks.shade(Value::Number(number)), Shade::Class(class));
        }
        let ranges: Vec<_> = breaks.ranges().collect();
        assert_eq!(
            ranges,
            [(1.0, Some(10.0)), (10.0, Some(100.0)), (100.0, None)]
        );
    }

    #[test]
    fn what_is_missing_or_few_is_no_class() {
        let breaks = Breaks::fixed([0.0]);
        assert_eq!(breaks.shade(Value::Few), Shade::Few);
        assert_eq!(breaks.shade(Value::Missing), Shade::Missing);
        assert_eq!(breaks.shade(Value::Number(f64::NAN)), Shade::Missing);
    }

    #[test]
    fn quantiles_have_about_as_many_each() {
        let values = (0..100).map(|n| Value::Number(f64::from(n * n)));
        let breaks = Breaks::quantiles(values.clone().chain([Value::Few, Value::Missing]), 5);
        let mut sizes = [0; 5];
        for value in values {
            if let Shade::Class(class) = breaks.shade(value) {
                sizes[class] += 1;
            }
        }
        assert_eq!(sizes, [20; 5]);
        let same = Breaks::quantiles([Value::Number(3.0); 9], 4);
        assert_eq!((same.classes(), Breaks::quantiles([], 4).classes()), (1, 1));
    }
}
