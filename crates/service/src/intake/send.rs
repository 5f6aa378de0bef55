//! The last "Send": one transaction writes the case, its sealed parts, its grants and its commitment. Sending again is harmless.

use std::{collections::BTreeMap, sync::Arc};

use uuid::Uuid;
use watchpost_domain::{
    CaseId, Day, DeskId, Fact, PartId, Problem, Problems,
    cases::{
        Reference,
        content::{
            ActedBy, Answered, AnswersPart, Author, ConsentGiven, ConsentPart, IdentityPart,
        },
        index::{Change, Facets},
    },
    fact::{CaseAct, CaseFact, Gathers},
    intake::{Answer, Channel, Keeping, Questionnaire},
    patterns::PURPOSE,
    procedure::Procedure,
    sealed::{Audience, Compartment, PartKind, Reader, SealedGrant, SealedIndex, SealedPart},
    statistics::may_be_counted,
};
use watchpost_store::Recorded;
use watchpost_vault::Recipient;

use super::{
    Draft, DraftKeys, Drafting,
    together::{Once, Ready},
    write::token,
};
use crate::{Error, Platform, desks::Readers, sealing::Recipients, storing::FileHome};

/// How much of the narrative the work list keeps for searching, in characters.
const EXTRACT: usize = 1_500;
const TITLE: usize = 80;
/// How much of the words for a place, to compare them.
pub(crate) const PLACE: usize = 120;

impl Platform {
    /// Sends a draft. The receipt must have been typed back before; sending again gives the same reference.
    ///
    /// # Errors
    /// `Invalid` names a question that needs an answer, or the receipt; `Conflict` when there is no draft;
    /// `Unavailable` when the desk's roster is not signed as it must be. Then the draft stays as it is.
    pub async fn send_draft(&self, cookie: &str) -> Result<Reference, Error> {
        let draft = match self.draft(cookie).await? {
            Drafting::None => return Err(Error::Conflict),
            Drafting::Sent(reference) => return Ok(reference),
            Drafting::Open(draft) => draft,
        };
        if !draft.receipt_kept {
            return Err(Error::Invalid(Problems::one("receipt", Problem::Required)));
        }
        let channel = self.channel(draft.channel).await?.ok_or(Error::Conflict)?;
        if let Some(question) = channel.questionnaire.unanswered(&draft.answers) {
            return Err(Error::Invalid(Problems::one(
                &question.key,
                Problem::Required,
            )));
        }
        // What could not be read when it was typed, and was kept as it is, must be looked at before it is sent.
        let asked = |key: &&String| {
            let question = channel.questionnaire.question(key);
            question.is_some_and(|q| q.asked(&draft.answers))
        };
        if let Some(key) = draft.rough.keys().find(asked) {
            return Err(Error::Invalid(Problems::one(key, Problem::Required)));
        }
        let token = token(cookie).ok_or(Error::Conflict)?;
        let mut tx = self.db.read().await?;
        let readers = self.readers(&mut tx, channel.desk).await?;
        let procedure = self.latest_procedure(&mut tx).await?;
        drop(tx);
        let recorded = self
            .sealed_apart(&draft, (channel, procedure), readers)
            .await?;
        let sent = serde_json::to_vec(&draft.reference).map_err(|_| Error::Internal(64))?;

        let once = Once::Draft {
            lookup: token.lookup("draft"),
            version: draft.version,
            sealed: token.seal("sent", &sent),
        };
        let ready = Ready {
            recorded,
            once: Some(once),
            held: None,
        };
        if self.write_report(ready).await? {
            return Ok(draft.reference);
        }
        // The same "Send" came twice at once: the other made the report. Or something was typed meanwhile.
        match self.draft(cookie).await? {
            Drafting::Sent(reference) => Ok(reference),
            _ => Err(Error::Conflict),
        }
    }

    /// Seals a report on a thread of its own: what only computes must not keep those waiting who write.
    pub(super) async fn sealed_apart(
        &self,
        draft: &Draft,
        (channel, procedure): (Channel, (i64, Arc<Procedure>)),
        readers: Readers,
    ) -> Result<Recorded, Error> {
        let turn = Arc::clone(&self.sealing).acquire_owned().await;
        let turn = turn.map_err(|_| Error::Internal(67))?;
        let (platform, draft) = (self.clone(), draft.clone());
        let sealed = move || {
            // It ends with the work, not with a sender who goes away.
            let _turn = turn;
            let of_desk = readers.of_desk();
            platform.seal_gathered(&draft, (&channel, &procedure), (&readers, &of_desk), None)
        };
        tokio::task::spawn_blocking(sealed)
            .await
            .map_err(|_| Error::Internal(68))?
    }

    /// Seals everything that a report consists of, to those who read it. `gathers` where the desk opens it for several others.
    pub(crate) fn seal_gathered(
        &self,
        draft: &Draft,
        (channel, (version, procedure)): (&Channel, &(i64, Arc<Procedure>)),
        (readers, read_by): (&Readers, &[(Reader, Recipient)]),
        gathers: Option<Gathers>,
    ) -> Result<Recorded, Error> {
        let recipients = recipients(draft)?;
        let today = Day::of(self.now());
        let act = CaseAct::ReportReceived {
            reference: draft.reference.clone(),
            desk: channel.desk,
            channel: channel.id,
            entry: draft.entry,
            procedure: *version,
            state: procedure.first().to_owned(),
            acknowledge_by: channel.promise.acknowledge_by(today),
            answer_by: channel.promise.answer_by(today),
            kept: channel.kept,
            files: draft.files.iter().map(|f| f.id).collect(),
            follows: None,
            gathers,
        };
        let fact = Fact::Case(CaseFact {
            case: draft.case,
            version: 0,
            act,
        });
        let by = draft.entered_by.map_or(ActedBy::Reporter, ActedBy::Member);
        let (answers, consent) = (self.answers_of(draft, channel), self.consent_of(draft));
        let identity = IdentityPart {
            answers: kept(draft, channel, Keeping::Identity),
        };
        let said = (&answers, &identity, &consent);
        let mut parts = self.seal_answers(draft, said, &recipients)?;
        for file in &draft.files {
            let to = to_of(&recipients, Compartment::Original)?;
            parts.extend(self.seal_file(
                FileHome::original(draft.case, to),
                Author::Reporter,
                file,
            )?);
        }
        let mut recorded = self.record(fact, by, parts, &recipients)?;
        if may_be_counted(&consent) {
            recorded.counting = self.counted_first(draft.case, &answers)?;
        }
        let reporter = draft.keys.reporter().recipient();
        let (case, keys) = (draft.case, &draft.keys);
        recorded.grants = self.grants((case, keys), &reporter, readers, read_by)?;
        let listed = Change::Listed(Box::new(self.facets(draft, channel, &consent)));
        recorded.index =
            self.seal_to_all((channel.desk, draft.case), (readers, read_by), &listed)?;
        let receipt = draft.receipt();
        recorded.reporter = Some(self.reporter_key(&receipt, draft.keys.reporter()));
        Ok(recorded)
    }

    /// A record for the list of each who reads a case.
    pub(crate) fn seal_to_all(
        &self,
        (desk, case): (DeskId, CaseId),
        (readers, read_by): (&Readers, &[(Reader, Recipient)]),
        change: &Change,
    ) -> Result<Vec<SealedIndex>, Error> {
        let one = |(reader, to): &(Reader, Recipient)| {
            let (audience, epoch) = match reader {
                Reader::Member(member) => (Audience::Member(*member), 1),
                _ => (Audience::Desk(desk), readers.epoch),
            };
            self.seal_index(to, audience, epoch, case, change.clone())
        };
        read_by.iter().map(one).collect()
    }

    /// What of the answers the desk reads.
    fn answers_of(&self, draft: &Draft, channel: &Channel) -> AnswersPart {
        AnswersPart {
            channel: channel.id,
            language: draft.language.clone(),
            entry: draft.entry,
            received: self.now(),
            questions_version: channel.questionnaire.version,
            answers: kept(draft, channel, Keeping::Narrative),
        }
    }

    /// What was allowed.
    fn consent_of(&self, draft: &Draft) -> ConsentPart {
        let given = draft
            .answers
            .get("consent")
            .map_or(&[][..], Answer::options);
        ConsentPart {
            given: given
                .iter()
                .map(|p| {
                    (
                        p.clone(),
                        ConsentGiven::anew(p, &draft.language, self.now()),
                    )
                })
                .collect::<BTreeMap<_, _>>(),
            at: Some(self.now()),
        }
    }

    fn seal_answers(
        &self,
        draft: &Draft,
        (answers, identity, consent): (&AnswersPart, &IdentityPart, &ConsentPart),
        to: &Recipients,
    ) -> Result<Vec<SealedPart>, Error> {
        let place = |compartment, kind| (PartId(Uuid::new_v4()), compartment, kind);
        let (narrative, apart) = (
            to_of(to, Compartment::Narrative)?,
            to_of(to, Compartment::Identity)?,
        );
        Ok(vec![
            self.seal_part(
                narrative,
                draft.case,
                place(Compartment::Narrative, PartKind::Answers),
                answers,
            )?,
            self.seal_part(
                apart,
                draft.case,
                place(Compartment::Identity, PartKind::Identity),
                identity,
            )?,
            self.seal_part(
                narrative,
                draft.case,
                place(Compartment::Narrative, PartKind::Consent),
                consent,
            )?,
        ])
    }

    /// Those who read it, the desk or its members by name, read all but the identity, which only custodians read (or the desk, where it has none); the person who
    /// reported reads what is theirs.
    pub(crate) fn grants(
        &self,
        (case, keys): (CaseId, &DraftKeys),
        reporter: &Recipient,
        readers: &Readers,
        read_by: &[(Reader, Recipient)],
    ) -> Result<Vec<SealedGrant>, Error> {
        let mut grants = Vec::new();
        for compartment in Compartment::AT_INTAKE {
            let key = keys.of(compartment)?;
            let place = (compartment, 1);
            let mut give = |reader, to| {
                grants.push(self.seal_grant(case, place, key, (reader, to), None));
            };
            if compartment != Compartment::Identity || readers.custodians.is_empty() {
                read_by.iter().for_each(|(reader, to)| give(*reader, to));
            } else {
                readers
                    .custodians
                    .iter()
                    .for_each(|(member, to)| give(Reader::Member(*member), to));
            }
            if compartment.read_by_reporter() {
                give(Reader::Reporter, reporter);
            }
        }
        Ok(grants)
    }

    fn facets(&self, draft: &Draft, channel: &Channel, consent: &ConsentPart) -> Facets {
        let may_link = consent.given.get(PURPOSE).map(|given| given.at);
        let words = |key: &str| {
            draft
                .answers
                .get(key)
                .and_then(Answer::words)
                .unwrap_or_default()
        };
        let options = |key: &str| {
            draft
                .answers
                .get(key)
                .map_or(vec![], |a| a.options().to_vec())
        };
        let country = match draft.answers.get("where") {
            Some(Answer::Where { country, .. }) => country.clone(),
            _ => None,
        };
        let (district, place) = draft.answers.get("where").map_or((None, ""), Answer::place);
        let first_line: String = words("what_happened")
            .lines()
            .next()
            .unwrap_or_default()
            .chars()
            .take(TITLE)
            .collect();
        Facets {
            title: first_line,
            channel: channel.id,
            language: draft.language.clone(),
            kinds: options("kind"),
            country,
            company: Some(words("company").to_owned()).filter(|c| !c.is_empty()),
            urgency: options("urgent"),
            extract: words("what_happened")
                .chars()
                .take(EXTRACT)
                .flat_map(char::to_lowercase)
                .collect(),
            received: self.now(),
            district: district.map(str::to_owned),
            place: place.chars().take(PLACE).collect(),
            happened: draft.answers.get("when").and_then(Answer::about),
            may_link,
        }
    }
}

/// What was answered to the questions that are kept there.
fn kept(draft: &Draft, channel: &Channel, keeping: Keeping) -> Vec<Answered> {
    let asked = channel
        .questionnaire
        .asked(&draft.answers)
        .filter(|q| q.keeping == keeping && q.key != "consent");
    let asked = asked.filter_map(|q| {
        let wording = q
            .worded(&draft.language)
            .map_or(String::new(), |w| w.title.clone());
        draft.answers.get(&q.key).map(|a| Answered {
            key: q.key.clone(),
            question: wording,
            answer: a.clone(),
        })
    });
    // A question that the desk took away while it was being answered: what was said goes where it would have gone.
    let shipped = Questionnaire::shipped();
    let home = |key: &str| {
        let question = shipped.question(key);
        question.map_or(Keeping::Narrative, |q| q.keeping)
    };
    let gone = draft.answers.0.iter();
    let gone = gone.filter(|(key, _)| channel.questionnaire.question(key).is_none());
    let gone = gone.filter(|(key, _)| home(key) == keeping && *key != "consent");
    let gone = gone.map(|(key, answer)| Answered {
        key: key.clone(),
        question: String::new(),
        answer: answer.clone(),
    });
    asked.chain(gone).collect()
}

/// The public halves of the keys that the draft was begun with.
pub(crate) fn recipients(draft: &Draft) -> Result<Recipients, Error> {
    Compartment::AT_INTAKE
        .into_iter()
        .map(|c| Ok((c, (draft.keys.of(c)?.recipient(), 1))))
        .collect()
}

pub(crate) fn to_of(
    recipients: &Recipients,
    compartment: Compartment,
) -> Result<crate::sealing::To<'_>, Error> {
    recipients
        .get(&compartment)
        .map(|(to, epoch)| (to, *epoch))
        .ok_or(Error::Internal(63))
}
