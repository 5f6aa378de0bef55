//! Who holds a receipt: checked once, and carried by the cookie of the follow-up pages from then on.

use std::sync::atomic::Ordering;

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use watchpost_domain::{CaseId, Problem, Problems};
use watchpost_store::{ReporterKey, Tx, cases as rows};
use watchpost_vault::{Identity, Receipt, ReceiptError, Token, Zeroizing};

use crate::{
    Error, Platform,
    sealing::hex,
    turns::{Costly, Source},
};

/// How long the follow-up pages stay open while nobody does anything, and how long at most, in seconds.
const LIFE: i64 = 30 * 60;
const LONGEST: i64 = 12 * 60 * 60;

/// Somebody whose receipt was right, with what it cost to find out. What they began in time they may end, however long it
/// lasts: a large file on a slow line.
#[derive(Clone)]
pub struct Holder {
    pub(crate) receipt: Receipt,
    pub(crate) key: Identity,
    /// The case that they look at, where it is not the first: one that was opened for something they said there.
    pub(crate) at: Option<CaseId>,
    begun: i64,
}

impl Holder {
    /// The same person, looking at another of their cases, or at that of the receipt.
    pub(crate) fn looking_at(&self, at: Option<CaseId>) -> Self {
        Self { at, ..self.clone() }
    }
}

/// What the cookie holds, sealed under the server's own key: no row is written when somebody reads. Names are short, since a
/// cookie is.
#[derive(Serialize, Deserialize)]
struct Cookie {
    #[serde(rename = "r")]
    receipt: [u8; 12],
    /// The reporter's key, so that the receipt need not be stretched again with every page.
    #[serde(rename = "k")]
    key: String,
    #[serde(rename = "a", default, skip_serializing_if = "Option::is_none")]
    at: Option<CaseId>,
    #[serde(rename = "b")]
    begun: i64,
    #[serde(rename = "u")]
    until: i64,
}

impl Drop for Cookie {
    fn drop(&mut self) {
        drop(Zeroizing::new(std::mem::take(&mut self.key)));
        drop(Zeroizing::new(self.receipt));
    }
}

impl Platform {
    /// Checks a receipt and makes the cookie for the pages behind it. A known one, an unknown one, one that was changed and
    /// one that was mistyped all cost the same.
    ///
    /// # Errors
    /// `Invalid` names the word that was mistyped, or says that no report is known under it; `Unavailable` when the
    /// database is gone.
    pub async fn open_follow_up(&self, typed: &str) -> Result<String, Error> {
        self.open_follow_up_from(None, typed).await
    }

    /// The same for somebody who sent it: within the budget of their source, and in turn with others. Whoever tries receipts for
    /// ever waits behind themselves; no receipt is ever closed.
    ///
    /// # Errors
    /// The same; `TooOften` when this source has tried too many lately, or too many of its tries wait.
    pub async fn open_follow_up_from(
        &self,
        source: Option<Source>,
        typed: &str,
    ) -> Result<String, Error> {
        if let Some(source) = source {
            self.within_budget(Costly::Receipt, source).await?;
        }
        let wrong = |problem| Error::Invalid(Problems::one("receipt", problem));
        let parsed = Receipt::parse(typed);
        let receipt = match &parsed {
            Ok(receipt) => receipt.clone(),
            Err(_) => Receipt::from_bytes([0; 12]),
        };
        let found = self.reporter(source, &receipt).await?;
        parsed.map_err(|e| wrong(receipt_problem(e)))?;
        let (_, key) = found.ok_or_else(|| wrong(Problem::UnknownReceipt))?;
        self.cookie_of(&self.new_holder(receipt, key))
    }

    pub(crate) fn new_holder(&self, receipt: Receipt, key: Identity) -> Holder {
        Holder {
            receipt,
            key,
            at: None,
            begun: self.now().as_second(),
        }
    }

    /// The cookie for another while: each answer gives one, so that the pages close only on who does nothing. What stands
    /// before its dot stays the same, and forms are bound to that.
    ///
    /// # Errors
    /// None in practice.
    pub fn cookie_of(&self, holder: &Holder) -> Result<String, Error> {
        let until = (self.now().as_second() + LIFE).min(holder.begun + LONGEST);
        let sealed = self.seal_cookie(
            "follow-up",
            &Cookie {
                receipt: *holder.receipt.as_bytes(),
                key: holder.key.to_secret().to_string(),
                at: holder.at,
                begun: holder.begun,
                until,
            },
        )?;
        let mut both = Zeroizing::new(holder.receipt.as_bytes().to_vec());
        both.extend(holder.begun.to_be_bytes());
        let name = Token::from_bytes_of(&both).lookup("box");
        Ok(format!("{}.{sealed}", hex(&name[..8])))
    }

    /// Who the cookie belongs to; nobody when it is over or no cookie of ours.
    pub fn holder(&self, cookie: &str) -> Option<Holder> {
        let (_, sealed) = cookie.split_once('.')?;
        let cookie: Cookie = self.open_cookie("follow-up", sealed)?;
        if self.now().as_second() >= cookie.until {
            return None;
        }
        Some(Holder {
            receipt: Receipt::from_bytes(cookie.receipt),
            key: Identity::parse(&cookie.key).ok()?,
            at: cookie.at,
            begun: cookie.begun,
        })
    }

    /// A reporter's key as it is kept for the holder of a receipt.
    pub(crate) fn reporter_key(&self, receipt: &Receipt, key: &Identity) -> ReporterKey {
        ReporterKey {
            lookup: receipt.lookup(self.keys.pepper()),
            wrapped: receipt.wrap(key),
            recipient: key.recipient().to_string(),
        }
    }

    /// The case of a receipt and the key wrapped under it. With each pepper it is looked for, so that it cannot be told by the
    /// time which one it was, or that it was none.
    pub(crate) async fn found_by(
        &self,
        tx: &mut Tx,
        receipt: &Receipt,
    ) -> Result<Option<(CaseId, Vec<u8>)>, Error> {
        let mut found = None;
        for pepper in self.keys.peppers() {
            let here = rows::by_receipt(tx, &receipt.lookup(pepper)).await?;
            found = found.or(here);
        }
        Ok(found)
    }

    /// Does what a receipt costs, in turn.
    pub(crate) async fn check<T: Send + 'static>(
        &self,
        source: Option<Source>,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Error> {
        let done = self.checking.run(source.unwrap_or(Source::ANY), work);
        let done = done.await?;
        self.checked.fetch_add(1, Ordering::Relaxed);
        Ok(done)
    }

    /// How often the cost of a receipt was paid since the start, right or wrong.
    pub fn receipts_checked(&self) -> u64 {
        self.checked.load(Ordering::Relaxed)
    }

    /// The reporter's key and case behind a receipt; the same work is done when there is none. One that is there and cannot be
    /// opened is damaged: its holder is not told that it is unknown.
    pub(crate) async fn reporter(
        &self,
        source: Option<Source>,
        receipt: &Receipt,
    ) -> Result<Option<(CaseId, Identity)>, Error> {
        let mut tx = self.db.read().await?;
        let found = self.found_by(&mut tx, receipt).await?;
        drop(tx);
        // The work of unwrapping, thrown away, so that an unknown receipt takes as long as a known one.
        let (case, wrapped) = match found {
            Some((case, wrapped)) => (Some(case), wrapped),
            None => (None, self.unknown_receipt.clone()),
        };
        let receipt = receipt.clone();
        let unwrap = move || receipt.unwrap(&wrapped);
        let key = self.check(source, unwrap).await?;
        match case {
            Some(case) => Ok(Some((case, key?))),
            None => Ok(None),
        }
    }

    /// Seals what a page carries under the server's own key.
    pub(crate) fn seal_cookie<T: Serialize>(
        &self,
        what: &str,
        content: &T,
    ) -> Result<String, Error> {
        let plain = Zeroizing::new(serde_json::to_vec(content).map_err(|_| Error::Internal(80))?);
        Ok(hex(&self.keys.cookies.seal(what, &plain)))
    }

    pub(crate) fn open_cookie<T: DeserializeOwned>(&self, what: &str, text: &str) -> Option<T> {
        let plain = self.keys.cookies.open(what, &bytes_of(text)?).ok()?;
        serde_json::from_slice(&plain).ok()
    }
}

/// What is wrong with a typed receipt, without repeating what was typed.
fn receipt_problem(error: ReceiptError) -> Problem {
    match error {
        ReceiptError::Empty => Problem::Required,
        ReceiptError::UnknownWord {
            position,
            suggestion,
            ..
        } => Problem::UnknownWord {
            position,
            suggestion,
        },
        ReceiptError::WrongCheck => Problem::ReceiptMistyped,
        ReceiptError::WrongLength { .. } => Problem::ReceiptLength,
    }
}

fn bytes_of(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) || text.len() > 40_000 || !text.is_ascii() {
        return None;
    }
    (0..text.len() / 2)
        .map(|i| u8::from_str_radix(&text[2 * i..2 * i + 2], 16).ok())
        .collect()
}
