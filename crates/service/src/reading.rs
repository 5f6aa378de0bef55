//! Opening a case: its grants with the reader's key, its parts with the keys that the grants hold.

use std::collections::BTreeMap;

use watchpost_domain::{
    CaseId, Denied, Fact, Granted, MemberId, PartId,
    casefile::TakenOutPart,
    cases::{
        self, Case,
        content::{
            ActedBy, AnswersPart, ConsentPart, FilePart, HistoryPart, IdentityPart, MessagePart,
            NotePart, ReleasePart, SheetPart,
        },
        index::Change,
    },
    commitments::CommitmentPart,
    fact::CaseAct,
    intake::consent::holds,
    policy::{Action, Membership, cases as may},
    procedure::board::Bench,
    rooms::{RoomAct, ToldMorePart},
    sealed::{Compartment, PartKind, Reader, SealedGrant, SealedPart},
};
use watchpost_store::{Tx, cases as rows};
use watchpost_vault::{Identity, Recipient};

use crate::{
    Error, Platform, Working, proof,
    sealing::{Recipients, Signers},
};

/// The keys of a case that one reader holds, and the public halves of all.
#[derive(Default)]
pub(crate) struct CaseKeys {
    keys: BTreeMap<(Compartment, i64), Identity>,
    pub(crate) recipients: Recipients,
}

impl CaseKeys {
    /// All keys that this reader holds.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&(Compartment, i64), &Identity)> {
        self.keys.iter()
    }

    pub(crate) fn add(&mut self, place: (Compartment, i64), key: Identity) {
        self.keys.insert(place, key);
    }

    /// One key of it, if this reader has that.
    pub(crate) fn one(&self, place: (Compartment, i64)) -> Option<&Identity> {
        self.keys.get(&place)
    }

    /// The key that opens a part, if this reader has it.
    pub(crate) fn of(&self, part: &SealedPart) -> Option<&Identity> {
        self.keys.get(&(part.compartment, part.epoch))
    }
}

/// What a reader can open of a case.
#[derive(Default)]
pub struct CaseSeen {
    pub answers: Option<AnswersPart>,
    pub identity: Option<IdentityPart>,
    pub messages: Vec<MessagePart>,
    pub files: Vec<(PartId, FilePart)>,
    pub notes: Vec<(PartId, NotePart)>,
    /// Notes that only this reader has.
    pub own_notes: Vec<NotePart>,
    /// Worksheets that were filled in, the oldest first.
    pub sheets: Vec<SheetPart>,
    /// What was promised, and what became of it, step by step.
    pub commitments: Vec<CommitmentPart>,
    /// The seats of a board that were told of the case, where it is before one that has a place here.
    pub benches: Option<Vec<Bench>>,
    /// What a party may be told, and what one was told; the oldest first.
    pub drafts: Vec<(PartId, ReleasePart)>,
    pub released: Vec<(PartId, ReleasePart)>,
    /// What parties were told later, the oldest first.
    pub told_more: Vec<ToldMorePart>,
    /// Copies that went out, the oldest first.
    pub taken_out: Vec<(PartId, TakenOutPart)>,
    /// What the person allows now, and all that was said of it before, the oldest first.
    pub consent: ConsentPart,
    pub agreed: Vec<ConsentPart>,
    pub history: Vec<HistoryPart>,
    /// Parts that belong to compartments this reader has no key of.
    pub closed: usize,
}

impl Platform {
    /// Opens the grants that `with` can open. A grant that its giver did not sign is not believed.
    pub(crate) fn case_keys(
        &self,
        grants: &[SealedGrant],
        signers: &Signers,
        mine: impl Fn(&Reader) -> Option<Identity>,
    ) -> Result<CaseKeys, Error> {
        let mut found = CaseKeys {
            keys: BTreeMap::new(),
            recipients: BTreeMap::new(),
        };
        for grant in grants {
            if !self.grant_is_signed(grant, signers) {
                tracing::error!("a grant is not signed by who may give it");
                return Err(Error::Unavailable);
            }
            let recipient: Recipient = grant.recipient.parse().map_err(|_| Error::Internal(70))?;
            let newest = found
                .recipients
                .entry(grant.compartment)
                .or_insert_with(|| (recipient.clone(), grant.epoch));
            if newest.1 < grant.epoch {
                *newest = (recipient, grant.epoch);
            }
            let today = self.today();
            if grant.expires.is_some_and(|day| day < today) {
                continue;
            }
            if let Some(identity) = mine(&grant.reader) {
                let key = self.open_grant(&identity, grant)?;
                found.keys.insert((grant.compartment, grant.epoch), key);
            }
        }
        Ok(found)
    }

    /// Opens all parts that the keys open, oldest first.
    pub(crate) fn open_case(
        &self,
        keys: &CaseKeys,
        parts: &[SealedPart],
    ) -> Result<CaseSeen, Error> {
        let mut seen = CaseSeen::default();
        let mut messages: Vec<(PartId, MessagePart)> = Vec::new();
        let mut sheets: Vec<(PartId, SheetPart)> = Vec::new();
        let mut releases: Vec<(PartId, Compartment, ReleasePart)> = Vec::new();
        let mut steps: Vec<(PartId, CommitmentPart)> = Vec::new();
        let mut consent: Option<ConsentPart> = None;
        let mut later: Vec<(PartId, ToldMorePart)> = Vec::new();
        for part in parts {
            let Some(key) = keys.of(part) else {
                seen.closed += 1;
                continue;
            };
            match part.kind {
                PartKind::Answers => seen.answers = Some(self.open_part(key, part)?),
                PartKind::Identity => seen.identity = Some(self.open_part(key, part)?),
                PartKind::Message => messages.push((part.id, self.open_part(key, part)?)),
                PartKind::FileFacts => seen.files.push((part.id, self.open_part(key, part)?)),
                PartKind::History => seen.history.push(self.open_part(key, part)?),
                PartKind::Consent => {
                    let said: ConsentPart = self.open_part(key, part)?;
                    seen.agreed.push(said.clone());
                    consent = Some(match consent.take() {
                        Some(before) => holds(before, said),
                        None => said,
                    });
                }
                PartKind::Commitment => steps.push((part.id, self.open_part(key, part)?)),
                PartKind::Sheet => sheets.push((part.id, self.open_part(key, part)?)),
                PartKind::Release => {
                    releases.push((part.id, part.compartment, self.open_part(key, part)?));
                }
                PartKind::Note => seen.notes.push((part.id, self.open_part(key, part)?)),
                // Bodies are streamed by themselves; private notes are sealed to their writer alone.
                PartKind::FileBody | PartKind::PrivateNote => {}
                PartKind::ToldMore => later.push((part.id, self.open_part(key, part)?)),
                PartKind::TakeOut if part.compartment != Compartment::Narrative => {}
                PartKind::TakeOut => seen.taken_out.push((part.id, self.open_part(key, part)?)),
            }
        }
        seen.agreed.sort_by_key(|said| said.at);
        seen.consent = consent.unwrap_or_default().in_force(self.today());
        let wrote: BTreeMap<PartId, (Option<MemberId>, i64)> =
            seen.history.iter().filter_map(wrote).collect();
        let signed = messages.into_iter().map(|(id, message)| MessagePart {
            member: wrote.get(&id).and_then(|(member, _)| *member),
            ..message
        });
        seen.messages = signed.collect();
        let placed = steps.into_iter().map(|(id, step)| {
            let (member, number) = wrote.get(&id).copied().unwrap_or_default();
            CommitmentPart {
                member,
                number,
                ..step
            }
        });
        seen.commitments = placed.collect();
        let placed = sheets.into_iter().map(|(id, sheet)| {
            let (member, number) = wrote.get(&id).copied().unwrap_or_default();
            SheetPart {
                member,
                number,
                ..sheet
            }
        });
        seen.sheets = placed.collect();
        seen.sheets.sort_by_key(|sheet| sheet.number);
        for (id, compartment, mut part) in releases {
            (part.member, part.number) = wrote.get(&id).copied().unwrap_or_default();
            match compartment {
                Compartment::Team => seen.drafts.push((id, part)),
                _ => seen.released.push((id, part)),
            }
        }
        seen.drafts.sort_by_key(|(_, part)| part.number);
        seen.released.sort_by_key(|(_, part)| part.number);
        seen.taken_out.sort_by_key(|(_, went)| went.at);
        // By their lines: two of one moment, or of a clock that was set back, are in the order in which they were told.
        later.sort_by_key(|(id, _)| wrote.get(id).map(|(_, number)| *number));
        seen.told_more = later.into_iter().map(|(_, more)| more).collect();
        seen.messages.sort_by_key(|m| m.at);
        seen.notes.sort_by_key(|(_, n)| n.at);
        seen.files.sort_by_key(|(_, f)| f.at);
        // Each act raised the version of the case: the order holds even where the clock was set back.
        seen.history
            .sort_by_key(|line| proof::number(line).unwrap_or_default());
        Ok(seen)
    }

    /// Opens a case for a member who unlocked their key; never the identity, which is opened by itself. That they opened it
    /// is in the history, and committed, before anything is given.
    ///
    /// # Errors
    /// `Denied` when they may not; `Unavailable` when a grant was tampered with.
    pub async fn read_case(
        &self,
        who: &Working<'_>,
        id: CaseId,
    ) -> Result<(Case, CaseSeen), Error> {
        let known = self.known(who, id).await?;
        let has_news = known.is_some_and(|e| e.new_messages() > 0);
        let mut held = self.hold::<may::Read>(who, id).await?;
        let mut parts = rows::parts(&mut held.tx, &self.keys.rows, &held.case).await?;
        parts.retain(|part| part.compartment != Compartment::Identity);
        let own = parts.extract_if(.., |p| p.kind == PartKind::PrivateNote);
        let own_notes = own
            .filter_map(|part| self.open_part(&who.unlocked.identity, &part).ok())
            .collect();
        let mut seen = self.open_case(&held.keys, &parts)?;
        seen.own_notes = own_notes;
        seen.benches = self.benches(&mut held.tx, &held.case).await?;
        let case = Case::clone(&held.case);
        let fact = cases::record(&held.case, CaseAct::Opened);
        self.done(held, fact, vec![], has_news.then_some(Change::Seen))
            .await?;
        Ok((case, seen))
    }

    pub(crate) async fn member_keys<A: Action<On = Case>>(
        &self,
        tx: &mut Tx,
        member: Membership,
        unlocked: &Identity,
        case: &Granted<A>,
    ) -> Result<CaseKeys, Error> {
        let desk: BTreeMap<i64, Identity> = self
            .desk_keys(tx, member.desk, member.member, unlocked)
            .await?
            .into_iter()
            .collect();
        let grants = rows::grants(tx, &self.keys.rows, case).await?;
        let signers = self.signers(tx, case.desk).await?;
        let mine = |reader: &Reader| match reader {
            Reader::Desk { epoch } if member.desk == case.desk => desk.get(epoch).cloned(),
            Reader::Member(who) if *who == member.member => Some(unlocked.clone()),
            _ => None,
        };
        let mut keys = self.case_keys(&grants, &signers, mine)?;
        if keys.keys.is_empty() {
            return Err(Error::Denied(Denied::NotFound));
        }
        let reads = |reader: &Reader| mine(reader).is_some();
        self.renew_keys(tx, case, &grants, &mut keys, reads).await?;
        self.lay_by(tx, case, &keys).await?;
        Ok(keys)
    }
}

/// Which message or sheet a line of the history is about, who of the desk wrote it, and the number of the line.
fn wrote(line: &HistoryPart) -> Option<(PartId, (Option<MemberId>, i64))> {
    let part = match &line.committed.fact {
        Fact::Case(fact) => match fact.act {
            CaseAct::MessageSent { part }
            | CaseAct::SheetFilled { part, .. }
            | CaseAct::CommitmentChanged { part, .. }
            | CaseAct::ReleaseDrafted { part }
            | CaseAct::WroteToParty {
                part: Some(part), ..
            }
            | CaseAct::Released { part, .. } => part,
            _ => return None,
        },
        Fact::Room(fact) => match fact.act {
            RoomAct::Shared { part }
            | RoomAct::DeskWrote { part }
            | RoomAct::PartyWrote { part }
            | RoomAct::PartyStepped { part, .. }
            | RoomAct::PartySteppedAside { part, .. }
            | RoomAct::PartyClaimed { part, .. }
            | RoomAct::PartyFilled { part, .. } => part,
            _ => return None,
        },
        Fact::Desk(_) => return None,
    };
    let member = match line.by {
        ActedBy::Member(member) => Some(member),
        _ => None,
    };
    Some((part, (member, proof::number(line)?)))
}
