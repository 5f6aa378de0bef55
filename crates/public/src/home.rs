//! The front door, what the service promises, and the way out.

use askama::Template;
use axum::{extract::State, response::Response};
use watchpost_web::{Door, Layout, Page, PlatformState, Routes, cookie, render, see_other};

pub fn routes<S: PlatformState>() -> Routes<S> {
    Routes::new()
        .get("/", Door::Public, home)
        .get("/about", Door::Public, about)
        .get("/leave", Door::Public, leave::<S>)
        .get("/notice", Door::Public, notice)
}

#[derive(Template)]
#[template(path = "home.html")]
struct Home {
    layout: Layout,
}

impl Page for Home {
    fn title(&self) -> String {
        self.layout.text.home_title()
    }
}

async fn home(layout: Layout) -> Response {
    render(Home { layout })
}

#[derive(Template)]
#[template(path = "about.html")]
struct About {
    layout: Layout,
}

impl Page for About {
    fn title(&self) -> String {
        self.layout.text.about_title()
    }
}

async fn about(layout: Layout) -> Response {
    render(About { layout })
}

/// Leaves at once: the draft's and the box's cookies go, and what follows says nothing about reporting.
async fn leave<S: PlatformState>(State(state): State<S>) -> Response {
    let mut response = see_other("/notice");
    cookie::clear(&mut response, &state, cookie::DRAFT);
    cookie::clear(&mut response, &state, cookie::RECEIPT);
    response
}

#[derive(Template)]
#[template(path = "notice.html")]
struct Neutral {
    layout: Layout,
}

impl Page for Neutral {
    fn title(&self) -> String {
        self.layout.text.neutral_title()
    }
}

async fn notice(mut layout: Layout) -> Response {
    layout.leave = false;
    layout.nav.clear();
    render(Neutral { layout })
}
