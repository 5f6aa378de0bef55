//! Single names as people say them: what is found, and why.

use watchpost_names::{CompanyKey, DOUBTFUL, Index, Reason, SURE, SeedCompany, seed};

/// The seed, as it is written, and as an index.
fn of_seed() -> (Vec<SeedCompany>, Index) {
    let companies = seed().expect("the seed is a list");
    let keyed = (0u32..).zip(&companies);
    let index = Index::build(keyed.map(|(key, company)| (CompanyKey(key), company.names())));
    (companies, index)
}

#[test]
fn names_are_found_with_their_reason() {
    let (companies, index) = of_seed();
    for (said, company, reason) in [
        (
            "KIVULI MLIMA",
            "Kivuli Mlima Security Services Ltd",
            Reason::Same,
        ),
        (
            "kivuli mlima security services plc",
            "Kivuli Mlima Security Services Ltd",
            Reason::SameWithoutLegalForm,
        ),
        (
            "Mlima Kivuli",
            "Kivuli Mlima Security Services Ltd",
            Reason::WordOrder,
        ),
        (
            "kivulimlima",
            "Kivuli Mlima Security Services Ltd",
            Reason::JoinedWords,
        ),
        (
            "Kivuli Mlima Ulinzi",
            "Kivuli Mlima Security Services Ltd",
            Reason::TradeWords,
        ),
        (
            "kivuri murima sekuriti",
            "Kivuli Mlima Security Services Ltd",
            Reason::Spelling,
        ),
        (
            "K.M.S.S.",
            "Kivuli Mlima Security Services Ltd",
            Reason::Same,
        ),
        (
            "Quarterlight Harbour Sec",
            "Quarterlight Harbour Security PLC",
            Reason::Abbreviation,
        ),
        (
            "K. Mlima Guards",
            "Kivuli Mlima Security Services Ltd",
            Reason::Abbreviation,
        ),
        (
            "Gris",
            "Guardianía Páramo Gris Cía. Ltda.",
            Reason::PartOfName,
        ),
        ("tihiy rubin", "ООО ЧОП «Тихий Рубин»", Reason::OtherScript),
        (
            "granitnaja sowa",
            "ЧОП «Гранитная Сова»",
            Reason::OtherScript,
        ),
        (
            "mayak beloy pristani",
            "ЗАО «Маяк Белой Пристани»",
            Reason::OtherScript,
        ),
        (
            "nakhlat alshorofat",
            "مؤسسة نخلة الشرفات للحماية",
            Reason::Spelling,
        ),
        (
            "el manara essabia",
            "شركة المنارة السابعة للخدمات الأمنية ذ.م.م",
            Reason::OtherScript,
        ),
        (
            "كوارترلايت",
            "Quarterlight Harbour Security PLC",
            Reason::OtherScript,
        ),
        (
            "vijilancia colivri de piedra",
            "Vigilancia Colibrí de Piedra, S.A. de C.V.",
            Reason::Spelling,
        ),
        (
            "3 caimans",
            "Société de Gardiennage Trois Caïmans",
            Reason::TradeWords,
        ),
        ("አባይ ኮከብ", "የአባይ ኮከብ ጥበቃ አገልግሎት", Reason::OtherScript),
    ] {
        let best = &index.find(said, 1)[0];
        let name = &companies[best.company.0 as usize].name;
        assert_eq!(
            (name.as_str(), best.reason),
            (company, reason),
            "{said}: {best:?}"
        );
        let certain = best.reason <= Reason::JoinedWords;
        assert_eq!(best.score >= SURE, certain, "{said}: {best:?}");
    }
}

#[test]
fn strangers_are_doubtful() {
    let (_, index) = of_seed();
    for said in [
        "Zebra Guards",
        "Blue Falcon",
        "شركة النهر",
        "Орлан",
        "Seguridad Tres Palmas",
        "Moon Security",
    ] {
        let found = index.find(said, 5);
        assert!(
            found.iter().all(|one| one.score < DOUBTFUL),
            "{said}: {found:?}"
        );
    }
}

#[test]
fn names_can_be_added_and_codes_are_stable() {
    let mut index = Index::default();
    index.insert(CompanyKey(7), ["Ngao Mwezi Guards"]);
    index.insert(CompanyKey(7), ["Moonshield", "Ngao Mwezi Guards"]);
    assert_eq!(index.live_names(), 2);
    assert_eq!(index.find("moon shield", 1)[0].company, CompanyKey(7));
    let codes: Vec<&str> = Reason::ALL.iter().map(|reason| reason.code()).collect();
    assert_eq!(
        codes.join(" "),
        "same same-without-legal-form word-order joined-words trade-words other-script abbreviation part-of-name spelling"
    );
}
