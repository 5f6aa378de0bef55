//! Telling a party, and ending what it is shown.

use super::{
    ActError,
    acts::record,
    content::{ConsentPart, ReleasePart},
};
use crate::{
    Fact, Granted, PartId, Problem, Problems, RoomId,
    fact::CaseAct,
    network::DeskKind,
    policy::cases as may,
    procedure::{Need, Procedure},
    rooms::Snapshot,
};

/// What has to be allowed before such an organisation is told this, and is not.
pub fn not_allowed(kind: DeskKind, snapshot: &Snapshot, consent: &ConsentPart) -> Vec<Need> {
    let named = (!snapshot.who.is_empty())
        .then(|| kind.named_for())
        .flatten();
    let purposes = kind.told_for().into_iter().chain(named);
    purposes
        .filter(|purpose| !consent.given.contains_key(*purpose))
        .map(|purpose| Need::Consent(purpose.to_owned()))
        .collect()
}

/// Whether everything in it may be told to such an organisation: who reported is never said to a board, and of some questions a pillar
/// with an interest in the matter does not get the answers.
///
/// # Errors
/// By field, what has to go.
pub fn fits(kind: DeskKind, procedure: &Procedure, snapshot: &Snapshot) -> Result<(), Problems> {
    let mut problems = Problems::default();
    if !snapshot.who.is_empty() && kind.named_for().is_none() {
        problems.add("who", Problem::NotAnOption);
    }
    if !snapshot.promises.is_empty() && !kind.follows_promises() {
        problems.add("promise", Problem::NotAnOption);
    }
    let kept = procedure.kept_from(kind.pillar());
    for field in { snapshot.fields.iter() }.filter(|field| kept.contains(&field.key)) {
        problems.add(format!("field-{}", field.key), Problem::NotAnOption);
    }
    problems.or(())
}

/// Lets a party know what was written down. Who reported is said only where they allow just that.
///
/// # Errors
/// `Needs` names the consent that is missing.
pub fn release(
    case: &Granted<may::Release>,
    release: &ReleasePart,
    consent: &ConsentPart,
    (room, part): (RoomId, PartId),
) -> Result<Fact, ActError> {
    let missing = not_allowed(release.kind, &release.snapshot, consent);
    if !missing.is_empty() {
        return Err(ActError::Needs(missing));
    }
    let named = !release.snapshot.who.is_empty();
    Ok(record(case, CaseAct::Released { room, part, named }))
}

/// Ends what a party is shown. Why is a note of the team.
pub fn shut_room(case: &Granted<may::ShutRoom>, room: RoomId, why: PartId) -> Fact {
    let why = Some(why);
    record(case, CaseAct::RoomShut { room, why })
}
