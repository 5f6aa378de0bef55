//! Coming back with the receipt: reading leaves no row, writing leaves a sealed part and its commitment.

mod seen;

use jiff::SignedDuration;
pub use seen::{FileSeen, FollowUp, LineSeen, MessageSeen, PartyTold};
use serde::Serialize;
use uuid::Uuid;
use watchpost_domain::{
    Actor, Day, Fact, Granted, PartId, Problem, Problems,
    cases::{
        self, Case,
        clocks::is_asking,
        content::{ActedBy, ConsentGiven, ConsentPart, HistoryPart},
        index::Change,
    },
    commitments::Commitment,
    intake::consent::is_purpose,
    patterns,
    policy::{Action, cases as may},
    sealed::{Compartment, PartKind, Reader, SealedPart},
};
use watchpost_store::{Recorded, ReporterKey, Tx, cases as rows};
use watchpost_vault::Recipient;

use crate::{
    Error, Platform,
    casework::needed_text,
    consents::may_link,
    holder::Holder,
    linked::{follows, linked},
    proof::number,
    reading::CaseKeys,
};

/// The least that one moment is later than another.
pub(crate) const NEXT: SignedDuration = SignedDuration::from_nanos(1);

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
    /// What the cookie opens; nothing when it is over or no cookie of ours.
    ///
    /// # Errors
    /// The database cannot be used.
    pub async fn follow_up(&self, cookie: &str) -> Result<Option<FollowUp>, Error> {
        let Some(mut opened) = self.opened::<may::FollowUp>(cookie, false).await? else {
            return Ok(None);
        };
        let parts = rows::parts(&mut opened.tx, &self.keys.rows, &opened.case).await?;
        let seen = self.open_case(&opened.keys, &parts)?;
        let lines: Vec<LineSeen> = seen.history.iter().filter_map(line_seen).collect();
        let first = lines.iter().find(|line| line.act == RECEIVED);
        let proof = match first {
            Some(first) => {
                let (tx, keys) = (&mut opened.tx, &opened.keys);
                self.proof_of(tx, keys, &parts, first.number, false).await?
            }
            None => None,
        };
        let procedure = self
            .procedure(&mut opened.tx, opened.case.procedure)
            .await?;
        let rooms = self.rooms_of(&mut opened.tx, &opened.case).await?;
        let case = opened.case.into_inner();
        Ok(Some(FollowUp {
            place: case.place(&procedure),
            reference: case.reference,
            procedure,
            state: case.state,
            due: case.due,
            clocks: { case.clocks.into_iter() }
                .filter(|clock| clock.left.is_none() && !is_asking(&clock))
                .collect(),
            acknowledge_by: case.acknowledge_by,
            answer_by: case.answer_by,
            today: self.today(),
            kept: case.kept,
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
            beside_others: !case.withdrawn
                && case.merged_into.is_none()
                && patterns::is_linked(&seen.history, &seen.consent),
            consents: seen.consent.given,
            parties: PartyTold::all(seen.released, (&seen.history, &seen.told_more), &rooms),
            commitments: Commitment::all(&seen.commitments),
            copies: seen.taken_out.into_iter().map(|(_, went)| went).collect(),
            sheets: seen.sheets,
            linked: seen.history.iter().filter_map(linked).collect(),
            follows: seen.history.iter().find_map(follows).map(|of| of.reference),
            proof,
            lines,
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
        self.room_for_texts()?;
        let mut opened = self
            .opened::<may::WriteAsReporter>(cookie, true)
            .await?
            .ok_or(Error::Conflict)?;
        let form = self.form(once, &format!("reporter\n{}\n{text}", opened.case.id));
        if !self.first_time_of(&mut opened.tx, &form).await? {
            return Ok(());
        }
        self.write_message(opened, (text, language), None).await
    }

    /// Says anew what may be done with the report; what is not named is not allowed. What was allowed before and still is keeps
    /// its date and the language in which it was agreed to. With an end, all of it holds until then; without, each keeps the end it has.
    ///
    /// # Errors
    /// `Invalid` when a purpose is not one of ours, or the end is past; `Conflict` when the cookie is over.
    pub async fn change_consent(
        &self,
        cookie: &str,
        (given, until): (&[String], Option<Day>),
        language: &str,
    ) -> Result<(), Error> {
        if until.is_some_and(|until| until < self.today()) {
            return Err(Error::Invalid(Problems::one("until", Problem::NotAnOption)));
        }
        if given.iter().any(|purpose| !is_purpose(purpose)) {
            return Err(Error::Invalid(Problems::one(
                "consent",
                Problem::NotAnOption,
            )));
        }
        let mut opened = self
            .opened::<may::Decide>(cookie, true)
            .await?
            .ok_or(Error::Conflict)?;
        let mut parts = rows::parts(&mut opened.tx, &self.keys.rows, &opened.case).await?;
        parts.retain(|part| part.kind == PartKind::Consent);
        let before = self.open_case(&opened.keys, &parts)?.consent;
        let at = self.later_than(&before);
        let anew = |purpose: &String| ConsentGiven::anew(purpose, language, at);
        let given = cases::consents::allowed(&before, given, until, anew);
        if given == before.given {
            // The same form again: nothing changed, and nothing is written.
            return Ok(());
        }
        let procedure = self
            .procedure(&mut opened.tx, opened.case.procedure)
            .await?;
        let fact =
            cases::consents::change_consent(&opened.case, &procedure, (&before, &given), true);
        let at = Some(at);
        let place = PartId(Uuid::new_v4());
        let place = (place, Compartment::Narrative, PartKind::Consent);
        let consent = ConsentPart { given, at };
        let sealed = self.seal_narrative(&opened, place, &consent)?;
        self.shorten_rooms(&mut opened.tx, &opened.case, &consent)
            .await?;
        let also = may_link(&opened.case, &before, &consent);
        self.write_with(opened, fact, vec![sealed], (None, also))
            .await
    }

    /// "I am not safe, do not contact me", or the end of it: in this case and in all that are linked to it.
    ///
    /// # Errors
    /// `Conflict` when it is so already or the cookie is over.
    pub async fn stop_contact(&self, cookie: &str, stop: bool) -> Result<(), Error> {
        let holder = self.holder(cookie).ok_or(Error::Conflict)?;
        let mut changed = false;
        for at in self.all_cases_of(&holder).await? {
            let there = holder.looking_at(at);
            let opened = self.opened_by::<may::Decide>(&there, true).await?;
            let Some(opened) = opened else {
                continue;
            };
            match cases::stop_contact(&opened.case, stop) {
                Ok(fact) => {
                    self.write(opened, fact, vec![]).await?;
                    changed = true;
                }
                Err(cases::ActError::Already) => {}
                Err(error) => return Err(error.into()),
            }
        }
        match changed {
            true => Ok(()),
            false => Err(Error::Conflict),
        }
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
        let parts = rows::parts(&mut opened.tx, &self.keys.rows, &opened.case).await?;
        Ok(Some((opened.keys, parts)))
    }

    pub(crate) async fn opened<A: Action<On = Case>>(
        &self,
        cookie: &str,
        to_write: bool,
    ) -> Result<Option<Opened<A>>, Error> {
        match self.holder(cookie) {
            Some(holder) => self.opened_by(&holder, to_write).await,
            None => Ok(None),
        }
    }

    /// The same for who was let in before. Nothing, when the receipt was changed since.
    pub(crate) async fn opened_by<A: Action<On = Case>>(
        &self,
        holder: &Holder,
        to_write: bool,
    ) -> Result<Option<Opened<A>>, Error> {
        let mut tx = if to_write {
            self.db.begin().await?
        } else {
            self.db.read().await?
        };
        let Some((first, _)) = self.found_by(&mut tx, &holder.receipt).await? else {
            return Ok(None);
        };
        // Another case than that of the receipt opens by the same key alone: where it does not, there is nothing.
        let id = holder.at.unwrap_or(first);
        let actor = Actor::Reporter(id);
        let case = if to_write {
            rows::hold::<A>(&mut tx, &actor, id, self.today()).await
        } else {
            rows::get::<A>(&mut tx, &actor, id, self.today()).await
        };
        let case = match case {
            // It was erased since.
            Err(watchpost_store::Error::Denied(_)) if holder.at.is_some() => return Ok(None),
            case => case?,
        };
        let grants = rows::grants(&mut tx, &self.keys.rows, &case).await?;
        let signers = self.signers(&mut tx, case.desk).await?;
        let mine = |reader: &Reader| (*reader == Reader::Reporter).then(|| holder.key.clone());
        let mut keys = self.case_keys(&grants, &signers, mine)?;
        if keys.all().next().is_none() {
            return Ok(None);
        }
        if to_write {
            let reads = |reader: &Reader| *reader == Reader::Reporter;
            self.renew_keys(&mut tx, &case, &grants, &mut keys, reads)
                .await?;
        }
        Ok(Some(Opened { case, keys, tx }))
    }

    pub(crate) fn seal_narrative<A: Action<On = Case>, T: Serialize>(
        &self,
        opened: &Opened<A>,
        place: (PartId, Compartment, PartKind),
        content: &T,
    ) -> Result<SealedPart, Error> {
        let (to, epoch) = opened.to(Compartment::Narrative)?;
        self.seal_part((&to, epoch), opened.case.id, place, content)
    }

    /// Adds what an act of the reporter changes in what is counted.
    pub(crate) async fn count_opened<A: Action<On = Case>>(
        &self,
        opened: &mut Opened<A>,
        recorded: &mut Recorded,
    ) -> Result<(), Error> {
        let case = (&opened.case, &opened.keys);
        self.count(&mut opened.tx, case, ActedBy::Reporter, recorded)
            .await
    }

    /// Writes a fact of the reporter, and tells the desk's work list that there is something new.
    pub(crate) async fn write<A: Action<On = Case>>(
        &self,
        opened: Opened<A>,
        fact: Fact,
        parts: Vec<SealedPart>,
    ) -> Result<(), Error> {
        self.write_with(opened, fact, parts, (None, None)).await
    }

    /// The same, with the reporter's key wrapped anew, or one more thing that work lists are told.
    pub(crate) async fn write_with<A: Action<On = Case>>(
        &self,
        mut opened: Opened<A>,
        fact: Fact,
        parts: Vec<SealedPart>,
        (reporter, also): (Option<ReporterKey>, Option<Change>),
    ) -> Result<(), Error> {
        let mut recorded = self.record(fact, ActedBy::Reporter, parts, &opened.keys.recipients)?;
        recorded.reporter = reporter;
        self.set_clocks(&mut opened.tx, &opened.case, &mut recorded, false)
            .await?;
        self.keep_anew(&opened.case, &mut recorded);
        self.count_opened(&mut opened, &mut recorded).await?;
        recorded.index = self
            .seal_change(&mut opened.tx, &opened.case, Change::ReporterWrote)
            .await?;
        if let Some(also) = also {
            let also = self.seal_change(&mut opened.tx, &opened.case, also).await?;
            recorded.index.extend(also);
        }
        let ended: Vec<String> = { recorded.fact.act.ends_purposes().into_iter() }
            .map(str::to_owned)
            .collect();
        let Opened { case, keys, mut tx } = opened;
        self.apply(&mut tx, recorded).await?;
        if !ended.is_empty() {
            let by = ActedBy::Reporter;
            self.shut_all(&mut tx, &case, (&ended, by, &keys.recipients))
                .await?;
        }
        Ok(tx.commit().await?)
    }
}

/// The act that every history begins with.
const RECEIVED: &str = "report-received";

fn line_seen(line: &HistoryPart) -> Option<LineSeen> {
    Some(LineSeen {
        number: number(line)?,
        act: line.committed.fact.act()?.code(),
        day: Day::of(line.committed.at),
    })
}
