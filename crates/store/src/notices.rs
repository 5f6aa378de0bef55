//! Mail that members wish for, and whether something new waits to be told.
//!
//! A wish is in one of four states: `none`; `hello`, when it was just made; `news`, when something waits; `sending`.

use uuid::Uuid;
use watchpost_domain::{
    CaseId, Day, DeskId, MemberId,
    cases::CaseAccess,
    network::notices::News,
    policy::{Role, Roles},
    sealed::Compartment,
};

use watchpost_vault::RowKey;

use crate::{Tx, error::Result, rows::WishRow, rowsum::change};

const WISH: &str =
    "insert into mail_wish (member_id, sealed, state, last_hour, sum) values ($1, $2, 'hello', null, $3)
    on conflict (member_id) do update set sealed = excluded.sealed, state = 'hello'";
const WISH_OF: &str = "select sealed from mail_wish where member_id = $1";
const END_WISH: &str = "delete from mail_wish where member_id = $1";
const WAITING: &str = "select w.member_id, w.sealed, w.state, w.last_hour, l.language from mail_wish w
    join member m on m.id = w.member_id join login l on l.member_id = w.member_id where w.state <> 'none' and m.active = $1";
const CLAIM: &str = "update mail_wish set state = 'sending', last_hour = $3 where member_id = $1 and state = $2 and coalesce(last_hour, -1) = $4";
const SENT: &str = "update mail_wish set state = 'none' where member_id = $1 and state = 'sending'";
const FAILED: &str =
    "update mail_wish set state = $2, last_hour = $3 where member_id = $1 and state = 'sending'";
const NEWS_FOR_READERS: &str = "select member_id from mail_wish where state <> 'news' and member_id <> $2 and member_id in (
    select m.id from member m join case_file c on c.desk_id = m.desk_id where c.id = $1
    and not exists (select 1 from case_recusal r where r.case_id = c.id and r.member_id = m.id)
    and ((c.access = $3 and (m.roles & $4) <> 0)
        or exists (select 1 from case_grant g where g.case_id = c.id and g.reader_id = m.id and g.compartment <> $5
            and (m.roles & $4) <> 0 and (g.expires is null or g.expires >= $6))))";
const NEWS_FOR_DESK: &str =
    "select member_id from mail_wish where state <> 'news' and member_id in (
    select id from member where desk_id = $1 and (roles & $2) <> 0)";
const NEWS_FOR_ONE: &str =
    "update mail_wish set state = 'news' where member_id = $1 and state <> 'news'";

pub const STATEMENTS: &[&str] = &[
    WISH,
    WISH_OF,
    END_WISH,
    WAITING,
    CLAIM,
    SENT,
    FAILED,
    NEWS_FOR_READERS,
    NEWS_FOR_DESK,
    NEWS_FOR_ONE,
];

/// A member to whom something may be told.
pub struct Waiting {
    pub member: MemberId,
    /// Where and when they want mail, sealed under the server's column keys.
    pub sealed: Vec<u8>,
    pub state: String,
    /// Hours since 1970.
    pub last_hour: Option<i64>,
    pub language: String,
}

/// Keeps a wish; a mail that says so waits at once.
pub async fn wish(tx: &mut Tx, key: &RowKey, member: MemberId, sealed: Vec<u8>) -> Result<()> {
    // A new one gets its sum right after.
    let none = Vec::<u8>::new();
    change!(tx, key, WishRow, member.0, WISH, sealed, none);
    Ok(())
}

/// A member's wish, sealed.
pub async fn wish_of(tx: &mut Tx, member: MemberId) -> Result<Option<Vec<u8>>> {
    Ok(one!(tx, (Vec<u8>,), WISH_OF, member.0)?.map(|(sealed,)| sealed))
}

/// Forgets a wish.
pub async fn end_wish(tx: &mut Tx, member: MemberId) -> Result<()> {
    run!(tx, END_WISH, member.0)?;
    Ok(())
}

/// Those for whom something waits.
pub async fn waiting(tx: &mut Tx) -> Result<Vec<Waiting>> {
    let rows = all!(
        tx,
        (Uuid, Vec<u8>, String, Option<i64>, String),
        WAITING,
        true
    )?;
    let waiting = |(member, sealed, state, last_hour, language)| Waiting {
        member: MemberId(member),
        sealed,
        state,
        last_hour,
        language,
    };
    Ok(rows.into_iter().map(waiting).collect())
}

/// Takes the sending of one mail on; false when somebody else has.
pub async fn claim(tx: &mut Tx, key: &RowKey, waiting: &Waiting, hour: i64) -> Result<bool> {
    let taken = change!(
        tx,
        key,
        WishRow,
        waiting.member.0,
        CLAIM,
        &waiting.state,
        hour,
        waiting.last_hour.unwrap_or(-1)
    );
    Ok(taken == 1)
}

/// It was sent; what came meanwhile waits on.
pub async fn sent(tx: &mut Tx, key: &RowKey, member: MemberId) -> Result<()> {
    change!(tx, key, WishRow, member.0, SENT);
    Ok(())
}

/// It was not sent, and is as before.
pub async fn failed(tx: &mut Tx, key: &RowKey, waiting: &Waiting) -> Result<()> {
    let state = match waiting.state.as_str() {
        "hello" => "hello",
        _ => "news",
    };
    let (member, last) = (waiting.member.0, waiting.last_hour);
    change!(tx, key, WishRow, member, FAILED, state, last);
    Ok(())
}

/// Notes that there is something new for all of an organisation who have its key.
pub(crate) async fn note_desk(tx: &mut Tx, key: &RowKey, desk: DeskId) -> Result<()> {
    let readers = Roles::of([Role::Intake, Role::CaseOfficer, Role::Supervisor]);
    let readers = i64::from(readers.bits());
    for (member,) in all!(tx, (Uuid,), NEWS_FOR_DESK, desk.0, readers)? {
        change!(tx, key, WishRow, member, NEWS_FOR_ONE);
    }
    Ok(())
}

/// Notes that there is something new for these.
pub(crate) async fn tell(tx: &mut Tx, key: &RowKey, members: Vec<MemberId>) -> Result<()> {
    for member in members {
        change!(tx, key, WishRow, member.0, NEWS_FOR_ONE);
    }
    Ok(())
}

/// Notes that there is something new.
pub(crate) async fn note(
    tx: &mut Tx,
    key: &RowKey,
    case: CaseId,
    news: News,
    today: Day,
) -> Result<()> {
    let told = match news {
        News::Nobody => vec![],
        News::Readers { but } => {
            let readers = Roles::of([Role::Intake, Role::CaseOfficer, Role::Supervisor]);
            all!(
                tx,
                (Uuid,),
                NEWS_FOR_READERS,
                case.0,
                but.map_or(Uuid::nil(), |m| m.0),
                CaseAccess::Desk.code(),
                i64::from(readers.bits()),
                Compartment::Identity.code(),
                today.0
            )?
        }
        News::One(member) => vec![(member.0,)],
    };
    for (member,) in told {
        change!(tx, key, WishRow, member, NEWS_FOR_ONE);
    }
    Ok(())
}
