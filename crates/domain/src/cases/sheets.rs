//! Filling in worksheets, and what they find out in a case.

use std::collections::BTreeSet;

use super::{ActError, Case, content::SheetPart};
use crate::{
    Granted, MemberId, PartId,
    fact::{CaseAct, CaseFact, Fact},
    policy::Action,
    procedure::{Code, Procedure, Sheet, sheet::Answers},
};

/// Fills in a sheet as one of these actors. `before` are those of the case, the oldest first; `member` is who fills it in, where a member
/// does.
///
/// # Errors
/// `NotFromHere` when it is not asked for where the case stands, or not of them, with what is asked there and of whom; `NotYourOwn` when
/// they would look over what they filled in themselves.
pub fn fill<A: Action<On = Case>>(
    case: &Granted<A>,
    procedure: &Procedure,
    sheet: &Sheet,
    (by, member): (&[&str], Option<MemberId>),
    before: &[SheetPart],
    (part, answers): (PartId, &Answers),
) -> Result<(Fact, Code), ActError> {
    let actor = sheet.by.iter().find(|who| by.contains(&who.as_str()));
    let Some(actor) = actor.filter(|_| sheet.is_asked_at(&case.state)) else {
        let asked = asked_at(procedure, &case.state);
        let allowed = asked.map(|sheet| (sheet.code.clone(), sheet.by.clone()));
        return Err(ActError::NotFromHere {
            allowed: allowed.collect(),
        });
    };
    let last = |code: &Code| before.iter().rfind(|part| part.sheet == *code);
    let theirs = { sheet.not_by.iter() }.filter_map(last);
    if member.is_some() && theirs.into_iter().any(|part| part.member == member) {
        return Err(ActError::NotYourOwn);
    }
    let so_already = |side: &&Code| !case.sides.contains(*side);
    let act = CaseAct::SheetFilled {
        sheet: sheet.code.clone(),
        part,
        by: actor.clone(),
        shown: sheet.shown,
        begins: sheet.begins.iter().filter(so_already).cloned().collect(),
        again: sheet.again(answers),
        touches: sheet.touches(answers),
    };
    let fact = Fact::Case(CaseFact {
        case: case.id,
        version: case.version,
        act,
    });
    Ok((fact, actor.clone()))
}

/// The sheets that are asked for in a state.
pub fn asked_at<'a>(procedure: &'a Procedure, state: &'a str) -> impl Iterator<Item = &'a Sheet> {
    { procedure.sheets.iter() }.filter(move |sheet| sheet.is_asked_at(state))
}

/// The paragraphs of the Code that the facts of a case would touch, if they are true, as citations: those of the sheet that was filled in
/// last among those which ask for them.
pub fn touched<'a>(procedure: &Procedure, filled: &'a [SheetPart]) -> &'a [Code] {
    let asks = |part: &&SheetPart| {
        let sheet = procedure.sheet(&part.sheet);
        sheet.is_some_and(|sheet| sheet.asks_paragraphs().is_some())
    };
    let last = filled.iter().filter(asks).max_by_key(|part| part.number);
    let said = last.and_then(|part| {
        let question = procedure.sheet(&part.sheet)?.asks_paragraphs()?;
        part.answers.get(&question.code)
    });
    said.map_or(&[], |said| &said.chosen)
}

/// What the sheets of a case find out: of each the last that was filled in counts, and of those that have to be new only what came after
/// the line of the history, `came`, with which the case came to where it stands.
pub fn found(procedure: &Procedure, filled: &[SheetPart], came: i64) -> BTreeSet<Code> {
    let mut found = BTreeSet::new();
    for sheet in &procedure.sheets {
        let last = { filled.iter() }
            .filter(|part| part.sheet == sheet.code)
            .max_by_key(|part| part.number);
        let counts = last.filter(|part| !sheet.anew || part.number > came);
        if let Some(part) = counts {
            found.extend(sheet.found(&part.answers).map(|f| f.code.clone()));
        }
    }
    found
}

/// Whether a line of the history is one with which a case came to another state.
pub fn comes(act: &CaseAct) -> bool {
    matches!(act, CaseAct::Stepped { from, to, .. } if from != to)
        || matches!(act, CaseAct::ReportReceived { .. })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use jiff::Timestamp;

    use super::*;
    use crate::procedure::sheet::Said;

    fn part(sheet: &str, number: i64, question: &str, said: &str) -> SheetPart {
        let said = Said {
            chosen: vec![said.to_owned()],
            ..Said::default()
        };
        SheetPart {
            sheet: sheet.into(),
            by: "officer".into(),
            member: None,
            number,
            answers: Answers::from([(question.to_owned(), said)]),
            language: "en".into(),
            at: Timestamp::UNIX_EPOCH,
            made_from: Vec::new(),
        }
    }

    #[test]
    fn the_last_word_counts_and_a_choice_is_made_anew_each_time() {
        let procedure = Procedure::shipped().unwrap();
        let found = |filled: &[SheetPart], came| found(&procedure, filled, came);
        let mandate = |number, said| part("mandate", number, "mandate", said);
        assert!(found(&[mandate(3, "written")], 9).contains("mandate"));
        let taken_back = [mandate(5, "none"), mandate(3, "written")];
        assert!(
            found(&taken_back, 0).is_empty(),
            "it was found to be none after all"
        );
        let way = [part("way", 7, "way", "mediation")];
        assert!(found(&way, 6).contains("chose-mediation"));
        assert!(found(&way, 8).is_empty(), "that was another time");
    }
}
