//! Check your answers: each with the way back to its question.

use askama::Template;
use axum::response::Response;
use watchpost_domain::intake::QuestionKind;
use watchpost_web::{Layout, Link, Page, answer_words_of, asked_words, render};

use super::Drafted;

/// One answer.
struct Line {
    question: String,
    answer: String,
    change: Link,
}

#[derive(Template)]
#[template(path = "report/check.html")]
struct Check {
    layout: Layout,
    lines: Vec<Line>,
    /// Where a required answer is missing.
    missing: Vec<Link>,
    last: usize,
}

impl Page for Check {
    fn title(&self) -> String {
        self.layout.text.report_check_title()
    }
}

pub async fn show(layout: Layout, drafted: Drafted) -> Response {
    let t = layout.text;
    let questionnaire = &drafted.channel.questionnaire;
    let (mut lines, mut missing, mut last) = (Vec::new(), Vec::new(), 1);
    for (number, question) in (1..).zip(&questionnaire.questions) {
        if !question.asked(&drafted.draft.answers) {
            continue;
        }
        last = number;
        let (words, _) = asked_words(&t, question);
        let answer = match (&question.kind, drafted.draft.answers.get(&question.key)) {
            (QuestionKind::Files, _) if drafted.draft.files.is_empty() => t.none(),
            (QuestionKind::Files, _) => {
                let names: Vec<String> =
                    drafted.draft.files.iter().map(|f| f.name.clone()).collect();
                t.list(&names)
            }
            _ if drafted.draft.rough.contains_key(&question.key) => t.report_check_unread(),
            (_, Some(answer)) => answer_words_of(&t, question, answer),
            (_, None) => t.not_answered(),
        };
        let path = layout.to(format!("/report/{number}"));
        let joint = if path.contains('?') { '&' } else { '?' };
        let change = Link::new(
            format!("{path}{joint}check"),
            t.do_change_what(words.as_str()),
        );
        let unread = drafted.draft.rough.contains_key(&question.key);
        let lacking = question.required() && drafted.draft.answers.get(&question.key).is_none();
        if lacking || unread {
            missing.push(Link::new(change.href.clone(), words.clone()));
        }
        lines.push(Line {
            question: words,
            answer,
            change,
        });
    }
    render(Check {
        layout,
        lines,
        missing,
        last,
    })
}
