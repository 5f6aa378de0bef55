//! Everything Watchpost says to people, in every language: Fluent catalogues as checked functions, dates,
//! numbers, and the names of places and of vocabulary.
//!
//! A message of the English catalogue becomes a method of [`Text`]: `intake-next` is `text.intake_next()`, and
//! `desk-waiting = { $count } cases` is `text.desk_waiting(count)`, with several variables in the order of
//! their names. Another language that lacks a message falls back to English; a test names what is missing.

mod arg;
pub mod catalogue;
pub mod check;
mod format;
mod lang;
mod places;

use std::collections::BTreeSet;
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

pub use arg::Arg;
pub use lang::Lang;

mod messages {
    use super::{Arg, Text};
    include!(concat!(env!("OUT_DIR"), "/messages.rs"));
}

/// What to say, in one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Text {
    lang: Lang,
}

type Bundle = FluentBundle<FluentResource>;

static BUNDLES: [OnceLock<Bundle>; 4] = [const { OnceLock::new() }; 4];

impl Text {
    /// Text in a language.
    #[must_use]
    pub const fn new(lang: Lang) -> Self {
        Self { lang }
    }

    /// The language.
    #[must_use]
    pub const fn lang(&self) -> Lang {
        self.lang
    }

    /// The direction of writing, for `dir="…"`.
    #[must_use]
    pub const fn dir(&self) -> &'static str {
        self.lang.dir()
    }

    /// The name of a word of a vocabulary: `named("role", "case_officer")` is the message `role-case-officer`.
    /// A code that has no name is shown as it is, so that an old or foreign record can still be read.
    #[must_use]
    pub fn named(&self, vocabulary: &str, code: &str) -> String {
        let id = id_of(vocabulary, code);
        self.find(&id, &FluentArgs::new())
            .unwrap_or_else(|| code.to_owned())
    }

    fn format<const N: usize>(&self, id: &str, args: [(&'static str, Arg); N]) -> String {
        let mut values = FluentArgs::with_capacity(N);
        for (name, value) in args {
            values.set(name, value.into_value(self.lang));
        }
        self.find(id, &values).unwrap_or_else(|| id.to_owned())
    }

    fn find(&self, id: &str, args: &FluentArgs<'_>) -> Option<String> {
        in_bundle(self.lang, id, args).or_else(|| in_bundle(Lang::En, id, args))
    }
}

/// Whether English has a message of this id.
#[must_use]
pub fn has(id: &str) -> bool {
    pattern(bundle(Lang::En), id).is_some()
}

/// Whether a word of a vocabulary has a name; for tests that walk an enum.
#[must_use]
pub fn has_name(vocabulary: &str, code: &str) -> bool {
    has(&id_of(vocabulary, code))
}

fn id_of(vocabulary: &str, code: &str) -> String {
    format!("{vocabulary}-{code}").replace('_', "-")
}

fn bundle(lang: Lang) -> &'static Bundle {
    BUNDLES[lang.index()].get_or_init(|| {
        let mut bundle = Bundle::new_concurrent(vec![locale(lang)]);
        // Names and handles in Latin script inside an Arabic sentence would turn it round without marks;
        // elsewhere the marks are only in the way of searching and copying.
        bundle.set_use_isolating(lang == Lang::Ar);
        bundle.set_formatter(Some(formatter(lang)));
        let mut seen = BTreeSet::new();
        for text in messages::FILES[lang.index()] {
            if !seen.insert(*text) {
                continue;
            }
            // A file with a fault still gives its sound messages; the test of the catalogue names the fault.
            let resource =
                FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(rest, _)| rest);
            bundle.add_resource_overriding(resource);
        }
        bundle
    })
}

fn locale(lang: Lang) -> LanguageIdentifier {
    lang.code().parse().expect("our own codes are sound")
}

fn pattern<'b>(bundle: &'b Bundle, id: &str) -> Option<&'b fluent_syntax::ast::Pattern<&'b str>> {
    match id.split_once('.') {
        Some((message, attribute)) => bundle
            .get_message(message)?
            .get_attribute(attribute)
            .map(|a| a.value()),
        None => bundle.get_message(id)?.value(),
    }
}

fn in_bundle(lang: Lang, id: &str, args: &FluentArgs<'_>) -> Option<String> {
    let bundle = bundle(lang);
    let pattern = pattern(bundle, id)?;
    // What cannot be resolved is shown as `{$name}`; the catalogue's test finds it before a reader does.
    let mut errors = Vec::new();
    Some(
        bundle
            .format_pattern(pattern, Some(args), &mut errors)
            .into_owned(),
    )
}

type Formatter<M> = fn(&FluentValue<'_>, &M) -> Option<String>;

/// Numbers inside messages get the separators of the language.
fn formatter<M>(lang: Lang) -> Formatter<M> {
    match lang {
        Lang::En => |value, _| arg::shown(Lang::En, value),
        Lang::Fr => |value, _| arg::shown(Lang::Fr, value),
        Lang::Es => |value, _| arg::shown(Lang::Es, value),
        Lang::Ar => |value, _| arg::shown(Lang::Ar, value),
    }
}
