//! A case in words: what is chosen from, what is looked at, what goes out and what is printed say the same.

use std::collections::BTreeMap;

use watchpost_domain::{
    casefile::{Account, Entry, FileKnown, Item, Said},
    cases::content::{Answered, Author, HistoryPart, MessagePart, SheetPart},
};
use watchpost_service::{
    Error,
    casefile::{CaseOpened, Wording},
};
use watchpost_text::Text;
use watchpost_web::{CopyPage, Pieces, answer_words, promise_piece, question_words, sheet_answers};

use super::super::timeline;

/// The kinds of pieces, in the order in which they stand.
pub const KINDS: [&str; 7] = [
    "answer", "message", "file", "sheet", "promise", "why", "line",
];

/// In the words of one language.
pub struct InWords(pub Text);

impl InWords {
    fn answer(&self, opened: &CaseOpened, answered: &Answered) -> Entry {
        let questions = opened.channel.as_ref().map(|c| &c.questionnaire);
        let kind = questions.and_then(|q| q.question(&answered.key));
        let words = answer_words(&self.0, kind.map(|q| &q.kind), &answered.answer);
        Entry {
            item: Item::Answer(answered.key.clone()),
            title: match answered.question.is_empty() {
                true => question_words(&self.0, &answered.key),
                false => answered.question.clone(),
            },
            said: vec![said("", words)],
            at: None,
            file: None,
        }
    }

    /// Who of the desk it was goes to nobody.
    fn from(&self, author: Author) -> String {
        match author {
            Author::Reporter => self.0.case_reporter(),
            Author::Desk => self.0.room_of_desk(),
            Author::Party => self.0.party_one(),
        }
    }

    fn message(&self, item: Item, message: &MessagePart) -> Entry {
        Entry {
            item,
            title: self.from(message.from),
            said: vec![said("", message.text.clone())],
            at: Some(message.at),
            file: None,
        }
    }

    fn sheet(&self, opened: &CaseOpened, item: Item, part: &SheetPart) -> Entry {
        let sheet = opened.procedure.sheet(&part.sheet);
        let answers = sheet_answers(&self.0, &opened.procedure, part);
        let mut all = Vec::new();
        for one in answers {
            if !one.why.is_empty() {
                let label = self.0.sheet_why(one.question.as_str());
                all.push(said(&one.question, one.answer));
                all.push(said(&label, one.why));
            } else {
                all.push(said(&one.question, one.answer));
            }
        }
        Entry {
            item,
            title: sheet.map_or_else(
                || part.sheet.clone(),
                |s| s.name.text(self.0.lang().code()).to_owned(),
            ),
            said: all,
            at: Some(part.at),
            file: None,
        }
    }

    fn copy(&self, account: &Account, unproven: usize) -> CopyPage {
        let purpose = self.0.named("consent", account.purpose.code());
        CopyPage {
            text: self.0,
            title: self.0.copy_title(account.reference.as_str()),
            lead: self.0.copy_for(purpose, account.to.as_str()),
            counts: counts(&self.0, account, Some(unproven)),
            pieces: pieces(self.0, account),
        }
    }

    /// A line of the history, without who of the desk it was.
    pub fn line(&self, opened: &CaseOpened, number: i64, line: &HistoryPart) -> Entry {
        let nobody = BTreeMap::new();
        let words = timeline::words(
            &self.0,
            (&nobody, &opened.procedure),
            &opened.seen.released,
            line,
        );
        let reason = line.committed.fact.act().and_then(|act| act.reason());
        Entry {
            item: Item::Line(number),
            title: words,
            said: { reason.into_iter() }
                .map(|reason| said("", reason.to_owned()))
                .collect(),
            at: Some(line.committed.at),
            file: None,
        }
    }
}

fn said(label: &str, text: String) -> Said {
    Said {
        label: label.to_owned(),
        text,
    }
}

impl Wording for InWords {
    fn entries(&self, opened: &CaseOpened, until: i64) -> Vec<Entry> {
        let seen = &opened.seen;
        let answers = seen.answers.iter().flat_map(|part| &part.answers);
        let mut all: Vec<Entry> = answers.map(|a| self.answer(opened, a)).collect();
        let messages = opened.messages.iter();
        all.extend(messages.map(|(id, message)| self.message(Item::Message(*id), message)));
        all.extend(seen.files.iter().map(|(id, file)| Entry {
            item: Item::File(*id),
            title: file.name.clone(),
            said: vec![said("", self.from(file.from))],
            at: Some(file.at),
            file: Some(FileKnown {
                media_type: file.media_type.clone(),
                bytes: file.bytes,
                sha256: file.sha256.clone(),
                path: String::new(),
            }),
        }));
        let sheets = opened.sheets.iter();
        all.extend(sheets.map(|(id, part)| self.sheet(opened, Item::Sheet(*id), part)));
        let promises = opened.promises(until);
        let promise = |one| promise_piece(self.0, &opened.procedure, one);
        all.extend(promises.iter().map(promise));
        all.extend(opened.whys().map(|(id, note, line)| Entry {
            item: Item::Why(id),
            title: self.line(opened, 0, line).title,
            said: vec![said("", note.text.clone())],
            at: Some(note.at),
            file: None,
        }));
        all.extend(opened.lines().map(|(n, line)| self.line(opened, n, line)));
        all
    }

    fn language(&self) -> &str {
        self.0.lang().code()
    }

    fn page(&self, account: &Account, unproven: usize) -> Result<String, Error> {
        let page = self.copy(account, unproven).html();
        page.map_err(|_| Error::Internal(264))
    }

    fn paper(&self, account: &Account, unproven: usize) -> Result<Option<Vec<u8>>, Error> {
        let paper = self.copy(account, unproven).pdf();
        paper.map_err(|_| Error::Internal(268))
    }
}

/// What is not in a copy, by number.
pub fn counts(t: &Text, account: &Account, unproven: Option<usize>) -> Vec<String> {
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let mut all = vec![
        t.copy_identity(),
        t.copy_left_out(number(account.left_out)),
        t.copy_redacted(number(account.redacted)),
    ];
    all.extend(unproven.map(|count| t.copy_unproven(number(count))));
    if account.of_kind("file").next().is_some() {
        all.push(t.copy_files());
    }
    all
}

/// What goes out, under its headings.
pub fn pieces(t: Text, account: &Account) -> Pieces {
    let groups = KINDS.map(|kind| {
        let entries: Vec<Entry> = account.of_kind(kind).cloned().collect();
        (t.named("takeout-part", kind), entries)
    });
    Pieces::new(t, groups.into())
}
