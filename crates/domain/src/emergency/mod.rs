//! A case that is narrowed to named readers is opened in an emergency: by somebody who leads its desk, never quietly, and not alone at once.
//!
//! That it was asked for is known to all whom it concerns before anything opens. It opens when a second member agrees, or after a wait in
//! which it can be stopped; what opens ends by itself.

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::{
    CaseId, Day, EmergencyId, Fact, Granted, MemberId, Problem, Problems,
    cases::{
        ActError, Case, CaseAccess, REASON_MAX,
        content::{ActedBy, HistoryPart},
        needed, record,
    },
    fact::{CaseAct, EmergencyStep},
    network::notices::News,
    policy::cases as may,
};

/// So often one lead's asks for one case are stopped before they have to wait until the first of these is over.
pub const STOPPED_MOST: usize = 3;
/// A reason has so many characters at least: a sentence, not a word.
pub const REASON_MIN: usize = 20;

/// How long is waited where nobody agrees, and how long is read: policy data, in `vocabulary/team.toml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waits {
    /// So many hours it can be stopped before it opens without a second member.
    pub hours: u32,
    /// For so many days it is read once it opened. As long an ask holds from when it may be opened.
    pub days: u32,
}

/// What happens when somebody asks to open a case in an emergency.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EmergencyAct {
    /// Somebody who leads the desk asked, and why.
    Asked {
        ask: EmergencyId,
        reason: String,
        /// The last day on which it can be opened.
        until: Day,
    },
    /// A second member agreed that `by` opens it.
    Agreed { ask: EmergencyId, by: MemberId },
    /// A reader, a lead or whoever asked stopped it, and why.
    Stopped {
        ask: EmergencyId,
        by: MemberId,
        reason: String,
    },
    /// It opened for whoever asked, until a day.
    Opened {
        ask: EmergencyId,
        with: Option<MemberId>,
        until: Day,
    },
    /// It did not open for whoever asked: it touches what they declared of themself.
    Barred { ask: EmergencyId },
}

impl EmergencyAct {
    /// The stable code, also the end of its message keys (`act-emergency-…`, `audit-emergency-…`).
    pub fn code(&self) -> &'static str {
        match self {
            EmergencyAct::Asked { .. } => "emergency-asked",
            EmergencyAct::Agreed { .. } => "emergency-agreed",
            EmergencyAct::Stopped { .. } => "emergency-stopped",
            EmergencyAct::Opened { .. } => "emergency-opened",
            EmergencyAct::Barred { .. } => "emergency-barred",
        }
    }

    /// What of it may stand in the open, in the audit.
    pub fn step(&self) -> EmergencyStep {
        match self {
            EmergencyAct::Asked { .. } => EmergencyStep::Asked,
            EmergencyAct::Agreed { .. } => EmergencyStep::Agreed,
            EmergencyAct::Stopped { .. } => EmergencyStep::Stopped,
            EmergencyAct::Opened { .. } => EmergencyStep::Opened,
            EmergencyAct::Barred { .. } => EmergencyStep::Barred,
        }
    }

    /// Whom it gives something new: the alarm itself goes to all who are told of an ask, reader or not, with its row.
    pub fn news(&self) -> News {
        News::Nobody
    }

    pub fn reason(&self) -> Option<&str> {
        match self {
            EmergencyAct::Asked { reason, .. } | EmergencyAct::Stopped { reason, .. } => {
                Some(reason)
            }
            EmergencyAct::Agreed { .. }
            | EmergencyAct::Opened { .. }
            | EmergencyAct::Barred { .. } => None,
        }
    }

    /// The member whom it is about.
    pub fn whom(&self) -> Option<MemberId> {
        match self {
            EmergencyAct::Agreed { by, .. } | EmergencyAct::Stopped { by, .. } => Some(*by),
            EmergencyAct::Opened { with, .. } => *with,
            EmergencyAct::Asked { .. } | EmergencyAct::Barred { .. } => None,
        }
    }
}

/// How an ask stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stands {
    /// For a second member, or for its hour.
    Waits,
    Stopped,
    Opened,
    /// It touches what whoever asked declared of themself.
    Barred,
}

impl Stands {
    pub const ALL: [Stands; 4] = [
        Stands::Waits,
        Stands::Stopped,
        Stands::Opened,
        Stands::Barred,
    ];

    /// The stable code, also the end of its message key (`emergency-stands-…`).
    pub fn code(self) -> &'static str {
        match self {
            Stands::Waits => "waits",
            Stands::Stopped => "stopped",
            Stands::Opened => "opened",
            Stands::Barred => "barred",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stands| stands.code() == code)
    }
}

/// Somebody's ask to open a case. Why is sealed to those who are told of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Emergency {
    pub id: EmergencyId,
    pub case: CaseId,
    /// Who asked.
    pub by: MemberId,
    pub stands: Stands,
    /// The second member, once there is one.
    pub agreed: Option<MemberId>,
    /// The hour, since 1970, from which it opens without one.
    pub opens: i64,
    /// The last day on which it can be opened, or is read.
    pub until: Day,
}

impl Emergency {
    /// Whether it can still come to something.
    pub fn is_open(&self, today: Day) -> bool {
        self.stands == Stands::Waits && self.until >= today
    }

    /// Whether it can be opened now, when `counts` says whether the second member's word does.
    pub fn may_open(&self, (hour, today): (i64, Day), counts: bool) -> bool {
        self.is_open(today) && (hour >= self.opens || (self.agreed.is_some() && counts))
    }
}

/// Why something about an ask is not done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// They read the case: there is nothing to open.
    Reads,
    /// They asked already, and it waits.
    Waits,
    /// No key was laid by for them: they lead the desk only since nobody who reads the case was at it.
    NoKey,
    /// It is there no longer: the case was erased, or is not theirs to know of.
    Gone,
    Stopped,
    Opened,
    Barred,
    /// It was not opened in time.
    Over,
    /// Somebody has agreed already.
    Agreed,
    /// Nobody agreed yet, and its hour has not come.
    Early,
    /// Only whoever asked opens it.
    NotTheirs,
    /// What they asked for was stopped too often of late.
    TooOften,
}

impl Refusal {
    pub const ALL: [Refusal; 12] = [
        Refusal::Reads,
        Refusal::Waits,
        Refusal::NoKey,
        Refusal::Gone,
        Refusal::Stopped,
        Refusal::Opened,
        Refusal::Barred,
        Refusal::Over,
        Refusal::Agreed,
        Refusal::Early,
        Refusal::NotTheirs,
        Refusal::TooOften,
    ];

    /// The stable code, also the end of its message key (`emergency-no-…`).
    pub fn code(self) -> &'static str {
        match self {
            Refusal::Reads => "reads",
            Refusal::Waits => "waits",
            Refusal::NoKey => "key",
            Refusal::Gone => "gone",
            Refusal::Stopped => "stopped",
            Refusal::Opened => "opened",
            Refusal::Barred => "barred",
            Refusal::Over => "over",
            Refusal::Agreed => "agreed",
            Refusal::Early => "early",
            Refusal::NotTheirs => "theirs",
            Refusal::TooOften => "often",
        }
    }
}

fn refused<T>(why: Refusal) -> Result<T, ActError> {
    Err(ActError::Emergency(why))
}

/// A reason that says something.
pub fn sentence(raw: &str) -> Result<String, ActError> {
    let reason = needed("reason", raw, REASON_MAX)?;
    if reason.chars().count() < REASON_MIN {
        let short = Problem::TooShort { min: REASON_MIN };
        return Err(ActError::Invalid(Problems::one("reason", short)));
    }
    Ok(reason)
}

/// What still waits, or why it does not.
fn waiting(ask: &Emergency, today: Day) -> Result<(), ActError> {
    match ask.stands {
        Stands::Waits if ask.until < today => refused(Refusal::Over),
        Stands::Waits => Ok(()),
        Stands::Stopped => refused(Refusal::Stopped),
        Stands::Opened => refused(Refusal::Opened),
        Stands::Barred => refused(Refusal::Barred),
    }
}

/// What is so of a case that can be opened so: it is narrowed, and whoever asks does not read it.
fn shut(case: &Case, me: MemberId) -> Result<(), ActError> {
    match case.access {
        CaseAccess::Desk => refused(Refusal::Reads),
        CaseAccess::Named if case.readers.contains(&me) => refused(Refusal::Reads),
        CaseAccess::Named => Ok(()),
    }
}

/// Asks to open a case. `there` are the asks for it that were made before.
///
/// # Errors
/// `Emergency` says why not; `Invalid` without a sentence that says why.
pub fn ask(
    case: &Granted<may::AskEmergency>,
    there: &[Emergency],
    (id, me, reason): (EmergencyId, MemberId, &str),
    rules: &Waits,
    (hour, today): (i64, Day),
) -> Result<(Emergency, Fact), ActError> {
    shut(case, me)?;
    let reason = sentence(reason)?;
    if there.iter().any(|ask| ask.by == me && ask.is_open(today)) {
        return refused(Refusal::Waits);
    }
    let stopped =
        |ask: &&Emergency| ask.by == me && ask.stands == Stands::Stopped && ask.until >= today;
    if there.iter().filter(stopped).count() >= STOPPED_MOST {
        return refused(Refusal::TooOften);
    }
    // The hour that runs is not a whole one.
    let opens = match rules.hours {
        0 => hour,
        hours => hour + i64::from(hours) + 1,
    };
    let whole_days = i64::from(rules.hours.div_ceil(24));
    let ask = Emergency {
        id,
        case: case.id,
        by: me,
        stands: Stands::Waits,
        agreed: None,
        opens,
        until: today.plus(whole_days + i64::from(rules.days)),
    };
    let act = EmergencyAct::Asked {
        ask: id,
        reason,
        until: ask.until,
    };
    Ok((ask, record(case, CaseAct::Emergency(act))))
}

/// Steps aside from a narrow case that they do not read: it is not there for them any more, and nothing of it is laid by for them.
///
/// # Errors
/// `Emergency` when they read it; `Invalid` without a reason.
pub fn step_aside(
    case: &Granted<may::AskEmergency>,
    who: MemberId,
    reason: &str,
) -> Result<Fact, ActError> {
    shut(case, who)?;
    let reason = needed("reason", reason, REASON_MAX)?;
    Ok(record(case, CaseAct::SteppedAside { who, reason }))
}

/// Agrees, as the second member. Nobody is their own.
///
/// # Errors
/// `NotYourOwn`; `Emergency` says why it is not agreed to any more.
pub fn agree(
    case: &Granted<may::AgreeEmergency>,
    ask: &Emergency,
    me: MemberId,
    today: Day,
) -> Result<Fact, ActError> {
    waiting(ask, today)?;
    shut(case, ask.by)?;
    if ask.by == me {
        return Err(ActError::NotYourOwn);
    }
    if ask.agreed.is_some() {
        return refused(Refusal::Agreed);
    }
    let act = EmergencyAct::Agreed {
        ask: ask.id,
        by: ask.by,
    };
    Ok(record(case, CaseAct::Emergency(act)))
}

/// Stops it, for as long as it is not open. Once somebody agreed, only those stop it who read the case, and whoever asked: a lead whom it
/// concerns does not keep it shut alone.
///
/// # Errors
/// `Emergency` says why there is nothing to stop; `Invalid` without a reason.
pub fn stop(
    case: &Granted<may::StopEmergency>,
    ask: &Emergency,
    me: MemberId,
    reason: &str,
    today: Day,
) -> Result<Fact, ActError> {
    waiting(ask, today)?;
    if ask.agreed.is_some() && ask.by != me && !case.readers.contains(&me) {
        return refused(Refusal::Agreed);
    }
    let act = EmergencyAct::Stopped {
        ask: ask.id,
        by: ask.by,
        reason: needed("reason", reason, REASON_MAX)?,
    };
    Ok(record(case, CaseAct::Emergency(act)))
}

/// An ask that waits, or that opened the case for now, as the history says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InHistory {
    pub ask: EmergencyId,
    pub by: MemberId,
    /// The second member.
    pub with: Option<MemberId>,
    pub is_open: bool,
    /// The last day on which it can be opened, or is read.
    pub until: Day,
}

/// What stands of it today, by the lines of the history, which are in order.
pub fn in_history<'a>(
    history: impl IntoIterator<Item = &'a HistoryPart>,
    today: Day,
) -> Vec<InHistory> {
    let mut all: Vec<InHistory> = Vec::new();
    for line in history {
        let (Some(CaseAct::Emergency(act)), ActedBy::Member(who)) =
            (line.committed.fact.act(), line.by)
        else {
            continue;
        };
        match act {
            EmergencyAct::Asked { ask, until, .. } => all.push(InHistory {
                ask: *ask,
                by: who,
                with: None,
                is_open: false,
                until: *until,
            }),
            EmergencyAct::Agreed { ask, .. } => {
                { all.iter_mut() }
                    .filter(|one| one.ask == *ask)
                    .for_each(|one| one.with = Some(who));
            }
            EmergencyAct::Opened { ask, with, until } => {
                for one in all.iter_mut().filter(|one| one.ask == *ask) {
                    (one.is_open, one.with, one.until) = (true, *with, *until);
                }
            }
            EmergencyAct::Stopped { ask, .. } | EmergencyAct::Barred { ask } => {
                all.retain(|one| one.ask != *ask);
            }
        }
    }
    all.retain(|one| one.until >= today);
    all
}

/// What is known when somebody opens.
#[derive(Debug, Clone, Copy)]
pub struct Now {
    pub hour: i64,
    pub today: Day,
    /// What they declared of themself fits the case.
    pub is_barred: bool,
    /// The second member's word counts: they are of the desk, did not step aside, and declared nothing that fits.
    pub counts: bool,
}

/// Opens it for whoever asked, or says in the history that it does not open for them.
///
/// # Errors
/// `Emergency` says why not (yet).
pub fn open(
    case: &Granted<may::AskEmergency>,
    ask: &Emergency,
    me: MemberId,
    rules: &Waits,
    now: Now,
) -> Result<(Emergency, Fact), ActError> {
    if ask.by != me {
        return refused(Refusal::NotTheirs);
    }
    waiting(ask, now.today)?;
    shut(case, me)?;
    if !ask.may_open((now.hour, now.today), now.counts) {
        return refused(Refusal::Early);
    }
    if now.is_barred {
        let barred = Emergency {
            stands: Stands::Barred,
            ..*ask
        };
        let act = EmergencyAct::Barred { ask: ask.id };
        return Ok((barred, record(case, CaseAct::Emergency(act))));
    }
    let until = now.today.plus(rules.days.into());
    let opened = Emergency {
        stands: Stands::Opened,
        agreed: ask.agreed.filter(|_| now.counts),
        until,
        ..*ask
    };
    let act = EmergencyAct::Opened {
        ask: ask.id,
        with: opened.agreed,
        until,
    };
    Ok((opened, record(case, CaseAct::Emergency(act))))
}
