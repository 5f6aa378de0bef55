//! The numbers for the public.

use askama::Template;
use axum::{extract::State, response::Response};
use watchpost_web::{Counted, Door, Layout, Oops, Page, PlatformState, Routes, render};

pub fn routes<S: PlatformState>() -> Routes<S> {
    Routes::new().get("/statistics", Door::Public, show::<S>)
}

#[derive(Template)]
#[template(path = "statistics.html")]
struct StatisticsPage {
    layout: Layout,
    counted: Counted,
}

impl Page for StatisticsPage {
    fn title(&self) -> String {
        self.layout.text.statistics_title()
    }
}

async fn show<S: PlatformState>(State(state): State<S>, layout: Layout) -> Result<Response, Oops> {
    let told = state.platform().statistics().await?;
    let procedures = state.platform().procedures().await?;
    let procedures = procedures.values().rev().map(|p| &**p).collect();
    Ok(render(StatisticsPage {
        counted: Counted::new(layout.text, &told, procedures),
        layout,
    }))
}
