//! Answers to the shipped questions: lines `name=value`.
#![no_main]

use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use watchpost_domain::intake::Questionnaire;
use watchpost_fuzz::fields;

fuzz_target!(|text: &str| {
    static SHIPPED: OnceLock<Questionnaire> = OnceLock::new();
    let shipped = SHIPPED.get_or_init(Questionnaire::shipped);
    let fields = fields(text);
    match shipped.read(&fields) {
        Ok(answers) => {
            assert!(shipped.unanswered(&answers).is_none());
            let kept = serde_json::to_string(&answers).expect("answers can be kept");
            let again = serde_json::from_str(&kept).expect("and read again");
            assert_eq!(answers, again);
        }
        Err(problems) => assert!(!problems.is_empty()),
    }
    for question in &shipped.questions {
        let _ = question.read(&fields);
    }
});
