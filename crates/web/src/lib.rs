//! The web: routes with doors, checked forms, the frame of pages, errors, and the loop that takes connections.
//!
//! A page and its form, as another crate writes them. Its `askama.toml` holds
//!
//! ```toml
//! [general]
//! dirs = ["templates", "../web/templates"]
//! whitespace = "minimize"
//! ```
//!
//! and `templates/place.html` is
//!
//! ```html
//! {% extends "base.html" %}
//! {% block before %}{{ errors }}{% endblock %}
//! {% block heading %}{% endblock %}
//! {% block content %}
//! <form method="post" action="{{ layout.to("/report/place") }}">
//!   <input type="hidden" name="_token" value="{{ layout.token }}">
//!   {{ place }}
//!   <div class="buttons"><button>{{ layout.text.do_next() }}</button></div>
//! </form>
//! {% endblock %}
//! ```
//!
//! With the field as the `h1` (`as_heading`) the block `heading` is left empty; otherwise leave the block out
//! and the title is the `h1`. Literals below stand for words of the catalogue.
//!
//! ```text
//! #[derive(Template)]
//! #[template(path = "place.html")]
//! struct Place { layout: Layout, errors: Errors, place: Field }
//!
//! impl Page for Place {
//!     fn title(&self) -> String { self.layout.text.nav_report() }
//! }
//!
//! impl Place {
//!     fn new(layout: Layout, form: &Form) -> Self {
//!         let place = form.line("place", "Where was it?").hint("A town is enough.").as_heading();
//!         Self { errors: Errors::of(layout.text, [&place]), place, layout }
//!     }
//! }
//!
//! pub fn routes() -> Routes<App> {                                  // App: WebState
//!     Routes::new()
//!         .get("/report/place", Door::Public, ask)
//!         .post("/report/place", Door::Public, take)
//! }
//!
//! async fn ask(layout: Layout) -> Response {
//!     let form = layout.form();
//!     render(Place::new(layout, &form))
//! }
//!
//! async fn take(State(app): State<App>, layout: Layout, CheckedForm(typed): CheckedForm) -> Result<Response, Oops> {
//!     match app.service.save_place(typed.text("place")).await {
//!         Err(Error::Invalid(problems)) => {
//!             let form = layout.form_with(&typed, &problems);
//!             Ok(render(Place::new(layout, &form)))
//!         }
//!         other => { other?; Ok(see_other(&layout.to("/report/when"))) } // Error becomes Oops by `?`
//!     }
//! }
//! ```
//!
//! `app(routes, state)` puts the frame around all: headers, pages for errors, caught panics, the stylesheet.
//! An answer that sets a cookie for the first time and holds a form calls `layout.bound_to(&state, value)`.

mod again;
mod answers;
pub mod assets;
pub mod body;
mod claims;
mod companies;
pub mod cookie;
mod counted;
mod door;
mod drain;
mod error;
mod field;
mod form;
mod headers;
mod heads;
mod lang;
mod page;
mod paragraphs;
mod parts;
mod pieces;
mod problem;
mod promised;
mod sender;
mod serve;
mod sheet;
mod state;
mod token;
mod told;

pub use answers::{
    answer_words, answer_words_of, asked_words, consent_choices, option_words, question_words,
};
pub use claims::{
    asked_days, company_links, country_words, dated_words, day_fields, day_words, fact_words,
    membership_words, public_words, term_words, valid_words,
};
pub use companies::{CompanyList, asked_companies};
pub use counted::Counted;
pub use door::{Door, RouteEntry, Routes};
pub use drain::MAX_LEFT_BYTES;
pub use error::Oops;
pub use field::{Choice, Field, Form, Group, Kind, problem_words};
pub use form::{
    ApiBody, CheckedForm, Fields, FilePart, MAX_FIELDS, MAX_FORM_BYTES, MAX_NAME_BYTES,
    MultipartForm, Part, SentForm,
};
pub use headers::{Caching, Csp, app};
pub use lang::Reading;
pub use page::{
    Layout, Link, OwnLanguage, Page, attachment, download, form_status, query_part, render,
    see_other,
};
pub use paragraphs::Find;
pub use parts::{Cell, Errors, Notice, Pager, Table, Tone};
pub use pieces::{CopyPage, Pieces};
pub use problem::{PROBLEM_TYPE, field_problems};
pub use promised::{Outside, Promised, Reader, promise_piece};
pub use sender::{Sender, Senders};
#[doc(hidden)]
pub use serve::proxied;
pub use serve::{Limits, serve};
pub use sheet::{
    SheetAnswer, need_words, sheet_answers, sheet_fields, sheet_fields_found, sheet_values,
    sheet_words, version_words,
};
pub use state::{PlatformState, SampleLogin, WebState};
pub use token::{FORM_LIFE_SECONDS, FormKey, TOKEN_FIELD};
pub use told::Told;
