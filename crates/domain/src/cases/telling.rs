//! Telling a company, and ending what it is shown.

use super::{
    ActError,
    acts::record,
    content::{ConsentPart, ReleasePart},
};
use crate::{Fact, Granted, PartId, RoomId, fact::CaseAct, policy::cases as may, procedure::Need};

/// Lets a company know what was written down. Who reported is said only where they allow just that.
///
/// # Errors
/// `Needs` names the consent that is missing.
pub fn release(
    case: &Granted<may::Release>,
    release: &ReleasePart,
    consent: &ConsentPart,
    (room, part): (RoomId, PartId),
) -> Result<Fact, ActError> {
    let named = !release.snapshot.who.is_empty();
    let mut needed = vec![Need::ConsentSendToCompany];
    if named {
        needed.push(Need::ConsentNameToCompany);
    }
    needed.retain(|need| {
        need.purpose()
            .is_some_and(|p| !consent.given.contains_key(p))
    });
    if !needed.is_empty() {
        return Err(ActError::Needs(needed));
    }
    Ok(record(case, CaseAct::Released { room, part, named }))
}

/// Ends what a company is shown. Why is a note of the team.
pub fn shut_room(case: &Granted<may::ShutRoom>, room: RoomId, why: PartId) -> Fact {
    let why = Some(why);
    record(case, CaseAct::RoomShut { room, why })
}
