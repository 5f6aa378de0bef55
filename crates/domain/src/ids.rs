//! Identifiers. All are random (UUID version 4): an identifier that told the time would tell when somebody reported.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.simple().fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::try_parse(text).map(Self)
            }
        }
    )*};
}

ids! {
    /// One installation of Watchpost; bound into everything that is sealed there.
    InstallationId;
    /// A desk: the people of one organisation who read the reports that reach it.
    DeskId;
    /// A way to report: its words, questions, recipients and promise.
    ChannelId;
    /// A person with an account.
    MemberId;
    /// A case, from its receipt to its end.
    CaseId;
    /// One sealed part of a case.
    PartId;
    /// One grant: a compartment's key, sealed to a reader.
    GrantId;
    /// A room: what a case shares with one other organisation.
    RoomId;
    /// Something that is to be done in a case.
    TaskId;
    /// Somebody's ask to open a narrow case in an emergency.
    EmergencyId;
    /// What several cases have in common.
    PatternId;
    /// A signed-in session.
    SessionId;
    /// An invitation that was not taken up yet.
    InvitationId;
    /// A saved view of the inbox.
    ViewId;
    /// An organisation of the registry.
    CompanyId;
    /// One record of the registry: something that was said of an organisation, corrected or taken back.
    ClaimId;
    /// What one company is asked about itself for one year.
    AssessmentId;
    /// One version of something that several people or devices write.
    VersionId;
    /// What somebody read about a company without going there.
    NoteId;
    /// A journey to see companies at work.
    MissionId;
    /// One place that a mission goes to.
    VisitId;
    /// A talk of a mission with one or more people, who are counted and not named.
    InterviewId;
    /// A file that bears something out, wherever it is kept.
    EvidenceId;
    /// What monitoring says of a company.
    FindingId;
    /// A concern about how a company keeps to the Code.
    ConcernId;
    /// Something that a company is to put right.
    ActionId;
    /// A company's way to a certificate that the Association takes.
    CertificationId;
}
