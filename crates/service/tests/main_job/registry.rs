//! The registry of companies: what is entered is found, by whom it may be; nothing is changed, and everything can be undone.

use std::collections::BTreeSet;

use watchpost_domain::{
    ClaimId, Day, Denied, Problem,
    registry::{
        Audience, Claim, Confidence, Entry, Fact, FactKind, Fate, Flaw, Hold, Membership, Name,
        NameKind, NotRegrouped, Party, PublicValue, Slug, Source, Stake, Standing, Until, Validity,
    },
};
use watchpost_service::{
    Error, Platform,
    accounts::Session,
    registry::{Asked, CompanySeen, Entered, Lines, Named, invented},
};

use crate::{
    signing_in::{at_work, session},
    world::{World, by_hand, worlds},
};

const DAY: i64 = 86_400;

/// Enters the invented companies.
pub async fn invented_companies(platform: &Platform, who: &Session) {
    for claims in invented(platform.today()) {
        platform.enter_company(who, "", claims, true).await.unwrap();
    }
}

fn claim(platform: &Platform, fact: Fact) -> Claim {
    Claim {
        fact,
        source: Source {
            title: "List of members".into(),
            publisher: "The Association".into(),
            address: Some("https://example.org/members".into()),
            archive: None,
            seen: platform.today(),
        },
        confidence: Confidence::Reported,
        valid: Validity::NOW,
        audience: Audience::Public,
    }
}

fn name(text: &str) -> Fact {
    Fact::Name(Name {
        text: text.into(),
        kind: NameKind::Legal,
        language: None,
        script: None,
    })
}

fn member(standing: Standing) -> Fact {
    Fact::Membership(Membership {
        standing,
        reason: None,
    })
}

async fn enter(platform: &Platform, who: &Session, facts: Vec<Fact>) -> Slug {
    let claims = facts.into_iter().map(|fact| claim(platform, fact));
    match platform
        .enter_company(who, "", claims.collect(), false)
        .await
        .unwrap()
    {
        Entered::As(slug) => slug,
        Entered::Alike(alike) => panic!("nobody is called alike: {alike:?}"),
    }
}

async fn seen(platform: &Platform, who: &Session, slug: &Slug) -> CompanySeen {
    let days = (platform.today(), platform.today());
    platform.company(who, slug, days).await.unwrap()
}

fn slugs(lines: &Lines) -> Vec<&str> {
    lines.lines.iter().map(|line| line.slug.as_str()).collect()
}

fn words(words: &str) -> Asked {
    Asked {
        words: words.into(),
        ..Asked::default()
    }
}

/// Two entries, which turned out to be one company.
pub async fn one_company_twice(platform: &Platform, who: &Session) {
    let first = enter(platform, who, vec![name("Kivuli Mlima Ltd")]).await;
    let second = enter(platform, who, vec![name("Umbra Watch")]).await;
    let merged = platform.merge_companies(who, "", (&second, first.as_str()), "The same number");
    merged.await.unwrap();
}

async fn lead(world: &World) -> Session {
    session(&world.platform, &at_work(world, 1).await).await
}

/// For desks alone, and its source too.
fn internal(mut claim: Claim) -> Claim {
    claim.audience = Audience::Internal;
    claim.source.title = "canary-5521 file".into();
    claim
}

fn why(error: Error) -> (String, Problem) {
    let Error::Invalid(problems) = error else {
        panic!("{error:?}")
    };
    let first = problems.0.into_iter().next().unwrap();
    (first.field, first.problem)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_entered_is_found_and_what_is_internal_by_those_alone_who_see_all() {
    for world in worlds().await {
        let platform = &world.platform;
        let lead = lead(&world).await;
        let facts = vec![name("شركة النسر الأزرق"), Fact::Seat("IQ".into())];
        let eagle = enter(platform, &lead, facts).await;
        // An address that people can type, whatever the name is written in.
        assert!(
            eagle
                .as_str()
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || c == '-')
        );
        let secret = internal(claim(platform, name("canary-5519 Watchmen")));
        let entry = Entry::Claim(secret.clone());
        platform
            .record_of_company(&lead, &eagle, "", entry)
            .await
            .unwrap();
        let hidden = platform.enter_company(
            &lead,
            "",
            vec![internal(claim(platform, name("canary-5520 Ltd")))],
            false,
        );
        let Entered::As(hidden) = hidden.await.unwrap() else {
            panic!("nobody is called so")
        };
        let public = |asked: Asked| async move { platform.companies(&asked, None).await.unwrap() };
        let all = |asked: Asked| {
            let lead = &lead;
            async move { platform.all_companies(lead, &asked, None).await.unwrap() }
        };
        assert_eq!(
            slugs(&public(words("al nisr al azraq")).await),
            [eagle.as_str()]
        );
        assert_eq!(slugs(&public(words("canary-5519")).await), [""; 0]);
        assert_eq!(
            slugs(&all(words("canary-5519 watchman")).await)[0],
            eagle.as_str()
        );
        assert_eq!(slugs(&public(Asked::default()).await), [eagle.as_str()]);
        assert_eq!(all(Asked::default()).await.total, 2);
        let days = (platform.today(), platform.today());
        let page = platform.public_company(&eagle, days).await.unwrap();
        assert_eq!(page.company.facts[&FactKind::Name].len(), 1);
        assert_eq!(
            page.company.facts[&FactKind::Seat][0].said[0].value,
            PublicValue::Seat("IQ".into())
        );
        let none = platform.public_company(&hidden, days).await.err();
        assert!(matches!(none, Some(Error::Denied(Denied::NotFound))));
        assert_eq!(seen(platform, &lead, &eagle).await.matters.len(), 2);
        // Whoever has the database alone reads nothing of what is internal.
        let kept: Vec<(Vec<u8>,)> = by_hand!(world, |db| {
            let all = sqlx::query_as(
                "select entry from registry_record union all select hidden from company_shown union all select sealed from registry_change",
            );
            all.fetch_all(db).await.unwrap()
        });
        let told = |(bytes,): &(Vec<u8>,)| String::from_utf8_lossy(bytes).contains("canary-55");
        assert_eq!(kept.iter().filter(|row| told(row)).count(), 0);
        assert!(
            kept.iter()
                .any(|(bytes,)| String::from_utf8_lossy(bytes).contains("النسر"))
        );
        let open: Vec<(String,)> = by_hand!(world, |db| {
            let all = sqlx::query_as(
                "select slug from company union all select source from registry_batch where source is not null
                union all select shown from company_shown where shown is not null",
            );
            all.fetch_all(db).await.unwrap()
        });
        assert_eq!(
            open.iter()
                .filter(|(text,)| text.contains("canary"))
                .count(),
            0,
            "{open:?}"
        );
        assert!(open.iter().any(|(text,)| text.contains("List of members")));
        // What is in the registry is named in cases.
        assert_eq!(
            platform.companies_like("canary 5519 watchmen")[0].slug,
            eagle
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_was_recorded_changes_and_each_day_knows_what_it_knew() {
    for world in worlds().await {
        let platform = &world.platform;
        let lead = lead(&world).await;
        let facts = vec![name("Kivuli Mlima Ltd"), member(Standing::CertifiedMember)];
        let slug = enter(platform, &lead, facts).await;
        let first = platform.today();
        let statuses = |page: &CompanySeen| -> Vec<(ClaimId, Fate)> {
            let own = page
                .history
                .iter()
                .filter(|line| line.claim.fact.kind() == FactKind::Membership);
            own.map(|line| (line.record.id, line.fate)).collect()
        };
        let of = statuses(&seen(platform, &lead, &slug).await)[0].0;
        world.clock.advance(10 * DAY);
        let corrected = Entry::Correction {
            of,
            why: "The list was read wrongly".into(),
            claim: claim(platform, member(Standing::Affiliate)),
        };
        platform
            .record_of_company(&lead, &slug, "", corrected.clone())
            .await
            .unwrap();
        let standing = |known: Day| {
            let slug = &slug;
            async move {
                let page = platform
                    .public_company(slug, (known, platform.today()))
                    .await
                    .unwrap();
                let said = &page.company.facts[&FactKind::Membership][0].said[0];
                let PublicValue::Membership(own) = &said.value else {
                    panic!("it is a status")
                };
                own.standing
            }
        };
        assert_eq!(standing(platform.today()).await, Standing::Affiliate);
        assert_eq!(standing(first).await, Standing::CertifiedMember);
        // What was corrected is corrected no second time.
        let again = platform
            .record_of_company(&lead, &slug, "", corrected)
            .await
            .unwrap_err();
        let (field, problem) = why(again);
        assert_eq!(
            (field.as_str(), problem),
            ("of", Problem::OfClaim(Box::new(Flaw::NoLongerStands)))
        );
        let now = statuses(&seen(platform, &lead, &slug).await);
        assert_eq!(
            now.iter().map(|(_, fate)| *fate).collect::<Vec<_>>(),
            [Fate::Stands, Fate::Corrected(now[0].0)]
        );
        let back = Entry::TakenBack {
            of: now[0].0,
            why: "It was another company".into(),
        };
        platform
            .record_of_company(&lead, &slug, "", back)
            .await
            .unwrap();
        // Taking back a correction lets stand again what it corrected.
        assert_eq!(standing(platform.today()).await, Standing::CertifiedMember);
        assert_eq!(seen(platform, &lead, &slug).await.history.len(), 4);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_is_refused_with_its_field_and_who_may_not_writes_nothing() {
    for world in worlds().await {
        let platform = &world.platform;
        let lead = lead(&world).await;
        let slug = enter(platform, &lead, vec![name("Kivuli Mlima Ltd")]).await;
        let backwards = Claim {
            valid: Validity {
                from: Some("2020".parse().unwrap()),
                until: Until::On("2019".parse().unwrap()),
            },
            ..claim(platform, Fact::Seat("XX".into()))
        };
        let refused = platform
            .record_of_company(&lead, &slug, "", Entry::Claim(backwards))
            .await;
        let Err(Error::Invalid(problems)) = refused else {
            panic!("it cannot be")
        };
        let fields: BTreeSet<&str> = problems.0.iter().map(|p| p.field.as_str()).collect();
        assert_eq!(fields, BTreeSet::from(["country", "until"]));
        let alike = vec![claim(platform, name("KIVULI MLIMA LIMITED"))];
        let found = platform
            .enter_company(&lead, "", alike.clone(), false)
            .await
            .unwrap();
        assert!(matches!(found, Entered::Alike(found) if found[0].slug == slug));
        let Entered::As(other) = platform
            .enter_company(&lead, "", alike, true)
            .await
            .unwrap()
        else {
            panic!("it was said to be another")
        };
        assert_ne!(other, slug);
        let officer = session(platform, &at_work(&world, 0).await).await;
        let seat = Entry::Claim(claim(platform, Fact::Seat("KE".into())));
        let no = platform
            .record_of_company(&officer, &slug, "", seat.clone())
            .await;
        assert!(matches!(
            no,
            Err(Error::Denied(Denied::Forbidden("registry.keep")))
        ));
        let none = "nobody-here".parse().unwrap();
        let no = platform.record_of_company(&lead, &none, "", seat).await;
        assert!(matches!(no, Err(Error::Denied(Denied::NotFound))));
        // Each act has its line in the audit.
        let audit = platform.audit(&lead, None).await.unwrap();
        let lines = audit.lines.iter().filter(|line| {
            matches!(
                &line.fact,
                watchpost_domain::Fact::Desk(watchpost_domain::fact::DeskFact::Registry { .. })
            )
        });
        assert_eq!(lines.count(), 2);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_entries_are_one_and_one_is_two_and_all_of_it_is_undone() {
    for world in worlds().await {
        let platform = &world.platform;
        let lead = lead(&world).await;
        let facts = vec![name("Kivuli Mlima Ltd"), Fact::Seat("KE".into())];
        let kivuli = enter(platform, &lead, facts).await;
        let umbra = enter(
            platform,
            &lead,
            vec![name("Umbra Watch"), Fact::Operates("UG".into())],
        )
        .await;
        let first_day = platform.today();
        world.clock.advance(DAY);
        let before = platform.companies(&Asked::default(), None).await.unwrap();
        let into = platform
            .merge_companies(
                &lead,
                "",
                (&umbra, kivuli.as_str()),
                "The same register number",
            )
            .await;
        assert_eq!(into.unwrap(), kivuli);
        let merged = seen(platform, &lead, &kivuli).await;
        assert_eq!(merged.matters.len(), 3);
        // As it was known before that, they were two.
        let then = (first_day, platform.today());
        for slug in [&kivuli, &umbra] {
            let page = platform.public_company(slug, then).await.unwrap();
            assert_eq!((&page.slug, page.company.facts.len()), (slug, 2));
            let page = platform.company(&lead, slug, then).await.unwrap();
            assert_eq!((&page.slug, page.matters.len()), (slug, 2));
        }
        // The old address leads to it.
        assert_eq!(seen(platform, &lead, &umbra).await.slug, kivuli);
        let days = (platform.today(), platform.today());
        assert_eq!(
            platform.public_company(&umbra, days).await.unwrap().slug,
            kivuli
        );
        assert_eq!(
            slugs(
                &platform
                    .companies(&words("umbra watch"), None)
                    .await
                    .unwrap()
            ),
            [kivuli.as_str()]
        );
        let again = platform
            .merge_companies(&lead, "", (&umbra, kivuli.as_str()), "again")
            .await
            .unwrap_err();
        assert_eq!(why(again).1, Problem::NotGrouped(NotRegrouped::Same));
        // Two of the records go, one of them a name.
        let moved: BTreeSet<ClaimId> = { merged.history.iter() }
            .filter(|line| {
                matches!(&line.claim.fact, Fact::Operates(_))
                    || line.claim.fact == name("Umbra Watch")
            })
            .map(|line| line.record.id)
            .collect();
        let nameless = merged
            .history
            .iter()
            .find(|line| matches!(line.claim.fact, Fact::Operates(_)));
        let nameless = BTreeSet::from([nameless.unwrap().record.id]);
        let no = platform
            .split_company(&lead, "", (&kivuli, &nameless), "why")
            .await
            .unwrap_err();
        assert_eq!(why(no).1, Problem::NoNameAmong);
        let split = platform
            .split_company(&lead, "", (&kivuli, &moved), "Two firms after all")
            .await
            .unwrap();
        assert_eq!(seen(platform, &lead, &split).await.matters.len(), 2);
        assert_eq!(seen(platform, &lead, &kivuli).await.matters.len(), 2);
        let changes = seen(platform, &lead, &kivuli).await.changes;
        assert_eq!(changes.len(), 2);
        // The first is not undone before what builds on it.
        let early = platform
            .undo_grouping(&lead, "", (&kivuli, changes[1].serial), "why")
            .await
            .unwrap_err();
        assert_eq!(
            why(early).1,
            Problem::NotGrouped(NotRegrouped::BuiltUpon(changes[0].serial))
        );
        for change in &changes {
            platform
                .undo_grouping(&lead, "", (&kivuli, change.serial), "A mistake")
                .await
                .unwrap();
        }
        let after = platform.companies(&Asked::default(), None).await.unwrap();
        assert_eq!(slugs(&after), slugs(&before));
        assert_eq!(seen(platform, &lead, &umbra).await.slug, umbra);
        assert_eq!(seen(platform, &lead, &kivuli).await.changes.len(), 4);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_changes_what_lists_show() {
    for world in worlds().await {
        let platform = &world.platform;
        let lead = lead(&world).await;
        let today = platform.today().date();
        let ends = today.tomorrow().unwrap().to_string();
        let status = Claim {
            valid: Validity {
                from: Some("2020".parse().unwrap()),
                until: Until::On(ends.parse().unwrap()),
            },
            ..claim(platform, member(Standing::CertifiedMember))
        };
        let claims = vec![claim(platform, name("Kivuli Mlima Ltd")), status];
        platform
            .enter_company(&lead, "", claims, false)
            .await
            .unwrap();
        let certified = || async {
            let asked = Asked {
                standing: Some(Standing::CertifiedMember),
                ..Asked::default()
            };
            platform.companies(&asked, None).await.unwrap().total
        };
        assert_eq!(certified().await, 1);
        assert_eq!(platform.sweep_companies().await.unwrap(), 0);
        world.clock.advance(2 * DAY);
        assert_eq!(platform.sweep_companies().await.unwrap(), 1);
        assert_eq!(certified().await, 0);
        assert_eq!(platform.sweep_companies().await.unwrap(), 0);
    }
}

/// Who owns whom is shown to everybody as far as everybody may read it, and found at the desk from both sides.
#[tokio::test(flavor = "multi_thread")]
async fn owners_that_only_desks_know_are_on_no_public_page() {
    for world in worlds().await {
        let platform = &world.platform;
        let lead = lead(&world).await;
        let mut all = Vec::new();
        for text in ["Quarry Guards", "Umbra Escort", "Zulu Holding"] {
            all.push(enter(platform, &lead, vec![name(text)]).await);
        }
        platform.read_companies().await.unwrap();
        let owned = |by: &Slug| {
            let owner = Party::Company(platform.company_named(by).unwrap());
            claim(
                platform,
                Fact::Owner(Stake {
                    owner,
                    share: None,
                    hold: Hold::Controls,
                }),
            )
        };
        let secret = Entry::Claim(internal(owned(&all[1])));
        platform
            .record_of_company(&lead, &all[0], "", secret)
            .await
            .unwrap();
        let told = Entry::Claim(owned(&all[2]));
        platform
            .record_of_company(&lead, &all[1], "", told)
            .await
            .unwrap();
        let days = (platform.today(), platform.today());
        let names = |all: &[Named]| all.iter().map(|own| own.name.clone()).collect::<Vec<_>>();
        for (slug, public, desk) in [
            (
                &all[0],
                (vec![], vec![]),
                (vec!["Umbra Escort", "Zulu Holding"], vec![]),
            ),
            (
                &all[1],
                (vec!["Zulu Holding"], vec![]),
                (vec!["Zulu Holding"], vec!["Quarry Guards"]),
            ),
            (
                &all[2],
                (vec![], vec!["Umbra Escort"]),
                (vec![], vec!["Umbra Escort"]),
            ),
        ] {
            let seen = platform.public_company(slug, days).await.unwrap();
            assert_eq!(
                (names(&seen.above), names(&seen.below)),
                (
                    public.0.into_iter().map(str::to_owned).collect(),
                    public.1.into_iter().map(str::to_owned).collect()
                ),
                "{slug}"
            );
            let seen = platform.company(&lead, slug, days).await.unwrap();
            let below: Vec<String> = names(&seen.below)
                .into_iter()
                .filter(|n| desk.1.contains(&n.as_str()))
                .collect();
            assert_eq!(
                (names(&seen.above), below),
                (
                    desk.0.into_iter().map(str::to_owned).collect(),
                    desk.1.into_iter().map(str::to_owned).collect()
                ),
                "{slug}"
            );
        }
        // The list of what was linked tells whoever has the database alone no company.
        let marks: Vec<(Vec<u8>,)> = by_hand!(world, |db| {
            let all = sqlx::query_as("select mark from registry_link");
            all.fetch_all(db).await.unwrap()
        });
        let ids: Vec<_> = all
            .iter()
            .map(|slug| platform.company_named(slug).unwrap())
            .collect();
        assert_eq!(marks.len(), 2);
        assert!(
            marks
                .iter()
                .all(|(mark,)| ids.iter().all(|id| !mark.starts_with(id.0.as_bytes())))
        );
    }
}
