//! A finding says no more than what bears it out, and a question to the findings hides none.

use proptest::prelude::*;
use uuid::Uuid;

use super::{super::versions::Writes, *};
use crate::{MemberId, VersionId};

/// The 1st of March 2026.
const TODAY: Day = Day(20_513);

fn finding() -> Finding {
    Finding {
        company: CompanyId(Uuid::from_u128(1)),
        year: 2025,
        origin: Origin::Mission(MissionId(Uuid::from_u128(2))),
        word: Word::Observed,
        strength: Strength::Seen,
        bucket: Bucket::Management,
        country: Some("KE".into()),
        indicator: Some("held-register".into()),
        cites: ["icoc-2021-34".parse().unwrap()].into(),
        law: BTreeSet::new(),
        evidence: BTreeSet::new(),
        found_by: None,
        says: "There was no register at either gate.".into(),
    }
}

fn law(article: Option<&str>) -> Article {
    Article {
        country: "KE".into(),
        law: "Private Security Regulation Act 13 of 2016".into(),
        article: article.map(str::to_owned),
    }
}

fn flaws(finding: &Finding) -> Vec<(&'static str, &'static str)> {
    let framework = Framework::known().unwrap();
    let flaws = finding.check(framework, TODAY).err().unwrap_or_default();
    let code = |f: &Flawed| (f.field, f.flaw.code().unwrap_or("plain"));
    flaws.iter().map(code).collect()
}

#[test]
fn a_finding_says_no_more_than_what_bears_it_out() {
    use Strength::*;
    use Word::*;
    let file = EvidenceId(Uuid::from_u128(9));
    for (word, strength, evidence, body, wrong) in [
        (Alleged, Hearsay, false, None, vec![]),
        (
            Alleged,
            SaidByOne,
            false,
            Some("The board"),
            vec![("found_by", "body-without")],
        ),
        (
            Observed,
            SaidBySeveral,
            true,
            None,
            vec![("word", "not-observed")],
        ),
        (
            Observed,
            Document,
            false,
            None,
            vec![("evidence", "needs-evidence")],
        ),
        (Observed, Document, true, None, vec![]),
        (Observed, Seen, false, None, vec![]),
        (Found, Seen, true, None, vec![("found_by", "needs-body")]),
        (
            Found,
            Seen,
            true,
            Some(" "),
            vec![("found_by", "needs-body")],
        ),
        (
            Found,
            Hearsay,
            false,
            Some("A court"),
            vec![("evidence", "needs-evidence"), ("strength", "only-hearsay")],
        ),
        (Found, SaidByOne, true, Some("A court"), vec![]),
    ] {
        let own = Finding {
            word,
            strength,
            evidence: evidence.then_some(file).into_iter().collect(),
            found_by: body.map(str::to_owned),
            ..finding()
        };
        assert_eq!(flaws(&own), wrong, "{word:?} {strength:?}");
    }
}

#[test]
fn what_it_is_bound_to_has_to_be_there() {
    type Change = fn(&mut Finding);
    let cases: [(Change, (&str, &str)); 8] = [
        (|f| f.cites = BTreeSet::new(), ("cites", "bound-to-nothing")),
        (
            |f| f.cites = ["icoc-2021-34-a".parse().unwrap()].into(),
            ("cites", "not-a-citation"),
        ),
        (
            |f| {
                f.law = [Article {
                    country: "XX".into(),
                    ..law(None)
                }]
                .into()
            },
            ("law", "not-a-country"),
        ),
        (
            |f| {
                f.law = [Article {
                    law: String::new(),
                    ..law(None)
                }]
                .into()
            },
            ("law", "plain"),
        ),
        (
            |f| f.indicator = Some("horoscope".into()),
            ("indicator", "not-asked"),
        ),
        (
            |f| f.country = Some("ke".into()),
            ("country", "not-a-country"),
        ),
        (|f| f.year = 2027, ("year", "in-the-future")),
        (|f| f.says = String::new(), ("says", "plain")),
    ];
    for (change, wrong) in cases {
        let mut own = finding();
        change(&mut own);
        assert_eq!(flaws(&own), [wrong]);
    }
    // An article of a law alone binds, too.
    let own = Finding {
        cites: BTreeSet::new(),
        law: [law(Some("27"))].into(),
        ..finding()
    };
    assert!(flaws(&own).is_empty());
    for (cited, bucket) in [
        ("icoc-2021-34", Bucket::Personnel),
        ("icoc-2010-67-g", Bucket::Management),
        ("icoc-2021-21", Bucket::Other),
    ] {
        assert_eq!(Bucket::of(&cited.parse().unwrap()), bucket);
    }
}

fn add(findings: &mut Findings, n: u128, id: u128, value: Option<Finding>, seen: &[u128]) {
    let seen = seen
        .iter()
        .map(|n| VersionId(Uuid::from_u128(*n)))
        .collect();
    let writes = Writes {
        id: VersionId(Uuid::from_u128(n)),
        by: MemberId(Uuid::from_u128(1)),
        on: TODAY,
        why: "",
    };
    let version = findings.write(FindingId(Uuid::from_u128(id)), value, &seen, writes);
    findings.add(version).unwrap();
}

#[test]
fn findings_are_asked_by_paragraph_and_by_law() {
    let mut findings = Findings::default();
    let cites = |all: &[&str]| all.iter().map(|c| c.parse().unwrap()).collect();
    let (own, other) = (finding().company, CompanyId(Uuid::from_u128(7)));
    let of = |cited: &[&str], year: i16, company: CompanyId| Finding {
        cites: cites(cited),
        year,
        company,
        ..finding()
    };
    add(
        &mut findings,
        1,
        1,
        Some(of(&["icoc-2021-34"], 2024, own)),
        &[],
    );
    add(
        &mut findings,
        2,
        2,
        Some(of(&["icoc-2010-34", "icoc-2021-63"], 2025, own)),
        &[],
    );
    add(
        &mut findings,
        3,
        3,
        Some(of(&["icoc-2021-34"], 2025, other)),
        &[],
    );
    let taken = Finding {
        law: [law(Some("27")), law(Some("3"))].into(),
        ..of(&["icoc-2021-30"], 2025, own)
    };
    add(&mut findings, 4, 4, Some(taken.clone()), &[]);
    let keys = |paragraph: u16| -> Vec<(CompanyId, i16, usize)> {
        let all = on_paragraph(&findings, paragraph).into_iter();
        all.map(|((company, year), of)| (company, year, of.len()))
            .collect()
    };
    assert_eq!(keys(34), [(own, 2024, 1), (own, 2025, 1), (other, 2025, 1)]);
    assert_eq!(keys(63), [(own, 2025, 1)]);
    assert!(keys(35).is_empty());
    for (article, count) in [(Some("27"), 1), (None, 1), (Some("4"), 0)] {
        assert_eq!(on_law(&findings, &law(article)).len(), count, "{article:?}");
    }
    // Taken back, it is found no more, and its history stays. Written by two at once, both are found.
    let mut later = findings.clone();
    add(&mut later, 5, 1, None, &[1]);
    assert_eq!(on_paragraph(&later, 34).len(), 2);
    assert_eq!(later.history(&FindingId(Uuid::from_u128(1))).len(), 2);
    for (n, says) in [(6, "One"), (7, "Two")] {
        let says = says.to_owned();
        add(
            &mut later,
            n,
            4,
            Some(Finding {
                says,
                ..taken.clone()
            }),
            &[4],
        );
    }
    assert_eq!(on_paragraph(&later, 30)[&(own, 2025)].len(), 2);
}

proptest! {
    /// Whatever is recorded: what is observed was seen or stands in a document, what is found has a body, and each finding is found on each
    /// of its paragraphs.
    #[test]
    fn the_word_never_says_more(
        word in 0usize..3, strength in 0usize..5, evidence: bool, body: bool, paragraph in 16u16..70,
    ) {
        let own = Finding {
            word: Word::ALL[word],
            strength: Strength::ALL[strength],
            evidence: evidence.then_some(EvidenceId(Uuid::nil())).into_iter().collect(),
            found_by: body.then(|| "A court".to_owned()),
            cites: [Citation { edition: "icoc-2021".into(), paragraph, letter: None }].into(),
            ..finding()
        };
        let mut findings = Findings::default();
        if flaws(&own).is_empty() {
            prop_assert!(own.word != Word::Observed || own.strength >= Strength::Document);
            prop_assert_eq!(own.word == Word::Found, own.found_by.is_some());
            prop_assert!(own.word != Word::Found || evidence);
            add(&mut findings, 1, 1, Some(own), &[]);
            for other in 16..70 {
                let count = on_paragraph(&findings, other).len();
                prop_assert_eq!(count, usize::from(other == paragraph));
            }
        }
    }
}
