//! The acts on a case that need a decision. Each takes a [`Granted`] case, so permission was proven before.

use crate::{
    Day, Granted, MemberId, PartId, Problem, Problems,
    calendar::Calendar,
    cases::{Case, CaseAccess, EraseReason, IdentityAsk, Reference, clocks},
    emergency::Refusal,
    fact::{CaseAct, CaseFact, DeskFact, Fact},
    policy::{Action, cases as may},
    problem::clean_text,
    procedure::{Code, Done, Effect, Exit, Need, Procedure, Refused},
    retention,
};

/// Longest reason, explanation or title.
pub const REASON_MAX: usize = 2_000;
pub const TITLE_MAX: usize = 120;

/// Why an act cannot be done now.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ActError {
    /// The state does not allow it, or not to them. These acts are allowed now, each with who may do it.
    #[error("not from this state")]
    NotFromHere { allowed: Vec<(Code, Vec<Code>)> },
    /// Something must be so before.
    #[error("something is missing")]
    Needs(Vec<Need>),
    /// It is so already.
    #[error("already so")]
    Already,
    /// Nobody looks over what they did themselves.
    #[error("somebody else has to do it")]
    NotYourOwn,
    /// A second person has to agree first.
    #[error("a second person has to agree first")]
    NeedsSecond,
    /// Nobody would be left who can read the case.
    #[error("nobody would be left to read it")]
    LastReader,
    #[error("a case cannot be merged into itself")]
    Itself,
    #[error("not opened in an emergency")]
    Emergency(Refusal),
    #[error("something typed cannot be taken")]
    Invalid(Problems),
}

fn fact<A: Action<On = Case>>(case: &Granted<A>, act: CaseAct) -> Fact {
    Fact::Case(CaseFact {
        case: case.id,
        version: case.version,
        act,
    })
}

/// A reason that may be given.
fn offered(raw: &str) -> Result<String, ActError> {
    clean_text(raw, REASON_MAX)
        .map_err(|problem| ActError::Invalid(Problems::one("reason", problem)))
}

/// A text that must be there.
pub fn needed(field: &str, raw: &str, max: usize) -> Result<String, ActError> {
    match clean_text(raw, max) {
        Ok(text) if text.is_empty() => {
            Err(ActError::Invalid(Problems::one(field, Problem::Required)))
        }
        Ok(text) => Ok(text),
        Err(problem) => Err(ActError::Invalid(Problems::one(field, problem))),
    }
}

/// A step in the procedure, as somebody asks for it.
#[derive(Debug, Clone, Default)]
pub struct Step {
    pub act: Code,
    /// How the case ends with it, where the act leaves a choice.
    pub reason: Option<Code>,
    /// The note that says why.
    pub why: Option<PartId>,
}

/// Carries the case on in its procedure, as one of these actors; `holds` says what is so already.
///
/// # Errors
/// `NotFromHere` names what is allowed now; `Needs` what is missing; `Invalid` when it is not said how the case ends.
pub fn step<A: Action<On = Case>>(
    case: &Granted<A>,
    procedure: &Procedure,
    by: &[&str],
    step: Step,
    holds: impl Fn(&Need) -> bool,
) -> Result<Fact, ActError> {
    let place = case.place(procedure);
    let goes = |need: &Need| !procedure.is_outward(need) || case.may_go_out();
    let done = place
        .act(procedure, (&step.act, by), |need| goes(need) && holds(need))
        .map_err(|refused| match refused {
            Refused::NotNow { allowed } => ActError::NotFromHere { allowed },
            Refused::Needs(needs) => ActError::Needs(needs),
            Refused::Already => ActError::Already,
        })?;
    let Done::At(to) = done else {
        return Err(ActError::Already);
    };
    let exit = { place.open_to(procedure, by) }.find(|exit| exit.act == step.act);
    let Some(exit) = exit else {
        return Err(ActError::Already);
    };
    let (ends, by) = (ends_as(exit, step.reason)?, actor_of(exit, by));
    let begins = exit.begins.iter().map(|side| (side.clone(), true));
    let stops = exit.stops.iter().map(|side| (side.clone(), false));
    Ok(fact(
        case,
        CaseAct::Stepped {
            act: step.act,
            by,
            from: place.state,
            came_from: to.from,
            to: to.state,
            ends,
            beside: begins.chain(stops).collect(),
            why: step.why,
        },
    ))
}

/// As whom it was done.
fn actor_of(exit: &Exit, by: &[&str]) -> Code {
    let one = exit.by.iter().find(|who| by.contains(&who.as_str()));
    one.cloned().unwrap_or_default()
}

/// How a case ends with an act: as they said, or as it alone can.
fn ends_as(exit: &Exit, said: Option<Code>) -> Result<Option<Code>, ActError> {
    let wrong = |problem| Err(ActError::Invalid(Problems::one("reason", problem)));
    match (exit.reasons.as_slice(), said) {
        ([], _) => Ok(None),
        ([only], None) => Ok(Some(only.clone())),
        (_, None) => wrong(Problem::Required),
        (reasons, Some(said)) if reasons.contains(&said) => Ok(Some(said)),
        _ => wrong(Problem::NotAnOption),
    }
}

/// Gives a clock its whole time once more, as often as the procedure allows.
///
/// # Errors
/// `Already` when it was given, or there is no such clock; `Invalid` without a reason.
pub fn extend_clock(
    case: &Granted<may::Step>,
    procedure: &Procedure,
    clock: &str,
    reason: &str,
    calendar: &Calendar,
) -> Result<Fact, ActError> {
    let reason = needed("reason", reason, REASON_MAX)?;
    let state = procedure.state(&case.state).ok_or(ActError::Already)?;
    let mut clocks = case.clocks.iter();
    let running = clocks.find(|running| running.code == clock);
    let longer = running.and_then(|running| clocks::extend(state, running, calendar));
    match longer {
        Some(_) => {
            let clock = clock.to_owned();
            Ok(fact(case, CaseAct::ClockExtended { clock, reason }))
        }
        None => Err(ActError::Already),
    }
}

/// Begins or ends something beside the state, as one of these actors.
///
/// # Errors
/// `NotFromHere` names what is allowed now; `Already`.
pub fn set_beside<A: Action<On = Case>>(
    case: &Granted<A>,
    procedure: &Procedure,
    by: &[&str],
    (side, is_so): (&str, bool),
    why: Option<PartId>,
) -> Result<Fact, ActError> {
    let place = case.place(procedure);
    if is_so && procedure.is_begun_by_sheet(side) {
        // What a sheet begins is written down there.
        let sheets =
            { procedure.sheets.iter() }.filter(|sheet| sheet.begins.iter().any(|s| s == side));
        let allowed = sheets.map(|sheet| (sheet.code.clone(), sheet.by.clone()));
        return Err(ActError::NotFromHere {
            allowed: allowed.collect(),
        });
    }
    let effects = procedure.side(side).map_or(&[][..], |side| &side.effects);
    if effects.contains(&Effect::KeepAll) && why.is_none() {
        let missing = Problems::one("why", Problem::Required);
        return Err(ActError::Invalid(missing));
    }
    let one = |by: &&str| match is_so {
        true => place.begin(procedure, (side, by)).map(|_| ()),
        false => place.end(procedure, (side, by)).map(|_| ()),
    };
    let mut refused = ActError::Already;
    for who in by {
        match one(who) {
            Ok(()) => {
                let side = side.to_owned();
                return Ok(fact(case, CaseAct::Beside { side, is_so, why }));
            }
            Err(Refused::NotNow { allowed }) => refused = ActError::NotFromHere { allowed },
            Err(_) => refused = ActError::Already,
        }
    }
    Err(refused)
}

/// Gives the case to someone who can read it, or to nobody.
pub fn assign(
    case: &Granted<may::Assign>,
    now: Option<MemberId>,
    to: Option<MemberId>,
    reason: &str,
) -> Result<Fact, ActError> {
    if now == to {
        return Err(ActError::Already);
    }
    let reason = offered(reason)?;
    Ok(fact(case, CaseAct::Assigned { to, reason }))
}

/// Writes a better title line.
pub fn title(case: &Granted<may::Assign>, title: &str) -> Result<Fact, ActError> {
    let title = needed("title", title, TITLE_MAX)?.replace('\n', " ");
    Ok(fact(case, CaseAct::Titled { title }))
}

/// Lets one more member read.
pub fn give_access(
    case: &Granted<may::ChangeAccess>,
    to: MemberId,
    reason: &str,
    until: Option<Day>,
    today: Day,
) -> Result<Fact, ActError> {
    if case.readers.contains(&to) {
        return Err(ActError::Already);
    }
    if case.recused.contains(&to) {
        return Err(ActError::Invalid(Problems::one(
            "member",
            Problem::NotAnOption,
        )));
    }
    if until.is_some_and(|day| day <= today) {
        return Err(ActError::Invalid(Problems::one("until", Problem::NotADate)));
    }
    Ok(fact(
        case,
        CaseAct::AccessGiven {
            to,
            reason: needed("reason", reason, REASON_MAX)?,
            until,
        },
    ))
}

/// Ends a reading whose day is past.
pub fn end_access(case: &Granted<may::ChangeAccess>, from: MemberId, until: Day) -> Fact {
    fact(case, CaseAct::AccessEnded { from, until })
}

/// Ends a member's reading. `others` is how many members would still read the case, with no end to it: the last one stays, since a
/// case that nobody can open helps nobody.
pub fn take_access(
    case: &Granted<may::ChangeAccess>,
    from: MemberId,
    reason: &str,
    others: usize,
) -> Result<Fact, ActError> {
    if !case.readers.contains(&from) {
        return Err(ActError::Already);
    }
    if others == 0 {
        return Err(ActError::LastReader);
    }
    Ok(fact(
        case,
        CaseAct::AccessTaken {
            from,
            reason: needed("reason", reason, REASON_MAX)?,
        },
    ))
}

/// Narrows the case to those named, or opens it to all who read the desk.
pub fn change_access(
    case: &Granted<may::ChangeAccess>,
    to: CaseAccess,
    reason: &str,
) -> Result<Fact, ActError> {
    if case.access == to {
        return Err(ActError::Already);
    }
    Ok(fact(
        case,
        CaseAct::AccessChanged {
            to,
            reason: needed("reason", reason, REASON_MAX)?,
        },
    ))
}

/// Steps aside. `others` is how many members would still read the case, with no end to it.
pub fn step_aside(
    case: &Granted<may::StepAside>,
    who: MemberId,
    reason: &str,
    others: usize,
) -> Result<Fact, ActError> {
    if others == 0 {
        return Err(ActError::LastReader);
    }
    Ok(fact(
        case,
        CaseAct::SteppedAside {
            who,
            reason: needed("reason", reason, REASON_MAX)?,
        },
    ))
}

/// Says that this case and `other` are one; this one, which follows `procedure`, is closed, the other goes on. Gives the fact of each.
pub fn merge(
    case: &Granted<may::Merge>,
    other: &Granted<may::Merge>,
    procedure: &Procedure,
    reason: &str,
) -> Result<[Fact; 2], ActError> {
    if case.id == other.id {
        return Err(ActError::Itself);
    }
    let reason = needed("reason", reason, REASON_MAX)?;
    let gone = CaseAct::MergedInto {
        other: other.id,
        reason: reason.clone(),
        to: procedure.end.clone(),
    };
    let come = CaseAct::MergedFrom {
        other: case.id,
        reason,
    };
    Ok([fact(case, gone), fact(other, come)])
}

/// Gives the key to who reported to one more custodian.
pub fn hand_on(
    case: &Granted<may::ReadIdentity>,
    to: MemberId,
    reason: &str,
) -> Result<Fact, ActError> {
    if case.keepers.contains(&to) {
        return Err(ActError::Already);
    }
    let reason = needed("reason", reason, REASON_MAX)?;
    Ok(fact(case, CaseAct::IdentityHanded { to, reason }))
}

/// How many days an ask waits for a second person, and how many their word holds.
const ASK_DAYS: i64 = 7;
const AGREED_DAYS: i64 = 1;

/// The ask of one member that still holds.
pub fn ask_of(case: &Case, by: MemberId, today: Day) -> Option<IdentityAsk> {
    let mine = case
        .asks
        .iter()
        .find(|ask| ask.by == by && ask.until >= today);
    mine.copied()
}

/// Asks a second person before who reported is opened.
pub fn ask_identity(
    case: &Granted<may::ReadIdentity>,
    who: MemberId,
    reason: &str,
    today: Day,
) -> Result<Fact, ActError> {
    if ask_of(case, who, today).is_some() {
        return Err(ActError::Already);
    }
    let reason = needed("reason", reason, REASON_MAX)?;
    let until = today.plus(ASK_DAYS);
    let act = CaseAct::IdentityAsked { who, reason, until };
    Ok(fact(case, act))
}

/// The second person's word: yes, or no and why. Nobody is their own second person.
pub fn answer_ask(
    case: &Granted<may::AgreeIdentity>,
    who: MemberId,
    by: MemberId,
    refusal: Option<&str>,
    today: Day,
) -> Result<Fact, ActError> {
    let waits = ask_of(case, by, today).is_some_and(|ask| ask.agreed.is_none());
    if !waits || who == by {
        return Err(ActError::Already);
    }
    let act = match refusal {
        None => CaseAct::IdentityAgreed {
            who,
            by,
            until: today.plus(AGREED_DAYS),
        },
        Some(reason) => CaseAct::IdentityRefused {
            by,
            reason: needed("reason", reason, REASON_MAX)?,
        },
    };
    Ok(fact(case, act))
}

/// Opens who reported: with a second person's word, or, where nobody at the desk could give it (`seconds` is 0), alone and for
/// a reason. That it was alone is seen in the history.
pub fn open_identity(
    case: &Granted<may::ReadIdentity>,
    who: MemberId,
    reason: &str,
    seconds: usize,
    today: Day,
) -> Result<Fact, ActError> {
    let (reason, with) = match ask_of(case, who, today).and_then(|ask| ask.agreed) {
        Some(second) => (String::new(), Some(second)),
        None if seconds > 0 => return Err(ActError::NeedsSecond),
        None => (needed("reason", reason, REASON_MAX)?, None),
    };
    Ok(fact(case, CaseAct::IdentityOpened { reason, with }))
}

/// Takes a case away for good. Its reference is typed back first: what is gone comes back from nowhere.
pub fn erase(
    case: &Granted<may::Erase>,
    procedure: &Procedure,
    typed: &str,
    reason: Option<EraseReason>,
) -> Result<DeskFact, ActError> {
    let wrong = |field, problem| Err(ActError::Invalid(Problems::one(field, problem)));
    let Some(reason) = reason else {
        return wrong("reason", Problem::Required);
    };
    if retention::is_held(case, procedure) {
        return wrong("reason", Problem::Kept);
    }
    if Reference::parse(&typed.trim().to_uppercase()).as_ref() != Some(&case.reference) {
        return wrong("reference", Problem::NotAnOption);
    }
    Ok(DeskFact::CaseErased {
        desk: case.desk,
        reference: case.reference.clone(),
        reason,
    })
}

/// What only needs the proof: an act that cannot be wrong once it is allowed.
pub fn record<A: Action<On = Case>>(case: &Granted<A>, act: CaseAct) -> Fact {
    fact(case, act)
}

/// Asks that nobody makes contact, or allows it again.
pub fn stop_contact(case: &Granted<may::Decide>, stop: bool) -> Result<Fact, ActError> {
    if case.contact_stopped == stop {
        return Err(ActError::Already);
    }
    Ok(fact(
        case,
        if stop {
            CaseAct::ContactStopped
        } else {
            CaseAct::ContactAllowed
        },
    ))
}

/// Takes the report back.
pub fn withdraw(case: &Granted<may::Decide>, under_pressure: bool) -> Result<Fact, ActError> {
    if case.withdrawn {
        return Err(ActError::Already);
    }
    Ok(fact(case, CaseAct::Withdrawn { under_pressure }))
}
