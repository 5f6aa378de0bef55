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

/// Who waits for a second person's word, and until when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct WordAsked {
    pub until: Day,
    pub by: MemberId,
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
    /// A colleague waits for a second person's word, or no longer: by the number of the line that asked.
    Word(i64, Option<WordAsked>),
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
    /// Asks for a second person's word, and those that are over.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    words: BTreeMap<i64, (Timestamp, Option<WordAsked>)>,
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

    /// Who waits for a second person's word.
    pub fn words(&self) -> impl Iterator<Item = (i64, WordAsked)> {
        let all = self.words.iter();
        all.filter_map(|(number, (_, asked))| Some((*number, (*asked)?)))
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
        let asked = self.words();
        all.extend(asked.map(|(number, asked)| Change::Word(number, Some(asked))));
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
        /// What is over stays over, whenever the other was written.
        fn unless_over<K: Ord, T: Ord>(
            all: &mut BTreeMap<K, (Timestamp, Option<T>)>,
            key: K,
            (at, new): (Timestamp, Option<T>),
        ) {
            let stands = all.get(&key).is_some_and(|(then, old)| {
                (old.is_none(), *then, old) >= (new.is_none(), at, &new)
            });
            if !stands {
                all.insert(key, (at, new));
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
            Change::Task(id, line) => unless_over(&mut self.tasks, id, (at, line)),
            Change::Word(number, asked) => unless_over(&mut self.words, number, (at, asked)),
            // Above.
            Change::MayLink(_) | Change::Pattern(..) => {}
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
        for (number, (at, asked)) in other.words {
            self.take(at, Change::Word(number, asked));
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
mod tests;
