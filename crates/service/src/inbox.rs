//! The inbox: the cases that a member may see, with what their unlocked list knows of each.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use watchpost_domain::{
    CaseId, ChannelId, Day, MemberId,
    cases::{
        Reference,
        index::{Entry, Facets},
    },
    policy::{Role, authorize, desks as may},
    procedure::Code,
};
use watchpost_store::worklist::Listed;

use crate::{
    Error, Platform,
    accounts::Session,
    worklist::{Line, Values},
};

/// What of the inbox is shown. Without unlocking, only state, clock and order count.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    pub state: Option<Code>,
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
        self.case.due
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

impl From<&Values> for Choices {
    fn from(values: &Values) -> Self {
        let all = |of: &BTreeMap<String, usize>| of.keys().cloned().collect();
        Self {
            channels: values.channels.keys().copied().collect(),
            kinds: all(&values.kinds),
            countries: all(&values.countries),
            urgencies: all(&values.urgencies),
        }
    }
}

/// A page of the inbox.
pub struct Inbox {
    pub rows: Vec<Row>,
    /// How many the filter lets through.
    pub found: usize,
    pub overdue: usize,
    /// In how many cases a colleague waits for a second person's word.
    pub asked: usize,
    /// The cases in which a colleague waits for their word before something that nobody does alone; the first few.
    pub words: Vec<(CaseId, Reference)>,
    /// In how many cases that is so.
    pub words_all: usize,
    /// What the cases that can be read are about, to choose from.
    pub choices: Choices,
    /// Where the next page begins.
    pub next: Option<String>,
    pub unlocked: bool,
    pub today: Day,
}

/// So many cases in which somebody waits for a word are named; the others are counted.
const WORDS: usize = 10;

/// Whether somebody else waits for a second person's word in a case that this member reads.
fn waits_for(entry: &Entry, me: MemberId, today: Day) -> bool {
    let mut words = entry.words();
    entry.facets().is_some() && words.any(|(_, asked)| asked.by != me && asked.until >= today)
}

fn is_asked(case: &Listed, today: Day) -> bool {
    case.asked_until.is_some_and(|day| day >= today)
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
        let key = session.working().ok().map(|who| &who.unlocked.identity);
        let words = filter.words.to_lowercase();
        let (lines, searched) = self.shown(session, key, &words).await?;
        let today = self.today();
        let mut inbox = Inbox {
            rows: Vec::new(),
            found: 0,
            overdue: 0,
            asked: 0,
            words: Vec::new(),
            words_all: 0,
            choices: key.map(|_| (&lines.values).into()).unwrap_or_default(),
            next: None,
            unlocked: key.is_some(),
            today,
        };
        let answers = session
            .member
            .roles
            .any(&[Role::CaseOfficer, Role::Supervisor]);
        let after = cursor.and_then(read_cursor);
        let mut rest: Vec<(Key, &Line)> = Vec::new();
        for line in &lines.all {
            let case = &line.case;
            inbox.overdue += usize::from(case.due.is_some_and(|d| d < today));
            inbox.asked += usize::from(inbox.unlocked && is_asked(case, today));
            // Who unlocked in another window shows nothing in this one.
            let entry = line.entry.as_deref().filter(|_| inbox.unlocked);
            if answers && entry.is_some_and(|entry| waits_for(entry, session.member.id, today)) {
                inbox.words_all += 1;
                if inbox.words.len() < WORDS {
                    inbox.words.push((case.id, case.reference.clone()));
                }
            }
            let has_words = searched.as_ref().is_none_or(|all| all.contains(&case.id));
            if has_words && filter.takes(case, today, entry) {
                inbox.found += 1;
                let key = key_of(case, filter.order);
                if after.is_none_or(|after| key > after) {
                    rest.push((key, line));
                }
            }
        }
        let more = rest.len() > limit;
        if more {
            // Only what is shown has to be in order.
            rest.select_nth_unstable_by_key(limit, |(key, _)| *key);
            rest.truncate(limit);
        }
        rest.sort_unstable_by_key(|(key, _)| *key);
        if more {
            inbox.next = rest.last().map(|(key, _)| write_cursor(*key));
        }
        let names = self.names(session.desk.id).await?;
        let row = |(_, line): &(Key, &Line)| {
            let entry = line.entry.as_deref().filter(|_| inbox.unlocked);
            let entry = entry.cloned();
            let assignee = entry.as_ref().and_then(Entry::assignee);
            Row {
                case: line.case.clone(),
                assignee: assignee.and_then(|m| names.get(&m).cloned()),
                entry,
            }
        };
        inbox.rows = rest.iter().map(row).collect();
        Ok(inbox)
    }
}

/// What a page is ordered by, and where the next one begins.
#[doc(hidden)] // with the next two
pub type Key = (i64, uuid::Uuid);

fn key_of(case: &Listed, order: Order) -> Key {
    let first = match order {
        Order::DueFirst => case.due.map_or(i64::MAX, |d| d.0),
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

impl Filter {
    fn takes(&self, case: &Listed, today: Day, entry: Option<&Entry>) -> bool {
        let state = match &self.state {
            Some(state) => case.state == *state,
            // Who writes after the end is still heard.
            None if self.closed || !case.ended => true,
            None => entry.is_some_and(|e| e.new_messages() > 0),
        };
        let clock = self.due.is_none_or(|wanted| {
            case.due.is_some_and(|day| match wanted {
                Due::Overdue => day < today,
                Due::Soon => day >= today && day <= today.plus(7),
            })
        });
        state && clock && (!self.asked || is_asked(case, today)) && self.takes_entry(entry)
    }

    fn takes_entry(&self, entry: Option<&Entry>) -> bool {
        // Looked at only where it is asked for: among a hundred thousand, every look takes its time.
        let facets = |is: &dyn Fn(&Facets) -> bool| entry.and_then(Entry::facets).is_some_and(is);
        let is = |wanted: &Option<String>, is: &dyn Fn(&Facets, &String) -> bool| {
            wanted
                .as_ref()
                .is_none_or(|wanted| facets(&|f| is(f, wanted)))
        };
        self.channel.is_none_or(|c| facets(&|f| f.channel == c))
            && is(&self.kind, &|f, kind| f.kinds.contains(kind))
            && is(&self.urgency, &|f, urgency| f.urgency.contains(urgency))
            && is(&self.country, &|f, country| {
                f.country.as_ref() == Some(country)
            })
            && self.until.is_none_or(|until| {
                facets(&|f| f.received <= until) && !entry.is_some_and(|e| e.wrote_after(until))
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
