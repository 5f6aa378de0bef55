//! The ways to report that are open, with their questions.

use axum::{extract::State, http::StatusCode, response::Response};
use serde::Serialize;
use utoipa::ToSchema;
use watchpost_domain::intake::{Channel, Question, QuestionKind};
use watchpost_text::Text;
use watchpost_web::{Oops, PlatformState, Reading, asked_words, option_words};

use super::json;

/// All open channels.
#[derive(Serialize, ToSchema)]
pub struct Intake {
    channels: Vec<ChannelSeen>,
}

/// One way to report.
#[derive(Serialize, ToSchema)]
pub struct ChannelSeen {
    id: String,
    name: String,
    /// Who reads what is sent, in plain words.
    readers: String,
    /// Languages it is offered in; the first is its own.
    languages: Vec<String>,
    acknowledge_within_days: i64,
    answer_within_days: i64,
    /// Months for which a case is kept once it is over: who reported, a case that was not taken up, any other.
    kept_months: [u16; 3],
    questions: Vec<QuestionSeen>,
    /// The age public keys that reports are sealed to.
    recipients: Vec<String>,
}

/// One question.
#[derive(Serialize, ToSchema)]
pub struct QuestionSeen {
    /// Under which its answer is sent.
    key: String,
    /// `short`, `long`, `one`, `many`, `when`, `where`, `consent` or `files`.
    kind: String,
    title: String,
    hint: String,
    required: bool,
    options: Vec<OptionSeen>,
    /// Asked only if an earlier answer holds one of these options.
    #[serde(skip_serializing_if = "Option::is_none")]
    only_if: Option<ConditionSeen>,
}

/// An answer to choose.
#[derive(Serialize, ToSchema)]
pub struct OptionSeen {
    code: String,
    name: String,
}

/// What a question depends on.
#[derive(Serialize, ToSchema)]
pub struct ConditionSeen {
    question: String,
    any_of: Vec<String>,
}

fn question(t: &Text, question: &Question) -> QuestionSeen {
    let (title, hint) = asked_words(t, question);
    let kind = match &question.kind {
        QuestionKind::Short { .. } => "short",
        QuestionKind::Long { .. } => "long",
        QuestionKind::One { .. } => "one",
        QuestionKind::Many { .. } => "many",
        QuestionKind::When => "when",
        QuestionKind::Where => "where",
        QuestionKind::Consent => "consent",
        QuestionKind::Files => "files",
    };
    let options = match &question.kind {
        QuestionKind::One { options, .. } | QuestionKind::Many { options, .. } => {
            let named = options.iter().cloned().zip(option_words(t, question));
            named.collect()
        }
        QuestionKind::Consent => watchpost_domain::intake::CONSENT_PURPOSES
            .map(|p| (p.to_owned(), t.named("consent", p)))
            .into(),
        _ => Vec::new(),
    };
    QuestionSeen {
        key: question.key.clone(),
        kind: kind.into(),
        title,
        hint,
        required: question.required(),
        options: options
            .into_iter()
            .map(|(code, name)| OptionSeen { code, name })
            .collect(),
        only_if: question.only_if.as_ref().map(|c| ConditionSeen {
            question: c.question.clone(),
            any_of: c.any_of.clone(),
        }),
    }
}

fn channel(t: &Text, channel: &Channel, recipients: Vec<String>) -> ChannelSeen {
    let lang = t.lang().code();
    ChannelSeen {
        id: channel.id.to_string(),
        name: channel.name(lang).to_owned(),
        readers: channel.readers(lang).to_owned(),
        languages: channel.languages.clone(),
        acknowledge_within_days: channel.promise.acknowledge_within,
        answer_within_days: channel.promise.answer_within,
        kept_months: [
            channel.kept.identity,
            channel.kept.not_taken_up,
            channel.kept.taken_up,
        ],
        questions: channel
            .questionnaire
            .questions
            .iter()
            .map(|q| question(t, q))
            .collect(),
        recipients,
    }
}

/// The ways to report that are open, their questions, and the keys that reports are sealed to.
#[utoipa::path(get, path = "/api/v1/intake", responses(
    (status = 200, description = "The open channels", body = Intake),
    (status = 503, description = "Try later", body = super::Problem, content_type = "application/problem+json"),
))]
pub async fn intake<S: PlatformState>(
    State(state): State<S>,
    reading: Reading,
) -> Result<Response, Oops> {
    let offered = state.platform().offered_channels().await?;
    let channels = offered
        .into_iter()
        .map(|(open, recipients)| channel(&reading.text, &open, recipients))
        .collect();
    Ok(json(StatusCode::OK, &Intake { channels }))
}
