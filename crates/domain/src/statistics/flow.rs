//! A table as a network in which counts flow: along it one sees how far a count that is held back could move while everything that is
//! shown, and every sum, stays as it is.
//!
//! Each line of a table (a row, a column, the line of sums below and beside them) is a node, each count an arc between the two lines
//! in which it stands. A count that is held back can grow, and shrink down to zero; one that is shown cannot move. How far one can move
//! is then the greatest flow through all others that are held back: whole, exact, and found without solving equations.

use std::{cmp::Reverse, collections::BinaryHeap};

/// What it costs to hold a count back: sums first, since other figures show them too; then about how large it is.
pub type Cost = (u64, u64);

/// A count, between two lines.
pub struct Arc {
    pub from: usize,
    pub to: usize,
    pub value: u64,
    /// Whether it is held back.
    pub hidden: bool,
    pub cost: Cost,
}

pub struct Net {
    pub arcs: Vec<Arc>,
    /// The arcs at each node.
    at: Vec<Vec<usize>>,
}

/// A step along an arc: the count grows or shrinks.
#[derive(Clone, Copy)]
struct Step {
    arc: usize,
    grows: bool,
}

impl Net {
    pub fn new(nodes: usize, arcs: Vec<Arc>) -> Self {
        let mut at = vec![Vec::new(); nodes];
        for (index, arc) in arcs.iter().enumerate() {
            for node in [arc.from, arc.to] {
                if let Some(at) = at.get_mut(node) {
                    at.push(index);
                }
            }
        }
        Self { arcs, at }
    }

    /// Holds back what is needed, the cheapest first, so that a count could be anything from zero to `most`. `false` where nothing helps.
    pub fn widen(&mut self, count: usize, most: u64) -> bool {
        let Some(Arc {
            from, to, value, ..
        }) = self.arcs.get(count)
        else {
            return false;
        };
        let (from, to, value) = (*from, *to, *value);
        // What this one gains others lose on the way back from its end to its start, and the other way round.
        self.carry(count, to, from, most.saturating_sub(value))
            && self.carry(count, from, to, value)
    }

    /// Lets so much flow from one node to another past one arc, and holds back what it flows through.
    fn carry(&mut self, past: usize, from: usize, to: usize, mut amount: u64) -> bool {
        // A table that could be the true one just as well.
        let mut world: Vec<u64> = self.arcs.iter().map(|arc| arc.value).collect();
        while amount > 0 {
            let Some(path) = self.cheapest(past, from, to, &world) else {
                return false;
            };
            let room = |step: &Step| {
                if step.grows {
                    u64::MAX
                } else {
                    world[step.arc]
                }
            };
            let moved = path
                .iter()
                .map(room)
                .min()
                .map_or(0, |room| room.min(amount));
            for step in path {
                self.arcs[step.arc].hidden = true;
                let value = &mut world[step.arc];
                *value = if step.grows {
                    *value + moved
                } else {
                    *value - moved
                };
            }
            amount -= moved;
        }
        true
    }

    /// The way for which least has to be held back that is not yet, if anything can flow at all.
    fn cheapest(&self, past: usize, from: usize, to: usize, world: &[u64]) -> Option<Vec<Step>> {
        let mut best: Vec<Option<Cost>> = vec![None; self.at.len()];
        let mut came: Vec<Option<(usize, Step)>> = vec![None; self.at.len()];
        let mut queue = BinaryHeap::from([Reverse(((0, 0), from))]);
        best[from] = Some((0, 0));
        while let Some(Reverse((cost, node))) = queue.pop() {
            if node == to {
                return Some(way(&came, from, to));
            }
            if best[node].is_some_and(|known| known < cost) {
                continue;
            }
            for &arc in self.at[node].iter().filter(|arc| **arc != past) {
                let grows = self.arcs[arc].from == node;
                if !grows && world[arc] == 0 {
                    continue;
                }
                let next = if grows {
                    self.arcs[arc].to
                } else {
                    self.arcs[arc].from
                };
                let cost = self.further(cost, arc);
                if best[next].is_none_or(|known| cost < known) {
                    best[next] = Some(cost);
                    came[next] = Some((node, Step { arc, grows }));
                    queue.push(Reverse((cost, next)));
                }
            }
        }
        None
    }

    fn further(&self, so_far: Cost, arc: usize) -> Cost {
        let Arc { hidden, cost, .. } = &self.arcs[arc];
        match hidden {
            true => so_far,
            false => (so_far.0 + cost.0, so_far.1.saturating_add(cost.1)),
        }
    }
}

/// The steps back from the end to the start.
fn way(came: &[Option<(usize, Step)>], from: usize, to: usize) -> Vec<Step> {
    let (mut steps, mut node) = (Vec::new(), to);
    while let Some((before, step)) = came[node].filter(|_| node != from) {
        steps.push(step);
        node = before;
    }
    steps
}
