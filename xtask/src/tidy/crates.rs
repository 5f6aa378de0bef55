//! What every crate of ours must have.

use super::File;
use super::metadata::Metadata;

/// Every crate inherits the lints of the workspace, and these forbid `unsafe`.
pub fn lints(files: &[File], metadata: &Metadata) -> Vec<String> {
    let mut faults = Vec::new();
    let mut manifests = 0;
    for manifest in files.iter().filter(|file| file.is("Cargo.toml")) {
        let table: toml::Table = match manifest.text.parse() {
            Ok(table) => table,
            Err(error) => {
                faults.push(format!("{}: {error}", manifest.path));
                continue;
            }
        };
        if manifest.path == "Cargo.toml" {
            let unsafe_code = at(&table, &["workspace", "lints", "rust", "unsafe_code"])
                .and_then(toml::Value::as_str);
            if unsafe_code != Some("forbid") {
                faults.push(
                    "Cargo.toml: [workspace.lints.rust] unsafe_code must be \"forbid\"".into(),
                );
            }
            continue;
        }
        manifests += 1;
        if at(&table, &["lints", "workspace"]).and_then(toml::Value::as_bool) != Some(true) {
            faults.push(format!(
                "{}: must have [lints] workspace = true",
                manifest.path
            ));
        }
    }
    let members = metadata.workspace_members.len();
    if manifests < members {
        faults.push(format!(
            "{members} crates, but only {manifests} manifests are in the repository"
        ));
    }
    faults
}

fn at<'a>(table: &'a toml::Table, path: &[&str]) -> Option<&'a toml::Value> {
    let (first, rest) = path.split_first()?;
    rest.iter()
        .try_fold(table.get(*first)?, |value, key| value.get(key))
}

/// The first line of every crate says what it is.
pub fn described(files: &[File]) -> Vec<String> {
    let starts = |path: &str| {
        let short = path
            .strip_prefix("crates/")
            .and_then(|rest| rest.split_once('/'))
            .map(|(_, inside)| inside);
        matches!(short, Some("src/lib.rs" | "src/main.rs")) || path == "xtask/src/main.rs"
    };
    let described = |text: &str| {
        let words = text
            .lines()
            .next()
            .and_then(|line| line.strip_prefix("//! "))
            .unwrap_or("");
        words.split_whitespace().count() >= 3
    };
    let mut faults = Vec::new();
    for file in files
        .iter()
        .filter(|file| starts(&file.path) && !described(&file.text))
    {
        faults.push(format!(
            "{}: its first line must be `//! …`, a sentence that says what the crate is",
            file.path
        ));
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::super::file;
    use super::super::metadata::planted;
    use super::*;

    const ROOT: &str = "[workspace.lints.rust]\nunsafe_code = \"forbid\"\n";

    #[test]
    fn a_crate_without_the_lints_is_named() {
        let metadata = planted(&[("watchpost-web", &[])]);
        let good = file("crates/web/Cargo.toml", "[lints]\nworkspace = true\n");
        assert!(lints(&[file("Cargo.toml", ROOT), good], &metadata).is_empty());
        let bad = file("crates/web/Cargo.toml", "[package]\n");
        assert_eq!(lints(&[file("Cargo.toml", ROOT), bad], &metadata).len(), 1);
        assert_eq!(lints(&[file("Cargo.toml", ROOT)], &metadata).len(), 1);
    }

    #[test]
    fn a_workspace_that_allows_unsafe_is_named() {
        let weaker = ROOT.replace("forbid", "deny");
        assert_eq!(
            lints(&[file("Cargo.toml", &weaker)], &planted(&[])).len(),
            1
        );
    }

    #[test]
    fn a_crate_that_does_not_say_what_it_is_is_named() {
        let good = file("crates/web/src/lib.rs", "//! What every page shares.\n");
        let bad = file("crates/desk/src/lib.rs", "//! placeholder\n");
        let worse = file("crates/cli/src/main.rs", "fn main() {}\n");
        let not_a_start = file("crates/web/src/form.rs", "use x;\n");
        assert_eq!(described(&[good, bad, worse, not_a_start]).len(), 2);
    }
}
