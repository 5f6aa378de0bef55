//! Work lists: the open part of each case that an actor's lists may show, and the sealed records beside them.

use std::collections::{BTreeSet, HashSet};

use uuid::Uuid;
use watchpost_domain::{
    Actor, CaseId, Day,
    cases::{CaseAccess, Reference},
    policy::{Scope, scope},
    procedure::Code,
    sealed::{Audience, Compartment, RecordId, SealedIndex},
};

use watchpost_vault::RowKey;

use crate::{Error, Tx, error::Result};

macro_rules! by_desk {
    ($more:literal) => {
        concat!("select c.id, c.reference, c.procedure, c.state, c.ended, c.access, c.week, c.active_week, c.due, c.contact_stopped,
    c.withdrawn, c.merged_into, c.version, (select max(a.until) from identity_ask a where a.case_id = c.id and a.agreed_by is null and a.member_id <> $2)
    from case_file c where c.desk_id = $1
    and (c.access = $3 or exists (select 1 from case_grant g where g.case_id = c.id and g.reader_id = $2 and g.compartment <> $4
        and (g.expires is null or g.expires >= $5)))
    and not exists (select 1 from case_recusal r where r.case_id = c.id and r.member_id = $2)", $more)
    };
}
const BY_DESK: &str = by_desk!("");
const ONE_BY_DESK: &str = by_desk!(" and c.id = $6");
const BY_NAME: &str = "select c.id, c.reference, c.procedure, c.state, c.ended, c.access, c.week, c.active_week, c.due, c.contact_stopped,
    c.withdrawn, c.merged_into, c.version, cast(null as bigint) from case_file c
    where c.id in (select g.case_id from case_grant g where g.reader_id = $1 and g.compartment = $2)
    and not exists (select 1 from case_recusal r where r.case_id = c.id and r.member_id = $1)";
const STAMP: &str = "select count(*), cast(coalesce(sum(version), 0) as bigint),
    (select count(*) from case_grant where reader_id = $2 and (expires is null or expires >= $3)), (select count(*) from case_recusal where member_id = $2)
    from case_file where desk_id = $1";
const IDS: &str = "select id from index_record where audience_kind = $1 and audience_id = $2";
const COUNT: &str =
    "select count(*) from index_record where audience_kind = $1 and audience_id = $2";
const FOLDS: &str =
    "select id from index_record where audience_kind = $1 and audience_id = $2 and level > 0";
const RECORDS: &str = "select id, epoch, level, sealed from index_record where audience_kind = $1 and audience_id = $2 and id > $3
    and level = 0 order by id limit $4";
const FOLDED: &str = "select id, epoch, level, sealed from index_record where audience_kind = $1 and audience_id = $2 and id > $3
    and level > 0 order by id limit $4";
/// So many are read, or dropped, by one statement.
const AT_ONCE: usize = 500;
/// So many folds, which are large.
const FOLDS_AT_ONCE: i64 = 8;

pub const STATEMENTS: &[&str] = &[
    BY_DESK,
    ONE_BY_DESK,
    BY_NAME,
    STAMP,
    IDS,
    COUNT,
    FOLDS,
    RECORDS,
    FOLDED,
];

/// What a list knows of a case before anything is unlocked.
#[derive(Debug, Clone)]
pub struct Listed {
    pub id: CaseId,
    pub reference: Reference,
    /// The version of its procedure, and where it stands in it.
    pub procedure: i64,
    pub state: Code,
    pub ended: bool,
    pub access: CaseAccess,
    pub week: Day,
    pub active_week: Day,
    /// When the next clock runs out.
    pub due: Option<Day>,
    pub contact_stopped: bool,
    pub withdrawn: bool,
    pub merged_into: Option<CaseId>,
    /// Raised by every change.
    pub version: i64,
    /// Until this day, a colleague waits for a second person's word before they open who reported.
    pub asked_until: Option<Day>,
}

type Row = (
    Uuid,
    String,
    i64,
    String,
    bool,
    String,
    i64,
    i64,
    Option<i64>,
    bool,
    bool,
    Option<Uuid>,
    i64,
    Option<i64>,
);

fn listed(row: Row) -> Result<Listed> {
    let bad = || Error::Impossible("case_file");
    Ok(Listed {
        id: CaseId(row.0),
        reference: Reference::parse(&row.1).ok_or_else(bad)?,
        procedure: row.2,
        state: row.3,
        ended: row.4,
        access: CaseAccess::from_code(&row.5).ok_or_else(bad)?,
        week: Day(row.6),
        active_week: Day(row.7),
        due: row.8.map(Day),
        contact_stopped: row.9,
        withdrawn: row.10,
        merged_into: row.11.map(CaseId),
        version: row.12,
        asked_until: row.13.map(Day),
    })
}

/// Counts that change with every change of the cases that a member's lists show: each act on a case raises its version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp(i64, i64, i64, i64);

impl Stamp {
    /// The stamp after so many cases more, whose versions are so much more in all, and nothing else.
    pub fn with(self, cases: i64, versions: i64) -> Self {
        Self(self.0 + cases, self.1 + versions, self.2, self.3)
    }
}

/// The stamp of an actor's lists; none for those whose cases are named one by one, and few.
pub async fn stamp(tx: &mut Tx, actor: &Actor, today: Day) -> Result<Option<Stamp>> {
    let Scope::Reader { desk, member, .. } = scope(actor) else {
        return Ok(None);
    };
    let row = one!(tx, (i64, i64, i64, i64), STAMP, desk.0, member.0, today.0)?;
    Ok(row.map(|(a, b, c, d)| Stamp(a, b, c, d)))
}

/// What of the keys of a case makes it known to a member: the key to who reported does to those who keep such keys. No compartment
/// has the code 0.
fn but(keeps: bool) -> i64 {
    match keeps {
        true => 0,
        false => Compartment::Identity.code(),
    }
}

/// The cases that an actor's lists may show, as the policy's scope says; in no order.
pub async fn cases(tx: &mut Tx, actor: &Actor, today: Day) -> Result<Vec<Listed>> {
    let open = CaseAccess::Desk.code();
    let rows = match scope(actor) {
        Scope::Nothing => Vec::new(),
        Scope::Reader {
            desk,
            member,
            keeps,
        } => {
            let but = but(keeps);
            all!(tx, Row, BY_DESK, desk.0, member.0, open, but, today.0)?
        }
        Scope::Kept { member } => all!(tx, Row, BY_NAME, member.0, Compartment::Identity.code())?,
    };
    rows.into_iter().map(listed).collect()
}

/// Those of some cases that the lists of a reader of the desk may show.
pub async fn some_cases(
    tx: &mut Tx,
    actor: &Actor,
    today: Day,
    ids: &BTreeSet<CaseId>,
) -> Result<Vec<Listed>> {
    let Scope::Reader {
        desk,
        member,
        keeps,
    } = scope(actor)
    else {
        return Ok(Vec::new());
    };
    let (open, but) = (CaseAccess::Desk.code(), but(keeps));
    let mut found = Vec::new();
    for id in ids {
        let row = one!(
            tx,
            Row,
            ONE_BY_DESK,
            desk.0,
            member.0,
            open,
            but,
            today.0,
            id.0
        )?;
        found.extend(row.map(listed).transpose()?);
    }
    Ok(found)
}

fn place(audience: Audience) -> (&'static str, Uuid) {
    match audience {
        Audience::Desk(desk) => ("desk", desk.0),
        Audience::Member(member) => ("member", member.0),
    }
}

fn sealed(audience: Audience, (id, epoch, level, sealed): (i64, i64, i64, Vec<u8>)) -> SealedIndex {
    SealedIndex {
        id: RecordId(id),
        audience,
        epoch,
        level,
        sealed,
    }
}

/// The level and place of a record.
pub type At = (i64, RecordId);

/// The next records of an audience after one, in no order that says anything: first the folds, a few at a time, then the others. None when
/// there are no more.
pub async fn records(
    tx: &mut Tx,
    audience: Audience,
    after: Option<At>,
) -> Result<Vec<SealedIndex>> {
    type Row = (i64, i64, i64, Vec<u8>);
    let (kind, of) = place(audience);
    let sealed = |rows: Vec<Row>| rows.into_iter().map(|row| sealed(audience, row)).collect();
    let from = |folds: bool| {
        let (_, id) = after.filter(|(level, _)| (*level > 0) == folds)?;
        Some(id.0)
    };
    if after.is_none_or(|(level, _)| level > 0) {
        let from = from(true).unwrap_or(i64::MIN);
        let folds = all!(tx, Row, FOLDED, kind, of, from, FOLDS_AT_ONCE)?;
        if !folds.is_empty() {
            return Ok(sealed(folds));
        }
    }
    let so_many = i64::try_from(AT_ONCE).unwrap_or(i64::MAX);
    let from = from(false).unwrap_or(i64::MIN);
    Ok(sealed(all!(tx, Row, RECORDS, kind, of, from, so_many)?))
}

/// Those with these ids that are there.
pub async fn some(tx: &mut Tx, audience: Audience, ids: &[RecordId]) -> Result<Vec<SealedIndex>> {
    let mut found = Vec::with_capacity(ids.len());
    for some in ids.chunks(AT_ONCE) {
        let rows: Vec<(i64, i64, i64, Vec<u8>)> = on!(tx, db => {
            let mut query = sqlx::QueryBuilder::new(
                "select id, epoch, level, sealed from index_record where id in (",
            );
            let mut list = query.separated(", ");
            for id in some {
                list.push_bind(id.0);
            }
            query.push(")");
            query.build_query_as().fetch_all(db).await?
        });
        found.extend(rows.into_iter().map(|row| sealed(audience, row)));
    }
    Ok(found)
}

/// How many records an audience has, and which of them are folds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Count {
    pub all: usize,
    pub folds: Vec<RecordId>,
}

/// Counts the records of an audience.
pub async fn count(tx: &mut Tx, audience: Audience) -> Result<Count> {
    let (kind, id) = place(audience);
    let (all,) = one!(tx, (i64,), COUNT, kind, id)?.unwrap_or_default();
    let folds = all!(tx, (i64,), FOLDS, kind, id)?;
    Ok(Count {
        all: usize::try_from(all).unwrap_or_default(),
        folds: folds.into_iter().map(|(id,)| RecordId(id)).collect(),
    })
}

/// The ids that are not among `known`, and whether some of `known` are gone (folded by another process).
pub async fn news(
    tx: &mut Tx,
    audience: Audience,
    known: &HashSet<RecordId>,
) -> Result<(Vec<RecordId>, bool)> {
    let (kind, id) = place(audience);
    let ids = all!(tx, (i64,), IDS, kind, id)?;
    let all = ids.len();
    let fresh: Vec<RecordId> = { ids.into_iter() }
        .map(|(id,)| RecordId(id))
        .filter(|id| !known.contains(id))
        .collect();
    let gone = all - fresh.len() < known.len();
    Ok((fresh, gone))
}

/// Adds a record that belongs to no fact: that a case was seen, or a folded segment.
pub async fn add(tx: &mut Tx, key: &RowKey, record: SealedIndex) -> Result<()> {
    crate::adding::add_index(tx, key, record).await
}

/// Takes records away that a segment now holds; `false` when one of them was gone already.
pub async fn drop_folded(tx: &mut Tx, ids: &[RecordId]) -> Result<bool> {
    for some in ids.chunks(AT_ONCE) {
        let gone = on!(tx, db => {
            let mut query = sqlx::QueryBuilder::new("delete from index_record where id in (");
            let mut list = query.separated(", ");
            for id in some {
                list.push_bind(id.0);
            }
            query.push(")");
            query.build().execute(db).await?.rows_affected()
        });
        if gone != some.len() as u64 {
            return Ok(false);
        }
    }
    Ok(true)
}
