//! Settings from a file: each key is the long name of a flag. Flags win over the environment, the environment over the file.

use std::{collections::BTreeSet, ffi::OsString, path::PathBuf};

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
    let mut flags = BTreeSet::new();
    gather(&command, &mut flags);
    let mut all = Vec::new();
    for (key, value) in settings {
        let value = match value {
            toml::Value::String(text) => text,
            toml::Value::Integer(number) => number.to_string(),
            toml::Value::Boolean(yes) => yes.to_string(),
            _ => bail!("{}: {key} is not one value", path.display()),
        };
        if !flags.contains(&key) {
            bail!("{}: there is no setting called {key}", path.display());
        }
        all.push((key, value));
    }
    Ok(apply(command, &all))
}

fn gather(command: &Command, into: &mut BTreeSet<String>) {
    into.extend(
        command
            .get_arguments()
            .filter_map(Arg::get_long)
            .map(str::to_owned),
    );
    command.get_subcommands().for_each(|sub| gather(sub, into));
}

fn apply(command: Command, settings: &[(String, String)]) -> Command {
    let names: Vec<String> = command
        .get_subcommands()
        .map(|sub| sub.get_name().to_owned())
        .collect();
    let with_flags = command.mut_args(|arg| {
        let said = settings
            .iter()
            .find(|(key, _)| Some(key.as_str()) == arg.get_long());
        match said {
            // Where several may be given, a setting would come on top of them.
            Some((_, value)) if !matches!(arg.get_action(), ArgAction::Append) => {
                arg.default_value(value.clone()).required(false)
            }
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
                    .arg(arg!(--data <D>).required(true)),
            );
        let mut all: Vec<OsString> =
            vec!["w".into(), "serve".into(), "--config".into(), path.into()];
        all.extend(arguments.iter().map(Into::into));
        let found = with_file(command, &all)?.try_get_matches_from(all)?;
        let (_, serve) = found.subcommand().unwrap();
        Ok(serve.get_one::<String>("listen").unwrap().clone())
    }

    #[test]
    fn the_file_is_before_the_default_and_behind_the_flag() {
        let both = "listen = \"b\"\ndata = \"d\"\n";
        assert_eq!(listen(both, &[]).unwrap(), "b");
        assert_eq!(listen(both, &["--listen", "c"]).unwrap(), "c");
        assert_eq!(listen("data = \"d\"", &[]).unwrap(), "a");
        assert!(
            listen("listen = \"b\"", &[]).is_err(),
            "--data is still needed"
        );
        let unknown = listen("lissen = \"b\"\ndata = \"d\"", &[]).unwrap_err();
        assert!(unknown.to_string().contains("no setting called lissen"));
        assert!(listen("listen = [1]\ndata = \"d\"", &[]).is_err());
        assert!(listen("listen = ", &[]).is_err());
    }
}
