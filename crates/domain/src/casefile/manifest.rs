//! The list of all that is in a file of a case, in the format of `sha256sum`, and names that every system can write.

use std::collections::BTreeSet;
use std::fmt::Write as _;

/// Longest name of a file, in bytes: with a number before it, every file system takes it.
const NAME_MAX: usize = 120;

/// Path, length and SHA-256 in hex of all that is in it, but of the list itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Manifest(Vec<(String, u64, String)>);

impl Manifest {
    pub fn add(&mut self, path: &str, bytes: u64, sha256: &str) {
        self.0.push((path.to_owned(), bytes, sha256.to_owned()));
    }

    /// What `sha256sum -c` reads. Paths have no sign in them that it would write otherwise: `safe_names` makes them.
    pub fn text(&self) -> String {
        self.0
            .iter()
            .fold(String::new(), |mut text, (path, _, hash)| {
                let _ = writeln!(text, "{hash}  {path}");
                text
            })
    }

    /// All bytes that are listed.
    pub fn bytes(&self) -> u64 {
        self.0.iter().map(|(_, bytes, _)| bytes).sum()
    }
}

/// Names for files that came under these: safe on every system, and each another, also where letters of both cases are one.
pub fn safe_names<T: AsRef<str>>(names: &[T]) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let safe = names.iter().enumerate().map(|(at, name)| {
        let name = safe_name(name.as_ref());
        let mut own = name.clone();
        if !taken.insert(own.to_lowercase()) {
            own = format!("{}-{name}", at + 1);
            // A file may have come under just that name.
            while !taken.insert(own.to_lowercase()) {
                own = format!("_{own}");
            }
        }
        own
    });
    safe.collect()
}

fn safe_name(name: &str) -> String {
    // Nothing that leads out of the folder, that a system reads as a device or an option, or that turns the way a name is read.
    let plain = name.chars().map(|c| match c {
        c if c.is_alphanumeric() => c,
        '.' | '-' | '_' | ' ' | '(' | ')' | '…' => c,
        _ => '_',
    });
    let plain: String = plain.collect();
    let plain = plain.trim_matches(|c: char| c == '.' || c == ' ' || c == '-');
    let (stem, ending) = match plain.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && ending.len() <= 8 => (stem, ending),
        _ => (plain, ""),
    };
    let mut stem = stem.to_owned();
    while stem.len() > NAME_MAX {
        stem.pop();
    }
    let upper = stem.to_uppercase();
    let is_device = ["CON", "PRN", "AUX", "NUL"].contains(&upper.as_str())
        || (upper.len() == 4 && (upper.starts_with("COM") || upper.starts_with("LPT")));
    if stem.is_empty() || is_device {
        stem = format!("file_{stem}");
    }
    match ending.is_empty() {
        true => stem,
        false => format!("{stem}.{ending}"),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_are_safe_and_each_another() {
        let names = safe_names(&[
            "../../etc/passwd",
            "photo.jpg",
            "PHOTO.jpg",
            "صورة.jpg",
            "con.txt",
            "\u{202e}gpj.exe",
            "",
            "-rf",
        ]);
        assert_eq!(
            names,
            [
                "_.._etc_passwd",
                "photo.jpg",
                "3-PHOTO.jpg",
                "صورة.jpg",
                "file_con.txt",
                "_gpj.exe",
                "file_",
                "rf"
            ]
        );
    }

    #[test]
    fn the_list_is_as_sha256sum_reads_it() {
        let mut manifest = Manifest::default();
        manifest.add("index.html", 3, "ab");
        manifest.add("files/a b.txt", 4, "cd");
        assert_eq!(manifest.text(), "ab  index.html\ncd  files/a b.txt\n");
        assert_eq!(manifest.bytes(), 7);
    }

    proptest! {
        #[test]
        fn whatever_the_names_they_are_safe_and_apart(names in prop::collection::vec("\\PC{0,12}|[a./\\\\ -]{0,6}|1-a|a|A", 0..12)) {
            let safe = safe_names(&names);
            let apart: BTreeSet<String> = safe.iter().map(|name| name.to_lowercase()).collect();
            prop_assert_eq!(apart.len(), names.len());
            for name in safe {
                prop_assert!(!name.is_empty() && !name.starts_with(['.', '-', ' ']));
                prop_assert!(!name.contains(['/', '\\', ':', '\n', '\0']));
            }
        }
    }
}
