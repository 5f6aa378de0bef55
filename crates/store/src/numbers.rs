//! What a desk's numbers are made of: states, weeks and clocks, and nothing that names a case.

use watchpost_domain::{Day, DeskId, procedure::Code};

use crate::{Tx, error::Result};

const COUNTED: &str =
    "select state, week, due, count(*) from case_file where desk_id = $1 group by state, week, due";

pub const STATEMENTS: &[&str] = &[COUNTED];

/// Cases that are counted alike.
pub struct Counted {
    /// How many they are.
    pub cases: u64,
    /// Where they stand.
    pub state: Code,
    /// The Monday of the week in which they came.
    pub week: Day,
    /// The next clock that runs out.
    pub due: Option<Day>,
}

/// All cases of a desk.
pub async fn counted(tx: &mut Tx, desk: DeskId) -> Result<Vec<Counted>> {
    type Row = (String, i64, Option<i64>, i64);
    let rows = all!(tx, Row, COUNTED, desk.0)?;
    let counted = |(state, week, due, cases): Row| Counted {
        cases: u64::try_from(cases).unwrap_or_default(),
        state,
        week: Day(week),
        due: due.map(Day),
    };
    Ok(rows.into_iter().map(counted).collect())
}
