//! Countries (ISO 3166-1) and districts (ISO 3166-2) that there are. Their names are the catalogue's.

use std::{collections::BTreeSet, sync::LazyLock};

fn first_column(csv: &'static str) -> BTreeSet<&'static str> {
    let lines = csv.lines().skip(1);
    lines.filter_map(|line| line.split(',').next()).collect()
}

static COUNTRIES: LazyLock<BTreeSet<&str>> =
    LazyLock::new(|| first_column(include_str!("../../vocabulary/countries.csv")));
static DISTRICTS: LazyLock<BTreeSet<&str>> =
    LazyLock::new(|| first_column(include_str!("../../vocabulary/subdivisions.csv")));

/// Whether this is the code of a country, such as `KE`.
pub fn is_country(code: &str) -> bool {
    COUNTRIES.contains(code)
}

/// Whether this is the code of a district of that country, such as `KE-30`.
pub fn is_district(code: &str, country: &str) -> bool {
    code.strip_prefix(country)
        .is_some_and(|rest| rest.starts_with('-'))
        && DISTRICTS.contains(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_places_that_there_are() {
        assert!(is_country("KE") && is_country("CO"));
        assert!(!is_country("ZZ") && !is_country("ke") && !is_country("code") && !is_country(""));
        assert!(is_district("KE-30", "KE"));
        assert!(
            !is_district("KE-30", "CO") && !is_district("KE-99", "KE") && !is_district("KE", "KE")
        );
        assert_eq!(COUNTRIES.len(), 249);
    }
}
