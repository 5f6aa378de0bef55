//! Checking a proof as an outsider does: with the log's key, and nobody to ask.

use std::{
    fs::File,
    io::Read,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};
use watchpost_domain::cases::content::{ActedBy, Author, Content};
use watchpost_service::proof::{self, Proven};
use watchpost_tlog::NoteVerifier;

/// No proof is larger; nor is a text or a file that was sent.
const PROOF_MAX: u64 = 16 << 20;
const SAID_MAX: u64 = 2 << 30;

pub fn check(path: &Path, key: &str, said: &[PathBuf]) -> Result<()> {
    let key = super::verify::log_key(key)?;
    let proven = read(path, &key)?;
    let checkpoint = &proven.checkpoint;
    crate::say(&format!(
        "in the log: line {} of {} of {}",
        proven.index, checkpoint.size, checkpoint.origin
    ));
    let by = match proven.by {
        None => "somebody whom the proof does not show",
        Some(ActedBy::Reporter) => "the person who reported",
        Some(ActedBy::Member(_) | ActedBy::Desk) => "a member of the desk",
        Some(ActedBy::Party) => "somebody who was told of it",
        Some(ActedBy::Operator | ActedBy::Installation) => "the installation",
    };
    // The hour is what the server said; that it was before the checkpoint is what the log shows.
    crate::say(&format!(
        "{}, by {by}, at {} by the server's clock",
        proven.act, proven.at
    ));
    proven.said.iter().for_each(show);
    for path in said {
        let bytes = bytes_of(path, SAID_MAX)?;
        if !proven.says(&bytes) {
            bail!("{} is not what was said", path.display());
        }
        crate::say(&format!("{} is what was said", path.display()));
    }
    Ok(())
}

fn read(path: &Path, key: &NoteVerifier) -> Result<Proven> {
    let text = String::from_utf8(bytes_of(path, PROOF_MAX)?)
        .with_context(|| format!("{} is not a proof", path.display()))?;
    proof::check(&text, key).with_context(|| format!("{} proves nothing", path.display()))
}

pub fn bytes_of(path: &Path, most: u64) -> Result<Vec<u8>> {
    let unreadable = || format!("{} cannot be read", path.display());
    let file = File::open(path).with_context(unreadable)?;
    let mut bytes = Vec::new();
    let read = file.take(most + 1).read_to_end(&mut bytes);
    if read.with_context(unreadable)? as u64 > most {
        bail!("{} is larger than any can be", path.display());
    }
    Ok(bytes)
}

fn show(content: &Content) {
    match content {
        Content::File(file) => crate::say(&format!(
            "a file: {}, {} bytes, SHA-256 {}",
            plain(&file.name),
            file.bytes,
            plain(&file.sha256)
        )),
        Content::Message(message) => {
            let from = match message.from {
                Author::Reporter => "the person who reported",
                Author::Desk => "the desk",
                Author::Party => "who was told",
            };
            crate::say(&format!("from {from}: {}", plain(&message.text)));
        }
        Content::Note(note) => crate::say(&format!("a note: {}", plain(&note.text))),
        Content::Answers(part) => {
            for answered in &part.answers {
                let chosen = || answered.answer.options().join(", ");
                let words = answered.answer.words().map_or_else(chosen, str::to_owned);
                crate::say(&format!("{}: {}", plain(&answered.key), plain(&words)));
            }
        }
        Content::Sheet(part) => {
            crate::say(&format!("a worksheet: {}", plain(&part.sheet)));
            for (question, said) in &part.answers {
                let mut words = said.chosen.clone();
                words.extend(said.day.map(|day| day.date().to_string()));
                words.extend([said.words.clone(), said.why.clone()]);
                words.retain(|word| !word.is_empty());
                let words = plain(&words.join(", "));
                crate::say(&format!("{}: {words}", plain(question)));
            }
        }
        Content::Release(part) => {
            crate::say(&format!("told to: {}", plain(&part.name)));
            for (key, text) in part.snapshot.texts() {
                crate::say(&format!("{}: {}", plain(key), plain(text)));
            }
        }
        Content::Commitment(part) => {
            let said = part.step.texts().join("; ");
            crate::say(&format!("{}: {}", part.step.code(), plain(&said)));
            if let Some(party) = &part.party {
                crate::say(&format!("said by: {}", plain(&party.name)));
            }
        }
        Content::ToldMore(more) => crate::say(&format!(
            "told later: {}",
            plain(if more.text.is_empty() {
                &more.file
            } else {
                &more.text
            })
        )),
        Content::TakenOut(went) => crate::say(&format!(
            "a copy given to: {}, for {}, sealed to {}; SHA-256 of its list {}",
            plain(&went.to),
            went.purpose.code(),
            plain(&went.recipient),
            plain(&went.manifest)
        )),
        Content::Prepared(part) => crate::say(&format!(
            "written down to go out to: {}, for {}; {} pieces",
            plain(&part.to),
            part.purpose.code(),
            part.items.len()
        )),
        Content::Consent(consent) => {
            let given: Vec<&str> = consent.given.keys().map(String::as_str).collect();
            crate::say(&format!("allowed: {}", plain(&given.join(", "))));
        }
    }
}

/// A text of a stranger, on a terminal: nothing in it is a command to the terminal.
pub fn plain(text: &str) -> String {
    let visible = |c: char| {
        if c.is_control() && c != '\n' {
            '\u{fffd}'
        } else {
            c
        }
    };
    text.chars().map(visible).collect()
}
