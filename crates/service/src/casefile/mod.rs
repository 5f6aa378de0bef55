//! The file of a case: what can go out of it, what is to go out, and the copy itself, sealed to whoever gets it.
//!
//! Words and pages are not ours: whoever asks brings them ([`Wording`]), so that what is looked at before is made by the same hands as
//! what goes out.

mod archive;
mod opening;
mod own;
mod readme;

use std::collections::BTreeSet;

use bytes::Bytes;
use futures_util::Stream;
use serde_json::Value;
use sha2::{Digest, Sha256};
use uuid::Uuid;
use watchpost_domain::{
    CaseId, PartId, Problem, Problems,
    casefile::{
        self, Account, Entry, Item, Manifest, PreparedPart, Redaction, TakenOutPart, Typed,
    },
    cases,
    fact::CaseAct,
    policy::cases as may,
    sealed::{Compartment, PartKind, SealedPart},
    team::Guarded,
};
use watchpost_store::cases as rows;
use watchpost_vault::Outward;

use crate::{Error, Platform, Working, casework::Held, sealing::hex};
use archive::{Text, Waiting};
pub use opening::CaseOpened;
pub use own::{Groups, OwnWording};

/// How a case is put into words, and into a page that is read without us.
pub trait Wording: Sync {
    /// Every piece that can go out, in words, in the order in which they stand: of what was promised, what became of it before this line.
    fn entries(&self, opened: &CaseOpened, until: i64) -> Vec<Entry>;

    /// In which language these words are.
    fn language(&self) -> &str;

    /// The page that is read first.
    ///
    /// # Errors
    /// It cannot be made.
    fn page(&self, account: &Account, unproven: usize) -> Result<String, Error>;

    /// The same as a PDF; none where it is too long for paper.
    ///
    /// # Errors
    /// It cannot be made.
    fn paper(&self, account: &Account, unproven: usize) -> Result<Option<Vec<u8>>, Error>;
}

/// What is to go out, as whoever gets it will read it.
pub struct Looked {
    pub id: PartId,
    pub prepared: PreparedPart,
    pub account: Account,
}

/// A copy on its way: sealed as it is read, never whole in memory, never in clear on a disk.
pub struct CopyOut {
    pub name: String,
    pieces: tokio::sync::mpsc::Receiver<std::io::Result<Bytes>>,
}

impl CopyOut {
    /// The bytes of the age file. An error among them means that the copy is not whole.
    pub fn bytes(self) -> impl Stream<Item = std::io::Result<Bytes>> + Send + Unpin {
        Box::pin(futures_util::stream::unfold(
            self.pieces,
            |mut pieces| async move { pieces.recv().await.map(|piece| (piece, pieces)) },
        ))
    }
}

impl Platform {
    /// Opens all of a case on one page, for paper. That it was is in the history first.
    ///
    /// # Errors
    /// `Denied` when they may not.
    pub async fn print_case(&self, who: &Working<'_>, id: CaseId) -> Result<CaseOpened, Error> {
        let mut held = self.hold::<may::Print>(who, id).await?;
        let opened = self.opened_whole(&mut held).await?;
        let fact = cases::record(&held.case, CaseAct::Printed);
        self.done(held, fact, vec![], None).await?;
        Ok(opened)
    }

    /// Opens a case for whoever writes down what is to go out, and gives what was written down last.
    ///
    /// # Errors
    /// `Denied` when they may not, or nothing may go out.
    pub async fn case_to_take_out(
        &self,
        who: &Working<'_>,
        id: CaseId,
    ) -> Result<CaseOpened, Error> {
        let mut held = self.hold::<may::TakeOut>(who, id).await?;
        let opened = self.opened_whole(&mut held).await?;
        let fact = cases::record(&held.case, CaseAct::Opened);
        self.done(held, fact, vec![], None).await?;
        Ok(opened)
    }

    /// Writes down what is to go out, for somebody to look at. `once` is the form's own number: sent twice, it is written once.
    ///
    /// # Errors
    /// `Denied` when they may not, or nothing may go out; `Invalid` what is wrong, by field; `Needs` the consent that is missing.
    pub async fn prepare_take_out(
        &self,
        who: &Working<'_>,
        id: CaseId,
        once: &str,
        typed: &Typed<'_>,
    ) -> Result<(), Error> {
        self.room_for_texts()?;
        let mut held = self.hold::<may::TakeOut>(who, id).await?;
        // What cannot be taken is said before anything is opened for it.
        let prepared = take(typed, self.now())?;
        let opened = self.opened_whole(&mut held).await?;
        if !prepared.items.is_subset(&opened.items()) {
            return Err(Error::Invalid(Problems::one("items", Problem::NotAnOption)));
        }
        casefile::may_go(&prepared, &opened.seen.consent)?;
        let what = PreparedPart {
            at: jiff::Timestamp::UNIX_EPOCH,
            ..prepared.clone()
        };
        let said = serde_json::to_string(&what).map_err(|_| Error::Internal(260))?;
        let form = self.form(once, &format!("take out\n{id}\n{said}"));
        if !self.first_time_of(&mut held.tx, &form).await? {
            return Ok(());
        }
        let part = PartId(Uuid::new_v4());
        let place = (part, Compartment::Team, PartKind::TakeOut);
        let sealed = self.seal_in(&held, place, &prepared)?;
        let fact = cases::record(&held.case, CaseAct::TakeOutPrepared { part });
        self.done(held, fact, vec![sealed], None).await
    }

    /// What was written down last, as whoever gets it will read it.
    ///
    /// # Errors
    /// `Denied` when they may not, or nothing may go out; nothing when nothing was written down.
    pub async fn look_at_take_out(
        &self,
        who: &Working<'_>,
        id: CaseId,
        wording: &impl Wording,
    ) -> Result<(CaseOpened, Option<Looked>), Error> {
        let opened = self.case_to_take_out(who, id).await?;
        let looked = opened.prepared.as_ref().map(|(id, prepared, _)| Looked {
            id: *id,
            account: account(&opened, prepared, wording),
            prepared: prepared.clone(),
        });
        Ok((opened, looked))
    }

    /// Gives out what was written down: an age file for its recipient. To whom and for what is in the history, and committed, before
    /// its first byte leaves. Where the very same went out already, the line of then stands for it, and that it was opened is written.
    ///
    /// # Errors
    /// `Denied` when they may not, or nothing may go out; `Needs` the consent that is missing; `NeedsSecond` where somebody else has to
    /// agree; `Conflict` when something else was written down meanwhile.
    pub async fn give_out(
        &self,
        who: &Working<'_>,
        id: CaseId,
        wanted: PartId,
        wording: &impl Wording,
    ) -> Result<CopyOut, Error> {
        let mut held = self.hold::<may::TakeOut>(who, id).await?;
        let opened = self.opened_whole(&mut held).await?;
        let prepared = match &opened.prepared {
            Some((part, prepared, _)) if *part == wanted => prepared.clone(),
            _ => return Err(Error::Conflict),
        };
        casefile::may_go(&prepared, &opened.seen.consent)?;
        let mut went = opened.seen.taken_out.iter();
        if !went.any(|(_, went)| went.prepared == wanted) {
            let thing = (Guarded::GiveOut, &*wanted.to_string());
            self.second_pair_of_eyes(&mut held, who, thing).await?;
        }
        let to: Outward = { prepared.recipient.parse() }.map_err(|_| Error::Internal(261))?;
        let parts = rows::parts(&mut held.tx, &self.keys.rows, &held.case).await?;
        let mut account = account(&opened, &prepared, wording);
        let files = self.files_of(&held, &parts, &mut account)?;
        let (texts, manifest) = self
            .texts_of(
                &mut held,
                &parts,
                (&opened, &prepared),
                (&account, &files),
                wording,
            )
            .await?;
        let name = format!("{}.zip.age", account.reference);
        let manifest = hex(&Sha256::digest(manifest.text().as_bytes()));
        self.record_copy(held, &opened, (wanted, &prepared), &account, manifest)
            .await?;
        let pieces = archive::stream(self.clone(), Some(to), texts, files);
        Ok(CopyOut { name, pieces })
    }

    async fn record_copy(
        &self,
        held: Held<may::TakeOut>,
        opened: &CaseOpened,
        (wanted, prepared): (PartId, &PreparedPart),
        account: &Account,
        manifest: String,
    ) -> Result<(), Error> {
        let mut before = opened.seen.taken_out.iter();
        if before.any(|(_, went)| went.prepared == wanted && went.manifest == manifest) {
            let fact = cases::record(&held.case, CaseAct::Opened);
            return self.done(held, fact, vec![], None).await;
        }
        let part = PartId(Uuid::new_v4());
        let fact = casefile::take_out(&held.case, prepared, &opened.seen.consent, part)?;
        let went = TakenOutPart {
            to: prepared.to.clone(),
            recipient: prepared.recipient.clone(),
            purpose: prepared.purpose,
            manifest,
            prepared: wanted,
            pieces: account.entries.len(),
            files: account.of_kind("file").count(),
            left_out: account.left_out,
            redacted: account.redacted,
            at: self.now(),
        };
        let place = (part, Compartment::Narrative, PartKind::TakeOut);
        let sealed = self.seal_in(&held, place, &went)?;
        self.done(held, fact, vec![sealed], None).await
    }

    /// The files that go, each with a place of its own; what is known of each says where.
    fn files_of(
        &self,
        held: &Held<may::TakeOut>,
        parts: &[SealedPart],
        account: &mut Account,
    ) -> Result<Vec<Waiting>, Error> {
        let titles = account.of_kind("file").map(|entry| entry.title.clone());
        let names = casefile::safe_names(&titles.collect::<Vec<_>>());
        let mut files = Vec::new();
        let entries = account.entries.iter_mut();
        let known = entries.filter_map(|entry| match entry.item {
            Item::File(id) => Some((id, entry.file.as_mut()?)),
            _ => None,
        });
        for ((id, known), name) in known.zip(names) {
            known.path = format!("files/{name}");
            let (facts, key, body) = self.file_body(&held.keys, parts, id)?;
            files.push(Waiting {
                path: known.path.clone(),
                facts,
                key,
                body,
            });
        }
        Ok(files)
    }

    /// All that goes beside the files, and the list of everything.
    async fn texts_of(
        &self,
        held: &mut Held<may::TakeOut>,
        parts: &[SealedPart],
        (opened, prepared): (&CaseOpened, &PreparedPart),
        (account, files): (&Account, &[Waiting]),
        wording: &impl Wording,
    ) -> Result<(Vec<Text>, Manifest), Error> {
        let (proofs, unproven) = self.proofs_of(held, parts, opened, prepared).await?;
        let json = serde_json::to_vec_pretty(account).map_err(|_| Error::Internal(262))?;
        let page = wording.page(account, unproven)?;
        // Bounded: on SQLite, who writes waits for it.
        let paper = tokio::task::block_in_place(|| wording.paper(account, unproven))?;
        let readme = readme::text(
            account,
            unproven,
            proofs.first().map(|proof| proof.path.as_str()),
        );
        let mut texts = vec![
            Text::new("README.txt", readme.into_bytes()),
            Text::new("index.html", page.into_bytes()),
            Text::new("case.json", json),
        ];
        texts.extend(paper.map(|pdf| Text::new("case.pdf", pdf)));
        texts.extend(proofs);
        let manifest = listed(&mut texts, files);
        Ok((texts, manifest))
    }

    /// A proof for each chosen line that has a place in the log; and of how many there is none. A proof shows what was said word for
    /// word, so it holds only what goes out whole; a line that itself says what is left out has none.
    async fn proofs_of(
        &self,
        held: &mut Held<may::TakeOut>,
        parts: &[SealedPart],
        opened: &CaseOpened,
        prepared: &PreparedPart,
    ) -> Result<(Vec<Text>, usize), Error> {
        let redaction = Redaction::of(&prepared.words);
        let whole = whole(opened, prepared);
        let (mut proofs, mut unproven) = (Vec::new(), 0);
        let lines = prepared.items.iter().filter_map(|item| match item {
            Item::Line(number) => Some(*number),
            _ => None,
        });
        for number in lines {
            let line = opened.line(number).filter(|line| {
                let said = serde_json::to_value(&line.committed);
                said.is_ok_and(|said| !casefile::says(&said, &redaction))
            });
            let shows = |part: &SealedPart, plain: &str| {
                let said = serde_json::from_str::<Value>(plain);
                whole.contains(&part.id)
                    && said.is_ok_and(|said| !casefile::says(&said, &redaction))
            };
            let proof = match line {
                Some(line) => {
                    let from = (&held.keys, parts);
                    self.proof_showing(&mut held.tx, from, line.clone(), false, shows)
                        .await?
                }
                None => None,
            };
            match proof {
                Some(proof) => {
                    let path = format!("proofs/line-{number}.tlog-proof");
                    proofs.push(Text::new(&path, proof.into_bytes()));
                }
                None => unproven += 1,
            }
        }
        Ok((proofs, unproven))
    }
}

/// Adds the list of all that is in a copy to what is in it, and gives it.
fn listed(texts: &mut Vec<Text>, files: &[Waiting]) -> Manifest {
    let mut manifest = Manifest::default();
    for text in texts.iter() {
        let hash = hex(&Sha256::digest(&*text.bytes));
        manifest.add(&text.path, text.bytes.len() as u64, &hash);
    }
    for file in files {
        manifest.add(&file.path, file.facts.bytes, &file.facts.sha256);
    }
    let list = manifest.text().into_bytes();
    texts.push(Text::new("manifest-sha256.txt", list));
    manifest
}

/// The parts of which all goes out: what only some of went, a proof must not show.
fn whole(opened: &CaseOpened, prepared: &PreparedPart) -> BTreeSet<PartId> {
    let chosen = prepared.items.iter().filter_map(|item| match item {
        Item::Message(id) | Item::File(id) | Item::Sheet(id) => Some(*id),
        Item::Answer(_) | Item::Promise(_) => None,
        Item::Why(_) | Item::Line(_) | Item::Own(_) => None,
    });
    let promises = prepared.items.iter().filter_map(|item| match item {
        Item::Promise(id) => Some(*id),
        _ => None,
    });
    let steps = promises.flat_map(|id| opened.parts_of_promise(id, until(opened)));
    let mut answers = opened.seen.answers.iter().flat_map(|part| &part.answers);
    let all = answers.all(|a| prepared.items.contains(&Item::Answer(a.key.clone())));
    { chosen.chain(steps) }
        .chain(opened.answers_part.filter(|_| all))
        .collect()
}

/// The line from which on nothing was chosen from: it was written since.
fn until(opened: &CaseOpened) -> i64 {
    { opened.prepared.as_ref() }.map_or(i64::MAX, |(.., number)| *number)
}

/// What was chosen of the case as it was when it was chosen, without the words that are left out.
fn account(opened: &CaseOpened, prepared: &PreparedPart, wording: &impl Wording) -> Account {
    let until = until(opened);
    let mut all = wording.entries(opened, until);
    // Lines that were written since, this opening among them, are no part of what was chosen from.
    all.retain(|entry| !matches!(entry.item, Item::Line(number) if number >= until));
    let redaction = Redaction::of(&prepared.words);
    let case = (opened.case.reference.as_str(), wording.language());
    Account::of(case, prepared, all, &redaction)
}

/// Takes what was typed, and a recipient who can open it.
fn take(typed: &Typed<'_>, at: jiff::Timestamp) -> Result<PreparedPart, Error> {
    let prepared = PreparedPart::take(typed, at);
    let recipient = typed.recipient.trim();
    if recipient.is_empty() || recipient.parse::<Outward>().is_ok() {
        return prepared.map_err(Error::Invalid);
    }
    let mut problems = prepared.err().unwrap_or_default();
    problems.add("recipient", Problem::NotARecipient);
    Err(Error::Invalid(problems))
}
