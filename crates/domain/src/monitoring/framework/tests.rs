//! The shipped framework is whole, each fault of another is told with its line, and what became of indicators is told.

use proptest::prelude::*;

use super::*;
use crate::conduct::Conduct;

const PAGES: &[&str] = &["en", "fr", "es", "ar"];

fn shipped() -> Framework {
    Framework::read(DEFAULT, PAGES).unwrap()
}

fn with(from: &str, to: &str) -> Framework {
    assert!(DEFAULT.contains(from), "{from}");
    Framework::read(&DEFAULT.replacen(from, to, 1), PAGES).unwrap()
}

#[test]
fn the_shipped_framework_has_the_whole_tree_in_every_language() {
    let framework = shipped();
    assert_eq!(Some(&framework), Framework::known());
    assert_eq!(framework.status, Review::Draft);
    assert!(
        framework
            .note
            .text("en")
            .contains("not the framework of any association")
    );
    let sections: Vec<&str> = framework.sections().map(|g| g.code.as_str()).collect();
    assert_eq!(sections, ["1", "2", "3", "4", "5", "6", "7", "T"]);
    let training: Vec<&str> = framework.within("T").map(|g| g.code.as_str()).collect();
    let twelve: Vec<String> = (1..=12).map(|n| format!("T{n}")).collect();
    assert_eq!(training, twelve);
    for (code, section) in [
        ("1.3.1", "1"),
        ("2.5", "2"),
        ("4", "4"),
        ("T12", "T"),
        ("9", "9"),
    ] {
        assert_eq!(framework.section_of(code), section);
    }
    assert!(
        framework.indicators.len() >= 60,
        "{}",
        framework.indicators.len()
    );
    for sort in Sort::ALL {
        let count = framework
            .indicators
            .iter()
            .filter(|i| i.sort == sort)
            .count();
        assert!(count >= 12, "{sort:?} {count}");
    }
    for language in PAGES {
        let questions: BTreeSet<&str> = { framework.indicators.iter() }
            .map(|own| own.question.text(language))
            .chain(
                framework
                    .talks
                    .iter()
                    .map(|talk| talk.question.text(language)),
            )
            .collect();
        let all = framework.indicators.len() + framework.talks.len();
        assert_eq!(questions.len(), all, "nothing is asked twice in {language}");
    }
    for asks in Asks::ALL {
        assert!(
            framework.indicators.iter().any(|own| own.asks == asks),
            "{asks:?}"
        );
    }
}

#[test]
fn every_paragraph_that_binds_a_company_in_its_work_is_asked_about() {
    let (framework, conduct) = (shipped(), Conduct::shipped().unwrap());
    // Sections E, F and G. What is before and after binds no single company in its work.
    let numbers = conduct.paragraphs.iter().map(|own| own.number);
    let unasked: Vec<u16> = { numbers.filter(|n| (16..=69).contains(n)) }
        .filter(|number| framework.about(*number).next().is_none())
        .collect();
    assert_eq!(unasked, Vec::<u16>::new());
    let newest = &conduct.newest().unwrap().code;
    let mut cites = framework.indicators.iter().flat_map(|own| &own.cites);
    assert!(cites.all(|cited| cited.edition == *newest));
}

#[test]
fn the_law_of_a_country_adds_to_what_is_asked_there_and_nowhere_else() {
    let framework = shipped();
    let codes = |country: &str| -> Vec<&str> {
        let list = framework.checklist(country);
        list.into_iter().map(|own| own.code.as_str()).collect()
    };
    let (kenya, norway) = (codes("KE"), codes("NO"));
    assert!(kenya.contains(&"kenya-registered") && !norway.contains(&"kenya-registered"));
    assert!(norway.contains(&"grievance-posted"));
    assert!(
        !norway.contains(&"code-published"),
        "nobody sees a website on the spot"
    );
    let both = BTreeSet::from(["KE".to_owned(), "UG".to_owned()]);
    let of = framework.asked(Instrument::SelfAssessment, &both);
    for code in [
        "kenya-registered",
        "uganda-particulars",
        "uganda-pay-returns",
    ] {
        assert!(of.iter().any(|own| own.code == code), "{code}");
    }
    assert!(of.iter().all(|own| own.code != "iraq-armoury"));
    let uganda = framework.indicator("uganda-particulars").unwrap();
    assert_eq!(
        (uganda.law_of("UG").count(), uganda.law_of("KE").count()),
        (1, 0)
    );
    for whom in Whom::ALL {
        assert!(framework.guide(whom, "NO").len() >= 3, "{whom:?}");
        assert_eq!(Whom::from_code(whom.code()), Some(whom));
    }
    for instrument in Instrument::ALL {
        assert!(
            framework.asked(instrument, &both).len() >= 12,
            "{instrument:?}"
        );
        assert_eq!(Instrument::from_code(instrument.code()), Some(instrument));
    }
}

#[test]
fn every_fault_is_told_with_its_line() {
    for (what, by, said) in [
        (
            "group = \"1.1\"",
            "group = \"1.9\"",
            "there is no group `1.9`",
        ),
        (
            "within = \"1.3\"",
            "within = \"7\"",
            "there is no group `7`",
        ),
        (
            "icoc-2021-26\"",
            "icoc-2021-76\"",
            "there is no paragraph of the Code `icoc-2021-76`",
        ),
        (
            "icoc-2021-48-a",
            "icoc-2021-48-f",
            "there is no paragraph of the Code `icoc-2021-48-f`",
        ),
        (
            "icoc-2021-26\"",
            "icoc-1999-26\"",
            "there is no paragraph of the Code `icoc-1999-26`",
        ),
        (
            "tags = [\"anticorruption\"]",
            "tags = [\"bribes\"]",
            "there is no tag `bribes`",
        ),
        (
            "tags = [\"anticorruption\"]",
            "tags = []",
            "`no-bribes` has nothing in it",
        ),
        (
            "evidence = [\"policy\", \"register\"]",
            "evidence = [\"oath\"]",
            "no evidence `oath`",
        ),
        (
            "country = \"KE\"",
            "country = \"XX\"",
            "there is no country `XX`",
        ),
        (
            "basis = \"seen\", source = \"https://lawbrary.ch/law/art/VPS-v2021.01-en-art-9/\"",
            "basis = \"seen\"",
            "`swiss-duty-to-tell` says that something was seen",
        ),
        (
            "source = \"https://lawbrary.ch/law/art/VPS-v2021.01-en-art-9/\"",
            "source = \"a book\"",
            "`a book` is no address",
        ),
        (
            "better = \"later\"",
            "better = \"more\"",
            "`risk-renewed` cannot be better with `more`",
        ),
        (
            "asks = \"choice\"",
            "asks = \"text\"",
            "`risk-acted-on` has at least two choices",
        ),
        (
            "code = \"code-owner\"",
            "code = \"code-policy\"",
            "`code-policy` stands here a second time",
        ),
        (
            "group = \"7\"\nsort = \"objective\"",
            "group = \"7\"\nwas = \"all-adults\"\nsort = \"objective\"",
            "`all-adults` stands here a second time",
        ),
        (
            "cites = [\"icoc-2021-26\"]",
            "cites = [\"icoc-2021-26\", \"icoc-2021-26\"]",
            "`icoc-2021-26` stands here a second time",
        ),
        (
            "cites = [\"icoc-2021-26\"]",
            "cites = [\"icoc-2021-26\"]\nonly_there = true",
            "holds only where a law is",
        ),
        (
            "of = [\"longest-week\"",
            "of = [\"long-week\"",
            "there is no indicator `long-week`",
        ),
        (
            "whom = [\"guards\"]",
            "whom = []",
            "`a-usual-day` has nothing in it",
        ),
        ("es = \"Gobernanza\", ", "", "`1` is not told in `es`"),
        (
            "missing_after = 60",
            "missing_after = 0",
            "the number of `missing_after` is from 1",
        ),
        (
            "version = 1",
            "version = 1\nvotes = 3",
            "unknown field `votes`",
        ),
    ] {
        assert!(DEFAULT.contains(what), "{what}");
        let at = DEFAULT.find(what).unwrap();
        let line = DEFAULT[..at].matches('\n').count() + 1;
        let faults = Framework::read(&DEFAULT.replacen(what, by, 1), PAGES).unwrap_err();
        let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
        assert!(
            told.iter().any(|told| told.contains(said)),
            "{said}: {told:?}"
        );
        let near = faults.iter().any(|fault| fault.line.abs_diff(line) <= 9);
        assert!(near, "{line}: {told:?}");
    }
    let faults = Framework::read(DEFAULT, &["sw"]).unwrap_err();
    assert!(faults[0].to_string().contains("pages are also in `sw`"));
    // A group that nothing is asked about is told.
    let alone = "[[group]]\ncode = \"8\"\nname = { en = \"a\", fr = \"b\", es = \"c\", ar = \"d\" }\n\n[[group]]";
    let faults = Framework::read(&DEFAULT.replacen("[[group]]", alone, 1), PAGES).unwrap_err();
    assert!(
        faults[0].to_string().ends_with("`8` has nothing in it"),
        "{faults:?}"
    );
}

/// What became of one indicator, by its code of now or before.
fn became(before: &Framework, now: &Framework, code: &str) -> (Kept, bool) {
    let all = compare(before, now);
    let is = |own: &&Compared<'_>| {
        own.now
            .or(own.before)
            .is_some_and(|indicator| indicator.code == code)
    };
    let found = all.iter().find(is).unwrap();
    (found.became.clone(), found.is_comparable())
}

#[test]
fn what_became_of_an_indicator_says_whether_its_answers_can_be_compared() {
    use Difference::*;
    let before = shipped();
    let all = compare(&before, &before);
    assert!(
        all.iter()
            .all(|own| own.became == Kept::Same && own.is_comparable())
    );
    assert_eq!(all.len(), before.indicators.len());
    for (from, to, changed, comparable) in [
        (
            "en = \"Can anybody read that",
            "en = \"Can all read that",
            vec![Words],
            true,
        ),
        (
            "code = \"code-published\"",
            "code = \"code-published\"\nmeaning = 2",
            vec![Meaning],
            false,
        ),
        (
            "evidence = [\"web-page\"]\nasked = [\"self-assessment\", \"desk-review\"]",
            "asked = [\"self-assessment\"]",
            vec![Evidence, Asked],
            true,
        ),
    ] {
        let now = with(from, to);
        assert_eq!(
            became(&before, &now, "code-published"),
            (Kept::Changed(changed), comparable)
        );
    }
    // With other choices, an answer of before is none of now.
    let choice = "  { code = \"well\", name = { en = \"Well\", fr = \"Bien\", es = \"Bien\", ar = \"جيد\" } },\n";
    let now = with(choice, "");
    let (kept, comparable) = became(&before, &now, "risk-acted-on");
    assert_eq!(
        (kept, comparable),
        (Kept::Changed(vec![Words, Answer]), false)
    );
    let renamed = DEFAULT.replace("\"all-adults\"", "\"no-minors\"");
    let was = "code = \"no-minors\"\nwas = \"all-adults\"";
    let renamed = renamed.replacen("code = \"no-minors\"", was, 1);
    let now = Framework::read(&renamed, PAGES).unwrap();
    assert_eq!(
        became(&before, &now, "no-minors"),
        (Kept::Changed(vec![Code]), true)
    );
    // Without saying what it was, it is another: one new and one gone.
    let silent = DEFAULT.replace("\"all-adults\"", "\"no-minors\"");
    let silent = Framework::read(&silent, PAGES).unwrap();
    assert_eq!(became(&before, &silent, "no-minors"), (Kept::New, false));
    assert_eq!(became(&before, &silent, "all-adults"), (Kept::Gone, false));
}

/// Some of the indicators, some of them with another meaning, in another order.
fn some_version() -> impl Strategy<Value = Framework> {
    prop::collection::vec((0usize..126, 0u32..3), 0..40).prop_map(|picked| {
        let mut framework = shipped();
        let mut indicators: Vec<Indicator> = Vec::new();
        for (at, meaning) in picked {
            let Some(own) = framework.indicators.get(at) else {
                continue;
            };
            if indicators.iter().all(|other| other.code != own.code) {
                indicators.push(Indicator {
                    meaning,
                    ..own.clone()
                });
            }
        }
        framework.indicators = indicators;
        framework
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Each indicator of either version stands in the comparison once, and turning it round swaps new and gone.
    #[test]
    fn nothing_falls_out_of_a_comparison(before in some_version(), now in some_version()) {
        let all = compare(&before, &now);
        let olds: Vec<_> = all.iter().filter_map(|own| own.before).map(|i| &i.code).collect();
        let news: Vec<_> = all.iter().filter_map(|own| own.now).map(|i| &i.code).collect();
        prop_assert_eq!(olds.len(), before.indicators.len());
        prop_assert_eq!(olds.iter().collect::<BTreeSet<_>>().len(), olds.len());
        prop_assert_eq!(news, now.indicators.iter().map(|i| &i.code).collect::<Vec<_>>());
        let back = compare(&now, &before);
        let count = |all: &[Compared<'_>], code: &str| {
            all.iter().filter(|own| own.became.code() == code).count()
        };
        prop_assert_eq!(count(&all, "new"), count(&back, "gone"));
        prop_assert_eq!(count(&all, "same"), count(&back, "same"));
        prop_assert_eq!(count(&all, "changed"), count(&back, "changed"));
    }
}
