//! The desk's side of a case: answer, note, carry it forward, end it. Each act is loaded with permission, decided, sealed, applied.

use serde::Serialize;
use uuid::Uuid;
use watchpost_domain::{
    Actor, CaseId, Fact, Granted, PartId, Problem, Problems,
    cases::{
        self, Case,
        content::{ActedBy, Author, MessagePart, NotePart},
        index::Change,
    },
    fact::CaseAct,
    policy::{Action, Membership, cases as may},
    problem::clean_text,
    sealed::{Compartment, PartKind, SealedPart},
};
use watchpost_store::{Recorded, Tx, cases as rows};
use watchpost_vault::{MemberSecret, Recipient};

use crate::{Error, Platform, reading::CaseKeys, team::is_filled_in};

const TEXT_MAX: usize = 20_000;

/// A member at work: who they are, and their keys while they are unlocked.
pub struct Working<'a> {
    pub member: Membership,
    pub unlocked: &'a MemberSecret,
}

/// A case in the hands of a member who may do `A`.
pub(crate) struct Held<A: Action<On = Case>> {
    pub case: Granted<A>,
    pub keys: CaseKeys,
    pub tx: Tx,
    pub(crate) by: ActedBy,
}

impl<A: Action<On = Case>> Held<A> {
    /// What new parts of a compartment are sealed to.
    pub(crate) fn to(&self, compartment: Compartment) -> Result<(Recipient, i64), Error> {
        self.keys
            .recipients
            .get(&compartment)
            .cloned()
            .ok_or(Error::Internal(110))
    }
}

impl Platform {
    /// Writes to the person who reported. `once` is the form's own number: sent twice, it writes one message.
    ///
    /// # Errors
    /// `Denied` when they may not, or the person asked for no contact; `Invalid` says what is wrong with the text, or was left open in it.
    pub async fn write_to_reporter(
        &self,
        who: &Working<'_>,
        id: CaseId,
        once: &str,
        text: &str,
        language: &str,
    ) -> Result<(), Error> {
        let text = needed_text(text)?;
        is_filled_in(&text)?;
        let mut held = self.hold::<may::WriteToReporter>(who, id).await?;
        if !self
            .first_time(&mut held, (PartKind::Message, once), &text)
            .await?
        {
            return Ok(());
        }
        let part = PartId(Uuid::new_v4());
        let message = MessagePart {
            from: Author::Desk,
            member: None,
            text,
            language: language.to_owned(),
            at: self.now(),
        };
        let sealed = self.seal_in(
            &held,
            (part, Compartment::Narrative, PartKind::Message),
            &message,
        )?;
        let fact = cases::record(&held.case, CaseAct::MessageSent { part });
        self.done(held, fact, vec![sealed], Some(Change::DeskWrote))
            .await
    }

    /// Writes a note that the team reads and the person who reported does not.
    ///
    /// # Errors
    /// `Denied` when they may not; `Invalid` says what is wrong with the text.
    pub async fn write_note(
        &self,
        who: &Working<'_>,
        id: CaseId,
        once: &str,
        text: &str,
    ) -> Result<(), Error> {
        self.note(who, id, (once, text), PartKind::Note).await
    }

    /// Writes a note that only its writer reads.
    ///
    /// # Errors
    /// As for a note of the team.
    pub async fn write_private_note(
        &self,
        who: &Working<'_>,
        id: CaseId,
        once: &str,
        text: &str,
    ) -> Result<(), Error> {
        self.note(who, id, (once, text), PartKind::PrivateNote)
            .await
    }

    async fn note(
        &self,
        who: &Working<'_>,
        id: CaseId,
        (once, text): (&str, &str),
        kind: PartKind,
    ) -> Result<(), Error> {
        let text = needed_text(text)?;
        let mut held = self.hold::<may::WriteNote>(who, id).await?;
        if !self.first_time(&mut held, (kind, once), &text).await? {
            return Ok(());
        }
        let part = PartId(Uuid::new_v4());
        let note = NotePart {
            member: who.member.member,
            text,
            at: self.now(),
        };
        let place = (part, Compartment::Team, kind);
        let (sealed, act) = if kind == PartKind::PrivateNote {
            let to = who.unlocked.identity.recipient();
            let sealed = self.seal_part((&to, 1), id, place, &note)?;
            (sealed, CaseAct::PrivateNoteWritten { part })
        } else {
            let sealed = self.seal_in(&held, place, &note)?;
            (sealed, CaseAct::NoteWritten { part })
        };
        let fact = cases::record(&held.case, act);
        self.done(held, fact, vec![sealed], None).await
    }

    pub(crate) async fn hold<A: Action<On = Case>>(
        &self,
        who: &Working<'_>,
        id: CaseId,
    ) -> Result<Held<A>, Error> {
        let tx = self.db.begin().await?;
        self.hold_in(tx, who, id).await
    }

    /// The same in a transaction that was begun already.
    pub(crate) async fn hold_in<A: Action<On = Case>>(
        &self,
        mut tx: Tx,
        who: &Working<'_>,
        id: CaseId,
    ) -> Result<Held<A>, Error> {
        let actor = Actor::Member(who.member);
        let case = rows::hold::<A>(&mut tx, &actor, id, self.today()).await?;
        let keys = self
            .member_keys(&mut tx, who.member, &who.unlocked.identity, &case)
            .await?;
        Ok(Held {
            case,
            keys,
            tx,
            by: ActedBy::Member(who.member.member),
        })
    }

    /// Whether this form, for this kind of writing and with this text, was not taken before.
    async fn first_time<A: Action<On = Case>>(
        &self,
        held: &mut Held<A>,
        (kind, once): (PartKind, &str),
        text: &str,
    ) -> Result<bool, Error> {
        let said = format!("desk\n{}\n{}\n{text}", held.case.id, kind.code());
        let form = self.form(once, &said);
        self.first_time_of(&mut held.tx, &form).await
    }

    pub(crate) fn seal_in<A: Action<On = Case>, T: Serialize>(
        &self,
        held: &Held<A>,
        place: (PartId, Compartment, PartKind),
        content: &T,
    ) -> Result<SealedPart, Error> {
        let (to, epoch) = held.to(place.1)?;
        self.seal_part((&to, epoch), held.case.id, place, content)
    }

    /// What is written for a fact of a held case.
    pub(crate) fn record_of<A: Action<On = Case>>(
        &self,
        held: &Held<A>,
        fact: Fact,
        parts: Vec<SealedPart>,
    ) -> Result<Recorded, Error> {
        self.record(fact, held.by, parts, &held.keys.recipients)
    }

    /// Adds what an act of a member changes in what is counted.
    pub(crate) async fn count_held<A: Action<On = Case>>(
        &self,
        held: &mut Held<A>,
        recorded: &mut Recorded,
    ) -> Result<(), Error> {
        let (case, by) = ((&held.case, &held.keys), held.by);
        self.count(&mut held.tx, case, by, recorded).await
    }

    pub(crate) async fn done<A: Action<On = Case>>(
        &self,
        mut held: Held<A>,
        fact: Fact,
        parts: Vec<SealedPart>,
        change: Option<Change>,
    ) -> Result<(), Error> {
        let mut recorded = self.record_of(&held, fact, parts)?;
        self.count_held(&mut held, &mut recorded).await?;
        if let Some(change) = change {
            recorded.index = self.seal_change(&mut held.tx, &held.case, change).await?;
        }
        self.keep(held.tx, recorded).await
    }

    /// Writes what happened, and ends its transaction.
    pub(crate) async fn keep(&self, mut tx: Tx, recorded: Recorded) -> Result<(), Error> {
        self.apply(&mut tx, recorded).await?;
        Ok(tx.commit().await?)
    }

    /// Writes what happened in a transaction that goes on.
    pub(crate) async fn apply(&self, tx: &mut Tx, recorded: Recorded) -> Result<(), Error> {
        self.lists.touch(recorded.fact.case);
        Ok(watchpost_store::apply(tx, &self.keys.rows, recorded).await?)
    }
}

/// A text that must be there.
pub(crate) fn needed_text(raw: &str) -> Result<String, Error> {
    let wrong = |problem| Error::Invalid(Problems::one("text", problem));
    let text = clean_text(raw, TEXT_MAX).map_err(wrong)?;
    if text.is_empty() {
        Err(wrong(Problem::Required))
    } else {
        Ok(text)
    }
}
