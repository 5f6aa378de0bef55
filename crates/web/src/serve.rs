//! Taking connections: bounded in number, in time and in pace. No address of anybody is looked at or logged.

use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{sleep, timeout};
use tower::ServiceExt;

use crate::body::{Pace, Paced};

/// What one process takes on.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Connections at a time; more wait in the queue of the system.
    pub connections: usize,
    /// Within what time the head of a request must be here.
    pub headers: Duration,
    /// How slowly a body may come.
    pub pace: Pace,
    /// How long running requests may go on once we stop.
    pub stopping: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 10_000,
            headers: Duration::from_secs(10),
            pace: Pace::default(),
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
                (Ok((stream, _)), Ok(permit)) => start(stream, &app, limits, &graceful, permit),
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

fn start(
    stream: TcpStream,
    app: &Router,
    limits: Limits,
    graceful: &GracefulShutdown,
    permit: OwnedSemaphorePermit,
) {
    // Without it small answers wait for a packet to fill.
    let _ = stream.set_nodelay(true);
    let service = app
        .clone()
        .map_request(move |request: hyper::Request<Incoming>| {
            request.map(|body| Body::new(Paced::new(body, limits.pace)))
        });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.headers)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
    let watched = graceful.watch(connection);
    tokio::spawn(async move {
        // A connection that breaks off is the other side's affair.
        let _ = watched.await;
        drop(permit);
    });
}
