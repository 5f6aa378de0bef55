//! An urgent case of its own for something that was said in another, such as that somebody took revenge: read by the same people, told
//! to the same person, and left alone where the other is.

use std::collections::BTreeSet;

use jiff::Timestamp;
use uuid::Uuid;
use watchpost_domain::{
    CaseId, Day, Fact, Granted, MemberId, PartId,
    cases::{
        self, Case, CaseAccess, Reference, clocks,
        content::{
            ActedBy, Answered, AnswersPart, ConsentPart, HistoryPart, IdentityPart, SheetPart,
        },
        index::{Change, Facets},
    },
    fact::{CaseAct, CaseFact, Follows},
    intake::{Answer, Entry},
    policy::{Action, cases as may},
    procedure::{Code, Procedure},
    sealed::{Compartment, PartKind, Reader, SealedPart},
};
use watchpost_store::{Recorded, ReporterKey, Tx, cases as rows};
use watchpost_vault::{Receipt, Recipient, Token, os_random};

use crate::{
    CaseSeen, Error, Platform, Working,
    desks::Readers,
    holder::Holder,
    intake::{DraftKeys, PLACE, to_of},
    sealing::Recipients,
};

/// So much of what was said is the line in the list.
const TITLE: usize = 80;
/// Of what was allowed for the first case, what goes for the second by itself: to keep it, and to write.
const ALLOWED: [&str; 2] = ["store", "contact"];

/// A case that is to be opened, and what is known of it.
struct Opening<'a> {
    id: CaseId,
    reference: Reference,
    keys: DraftKeys,
    recipients: Recipients,
    answers: AnswersPart,
    procedure: (i64, &'a Procedure),
    state: &'a Code,
}

impl Platform {
    /// The case of a receipt, and all that were opened for what was said in it or in one of those.
    pub(crate) async fn all_cases_of(&self, holder: &Holder) -> Result<Vec<Option<CaseId>>, Error> {
        let mut all = vec![None];
        let mut at = 0;
        while let Some(next) = all.get(at).copied() {
            at += 1;
            let there = holder.looking_at(next);
            let opened = self.opened_by::<may::FollowUp>(&there, false).await?;
            let Some(mut opened) = opened else {
                continue;
            };
            let mut parts = rows::parts(&mut opened.tx, &self.keys.rows, &opened.case).await?;
            parts.retain(|part| part.kind == PartKind::History);
            let seen = self.open_case(&opened.keys, &parts)?;
            let linked = seen.history.iter().filter_map(linked);
            let new: Vec<Option<CaseId>> = linked.map(|(id, _)| Some(id)).collect();
            all.extend(
                new.into_iter()
                    .filter(|id| !all.contains(id))
                    .collect::<Vec<_>>(),
            );
        }
        Ok(all)
    }

    /// Goes to a case that was opened for what they said, or back to that of the receipt: the cookie for it.
    ///
    /// # Errors
    /// `Conflict` when there is no such case of theirs, or the cookie is over.
    pub async fn look_at_linked(
        &self,
        cookie: &str,
        reference: Option<&str>,
    ) -> Result<String, Error> {
        let holder = self.holder(cookie).ok_or(Error::Conflict)?;
        let at = match reference {
            None => None,
            Some(wanted) => {
                let here = self.follow_up(cookie).await?.ok_or(Error::Conflict)?;
                let mut linked = here.linked.into_iter();
                let found = linked.find(|(_, reference)| reference.as_str() == wanted);
                Some(found.ok_or(Error::Conflict)?.0)
            }
        };
        self.cookie_of(&holder.looking_at(at))
    }

    /// The cases of one person: this one, those that were opened for something said in it, the one it was opened for, and so on, as far
    /// as this member reads them.
    async fn family(&self, who: &Working<'_>, id: CaseId) -> Result<Vec<CaseId>, Error> {
        let mut all = vec![id];
        let mut at = 0;
        while let Some(next) = all.get(at).copied() {
            at += 1;
            let mut held = match self.hold::<may::Read>(who, next).await {
                Err(Error::Denied(_)) => continue,
                held => held?,
            };
            let mut parts = rows::parts(&mut held.tx, &self.keys.rows, &held.case).await?;
            parts.retain(|part| part.kind == PartKind::History);
            let history = self.open_case(&held.keys, &parts)?.history;
            let opened = history.iter().filter_map(linked).map(|(id, _)| id);
            let from = history.iter().filter_map(follows).map(|of| of.case);
            for other in opened.chain(from).collect::<Vec<_>>() {
                if !all.contains(&other) {
                    all.push(other);
                }
            }
        }
        Ok(all)
    }

    /// Stops contact in all cases that are linked to one: whoever is not safe in one is safe in none. Also where this member may not read: the
    /// installation then says it.
    pub(crate) async fn stop_contact_in_linked(
        &self,
        who: &Working<'_>,
        id: CaseId,
    ) -> Result<(), Error> {
        for other in self.family(who, id).await? {
            match self.hold::<may::Step>(who, other).await {
                Ok(held) if held.case.contact_stopped => {}
                Ok(held) => {
                    let fact = cases::record(&held.case, CaseAct::ContactStopped);
                    let recorded = self.record_of(&held, fact, vec![])?;
                    self.keep_step(held, recorded, None).await?;
                }
                Err(Error::Denied(_)) => self.stop_contact_unread(other).await?,
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    async fn stop_contact_unread(&self, id: CaseId) -> Result<(), Error> {
        let mut tx = self.db.begin().await?;
        let case = rows::for_job::<may::Step>(&mut tx, id, self.today()).await?;
        let Some(case) = case.filter(|case| !case.contact_stopped) else {
            return Ok(());
        };
        let keys = self.public_keys(&mut tx, &case).await?;
        let fact = cases::record(&case, CaseAct::ContactStopped);
        let by = ActedBy::Installation;
        let mut recorded = self.record(fact, by, vec![], &keys.recipients)?;
        self.set_clocks(&mut tx, &case, &mut recorded, false)
            .await?;
        self.keep(tx, recorded).await
    }

    /// Opens a case for a sheet that begins something for which one is opened; nothing where none is. Gives what is written for the first
    /// case, right after the sheet, and the new case.
    pub(crate) async fn open_linked<A: Action<On = Case>>(
        &self,
        tx: &mut Tx,
        case: &Granted<A>,
        (begins, filled, by): (&[Code], &SheetPart, ActedBy),
        (seen, recipients): (&CaseSeen, &Recipients),
    ) -> Result<Option<[Recorded; 2]>, Error> {
        let latest = self.latest_procedure(tx).await?;
        let own = self.procedure(tx, case.procedure).await?;
        let opens = begins
            .iter()
            .find_map(|side| own.side(side)?.opens.as_ref());
        let (Some(state), Some(report)) = (opens, &seen.answers) else {
            return Ok(None);
        };
        // Where the procedure of today has no such state, the new case follows that of the old one.
        let procedure = match latest.1.state(state) {
            Some(_) => (latest.0, &*latest.1),
            None => (case.procedure, &*own),
        };
        let keys = DraftKeys::generate();
        let of = |c: Compartment| Ok((c, (keys.of(c)?.recipient(), 1)));
        let opening = Opening {
            id: CaseId(Uuid::new_v4()),
            reference: Reference::from_random(random()),
            recipients: Compartment::AT_INTAKE
                .into_iter()
                .map(of)
                .collect::<Result<_, Error>>()?,
            answers: self.said_in(report, filled, &own),
            keys,
            procedure,
            state,
        };
        let linked = Fact::Case(CaseFact {
            case: case.id,
            version: case.version + 1,
            act: CaseAct::Linked {
                other: opening.id,
                reference: opening.reference.clone(),
            },
        });
        let linked = self.record(linked, by, vec![], recipients)?;
        let new = self.linked_case(tx, case, &opening, (seen, by)).await?;
        Ok(Some([linked, new]))
    }

    /// What was said in a sheet, as the report of a case.
    fn said_in(
        &self,
        report: &AnswersPart,
        filled: &SheetPart,
        procedure: &Procedure,
    ) -> AnswersPart {
        let sheet = procedure.sheet(&filled.sheet);
        let words = filled.answers.iter().map(|(code, said)| {
            let question = sheet.and_then(|sheet| sheet.question(code));
            let name = question.map_or(code.as_str(), |q| q.name.text(&filled.language));
            let chosen = said.chosen.iter().map(|code| match question {
                Some(question) => question.choice(code, &filled.language),
                None => code,
            });
            let words = chosen.chain([said.words.as_str(), said.why.as_str()]);
            let words: Vec<&str> = words.filter(|words| !words.is_empty()).collect();
            format!("{name}: {}", words.join(" "))
        });
        let text = words.collect::<Vec<_>>().join("\n");
        let one = |key: &str, answer: Answer| Answered {
            key: key.to_owned(),
            question: String::new(),
            answer,
        };
        // Where and which company it was is as in the first report.
        let same = { report.answers.iter() }
            .filter(|answered| ["where", "company", "submitter"].contains(&answered.key.as_str()));
        let mut answers = vec![
            one("what_happened", Answer::Text(text)),
            one("kind", Answer::Many(vec!["retaliation".to_owned()])),
            one("urgent", Answer::Many(vec!["ongoing".to_owned()])),
        ];
        answers.extend(same.cloned());
        AnswersPart {
            channel: report.channel,
            language: filled.language.clone(),
            entry: Entry::Web,
            received: self.now(),
            questions_version: report.questions_version,
            answers,
        }
    }

    async fn linked_case<A: Action<On = Case>>(
        &self,
        tx: &mut Tx,
        case: &Granted<A>,
        opening: &Opening<'_>,
        (seen, by): (&CaseSeen, ActedBy),
    ) -> Result<Recorded, Error> {
        let mut readers = self.readers(tx, case.desk).await?;
        readers
            .custodians
            .retain(|(member, _)| !case.recused.contains(member));
        let read_by = self.readers_of(tx, case, &readers).await?;
        let reporter: Recipient = rows::reporter_recipient(tx, case)
            .await?
            .parse()
            .map_err(|_| Error::Internal(200))?;
        let channel = self.channel(opening.answers.channel).await?;
        let channel = channel.ok_or(Error::Internal(201))?;
        let promise = channel.promise;
        let today = Day::of(self.now());
        let act = CaseAct::ReportReceived {
            reference: opening.reference.clone(),
            desk: case.desk,
            channel: opening.answers.channel,
            entry: opening.answers.entry,
            procedure: opening.procedure.0,
            state: opening.state.clone(),
            acknowledge_by: promise.acknowledge_by(today),
            answer_by: promise.answer_by(today),
            kept: channel.kept,
            files: vec![],
            follows: Some(Follows {
                case: case.id,
                reference: case.reference.clone(),
                access: case.access,
                recused: case.recused.clone(),
                contact_stopped: case.contact_stopped,
            }),
            gathers: None,
        };
        let fact = Fact::Case(CaseFact {
            case: opening.id,
            version: 0,
            act,
        });
        let parts = self.linked_parts(opening, seen)?;
        let mut recorded = self.record(fact, by, parts, &opening.recipients)?;
        let keys = (opening.id, &opening.keys);
        recorded.grants = self.grants(keys, &reporter, &readers, &read_by)?;
        if case.access == CaseAccess::Named {
            let roster = self.roster(tx, case.desk).await?;
            let of = |c: Compartment| Ok(((c, 1), opening.keys.of(c)?));
            let keys: Vec<_> = Compartment::AT_INTAKE
                .into_iter()
                .map(of)
                .collect::<Result<_, Error>>()?;
            let keys = keys.iter().map(|(place, key)| (place, *key));
            let of = (opening.id, case.recused.as_slice());
            recorded.laid_by = self.laid_by(of, &roster, &BTreeSet::new(), keys)?;
        }
        let listed = Change::Listed(Box::new(self.facets_of(&opening.answers, self.now())));
        let whose = (case.desk, opening.id);
        recorded.index = self.seal_to_all(whose, (&readers, &read_by), &listed)?;
        // Nobody has a receipt of its own for it: the one of the first case opens both.
        recorded.reporter = Some(ReporterKey {
            lookup: Token::generate().lookup("linked"),
            wrapped: Receipt::generate(&mut os_random()).wrap(opening.keys.reporter()),
            recipient: reporter.to_string(),
        });
        let calendar = self.calendar(tx, case.desk).await?;
        recorded.clocks = opening.procedure.1.state(opening.state).map(|state| {
            let mut running = clocks::begin(state, true, today, &calendar);
            if case.contact_stopped {
                running = clocks::pause(state, &running, today, &calendar);
            }
            clocks::Clocks {
                running,
                paused: case.contact_stopped,
                told: 0,
            }
        });
        Ok(recorded)
    }

    /// Whom it is sealed to: the desk, or those who read the first case by name with no end set.
    pub(crate) async fn readers_of(
        &self,
        tx: &mut Tx,
        case: &Case,
        readers: &Readers,
    ) -> Result<Vec<(Reader, Recipient)>, Error> {
        if case.access == CaseAccess::Desk {
            return Ok(readers.of_desk().into());
        }
        let roster = self.roster(tx, case.desk).await?;
        let mut named = Vec::new();
        for member in &roster.members {
            let id = MemberId(member.member);
            let reads =
                member.reads_desk && case.lasting.contains(&id) && !case.recused.contains(&id);
            if reads {
                let to = member.recipient.parse().map_err(|_| Error::Internal(202))?;
                named.push((Reader::Member(id), to));
            }
        }
        match named.is_empty() {
            true => Err(Error::Unavailable),
            false => Ok(named),
        }
    }

    fn linked_parts(
        &self,
        opening: &Opening<'_>,
        seen: &CaseSeen,
    ) -> Result<Vec<SealedPart>, Error> {
        let mut consent = ConsentPart {
            at: Some(self.now()),
            ..seen.consent.clone()
        };
        consent
            .given
            .retain(|purpose, _| ALLOWED.contains(&purpose.as_str()));
        let place = |compartment, kind| (PartId(Uuid::new_v4()), compartment, kind);
        let narrative = to_of(&opening.recipients, Compartment::Narrative)?;
        let apart = to_of(&opening.recipients, Compartment::Identity)?;
        let answers = place(Compartment::Narrative, PartKind::Answers);
        let identity = place(Compartment::Identity, PartKind::Identity);
        let allowed = place(Compartment::Narrative, PartKind::Consent);
        Ok(vec![
            self.seal_part(narrative, opening.id, answers, &opening.answers)?,
            self.seal_part(apart, opening.id, identity, &IdentityPart::default())?,
            self.seal_part(narrative, opening.id, allowed, &consent)?,
        ])
    }

    /// What a list shows of a report.
    pub(crate) fn facets_of(&self, report: &AnswersPart, received: Timestamp) -> Facets {
        let answer = |key: &str| { report.answers.iter() }.find(|a| a.key == key);
        let words = |key: &str| {
            answer(key)
                .and_then(|a| a.answer.words())
                .unwrap_or_default()
        };
        let options = |key: &str| answer(key).map_or(vec![], |a| a.answer.options().to_vec());
        let country = match answer("where").map(|a| &a.answer) {
            Some(Answer::Where { country, .. }) => country.clone(),
            _ => None,
        };
        let (district, place) = answer("where").map_or((None, ""), |a| a.answer.place());
        let text = words("what_happened");
        let first_line = text.lines().next().unwrap_or_default();
        Facets {
            title: first_line.chars().take(TITLE).collect(),
            channel: report.channel,
            language: report.language.clone(),
            kinds: options("kind"),
            country,
            company: Some(words("company").to_owned()).filter(|c| !c.is_empty()),
            urgency: options("urgent"),
            extract: text.to_lowercase(),
            received,
            district: district.map(str::to_owned),
            place: place.chars().take(PLACE).collect(),
            happened: answer("when").map(|a| &a.answer).and_then(Answer::about),
            may_link: None,
        }
    }
}

/// A case that was opened for something that was said in this one.
pub(crate) fn linked(line: &HistoryPart) -> Option<(CaseId, Reference)> {
    match line.committed.fact.act()? {
        CaseAct::Linked { other, reference } => Some((*other, reference.clone())),
        _ => None,
    }
}

/// The case that this one was opened for.
pub(crate) fn follows(line: &HistoryPart) -> Option<Follows> {
    match line.committed.fact.act()? {
        CaseAct::ReportReceived { follows, .. } => follows.clone(),
        _ => None,
    }
}

/// What a reference is made of.
pub(crate) fn random() -> [u8; 8] {
    let mut random = [0u8; 8];
    random.copy_from_slice(&Uuid::new_v4().as_bytes()[..8]);
    random
}
