//! Forms with files, as they come. The first bytes say in which pieces.
#![no_main]

use axum::body::{Body, Bytes};
use axum::extract::FromRequest;
use axum::http::{Request, header::CONTENT_TYPE};
use futures_util::stream;
use libfuzzer_sys::fuzz_target;
use watchpost_fuzz::{EDGE, State, run};
use watchpost_web::{ApiBody, MAX_NAME_BYTES, MultipartForm, Part};

fuzz_target!(|bytes: &[u8]| {
    let Some((&[size, whole], body)) = bytes.split_first_chunk::<2>() else {
        return;
    };
    let mut pieces: Vec<Bytes> = body
        .chunks(usize::from(size) + 1)
        .map(Bytes::copy_from_slice)
        .collect();
    if whole & 1 == 1 {
        pieces = vec![Bytes::copy_from_slice(body)];
    }
    let body = Body::from_stream(stream::iter(
        pieces.into_iter().map(Ok::<_, std::io::Error>),
    ));
    let kind = format!("multipart/form-data; boundary={EDGE}");
    let request = Request::post("/")
        .header(CONTENT_TYPE, kind)
        .body(body)
        .expect("a request");
    run(async {
        if let Ok(ApiBody::Multipart(form)) = ApiBody::from_request(request, &State).await {
            read(form, whole & 2 == 2).await;
        }
    });
});

async fn read(mut form: MultipartForm, leave: bool) {
    while let Ok(Some(part)) = form.next().await {
        match part {
            Part::Field { name, .. } => assert!(name.len() <= MAX_NAME_BYTES),
            Part::File(mut file) => {
                let _ = file.media_type();
                while !leave && matches!(file.chunk().await, Ok(Some(_))) {}
            }
        }
    }
}
