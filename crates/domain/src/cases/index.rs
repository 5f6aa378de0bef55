//! The work list of a desk: one small record per case, and the changes to it, sealed to those who read it.
//!
//! Records are written by whoever acts (also by a reporter, who cannot read the list) and folded together by members,
//! who can. Folding must not depend on the order in which records are read, so each carries its time inside.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    CaseId, ChannelId, Day, MemberId, PatternId, TaskId,
    patterns::{Belongs, MayLink, PatternLine},
};

/// What the work list shows of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facets {
    /// One line that says what it is about: the first words of the narrative, until an officer writes a better one.
    pub title: String,
    pub channel: ChannelId,
    pub language: String,
    pub kinds: Vec<String>,
    pub country: Option<String>,
    pub company: Option<String>,
    pub urgency: Vec<String>,
    /// The first part of the narrative, for searching: in small letters.
    pub extract: String,
    pub received: Timestamp,
    /// Where it happened: the district, and the place in the person's words. Not in records of before these were kept, as the two below.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub district: Option<String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// When it happened, as nearly as it was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub happened: Option<Day>,
    /// Since when the person allows that it is put beside others: as it came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub may_link: Option<Timestamp>,
}

impl Facets {
    /// Whether life or health is in danger, a child is harmed, or it still goes on.
    pub fn is_urgent(&self) -> bool {
        self.urgency.iter().any(|code| code != "none")
    }
}

/// A task that is open, as a work list shows it. The order is that of two changes at the same moment, and means nothing else.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct TaskLine {
    pub by: Day,
    pub whom: MemberId,
    pub what: String,
}

/// One change to a work list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// The case is on the list.
    Listed(Box<Facets>),
    /// It is no longer: its access was narrowed.
    Unlisted,
    Titled(String),
    Assigned(Option<MemberId>),
    /// Something is to be done, or is no longer.
    Task(TaskId, Option<TaskLine>),
    /// Whether it may be put beside others changed.
    MayLink(MayLink),
    /// It belongs to a pattern, or no longer; by which version of the case that is so.
    Pattern(PatternId, i64, Option<PatternLine>),
    /// The reporter wrote, or sent a file.
    ReporterWrote,
    /// The desk wrote: what the reporter had written has been answered.
    DeskWrote,
    /// Someone of the desk opened it: nothing is new any more.
    Seen,
    /// It was erased: whoever folds the list takes out all that was ever written of it.
    Erased,
}

impl Change {
    /// Whether it can change what is searched of a case.
    pub fn is_told(&self) -> bool {
        matches!(self, Self::Listed(_) | Self::Unlisted | Self::Titled(_))
    }
}

/// A change with its case and time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndexRecord {
    pub case: CaseId,
    pub at: Timestamp,
    pub change: Change,
}

/// What the list knows of one case, folded from its records.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    listed: Option<(Timestamp, Option<Box<Facets>>)>,
    titled: Option<(Timestamp, String)>,
    assigned: Option<(Timestamp, Option<MemberId>)>,
    /// What is to be done, and that something no longer is: whoever folds may read that first.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    tasks: BTreeMap<TaskId, (Timestamp, Option<TaskLine>)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    may_link: Option<MayLink>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    patterns: BTreeMap<PatternId, (i64, Option<PatternLine>)>,
    /// Times of what the reporter wrote and nobody has seen.
    unseen: BTreeSet<Timestamp>,
    seen: Option<Timestamp>,
}

impl Entry {
    /// The facets, if the case is on the list.
    pub fn facets(&self) -> Option<&Facets> {
        self.listed.as_ref().and_then(|(_, f)| f.as_deref())
    }

    pub fn title(&self) -> &str {
        match (&self.titled, self.facets()) {
            (Some((_, title)), _) => title,
            (None, Some(facets)) => &facets.title,
            (None, None) => "",
        }
    }

    pub fn assignee(&self) -> Option<MemberId> {
        self.assigned.as_ref().and_then(|(_, m)| *m)
    }

    /// What is to be done in it.
    pub fn tasks(&self) -> impl Iterator<Item = (TaskId, &TaskLine)> {
        let all = self.tasks.iter();
        all.filter_map(|(id, (_, line))| Some((*id, line.as_ref()?)))
    }

    /// All that somebody who begins to keep a list has to be told of the case, so that it stands there as it does here.
    pub fn told(&self) -> Vec<Change> {
        let Some(facets) = self.facets() else {
            return Vec::new();
        };
        let mut all = vec![Change::Listed(Box::new(facets.clone()))];
        all.extend(self.titled.clone().map(|(_, title)| Change::Titled(title)));
        all.extend(self.assigned.map(|(_, member)| Change::Assigned(member)));
        let open = self
            .tasks()
            .map(|(id, line)| Change::Task(id, Some(line.clone())));
        all.extend(open);
        all.extend(self.may_link.map(Change::MayLink));
        let belongs = self.patterns.iter();
        all.extend(belongs.map(|(id, (version, l))| Change::Pattern(*id, *version, l.clone())));
        all
    }

    /// The consent under which it may be put beside others, on a day.
    pub fn may_link(&self, today: Day) -> Option<Timestamp> {
        match self.may_link {
            Some(said) => said.holds(today),
            None => self.facets()?.may_link,
        }
    }

    /// The patterns that it belongs to on a day: those it is linked in only under the consent with which it was.
    pub fn patterns(&self, today: Day) -> impl Iterator<Item = (PatternId, &PatternLine)> {
        let allowed = self.may_link(today);
        let all = self.patterns.iter();
        let lines = all.filter_map(|(id, (_, line))| Some((*id, line.as_ref()?)));
        lines.filter(move |(_, line)| match line.belongs {
            Belongs::Linked { since, .. } => Some(since) == allowed,
            Belongs::Carries | Belongs::Apart => true,
        })
    }

    /// How many messages and files of the reporter nobody has seen.
    pub fn new_messages(&self) -> usize {
        self.unseen.len()
    }

    /// Whether the reporter wrote something after that moment which nobody has seen.
    pub fn wrote_after(&self, at: Timestamp) -> bool {
        self.unseen.last().is_some_and(|last| *last > at)
    }

    /// What is searched beside title and company: whoever keeps it apart takes it out.
    pub fn extract(&mut self) -> Option<&mut String> {
        let listed = self.listed.as_mut().and_then(|(_, facets)| facets.as_mut());
        listed.map(|facets| &mut facets.extract)
    }

    /// Takes one change in.
    pub fn take(&mut self, at: Timestamp, change: Change) {
        /// The later change stands; of two at the same time, the greater, so that order does not matter.
        fn later<T: Ord>(slot: &mut Option<(Timestamp, T)>, at: Timestamp, value: T) {
            if slot.as_ref().is_none_or(|(t, v)| (*t, v) < (at, &value)) {
                *slot = Some((at, value));
            }
        }
        let change = match change {
            // The order of these is that of acts on the case: clocks can be set back.
            Change::MayLink(said) => {
                let order = |m: &MayLink| (m.version, m.since.is_none(), m.since, m.until);
                if { self.may_link.as_ref() }.is_none_or(|old| order(old) < order(&said)) {
                    self.may_link = Some(said);
                }
                return;
            }
            Change::Pattern(id, version, line) => {
                let order = |(v, l): &(i64, Option<PatternLine>)| (*v, l.is_none(), l.clone());
                let said = (version, line);
                if { self.patterns.get(&id) }.is_none_or(|old| order(old) < order(&said)) {
                    self.patterns.insert(id, said);
                }
                return;
            }
            change => change,
        };
        if let Change::Task(id, line) = change {
            // What is over stays over, whenever the other was written.
            let is_over = |line: &Option<TaskLine>| line.is_none();
            let stands = self.tasks.get(&id).is_some_and(|(then, old)| {
                (is_over(old), *then, old) >= (is_over(&line), at, &line)
            });
            if !stands {
                self.tasks.insert(id, (at, line));
            }
            return;
        }
        match change {
            Change::Listed(facets) => {
                if self.listed.as_ref().is_none_or(|(t, _)| *t <= at) {
                    self.listed = Some((at, Some(facets)));
                }
            }
            Change::Unlisted => {
                if self.listed.as_ref().is_none_or(|(t, _)| *t < at) {
                    self.listed = Some((at, None));
                }
            }
            Change::Titled(title) => later(&mut self.titled, at, title),
            Change::Assigned(member) => later(&mut self.assigned, at, member),
            Change::ReporterWrote => {
                if self.seen.is_none_or(|seen| seen < at) {
                    self.unseen.insert(at);
                }
            }
            Change::DeskWrote | Change::Seen => {
                self.seen = self.seen.max(Some(at));
                self.unseen = self.unseen.split_off(&at);
                self.unseen.remove(&at);
            }
            Change::Erased => *self = Self::default(),
            // Above.
            Change::Task(..) | Change::MayLink(_) | Change::Pattern(..) => {}
        }
    }

    /// Takes in what was folded of the same case before.
    pub fn join(&mut self, other: Entry) {
        // Means nothing where versions say the order.
        let said_at = Timestamp::UNIX_EPOCH;
        if let Some((at, facets)) = other.listed {
            self.take(at, facets.map_or(Change::Unlisted, Change::Listed));
        }
        if let Some((at, title)) = other.titled {
            self.take(at, Change::Titled(title));
        }
        if let Some((at, member)) = other.assigned {
            self.take(at, Change::Assigned(member));
        }
        for (id, (at, line)) in other.tasks {
            self.take(at, Change::Task(id, line));
        }
        if let Some(said) = other.may_link {
            self.take(said_at, Change::MayLink(said));
        }
        for (id, (version, line)) in other.patterns {
            self.take(said_at, Change::Pattern(id, version, line));
        }
        for at in other.unseen {
            self.take(at, Change::ReporterWrote);
        }
        if let Some(at) = other.seen {
            self.take(at, Change::Seen);
        }
    }
}

/// A work list, folded.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Index {
    pub entries: HashMap<CaseId, Entry>,
}

impl Index {
    /// Takes one record in.
    pub fn take(&mut self, record: IndexRecord) {
        self.entries
            .entry(record.case)
            .or_default()
            .take(record.at, record.change);
    }

    /// Takes in a list that was folded before.
    pub fn join(&mut self, other: Index) {
        for (case, entry) in other.entries {
            self.entries.entry(case).or_default().join(entry);
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn facets(title: &str, at: i64) -> Box<Facets> {
        Box::new(Facets {
            title: title.into(),
            channel: ChannelId(Uuid::nil()),
            language: "en".into(),
            kinds: vec![],
            country: None,
            company: None,
            urgency: vec![],
            extract: String::new(),
            received: Timestamp::from_second(at).unwrap(),
            district: None,
            place: String::new(),
            happened: None,
            may_link: None,
        })
    }

    fn line_of(at: i64) -> PatternLine {
        PatternLine {
            title: format!("p{at}"),
            belongs: Belongs::Linked {
                since: Timestamp::from_second(at % 2).unwrap(),
                by: MemberId(Uuid::nil()),
                kept: None,
            },
        }
    }

    /// What is taken back is out of every pattern at once, whichever clock went wrong, and allowed anew it is not in them again. Records of
    /// before are read.
    #[test]
    fn a_case_is_in_a_pattern_only_under_the_consent_of_then() {
        let second = |s| Timestamp::from_second(s).unwrap();
        let mut listed = facets("t", 1);
        listed.may_link = Some(second(1));
        let id = PatternId(Uuid::nil());
        let may = |version, since: Option<i64>| {
            let since = since.map(second);
            Change::MayLink(MayLink {
                version,
                since,
                until: None,
            })
        };
        let mut entry = Entry::default();
        entry.take(second(1), Change::Listed(listed));
        entry.take(second(9), Change::Pattern(id, 1, Some(line_of(1))));
        let count = |entry: &Entry| entry.patterns(Day(0)).count();
        assert_eq!(count(&entry), 1);
        let told = entry
            .told()
            .into_iter()
            .fold(Entry::default(), |mut all, change| {
                all.take(second(5), change);
                all
            });
        assert_eq!(count(&told), 1, "who is let in later is told");
        // The clock was set back before it was taken back.
        entry.take(second(3), may(2, None));
        assert_eq!((count(&entry), entry.may_link(Day(0))), (0, None));
        entry.take(second(4), may(3, Some(4)));
        assert_eq!(
            (count(&entry), entry.may_link(Day(0))),
            (0, Some(second(4)))
        );
        // Its time is over.
        let until = Some(Day(5));
        let said = MayLink {
            version: 4,
            since: Some(second(1)),
            until,
        };
        entry.take(second(4), Change::MayLink(said));
        assert_eq!((count(&entry), entry.patterns(Day(6)).count()), (1, 0));
        let old = r#"{"listed":["1970-01-01T00:00:01Z",{"title":"a","channel":"00000000-0000-0000-0000-000000000000","language":"en",
            "kinds":[],"country":null,"company":null,"urgency":[],"extract":"","received":"1970-01-01T00:00:01Z"}],
            "titled":null,"assigned":null,"unseen":[],"seen":null}"#;
        let old: Entry = serde_json::from_str(old).unwrap();
        assert_eq!((old.title(), old.may_link(Day(0))), ("a", None));
    }

    fn change() -> impl Strategy<Value = IndexRecord> {
        (0u128..3, 0i64..20, 0u8..10).prop_map(|(case, at, kind)| IndexRecord {
            case: CaseId(Uuid::from_u128(case)),
            at: Timestamp::from_second(at).unwrap(),
            change: match kind {
                // One facet per moment, as in life: a case is listed once at a time.
                0 => Change::Listed(facets(&format!("t{at}"), at)),
                1 => Change::Unlisted,
                2 => Change::Titled(format!("n{at}")),
                3 => Change::Assigned((at % 2 == 0).then(|| MemberId(Uuid::from_u128(at as u128)))),
                4 => Change::ReporterWrote,
                5 => Change::DeskWrote,
                6 => Change::Task(
                    TaskId(Uuid::from_u128(at as u128 % 2)),
                    (at % 3 > 0).then(|| TaskLine {
                        by: Day(at),
                        whom: MemberId(Uuid::nil()),
                        what: format!("d{at}"),
                    }),
                ),
                7 => Change::MayLink(MayLink {
                    version: at / 2,
                    since: (at % 3 > 0).then(|| Timestamp::from_second(at % 2).unwrap()),
                    until: (at % 5 == 0).then_some(Day(at)),
                }),
                8 => Change::Pattern(
                    PatternId(Uuid::from_u128(at as u128 % 2)),
                    at / 3,
                    (at % 4 > 0).then(|| line_of(at)),
                ),
                _ => Change::Seen,
            },
        })
    }

    proptest! {
        #[test]
        fn the_order_of_reading_does_not_matter(records in prop::collection::vec(change(), 0..40), cut in 0usize..40, seed in any::<u64>()) {
            let mut straight = Index::default();
            records.iter().cloned().for_each(|r| straight.take(r));

            let mut shuffled = records.clone();
            let mut state = seed | 1;
            for i in (1..shuffled.len()).rev() {
                state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
                shuffled.swap(i, (state >> 33) as usize % (i + 1));
            }
            let (front, back) = shuffled.split_at(cut.min(shuffled.len()));
            let (mut a, mut b) = (Index::default(), Index::default());
            front.iter().cloned().for_each(|r| a.take(r));
            back.iter().cloned().for_each(|r| b.take(r));
            a.join(b);
            prop_assert_eq!(a, straight);
        }
    }

    /// Also where the clock was set back between the two, or stood still.
    #[test]
    fn what_is_over_stays_over_in_whatever_order_it_is_read() {
        let id = TaskId(Uuid::nil());
        let line = |what: &str| TaskLine {
            by: Day(1),
            whom: MemberId(Uuid::nil()),
            what: what.into(),
        };
        let set = (5, Change::Task(id, Some(line("call"))));
        for over in [4, 5, 6] {
            let over = (over, Change::Task(id, None));
            for both in [[&set, &over], [&over, &set]] {
                let mut entry = Entry::default();
                for (at, change) in both {
                    entry.take(Timestamp::from_second(*at).unwrap(), change.clone());
                }
                assert_eq!(entry.tasks().count(), 0, "{both:?}");
            }
        }
        let (one, other) = (
            Change::Task(id, Some(line("a"))),
            Change::Task(id, Some(line("b"))),
        );
        for both in [[&one, &other], [&other, &one]] {
            let mut entry = Entry::default();
            for change in both {
                entry.take(Timestamp::from_second(5).unwrap(), change.clone());
            }
            assert_eq!(entry.tasks().next().unwrap().1.what, "b");
        }
    }

    #[test]
    fn what_was_seen_is_no_longer_new() {
        let case = CaseId(Uuid::nil());
        let mut index = Index::default();
        for (at, change) in [
            (1, Change::ReporterWrote),
            (2, Change::ReporterWrote),
            (3, Change::Seen),
            (4, Change::ReporterWrote),
        ] {
            index.take(IndexRecord {
                case,
                at: Timestamp::from_second(at).unwrap(),
                change,
            });
        }
        assert_eq!(index.entries[&case].new_messages(), 1);
    }
}
