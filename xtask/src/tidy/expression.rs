//! Licence expressions, as far as crates use them: names, `AND`, `OR`, `WITH`, parentheses and the old `/`.

use anyhow::{Result, bail};

/// Whether an expression can be met with what is allowed. An exception is a name of its own: `Apache-2.0 WITH LLVM-exception`.
pub fn allowed(expression: &str, names: &[String]) -> Result<bool> {
    let spaced = expression
        .replace('/', " OR ")
        .replace('(', " ( ")
        .replace(')', " ) ");
    let mut words = spaced.split_whitespace().peekable();
    let result = any(&mut words, names)?;
    match words.next() {
        None => Ok(result),
        Some(word) => bail!("`{word}` was not expected in `{expression}`"),
    }
}

type Words<'a> = std::iter::Peekable<std::str::SplitWhitespace<'a>>;

fn any(words: &mut Words<'_>, names: &[String]) -> Result<bool> {
    let mut result = all(words, names)?;
    while words.next_if_eq(&"OR").is_some() {
        result |= all(words, names)?;
    }
    Ok(result)
}

fn all(words: &mut Words<'_>, names: &[String]) -> Result<bool> {
    let mut result = one(words, names)?;
    while words.next_if_eq(&"AND").is_some() {
        result &= one(words, names)?;
    }
    Ok(result)
}

fn one(words: &mut Words<'_>, names: &[String]) -> Result<bool> {
    match words.next() {
        Some("(") => {
            let result = any(words, names)?;
            if words.next() != Some(")") {
                bail!("a parenthesis is not closed");
            }
            Ok(result)
        }
        Some(name) if !matches!(name, ")" | "AND" | "OR" | "WITH") => {
            let mut name = name.to_owned();
            if words.next_if_eq(&"WITH").is_some() {
                name = format!("{name} WITH {}", words.next().unwrap_or_default());
            }
            Ok(names.contains(&name))
        }
        other => bail!(
            "`{}` stands where a licence should",
            other.unwrap_or("the end")
        ),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn expressions_mean_what_they_say() {
        let names: Vec<String> = ["MIT", "Apache-2.0", "ISC"].map(str::to_owned).to_vec();
        for (expression, expected) in [
            ("MIT", true),
            ("GPL-2.0-only", false),
            ("GPL-2.0-only OR MIT", true),
            ("MIT/GPL-2.0-only", true),
            ("MIT AND GPL-2.0-only", false),
            ("(MIT OR GPL-2.0-only) AND ISC", true),
            ("MIT OR GPL-2.0-only AND ISC", true),
            ("Apache-2.0 WITH LLVM-exception", false),
            ("Apache-2.0 WITH LLVM-exception OR MIT", true),
        ] {
            assert_eq!(
                allowed(expression, &names).unwrap(),
                expected,
                "{expression}"
            );
        }
        for broken in ["", "MIT OR", "(MIT", "MIT ISC"] {
            assert!(allowed(broken, &names).is_err(), "{broken}");
        }
    }
}
