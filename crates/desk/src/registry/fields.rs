//! The form of a claim: what a source says, when it was so, and which source.

use watchpost_domain::{
    CompanyId, Day,
    registry::{
        Audience, Bearing, Certificate, Claim, CompanyKind, Confidence, Dated, Fact, FactKind,
        Hold, List, NameKind, Party, Precision, Source, Standing, Terms, Until, Validity,
    },
};
use watchpost_web::{Choice, Field, Form, Layout};

/// What is chosen where a source says that something goes on.
pub(super) const GOES_ON: &str = "goes-on";
const NOT_SAID: &str = "not-said";
pub(super) const ENDED: &str = "ended";

fn terms(layout: &Layout, list: List) -> Vec<Choice> {
    let all = Terms::known().map_or(&[][..], |terms| terms.list(list));
    let lang = layout.lang();
    all.iter()
        .map(|term| Choice::new(&term.code, term.name.text(lang)))
        .collect()
}

pub(super) fn countries(layout: &Layout) -> Vec<Choice> {
    let all = layout.text.countries().into_iter();
    all.map(|(code, name)| Choice::new(code, name)).collect()
}

fn named<T: Copy>(
    layout: &Layout,
    all: &[T],
    (vocabulary, code): (&str, fn(T) -> &'static str),
) -> Vec<Choice> {
    let choice = |one: &T| Choice::new(code(*one), layout.text.named(vocabulary, code(*one)));
    all.iter().map(choice).collect()
}

fn text(value: Option<&String>) -> String {
    value.cloned().unwrap_or_default()
}

/// The fields of a fact of this kind, with what one says that is there already. `name` gives another company as it is typed.
pub(super) fn fact_fields(
    (layout, form): (&Layout, &Form),
    kind: FactKind,
    fact: Option<&Fact>,
    address: &dyn Fn(CompanyId) -> String,
) -> Vec<Field> {
    let t = layout.text;
    let country = |label: String, value: String| {
        form.select("country", label, countries(layout))
            .value(value)
    };
    let whole_country =
        |value: Option<&String>| country(t.registry_in_country(), text(value)).optional();
    let party = |field: &str, label: String, own: Option<&Party>| {
        let value = match own {
            Some(Party::Company(id)) => address(*id),
            Some(Party::Organisation(name)) => name.clone(),
            Some(Party::State(country)) => format!("{STATE}{country}"),
            Some(Party::People) => PEOPLE.to_owned(),
            None => String::new(),
        };
        form.line(field, label)
            .hint(t.registry_party_hint())
            .value(value)
    };
    match kind {
        FactKind::Kind => {
            let kinds = named(
                layout,
                &CompanyKind::ALL,
                ("company-kind", CompanyKind::code),
            );
            let own = match fact {
                Some(Fact::Kind(kind)) => kind.code(),
                _ => "",
            };
            vec![form.radios("kind", t.fact_kind_kind(), kinds).value(own)]
        }
        FactKind::Name => {
            let own = match fact {
                Some(Fact::Name(own)) => Some(own),
                _ => None,
            };
            let kinds = named(layout, &NameKind::ALL, ("name-kind", NameKind::code));
            vec![
                form.line("name", t.registry_name())
                    .value(own.map_or_else(String::new, |own| own.text.clone())),
                form.radios("name_kind", t.registry_name_kind(), kinds)
                    .value(own.map_or(NameKind::Legal.code(), |own| own.kind.code())),
                form.line("language", t.registry_language())
                    .hint(t.registry_language_hint())
                    .value(text(own.and_then(|own| own.language.as_ref())))
                    .optional(),
                form.line("script", t.registry_script())
                    .hint(t.registry_script_hint())
                    .value(text(own.and_then(|own| own.script.as_ref())))
                    .optional(),
            ]
        }
        FactKind::Identifier => {
            let own = match fact {
                Some(Fact::Identifier(own)) => Some(own),
                _ => None,
            };
            vec![
                form.line("scheme", t.registry_scheme())
                    .hint(t.registry_scheme_hint())
                    .value(own.map_or_else(String::new, |own| own.scheme.clone())),
                form.line("value", t.registry_number())
                    .value(own.map_or_else(String::new, |own| own.value.clone())),
                whole_country(own.and_then(|own| own.country.as_ref())),
            ]
        }
        FactKind::Seat | FactKind::Operates => {
            let own = match fact {
                Some(Fact::Seat(own) | Fact::Operates(own)) => own.clone(),
                _ => String::new(),
            };
            vec![country(t.companies_country(), own)]
        }
        FactKind::Service => {
            let own = match fact {
                Some(Fact::Service(code)) => code.as_str(),
                _ => "",
            };
            vec![
                form.radios(
                    "service",
                    t.fact_kind_service(),
                    terms(layout, List::Services),
                )
                .value(own),
            ]
        }
        FactKind::Headcount => {
            let own = match fact {
                Some(Fact::Headcount(own)) => Some(own),
                _ => None,
            };
            vec![
                form.input("least", t.registry_least(), "number")
                    .value(own.map_or_else(String::new, |own| own.least.to_string())),
                form.input("most", t.registry_most(), "number")
                    .hint(t.registry_most_hint())
                    .value(own.map_or_else(String::new, |own| own.most.to_string()))
                    .optional(),
                whole_country(own.and_then(|own| own.country.as_ref())),
            ]
        }
        FactKind::Weapons => {
            let own = match fact {
                Some(Fact::Weapons(own)) => Some(own),
                _ => None,
            };
            let bearings = named(layout, &Bearing::ALL, ("bearing", Bearing::code));
            vec![
                form.radios("bearing", t.fact_kind_weapons(), bearings)
                    .value(own.map_or("", |own| own.bearing.code())),
                form.checks(
                    "classes",
                    t.registry_classes(),
                    terms(layout, List::Weapons),
                )
                .values(own.map_or_else(Vec::new, |own| own.classes.iter().cloned().collect()))
                .optional(),
                whole_country(own.and_then(|own| own.country.as_ref())),
            ]
        }
        FactKind::Owner => {
            let own = match fact {
                Some(Fact::Owner(own)) => Some(own),
                _ => None,
            };
            let holds = named(layout, &Hold::ALL, ("hold", Hold::code));
            let share = own.and_then(|own| own.share);
            let share = share.map(|share| format!("{}.{:02}", share.0 / 100, share.0 % 100));
            vec![
                party("owner", t.registry_owner(), own.map(|own| &own.owner)),
                form.radios("hold", t.registry_hold(), holds)
                    .value(own.map_or("", |own| own.hold.code())),
                form.line("share", t.registry_share())
                    .hint(t.registry_share_hint())
                    .value(share.unwrap_or_default())
                    .optional(),
            ]
        }
        FactKind::Site => {
            let own = match fact {
                Some(Fact::Site(own)) => Some(own),
                _ => None,
            };
            let place = own.map(|own| &own.place);
            vec![
                form.line("site", t.registry_site())
                    .value(own.map_or_else(String::new, |own| own.name.clone())),
                country(
                    t.companies_country(),
                    place.map_or_else(String::new, |p| p.country.clone()),
                ),
                form.line("district", t.registry_district())
                    .hint(t.registry_district_hint())
                    .value(text(place.and_then(|place| place.district.as_ref())))
                    .optional(),
                form.line("locality", t.registry_locality())
                    .value(text(place.and_then(|place| place.locality.as_ref())))
                    .optional(),
                shown((layout, form), &Precision::ALL, own.map(|own| own.shown)),
            ]
        }
        FactKind::Client => {
            let own = match fact {
                Some(Fact::Client(own)) => Some(own),
                _ => None,
            };
            let hands_on = vec![Choice::new("yes", t.registry_subcontract())];
            vec![
                party("client", t.registry_client(), own.map(|own| &own.party)),
                form.checks("subcontract", t.registry_subcontract_title(), hands_on)
                    .values(own.and_then(|own| own.subcontract.then_some("yes")))
                    .optional(),
                whole_country(own.and_then(|own| own.country.as_ref())),
                shown((layout, form), &OF_CLIENT, own.map(|own| own.shown)),
            ]
        }
        FactKind::Certificate => certificate_fields((layout, form), fact),
        FactKind::Membership => {
            let own = match fact {
                Some(Fact::Membership(own)) => Some(own),
                _ => None,
            };
            let all: Vec<Standing> = Standing::ALL
                .into_iter()
                .filter(|s| *s != Standing::Unknown)
                .collect();
            vec![
                form.radios(
                    "status",
                    t.companies_standing(),
                    named(layout, &all, ("standing", Standing::code)),
                )
                .value(own.map_or("", |own| own.standing.code())),
                form.select("reason", t.registry_reason(), terms(layout, List::Reasons))
                    .value(text(own.and_then(|own| own.reason.as_ref())))
                    .optional(),
            ]
        }
        FactKind::Website => {
            let own = match fact {
                Some(Fact::Website(own)) => own.as_str(),
                _ => "",
            };
            vec![
                form.input("website", t.fact_kind_website(), "url")
                    .value(own),
            ]
        }
    }
}

fn shown((layout, form): (&Layout, &Form), all: &[Precision], own: Option<Precision>) -> Field {
    let all = named(layout, all, ("precision", Precision::code));
    form.radios("shown", layout.text.registry_shown(), all)
        .hint(layout.text.registry_shown_hint())
        .value(own.unwrap_or_default().code())
}

fn certificate_fields((layout, form): (&Layout, &Form), fact: Option<&Fact>) -> Vec<Field> {
    let t = layout.text;
    let own = match fact {
        Some(Fact::Certificate(own)) => Some(own),
        _ => None,
    };
    let of = |value: fn(&Certificate) -> String| own.map_or_else(String::new, value);
    vec![
        form.select(
            "standard",
            t.companies_standard(),
            terms(layout, List::Standards),
        )
        .value(of(|own| own.standard.clone())),
        form.line("body", t.registry_body())
            .value(of(|own| own.body.clone())),
        form.line("number", t.registry_certificate_number())
            .value(of(|own| text(own.number.as_ref())))
            .optional(),
        form.area("scope", t.registry_scope(), 2)
            .hint(t.registry_scope_hint())
            .value(of(|own| own.scope.clone())),
        form.line("issued", t.registry_issued())
            .hint(t.registry_dated_hint())
            .value(of(|own| own.issued.to_string())),
        form.line("expires", t.registry_expires())
            .hint(t.registry_dated_hint())
            .value(of(|own| {
                own.expires.map_or_else(String::new, |day| day.to_string())
            }))
            .optional(),
    ]
}

/// The fields of when something was so, how far it is believed, who may see it, and which source says it.
pub(super) fn claim_fields(
    (layout, form): (&Layout, &Form),
    (kind, claim): (FactKind, Option<&Claim>),
    today: Day,
) -> Vec<Field> {
    let t = layout.text;
    let mut all = Vec::new();
    // A certificate has dates of its own.
    if kind != FactKind::Certificate {
        all.extend(valid_fields(
            (layout, form),
            claim.map(|claim| &claim.valid),
        ));
    }
    let source = claim.map(|claim| &claim.source);
    let of = |value: fn(&Source) -> String| source.map_or_else(String::new, value);
    let confidences = named(layout, &Confidence::ALL, ("confidence", Confidence::code));
    let audiences = named(
        layout,
        &[Audience::Public, Audience::Internal],
        ("audience", Audience::code),
    );
    all.extend([
        form.line("source", t.registry_source())
            .hint(t.registry_source_hint())
            .value(of(|s| s.title.clone())),
        form.line("publisher", t.registry_publisher())
            .hint(t.registry_publisher_hint())
            .value(of(|s| s.publisher.clone())),
        form.input("address", t.registry_address(), "url")
            .value(of(|s| text(s.address.as_ref())))
            .optional(),
        form.input("archive", t.registry_archive(), "url")
            .hint(t.registry_archive_hint())
            .value(of(|s| text(s.archive.as_ref())))
            .optional(),
        form.input("seen", t.registry_seen(), "date")
            .value(source.map_or(today, |s| s.seen).date().to_string()),
        form.radios("confidence", t.registry_confidence(), confidences)
            .value(
                claim
                    .map_or(Confidence::Reported, |claim| claim.confidence)
                    .code(),
            ),
        form.radios("audience", t.registry_audience(), audiences)
            .hint(t.registry_audience_hint())
            .value(
                claim
                    .map_or(Audience::Internal, |claim| claim.audience)
                    .code(),
            ),
    ]);
    all
}

fn valid_fields((layout, form): (&Layout, &Form), valid: Option<&Validity>) -> Vec<Field> {
    let t = layout.text;
    let from = valid.and_then(|valid| valid.from);
    let (chosen, end) = match valid.map(|valid| valid.until) {
        None | Some(Until::GoesOn) => (GOES_ON, None),
        Some(Until::NotSaid) => (NOT_SAID, None),
        Some(Until::On(end)) => (ENDED, Some(end)),
    };
    let untils = vec![
        Choice::new(GOES_ON, t.registry_goes_on()),
        Choice::new(ENDED, t.registry_ended()),
        Choice::new(NOT_SAID, t.registry_not_said()),
    ];
    let written = |dated: Option<Dated>| dated.map_or_else(String::new, |dated| dated.to_string());
    vec![
        form.line("from", t.registry_from())
            .hint(t.registry_dated_hint())
            .value(written(from))
            .optional(),
        form.radios("goes_on", t.registry_until_what(), untils)
            .value(chosen),
        form.line("until", t.registry_until())
            .hint(t.registry_dated_hint())
            .value(written(end))
            .optional(),
    ]
}

/// What can be shown of a client: it has no district.
const OF_CLIENT: [Precision; 3] = [Precision::Nothing, Precision::Country, Precision::Whole];

/// How a state is typed where somebody can be named: with its code behind.
pub(super) const STATE: &str = "state:";
/// How people are typed who are not named.
pub(super) const PEOPLE: &str = "people";
