#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::*;
use crate::{
    Actor, DeskId, MemberId,
    cases::{Case, content::ConsentGiven, tests::plain},
    network::DeskKind,
    policy::{Membership, Role, Roles, authorize},
};

fn prepared(items: &[Item], words: &[&str]) -> PreparedPart {
    PreparedPart {
        to: "The labour court".into(),
        recipient: "age1".into(),
        purpose: Purpose::Court,
        items: items.iter().cloned().collect(),
        words: words.iter().map(|w| (*w).to_owned()).collect(),
        at: Timestamp::UNIX_EPOCH,
    }
}

fn entry(item: Item, title: &str, text: &str) -> Entry {
    Entry {
        item,
        title: title.into(),
        said: vec![Said {
            label: title.into(),
            text: text.into(),
        }],
        at: None,
        file: Some(FileKnown {
            media_type: text.into(),
            bytes: 1,
            sha256: "ab".into(),
            path: String::new(),
        }),
    }
}

fn allowed(purpose: &str) -> ConsentPart {
    let given = ConsentGiven::anew(purpose, "en", Timestamp::UNIX_EPOCH);
    ConsentPart {
        given: [(purpose.to_owned(), given)].into(),
        at: Some(Timestamp::UNIX_EPOCH),
    }
}

fn officer() -> Actor {
    Actor::Member(Membership {
        member: MemberId(Uuid::nil()),
        desk: DeskId(Uuid::nil()),
        kind: DeskKind::Desk,
        roles: Roles::of([Role::CaseOfficer]),
    })
}

fn case() -> Case {
    Case {
        acknowledge_by: None,
        ..plain("assess")
    }
}

#[test]
fn each_purpose_needs_its_own_consent_and_no_other_will_do() {
    let part = PartId(Uuid::nil());
    for purpose in Purpose::ALL {
        assert_eq!(purpose.need().code(), format!("consent-{}", purpose.code()));
        let mut asked = prepared(&[Item::Line(0)], &[]);
        asked.purpose = purpose;
        for other in crate::intake::consent::CONSENT_PURPOSES {
            let case = authorize::<may::TakeOut>(&officer(), case()).unwrap();
            let done = take_out(&case, &asked, &allowed(other), part);
            match other == purpose.code() {
                true => assert!(done.is_ok(), "{other}"),
                false => assert_eq!(done, Err(ActError::Needs(vec![purpose.need()]))),
            }
        }
    }
    assert_eq!(Purpose::from_code("send-to-company"), None);
}

#[test]
fn what_was_agreed_to_without_files_covers_none() {
    let mut consent = allowed("court");
    for given in consent.given.values_mut() {
        given.scope = vec![DataScope::Facts];
    }
    assert!(may_go(&prepared(&[Item::Line(0)], &[]), &consent).is_ok());
    let file = Item::File(PartId(Uuid::nil()));
    assert!(may_go(&prepared(&[file], &[]), &consent).is_err());
}

#[test]
fn nothing_goes_while_they_are_not_safe_or_after_they_took_it_back() {
    for (stopped, withdrawn) in [(true, false), (false, true)] {
        let case = Case {
            contact_stopped: stopped,
            withdrawn,
            ..case()
        };
        assert!(authorize::<may::TakeOut>(&officer(), case).is_err());
    }
}

#[test]
fn what_was_not_chosen_is_not_there_and_is_counted() {
    let all = vec![
        entry(Item::Answer("what".into()), "What", "Amina was hit."),
        entry(Item::Answer("where".into()), "Where", "At the gate."),
    ];
    let asked = prepared(&[Item::Answer("what".into())], &["Amina"]);
    let account = Account::of(("R", "en"), &asked, all, &Redaction::of(&asked.words));
    assert_eq!(account.entries.len(), 1);
    assert_eq!((account.left_out, account.redacted), (1, 2));
    assert_eq!(account.entries[0].said[0].text, "[…] was hit.");
}

#[test]
fn what_is_missing_is_named() {
    let items = ["nothing.1".to_owned()];
    let typed = Typed {
        purpose: "send-to-company",
        items: &items,
        ..Typed::default()
    };
    let problems = PreparedPart::take(&typed, Timestamp::UNIX_EPOCH).unwrap_err();
    let fields: Vec<_> = problems.0.iter().map(|p| p.field.as_str()).collect();
    assert_eq!(fields, ["to", "recipient", "purpose", "items"]);
}

#[test]
fn what_a_document_says_is_found_wherever_it_stands() {
    let value = serde_json::json!({"a": [1, {"text": "line\nAmina"}], "b": null});
    assert!(says(&value, &Redaction::of(&["amina"])));
    assert!(!says(&value, &Redaction::of(&["line amina x"])));
}

fn item() -> impl Strategy<Value = Item> {
    let id = || any::<u128>().prop_map(|n| PartId(Uuid::from_u128(n)));
    prop_oneof![
        "[a-z_.]{1,12}".prop_map(Item::Answer),
        id().prop_map(Item::Message),
        id().prop_map(Item::File),
        id().prop_map(Item::Sheet),
        id().prop_map(Item::Why),
        any::<i64>().prop_map(Item::Line),
    ]
}

proptest! {
    #[test]
    fn the_code_of_a_piece_reads_back(item in item()) {
        prop_assert_eq!(item.to_string().parse(), Ok(item));
    }

    /// Whatever is chosen and whatever is left out: none of it is in what goes out.
    #[test]
    fn nothing_that_was_left_out_goes_out(
        texts in prop::collection::vec(("(Amina|José|x|,| |\n){0,8}", any::<bool>()), 1..8),
        words in prop::sample::subsequence(vec!["amina", "jose", "x amina"], 0..3),
    ) {
        let all: Vec<Entry> = texts.iter().enumerate()
            .map(|(n, (text, _))| entry(Item::Line(n as i64), text, text))
            .collect();
        let chosen: Vec<Item> = { texts.iter().enumerate() }
            .filter(|(_, (_, chosen))| *chosen)
            .map(|(n, _)| Item::Line(n as i64))
            .collect();
        let asked = prepared(&chosen, &words);
        let redaction = Redaction::of(&words);
        let account = Account::of(("R", "en"), &asked, all, &redaction);
        prop_assert_eq!(account.entries.len(), chosen.len());
        let entries = serde_json::to_value(&account.entries).unwrap();
        prop_assert!(!says(&entries, &redaction));
    }
}
