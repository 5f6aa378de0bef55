//! Coming back with the receipt: reading leaves no row, writing leaves a sealed part and its commitment.

use serde::{Deserialize, Serialize};
use uuid::Uuid;
use watchpost_domain::{
    Actor, CaseId, Day, Fact, Granted, PartId, Problem, Problems,
    cases::{
        self, Case, Reference, State,
        content::{ActedBy, Author, ConsentGiven, ConsentPart, MessagePart},
        index::Change,
    },
    fact::CaseAct,
    intake::question::is_purpose,
    policy::{Action, cases as may},
    sealed::{Compartment, PartKind, Reader, SealedPart},
};
use watchpost_store::{ReporterKey, Tx, apply, cases as rows, drafts};
use watchpost_vault::{Identity, Receipt, ReceiptError, Recipient, Token};

use crate::{
    Error, Platform,
    casework::needed_text,
    reading::{CaseKeys, CaseSeen},
    sealing::commitment_of,
};

/// How long a cookie of the follow-up pages is good, in seconds.
const LIFE: i64 = 30 * 60;

/// What the person who reported sees.
pub struct FollowUp {
    pub reference: Reference,
    pub state: State,
    pub acknowledge_by: Option<Day>,
    pub answer_by: Option<Day>,
    pub today: Day,
    pub contact_stopped: bool,
    pub withdrawn: bool,
    pub messages: Vec<MessageSeen>,
    pub files: Vec<FileSeen>,
    pub consents: Vec<String>,
    /// A stand-alone proof that the report is in the public log, once it is.
    pub proof: Option<String>,
}

impl FollowUp {
    /// The next day by which something is promised; none when the case is at its end.
    pub fn next_date(&self) -> Option<Day> {
        self.acknowledge_by.into_iter().chain(self.answer_by).min()
    }
}

pub struct MessageSeen {
    pub from: Author,
    pub text: String,
    pub day: Day,
}

pub struct FileSeen {
    pub id: PartId,
    pub name: String,
    pub bytes: u64,
    pub sha256: String,
    pub from: Author,
}

/// What the cookie of the follow-up pages holds, sealed under the server's own key: no row is written when somebody reads.
#[derive(Serialize, Deserialize)]
struct Cookie {
    receipt: [u8; 12],
    until: i64,
}

/// A case opened with its receipt.
pub(crate) struct Opened<A: Action<On = Case>> {
    pub case: Granted<A>,
    pub keys: CaseKeys,
    pub tx: Tx,
}

impl<A: Action<On = Case>> Opened<A> {
    pub(crate) fn to(&self, compartment: Compartment) -> Result<(Recipient, i64), Error> {
        self.keys
            .recipients
            .get(&compartment)
            .cloned()
            .ok_or(Error::Internal(81))
    }
}

impl Platform {
    /// Checks a receipt and makes the cookie for the pages behind it.
    ///
    /// # Errors
    /// `Invalid` names the word that was mistyped, or says that no report is known under it.
    pub async fn open_follow_up(&self, typed: &str) -> Result<String, Error> {
        let wrong = |problem| Error::Invalid(Problems::one("receipt", problem));
        let receipt = Receipt::parse(typed).map_err(|e| wrong(receipt_problem(e)))?;
        self.reporter(&receipt)
            .await?
            .ok_or_else(|| wrong(Problem::UnknownReceipt))?;
        self.cookie_for(&receipt)
    }

    pub(crate) fn cookie_for(&self, receipt: &Receipt) -> Result<String, Error> {
        let until = self.now().as_second() + LIFE;
        self.seal_cookie(
            "follow-up",
            &Cookie {
                receipt: *receipt.as_bytes(),
                until,
            },
        )
    }

    /// A reporter's key as it is kept for the holder of a receipt.
    pub(crate) fn reporter_key(&self, receipt: &Receipt, key: &Identity) -> ReporterKey {
        ReporterKey {
            lookup: receipt.lookup(self.keys.pepper()),
            wrapped: receipt.wrap(key),
            recipient: key.recipient().to_string(),
        }
    }

    /// Seals what a page carries under the server's own key.
    pub(crate) fn seal_cookie<T: Serialize>(
        &self,
        what: &str,
        content: &T,
    ) -> Result<String, Error> {
        let plain = watchpost_vault::Zeroizing::new(
            serde_json::to_vec(content).map_err(|_| Error::Internal(80))?,
        );
        Ok(text_of(&self.keys.cookies.seal(what, &plain)))
    }

    pub(crate) fn open_cookie<T: serde::de::DeserializeOwned>(
        &self,
        what: &str,
        text: &str,
    ) -> Option<T> {
        let plain = self.keys.cookies.open(what, &bytes_of(text)?).ok()?;
        serde_json::from_slice(&plain).ok()
    }

    /// What the cookie opens; nothing when it is over or no cookie of ours.
    ///
    /// # Errors
    /// The database cannot be used.
    pub async fn follow_up(&self, cookie: &str) -> Result<Option<FollowUp>, Error> {
        let Some(mut opened) = self.opened::<may::FollowUp>(cookie, false).await? else {
            return Ok(None);
        };
        let parts = rows::parts(&mut opened.tx, &opened.case).await?;
        let seen = self.open_case(&opened.keys, &parts)?;
        let proof = self.proof_of_receipt(&mut opened.tx, &seen).await?;
        let case = opened.case.into_inner();
        Ok(Some(FollowUp {
            reference: case.reference,
            state: case.state,
            acknowledge_by: case.acknowledge_by,
            answer_by: case.answer_by,
            today: self.today(),
            contact_stopped: case.contact_stopped,
            withdrawn: case.withdrawn,
            messages: seen
                .messages
                .into_iter()
                .map(|m| MessageSeen {
                    from: m.from,
                    text: m.text,
                    day: Day::of(m.at),
                })
                .collect(),
            files: seen
                .files
                .into_iter()
                .map(|(id, f)| FileSeen {
                    id,
                    name: f.name,
                    bytes: f.bytes,
                    sha256: f.sha256,
                    from: f.from,
                })
                .collect(),
            consents: seen.consent.given.into_keys().collect(),
            proof,
        }))
    }

    /// Sends a message to the desk. `once` is the form's own number: the same form sent twice writes one message,
    /// and one that was changed in between writes another.
    ///
    /// # Errors
    /// `Invalid` says what is wrong with the text; `Conflict` when the cookie is over.
    pub async fn write_as_reporter(
        &self,
        cookie: &str,
        once: &str,
        text: &str,
        language: &str,
    ) -> Result<(), Error> {
        let text = needed_text(text)?;
        let mut opened = self
            .opened::<may::WriteAsReporter>(cookie, true)
            .await?
            .ok_or(Error::Conflict)?;
        let used = Token::from_bytes_of(format!("{}\n{once}\n{text}", opened.case.id).as_bytes())
            .lookup("form");
        if !drafts::once(&mut opened.tx, &used, self.hour() + 24).await? {
            return Ok(());
        }
        let part = PartId(Uuid::new_v4());
        let message = MessagePart {
            from: Author::Reporter,
            member: None,
            text,
            language: language.to_owned(),
            at: self.now(),
        };
        let sealed = self.seal_narrative(
            &opened,
            (part, Compartment::Narrative, PartKind::Message),
            &message,
        )?;
        let fact = cases::record(&opened.case, CaseAct::ReporterWrote { part });
        self.write(opened, fact, vec![sealed]).await
    }

    /// Says anew what may be done with the report; what is not named is not allowed.
    ///
    /// # Errors
    /// `Invalid` when a purpose is not one of ours; `Conflict` when the cookie is over.
    pub async fn change_consent(&self, cookie: &str, given: &[String]) -> Result<(), Error> {
        if given.iter().any(|purpose| !is_purpose(purpose)) {
            return Err(Error::Invalid(Problems::one(
                "consent",
                Problem::NotAnOption,
            )));
        }
        let opened = self
            .opened::<may::Decide>(cookie, true)
            .await?
            .ok_or(Error::Conflict)?;
        let at = self.now();
        let consent = ConsentPart {
            given: given
                .iter()
                .map(|p| {
                    (
                        p.clone(),
                        ConsentGiven {
                            language: String::new(),
                            at,
                        },
                    )
                })
                .collect(),
            at: Some(at),
        };
        let sealed = self.seal_narrative(
            &opened,
            (
                PartId(Uuid::new_v4()),
                Compartment::Narrative,
                PartKind::Consent,
            ),
            &consent,
        )?;
        let fact = cases::record(
            &opened.case,
            CaseAct::ConsentChanged {
                given: given.to_vec(),
            },
        );
        self.write(opened, fact, vec![sealed]).await
    }

    /// "I am not safe, do not contact me", or the end of it.
    ///
    /// # Errors
    /// `Conflict` when it is so already or the cookie is over.
    pub async fn stop_contact(&self, cookie: &str, stop: bool) -> Result<(), Error> {
        let opened = self
            .opened::<may::Decide>(cookie, true)
            .await?
            .ok_or(Error::Conflict)?;
        let fact = cases::stop_contact(&opened.case, stop)?;
        self.write(opened, fact, vec![]).await
    }

    /// Takes the report back.
    ///
    /// # Errors
    /// `Conflict` when it is so already or the cookie is over.
    pub async fn withdraw(&self, cookie: &str, under_pressure: bool) -> Result<(), Error> {
        let opened = self
            .opened::<may::Decide>(cookie, true)
            .await?
            .ok_or(Error::Conflict)?;
        let fact = cases::withdraw(&opened.case, under_pressure)?;
        self.write(opened, fact, vec![]).await
    }

    /// The keys and parts behind a cookie, for those who read a single part.
    pub(crate) async fn parts_for_reporter(
        &self,
        cookie: &str,
    ) -> Result<Option<(CaseKeys, Vec<SealedPart>)>, Error> {
        let Some(mut opened) = self.opened::<may::FollowUp>(cookie, false).await? else {
            return Ok(None);
        };
        let parts = rows::parts(&mut opened.tx, &opened.case).await?;
        Ok(Some((opened.keys, parts)))
    }

    /// The reporter's key and case behind a receipt; the same work is done when there is none.
    pub(crate) async fn reporter(
        &self,
        receipt: &Receipt,
    ) -> Result<Option<(CaseId, Identity)>, Error> {
        let mut tx = self.db.read().await?;
        let mut found = None;
        // Each is looked for, so that it cannot be told by the time which one it was, or that it was none.
        for pepper in self.keys.peppers() {
            let here = rows::by_receipt(&mut tx, &receipt.lookup(pepper)).await?;
            found = found.or(here);
        }
        match found {
            Some((case, wrapped)) => Ok(Some((case, receipt.unwrap(&wrapped)?))),
            None => {
                // The work of unwrapping, thrown away, so that an unknown receipt takes as long as a known one.
                let _ = receipt.unwrap(&self.unknown_receipt);
                Ok(None)
            }
        }
    }

    pub(crate) async fn opened<A: Action<On = Case>>(
        &self,
        cookie: &str,
        to_write: bool,
    ) -> Result<Option<Opened<A>>, Error> {
        let Some(receipt) = self.read_cookie(cookie) else {
            return Ok(None);
        };
        let Some((id, key)) = self.reporter(&receipt).await? else {
            return Ok(None);
        };
        let mut tx = if to_write {
            self.db.begin().await?
        } else {
            self.db.read().await?
        };
        let case = if to_write {
            rows::hold::<A>(&mut tx, &Actor::Reporter(id), id).await?
        } else {
            rows::get::<A>(&mut tx, &Actor::Reporter(id), id).await?
        };
        let grants = rows::grants(&mut tx, &case).await?;
        let signers = self.signers(&mut tx, case.desk).await?;
        let mine = |reader: &Reader| (*reader == Reader::Reporter).then(|| key.clone());
        let mut keys = self.case_keys(&grants, &signers, mine)?;
        if to_write {
            let reads = |reader: &Reader| *reader == Reader::Reporter;
            self.renew_keys(&mut tx, &case, &grants, &mut keys, reads)
                .await?;
        }
        Ok(Some(Opened { case, keys, tx }))
    }

    pub(crate) fn read_cookie(&self, cookie: &str) -> Option<Receipt> {
        let cookie: Cookie = self.open_cookie("follow-up", cookie)?;
        (self.now().as_second() < cookie.until).then(|| Receipt::from_bytes(cookie.receipt))
    }

    fn seal_narrative<A: Action<On = Case>, T: Serialize>(
        &self,
        opened: &Opened<A>,
        place: (PartId, Compartment, PartKind),
        content: &T,
    ) -> Result<SealedPart, Error> {
        let (to, epoch) = opened.to(Compartment::Narrative)?;
        self.seal_part((&to, epoch), opened.case.id, place, content)
    }

    /// Writes a fact of the reporter, and tells the desk's work list that there is something new.
    pub(crate) async fn write<A: Action<On = Case>>(
        &self,
        opened: Opened<A>,
        fact: Fact,
        parts: Vec<SealedPart>,
    ) -> Result<(), Error> {
        self.write_with(opened, fact, parts, None).await
    }

    /// The same, with the reporter's key wrapped anew.
    pub(crate) async fn write_with<A: Action<On = Case>>(
        &self,
        mut opened: Opened<A>,
        fact: Fact,
        parts: Vec<SealedPart>,
        reporter: Option<ReporterKey>,
    ) -> Result<(), Error> {
        let mut recorded = self.record(fact, ActedBy::Reporter, parts, &opened.keys.recipients)?;
        recorded.reporter = reporter;
        recorded.index = self
            .seal_change(&mut opened.tx, &opened.case, Change::ReporterWrote)
            .await?;
        apply(&mut opened.tx, &self.keys.rows, recorded).await?;
        Ok(opened.tx.commit().await?)
    }

    async fn proof_of_receipt(
        &self,
        tx: &mut Tx,
        seen: &CaseSeen,
    ) -> Result<Option<String>, Error> {
        let received = seen.history.iter().find(|h| matches!(&h.committed.fact, Fact::Case(f) if matches!(f.act, CaseAct::ReportReceived { .. })));
        match received.and_then(commitment_of) {
            Some(commitment) => self.inclusion_proof(tx, &commitment).await,
            None => Ok(None),
        }
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

/// Bytes as a cookie carries them.
fn text_of(bytes: &[u8]) -> String {
    crate::sealing::hex(bytes)
}

fn bytes_of(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) || text.len() > 40_000 || !text.is_ascii() {
        return None;
    }
    (0..text.len() / 2)
        .map(|i| u8::from_str_radix(&text[2 * i..2 * i + 2], 16).ok())
        .collect()
}
