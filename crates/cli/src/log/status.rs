//! Checking the status of a company that was filed, as an outsider does: with the log's key, and nobody to ask.

use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::Value;
use watchpost_service::registry::STATUS_FILE;

use super::proof::{bytes_of, plain};

/// No such file is larger.
const FILE_MAX: u64 = 1 << 20;

pub fn check(path: &Path, key: &str) -> Result<()> {
    let key = super::verify::log_key(key)?;
    let no_status = || format!("{} is no signed status", path.display());
    let text = String::from_utf8(bytes_of(path, FILE_MAX)?).with_context(no_status)?;
    let opened = watchpost_tlog::open(&text, &[key]).with_context(no_status)?;
    let mut lines = opened.text.lines();
    let (first, told, log) = (lines.next(), lines.next(), lines.next());
    let told: Value = match (first, told, log, lines.next()) {
        (Some(STATUS_FILE), Some(told), Some(_), None) => {
            serde_json::from_str(told).with_context(no_status)?
        }
        _ => bail!("{}", no_status()),
    };
    let of = |name: &str| plain(told[name].as_str().unwrap_or_default());
    let names = told["names"].as_array().into_iter().flatten();
    let names: Vec<String> = names.filter_map(Value::as_str).map(plain).collect();
    crate::say(&format!("signed by {}", opened.verified[0].name));
    crate::say(&format!(
        "{} ({}): {} on {}, as it was known on {}",
        names.join(" / "),
        of("slug"),
        of("status"),
        of("as_of"),
        of("known_on")
    ));
    if told["disputed"].as_bool().unwrap_or(true) {
        crate::say("another source said otherwise");
    }
    for source in told["sources"].as_array().into_iter().flatten() {
        let of = |name: &str| plain(source[name].as_str().unwrap_or_default());
        let (publisher, title, seen) = (of("publisher"), of("title"), of("seen"));
        crate::say(&format!("source: {publisher}, {title}, seen on {seen}"));
    }
    if let Some(log) = log {
        crate::say(&format!(
            "the public log then: {}",
            plain(log.trim_start_matches("log "))
        ));
    }
    Ok(())
}
