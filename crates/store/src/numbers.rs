//! What a desk's numbers are made of: states, weeks and clocks, and nothing that names a case.

use watchpost_domain::{Day, DeskId, procedure::Code};

use crate::{Tx, error::Result};

const COUNTED: &str = "select procedure, state, week, due from case_file where desk_id = $1";

pub const STATEMENTS: &[&str] = &[COUNTED];

/// A case as it is counted.
pub struct Counted {
    /// The version of its procedure, and where it stands in it.
    pub state: (i64, Code),
    /// The Monday of the week in which it came.
    pub week: Day,
    /// The next clock that runs out.
    pub due: Option<Day>,
}

/// Every case of a desk.
pub async fn counted(tx: &mut Tx, desk: DeskId) -> Result<Vec<Counted>> {
    type Row = (i64, String, i64, Option<i64>);
    let rows = all!(tx, Row, COUNTED, desk.0)?;
    let counted = |(procedure, state, week, due): Row| Counted {
        state: (procedure, state),
        week: Day(week),
        due: due.map(Day),
    };
    Ok(rows.into_iter().map(counted).collect())
}
