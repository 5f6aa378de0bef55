//! A case opened whole, with what tells its parts apart.

use std::{collections::BTreeSet, sync::Arc};

use watchpost_domain::{
    CaseId, Denied, Fact, MemberId, PartId,
    casefile::{Item, PreparedPart, can_go_out},
    cases::{
        Case,
        content::{ActedBy, FilePart, HistoryPart, MessagePart, NotePart, SheetPart},
    },
    commitments::Commitment,
    fact::CaseAct,
    intake::Channel,
    policy::Action,
    procedure::Procedure,
    sealed::{Compartment, PartKind, SealedPart},
};
use watchpost_store::{Tx, cases as rows, channels};
use watchpost_vault::Identity;

use crate::{CaseSeen, Error, Platform, casework::Held, proof::number, reading::CaseKeys};

/// All of a case but who reported, and what was written down to go out.
pub struct CaseOpened {
    pub case: Case,
    pub procedure: Arc<Procedure>,
    /// Where the report came from, for the words of its questions.
    pub channel: Option<Channel>,
    pub seen: CaseSeen,
    /// Messages and worksheets with the parts that they are, the oldest first.
    pub messages: Vec<(PartId, MessagePart)>,
    pub sheets: Vec<(PartId, SheetPart)>,
    pub(super) answers_part: Option<PartId>,
    /// What was written down last, and the number of its line.
    pub prepared: Option<(PartId, PreparedPart, i64)>,
}

impl CaseOpened {
    pub fn id(&self) -> CaseId {
        self.case.id
    }

    /// A line of the history by its number.
    pub fn line(&self, wanted: i64) -> Option<&HistoryPart> {
        let mut lines = self.seen.history.iter();
        lines.find(|line| number(line) == Some(wanted))
    }

    /// The lines that can go out, with their numbers; the oldest first.
    pub fn lines(&self) -> impl Iterator<Item = (i64, &HistoryPart)> {
        let lines = self.seen.history.iter().filter(|line| can_go_out(line));
        lines.filter_map(|line| Some((number(line)?, line)))
    }

    /// Why something was decided, with the line that it belongs to.
    pub fn whys(&self) -> impl Iterator<Item = (PartId, &NotePart, &HistoryPart)> {
        self.lines().filter_map(|(_, line)| {
            let (CaseAct::Stepped { why: Some(why), .. } | CaseAct::Beside { why: Some(why), .. }) =
                line.committed.fact.act()?
            else {
                return None;
            };
            let (id, note) = self.seen.notes.iter().find(|(id, _)| id == why)?;
            Some((*id, note, line))
        })
    }

    /// What was promised, with what became of it before this line.
    pub fn promises(&self, until: i64) -> Vec<Commitment> {
        let steps = self.seen.commitments.iter();
        let known: Vec<_> = steps.filter(|step| step.number < until).cloned().collect();
        Commitment::all(&known)
    }

    /// The parts that the steps of a promise before this line lie in.
    pub(super) fn parts_of_promise(
        &self,
        promise: PartId,
        until: i64,
    ) -> impl Iterator<Item = PartId> {
        let lines = self.seen.history.iter();
        let lines = lines.filter(move |line| number(line).is_some_and(|n| n < until));
        lines.filter_map(move |line| match line.committed.fact.act()? {
            CaseAct::CommitmentChanged {
                commitment, part, ..
            } if *commitment == promise => Some(*part),
            _ => None,
        })
    }

    /// Every piece that can go out.
    pub fn items(&self) -> BTreeSet<Item> {
        let answers = self.seen.answers.iter().flat_map(|part| &part.answers);
        let answers = answers.map(|answered| Item::Answer(answered.key.clone()));
        let messages = self.messages.iter().map(|(id, _)| Item::Message(*id));
        let files = self.seen.files.iter().map(|(id, _)| Item::File(*id));
        let sheets = self.sheets.iter().map(|(id, _)| Item::Sheet(*id));
        let promises = self.promises(i64::MAX);
        let promises = promises.iter().map(|one| Item::Promise(one.id));
        let whys = self.whys().map(|(id, ..)| Item::Why(id));
        let lines = self.lines().map(|(number, _)| Item::Line(number));
        { answers.chain(messages).chain(files) }
            .chain(sheets)
            .chain(promises)
            .chain(whys)
            .chain(lines)
            .collect()
    }
}

impl Platform {
    /// Opens all of a held case but who reported and what is one member's own.
    pub(super) async fn opened_whole<A: Action<On = Case>>(
        &self,
        held: &mut Held<A>,
    ) -> Result<CaseOpened, Error> {
        let mut parts = rows::parts(&mut held.tx, &self.keys.rows, &held.case).await?;
        parts.retain(|part| part.compartment != Compartment::Identity);
        let case = Case::clone(&held.case);
        self.opened_from(&mut held.tx, case, (&held.keys, &parts))
            .await
    }

    /// Opens these parts of a case, with what tells them apart.
    pub(super) async fn opened_from(
        &self,
        tx: &mut Tx,
        case: Case,
        (keys, parts): (&CaseKeys, &[SealedPart]),
    ) -> Result<CaseOpened, Error> {
        let seen = self.open_case(keys, parts)?;
        let procedure = self.procedure(tx, case.procedure).await?;
        let channel = match &seen.answers {
            Some(answers) => channels::channel(tx, &self.keys.rows, answers.channel)
                .await?
                .and_then(Result::ok),
            None => None,
        };
        let wrote = |part: PartId| seen.history.iter().find(|line| is_of(line, part));
        let (mut messages, mut sheets) = (Vec::new(), Vec::new());
        let (mut prepared, mut answers_part) = (Vec::new(), None);
        for part in parts {
            let Some(key) = keys.of(part) else {
                continue;
            };
            match (part.kind, part.compartment) {
                (PartKind::Answers, _) => answers_part = Some(part.id),
                (PartKind::Message, _) => {
                    let mut message: MessagePart = self.open_part(key, part)?;
                    message.member = wrote(part.id).and_then(member);
                    messages.push((part.id, message));
                }
                (PartKind::Sheet, _) => {
                    let mut sheet: SheetPart = self.open_part(key, part)?;
                    let line = wrote(part.id);
                    sheet.member = line.and_then(member);
                    sheet.number = line.and_then(number).unwrap_or_default();
                    sheets.push((part.id, sheet));
                }
                (PartKind::TakeOut, Compartment::Team) => {
                    let number = wrote(part.id).and_then(number).unwrap_or_default();
                    prepared.push((part.id, self.open_part(key, part)?, number));
                }
                _ => {}
            }
        }
        messages.sort_by_key(|(_, message)| message.at);
        sheets.sort_by_key(|(_, sheet)| sheet.number);
        prepared.sort_by_key(|(.., number)| *number);
        Ok(CaseOpened {
            case,
            procedure,
            channel,
            messages,
            sheets,
            answers_part,
            prepared: prepared.pop(),
            seen,
        })
    }

    /// What is known of a file, and what opens its bytes.
    pub(super) fn file_body(
        &self,
        keys: &CaseKeys,
        parts: &[SealedPart],
        file: PartId,
    ) -> Result<(FilePart, Identity, SealedPart), Error> {
        let part = |id, kind| parts.iter().find(|p| p.id == id && p.kind == kind);
        let missing = || Error::Denied(Denied::NotFound);
        let known = part(file, PartKind::FileFacts).ok_or_else(missing)?;
        let key = keys.of(known).ok_or_else(missing)?;
        let facts: FilePart = self.open_part(key, known)?;
        let body = part(facts.body, PartKind::FileBody).ok_or(Error::Internal(263))?;
        Ok((facts, key.clone(), body.clone()))
    }
}

/// Whether a line is about this part.
fn is_of(line: &HistoryPart, part: PartId) -> bool {
    let Fact::Case(fact) = &line.committed.fact else {
        return false;
    };
    match fact.act {
        CaseAct::MessageSent { part: its }
        | CaseAct::ReporterWrote { part: its }
        | CaseAct::SheetFilled { part: its, .. }
        | CaseAct::TakeOutPrepared { part: its } => its == part,
        _ => false,
    }
}

fn member(line: &HistoryPart) -> Option<MemberId> {
    match line.by {
        ActedBy::Member(member) => Some(member),
        _ => None,
    }
}
