//! What holds for any text.

use proptest::{collection::vec, prelude::*};
use watchpost_names::{CompanyKey, DOUBTFUL, Index, MAX_MATCHES, SURE, seed};

fn of_seed() -> Index {
    let companies = seed().expect("the seed is a list");
    let keyed = (0u32..).zip(&companies);
    Index::build(keyed.map(|(key, company)| (CompanyKey(key), company.names())))
}

/// Pieces that matter to the way names are cut and read.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[a-z]{1,12}",
        "[أ-ي]{1,8}",
        "[а-я]{1,8}",
        Just("ltd".to_owned()),
        Just("s.a. de c.v.".to_owned()),
        Just("security".to_owned()),
        Just("ش.م.م".to_owned()),
        Just("ﷺ\u{200f}ـ'".to_owned()),
    ]
}

fn name() -> impl Strategy<Value = String> {
    vec(piece(), 0..6).prop_map(|pieces| pieces.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_text_is_answered_within_the_bounds(names in vec(name(), 0..12), said in name(), limit in 0usize..200) {
        let index = Index::build((0u32..).zip(names).map(|(key, name)| (CompanyKey(key), [name])));
        let found = index.find(&said, limit);
        prop_assert!(found.len() <= limit.min(MAX_MATCHES));
        prop_assert!(found.iter().all(|one| one.score <= 100));
        prop_assert!(found.is_sorted_by(|a, b| a.score >= b.score));
    }

    #[test]
    fn a_name_is_found_by_itself(names in vec(name(), 1..12), which in any::<prop::sample::Index>()) {
        let said = which.get(&names[..]).clone();
        prop_assume!(said.chars().count() < 100 && said.chars().any(char::is_alphanumeric));
        let index = Index::build((0u32..).zip(&names).map(|(key, name)| (CompanyKey(key), [name])));
        let found = index.find(&said, MAX_MATCHES);
        let own = CompanyKey(which.index(names.len()) as u32);
        let own = found.iter().find(|one| one.company == own);
        prop_assert_eq!(own.map(|one| one.score), Some(100), "{:?} {:?}", said, found);
        prop_assert_eq!(found[0].score, 100);
    }

    #[test]
    fn who_was_taken_out_is_not_found(names in vec(name(), 1..12), which in any::<prop::sample::Index>()) {
        let mut index = Index::build((0u32..).zip(&names).map(|(key, name)| (CompanyKey(key), [name])));
        let gone = CompanyKey(which.index(names.len()) as u32);
        index.remove(gone);
        let said: &String = which.get(&names[..]);
        prop_assert!(index.find(said, MAX_MATCHES).iter().all(|one| one.company != gone));
        prop_assert_eq!(index.live_names(), names.len() - 1);
        index.insert(gone, [which.get(&names[..])]);
        prop_assert_eq!(index.live_names(), names.len());
    }
}

#[test]
fn what_says_nothing_finds_nothing_that_could_be_meant() {
    let index = of_seed();
    for said in [
        "",
        " ",
        "…",
        "Ltd",
        "Security",
        "security services ltd",
        "شركة",
        "ООО",
        "S.A. de C.V.",
        "the",
        "guards & co",
    ] {
        let found = index.find(said, 5);
        assert!(
            found.iter().all(|one| one.score < DOUBTFUL),
            "{said}: {found:?}"
        );
    }
}

#[test]
fn all_names_of_the_seed_are_found_by_themselves() {
    let index = of_seed();
    for (key, company) in (0u32..).zip(seed().unwrap()) {
        for name in company.names() {
            let found = index.find(name, 5);
            assert_eq!(
                (found[0].company, found[0].score),
                (CompanyKey(key), 100),
                "{name}"
            );
        }
        assert!(
            company.countries.iter().all(|country| country.len() == 2),
            "{}",
            company.name
        );
        assert!(index.find(&company.name.to_lowercase(), 1)[0].score >= SURE);
    }
}

/// What is hostile is cut before anything is done with it, so that twice as much is answered the same.
#[test]
fn long_texts_are_cut() {
    let index = of_seed();
    for piece in [
        "a",
        "kivuli ",
        "k ",
        "ا",
        "'",
        "ﷺ",
        "\u{301}",
        "a\u{301}\u{301}",
        "🛡",
        "\0",
    ] {
        let (long, longer) = (piece.repeat(10_000), piece.repeat(1_000_000));
        assert_eq!(index.find(&long, 5), index.find(&longer, 5), "{piece:?}");
    }
}

#[test]
fn many_taken_out_give_their_place_back() {
    let mut index =
        Index::build((0..3000).map(|key| (CompanyKey(key), [format!("Kivuli {key} Guards")])));
    (0..2900).for_each(|key| index.remove(CompanyKey(key)));
    assert_eq!(index.live_names(), 100);
    let found = index.find("kivuli 2950 guards", 1);
    assert_eq!((found[0].company, found[0].score), (CompanyKey(2950), 100));
}
