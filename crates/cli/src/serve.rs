//! The running server: where it listens, what it does beside, and how it stops.

use std::{io, panic::AssertUnwindSafe, path::PathBuf, time::Duration};

use anyhow::Context;
use clap::Args;
use futures_util::FutureExt;
use tokio::{net::TcpListener, signal::unix, task::JoinHandle};
use watchpost_service::Platform;
use watchpost_web::{Limits, Senders};

use crate::{
    app::{App, routes},
    mail::Mail,
    place::Place,
};

/// How often commitments go into the log, and how often drafts that are over are looked for.
const SEQUENCE_EVERY: Duration = Duration::from_millis(500);
const SWEEP_EVERY: Duration = Duration::from_secs(60);
/// How often objects that belong to nothing are looked for, and readers whose last day has passed.
const ORPHANS_EVERY: Duration = Duration::from_secs(6 * 3600);
/// How often mail that is due is looked for, and how long a mail server that does not answer is left alone.
const MAIL_EVERY: Duration = Duration::from_secs(30);
const MAIL_AGAIN_AFTER: Duration = Duration::from_secs(600);
/// How long after a round that panicked.
const AFTER_PANIC: Duration = Duration::from_secs(1);

#[derive(Args)]
#[command(
    after_help = "Example: watchpost serve --data /var/lib/watchpost --listen 127.0.0.1:8080 --base-url https://report.example.org"
)]
pub struct Command {
    /// Where to listen
    #[arg(long, env = "WATCHPOST_LISTEN", default_value = "127.0.0.1:8080")]
    listen: String,
    /// The address that people reach the site by: behind TLS, or an onion service
    #[arg(long, env = "WATCHPOST_BASE_URL")]
    base_url: Option<String>,
    /// What the site is called
    #[arg(long, env = "WATCHPOST_SITE", default_value = "Watchpost")]
    site: String,
    /// Where figures for Prometheus are given: an address of this machine; without it, nowhere
    #[arg(long, env = "WATCHPOST_METRICS_LISTEN")]
    metrics_listen: Option<String>,
    /// By what senders are told apart, so that none of them keeps the door from others; in memory only
    #[arg(
        long,
        env = "WATCHPOST_SENDERS",
        value_enum,
        default_value = "connection"
    )]
    senders: ToldApart,
    /// Public keys of witnesses whose cosignatures the log takes, with spaces between
    #[arg(long, env = "WATCHPOST_WITNESS", value_name = "VKEYS")]
    witness: Option<String>,
    /// How the desks here work together, where not by the shipped rules: `watchpost team show` prints these
    #[arg(long, env = "WATCHPOST_TEAM", value_name = "FILE")]
    team: Option<PathBuf>,
    /// The letters that can be chosen, where not the shipped ones: `watchpost team letters` prints these
    #[arg(long, env = "WATCHPOST_LETTERS", value_name = "FILE")]
    letters: Option<PathBuf>,
    #[command(flatten)]
    mail: Mail,
    #[command(flatten)]
    place: Place,
}

/// By the address of the connection, where nothing stands between; by what the proxy wrote last into `X-Forwarded-For`; or by the
/// PROXY line that each connection begins with, as HAProxy writes it, and Tor with `HiddenServiceExportCircuitID haproxy`.
#[derive(Clone, Copy, clap::ValueEnum)]
enum ToldApart {
    Connection,
    Forwarded,
    Proxied,
}

impl From<ToldApart> for Senders {
    fn from(by: ToldApart) -> Self {
        match by {
            ToldApart::Connection => Self::Connection,
            ToldApart::Forwarded => Self::Forwarded,
            ToldApart::Proxied => Self::Proxied,
        }
    }
}

/// Serves an installation.
pub async fn installation(command: &Command) -> anyhow::Result<()> {
    let platform = command.place.open().await?;
    let origin = command
        .base_url
        .as_ref()
        .map(|url| url.trim_end_matches('/').to_owned());
    if let Some(mailer) = command.mail.mailer(&command.site, origin.as_deref())? {
        platform.set_mailer(mailer);
    }
    if let Some(keys) = &command.witness {
        let keys = keys.split_whitespace().map(crate::log::witness_key);
        platform.set_witnesses(keys.collect::<anyhow::Result<_>>()?);
    }
    if let Some(file) = &command.team {
        crate::team::put_to_use(&platform, file).await?;
    }
    if let Some(file) = &command.letters {
        crate::team::put_letters_to_use(&platform, file)?;
    }
    if let Some(address) = &command.metrics_listen {
        crate::metrics::listen(&platform, address).await?;
    }
    let app = App::new(platform.clone(), &command.site, origin, Vec::new());
    let limits = Limits {
        senders: command.senders.into(),
        ..Limits::default()
    };
    run(
        app,
        &platform,
        (command.listen.as_str(), limits),
        |address| crate::say(&format!("Watchpost listens at {address}")),
    )
    .await
}

/// Serves until SIGTERM or SIGINT. `said` gets the address once it listens.
pub async fn run(
    app: App,
    platform: &Platform,
    (listen, limits): (&str, Limits),
    said: impl FnOnce(&str),
) -> anyhow::Result<()> {
    let listener = TcpListener::bind(listen)
        .await
        .with_context(|| format!("cannot listen on {listen}"))?;
    let address = listener.local_addr()?;
    let beside = beside(platform);
    let router = watchpost_web::app(routes(), app);
    // Before anybody knows the address: whoever reads it may end us at once.
    let stopped = stopped()?;
    said(&format!("http://{address}"));
    watchpost_web::serve(listener, router, limits, stopped).await?;
    beside.iter().for_each(JoinHandle::abort);
    // What was acknowledged and not yet in the log goes in before we end.
    let _ = platform.sequence().await;
    Ok(())
}

/// What runs beside the pages. A failure is logged where it happens, and tried again.
fn beside(platform: &Platform) -> [JoinHandle<()>; 4] {
    let [one, other, third, fourth] = [0; 4].map(|_| platform.clone());
    [
        tokio::spawn(rounds(AFTER_PANIC, move || {
            let platform = one.clone();
            async move {
                let _ = platform.sequence().await;
                SEQUENCE_EVERY
            }
        })),
        tokio::spawn(rounds(AFTER_PANIC, move || {
            let platform = other.clone();
            async move {
                let _ = platform.sweep_drafts().await;
                let _ = platform.sweep_pages().await;
                let _ = platform.sweep_sessions().await;
                let _ = platform.sweep_access().await;
                let _ = platform.sweep_clocks().await;
                let _ = platform.sweep_kept().await;
                let _ = platform.sweep_companies().await;
                let _ = platform.sweep_statistics().await;
                platform.sweep_lists();
                let _ = platform.sweep_partials().await;
                SWEEP_EVERY
            }
        })),
        tokio::spawn(rounds(AFTER_PANIC, move || {
            let platform = fourth.clone();
            async move {
                let _ = platform.sweep_orphans().await;
                ORPHANS_EVERY
            }
        })),
        tokio::spawn(rounds(AFTER_PANIC, move || {
            let platform = third.clone();
            async move {
                let round = platform.send_notices().await;
                // A mail server that does not answer is left alone for a while.
                match round.is_ok_and(|round| round.waiting > 0) {
                    true => MAIL_AGAIN_AFTER,
                    false => MAIL_EVERY,
                }
            }
        })),
    ]
}

/// One round after the other, each with the pause that the one before asked for. A round that panics takes nothing with it: it is
/// counted and logged where it happened, and the next begins after a while.
async fn rounds<F: Future<Output = Duration>>(after_panic: Duration, round: impl Fn() -> F) {
    loop {
        let made = AssertUnwindSafe(async { round().await });
        let pause = made.catch_unwind().await;
        tokio::time::sleep(pause.unwrap_or(after_panic)).await;
    }
}

/// Ready when the process is asked to end.
fn stopped() -> io::Result<impl Future<Output = ()>> {
    let mut terminate = unix::signal(unix::SignalKind::terminate())?;
    let mut interrupt = unix::signal(unix::SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::logging;
    use tokio::sync::mpsc;

    #[tokio::test]
    async fn a_round_that_panics_is_counted_and_followed_by_the_next() {
        logging::count_panics();
        let before = logging::panics();
        let (begun, mut seen) = mpsc::unbounded_channel();
        let job = tokio::spawn(rounds(Duration::ZERO, move || {
            let begun = begun.clone();
            async move {
                begun.send(()).unwrap();
                panic!("planted");
            }
        }));
        for _ in 0..3 {
            seen.recv().await.unwrap();
        }
        job.abort();
        assert!(logging::panics() >= before + 2);
    }
}
