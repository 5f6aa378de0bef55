//! Changing a questionnaire: each change gives a new one, which `check` judges as a whole.

use super::{Question, QuestionKind, Questionnaire};

/// The vocabulary of options that a desk wrote itself: each is its own code, so that a sealed answer can be read when the
/// question has long been changed.
pub const OWN: &str = "own";

impl Questionnaire {
    /// Moves a question one place earlier or later; at the end of its way it stays.
    pub fn shift(&mut self, key: &str, earlier: bool) {
        let Some(at) = self.questions.iter().position(|q| q.key == key) else {
            return;
        };
        let to = if earlier {
            at.saturating_sub(1)
        } else {
            (at + 1).min(self.questions.len() - 1)
        };
        self.questions.swap(at, to);
    }

    /// Puts a question in the place of the one with its key, or at the end.
    pub fn put(&mut self, question: Question) {
        match self.questions.iter_mut().find(|q| q.key == question.key) {
            Some(old) => *old = question,
            None => self.questions.push(question),
        }
    }

    /// Takes a question out. Answers that were given to it stay in their cases.
    pub fn remove(&mut self, key: &str) {
        self.questions.retain(|q| q.key != key);
    }

    /// The shipped questions that this one does not ask.
    pub fn left_out(&self) -> Vec<Question> {
        let mut all = Self::shipped().questions;
        all.retain(|q| self.question(&q.key).is_none());
        all
    }

    /// A key that no question has, for one that a desk writes itself.
    pub fn free_key(&self) -> String {
        let taken = |key: &String| self.question(key).is_some();
        (1..)
            .map(|n| format!("own_{n}"))
            .find(|key| !taken(key))
            .unwrap_or_default()
    }

    /// The questions before this one whose options it can depend on.
    pub fn conditions_for(&self, key: &str) -> impl Iterator<Item = (&Question, &[String])> {
        let before = self.questions.iter().take_while(move |q| q.key != key);
        before.filter_map(|q| match &q.kind {
            QuestionKind::One { options, .. } | QuestionKind::Many { options, .. } => {
                Some((q, options.as_slice()))
            }
            _ => None,
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::intake::QuestionnaireError;

    fn keys(q: &Questionnaire) -> Vec<&str> {
        q.questions.iter().map(|q| q.key.as_str()).collect()
    }

    #[test]
    fn questions_move_go_and_come_back() {
        let mut asked = Questionnaire::shipped();
        let before: Vec<String> = keys(&asked).into_iter().map(str::to_owned).collect();
        asked.shift(&before[1], true);
        assert_eq!(keys(&asked)[..2], [before[1].as_str(), before[0].as_str()]);
        asked.shift(&before[1], true);
        asked.shift("no such", true);
        asked.shift(&before[1], false);
        assert_eq!(keys(&asked), before);
        asked.remove("company");
        let left: Vec<String> = asked.left_out().into_iter().map(|q| q.key).collect();
        assert_eq!(left, ["company"]);
        let company = asked.left_out().remove(0);
        asked.put(company.clone());
        asked.put(company);
        assert!(asked.left_out().is_empty());
        assert_eq!(asked.check(), Ok(()));
        asked.remove("where");
        assert_eq!(asked.check(), Err(QuestionnaireError::Missing("where")));
    }

    #[test]
    fn a_condition_needs_an_earlier_question() {
        let mut asked = Questionnaire::shipped();
        assert!(
            asked
                .conditions_for("mandate")
                .any(|(q, _)| q.key == "submitter")
        );
        assert!(
            asked
                .conditions_for("submitter")
                .all(|(q, _)| q.key != "mandate")
        );
        while keys(&asked)[0] != "mandate" {
            asked.shift("mandate", true);
        }
        assert_eq!(
            asked.check(),
            Err(QuestionnaireError::BadCondition("mandate".into()))
        );
        assert_eq!(asked.free_key(), "own_1");
    }
}
