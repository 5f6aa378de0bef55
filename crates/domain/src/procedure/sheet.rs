//! Worksheets: what has to be found out in a case, question by question, as the policy asks it. What is found is what an act can need:
//! that the danger was judged, that somebody has a mandate, that a report passes the tests of eligibility (domain dossier, 3.4, 4.6, 4.9).

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Code, Names};
use crate::{Day, Problem, Problems, conduct::Citation, problem::clean_text};

/// Longest answer in words, in characters.
pub const WORDS_MAX: usize = 20_000;

/// A worksheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    pub code: Code,
    pub name: Names,
    /// What it is for, told to who fills it in.
    pub help: Names,
    /// Who fills it in.
    pub by: Vec<Code>,
    /// The states in which it is asked for; anywhere, where none is named.
    pub at: Vec<Code>,
    /// Only what was filled in since the case came to where it stands counts.
    pub anew: bool,
    /// The person who reported reads it.
    pub shown: bool,
    /// The doors that stand open are proposed beside it.
    pub doors: bool,
    /// Sheets that somebody else must have filled in: nobody checks their own work.
    pub not_by: Vec<Code>,
    /// What is so beside the state once it is filled in.
    pub begins: Vec<Code>,
    /// After how many days it is asked again: the first whose condition holds.
    pub again: Vec<Again>,
    pub finds: Vec<Finding>,
    pub questions: Vec<Question>,
}

/// When something is asked again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Again {
    pub days: u32,
    pub when: Condition,
}

/// Answers that have to be among these, by question; empty where any will do.
pub type Condition = BTreeMap<Code, Vec<Code>>;

/// What a sheet finds out, where the answers are such.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub code: Code,
    pub name: Names,
    pub when: Condition,
    /// It lets something of the report go to somebody else.
    pub outward: bool,
}

/// One question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    pub code: Code,
    pub name: Names,
    pub asks: Asks,
    /// Whether the answer is given with a reason, in words.
    pub why: Option<Why>,
    pub optional: bool,
    /// With which other answers it has to be answered, though it is optional otherwise.
    pub needed_when: Option<Condition>,
}

/// How a question is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asks {
    One(Vec<Choice>),
    Many(Vec<Choice>),
    /// Which paragraphs of the Code the facts would touch, if they are true: citations.
    Paragraphs(Vec<Choice>),
    Words,
    Day,
}

/// One of the answers that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    pub code: Code,
    pub name: Names,
}

/// A reason beside an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    Offered,
    Needed,
}

/// One answer, as it is kept.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Said {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub chosen: Vec<Code>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub words: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day: Option<Day>,
    /// The reason.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub why: String,
}

/// All answers of a sheet, by question.
pub type Answers = BTreeMap<Code, Said>;

/// The field of a form that answers a question, and the one for its reason.
pub fn field_of(question: &str) -> String {
    format!("q.{question}")
}

/// The field for the reason of an answer.
pub fn why_field_of(question: &str) -> String {
    format!("q.{question}.why")
}

impl Asks {
    /// What can be chosen.
    pub fn choices(&self) -> &[Choice] {
        match self {
            Asks::One(choices) | Asks::Many(choices) | Asks::Paragraphs(choices) => choices,
            Asks::Words | Asks::Day => &[],
        }
    }
}

impl Question {
    /// What a choice is called, in a language.
    pub fn choice<'a>(&'a self, code: &'a str, language: &str) -> &'a str {
        let own = { self.asks.choices().iter() }.find(|choice| choice.code == code);
        own.map_or(code, |choice| choice.name.text(language))
    }

    /// The answer that was given, where one was.
    fn take(&self, typed: &dyn Fn(&str) -> Vec<String>, problems: &mut Problems) -> Option<Said> {
        let (field, why_field) = (field_of(&self.code), why_field_of(&self.code));
        let given: Vec<String> = typed(&field)
            .into_iter()
            .filter(|value| !value.trim().is_empty())
            .collect();
        let why = self.why.and_then(|_| typed(&why_field).pop());
        let mut said = Said::default();
        match clean_text(&why.unwrap_or_default(), WORDS_MAX) {
            Ok(why) => said.why = why,
            Err(problem) => problems.add(&why_field, problem),
        }
        let wrong = match (&self.asks, given.as_slice()) {
            (_, []) if self.optional => None,
            (_, []) => Some(Problem::Required),
            (Asks::One(_) | Asks::Many(_) | Asks::Paragraphs(_), given) => {
                self.choose(given, &mut said).err()
            }
            (Asks::Words, [words, ..]) => clean_text(words, WORDS_MAX)
                .map(|words| said.words = words)
                .err(),
            (Asks::Day, [day, ..]) => match day.trim().parse::<Date>() {
                Ok(day) => {
                    said.day = Some(Day::from_date(day));
                    None
                }
                Err(_) => Some(Problem::NotADate),
            },
        };
        if let Some(problem) = wrong {
            problems.add(&field, problem);
        }
        let is_answered = said != Said::default();
        if self.why == Some(Why::Needed) && said.why.is_empty() && is_answered {
            problems.add(&why_field, Problem::Required);
        }
        is_answered.then_some(said)
    }

    fn choose(&self, given: &[String], said: &mut Said) -> Result<(), Problem> {
        if matches!(self.asks, Asks::One(_)) && given.len() > 1 {
            return Err(Problem::TooMany { max: 1 });
        }
        let known = |code: &String| { self.asks.choices().iter() }.any(|c| c.code == *code);
        if !given.iter().all(known) {
            return Err(Problem::NotAnOption);
        }
        // In the order of the policy, and each once.
        let chosen = self.asks.choices().iter().map(|choice| &choice.code);
        said.chosen = chosen
            .filter(|code| given.contains(code))
            .cloned()
            .collect();
        Ok(())
    }
}

impl Sheet {
    /// Whether it is asked for where a case stands.
    pub fn is_asked_at(&self, state: &str) -> bool {
        self.at.is_empty() || self.at.iter().any(|at| at == state)
    }

    /// Reads what was typed: all values of each field, by its name.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn take(&self, typed: impl Fn(&str) -> Vec<String>) -> Result<Answers, Problems> {
        let mut problems = Problems::default();
        let mut answers = Answers::new();
        for question in &self.questions {
            if let Some(said) = question.take(&typed, &mut problems) {
                answers.insert(question.code.clone(), said);
            }
        }
        for question in &self.questions {
            let needed = question.needed_when.as_ref();
            let is_needed = needed.is_some_and(|when| is_met(when, &answers));
            if is_needed && !answers.contains_key(&question.code) {
                problems.add(field_of(&question.code), Problem::Required);
            }
        }
        problems.or(answers)
    }

    /// What these answers find out.
    pub fn found<'a>(&'a self, answers: &'a Answers) -> impl Iterator<Item = &'a Finding> {
        { self.finds.iter() }.filter(|finding| is_met(&finding.when, answers))
    }

    /// After how many days it is asked again, with these answers.
    pub fn again(&self, answers: &Answers) -> Option<u32> {
        let mut all = self.again.iter();
        all.find(|again| is_met(&again.when, answers))
            .map(|again| again.days)
    }

    /// The doors that it can show to somebody.
    pub fn doors_offered(&self) -> impl Iterator<Item = &str> {
        let open = self.question("open").into_iter();
        open.flat_map(|question| question.asks.choices())
            .map(|choice| choice.code.as_str())
    }

    /// The question which paragraphs of the Code are touched, where it asks that.
    pub fn asks_paragraphs(&self) -> Option<&Question> {
        let mut all = self.questions.iter();
        all.find(|question| matches!(question.asks, Asks::Paragraphs(_)))
    }

    /// The paragraphs of the Code that these answers say are touched; nothing where it does not ask.
    pub fn touches(&self, answers: &Answers) -> Option<BTreeSet<u16>> {
        let question = self.asks_paragraphs()?;
        let said = answers.get(&question.code).into_iter();
        let cited = said.flat_map(|said| &said.chosen);
        let cited = cited.filter_map(|code| code.parse::<Citation>().ok());
        Some(cited.map(|cited| cited.paragraph).collect())
    }

    /// The fields that its questions are answered in.
    pub fn question(&self, code: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.code == code)
    }
}

/// Whether each question that is named was answered with one of what is named.
fn is_met(when: &Condition, answers: &Answers) -> bool {
    when.iter().all(|(question, codes)| {
        let said = answers.get(question);
        said.is_some_and(|said| said.chosen.iter().any(|code| codes.contains(code)))
    })
}

/// What a clock is called that says when a sheet is to be filled in again.
pub fn again_clock(sheet: &str) -> Code {
    format!("again-{sheet}")
}

/// The sheet that a clock asks for, where it does.
pub fn sheet_of_clock(clock: &str) -> Option<&str> {
    clock.strip_prefix("again-")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::procedure::Procedure;

    fn typed<'a>(all: &'a [(&'a str, &'a str)]) -> impl Fn(&str) -> Vec<String> + 'a {
        |field| {
            let own = all.iter().filter(|(name, _)| *name == field);
            own.map(|(_, value)| (*value).to_owned()).collect()
        }
    }

    #[test]
    fn what_is_missing_or_was_never_offered_is_told_by_its_field() {
        let procedure = Procedure::shipped().unwrap();
        let tests = procedure.sheet("eligibility").unwrap();
        let wrong = tests.take(typed(&[
            ("q.company-known", "yes"),
            ("q.company-known.why", "It is on the uniform."),
            ("q.member-then", "perhaps"),
            ("q.code-touched", "yes"),
        ]));
        let problems = wrong.unwrap_err().0;
        let of = |field: &str| {
            { problems.iter() }
                .find(|p| p.field == field)
                .map(|p| &p.problem)
        };
        assert_eq!(of("q.company-known"), None);
        assert_eq!(of("q.member-then"), Some(&Problem::NotAnOption));
        assert_eq!(of("q.code-touched.why"), Some(&Problem::Required));
        assert_eq!(of("q.link-to-harm"), Some(&Problem::Required));
    }

    /// All tests passed, but for what is said otherwise.
    fn tested(but: &[(&str, &str)]) -> Vec<String> {
        let procedure = Procedure::shipped().unwrap();
        let tests = procedure.sheet("eligibility").unwrap();
        let mut all: Vec<(String, String)> = Vec::new();
        for question in &tests.questions {
            let said = but.iter().find(|(code, _)| *code == question.code);
            let usual = match question.asks {
                Asks::Paragraphs(_) => "icoc-2021-31",
                _ => "yes",
            };
            all.push((field_of(&question.code), said.map_or(usual, |s| s.1).into()));
            all.push((why_field_of(&question.code), "As it was told.".into()));
        }
        let all: Vec<(&str, &str)> = all.iter().map(|(f, v)| (f.as_str(), v.as_str())).collect();
        let answers = tests.take(typed(&all)).unwrap();
        let codes = tests.found(&answers).map(|finding| finding.code.clone());
        codes.collect()
    }

    #[test]
    fn the_tests_say_for_what_a_report_is_fit_and_no_test_of_the_company_s_own_way_stops_it() {
        assert_eq!(
            tested(&[]),
            ["tests-done", "fit-for-remedy", "fit-for-oversight"]
        );
        // Nobody's own harm: it still counts as evidence.
        assert_eq!(
            tested(&[("link-to-harm", "no")]),
            ["tests-done", "fit-for-oversight"]
        );
        // No member: other doors are shown, and that is all that is left.
        assert_eq!(tested(&[("member-then", "no")]), ["tests-done"]);
        for tried in ["no", "unsafe", "not-accessible"] {
            let found = tested(&[("company-tried", tried)]);
            assert!(found.contains(&"fit-for-remedy".to_owned()), "{tried}");
        }
    }

    #[test]
    fn what_touches_the_code_names_at_least_one_paragraph() {
        let procedure = Procedure::shipped().unwrap();
        let tests = procedure.sheet("eligibility").unwrap();
        let take = |said: &str, cited: &[&str]| {
            tests.take(|field: &str| match field {
                "q.paragraphs" => cited.iter().map(|c| (*c).to_owned()).collect(),
                "q.code-touched" => vec![said.to_owned()],
                _ if field.ends_with(".why") => vec!["As it was told.".to_owned()],
                _ => vec!["yes".to_owned()],
            })
        };
        let wrong = |said: &str, cited: &[&str]| -> Vec<Problem> {
            let problems = take(said, cited).unwrap_err().0.into_iter();
            let own = problems.filter(|p| p.field == "q.paragraphs");
            own.map(|p| p.problem).collect()
        };
        assert_eq!(wrong("yes", &[]), [Problem::Required]);
        assert!(wrong("yes", &["icoc-2021-71"]).contains(&Problem::NotAnOption));
        let none = take("no", &[]).unwrap();
        assert_eq!(tests.touches(&none), Some(BTreeSet::new()));
        let cited = ["icoc-2010-67-g", "icoc-2021-31", "icoc-2021-67"];
        let some = take("yes", &cited).unwrap();
        assert_eq!(tests.touches(&some), Some(BTreeSet::from([31, 67])));
        assert_eq!(some["paragraphs"].chosen.len(), 3, "each as it was cited");
        let safety = procedure.sheet("safety").unwrap();
        assert_eq!(safety.touches(&some), None, "it does not ask");
    }

    #[test]
    fn the_higher_the_risk_the_sooner_it_is_asked_again() {
        let procedure = Procedure::shipped().unwrap();
        let safety = procedure.sheet("safety").unwrap();
        let days = |risk: &str| {
            let said = Said {
                chosen: vec![risk.to_owned()],
                ..Said::default()
            };
            safety.again(&Answers::from([("retaliation".to_owned(), said)]))
        };
        assert_eq!(
            (days("high"), days("some"), days("none")),
            (Some(7), Some(30), Some(90))
        );
    }

    #[test]
    fn an_answer_is_kept_as_it_was_offered() {
        let procedure = Procedure::shipped().unwrap();
        let mandate = procedure.sheet("mandate").unwrap();
        let answers = mandate.take(typed(&[
            ("q.speaks", "union"),
            ("q.mandate", "thumbprint"),
            ("q.given-on", "2026-03-02"),
            ("q.scope", " Wages of March \r\nand April "),
            ("q.can-end", "yes"),
        ]));
        let answers = answers.unwrap();
        assert_eq!(
            answers["given-on"].day,
            Some(Day::from_date("2026-03-02".parse().unwrap()))
        );
        assert_eq!(answers["scope"].words, "Wages of March \nand April");
        assert!(!answers.contains_key("evidence"));
        assert_eq!(mandate.found(&answers).count(), 1);
        let kept: Answers =
            serde_json::from_str(&serde_json::to_string(&answers).unwrap()).unwrap();
        assert_eq!(kept, answers);
        let none = Answers::from([(
            "mandate".to_owned(),
            Said {
                chosen: vec!["none".into()],
                ..Said::default()
            },
        )]);
        assert_eq!(mandate.found(&none).count(), 0);
    }
}
