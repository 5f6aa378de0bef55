//! A keyed sum with each plain row: what changed in it since it was written, on the disk or by somebody's hand, is found
//! by `verify` without opening anything. A database's own check misses most flipped bits.
//!
//! Without a sum are: sessions, which end within a day, are written with each minute of use and hold nothing that is believed but
//! under their cookie; drafts, pages kept to be shown again, saved views and settings of the installation, which are sealed or say nothing; and the log, whose
//! rows `verify` holds against its signed tiles.

use futures_util::TryStreamExt;
use sqlx::{FromRow, postgres::PgRow, sqlite::SqliteRow};
use uuid::Uuid;
use watchpost_vault::RowKey;

use crate::{
    Error, Tx,
    error::Result,
    registry::{BatchRow, ChangeRow, CompanyRow, RecordRow, ShownRow},
    rooms::{RoomKeyRow, RoomPartRow, RoomRow},
    rows::{
        AskRow, AuditRow, CaseRow, ChannelRow, ClockRow, DeclaredRow, DeskFiguresRow, DeskKeyRow,
        DeskRow, EmergencyRow, FeedRow, FoundingRow, GrantRow, IndexRow, InvitationRow, LaidByRow,
        LoginRow, MemberRow, PartRow, PolicyRow, PublicationRow, RecusalRow, ReporterRow,
        RosterRow, SpareRow, StatisticsRow, ToldRow, WaitingRosterRow, WishRow,
    },
};

/// A row that has a sum.
pub trait Summed:
    Sized + Send + Unpin + for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow>
{
    const TABLE: &'static str;
    /// The row with its sum, and another sum for it: where the first of its columns is its key.
    const FIND: &'static str;
    const SUM: &'static str;
    /// All its columns but the sum, each with its kind and length, so that no two rows are written alike.
    fn canonical(&self) -> Vec<u8>;

    /// Its sum.
    fn sum(&self, key: &RowKey) -> Vec<u8> {
        key.sum(Self::TABLE, &self.canonical()).to_vec()
    }
}

/// A value as it goes into a sum.
trait Column {
    const KIND: u8;
    fn bytes(&self) -> Vec<u8>;
    fn put(&self, to: &mut Vec<u8>) {
        let bytes = self.bytes();
        to.push(Self::KIND);
        to.extend((bytes.len() as u64).to_le_bytes());
        to.extend(bytes);
    }
}

impl Column for Uuid {
    const KIND: u8 = 1;
    fn bytes(&self) -> Vec<u8> {
        self.as_bytes().to_vec()
    }
}

impl Column for i64 {
    const KIND: u8 = 2;
    fn bytes(&self) -> Vec<u8> {
        self.to_le_bytes().to_vec()
    }
}

impl Column for bool {
    const KIND: u8 = 3;
    fn bytes(&self) -> Vec<u8> {
        vec![u8::from(*self)]
    }
}

impl Column for String {
    const KIND: u8 = 4;
    fn bytes(&self) -> Vec<u8> {
        self.as_bytes().to_vec()
    }
}

impl Column for Vec<u8> {
    const KIND: u8 = 5;
    fn bytes(&self) -> Vec<u8> {
        self.clone()
    }
}

impl<T: Column> Column for Option<T> {
    const KIND: u8 = T::KIND;
    fn bytes(&self) -> Vec<u8> {
        self.as_ref().map(Column::bytes).unwrap_or_default()
    }
    fn put(&self, to: &mut Vec<u8>) {
        match self {
            Some(value) => value.put(to),
            None => to.push(0),
        }
    }
}

/// The tables whose rows have sums, and their columns.
macro_rules! summed {
    ($($row:ident in $table:literal ($key:ident $(, $column:ident)*))*) => {
        $(impl Summed for $row {
            const TABLE: &'static str = $table;
            const FIND: &'static str = concat!("select ", stringify!($key) $(, ", ", stringify!($column))*, ", sum from ", $table, " where ", stringify!($key), " = $1");
            const SUM: &'static str = concat!("update ", $table, " set sum = $2 where ", stringify!($key), " = $1");
            fn canonical(&self) -> Vec<u8> {
                let mut to = Vec::new();
                self.$key.put(&mut to);
                $(self.$column.put(&mut to);)*
                to
            }
        })*

        /// The tables whose rows have sums.
        pub const TABLES: &[&str] = &[$($table),*];

        pub const STATEMENTS: &[&str] = &[$(
            concat!("select ", stringify!($key) $(, ", ", stringify!($column))*, ", sum from ", $table),
            <$row as Summed>::FIND,
            <$row as Summed>::SUM,
        )*];

        /// Looks at every row of these tables; gives a line for each whose sum is another, and nothing of what is in it.
        ///
        /// # Errors
        /// The database cannot be used.
        pub async fn damage(tx: &mut Tx, key: &RowKey) -> Result<Vec<String>> {
            let mut found = Vec::new();
            $({
                const SQL: &str = concat!("select ", stringify!($key) $(, ", ", stringify!($column))*, ", sum from ", $table);
                on!(tx, db => {
                    let mut rows = sqlx::query_as::<_, WithSum<$row>>(SQL).fetch(db);
                    loop {
                        match rows.try_next().await {
                            Ok(None) => break,
                            Ok(Some(WithSum { row, sum })) if key.verify($table, &row.canonical(), &sum) => {}
                            Ok(Some(WithSum { row, .. })) => found.push(format!("table {}: the row of {} {} has changed", $table, stringify!($key), row.$key)),
                            Err(sqlx::Error::ColumnDecode { .. }) => found.push(format!("table {}: a row cannot be read", $table)),
                            Err(other) => return Err(other.into()),
                        }
                    }
                });
            })*
            Ok(found)
        }
    };
}

#[derive(FromRow)]
pub(crate) struct WithSum<T> {
    #[sqlx(flatten)]
    pub row: T,
    pub sum: Vec<u8>,
}

impl<T: Summed> WithSum<T> {
    /// The row, if it is as it was written.
    ///
    /// # Errors
    /// `Altered` when its sum is another: nothing may be built on it.
    pub fn unaltered(self, key: &RowKey) -> Result<T> {
        match self.holds(key) {
            true => Ok(self.row),
            false => Err(Error::Altered(T::TABLE)),
        }
    }

    /// Whether it is as it was written.
    pub fn holds(&self, key: &RowKey) -> bool {
        key.verify(T::TABLE, &self.row.canonical(), &self.sum)
    }
}

/// Whether a row that is about to change is as it was written, or not there yet.
pub(crate) async fn holds<T: Summed>(tx: &mut Tx, key: &RowKey, id: Uuid) -> Result<bool> {
    let found = one!(tx, WithSum<T>, T::FIND, id)?;
    Ok(found.is_none_or(|found| found.holds(key)))
}

/// Sums a row anew, after it was changed.
pub(crate) async fn sum_again<T: Summed>(tx: &mut Tx, key: &RowKey, id: Uuid) -> Result<()> {
    if let Some(found) = one!(tx, WithSum<T>, T::FIND, id)? {
        run!(tx, T::SUM, id, found.row.sum(key))?;
    }
    Ok(())
}

/// Changes a row and sums it anew; gives how many were changed. A row whose sum was wrong before keeps the wrong one: the next
/// change must not make good what somebody's hand did.
macro_rules! change {
    ($tx:expr, $key:expr, $row:ty, $id:expr, $sql:expr $(, $value:expr)* $(,)?) => {{
        let held = $crate::rowsum::holds::<$row>($tx, $key, $id).await?;
        let changed = run!($tx, $sql, $id $(, $value)*)?;
        if held {
            $crate::rowsum::sum_again::<$row>($tx, $key, $id).await?;
        }
        changed
    }};
}
pub(crate) use change;

summed! {
    CaseRow in "case_file" (id, desk_id, reference, procedure, state, came_from, sides, ended, access, week, active_week, acknowledge_by, answer_by, due, told, look,
        contact_stopped, withdrawn, merged_into, kept, taken_up, kept_since, identity_gone, kept_announced, kept_look, epoch, version)
    ClockRow in "case_clock" (case_id, code, began, due, left_days, extended, told, says)
    PolicyRow in "policy_data" (kind, number, shipped, since, text)
    StatisticsRow in "statistics_record" (id, sealed)
    PublicationRow in "publication" (number, text)
    DeskFiguresRow in "desk_figures" (desk_id, number, sealed)
    CompanyRow in "company" (id, slug)
    BatchRow in "registry_batch" (serial, day, by_member, how, source)
    RecordRow in "registry_record" (id, serial, batch, company_id, internal, entry)
    ChangeRow in "registry_change" (serial, sealed)
    ShownRow in "company_shown" (company_id, version, again_on, shown, hidden)
    ReporterRow in "reporter_key" (case_id, lookup, wrapped, recipient)
    RecusalRow in "case_recusal" (case_id, member_id)
    AskRow in "identity_ask" (case_id, member_id, agreed_by, until)
    GrantRow in "case_grant" (id, case_id, compartment, epoch, recipient, reader_kind, reader_id, reader_epoch, sealed, signature, given_by,
        expires, because)
    LaidByRow in "emergency_key" (id, case_id, member_id, compartment, epoch, sealed)
    EmergencyRow in "emergency" (id, case_id, member_id, stands, agreed_by, opens_hour, until)
    ToldRow in "emergency_told" (id, emergency_id, member_id, sealed, seen)
    PartRow in "part" (id, case_id, compartment, kind, epoch, version, sealed, file_key, sealed_bytes, sealed_sha256)
    RoomRow in "room" (id, reference, of_case, of_party, ends, shut, week, active_week, version, seen)
    RoomKeyRow in "room_key" (id, room_id, epoch, recipient, case_epoch, to_case, party_epoch, to_party)
    RoomPartRow in "room_part" (id, room_id, kind, epoch, version, sealed, file_key, sealed_bytes, sealed_sha256)
    IndexRow in "index_record" (id, audience_kind, audience_id, epoch, level, sealed)
    AuditRow in "audit" (id, desk_id, at, line)
    DeskRow in "desk" (id, kind, name, country, epoch)
    MemberRow in "member" (id, desk_id, name, roles, active, recipient, verifying)
    FoundingRow in "founding" (desk_id, signed)
    RosterRow in "roster" (desk_id, version, signed)
    WaitingRosterRow in "roster_draft" (desk_id, version, signed)
    DeskKeyRow in "desk_key" (desk_id, epoch, member_id, sealed)
    ChannelRow in "channel" (id, desk_id, version, definition)
    LoginRow in "login" (member_id, name, passphrase, totp, totp_last, wrapped, recovery, language)
    FeedRow in "calendar_feed" (member_id, lookup)
    SpareRow in "spare_code" (member_id, lookup)
    DeclaredRow in "declared_conflict" (member_id, reader_id, sealed)
    InvitationRow in "invitation" (id, lookup, desk_id, name, roles, by_member, expires_hour)
    WishRow in "mail_wish" (member_id, sealed, state, last_hour)
}

const CASE: &str = "select id, desk_id, reference, procedure, state, came_from, sides, ended, access, week, active_week, acknowledge_by, answer_by, due, told, look,
    contact_stopped, withdrawn, merged_into, kept, taken_up, kept_since, identity_gone, kept_announced, kept_look, epoch, version from case_file where id = $1";
const CASES_OF: &str = "select id, desk_id, reference, procedure, state, came_from, sides, ended, access, week, active_week, acknowledge_by, answer_by, due, told, look,
    contact_stopped, withdrawn, merged_into, kept, taken_up, kept_since, identity_gone, kept_announced, kept_look, epoch, version from case_file where desk_id = $1 and id > $2 order by id limit 500";
const SUM_CASE: &str = "update case_file set sum = $2 where id = $1";
const ASK: &str = "select case_id, member_id, agreed_by, until from identity_ask where case_id = $1 and member_id = $2";
const SUM_ASK: &str = "update identity_ask set sum = $3 where case_id = $1 and member_id = $2";
const REPORTER: &str =
    "select case_id, lookup, wrapped, recipient from reporter_key where case_id = $1";
const SUM_REPORTER: &str = "update reporter_key set sum = $2 where case_id = $1";

/// What changes rows that are there already.
pub const CHANGING: &[&str] = &[
    CASE,
    CASES_OF,
    SUM_CASE,
    ASK,
    SUM_ASK,
    REPORTER,
    SUM_REPORTER,
];

/// Sums a case anew, after its row was changed.
pub(crate) async fn case_changed(tx: &mut Tx, key: &RowKey, case: Uuid) -> Result<()> {
    let row = one!(tx, CaseRow, CASE, case)?.ok_or(Error::Impossible("case_file"))?;
    run!(tx, SUM_CASE, case, row.sum(key))?;
    Ok(())
}

/// Sums every case of a desk anew, after all of them were changed.
pub(crate) async fn cases_changed(tx: &mut Tx, key: &RowKey, desk: Uuid) -> Result<()> {
    let mut after = Uuid::nil();
    loop {
        let some = all!(tx, CaseRow, CASES_OF, desk, after)?;
        let Some(last) = some.last() else {
            return Ok(());
        };
        after = last.id;
        for row in &some {
            run!(tx, SUM_CASE, row.id, row.sum(key))?;
        }
    }
}

/// Sums an ask anew.
pub(crate) async fn ask_changed(tx: &mut Tx, key: &RowKey, case: Uuid, member: Uuid) -> Result<()> {
    // An ask that was put aside meanwhile has no row.
    if let Some(row) = one!(tx, AskRow, ASK, case, member)? {
        run!(tx, SUM_ASK, case, member, row.sum(key))?;
    }
    Ok(())
}

/// Sums the reporter's key anew.
pub(crate) async fn reporter_changed(tx: &mut Tx, key: &RowKey, case: Uuid) -> Result<()> {
    let row = one!(tx, ReporterRow, REPORTER, case)?.ok_or(Error::Impossible("reporter_key"))?;
    run!(tx, SUM_REPORTER, case, row.sum(key))?;
    Ok(())
}
