//! One question: its words per language, its options, and when it is asked.

use std::collections::BTreeMap;

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use watchpost_domain::{
    Problem, Problems,
    intake::{Channel, Condition, Keeping, OWN, Question, QuestionKind, Questionnaire, Wording},
};
use watchpost_service::Error;
use watchpost_web::{
    CheckedForm, Choice, Errors, Field, Fields, Layout, Oops, Page, PlatformState, form_status,
    render, see_other,
};

use super::{
    channel::{after, change},
    languages, own, said, title,
};
use crate::{bar::Bar, member::Member};

/// Options that one question may have.
const OPTIONS: usize = 60;
const TITLE: usize = 300;
const HINT: usize = 1_000;

/// The kinds of answer that a desk can ask for itself.
const KINDS: [&str; 6] = ["short", "long", "one", "many", "when", "where"];

#[derive(Template)]
#[template(path = "channels/question.html")]
struct QuestionPage {
    layout: Layout,
    bar: Bar,
    errors: Errors,
    channel: Channel,
    heading: String,
    /// The key in the address; `new` for one that is not there yet.
    key: String,
    removable: bool,
    fields: Vec<Field>,
    status: StatusCode,
}

impl Page for QuestionPage {
    fn title(&self) -> String {
        self.heading.clone()
    }

    fn status(&self) -> StatusCode {
        self.status
    }
}

fn kind_code(kind: &QuestionKind) -> &'static str {
    match kind {
        QuestionKind::Short { .. } => "short",
        QuestionKind::Long { .. } => "long",
        QuestionKind::One { .. } => "one",
        QuestionKind::Many { .. } => "many",
        QuestionKind::When => "when",
        QuestionKind::Where => "where",
        QuestionKind::Consent => "consent",
        QuestionKind::Files => "files",
    }
}

/// Whether the desk wrote this question itself: then it may change all of it.
fn is_own(question: &Question) -> bool {
    Questionnaire::shipped().question(&question.key).is_none()
}

fn blank(channel: &Channel) -> Question {
    Question {
        key: channel.questionnaire.free_key(),
        kind: QuestionKind::Short { max: 300 },
        keeping: Keeping::Narrative,
        wording: BTreeMap::new(),
        only_if: None,
    }
}

/// What a page is about: the channel, and one of its questions or a new one.
struct Asked {
    channel: Channel,
    question: Question,
    new: bool,
}

async fn asked<S: PlatformState>(
    state: &S,
    who: &Member,
    path: &str,
    key: &str,
) -> Result<Asked, Oops> {
    let channel = own(state, &who.session, path).await?;
    let known = channel.questionnaire.question(key).cloned();
    let (question, new) = match known {
        Some(question) => (question, false),
        None if key == "new" => (blank(&channel), true),
        None => return Err(Oops::NotFound),
    };
    Ok(Asked {
        channel,
        question,
        new,
    })
}

fn fields(layout: &Layout, about: &Asked, typed: &Fields, problems: &Problems) -> Vec<Field> {
    let t = layout.text;
    let form = layout.form_with(typed, problems);
    let question = &about.question;
    let mut all = Vec::new();
    if is_own(question) {
        let kinds = KINDS.map(|k| Choice::new(k, t.named("answer-kind", k)));
        all.push(
            form.select("kind", t.channels_kind(), kinds.into())
                .value(kind_code(&question.kind)),
        );
    }
    for (lang, code) in languages() {
        let words = question.wording.get(code);
        let name = lang.own_name();
        let text = |part: fn(&Wording) -> String| words.map_or_else(String::new, part);
        let mut line = form
            .line(&format!("title_{code}"), t.channels_question(name))
            .value(text(|w| w.title.clone()));
        if !is_own(question) {
            line = line.hint(t.channels_question_hint());
        }
        all.push(line);
        all.push(
            form.area(&format!("hint_{code}"), t.channels_hint(name), 2)
                .optional()
                .value(text(|w| w.hint.clone())),
        );
        if is_own(question) {
            all.push(
                form.area(&format!("options_{code}"), t.channels_options(name), 4)
                    .hint(t.channels_options_hint())
                    .optional()
                    .value(text(|w| w.options.join("\n"))),
            );
        }
    }
    all.extend(shipped_options(layout, question, typed, problems));
    if !question.required() {
        all.extend(condition(layout, about, typed, problems));
    }
    all
}

/// Which of the options that ship with a question are offered.
fn shipped_options(
    layout: &Layout,
    question: &Question,
    typed: &Fields,
    problems: &Problems,
) -> Option<Field> {
    let t = layout.text;
    let shipped = Questionnaire::shipped();
    let (vocabulary, all) = match &shipped.question(&question.key)?.kind {
        QuestionKind::One {
            vocabulary,
            options,
        }
        | QuestionKind::Many {
            vocabulary,
            options,
        } => (vocabulary.clone(), options.clone()),
        _ => return None,
    };
    let offered = match &question.kind {
        QuestionKind::One { options, .. } | QuestionKind::Many { options, .. } => options.clone(),
        _ => return None,
    };
    let choices = all.iter().map(|o| Choice::new(o, t.named(&vocabulary, o)));
    let form = layout.form_with(typed, problems);
    Some(
        form.checks("offered", t.channels_offered(), choices.collect())
            .values(offered),
    )
}

/// The earlier question that this one depends on, and which of its options.
fn condition(layout: &Layout, about: &Asked, typed: &Fields, problems: &Problems) -> Vec<Field> {
    let t = layout.text;
    let form = layout.form_with(typed, problems);
    let asked = &about.channel.questionnaire;
    let key = if about.new {
        "new"
    } else {
        &about.question.key
    };
    let before: Vec<(&Question, &[String])> = asked.conditions_for(key).collect();
    let kept = about.question.only_if.as_ref();
    let choices = before
        .iter()
        .map(|(q, _)| Choice::new(&q.key, title(&t, q)));
    let chosen = match typed.get("only_if") {
        Some(typed) => typed.to_owned(),
        None => kept.map_or_else(String::new, |c| c.question.clone()),
    };
    let mut all = vec![
        form.select("only_if", t.channels_only_if(), choices.collect())
            .hint(t.channels_only_if_hint())
            .value(&chosen),
    ];
    if let Some((question, options)) = before.iter().find(|(q, _)| q.key == chosen) {
        let vocabulary = match &question.kind {
            QuestionKind::One { vocabulary, .. } | QuestionKind::Many { vocabulary, .. } => {
                vocabulary
            }
            _ => OWN,
        };
        let choices = options
            .iter()
            .map(|o| Choice::new(o, t.named(vocabulary, o)))
            .collect();
        all.push(
            form.checks("any_of", t.channels_any_of(), choices)
                .values(kept.map_or_else(Vec::new, |c| c.any_of.clone())),
        );
    }
    all
}

fn page(
    who: &Member,
    layout: Layout,
    about: Asked,
    typed: &Fields,
    problems: &Problems,
) -> Response {
    let t = layout.text;
    let fields = fields(&layout, &about, typed, problems);
    render(QuestionPage {
        bar: Bar::of(&layout, &who.session),
        errors: Errors::of(t, &fields),
        heading: if about.new {
            t.channels_new_question()
        } else {
            title(&t, &about.question)
        },
        key: if about.new {
            "new".to_owned()
        } else {
            about.question.key.clone()
        },
        removable: !about.new && !about.question.required(),
        channel: about.channel,
        fields,
        status: form_status(problems),
        layout,
    })
}

pub async fn show<S: PlatformState>(
    State(state): State<S>,
    who: Member,
    layout: Layout,
    Path((path, key)): Path<(String, String)>,
) -> Result<Response, Oops> {
    let about = asked(&state, &who, &path, &key).await?;
    let none = Problems::default();
    Ok(page(&who, layout, about, &Fields::default(), &none))
}

/// The lines of a text, each one option.
fn lines(text: &str) -> Vec<String> {
    text.lines()
        .map(|line| line.trim().to_owned())
        .filter(|line| !line.is_empty())
        .collect()
}

/// What the form says of a question.
fn read(about: &Asked, typed: &Fields) -> Result<Question, Problems> {
    let mut problems = Problems::default();
    let mut question = about.question.clone();
    question.wording.clear();
    for (_, code) in languages() {
        let words = Wording {
            title: said(typed, &format!("title_{code}"), TITLE, &mut problems).replace('\n', " "),
            hint: said(typed, &format!("hint_{code}"), HINT, &mut problems),
            options: lines(&said(
                typed,
                &format!("options_{code}"),
                OPTIONS * TITLE,
                &mut problems,
            )),
        };
        if !words.title.is_empty() {
            question.wording.insert(code.to_owned(), words);
        }
    }
    let first = about.channel.languages.first().map_or("en", String::as_str);
    if is_own(&question) {
        if !question.wording.contains_key(first) {
            problems.add(format!("title_{first}"), Problem::Required);
        }
        question.kind = own_kind(&question, typed, first, &mut problems);
    } else if let QuestionKind::One { options, .. } | QuestionKind::Many { options, .. } =
        &mut question.kind
    {
        let shipped = Questionnaire::shipped();
        let all = shipped.question(&question.key).map(|q| &q.kind);
        if let Some(
            QuestionKind::One { options: all, .. } | QuestionKind::Many { options: all, .. },
        ) = all
        {
            let ticked: Vec<&str> = typed.get_all("offered").collect();
            *options = all
                .iter()
                .filter(|o| ticked.contains(&o.as_str()))
                .cloned()
                .collect();
        }
        if options.is_empty() {
            problems.add("offered", Problem::Required);
        }
    }
    if !question.required() {
        let key = typed.get("only_if").filter(|key| !key.is_empty());
        question.only_if = key.map(|key| Condition {
            question: key.to_owned(),
            any_of: typed.get_all("any_of").map(str::to_owned).collect(),
        });
        if question
            .only_if
            .as_ref()
            .is_some_and(|c| c.any_of.is_empty())
        {
            problems.add("any_of", Problem::Required);
        }
    }
    problems.or(question)
}

/// The kind of a question that the desk wrote itself. Its options are those of the channel's own language.
fn own_kind(
    question: &Question,
    typed: &Fields,
    first: &str,
    problems: &mut Problems,
) -> QuestionKind {
    let options = || {
        let words = question.wording.get(first);
        words.map_or_else(Vec::new, |w| w.options.clone())
    };
    let kind = match typed.text("kind") {
        "short" => QuestionKind::Short { max: 300 },
        "long" => QuestionKind::Long { max: 20_000 },
        "when" => QuestionKind::When,
        "where" => QuestionKind::Where,
        "one" => QuestionKind::One {
            vocabulary: OWN.into(),
            options: options(),
        },
        "many" => QuestionKind::Many {
            vocabulary: OWN.into(),
            options: options(),
        },
        _ => {
            problems.add("kind", Problem::NotAnOption);
            QuestionKind::Short { max: 300 }
        }
    };
    if let QuestionKind::One { options, .. } | QuestionKind::Many { options, .. } = &kind {
        let field = format!("options_{first}");
        if options.is_empty() {
            problems.add(field, Problem::Required);
        } else if options.len() > OPTIONS {
            problems.add(field, Problem::TooMany { max: OPTIONS });
        } else if options
            .iter()
            .enumerate()
            .any(|(at, o)| options[..at].contains(o))
        {
            problems.add(field, Problem::Taken);
        }
    }
    kind
}

pub async fn save<S: PlatformState>(
    State(state): State<S>,
    who: Member,
    layout: Layout,
    Path((path, key)): Path<(String, String)>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let about = asked(&state, &who, &path, &key).await?;
    let question = match read(&about, &typed) {
        Ok(question) => question,
        Err(problems) => return Ok(page(&who, layout, about, &typed, &problems)),
    };
    let (channel, own_key) = (about.channel.clone(), question.key.clone());
    let done = change(&state, &who, channel, &typed, |channel| {
        channel.questionnaire.put(question);
        Ok(())
    });
    let done = done.await;
    match done {
        Ok(()) => Ok(see_other(&layout.to(format!("/desk/channels/{path}")))),
        // The service names the question; here it is the page, and what is wrong can only be its condition.
        Err(Error::Invalid(problems)) => {
            let moved = problems.0.into_iter().map(|mut p| {
                if p.field == own_key {
                    p.field = "only_if".to_owned();
                }
                p
            });
            let problems = Problems(moved.collect());
            Ok(page(&who, layout, about, &typed, &problems))
        }
        Err(error) => after(&state, &who, layout, &path, Fields::default(), Err(error)).await,
    }
}

pub async fn remove<S: PlatformState>(
    State(state): State<S>,
    who: Member,
    layout: Layout,
    Path((path, key)): Path<(String, String)>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let channel = own(&state, &who.session, &path).await?;
    let done = change(&state, &who, channel, &typed, |channel| {
        channel.questionnaire.remove(&key);
        Ok(())
    });
    let done = done.await;
    after(&state, &who, layout, &path, Fields::default(), done).await
}
