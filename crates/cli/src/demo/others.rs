//! The cases of the sample union and of the sample secretariat.

use watchpost_domain::intake::Entry;

use super::{
    cases::{Act::*, Sample},
    usual::{ADMITTED, JUDGED, MANDATE, PLAIN, RECEIVED, SAFE, SPEAKS, tested},
};

pub const OTHERS: &[Sample] = &[
    Sample {
        name: "dismissed",
        desk: 1,
        days_ago: 70,
        said: &[
            (
                "what_happened",
                "Three of us were dismissed the day after we joined the union.",
            ),
            ("kind", "retaliation"),
            ("kind", "working-conditions"),
            ("where.words", "The bank’s head office"),
            ("where.country", "KE"),
            ("when.words", "At the end of August"),
            ("company", "Example Bank Guards (fictional)"),
            ("submitter", "guard"),
            ("wished", "reinstatement"),
            ("identity_mode", "named"),
            ("name", "Sample Guard"),
            ("contact", "Call me at the union office"),
            ("consent", "store"),
            ("consent", "contact"),
        ],
        then: &[
            RECEIVED,
            JUDGED,
            SAFE,
            SPEAKS,
            MANDATE,
            Beside("parallel-proceedings", "A labour court hears it too."),
            Assign("daniel"),
            Answer("We have asked for a meeting with the company. Will you come?"),
            Writes("All three of us will come."),
            Read,
            Close(
                "partly-remedied",
                "Two of three were taken back with their pay; the third found other work.",
            ),
        ],
        ..PLAIN
    },
    Sample {
        name: "overtime",
        desk: 1,
        days_ago: 15,
        language: "fr",
        said: &[
            (
                "what_happened",
                "Douze heures par jour, sept jours sur sept, et les heures en plus ne sont jamais payées.",
            ),
            ("kind", "pay-hours"),
            ("where.words", "L’entrepôt de l’aéroport"),
            ("where.country", "CM"),
            ("when.words", "Depuis le début de l’année"),
            ("company", "Garde Exemple SA (fictive)"),
            ("submitter", "guard"),
            ("told", "company"),
            ("wished", "back-pay"),
            ("contact.skip", "rather-not"),
            ("consent", "store"),
            ("consent", "statistics"),
        ],
        then: &[
            RECEIVED,
            JUDGED,
            SAFE,
            SPEAKS,
            MANDATE,
            tested!("icoc-2021-52", "icoc-2021-53"),
            Step("admit-evidence", "No consent to tell the company."),
            Note("The same company as in two other cases this year."),
        ],
        ..PLAIN
    },
    Sample {
        name: "boots",
        desk: 1,
        days_ago: 5,
        language: "ar",
        said: &[
            (
                "what_happened",
                "لا أحذية ولا قفازات لمن يحرس محطة الكيماويات.",
            ),
            ("kind", "working-conditions"),
            ("where.words", "محطة الكيماويات"),
            ("where.country", "EG"),
            ("when.words", "منذ الصيف"),
            ("submitter", "guard"),
            ("contact.skip", "rather-not"),
            ("consent", "store"),
        ],
        ..PLAIN
    },
    Sample {
        name: "no-answer",
        desk: 2,
        days_ago: 40,
        said: &[
            (
                "what_happened",
                "Guards at the mine beat two men who looked for stones. The company never answers, whoever asks.",
            ),
            ("kind", "force"),
            ("where.words", "The old shaft"),
            ("where.country", "GH"),
            ("when.words", "In the spring"),
            ("company", "Example Mine Guards (fictional)"),
            ("submitter", "ngo"),
            ("mandate", "written"),
            ("contact", "mine-watch@example.org"),
            ("consent", "store"),
            ("consent", "send-to-icoca"),
        ],
        then: &[
            RECEIVED,
            JUDGED,
            SAFE,
            SPEAKS,
            MANDATE,
            tested!("icoc-2021-30", "icoc-2021-34", "icoc-2021-67-g"),
            Step(
                "choose-other-door",
                "The company has answered nobody for two years.",
            ),
            Step("refer-to-board", "Only the board can move it."),
            Briefs(
                "Violence at a mine, and no answer",
                "Two people were beaten by guards of a member. The member has answered none of three letters.",
                "Please read this and vote. Whoever has an interest in the matter steps aside first.",
            ),
            Answer("The board has your case. It decides within ninety days."),
        ],
        ..PLAIN
    },
    Sample {
        name: "licence",
        desk: 2,
        days_ago: 33,
        said: &[
            (
                "what_happened",
                "The company works at the embassy without a licence, and everybody knows it.",
            ),
            ("kind", "other"),
            ("where.words", "The embassy quarter"),
            ("where.country", "GH"),
            ("when.words", "All year"),
            ("company", "Example Embassy Protection (fictional)"),
            ("submitter", "ngo"),
            ("mandate", "written"),
            ("contact", "ngo@example.org"),
            ("consent", "store"),
            ("consent", "send-to-company"),
        ],
        then: &[
            RECEIVED,
            JUDGED,
            SAFE,
            SPEAKS,
            MANDATE,
            tested!("icoc-2021-56"),
            ADMITTED,
            Answer("We have asked the company for its papers. It has thirty days to answer."),
        ],
        ..PLAIN
    },
    Sample {
        name: "by-letter",
        desk: 2,
        days_ago: 14,
        language: "es",
        said: &[
            (
                "what_happened",
                "Una carta sin nombre: en el hotel los guardias quitan el pasaporte a las limpiadoras.",
            ),
            ("kind", "trafficking-forced-labour"),
            ("where.words", "El hotel de la costa"),
            ("where.country", "DO"),
            ("when.words", "Desde mayo"),
            ("submitter", "other"),
            ("contact.skip", "unknown"),
            ("consent", "store"),
        ],
        entry: Entry::Letter,
        then: &[RECEIVED, Assign("mei")],
        ..PLAIN
    },
    Sample {
        name: "nothing",
        desk: 2,
        days_ago: 8,
        said: &[
            ("what_happened", "test test test"),
            ("where.words", "nowhere"),
            ("when.words", "never"),
            ("contact", "Do not contact"),
        ],
        then: &[Close("not-a-report", "Sent to try the form.")],
        ..PLAIN
    },
];
