//! The cases of the sample network, in every state, with words and files. Nothing in them happened.

use bytes::Bytes;
use futures_util::stream;
use watchpost_domain::{
    CaseId,
    cases::{CloseReason, State},
    intake::{Channel, Fields},
};
use watchpost_service::{Error, Platform, Working};

/// One report, and what became of it.
struct Sample {
    language: &'static str,
    said: &'static [(&'static str, &'static str)],
    files: &'static [(&'static str, &'static str, &'static [u8])],
    states: &'static [State],
    answer: Option<&'static str>,
    note: Option<&'static str>,
    /// Why the custodian asks to open who reported.
    asked: Option<&'static str>,
    closed: Option<(CloseReason, &'static str)>,
}

const PLAIN: Sample = Sample {
    language: "en",
    said: &[],
    files: &[],
    states: &[],
    answer: None,
    note: None,
    asked: None,
    closed: None,
};

const TO_REVIEW: &[State] = &[State::Acknowledged, State::InReview];

const SAMPLES: [Sample; 7] = [
    Sample {
        said: &[
            ("urgent", "ongoing"),
            (
                "what_happened",
                "Guards of the sample company at the quarry gate keep our identity papers and let nobody go home before the end of the week.",
            ),
            ("kind", "trafficking-forced-labour"),
            ("where.words", "The quarry on the river road"),
            ("where.country", "KE"),
            ("when.words", "Since the rains"),
            ("company", "Example Shield Ltd (fictional)"),
            ("submitter", "affected"),
            ("fear", "high"),
            ("contact", "Do not contact. I come back here."),
            ("consent", "store"),
        ],
        files: &[
            (
                "gate.txt",
                "text/plain",
                b"A sample file: what the sign at the gate says.\n",
            ),
            ("photo.jpg", "image/jpeg", include_bytes!("files/photo.jpg")),
            (
                "voice.opus",
                "audio/ogg",
                include_bytes!("files/voice.opus"),
            ),
            (
                "letter.pdf",
                "application/pdf",
                include_bytes!("files/letter.pdf"),
            ),
        ],
        ..PLAIN
    },
    Sample {
        language: "fr",
        said: &[
            (
                "what_happened",
                "Trois mois sans salaire. Le chef dit que celui qui se plaint perd son poste.",
            ),
            ("kind", "pay-hours"),
            ("where.words", "Le dépôt du port"),
            ("where.country", "SN"),
            ("when.words", "De mars à mai"),
            ("company", "Garde Exemple SA (fictive)"),
            ("submitter", "guard"),
            ("wished", "back-pay"),
            ("contact.skip", "rather-not"),
            ("consent", "store"),
            ("consent", "statistics"),
        ],
        states: &[State::Acknowledged],
        answer: Some(
            "Nous avons bien reçu votre signalement. Avez-vous des fiches de paie, même d’un seul mois ?",
        ),
        ..PLAIN
    },
    Sample {
        language: "es",
        said: &[
            (
                "what_happened",
                "Los guardias golpearon a mi vecino cuando recogía leña cerca de la valla.",
            ),
            ("kind", "force"),
            ("where.words", "La valla norte de la mina"),
            ("where.country", "PE"),
            ("when.year", "2026"),
            ("when.month", "9"),
            ("submitter", "witness"),
            ("contact", "No contactar"),
            ("consent", "store"),
            ("consent", "send-to-company"),
        ],
        states: TO_REVIEW,
        answer: Some(
            "Gracias. Estamos hablando con el hospital del lugar. ¿Vio usted el número de la camioneta?",
        ),
        note: Some("The clinic confirms a visit that night. Ask for the form, with consent."),
        ..PLAIN
    },
    Sample {
        language: "ar",
        said: &[
            ("urgent", "minor"),
            (
                "what_happened",
                "يعمل حراس صغار السن في المستودع ليلًا، وبعضهم دون السادسة عشرة.",
            ),
            ("kind", "child-labour"),
            ("where.words", "المستودع قرب السوق"),
            ("where.country", "JO"),
            ("when.words", "كل ليلة هذا الشهر"),
            ("submitter", "ngo"),
            ("mandate", "none"),
            ("contact", "لا تتصلوا"),
            ("consent", "store"),
        ],
        states: &[State::Acknowledged, State::WaitingForReporter],
        answer: Some("شكرًا لك. هل تعرف كم عددهم، ومن يوزع نوبات العمل؟"),
        ..PLAIN
    },
    Sample {
        said: &[
            (
                "what_happened",
                "The supervisor touches the women at the body search. When I said no, I was moved to the night shift.",
            ),
            ("kind", "harassment"),
            ("where.words", "Terminal B, staff entrance"),
            ("where.country", "GB"),
            ("when.words", "In October"),
            ("company", "Example Aviation Guards (fictional)"),
            ("submitter", "guard"),
            ("identity_mode", "confidential-to-desk"),
            ("name", "Sample Name"),
            ("contact", "Messages here only"),
            ("consent", "store"),
            ("consent", "contact"),
        ],
        states: TO_REVIEW,
        note: Some("Second report about the same supervisor. Keep both readers few."),
        asked: Some("She asked in her message to be called by the legal office."),
        ..PLAIN
    },
    Sample {
        said: &[
            (
                "what_happened",
                "They fired two shots over the heads of people at the water point. Nobody was hit.",
            ),
            ("kind", "weapons"),
            ("where.words", "The water point below the camp"),
            ("where.country", "UG"),
            ("when.year", "2026"),
            ("when.month", "6"),
            ("when.day", "14"),
            ("contact", "Do not contact"),
            ("consent", "store"),
            ("consent", "send-to-company"),
        ],
        states: TO_REVIEW,
        answer: Some(
            "The company has changed its orders at the water point and told the village so. We looked into it on the spot. Does this match what you see?",
        ),
        closed: Some((
            CloseReason::Remedied,
            "Orders changed, told to the village in a meeting, checked after a month.",
        )),
        ..PLAIN
    },
    Sample {
        said: &[
            ("what_happened", "My phone was stolen on the bus."),
            ("where.words", "Bus line 4"),
            ("when.words", "Yesterday"),
            ("contact.skip", "rather-not"),
        ],
        states: TO_REVIEW,
        answer: Some(
            "This is not something private security did. The police desk at the bus station takes such reports.",
        ),
        closed: Some((
            CloseReason::OutOfScopeRedirected,
            "No private security company involved; pointed to the police desk.",
        )),
        ..PLAIN
    },
];

/// Writes the sample's cases into a channel: all of them at the first desk, a few at the others.
pub async fn write(
    platform: &Platform,
    channel: &Channel,
    who: &Working<'_>,
    custodian: Option<&Working<'_>>,
    desk: usize,
) -> Result<(), Error> {
    let some = if desk == 0 {
        &SAMPLES[..]
    } else {
        &SAMPLES[1..3]
    };
    for sample in some {
        let case = write_one(platform, channel, who, sample).await?;
        if let (Some(custodian), Some(reason)) = (custodian, sample.asked) {
            platform.ask_identity(custodian, case, reason).await?;
        }
    }
    Ok(())
}

async fn write_one(
    platform: &Platform,
    channel: &Channel,
    who: &Working<'_>,
    sample: &Sample,
) -> Result<CaseId, Error> {
    let (cookie, mut draft) = platform.begin_draft(channel.id, sample.language).await?;
    let said = sample
        .said
        .iter()
        .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()));
    draft.answers = channel
        .questionnaire
        .read(&Fields(said.collect()))
        .map_err(Error::Invalid)?;
    platform.save_draft(&cookie, &mut draft).await?;
    for (name, kind, bytes) in sample.files {
        let bytes = stream::iter([Ok(Bytes::from_static(bytes))]);
        platform
            .add_draft_file(&cookie, &mut draft, name, kind, bytes)
            .await?;
    }
    let digits = draft.receipt_digits();
    let group = digits
        .split_whitespace()
        .nth(draft.part_to_type_back().1 - 1)
        .unwrap_or_default();
    draft.keeps_receipt(group);
    platform.save_draft(&cookie, &mut draft).await?;
    platform.send_draft(&cookie).await?;
    let case = draft.case;
    for state in sample.states {
        platform.move_on(who, case, *state).await?;
    }
    if let Some(text) = sample.answer {
        platform
            .write_to_reporter(who, case, "sample", text, sample.language)
            .await?;
    }
    if let Some(text) = sample.note {
        platform.write_note(who, case, "sample note", text).await?;
    }
    if let Some((reason, text)) = sample.closed {
        platform.close(who, case, reason, text).await?;
    }
    Ok(case)
}
