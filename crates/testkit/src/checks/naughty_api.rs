//! The same strings in every field of the API.

use serde_json::{Value, json};
use watchpost_domain::{intake::Answer as Said, policy::Role, problem::clean_text};
use watchpost_service::inbox::Filter;

use super::stands::session;
use crate::TestApp;

async fn post(app: &TestApp, path: &str, document: &Value) -> (u16, Value) {
    let path = format!("/api/v1/{path}");
    let answer = app
        .post(&path, "application/json", &[], document.to_string())
        .await;
    let said = serde_json::from_slice(&answer.body).unwrap_or(Value::Null);
    (answer.status.as_u16(), said)
}

/// All that is wrong.
pub async fn findings(app: &TestApp, texts: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    for text in texts {
        let fields = json!({"what_happened": text, "where": text, "when": text, "contact": text});
        let report =
            json!({"channel": app.channel.to_string(), "language": "en", "answers": fields});
        let (status, sent) = post(app, "reports", &report).await;
        // Places and days are shorter than a story: what is too long is said of its field.
        let sent = match status {
            201 => sent,
            _ => {
                let mut report = report.clone();
                for key in ["where", "when", "contact"] {
                    report["answers"][key] = json!(text.chars().take(90).collect::<String>());
                }
                post(app, "reports", &report).await.1
            }
        };
        let kept = clean_text(text, 20_000).unwrap();
        if told(app, &sent).await.as_ref() != Some(&Said::Text(kept.clone())) {
            found.push(format!(
                "api/v1/reports: {kept:?} is not kept as it was sent: {sent}"
            ));
        }
        let receipt = &sent["receipt"];
        let message = json!({"receipt": receipt, "text": text});
        post(app, "follow-up/messages", &message).await;
        let (_, stands) = post(app, "follow-up", &json!({"receipt": receipt})).await;
        if stands["messages"][0]["text"] != json!(kept) {
            found.push(format!("api/v1/follow-up: {kept:?} is not what was sent"));
        }
        let refused = [
            (
                "reports",
                json!({"channel": text, "language": text, "answers": {text: text}}),
            ),
            ("reports", json!({text: text})),
            ("follow-up", json!({"receipt": text})),
            ("follow-up", json!({text: {text: [text]}})),
            ("follow-up/messages", json!({"receipt": text, "text": text})),
        ];
        for (path, document) in refused {
            let (status, said) = post(app, path, &document).await;
            if !(400..500).contains(&status) || !said["title"].is_string() {
                found.push(format!("api/v1/{path}: {status} to {text:?}"));
            }
        }
    }
    found
}

/// What the desk reads of a report that was just sent.
async fn told(app: &TestApp, sent: &Value) -> Option<Said> {
    let lead = session(app, app.staff(Role::Supervisor)).await;
    let all = app
        .platform
        .inbox(&lead, &Filter::default(), None, 100)
        .await
        .ok()?;
    let reference = sent["reference"].as_str()?;
    let mut rows = all.rows.iter();
    let row = rows.find(|row| row.case.reference.as_str() == reference)?;
    let at_work = lead.working().ok()?;
    let (_, seen) = app.platform.read_case(&at_work, row.case.id).await.ok()?;
    let answers = seen.answers?.answers;
    let said = answers.into_iter().find(|a| a.key == "what_happened")?;
    Some(said.answer)
}
