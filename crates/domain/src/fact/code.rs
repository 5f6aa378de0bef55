//! What each act on a case is called, for its words in every language.

use super::CaseAct;

impl CaseAct {
    /// The stable code, also the end of its message key (`act-…`).
    pub fn code(&self) -> &'static str {
        match self {
            CaseAct::ReportReceived { .. } => "report-received",
            CaseAct::Linked { .. } => "linked",
            CaseAct::Opened => "opened",
            CaseAct::IdentityAsked { .. } => "identity-asked",
            CaseAct::IdentityAgreed { .. } => "identity-agreed",
            CaseAct::IdentityRefused { .. } => "identity-refused",
            CaseAct::IdentityOpened { .. } => "identity-opened",
            CaseAct::IdentityHanded { .. } => "identity-handed",
            CaseAct::FileOpened { .. } => "file-opened",
            CaseAct::Stepped { .. } => "stepped",
            CaseAct::SheetFilled { .. } => "sheet-filled",
            CaseAct::ClockSaid { .. } => "clock-said",
            CaseAct::GoingSaid { .. } => "going-said",
            CaseAct::IdentityGone => "identity-gone",
            CaseAct::ClockExtended { .. } => "clock-extended",
            CaseAct::Beside { is_so: true, .. } => "beside-begun",
            CaseAct::Beside { .. } => "beside-ended",
            CaseAct::Assigned { .. } => "assigned",
            CaseAct::Titled { .. } => "titled",
            CaseAct::AccessGiven { .. } => "access-given",
            CaseAct::AccessTaken { .. } => "access-taken",
            CaseAct::AccessEnded { .. } => "access-ended",
            CaseAct::AccessChanged { .. } => "access-changed",
            CaseAct::SteppedAside { .. } => "stepped-aside",
            CaseAct::MergedInto { .. } => "merged-into",
            CaseAct::MergedFrom { .. } => "merged-from",
            CaseAct::ReleaseDrafted { .. } => "release-drafted",
            CaseAct::Released { named: true, .. } => "released-named",
            CaseAct::Released { .. } => "released",
            CaseAct::WroteToParty { .. } => "wrote-to-party",
            CaseAct::PartyOpened { .. } => "party-opened",
            CaseAct::PartyWrote { .. } => "party-wrote",
            CaseAct::PartySteppedAside { .. } => "party-stepped-aside",
            CaseAct::RoomShut { .. } => "room-shut",
            CaseAct::TakeOutPrepared { .. } => "take-out-prepared",
            CaseAct::TakenOut { .. } => "taken-out",
            CaseAct::Printed => "printed",
            CaseAct::CommitmentChanged { step, .. } => commitment_act(step),
            CaseAct::Team(act) => act.code(),
            CaseAct::Emergency(act) => act.code(),
            CaseAct::Pattern(act) => act.code(),
            CaseAct::MessageSent { .. } => "message-sent",
            CaseAct::NoteWritten { .. } => "note-written",
            CaseAct::PrivateNoteWritten { .. } => "private-note-written",
            CaseAct::FileAdded { .. } => "file-added",
            CaseAct::ReporterWrote { .. } => "reporter-wrote",
            CaseAct::ReporterSentFile { .. } => "reporter-sent-file",
            CaseAct::ConsentChanged { .. } => "consent-changed",
            CaseAct::ContactStopped => "contact-stopped",
            CaseAct::ContactAllowed => "contact-allowed",
            CaseAct::Withdrawn { .. } => "withdrawn",
            CaseAct::ReceiptChanged => "receipt-changed",
        }
    }
}

/// The code of a step of a commitment, as an act of a case.
fn commitment_act(step: &str) -> &'static str {
    match step {
        "promised" => "commitment-promised",
        "claimed" => "commitment-claimed",
        "seen" => "commitment-seen",
        "confirmed" => "commitment-confirmed",
        _ => "commitment-dropped",
    }
}
