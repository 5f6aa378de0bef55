//! What each member's inbox shows: cases in the open, each with what the unlocked lists know of it. Kept in memory as long as nothing
//! changed; after an act on a few cases only those are read again.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    sync::{Arc, Mutex, PoisonError},
};

use watchpost_domain::{
    CaseId, ChannelId, MemberId,
    cases::index::{Entry, Facets},
    policy::Roles,
};
use watchpost_store::worklist::{self as rows, Listed, Stamp};
use watchpost_vault::Identity;

use super::Folded;
use crate::{Error, Platform, accounts::Session};

/// With more changes than this, all is read again.
const FEW: usize = 500;

/// A case as a member's inbox has it.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub case: Listed,
    /// What the unlocked lists know of it.
    pub entry: Option<Arc<Entry>>,
}

impl Line {
    fn facets(&self) -> Option<&Facets> {
        self.entry.as_ref().and_then(|entry| entry.facets())
    }
}

/// How often each value occurs among cases.
#[derive(Debug, Clone, Default)]
pub(crate) struct Values {
    pub channels: BTreeMap<ChannelId, usize>,
    pub kinds: BTreeMap<String, usize>,
    pub countries: BTreeMap<String, usize>,
    pub urgencies: BTreeMap<String, usize>,
}

impl Values {
    fn add(&mut self, facets: &Facets) {
        fn one(all: &mut BTreeMap<String, usize>, value: &String) {
            match all.get_mut(value) {
                Some(times) => *times += 1,
                None => drop(all.insert(value.clone(), 1)),
            }
        }
        *self.channels.entry(facets.channel).or_default() += 1;
        facets.kinds.iter().for_each(|v| one(&mut self.kinds, v));
        let (country, urgency) = (&facets.country, &facets.urgency);
        country.iter().for_each(|v| one(&mut self.countries, v));
        urgency.iter().for_each(|v| one(&mut self.urgencies, v));
    }

    fn take(&mut self, facets: &Facets) {
        fn one<K: Ord>(all: &mut BTreeMap<K, usize>, value: &K) {
            match all.get_mut(value) {
                Some(times) if *times > 1 => *times -= 1,
                _ => drop(all.remove(value)),
            }
        }
        one(&mut self.channels, &facets.channel);
        facets.kinds.iter().for_each(|v| one(&mut self.kinds, v));
        let (country, urgency) = (&facets.country, &facets.urgency);
        country.iter().for_each(|v| one(&mut self.countries, v));
        urgency.iter().for_each(|v| one(&mut self.urgencies, v));
    }
}

/// All cases of a member's inbox.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lines {
    /// In no order.
    pub all: Vec<Line>,
    /// What occurs among those that the lists know.
    pub values: Values,
}

impl Lines {
    fn of(cases: Vec<Listed>) -> Self {
        let line = |case| Line { case, entry: None };
        Self {
            all: cases.into_iter().map(line).collect(),
            values: Values::default(),
        }
    }

    /// Puts cases that were read again in their places. Gives by how much the cases and their versions became more.
    fn put(&mut self, touched: &BTreeSet<CaseId>, again: Vec<Listed>) -> (i64, i64) {
        let (mut cases, mut versions) = (0, 0);
        let values = &mut self.values;
        self.all.retain(|line| {
            let stays = !touched.contains(&line.case.id);
            if !stays {
                line.facets().into_iter().for_each(|f| values.take(f));
                cases -= 1;
                versions -= line.case.version;
            }
            stays
        });
        for case in again {
            cases += 1;
            versions += case.version;
            self.all.push(Line { case, entry: None });
        }
        (cases, versions)
    }

    /// Looks up those that are wanted in the lists.
    fn look_up(
        &mut self,
        of: impl Fn(CaseId) -> Option<Arc<Entry>>,
        want: impl Fn(CaseId) -> bool,
    ) {
        let wanted = self.all.iter_mut().filter(|line| want(line.case.id));
        for line in wanted {
            line.facets().into_iter().for_each(|f| self.values.take(f));
            line.entry = of(line.case.id);
            line.facets().into_iter().for_each(|f| self.values.add(f));
        }
    }
}

/// How much of a list was looked up: which reading of it, and how many of its changes.
type Until = (u64, usize);

/// What a member is shown, and under which stamp it holds.
#[derive(Default)]
struct View {
    stamp: Option<Stamp>,
    lines: Arc<Lines>,
    /// How far the lists were looked up: the desk's, and the member's own.
    until: [Until; 2],
    /// Cases that were read again and not looked up yet: somebody may have asked who has not unlocked.
    unlooked: BTreeSet<CaseId>,
    /// The roles under which it holds.
    roles: Roles,
}

/// A member's view, and what has changed since it was looked at.
#[derive(Default)]
struct Slot {
    used: i64,
    view: Arc<tokio::sync::Mutex<View>>,
    /// Cases that this process changes, or has changed. Those that changed nothing yet stay.
    touched: BTreeSet<CaseId>,
}

/// What members are shown.
#[derive(Default)]
pub(super) struct Shown(Mutex<HashMap<MemberId, Slot>>);

impl Shown {
    pub fn keep(&self, keep: impl Fn(MemberId, i64) -> bool) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|member, slot| keep(*member, slot.used));
    }

    /// Notes that a case is about to change.
    pub fn touch(&self, case: CaseId) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|_, slot| {
            slot.touched.insert(case);
            slot.touched.len() <= FEW
        });
    }

    fn view(&self, member: MemberId, now: i64) -> Arc<tokio::sync::Mutex<View>> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let slot = all.entry(member).or_default();
        slot.used = now;
        slot.view.clone()
    }

    fn touched(&self, member: MemberId) -> BTreeSet<CaseId> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let slot = all.get(&member);
        slot.map(|slot| slot.touched.clone()).unwrap_or_default()
    }

    fn was_read(&self, member: MemberId, cases: impl Iterator<Item = CaseId>) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(slot) = all.get_mut(&member) {
            for case in cases {
                slot.touched.remove(&case);
            }
        }
    }
}

impl Platform {
    /// The cases that a member's inbox may show, with what their lists know where `key` opens them; read again only where something has
    /// changed. Where `words` says any, in small letters, also the cases that have all of them.
    ///
    /// # Errors
    /// `Denied` when the key does not open the desk's list.
    pub(crate) async fn shown(
        &self,
        session: &Session,
        key: Option<&Identity>,
        words: &str,
    ) -> Result<(Arc<Lines>, Option<HashSet<CaseId>>), Error> {
        let membership = session.membership();
        let lists = match key.filter(|_| membership.roles.reads_desk()) {
            Some(key) => Some(self.lists_of(&membership, key).await?),
            None => None,
        };
        let view = self.lists.1.view(session.member.id, self.second());
        let mut view = view.lock().await;
        self.renew_cases(session, &mut view).await?;
        let Some([desk, own]) = &lists else {
            let found = search(&view.lines, &[], words);
            return Ok((view.lines.clone(), found));
        };
        let (desk, own) = (desk.lock().await, own.lock().await);
        look_up(&mut view, [&*desk, &*own]);
        let found = search(&view.lines, &[&*desk, &*own], words);
        Ok((view.lines.clone(), found))
    }

    /// How many cases the list of a member had when it was last shown; none before it was. It reads nothing anew.
    pub(crate) async fn shown_before(&self, session: &Session) -> usize {
        let view = self.lists.1.view(session.member.id, self.second());
        let view = view.lock().await;
        view.lines.all.len()
    }

    /// Reads again what has changed of the open part of the cases.
    async fn renew_cases(&self, session: &Session, view: &mut View) -> Result<(), Error> {
        let (today, actor, member) = (self.today(), session.actor(), session.member.id);
        let (touched, roles) = (self.lists.1.touched(member), session.member.roles);
        if view.roles != roles {
            view.stamp = None;
        }
        let mut tx = self.db.read().await?;
        // The stamp comes first: a change in between is then seen the next time.
        let stamp = rows::stamp(&mut tx, &actor, today).await?;
        if view.stamp.is_some() && view.stamp == stamp {
            return Ok(());
        }
        if let (Some(then), Some(now)) = (view.stamp, stamp) {
            let again = rows::some_cases(&mut tx, &actor, today, &touched).await?;
            let versions: HashMap<CaseId, i64> = again.iter().map(|c| (c.id, c.version)).collect();
            let lines = Arc::make_mut(&mut view.lines);
            let old = lines.all.iter().filter(|l| touched.contains(&l.case.id));
            // An act that is still under way may not have changed its case yet.
            let same = old.filter(|l| versions.get(&l.case.id) == Some(&l.case.version));
            let same: HashSet<CaseId> = same.map(|l| l.case.id).collect();
            let (cases, more) = lines.put(&touched, again);
            view.unlooked.extend(&touched);
            if then.with(cases, more) == now {
                view.stamp = stamp;
                let changed = touched.iter().filter(|id| !same.contains(id));
                self.lists.1.was_read(member, changed.copied());
                return Ok(());
            }
        }
        *view = View {
            stamp,
            lines: Arc::new(Lines::of(rows::cases(&mut tx, &actor, today).await?)),
            until: Default::default(),
            unlooked: BTreeSet::new(),
            roles,
        };
        self.lists.1.was_read(member, touched.into_iter());
        Ok(())
    }
}

/// Looks up what has changed in the lists since they were looked up, and those cases that were read again.
fn look_up(view: &mut View, lists: [&Folded; 2]) {
    let now = lists.map(|list| (list.reading, list.changed.len()));
    let again = std::mem::take(&mut view.unlooked);
    if now == view.until && again.is_empty() {
        return;
    }
    let [desk, own] = lists;
    let of = |case| own.of(case).or_else(|| desk.of(case)).cloned();
    let since = |list: &Folded, (reading, seen): Until| {
        (list.reading == reading).then(|| list.changed.get(seen..).unwrap_or_default().to_vec())
    };
    let new = lists
        .iter()
        .zip(view.until)
        .map(|(l, until)| since(l, until));
    let new: Option<Vec<Vec<CaseId>>> = new.collect();
    let lines = Arc::make_mut(&mut view.lines);
    match new {
        Some(new) => {
            let new: HashSet<CaseId> = new.into_iter().flatten().collect();
            lines.look_up(of, |id| new.contains(&id) || again.contains(&id));
        }
        None => lines.look_up(of, |_| true),
    }
    view.until = now;
}

/// The cases that have all words, each in the reference or in what a list knows; nothing where no word is said.
fn search(lines: &Lines, lists: &[&Folded], words: &str) -> Option<HashSet<CaseId>> {
    let mut words: Vec<&str> = words.split_whitespace().collect();
    // What is rarest comes first, most likely: a number, or the longest. The others are then looked for in a few cases only.
    words.sort_by_key(|word| {
        let is_number = word.contains(|c: char| c.is_ascii_digit());
        std::cmp::Reverse((is_number, word.len()))
    });
    let mut found: Option<Vec<&Line>> = None;
    for word in words {
        let capitals = word.to_uppercase();
        let is_named = |line: &&Line| line.case.reference.as_str().contains(&capitals);
        let before = found.take();
        let few = before.as_ref().is_some_and(|found| found.len() <= FEW);
        let all = match before {
            Some(found) if few => {
                let said = |case| lists.iter().any(|list| list.has(case, word));
                let has = |line: &&Line| said(line.case.id) || is_named(line);
                found.into_iter().filter(has).collect()
            }
            before => {
                let mut said = HashSet::new();
                for list in lists {
                    list.with(word, &mut said);
                }
                let has = |line: &&Line| said.contains(&line.case.id) || is_named(line);
                match before {
                    Some(found) => found.into_iter().filter(has).collect(),
                    None => lines.all.iter().filter(has).collect(),
                }
            }
        };
        found = Some(all);
    }
    found.map(|found| found.iter().map(|line| line.case.id).collect())
}
