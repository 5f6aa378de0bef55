//! What a desk's numbers are made of: states, weeks and clocks, and nothing that names a case.

use watchpost_domain::{Day, DeskId, cases::State};

use crate::{Error, Tx, error::Result};

const COUNTED: &str =
    "select state, week, acknowledge_by, answer_by from case_file where desk_id = $1";

pub const STATEMENTS: &[&str] = &[COUNTED];

/// A case as it is counted.
pub struct Counted {
    pub state: State,
    /// The Monday of the week in which it came.
    pub week: Day,
    /// The next clock that runs out.
    pub due: Option<Day>,
}

/// Every case of a desk.
pub async fn counted(tx: &mut Tx, desk: DeskId) -> Result<Vec<Counted>> {
    type Row = (String, i64, Option<i64>, Option<i64>);
    let rows = all!(tx, Row, COUNTED, desk.0)?;
    rows.into_iter()
        .map(|(state, week, acknowledge_by, answer_by)| {
            Ok(Counted {
                state: State::from_code(&state).ok_or(Error::Impossible("case_file"))?,
                week: Day(week),
                due: acknowledge_by.into_iter().chain(answer_by).min().map(Day),
            })
        })
        .collect()
}
