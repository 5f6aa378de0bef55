//! Links between documents, and the numbering of decision records.

use super::File;

/// Every link to a file leads to a file.
pub fn check(files: &[File], exists: &dyn Fn(&str) -> bool) -> Vec<String> {
    let mut faults = Vec::new();
    for file in files.iter().filter(|file| file.is(".md")) {
        for target in targets(&file.text) {
            let path = target.split(['#', '?']).next().unwrap_or("");
            if path.is_empty() || path.contains("://") || path.starts_with("mailto:") {
                continue;
            }
            match resolve(&file.path, path) {
                Some(resolved) if exists(&resolved) => {}
                _ => faults.push(format!("{}: `{target}` leads nowhere", file.path)),
            }
        }
    }
    faults
}

/// The targets of `[text](target)`, without those in code.
fn targets(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut fenced = false;
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        }
        if fenced {
            continue;
        }
        // Every second piece between backticks is code.
        for piece in line.split('`').step_by(2) {
            found.extend(
                piece
                    .split("](")
                    .skip(1)
                    .filter_map(|rest| rest.split([')', ' ']).next()),
            );
        }
    }
    found
}

/// A path relative to a document, as a path relative to the root; nothing when it leaves the repository.
fn resolve(document: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = document.split('/').collect();
    parts.pop();
    if path.starts_with('/') {
        parts.clear();
    }
    for part in path.split('/').filter(|part| !matches!(*part, "" | ".")) {
        if part == ".." {
            parts.pop()?;
        } else {
            parts.push(part);
        }
    }
    Some(parts.join("/"))
}

const FOLDER: &str = "docs/decisions/";

/// Decision records are numbered from 1 without gaps, and their list names each.
pub fn decisions(files: &[File]) -> Vec<String> {
    let mut records: Vec<&str> = files
        .iter()
        .filter_map(|file| file.path.strip_prefix(FOLDER))
        .filter(|name| name.ends_with(".md") && *name != "README.md")
        .collect();
    records.sort_unstable();
    if records.is_empty() {
        return Vec::new();
    }
    let mut faults = Vec::new();
    let list = files
        .iter()
        .find(|file| file.path == format!("{FOLDER}README.md"));
    let linked = list.map(|file| targets(&file.text)).unwrap_or_default();
    for (index, name) in records.iter().enumerate() {
        let expected = format!("{:04}-", index + 1);
        if !name.starts_with(&expected) {
            faults.push(format!(
                "{FOLDER}{name}: the number {expected}… is missing or twice"
            ));
            break; // what follows would only repeat it
        }
    }
    for name in records.iter().filter(|name| {
        !linked
            .iter()
            .any(|link| link.trim_start_matches("./") == **name)
    }) {
        faults.push(format!("{FOLDER}README.md does not link {name}"));
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::super::file;
    use super::*;

    #[test]
    fn links_that_lead_nowhere_are_named() {
        let text = "[a](b.md#part) [c](../gone.md) [d](https://example.org) [e](#here) `[f](code.md)`\n```\n[g](code.md)\n```\n";
        let faults = check(&[file("docs/a.md", text)], &|path| path == "docs/b.md");
        assert_eq!(faults, ["docs/a.md: `../gone.md` leads nowhere"]);
    }

    #[test]
    fn a_link_out_of_the_repository_leads_nowhere() {
        assert_eq!(
            check(&[file("a.md", "[x](../other/b.md)")], &|_| true).len(),
            1
        );
    }

    #[test]
    fn decisions_have_no_gaps_and_are_listed() {
        let list = file(
            "docs/decisions/README.md",
            "- [one](0001-one.md)\n- [two](0002-two.md)",
        );
        let (one, two) = (
            file("docs/decisions/0001-one.md", ""),
            file("docs/decisions/0002-two.md", ""),
        );
        let three = || file("docs/decisions/0003-three.md", "");
        assert!(decisions(&[]).is_empty());
        assert_eq!(
            decisions(&[one, three()]).len(),
            3,
            "no list at all, and a gap"
        );
        let one = file("docs/decisions/0001-one.md", "");
        assert!(decisions(&[list, one, two]).is_empty());
    }
}
