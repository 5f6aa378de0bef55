//! Who changed the desk, and when. What happened in a case stands in the case.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use jiff::tz::TimeZone;
use std::collections::BTreeMap;
use watchpost_domain::{Fact, MemberId, cases::content::ActedBy, fact::DeskFact};
use watchpost_service::people::AuditLine;
use watchpost_web::{Door, Layout, Oops, Page, PlatformState, Routes, render};

use crate::{bar::Bar, member::Member};

pub fn routes<S: PlatformState>() -> Routes<S> {
    Routes::new().get("/desk/audit", Door::Member("desk.see-audit"), show::<S>)
}

#[derive(Template)]
#[template(path = "audit.html")]
struct AuditPage {
    layout: Layout,
    bar: Bar,
    lines: Vec<AuditLine>,
    /// Where the older lines are.
    next: Option<String>,
    names: BTreeMap<MemberId, String>,
}

impl Page for AuditPage {
    fn title(&self) -> String {
        self.layout.text.audit_title()
    }
}

impl AuditPage {
    fn name(&self, member: MemberId) -> String {
        let known = self.names.get(&member).cloned();
        known.unwrap_or_else(|| self.layout.text.case_somebody())
    }

    fn who(&self, line: &AuditLine) -> String {
        match line.by {
            ActedBy::Member(member) => self.name(member),
            ActedBy::Reporter | ActedBy::Party | ActedBy::Desk => self.layout.text.case_reporter(),
            ActedBy::Operator | ActedBy::Installation => self.layout.text.case_system(),
        }
    }

    fn act(&self, line: &AuditLine) -> String {
        match &line.fact {
            Fact::Desk(fact) => self.layout.text.named("audit", fact.code()),
            Fact::Case(fact) => self.layout.text.named("act", fact.act.code()),
            Fact::Room(fact) => self.layout.text.named("room-act", fact.act.code()),
        }
    }

    /// Whom it concerned, or the sign of the roster that came of it.
    fn about(&self, line: &AuditLine) -> String {
        match &line.fact {
            Fact::Desk(
                DeskFact::MemberRemoved { member, .. }
                | DeskFact::MemberDisabled { member, .. }
                | DeskFact::LoginReset { member, .. },
            ) => self.name(*member),
            Fact::Desk(DeskFact::RosterProposed {
                member,
                version,
                hash,
                ..
            }) => format!("{} · {version} · {}", self.name(*member), first_signs(hash)),
            Fact::Desk(DeskFact::RosterSigned { version, hash, .. }) => {
                format!("{version} · {}", first_signs(hash))
            }
            Fact::Desk(DeskFact::ChannelChanged { version, hash, .. }) => {
                format!("{version} · {}", first_signs(hash))
            }
            Fact::Desk(DeskFact::CaseErased {
                reference, reason, ..
            }) => {
                let why = self.layout.text.named("erase", reason.code());
                format!("{} · {why}", reference.as_str())
            }
            Fact::Desk(DeskFact::Emergency {
                reference, member, ..
            }) => format!("{} · {}", reference.as_str(), self.name(*member)),
            Fact::Desk(DeskFact::RosterDropped { version, .. }) => version.to_string(),
            _ => String::new(),
        }
    }

    fn at(&self, line: &AuditLine) -> String {
        self.layout.text.timestamp(line.at, &TimeZone::UTC)
    }
}

/// Enough of a hash to tell one from another.
fn first_signs(hash: &str) -> &str {
    hash.get(..16).unwrap_or(hash)
}

async fn show<S: PlatformState>(
    State(state): State<S>,
    who: Member,
    layout: Layout,
    Query(query): Query<BTreeMap<String, String>>,
) -> Result<Response, Oops> {
    let platform = state.platform();
    let after = query.get("after").map(String::as_str);
    let found = platform.audit(&who.session, after).await?;
    let people = platform.people(&who.session).await?.people;
    let names = people.into_iter().map(|p| (p.member.id, p.member.name));
    Ok(render(AuditPage {
        bar: Bar::of(&layout, &who.session),
        names: names.collect(),
        lines: found.lines,
        next: found
            .next
            .map(|place| layout.to(format!("/desk/audit?after={place}"))),
        layout,
    }))
}
