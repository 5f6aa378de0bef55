//! What is done in most cases of the sample network, in the same words.

use watchpost_domain::intake::Entry;

use super::cases::{
    Act::{self, *},
    Sample,
};

pub(super) const PLAIN: Sample = Sample {
    name: "",
    desk: 0,
    days_ago: 0,
    language: "en",
    said: &[],
    files: &[],
    entry: Entry::Web,
    then: &[],
};

pub(super) const RECEIVED: Act = Step("acknowledge", "");
pub(super) const JUDGED: Act = Sheet(
    "safety",
    &[
        ("life", "no"),
        ("child", "no"),
        ("sexual-violence", "no"),
        ("ongoing", "unknown"),
        ("perishing", "no"),
        ("retaliation", "some"),
        (
            "retaliation.why",
            "They work there, and their chief asks questions.",
        ),
        ("from", "The chief of the shift"),
        ("protect", "advice"),
        ("protect", "safer-contact"),
    ],
);
pub(super) const SAFE: Act = Step("continue", "");
pub(super) const SPEAKS: Act = Sheet(
    "mandate",
    &[("speaks", "self"), ("mandate", "own"), ("can-end", "yes")],
);
pub(super) const MANDATE: Act = Step("complete", "");
pub(super) const ASKED: Act = Step("ask-more", "");
/// The tests of eligibility are passed, and the facts would touch these paragraphs of the Code.
macro_rules! tested {
    ($($cited:literal),+) => {
        $crate::demo::cases::Act::Sheet(
            "eligibility",
            &[
                ("company-known", "yes"),
                (
                    "company-known.why",
                    "The uniform and the contract on the gate name it.",
                ),
                ("member-then", "yes"),
                ("member-then.why", "It stands in the list of that month."),
                ("code-touched", "yes"),
                (
                    "code-touched.why",
                    "If it is true, the rules on force or on pay.",
                ),
                ("link-to-harm", "yes"),
                ("link-to-harm.why", "They were there."),
                ("facts-enough", "yes"),
                ("facts-enough.why", "What, where and when are told."),
                ("not-vexatious", "yes"),
                ("not-vexatious.why", "Nothing speaks against it."),
                ("company-tried", "unsafe"),
                (
                    "company-tried.why",
                    "Complaints go to the chief whom it is about.",
                ),
                $(("paragraphs", $cited),)+
            ],
        )
    };
}
pub(super) use tested;

/// The company is told.
pub(super) const ADMITTED: Act = Step("admit-harm", "");
/// It answered by letter, which somebody of the desk writes down.
pub(super) const REPLIED: Act = Step("reply", "The answer came by letter.");
/// The person who reported chooses how it goes on.
pub(super) const CHOSEN: Act = Fills("way", &[("way", "good-offices")]);
pub(super) const OFFICES: Act = Step("use-good-offices", "");
pub(super) const CONTENT: Act = Fills(
    "agreement",
    &[
        ("terms", "New orders for the guards, told to the village."),
        ("agrees", "yes"),
    ],
);
pub(super) const AGREED: Act = Step("agree", "");
