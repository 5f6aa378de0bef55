//! A channel with its questions as a document; the lines after it answer them.
#![no_main]

use libfuzzer_sys::fuzz_target;
use watchpost_domain::{Day, intake::Channel};
use watchpost_fuzz::fields;

fuzz_target!(|text: &str| {
    let (document, lines) = text.split_once('\n').unwrap_or((text, ""));
    let Ok(mut channel) = serde_json::from_str::<Channel>(document) else {
        return;
    };
    let _ = (channel.name("en"), channel.readers("xx"));
    if channel.promise.is_sound() {
        let _ = (
            channel.promise.acknowledge_by(Day(20_000)),
            channel.promise.answer_by(Day(20_000)),
        );
    }
    let asks = &mut channel.questionnaire;
    let sound = asks.check().is_ok();
    if let Ok(answers) = asks.read(&fields(lines)) {
        assert!(!sound || asks.unanswered(&answers).is_none());
        let _ = asks.asked(&answers).filter_map(|q| q.worded("en")).count();
    }
    let keys: Vec<String> = asks
        .questions
        .iter()
        .map(|q| q.key.clone())
        .take(8)
        .collect();
    for key in &keys {
        let _ = asks.conditions_for(key).count();
        asks.shift(key, true);
        asks.shift(key, false);
    }
    let free = asks.free_key();
    assert!(asks.question(&free).is_none());
    let _ = (asks.left_out().len(), asks.check());
});
