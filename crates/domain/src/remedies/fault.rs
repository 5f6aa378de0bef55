//! What can be wrong with doors or a legal profile as they are written, and on which line.

use super::Code;

/// Something that keeps doors or a profile from being used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct Fault {
    /// From 1.
    pub line: usize,
    pub what: What,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum What {
    #[error("{0}")]
    Unreadable(String),
    #[error("longer than 256 KiB")]
    TooLong,
    #[error("`{0}` stands here a second time")]
    Twice(Code),
    #[error("there is no {kind} `{code}`")]
    Unknown { kind: &'static str, code: Code },
    #[error("`{of}` is not told in `{language}`")]
    NotTold { of: Code, language: String },
    #[error("a text of `{of}` is longer than {most} characters")]
    LongText { of: Code, most: usize },
    #[error("`{of}` has in `{language}` the blank `{{{name}}}`, which nobody fills in")]
    NoBlank {
        of: Code,
        language: String,
        name: String,
    },
    #[error("the number of `{of}` is from {least} up to {most}")]
    BadCount { of: Code, least: u32, most: u32 },
    #[error("`{of}` has more than {most} entries")]
    LongList { of: Code, most: usize },
    #[error("pages are also in `{0}`: it has to be among `languages`")]
    NoLanguage(String),
    #[error("nobody uses the text `{0}`")]
    Unused(Code),
    #[error("the days of `{0}` are from 1 up to ten years, each later than the one before")]
    BadDays(Code),
    #[error("`{0}` never stands open: a list of when it does is empty")]
    NeverOpen(Code),
    #[error("`{0}` has no sign, so it is never there")]
    NoSign(Code),
    #[error("`{0}` has to say what it can give (`gives`)")]
    GivesNothing(Code),
    #[error(
        "`{door}` is the company itself: it has to say what it becomes in the danger `{danger}`"
    )]
    Unsafe { door: Code, danger: Code },
    #[error("one door has to stand open always, without a danger, and not be the company itself")]
    NoneAlways,
    #[error("`{0}` says that something was seen, and not where (`source`)")]
    NoSource(Code),
    #[error("`{of}`: {why}")]
    Refused { of: Code, why: String },
    #[error("nothing is taken from the source `{0}`")]
    UnusedSource(Code),
    #[error("`{0}` is no address of a page")]
    NotAnAddress(String),
    #[error("`{of}` has to give `{field}`, or say that it is not known (`not_known`)")]
    Unsaid { of: Code, field: &'static str },
    #[error("`{of}` gives `{field}` and says that it is not known: only one of both can be true")]
    TwoMinds { of: Code, field: Code },
    #[error("the door `{0}` has to have a route, or be said not to be known (`not_known`)")]
    DoorUnsaid(Code),
    #[error(
        "the worksheet of the procedure in use cannot show the door `{0}`: add it to the procedure first"
    )]
    NotOffered(Code),
    #[error("`{0}` does not stand in its order, or another is missing before it")]
    NotInOrder(String),
    #[error("paragraph `{0}` has no tag")]
    NoTag(String),
    #[error("the time of `{0}` is one number of days, months or years, from 1 up to fifty years")]
    BadLimit(Code),
    #[error("`{0}` either has a clock or says why it has none (`no_clock`)")]
    NoClock(Code),
    #[error("a clock of `{0}` runs from 1 day up to ten years, and reminds before it runs out")]
    BadClock(Code),
    #[error("the clock can do nothing in `{0}`, since none runs there")]
    ClockWithout(Code),
    #[error("`{0}` gives more time: it has to stay where it is, where a clock runs")]
    BadExtension(Code),
    #[error("nobody can do `{0}`")]
    NoActor(Code),
    #[error("nothing leads on from `{0}` to an end")]
    DeadEnd(Code),
    #[error("nothing leads to `{0}`")]
    NotReached(Code),
    #[error("the end `{0}` is left without saying why (`needs = [\"words\"]`)")]
    EndIsLeft(Code),
    #[error("there has to be the {kind} `{code}`, which the program goes by")]
    Lacks { kind: &'static str, code: Code },
    #[error("`{0}` has nothing in it")]
    Empty(Code),
    #[error("`{of}` cannot be better with `{better}`")]
    NotBetter { of: Code, better: &'static str },
    #[error("`{0}` has at least two choices where it is answered with one, and none elsewhere")]
    BadChoices(Code),
    #[error("`{0}` holds only where a law is, and names none (`law`)")]
    NoLaw(Code),
}
