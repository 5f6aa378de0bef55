//! Saying anew what may be done with a report, by who reported or by a desk that was told.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::{
    Case,
    acts::record,
    content::{ConsentForm, ConsentGiven, ConsentPart, ReleasePart, ToldConsent},
};
use crate::{
    Day, Fact, Granted, PartId, Problem, Problems,
    fact::CaseAct,
    intake::consent::is_purpose,
    policy::Action,
    problem::clean_text,
    procedure::{Code, Effect, Procedure},
};

/// Longest note of who explained it, or of to whom it goes, in characters.
pub const EXPLAINED_MAX: usize = 500;

/// What a desk was told, as it is typed.
#[derive(Debug, Clone, Default)]
pub struct ConsentTyped {
    pub purposes: Vec<String>,
    pub form: String,
    pub explained: String,
    pub on: Option<Day>,
    pub until: Option<Day>,
    pub to: String,
    pub evidence: Option<PartId>,
}

/// What is allowed from now on, with all that was and still is as it was given. Whoever sets an end sets it for all of it.
pub fn allowed(
    before: &ConsentPart,
    purposes: &[String],
    until: Option<Day>,
    anew: impl Fn(&String) -> ConsentGiven,
) -> BTreeMap<String, ConsentGiven> {
    let one = |purpose: &String| {
        let kept = before.given.get(purpose).cloned();
        let given = kept.unwrap_or_else(|| anew(purpose));
        let until = until.or(given.until);
        (purpose.clone(), ConsentGiven { until, ..given })
    };
    purposes.iter().map(one).collect()
}

/// What a desk was told is allowed, beside what is allowed already; `agreed` is all that was ever said, the oldest first. `files` are those of the
/// case, one of which can show it. What the person allows by themselves stays theirs: a desk can let it end sooner, and nothing else.
///
/// # Errors
/// By field, what is wrong: no purpose, no form, nobody who explained it, a day to come or before the one on which they took it back, or an end
/// that is past.
pub fn told(
    (before, agreed): (&ConsentPart, &[ConsentPart]),
    typed: &ConsentTyped,
    (language, at): (&str, Timestamp),
    files: &[PartId],
) -> Result<BTreeMap<String, ConsentGiven>, Problems> {
    let mut problems = Problems::default();
    let today = Day::of(at);
    if typed.purposes.is_empty() {
        problems.add("purposes", Problem::Required);
    } else if !typed.purposes.iter().all(|purpose| is_purpose(purpose)) {
        problems.add("purposes", Problem::NotAnOption);
    }
    let form = ConsentForm::from_code(&typed.form);
    if form.is_none() {
        problems.add("form", Problem::Required);
    }
    let mut clean = |field: &str, raw: &str, needed: bool| {
        let text = clean_text(raw, EXPLAINED_MAX).unwrap_or_else(|problem| {
            problems.add(field, problem);
            String::new()
        });
        if needed && raw.trim().is_empty() {
            problems.add(field, Problem::Required);
        }
        text
    };
    let (explained, to) = (
        clean("explained", &typed.explained, true),
        clean("to", &typed.to, false),
    );
    match typed.on {
        None => problems.add("on", Problem::Required),
        Some(on) if on > today => problems.add("on", Problem::NotAnOption),
        Some(on) if { typed.purposes.iter() }.any(|p| taken_back(agreed, p) > Some(on)) => {
            problems.add("on", Problem::NotAnOption);
        }
        Some(_) => {}
    }
    if typed.until.is_some_and(|until| until < today) {
        problems.add("until", Problem::NotAnOption);
    }
    if typed.evidence.is_some_and(|file| !files.contains(&file)) {
        problems.add("evidence", Problem::NotAnOption);
    }
    let (Some(form), Some(on)) = (form, typed.on) else {
        return Err(problems);
    };
    let mut given = before.given.clone();
    for purpose in &typed.purposes {
        let how = ToldConsent {
            form,
            explained: explained.clone(),
            on,
            to: to.clone(),
            evidence: typed.evidence,
        };
        let said = match given.remove(purpose) {
            Some(own) if own.told.is_none() => ConsentGiven {
                until: own.until.into_iter().chain(typed.until).min(),
                ..own
            },
            _ => ConsentGiven {
                until: typed.until,
                told: Some(how),
                ..ConsentGiven::anew(purpose, language, at)
            },
        };
        given.insert(purpose.clone(), said);
    }
    problems.or(given)
}

/// The day on which something that was allowed once was taken back, where it is allowed no longer.
fn taken_back(agreed: &[ConsentPart], purpose: &str) -> Option<Day> {
    let last = agreed
        .iter()
        .rposition(|said| said.given.contains_key(purpose))?;
    agreed.get(last + 1)?.at.map(Day::of)
}

/// Says anew what is allowed: what was before and is no longer is taken back, and what the policy ties to that begins or ends with it.
/// Where less is kept then, it is erased for the person alone, who says so with their code.
pub fn change_consent<A: Action<On = Case>>(
    case: &Granted<A>,
    procedure: &Procedure,
    (before, given): (&ConsentPart, &BTreeMap<String, ConsentGiven>),
    by_person: bool,
) -> Fact {
    let gone: Vec<String> = { before.given.keys() }
        .filter(|purpose| !given.contains_key(*purpose))
        .cloned()
        .collect();
    let mut beside: Vec<(Code, bool)> = Vec::new();
    let mut forgets = false;
    for side in { procedure.sides.iter() }.filter(|side| !side.taken_back.is_empty()) {
        let is_so = case.sides.contains(&side.code);
        if side.taken_back.iter().any(|purpose| gone.contains(purpose)) {
            let less = by_person && side.effects.contains(&Effect::KeepLess);
            forgets |= less && !is_kept(case, procedure);
            beside.extend((!is_so).then(|| (side.code.clone(), true)));
        } else if is_so
            && side
                .taken_back
                .iter()
                .all(|purpose| given.contains_key(purpose))
        {
            beside.push((side.code.clone(), false));
        }
    }
    let act = CaseAct::ConsentChanged {
        given: given.keys().cloned().collect(),
        taken_back: gone,
        beside,
        forgets,
    };
    record(case, act)
}

/// Until when a party may be shown this: the first end of what it is told for.
pub fn shown_until(release: &ReleasePart, consent: &ConsentPart) -> Option<Day> {
    let named = (!release.snapshot.who.is_empty()).then(|| release.kind.named_for());
    let purposes = release.kind.told_for().into_iter().chain(named.flatten());
    purposes
        .filter_map(|purpose| consent.given.get(purpose)?.until)
        .min()
}

/// Whether nothing of it may be erased.
fn is_kept(case: &Case, procedure: &Procedure) -> bool {
    let sides = case.sides.iter().filter_map(|code| procedure.side(code));
    { sides.into_iter() }.any(|side| side.effects.contains(&Effect::KeepAll))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn at(day: i64) -> Timestamp {
        Timestamp::from_second(day * 86_400 + 60).unwrap()
    }

    fn typed() -> ConsentTyped {
        ConsentTyped {
            purposes: vec!["send-to-company".into()],
            form: "thumbprint".into(),
            explained: "Amina, in Swahili".into(),
            on: Some(Day(99)),
            until: Some(Day(120)),
            ..ConsentTyped::default()
        }
    }

    #[test]
    fn what_a_desk_was_told_says_how_by_whom_and_until_when_and_ends_by_itself() {
        let before = ConsentPart {
            given: BTreeMap::from([(
                "store".to_owned(),
                ConsentGiven::anew("store", "en", at(90)),
            )]),
            at: Some(at(90)),
        };
        let given = told((&before, &[]), &typed(), ("en", at(100)), &[]).unwrap();
        let now = ConsentPart {
            given,
            at: Some(at(100)),
        };
        assert_eq!(
            now.given["store"], before.given["store"],
            "what was given stays as it was"
        );
        let how = now.given["send-to-company"].told.clone().unwrap();
        assert_eq!((how.form, how.on), (ConsentForm::Thumbprint, Day(99)));
        assert!(
            now.clone()
                .in_force(Day(120))
                .given
                .contains_key("send-to-company")
        );
        let later = now.in_force(Day(121));
        assert_eq!(later.given.keys().collect::<Vec<_>>(), ["store"]);
    }

    #[test]
    fn what_they_took_back_is_not_overruled_by_an_older_word_and_what_is_theirs_stays_theirs() {
        let purpose = "send-to-company".to_owned();
        let by_them = ConsentGiven::anew(&purpose, "en", at(90));
        let allowed = ConsentPart {
            given: BTreeMap::from([(purpose.clone(), by_them.clone())]),
            at: Some(at(90)),
        };
        let taken_back = ConsentPart {
            at: Some(at(100)),
            ..ConsentPart::default()
        };
        let agreed = [allowed.clone(), taken_back.clone()];
        let older = told((&taken_back, &agreed), &typed(), ("en", at(101)), &[]);
        assert_eq!(older.unwrap_err().0[0].field, "on");
        let newer = ConsentTyped {
            on: Some(Day(100)),
            ..typed()
        };
        assert!(told((&taken_back, &agreed), &newer, ("en", at(101)), &[]).is_ok());
        let now = told(
            (&allowed, std::slice::from_ref(&allowed)),
            &typed(),
            ("en", at(101)),
            &[],
        )
        .unwrap();
        let ends_sooner = ConsentGiven {
            until: Some(Day(120)),
            ..by_them
        };
        assert_eq!(now[&purpose], ends_sooner);
    }

    #[test]
    fn what_is_missing_is_named_by_its_field() {
        let other = PartId(uuid::Uuid::from_u128(9));
        type Spoil = fn(&mut ConsentTyped);
        let cases: [(&str, Spoil); 7] = [
            ("purposes", |typed| typed.purposes.clear()),
            ("purposes", |typed| typed.purposes.push("sell".into())),
            ("form", |typed| typed.form = "telepathy".into()),
            ("explained", |typed| typed.explained = "  ".into()),
            ("on", |typed| typed.on = Some(Day(101))),
            ("until", |typed| typed.until = Some(Day(99))),
            ("evidence", |typed| {
                typed.evidence = Some(PartId(uuid::Uuid::from_u128(8)))
            }),
        ];
        for (field, spoil) in cases {
            let mut typed = typed();
            spoil(&mut typed);
            let nothing = ConsentPart::default();
            let wrong = told((&nothing, &[]), &typed, ("en", at(100)), &[other]).unwrap_err();
            let fields: Vec<_> = wrong.0.iter().map(|p| p.field.as_str()).collect();
            assert_eq!(fields, [field]);
        }
    }
}
