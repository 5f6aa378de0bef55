//! Pages that answer a form which was not taken. A browser that is answered so keeps the form that it sent among what it writes on the
//! device; one that is led to a page which it asks for does not. So the page waits here for half an hour, sealed under a key that
//! only the browser has.

use serde::{Deserialize, Serialize};
use watchpost_store::again as rows;
use watchpost_vault::{Token, Zeroizing};

use crate::{
    Error, Platform,
    turns::{Costly, Source},
};

/// How long a page is kept, in seconds: as long as what is unlocked, or opened with a receipt, stays open by itself.
const LIFE: i64 = 30 * 60;
/// The largest page that is kept, with its head, in bytes.
const LARGEST: usize = 256 << 10;
/// What is sealed is never shorter: most pages look alike.
const SHORTEST: usize = 16 << 10;
/// What the cookie's key is for.
const PURPOSE: &str = "again";

/// A page as it was to be answered.
#[derive(Debug, PartialEq, Eq)]
pub struct KeptPage {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Drop for KeptPage {
    fn drop(&mut self) {
        // It holds what was typed.
        drop(Zeroizing::new(std::mem::take(&mut self.body)));
    }
}

/// Where a page lies: only both together open it.
pub struct KeptAt {
    /// For the cookie.
    pub key: Zeroizing<String>,
    /// For the address.
    pub id: String,
}

/// What stands before the page, in one line.
#[derive(Serialize, Deserialize)]
struct Head {
    until: i64,
    status: u16,
    headers: Vec<(String, String)>,
    length: usize,
}

impl Platform {
    /// Keeps a page that answers a form sent to `path`. A browser that has a key keeps it, so that the pages of its other windows
    /// stay.
    ///
    /// # Errors
    /// `TooLarge`; `TooOften` when this sender, or all together, have as many as they may; `NoSpace`; or the database cannot be used.
    /// Then the page must be shown at once, or what was typed is lost.
    pub async fn keep_page(
        &self,
        key: Option<&str>,
        path: &str,
        page: &KeptPage,
        source: Option<Source>,
    ) -> Result<KeptAt, Error> {
        if page.body.len() > LARGEST {
            return Err(Error::TooLarge);
        }
        if let Some(source) = source {
            self.budgets
                .take(Costly::Page, source, self.begun.elapsed())?;
        }
        self.room_for_texts()?;
        // Read beforehand: a flood that finds all places taken keeps nobody from writing, and some more than the bound do no harm.
        let mut tx = self.db.read().await?;
        let there = rows::count(&mut tx, self.hour()).await?;
        drop(tx);
        if there >= self.bounds().kept_pages {
            return Err(Error::TooOften);
        }
        let key = key.and_then(Token::parse).unwrap_or_else(Token::generate);
        let at = KeptAt {
            key: key.to_text(),
            id: Token::generate().to_text().to_string(),
        };
        let until = self.now().as_second() + LIFE;
        let token = token(&at.key, &at.id, path);
        let sealed = token.seal(PURPOSE, &written(page, until)?);
        let mut tx = self.db.begin().await?;
        // The row says the hour and no more: the moment is sealed.
        let hour = until.div_euclid(3600) + 1;
        rows::add(&mut tx, &token.lookup(PURPOSE), sealed, hour).await?;
        tx.commit().await?;
        Ok(at)
    }

    /// A page that was kept, for the browser whose key it is and the path that its form was sent to; nothing when it is over.
    ///
    /// # Errors
    /// The database cannot be used.
    pub async fn kept_page(
        &self,
        key: &str,
        id: &str,
        path: &str,
    ) -> Result<Option<KeptPage>, Error> {
        let known = Token::parse(key).is_some() && Token::parse(id).is_some();
        if !known {
            return Ok(None);
        }
        let token = token(key, id, path);
        let mut tx = self.db.read().await?;
        let Some(sealed) = rows::get(&mut tx, &token.lookup(PURPOSE), self.hour()).await? else {
            return Ok(None);
        };
        let plain = token.open(PURPOSE, &sealed)?;
        let (until, page) = read(&plain).ok_or(Error::Internal(71))?;
        Ok((self.now().as_second() < until).then_some(page))
    }

    /// Forgets pages that are over. Run now and then.
    ///
    /// # Errors
    /// The database cannot be used.
    pub async fn sweep_pages(&self) -> Result<u64, Error> {
        let mut tx = self.db.begin().await?;
        let gone = rows::expire(&mut tx, self.hour()).await?;
        tx.commit().await?;
        Ok(gone)
    }
}

/// The key of one page at one path.
fn token(key: &str, id: &str, path: &str) -> Token {
    // Both are of one length, so that no two pages can have the same.
    let all = Zeroizing::new([key, id, path].concat());
    Token::from_bytes_of(all.as_bytes())
}

/// In few sizes, so that a row does not say how much was typed.
fn written(page: &KeptPage, until: i64) -> Result<Zeroizing<Vec<u8>>, Error> {
    let head = Head {
        until,
        status: page.status,
        headers: page.headers.clone(),
        length: page.body.len(),
    };
    let head = serde_json::to_vec(&head).map_err(|_| Error::Internal(72))?;
    let length = head.len() + 1 + page.body.len();
    if length > LARGEST {
        return Err(Error::TooLarge);
    }
    let padded = length.max(SHORTEST).next_power_of_two();
    let mut plain = Zeroizing::new(Vec::with_capacity(padded));
    plain.extend(head);
    plain.push(b'\n');
    plain.extend_from_slice(&page.body);
    plain.resize(padded, 0);
    Ok(plain)
}

fn read(plain: &[u8]) -> Option<(i64, KeptPage)> {
    let end = plain.iter().position(|b| *b == b'\n')?;
    let head: Head = serde_json::from_slice(plain.get(..end)?).ok()?;
    let body = plain.get(end + 1..)?.get(..head.length)?;
    let page = KeptPage {
        status: head.status,
        headers: head.headers,
        body: body.to_vec(),
    };
    Some((head.until, page))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn page(length: usize) -> KeptPage {
        KeptPage {
            status: 422,
            headers: vec![("content-language".into(), "en".into())],
            body: vec![b'\n'; length],
        }
    }

    #[test]
    fn a_page_reads_back_and_few_sizes_are_seen() {
        let mut sizes = std::collections::BTreeSet::new();
        for length in [0, 1, 900, 16_000, 70_000, LARGEST - 200] {
            let plain = written(&page(length), 7).unwrap();
            sizes.insert(plain.len());
            assert_eq!(read(&plain).unwrap(), (7, page(length)));
        }
        let all = [16 << 10, 128 << 10, 256 << 10];
        assert_eq!(sizes.into_iter().collect::<Vec<_>>(), all);
        let large = written(&page(LARGEST), 7);
        assert!(matches!(large, Err(Error::TooLarge)));
    }
}
