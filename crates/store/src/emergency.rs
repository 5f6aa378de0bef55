//! Narrow cases in an emergency: keys that are laid by for those who lead the desk, asks to open, and who was told of them.

use std::collections::BTreeSet;

use uuid::Uuid;
use watchpost_domain::{
    CaseId, Day, EmergencyId, GrantId, Granted, MemberId,
    cases::{Case, CaseAccess, Reference},
    emergency::{Emergency, Stands},
    policy::{Action, cases as may, desks},
    procedure::Code,
    sealed::{Compartment, LaidBy},
};
use watchpost_vault::RowKey;

use crate::{
    Error, Tx, adding,
    error::Result,
    notices,
    rows::{EmergencyRow, LaidByRow, ToldRow},
    rowsum::{Summed, WithSum, change},
};

const LAID: &str = "select member_id, compartment, epoch from emergency_key where case_id = $1";
const LAID_FOR: &str = "select id, case_id, member_id, compartment, epoch, sealed, sum from emergency_key where case_id = $1 and member_id = $2";
const TAKE_ALL: &str = "delete from emergency_key where case_id = $1";
const TAKE_ONE: &str = "delete from emergency_key where case_id = $1 and member_id = $2";
const TAKE_FROM: &str = "delete from emergency_key where member_id = $1";
const ADD: &str =
    "insert into emergency (id, case_id, member_id, stands, agreed_by, opens_hour, until, sum)
    values ($1, $2, $3, $4, $5, $6, $7, $8)";
const OF_CASE: &str = "select id, case_id, member_id, stands, agreed_by, opens_hour, until, sum from emergency where case_id = $1 order by id";
const ONE: &str = "select id, case_id, member_id, stands, agreed_by, opens_hour, until, sum from emergency where id = $1";
const WHERE: &str = "select case_id from emergency where id = $1";
const SET: &str = "update emergency set stands = $2, agreed_by = $3, until = $4 where id = $1";
const END: &str = "update emergency set stands = $2 where id = $1";
const ADD_TOLD: &str = "insert into emergency_told (id, emergency_id, member_id, sealed, seen, sum) values ($1, $2, $3, $4, $5, $6)";
const TOLD: &str = "select t.id, t.emergency_id, t.member_id, t.sealed, t.seen, t.sum from emergency_told t join emergency e on e.id = t.emergency_id
    where t.member_id = $1 and (t.seen = $3 or e.until >= $2) order by t.id";
const TOLD_ASKS: &str = "select e.id, e.case_id, e.member_id, e.stands, e.agreed_by, e.opens_hour, e.until, e.sum, c.reference
    from emergency e join case_file c on c.id = e.case_id
    where c.desk_id = $2 and e.id in (select t.emergency_id from emergency_told t where t.member_id = $1 and (t.seen = $4 or e.until >= $3))
    and not exists (select 1 from case_recusal r where r.case_id = c.id and r.member_id = $1)";
const UNSEEN_OF: &str =
    "select id from emergency_told where emergency_id = $1 and member_id = $2 and seen = $3";
const OTHERS: &str =
    "select id, member_id from emergency_told where emergency_id = $1 and member_id <> $2";
const SET_SEEN: &str = "update emergency_told set seen = $2 where id = $1";
const UNSEEN: &str =
    "select count(distinct emergency_id) from emergency_told where member_id = $1 and seen = $2";
const FORGET_TOLD: &str = "delete from emergency_told where member_id = $1";
const FORGET_TOLD_OF: &str = "delete from emergency_told where member_id = $2 and emergency_id in (select id from emergency where case_id = $1)";
const NARROW: &str = "select c.id, c.reference, c.procedure, c.state, c.due from case_file c
    where c.desk_id = $1 and c.access = $2
    and not exists (select 1 from case_grant g where g.case_id = c.id and g.reader_id = $3 and g.compartment <> $4 and (g.expires is null or g.expires >= $5))
    and not exists (select 1 from case_recusal r where r.case_id = c.id and r.member_id = $3)
    order by coalesce(c.due, 1000000), c.id limit 100";

pub const STATEMENTS: &[&str] = &[
    LAID,
    LAID_FOR,
    TAKE_ALL,
    TAKE_ONE,
    TAKE_FROM,
    ADD,
    OF_CASE,
    ONE,
    WHERE,
    SET,
    END,
    ADD_TOLD,
    TOLD,
    TOLD_ASKS,
    UNSEEN_OF,
    OTHERS,
    SET_SEEN,
    UNSEEN,
    FORGET_TOLD,
    FORGET_TOLD_OF,
    NARROW,
];

/// For whom, and which, keys of a case are laid by.
pub async fn laid_by<A: Action<On = Case>>(
    tx: &mut Tx,
    case: &Granted<A>,
) -> Result<BTreeSet<(MemberId, Compartment, i64)>> {
    let rows = all!(tx, (Uuid, i64, i64), LAID, case.id.0)?;
    let bad = || Error::Impossible("emergency_key");
    let one = |(member, compartment, epoch)| {
        let compartment = Compartment::from_code(compartment).ok_or_else(bad)?;
        Ok((MemberId(member), compartment, epoch))
    };
    rows.into_iter().map(one).collect()
}

/// Lays keys of a case by.
pub async fn lay_by<A: Action<On = Case>>(
    tx: &mut Tx,
    key: &RowKey,
    case: &Granted<A>,
    keys: Vec<LaidBy>,
) -> Result<()> {
    if keys.iter().any(|laid| laid.case != case.id) {
        return Err(Error::Impossible("emergency_key"));
    }
    adding::add_laid(tx, key, keys).await
}

/// The keys of a case that are laid by for a member who may ask for it.
pub async fn laid_for(
    tx: &mut Tx,
    key: &RowKey,
    case: &Granted<may::AskEmergency>,
    member: MemberId,
) -> Result<Vec<LaidBy>> {
    let rows = all!(tx, WithSum<LaidByRow>, LAID_FOR, case.id.0, member.0)?;
    { rows.into_iter() }
        .map(|row| row.unaltered(key)?.try_into())
        .collect()
}

/// Takes what is laid by from a member who leads the desk no longer, or may not open this case.
pub async fn take_from(tx: &mut Tx, member: MemberId, case: Option<CaseId>) -> Result<()> {
    match case {
        Some(case) => run!(tx, TAKE_ONE, case.0, member.0)?,
        None => run!(tx, TAKE_FROM, member.0)?,
    };
    Ok(())
}

/// Forgets what somebody who leaves was told.
pub async fn forget(tx: &mut Tx, member: MemberId) -> Result<()> {
    run!(tx, TAKE_FROM, member.0)?;
    run!(tx, FORGET_TOLD, member.0)?;
    Ok(())
}

/// The case became one that all read: nothing is laid by, and nothing waits.
pub(crate) async fn widened(tx: &mut Tx, key: &RowKey, case: Uuid) -> Result<()> {
    run!(tx, TAKE_ALL, case)?;
    end(tx, key, case, |_| true).await
}

/// A member stepped aside: nothing is laid by for them, they are told nothing, and what they asked for is stopped.
pub(crate) async fn stepped_aside(
    tx: &mut Tx,
    key: &RowKey,
    case: Uuid,
    member: Uuid,
) -> Result<()> {
    run!(tx, TAKE_ONE, case, member)?;
    run!(tx, FORGET_TOLD_OF, case, member)?;
    end(tx, key, case, |row| row.member_id == member).await
}

async fn end(
    tx: &mut Tx,
    key: &RowKey,
    case: Uuid,
    which: impl Fn(&EmergencyRow) -> bool,
) -> Result<()> {
    for WithSum { row, .. } in all!(tx, WithSum<EmergencyRow>, OF_CASE, case)? {
        if row.stands == Stands::Waits.code() && which(&row) {
            let stopped = Stands::Stopped.code();
            change!(tx, key, EmergencyRow, row.id, END, stopped);
        }
    }
    Ok(())
}

/// Writes an ask down.
pub async fn add(
    tx: &mut Tx,
    key: &RowKey,
    case: &Granted<may::AskEmergency>,
    ask: &Emergency,
) -> Result<()> {
    let row = EmergencyRow {
        id: ask.id.0,
        case_id: case.id.0,
        member_id: ask.by.0,
        stands: ask.stands.code().to_owned(),
        agreed_by: ask.agreed.map(|member| member.0),
        opens_hour: ask.opens,
        until: ask.until.0,
    };
    let sum = row.sum(key);
    run!(
        tx,
        ADD,
        row.id,
        row.case_id,
        row.member_id,
        row.stands,
        row.agreed_by,
        row.opens_hour,
        row.until,
        sum
    )?;
    Ok(())
}

/// The asks for a case.
pub async fn of_case<A: Action<On = Case>>(
    tx: &mut Tx,
    key: &RowKey,
    case: &Granted<A>,
) -> Result<Vec<Emergency>> {
    let rows = all!(tx, WithSum<EmergencyRow>, OF_CASE, case.id.0)?;
    { rows.into_iter() }
        .map(|row| row.unaltered(key)?.try_into())
        .collect()
}

/// One ask for a case that somebody may do something about.
pub async fn one<A: Action<On = Case>>(
    tx: &mut Tx,
    key: &RowKey,
    case: &Granted<A>,
    id: EmergencyId,
) -> Result<Option<Emergency>> {
    let row = one!(tx, WithSum<EmergencyRow>, ONE, id.0)?;
    let ask = row.map(|row| Emergency::try_from(row.unaltered(key)?));
    Ok(ask.transpose()?.filter(|ask| ask.case == case.id))
}

/// Which case an ask is about. It says nothing of who may know of it: only the policy does.
pub async fn about(tx: &mut Tx, id: EmergencyId) -> Result<Option<CaseId>> {
    Ok(one!(tx, (Uuid,), WHERE, id.0)?.map(|(case,)| CaseId(case)))
}

/// Keeps how an ask stands now.
pub async fn set(tx: &mut Tx, key: &RowKey, ask: &Emergency) -> Result<()> {
    let (stands, agreed) = (ask.stands.code(), ask.agreed.map(|member| member.0));
    change!(
        tx,
        key,
        EmergencyRow,
        ask.id.0,
        SET,
        stands,
        agreed,
        ask.until.0
    );
    Ok(())
}

/// Tells members of an ask, each what is sealed to them; whoever acted has seen it. Mail that something waits goes out as it does for all else.
pub async fn tell(
    tx: &mut Tx,
    key: &RowKey,
    ask: EmergencyId,
    by: MemberId,
    told: Vec<(Uuid, MemberId, Vec<u8>)>,
) -> Result<()> {
    let others: Vec<MemberId> = { told.iter() }
        .map(|(_, member, _)| *member)
        .filter(|member| *member != by)
        .collect();
    for (id, member, sealed) in told {
        let row = ToldRow {
            id,
            emergency_id: ask.0,
            member_id: member.0,
            sealed,
            seen: member == by,
        };
        let sum = row.sum(key);
        run!(
            tx,
            ADD_TOLD,
            row.id,
            row.emergency_id,
            row.member_id,
            row.sealed,
            row.seen,
            sum
        )?;
    }
    notices::tell(tx, key, others).await
}

/// Raises the alarm again with all who were told, but whoever acted.
pub async fn raise(tx: &mut Tx, key: &RowKey, ask: EmergencyId, by: MemberId) -> Result<()> {
    let others = all!(tx, (Uuid, Uuid), OTHERS, ask.0, by.0)?;
    for (id, _) in &others {
        change!(tx, key, ToldRow, *id, SET_SEEN, false);
    }
    let members: BTreeSet<Uuid> = others.into_iter().map(|(_, member)| member).collect();
    notices::tell(tx, key, members.into_iter().map(MemberId).collect()).await
}

/// A member says that they saw it. Gives whether it was new.
pub async fn saw(tx: &mut Tx, key: &RowKey, ask: EmergencyId, member: MemberId) -> Result<bool> {
    let unseen = all!(tx, (Uuid,), UNSEEN_OF, ask.0, member.0, false)?;
    for (id,) in &unseen {
        change!(tx, key, ToldRow, *id, SET_SEEN, true);
    }
    Ok(!unseen.is_empty())
}

/// Of how many asks a member has not yet said that they saw them.
pub async fn unseen(tx: &mut Tx, member: MemberId) -> Result<i64> {
    Ok(one!(tx, (i64,), UNSEEN, member.0, false)?.map_or(0, |(n,)| n))
}

/// What a member was told, and whether they said that they saw it.
pub struct Told {
    pub ask: EmergencyId,
    pub id: Uuid,
    pub sealed: Vec<u8>,
    pub seen: bool,
}

/// The asks that a member was told of and has not seen, or that were not over before a day, each with the reference of its case, and what they were told.
pub async fn told(
    tx: &mut Tx,
    key: &RowKey,
    desk: &Granted<desks::SeeEmergencies>,
    (member, since): (MemberId, Day),
) -> Result<(Vec<(Emergency, Reference)>, Vec<Told>)> {
    let rows = all!(tx, WithSum<ToldRow>, TOLD, member.0, since.0, false)?;
    let one = |row: WithSum<ToldRow>| {
        let row = row.unaltered(key)?;
        Ok(Told {
            ask: EmergencyId(row.emergency_id),
            id: row.id,
            sealed: row.sealed,
            seen: row.seen,
        })
    };
    let told = rows.into_iter().map(one).collect::<Result<_>>()?;
    let rows = all!(
        tx,
        AskWithReference,
        TOLD_ASKS,
        member.0,
        desk.id.0,
        since.0,
        false
    )?;
    let bad = || Error::Impossible("case_file");
    let one = |row: AskWithReference| {
        let reference = Reference::parse(&row.reference).ok_or_else(bad)?;
        Ok((row.ask.unaltered(key)?.try_into()?, reference))
    };
    let asks = rows.into_iter().map(one).collect::<Result<_>>()?;
    Ok((asks, told))
}

#[derive(sqlx::FromRow)]
struct AskWithReference {
    #[sqlx(flatten)]
    ask: WithSum<EmergencyRow>,
    reference: String,
}

/// What somebody who leads a desk may know of a narrow case that they do not read.
#[derive(Debug, Clone)]
pub struct Narrow {
    pub id: CaseId,
    pub reference: Reference,
    pub procedure: i64,
    pub state: Code,
    pub due: Option<Day>,
}

/// The narrow cases of a desk that a member does not read, the first to be answered first; a hundred at most.
pub async fn narrow(
    tx: &mut Tx,
    desk: &Granted<desks::AskEmergency>,
    member: MemberId,
    today: Day,
) -> Result<Vec<Narrow>> {
    type Row = (Uuid, String, i64, String, Option<i64>);
    let (named, identity) = (CaseAccess::Named.code(), Compartment::Identity.code());
    let rows = all!(
        tx, Row, NARROW, desk.id.0, named, member.0, identity, today.0
    )?;
    let bad = || Error::Impossible("case_file");
    let one = |(id, reference, procedure, state, due): Row| {
        Ok(Narrow {
            id: CaseId(id),
            reference: Reference::parse(&reference).ok_or_else(bad)?,
            procedure,
            state,
            due: due.map(Day),
        })
    };
    rows.into_iter().map(one).collect()
}

impl From<LaidBy> for LaidByRow {
    fn from(laid: LaidBy) -> Self {
        Self {
            id: laid.id.0,
            case_id: laid.case.0,
            member_id: laid.member.0,
            compartment: laid.compartment.code(),
            epoch: laid.epoch,
            sealed: laid.sealed,
        }
    }
}

impl TryFrom<LaidByRow> for LaidBy {
    type Error = Error;
    fn try_from(row: LaidByRow) -> Result<Self> {
        let bad = Error::Impossible("emergency_key");
        Ok(LaidBy {
            id: GrantId(row.id),
            case: CaseId(row.case_id),
            member: MemberId(row.member_id),
            compartment: Compartment::from_code(row.compartment).ok_or(bad)?,
            epoch: row.epoch,
            sealed: row.sealed,
        })
    }
}

impl TryFrom<EmergencyRow> for Emergency {
    type Error = Error;
    fn try_from(row: EmergencyRow) -> Result<Self> {
        let bad = Error::Impossible("emergency");
        Ok(Emergency {
            id: EmergencyId(row.id),
            case: CaseId(row.case_id),
            by: MemberId(row.member_id),
            stands: Stands::from_code(&row.stands).ok_or(bad)?,
            agreed: row.agreed_by.map(MemberId),
            opens: row.opens_hour,
            until: Day(row.until),
        })
    }
}
