//! What a member sees of the cases like one, and of the patterns that it is in: never more than the cases that they may read.

use watchpost_domain::{
    CaseId, Day, MemberId, PatternId,
    cases::{Case, Reference, index::Entry},
    patterns::{Belongs, PatternLine},
    policy::{Actor, cases as may},
};
use watchpost_store::cases as rows;

use super::finding::{AlikeTo, standing, title};
use crate::{Error, Platform, accounts::Session, worklist::Line};

/// A case in one line.
pub struct Short {
    pub id: CaseId,
    pub reference: Reference,
    pub title: String,
    pub received: Day,
    /// Whether the person allows that it is put beside others.
    pub allowed: bool,
    /// The person is not safe: nothing is done with it.
    pub stopped: bool,
}

impl Short {
    pub(super) fn of(line: &Line, entry: &Entry, today: Day) -> Self {
        let received = entry.facets().map(|facets| Day::of(facets.received));
        Self {
            id: line.case.id,
            reference: line.case.reference.clone(),
            title: entry.title().to_owned(),
            received: received.unwrap_or(line.case.week),
            allowed: entry.may_link(today).is_some(),
            stopped: line.case.contact_stopped,
        }
    }
}

/// What a name is taken for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Called {
    pub name: String,
    /// How sure, from 0 to 100, of the least sure among those that are taken for it.
    pub score: u8,
    /// The stable code of why, also the end of its message key (`name-reason-…`).
    pub reason: &'static str,
}

/// What cases have in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Why {
    pub company: Option<Called>,
    /// Country, district, and the words for the place.
    pub place: Option<(String, Option<String>, String)>,
    pub kinds: Vec<String>,
}

/// What can be said of cases to others: no number that is exact, no place, no day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coarse {
    /// From, and to where there is an end.
    pub cases: (usize, Option<usize>),
    /// The same of places, where there are several.
    pub places: Option<(usize, Option<usize>)>,
    pub company: Option<String>,
    pub countries: Vec<String>,
    /// Kinds that several of them show.
    pub kinds: Vec<String>,
    pub years: Option<(i16, i16)>,
}

/// A pattern, as far as a member reads its cases.
pub struct PatternSeen {
    pub id: PatternId,
    pub title: String,
    pub by: Option<String>,
    /// Who else looked at it and kept it.
    pub kept: Option<String>,
    /// Whether this member can say that they keep it: somebody else linked it.
    pub can_keep: bool,
    pub cases: Vec<Short>,
    /// The cases of oversight that carry it.
    pub carried_by: Vec<Short>,
    /// Whether the case that is looked at is one that carries it.
    pub is_carrier: bool,
    /// What can be said of it to others; none where too few of its cases may go on.
    pub coarse: Option<Coarse>,
}

/// What is like a case.
pub struct AlikeSide {
    pub case: Case,
    /// Whether the person allows that it is put beside others.
    pub allowed: bool,
    pub patterns: Vec<PatternSeen>,
    pub others: Vec<AlikeTo>,
    /// How many there are in all.
    pub found: usize,
    /// Names that were not compared with others yet.
    pub uncompared: usize,
}

/// So many cases like one are shown.
const SHOWN: usize = 50;

impl Platform {
    /// What is like a case, and the patterns that it is in.
    ///
    /// # Errors
    /// `Denied` when they may not; `Locked`.
    pub async fn alike_to(&self, session: &Session, id: CaseId) -> Result<AlikeSide, Error> {
        let actor = Actor::Member(session.membership());
        let mut tx = self.db.read().await?;
        let case = rows::get::<may::SeeAlike>(&mut tx, &actor, id, self.today()).await?;
        drop(tx);
        let names = self.names(session.desk.id).await?;
        let (days, today) = (i64::from(self.team()?.alike.days), self.today());
        let compared = self.compared(session).await?;
        let mut side = AlikeSide {
            case: case.into_inner(),
            allowed: false,
            patterns: Vec::new(),
            others: Vec::new(),
            found: 0,
            uncompared: compared.uncompared,
        };
        if let Some(own) = compared.point_of(id) {
            side.allowed = compared.short(own).is_some_and(|short| short.allowed);
            let all = compared.alike(own, days);
            side.found = all.len();
            let others = all.iter().take(SHOWN).filter_map(|alike| {
                Some(AlikeTo {
                    case: compared.short(alike.case)?,
                    why: compared.why(&alike.shares, &[own, alike.case]),
                    days: alike.days,
                })
            });
            side.others = others.collect();
        }
        let me = session.member.id;
        let named = |member: MemberId| names.get(&member).cloned();
        for (pattern, cases) in standing(compared.lines(), today) {
            if cases.iter().any(|(line, _)| line.case.id == id) {
                let mut seen = seen(pattern, &cases, (id, me, today), &named);
                let goes_on = seen.cases.iter().filter(|case| !case.stopped);
                let goes_on = goes_on.map(|case| case.id).collect();
                seen.coarse = compared.coarse(&goes_on).filter(|_| goes_on.len() >= 2);
                side.patterns.push(seen);
            }
        }
        side.patterns
            .sort_by(|a, b| (&a.title, a.id).cmp(&(&b.title, b.id)));
        Ok(side)
    }
}

fn seen(
    id: PatternId,
    cases: &[(&Line, &Entry)],
    (case, me, today): (CaseId, MemberId, Day),
    named: &dyn Fn(MemberId) -> Option<String>,
) -> PatternSeen {
    let said = |entry: &Entry| -> Option<PatternLine> {
        let mut all = entry.patterns(today);
        all.find(|(other, _)| *other == id)
            .map(|(_, line)| line.clone())
    };
    let mut seen = PatternSeen {
        id,
        title: title(id, cases, today),
        by: None,
        kept: None,
        can_keep: false,
        cases: Vec::new(),
        carried_by: Vec::new(),
        is_carrier: false,
        coarse: None,
    };
    for (line, entry) in cases {
        let short = Short::of(line, entry, today);
        match said(entry).map(|said| said.belongs) {
            Some(Belongs::Linked { by, kept, .. }) => {
                seen.can_keep |= kept.is_none() && by != me;
                seen.by = seen.by.take().or_else(|| named(by));
                seen.kept = seen.kept.take().or_else(|| named(kept?));
                seen.cases.push(short);
            }
            Some(Belongs::Carries) => {
                seen.is_carrier |= line.case.id == case;
                seen.carried_by.push(short);
            }
            _ => {}
        }
    }
    let order = |short: &Short| (std::cmp::Reverse(short.received), short.id);
    seen.cases.sort_by_key(order);
    seen.carried_by.sort_by_key(order);
    seen
}
