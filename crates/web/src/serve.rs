//! Taking connections: bounded in number, in time and in pace. An address is turned into a number that tells senders apart in
//! memory (`sender.rs`), and is never kept or logged.

use std::collections::HashMap;
use std::io;
use std::net::IpAddr;
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::Extensions;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};
use tokio_io_timeout::TimeoutStream;
use tower::ServiceExt;
use watchpost_service::turns::Source;

use crate::body::{Pace, Paced};
use crate::sender::{Senders, Sources};

/// What one process takes on.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Connections at a time; more wait in the queue of the system.
    pub connections: usize,
    /// Of these, how many for one sender; more are closed. Those of this machine itself, a proxy or Tor, are not counted unless
    /// they say for whom they speak.
    pub of_one: usize,
    /// By what senders are told apart.
    pub senders: Senders,
    /// Within what time the head of a request must be here.
    pub headers: Duration,
    /// How slowly a body may come.
    pub pace: Pace,
    /// How long a reader may take nothing of an answer.
    pub reading: Duration,
    /// How long running requests may go on once we stop.
    pub stopping: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 10_000,
            of_one: 500,
            senders: Senders::default(),
            headers: Duration::from_secs(10),
            pace: Pace::default(),
            reading: Duration::from_secs(120),
            stopping: Duration::from_secs(2),
        }
    }
}

/// Serves until `stop` is ready, then lets running requests finish for a short while.
///
/// # Errors
/// None now; a listener that is gone for good could become one.
pub async fn serve(
    listener: TcpListener,
    app: Router,
    limits: Limits,
    stop: impl Future<Output = ()>,
) -> io::Result<()> {
    let room = Arc::new(Semaphore::new(limits.connections));
    let taking = Taking {
        app,
        limits,
        sources: Sources::default(),
        held: Held::default(),
    };
    let graceful = GracefulShutdown::new();
    let mut stop = pin!(stop);
    loop {
        let arrival = async {
            let permit = Arc::clone(&room).acquire_owned().await;
            (listener.accept().await, permit)
        };
        tokio::select! {
            () = &mut stop => break,
            (accepted, permit) = arrival => match (accepted, permit) {
                (Ok((stream, from)), Ok(permit)) => {
                    let (taking, watcher) = (taking.clone(), graceful.watcher());
                    tokio::spawn(async move {
                        taking.run(stream, from.ip(), watcher).await;
                        drop(permit);
                    });
                }
                // Most likely there are no file descriptors left; some will be free soon.
                _ => sleep(Duration::from_millis(50)).await,
            },
        }
    }
    drop(listener);
    if timeout(limits.stopping, graceful.shutdown()).await.is_err() {
        tracing::warn!("stopped with requests unfinished");
    }
    Ok(())
}

/// What each connection is started with.
#[derive(Clone)]
struct Taking {
    app: Router,
    limits: Limits,
    sources: Sources,
    held: Held,
}

impl Taking {
    async fn run(self, mut stream: TcpStream, from: IpAddr, watcher: Watcher) {
        // Without it small answers wait for a packet to fill.
        let _ = stream.set_nodelay(true);
        let speaks_for = match self.limits.senders {
            Senders::Connection | Senders::Forwarded => Some(from),
            Senders::Proxied => {
                let line = timeout(self.limits.headers, proxied(&mut stream)).await;
                match line {
                    Ok(Ok(address)) => address,
                    // No line, no service: somebody went round the proxy.
                    _ => return,
                }
            }
        };
        let source = speaks_for.map(|address| self.sources.of(address));
        let counted = source.filter(|_| {
            self.limits.senders == Senders::Proxied
                || self.limits.senders == Senders::Connection && !from.is_loopback()
        });
        let Some(_held) = self.held.one_more(counted, self.limits.of_one) else {
            return;
        };
        let (limits, sources) = (self.limits, self.sources);
        let service = self
            .app
            .map_request(move |mut request: hyper::Request<Incoming>| {
                let source = match limits.senders {
                    Senders::Forwarded => sources.forwarded(request.headers()).or(source),
                    Senders::Connection | Senders::Proxied => source,
                };
                request.extensions_mut().extend(source_of(source));
                request.map(|body| Body::new(Paced::new(body, limits.pace)))
            });
        let mut patient = TimeoutStream::new(stream);
        patient.set_write_timeout(Some(limits.reading));
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(limits.headers)
            .serve_connection(
                TokioIo::new(Box::pin(patient)),
                TowerToHyperService::new(service),
            );
        // A connection that breaks off is the other side's affair.
        let _ = watcher.watch(connection).await;
    }
}

fn source_of(source: Option<Source>) -> Extensions {
    let mut extensions = Extensions::new();
    if let Some(source) = source {
        extensions.insert(source);
    }
    extensions
}

/// The longest line of the PROXY protocol's first version.
const LINE: usize = 107;

/// Reads the line that a proxy begins with; what follows stays where it is. Nothing where it speaks for nobody.
///
/// # Errors
/// When there is no such line, or it does not come.
#[doc(hidden)] // seen from outside for the fuzz targets only
pub async fn proxied(stream: &mut (impl AsyncRead + Unpin)) -> io::Result<Option<IpAddr>> {
    let mut line = [0; LINE];
    let refused = || io::Error::from(io::ErrorKind::InvalidData);
    let mut length = 0;
    loop {
        // Byte by byte, so that nothing of the request is taken: it is short, and comes in one piece.
        if length == LINE || stream.read(&mut line[length..=length]).await? == 0 {
            return Err(refused());
        }
        length += 1;
        if line[..length].ends_with(b"\r\n") {
            break;
        }
    }
    let header = ppp::v1::Header::try_from(&line[..length]).map_err(|_| refused())?;
    Ok(match header.addresses {
        ppp::v1::Addresses::Tcp4(tcp) => Some(tcp.source_address.into()),
        ppp::v1::Addresses::Tcp6(tcp) => Some(tcp.source_address.into()),
        ppp::v1::Addresses::Unknown => None,
    })
}

/// How many connections each sender has.
#[derive(Clone, Default)]
struct Held(Arc<Mutex<HashMap<Source, usize>>>);

/// One of them; gone when dropped.
struct HeldOne(Held, Option<Source>);

impl Held {
    fn lock(&self) -> MutexGuard<'_, HashMap<Source, usize>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn one_more(&self, of: Option<Source>, at_most: usize) -> Option<HeldOne> {
        if let Some(source) = of {
            let mut all = self.lock();
            let held = all.entry(source).or_insert(0);
            if *held >= at_most {
                return None;
            }
            *held += 1;
        }
        Some(HeldOne(self.clone(), of))
    }
}

impl Drop for HeldOne {
    fn drop(&mut self) {
        if let Some(source) = self.1 {
            let mut all = self.0.lock();
            match all.get_mut(&source) {
                Some(held) if *held > 1 => *held -= 1,
                _ => {
                    all.remove(&source);
                }
            }
        }
    }
}
