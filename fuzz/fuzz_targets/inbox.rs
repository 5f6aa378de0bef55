//! What the address of the inbox asks for, and where its next page begins.
#![no_main]

use std::collections::HashMap;

use axum::extract::Query;
use axum::http::Uri;
use libfuzzer_sys::fuzz_target;
use watchpost_desk::filter_of;
use watchpost_domain::MemberId;
use watchpost_service::inbox::{Filter, read_cursor, write_cursor};

fuzz_target!(|text: &str| {
    if let Some(key) = read_cursor(text) {
        assert_eq!(read_cursor(&write_cursor(key)), Some(key));
    }
    let Some((filter, address)) = asked(&format!("/desk?{text}")) else {
        return;
    };
    let (again, _) = asked(&address).expect("our own address");
    assert!(filter == again, "a saved view asks the same");
});

fn asked(address: &str) -> Option<(Filter, String)> {
    let uri = Uri::try_from(address).ok()?;
    let Query(query) = Query::<HashMap<String, String>>::try_from_uri(&uri).ok()?;
    Some(filter_of(query, MemberId(uuid::Uuid::from_u128(7))))
}
