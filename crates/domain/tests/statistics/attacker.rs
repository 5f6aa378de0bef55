//! A reader who wants to know what was held back: who writes all that is published as equations over counts that are not negative, and
//! asks how small and how large each can be. Made without anything of what it attacks.
//!
//! It solves by the simplex method over reals. Of tables by one and by two things with their sums the ends of a range are whole all the
//! same (their equations are those of a flow), so these are the true ranges of whole counts; `agrees_with_trying_all` tries
//! that. Where a range over reals could be too wide, the attacker would be too weak, never too strong.

/// Below this a number is zero.
const TINY: f64 = 1e-7;

/// Equations over unknowns that are not negative.
#[derive(Default, Clone)]
pub struct System {
    unknowns: usize,
    /// Factors of unknowns, and what they add up to.
    equations: Vec<(Vec<(usize, f64)>, f64)>,
}

impl System {
    pub fn unknown(&mut self) -> usize {
        self.unknowns += 1;
        self.unknowns - 1
    }

    pub fn equal(&mut self, terms: Vec<(usize, f64)>, sum: f64) {
        self.equations.push((terms, sum));
    }

    /// Terms that add up to no more than that.
    pub fn at_most(&mut self, mut terms: Vec<(usize, f64)>, most: f64) {
        let slack = self.unknown();
        terms.push((slack, 1.0));
        self.equal(terms, most);
    }

    /// The equations with a first solution.
    pub fn begin(&self) -> Tableau {
        let (n, m) = (self.unknowns, self.equations.len());
        let mut rows = Vec::new();
        for (nth, (terms, sum)) in self.equations.iter().enumerate() {
            let sign = if *sum < 0.0 { -1.0 } else { 1.0 };
            let mut row = vec![0.0; n + m + 1];
            for (unknown, factor) in terms {
                row[*unknown] += sign * factor;
            }
            row[n + nth] = 1.0;
            row[n + m] = sign * sum;
            rows.push(row);
        }
        let mut tableau = Tableau {
            rows,
            basis: (n..n + m).collect(),
        };
        // What each equation lacks is brought to nothing, and then it is no unknown any more.
        let lacks: Vec<f64> = (0..n + m)
            .map(|at| if at < n { 0.0 } else { 1.0 })
            .collect();
        let lacking = tableau.least(&lacks).unwrap();
        assert!(lacking < TINY, "what is published contradicts itself");
        for row in (0..m).rev() {
            if tableau.basis[row] < n {
                continue;
            }
            match (0..n).find(|at| tableau.rows[row][*at].abs() > TINY) {
                Some(column) => tableau.pivot(row, column),
                None => {
                    tableau.rows.remove(row);
                    tableau.basis.remove(row);
                }
            }
        }
        for row in &mut tableau.rows {
            row.drain(n..n + m);
        }
        tableau
    }
}

/// Equations solved for some of the unknowns; the others are zero.
#[derive(Clone)]
pub struct Tableau {
    rows: Vec<Vec<f64>>,
    basis: Vec<usize>,
}

impl Tableau {
    /// How small and how large an unknown can be; nothing where there is no end.
    pub fn range(&self, unknown: usize) -> (f64, Option<f64>) {
        let unknowns = self.rows.first().map_or(0, |row| row.len() - 1);
        let only = |factor| -> Vec<f64> {
            let at = |n| if n == unknown { factor } else { 0.0 };
            (0..unknowns).map(at).collect()
        };
        let low = self.clone().least(&only(1.0)).unwrap_or(0.0);
        let high = self.clone().least(&only(-1.0)).map(|least| -least);
        (low, high)
    }

    fn pivot(&mut self, row: usize, column: usize) {
        let by = self.rows[row][column];
        self.rows[row].iter_mut().for_each(|cell| *cell /= by);
        let solved = self.rows[row].clone();
        for (nth, other) in self.rows.iter_mut().enumerate() {
            let factor = other[column];
            if nth != row && factor.abs() > 0.0 {
                { other.iter_mut().zip(&solved) }.for_each(|(cell, by)| *cell -= factor * by);
            }
        }
        self.basis[row] = column;
    }

    /// The least that these costs can come to; nothing where there is no least. Goes by Bland's rule, so it ends.
    fn least(&mut self, costs: &[f64]) -> Option<f64> {
        let last = costs.len();
        loop {
            let saved = |at: usize| {
                let through = self.rows.iter().zip(&self.basis);
                costs[at]
                    - through
                        .map(|(row, basic)| costs[*basic] * row[at])
                        .sum::<f64>()
            };
            let Some(column) = (0..last).find(|at| saved(*at) < -TINY) else {
                let through = self.rows.iter().zip(&self.basis);
                return Some(through.map(|(row, basic)| costs[*basic] * row[last]).sum());
            };
            let leaving = (0..self.rows.len())
                .filter(|row| self.rows[*row][column] > TINY)
                .map(|row| {
                    (
                        self.rows[row][last] / self.rows[row][column],
                        self.basis[row],
                        row,
                    )
                })
                .min_by(|a, b| a.partial_cmp(b).unwrap())?;
            self.pivot(leaving.2, column);
        }
    }
}

#[test]
fn the_ends_of_a_range_are_found() {
    let mut system = System::default();
    let [a, b, c] = [0; 3].map(|_| system.unknown());
    system.equal(vec![(a, 1.0), (b, 1.0)], 7.0);
    system.equal(vec![(b, 1.0), (c, -1.0)], 2.0);
    let found = system.begin();
    assert_eq!(
        [a, b, c].map(|x| found.range(x)),
        [(0.0, Some(5.0)), (2.0, Some(7.0)), (0.0, Some(5.0))]
    );
    system.at_most(vec![(c, 1.0)], 3.0);
    let free = system.unknown();
    let found = system.begin();
    assert_eq!(found.range(a), (2.0, Some(5.0)));
    assert_eq!(found.range(free), (0.0, None));
}
