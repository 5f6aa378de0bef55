//! Fairness between senders: who sends at full speed, for ever, waits behind themselves and not before others.
//!
//! Sources are numbers that mean nothing outside this process and are kept in memory only. Two things go by them: *turns*, of
//! which each source gets one after the other, however many of its requests wait; and *budgets*, so that one source fills
//! neither the disk nor the desk. A budget that is used up makes its source wait and, with too many waiting, come back later;
//! nobody else notices, and no door is ever closed.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::sync::oneshot;

use crate::{Error, Platform};

/// Whom a request comes from, as far as this process tells senders apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Source(pub u64);

impl Source {
    /// Where nobody is told apart.
    pub(crate) const ANY: Self = Self(0);
}

/// Requests of one source that wait for a turn; more are told to come back.
pub(crate) const WAITING: usize = 64;
/// Sources whose budgets are remembered: some 100 bytes each.
const REMEMBERED: usize = 50_000;

/// Turns at something costly, so many at a time, one source after the other.
pub(crate) struct Turns(Arc<Mutex<Queues>>);

struct Queues {
    free: usize,
    waiting: HashMap<Source, VecDeque<oneshot::Sender<Turn>>>,
    /// The sources that have somebody waiting, in the order in which they come next.
    round: VecDeque<Source>,
}

/// A turn; the next begins when it is dropped.
pub struct Turn(Arc<Mutex<Queues>>);

fn lock<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Turns {
    pub fn new(at_once: usize) -> Self {
        Self(Arc::new(Mutex::new(Queues {
            free: at_once,
            waiting: HashMap::new(),
            round: VecDeque::new(),
        })))
    }

    /// Waits for a turn.
    ///
    /// # Errors
    /// `TooOften` when too many of this source wait already.
    pub async fn turn(&self, source: Source) -> Result<Turn, Error> {
        let turn = {
            let mut queues = lock(&self.0);
            if queues.free > 0 {
                queues.free -= 1;
                return Ok(Turn(Arc::clone(&self.0)));
            }
            let line = queues.waiting.entry(source).or_default();
            // Those who went away meanwhile hold no place.
            line.retain(|waiting| !waiting.is_closed());
            if line.len() >= WAITING {
                return Err(Error::TooOften);
            }
            let (mine, turn) = oneshot::channel();
            line.push_back(mine);
            if line.len() == 1 && !queues.round.contains(&source) {
                queues.round.push_back(source);
            }
            turn
        };
        turn.await.map_err(|_| Error::Internal(69))
    }

    /// Waits for a turn and does the work on a thread of its own. The turn ends with the work: it goes on when the request that
    /// asked for it is gone, and so must its claim to the core and the memory.
    ///
    /// # Errors
    /// `TooOften` when too many of this source wait already.
    pub async fn run<T: Send + 'static>(
        &self,
        source: Source,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Error> {
        let turn = self.turn(source).await?;
        let work = move || {
            let done = work();
            drop(turn);
            done
        };
        tokio::task::spawn_blocking(work)
            .await
            .map_err(|_| Error::Internal(131))
    }
}

impl Queues {
    /// Who comes next: the first of the source whose turn it is, which then goes to the end of the round.
    fn next(&mut self) -> Option<oneshot::Sender<Turn>> {
        while let Some(source) = self.round.pop_front() {
            let Some(line) = self.waiting.get_mut(&source) else {
                continue;
            };
            let next = line.pop_front();
            if line.is_empty() {
                self.waiting.remove(&source);
            } else {
                self.round.push_back(source);
            }
            match next {
                Some(next) if !next.is_closed() => return Some(next),
                _ => {}
            }
        }
        None
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let next = {
            let mut queues = lock(&self.0);
            let next = queues.next();
            if next.is_none() {
                queues.free += 1;
            }
            next
        };
        if let Some(next) = next {
            // Who went away just now drops the turn unseen, which gives it to the next.
            drop(next.send(Turn(Arc::clone(&self.0))));
        }
    }
}

/// What a budget is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Costly {
    /// A draft begun.
    Draft,
    /// A report sent.
    Report,
    /// A receipt tried.
    Receipt,
    /// A page of a form that was not taken, kept to be asked for. Nobody waits for it: without it the page is shown at once.
    Page,
}

/// So many at once, then so many a second; beyond that one waits, up to a time after which one is sent away.
#[derive(Debug, Clone, Copy)]
struct Allowance {
    at_once: f64,
    a_second: f64,
    wait: f64,
}

impl Costly {
    /// A village behind one address, or a shared relay of Tor, stays far below; a flood fills some 100 MB an hour and no more.
    const fn allowance(self) -> Allowance {
        match self {
            Self::Draft => Allowance {
                at_once: 200.0,
                a_second: 2.0,
                wait: 5.0,
            },
            Self::Report => Allowance {
                at_once: 200.0,
                a_second: 1.0,
                wait: 5.0,
            },
            // A millisecond each, and nobody guesses one: what is over the budget only keeps a core free. It is wide, so that a
            // flood from an address that many share leaves them room.
            Self::Receipt => Allowance {
                at_once: 200.0,
                a_second: 50.0,
                wait: 5.0,
            },
            // It takes some ten senders to fill all places, and then nothing is lost.
            Self::Page => Allowance {
                at_once: 100.0,
                a_second: 0.05,
                wait: 0.0,
            },
        }
    }
}

/// How much each source has used lately.
#[derive(Default)]
pub(crate) struct Budgets(Mutex<HashMap<(Costly, Source), Used>>);

/// What was used, which goes down with time.
#[derive(Clone, Copy)]
struct Used {
    amount: f64,
    at: Duration,
}

impl Used {
    fn now(self, allowance: Allowance, at: Duration) -> f64 {
        let passed = at.saturating_sub(self.at).as_secs_f64();
        (self.amount - passed * allowance.a_second).max(0.0)
    }
}

impl Budgets {
    /// Takes one from the budget of a source, at a moment counted from any beginning; says how long to wait for it.
    ///
    /// # Errors
    /// `TooOften` when it would be too long; then nothing is taken.
    pub fn take(&self, what: Costly, source: Source, at: Duration) -> Result<Duration, Error> {
        let allowance = what.allowance();
        let mut all = lock(&self.0);
        if all.len() >= REMEMBERED {
            all.retain(|(what, _), used| used.now(what.allowance(), at) > 0.0);
        }
        if all.len() >= REMEMBERED {
            // More sources than one could be: nobody is turned away for it, the turns go round all the same.
            all.clear();
        }
        let used = all
            .entry((what, source))
            .or_insert(Used { amount: 0.0, at });
        let amount = used.now(allowance, at);
        let wait = ((amount + 1.0 - allowance.at_once) / allowance.a_second).max(0.0);
        if wait > allowance.wait {
            return Err(Error::TooOften);
        }
        *used = Used {
            amount: amount + 1.0,
            at: used.at.max(at),
        };
        Ok(Duration::from_secs_f64(wait))
    }
}

impl Platform {
    /// Waits for a turn at something costly, within the budget of the source. Without a source there is nobody to be fair to.
    ///
    /// # Errors
    /// `TooOften` when the source has used up what it may, or too many of its requests wait.
    pub async fn turn(&self, what: Costly, source: Option<Source>) -> Result<Option<Turn>, Error> {
        let Some(source) = source else {
            return Ok(None);
        };
        self.within_budget(what, source).await?;
        self.turns.turn(source).await.map(Some)
    }

    /// Waits until the budget of a source allows it.
    pub(crate) async fn within_budget(&self, what: Costly, source: Source) -> Result<(), Error> {
        let wait = self.budgets.take(what, source, self.begun.elapsed())?;
        if !wait.is_zero() {
            tokio::time::sleep(wait).await;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::task::{Context, Poll, Waker};

    use super::*;

    const FLOODER: Source = Source(1);
    const NEWCOMER: Source = Source(2);

    type Waiting<'a> = std::pin::Pin<Box<dyn Future<Output = Result<Turn, Error>> + 'a>>;

    fn poll(waiting: &mut Waiting<'_>) -> Poll<Result<Turn, Error>> {
        waiting
            .as_mut()
            .poll(&mut Context::from_waker(Waker::noop()))
    }

    fn begin(turns: &Turns, source: Source) -> Waiting<'_> {
        let mut waiting: Waiting<'_> = Box::pin(turns.turn(source));
        assert!(poll(&mut waiting).is_pending());
        waiting
    }

    #[test]
    fn a_newcomer_is_next_however_many_of_another_wait() {
        let turns = Turns::new(1);
        let Poll::Ready(Ok(running)) = poll(&mut (Box::pin(turns.turn(FLOODER)) as Waiting<'_>))
        else {
            panic!("the first has its turn at once")
        };
        let mut flood: Vec<_> = (0..WAITING).map(|_| begin(&turns, FLOODER)).collect();
        let one_more = poll(&mut (Box::pin(turns.turn(FLOODER)) as Waiting<'_>));
        assert!(matches!(one_more, Poll::Ready(Err(Error::TooOften))));
        let mut newcomer = begin(&turns, NEWCOMER);
        drop(running);
        // One of the flood was here before.
        let Poll::Ready(Ok(first)) = poll(&mut flood[0]) else {
            panic!("who was first is first")
        };
        assert!(poll(&mut newcomer).is_pending());
        drop(first);
        assert!(poll(&mut newcomer).is_ready());
    }

    #[test]
    fn who_goes_away_loses_no_turn_for_others() {
        let turns = Turns::new(1);
        let Poll::Ready(Ok(running)) = poll(&mut (Box::pin(turns.turn(FLOODER)) as Waiting<'_>))
        else {
            panic!("the first has its turn at once")
        };
        let (gone, mut stays) = (begin(&turns, FLOODER), begin(&turns, NEWCOMER));
        let gone_later = begin(&turns, FLOODER);
        drop(gone);
        drop(running);
        let Poll::Ready(Ok(turn)) = poll(&mut stays) else {
            panic!("the turn of who went away is the next one's")
        };
        drop(turn);
        // It was given to one who never looked again.
        drop(gone_later);
        assert_eq!(lock(&turns.0).free, 1);
        assert!(lock(&turns.0).waiting.is_empty());
    }

    #[tokio::test]
    async fn a_turn_at_work_lasts_as_long_as_the_work() {
        let turns = Turns::new(1);
        let (end, ended) = std::sync::mpsc::channel::<()>();
        let mut gone = Box::pin(turns.run(FLOODER, move || ended.recv()));
        let begun = gone.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        assert!(begun.is_pending());
        // Who asked for it is gone; it runs on, and its turn is not given away.
        drop(gone);
        let mut next = Box::pin(turns.run(NEWCOMER, || 2));
        let waits = next.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        assert!(waits.is_pending() && lock(&turns.0).free == 0);
        end.send(()).unwrap();
        assert_eq!(next.await.unwrap(), 2);
        assert_eq!(lock(&turns.0).free, 1);
        // Work that fails gives its turn back, too.
        assert!(turns.run(FLOODER, || panic!("planted")).await.is_err());
        assert_eq!(lock(&turns.0).free, 1);
    }

    #[test]
    fn a_budget_slows_its_source_and_comes_back() {
        let budgets = Budgets::default();
        let take = |source, at| budgets.take(Costly::Report, source, Duration::from_secs(at));
        for _ in 0..200 {
            assert_eq!(take(FLOODER, 0).unwrap(), Duration::ZERO);
        }
        for wait in 1..=5 {
            assert_eq!(take(FLOODER, 0).unwrap(), Duration::from_secs(wait));
        }
        assert!(take(FLOODER, 0).is_err());
        assert_eq!(take(NEWCOMER, 0).unwrap(), Duration::ZERO);
        // In five minutes at full speed it gets in once a second and no more.
        let mut taken = 205;
        for second in 1..=300 {
            taken += (0..100).filter(|_| take(FLOODER, second).is_ok()).count();
        }
        assert_eq!(taken, 505);
        assert_eq!(take(FLOODER, 600).unwrap(), Duration::ZERO);
        // A clock that goes back gives nothing away.
        assert!(take(FLOODER, 600).is_ok() && take(FLOODER, 500).is_ok());
    }

    #[test]
    fn what_is_remembered_is_bounded() {
        let budgets = Budgets::default();
        for source in 0..REMEMBERED as u64 + 10 {
            budgets
                .take(Costly::Draft, Source(source), Duration::ZERO)
                .unwrap();
        }
        assert!(lock(&budgets.0).len() <= REMEMBERED);
    }
}
