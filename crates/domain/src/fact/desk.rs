//! What happened to a desk or its people.

use serde::{Deserialize, Serialize};

use crate::{
    ChannelId, DeskId, InvitationId, MemberId, PolicyData,
    cases::{EraseReason, Reference},
};

/// Something that happened to a desk or its people. The log commits to it; the audit page shows it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DeskFact {
    DeskFounded {
        desk: DeskId,
    },
    MemberInvited {
        desk: DeskId,
        invitation: InvitationId,
        roles: u8,
    },
    InvitationTaken {
        desk: DeskId,
        invitation: InvitationId,
        member: MemberId,
    },
    /// The roster was signed anew; who reads the desk is in it.
    RosterSigned {
        desk: DeskId,
        epoch: i64,
        version: i64,
        hash: String,
    },
    MemberRemoved {
        desk: DeskId,
        member: MemberId,
    },
    MemberDisabled {
        desk: DeskId,
        member: MemberId,
    },
    LoginReset {
        desk: DeskId,
        member: MemberId,
    },
    ChannelChanged {
        desk: DeskId,
        channel: ChannelId,
        version: i64,
        /// Of all that it says and asks.
        #[serde(default)]
        hash: String,
    },
    /// Other rules hold from then on.
    PolicyUsed {
        desk: DeskId,
        data: PolicyData,
        version: i64,
        /// Of all that it says.
        hash: String,
    },
    /// Where the desk works; empty where nobody says.
    CountrySet {
        desk: DeskId,
        country: String,
    },
    /// A lead asked for a change of the roster that another must sign.
    RosterProposed {
        desk: DeskId,
        member: MemberId,
        version: i64,
        hash: String,
    },
    RosterDropped {
        desk: DeskId,
        version: i64,
    },
    InvitationTakenBack {
        desk: DeskId,
        invitation: InvitationId,
    },
    /// A case was taken away, with all that was sealed for it.
    CaseErased {
        desk: DeskId,
        reference: Reference,
        reason: EraseReason,
    },
    /// A narrow case was asked for, or opened, in an emergency: what of it may stand in the open.
    Emergency {
        desk: DeskId,
        reference: Reference,
        /// Who asked.
        member: MemberId,
        what: EmergencyStep,
    },
    /// A member changed how they sign in or unlock.
    AccountChanged {
        desk: DeskId,
        member: MemberId,
        what: AccountPart,
    },
    /// What is known of companies was changed by one of this desk.
    Registry {
        desk: DeskId,
        what: RegistryStep,
        /// Of the first record or change that was written.
        serial: i64,
        /// How many records were written.
        records: u64,
        /// Of all that they say.
        hash: String,
    },
}

/// How what is known of companies was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RegistryStep {
    /// Somebody wrote down what a source says, corrected it, or took it back.
    Recorded,
    /// Entries were found to be one company, or one to be two, or that was undone.
    Regrouped,
    /// A table was read.
    Imported,
}

/// How an ask to open a case in an emergency went on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EmergencyStep {
    Asked,
    Agreed,
    Stopped,
    Opened,
    Barred,
}

/// What a member changed about their own account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AccountPart {
    Passphrase,
    Unlocking,
    Authenticator,
    SpareCodes,
    RecoveryCode,
    /// The printed code was used, and another took its place.
    RecoveryUsed,
}

impl DeskFact {
    pub fn desk(&self) -> DeskId {
        match self {
            DeskFact::DeskFounded { desk }
            | DeskFact::MemberInvited { desk, .. }
            | DeskFact::InvitationTaken { desk, .. }
            | DeskFact::RosterSigned { desk, .. }
            | DeskFact::MemberRemoved { desk, .. }
            | DeskFact::MemberDisabled { desk, .. }
            | DeskFact::LoginReset { desk, .. }
            | DeskFact::ChannelChanged { desk, .. }
            | DeskFact::PolicyUsed { desk, .. }
            | DeskFact::CountrySet { desk, .. }
            | DeskFact::RosterProposed { desk, .. }
            | DeskFact::RosterDropped { desk, .. }
            | DeskFact::InvitationTakenBack { desk, .. }
            | DeskFact::CaseErased { desk, .. }
            | DeskFact::Emergency { desk, .. }
            | DeskFact::AccountChanged { desk, .. }
            | DeskFact::Registry { desk, .. } => *desk,
        }
    }

    /// The stable code, also the end of its message key (`audit-…`).
    pub fn code(&self) -> &'static str {
        match self {
            DeskFact::DeskFounded { .. } => "desk-founded",
            DeskFact::MemberInvited { .. } => "member-invited",
            DeskFact::InvitationTaken { .. } => "invitation-taken",
            DeskFact::RosterSigned { .. } => "roster-signed",
            DeskFact::MemberRemoved { .. } => "member-removed",
            DeskFact::MemberDisabled { .. } => "member-disabled",
            DeskFact::LoginReset { .. } => "login-reset",
            DeskFact::ChannelChanged { .. } => "channel-changed",
            DeskFact::PolicyUsed { data, .. } => data.used(),
            DeskFact::CountrySet { .. } => "country-set",
            DeskFact::RosterProposed { .. } => "roster-proposed",
            DeskFact::RosterDropped { .. } => "roster-dropped",
            DeskFact::InvitationTakenBack { .. } => "invitation-taken-back",
            DeskFact::CaseErased { .. } => "case-erased",
            DeskFact::Emergency { what, .. } => match what {
                EmergencyStep::Asked => "emergency-asked",
                EmergencyStep::Agreed => "emergency-agreed",
                EmergencyStep::Stopped => "emergency-stopped",
                EmergencyStep::Opened => "emergency-opened",
                EmergencyStep::Barred => "emergency-barred",
            },
            DeskFact::AccountChanged { what, .. } => match what {
                AccountPart::Passphrase => "passphrase-changed",
                AccountPart::Unlocking => "unlocking-changed",
                AccountPart::Authenticator => "authenticator-changed",
                AccountPart::SpareCodes => "spare-codes-made",
                AccountPart::RecoveryCode => "recovery-code-made",
                AccountPart::RecoveryUsed => "recovery-code-used",
            },
            DeskFact::Registry { what, .. } => match what {
                RegistryStep::Recorded => "registry-recorded",
                RegistryStep::Regrouped => "registry-regrouped",
                RegistryStep::Imported => "registry-imported",
            },
        }
    }
}
