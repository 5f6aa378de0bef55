//! The catalogues are complete and used, and the checks that say so find what is planted.
#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};

use watchpost_text::catalogue::Catalogue;
use watchpost_text::check::{compare, english_alone, idle, languages, unused};
use watchpost_text::{Lang, Text, has, has_name};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

#[test]
fn every_language_is_complete() {
    let findings = languages(&root()).unwrap();
    assert!(findings.is_empty(), "\n{}\n", findings.join("\n"));
}

#[test]
fn every_message_is_said_somewhere() {
    let findings = idle(&root()).unwrap();
    assert!(findings.is_empty(), "\n{}\n", findings.join("\n"));
}

fn found(lang: Lang, english: &str, other: &str) -> String {
    compare(lang, &Catalogue::parse(english), &Catalogue::parse(other)).join("\n")
}

#[test]
fn a_sound_pair_passes() {
    let english = "a = One\nb = { $name } and { $count ->\n    [one] day\n   *[other] days\n}\n";
    let french = "a = Un\nb = { $name } et { $count ->\n    [one] jour\n   *[other] jours\n}\n";
    assert_eq!(found(Lang::Fr, english, french), "");
    assert!(english_alone(&Catalogue::parse(english)).is_empty());
}

#[test]
fn missing_and_extra_messages_are_found() {
    let findings = found(Lang::Fr, "a = One\nb = Two", "a = Un\nc = Trois");
    assert!(findings.contains("b is missing"), "{findings}");
    assert!(findings.contains("c is not in English"), "{findings}");
    let findings = found(Lang::Fr, "a = One\n    .hint = Two", "a = Un");
    assert!(findings.contains("a.hint is missing"), "{findings}");
}

#[test]
fn other_variables_are_found() {
    for (english, french) in [
        ("a = For { $name }", "a = Pour { $nom }"),
        ("a = For { $name }", "a = Pour vous"),
        ("a = For you", "a = Pour { $name }"),
        ("a = { b }\nb = { $name }", "a = tous\nb = à { $name }"),
    ] {
        let findings = found(Lang::Fr, english, french);
        assert!(findings.contains("a takes"), "{findings}");
    }
}

#[test]
fn text_left_in_english_is_found() {
    let english = "a = This was not put into French";
    assert!(found(Lang::Fr, english, english).contains("a reads as in English"));
    assert_eq!(found(Lang::Fr, english, &format!("# same\n{english}")), "");
    assert_eq!(found(Lang::Fr, "a = Menu", "a = Menu"), "");
}

#[test]
fn missing_plural_forms_are_found() {
    let english = "a = { $n ->\n    [one] day\n   *[other] days\n}\n";
    let findings = found(Lang::Ar, english, english);
    for form in ["zero", "two", "few", "many"] {
        assert!(
            findings.contains(&format!("lacks the form [{form}]")),
            "{findings}"
        );
    }
    let findings = found(
        Lang::Fr,
        english,
        "a = { $n ->\n    [few] x\n   *[other] y\n}\n",
    );
    assert!(findings.contains("lacks the form [one]"), "{findings}");
    assert!(
        findings.contains("[few], which fr does not use"),
        "{findings}"
    );
    let whole = "a = { $n ->\n    [0] -\n    [one] -\n    [2] -\n    [few] -\n    [many] -\n   *[other] -\n}\n";
    assert_eq!(found(Lang::Ar, english, whole), "");
}

#[test]
fn faults_of_syntax_and_doubles_are_found() {
    assert!(found(Lang::Fr, "a = One", "a = {").contains("memory.ftl:"));
    assert!(found(Lang::Fr, "a = One", "a = Un\na = Une").contains("stands twice"));
    assert!(found(Lang::Fr, "a = One", "a = Un { b }").contains("names b"));
    let english = english_alone(&Catalogue::parse("a = { -brand }"));
    assert!(english.join("").contains("names -brand"), "{english:?}");
}

#[test]
fn unused_messages_are_found() {
    let english = Catalogue::parse(
        "## vocabulary: kind\n\nkind-force = 0\nby-call = 1\nby-id = 2\nstate-open = 3\nby-other = 4\nholder = { by-other }\nby-path = 5\nidle = 6",
    );
    let sources = r#"{{ t.by_call() }} find("by-id") Text::by_path t.holder("x") // idle"#;
    let findings = unused(&english, sources, &["state"]);
    assert_eq!(findings, ["en/memory.ftl: idle is never used"]);
    assert_eq!(unused(&english, "", &[]).len(), 6);
}

#[test]
fn a_number_before_what_it_counts_chooses_the_form() {
    let alone = |text: &str| english_alone(&Catalogue::parse(text)).join("\n");
    for counted in [
        "a = within { $days } days",
        "a = { $n ->\n    [one] a case\n   *[other] { $n } cases\n} of { $all } desks\n",
        "a = { $who ->\n    [one] it\n   *[other] in { $days } days\n}\n",
    ] {
        assert!(
            alone(counted).contains("does not choose the form"),
            "{counted}"
        );
    }
    for sound in [
        "a = { $n ->\n    [one] 1 day\n   *[other] { $n } days\n}\n",
        "a = Question { $n } of { $all }",
        "a = { $name } is here, { $what }s",
        "a = { $name } access",
    ] {
        assert_eq!(alone(sound), "", "{sound}");
    }
    let english = "a = { $n ->\n    [one] 1 day\n   *[other] { $n } days\n}\n";
    let findings = found(Lang::Fr, english, "a = { $n } jours");
    assert!(findings.contains("by $n"), "{findings}");
}

#[test]
fn text_is_found_by_language() {
    assert_eq!(Text::new(Lang::Fr).do_next(), "Suivant");
    assert_eq!(Text::new(Lang::Es).named("month", "3"), "marzo");
    assert_eq!(
        Text::new(Lang::En).named("role", "case_officer"),
        "Case officer"
    );
    assert_eq!(Text::new(Lang::En).named("role", "of_old"), "of_old");
    assert!(has("do-next") && !has("do-nothing-of-the-kind"));
    assert!(has_name("role", "custodian") && !has_name("role", "of_old"));
}

#[test]
fn every_message_in_every_language_has_its_values() {
    let name = String::from("Ana");
    for lang in Lang::ALL {
        let text = Text::new(lang);
        for said in [
            text.do_remove_what(&name),
            text.do_change_what("Ana"),
            text.page_title("Ana", &name),
        ] {
            assert!(said.contains("Ana") && !said.contains('{'), "{said}");
        }
    }
}
