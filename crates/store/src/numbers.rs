//! What a desk's numbers are made of: states, weeks and clocks, and nothing that names a case.

use uuid::Uuid;
use watchpost_domain::{CaseId, Day, DeskId, Granted, policy::desks as may, procedure::Code};

use crate::{Tx, error::Result};

const COUNTED: &str =
    "select state, week, due, count(*) from case_file where desk_id = $1 group by state, week, due";

/// That something was promised in a case, the kinds of its parts say in the open. The kind stands here as it stands in the index of those parts.
const PROMISED: &str = "select distinct p.case_id from part p join case_file c on c.id = p.case_id where c.desk_id = $1 and p.kind = 13";

pub const STATEMENTS: &[&str] = &[COUNTED, PROMISED];

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

/// The cases of a desk in which something was promised.
pub async fn with_promises(tx: &mut Tx, desk: &Granted<may::SeeNumbers>) -> Result<Vec<CaseId>> {
    let rows = all!(tx, (Uuid,), PROMISED, desk.id.0)?;
    Ok(rows.into_iter().map(|(id,)| CaseId(id)).collect())
}

#[cfg(test)]
mod tests {
    use watchpost_domain::sealed::PartKind;

    #[test]
    fn the_kind_of_a_promise_is_the_one_of_the_index() {
        assert!(super::PROMISED.ends_with(&format!("p.kind = {}", PartKind::Commitment.code())));
    }
}
