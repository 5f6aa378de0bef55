//! Turns at what a receipt costs to check: few at a time, on threads of their own, and a queue that ends.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use tokio::sync::Semaphore;

use crate::{Error, Platform};

/// How many wait or are served at most. At a millisecond or two each, the last of them waits well under a second.
const QUEUE: usize = 256;

/// Who is served, and how often it was done.
pub(crate) struct Checking {
    queue: Arc<Semaphore>,
    turns: Arc<Semaphore>,
    done: Arc<AtomicU64>,
}

impl Default for Checking {
    fn default() -> Self {
        Self::of(2, QUEUE)
    }
}

impl Checking {
    fn of(turns: usize, queue: usize) -> Self {
        Self {
            queue: Arc::new(Semaphore::new(queue)),
            turns: Arc::new(Semaphore::new(turns)),
            done: Arc::default(),
        }
    }

    /// Does what a receipt costs. Whoever goes away while they wait leaves the queue; once the work runs, its turn is taken
    /// until it ends, whoever still waits for it.
    ///
    /// # Errors
    /// `Unavailable` when the queue is full.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Error> {
        let place = Arc::clone(&self.queue).try_acquire_owned();
        let place = place.map_err(|_| Error::Unavailable)?;
        let turn = Arc::clone(&self.turns).acquire_owned().await;
        let turn = turn.map_err(|_| Error::Internal(83))?;
        let done = Arc::clone(&self.done);
        let served = move || {
            let _until_the_end = (place, turn);
            done.fetch_add(1, Ordering::Relaxed);
            work()
        };
        tokio::task::spawn_blocking(served)
            .await
            .map_err(|_| Error::Internal(84))
    }
}

impl Platform {
    /// How often the cost of a receipt was paid since the start, right or wrong.
    pub fn receipts_checked(&self) -> u64 {
        self.checking.done.load(Ordering::Relaxed)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::sync::mpsc;

    use super::*;

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn a_full_queue_says_so_and_a_turn_lasts_as_long_as_its_work() {
        let checking = Arc::new(Checking::of(1, 2));
        let (end, wait) = mpsc::channel::<()>();
        let (began, begun) = tokio::sync::oneshot::channel();
        let first = tokio::spawn({
            let checking = Arc::clone(&checking);
            async move {
                let work = move || {
                    let _ = began.send(());
                    wait.recv().unwrap();
                };
                checking.run(work).await
            }
        });
        begun.await.unwrap();
        // Who asked for it is gone; it runs on, and its turn is not given away.
        first.abort();
        assert!(first.await.unwrap_err().is_cancelled());
        assert_eq!(checking.turns.available_permits(), 0);
        let second = tokio::spawn({
            let checking = Arc::clone(&checking);
            async move { checking.run(|| 2).await }
        });
        while checking.queue.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        assert!(matches!(checking.run(|| 3).await, Err(Error::Unavailable)));
        end.send(()).unwrap();
        assert_eq!(second.await.unwrap().unwrap(), 2);
        assert_eq!(checking.run(|| 3).await.unwrap(), 3);
        assert_eq!(checking.queue.available_permits(), 2);
    }
}
