//! What several people write on several devices, some of them without a network for days. Nothing that was written goes: each change is a
//! version with an id of its own that says which versions its writer had before their eyes. Two that did not see each other stand side by
//! side until somebody who saw both writes over them. So the last writer never wins silently, and putting two devices together gives the
//! same, in whatever order and however often it is done.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::flaw::Flaw;
use crate::{Day, MemberId, VersionId};

/// One version of one thing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Version<K, V> {
    pub id: VersionId,
    /// How many came before it, as far as its writer saw: one more than the highest of those that it was written over.
    pub revision: u32,
    /// What its writer had before their eyes.
    pub over: BTreeSet<VersionId>,
    /// What it is a version of.
    pub of: K,
    pub on: Day,
    pub by: MemberId,
    /// Why it was changed, where that was asked.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
    /// Nothing where it was taken back.
    pub value: Option<V>,
}

/// All versions of all things of a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Versions<K: Ord, V: Ord>(BTreeSet<Version<K, V>>);

impl<K: Ord, V: Ord> Default for Versions<K, V> {
    fn default() -> Self {
        Self(BTreeSet::new())
    }
}

impl<K: Ord, V: Ord> FromIterator<Version<K, V>> for Versions<K, V> {
    fn from_iter<I: IntoIterator<Item = Version<K, V>>>(all: I) -> Self {
        Self(all.into_iter().collect())
    }
}

/// Who writes a version, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Writes<'a> {
    pub id: VersionId,
    pub by: MemberId,
    pub on: Day,
    pub why: &'a str,
}

impl<K: Ord + Clone, V: Ord + Clone> Versions<K, V> {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn all(&self) -> impl Iterator<Item = &Version<K, V>> {
        self.0.iter()
    }

    /// All that was ever written of one thing, the earliest revision first.
    pub fn history(&self, of: &K) -> Vec<&Version<K, V>> {
        let mut all: Vec<_> = self.0.iter().filter(|version| version.of == *of).collect();
        all.sort_by_key(|version| (version.revision, version.on, version.id));
        all
    }

    /// Those that somebody wrote over, having seen them.
    fn gone(&self) -> BTreeSet<VersionId> {
        let mut by_id: BTreeMap<VersionId, Vec<&Version<K, V>>> = BTreeMap::new();
        for version in &self.0 {
            by_id.entry(version.id).or_default().push(version);
        }
        let mut gone = BTreeSet::new();
        for later in &self.0 {
            for id in &later.over {
                // Two that bear the same id and say different things are both shown for good: nobody can tell which of them was seen.
                let [own] = by_id.get(id).map_or(&[][..], Vec::as_slice) else {
                    continue;
                };
                // What claims to be over something later, or over another thing, is over nothing.
                if own.of == later.of && own.revision < later.revision {
                    gone.insert(*id);
                }
            }
        }
        gone
    }

    /// Those that nobody wrote over, of each thing: one, or more that did not see each other.
    pub fn heads(&self) -> BTreeMap<&K, Vec<&Version<K, V>>> {
        let gone = self.gone();
        let mut heads: BTreeMap<&K, Vec<&Version<K, V>>> = BTreeMap::new();
        for version in self.0.iter().filter(|own| !gone.contains(&own.id)) {
            heads.entry(&version.of).or_default().push(version);
        }
        heads
    }

    /// What stands of one thing.
    pub fn of(&self, of: &K) -> Vec<&Version<K, V>> {
        self.heads().remove(of).unwrap_or_default()
    }

    /// What stands of each thing where all agree, and it was not taken back.
    pub fn settled(&self) -> BTreeMap<&K, &V> {
        { self.heads().into_iter() }
            .filter_map(|(of, heads)| match heads.as_slice() {
                [first, rest @ ..] if rest.iter().all(|own| own.value == first.value) => {
                    Some((of, first.value.as_ref()?))
                }
                _ => None,
            })
            .collect()
    }

    /// Of which things more than one version stands, with all of them. Those that say the same are no conflict.
    pub fn conflicts(&self) -> BTreeMap<&K, Vec<&Version<K, V>>> {
        let mut heads = self.heads();
        heads.retain(|_, own| own.windows(2).any(|two| two[0].value != two[1].value));
        heads
    }

    /// A version over those that its writer saw. What they did not see stays beside it.
    pub fn write(
        &self,
        of: K,
        value: Option<V>,
        seen: &BTreeSet<VersionId>,
        writes: Writes<'_>,
    ) -> Version<K, V> {
        let over = self.0.iter().filter(|v| v.of == of && seen.contains(&v.id));
        let highest = over.clone().map(|version| version.revision).max();
        Version {
            id: writes.id,
            revision: highest.map_or(1, |highest| highest.saturating_add(1)),
            over: over.map(|version| version.id).collect(),
            of,
            on: writes.on,
            by: writes.by,
            why: writes.why.to_owned(),
            value,
        }
    }

    /// Takes in a version. The same one twice is once.
    ///
    /// # Errors
    /// Its id stands for another, or it is over something that is not there.
    pub fn add(&mut self, version: Version<K, V>) -> Result<(), Flaw> {
        if self.0.contains(&version) {
            return Ok(());
        }
        if self.0.iter().any(|own| own.id == version.id) {
            return Err(Flaw::IdTaken);
        }
        let is_before =
            |own: &Version<K, V>| own.of == version.of && own.revision < version.revision;
        let is_there = |id: &VersionId| self.0.iter().any(|own| own.id == *id && is_before(own));
        if !version.over.iter().all(is_there) {
            return Err(Flaw::OverNothing);
        }
        self.0.insert(version);
        Ok(())
    }

    /// Both together: everything that is in one of them. Nothing is weighed here, so nothing can be lost here.
    pub fn merge(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    type Sheet = Versions<u8, String>;

    fn id(n: u128) -> VersionId {
        VersionId(Uuid::from_u128(n))
    }

    fn writes(n: u128, by: u128) -> Writes<'static> {
        Writes {
            id: id(n),
            by: MemberId(Uuid::from_u128(by)),
            on: Day(20_000),
            why: "",
        }
    }

    fn heads(sheet: &Sheet, of: u8) -> Vec<&str> {
        let heads = sheet.of(&of).into_iter();
        heads.filter_map(|v| v.value.as_deref()).collect()
    }

    /// Somebody writes over what their own device shows.
    fn write(sheet: &mut Sheet, n: u128, of: u8, value: &str) {
        let seen: BTreeSet<VersionId> = sheet.of(&of).iter().map(|v| v.id).collect();
        let version = sheet.write(of, Some(value.to_owned()), &seen, writes(n, n % 3));
        sheet.add(version).unwrap();
    }

    #[test]
    fn two_who_did_not_see_each_other_stand_side_by_side_until_somebody_saw_both() {
        let mut one = Sheet::default();
        write(&mut one, 1, 7, "gate open");
        let mut two = one.clone();
        write(&mut one, 2, 7, "gate shut");
        write(&mut two, 3, 7, "gate broken");
        // The second device goes on; that its number is higher than the other's says nothing.
        write(&mut two, 4, 7, "gate broken, see photo");
        let mut both = one.clone().merge(two.clone());
        assert_eq!(both, two.merge(one));
        assert_eq!(heads(&both, 7), ["gate shut", "gate broken, see photo"]);
        assert_eq!(both.conflicts().len(), 1);
        assert!(both.settled().is_empty());
        write(&mut both, 5, 7, "gate broken, could not be shut");
        assert_eq!(heads(&both, 7), ["gate broken, could not be shut"]);
        assert!(both.conflicts().is_empty());
        assert_eq!(both.history(&7).len(), 5);
        assert_eq!(both.of(&7)[0].revision, 4);
    }

    #[test]
    fn who_says_the_same_does_not_conflict_and_what_is_taken_back_is_nothing() {
        let mut one = Sheet::default();
        let mut two = Sheet::default();
        write(&mut one, 1, 1, "yes");
        write(&mut two, 2, 1, "yes");
        let mut both = one.merge(two);
        assert!(both.conflicts().is_empty());
        assert_eq!(both.settled().len(), 1);
        let seen = both.of(&1).iter().map(|v| v.id).collect();
        let back = both.write(1, None, &seen, writes(3, 1));
        both.add(back).unwrap();
        assert!(both.settled().is_empty() && both.conflicts().is_empty());
        assert_eq!(both.history(&1).len(), 3);
    }

    #[test]
    fn what_cannot_be_is_refused_and_hides_nothing_where_it_comes_in_all_the_same() {
        let mut sheet = Sheet::default();
        write(&mut sheet, 1, 1, "yes");
        let again = sheet.all().next().unwrap().clone();
        assert_eq!(sheet.add(again.clone()), Ok(()));
        assert_eq!(sheet.len(), 1);
        let other = Version {
            value: Some("no".to_owned()),
            ..again.clone()
        };
        assert_eq!(sheet.add(other.clone()), Err(Flaw::IdTaken));
        let lost = Version {
            id: id(2),
            revision: 2,
            over: [id(9)].into(),
            ..again.clone()
        };
        assert_eq!(sheet.add(lost), Err(Flaw::OverNothing));
        // Whoever claims to be over something of another thing, or no earlier than itself, hides nothing.
        for (of, revision) in [(2, 2), (1, 1)] {
            let wrong = Version {
                id: id(8),
                of,
                revision,
                over: [id(1)].into(),
                value: Some("hidden".to_owned()),
                ..again.clone()
            };
            assert_eq!(sheet.clone().add(wrong.clone()), Err(Flaw::OverNothing));
            let both = sheet.clone().merge([wrong].into_iter().collect());
            assert!(heads(&both, 1).contains(&"yes"));
        }
        // From another device, both come in, and both are shown, also when somebody wrote over one of them.
        let over = Version {
            id: id(3),
            revision: 2,
            over: [id(1)].into(),
            value: Some("partly".to_owned()),
            ..again
        };
        let both = sheet.merge([other, over].into_iter().collect());
        assert_eq!(heads(&both, 1).len(), 3);
    }

    /// Devices that write, and now and then take in what another has.
    fn some_devices() -> impl Strategy<Value = Vec<Sheet>> {
        let step = (0usize..3, 0usize..3, 0u8..3, prop::bool::weighted(0.7));
        prop::collection::vec(step, 1..40).prop_map(|steps| {
            let mut devices = vec![Sheet::default(); 3];
            for (n, (here, there, of, writes)) in (1u128..).zip(steps) {
                if writes {
                    write(&mut devices[here], n, of, &format!("{}", n % 4));
                } else {
                    let other = devices[there].clone();
                    devices[here] = devices[here].clone().merge(other);
                }
            }
            devices
        })
    }

    proptest! {
        #[test]
        fn putting_together_is_the_same_in_any_order_and_loses_nothing(devices in some_devices()) {
            let [a, b, c] = [&devices[0], &devices[1], &devices[2]];
            let both = a.clone().merge(b.clone());
            prop_assert_eq!(&both, &b.clone().merge(a.clone()));
            let all = both.clone().merge(c.clone());
            prop_assert_eq!(&all, &a.clone().merge(b.clone().merge(c.clone())));
            prop_assert_eq!(&all.clone().merge(all.clone()), &all);
            for one in &devices {
                for version in one.all() {
                    prop_assert!(all.all().any(|own| own == version));
                }
            }
            // Whatever stands nowhere was before the eyes of somebody who wrote what stands, or what that is over.
            let heads: BTreeSet<VersionId> = all.heads().values().flatten().map(|v| v.id).collect();
            let mut seen = heads.clone();
            for _ in 0..all.len() {
                let over = all.all().filter(|v| seen.contains(&v.id)).flat_map(|v| v.over.clone());
                seen = seen.iter().copied().chain(over).collect();
            }
            prop_assert!(all.all().all(|version| seen.contains(&version.id)));
            // A version that nobody saw stands.
            for version in all.all() {
                let is_over = all.all().any(|later| later.over.contains(&version.id));
                prop_assert_eq!(heads.contains(&version.id), !is_over);
            }
            // It comes back from where it was written down.
            let text = serde_json::to_string(&all).unwrap();
            prop_assert_eq!(serde_json::from_str::<Sheet>(&text).unwrap(), all);
        }
    }
}
