//! The companies of the sample network, with what invented sources say of them. None of them exist.

use watchpost_domain::{
    Day,
    registry::{
        Audience, Bearing, Certificate, Claim, Confidence, Entry, Fact, Headcount, Hold,
        Identifier, Membership, Name, NameKind, Party, Share, Slug, Source, Stake, Standing, Until,
        Validity, Weapons,
    },
};
use watchpost_service::{
    Error, Platform,
    accounts::Session,
    registry::{Entered, invented},
};

use super::network::Login;

/// Who says something, and how far they are believed.
#[derive(Clone, Copy)]
enum Says {
    Association,
    Register,
    Newspaper,
}

/// One thing that a source says: who, from when, until when; `now` where it goes on.
type Told = (Says, &'static str, &'static str, Fact);

fn claim(today: Day, (says, from, until, fact): Told) -> Claim {
    let (title, publisher, confidence) = match says {
        Says::Association => (
            "List of members (sample)",
            "The Association (sample)",
            Confidence::Authoritative,
        ),
        Says::Register => (
            "Extract of the register (sample)",
            "Register of companies (sample)",
            Confidence::Authoritative,
        ),
        Says::Newspaper => (
            "Guards without pay (sample)",
            "River Valley Courier (sample)",
            Confidence::Reported,
        ),
    };
    Claim {
        fact,
        source: Source {
            title: title.to_owned(),
            publisher: publisher.to_owned(),
            address: Some("https://watchpost.invalid/sample".to_owned()),
            archive: None,
            seen: today,
        },
        confidence,
        valid: Validity {
            from: from.parse().ok(),
            until: match until {
                "now" => Until::GoesOn,
                end => end.parse().map_or(Until::NotSaid, Until::On),
            },
        },
        audience: Audience::Public,
    }
}

fn name(text: &str, kind: NameKind) -> Fact {
    Fact::Name(Name {
        text: text.to_owned(),
        kind,
        language: None,
        script: None,
    })
}

fn status(standing: Standing, reason: Option<&str>) -> Fact {
    Fact::Membership(Membership {
        standing,
        reason: reason.map(str::to_owned),
    })
}

fn headcount(least: u32, most: u32) -> Fact {
    Fact::Headcount(Headcount {
        least,
        most,
        country: None,
    })
}

fn certificate(standard: &str, issued: &str, expires: &str) -> Option<Fact> {
    Some(Fact::Certificate(Certificate {
        standard: standard.to_owned(),
        body: "Plain Assurance (sample)".to_owned(),
        number: Some("PA-0413".to_owned()),
        scope: "Guarding and escorts in Kenya and Uganda".to_owned(),
        issued: issued.parse().ok()?,
        expires: expires.parse().ok(),
    }))
}

/// A company that went through much: its owner is entered before it.
fn kestrel() -> Vec<Told> {
    use Says::{Association, Newspaper, Register};
    let country = |code: &str| Fact::Operates(code.to_owned());
    let mut all = vec![
        (
            Register,
            "2009-03",
            "now",
            name("Kestrel Guarding (sample)", NameKind::Legal),
        ),
        (
            Register,
            "2001",
            "2009-03",
            name("Falcon Watch (sample)", NameKind::Former),
        ),
        (
            Newspaper,
            "",
            "",
            name("كستريل للحراسة (مثال)", NameKind::AsWritten),
        ),
        (Register, "2001", "now", Fact::Seat("KE".to_owned())),
        (
            Register,
            "2001",
            "now",
            Fact::Identifier(Identifier {
                scheme: "Business register".to_owned(),
                country: Some("KE".to_owned()),
                value: "PVT-0000-sample".to_owned(),
            }),
        ),
        (Association, "2014", "now", country("KE")),
        (Association, "2018", "now", country("UG")),
        (
            Association,
            "2014-05",
            "2017-02",
            status(Standing::TransitionalMember, None),
        ),
        (
            Association,
            "2017-02",
            "2022-11-30",
            status(Standing::CertifiedMember, None),
        ),
        (
            Association,
            "2022-12-01",
            "2023-06-30",
            status(Standing::Suspended, Some("csa-not-submitted")),
        ),
        (
            Association,
            "2023-07-01",
            "now",
            status(Standing::CertifiedMember, None),
        ),
        (Newspaper, "2024", "now", status(Standing::Affiliate, None)),
        (Association, "", "", Fact::Service("guarding".to_owned())),
        (Association, "", "", Fact::Service("convoys".to_owned())),
        (Newspaper, "", "", headcount(4_000, 5_000)),
        (Register, "", "", headcount(2_810, 2_810)),
        (
            Association,
            "",
            "",
            Fact::Weapons(Weapons {
                bearing: Bearing::Restricted,
                classes: ["handguns".to_owned()].into(),
                country: None,
            }),
        ),
    ];
    let own = certificate("iso-18788", "2024-02-01", "2027-01-31");
    all.extend(own.map(|fact| (Association, "", "", fact)));
    all
}

async fn enter(
    platform: &Platform,
    session: &Session,
    (slug, all): (Option<&Slug>, Vec<Claim>),
) -> Result<Slug, Error> {
    if let Some(slug) = slug {
        let mut now = slug.clone();
        for claim in all {
            now = platform
                .record_of_company(session, slug, "", Entry::Claim(claim))
                .await?;
        }
        return Ok(now);
    }
    match platform.enter_company(session, "", all, true).await? {
        Entered::As(slug) => Ok(slug),
        Entered::Alike(_) => Err(Error::Internal(176)),
    }
}

/// Writes down all that is known of the companies, as the one who watches them.
pub async fn fill(platform: &Platform, login: &Login) -> Result<(), Error> {
    let code = platform.code_now(&login.seed)?;
    let signed_in = platform
        .sign_in(&login.name, &login.passphrase, &code, None)
        .await?;
    let session = platform.session(&signed_in.cookie).await?;
    let session = session.ok_or(Error::SignedOut)?;
    let today = platform.today();
    for claims in invented(today) {
        enter(platform, &session, (None, claims)).await?;
    }
    let holding = vec![
        claim(
            today,
            (
                Says::Register,
                "1998",
                "now",
                name("Kestrel Group (sample)", NameKind::Legal),
            ),
        ),
        claim(
            today,
            (Says::Register, "1998", "now", Fact::Seat("GB".to_owned())),
        ),
    ];
    let holding = enter(platform, &session, (None, holding)).await?;
    let own = kestrel().into_iter().map(|told| claim(today, told));
    let own = enter(platform, &session, (None, own.collect())).await?;
    platform.read_companies().await?;
    let Some(owner) = platform.company_named(&holding) else {
        return Ok(());
    };
    let stake = Fact::Owner(Stake {
        owner: Party::Company(owner),
        share: Some(Share(7_500)),
        hold: Hold::Controls,
    });
    let stake = claim(today, (Says::Register, "2009-03", "now", stake));
    enter(platform, &session, (Some(&own), vec![stake])).await?;
    Ok(())
}
