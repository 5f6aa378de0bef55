//! What of an act concerns whom: whom it gives something new, its reason, its room, and whether whoever reported reads its line.

use super::CaseAct;
use crate::{
    MemberId, RoomId, cases::CaseAccess, intake::consent, network::notices::News,
    patterns::PatternAct,
};

impl CaseAct {
    /// Who reads a case that begins, and who does not, by the cases that it comes from.
    pub fn begins_with(&self) -> Option<(CaseAccess, &[MemberId])> {
        match self {
            CaseAct::ReportReceived {
                follows: Some(of), ..
            } => Some((of.access, &of.recused)),
            CaseAct::ReportReceived {
                gathers: Some(of), ..
            } => Some((of.access, &of.recused)),
            _ => None,
        }
    }

    /// Whom it gives something new to read or to do, when `by` did it.
    pub fn news(&self, by: Option<MemberId>) -> News {
        match self {
            CaseAct::ReportReceived { .. }
            | CaseAct::ReporterWrote { .. }
            | CaseAct::ReporterSentFile { .. }
            | CaseAct::ConsentChanged { .. }
            | CaseAct::ContactStopped
            | CaseAct::ContactAllowed
            | CaseAct::ClockSaid { .. }
            | CaseAct::GoingSaid { .. }
            | CaseAct::IdentityGone
            | CaseAct::PartyWrote { .. }
            | CaseAct::PartySteppedAside { .. }
            | CaseAct::Withdrawn { .. } => News::Readers { but: by },
            CaseAct::IdentityAsked { who, .. } => News::Readers { but: Some(*who) },
            CaseAct::IdentityAgreed { by: asked, .. }
            | CaseAct::IdentityRefused { by: asked, .. } => News::One(*asked),
            // What who reported filled in.
            CaseAct::SheetFilled { .. } if by.is_none() => News::Readers { but: None },
            CaseAct::CommitmentChanged { .. } => match by {
                None => News::Readers { but: None },
                Some(_) => News::Nobody,
            },
            CaseAct::Assigned { to: Some(to), .. } if by != Some(*to) => News::One(*to),
            CaseAct::AccessGiven { to, .. } | CaseAct::IdentityHanded { to, .. } => News::One(*to),
            CaseAct::Team(act) => act.news(by),
            CaseAct::Emergency(act) => act.news(),
            CaseAct::Opened
            | CaseAct::IdentityOpened { .. }
            | CaseAct::FileOpened { .. }
            | CaseAct::Stepped { .. }
            | CaseAct::Linked { .. }
            | CaseAct::SheetFilled { .. }
            | CaseAct::ClockExtended { .. }
            | CaseAct::Beside { .. }
            | CaseAct::Assigned { .. }
            | CaseAct::Titled { .. }
            | CaseAct::AccessTaken { .. }
            | CaseAct::AccessEnded { .. }
            | CaseAct::AccessChanged { .. }
            | CaseAct::SteppedAside { .. }
            | CaseAct::MergedInto { .. }
            | CaseAct::MergedFrom { .. }
            | CaseAct::ReleaseDrafted { .. }
            | CaseAct::Released { .. }
            | CaseAct::WroteToParty { .. }
            | CaseAct::PartyOpened { .. }
            | CaseAct::RoomShut { .. }
            | CaseAct::TakeOutPrepared { .. }
            | CaseAct::TakenOut { .. }
            | CaseAct::Printed
            | CaseAct::Pattern(_)
            | CaseAct::MessageSent { .. }
            | CaseAct::NoteWritten { .. }
            | CaseAct::PrivateNoteWritten { .. }
            | CaseAct::FileAdded { .. }
            | CaseAct::ReceiptChanged => News::Nobody,
        }
    }

    /// Why it was done, in the words of who did it.
    pub fn reason(&self) -> Option<&str> {
        let said = match self {
            CaseAct::IdentityAsked { reason, .. }
            | CaseAct::IdentityRefused { reason, .. }
            | CaseAct::IdentityOpened { reason, .. }
            | CaseAct::ClockExtended { reason, .. }
            | CaseAct::AccessGiven { reason, .. }
            | CaseAct::AccessTaken { reason, .. }
            | CaseAct::AccessChanged { reason, .. }
            | CaseAct::SteppedAside { reason, .. }
            | CaseAct::IdentityHanded { reason, .. }
            | CaseAct::Assigned { reason, .. }
            | CaseAct::MergedInto { reason, .. }
            | CaseAct::MergedFrom { reason, .. } => reason,
            CaseAct::Titled { title } => title,
            CaseAct::Team(act) => act.reason()?,
            CaseAct::Emergency(act) => act.reason()?,
            CaseAct::Pattern(PatternAct::Apart { reason, .. }) => reason,
            _ => return None,
        };
        (!said.is_empty()).then_some(said)
    }

    /// The room that it is about.
    pub fn room(&self) -> Option<RoomId> {
        match self {
            CaseAct::Released { room, .. }
            | CaseAct::WroteToParty { room, .. }
            | CaseAct::PartyOpened { room }
            | CaseAct::PartyWrote { room }
            | CaseAct::PartySteppedAside { room }
            | CaseAct::RoomShut { room, .. } => Some(*room),
            CaseAct::CommitmentChanged { room, .. } => *room,
            _ => None,
        }
    }

    /// The purposes that are allowed no longer from then on: whoever was told for one of them is shown it no longer.
    pub fn ends_purposes(&self) -> Vec<&str> {
        match self {
            CaseAct::ConsentChanged {
                taken_back,
                forgets,
                ..
            } => {
                // Who is kept no longer is shown by name to nobody either.
                let named = forgets.then_some(["name-to-company", "name-to-mediator"]);
                let gone = taken_back.iter().map(String::as_str);
                gone.chain(named.into_iter().flatten()).collect()
            }
            CaseAct::Withdrawn { .. } => consent::CONSENT_PURPOSES.to_vec(),
            _ => Vec::new(),
        }
    }

    /// The member whom it is about.
    pub fn whom(&self) -> Option<MemberId> {
        match self {
            CaseAct::IdentityAgreed { by: whom, .. }
            | CaseAct::IdentityRefused { by: whom, .. }
            | CaseAct::IdentityHanded { to: whom, .. }
            | CaseAct::Assigned { to: Some(whom), .. }
            | CaseAct::AccessGiven { to: whom, .. }
            | CaseAct::AccessTaken { from: whom, .. }
            | CaseAct::AccessEnded { from: whom, .. } => Some(*whom),
            CaseAct::Team(act) => act.whom(),
            CaseAct::Emergency(act) => act.whom(),
            _ => None,
        }
    }

    /// Whether the reporter sees the line in their own account of the case: it is then sealed to the narrative
    /// compartment, else to the team's.
    pub fn shown_to_reporter(&self) -> bool {
        if let CaseAct::Pattern(act) = self {
            return act.shown_to_reporter();
        }
        matches!(
            self,
            CaseAct::ReportReceived { .. }
                | CaseAct::Stepped { .. }
                | CaseAct::Linked { .. }
                | CaseAct::SheetFilled { shown: true, .. }
                | CaseAct::Released { .. }
                | CaseAct::WroteToParty { .. }
                | CaseAct::RoomShut { .. }
                | CaseAct::GoingSaid { .. }
                | CaseAct::IdentityGone
                | CaseAct::TakenOut { .. }
                | CaseAct::CommitmentChanged { .. }
                | CaseAct::MessageSent { .. }
                | CaseAct::FileAdded { .. }
                | CaseAct::ReporterWrote { .. }
                | CaseAct::ReporterSentFile { .. }
                | CaseAct::ConsentChanged { .. }
                | CaseAct::ContactStopped
                | CaseAct::ContactAllowed
                | CaseAct::Withdrawn { .. }
                | CaseAct::ReceiptChanged
        )
    }
}
