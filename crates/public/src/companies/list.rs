//! All companies of which something is public, and those that are looked for.

use std::collections::HashMap;

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use watchpost_domain::registry::Slug;
use watchpost_web::{CompanyList, Layout, Oops, Page, PlatformState, asked_companies, render};

#[derive(Template)]
#[template(path = "companies/list.html")]
struct CompaniesPage {
    layout: Layout,
    list: CompanyList,
}

impl Page for CompaniesPage {
    fn title(&self) -> String {
        self.layout.text.companies_title()
    }

    /// Whom somebody looks up is nobody's business who looks at their list of pages.
    fn window(&self) -> String {
        self.layout.text.window_note()
    }
}

pub async fn show<S: PlatformState>(
    State(state): State<S>,
    layout: Layout,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Response, Oops> {
    let asked = asked_companies(&query);
    let after: Option<Slug> = query.get("after").and_then(|slug| slug.parse().ok());
    let found = state.platform().companies(&asked, after.as_ref()).await?;
    Ok(render(CompaniesPage {
        list: CompanyList::new(&layout, "/companies", &asked, found),
        layout,
    }))
}
