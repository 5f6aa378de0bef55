//! The cases of the sample network, in every state, with words and files. Nothing in them happened.

use watchpost_domain::intake::Entry;

use super::{
    cases::{Act::*, Sample},
    others::OTHERS,
    usual::{
        ADMITTED, AGREED, ASKED, CHOSEN, CONTENT, JUDGED, MANDATE, OFFICES, PLAIN, RECEIVED,
        REPLIED, SAFE, SPEAKS, tested,
    },
};

/// All of them, those of a desk in the order in which they came in.
pub fn all() -> impl Iterator<Item = &'static Sample> {
    VALLEY.iter().chain(OTHERS)
}

/// Those of the first desk.
const VALLEY: &[Sample] = &[
    Sample {
        name: "water-point",
        days_ago: 160,
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
        then: &[
            RECEIVED,
            JUDGED,
            SAFE,
            SPEAKS,
            MANDATE,
            tested!("icoc-2021-31", "icoc-2021-30"),
            ADMITTED,
            REPLIED,
            CHOSEN,
            OFFICES,
            CONTENT,
            AGREED,
            Answer(
                "The company has changed its orders at the water point and told the village so. We looked into it on the spot. Does this match what you see?",
            ),
            Writes("Yes. Since the meeting they keep the guns on their backs."),
            Read,
            Says(
                "confirm-remedy",
                "remedied",
                "It has been a month. Nobody was threatened again.",
            ),
        ],
        ..PLAIN
    },
    Sample {
        name: "unpaid-nights",
        days_ago: 120,
        said: &[
            (
                "what_happened",
                "They promised night pay at the depot and never paid it to any of us.",
            ),
            ("kind", "pay-hours"),
            ("where.words", "The depot on the ring road"),
            ("where.country", "ZA"),
            ("when.words", "The whole winter"),
            ("company", "kivuri mulima sekuriti"),
            ("submitter", "guard"),
            ("contact", "Messages here only"),
            ("consent", "store"),
            ("consent", "link"),
        ],
        then: &[
            RECEIVED,
            JUDGED,
            SAFE,
            SPEAKS,
            MANDATE,
            Close(
                "settled",
                "The company paid the winter months to all eleven guards.",
            ),
            Writes("They paid two months and stopped again."),
            Read,
            Step(
                "reopen",
                "Paid for two months only, says the person who reported.",
            ),
            Answer(
                "We have taken it up again and written to the company. Which months are missing?",
            ),
        ],
        ..PLAIN
    },
    Sample {
        name: "phone",
        days_ago: 60,
        said: &[
            ("what_happened", "My phone was stolen on the bus."),
            ("where.words", "Bus line 4"),
            ("when.words", "Yesterday"),
            ("contact.skip", "rather-not"),
        ],
        then: &[
            RECEIVED,
            JUDGED,
            SAFE,
            SPEAKS,
            MANDATE,
            Answer(
                "This is not something private security did. The police desk at the bus station takes such reports.",
            ),
            Close(
                "out-of-scope-redirected",
                "No private security company involved; pointed to the police desk.",
            ),
        ],
        ..PLAIN
    },
    Sample {
        name: "same-winter",
        days_ago: 44,
        said: &[
            (
                "what_happened",
                "I guard the harbour for the same company. All winter the nights were not paid, to nobody of us.",
            ),
            ("kind", "pay-hours"),
            ("where.words", "The harbour"),
            ("where.country", "ZA"),
            ("when.words", "All winter"),
            ("company", "Kivuli Mlima Security"),
            ("submitter", "guard"),
            ("contact", "Messages here only"),
            ("consent", "store"),
            ("consent", "link"),
        ],
        then: &[
            RECEIVED,
            Together(
                "unpaid-nights",
                "Nights that one company did not pay",
                "Two guards of two places tell of the same winter.",
            ),
        ],
        ..PLAIN
    },
    Sample {
        name: "nights-too",
        days_ago: 41,
        said: &[
            (
                "what_happened",
                "Nobody gets the money for the nights. I am afraid that they find out who said so.",
            ),
            ("kind", "pay-hours"),
            ("where.words", "The shopping centre"),
            ("where.country", "ZA"),
            ("when.words", "Since last year"),
            ("company", "Kivuli Mlima Security Services"),
            ("submitter", "guard"),
            ("contact", "Messages here only"),
            ("consent", "store"),
        ],
        then: &[RECEIVED],
        ..PLAIN
    },
    Sample {
        name: "threatened",
        days_ago: 38,
        language: "fr",
        said: &[
            (
                "what_happened",
                "Le chef de poste m’a menacé devant ma famille parce que j’avais parlé à un journaliste.",
            ),
            ("kind", "retaliation"),
            ("where.words", "La barrière du chantier"),
            ("where.country", "CI"),
            ("when.words", "Un dimanche de septembre"),
            ("submitter", "guard"),
            ("fear", "high"),
            ("contact", "Ne pas me contacter"),
            ("consent", "store"),
        ],
        then: &[
            RECEIVED,
            Answer(
                "Êtes-vous en sécurité chez vous ? Nous pouvons vous mettre en lien avec une association d’aide.",
            ),
            Withdraw,
            Note(
                "Withdrawn under pressure: keep what is here, ask nothing, close only after three months.",
            ),
        ],
        ..PLAIN
    },
    Sample {
        name: "fence",
        days_ago: 21,
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
        then: &[
            RECEIVED,
            JUDGED,
            SAFE,
            SPEAKS,
            MANDATE,
            Assign("esteban"),
            tested!("icoc-2021-30", "icoc-2021-28"),
            ADMITTED,
            Tells(
                "Uso de la fuerza cerca de la valla",
                "Se dice que guardias golpearon a una persona que recogía leña cerca de la valla de la mina, en septiembre.",
                "Díganos qué sabe la empresa, qué hizo para saberlo y cómo evita represalias.",
            ),
            Promises(
                "medical-care",
                "La empresa paga la atención en el hospital del lugar.",
                45,
                "Los recibos del hospital.",
            ),
            Longer("company-notified", "They asked for more time, in writing."),
            Answer(
                "Gracias. Estamos hablando con el hospital del lugar. ¿Vio usted el número de la camioneta?",
            ),
            Note("The clinic confirms a visit that night. Ask for the form, with consent."),
            Show("a case about the fence of a mine, in Spanish"),
        ],
        ..PLAIN
    },
    Sample {
        name: "fence-again",
        days_ago: 19,
        language: "es",
        said: &[
            (
                "what_happened",
                "Vi cómo los guardias pegaron a un hombre que juntaba leña junto a la valla norte.",
            ),
            ("kind", "force"),
            ("where.words", "La valla norte"),
            ("where.country", "PE"),
            ("when.words", "En septiembre, de noche"),
            ("submitter", "witness"),
            ("contact.skip", "rather-not"),
            ("consent", "store"),
        ],
        then: &[
            RECEIVED,
            Merge(
                "fence",
                "The same evening at the same fence, seen by a second person.",
            ),
        ],
        ..PLAIN
    },
    Sample {
        name: "watched",
        days_ago: 16,
        language: "ar",
        said: &[
            (
                "what_happened",
                "بعد أن اشتكيت صار أحد الحراس يراقب بيتي كل مساء.",
            ),
            ("kind", "retaliation"),
            ("where.words", "الحي القديم"),
            ("where.country", "JO"),
            ("when.words", "منذ أسبوعين"),
            ("submitter", "affected"),
            ("fear", "high"),
            ("contact", "اتصلوا بي بعد المغرب"),
            ("consent", "store"),
            ("consent", "contact"),
        ],
        then: &[RECEIVED, Answer("هل أنت في مكان آمن الآن؟"), Stop],
        ..PLAIN
    },
    Sample {
        name: "warehouse",
        days_ago: 12,
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
        then: &[
            RECEIVED,
            JUDGED,
            SAFE,
            ASKED,
            Answer("شكرًا لك. هل تعرف كم عددهم، ومن يوزع نوبات العمل؟"),
        ],
        ..PLAIN
    },
    Sample {
        name: "port",
        days_ago: 9,
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
        then: &[
            RECEIVED,
            Answer(
                "Nous avons bien reçu votre signalement. Avez-vous des fiches de paie, même d’un seul mois ?",
            ),
            Writes("J’ai celle de mars et une photo de celle d’avril. Je peux les envoyer ici ?"),
            Show(
                "unpaid wages at a port, in French, with an answer and a reply that nobody has read yet",
            ),
        ],
        ..PLAIN
    },
    Sample {
        name: "relative",
        days_ago: 6,
        said: &[
            (
                "what_happened",
                "The commander at the stadium takes a part of our wages each month and calls it a fee.",
            ),
            ("kind", "pay-hours"),
            ("kind", "harassment"),
            ("where.words", "The stadium"),
            ("where.country", "NG"),
            ("when.words", "Every month this year"),
            ("company", "Example Arena Security (fictional)"),
            ("submitter", "guard"),
            ("contact", "Messages here only"),
            ("consent", "store"),
        ],
        then: &[
            RECEIVED,
            Note("A cousin of one of us works for this company: few readers."),
            Narrow("esteban", "A colleague’s cousin works for the company."),
        ],
        ..PLAIN
    },
    // Only one reads it, and perhaps is away: whoever leads can open it in an emergency.
    Sample {
        name: "followed",
        days_ago: 5,
        said: &[
            (
                "what_happened",
                "I gave the pictures from the depot to a newspaper. Since then somebody asks my neighbours when I come home.",
            ),
            ("kind", "retaliation"),
            ("urgent", "ongoing"),
            ("where.words", "Near the depot"),
            ("where.country", "KE"),
            ("when.words", "Since last week"),
            ("company", "Example Depot Guards (fictional)"),
            ("submitter", "other"),
            ("contact", "Messages here only"),
            ("consent", "store"),
            ("consent", "contact"),
        ],
        then: &[
            RECEIVED,
            Narrow("noor", "Somebody of the desk knows people at the depot."),
            Writes("Two men wait at my door since this morning. Please hurry."),
        ],
        ..PLAIN
    },
    Sample {
        name: "search",
        days_ago: 4,
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
        then: &[
            RECEIVED,
            JUDGED,
            SAFE,
            SPEAKS,
            MANDATE,
            Note("Second report about the same supervisor. Keep both readers few."),
            Ask("She asked in her message to be called by the legal office."),
        ],
        ..PLAIN
    },
    Sample {
        name: "called",
        days_ago: 2,
        said: &[
            (
                "what_happened",
                "A woman called: two guards at the clinic gate ask for money before they let patients in.",
            ),
            ("kind", "other"),
            ("where.words", "The clinic in the market town"),
            ("where.country", "MW"),
            ("when.words", "Last week, several times"),
            ("submitter", "affected"),
            ("contact", "She calls again on Friday"),
            ("consent", "store"),
        ],
        entry: Entry::Phone,
        then: &[Assign("noor"), RECEIVED],
        ..PLAIN
    },
    Sample {
        name: "quarry",
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
];
