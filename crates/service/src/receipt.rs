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
        let old = self.holder(cookie).ok_or(Error::Conflict)?.receipt;
        let new = Receipt::generate(&mut os_random());
        let carried = Carried {
            old: *old.as_bytes(),
            new: *new.as_bytes(),
        };
        self.carried_on(&carried, language)
    }

    /// The same new receipt once more, for who mistyped it: nobody has to write down another.
    ///
    /// # Errors
    /// `Conflict` when the page carries none of ours.
    pub fn same_new_receipt(&self, carried: &str, language: &str) -> Result<NewReceipt, Error> {
        let carried = self.open_cookie("new-receipt", carried);
        self.carried_on(&carried.ok_or(Error::Conflict)?, language)
    }

    fn carried_on(&self, carried: &Carried, language: &str) -> Result<NewReceipt, Error> {
        let new = Receipt::from_bytes(carried.new);
        let part = new.part_to_type_back();
        Ok(NewReceipt {
            carried: self.seal_cookie("new-receipt", carried)?,
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
        let holder = self.holder(cookie).ok_or(Error::Conflict)?;
        if *holder.receipt.as_bytes() == carried.new {
            return self.cookie_of(&holder);
        }
        if *holder.receipt.as_bytes() != carried.old {
            return Err(Error::Conflict);
        }
        let fresh = self.new_holder(new.clone(), holder.key.clone());
        let mut tx = self.db.read().await?;
        let taken = self.found_by(&mut tx, &new).await?;
        drop(tx);
        if taken.is_some() {
            return self.cookie_of(&fresh);
        }
        let (platform, key) = (self.clone(), holder.key.clone());
        let wrap = move || platform.reporter_key(&new, &key);
        let reporter = Some(self.check(None, wrap).await?);
        // The receipt is that of the first case, wherever they are.
        let first = holder.looking_at(None);
        let opened = self
            .opened_by::<may::Decide>(&first, true)
            .await?
            .ok_or(Error::Conflict)?;
        let fact = cases::record(&opened.case, CaseAct::ReceiptChanged);
        self.write_with(opened, fact, vec![], (reporter, None))
            .await?;
        self.cookie_of(&fresh)
    }
}
