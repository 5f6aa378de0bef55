//! Figures for Prometheus, on a listener of their own: how the machine does, and nothing of anybody.

use std::{fmt::Write, net::SocketAddr};

use anyhow::Context;
use axum::{Router, extract::State, http::header, response::IntoResponse, routing::get};
use tokio::{net::TcpListener, task::JoinHandle};
use watchpost_service::Platform;
use watchpost_web::Limits;

use crate::logging;

/// Starts the listener. Only an address of the machine itself is taken: the figures are for its operator.
pub async fn listen(platform: &Platform, address: &str) -> anyhow::Result<JoinHandle<()>> {
    let listener = TcpListener::bind(address)
        .await
        .with_context(|| format!("cannot listen on {address}"))?;
    let local: SocketAddr = listener.local_addr()?;
    anyhow::ensure!(
        local.ip().is_loopback(),
        "--metrics-listen must be an address of this machine, such as 127.0.0.1:9090"
    );
    crate::say(&format!("Metrics are at http://{local}/metrics"));
    let router = Router::new()
        .route("/metrics", get(figures))
        .with_state(platform.clone());
    Ok(tokio::spawn(async move {
        let for_ever = std::future::pending();
        let served = watchpost_web::serve(listener, router, Limits::default(), for_ever);
        if let Err(error) = served.await {
            tracing::error!(%error, "metrics");
        }
    }))
}

async fn figures(State(platform): State<Platform>) -> impl IntoResponse {
    let ready = platform.ready().await.is_ok();
    let mut text = String::new();
    let mut figure = |name: &str, what: &str, value: u64| {
        // What only ever grows is called so, by its name and by its type.
        let kind = match name.ends_with("_total") {
            true => "counter",
            false => "gauge",
        };
        // Writing into a text cannot fail.
        let _ = write!(
            text,
            "# HELP watchpost_{name} {what}\n# TYPE watchpost_{name} {kind}\nwatchpost_{name} {value}\n"
        );
    };
    figure(
        "ready",
        "Whether database, files and keys can be used",
        ready.into(),
    );
    if let Ok(log) = platform.log_figures().await {
        figure("log_entries", "Entries of the public log", log.entries);
        figure(
            "log_waiting",
            "Commitments that wait for a place in the log",
            log.waiting,
        );
        figure(
            "log_behind_seconds",
            "Seconds since the log had last taken in all that waited for it",
            log.behind,
        );
        figure(
            "log_held",
            "Whether the log waits since a restore",
            log.held.into(),
        );
    }
    figure(
        "panics_total",
        "Faults in requests and in what runs beside them; each was caught, and none should be",
        logging::panics(),
    );
    if let Some(free) = platform.free_space() {
        figure("free_bytes", "Bytes free where files lie", free);
    }
    if let Some(used) = memory() {
        figure("memory_bytes", "Memory of the process", used);
    }
    let kind = "text/plain; version=0.0.4; charset=utf-8";
    ([(header::CONTENT_TYPE, kind)], text)
}

/// Memory of this process, as the kernel counts it.
fn memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS"))?;
    let kib: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kib << 10)
}
