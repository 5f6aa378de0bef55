//! How a vote of a board stands, in words.

use watchpost_domain::procedure::{Procedure, Vote};
use watchpost_service::voting::Voting;
use watchpost_web::Layout;

/// The lines that tell it; none where nothing is voted on.
pub(super) fn lines(
    layout: &Layout,
    procedure: &Procedure,
    voting: Option<&Voting>,
) -> Vec<String> {
    let t = layout.text;
    let lang = layout.lang();
    let Some(voting) = voting else {
        return Vec::new();
    };
    let vote = &voting.vote;
    let Some(tally) = &voting.tally else {
        let sheet = vote
            .otherwise
            .as_ref()
            .and_then(|code| procedure.sheet(code));
        let name = sheet.map_or("", |sheet| sheet.name.text(lang));
        return vec![t.vote_none(name)];
    };
    let mut lines = vec![t.vote_counts(tally.cast.to_string(), tally.seats.to_string())];
    if tally.aside > 0 {
        lines.push(t.vote_aside(tally.aside.to_string()));
    }
    let choices = { tally.choices.iter() }
        .map(|(code, count)| t.vote_choice(choice(procedure, vote, code, lang), count.to_string()));
    lines.extend(choices);
    lines.push(match vote.is_quorate(tally) {
        true => t.vote_quorate(),
        false => t.vote_not_quorate(),
    });
    lines
}

/// What can be voted for, as the ballot calls it.
fn choice(procedure: &Procedure, vote: &Vote, code: &str, lang: &str) -> String {
    let sheet = procedure.sheet(&vote.sheet);
    let question = sheet.and_then(|sheet| sheet.question(&vote.question));
    question.map_or_else(|| code.to_owned(), |q| q.choice(code, lang).to_owned())
}
