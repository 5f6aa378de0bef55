//! The inbox: the cases that a member may see, with what their unlocked list knows of each.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use watchpost_domain::{
    CaseId, ChannelId, Day, MemberId,
    cases::{
        State,
        index::{Entry, Facets},
    },
    policy::{authorize, desks as may},
};
use watchpost_store::worklist::Listed;

use crate::{Error, Platform, accounts::Session};

/// What of the inbox is shown. Without unlocking, only state, clock and order count.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    pub state: Option<State>,
    /// Closed cases too; without it, and without a state, they are left out, unless the reporter wrote something that nobody has seen.
    pub closed: bool,
    pub due: Option<Due>,
    pub channel: Option<ChannelId>,
    pub kind: Option<String>,
    pub country: Option<String>,
    pub urgency: Option<String>,
    pub assignee: Option<Assignee>,
    /// Only those in which the reporter wrote something that nobody has seen.
    pub news: bool,
    /// Only those in which a colleague waits for a second person's word.
    pub asked: bool,
    /// Only what had come by then: neither newer reports, nor those in which the reporter has written since.
    pub until: Option<Timestamp>,
    /// Words that must all occur, in any order.
    pub words: String,
    pub order: Order,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    Overdue,
    /// Within seven days.
    Soon,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Assignee {
    Nobody,
    Member(MemberId),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    #[default]
    DueFirst,
    NewestFirst,
    OldestFirst,
}

/// One line of the inbox.
pub struct Row {
    pub case: Listed,
    /// What the list knows, once it is unlocked.
    pub entry: Option<Entry>,
    pub assignee: Option<String>,
}

impl Row {
    /// The next clock that runs out.
    pub fn due(&self) -> Option<Day> {
        due(&self.case)
    }

    /// Whether a colleague waits for a second person's word before they open who reported.
    pub fn is_asked(&self, today: Day) -> bool {
        is_asked(&self.case, today)
    }
}

/// What occurs among the cases that a member can read.
#[derive(Default)]
pub struct Choices {
    pub channels: BTreeSet<ChannelId>,
    pub kinds: BTreeSet<String>,
    pub countries: BTreeSet<String>,
    pub urgencies: BTreeSet<String>,
}

impl Choices {
    fn add(&mut self, facets: &Facets) {
        let add = |to: &mut BTreeSet<String>, value: &String| {
            if !to.contains(value) {
                to.insert(value.clone());
            }
        };
        self.channels.insert(facets.channel);
        facets.kinds.iter().for_each(|k| add(&mut self.kinds, k));
        facets
            .country
            .iter()
            .for_each(|c| add(&mut self.countries, c));
        facets
            .urgency
            .iter()
            .for_each(|u| add(&mut self.urgencies, u));
    }
}

/// A page of the inbox.
pub struct Inbox {
    pub rows: Vec<Row>,
    /// How many the filter lets through.
    pub found: usize,
    /// How many cases there are in each state, whatever the filter.
    pub states: BTreeMap<State, usize>,
    pub overdue: usize,
    /// In how many cases a colleague waits for a second person's word.
    pub asked: usize,
    /// What the cases that can be read are about, to choose from.
    pub choices: Choices,
    /// Where the next page begins.
    pub next: Option<String>,
    pub unlocked: bool,
    pub today: Day,
}

fn is_asked(case: &Listed, today: Day) -> bool {
    case.asked_until.is_some_and(|day| day >= today)
}

fn due(case: &Listed) -> Option<Day> {
    match (case.acknowledge_by, case.answer_by) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

impl Platform {
    /// A page of the inbox, `limit` lines after `cursor`.
    ///
    /// # Errors
    /// `Denied` when they may not see an inbox.
    pub async fn inbox(
        &self,
        session: &Session,
        filter: &Filter,
        cursor: Option<&str>,
        limit: usize,
    ) -> Result<Inbox, Error> {
        authorize::<may::SeeInbox>(&session.actor(), session.desk.clone())?;
        // Before unlocking, only states and clocks are shown, or can be asked for.
        let filter = &Filter {
            asked: filter.asked && session.is_unlocked(),
            ..filter.clone()
        };
        let cases = self.shown(session).await?;
        let today = self.today();
        let mut inbox = Inbox {
            rows: Vec::new(),
            found: 0,
            states: BTreeMap::new(),
            overdue: 0,
            asked: 0,
            choices: Choices::default(),
            next: None,
            unlocked: session.is_unlocked(),
            today,
        };
        for case in cases.iter() {
            *inbox.states.entry(case.state).or_default() += 1;
            inbox.overdue += usize::from(due(case).is_some_and(|d| d < today));
            inbox.asked += usize::from(inbox.unlocked && is_asked(case, today));
        }
        let lists = match session.working() {
            Ok(who) if session.member.roles.reads_desk() => {
                Some(self.lists_of(&who.member, &who.unlocked.identity).await?)
            }
            _ => None,
        };
        let mut guards = Vec::new();
        for list in lists.iter().flatten() {
            guards.push(list.lock().await);
        }
        let entry = |id: CaseId| {
            guards
                .iter()
                .rev()
                .filter_map(|l| l.index.entries.get(&id).map(|e| (e, l.texts.get(&id))))
                .find(|(e, _)| e.facets().is_some())
        };
        let words: Vec<String> = filter
            .words
            .to_lowercase()
            .split_whitespace()
            .map(str::to_owned)
            .collect();
        let mut found: Vec<(Key, &Listed)> = Vec::new();
        for case in cases.iter() {
            // Looked up once: among a hundred thousand, that is what takes the time.
            let known = entry(case.id);
            if let Some(facets) = known.and_then(|(e, _)| e.facets()) {
                inbox.choices.add(facets);
            }
            let has_news = known.is_some_and(|(e, _)| e.new_messages() > 0);
            let taken = filter.takes_case(case, today, has_news)
                && filter.takes_entry(known.map(|(e, _)| e))
                && (words.is_empty() || says(case, known, &words));
            if taken {
                found.push((key(case, filter.order), case));
            }
        }
        found.sort_unstable_by_key(|(key, _)| *key);
        inbox.found = found.len();
        let from = match cursor.and_then(read_cursor) {
            Some(after) => found.partition_point(|(key, _)| *key <= after),
            None => 0,
        };
        let page = found.get(from..).unwrap_or_default();
        let names = self.names(session.desk.id).await?;
        inbox.rows = page
            .iter()
            .take(limit)
            .map(|(_, case)| {
                let entry = entry(case.id).map(|(e, _)| e.clone());
                let assignee = entry.as_ref().and_then(Entry::assignee);
                Row {
                    case: (*case).clone(),
                    assignee: assignee.and_then(|m| names.get(&m).cloned()),
                    entry,
                }
            })
            .collect();
        if page.len() > limit {
            inbox.next = page.get(limit - 1).map(|(key, _)| write_cursor(*key));
        }
        Ok(inbox)
    }
}

/// What a page is ordered by, and where the next one begins.
#[doc(hidden)] // with the next two
pub type Key = (i64, uuid::Uuid);

fn key(case: &Listed, order: Order) -> Key {
    let first = match order {
        Order::DueFirst => due(case).map_or(i64::MAX, |d| d.0),
        Order::NewestFirst => -case.week.0,
        Order::OldestFirst => case.week.0,
    };
    (first, case.id.0)
}

#[doc(hidden)] // seen from outside for the fuzz targets only, as is the next one
#[must_use]
pub fn write_cursor((first, id): Key) -> String {
    format!("{first}.{}", id.simple())
}

#[doc(hidden)]
#[must_use]
pub fn read_cursor(text: &str) -> Option<Key> {
    let (first, id) = text.split_once('.')?;
    Some((first.parse().ok()?, uuid::Uuid::parse_str(id).ok()?))
}

fn says(case: &Listed, known: Option<(&Entry, Option<&String>)>, words: &[String]) -> bool {
    let reference = case.reference.as_str().to_lowercase();
    let extract = known.and_then(|(e, _)| e.facets()).map(|f| &f.extract);
    let text = known.and_then(|(_, text)| text);
    let said = |word: &String| {
        let is_in = |said: Option<&String>| said.is_some_and(|said| said.contains(word));
        is_in(text) || is_in(extract) || reference.contains(word)
    };
    words.iter().all(said)
}

impl Filter {
    fn takes_case(&self, case: &Listed, today: Day, has_news: bool) -> bool {
        let state = match self.state {
            Some(state) => case.state == state,
            // Who writes after the end is still heard.
            None => self.closed || has_news || case.state != State::Closed,
        };
        let clock = self.due.is_none_or(|wanted| {
            due(case).is_some_and(|day| match wanted {
                Due::Overdue => day < today,
                Due::Soon => day >= today && day <= today.plus(7),
            })
        });
        state && clock && (!self.asked || is_asked(case, today))
    }

    fn takes_entry(&self, entry: Option<&Entry>) -> bool {
        let facets = entry.and_then(Entry::facets);
        let one = |wanted: &Option<String>, has: &[String]| {
            wanted.as_ref().is_none_or(|w| has.contains(w))
        };
        self.channel
            .is_none_or(|c| facets.is_some_and(|f| f.channel == c))
            && one(&self.kind, facets.map_or(&[], |f| &f.kinds))
            && one(&self.urgency, facets.map_or(&[], |f| &f.urgency))
            && self
                .country
                .as_ref()
                .is_none_or(|c| facets.is_some_and(|f| f.country.as_ref() == Some(c)))
            && self.until.is_none_or(|until| {
                let is_old = facets.is_some_and(|f| f.received <= until);
                is_old && !entry.is_some_and(|e| e.wrote_after(until))
            })
            && (!self.news || entry.is_some_and(|e| e.new_messages() > 0))
            && self.assignee.is_none_or(|wanted| {
                entry.is_some_and(|e| match wanted {
                    Assignee::Nobody => e.assignee().is_none(),
                    Assignee::Member(member) => e.assignee() == Some(member),
                })
            })
    }
}
