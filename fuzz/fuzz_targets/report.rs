//! A report as a program sends it: JSON.
#![no_main]

use axum::body::Bytes;
use libfuzzer_sys::fuzz_target;
use watchpost_gates::is_report;
use watchpost_web::Reading;

fuzz_target!(|bytes: &[u8]| {
    let reading = Reading::default();
    let _ = is_report(&Bytes::copy_from_slice(bytes), &reading);
});
