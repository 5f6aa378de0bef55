//! Rows of tables.

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::registry::import::*;

const LEI_CELL: &str = "5067 00ge 1g29 325q x363";

fn columns() -> BTreeMap<String, Column> {
    let trading = |language: &str| Column::Name {
        kind: NameKind::Trading,
        language: Some(language.into()),
        script: None,
    };
    let identifier = Column::Identifier {
        scheme: LEI.into(),
        country: None,
    };
    [
        (
            "Company",
            Column::Name {
                kind: NameKind::Legal,
                language: None,
                script: None,
            },
        ),
        ("الاسم", trading("ar")),
        ("LEI", identifier),
        ("Seat", Column::Seat),
        ("Works in", Column::Operates),
        ("Does", Column::Services),
        ("Staff", Column::Headcount),
        ("Arms", Column::Weapons),
        ("Of which", Column::Classes),
        ("Place", Column::Site(OfSite::Name)),
        ("Place in", Column::Site(OfSite::Country)),
        ("District", Column::Site(OfSite::District)),
        (
            "Works for",
            Column::Client {
                shown: Precision::Nothing,
                subcontract: true,
            },
        ),
        ("Parent", Column::Owner(Hold::Controls)),
        ("Part", Column::Share),
        ("Standard", Column::Certificate(OfCertificate::Standard)),
        ("By", Column::Certificate(OfCertificate::Body)),
        ("For", Column::Certificate(OfCertificate::Scope)),
        ("Issued", Column::Certificate(OfCertificate::Issued)),
        ("Expires", Column::Certificate(OfCertificate::Expires)),
        ("Status", Column::Standing),
        ("Why", Column::Reason),
        ("Since", Column::From),
        ("Page", Column::Address),
    ]
    .map(|(head, column)| (head.to_owned(), column))
    .into()
}

fn mapping() -> Mapping {
    let says = [
        ("Status", "Full member", "certified-member"),
        ("Staff", "n/a", ""),
    ];
    Mapping {
        columns: columns(),
        says: says
            .map(|(head, cell, is)| ((head.into(), cell.into()), is.into()))
            .into(),
        dates: DateOrder::DayFirst,
        source: Source {
            archive: Some("https://archive.example/list".into()),
            ..source("The Association", "2024-06-01")
        },
        confidence: Confidence::Authoritative,
        audience: Audience::Public,
        sites: Precision::District,
        no_people: BTreeSet::new(),
    }
}

/// Heads in an order of their own, with a column that nobody reads.
fn heads() -> Vec<String> {
    let mut heads: Vec<String> = columns().into_keys().collect();
    heads.reverse();
    heads.push("Director".into());
    heads
}

fn read(cells: &[(&str, &str)]) -> Result<ReadRow, Vec<(String, CellFlaw)>> {
    let (mapping, terms) = (mapping(), Terms::known().unwrap());
    let bound = mapping.bind(&heads(), terms).unwrap();
    let cell = |head: &String| {
        cells
            .iter()
            .find(|(own, _)| own == head)
            .map_or("", |(_, cell)| cell)
    };
    let row: Vec<String> = heads().iter().map(|head| cell(head).to_owned()).collect();
    let names = |said: &str| match said {
        "Kenya" | "KEN" | "كينيا" => Some("KE".to_owned()),
        "Nowhere" => Some("ZZ".to_owned()),
        _ => None,
    };
    bound.row(
        &row,
        company(0),
        Cells {
            terms,
            country: &names,
            today: day("2024-07-01"),
        },
    )
}

fn facts(cells: &[(&str, &str)]) -> Vec<Fact> {
    read(cells)
        .unwrap()
        .claims
        .into_iter()
        .map(|(_, claim)| claim.fact)
        .collect()
}

#[test]
fn a_row_is_claims_with_their_source() {
    let row = read(&[
        ("Company", "Голубой Орёл"),
        ("الاسم", "النسر الأزرق"),
        ("LEI", LEI_CELL),
        ("Seat", "Kenya"),
        ("Works in", "ke; كينيا |UG\nTZ;"),
        ("Does", "Guarding people, places and goods; dogs"),
        ("Staff", "1,000–5,000"),
        ("Arms", "restricted"),
        ("Of which", "batons; Armes de poing|مسدسات"),
        ("Place", "Gate 4"),
        ("Place in", "KEN"),
        ("District", "KE-30"),
        ("Works for", "A Company Ltd"),
        ("Parent", "Holding AG"),
        ("Part", "51 %"),
        ("Standard", "ISO 18788"),
        ("By", "A Body"),
        ("For", "Guarding in Kenya"),
        ("Issued", "29/02/2020"),
        ("Expires", "28/02/2023"),
        ("Status", "Full member"),
        ("Since", "3/4/2018"),
        ("Page", "https://example.org/blue-eagle"),
        ("Director", "Somebody"),
    ])
    .unwrap();
    let kinds: BTreeSet<FactKind> = row
        .claims
        .iter()
        .map(|(_, claim)| claim.fact.kind())
        .collect();
    assert_eq!((row.claims.len(), kinds.len()), (16, 12));
    for (_, claim) in &row.claims {
        assert_eq!(claim.valid, valid("2018-04-03", "on"));
        assert_eq!(
            claim.source.address.as_deref(),
            Some("https://example.org/blue-eagle")
        );
        // The copy is of the list, not of the company's page.
        assert_eq!(claim.source.archive, None);
        assert_eq!(claim.confidence, Confidence::Authoritative);
    }
    let told = format!("{row:?}");
    assert!(!told.contains("Somebody"));
    let other = Noted::CouldBe {
        column: "Since".into(),
        read: dated("2018-04-03"),
        other: dated("2018-03-04"),
    };
    assert_eq!(row.noted, [other]);
    let has = |fact: &Fact| row.claims.iter().any(|(_, claim)| claim.fact == *fact);
    assert!(has(&status(Standing::CertifiedMember)) && has(&seat("KE")));
    assert!(has(&Fact::Weapons(Weapons {
        bearing: Bearing::Restricted,
        classes: ["batons", "handguns"].map(str::to_owned).into(),
        country: None
    })));
    assert!(has(&Fact::Site(Site {
        name: "Gate 4".into(),
        place: Place {
            country: "KE".into(),
            district: Some("KE-30".into()),
            locality: None,
            point: None
        },
        shown: Precision::District
    })));
    assert!(has(&Fact::Owner(Stake {
        owner: Party::Organisation("Holding AG".into()),
        share: Some(Share(5_100)),
        hold: Hold::Controls
    })));
    assert!(has(&Fact::Identifier(Identifier {
        scheme: LEI.into(),
        country: None,
        value: "506700GE1G29325QX363".into()
    })));
    assert!(has(&Fact::Headcount(Headcount {
        least: 1_000,
        most: 5_000,
        country: None
    })));
}

#[test]
fn empty_cells_say_nothing_and_formulas_are_texts() {
    assert_eq!(facts(&[]), []);
    assert_eq!(
        facts(&[
            ("Company", "  "),
            ("Seat", "-"),
            ("Staff", "n/a"),
            ("Director", "=1")
        ]),
        []
    );
    let row = read(&[("Company", "=HYPERLINK(\"x\")")]).unwrap();
    assert_eq!(row.claims[0].1.fact, name("=HYPERLINK(\"x\")"));
    assert_eq!(
        row.noted,
        [Noted::Formula {
            column: "Company".into()
        }]
    );
    assert_eq!(safe_cell("=HYPERLINK(\"x\")"), "'=HYPERLINK(\"x\")");
    assert_eq!(facts(&[("Company", "'+Alpha")]), [name("+Alpha")]);
    assert_eq!(
        facts(&[("Company", "'s Lands Bewaking")]),
        [name("'s Lands Bewaking")]
    );
}

#[test]
fn what_is_wrong_is_told_at_its_column() {
    let flaw = |flaw| CellFlaw::Flaw(flaw);
    for (cells, wrong) in [
        (
            vec![("LEI", "5067 00ge")],
            vec![("LEI", flaw(Flaw::LeiLength { is: 8 }))],
        ),
        (
            vec![("Seat", "Atlantis")],
            vec![("Seat", flaw(Flaw::NotACountry))],
        ),
        (
            vec![("Seat", "Nowhere")],
            vec![("Seat", flaw(Flaw::NotACountry))],
        ),
        (
            vec![("Works in", "KE;Atlantis")],
            vec![("Works in", flaw(Flaw::NotACountry))],
        ),
        (
            vec![("Does", "dogs, guarding")],
            vec![("Does", CellFlaw::NotAnOption)],
        ),
        (
            vec![("Staff", "1.5")],
            vec![("Staff", CellFlaw::NotANumber)],
        ),
        (
            vec![("Staff", "500-100")],
            vec![("Staff", flaw(Flaw::LeastAboveMost))],
        ),
        (vec![("Arms", "yes")], vec![("Arms", CellFlaw::NotAnOption)]),
        (
            vec![("Arms", "none"), ("Of which", "batons")],
            vec![("Of which", flaw(Flaw::UnarmedWithWeapons))],
        ),
        (
            vec![("Arms", "armed"), ("Of which", "swords")],
            vec![("Of which", CellFlaw::NotAnOption)],
        ),
        (
            vec![("Of which", "batons")],
            vec![("Of which", CellFlaw::Missing)],
        ),
        (
            vec![("Place", "Gate 4")],
            vec![("Place", CellFlaw::Missing)],
        ),
        (
            vec![("Place in", "KE")],
            vec![("Place in", CellFlaw::Missing)],
        ),
        (
            vec![("Place", "Gate 4"), ("Place in", "Atlantis")],
            vec![("Place in", flaw(Flaw::NotACountry))],
        ),
        (
            vec![
                ("Place", "Gate 4"),
                ("Place in", "KE"),
                ("District", "UG-101"),
            ],
            vec![("District", flaw(Flaw::NotADistrict))],
        ),
        (vec![("Part", "51")], vec![("Part", CellFlaw::Missing)]),
        (
            vec![("Parent", "A"), ("Part", "half")],
            vec![("Part", CellFlaw::NotANumber)],
        ),
        (
            vec![("Parent", "A"), ("Part", "151")],
            vec![("Part", flaw(Flaw::NotAShare))],
        ),
        (vec![("Why", "other")], vec![("Why", CellFlaw::Missing)]),
        (
            vec![("Status", "affiliate"), ("Why", "other")],
            vec![("Why", flaw(Flaw::ReasonWithout))],
        ),
        (
            vec![("Status", "unknown")],
            vec![("Status", flaw(Flaw::NotAStatus))],
        ),
        (
            vec![("Standard", "ISO 18788")],
            vec![("Standard", CellFlaw::Missing)],
        ),
        (vec![("By", "A Body")], vec![("By", CellFlaw::Missing)]),
        (
            vec![
                ("Standard", "psc-1"),
                ("By", "A"),
                ("For", "B"),
                ("Issued", "31/12/2021"),
                ("Expires", "30/12/2021"),
            ],
            vec![("Expires", flaw(Flaw::EndsBefore))],
        ),
        (
            vec![
                ("Standard", "psc-1"),
                ("By", "A"),
                ("For", "B"),
                ("Issued", "12/31/2021"),
            ],
            vec![("Issued", CellFlaw::OtherOrder)],
        ),
        // The day of a row is told once, however many claims it makes.
        (
            vec![("Company", "A"), ("Seat", "KE"), ("Since", "2025")],
            vec![("Since", flaw(Flaw::InTheFuture))],
        ),
        (
            vec![("Company", "A"), ("Since", "soon")],
            vec![("Since", CellFlaw::NotADate)],
        ),
        (
            vec![("Company", "A"), ("Page", "example.org")],
            vec![("Page", flaw(Flaw::NotAPage))],
        ),
    ] {
        let expected: Vec<_> = wrong
            .into_iter()
            .map(|(head, flaw)| (head.to_owned(), flaw))
            .collect();
        assert_eq!(read(&cells), Err(expected), "{cells:?}");
    }
}

#[test]
fn a_short_row_is_no_row() {
    let (mapping, terms) = (mapping(), Terms::known().unwrap());
    let bound = mapping.bind(&heads(), terms).unwrap();
    let cells = Cells {
        terms,
        country: &|_| None,
        today: day("2024-07-01"),
    };
    let short = bound
        .row(&["https://example.org".to_owned()], company(0), cells)
        .unwrap_err();
    assert_eq!(short[0].1, CellFlaw::ShortRow);
    assert_eq!(
        bound
            .row(&[], company(0), cells)
            .map(|row| row.claims.len()),
        Ok(0)
    );
}

#[test]
fn people_are_no_columns() {
    let terms = Terms::known().unwrap();
    let mut own = mapping();
    own.columns.insert("Director".into(), Column::Website);
    let bind = |own: &Mapping, heads: &[String]| own.bind(heads, terms).err().unwrap_or_default();
    assert_eq!(
        bind(&own, &heads()),
        [MappingFlaw::People("Director".into())]
    );
    own.no_people.insert("Director".into());
    assert_eq!(bind(&own, &heads()), []);
}

#[test]
fn a_mapping_fits_its_table() {
    let terms = Terms::known().unwrap();
    let only = |columns: &[(&str, Column)]| {
        let columns = columns
            .iter()
            .map(|(head, column)| ((*head).to_owned(), column.clone()));
        Mapping {
            columns: columns.collect(),
            ..mapping()
        }
    };
    let bind = |columns: &[(&str, Column)], heads: &[&str]| {
        let heads: Vec<String> = heads.iter().map(|head| (*head).to_owned()).collect();
        only(columns).bind(&heads, terms).err().unwrap_or_default()
    };
    let seat = || Column::Seat;
    assert_eq!(bind(&[("A", seat())], &["A", "B"]), []);
    assert_eq!(
        bind(&[("A", seat())], &["B"]),
        [MappingFlaw::NoColumn("A".into())]
    );
    assert_eq!(
        bind(&[("A", seat())], &["A", "A"]),
        [MappingFlaw::Twice("A".into())]
    );
    assert_eq!(
        bind(&[("A", seat()), ("B", seat())], &["A", "B"]),
        [MappingFlaw::Both("A".into(), "B".into())]
    );
    assert_eq!(
        bind(
            &[("A", Column::Operates), ("B", Column::Operates)],
            &["A", "B"]
        ),
        []
    );
    for alone in [
        Column::Share,
        Column::Reason,
        Column::Certificate(OfCertificate::Body),
    ] {
        assert_eq!(
            bind(&[("A", alone)], &["A"]),
            [MappingFlaw::Alone("A".into())]
        );
    }
}

proptest! {
    #[test]
    fn any_row_is_taken_or_told(cells in prop::collection::vec("\\PC{0,12}|[0-9/,.-]{0,10}|KE|psc-1|[=+@-]", 0..22)) {
        let (mapping, terms) = (mapping(), Terms::known().unwrap());
        let bound = mapping.bind(&heads(), terms).unwrap();
        let own = Cells { terms, country: &|_| None, today: day("2024-07-01") };
        match bound.row(&cells, company(0), own) {
            Ok(row) => for (_, claim) in row.claims {
                prop_assert_eq!(check(&claim, company(0), terms, day("2024-07-01")), Ok(()));
            },
            Err(flaws) => prop_assert!(flaws.iter().all(|(head, _)| mapping.columns.contains_key(head))),
        }
    }
}
