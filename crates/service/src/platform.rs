//! The platform: its resources and its clock.

use std::{collections::HashMap, sync::Arc};

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;
use watchpost_domain::{Day, InstallationId, calendar::Calendar};
use watchpost_store::Db;
use watchpost_tlog::NoteSigner;
use watchpost_vault::{Identity, Receipt, os_random};

use crate::{
    Clock, Error, Keys,
    accounts::Attempts,
    worklist::{Batches, Lists},
};

/// How long an answer about readiness holds.
const READY_FOR: SignedDuration = SignedDuration::from_secs(5);
/// Less room than this, in bytes, and the next reports may be refused: whoever watches should know before.
const LITTLE: u64 = 64 << 20;

/// Reports that are taken in at a time: while some wait for the disk, others are sealed.
const TAKEN_IN: usize = 16;

/// Receipts that are checked at a time, at a millisecond or two each.
const CHECKED: usize = 2;

/// One running installation. Cloning is cheap.
#[derive(Clone)]
pub struct Platform(Arc<Inner>);

/// The parts of an installation, named by the crate's own modules only.
pub struct Inner {
    pub(crate) db: Db,
    pub(crate) files: watchpost_files::Store,
    pub(crate) keys: Keys,
    pub(crate) clock: Clock,
    pub(crate) installation: InstallationId,
    pub(crate) signer: NoteSigner,
    pub(crate) sequencing: tokio::sync::Mutex<()>,
    /// Turns at taking in a draft or a report, from one source after the other.
    pub(crate) turns: crate::turns::Turns,
    pub(crate) budgets: crate::turns::Budgets,
    /// From when budgets count: not a time of day.
    pub(crate) begun: std::time::Instant,
    /// When the log had last taken in all that waited; at first, when this process began to look.
    pub(crate) up_to_date: std::sync::atomic::AtomicI64,
    /// Turns at sealing a report: as many as there are cores.
    pub(crate) sealing: Arc<tokio::sync::Semaphore>,
    /// Turns at stretching a passphrase.
    pub(crate) stretching: crate::accounts::Turns,
    /// Turns at checking a receipt, and how often one was checked.
    pub(crate) checking: crate::turns::Turns,
    pub(crate) checked: std::sync::atomic::AtomicU64,
    pub(crate) bounds: std::sync::RwLock<crate::Bounds>,
    pub(crate) attempts: Attempts,
    pub(crate) proven: crate::roster::Proven,
    pub(crate) lists: Lists,
    pub(crate) policy: crate::policy_data::Kept,
    /// The numbers that were told last.
    pub(crate) told: crate::statistics::Told,
    pub(crate) calendars: std::sync::RwLock<HashMap<String, Arc<Calendar>>>,
    pub(crate) orphans: crate::orphans::Orphans,
    pub(crate) batches: Batches,
    pub(crate) together: crate::intake::Together,
    pub(crate) running: crate::many::Running,
    /// When it was last found out whether database and files can be used, and whether they could.
    readiness: tokio::sync::Mutex<Option<(Timestamp, bool)>>,
    /// Set by an administrator, or never.
    pub(crate) mailer: std::sync::OnceLock<crate::mail::Mailer>,
    /// Whose cosignatures the log takes, where it was said.
    pub(crate) witnesses: std::sync::OnceLock<Vec<watchpost_tlog::NoteVerifier>>,
    /// What draws files, where it was said.
    pub(crate) viewer: std::sync::OnceLock<watchpost_viewer::Viewer>,
    /// What lists show of the companies that are known.
    pub(crate) companies: std::sync::RwLock<crate::registry::Shelf>,
    pub(crate) team: crate::team::Own,
    pub(crate) letters: crate::team::OwnLetters,
    /// The hour whose mail went out last.
    pub(crate) mailed: std::sync::atomic::AtomicI64,
    /// A key wrapped under a receipt that nobody has: what unknown receipts are tried on.
    pub(crate) unknown_receipt: Vec<u8>,
    /// The authenticator of a name that nobody has.
    pub(crate) unknown_seed: Vec<u8>,
}

impl std::ops::Deref for Platform {
    type Target = Inner;
    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl Platform {
    /// Puts the parts together. `origin` names the public log, such as `watchpost.example.org/log`.
    ///
    /// # Errors
    /// The database cannot be used, or is not that of these keys (`OtherKeys`); or the origin is no name.
    pub async fn new(
        db: Db,
        files: watchpost_files::Store,
        keys: Keys,
        clock: Clock,
        origin: &str,
    ) -> Result<Self, Error> {
        let mut tx = db.begin().await?;
        let installation =
            watchpost_store::desks::installation(&mut tx, InstallationId(Uuid::new_v4())).await?;
        crate::belonging::claim(&mut tx, &keys, installation).await?;
        crate::policy_data::put_shipped(&mut tx, &keys.rows, Day::of(clock.now())).await?;
        tx.commit().await?;
        let signer =
            NoteSigner::from_seed(origin, &keys.log_seed).map_err(|_| Error::Internal(10))?;
        let unknown_seed = crate::accounts::seed_of_nobody(&keys.columns);
        let unknown_receipt = Receipt::generate(&mut os_random()).wrap(&Identity::generate());
        let up_to_date = clock.now().as_second().into();
        Ok(Self(Arc::new(Inner {
            db,
            files,
            keys,
            clock,
            installation,
            signer,
            sequencing: tokio::sync::Mutex::new(()),
            up_to_date,
            turns: crate::turns::Turns::new(TAKEN_IN),
            budgets: crate::turns::Budgets::default(),
            begun: std::time::Instant::now(),
            sealing: Arc::new(tokio::sync::Semaphore::new(
                std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
            )),
            stretching: crate::accounts::Turns::default(),
            checking: crate::turns::Turns::new(CHECKED),
            checked: std::sync::atomic::AtomicU64::new(0),
            bounds: std::sync::RwLock::default(),
            attempts: Attempts::default(),
            proven: crate::roster::Proven::default(),
            lists: Lists::default(),
            policy: crate::policy_data::Kept::default(),
            told: crate::statistics::Told::default(),
            calendars: std::sync::RwLock::default(),
            orphans: crate::orphans::Orphans::default(),
            batches: Batches::default(),
            together: crate::intake::Together::default(),
            running: crate::many::Running::default(),
            readiness: tokio::sync::Mutex::new(None),
            mailer: std::sync::OnceLock::new(),
            witnesses: std::sync::OnceLock::new(),
            viewer: std::sync::OnceLock::new(),
            companies: std::sync::RwLock::default(),
            team: crate::team::Own::default(),
            letters: crate::team::OwnLetters::default(),
            mailed: std::sync::atomic::AtomicI64::new(-1),
            unknown_receipt,
            unknown_seed,
        })))
    }

    /// The time, from the clock that all of the platform goes by.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// The key that form tokens are made with, the same after a restart and on every node.
    pub fn form_key(&self) -> [u8; 32] {
        self.keys.cookies.lookup("form tokens")
    }

    /// When the newest line of any desk's audit was written; no clock may say that this lies ahead.
    ///
    /// # Errors
    /// The database cannot be used.
    pub async fn newest_line(&self) -> Result<Option<Timestamp>, Error> {
        let mut tx = self.db.read().await?;
        let at = watchpost_store::settings::newest_line(&mut tx).await?;
        Ok(at.and_then(|at| Timestamp::from_second(at).ok()))
    }

    /// What the clock of the database says, where it runs on a machine of its own.
    ///
    /// # Errors
    /// The database cannot be used.
    pub async fn database_clock(&self) -> Result<Option<Timestamp>, Error> {
        let at = self.db.clock().await?;
        Ok(at.and_then(|at| Timestamp::from_second(at).ok()))
    }

    /// Today, in UTC.
    pub fn today(&self) -> Day {
        Day::of(self.now())
    }

    pub(crate) fn hour(&self) -> i64 {
        self.now().as_second().div_euclid(3600)
    }

    /// The public key of the log, as other tools read it.
    pub fn log_key(&self) -> String {
        self.signer.vkey()
    }

    /// Bytes free where files lie; nothing where that is another's to know.
    pub fn free_space(&self) -> Option<u64> {
        self.files.free_space().map(|free| free.bytes)
    }

    /// Whether database, files and keys can be used now, and there is room for more than a few reports. Found out by writing to both,
    /// so no more than once in a few seconds, however many ask.
    ///
    /// # Errors
    /// `Unavailable` when one of them cannot.
    pub async fn ready(&self) -> Result<(), Error> {
        let mut last = self.readiness.lock().await;
        let now = self.now();
        let fresh = |(at, _): &(Timestamp, bool)| now.duration_since(*at).abs() < READY_FOR;
        let ready = match *last {
            Some(known) if fresh(&known) => known.1,
            _ => self.probe(now).await,
        };
        *last = Some((last.filter(fresh).map_or(now, |(at, _)| at), ready));
        ready.then_some(()).ok_or(Error::Unavailable)
    }

    async fn probe(&self, now: Timestamp) -> bool {
        if self.free_space().is_some_and(|free| free < LITTLE) {
            tracing::error!("the disk is nearly full");
            return false;
        }
        let database = self.db.ready(now.as_second()).await.map_err(Error::from);
        database.is_ok()
            && self.has_its_keys().await
            && self.files.ready().await.map_err(Error::from).is_ok()
    }

    async fn has_its_keys(&self) -> bool {
        let belong = async {
            let mut tx = self.db.read().await?;
            crate::belonging::check(&mut tx, &self.keys, self.installation).await
        };
        let found = belong.await;
        if let Err(Error::OtherKeys(name)) = &found {
            tracing::error!(name, "the database is not that of these keys");
        }
        found.is_ok()
    }
}
