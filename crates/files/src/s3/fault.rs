//! Errors of a bucket, without keys, addresses or headers.

use std::io;

use crate::Error;

/// What a bucket answered, in short.
#[derive(Debug, thiserror::Error)]
#[error("{kind}{}{code}", if code.is_empty() { "" } else { ": " })]
struct Fault {
    kind: &'static str,
    code: String,
}

/// Codes with which servers say that they are full.
const FULL: [&str; 4] = [
    "XMinioStorageFull",
    "QuotaExceeded",
    "InsufficientStorage",
    "StorageFull",
];

/// Keeps of an error what helps an operator; the rest names keys.
pub(super) fn refused(err: opendal::Error) -> Error {
    let code = code_in(err.message()).unwrap_or_default();
    if FULL.contains(&code) {
        return Error::NotEnoughSpace;
    }
    let code = if code.is_empty() {
        root_cause(&err)
    } else {
        code.to_owned()
    };
    Error::unavailable(Fault {
        kind: err.kind().into_static(),
        code,
    })
}

/// Items of a stream come wrapped.
pub(super) fn from_io(err: io::Error) -> io::Error {
    match err.downcast::<opendal::Error>() {
        Ok(err) => refused(err).into(),
        Err(err) => err,
    }
}

/// The machine-readable code of an S3 error.
fn code_in(message: &str) -> Option<&str> {
    let (_, rest) = message.split_once("code: \"")?;
    let (code, _) = rest.split_once('"')?;
    code.bytes()
        .all(|b| b.is_ascii_alphanumeric())
        .then_some(code)
}

/// "Connection refused" and its like: the innermost cause, which names no address.
fn root_cause(err: &opendal::Error) -> String {
    let mut cause = std::error::Error::source(err);
    let mut text = String::new();
    while let Some(inner) = cause {
        text = inner.to_string();
        cause = inner.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use opendal::ErrorKind;

    use super::*;

    #[test]
    fn errors_keep_the_code_and_lose_the_key() {
        let message = r#"S3Error { code: "AccessDenied", message: "no", resource: "/box/parts/aa", request_id: "" }"#;
        let err = refused(
            opendal::Error::new(ErrorKind::PermissionDenied, message)
                .with_context("path", "parts/aa"),
        );
        let text = format!("{err:?}");
        assert!(
            text.contains("AccessDenied") && !text.contains("parts"),
            "{text}"
        );
    }

    #[test]
    fn a_full_bucket_is_told_apart() {
        let message =
            r#"S3Error { code: "XMinioStorageFull", message: "", resource: "", request_id: "" }"#;
        assert!(matches!(
            refused(opendal::Error::new(ErrorKind::Unexpected, message)),
            Error::NotEnoughSpace
        ));
    }
}
