//! Changing the receipt: "somebody has my code". The new one is shown and typed back before the old one dies.

use serde::{Deserialize, Serialize};
use watchpost_domain::{Problem, Problems, cases, fact::CaseAct, policy::cases as may};
use watchpost_vault::{Receipt, WordList, Zeroizing, os_random};

use crate::{Error, Platform};

/// A new receipt that was shown and not yet taken.
pub struct NewReceipt {
    /// Carried by the page, sealed under the server's own key; no row is written for it.
    pub carried: String,
    pub words: Option<Zeroizing<String>>,
    pub digits: Zeroizing<String>,
    /// Which word and which group of digits is to be typed back, counted from 1.
    pub part: (usize, usize),
}

/// What the page carries: bound to the receipt that it replaces.
#[derive(Serialize, Deserialize)]
struct Carried {
    old: [u8; 12],
    new: [u8; 12],
}

impl Platform {
    /// Shows a new receipt. The old one stays good until the new one is taken.
    ///
    /// # Errors
    /// `Conflict` when the cookie is over.
    pub fn new_receipt(&self, cookie: &str, language: &str) -> Result<NewReceipt, Error> {
        let old = self.read_cookie(cookie).ok_or(Error::Conflict)?;
        let new = Receipt::generate(&mut os_random());
        let carried = Carried {
            old: *old.as_bytes(),
            new: *new.as_bytes(),
        };
        let part = new.part_to_type_back();
        Ok(NewReceipt {
            carried: self.seal_cookie("new-receipt", &carried)?,
            words: WordList::for_language(language).map(|list| new.words(list)),
            digits: new.digits(),
            part: (part.word, part.group),
        })
    }

    /// Takes the new receipt, when the part that was asked for is typed back. The old one is dead at once; the answer is
    /// the cookie for the new one. Taking it twice is harmless.
    ///
    /// # Errors
    /// `Invalid` when what was typed back is not the part; `Conflict` when the cookie is over or for another receipt.
    pub async fn take_receipt(
        &self,
        cookie: &str,
        carried: &str,
        typed: &str,
    ) -> Result<String, Error> {
        let carried: Carried = self
            .open_cookie("new-receipt", carried)
            .ok_or(Error::Conflict)?;
        let new = Receipt::from_bytes(carried.new);
        if !new.matches_part(typed) {
            return Err(Error::Invalid(Problems::one("typed", Problem::WrongWord)));
        }
        if self.reporter(&new).await?.is_some() {
            return self.cookie_for(&new);
        }
        let old = self
            .read_cookie(cookie)
            .filter(|r| *r.as_bytes() == carried.old)
            .ok_or(Error::Conflict)?;
        let (_, key) = self.reporter(&old).await?.ok_or(Error::Conflict)?;
        let opened = self
            .opened::<may::Decide>(cookie, true)
            .await?
            .ok_or(Error::Conflict)?;
        let fact = cases::record(&opened.case, CaseAct::ReceiptChanged);
        let reporter = Some(self.reporter_key(&new, &key));
        self.write_with(opened, fact, vec![], reporter).await?;
        self.cookie_for(&new)
    }
}
