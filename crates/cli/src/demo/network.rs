//! The people and desks of the sample network. None of them exist.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use uuid::Uuid;
use watchpost_domain::{
    ChannelId,
    intake::{Channel, Promise, Questionnaire},
    policy::{Membership, Role, Roles},
};
use watchpost_service::{Error, Platform, Working, desks::NewMember};
use watchpost_vault::MemberSecret;

use super::cases;

/// A login of the network, with the seed of its authenticator: nothing here is a secret.
#[derive(Clone, Serialize, Deserialize)]
pub struct Login {
    pub name: String,
    pub what: String,
    pub passphrase: String,
    pub unlocking: String,
    pub seed: Vec<u8>,
}

/// A person of a desk: name, login, roles.
type Person = (&'static str, &'static str, &'static [Role]);

/// A desk that takes reports, as people are told of it.
struct SampleDesk {
    name: &'static str,
    people: &'static [Person],
    /// Per language: the channel's name, and who reads what is sent.
    channel: &'static [(&'static str, &'static str, &'static str)],
    acknowledge_within: i64,
    answer_within: i64,
}

const DESKS: [SampleDesk; 2] = [
    SampleDesk {
        name: "River Valley Rights (sample)",
        people: &[
            ("Noor Example", "noor", &[Role::Intake, Role::CaseOfficer]),
            (
                "Esteban Example",
                "esteban",
                &[Role::CaseOfficer, Role::Supervisor],
            ),
            ("Aïcha Example", "aicha", &[Role::Custodian]),
        ],
        channel: &[
            (
                "en",
                "River Valley Rights, a sample civil society group",
                "Three case officers of River Valley Rights read it. Nobody in a security company or a government can.",
            ),
            (
                "fr",
                "Droits de la Vallée, une association fictive",
                "Trois personnes de Droits de la Vallée le lisent. Personne d’une entreprise de sécurité ou d’un gouvernement ne le peut.",
            ),
            (
                "es",
                "Derechos del Valle, una asociación ficticia",
                "Lo leen tres personas de Derechos del Valle. Nadie de una empresa de seguridad ni de un gobierno puede hacerlo.",
            ),
            (
                "ar",
                "حقوق الوادي، جمعية تجريبية",
                "يقرؤه ثلاثة من العاملين في حقوق الوادي. لا يستطيع ذلك أحد من شركة أمن أو حكومة.",
            ),
        ],
        acknowledge_within: 3,
        answer_within: 60,
    },
    SampleDesk {
        name: "Guards’ Union of Example (sample)",
        people: &[
            (
                "Wanjiru Example",
                "wanjiru",
                &[Role::CaseOfficer, Role::Supervisor, Role::Custodian],
            ),
            ("Daniel Example", "daniel", &[Role::CaseOfficer]),
        ],
        channel: &[
            (
                "en",
                "Guards’ Union of Example, a sample union",
                "Two people at the union’s legal office read it. Your employer cannot.",
            ),
            (
                "fr",
                "Syndicat des agents d’Exemple, un syndicat fictif",
                "Deux personnes du service juridique du syndicat le lisent. Votre employeur ne le peut pas.",
            ),
            (
                "ar",
                "نقابة الحراس النموذجية، نقابة تجريبية",
                "يقرؤه شخصان في المكتب القانوني للنقابة. لا يستطيع ذلك صاحب عملك.",
            ),
        ],
        acknowledge_within: 7,
        answer_within: 90,
    },
];

/// Writes the network into an empty installation, and gives its logins.
pub async fn fill(platform: &Platform) -> Result<Vec<Login>, Error> {
    let mut logins = Vec::new();
    for (at, sample) in DESKS.iter().enumerate() {
        let members: Vec<NewMember> = sample
            .people
            .iter()
            .map(|(name, _, roles)| NewMember {
                name: (*name).to_owned(),
                roles: Roles::of(roles.iter().copied()),
                secret: MemberSecret::generate(),
            })
            .collect();
        let founded = platform.found_desk(sample.name, &members).await?;
        for ((member, id), (_, login, roles)) in
            members.iter().zip(&founded.members).zip(sample.people)
        {
            logins.push(login_for(platform, member, *id, login, roles, sample.name).await?);
        }
        let channel = channel(sample, founded.desk);
        platform.put_channel(&channel).await?;
        let working: Vec<Working> = members
            .iter()
            .zip(&founded.members)
            .map(|(member, id)| Working {
                member: Membership {
                    member: *id,
                    desk: founded.desk,
                    roles: member.roles,
                },
                unlocked: &member.secret,
            })
            .collect();
        // The officer who works on the sample's cases, and who keeps the names of those who sent them.
        let custodian = working.iter().find(|w| w.member.roles.has(Role::Custodian));
        if let Some(who) = working.first() {
            cases::write(platform, &channel, who, custodian, at).await?;
        }
    }
    Ok(logins)
}

async fn login_for(
    platform: &Platform,
    member: &NewMember,
    id: watchpost_domain::MemberId,
    login: &str,
    roles: &[Role],
    desk: &str,
) -> Result<Login, Error> {
    let (passphrase, unlocking) = ("sample sign-in words", "sample unlocking words");
    let (_, seed) = platform
        .give_login(id, member.secret.clone(), login, passphrase, unlocking)
        .await?;
    let roles: Vec<&str> = roles.iter().map(|r| r.code()).collect();
    Ok(Login {
        name: login.to_owned(),
        what: format!("{desk}: {}", roles.join(", ")),
        passphrase: passphrase.to_owned(),
        unlocking: unlocking.to_owned(),
        seed: seed.to_vec(),
    })
}

fn channel(sample: &SampleDesk, desk: watchpost_domain::DeskId) -> Channel {
    let of = |pick: fn(&(&'static str, &'static str, &'static str)) -> &'static str| -> BTreeMap<String, String> {
        sample.channel.iter().map(|c| (c.0.to_owned(), pick(c).to_owned())).collect()
    };
    Channel {
        id: ChannelId(Uuid::new_v4()),
        desk,
        languages: sample.channel.iter().map(|c| c.0.to_owned()).collect(),
        names: of(|c| c.1),
        readers: of(|c| c.2),
        promise: Promise {
            acknowledge_within: sample.acknowledge_within,
            answer_within: sample.answer_within,
        },
        open: true,
        questionnaire: Questionnaire::shipped(),
    }
}
