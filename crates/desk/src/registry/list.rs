//! All companies, as those see them who see all.

use std::collections::HashMap;

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use watchpost_domain::{
    policy::{Action, Verdict, registry as may},
    registry::Slug,
};
use watchpost_web::{CompanyList, Layout, Oops, Page, PlatformState, asked_companies, render};

use crate::{bar::Bar, member::Member};

#[derive(Template)]
#[template(path = "registry/list.html")]
struct RegistryPage {
    layout: Layout,
    bar: Bar,
    list: CompanyList,
    may_keep: bool,
}

impl Page for RegistryPage {
    fn title(&self) -> String {
        self.layout.text.companies_title()
    }
}

pub async fn show<S: PlatformState>(
    State(state): State<S>,
    who: Member,
    layout: Layout,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Response, Oops> {
    let asked = asked_companies(&query);
    let after: Option<Slug> = query.get("after").and_then(|slug| slug.parse().ok());
    let found = { state.platform() }
        .all_companies(&who.session, &asked, after.as_ref())
        .await?;
    let keep = may::Keep::verdict(&who.session.actor(), &may::Registry);
    Ok(render(RegistryPage {
        bar: Bar::of(&layout, &who.session),
        list: CompanyList::new(&layout, "/desk/companies", &asked, found),
        may_keep: keep == Verdict::Allow,
        layout,
    }))
}
