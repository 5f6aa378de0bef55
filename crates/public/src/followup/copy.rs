//! A copy of all that is kept about a report, for the person who reported, in plain words and without a script.

use axum::{body::Body, extract::State, response::Response};
use watchpost_domain::{
    Day,
    casefile::{Entry, FileKnown, Item, Said},
    cases::content::{Answered, Author, HistoryPart, ReleasePart, SheetPart},
    fact::CaseAct,
    rooms::ToldMorePart,
};
use watchpost_service::{
    Error,
    casefile::{CaseOpened, Groups, OwnWording},
};
use watchpost_text::Text;
use watchpost_web::{
    CopyPage, Layout, Oops, Pieces, PlatformState, answer_words, attachment, promise_piece,
    question_words, see_other, sheet_answers,
};

use super::Box;

/// In the words of one language.
struct OwnWords(Text);

fn said(label: impl Into<String>, text: impl Into<String>) -> Said {
    Said {
        label: label.into(),
        text: text.into(),
    }
}

fn plain(item: Item, title: impl Into<String>, said: Vec<Said>) -> Entry {
    Entry {
        item,
        title: title.into(),
        said,
        at: None,
        file: None,
    }
}

impl OwnWords {
    fn answer(&self, opened: &CaseOpened, item: Item, answered: &Answered) -> Entry {
        let questions = opened.channel.as_ref().map(|c| &c.questionnaire);
        let kind = questions.and_then(|q| q.question(&answered.key));
        let title = match answered.question.is_empty() {
            true => question_words(&self.0, &answered.key),
            false => answered.question.clone(),
        };
        let words = answer_words(&self.0, kind.map(|q| &q.kind), &answered.answer);
        plain(item, title, vec![said("", words)])
    }

    fn from(&self, author: Author) -> String {
        match author {
            Author::Reporter => self.0.follow_from_you(),
            Author::Desk | Author::Party => self.0.follow_from_desk(),
        }
    }

    fn sheet(&self, opened: &CaseOpened, item: Item, part: &SheetPart) -> Entry {
        let t = self.0;
        let answers = sheet_answers(&t, &opened.procedure, part).into_iter();
        let all = answers.flat_map(|one| {
            let why = (!one.why.is_empty()).then(|| {
                let label = t.sheet_why(one.question.as_str());
                said(label, one.why)
            });
            [Some(said(one.question, one.answer)), why]
        });
        let sheet = opened.procedure.sheet(&part.sheet);
        let name = sheet.map_or(part.sheet.as_str(), |s| s.name.text(t.lang().code()));
        Entry {
            at: Some(part.at),
            ..plain(item, name, all.flatten().collect())
        }
    }

    /// A line of theirs: what was done, and where it led.
    fn line(&self, opened: &CaseOpened, number: i64, line: &HistoryPart) -> Option<Entry> {
        let act = line.committed.fact.act()?;
        let lang = self.0.lang().code();
        let state = match act {
            CaseAct::Stepped { to, .. } => opened.procedure.state(to),
            _ => None,
        };
        let told = state.map(|state| said(state.name.text(lang), state.told.text(lang)));
        let title = self.0.named("line", act.code());
        Some(Entry {
            at: Some(line.committed.at),
            ..plain(Item::Line(number), title, told.into_iter().collect())
        })
    }

    fn told(&self, part: &ReleasePart) -> Entry {
        let t = self.0;
        let on = t.date(Day::of(part.at).date());
        let told = &part.snapshot;
        let mut all = vec![said("", told.title.as_str())];
        let fields = told.fields.iter();
        all.extend(fields.map(|field| said(field.label.as_str(), field.text.as_str())));
        if !told.who.is_empty() {
            all.push(said(t.room_who(), told.who.as_str()));
        }
        if !told.ask.is_empty() {
            all.push(said(t.room_ask(), told.ask.as_str()));
        }
        for one in &told.promises {
            all.push(said(t.told_promise_what(), one.what.as_str()));
            all.push(said(t.remedy_who(), one.who.as_str()));
            all.push(said(t.remedy_due(), t.date(one.due.date())));
            all.push(said(t.remedy_shows(), one.shows.as_str()));
        }
        let title = t.follow_told_to(part.name.as_str(), on);
        plain(Item::Own("told".into()), title, all)
    }

    fn told_more(&self, more: &ToldMorePart) -> Entry {
        let words = match more.file.is_empty() {
            true => more.text.clone(),
            false => self.0.follow_told_file(more.file.as_str()),
        };
        Entry {
            at: Some(more.at),
            ..plain(
                Item::Own("told".into()),
                self.0.follow_told_more(),
                vec![said("", words.as_str())],
            )
        }
    }

    fn copy(&self, groups: &Groups) -> CopyPage {
        CopyPage {
            text: self.0,
            title: self.0.own_copy_title(),
            lead: String::new(),
            counts: vec![self.0.own_copy_careful(), self.0.own_copy_not()],
            pieces: Pieces::new(self.0, groups.clone()),
        }
    }

    fn consents(&self, opened: &CaseOpened) -> Vec<Entry> {
        let given = opened.seen.consent.given.iter().map(|(code, given)| Entry {
            at: Some(given.at),
            ..plain(
                Item::Own(format!("consent.{code}")),
                self.0.named("consent", code),
                vec![],
            )
        });
        given.collect()
    }

    fn copies(&self, opened: &CaseOpened) -> Vec<Entry> {
        let went = opened.seen.taken_out.iter().map(|(_, went)| {
            let purpose = said("", self.0.named("consent", went.purpose.code()));
            Entry {
                at: Some(went.at),
                ..plain(Item::Own("copy".into()), went.to.as_str(), vec![purpose])
            }
        });
        went.collect()
    }
}

impl OwnWording for OwnWords {
    fn groups(&self, opened: &CaseOpened) -> Groups {
        let (t, seen) = (self.0, &opened.seen);
        let part = |kind: &str| t.named("takeout-part", kind);
        let identity = seen.identity.iter().flat_map(|part| &part.answers);
        let answers = seen.answers.iter().flat_map(|part| &part.answers);
        let messages = opened.messages.iter().map(|(id, message)| Entry {
            at: Some(message.at),
            ..plain(
                Item::Message(*id),
                self.from(message.from),
                vec![said("", message.text.as_str())],
            )
        });
        let files = seen.files.iter().map(|(id, file)| Entry {
            at: Some(file.at),
            file: Some(FileKnown {
                media_type: file.media_type.clone(),
                bytes: file.bytes,
                sha256: file.sha256.clone(),
                path: String::new(),
            }),
            ..plain(
                Item::File(*id),
                file.name.as_str(),
                vec![said("", self.from(file.from))],
            )
        });
        let promises = opened.promises(i64::MAX);
        let promise = |one| promise_piece(t, &opened.procedure, one);
        let sheets = opened.sheets.iter();
        let lines = seen.history.iter().zip(0..);
        vec![
            (
                t.own_copy_identity(),
                identity
                    .map(|a| self.answer(opened, Item::Own(a.key.clone()), a))
                    .collect(),
            ),
            (
                part("answer"),
                answers
                    .map(|a| self.answer(opened, Item::Answer(a.key.clone()), a))
                    .collect(),
            ),
            (part("message"), messages.collect()),
            (part("file"), files.collect()),
            (
                part("sheet"),
                sheets
                    .map(|(id, part)| self.sheet(opened, Item::Sheet(*id), part))
                    .collect(),
            ),
            (part("promise"), promises.iter().map(promise).collect()),
            (t.own_copy_consents(), self.consents(opened)),
            (
                t.follow_told(),
                { seen.released.iter() }
                    .map(|(_, part)| self.told(part))
                    .chain(seen.told_more.iter().map(|more| self.told_more(more)))
                    .collect(),
            ),
            (t.follow_copies(), self.copies(opened)),
            (
                part("line"),
                lines
                    .filter_map(|(line, at)| self.line(opened, at, line))
                    .collect(),
            ),
        ]
    }

    fn page(&self, groups: &Groups) -> Result<String, Error> {
        self.copy(groups).html().map_err(|_| Error::Internal(267))
    }

    fn paper(&self, groups: &Groups) -> Result<Option<Vec<u8>>, Error> {
        self.copy(groups).pdf().map_err(|_| Error::Internal(269))
    }

    fn language(&self) -> &str {
        self.0.lang().code()
    }
}

/// The copy, as a file to be kept.
pub async fn take<S: PlatformState>(
    State(state): State<S>,
    layout: Layout,
    open: Box,
) -> Result<Response, Oops> {
    let words = OwnWords(layout.text);
    let found = { state.platform() }
        .copy_for_reporter(&open.cookie, &words)
        .await?;
    let Some(copy) = found else {
        return Ok(see_other(&layout.to("/follow-up?over")));
    };
    let name = copy.name.clone();
    let answer = attachment(&name, Body::from_stream(copy.bytes()))?;
    Ok(open.keep_open(&state, answer))
}
