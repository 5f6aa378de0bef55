//! Groups of cases that are alike, the strongest first, and the patterns that stand.

use std::collections::{BTreeMap, HashMap};

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use watchpost_domain::{CaseId, Day};
use watchpost_service::patterns::{FoundFilter, FoundGroup, Short};
use watchpost_web::{Choice, Field, Fields, Layout, Oops, Page, PlatformState, query_part, render};

use super::words::why;
use crate::{bar::Bar, cases::day, member::Unlocked};

/// So many groups on a page.
const SHOWN: usize = 20;
/// What of an address is a filter.
const NAMES: [&str; 6] = ["company", "kind", "country", "from", "until", "show"];
/// The longest name that is looked for.
const NAME_MAX: usize = 200;

struct Group {
    /// The case where they can be put together.
    first: CaseId,
    reference: String,
    count: String,
    allowed: String,
    between: String,
    why: Vec<String>,
    cases: Vec<Short>,
    apart: Option<String>,
}

struct Standing {
    case: CaseId,
    title: String,
    count: String,
}

#[derive(Template)]
#[template(path = "patterns/found.html")]
struct Found {
    layout: Layout,
    bar: Bar,
    fields: Vec<Field>,
    standing: Vec<Standing>,
    found: String,
    groups: Vec<Group>,
    uncompared: Option<String>,
    next: Option<String>,
}

impl Page for Found {
    fn title(&self) -> String {
        self.layout.text.patterns_title()
    }
}

fn group(layout: &Layout, group: FoundGroup) -> Group {
    let t = layout.text;
    let date = |day: Day| t.date(day.date());
    Group {
        first: group.first,
        reference: { group.cases.iter() }
            .find(|case| case.id == group.first)
            .map_or_else(String::new, |case| case.reference.to_string()),
        count: t.patterns_cases(group.count.to_string()),
        allowed: t.patterns_allowed(group.allowed.to_string()),
        between: t.patterns_between(date(group.from), date(group.until)),
        why: why(layout, &group.why),
        cases: group.cases,
        apart: group.apart.map(|why| t.patterns_apart_because(why)),
    }
}

pub async fn show<S: PlatformState>(
    State(state): State<S>,
    who: Unlocked,
    layout: Layout,
    Query(asked): Query<HashMap<String, String>>,
) -> Result<Response, Oops> {
    let (session, t) = (&who.0.session, layout.text);
    let get = |name: &str| asked.get(name).map_or("", String::as_str);
    let some = |name: &str| Some(get(name).to_owned()).filter(|value| !value.is_empty());
    let filter = FoundFilter {
        company: get("company").chars().take(NAME_MAX).collect(),
        kind: some("kind"),
        country: some("country"),
        // What is no day asks for nothing.
        from: day(get("from")).unwrap_or_default(),
        until: day(get("until")).unwrap_or_default(),
        apart: get("show") == "apart",
    };
    let after = get("after").parse().unwrap_or_default();
    let found = { state.platform() }
        .find_patterns(session, &filter, (after, SHOWN))
        .await?;
    let kept: BTreeMap<&str, &str> = { NAMES.iter() }
        .map(|name| (*name, get(name)))
        .filter(|(_, value)| !value.is_empty())
        .collect();
    let next = found.next.map(|next| {
        let pairs = kept.iter().map(|(k, v)| format!("{k}={}", query_part(v)));
        let pairs: Vec<String> = pairs.chain([format!("after={next}")]).collect();
        format!("/desk/patterns?{}", pairs.join("&"))
    });
    let typed: Fields = kept
        .iter()
        .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
        .collect();
    let form = layout.form_with(&typed, &Default::default());
    let named = |vocabulary: &str, code: &String| Choice::new(code, t.named(vocabulary, code));
    let country = |code: &String| Choice::new(code, t.country(code).unwrap_or(code));
    let fields = vec![
        form.line("company", t.patterns_company_words()).optional(),
        form.select(
            "kind",
            t.inbox_kind(),
            found.kinds.iter().map(|kind| named("kind", kind)).collect(),
        )
        .optional(),
        form.select(
            "country",
            t.inbox_country(),
            found.countries.iter().map(country).collect(),
        )
        .optional(),
        form.input("from", t.patterns_from(), "date").optional(),
        form.input("until", t.patterns_until(), "date").optional(),
        form.select(
            "show",
            t.patterns_show(),
            vec![Choice::new("apart", t.patterns_show_apart())],
        )
        .optional(),
    ];
    let left = Some(found.uncompared).filter(|left| *left > 0);
    Ok(render(Found {
        bar: Bar::of(&layout, session),
        fields,
        standing: { found.patterns.into_iter() }
            .map(|(_, case, title, count)| Standing {
                case,
                title,
                count: t.patterns_cases(count.to_string()),
            })
            .collect(),
        found: t.patterns_found(found.found.to_string()),
        groups: { found.groups.into_iter() }
            .map(|one| group(&layout, one))
            .collect(),
        uncompared: left.map(|left| t.patterns_uncompared(left.to_string())),
        next,
        layout,
    }))
}
