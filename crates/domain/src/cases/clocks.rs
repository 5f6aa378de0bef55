//! Clocks: by when something has to happen where a case stands. They begin with a step, stand still with a pause, are extended as the
//! procedure allows, and end with the next step. All of it is days, and nothing here knows what day it is.

use crate::{
    Day,
    calendar::Calendar,
    cases::Case,
    fact::CaseAct,
    procedure::{
        BACK, Clock, Code, Days, Exit, Procedure, State, Time, When,
        sheet::{again_clock, sheet_of_clock},
    },
};

mod promised;

pub use promised::promise_of_clock;
use promised::{is_seen_to, promise_clock, promise_word, promised};

/// A clock of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Running {
    /// What is due: as the procedure calls it, or the state itself.
    pub code: Code,
    /// When it began; of a promise, the day on which it is said that it comes due.
    pub began: Day,
    /// The last day on which it is in time.
    pub due: Day,
    /// How many days are left of it while it stands still, of the kind that it counts; or how many days late it is.
    pub left: Option<i64>,
    /// How often it was begun anew.
    pub extended: i64,
    /// How many of its reminders were given; one more than it has, once it is known that it ran out.
    pub told: i64,
    /// The next day on which it has something to say; none while it stands still, and once all was said.
    pub says: Option<Day>,
}

/// The clocks of where a case stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Clocks {
    pub running: Vec<Running>,
    /// They stand still, and with them what was promised.
    pub paused: bool,
    /// Of which promises it was said that they are late: a bit each.
    pub told: i64,
}

/// What a channel promised, as a bit of what was said to be late.
const PROMISES: [i64; 2] = [1, 2];

impl Clocks {
    /// When the next of these, or of what was promised, runs out.
    pub fn first(&self, promised: impl Iterator<Item = Day>) -> Option<Day> {
        let runs = |clock: &&Running| clock.left.is_none();
        let running = self.running.iter().filter(runs).map(|clock| clock.due);
        (!self.paused)
            .then(|| running.chain(promised).min())
            .flatten()
    }

    /// When a case has to be looked at next: a clock has something to say, or a promise is late and nobody said so.
    pub fn look(&self, promised: [Option<Day>; 2]) -> Option<Day> {
        let untold = |(day, bit): (Option<Day>, i64)| day.filter(|_| self.told & bit == 0);
        let late = promised.into_iter().zip(PROMISES).filter_map(untold);
        let says = self.running.iter().filter_map(|clock| clock.says);
        (!self.paused)
            .then(|| says.chain(late.map(|day| day.plus(1))).min())
            .flatten()
    }
}

/// What one clock of a state counts, by its code.
pub fn clock_of<'a>(state: &'a State, code: &str, is_urgent: bool) -> Option<&'a Clock> {
    let own = |clock: &&Clock| clock.what.as_deref().unwrap_or(&state.code) == code;
    let holds = |clock: &&Clock| match clock.when {
        None => true,
        Some(When::Urgent) => is_urgent,
    };
    state.clocks.iter().filter(own).find(holds)
}

/// The day on which so much time, from the end of `from` on, is over.
fn after(from: Day, time: Time, calendar: &Calendar) -> Day {
    match time {
        Time::Days { days, of } => after_days(from, i64::from(days), of, calendar),
        // Whole days, upward: nobody is late within the hours that were given.
        Time::Hours { hours } => from.plus(i64::from(hours.div_ceil(24))),
    }
}

fn after_days(from: Day, days: i64, of: Days, calendar: &Calendar) -> Day {
    match of {
        Days::Working => calendar.after_working_days(from, days),
        Days::Calendar => from.plus(days),
    }
}

fn counted(clock: &Clock) -> Days {
    match clock.time {
        Time::Days { of, .. } => of,
        Time::Hours { .. } => Days::Calendar,
    }
}

/// The clocks that begin when a case comes to a state.
pub fn begin(state: &State, is_urgent: bool, today: Day, calendar: &Calendar) -> Vec<Running> {
    let mut running: Vec<Running> = Vec::new();
    for clock in &state.clocks {
        let code = clock.what.clone().unwrap_or_else(|| state.code.clone());
        let first = clock_of(state, &code, is_urgent);
        if first != Some(clock) || running.iter().any(|other| other.code == code) {
            continue;
        }
        let due = after(today, clock.time, calendar);
        running.push(speaking(
            state,
            Running {
                code,
                began: today,
                due,
                left: None,
                extended: 0,
                told: 0,
                says: None,
            },
        ));
    }
    running
}

/// A clock that knows when it has something to say next.
fn speaking(state: &State, clock: Running) -> Running {
    let says = next_word(state, &clock).filter(|_| clock.left.is_none());
    Running { says, ..clock }
}

/// Lets clocks stand still: what is left of each is kept.
pub fn pause(state: &State, running: &[Running], today: Day, calendar: &Calendar) -> Vec<Running> {
    let stand = |clock: &Running| {
        let of = any_of(state, &clock.code).map_or(Days::Calendar, counted);
        // What has run out is late by days of every kind.
        let left = match of {
            Days::Working if clock.due >= today => calendar.working_days_between(today, clock.due),
            _ => clock.due.days_from(today),
        };
        Running {
            left: Some(clock.left.unwrap_or(left)),
            says: None,
            ..clock.clone()
        }
    };
    running.iter().map(stand).collect()
}

/// Lets clocks run on: each has as many days as were left of it, and what had run out stays run out.
pub fn resume(state: &State, running: &[Running], today: Day, calendar: &Calendar) -> Vec<Running> {
    let run = |clock: &Running| {
        let of = any_of(state, &clock.code).map_or(Days::Calendar, counted);
        let due = match clock.left {
            Some(left) if left >= 0 => after_days(today, left, of, calendar),
            Some(left) => today.plus(left),
            None => clock.due,
        };
        let on = Running {
            // What is said before it runs out comes as much later.
            began: due.plus(clock.began.days_from(clock.due)),
            due,
            left: None,
            ..clock.clone()
        };
        speaking(state, on)
    };
    running.iter().map(run).collect()
}

fn any_of<'a>(state: &'a State, code: &str) -> Option<&'a Clock> {
    clock_of(state, code, false).or_else(|| clock_of(state, code, true))
}

/// Whether the procedure allows a clock its time once more.
pub fn can_extend(state: &State, clock: &Running) -> bool {
    let of = any_of(state, &clock.code);
    of.is_some_and(|of| clock.left.is_none() && clock.extended < i64::from(of.extend))
}

/// Gives a clock its whole time once more, from where it ends, as often as the procedure allows; none where it does not.
pub fn extend(state: &State, clock: &Running, calendar: &Calendar) -> Option<Running> {
    let of = any_of(state, &clock.code)?;
    let longer = |clock: &Running| Running {
        began: clock.due,
        due: after(clock.due, of.time, calendar),
        extended: clock.extended + 1,
        told: 0,
        ..clock.clone()
    };
    can_extend(state, clock).then(|| speaking(state, longer(clock)))
}

/// Whether a clock says when a sheet is to be filled in again, or what was promised is due. It is none of the state: it runs on wherever the
/// case goes, and says nothing while the case waits.
pub fn is_asking(clock: &&Running) -> bool {
    sheet_of_clock(&clock.code).is_some() || promise_of_clock(&clock.code).is_some()
}

/// A clock after which a sheet is to be filled in again.
fn asking(code: Code, days: u32, today: Day) -> Running {
    let due = today.plus(i64::from(days));
    Running {
        code,
        began: today,
        due,
        left: None,
        extended: 0,
        told: 0,
        says: Some(due.plus(1)),
    }
}

/// The clocks of a case after an act; none where they stay as they are. Where a case can come back to the state that it leaves, such as
/// from a question, the clocks of that state wait for it.
pub fn after_act(
    case: &Case,
    procedure: &Procedure,
    act: &CaseAct,
    is_urgent: bool,
    (today, calendar): (Day, &Calendar),
) -> Option<Clocks> {
    let mut now = case.clone();
    let mut asks: Vec<Running> = { case.clocks.iter() }.filter(is_asking).cloned().collect();
    match act {
        CaseAct::SheetFilled {
            sheet,
            begins,
            again,
            ..
        } => {
            for side in begins {
                set(&mut now, side, true);
            }
            let code = again_clock(sheet);
            asks.retain(|clock| clock.code != code);
            asks.extend(again.map(|days| asking(code, days, today)));
        }
        CaseAct::CommitmentChanged {
            commitment,
            step,
            promise,
            reached,
            ..
        } => {
            let tracker = &procedure.tracker;
            let code = promise_clock(*commitment);
            let is_open = step == "promised" || step == "seen";
            if is_seen_to(tracker, step, reached.as_ref()) {
                asks.retain(|clock| clock.code != code);
            } else if is_open && !asks.iter().any(|clock| clock.code == code) {
                // Also where somebody looked, and it was not done.
                asks.push(promised(*commitment, promise.due, tracker.remind, today));
            }
        }
        CaseAct::Stepped {
            to,
            came_from,
            beside,
            ..
        } => {
            (now.state, now.from) = (to.clone(), came_from.clone());
            for (side, is_so) in beside {
                set(&mut now, side, *is_so);
            }
        }
        CaseAct::Beside { side, is_so, .. } => set(&mut now, side, *is_so),
        CaseAct::ContactStopped => now.contact_stopped = true,
        CaseAct::ContactAllowed => now.contact_stopped = false,
        CaseAct::Withdrawn { .. } => now.withdrawn = true,
        CaseAct::MergedInto { .. } => return Some(Clocks::default()),
        CaseAct::ClockExtended { clock, .. } => {
            let state = procedure.state(&case.state)?;
            let longer = |running: &Running| match running.code == *clock {
                true => extend(state, running, calendar).unwrap_or_else(|| running.clone()),
                false => running.clone(),
            };
            return Some(Clocks {
                running: case.clocks.iter().map(longer).collect(),
                paused: false,
                told: case.told,
            });
        }
        _ => return None,
    }
    let stood = case.place(procedure).is_paused(procedure);
    let paused = now.place(procedure).is_paused(procedure);
    let mut running: Vec<Running> = { case.clocks.iter() }
        .filter(|clock| !is_asking(clock))
        .cloned()
        .collect();
    if now.state == case.state && stood == paused {
        // Still, what was promised may be kept by it.
        running.extend(asks);
        return Some(Clocks {
            running,
            paused,
            told: case.told,
        });
    }
    let state = procedure.state(&now.state)?;
    if now.state != case.state {
        let left = procedure.state(&case.state);
        running = moved(&running, (left, state), is_urgent, (today, calendar));
    }
    let (mut own, wait): (Vec<Running>, Vec<Running>) =
        { running.into_iter() }.partition(|clock| any_of(state, &clock.code).is_some());
    own = match paused {
        true => pause(state, &own, today, calendar),
        false => resume(state, &own, today, calendar),
    };
    own.extend(wait);
    // What was promised is due also once the case has ended.
    let goes_on = |clock: &Running| promise_of_clock(&clock.code).is_some();
    own.extend(
        asks.into_iter()
            .filter(|ask| now.state != procedure.end || goes_on(ask)),
    );
    Some(Clocks {
        running: own,
        paused,
        told: case.told,
    })
}

/// What clocks have to say on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// Clocks that remind, and those that ran out.
    pub reminders: Vec<Code>,
    pub over: Vec<Code>,
    /// The clocks once it was said.
    pub after: Clocks,
}

/// What the clocks of a case have to say by a day: each once, however many of its days were missed.
pub fn words(case: &Case, procedure: &Procedure, today: Day) -> Words {
    let paused = case.place(procedure).is_paused(procedure);
    let mut words = Words {
        reminders: Vec::new(),
        over: Vec::new(),
        after: Clocks {
            running: case.clocks.clone(),
            paused,
            told: case.told,
        },
    };
    if paused {
        return words;
    }
    let promised = [
        ("acknowledge", case.acknowledge_by),
        ("answer", case.answer_by),
    ];
    for ((code, day), bit) in promised.into_iter().zip(PROMISES) {
        if day.is_some_and(|day| day < today) && words.after.told & bit == 0 {
            words.after.told |= bit;
            words.over.push(code.to_owned());
        }
    }
    let Some(state) = procedure.state(&case.state) else {
        return words;
    };
    for clock in words
        .after
        .running
        .iter_mut()
        .filter(|clock| clock.left.is_none())
    {
        let told = told_by(state, clock, today);
        if told == clock.told {
            continue;
        }
        clock.told = told;
        *clock = speaking(state, clock.clone());
        match has_run_out(state, clock) {
            true => words.over.push(clock.code.clone()),
            false => words.reminders.push(clock.code.clone()),
        }
    }
    words
}

/// What the clock does by itself where a case stands: once the time of the state has run out. What was taken back is carried on by nobody
/// but people.
pub fn act_of_clock<'a>(case: &Case, procedure: &'a Procedure, after: &Clocks) -> Option<&'a Exit> {
    let state = procedure.state(&case.state)?;
    let mut own = after
        .running
        .iter()
        .filter(|clock| clock.code == state.code);
    let over = own.any(|clock| clock.left.is_none() && has_run_out(state, clock));
    let mut exits = case.place(procedure).open_to(procedure, &[CLOCK]);
    exits.find(|_| over && !after.paused && !case.withdrawn)
}

/// The actor that is nobody: time.
pub const CLOCK: &str = "clock";

fn set(case: &mut Case, side: &Code, is_so: bool) {
    match is_so {
        true => case.sides.insert(side.clone()),
        false => case.sides.remove(side),
    };
}

/// The clocks of a state that a case comes to from another.
fn moved(
    running: &[Running],
    (left, to): (Option<&State>, &State),
    is_urgent: bool,
    (today, calendar): (Day, &Calendar),
) -> Vec<Running> {
    let goes_back = |state: &State| {
        state
            .exits
            .iter()
            .any(|exit| exit.to.as_deref() == Some(BACK))
    };
    let is_own = |clock: &&Running| any_of(to, &clock.code).is_some();
    // What waited for it to come back runs on.
    let mut now: Vec<Running> = running.iter().filter(is_own).cloned().collect();
    if now.is_empty() {
        now = begin(to, is_urgent, today, calendar);
    }
    if let Some(left) = left.filter(|_| goes_back(to)) {
        now.extend(pause(left, running, today, calendar));
    }
    now
}

/// The next time at which a clock has something to say: a reminder, or that it ran out. None once all was said.
pub fn next_word(state: &State, clock: &Running) -> Option<Day> {
    if promise_of_clock(&clock.code).is_some() {
        return promise_word(clock);
    }
    let reminders: &[u32] = any_of(state, &clock.code).map_or(&[], |of| &of.reminders);
    let told = usize::try_from(clock.told).unwrap_or(usize::MAX);
    match reminders.get(told) {
        Some(days) => Some(clock.began.plus(i64::from(*days)).min(clock.due)),
        None if told == reminders.len() => Some(clock.due.plus(1)),
        None => None,
    }
}

/// How many words a clock has said by a day, all those that were missed counted in: a jump of the clock makes one word and not many.
pub fn told_by(state: &State, clock: &Running, today: Day) -> i64 {
    let mut said = clock.clone();
    while next_word(state, &said).is_some_and(|day| day <= today) {
        said.told += 1;
    }
    said.told
}

/// Whether it ran out, and was told to have.
pub fn has_run_out(state: &State, clock: &Running) -> bool {
    next_word(state, clock).is_none()
}

#[cfg(test)]
mod tests;
