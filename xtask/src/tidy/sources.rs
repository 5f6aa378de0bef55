//! Things that are allowed and watched: ways round a rule, and long files.

use super::{File, Found};

/// Longer files are hard to hold in one's head.
const LONG: usize = 500;

/// Counts the ways round the rules, so that their number is seen in every run.
pub fn ways_round(files: &[File]) -> Found {
    let mut remarks = Vec::new();
    // Written apart, so that these lines do not count themselves.
    for (what, pattern) in [
        ("Granted", concat!("Granted::", "unchecked(")),
        ("expect", concat!("#[", "expect(")),
    ] {
        let uses: Vec<(&str, usize)> = files
            .iter()
            .filter(|file| file.is(".rs"))
            .map(|file| (file.path.as_str(), file.text.matches(pattern).count()))
            .filter(|(_, n)| *n > 0)
            .collect();
        let sum: usize = uses.iter().map(|(_, n)| n).sum();
        remarks.push(format!("{sum} × {pattern}…"));
        // A check of permission that is left out is worth a line each; an expected lint says its reason in place.
        if what == "Granted" {
            remarks.extend(uses.iter().map(|(path, n)| format!("  {n} × {path}")));
        }
    }
    // An allowed lint stays silent when it is needed no more; an expected one does not.
    let silent = concat!("#[allow(clippy::", "disallowed");
    let faults = files
        .iter()
        .filter(|file| file.is(".rs") && file.text.contains(silent))
        .map(|file| {
            format!(
                "{}: use #[expect(…, reason = \"…\")] for a disallowed name, not #[allow]",
                file.path
            )
        })
        .collect();
    Found { faults, remarks }
}

/// Long files are reported, never refused.
pub fn long(files: &[File]) -> Found {
    let mut long: Vec<(usize, &str)> = files
        .iter()
        .filter(|file| file.is(".rs") || file.is(".mjs") || file.is(".html"))
        .map(|file| (file.text.lines().count(), file.path.as_str()))
        .filter(|(lines, _)| *lines > LONG)
        .collect();
    long.sort_unstable_by(|a, b| b.cmp(a));
    Found {
        remarks: long
            .iter()
            .map(|(lines, path)| format!("{lines} lines: {path}"))
            .collect(),
        ..Found::default()
    }
}

#[cfg(test)]
mod tests {
    use super::super::file;
    use super::*;

    #[test]
    fn ways_round_are_counted() {
        let planted = concat!(
            "let a = Granted::",
            "unchecked(\"job\");\n#[",
            "expect(dead_code)]\n"
        );
        let found = ways_round(&[
            file("crates/a/src/b.rs", planted),
            file("notes.md", planted),
        ]);
        assert_eq!(found.remarks[0], concat!("1 × Granted::", "unchecked(…"));
        assert!(found.remarks[1].contains("crates/a/src/b.rs"));
        assert!(found.remarks[2].starts_with("1 × "));
        assert!(found.faults.is_empty());
    }

    #[test]
    fn a_silent_exception_is_a_fault() {
        let planted = concat!("#[allow(clippy::", "disallowed_methods)]");
        assert_eq!(ways_round(&[file("a.rs", planted)]).faults.len(), 1);
    }

    #[test]
    fn long_files_are_reported() {
        let found = long(&[
            file("a.rs", &"\n".repeat(501)),
            file("b.rs", &"\n".repeat(500)),
        ]);
        assert_eq!(found.remarks, ["501 lines: a.rs"]);
        assert!(found.faults.is_empty());
    }
}
