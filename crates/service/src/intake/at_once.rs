//! A whole report in one request, as programs send it: nothing lies on the server before it is sent.

use bytes::Bytes;
use futures_util::Stream;
use serde::{Deserialize, Serialize};
use watchpost_domain::{
    ChannelId, Problem, Problems,
    cases::Reference,
    intake::{Channel, Fields},
    sealed::Compartment,
};
use watchpost_store::drafts;
use watchpost_vault::{Token, Zeroizing};

use super::{
    Draft,
    together::{Once, Ready},
    write::LIFE,
};
use crate::{Error, Platform, storing::FileHome};

/// Shortest and longest key that makes a repetition harmless. Who guesses it, and sends the same report, gets the receipt.
const KEY: std::ops::RangeInclusive<usize> = 16..=200;

/// A report on its way in: its keys are there, so that files can be sealed as they come.
pub struct Submission {
    draft: Draft,
    key: Option<(Token, Token)>,
    /// Under which its files are written down until it is sent: who goes away in the middle leaves nothing for ever.
    held: Option<[u8; 32]>,
}

/// What the sender gets, and nobody ever again.
#[derive(Serialize, Deserialize)]
pub struct Submitted {
    pub reference: Reference,
    receipt: [u8; 12],
    language: String,
}

impl Submitted {
    fn draft_receipt(&self) -> watchpost_vault::Receipt {
        watchpost_vault::Receipt::from_bytes(self.receipt)
    }

    /// The receipt as nine words, where the language has a list of words; else as digits.
    pub fn words(&self) -> Zeroizing<String> {
        match watchpost_vault::WordList::for_language(&self.language) {
            Some(list) => self.draft_receipt().words(list),
            None => self.digits(),
        }
    }

    /// The receipt as 30 digits in groups of five.
    pub fn digits(&self) -> Zeroizing<String> {
        self.draft_receipt().digits()
    }
}

impl Platform {
    /// Begins a report that is sent in one request.
    pub fn begin_submission(&self) -> Submission {
        Submission {
            draft: Draft::new(ChannelId(uuid::Uuid::nil()), ""),
            key: None,
            held: None,
        }
    }

    /// Seals a file of it as it is read.
    ///
    /// # Errors
    /// `Invalid` when it is empty, has no usable name or is one too many; `TooLarge`, `NoSpace`, `Unavailable`.
    pub async fn add_submitted_file<S>(
        &self,
        submission: &mut Submission,
        name: &str,
        media_type: &str,
        bytes: S,
    ) -> Result<(), Error>
    where
        S: Stream<Item = std::io::Result<Bytes>> + Send + Unpin,
    {
        let draft = &mut submission.draft;
        self.room_in_a_draft(&draft.files)?;
        let to = draft.keys.of(Compartment::Original)?.recipient();
        let file = self
            .store_file(
                FileHome::original(draft.case, (&to, 1)),
                name,
                media_type,
                bytes,
            )
            .await?;
        let mut tx = self.db.begin().await?;
        let held = match submission.held {
            Some(held) => held,
            None => {
                let held = Token::generate().lookup("submission");
                drafts::add(&mut tx, &held, Vec::new(), self.hour() + LIFE).await?;
                held
            }
        };
        drafts::add_file(&mut tx, &held, &file.key).await?;
        submission.held = Some(held);
        draft.files.push(file);
        // A commit that fails may have happened all the same: the sweep finds the object then, or nobody ever named it.
        Ok(tx.commit().await?)
    }

    /// Throws away what came of a report that is not sent.
    ///
    /// # Errors
    /// The files cannot be used.
    pub async fn drop_submission(&self, submission: Submission) -> Result<(), Error> {
        let keys: Vec<String> = submission.draft.files.into_iter().map(|f| f.key).collect();
        self.delete_objects(&keys).await?;
        if let Some(held) = submission.held {
            let mut tx = self.db.begin().await?;
            drafts::delete(&mut tx, &held).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    /// Makes a repetition harmless: the same key and content give the same answer for a day, sealed under both.
    ///
    /// # Errors
    /// `Invalid` when the key is too short to be a secret, or too long.
    pub fn make_repeatable(
        &self,
        submission: &mut Submission,
        key: &str,
        content: &[u8],
    ) -> Result<(), Error> {
        if !KEY.contains(&key.len()) {
            let problem = Problem::TooShort { min: *KEY.start() };
            return Err(Error::Invalid(Problems::one("Idempotency-Key", problem)));
        }
        let found = Token::from_bytes_of(key.as_bytes());
        let mut both = Zeroizing::new(found.lookup("with content").to_vec());
        both.extend_from_slice(content);
        submission.key = Some((found, Token::from_bytes_of(&both)));
        Ok(())
    }

    /// Sends it. Gives the answer of the first time when it is a repetition; then nothing more is kept.
    ///
    /// # Errors
    /// `Invalid` names every answer that is wrong or missing; `Conflict` when the key was used with another report.
    pub async fn submit(
        &self,
        mut submission: Submission,
        channel: &str,
        language: &str,
        answers: &Fields,
    ) -> Result<Submitted, Error> {
        match self.answered_before(&submission).await {
            Ok(None) => {}
            Ok(Some(before)) => {
                self.drop_submission(submission).await?;
                return Ok(before);
            }
            Err(error) => {
                self.drop_submission(submission).await?;
                return Err(error);
            }
        }
        match self
            .send_at_once(&mut submission, channel, language, answers)
            .await
        {
            Ok(Some(sent)) => Ok(sent),
            // The same request came twice at once, and the other was faster.
            Ok(None) => {
                let before = self.answered_before(&submission).await?;
                self.drop_submission(submission).await?;
                before.ok_or(Error::Conflict)
            }
            // Whether a commit that failed happened all the same is not known: its files must stay.
            Err(error @ (Error::Invalid(_) | Error::Conflict | Error::NoSpace)) => {
                self.drop_submission(submission).await?;
                Err(error)
            }
            Err(error) => Err(error),
        }
    }

    async fn answered_before(&self, submission: &Submission) -> Result<Option<Submitted>, Error> {
        let Some((key, with_content)) = &submission.key else {
            return Ok(None);
        };
        let mut tx = self.db.read().await?;
        let kept = drafts::get(&mut tx, &key.lookup("repetition"), self.hour()).await?;
        let Some(kept) = kept else {
            return Ok(None);
        };
        // Another report under the same key does not open it.
        let plain = with_content
            .open("repetition", &kept.sealed)
            .map_err(|_| Error::Conflict)?;
        serde_json::from_slice(&plain)
            .map(Some)
            .map_err(|_| Error::Internal(65))
    }

    async fn send_at_once(
        &self,
        submission: &mut Submission,
        channel: &str,
        language: &str,
        answers: &Fields,
    ) -> Result<Option<Submitted>, Error> {
        self.room_for_texts()?;
        let channel = self.open_channel(channel).await?;
        let draft = &mut submission.draft;
        draft.channel = channel.id;
        draft.language = language.to_owned();
        draft.answers = channel
            .questionnaire
            .read(answers)
            .map_err(Error::Invalid)?;
        let mut tx = self.db.read().await?;
        let readers = self.readers(&mut tx, channel.desk).await?;
        let procedure = self.latest_procedure(&mut tx).await?;
        drop(tx);
        let of = (channel, procedure);
        let recorded = self.sealed_apart(draft, of, readers).await?;
        let sent = Submitted {
            reference: draft.reference.clone(),
            receipt: draft.receipt,
            language: draft.language.clone(),
        };
        let once = match &submission.key {
            Some((key, with_content)) => {
                let plain = serde_json::to_vec(&sent).map_err(|_| Error::Internal(66))?;
                let sealed = with_content.seal("repetition", &Zeroizing::new(plain));
                let lookup = key.lookup("repetition");
                Some(Once::Answer { lookup, sealed })
            }
            None => None,
        };
        let held = submission.held;
        let ready = Ready {
            recorded,
            once,
            held,
        };
        Ok(self.write_report(ready).await?.then_some(sent))
    }

    async fn open_channel(&self, id: &str) -> Result<Channel, Error> {
        let id = uuid::Uuid::parse_str(id).ok().map(ChannelId);
        let mut open = self.channels().await?.into_iter();
        let found = open.find(|c| Some(c.id) == id);
        found.ok_or_else(|| Error::Invalid(Problems::one("channel", Problem::NotAnOption)))
    }
}
