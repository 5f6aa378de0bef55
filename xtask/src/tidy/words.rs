//! Words that belong to one machine or one conversation, and so not into the repository.

use super::File;

/// Lists that machines write, and texts that are not ours to change.
const NOT_OURS: [&str; 3] = ["Cargo.lock", "package-lock.json", "LICENSE"];

/// What may not stand anywhere. Each is written in two pieces, so that this list does not find itself.
const ANYWHERE: [(&str, &str); 9] = [
    (concat!("/wo", "rk/"), "a path of one machine"),
    (concat!("/ro", "ot/."), "a path of one machine"),
    (
        concat!("registry.", "npmjs.org"),
        "a package registry's host",
    ),
    (concat!("index.", "crates.io"), "a package registry's host"),
    (concat!("static.", "crates.io"), "a package registry's host"),
    (concat!("pypi", ".org"), "a package registry's host"),
    (
        concat!("files.", "pythonhosted.org"),
        "a package registry's host",
    ),
    (concat!("deb.", "debian.org"), "a package registry's host"),
    (concat!("proxy.", "golang.org"), "a package registry's host"),
];

/// What may not stand in documents.
const IN_DOCUMENTS: [(&str, &str); 1] = [(concat!("/tm", "p/"), "a path of one machine")];

pub fn check(files: &[File]) -> Vec<String> {
    let mut faults = Vec::new();
    for file in files
        .iter()
        .filter(|file| !NOT_OURS.iter().any(|name| file.is(name)))
    {
        let document = file.is(".md");
        for (number, line) in file.text.lines().enumerate() {
            let words = ANYWHERE
                .iter()
                .chain(IN_DOCUMENTS.iter().filter(|_| document));
            for (word, why) in words.filter(|(word, _)| stands_alone(line, word)) {
                faults.push(format!("{}:{}: `{word}` is {why}", file.path, number + 1));
            }
            if names_an_issue(line) {
                faults.push(format!(
                    "{}:{}: say what it is about instead of an issue's number",
                    file.path,
                    number + 1
                ));
            }
        }
    }
    faults
}

/// Whether a word begins here, and is not the middle of a longer path.
fn stands_alone(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        before.is_none_or(|c| !(c.is_alphanumeric() || matches!(c, '}' | '_' | '-')))
    })
}

fn names_an_issue(line: &str) -> bool {
    let line = line.to_lowercase();
    let digit = |(at, found): (usize, &str)| {
        line[at + found.len()..].starts_with(|c: char| c.is_ascii_digit())
    };
    line.match_indices("issue #").any(digit)
}

#[cfg(test)]
mod tests {
    use super::super::file;
    use super::*;

    fn faults(path: &str, text: &str) -> usize {
        check(&[file(path, text)]).len()
    }

    #[test]
    fn planted_words_are_found() {
        assert_eq!(faults("a.rs", concat!("let dir = \"/wo", "rk/main\";")), 1);
        assert_eq!(faults("a.md", concat!("unpack it in `/tm", "p/x`")), 1);
        assert_eq!(
            faults("a.toml", concat!("url = \"https://pypi", ".org/simple\"")),
            1
        );
        assert_eq!(faults("a.rs", concat!("// see Issue ", "#12")), 1);
    }

    #[test]
    fn other_uses_are_fine() {
        assert_eq!(
            faults(
                "a.rs",
                concat!("let page = \"/desk/wo", "rk/1\"; let dir = \"/tm", "p/x\";")
            ),
            0
        );
        assert_eq!(faults("a.rs", "// an issue # of theirs"), 0);
        assert_eq!(faults("Cargo.lock", concat!("index.", "crates.io")), 0);
    }
}
