//! The HTTP client of a bucket.

use std::sync::Arc;
use std::time::Duration;

use opendal::HttpTransporter;
use opendal_http_transport_reqwest::ReqwestTransport;
use reqwest::redirect::Policy;
use rustls::{ClientConfig, RootCertStore, crypto};

use crate::{Error, Result};

/// A client that goes where it is told: no proxy from the environment, no redirects.
pub(super) fn transport() -> Result<HttpTransporter> {
    let client = reqwest::Client::builder()
        .tls_backend_preconfigured(tls()?)
        .redirect(Policy::none())
        .no_proxy()
        .connect_timeout(Duration::from_secs(10))
        .read_timeout(Duration::from_secs(60))
        .build()
        .map_err(|err| Error::unavailable(err.without_url()))?;
    Ok(HttpTransporter::new(ReqwestTransport::new(client)))
}

/// Trusts what the machine trusts, so that an operator's own authority works; a machine with no list of
/// its own, as in a bare container, gets the public one.
pub fn tls() -> Result<ClientConfig> {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if roots.is_empty() {
        roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    }
    let config = ClientConfig::builder_with_provider(Arc::new(crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(Error::unavailable)?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(config)
}
