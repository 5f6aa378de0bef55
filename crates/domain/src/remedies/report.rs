//! What a report itself says of a situation; what it does not say is found out by who works on it.

use super::{Fear, Situation};
use crate::{cases::content::AnswersPart, intake::Answer};

impl Situation {
    /// As far as the answers of a report tell it.
    pub fn of_report(report: &AnswersPart) -> Self {
        let chosen = |key: &str| {
            let answered = report.answers.iter().find(|answered| answered.key == key);
            answered.map_or(&[][..], |answered| answered.answer.options())
        };
        let places = report.answers.iter().filter_map(|a| match &a.answer {
            Answer::Where { country, .. } => country.clone(),
            _ => None,
        });
        let fear = chosen("fear").iter().find_map(|code| Fear::from_code(code));
        let is_guard = chosen("submitter").iter().any(|who| who == "guard");
        Self {
            country: places.into_iter().next(),
            harms: chosen("kind").iter().cloned().collect(),
            wishes: chosen("wished").iter().cloned().collect(),
            fear: fear.unwrap_or_default(),
            works_there: is_guard.then_some(true),
            already_told: chosen("told").iter().cloned().collect(),
            ..Self::default()
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use jiff::Timestamp;
    use uuid::Uuid;

    use super::*;
    use crate::{
        ChannelId,
        cases::content::Answered,
        intake::{Entry, Questionnaire},
    };

    #[test]
    fn a_report_says_what_it_can() {
        let one = |key: &str, answer: Answer| Answered {
            key: key.into(),
            question: String::new(),
            answer,
        };
        let report = AnswersPart {
            channel: ChannelId(Uuid::nil()),
            language: "en".into(),
            entry: Entry::Web,
            received: Timestamp::UNIX_EPOCH,
            questions_version: 1,
            answers: vec![
                one("kind", Answer::Many(vec!["pay-hours".into()])),
                one("wished", Answer::Many(vec!["back-pay".into()])),
                one("fear", Answer::One("high".into())),
                one("submitter", Answer::One("guard".into())),
                one("told", Answer::RatherNot),
                one(
                    "where",
                    Answer::Where {
                        words: "The depot".into(),
                        country: Some("KE".into()),
                        district: None,
                    },
                ),
            ],
        };
        let situation = Situation::of_report(&report);
        assert_eq!(situation.country.as_deref(), Some("KE"));
        assert!(situation.harms.contains("pay-hours") && situation.wishes.contains("back-pay"));
        assert_eq!(
            (situation.fear, situation.works_there),
            (Fear::High, Some(true))
        );
        assert!(situation.already_told.is_empty());
        // The questions that it looks for are asked under these names.
        let shipped = Questionnaire::shipped();
        for key in ["kind", "wished", "fear", "submitter", "told", "where"] {
            assert!(shipped.question(key).is_some(), "{key}");
        }
    }
}
