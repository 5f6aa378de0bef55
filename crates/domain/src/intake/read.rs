//! Reading answers: from flat fields to typed answers, or to what is wrong with them.

use super::places::{is_country, is_district};
use super::{
    Answer, Answers, CONSENT_PURPOSES, Fields, Precision, Question, QuestionKind, Questionnaire,
};
use crate::{Problem, Problems, digits::with_latin_digits, problem::clean_text};

/// Longest text of a place or a time in words.
const WORDS_MAX: usize = 1_000;

impl Question {
    /// Reads this question's answer from a form. Blank is no answer, which is an error only for the required ones.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn read(&self, fields: &Fields) -> Result<Option<Answer>, Problems> {
        let skip = format!("{}.skip", self.key);
        let skipped = match fields.get(&skip) {
            None => None,
            Some("unknown") => Some(Answer::Unknown),
            Some("rather-not") => Some(Answer::RatherNot),
            Some(_) => return Err(Problems::one(skip, Problem::NotAnOption)),
        };
        if let Some(answer) = skipped {
            // What was typed is never thrown away because another button was pressed as well.
            return match fields.speaks_of(&self.key) {
                true => Err(Problems::one(&self.key, Problem::SkippedAndTyped)),
                false => Ok(Some(answer)),
            };
        }
        let answer = match &self.kind {
            QuestionKind::Short { max } => self
                .text(fields, *max)?
                .map(|t| Answer::Text(t.replace('\n', " "))),
            QuestionKind::Long { max } => self.text(fields, *max)?.map(Answer::Text),
            QuestionKind::One { options, .. } => {
                self.chosen(fields, options)?.pop().map(Answer::One)
            }
            QuestionKind::Many { options, .. } => Some(self.chosen(fields, options)?)
                .filter(|c| !c.is_empty())
                .map(Answer::Many),
            QuestionKind::Consent => {
                let purposes: Vec<String> =
                    CONSENT_PURPOSES.iter().map(|p| (*p).to_owned()).collect();
                Some(Answer::Many(self.chosen(fields, &purposes)?))
            }
            QuestionKind::When => self.when(fields)?,
            QuestionKind::Where => self.place(fields)?,
            QuestionKind::Files => None,
        };
        match answer {
            None if self.required() => Err(Problems::one(&self.key, Problem::Required)),
            answer => Ok(answer),
        }
    }

    fn text(&self, fields: &Fields, max: usize) -> Result<Option<String>, Problems> {
        let text = clean_text(fields.get(&self.key).unwrap_or_default(), max)
            .map_err(|p| Problems::one(&self.key, p))?;
        Ok(Some(text).filter(|t| !t.is_empty()))
    }

    fn chosen(&self, fields: &Fields, options: &[String]) -> Result<Vec<String>, Problems> {
        let mut chosen: Vec<String> = Vec::new();
        for option in fields.all(&self.key) {
            if !options.iter().any(|o| o == option) {
                return Err(Problems::one(&self.key, Problem::NotAnOption));
            }
            if !chosen.iter().any(|c| c == option) {
                chosen.push(option.to_owned());
            }
        }
        if matches!(self.kind, QuestionKind::One { .. }) && chosen.len() > 1 {
            return Err(Problems::one(&self.key, Problem::TooMany { max: 1 }));
        }
        Ok(chosen)
    }

    /// Words under `KEY` or `KEY.words`.
    fn words(&self, fields: &Fields) -> Result<String, Problems> {
        let name = format!("{}.words", self.key);
        let (name, raw) = match fields.get(&self.key) {
            Some(raw) => (self.key.clone(), raw),
            None => {
                let raw = fields.get(&name).unwrap_or_default();
                (name, raw)
            }
        };
        clean_text(raw, WORDS_MAX).map_err(|p| Problems::one(name, p))
    }

    fn number<T: std::str::FromStr + PartialOrd>(
        &self,
        fields: &Fields,
        part: &str,
        from: T,
        to: T,
    ) -> Result<Option<T>, Problems> {
        let name = format!("{}.{part}", self.key);
        let Some(raw) = fields.get(&name) else {
            return Ok(None);
        };
        match with_latin_digits(raw.trim()).parse::<T>() {
            Ok(n) if from <= n && n <= to => Ok(Some(n)),
            _ => Err(Problems::one(name, Problem::NotADate)),
        }
    }

    fn when(&self, fields: &Fields) -> Result<Option<Answer>, Problems> {
        let words = self.words(fields)?;
        let year = self.number(fields, "year", 1900i16, 2200)?;
        let month = self.number(fields, "month", 1i8, 12)?;
        let day = self.number(fields, "day", 1i8, 31)?;
        let wrong = || Problems::one(&self.key, Problem::NotADate);
        if (day.is_some() && month.is_none()) || (month.is_some() && year.is_none()) {
            return Err(wrong());
        }
        if let (Some(y), Some(m), Some(d)) = (year, month, day) {
            jiff::civil::Date::new(y, m, d).map_err(|_| wrong())?;
        }
        let name = format!("{}.precision", self.key);
        let given = match (year, month, day) {
            (Some(_), Some(_), Some(_)) => Precision::Exact,
            (Some(_), Some(_), None) => Precision::Month,
            (Some(_), None, _) => Precision::Year,
            _ => Precision::Unknown,
        };
        let precision = match fields.get(&name) {
            Some(code) => Precision::from_code(code)
                .ok_or_else(|| Problems::one(name, Problem::NotAnOption))?
                .at_most(given, !words.is_empty()),
            None => given,
        };
        if words.is_empty() && year.is_none() {
            return Ok(None);
        }
        Ok(Some(Answer::When {
            words,
            year,
            month,
            day,
            precision,
        }))
    }

    fn place(&self, fields: &Fields) -> Result<Option<Answer>, Problems> {
        let words = self.words(fields)?;
        let (country_name, district_name) = (
            format!("{}.country", self.key),
            format!("{}.district", self.key),
        );
        let country = fields.get(&country_name).map(str::to_owned);
        let district = fields.get(&district_name).map(str::to_owned);
        if country.as_deref().is_some_and(|code| !is_country(code)) {
            return Err(Problems::one(country_name, Problem::NotAnOption));
        }
        let inside = |code: &str| {
            country
                .as_deref()
                .is_some_and(|country| is_district(code, country))
        };
        if district.as_deref().is_some_and(|code| !inside(code)) {
            return Err(Problems::one(district_name, Problem::NotAnOption));
        }
        if words.is_empty() && country.is_none() {
            return Ok(None);
        }
        Ok(Some(Answer::Where {
            words,
            country,
            district,
        }))
    }
}

impl Questionnaire {
    /// Reads a whole report at once, as the API sends it. An answer to a question that is not asked is an error, so that
    /// nothing a person said is dropped in silence.
    ///
    /// # Errors
    /// All that is wrong.
    pub fn read(&self, fields: &Fields) -> Result<Answers, Problems> {
        let (mut answers, mut problems) = (Answers::default(), Problems::default());
        for key in fields.keys().filter(|key| self.question(key).is_none()) {
            problems.add(key, Problem::UnknownQuestion);
        }
        for question in &self.questions {
            if !question.asked(&answers) {
                if fields.keys().any(|key| key == question.key) {
                    problems.add(&question.key, Problem::UnknownQuestion);
                }
                continue;
            }
            match question.read(fields) {
                Ok(answer) => answers.set(&question.key, answer),
                Err(wrong) => problems.0.extend(wrong.0),
            }
        }
        problems.or(answers)
    }

    /// The first required question that has no answer yet.
    pub fn unanswered<'a>(&'a self, answers: &'a Answers) -> Option<&'a Question> {
        self.asked(answers)
            .find(|q| q.required() && answers.get(&q.key).is_none())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn fields(pairs: &[(&str, &str)]) -> Fields {
        Fields(
            pairs
                .iter()
                .map(|(n, v)| ((*n).to_owned(), (*v).to_owned()))
                .collect(),
        )
    }

    const SMALLEST: [(&str, &str); 4] = [
        ("what_happened", "They hit me."),
        ("where", "At the gate"),
        ("when", "In March"),
        ("contact", "do not contact"),
    ];

    #[test]
    fn the_smallest_report_is_enough() {
        let shipped = Questionnaire::shipped();
        shipped.check().unwrap();
        let answers = shipped.read(&fields(&SMALLEST)).unwrap();
        assert_eq!(answers.get("when").unwrap().words(), Some("In March"));
        assert!(shipped.unanswered(&answers).is_none());
        for (left_out, (key, _)) in SMALLEST.iter().enumerate() {
            let rest: Vec<_> = SMALLEST
                .iter()
                .enumerate()
                .filter(|(i, _)| *i != left_out)
                .map(|(_, p)| *p)
                .collect();
            let problems = shipped.read(&fields(&rest)).unwrap_err();
            assert_eq!(problems, Problems::one(*key, Problem::Required));
        }
    }

    #[test]
    fn not_knowing_is_an_answer() {
        let shipped = Questionnaire::shipped();
        let said: Vec<_> = [
            ("what_happened.skip", "rather-not"),
            ("where.skip", "unknown"),
            ("when.skip", "unknown"),
            ("contact.skip", "rather-not"),
        ]
        .into();
        assert_eq!(
            shipped.read(&fields(&said)).unwrap().get("where"),
            Some(&Answer::Unknown)
        );
    }

    #[test]
    fn what_cannot_be_taken_is_named() {
        let shipped = Questionnaire::shipped();
        let long = "x".repeat(20_001);
        for (name, value, field, problem) in [
            (
                "what_happened",
                long.as_str(),
                "what_happened",
                Problem::TooLong { max: 20_000 },
            ),
            ("company", "a\0b", "company", Problem::BadCharacters),
            ("kind", "no-such-kind", "kind", Problem::NotAnOption),
            ("fear", "much", "fear", Problem::NotAnOption),
            ("shoe_size", "44", "shoe_size", Problem::UnknownQuestion),
            ("mandate", "written", "mandate", Problem::UnknownQuestion),
            ("when.year", "20x6", "when.year", Problem::NotADate),
            ("when.day", "3", "when", Problem::NotADate),
            (
                "where.country",
                "kenya",
                "where.country",
                Problem::NotAnOption,
            ),
            ("where.country", "ZZ", "where.country", Problem::NotAnOption),
            (
                "where.district",
                "KE-30",
                "where.district",
                Problem::NotAnOption,
            ),
            ("told.skip", "maybe", "told.skip", Problem::NotAnOption),
            (
                "when.words",
                &long[..1_001],
                "when.words",
                Problem::TooLong { max: 1_000 },
            ),
            (
                "when",
                &long[..1_001],
                "when",
                Problem::TooLong { max: 1_000 },
            ),
            ("where.skip", "unknown", "where", Problem::SkippedAndTyped),
        ] {
            let mut sent: Vec<_> = SMALLEST
                .iter()
                .filter(|(n, _)| *n != name && (*n != "when" || name != "when.words"))
                .copied()
                .collect();
            sent.push((name, value));
            assert_eq!(
                shipped.read(&fields(&sent)).unwrap_err(),
                Problems::one(field, problem),
                "{name}"
            );
        }
    }

    #[test]
    fn a_day_that_never_was_is_refused_and_a_vague_one_stays_vague() {
        let shipped = Questionnaire::shipped();
        let when = shipped.question("when").unwrap();
        let parts = |y: &str, m: &str, d: &str| {
            when.read(&fields(&[
                ("when.year", y),
                ("when.month", m),
                ("when.day", d),
            ]))
        };
        assert!(parts("2025", "2", "29").is_err());
        assert!(matches!(
            parts("2024", "2", "29"),
            Ok(Some(Answer::When {
                precision: Precision::Exact,
                ..
            }))
        ));
        assert!(matches!(
            parts("2024", "2", ""),
            Ok(Some(Answer::When {
                precision: Precision::Month,
                day: None,
                ..
            }))
        ));
        assert!(matches!(
            parts("2024", "", ""),
            Ok(Some(Answer::When {
                precision: Precision::Year,
                ..
            }))
        ));
    }

    #[test]
    fn a_date_is_typed_in_any_script_and_is_never_more_exact_than_it_was() {
        let shipped = Questionnaire::shipped();
        let when = shipped.question("when").unwrap();
        let read = |said: &[(&str, &str)]| match when.read(&fields(said)) {
            Ok(Some(Answer::When {
                year, precision, ..
            })) => (year, precision),
            other => panic!("{other:?}"),
        };
        let arabic = [
            ("when.year", "٢٠٢٦"),
            ("when.month", "٣"),
            ("when.day", "٠٤"),
        ];
        assert_eq!(read(&arabic), (Some(2026), Precision::Exact));
        use Precision::{About, Exact, Month, Season, Unknown, Year};
        for (parts, said, kept) in [
            (3, "exact", Exact),
            (2, "exact", Month),
            (1, "exact", Year),
            (1, "month", Year),
            (1, "season", Year),
            (2, "season", Season),
            (3, "month", Month),
            (3, "about", About),
            (1, "about", About),
            (3, "unknown", Unknown),
        ] {
            let mut all = arabic[..parts].to_vec();
            all.push(("when.precision", said));
            assert_eq!(read(&all).1, kept, "{said} with {parts}");
        }
        let words = [("when.words", "in the rains"), ("when.precision", "season")];
        assert_eq!(read(&words), (None, Season));
        let words = [("when.words", "noon"), ("when.precision", "exact")];
        assert_eq!(read(&words), (None, Unknown));
    }

    #[test]
    fn a_condition_opens_a_question() {
        let shipped = Questionnaire::shipped();
        let mut sent = SMALLEST.to_vec();
        sent.extend([("submitter", "union"), ("mandate", "written")]);
        assert!(
            shipped
                .read(&fields(&sent))
                .unwrap()
                .get("mandate")
                .unwrap()
                .holds("written")
        );
    }

    #[test]
    fn a_bad_questionnaire_is_refused() {
        use crate::intake::question::QuestionnaireError as E;
        let mut twice = Questionnaire::shipped();
        twice.questions.push(twice.questions[0].clone());
        assert_eq!(twice.check(), Err(E::Twice("urgent".into())));
        let mut missing = Questionnaire::shipped();
        missing.questions.retain(|q| q.key != "contact");
        assert_eq!(missing.check(), Err(E::Missing("contact")));
        let mut early = Questionnaire::shipped();
        let mandate = early
            .questions
            .iter()
            .position(|q| q.key == "mandate")
            .unwrap();
        let question = early.questions.remove(mandate);
        early.questions.insert(0, question);
        assert_eq!(early.check(), Err(E::BadCondition("mandate".into())));
        let mut many = Questionnaire::shipped();
        let more = many.questions[0].clone();
        for n in many.questions.len()..60 {
            let key = format!("own_{n}");
            many.questions.push(Question {
                key,
                ..more.clone()
            });
        }
        assert_eq!(many.check(), Ok(()));
        many.questions.push(Question {
            key: "own_60".into(),
            ..more
        });
        assert_eq!(many.check(), Err(E::TooMany));
        for options in [&["no such option"][..], &[]] {
            let mut never = Questionnaire::shipped();
            let asked = never.questions.iter_mut().find(|q| q.key == "mandate");
            let condition = asked.unwrap().only_if.as_mut().unwrap();
            condition.any_of = options.iter().map(|o| (*o).to_owned()).collect();
            assert_eq!(
                never.check(),
                Err(E::BadCondition("mandate".into())),
                "it would never be asked: {options:?}"
            );
        }
    }
}
