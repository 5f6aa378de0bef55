//! What the fuzz targets share: fixed keys and places, a state for forms, a runtime.

use std::sync::OnceLock;

use jiff::Timestamp;
use tokio::runtime::{Builder, Runtime};
use uuid::Uuid;
use watchpost_domain::intake::Fields;
use watchpost_tlog::NoteSigner;
use watchpost_vault::{Compartment, Header, Identity, Zeroizing};
use watchpost_web::{FormKey, WebState};

/// What stands between the parts of a form.
pub const EDGE: &str = "edge";

/// The key that everything in the corpus is sealed to.
#[must_use]
pub fn identity() -> Identity {
    static KEY: OnceLock<Identity> = OnceLock::new();
    KEY.get_or_init(|| Identity::from_seed(Zeroizing::new([7; 32])))
        .clone()
}

/// The place that everything in the corpus is sealed for.
#[must_use]
pub fn place() -> Header {
    Header {
        installation: Uuid::from_u128(1),
        scope: Uuid::from_u128(2),
        compartment: Compartment::Narrative,
        epoch: 1,
        item: Uuid::from_u128(3),
        version: 1,
        kind: 1,
    }
}

/// The log that all notes in the corpus are signed by.
///
/// # Panics
/// Never: the name is a good one.
#[must_use]
pub fn log() -> &'static NoteSigner {
    static LOG: OnceLock<NoteSigner> = OnceLock::new();
    LOG.get_or_init(|| NoteSigner::from_seed("watch.example/log", &[7; 32]).expect("a name"))
}

/// Waits for what never waits for anything outside.
///
/// # Panics
/// When the system has no room for a runtime.
pub fn run<T>(what: impl Future<Output = T>) -> T {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    let runtime = RUNTIME.get_or_init(|| Builder::new_current_thread().build().expect("a runtime"));
    runtime.block_on(what)
}

/// Fields from lines `name=value`.
#[must_use]
pub fn fields(text: &str) -> Fields {
    let pairs = text.lines().filter_map(|line| line.split_once('='));
    Fields(pairs.map(|(n, v)| (n.into(), v.into())).collect())
}

/// An application of which only the forms are there.
#[derive(Clone, Copy)]
pub struct State;

impl WebState for State {
    fn form_key(&self) -> &FormKey {
        static KEY: OnceLock<FormKey> = OnceLock::new();
        KEY.get_or_init(|| FormKey::new([7; 32]))
    }

    fn secure_cookies(&self) -> bool {
        true
    }

    fn now(&self) -> Timestamp {
        Timestamp::UNIX_EPOCH
    }

    fn site(&self) -> &'static str {
        "Fuzz"
    }
}
