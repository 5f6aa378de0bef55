//! What sources say of companies, in words.

use std::collections::HashMap;

use watchpost_domain::{
    CompanyId, Day,
    registry::{
        Certificate, Client, Dated, Fact, Flaw, Headcount, Hold, Identifier, List, Membership,
        Name, Party, Place, PublicParty, PublicValue, Share, Slug, Stake, Terms, Unit, Until,
        Validity, Weapons,
    },
};
use watchpost_service::registry::Named;
use watchpost_text::Text;

use crate::{Field, Layout};

/// The days that an address asks for: as it was known on one, about another. Today where it asks for none, and where what was known is
/// asked of a day that has not come. Of a year or a month, its last day.
#[must_use]
pub fn asked_days(today: Day, query: &HashMap<String, String>) -> (Day, Day) {
    let day = |name: &str| {
        let dated: Option<Dated> = query.get(name)?.trim().parse().ok();
        dated.map(Dated::last)
    };
    let known = day("known").map_or(today, |day| day.min(today));
    (known, day("about").unwrap_or(today))
}

/// The form that asks for other days.
#[must_use]
pub fn day_fields(layout: &Layout, (known_on, about): (Day, Day)) -> [Field; 2] {
    let (t, form) = (layout.text, layout.form());
    let field = |name: &str, label: String, hint: String, day: Day| {
        let day = day.date().to_string();
        form.input(name, label, "date").hint(hint).value(day)
    };
    let (about_hint, known_hint) = (t.company_day_about_hint(), t.company_day_known_hint());
    [
        field("about", t.company_day_about(), about_hint, about),
        field("known", t.company_day_known(), known_hint, known_on),
    ]
}

/// Where the pages of other companies are, under a path such as `/companies`, and what each is called.
#[must_use]
pub fn company_links(layout: &Layout, path: &str, all: &[Named]) -> Vec<(String, String)> {
    let link = |own: &Named| (layout.to(format!("{path}/{}", own.slug)), own.name.clone());
    all.iter().map(link).collect()
}

/// A date as exactly as a source says it: a year, a month or a day.
#[must_use]
pub fn dated_words(t: &Text, dated: Dated) -> String {
    match dated.unit() {
        Unit::Year => dated.to_string(),
        Unit::Month => t.month_year(dated.first().date()),
        Unit::Day => t.date(dated.first().date()),
    }
}

/// A day.
#[must_use]
pub fn day_words(t: &Text, day: Day) -> String {
    t.date(day.date())
}

/// From when and until when something was so; nothing where a source says only that it was.
#[must_use]
pub fn valid_words(t: &Text, valid: &Validity) -> String {
    let until = match valid.until {
        Until::On(end) => Some(dated_words(t, end)),
        Until::GoesOn | Until::NotSaid => None,
    };
    match (valid.from, until) {
        (Some(from), Some(until)) => t.claim_from_until(dated_words(t, from), until),
        (Some(from), None) => t.claim_from(dated_words(t, from)),
        (None, Some(until)) => t.claim_until(until),
        (None, None) => String::new(),
    }
}

/// A country by its name, or by its code where it has none any more.
#[must_use]
pub fn country_words(t: &Text, code: &str) -> String {
    t.country(code).unwrap_or(code).to_owned()
}

/// A term by its name, or by its code.
#[must_use]
pub fn term_words(t: &Text, list: List, code: &str) -> String {
    let term = Terms::known().and_then(|terms| terms.term(list, code));
    term.map_or(code, |term| term.name.text(t.lang().code()))
        .to_owned()
}

/// With the country that it is about, where it is about one.
fn in_country(t: &Text, words: String, country: Option<&String>) -> String {
    match country {
        Some(code) => t.claim_in(country_words(t, code), words),
        None => words,
    }
}

fn name_words(t: &Text, name: &Name) -> String {
    t.claim_name(t.named("name-kind", name.kind.code()), name.text.as_str())
}

fn identifier_words(t: &Text, own: &Identifier) -> String {
    let scheme = match own.scheme.as_str() {
        watchpost_domain::registry::LEI => t.claim_lei(),
        other => other.to_owned(),
    };
    in_country(
        t,
        t.claim_number(scheme, own.value.as_str()),
        own.country.as_ref(),
    )
}

fn headcount_words(t: &Text, own: &Headcount) -> String {
    let (least, most) = (t.number(own.least.into()), t.number(own.most.into()));
    let words = match own.least == own.most {
        true => least,
        false => t.claim_between(least, most),
    };
    in_country(t, words, own.country.as_ref())
}

fn weapons_words(t: &Text, own: &Weapons) -> String {
    let bearing = t.named("bearing", own.bearing.code());
    let classes = own
        .classes
        .iter()
        .map(|code| term_words(t, List::Weapons, code));
    let classes: Vec<String> = classes.collect();
    let words = match classes.is_empty() {
        true => bearing,
        false => t.claim_classes(bearing, t.list(&classes)),
    };
    in_country(t, words, own.country.as_ref())
}

fn share_words(t: &Text, share: Share) -> String {
    let (whole, rest) = (share.0 / 100, share.0 % 100);
    t.claim_per_cent(match rest {
        0 => whole.to_string(),
        rest => format!("{whole}.{rest:02}"),
    })
}

fn stake_words(t: &Text, owner: &str, share: Option<Share>, hold: Hold) -> String {
    let hold = t.named("hold", hold.code());
    match share {
        Some(share) => t.claim_stake_share(hold, owner, share_words(t, share)),
        None => t.claim_stake(hold, owner),
    }
}

fn place_words(t: &Text, place: &Place) -> String {
    let district = place.district.as_deref();
    let district = district.map(|code| t.subdivision(code).unwrap_or(code).to_owned());
    let point = place.point.map(|point| {
        let degrees = |millionths: i32| f64::from(millionths) / 1e6;
        format!("{:.4}, {:.4}", degrees(point.north), degrees(point.east))
    });
    let parts = [
        place.locality.clone(),
        district,
        Some(country_words(t, &place.country)),
        point,
    ];
    let parts = parts.into_iter().flatten();
    let whole = parts.reduce(|part, whole| t.claim_place(part, whole));
    whole.unwrap_or_default()
}

fn client_words(
    t: &Text,
    who: Option<&str>,
    subcontract: bool,
    country: Option<&String>,
) -> String {
    let nobody = t.claim_client_not_named();
    let who = who.unwrap_or(&nobody);
    let words = match subcontract {
        true => t.claim_subcontract(who),
        false => who.to_owned(),
    };
    in_country(t, words, country)
}

fn certificate_words(t: &Text, own: &Certificate) -> String {
    let standard = term_words(t, List::Standards, &own.standard);
    let mut parts = vec![
        t.claim_certified(own.body.as_str(), standard),
        own.scope.clone(),
    ];
    parts.extend(
        own.number
            .as_ref()
            .map(|number| t.claim_certificate_number(number.as_str())),
    );
    let issued = dated_words(t, own.issued);
    parts.push(match own.expires {
        Some(expires) => t.claim_from_until(issued, dated_words(t, expires)),
        None => t.claim_from(issued),
    });
    parts.retain(|part| !part.is_empty());
    parts.join(" · ")
}

/// A status, with why where a source says that.
#[must_use]
pub fn membership_words(t: &Text, own: &Membership) -> String {
    let standing = t.named("standing", own.standing.code());
    match &own.reason {
        Some(reason) => t.claim_because(term_words(t, List::Reasons, reason), standing),
        None => standing,
    }
}

fn party_words(t: &Text, party: &Party, name: &dyn Fn(CompanyId) -> String) -> String {
    match party {
        Party::Company(id) => name(*id),
        Party::Organisation(name) => name.clone(),
        Party::State(country) => t.claim_state(country_words(t, country)),
        Party::People => t.claim_people(),
    }
}

/// What a source says, with all of it that is known. `name` gives the name of another company.
#[must_use]
pub fn fact_words(t: &Text, fact: &Fact, name: &dyn Fn(CompanyId) -> String) -> String {
    match fact {
        Fact::Kind(kind) => t.named("company-kind", kind.code()),
        Fact::Name(own) => name_words(t, own),
        Fact::Identifier(own) => identifier_words(t, own),
        Fact::Seat(country) | Fact::Operates(country) => country_words(t, country),
        Fact::Service(code) => term_words(t, List::Services, code),
        Fact::Headcount(own) => headcount_words(t, own),
        Fact::Weapons(own) => weapons_words(t, own),
        Fact::Owner(Stake { owner, share, hold }) => {
            stake_words(t, &party_words(t, owner, name), *share, *hold)
        }
        Fact::Site(site) => t.claim_place(site.name.as_str(), place_words(t, &site.place)),
        Fact::Client(Client {
            party,
            subcontract,
            country,
            ..
        }) => {
            let who = party_words(t, party, name);
            client_words(t, Some(&who), *subcontract, country.as_ref())
        }
        Fact::Certificate(own) => certificate_words(t, own),
        Fact::Membership(own) => membership_words(t, own),
        Fact::Website(address) => address.clone(),
    }
}

/// What everybody is shown of it. `name` gives the name of another company by its address.
#[must_use]
pub fn public_words(t: &Text, value: &PublicValue, name: &dyn Fn(&Slug) -> String) -> String {
    let party = |party: &PublicParty| match party {
        PublicParty::Company(slug) => name(slug),
        PublicParty::Organisation(name) => name.clone(),
        PublicParty::State(country) => t.claim_state(country_words(t, country)),
        PublicParty::People => t.claim_people(),
        PublicParty::NotShown => t.claim_not_shown(),
    };
    match value {
        PublicValue::Kind(kind) => t.named("company-kind", kind.code()),
        PublicValue::Name(own) => name_words(t, own),
        PublicValue::Identifier(own) => identifier_words(t, own),
        PublicValue::Seat(country) | PublicValue::Operates(country) => country_words(t, country),
        PublicValue::Service(code) => term_words(t, List::Services, code),
        PublicValue::Headcount(own) => headcount_words(t, own),
        PublicValue::Weapons(own) => weapons_words(t, own),
        PublicValue::Owner { owner, share, hold } => stake_words(t, &party(owner), *share, *hold),
        PublicValue::Site { name, place } => {
            let place = place_words(t, place);
            match name {
                Some(name) => t.claim_place(name.as_str(), place),
                None => place,
            }
        }
        PublicValue::Client {
            party: who,
            subcontract,
            country,
        } => {
            let who = who.as_ref().map(party);
            client_words(t, who.as_deref(), *subcontract, country.as_ref())
        }
        PublicValue::Certificate(own) => certificate_words(t, own),
        PublicValue::Membership(own) => membership_words(t, own),
        PublicValue::Website(address) => address.clone(),
    }
}

/// What is wrong with a claim, and what to do about it.
#[must_use]
pub(crate) fn flaw_words(t: &Text, flaw: &Flaw) -> String {
    match flaw {
        Flaw::LeiLength { is } => t.flaw_lei_length(*is),
        Flaw::TooManyPeople { most } => t.flaw_too_many_people(t.number((*most).into())),
        Flaw::Plain(problem) => crate::problem_words(t, problem),
        other => t.named("flaw", other.code().unwrap_or_default()),
    }
}
