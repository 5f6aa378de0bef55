//! No page answers a form: the form would stay on the device, beside the page. Whatever becomes of it, the browser is led on.

use axum::http::header;

use super::visits::Visit;

/// The forms that are answered with a page, and how many were sent.
pub fn findings(visits: &[Visit]) -> (Vec<String>, usize) {
    let posted = || visits.iter().filter(|visit| visit.posted);
    let pages = posted().filter(|visit| {
        let kind = visit.answer.headers.get(header::CONTENT_TYPE);
        kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
    });
    let found = pages.map(|visit| format!("{}: a page answers the form", visit.what));
    (found.collect(), posted().count())
}
