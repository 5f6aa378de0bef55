//! What became of each indicator from one version of a framework to the next, so that the answers of last year can be held against those of
//! this year, or are honestly not.

use std::collections::BTreeSet;

use super::{Framework, Indicator};
use crate::remedies::Code;

/// What became of an indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared<'a> {
    /// As the earlier version had it.
    pub before: Option<&'a Indicator>,
    /// As the later version has it.
    pub now: Option<&'a Indicator>,
    pub became: Kept,
}

/// What an indicator became.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    Same,
    Changed(Vec<Difference>),
    New,
    Gone,
}

impl Kept {
    /// The stable code, also the end of its message key (`indicator-kept-…`).
    pub fn code(&self) -> &'static str {
        match self {
            Kept::Same => "same",
            Kept::Changed(_) => "changed",
            Kept::New => "new",
            Kept::Gone => "gone",
        }
    }
}

/// In what an indicator changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Difference {
    Code,
    Group,
    /// It asks the same in other words.
    Words,
    /// It asks something else.
    Meaning,
    /// It is answered in another way, or something else is better.
    Answer,
    Paragraphs,
    Law,
    Evidence,
    /// It is asked elsewhere, or in other countries.
    Asked,
}

impl Difference {
    pub const ALL: [Difference; 9] = [
        Difference::Code,
        Difference::Group,
        Difference::Words,
        Difference::Meaning,
        Difference::Answer,
        Difference::Paragraphs,
        Difference::Law,
        Difference::Evidence,
        Difference::Asked,
    ];

    /// The stable code, also the end of its message key (`indicator-difference-…`).
    pub fn code(self) -> &'static str {
        match self {
            Difference::Code => "code",
            Difference::Group => "group",
            Difference::Words => "words",
            Difference::Meaning => "meaning",
            Difference::Answer => "answer",
            Difference::Paragraphs => "paragraphs",
            Difference::Law => "law",
            Difference::Evidence => "evidence",
            Difference::Asked => "asked",
        }
    }

    /// Whether answers from before it still answer what is asked.
    pub fn keeps_answers(self) -> bool {
        !matches!(self, Difference::Meaning | Difference::Answer)
    }
}

impl Compared<'_> {
    /// Whether an answer to the one before can be held against an answer to the one now.
    pub fn is_comparable(&self) -> bool {
        match &self.became {
            Kept::Same => true,
            Kept::Changed(differences) => differences.iter().all(|d| d.keeps_answers()),
            Kept::New | Kept::Gone => false,
        }
    }
}

fn differences(before: &Indicator, now: &Indicator) -> Vec<Difference> {
    let choices = |own: &Indicator| -> Vec<Code> {
        let choices = own.choices.iter();
        choices.map(|choice| choice.code.clone()).collect()
    };
    let said = |own: &Indicator| (own.question.clone(), own.choices.clone());
    let meant = |own: &Indicator| (own.meaning, own.sort);
    let answered = |own: &Indicator| (own.asks, own.better, choices(own));
    let cited = |own: &Indicator| (own.cites.clone(), own.tags.clone());
    let asked = |own: &Indicator| (own.only_there, own.asked.clone());
    let differ = [
        (Difference::Code, before.code != now.code),
        (Difference::Group, before.group != now.group),
        (Difference::Words, said(before) != said(now)),
        (Difference::Meaning, meant(before) != meant(now)),
        (Difference::Answer, answered(before) != answered(now)),
        (Difference::Paragraphs, cited(before) != cited(now)),
        (Difference::Law, before.law != now.law),
        (Difference::Evidence, before.evidence != now.evidence),
        (Difference::Asked, asked(before) != asked(now)),
    ];
    let differ = differ.into_iter().filter(|(_, is)| *is);
    differ.map(|(difference, _)| difference).collect()
}

/// What became of each indicator: those of the later version in their order, then those that are gone. Each of either stands there once.
pub fn compare<'a>(before: &'a Framework, now: &'a Framework) -> Vec<Compared<'a>> {
    let mut found: BTreeSet<&Code> = BTreeSet::new();
    let mut all = Vec::new();
    for own in &now.indicators {
        let was = own.was.as_ref().and_then(|was| before.indicator(was));
        // One that still has its name goes on from itself, whatever another says that it was.
        let earlier = before.indicator(&own.code).or(was);
        let earlier = earlier.filter(|earlier| found.insert(&earlier.code));
        let became = match earlier.map(|earlier| differences(earlier, own)) {
            None => Kept::New,
            Some(none) if none.is_empty() => Kept::Same,
            Some(some) => Kept::Changed(some),
        };
        all.push(Compared {
            before: earlier,
            now: Some(own),
            became,
        });
    }
    let gone = before.indicators.iter();
    let gone = gone.filter(|own| !found.contains(&own.code));
    all.extend(gone.map(|own| Compared {
        before: Some(own),
        now: None,
        became: Kept::Gone,
    }));
    all
}
