//! Reads Fluent catalogues as data: which messages there are, what they say, which variables they take.
//!
//! The build script and the checks share this file, so that both see the same catalogue. It must therefore
//! use nothing of the crate around it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;

use fluent_syntax::ast::{
    self, CallArguments, Expression, InlineExpression, Pattern, PatternElement, VariantKey,
};

/// The names of the plural categories, as they appear as keys of variants.
pub const PLURALS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// One message, or one attribute of a message (its id is then `message.attribute`).
#[derive(Debug, Clone, Default)]
pub struct Entry {
    /// The file it stands in, such as `common.ftl`.
    pub file: String,
    /// The text as a reader would see it, with the default variant of each selector.
    pub text: String,
    /// Variables of this message and of the messages it refers to.
    pub variables: BTreeSet<String>,
    /// For every selector that chooses by plural category or number: the keys it has.
    pub plurals: Vec<BTreeSet<String>>,
    /// Variables by whose number a form is chosen.
    pub chosen_by: BTreeSet<String>,
    /// Variables that stand before a word in the plural without a form being chosen by them: "1 days".
    pub counts: BTreeSet<String>,
    /// Messages and terms (with a leading `-`) that are named inside.
    pub references: BTreeSet<String>,
    /// The comment `# same` stands above it: it reads the same in this language as in English.
    pub same: bool,
    /// Where reading is: inside forms that are chosen by these.
    inside: Vec<String>,
}

/// All messages of one language.
#[derive(Debug, Clone, Default)]
pub struct Catalogue {
    /// By id, in order.
    pub entries: BTreeMap<String, Entry>,
    /// The names of the terms, without the leading `-`.
    pub terms: BTreeSet<String>,
    /// Beginnings of ids that are looked up by code, from comments `vocabulary: state role`.
    pub vocabularies: BTreeSet<String>,
    /// What is wrong with the files themselves: syntax, ids that stand twice.
    pub faults: Vec<String>,
}

impl Catalogue {
    /// Reads every `.ftl` file of a folder. A folder that is not there gives an empty catalogue.
    ///
    /// # Errors
    /// When a file or the folder cannot be read.
    pub fn read(folder: &Path) -> io::Result<Self> {
        let mut catalogue = Self::default();
        for (name, text) in files(folder)? {
            catalogue.add(&name, &text);
        }
        catalogue.finish();
        Ok(catalogue)
    }

    /// A catalogue from text in memory, for tests of the checks.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut catalogue = Self::default();
        catalogue.add("memory.ftl", text);
        catalogue.finish();
        catalogue
    }

    fn add(&mut self, file: &str, text: &str) {
        let resource = match fluent_syntax::parser::parse(text) {
            Ok(resource) => resource,
            Err((resource, errors)) => {
                for error in errors {
                    let line = 1 + text.as_bytes()[..error.pos.start.min(text.len())]
                        .iter()
                        .filter(|b| **b == b'\n')
                        .count();
                    self.faults.push(format!("{file}:{line}: {}", error.kind));
                }
                resource
            }
        };
        for entry in &resource.body {
            match entry {
                ast::Entry::Message(message) => self.add_message(file, message),
                ast::Entry::Term(term) => self.add_term(file, term.id.name),
                ast::Entry::Comment(c)
                | ast::Entry::GroupComment(c)
                | ast::Entry::ResourceComment(c) => self.add_vocabularies(&c.content),
                ast::Entry::Junk { .. } => {}
            }
        }
    }

    fn add_term(&mut self, file: &str, name: &str) {
        if !self.terms.insert(name.to_owned()) {
            self.faults
                .push(format!("{file}: term -{name} stands twice"));
        }
    }

    /// A comment `vocabulary: state role` says that ids beginning so are looked up by code.
    fn add_vocabularies(&mut self, lines: &[&str]) {
        for line in lines {
            if let Some(names) = line.trim().strip_prefix("vocabulary:") {
                self.vocabularies
                    .extend(names.split_whitespace().map(str::to_owned));
            }
        }
    }

    fn add_message(&mut self, file: &str, message: &ast::Message<&str>) {
        let same = message
            .comment
            .as_ref()
            .is_some_and(|c| c.content.iter().any(|line| line.trim() == "same"));
        let id = message.id.name;
        let parts = message.value.iter().map(|value| (id.to_owned(), value));
        let attributes = message
            .attributes
            .iter()
            .map(|a| (format!("{id}.{}", a.id.name), &a.value));
        for (id, pattern) in parts.chain(attributes) {
            let mut entry = Entry {
                file: file.to_owned(),
                same,
                ..Entry::default()
            };
            entry.read_pattern(pattern, true);
            if let Some(first) = self.entries.insert(id.clone(), entry) {
                self.faults.push(format!(
                    "{file}: message {id} stands twice, first in {}",
                    first.file
                ));
            }
        }
    }

    /// Gives each message the variables of the messages it names, and finds names of nothing.
    fn finish(&mut self) {
        for (id, entry) in &self.entries {
            for name in &entry.references {
                let known = match name.strip_prefix('-') {
                    Some(term) => self.terms.contains(term),
                    None => self.entries.contains_key(name),
                };
                if !known {
                    self.faults.push(format!(
                        "{}: {id} names {name}, which is not there",
                        entry.file
                    ));
                }
            }
        }
        let ids: Vec<String> = self.entries.keys().cloned().collect();
        for id in ids {
            let variables = self.reach(&id, &mut BTreeSet::new());
            if let Some(entry) = self.entries.get_mut(&id) {
                entry.variables = variables;
            }
        }
    }

    fn reach(&self, id: &str, seen: &mut BTreeSet<String>) -> BTreeSet<String> {
        let Some(entry) = self.entries.get(id) else {
            return BTreeSet::new();
        };
        if !seen.insert(id.to_owned()) {
            return BTreeSet::new();
        }
        let mut all = entry.variables.clone();
        for name in &entry.references {
            all.extend(self.reach(name, seen));
        }
        all
    }
}

impl Entry {
    /// `shown` is false inside variants that the plain text leaves out.
    fn read_pattern(&mut self, pattern: &Pattern<&str>, shown: bool) {
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => self.show(value, shown),
                PatternElement::Placeable { expression } => self.read(expression, shown),
            }
        }
        for pair in pattern.elements.windows(2) {
            if let [
                PatternElement::Placeable {
                    expression: Expression::Inline(InlineExpression::VariableReference { id }),
                },
                PatternElement::TextElement { value },
            ] = pair
                && counts(value)
                && !self.inside.iter().any(|name| name == id.name)
            {
                self.counts.insert(id.name.to_owned());
            }
        }
    }

    fn read(&mut self, expression: &Expression<&str>, shown: bool) {
        match expression {
            Expression::Inline(inline) => self.read_inline(inline, shown),
            Expression::Select { selector, variants } => {
                self.read_inline(selector, false);
                let mut keys = BTreeSet::new();
                let mut by_number = false;
                let by = match selector {
                    InlineExpression::VariableReference { id } => id.name.to_owned(),
                    _ => String::new(),
                };
                self.inside.push(by.clone());
                for variant in variants {
                    let key = match &variant.key {
                        VariantKey::Identifier { name } => {
                            by_number |= PLURALS.contains(name) && *name != "other";
                            name
                        }
                        VariantKey::NumberLiteral { value } => {
                            by_number = true;
                            value
                        }
                    };
                    keys.insert((*key).to_owned());
                    self.read_pattern(&variant.value, shown && variant.default);
                }
                self.inside.pop();
                if by_number {
                    self.chosen_by.insert(by);
                    self.plurals.push(keys);
                }
            }
        }
    }

    fn read_inline(&mut self, inline: &InlineExpression<&str>, shown: bool) {
        match inline {
            InlineExpression::StringLiteral { value }
            | InlineExpression::NumberLiteral { value } => self.show(value, shown),
            InlineExpression::VariableReference { id } => {
                self.variables.insert(id.name.to_owned());
                self.show(&format!("{{ ${} }}", id.name), shown);
            }
            InlineExpression::FunctionReference { arguments, .. } => {
                self.read_arguments(arguments, shown);
            }
            InlineExpression::MessageReference { id, attribute } => {
                let name = match attribute {
                    Some(attribute) => format!("{}.{}", id.name, attribute.name),
                    None => id.name.to_owned(),
                };
                self.show(&format!("{{ {name} }}"), shown);
                self.references.insert(name);
            }
            InlineExpression::TermReference { id, arguments, .. } => {
                self.show(&format!("{{ -{} }}", id.name), shown);
                self.references.insert(format!("-{}", id.name));
                if let Some(arguments) = arguments {
                    self.read_arguments(arguments, false);
                }
            }
            InlineExpression::Placeable { expression } => self.read(expression, shown),
        }
    }

    fn read_arguments(&mut self, arguments: &CallArguments<&str>, shown: bool) {
        for value in &arguments.positional {
            self.read_inline(value, shown);
        }
        for named in &arguments.named {
            self.read_inline(&named.value, false);
        }
    }

    fn show(&mut self, text: &str, shown: bool) {
        if shown {
            self.text.push_str(text);
        }
    }
}

/// Whether an English text that follows a variable goes on with a word in the plural.
fn counts(text: &str) -> bool {
    const SINGULAR: [&str; 10] = [
        "is", "was", "has", "its", "as", "this", "does", "says", "takes", "asks",
    ];
    let Some(rest) = text.strip_prefix(' ') else {
        return false;
    };
    let end = rest
        .find(|c: char| !c.is_ascii_lowercase())
        .unwrap_or(rest.len());
    let word = &rest[..end];
    word.ends_with('s') && !word.ends_with("ss") && !SINGULAR.contains(&word)
}

/// The `.ftl` files of a folder with their text, by name.
///
/// # Errors
/// When a file or the folder cannot be read.
pub fn files(folder: &Path) -> io::Result<Vec<(String, String)>> {
    let mut found = Vec::new();
    if !folder.is_dir() {
        return Ok(found);
    }
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|e| e == "ftl") {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            found.push((name.into_owned(), fs::read_to_string(&path)?));
        }
    }
    found.sort();
    Ok(found)
}

/// The name of the method for a message: `desk-cases.title` becomes `desk_cases_title`.
#[must_use]
pub fn method(id: &str) -> String {
    id.replace(['-', '.'], "_").to_lowercase()
}
