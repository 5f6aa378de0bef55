//! Whether people reach the site where its operator says that they do.

use std::{error::Error, time::Duration};

use super::Findings;
use crate::outgoing;

/// Somebody on a slow line waits longer; a machine that asks itself does not.
const WAIT: Duration = Duration::from_secs(5);

pub async fn address(base_url: Option<&str>, found: &mut Findings) {
    let Some(url) = base_url.map(|url| url.trim_end_matches('/')) else {
        found.look(
            "no --base-url is given",
            "Behind a proxy it must be, or cookies are not `Secure`; and nobody asks whether the site is reached.",
        );
        return;
    };
    let onion = url.ends_with(".onion");
    if onion || url.starts_with("https://") {
        found.good("people reach the site over TLS or as an onion service");
    } else {
        found.bad(
            "the site's address is not https",
            "Put a proxy with TLS before it: what people write would be seen on the way.",
        );
    }
    if onion {
        found.look(
            "whether the onion service is reached was not asked: only Tor can",
            &format!("Open {url}/healthz in Tor Browser: it says ok."),
        );
        return;
    }
    let asked = format!("{url}/healthz");
    match ask(&asked).await {
        Ok(()) => found.good(&format!("the site answers at {url}")),
        Err(why) => found.bad(
            &format!("{asked} {why}"),
            "`watchpost serve` must run, and the proxy before it pass everything on; look at the name, its certificate, and whether a \
             firewall keeps this machine from asking its own address.",
        ),
    }
}

/// Asks this one address and follows nothing.
async fn ask(url: &str) -> Result<(), String> {
    let client = outgoing::client(WAIT).map_err(|error| format!("cannot be asked: {error:#}"))?;
    let mut answer = client.get(url).send().await.map_err(why)?;
    let status = answer.status().as_u16();
    let begins = answer.chunk().await.map_err(why)?;
    match status {
        200 if begins.as_deref() == Some(b"ok\n") => Ok(()),
        200 => Err("answers with something else than Watchpost does".into()),
        300..=399 => Err(format!("leads elsewhere (status {status})")),
        _ => Err(format!("answers with status {status}")),
    }
}

fn why(error: reqwest::Error) -> String {
    if error.is_timeout() {
        return format!("does not answer within {} seconds", WAIT.as_secs());
    }
    if error.is_builder() {
        return "is no address".into();
    }
    // The last of the causes is the one that says something.
    let error = error.without_url();
    let mut cause: &dyn Error = &error;
    while let Some(next) = cause.source() {
        cause = next;
    }
    format!("cannot be reached: {cause}")
}
