//! Settings from a file: each key is the long name of a flag. Flags win over the environment, the environment over the file.

use std::{collections::BTreeMap, ffi::OsString, path::PathBuf};

use anyhow::{Context, bail};
use clap::{Arg, ArgAction, Command};

/// The file that the command line or the environment names.
fn named(arguments: &[OsString]) -> Option<PathBuf> {
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        let text = argument.to_string_lossy();
        if text == "--config" {
            return rest.next().map(PathBuf::from);
        }
        if let Some(path) = text.strip_prefix("--config=") {
            return Some(path.into());
        }
    }
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one place where settings are put in order"
    )]
    std::env::var_os("WATCHPOST_CONFIG").map(PathBuf::from)
}

/// The command with what the file says as defaults of its flags.
pub fn with_file(command: Command, arguments: &[OsString]) -> anyhow::Result<Command> {
    let Some(path) = named(arguments) else {
        return Ok(command);
    };
    let text = std::fs::read_to_string(&path)
        .with_context(|| format!("{} cannot be read", path.display()))?;
    let settings: toml::Table = text
        .parse()
        .with_context(|| format!("{} is no TOML", path.display()))?;
    let mut flags = BTreeMap::new();
    gather(&command, &mut flags);
    let mut all = Vec::new();
    for (key, value) in settings {
        let Some(several) = flags.get(&key) else {
            bail!("{}: there is no setting called {key}", path.display());
        };
        let values = match value {
            toml::Value::Array(values) if *several => values.into_iter().map(one).collect(),
            value => one(value).map(|value| vec![value]),
        };
        let Some(values) = values else {
            bail!("{}: {key} is not one value", path.display());
        };
        all.push((key, values));
    }
    Ok(apply(command, &all))
}

/// A value as it would be typed.
fn one(value: toml::Value) -> Option<String> {
    match value {
        toml::Value::String(text) => Some(text),
        toml::Value::Integer(number) => Some(number.to_string()),
        toml::Value::Boolean(yes) => Some(yes.to_string()),
        _ => None,
    }
}

/// Every flag there is, and whether it may be given several times.
fn gather(command: &Command, into: &mut BTreeMap<String, bool>) {
    for arg in command.get_arguments() {
        if let Some(name) = arg.get_long() {
            into.insert(name.to_owned(), is_several(arg));
        }
    }
    command.get_subcommands().for_each(|sub| gather(sub, into));
}

fn is_several(arg: &Arg) -> bool {
    matches!(arg.get_action(), ArgAction::Append)
}

fn apply(command: Command, settings: &[(String, Vec<String>)]) -> Command {
    let names: Vec<String> = command
        .get_subcommands()
        .map(|sub| sub.get_name().to_owned())
        .collect();
    let with_flags = command.mut_args(|arg| {
        let said = settings
            .iter()
            .find(|(key, _)| Some(key.as_str()) == arg.get_long());
        match said {
            Some((_, values)) => arg.default_values(values.clone()).required(false),
            _ => arg,
        }
    });
    names.into_iter().fold(with_flags, |command, name| {
        command.mut_subcommand(name, |sub| apply(sub, settings))
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use clap::arg;

    fn listen(file: &str, arguments: &[&str]) -> anyhow::Result<String> {
        let found = parsed(file, arguments)?;
        let (_, serve) = found.subcommand().unwrap();
        Ok(serve.get_one::<String>("listen").unwrap().clone())
    }

    fn parsed(file: &str, arguments: &[&str]) -> anyhow::Result<clap::ArgMatches> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("watchpost.toml");
        std::fs::write(&path, file)?;
        let command = Command::new("w")
            .arg(arg!(--config <F>).global(true))
            .subcommand(
                Command::new("serve")
                    .arg(
                        arg!(--listen <A>)
                            .default_value("a")
                            .env("WATCHPOST_TEST_LISTEN_SETTING"),
                    )
                    .arg(arg!(--data <D>).required(true))
                    .arg(arg!(--role <R>).action(ArgAction::Append).required(true))
                    .arg(arg!(--deep)),
            );
        let mut all: Vec<OsString> =
            vec!["w".into(), "serve".into(), "--config".into(), path.into()];
        all.extend(arguments.iter().map(Into::into));
        Ok(with_file(command, &all)?.try_get_matches_from(all)?)
    }

    #[test]
    fn the_file_is_before_the_default_and_behind_the_flag() {
        let both = "listen = \"b\"\ndata = \"d\"\nrole = \"r\"\n";
        assert_eq!(listen(both, &[]).unwrap(), "b");
        assert_eq!(listen(both, &["--listen", "c"]).unwrap(), "c");
        assert_eq!(listen("data = \"d\"\nrole = \"r\"", &[]).unwrap(), "a");
        assert!(
            listen("listen = \"b\"\nrole = \"r\"", &[]).is_err(),
            "--data is still needed"
        );
        let unknown = listen("lissen = \"b\"\ndata = \"d\"", &[]).unwrap_err();
        assert!(unknown.to_string().contains("no setting called lissen"));
        assert!(listen("listen = [1]\ndata = \"d\"", &[]).is_err());
        assert!(listen("listen = ", &[]).is_err());
    }

    /// What may be given several times is a list or one value, and a switch is true or false; a flag takes the place of all.
    #[test]
    fn lists_and_switches_are_settings_too() {
        let said = |file: &str, arguments: &[&str]| {
            let found = parsed(&format!("data = \"d\"\n{file}"), arguments).unwrap();
            let (_, serve) = found.subcommand().unwrap();
            let roles = serve.get_many::<String>("role").unwrap().cloned();
            (roles.collect::<Vec<_>>().join("+"), serve.get_flag("deep"))
        };
        assert_eq!(said("role = \"x\"", &[]), ("x".into(), false));
        let both = "role = [\"x\", \"y\"]\ndeep = true";
        assert_eq!(said(both, &[]), ("x+y".into(), true));
        assert_eq!(said(both, &["--role", "z"]), ("z".into(), true));
        assert!(
            parsed("data = [\"d\"]\nrole = \"x\"", &[]).is_err(),
            "one value, where one can be given"
        );
    }
}
