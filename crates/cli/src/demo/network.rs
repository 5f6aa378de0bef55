//! The people and desks of the sample network. None of them exist.

use std::collections::BTreeMap;

use uuid::Uuid;
use watchpost_domain::{
    ChannelId,
    intake::{Channel, Promise, Questionnaire},
    policy::{Role, Roles},
};
use watchpost_service::{Error, Platform, desks::NewMember};
use watchpost_vault::MemberSecret;

/// A desk that takes reports, as people are told of it.
struct SampleDesk {
    name: &'static str,
    /// Per language: the channel's name, and who reads what is sent.
    channel: &'static [(&'static str, &'static str, &'static str)],
    acknowledge_within: i64,
    answer_within: i64,
}

const DESKS: [SampleDesk; 2] = [
    SampleDesk {
        name: "River Valley Rights (sample)",
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

/// Writes the network into an empty installation.
pub async fn fill(platform: &Platform) -> Result<(), Error> {
    for sample in &DESKS {
        let members =
            [Role::CaseOfficer, Role::Supervisor, Role::Custodian].map(|role| NewMember {
                name: role.code().to_owned(),
                roles: Roles::of([role]),
                secret: MemberSecret::generate(),
            });
        let founded = platform.found_desk(sample.name, &members).await?;
        let of = |pick: fn(&(&'static str, &'static str, &'static str)) -> &'static str| -> BTreeMap<String, String> {
            sample.channel.iter().map(|c| (c.0.to_owned(), pick(c).to_owned())).collect()
        };
        let channel = Channel {
            id: ChannelId(Uuid::new_v4()),
            desk: founded.desk,
            languages: sample.channel.iter().map(|c| c.0.to_owned()).collect(),
            names: of(|c| c.1),
            readers: of(|c| c.2),
            promise: Promise {
                acknowledge_within: sample.acknowledge_within,
                answer_within: sample.answer_within,
            },
            open: true,
            questionnaire: Questionnaire::shipped(),
        };
        platform.put_channel(&channel).await?;
    }
    Ok(())
}
