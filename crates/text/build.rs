//! Makes a method of `Text` from every English message, so that a message that is not there, or a variable
//! that is forgotten, does not compile.

use std::collections::BTreeMap;
use std::env;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::process::exit;

#[expect(
    dead_code,
    reason = "part of what the file offers is for the checks only"
)]
#[path = "src/catalogue.rs"]
mod catalogue;

use catalogue::{Catalogue, Entry, files, method};

const LANGUAGES: [&str; 4] = ["en", "fr", "es", "ar"];

/// Methods written by hand on `Text`.
const TAKEN: &str = " new lang dir named has date month_year week_of timestamp due bytes number list country \
    countries subdivision subdivisions format find month ";

/// Words that nothing in Rust can be called.
const WORDS: &str = " as break const continue crate else enum extern false fn for if impl in let loop match mod \
    move mut pub ref return self static struct super trait true type unsafe use where while async await dyn \
    abstract become box do final macro override priv typeof unsized virtual yield try gen ";

#[expect(
    clippy::disallowed_methods,
    reason = "cargo tells a build script where it is by the environment, and hears of faults by the exit status"
)]
fn main() {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let folder = root.join("catalogue");
    println!("cargo::rerun-if-changed={}", folder.display());
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/catalogue.rs");

    let english = Catalogue::read(&folder.join("en")).expect("the English catalogue can be read");
    let mut faults = english.faults.clone();
    let mut out = String::new();
    embed(&mut out, &folder);
    methods(&mut out, &english, &mut faults);
    if !faults.is_empty() {
        for fault in &faults {
            println!("cargo::error=catalogue/en/{fault}");
        }
        exit(1);
    }
    let target = PathBuf::from(env::var("OUT_DIR").expect("cargo sets it")).join("messages.rs");
    fs::write(target, out).expect("the generated file can be written");
}

/// The text of all files of all languages, by language.
fn embed(out: &mut String, folder: &std::path::Path) {
    let _ = writeln!(
        out,
        "pub(crate) static FILES: [&[&str]; {}] = [",
        LANGUAGES.len()
    );
    for language in LANGUAGES {
        let here = folder.join(language);
        let _ = writeln!(out, "    &[");
        for (name, _) in files(&here).expect("the catalogue can be read") {
            let path = here.join(name);
            let _ = writeln!(out, "        include_str!({path:?}),");
        }
        let _ = writeln!(out, "    ],");
    }
    let _ = writeln!(out, "];");
}

fn methods(out: &mut String, english: &Catalogue, faults: &mut Vec<String>) {
    let mut names: BTreeMap<String, &str> = BTreeMap::new();
    let _ = writeln!(out, "impl Text {{");
    for (id, entry) in &english.entries {
        let name = method(id);
        let word = format!(" {name} ");
        if TAKEN.contains(&word) || WORDS.contains(&word) {
            faults.push(format!("{}: {id} cannot be used as an id", entry.file));
            continue;
        }
        if let Some(other) = names.insert(name.clone(), id) {
            faults.push(format!(
                "{}: {id} and {other} would be the same method",
                entry.file
            ));
        }
        for variable in &entry.variables {
            if WORDS.contains(&format!(" {variable} ")) {
                faults.push(format!(
                    "{}: {id}: ${variable} cannot be used as a name",
                    entry.file
                ));
            }
        }
        write_method(out, id, &name, entry);
    }
    let _ = writeln!(out, "}}");
}

fn write_method(out: &mut String, id: &str, name: &str, entry: &Entry) {
    for line in entry.text.lines() {
        let _ = writeln!(out, "    #[doc = {line:?}]");
    }
    if entry.text.trim().is_empty() {
        let _ = writeln!(out, "    #[doc = \"(no text)\"]");
    }
    let mut parameters = String::new();
    let mut values = String::new();
    for variable in &entry.variables {
        let parameter = method(variable);
        let _ = write!(parameters, ", {parameter}: impl Into<Arg>");
        let _ = write!(values, "({variable:?}, {parameter}.into()), ");
    }
    let _ = writeln!(
        out,
        "    #[must_use]\n    pub fn {name}(&self{parameters}) -> String {{\n        self.format({id:?}, [{values}])\n    }}"
    );
}
