//! Holding back what is few, and what would give it away.

use super::{
    Floor, Shown, Table,
    flow::{Arc, Net},
};

/// What of a table may be shown.
///
/// **First**, every count below the floor is held back, sums and zeros among them. Zero is about nobody and could be told; but then a mark
/// would say "there was somebody", which for a country or a kind of harm can be all that a hostile reader wants to know. So the mark
/// says "few, or none". We do not rely on it: what follows protects also against a reader who knows from elsewhere which
/// counts are zero.
///
/// **Then**, others are held back, as few and as small as possible, until this holds (the *protection range*): whoever reads all that is
/// shown and calculates with it can exclude for no count that is few, one or more and below the floor, that it is zero, nor that it is as
/// large as the floor, nor anything between. This is meant for the reader who knows that counts are whole and not negative, that rows and
/// columns add up, and who has every sum that is shown. Counts inside the table are held back rather than sums, because sums stand in
/// other tables too; the total is never held back for the sake of another.
///
/// A table of fewer cases than the floor is held back whole, with its total.
///
/// What it does not protect against: a reader who was told of some cases by those concerned and takes them off; and one who repeats
/// the choice of what is held back and asks from which counts just that would follow. The second can narrow a range further, at
/// worst to one count: were always the smallest taken, then of 4, 20, 20 and 30 the two that are held back are 24 together, one of them no
/// more than 4 and the other no more than 20. So sizes are compared only roughly, and among those of about one size the first in
/// the list is taken, which says nothing about its size; that leaves him little, and rarely.
pub fn suppress(table: &Table<u64>, floor: Floor) -> Table<Shown> {
    if !floor.allows(table.total) {
        return table.map(|_| Shown::HeldBack);
    }
    let (mut net, places) = network(table, floor);
    let sensitive = |net: &Net, at: usize| floor.is_sensitive(net.arcs[at].value);
    for at in 0..net.arcs.len() {
        if sensitive(&net, at) && !net.widen(at, floor.get()) {
            // Not met: with all but the total held back every count can be moved to any other. If it were, nothing would be shown.
            return table.map(|_| Shown::HeldBack);
        }
    }
    // The network was made in the order in which the table is gone through, its total last.
    let mut places = places.into_iter();
    table.map(|count| match places.next().flatten() {
        Some(at) if net.arcs[at].hidden => Shown::HeldBack,
        None if count == 0 => Shown::HeldBack,
        _ => Shown::Count(count),
    })
}

/// About how large a count is: the same for all from one power of two up to the next.
fn rough(count: u64) -> u64 {
    u64::from(count.checked_ilog2().unwrap_or(0)) + 1
}

/// The network of a table, and the arc of each of its counts. Zeros have none: they are taken to be known, so nothing hides behind them.
/// The total has none: it is shown.
fn network(table: &Table<u64>, floor: Floor) -> (Net, Vec<Option<usize>>) {
    let (rows, columns) = (table.rows(), table.columns());
    let (below, beside) = (rows + columns, rows + columns + 1);
    let mut ends: Vec<(usize, usize, u64)> = Vec::new();
    for row in 0..rows {
        ends.extend((0..columns).map(|column| (rows + column, row, 0)));
    }
    // Without columns, counts stand between the line of sums and the world outside.
    let one = columns == 0;
    ends.extend((0..rows).map(|row| (if one { below } else { row }, beside, u64::from(!one))));
    ends.extend((0..columns).map(|column| (below, rows + column, 1)));
    let counts = table
        .inner
        .iter()
        .chain(&table.row_sums)
        .chain(&table.column_sums);
    let mut arcs = Vec::new();
    let mut places = Vec::new();
    for ((from, to, sums), &value) in ends.into_iter().zip(counts) {
        let hidden = !floor.allows(value);
        let cost = (sums, rough(value));
        places.push((value > 0).then_some(arcs.len()));
        if value > 0 {
            arcs.push(Arc {
                from,
                to,
                value,
                hidden,
                cost,
            });
        }
    }
    places.push(None);
    (Net::new(rows + columns + 2, arcs), places)
}

/// What may be shown of counts of which one case can be in several, such as kinds of harm.
///
/// They have no sum. Still, none can be more than all cases, and where every case is in at least one, together they are no fewer: from the
/// others a reader knows how many at least are left for the one that is held back. So where one alone is held back and the others do
/// not cover all cases, one of the smallest others is held back with it; of two, each could be all cases. Where all of them together are fewer
/// than the cases, some cases are in none, and nobody can reckon so. Zeros are held back as in [`suppress`].
///
/// How many cases are in none is not to be told beside these counts: a reader would take it off.
pub fn suppress_overlapping(counts: &[u64], total: u64, floor: Floor) -> Vec<Shown> {
    let may = |count: u64| floor.allows(total) && floor.allows(count);
    let mut shown: Vec<Shown> = { counts.iter() }
        .map(|count| Some(*count).filter(|c| may(*c)).into())
        .collect();
    let is_few = |at: &usize| floor.is_sensitive(counts[*at]);
    let few = (0..counts.len()).filter(is_few).count();
    let covered: u64 = shown.iter().filter_map(|s| s.count()).sum();
    let all_could_be_in_one = counts.iter().sum::<u64>() >= total;
    if few == 1 && all_could_be_in_one && covered < total {
        let others = (0..counts.len()).filter(|at| shown[*at] != Shown::HeldBack);
        if let Some(smallest) = others.min_by_key(|at| rough(counts[*at])) {
            shown[smallest] = Shown::HeldBack;
        }
    }
    shown
}

#[cfg(test)]
mod tests;
