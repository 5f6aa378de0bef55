//! The people and desks of the sample network. None of them exist.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use watchpost_domain::{
    ChannelId, DeskId,
    intake::{Channel, Promise, Questionnaire},
    network::{DeskKind, Pillar},
    policy::{Membership, Role, Roles},
};
use watchpost_service::{Clock, Error, Platform, Working, desks::NewMember};
use watchpost_vault::MemberSecret;

use super::{
    cases::{Staff, Writer},
    companies, samples,
};

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

const DESKS: [SampleDesk; 3] = [
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
            ("Lin Example", "lin", &[Role::Analyst]),
            ("Tomás Example", "tomas", &[Role::Auditor]),
            ("Petra Example", "petra", &[Role::Administrator]),
            ("Amara Example", "amara", &[Role::Monitor]),
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
    SampleDesk {
        name: "Secretariat of the Example Association (sample)",
        people: &[
            (
                "Mei Example",
                "mei",
                &[Role::Intake, Role::CaseOfficer, Role::Supervisor],
            ),
            ("Samuel Example", "samuel", &[Role::Custodian]),
        ],
        channel: &[
            (
                "en",
                "Secretariat of the Example Association, a sample secretariat",
                "One person at the secretariat reads it. The companies that are members of the association cannot.",
            ),
            (
                "fr",
                "Secrétariat de l’Association Exemple, un secrétariat fictif",
                "Une personne du secrétariat le lit. Les entreprises membres de l’association ne le peuvent pas.",
            ),
            (
                "es",
                "Secretaría de la Asociación Ejemplo, una secretaría ficticia",
                "Lo lee una persona de la secretaría. Las empresas que son miembros de la asociación no pueden.",
            ),
            (
                "ar",
                "أمانة الجمعية النموذجية، أمانة تجريبية",
                "يقرؤه شخص واحد في الأمانة. لا تستطيع ذلك الشركات الأعضاء في الجمعية.",
            ),
        ],
        acknowledge_within: 7,
        answer_within: 60,
    },
];

/// What is told to whoever looks around.
#[derive(Serialize, Deserialize)]
pub struct Network {
    pub logins: Vec<Login>,
    pub receipts: Vec<Receipt>,
}

/// A receipt of one of the sample's cases.
#[derive(Clone, Serialize, Deserialize)]
pub struct Receipt {
    pub what: String,
    pub digits: String,
    pub words: Option<String>,
}

/// A desk that was founded, with its people's keys in hand.
struct Founded {
    members: Vec<(&'static str, Membership, MemberSecret)>,
    logins: Vec<Login>,
    channel: Channel,
}

/// Writes the network into an empty installation that goes by this clock. `told` hears of each case.
pub async fn fill(
    platform: &Platform,
    clock: &Clock,
    now: Timestamp,
    mut told: impl FnMut(),
) -> Result<Network, Error> {
    let mut desks = Vec::new();
    for sample in &DESKS {
        desks.push(found(platform, sample).await?);
    }
    let (mut parties, mut their_logins) = (BTreeMap::new(), Vec::new());
    for party in &PARTIES {
        let (desk, logins) = found_party(platform, party).await?;
        parties.insert(party.kind.code(), desk);
        their_logins.extend(logins);
    }
    let mut writer = Writer {
        platform,
        parties,
        clock,
        now,
        ids: BTreeMap::new(),
        references: BTreeMap::new(),
        receipts: Vec::new(),
    };
    for sample in samples::all() {
        let desk = desks.get(sample.desk).ok_or(Error::Internal(175))?;
        let people = desk.members.iter().map(|(login, member, unlocked)| {
            let member = *member;
            (*login, Working { member, unlocked })
        });
        let staff = Staff {
            channel: &desk.channel,
            people: people.collect(),
            logins: &desk.logins,
        };
        writer.write(sample, &staff).await?;
        told();
    }
    if let Some(login) = desks
        .iter()
        .flat_map(|d| &d.logins)
        .find(|l| l.name == "amara")
    {
        companies::fill(platform, login).await?;
    }
    // What clocks have to say of all these days they say before anybody looks.
    clock.advance(now.as_second() - clock.now().as_second());
    platform.sweep_clocks().await?;
    platform.sequence().await?;
    Ok(Network {
        logins: { desks.iter().flat_map(|d| d.logins.clone()) }
            .chain(their_logins)
            .collect(),
        receipts: writer.receipts,
    })
}

/// The people of a company, a mediator or a pillar on a board.
struct SampleParty {
    kind: DeskKind,
    name: &'static str,
    people: &'static [Person],
}

const LEADS: &[Role] = &[Role::CaseOfficer, Role::Supervisor];

const PARTIES: [SampleParty; 5] = [
    SampleParty {
        kind: DeskKind::Company,
        name: "Kestrel Guarding (sample)",
        people: &[
            ("Ruth Example", "ruth", LEADS),
            ("Sami Example", "sami", &[Role::CaseOfficer]),
        ],
    },
    SampleParty {
        kind: DeskKind::Mediator,
        name: "Common Ground (sample)",
        people: &[("Ines Example", "ines", LEADS)],
    },
    SampleParty {
        kind: DeskKind::Board(Pillar::Governments),
        name: "Board of the Example Association: governments (sample)",
        people: &[("Gustav Example", "gustav", LEADS)],
    },
    SampleParty {
        kind: DeskKind::Board(Pillar::CivilSociety),
        name: "Board of the Example Association: civil society (sample)",
        people: &[("Chidi Example", "chidi", LEADS)],
    },
    SampleParty {
        kind: DeskKind::Board(Pillar::Industry),
        name: "Board of the Example Association: industry (sample)",
        people: &[
            ("Ivar Example", "ivar", LEADS),
            ("Ilse Example", "ilse", &[Role::CaseOfficer]),
        ],
    },
];

async fn found_party(
    platform: &Platform,
    party: &SampleParty,
) -> Result<(DeskId, Vec<Login>), Error> {
    let members: Vec<NewMember> = party.people.iter().copied().map(new_member).collect();
    let founded = platform.found(party.kind, party.name, &members).await?;
    let mut logins = Vec::new();
    for ((member, id), (_, login, roles)) in members.iter().zip(&founded.members).zip(party.people)
    {
        logins.push(login_for(platform, member, *id, login, roles, party.name).await?);
    }
    Ok((founded.desk, logins))
}

fn new_member((name, _, roles): Person) -> NewMember {
    NewMember {
        name: name.to_owned(),
        roles: Roles::of(roles.iter().copied()),
        secret: MemberSecret::generate(),
    }
}

async fn found(platform: &Platform, sample: &'static SampleDesk) -> Result<Founded, Error> {
    let members: Vec<NewMember> = sample.people.iter().copied().map(new_member).collect();
    let founded = platform.found_desk(sample.name, &members).await?;
    let mut made = Founded {
        members: Vec::new(),
        logins: Vec::new(),
        channel: channel(sample, founded.desk),
    };
    platform.put_channel(&made.channel).await?;
    for ((member, id), (_, login, roles)) in members.iter().zip(&founded.members).zip(sample.people)
    {
        made.logins
            .push(login_for(platform, member, *id, login, roles, sample.name).await?);
        let membership = Membership {
            member: *id,
            desk: founded.desk,
            kind: DeskKind::Desk,
            roles: member.roles,
        };
        made.members
            .push((login, membership, member.secret.clone()));
    }
    Ok(made)
}

/// How many cases there are.
pub fn cases() -> u64 {
    samples::all().count() as u64
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
        kept: Default::default(),
        open: true,
        questionnaire: Questionnaire::shipped(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Nobody is answered in a language that the channel does not speak, and no case comes before one that it is joined with.
    #[test]
    fn each_case_is_in_a_language_of_its_channel_and_in_its_time() {
        for sample in samples::all() {
            let languages = DESKS[sample.desk].channel.iter();
            assert!(
                languages.into_iter().any(|c| c.0 == sample.language),
                "{}",
                sample.name
            );
        }
        for desk in 0..DESKS.len() {
            let days = samples::all().filter(|s| s.desk == desk);
            assert!(days.map(|s| s.days_ago).is_sorted_by(|a, b| a >= b));
        }
    }
}
