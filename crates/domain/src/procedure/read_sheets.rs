//! Reading the sheets of a procedure.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::Deserialize;
use toml::Spanned;

use super::{
    Code, Names, Need,
    read::{Reading, What, number},
    sheet::{Again, Asks, Choice, Condition, Finding, Question, Sheet, Why},
};

use crate::conduct::{Citation, Conduct};

/// What can be chosen as an answer, by a name that several questions use.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawScale {
    code: Spanned<Code>,
    choices: Vec<RawChoice>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawChoice {
    code: Spanned<Code>,
    name: Spanned<Names>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawSheet {
    pub code: Spanned<Code>,
    name: Spanned<Names>,
    help: Spanned<Names>,
    by: Spanned<Vec<Code>>,
    #[serde(default)]
    at: Vec<Spanned<Code>>,
    #[serde(default)]
    anew: bool,
    #[serde(default)]
    shown: bool,
    #[serde(default)]
    doors: bool,
    #[serde(default)]
    not_by: Vec<Spanned<Code>>,
    #[serde(default)]
    begins: Vec<Spanned<Code>>,
    #[serde(default)]
    again: Vec<Spanned<RawAgain>>,
    #[serde(default)]
    pub finds: Vec<RawFinding>,
    questions: Vec<RawQuestion>,
}

type RawCondition = BTreeMap<Spanned<Code>, Vec<Spanned<Code>>>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawAgain {
    days: i64,
    #[serde(default)]
    when: RawCondition,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawFinding {
    pub code: Spanned<Code>,
    name: Spanned<Names>,
    #[serde(default)]
    when: RawCondition,
    #[serde(default)]
    outward: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawQuestion {
    code: Spanned<Code>,
    name: Spanned<Names>,
    asks: Kind,
    scale: Option<Spanned<Code>>,
    why: Option<Why>,
    #[serde(default)]
    optional: bool,
    #[serde(default)]
    needed_when: Option<RawCondition>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Kind {
    One,
    Many,
    Paragraphs,
    Words,
    Day,
}

pub(super) type Scales = HashMap<Code, Vec<Choice>>;

/// A code that can stand in an address and in the name of a field.
fn fits(reading: &mut Reading<'_>, code: &Spanned<Code>) {
    let good = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let own = code.as_ref();
    if own.is_empty() || own.len() > 60 || !own.chars().all(good) {
        reading.fault(&code.span(), What::BadCode(own.clone()));
    }
}

pub(super) fn scales(reading: &mut Reading<'_>, raw: Vec<RawScale>) -> Scales {
    reading.once(raw.iter().map(|scale| &scale.code));
    let mut scales = Scales::new();
    for scale in raw {
        reading.once(scale.choices.iter().map(|choice| &choice.code));
        if scale.choices.is_empty() {
            let code = scale.code.as_ref().clone();
            reading.fault(&scale.code.span(), What::NoScale(code));
        }
        let mut choices = Vec::new();
        for choice in scale.choices {
            fits(reading, &choice.code);
            choices.push(Choice {
                name: reading.names(choice.code.as_ref(), choice.name),
                code: choice.code.into_inner(),
            });
        }
        scales.insert(scale.code.into_inner(), choices);
    }
    scales
}

fn question(reading: &mut Reading<'_>, scales: &Scales, raw: RawQuestion) -> Question {
    let code = raw.code.as_ref().clone();
    fits(reading, &raw.code);
    let choices = raw.scale.as_ref().map(|scale| {
        let known = scales.get(scale.as_ref());
        if known.is_none() {
            let (kind, code) = ("scale", scale.as_ref().clone());
            reading.fault(&scale.span(), What::Unknown { kind, code });
        }
        known.cloned().unwrap_or_default()
    });
    let asks = match (raw.asks, choices) {
        (Kind::One, Some(choices)) => Asks::One(choices),
        (Kind::Many, Some(choices)) => Asks::Many(choices),
        (Kind::Paragraphs, None) => Asks::Paragraphs(paragraphs(&reading.languages)),
        (Kind::Words, None) => Asks::Words,
        (Kind::Day, None) => Asks::Day,
        _ => {
            reading.fault(&raw.code.span(), What::NoScale(code.clone()));
            Asks::Words
        }
    };
    Question {
        name: reading.names(&code, raw.name),
        asks,
        why: raw.why,
        optional: raw.optional,
        needed_when: None,
        code,
    }
}

/// All that can be cited of the Code, the newest edition first.
fn paragraphs(languages: &[String]) -> Vec<Choice> {
    let Some(conduct) = Conduct::known() else {
        return Vec::new();
    };
    let editions = conduct.editions.iter().rev();
    let cited = editions.flat_map(|edition| conduct.citations(&edition.code));
    let choice = |cited: Citation| {
        let name = |language: &String| Some((language.clone(), conduct.title(&cited, language)?));
        Choice {
            name: Names::of(languages.iter().filter_map(name)),
            code: cited.to_string(),
        }
    };
    cited.map(choice).collect()
}

/// A condition on answers that can be given.
fn condition(reading: &mut Reading<'_>, questions: &[Question], raw: RawCondition) -> Condition {
    let mut condition = Condition::new();
    for (code, answers) in raw {
        let question = questions.iter().find(|q| q.code == *code.as_ref());
        let choices: HashSet<&Code> = { question.iter() }
            .flat_map(|q| q.asks.choices())
            .map(|choice| &choice.code)
            .collect();
        if question.is_none() {
            let (kind, code_of) = ("question", code.as_ref().clone());
            reading.fault(
                &code.span(),
                What::Unknown {
                    kind,
                    code: code_of,
                },
            );
        }
        for answer in { answers.iter() }.filter(|a| !choices.contains(a.as_ref())) {
            let (kind, code) = ("answer", answer.as_ref().clone());
            reading.fault(&answer.span(), What::Unknown { kind, code });
        }
        let answers = answers.into_iter().map(Spanned::into_inner).collect();
        condition.insert(code.into_inner(), answers);
    }
    condition
}

fn again(
    reading: &mut Reading<'_>,
    (of, questions): (&Code, &[Question]),
    raw: Spanned<RawAgain>,
) -> Option<Again> {
    let at = raw.span();
    let raw = raw.into_inner();
    let when = condition(reading, questions, raw.when);
    let Some(days) = number(raw.days) else {
        reading.fault(&at, What::BadClock(of.clone()));
        return None;
    };
    Some(Again { days, when })
}

fn finding(reading: &mut Reading<'_>, questions: &[Question], raw: RawFinding) -> Finding {
    fits(reading, &raw.code);
    let code = raw.code.as_ref().clone();
    if Need::is_seen(&code) {
        // The program sees that by itself.
        reading.fault(&raw.code.span(), What::Twice(code.clone()));
    }
    Finding {
        name: reading.names(&code, raw.name),
        when: condition(reading, questions, raw.when),
        outward: raw.outward,
        code,
    }
}

pub(super) fn sheet(reading: &mut Reading<'_>, scales: &Scales, raw: RawSheet) -> Sheet {
    let code = raw.code.as_ref().clone();
    fits(reading, &raw.code);
    reading.once(raw.questions.iter().map(|question| &question.code));
    if raw.questions.is_empty() {
        reading.fault(&raw.code.span(), What::NoQuestions(code.clone()));
    }
    let (mut questions, mut needed) = (Vec::new(), Vec::new());
    for mut raw in raw.questions {
        let when = raw.needed_when.take();
        raw.optional |= when.is_some();
        needed.push(when);
        questions.push(question(reading, scales, raw));
    }
    for (nth, when) in needed.into_iter().enumerate() {
        let when = when.map(|when| condition(reading, &questions, when));
        if let Some(question) = questions.get_mut(nth) {
            question.needed_when = when;
        }
    }
    let again = { raw.again.into_iter() }
        .filter_map(|a| again(reading, (&code, &questions), a))
        .collect();
    let finds = { raw.finds.into_iter() }
        .map(|f| finding(reading, &questions, f))
        .collect();
    Sheet {
        name: reading.names(&code, raw.name),
        help: reading.names(&code, raw.help),
        by: reading.actors(&code, raw.by),
        at: reading.known("state", raw.at, |own| &own.states),
        anew: raw.anew,
        shown: raw.shown,
        doors: raw.doors,
        not_by: reading.known("sheet", raw.not_by, |own| &own.sheets),
        begins: reading.known_sides(raw.begins),
        again,
        finds,
        questions,
        code,
    }
}
