//! Countries side by side.

use super::*;

fn column<'a>(country: &str, records: &'a [Record]) -> Column<'a> {
    Column {
        country: country.into(),
        known: known(records),
    }
}

#[test]
fn what_is_missing_is_never_a_no() {
    let licence = Says::CompanyLicence;
    let kenya = all(vec![
        licence(Answer::Yes),
        law("13"),
        not_found(Field::Training),
    ]);
    let iraq = all(vec![licence(Answer::No), law("52"), law("54")]);
    let nowhere = all(vec![Says::IdCard(Answer::No)]);
    let columns = [
        column("KE", &kenya),
        column("IQ", &iraq),
        column("CH", &nowhere),
    ];
    let fields = [
        Field::CompanyLicence,
        Field::Law,
        Field::Training,
        Field::IdCard,
    ];
    let rows = compare(&columns, &fields);
    let told: Vec<Field> = rows.iter().map(|row| row.field).collect();
    assert_eq!(told, fields);
    let stands = |row: &Row| {
        row.cells
            .iter()
            .map(|cell| cell.stands.code())
            .collect::<Vec<_>>()
    };
    assert_eq!(stands(&rows[0]), ["told", "told", "missing"]);
    assert_eq!(stands(&rows[1]), ["told", "disputed", "missing"]);
    assert_eq!(stands(&rows[2]), ["not-found", "missing", "missing"]);
    assert_eq!(stands(&rows[3]), ["missing", "missing", "told"]);
    let differs: Vec<bool> = rows.iter().map(|row| row.differs).collect();
    // Of a card only one country tells, so nothing differs.
    assert_eq!(differs, [true, true, false, false]);
    assert_eq!(serials(rows[1].cells[1].best()), [3]);
}

#[test]
fn the_same_does_not_differ() {
    let (a, b) = (all(vec![law("13")]), all(vec![law("13"), law("")]));
    let columns = [column("KE", &a), column("UG", &b)];
    // The one that was recorded last is believed most, and tells no number: that is not the same.
    assert!(compare(&columns, &[Field::Law])[0].differs);
    let columns = [column("KE", &a), column("UG", &a)];
    assert!(!compare(&columns, &[Field::Law])[0].differs);
    assert!(compare(&[], &[Field::Law])[0].cells.is_empty());
}

proptest! {
    /// Every field that is asked for has a row, every country a cell, and a cell is missing only where nothing was said.
    #[test]
    fn every_cell_is_there(first in some_records(), second in some_records()) {
        let columns = [column("KE", &first), column("UG", &second)];
        let rows = compare(&columns, Field::ALL);
        prop_assert_eq!(rows.len(), Field::ALL.len());
        for row in &rows {
            prop_assert_eq!(row.cells.len(), 2);
            for (cell, column) in row.cells.iter().zip(&columns) {
                let said = column.known.of(row.field).count();
                prop_assert_eq!(cell.stands == Stands::Missing, said == 0);
                prop_assert_eq!(cell.told.len() + cell.sought.len(), said);
                let disputed = cell.told.iter().any(|matter| matter.is_disputed());
                prop_assert_eq!(cell.stands == Stands::Disputed, disputed);
            }
        }
        // A country does not differ from itself.
        let twice = [column("KE", &first), column("KE", &first)];
        prop_assert!(compare(&twice, Field::ALL).iter().all(|row| !row.differs));
    }
}
