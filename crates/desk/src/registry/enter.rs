//! Entering a company: its name, where it is, what sort of company it is, and which source says so.

use askama::Template;
use axum::{extract::State, http::StatusCode, response::Response};
use uuid::Uuid;
use watchpost_domain::{
    Problems,
    registry::{Claim, CompanyKind, Fact, FactKind},
};
use watchpost_service::{
    Error,
    registry::{Entered, MayBe},
};
use watchpost_web::{
    CheckedForm, Choice, Errors, Field, Fields, Layout, Oops, Page, PlatformState, form_status,
    render, see_other,
};

use super::{
    fields::{claim_fields, countries, fact_fields},
    read::read_claim,
};
use crate::{bar::Bar, member::Member};

#[derive(Template)]
#[template(path = "registry/enter.html")]
struct EnterPage {
    layout: Layout,
    bar: Bar,
    errors: Errors,
    fields: Vec<Field>,
    /// Those that are called alike, and what of them is nearest.
    alike: Vec<(String, String, String)>,
    /// That it is none of them.
    another: Option<Field>,
    once: String,
    status: StatusCode,
}

impl Page for EnterPage {
    fn title(&self) -> String {
        self.layout.text.registry_enter()
    }

    fn status(&self) -> StatusCode {
        self.status
    }
}

fn page<S: PlatformState>(
    state: &S,
    who: &Member,
    layout: Layout,
    (typed, problems, alike): (&Fields, &Problems, Vec<MayBe>),
) -> EnterPage {
    let t = layout.text;
    let form = layout.form_with(typed, problems);
    let nobody = |_| String::new();
    let kinds = CompanyKind::ALL.into_iter();
    let kinds = kinds.map(|k| Choice::new(k.code(), t.named("company-kind", k.code())));
    let mut fields = fact_fields((&layout, &form), FactKind::Name, None, &nobody);
    fields.push(
        form.select("country", t.fact_kind_seat(), countries(&layout))
            .optional(),
    );
    fields.push(
        form.select("kind", t.companies_kind(), kinds.collect())
            .optional(),
    );
    let today = state.platform().today();
    fields.extend(claim_fields(
        (&layout, &form),
        (FactKind::Name, None),
        today,
    ));
    let another = vec![Choice::new("yes", t.registry_another())];
    let another = form.checks("another", t.registry_alike(), another);
    let line = |may_be: MayBe| {
        let to = layout.to(format!("/desk/companies/{}", may_be.slug));
        (to, may_be.company, may_be.name)
    };
    let status = match alike.is_empty() {
        true => form_status(problems),
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let once = match typed.text("once") {
        "" => Uuid::new_v4().simple().to_string(),
        once => once.to_owned(),
    };
    EnterPage {
        bar: Bar::of(&layout, &who.session),
        errors: Errors::of(t, &fields),
        another: (!alike.is_empty()).then_some(another),
        alike: alike.into_iter().map(line).collect(),
        fields,
        once,
        status,
        layout,
    }
}

pub async fn ask<S: PlatformState>(
    State(state): State<S>,
    who: Member,
    layout: Layout,
) -> Result<Response, Oops> {
    state.platform().may_keep_registry(&who.session)?;
    let nothing = (&Fields::default(), &Problems::default(), Vec::new());
    Ok(render(page(&state, &who, layout, nothing)))
}

/// The claims of the form: of one source, and so on the same days.
fn claims(typed: &Fields, today: watchpost_domain::Day) -> Result<Vec<Claim>, Problems> {
    let name = read_claim(typed, FactKind::Name, today, &|_| None)?;
    let of = |fact: Fact| Claim {
        fact,
        ..name.clone()
    };
    let country = Some(typed.text("country")).filter(|country| !country.is_empty());
    let mut all = vec![name.clone()];
    all.extend(country.map(|country| of(Fact::Seat(country.to_owned()))));
    all.extend(CompanyKind::from_code(typed.text("kind")).map(|kind| of(Fact::Kind(kind))));
    Ok(all)
}

pub async fn take<S: PlatformState>(
    State(state): State<S>,
    who: Member,
    layout: Layout,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let platform = state.platform();
    let is_another = typed.text("another") == "yes";
    let entered = match claims(&typed, platform.today()) {
        Ok(claims) => {
            let once = typed.text("once");
            platform
                .enter_company(&who.session, once, claims, is_another)
                .await
        }
        Err(problems) => Err(Error::Invalid(problems)),
    };
    match entered {
        Ok(Entered::As(slug)) => Ok(see_other(&layout.to(format!("/desk/companies/{slug}")))),
        Ok(Entered::Alike(alike)) => {
            let shown = (&typed, &Problems::default(), alike);
            Ok(render(page(&state, &who, layout, shown)))
        }
        Err(Error::Invalid(problems)) => {
            platform.may_keep_registry(&who.session)?;
            Ok(render(page(
                &state,
                &who,
                layout,
                (&typed, &problems, Vec::new()),
            )))
        }
        Err(error) => Err(error.into()),
    }
}
