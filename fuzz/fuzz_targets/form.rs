//! Forms without files, as browsers and others send them. The first byte says how, and to which door.
#![no_main]

use axum::body::Body;
use axum::extract::FromRequest;
use axum::http::{Request, header::CONTENT_TYPE};
use libfuzzer_sys::fuzz_target;
use watchpost_fuzz::{EDGE, State, run};
use watchpost_web::{Door, MAX_FIELDS, MAX_NAME_BYTES, SentForm, TOKEN_FIELD};

fuzz_target!(|bytes: &[u8]| {
    let Some((how, body)) = bytes.split_first() else {
        return;
    };
    let kind = match how & 1 {
        0 => "application/x-www-form-urlencoded".to_owned(),
        _ => format!("multipart/form-data; boundary={EDGE}"),
    };
    let mut request = Request::post("/").header(CONTENT_TYPE, kind);
    if how & 2 != 0 {
        request = request.extension(Door::Operator);
    }
    let request = request.body(Body::from(body.to_vec())).expect("a request");
    if let Ok(form) = run(SentForm::from_request(request, &State)) {
        let mut fields = 0;
        for (name, _) in form.fields.iter() {
            assert!(name.len() <= MAX_NAME_BYTES);
            assert!(form.fields.get(name).is_some());
            fields += 1;
        }
        assert!(fields <= MAX_FIELDS);
        assert!(form.fields.get(TOKEN_FIELD).is_none());
    }
});
