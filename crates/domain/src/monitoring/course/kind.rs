//! What there are courses of, and what the program can tell of each such thing before an act.

use serde::{Deserialize, Serialize};

/// What a course is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CourseKind {
    /// The yearly self-assessment of a company.
    Assessment,
    /// A field-based review.
    Mission,
    /// A concern about a company.
    Concern,
    /// One thing that a company is to put right.
    Action,
    /// The way to a certificate, and to keeping it.
    Certification,
}

impl CourseKind {
    pub const ALL: [CourseKind; 5] = [
        CourseKind::Assessment,
        CourseKind::Mission,
        CourseKind::Concern,
        CourseKind::Action,
        CourseKind::Certification,
    ];

    /// The stable code, also the end of its message key (`course-…`).
    pub fn code(self) -> &'static str {
        match self {
            CourseKind::Assessment => "assessment",
            CourseKind::Mission => "mission",
            CourseKind::Concern => "concern",
            CourseKind::Action => "action",
            CourseKind::Certification => "certification",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The shipped course, as it is written.
    pub fn default_text(self) -> &'static str {
        match self {
            CourseKind::Assessment => include_str!("../../vocabulary/courses/assessment.toml"),
            CourseKind::Mission => include_str!("../../vocabulary/courses/mission.toml"),
            CourseKind::Concern => include_str!("../../vocabulary/courses/concern.toml"),
            CourseKind::Action => include_str!("../../vocabulary/courses/action.toml"),
            CourseKind::Certification => {
                include_str!("../../vocabulary/courses/certification.toml")
            }
        }
    }

    /// What the program can tell of such a thing before an act. A course that asked for anything else could not be gone.
    pub fn needs(self) -> &'static [Need] {
        match self {
            CourseKind::Assessment => &[Need::Words, Need::GapsExplained, Need::FeedbackSaid],
            CourseKind::Mission => &[
                Need::Words,
                Need::PlanWhole,
                Need::SafetyAcknowledged,
                Need::DayReached,
                Need::NoConflicts,
                Need::Debriefed,
                Need::ReportWritten,
            ],
            CourseKind::Concern => &[
                Need::Words,
                Need::Signal,
                Need::ActionsProposed,
                Need::ActionsAgreed,
                Need::ActionsVerified,
            ],
            CourseKind::Action => &[
                Need::Words,
                Need::OwnerAndDay,
                Need::Shown,
                Need::EffectSaid,
            ],
            CourseKind::Certification => &[
                Need::Words,
                Need::PartsComplete,
                Need::Dated,
                Need::Surveyed,
                Need::SurveillanceCame,
                Need::RenewalCame,
                Need::NoLongerGood,
            ],
        }
    }

    /// The states that the program goes by.
    pub fn states(self) -> &'static [&'static str] {
        match self {
            CourseKind::Action => &["proposed", "done-claimed", "verified", "withdrawn"],
            CourseKind::Certification => {
                &["certified", "surveillance-due", "renewal-due", "lapsed"]
            }
            CourseKind::Assessment | CourseKind::Mission | CourseKind::Concern => &[],
        }
    }

    /// The acts that the program goes by. Every course of the kind has them, whatever else it has.
    pub fn acts(self) -> &'static [&'static str] {
        match self {
            CourseKind::Assessment => &[
                "save",
                "delegate",
                "submit",
                "say-feedback",
                "extend",
                "reopen",
            ],
            CourseKind::Mission => &["plan", "acknowledge", "note", "write", "reply"],
            CourseKind::Concern => &[],
            CourseKind::Action => &["change", "agree", "claim", "verify", "give-time"],
            CourseKind::Certification => {
                &["add", "survey", "surveillance-due", "renewal-due", "lapse"]
            }
        }
    }
}

/// What must be so before an act. Which act needs which is the course's; whether it is so is told by the thing that takes the course.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Need {
    /// Why, in words.
    Words,
    /// Each gap of an assessment has its reason.
    GapsExplained,
    /// Something was said on at least one of the answers.
    FeedbackSaid,
    /// The plan says why, where, when, who, and how to stay safe.
    PlanWhole,
    /// Everybody of the team acknowledged the safety plan as it is now.
    SafetyAcknowledged,
    /// The first day of the journey has come.
    DayReached,
    /// Nothing stands side by side that two people wrote without having seen each other's.
    NoConflicts,
    /// The team talked over how it went, and wrote it down.
    Debriefed,
    /// There is a report that can be sent.
    ReportWritten,
    /// Something gave rise to the concern.
    Signal,
    /// It is said what the company is to put right.
    ActionsProposed,
    /// The company agreed to all of it, each with a day.
    ActionsAgreed,
    /// Somebody saw of each that it is done.
    ActionsVerified,
    /// Somebody owns it, and there is a day.
    OwnerAndDay,
    /// The evidence that was asked for is there.
    Shown,
    /// It is said whether it reached the people.
    EffectSaid,
    /// No part of the dossier is missing, and each redaction has its reason.
    PartsComplete,
    /// The certificate says from when it is good, and is good still.
    Dated,
    /// The report of the surveillance is given.
    Surveyed,
    /// The day of the yearly surveillance has come.
    SurveillanceCame,
    /// It is time to renew the certificate.
    RenewalCame,
    /// The last day of the certificate is over, or a surveillance was never done.
    NoLongerGood,
}

impl Need {
    pub const ALL: [Need; 22] = [
        Need::Words,
        Need::GapsExplained,
        Need::FeedbackSaid,
        Need::PlanWhole,
        Need::SafetyAcknowledged,
        Need::DayReached,
        Need::NoConflicts,
        Need::Debriefed,
        Need::ReportWritten,
        Need::Signal,
        Need::ActionsProposed,
        Need::ActionsAgreed,
        Need::ActionsVerified,
        Need::OwnerAndDay,
        Need::Shown,
        Need::EffectSaid,
        Need::PartsComplete,
        Need::Dated,
        Need::Surveyed,
        Need::SurveillanceCame,
        Need::RenewalCame,
        Need::NoLongerGood,
    ];

    /// The stable code, also the end of its message key (`course-need-…`).
    pub fn code(self) -> &'static str {
        match self {
            Need::Words => "words",
            Need::GapsExplained => "gaps-explained",
            Need::FeedbackSaid => "feedback-said",
            Need::PlanWhole => "plan-whole",
            Need::SafetyAcknowledged => "safety-acknowledged",
            Need::DayReached => "day-reached",
            Need::NoConflicts => "no-conflicts",
            Need::Debriefed => "debriefed",
            Need::ReportWritten => "report-written",
            Need::Signal => "signal",
            Need::ActionsProposed => "actions-proposed",
            Need::ActionsAgreed => "actions-agreed",
            Need::ActionsVerified => "actions-verified",
            Need::OwnerAndDay => "owner-and-day",
            Need::Shown => "shown",
            Need::EffectSaid => "effect-said",
            Need::PartsComplete => "parts-complete",
            Need::Dated => "dated",
            Need::Surveyed => "surveyed",
            Need::SurveillanceCame => "surveillance-came",
            Need::RenewalCame => "renewal-came",
            Need::NoLongerGood => "no-longer-good",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|need| need.code() == code)
    }
}
