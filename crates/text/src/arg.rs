//! Values that go into messages.

use fluent_bundle::FluentValue;
use fluent_bundle::types::{FluentNumber, FluentNumberOptions};

use crate::{Lang, format};

/// A value for a variable of a message: words, or a whole number that plurals can choose by.
///
/// Numbers are written with the separators of the language. A number that is a name (of an error, a page, a
/// year) goes in as text, so that it stays as it is.
#[derive(Debug, Clone)]
pub enum Arg {
    /// Words.
    Text(String),
    /// A whole number.
    Number(i64),
}

impl Arg {
    pub(crate) fn into_value(self, lang: Lang) -> FluentValue<'static> {
        match self {
            Self::Text(text) => FluentValue::from(text),
            Self::Number(number) if lang == Lang::Ar => arabic(number),
            Self::Number(number) => FluentValue::from(number),
        }
    }
}

/// Arabic chooses its form by the last two digits: 103 goes as 3, 111 as 11. The table of `intl_pluralrules`
/// 7.0.2 forgets the hundreds, so a number above one hundred is handed over as its last two digits, and what
/// is to be written goes with it in an option that nothing else uses; see [`shown`].
fn arabic(number: i64) -> FluentValue<'static> {
    let rest = number.unsigned_abs() % 100;
    if number.unsigned_abs() <= 100 || rest < 3 {
        return FluentValue::from(number);
    }
    let options = FluentNumberOptions {
        currency: Some(format::grouped(Lang::Ar, number)),
        ..FluentNumberOptions::default()
    };
    #[allow(clippy::cast_precision_loss)]
    FluentValue::Number(FluentNumber::new(rest as f64, options))
}

/// How a number inside a message is written.
pub(crate) fn shown(lang: Lang, value: &FluentValue<'_>) -> Option<String> {
    let FluentValue::Number(number) = value else {
        return None;
    };
    if let Some(text) = &number.options.currency {
        return Some(text.clone());
    }
    #[allow(clippy::cast_possible_truncation)]
    (number.value.fract() == 0.0).then(|| format::grouped(lang, number.value as i64))
}

macro_rules! text {
    ($($kind:ty),*) => { $(
        impl From<$kind> for Arg {
            fn from(text: $kind) -> Self {
                Self::Text(text.to_string())
            }
        }
    )* };
}

// Templates hand over references, sometimes to references.
text!(&str, &&str, &String, &&String, char, &char);

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<std::borrow::Cow<'_, str>> for Arg {
    fn from(text: std::borrow::Cow<'_, str>) -> Self {
        Self::Text(text.into_owned())
    }
}

macro_rules! number {
    ($($kind:ty),*) => { $(
        impl From<$kind> for Arg {
            fn from(number: $kind) -> Self {
                Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
            }
        }
        impl From<&$kind> for Arg {
            fn from(number: &$kind) -> Self {
                Self::from(*number)
            }
        }
    )* };
}

number!(i8, i16, i32, i64, isize, u8, u16, u32, u64, usize);
