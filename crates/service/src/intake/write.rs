//! Writing a draft: every change is sealed under the browser's cookie and kept for a day.

use bytes::Bytes;
use futures_util::Stream;
use watchpost_domain::{
    ChannelId, PartId, Problem, Problems,
    intake::{Channel, Entry},
    policy::{authorize, desks as may},
    sealed::Compartment,
};
use watchpost_store::{Tx, drafts};
use watchpost_vault::Token;

use super::{Draft, Drafting};
use crate::{Error, Platform, accounts::Session, storing::FileHome};

/// How long a draft lives, in hours.
pub(super) const LIFE: i64 = 24;
/// How much later it is swept: what was read in its last moment, and is still being sent, keeps its files.
const GRACE: i64 = 1;

/// The cookie's secret; a cookie that is none is a draft that is not there.
pub(super) fn token(cookie: &str) -> Option<Token> {
    Token::parse(cookie)
}

impl Platform {
    /// Begins a draft. The cookie's text is the only key to it.
    ///
    /// # Errors
    /// The channel is not open, or the database cannot be used.
    pub async fn begin_draft(
        &self,
        channel: ChannelId,
        language: &str,
    ) -> Result<(String, Draft), Error> {
        let open = self.channels().await?.into_iter().any(|c| c.id == channel);
        if !open {
            return Err(Error::Invalid(Problems::one(
                "channel",
                Problem::NotAnOption,
            )));
        }
        self.keep_new(Draft::new(channel, language)).await
    }

    /// Begins a draft for somebody who reports by phone, by letter or in person, to one of one's own desk's channels.
    ///
    /// # Errors
    /// `Denied` when they may not; `Invalid` when the channel is not the desk's own, or that way is the web.
    pub async fn begin_entry(
        &self,
        session: &Session,
        channel: &str,
        language: &str,
        entry: Option<Entry>,
    ) -> Result<String, Error> {
        let desk = authorize::<may::EnterReport>(&session.actor(), session.desk.clone())?;
        let mut problems = Problems::default();
        let mut tx = self.db.read().await?;
        let all = self.all_channels(&mut tx).await?;
        drop(tx);
        let asked = uuid::Uuid::parse_str(channel).ok().map(ChannelId);
        let own = all
            .iter()
            .find(|c| c.desk == desk.id && Some(c.id) == asked);
        if own.is_none() {
            problems.add("channel", Problem::Required);
        }
        let entry = entry.filter(|entry| *entry != Entry::Web);
        if entry.is_none() {
            problems.add("entry", Problem::Required);
        }
        let (Some(own), Some(entry)) = (own, entry) else {
            return Err(Error::Invalid(problems));
        };
        let mut draft = Draft::new(own.id, language);
        draft.entry = entry;
        draft.entered_by = Some(session.member.id);
        Ok(self.keep_new(draft).await?.0)
    }

    /// The channels that a member may enter reports into: those of their desk.
    ///
    /// # Errors
    /// `Denied` when they may not.
    pub async fn entry_channels(&self, session: &Session) -> Result<Vec<Channel>, Error> {
        let desk = authorize::<may::EnterReport>(&session.actor(), session.desk.clone())?;
        let mut tx = self.db.read().await?;
        let mut all = self.all_channels(&mut tx).await?;
        all.retain(|channel| channel.desk == desk.id);
        Ok(all)
    }

    async fn keep_new(&self, draft: Draft) -> Result<(String, Draft), Error> {
        self.room_for_texts()?;
        let token = Token::generate();
        let sealed = seal(&token, &draft)?;
        let mut tx = self.db.begin().await?;
        drafts::add(&mut tx, &token.lookup("draft"), sealed, self.hour() + LIFE).await?;
        tx.commit().await?;
        Ok((token.to_text().to_string(), draft))
    }

    /// What lies behind a cookie.
    ///
    /// # Errors
    /// The database cannot be used.
    pub async fn draft(&self, cookie: &str) -> Result<Drafting, Error> {
        let Some(token) = token(cookie) else {
            return Ok(Drafting::None);
        };
        let mut tx = self.db.read().await?;
        let Some(kept) = drafts::get(&mut tx, &token.lookup("draft"), self.hour()).await? else {
            return Ok(Drafting::None);
        };
        let unreadable = |_| Error::Internal(60);
        if kept.sent {
            let plain = token.open("sent", &kept.sealed)?;
            return serde_json::from_slice(&plain)
                .map(Drafting::Sent)
                .map_err(unreadable);
        }
        let plain = token.open("draft", &kept.sealed)?;
        let mut draft: Draft = serde_json::from_slice(&plain).map_err(unreadable)?;
        draft.version = kept.version;
        Ok(Drafting::Open(Box::new(draft)))
    }

    /// Keeps what was typed.
    ///
    /// # Errors
    /// `Conflict` when it was changed in another window or sent since it was read: what was kept there stays, and the
    /// page shows both. Or the database cannot be used.
    pub async fn save_draft(&self, cookie: &str, draft: &mut Draft) -> Result<(), Error> {
        let token = token(cookie).ok_or(Error::Conflict)?;
        let mut tx = self.db.begin().await?;
        save(&mut tx, &token, draft, self.hour()).await?;
        tx.commit().await?;
        draft.version += 1;
        Ok(())
    }

    /// Throws a draft away, with its files.
    ///
    /// # Errors
    /// The database or the files cannot be used.
    pub async fn discard_draft(&self, cookie: &str) -> Result<(), Error> {
        let Some(token) = token(cookie) else {
            return Ok(());
        };
        let lookup = token.lookup("draft");
        let mut tx = self.db.begin().await?;
        let files = drafts::files(&mut tx, &lookup).await?;
        drafts::delete(&mut tx, &lookup).await?;
        tx.commit().await?;
        self.delete_objects(&files).await
    }

    /// Seals a file as it is read, and adds it to the draft. Nothing of it is ever in clear on a disk.
    ///
    /// # Errors
    /// `Invalid` when it is empty, has no usable name or is one too many; `TooLarge`, `NoSpace`; `Unavailable` when the
    /// connection ends early. Then nothing is kept, and what was typed before stays.
    pub async fn add_draft_file<S>(
        &self,
        cookie: &str,
        draft: &mut Draft,
        name: &str,
        media_type: &str,
        bytes: S,
    ) -> Result<(), Error>
    where
        S: Stream<Item = std::io::Result<Bytes>> + Send + Unpin,
    {
        let token = token(cookie).ok_or(Error::Conflict)?;
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
        let key = file.key.clone();
        draft.files.push(file);
        // In one step, so that a draft names its files and the sweeper knows them, or neither.
        let mut tx = self.db.begin().await?;
        let saved = save(&mut tx, &token, draft, self.hour()).await;
        if let Err(error) = saved {
            drop(tx);
            draft.files.pop();
            self.delete_objects(&[key]).await?;
            return Err(error);
        }
        drafts::add_file(&mut tx, &token.lookup("draft"), &key).await?;
        // A commit that fails may have happened all the same: then the object must stay.
        tx.commit().await?;
        draft.version += 1;
        Ok(())
    }

    /// Takes a file out of the draft again.
    ///
    /// # Errors
    /// The database or the files cannot be used.
    pub async fn remove_draft_file(
        &self,
        cookie: &str,
        draft: &mut Draft,
        file: PartId,
    ) -> Result<(), Error> {
        let Some(at) = draft.files.iter().position(|f| f.id == file) else {
            return Ok(());
        };
        let key = draft.files.remove(at).key;
        self.save_draft(cookie, draft).await?;
        let mut tx = self.db.begin().await?;
        drafts::forget_file(&mut tx, &key).await?;
        tx.commit().await?;
        self.delete_objects(&[key]).await
    }

    /// Forgets drafts whose day is over, files first. Run now and then.
    ///
    /// # Errors
    /// The database or the files cannot be used.
    pub async fn sweep_drafts(&self) -> Result<u64, Error> {
        let over = self.hour() - GRACE;
        loop {
            let mut tx = self.db.begin().await?;
            let files = drafts::expired_files(&mut tx, over).await?;
            if files.is_empty() {
                let gone = drafts::expire(&mut tx, over).await?;
                tx.commit().await?;
                return Ok(gone);
            }
            drop(tx);
            self.delete_objects(&files).await?;
            let mut tx = self.db.begin().await?;
            for key in &files {
                drafts::forget_file(&mut tx, key).await?;
            }
            tx.commit().await?;
        }
    }
}

fn seal(token: &Token, draft: &Draft) -> Result<Vec<u8>, Error> {
    let plain = watchpost_vault::Zeroizing::new(
        serde_json::to_vec(draft).map_err(|_| Error::Internal(61))?,
    );
    Ok(token.seal("draft", &plain))
}

async fn save(tx: &mut Tx, token: &Token, draft: &Draft, hour: i64) -> Result<(), Error> {
    let (lookup, sealed) = (token.lookup("draft"), seal(token, draft)?);
    Ok(drafts::save(tx, &lookup, draft.version, sealed, hour).await?)
}
