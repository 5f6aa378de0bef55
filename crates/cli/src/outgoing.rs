//! Asking another machine, always one that the operator named: nothing is followed elsewhere, and no proxy of the environment is used.

use std::time::Duration;

use anyhow::Context;

/// A client that waits no longer than this for a whole answer.
pub fn client(wait: Duration) -> anyhow::Result<reqwest::Client> {
    reqwest::Client::builder()
        .tls_backend_preconfigured(watchpost_files::tls_of_this_machine()?)
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .timeout(wait)
        .build()
        .context("no connection can be made")
}
