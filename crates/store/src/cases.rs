//! Cases: found with permission, never without.

use std::collections::BTreeSet;

use uuid::Uuid;
use watchpost_domain::{
    Actor, CaseId, Day, Denied, Granted, MemberId, PartId,
    cases::{Case, IdentityAsk, Reference, clocks::Running},
    policy::{Action, authorize, cases as may},
    retention::Kept,
    sealed::{Compartment, SealedGrant, SealedPart},
};

use watchpost_vault::RowKey;

use crate::{
    Error, Tx,
    error::Result,
    rows,
    rowsum::{self, WithSum},
};

const CASE: &str =
    "select id, desk_id, reference, procedure, state, came_from, sides, ended, access, week, active_week, acknowledge_by, answer_by, due, told, look,
    contact_stopped, withdrawn, merged_into, kept, taken_up, kept_since, identity_gone, kept_announced, kept_look, epoch, version from case_file where id = $1";
/// A grant whose day is past counts as none, here and wherever grants are looked at.
const NAMED: &str = "select reader_id, compartment = $2, expires is null from case_grant where case_id = $1 and reader_id is not null
    and (expires is null or expires >= $3)";
const OVER: &str = "select distinct case_id, reader_id, expires from case_grant where reader_id is not null and expires < $1 order by expires limit 500";
const LOOK: &str = "select look, id from case_file where look <= $1 and (look, id) > ($2, $3) order by look, id limit 500";
const KEPT_LOOK: &str = "select kept_look, id from case_file where kept_look <= $1 and (kept_look, id) > ($2, $3) order by kept_look, id limit 500";
const CLOCKS: &str = "select code, began, due, left_days, extended, told, says from case_clock where case_id = $1 order by due, code";
const ASKS: &str = "select member_id, agreed_by, until from identity_ask where case_id = $1";
const RECUSED: &str = "select member_id from case_recusal where case_id = $1";
const GRANTS: &str = "select id, case_id, compartment, epoch, recipient, reader_kind, reader_id, reader_epoch, sealed, signature,
    given_by, expires, because, sum from case_grant where case_id = $1";
const PARTS: &str = "select id, case_id, compartment, kind, epoch, version, sealed, file_key, sealed_bytes, sealed_sha256, sum from part where case_id = $1";
const PART: &str = "select id, case_id, compartment, kind, epoch, version, sealed, file_key, sealed_bytes, sealed_sha256, sum from part
    where case_id = $1 and id = $2";
const KEPT: &str = "select distinct g.case_id from case_grant g where g.reader_id = $1 and g.compartment = $3
    and not exists (select 1 from case_grant o where o.case_id = g.case_id and o.reader_id = $2 and o.compartment = $3)
    and not exists (select 1 from case_recusal r where r.case_id = g.case_id and (r.member_id = $1 or r.member_id = $2)) limit $4";
const COUNT_KEPT: &str = "select count(distinct g.case_id) from case_grant g where g.reader_id = $1 and g.compartment = $3
    and not exists (select 1 from case_grant o where o.case_id = g.case_id and o.reader_id = $2 and o.compartment = $3)
    and not exists (select 1 from case_recusal r where r.case_id = g.case_id and (r.member_id = $1 or r.member_id = $2))";
const REPORTER_RECIPIENT: &str = "select recipient from reporter_key where case_id = $1";
const SET_EPOCH: &str = "update case_file set epoch = $2 where id = $1 and epoch <= $2";
const BY_REFERENCE: &str = "select id from case_file where reference = $1";
const BY_RECEIPT: &str = "select case_id, wrapped from reporter_key where lookup = $1";

const FILES: &str = "select file_key from part where case_id = $1 and file_key is not null";
const MERGED_HERE: &str = "select id from case_file where merged_into = $1";
const UNMERGE: &str = "update case_file set merged_into = null where id = $1";
const ERASE: &str = "delete from case_file where id = $1";

/// Changes nothing, and holds the row until the transaction ends, on both databases.
const HOLD: &str = "update case_file set version = version where id = $1";

pub const STATEMENTS: &[&str] = &[
    HOLD,
    FILES,
    MERGED_HERE,
    UNMERGE,
    ERASE,
    CASE,
    NAMED,
    OVER,
    LOOK,
    KEPT_LOOK,
    CLOCKS,
    ASKS,
    KEPT,
    COUNT_KEPT,
    RECUSED,
    GRANTS,
    PARTS,
    PART,
    REPORTER_RECIPIENT,
    SET_EPOCH,
    BY_REFERENCE,
    BY_RECEIPT,
];

/// Loads a case to change it: two who act at once come one after the other, and neither is refused for it.
pub async fn hold<A: Action<On = Case>>(
    tx: &mut Tx,
    actor: &Actor,
    id: CaseId,
    today: Day,
) -> Result<Granted<A>> {
    wait_for(tx, id).await?;
    get(tx, actor, id, today).await
}

/// Waits until nobody else changes a case, and keeps them waiting until the transaction ends. Who needs several waits for them in the
/// order of their ids, so that no two wait for each other.
pub async fn wait_for(tx: &mut Tx, id: CaseId) -> Result<()> {
    run!(tx, HOLD, id.0)?;
    Ok(())
}

/// Loads a case and asks the policy in one step; a missing case and a hidden one are the same. Access that ended before `today` is
/// none.
pub async fn get<A: Action<On = Case>>(
    tx: &mut Tx,
    actor: &Actor,
    id: CaseId,
    today: Day,
) -> Result<Granted<A>> {
    let case = load(tx, id, today).await?.ok_or(Denied::NotFound)?;
    Ok(authorize::<A>(actor, case)?)
}

/// A case that a job of the installation acts on.
pub async fn for_job<A: Action<On = Case>>(
    tx: &mut Tx,
    id: CaseId,
    today: Day,
) -> Result<Option<Granted<A>>> {
    wait_for(tx, id).await?;
    let case = load(tx, id, today).await?;
    Ok(case.map(|case| Granted::unchecked(case, "a job ends what has run out")))
}

/// A case that a job of the installation looks at, and does not change: it waits for nobody.
pub async fn seen_by_job<A: Action<On = Case>>(
    tx: &mut Tx,
    id: CaseId,
    today: Day,
) -> Result<Option<Granted<A>>> {
    let case = load(tx, id, today).await?;
    Ok(case.map(|case| Granted::unchecked(case, "a job looks whether another is still needed")))
}

/// Who was named for a case until a day that is past, some at a time.
pub async fn access_over(tx: &mut Tx, today: Day) -> Result<Vec<(CaseId, MemberId, Day)>> {
    let rows = all!(tx, (Uuid, Uuid, i64), OVER, today.0)?;
    let over = |(case, member, until)| (CaseId(case), MemberId(member), Day(until));
    Ok(rows.into_iter().map(over).collect())
}

/// Cases whose clocks have something to say by a day, some at a time: those after this one, by that day and their id.
pub async fn to_look_at(
    tx: &mut Tx,
    today: Day,
    after: Option<(Day, CaseId)>,
) -> Result<Vec<(Day, CaseId)>> {
    let (day, case) = after.map_or((i64::MIN, Uuid::nil()), |(day, case)| (day.0, case.0));
    let rows = all!(tx, (i64, Uuid), LOOK, today.0, day, case)?;
    let case = |(day, id)| (Day(day), CaseId(id));
    Ok(rows.into_iter().map(case).collect())
}

/// Cases that are over and of which something may have been kept long enough, likewise.
pub async fn kept_until(
    tx: &mut Tx,
    today: Day,
    after: Option<(Day, CaseId)>,
) -> Result<Vec<(Day, CaseId)>> {
    let (day, case) = after.map_or((i64::MIN, Uuid::nil()), |(day, case)| (day.0, case.0));
    let rows = all!(tx, (i64, Uuid), KEPT_LOOK, today.0, day, case)?;
    let case = |(day, id)| (Day(day), CaseId(id));
    Ok(rows.into_iter().map(case).collect())
}

/// Writes when a case of which nothing has to be said or done yet is looked at again.
pub async fn look_later(
    tx: &mut Tx,
    key: &RowKey,
    case: &Granted<may::Erase>,
    kept: &Kept,
) -> Result<()> {
    crate::standing::set_kept(tx, case.id, kept).await?;
    rowsum::case_changed(tx, key, case.id.0).await
}

async fn load(tx: &mut Tx, id: CaseId, today: Day) -> Result<Option<Case>> {
    let Some(row) = one!(tx, rows::CaseRow, CASE, id.0)? else {
        return Ok(None);
    };
    type Named = (Uuid, bool, bool);
    let identity = Compartment::Identity.code();
    let named = all!(tx, Named, NAMED, id.0, identity, today.0)?;
    let who = |wanted: &dyn Fn(&Named) -> bool| -> Vec<MemberId> {
        let these: BTreeSet<Uuid> = named.iter().filter(|n| wanted(n)).map(|n| n.0).collect();
        these.into_iter().map(MemberId).collect()
    };
    let asks = all!(tx, (Uuid, Option<Uuid>, i64), ASKS, id.0)?;
    let asks = asks.into_iter().map(|(by, agreed, until)| IdentityAsk {
        by: MemberId(by),
        agreed: agreed.map(MemberId),
        until: Day(until),
    });
    let recused = all!(tx, (Uuid,), RECUSED, id.0)?
        .into_iter()
        .map(|(m,)| MemberId(m))
        .collect();
    let mut case = row.into_case()?;
    type Clock = (String, i64, i64, Option<i64>, i64, i64, Option<i64>);
    let running = |(code, began, due, left, extended, told, says): Clock| Running {
        code,
        began: Day(began),
        due: Day(due),
        left,
        extended,
        told,
        says: says.map(Day),
    };
    let clocks = all!(tx, Clock, CLOCKS, id.0)?;
    case.clocks = clocks.into_iter().map(running).collect();
    (case.readers, case.keepers) = (who(&|n| !n.1), who(&|n| n.1));
    case.lasting = who(&|n| !n.1 && n.2);
    (case.recused, case.asks) = (recused, asks.collect());
    Ok(Some(case))
}

/// The case of a reference. It says nothing of who may know of it: only [`get`] does.
pub async fn by_reference(tx: &mut Tx, reference: &str) -> Result<Option<CaseId>> {
    // What is no reference names no case, and a database is not asked for signs that it cannot hold.
    if Reference::parse(reference).is_none() {
        return Ok(None);
    }
    Ok(one!(tx, (Uuid,), BY_REFERENCE, reference)?.map(|(id,)| CaseId(id)))
}

/// The case of a receipt, and the reporter's key wrapped under it. The receipt itself is the permission: who does not
/// have it cannot unwrap the key.
pub async fn by_receipt(tx: &mut Tx, lookup: &[u8; 32]) -> Result<Option<(CaseId, Vec<u8>)>> {
    let row = one!(tx, (Uuid, Vec<u8>), BY_RECEIPT, lookup.to_vec())?;
    Ok(row.map(|(case, wrapped)| (CaseId(case), wrapped)))
}

/// Cases of which one custodian keeps who reported, and another, who may know of them, does not; and how many there are.
pub async fn kept_by_one(
    tx: &mut Tx,
    keeper: MemberId,
    other: MemberId,
    limit: i64,
) -> Result<(Vec<CaseId>, i64)> {
    let identity = Compartment::Identity.code();
    let count = one!(tx, (i64,), COUNT_KEPT, keeper.0, other.0, identity)?;
    let rows = all!(tx, (Uuid,), KEPT, keeper.0, other.0, identity, limit)?;
    let cases = rows.into_iter().map(|(id,)| CaseId(id)).collect();
    Ok((cases, count.map_or(0, |(n,)| n)))
}

/// Takes a case away with all its rows; gives the keys of its objects, which go once the rows are gone for good. Cases that were
/// joined with it stay, closed, and point nowhere.
pub async fn erase(tx: &mut Tx, key: &RowKey, case: &Granted<may::Erase>) -> Result<Vec<String>> {
    let files = all!(tx, (String,), FILES, case.id.0)?;
    for (id,) in all!(tx, (Uuid,), MERGED_HERE, case.id.0)? {
        run!(tx, UNMERGE, id)?;
        rowsum::case_changed(tx, key, id).await?;
    }
    match run!(tx, ERASE, case.id.0)? {
        0 => Err(Error::Conflict),
        _ => Ok(files.into_iter().map(|(key,)| key).collect()),
    }
}

/// The public key of the person who reported: what is sealed anew is sealed to it as well.
pub async fn reporter_recipient<A: Action<On = Case>>(
    tx: &mut Tx,
    case: &Granted<A>,
) -> Result<String> {
    let row = one!(tx, (String,), REPORTER_RECIPIENT, case.id.0)?;
    Ok(row.ok_or(Error::Impossible("reporter_key"))?.0)
}

/// Adds the grants of new keys, which are of this epoch.
pub async fn add_keys<A: Action<On = Case>>(
    tx: &mut Tx,
    key: &RowKey,
    case: &Granted<A>,
    epoch: i64,
    grants: Vec<SealedGrant>,
) -> Result<()> {
    run!(tx, SET_EPOCH, case.id.0, epoch)?;
    rowsum::case_changed(tx, key, case.id.0).await?;
    crate::adding::add_grants(tx, key, grants).await
}

/// The grants of a case.
pub async fn grants<A: Action<On = Case>>(
    tx: &mut Tx,
    key: &RowKey,
    case: &Granted<A>,
) -> Result<Vec<SealedGrant>> {
    all!(tx, WithSum<rows::GrantRow>, GRANTS, case.id.0)?
        .into_iter()
        .map(|row| row.unaltered(key)?.try_into())
        .collect()
}

/// The sealed parts of a case.
pub async fn parts<A: Action<On = Case>>(
    tx: &mut Tx,
    key: &RowKey,
    case: &Granted<A>,
) -> Result<Vec<SealedPart>> {
    all!(tx, WithSum<rows::PartRow>, PARTS, case.id.0)?
        .into_iter()
        .map(|row| row.unaltered(key)?.try_into())
        .collect()
}

/// One sealed part of a case.
pub async fn part<A: Action<On = Case>>(
    tx: &mut Tx,
    key: &RowKey,
    case: &Granted<A>,
    id: PartId,
) -> Result<SealedPart> {
    one!(tx, WithSum<rows::PartRow>, PART, case.id.0, id.0)?
        .ok_or(Error::Denied(Denied::NotFound))?
        .unaltered(key)?
        .try_into()
}
