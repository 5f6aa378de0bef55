//! What is wrong with the catalogues: the tests and `xtask tidy` ask the same questions here.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::Lang;
use crate::catalogue::{Catalogue, Entry, PLURALS, method};

/// Beginnings of ids that several crates look up through [`crate::Text::named`], and so count as used. One that
/// belongs to one area is registered in its file of the catalogue, by a comment `## vocabulary: act`.
pub const VOCABULARIES: [&str; 2] = ["month", "act"];

/// Everything that is wrong with the catalogues below `root`, the folder of the workspace; one line each.
///
/// # Errors
/// When files cannot be read.
pub fn all(root: &Path) -> io::Result<Vec<String>> {
    let mut findings = languages(root)?;
    findings.extend(idle(root)?);
    Ok(findings)
}

/// Faults of the catalogues themselves, and where a language differs from English.
///
/// # Errors
/// When files cannot be read.
pub fn languages(root: &Path) -> io::Result<Vec<String>> {
    let folder = catalogue(root);
    let english = Catalogue::read(&folder.join("en"))?;
    let mut findings = english_alone(&english);
    for lang in Lang::ALL.into_iter().filter(|l| *l != Lang::En) {
        let other = Catalogue::read(&folder.join(lang.code()))?;
        findings.extend(compare(lang, &english, &other));
    }
    Ok(findings)
}

/// Messages that no crate says.
///
/// # Errors
/// When files cannot be read.
pub fn idle(root: &Path) -> io::Result<Vec<String>> {
    let english = Catalogue::read(&catalogue(root).join("en"))?;
    let sources = sources(&root.join("crates"))?;
    Ok(unused(&english, &sources, &VOCABULARIES))
}

fn catalogue(root: &Path) -> PathBuf {
    root.join("crates/text/catalogue")
}

/// What is wrong with the English catalogue in itself.
#[must_use]
pub fn english_alone(english: &Catalogue) -> Vec<String> {
    let mut findings: Vec<String> = english.faults.iter().map(|f| format!("en/{f}")).collect();
    for (id, entry) in &english.entries {
        findings.extend(plurals(Lang::En, id, entry));
        for variable in &entry.counts {
            let file = &entry.file;
            findings.push(format!(
                "en/{file}: {id} counts with ${variable} and does not choose the form by it"
            ));
        }
    }
    findings
}

/// Where a language differs from English: ids, variables, plurals, words left in English.
#[must_use]
pub fn compare(lang: Lang, english: &Catalogue, other: &Catalogue) -> Vec<String> {
    let code = lang.code();
    let mut findings: Vec<String> = other
        .faults
        .iter()
        .map(|fault| format!("{code}/{fault}"))
        .collect();
    for (id, source) in &english.entries {
        let Some(entry) = other.entries.get(id) else {
            findings.push(format!("{code}/{}: {id} is missing", source.file));
            continue;
        };
        let place = format!("{code}/{}: {id}", entry.file);
        if entry.file != source.file {
            findings.push(format!("{place} stands in {} in English", source.file));
        }
        if entry.variables != source.variables {
            findings.push(format!(
                "{place} takes {:?}, in English {:?}",
                entry.variables, source.variables
            ));
        }
        // What is counted in English is counted everywhere.
        for variable in source.chosen_by.difference(&entry.chosen_by) {
            findings.push(format!("{place} does not choose the form by ${variable}"));
        }
        if untranslated(source, entry) {
            findings.push(format!("{place} reads as in English"));
        }
        findings.extend(plurals(lang, id, entry));
    }
    for (id, entry) in &other.entries {
        if !english.entries.contains_key(id) {
            findings.push(format!("{code}/{}: {id} is not in English", entry.file));
        }
    }
    findings
}

/// The same text of more than three words, without the comment `# same`.
fn untranslated(source: &Entry, entry: &Entry) -> bool {
    let mut depth = 0_usize;
    let outside_braces = source.text.chars().filter(|c| {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => return depth == 0,
        }
        false
    });
    let words = outside_braces.collect::<String>();
    let count = words
        .split_whitespace()
        .filter(|word| word.contains(char::is_alphabetic))
        .count();
    !entry.same && entry.text == source.text && count > 3
}

/// A choice by number must have the forms the language has, and no others.
fn plurals(lang: Lang, id: &str, entry: &Entry) -> Vec<String> {
    let needed: &[&str] = match lang {
        Lang::Ar => &PLURALS,
        Lang::En | Lang::Fr | Lang::Es => &["one", "other"],
    };
    let allowed: &[&str] = match lang {
        Lang::Ar => &PLURALS,
        Lang::En => &["one", "other"],
        Lang::Fr | Lang::Es => &["one", "many", "other"],
    };
    let mut findings = Vec::new();
    for keys in &entry.plurals {
        let is_number = |key: &str| key.parse::<f64>().is_ok();
        // A choice by plain numbers alone, as in "1er janvier", is not about plurals.
        if keys.iter().all(|key| is_number(key) || key == "other") {
            continue;
        }
        for form in needed {
            let as_number = match *form {
                "zero" => "0",
                "one" => "1",
                "two" => "2",
                _ => "",
            };
            if !keys.contains(*form) && !keys.contains(as_number) {
                let (code, file) = (lang.code(), &entry.file);
                findings.push(format!("{code}/{file}: {id} lacks the form [{form}]"));
            }
        }
        for key in keys {
            if !allowed.contains(&key.as_str()) && !is_number(key) {
                let (code, file) = (lang.code(), &entry.file);
                findings.push(format!(
                    "{code}/{file}: {id} has [{key}], which {code} does not use"
                ));
            }
        }
    }
    findings
}

/// Messages that nothing says: no call of the method, no id in quotes, no vocabulary, no other message.
#[must_use]
pub fn unused(english: &Catalogue, sources: &str, vocabularies: &[&str]) -> Vec<String> {
    let words = words(sources);
    let named: BTreeSet<&str> = english
        .entries
        .values()
        .flat_map(|entry| entry.references.iter().map(String::as_str))
        .collect();
    english
        .entries
        .iter()
        .filter(|(id, _)| {
            let id = id.as_str();
            let own = english.vocabularies.iter().map(String::as_str);
            let in_vocabulary = vocabularies
                .iter()
                .copied()
                .chain(own)
                .any(|v| id.strip_prefix(v).is_some_and(|rest| rest.starts_with('-')));
            !in_vocabulary
                && !named.contains(id)
                && !words.contains(id)
                && !words.contains(method(id).as_str())
        })
        .map(|(id, entry)| format!("en/{}: {id} is never used", entry.file))
        .collect()
}

/// The words that stand in a source as `.word(`, `::word` or `"wo-rd"`.
fn words(sources: &str) -> BTreeSet<&str> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    let mut found = BTreeSet::new();
    for (at, mark) in sources.match_indices(['.', '"', ':']) {
        let rest = &sources[at + 1..];
        let end = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
        // A chain such as `self.text.home(` ends in the method; `.` cuts it.
        let word = &rest[..end];
        let closes = rest[end..].chars().next();
        match (mark, closes) {
            ("\"", Some('"')) => found.insert(word),
            (".", Some('(')) | (":", _) => found.insert(word),
            _ => false,
        };
    }
    found
}

/// The program text of all crates in one string: `src` and `templates`, without the catalogues.
///
/// # Errors
/// When files cannot be read.
pub fn sources(crates: &Path) -> io::Result<String> {
    let mut all = String::new();
    for entry in fs::read_dir(crates)? {
        let home = entry?.path();
        for part in ["src", "templates"] {
            gather(&home.join(part), &mut all)?;
        }
    }
    Ok(all)
}

fn gather(folder: &Path, all: &mut String) -> io::Result<()> {
    if !folder.is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            gather(&path, all)?;
        } else if path
            .extension()
            .is_some_and(|e| ["rs", "html", "txt", "svg", "xml"].iter().any(|k| e == *k))
        {
            all.push_str(&fs::read_to_string(&path)?);
            all.push('\n');
        }
    }
    Ok(())
}
