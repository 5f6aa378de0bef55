//! What is found of names as people say them, by language, in an index of 20,000 invented companies with six names each.
//!
//! Whoever makes the matching poorer for a language sees it here. The full size is measured by the bench.

mod invented;

use std::sync::LazyLock;

use invented::{
    Company, TONGUES, Tongue,
    measure::{self, Recall},
    said::Kind,
};
use watchpost_names::Index;

static INDEX: LazyLock<(Vec<Company>, Index)> = LazyLock::new(|| measure::prepared(20_000));
static RECALL: LazyLock<Recall> = LazyLock::new(|| {
    let (companies, index) = &*INDEX;
    measure::recall(index, &measure::asked(2, companies, 1500), |_| {})
});

#[test]
fn of_each_language_ninety_five_of_a_hundred_are_among_the_first_five() {
    for tongue in TONGUES {
        let found = measure::of(&RECALL, tongue);
        assert!(found.asked > 180, "{tongue:?}: {found:?}");
        assert!(found.at_five() >= 0.95, "{tongue:?}: {found:?}");
        assert!(found.at_one() >= 0.90, "{tongue:?}: {found:?}");
        let mean = measure::mean_of_kinds(&RECALL, tongue);
        assert!(mean >= 0.95, "{tongue:?}: {mean}");
    }
}

/// Where no name in Latin letters is registered, sounds alone find a name that is written in them.
#[test]
fn names_in_other_letters_are_found() {
    for (tongue, least) in [
        (Tongue::Arabic, 0.88),
        (Tongue::Russian, 0.93),
        (Tongue::English, 0.88),
    ] {
        let found = RECALL[&(tongue, Kind::Transliterated)];
        assert!(found.at_five() >= least, "{tongue:?}: {found:?}");
    }
}

#[test]
fn each_kind_of_disturbance_is_found() {
    for ((tongue, kind), found) in RECALL
        .iter()
        .filter(|((_, kind), _)| *kind != Kind::Transliterated)
    {
        assert!(found.at_five() >= 0.93, "{tongue:?} {kind:?}: {found:?}");
    }
}

/// A stranger's name is hardly ever shown as a company's, and mostly not even as one that may be meant.
#[test]
fn who_is_not_there_is_not_found() {
    let (companies, index) = &*INDEX;
    let absent = measure::absent(index, companies, 3, 1200);
    assert!(
        absent.sure <= 2,
        "{} of {} are sure",
        absent.sure,
        absent.asked
    );
    let share = absent.above_doubtful as f64 / absent.asked as f64;
    assert!(share < 0.08, "{share} are not doubtful");
}
