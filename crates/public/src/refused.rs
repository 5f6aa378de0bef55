//! What is said when something was not taken: what it was, and what is kept all the same.

use watchpost_text::Text;
use watchpost_web::{Notice, Oops, Tone};

/// Of what was typed: it is still on the page.
pub fn of_words(t: &Text, oops: Oops) -> Notice {
    Notice::new(Tone::Bad, oops.title(t), advice(t, oops))
}

fn advice(t: &Text, oops: Oops) -> String {
    match oops {
        Oops::ExpiredForm => t.kept_old_form(),
        Oops::Unavailable | Oops::NoSpace | Oops::Internal(_) => t.kept_try_later(),
        Oops::Conflict => t.kept_changed(),
        other => other.advice(t),
    }
}

/// Of a file: by its name, and that what was there before stays.
pub fn of_file(t: &Text, name: &str, oops: Oops) -> Notice {
    let said = match oops {
        Oops::TooLarge => t.file_too_large(name),
        Oops::NoSpace => t.file_no_room(name),
        _ => t.file_not_whole(name),
    };
    Notice::new(
        Tone::Bad,
        oops.title(t),
        format!("{said} {}", t.file_others_kept()),
    )
}
