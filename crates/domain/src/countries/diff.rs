//! What changed between two states of what is known of a country: between two versions of its profile, or since one of them.

use std::collections::{BTreeMap, BTreeSet};

use super::{Field, Held, Known, Matter};
use crate::{ClaimId, registry::MatterKey};

/// How one matter changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum How {
    /// Nothing was told of it before.
    Added,
    /// Nothing is told of it any more.
    Gone,
    /// Something else is believed most.
    OtherValue,
    /// The same is believed most, and now a source says otherwise.
    Disputed,
    /// No source says otherwise any more.
    Agreed,
    /// The same is believed most, on other claims.
    OtherSources,
}

impl How {
    pub const ALL: [How; 6] = [
        How::Added,
        How::Gone,
        How::OtherValue,
        How::Disputed,
        How::Agreed,
        How::OtherSources,
    ];

    /// The stable code, also the end of its message key (`law-change-…`).
    pub fn code(self) -> &'static str {
        match self {
            How::Added => "added",
            How::Gone => "gone",
            How::OtherValue => "other-value",
            How::Disputed => "disputed",
            How::Agreed => "agreed",
            How::OtherSources => "other-sources",
        }
    }
}

/// One matter that changed: what was believed most of it, and what is.
#[derive(Debug, Clone, Copy)]
pub struct Changed<'b, 'a> {
    pub field: Field,
    pub how: How,
    pub before: Option<Held<'b>>,
    pub after: Option<Held<'a>>,
}

/// All that changed, by field.
pub fn changes<'b, 'a>(before: &Known<'b>, after: &Known<'a>) -> Vec<Changed<'b, 'a>> {
    let (old, new) = (by_key(before), by_key(after));
    let keys: BTreeSet<&MatterKey<Field>> = old.keys().chain(new.keys()).collect();
    let changed = |key: &MatterKey<Field>| {
        let (before, after) = (old.get(key).copied(), new.get(key).copied());
        let how = how(before, after)?;
        Some(Changed {
            field: key.kind,
            how,
            before: before.map(Matter::best),
            after: after.map(Matter::best),
        })
    };
    keys.into_iter().filter_map(changed).collect()
}

fn by_key<'k, 'a>(known: &'k Known<'a>) -> BTreeMap<MatterKey<Field>, &'k Matter<'a>> {
    use crate::registry::Said;
    let matters = known.matters();
    matters
        .map(|(_, matter)| (matter.best().claim.fact.matter(), matter))
        .collect()
}

fn how(before: Option<&Matter<'_>>, after: Option<&Matter<'_>>) -> Option<How> {
    let (before, after) = match (before, after) {
        (None, None) => return None,
        (None, Some(_)) => return Some(How::Added),
        (Some(_), None) => return Some(How::Gone),
        (Some(before), Some(after)) => (before, after),
    };
    let ids = |matter: &Matter<'_>| -> BTreeSet<ClaimId> {
        matter.ranked().map(|held| held.record.id).collect()
    };
    if before.best().claim.fact.says != after.best().claim.fact.says {
        return Some(How::OtherValue);
    }
    match (before.is_disputed(), after.is_disputed()) {
        (false, true) => Some(How::Disputed),
        (true, false) => Some(How::Agreed),
        _ => (ids(before) != ids(after)).then_some(How::OtherSources),
    }
}
