//! Which companies may be meant by the name in the report, and what each was in the Association on the day that is told of: that decides
//! whether a complaint is in scope. Whoever works on the case looks and decides; nothing is linked by itself.

use askama::{Template, filters::HtmlSafe};
use watchpost_domain::{
    Day,
    policy::{Action, Verdict, registry as may},
    registry::Standing,
};
use watchpost_service::{
    CaseSeen, Platform,
    accounts::Session,
    registry::{Likely, MayBe},
};
use watchpost_web::{Layout, Oops, day_words};

struct Line {
    to: String,
    name: String,
    likely: String,
    why: String,
    /// What it was then, where it is likely the one that is meant and sources say it.
    then: String,
}

#[derive(Template)]
#[template(path = "cases/companies.html")]
pub(super) struct Meant {
    layout: Layout,
    lines: Vec<Line>,
}

impl HtmlSafe for Meant {}

/// The name that was said, and the day that was told of.
fn said(seen: &CaseSeen) -> (Option<&str>, Option<Day>) {
    let answers = || seen.answers.iter().flat_map(|part| &part.answers);
    let company = answers().find(|answered| answered.key == "company");
    let name = company.and_then(|answered| answered.answer.words());
    let day = answers().find_map(|answered| answered.answer.about());
    (name, day)
}

impl Meant {
    pub(super) async fn of(
        platform: &Platform,
        layout: &Layout,
        session: &Session,
        seen: &CaseSeen,
    ) -> Result<Self, Oops> {
        let (mut lines, layout) = (Vec::new(), layout.clone());
        let (Some(name), day) = said(seen) else {
            return Ok(Self { layout, lines });
        };
        if may::See::verdict(&session.actor(), &may::Registry) != Verdict::Allow {
            return Ok(Self { layout, lines });
        }
        platform.read_companies().await?;
        let about = day.unwrap_or(platform.today());
        for found in platform.companies_like(name) {
            let then = match found.likely {
                Likely::Doubtful => String::new(),
                _ => then(platform, &layout, session, (&found, about)).await?,
            };
            lines.push(line(&layout, found, (about, then)));
        }
        Ok(Self { layout, lines })
    }
}

fn line(layout: &Layout, found: MayBe, (about, then): (Day, String)) -> Line {
    let t = layout.text;
    let path = format!("/desk/companies/{}?about={}", found.slug, about.date());
    Line {
        to: layout.to(path),
        likely: t.named("likely", found.likely.code()),
        why: t.named("name-reason", found.reason),
        name: match found.name == found.company {
            true => found.company,
            false => format!("{} ({})", found.company, found.name),
        },
        then,
    }
}

/// What it was in the Association on a day, as it is known now.
async fn then(
    platform: &Platform,
    layout: &Layout,
    session: &Session,
    (found, about): (&MayBe, Day),
) -> Result<String, Oops> {
    let t = layout.text;
    let status = platform.standing_on(session, found.id, about).await?;
    let standing = match status.standing {
        Standing::Unknown => t.company_not_known(),
        standing => t.named("standing", standing.code()),
    };
    let words = t.case_company_then(day_words(&t, about), standing);
    Ok(
        match status.is_certain || status.standing == Standing::Unknown {
            true => words,
            false => format!("{words} · {}", t.case_company_uncertain()),
        },
    )
}
