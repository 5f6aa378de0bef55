//! Turns at stretching a passphrase: each takes 64 MiB and a core, whoever asked for it.
//!
//! Two lanes. Strangers wait in one, and no more of them than fit: a flood of them gets "too often", costs one stretching at
//! a time, and keeps nobody out who is known by a session, an invitation, or the mark of a browser.

use crate::{
    Error,
    turns::{Source, Turns as OneByOne},
};

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lane {
    /// Somebody with a session, an invitation or the mark of a browser in which this member signed in before.
    Known,
    /// Anybody.
    Stranger,
}

/// The two lanes: one stretching at a time in each.
pub(crate) struct Turns {
    known: OneByOne,
    strangers: OneByOne,
}

impl Default for Turns {
    fn default() -> Self {
        Self {
            known: OneByOne::new(1),
            strangers: OneByOne::new(1),
        }
    }
}

impl Turns {
    /// Waits for a turn and does the work.
    ///
    /// # Errors
    /// `TooOften` when too many wait in this lane.
    pub async fn take<T: Send + 'static>(
        &self,
        lane: Lane,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Error> {
        let lane = match lane {
            Lane::Known => &self.known,
            Lane::Stranger => &self.strangers,
        };
        lane.run(Source::ANY, work).await
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::{
        pin::Pin,
        sync::mpsc::{Sender, channel},
        task::{Context, Waker},
    };

    use watchpost_domain::policy::{Role, Roles};

    use super::*;
    use crate::turns::WAITING;

    type Asked<'a> = Pin<Box<dyn Future<Output = Result<u8, Error>> + Send + 'a>>;

    fn is_waiting(asked: &mut Asked<'_>) -> bool {
        let mut context = Context::from_waker(Waker::noop());
        asked.as_mut().poll(&mut context).is_pending()
    }

    /// Work that has begun, and goes on until it is told to end.
    async fn at_work(turns: &Turns) -> (Asked<'_>, Sender<()>) {
        let (begun, has_begun) = tokio::sync::oneshot::channel();
        let (end, ended) = channel::<()>();
        let mut asked: Asked<'_> = Box::pin(turns.take(Lane::Stranger, move || {
            begun.send(()).unwrap();
            ended.recv().unwrap();
            1
        }));
        assert!(is_waiting(&mut asked));
        has_begun.await.unwrap();
        (asked, end)
    }

    #[tokio::test]
    async fn strangers_who_flood_are_refused_and_keep_nobody_known_waiting() {
        let turns = Turns::default();
        let (first, end) = at_work(&turns).await;
        let mut waiting: Vec<Asked<'_>> = (0..WAITING)
            .map(|_| Box::pin(turns.take(Lane::Stranger, || 2u8)) as Asked<'_>)
            .collect();
        assert!(waiting.iter_mut().all(is_waiting));
        let more = turns.take(Lane::Stranger, || 3).await;
        assert!(matches!(more, Err(Error::TooOften)));
        assert_eq!(turns.take(Lane::Known, || 4).await.unwrap(), 4);
        // Whoever gives up waiting makes room.
        waiting.pop();
        let mut more: Asked<'_> = Box::pin(turns.take(Lane::Stranger, || 3));
        assert!(is_waiting(&mut more));
        end.send(()).unwrap();
        assert_eq!(first.await.unwrap(), 1);
        for next in waiting {
            assert_eq!(next.await.unwrap(), 2);
        }
        assert_eq!(more.await.unwrap(), 3);
    }

    const PASS: &str = "words to sign in with";

    /// Who is known by the mark of their browser, or has a spare code, signs in past a flood; a stranger is told to wait.
    #[tokio::test]
    async fn who_is_known_signs_in_past_a_flood() {
        let folder = tempfile::tempdir().unwrap();
        let db = watchpost_store::Db::sqlite(&folder.path().join("db")).await;
        let platform = crate::Platform::new(
            db.unwrap(),
            watchpost_files::Store::memory(),
            crate::Keys::generate().with_cheap_passphrases(),
            crate::Clock::standing("2026-03-04T10:00:00Z".parse().unwrap()),
            "example.org/log",
        );
        let platform = platform.await.unwrap();
        let secret = watchpost_vault::MemberSecret::generate();
        let lead = crate::desks::NewMember {
            name: "Noor".into(),
            roles: Roles::of([Role::Supervisor]),
            secret: secret.clone(),
        };
        let founded = platform.found_desk("A desk", &[lead]).await.unwrap();
        let unlock = "words to unlock with";
        let given = platform.give_login(founded.members[0], secret, "noor", PASS, unlock);
        let (sheet, seed) = given.await.unwrap();
        let spares = sheet.spare_codes;
        let signed = platform.sign_in("noor", PASS, &spares[0], None).await;
        let mark = signed.unwrap().mark;

        let (_first, end) = at_work(&platform.stretching).await;
        let mut waiting: Vec<Asked<'_>> = (0..WAITING)
            .map(|_| Box::pin(platform.stretching.take(Lane::Stranger, || 2u8)) as Asked<'_>)
            .collect();
        assert!(waiting.iter_mut().all(is_waiting));
        let code = platform.code_now(&seed).unwrap();
        for name in ["noor", "nobody"] {
            let stranger = platform.sign_in(name, PASS, &code, None).await;
            assert!(matches!(stranger, Err(Error::TooOften)));
        }
        platform
            .sign_in("noor", PASS, &code, Some(&mark))
            .await
            .unwrap();
        platform
            .sign_in("noor", PASS, &spares[1], None)
            .await
            .unwrap();
        end.send(()).unwrap();
    }
}
