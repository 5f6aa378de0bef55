//! What each member's inbox shows of cases in the open: kept in memory as long as nothing changed, and after an act on a few cases only
//! those are read again.

use std::{
    collections::{BTreeSet, HashMap},
    sync::{Arc, Mutex, PoisonError},
};

use watchpost_domain::{Actor, CaseId, MemberId};
use watchpost_store::worklist::{self as rows, Listed, Stamp};

use crate::{Error, Platform, accounts::Session};

/// With more changes than this, all is read again.
const FEW: usize = 500;

/// What a member is shown, and under which stamp it holds.
struct View {
    used: i64,
    stamp: Stamp,
    cases: Arc<Vec<Listed>>,
    /// Cases that this process has changed since.
    touched: BTreeSet<CaseId>,
}

/// What members are shown.
#[derive(Default)]
pub(super) struct Shown(Mutex<HashMap<MemberId, View>>);

/// What is at hand for a member.
enum AtHand {
    Holds(Arc<Vec<Listed>>),
    /// It held under this stamp, and these cases were changed since.
    Was(Stamp, Arc<Vec<Listed>>, BTreeSet<CaseId>),
    Nothing,
}

impl Shown {
    pub fn keep(&self, keep: impl Fn(MemberId, i64) -> bool) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|member, view| keep(*member, view.used));
    }

    /// Notes that a case is about to change.
    pub fn touch(&self, case: CaseId) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|_, view| {
            view.touched.insert(case);
            view.touched.len() <= FEW
        });
    }

    fn at_hand(&self, member: MemberId, stamp: Stamp, now: i64) -> AtHand {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match all.get_mut(&member) {
            Some(view) if view.stamp == stamp => {
                view.used = now;
                AtHand::Holds(view.cases.clone())
            }
            // Taken out, so that it can be changed without a copy.
            Some(_) => match all.remove(&member) {
                Some(view) => AtHand::Was(view.stamp, view.cases, view.touched),
                None => AtHand::Nothing,
            },
            None => AtHand::Nothing,
        }
    }

    fn put(&self, member: MemberId, view: View) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.insert(member, view);
    }
}

/// Puts the cases that changed in their places. Nothing, when other cases than these must have changed.
fn patched(
    then: Stamp,
    cases: Arc<Vec<Listed>>,
    touched: &BTreeSet<CaseId>,
    again: Vec<Listed>,
    now: Stamp,
) -> Option<Arc<Vec<Listed>>> {
    let mut cases = Arc::unwrap_or_clone(cases);
    let (mut gone, mut versions) = (0, 0);
    cases.retain(|case| {
        let stays = !touched.contains(&case.id);
        if !stays {
            gone += 1;
            versions += case.version;
        }
        stays
    });
    let come = i64::try_from(again.len()).ok()?;
    let newer: i64 = again.iter().map(|case| case.version).sum();
    cases.extend(again);
    (then.with(come - gone, newer - versions) == now).then(|| Arc::new(cases))
}

impl Platform {
    /// The cases that a member's inbox may show, read again only where something has changed.
    pub(crate) async fn shown(&self, session: &Session) -> Result<Arc<Vec<Listed>>, Error> {
        self.shown_to(session.member.id, &session.actor()).await
    }

    pub(crate) async fn shown_to(
        &self,
        member: MemberId,
        actor: &Actor,
    ) -> Result<Arc<Vec<Listed>>, Error> {
        let (today, now) = (self.today(), self.second());
        let mut tx = self.db.read().await?;
        // The stamp comes first: a change in between is then seen the next time.
        let Some(stamp) = rows::stamp(&mut tx, actor, today).await? else {
            return Ok(Arc::new(rows::cases(&mut tx, actor, today).await?));
        };
        let known = match self.lists.1.at_hand(member, stamp, now) {
            AtHand::Holds(cases) => return Ok(cases),
            AtHand::Was(then, cases, touched) => {
                let again = rows::some_cases(&mut tx, actor, today, &touched).await?;
                patched(then, cases, &touched, again, stamp)
            }
            AtHand::Nothing => None,
        };
        let cases = match known {
            Some(cases) => cases,
            None => Arc::new(rows::cases(&mut tx, actor, today).await?),
        };
        let view = View {
            used: now,
            stamp,
            cases: cases.clone(),
            touched: BTreeSet::new(),
        };
        self.lists.1.put(member, view);
        Ok(cases)
    }
}
