//! The desks and companies of the application under test, with their people at work, and a company of the registry.

use std::collections::BTreeMap;

use uuid::Uuid;
use watchpost_domain::{
    ChannelId, ClaimId, DeskId,
    intake::{Channel, Promise, Questionnaire},
    network::DeskKind,
    policy::{Role, Roles},
    registry::{Audience, Slug},
};
use watchpost_service::{
    Platform,
    desks::{Founded, NewMember},
    registry::Entered,
};
use watchpost_vault::MemberSecret;

use crate::{Person, SIGN_IN, UNLOCK};

/// One for each of these roles, named after it.
fn members(roles: &[Role], of: &str) -> Vec<NewMember> {
    let one = |role: &Role| NewMember {
        name: format!("{} of {of}", role.code()),
        roles: Roles::of([*role]),
        secret: MemberSecret::generate(),
    };
    roles.iter().map(one).collect()
}

/// Signs them in, and unlocks.
async fn at_work(
    platform: &Platform,
    (roles, members): (&[Role], &[NewMember]),
    (founded, name): (&Founded, &str),
) -> Vec<Person> {
    let mut people = Vec::new();
    for ((member, id), role) in members.iter().zip(&founded.members).zip(roles) {
        let login = format!("{name}-{}", role.code());
        let given = platform.give_login(*id, member.secret.clone(), &login, SIGN_IN, UNLOCK);
        let (_, seed) = given.await.unwrap();
        let code = platform.code_now(&seed).unwrap();
        let signed = platform.sign_in(&login, SIGN_IN, &code, None);
        let cookie = signed.await.unwrap().cookie;
        let cookie = platform.unlock(&cookie, UNLOCK).await.unwrap();
        people.push(Person {
            role: *role,
            member: *id,
            login,
            cookie,
            seed: seed.to_vec(),
        });
    }
    people
}

/// A company with an officer, a lead, and one who runs its part of the system.
pub async fn a_company(platform: &Platform, name: &str) -> (Vec<Person>, DeskId) {
    let roles = [Role::CaseOfficer, Role::Supervisor, Role::Administrator];
    let members = members(&roles, name);
    let founded = platform
        .found(DeskKind::Company, name, &members)
        .await
        .unwrap();
    let people = at_work(platform, (&roles, &members), (&founded, name)).await;
    (people, founded.desk)
}

/// A company of the registry, with a record that everybody may see and one that is internal.
pub async fn registered(platform: &Platform, who: &Person) -> (Slug, ClaimId) {
    let session = platform.session(&who.cookie).await.unwrap().unwrap();
    let all = watchpost_service::registry::invented(platform.today());
    let mut claims = all.into_iter().next().unwrap();
    let last = claims.last_mut().unwrap();
    last.audience = Audience::Internal;
    let entered = platform.enter_company(&session, "", claims, true).await;
    let Entered::As(slug) = entered.unwrap() else {
        panic!("it is entered")
    };
    let days = (platform.today(), platform.today());
    let seen = platform.company(&session, &slug, days).await.unwrap();
    (slug, seen.history[0].record.id)
}

/// A desk with one member for each role, signed in and unlocked, and its channel.
pub async fn desk(platform: &Platform, name: &str) -> (Vec<Person>, Channel) {
    let members = members(&Role::ALL, name);
    let founded = platform.found_desk(name, &members).await.unwrap();
    let people = at_work(platform, (&Role::ALL, &members), (&founded, name)).await;
    let channel = Channel {
        id: ChannelId(Uuid::new_v4()),
        desk: founded.desk,
        languages: vec!["en".into()],
        names: BTreeMap::from([("en".into(), name.into())]),
        readers: BTreeMap::new(),
        promise: Promise {
            acknowledge_within: 7,
            answer_within: 90,
        },
        kept: Default::default(),
        open: true,
        questionnaire: Questionnaire::shipped(),
    };
    platform.put_channel(&channel).await.unwrap();
    (people, channel)
}
