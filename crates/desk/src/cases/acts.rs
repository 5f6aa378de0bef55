//! What is done in a case. Each act leads back to the case; what was refused is shown there with all that was typed.

use axum::{
    extract::{Path, State},
    response::Response,
};
use uuid::Uuid;
use watchpost_domain::{
    CaseId, Day, Denied, MemberId, Problem, Problems,
    cases::{CaseAccess, EraseReason},
};
use watchpost_service::Error;
use watchpost_text::Lang;
use watchpost_web::{
    CheckedForm, Fields, FilePart, Layout, MultipartForm, Oops, Part, PlatformState, see_other,
};

use super::{
    case_id,
    show::{Outcome, page},
};
use crate::{member::Unlocked, team::needs_second};

/// For forms that are no step of the procedure.
pub(super) const NO_STEP: &str = "-";

/// Problems of a form with one field, whatever the service calls it.
pub(super) fn named(field: &str, problems: Problems) -> Problems {
    let first = problems
        .0
        .into_iter()
        .next()
        .map_or(Problem::Required, |p| p.problem);
    Problems::one(field, first)
}

/// What came of an act: back to the case, or the case again with what is wrong. `act` names the form of the procedure that it was.
pub(super) async fn after<S: PlatformState>(
    state: &S,
    layout: Layout,
    who: &Unlocked,
    id: CaseId,
    (typed, act): (Fields, String),
    done: Result<(), Error>,
    field: Option<&str>,
) -> Result<Response, Oops> {
    let mut outcome = Outcome {
        typed,
        act,
        ..Outcome::default()
    };
    match done {
        Ok(()) => {
            return Ok(see_other(
                &layout.to(format!("/desk/cases/{}", id.0.simple())),
            ));
        }
        Err(Error::Invalid(problems)) => {
            outcome.problems = match field {
                Some(field) => named(field, problems),
                None => problems,
            };
        }
        Err(Error::Denied(Denied::NotFound)) => return Err(Oops::NotFound),
        Err(error) => {
            outcome.notice = needs_second(&layout, &error);
            outcome.oops = Some(error.into());
        }
    }
    page(state, layout, who, id, outcome).await
}

/// The common shape of an act: the case of the path, the member at work, the form.
macro_rules! act {
    ($(#[$doc:meta])* $name:ident, $field:expr, |$platform:ident, $who:ident, $id:ident, $layout:ident, $typed:ident| $done:expr) => {
        $(#[$doc])*
        pub async fn $name<S: PlatformState>(
            State(state): State<S>,
            unlocked: Unlocked,
            $layout: Layout,
            Path(path): Path<String>,
            CheckedForm($typed): CheckedForm,
        ) -> Result<Response, Oops> {
            let $id = case_id(&path)?;
            let $platform = state.platform();
            let done: Result<(), Error> = {
                let $who = &unlocked.working()?;
                $done
            };
            let none = NO_STEP.to_owned();
            after(&state, $layout, &unlocked, $id, ($typed, none), done, $field).await
        }
    };
}

act!(
    /// Writes to the person who reported.
    message, Some("message"), |platform, who, id, layout, typed| {
        // A letter is in the language of the report, whatever language the page speaks.
        let language = Lang::from_code(typed.text("language")).map_or(layout.lang(), Lang::code);
        platform.write_to_reporter(who, id, typed.text("once"), typed.text("message"), language).await
    }
);
act!(
    /// Writes a note for the team, or for oneself alone.
    note, Some("note"), |platform, who, id, _layout, typed| {
        let (once, text) = (typed.text("once"), typed.text("note"));
        match typed.text("own") {
            "yes" => platform.write_private_note(who, id, once, text).await,
            _ => platform.write_note(who, id, once, text).await,
        }
    }
);
act!(
    /// Says who carries the case.
    assign, None, |platform, who, id, _layout, typed| {
        let to = Uuid::parse_str(typed.text("member")).ok().map(MemberId);
        let done = platform.assign(who, id, to, typed.text("assigned")).await;
        match done.map_err(|error| placed(error, &[("reason", "assigned")])) {
            // It is theirs already: nothing is wrong.
            Err(Error::Conflict) => Ok(()),
            done => done,
        }
    }
);
act!(
    /// Writes a better title line.
    title, Some("title"), |platform, who, id, _layout, typed| {
        platform.retitle(who, id, typed.text("once"), typed.text("title")).await
    }
);
act!(
    /// Narrows the case to those named, or opens it to the desk.
    access, Some("access"), |platform, who, id, _layout, typed| {
        let to = match typed.text("to") {
            "named" => CaseAccess::Named,
            _ => CaseAccess::Desk,
        };
        platform.change_access(who, id, to, typed.text("access")).await
    }
);

act!(
    /// Lets one more member read, until a day where one is given.
    give, None, |platform, who, id, _layout, typed| {
        match day(typed.text("until")) {
            Ok(until) => {
                let to = Uuid::parse_str(typed.text("to")).unwrap_or_default();
                let done = platform.give_access(who, id, MemberId(to), typed.text("give"), until).await;
                done.map_err(|error| placed(error, &[("member", "to"), ("reason", "give")]))
            }
            Err(problem) => Err(Error::Invalid(Problems::one("until", problem))),
        }
    }
);
act!(
    /// Ends a named member's reading.
    take, None, |platform, who, id, _layout, typed| {
        let from = Uuid::parse_str(typed.text("from")).unwrap_or_default();
        let done = platform.take_access(who, id, MemberId(from), typed.text("take")).await;
        done.map_err(|error| placed(error, &[("member", "from"), ("reason", "take")]))
    }
);
act!(
    /// Says that this case and another are one.
    merge, None, |platform, who, id, _layout, typed| {
        let done = platform.merge(who, id, typed.text("other"), typed.text("merge")).await;
        done.map_err(|error| placed(error, &[("reason", "merge")]))
    }
);

act!(
    /// Asks a second person before who reported is opened.
    ask_identity, Some("identity"), |platform, who, id, _layout, typed| {
        platform.ask_identity(who, id, typed.text("identity")).await
    }
);
act!(
    /// The second person's word: yes, or no and why.
    answer_ask, Some("refusal"), |platform, who, id, _layout, typed| {
        let by = MemberId(Uuid::parse_str(typed.text("by")).unwrap_or_default());
        let refusal = (typed.text("agree") != "yes").then(|| typed.text("refusal"));
        platform.answer_ask(who, id, by, refusal).await
    }
);

/// The service names a rule's field; the page has its own name for it.
pub(crate) fn placed(error: Error, names: &[(&str, &str)]) -> Error {
    let Error::Invalid(mut problems) = error else {
        return error;
    };
    for problem in &mut problems.0 {
        if let Some((_, own)) = names.iter().find(|(rule, _)| *rule == problem.field) {
            problem.field = (*own).to_owned();
        }
    }
    Error::Invalid(problems)
}

/// A day that a browser sends; none when the field stayed empty.
pub(crate) fn day(text: &str) -> Result<Option<Day>, Problem> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let date: jiff::civil::Date = text.trim().parse().map_err(|_| Problem::NotADate)?;
    Ok(Some(Day::from_date(date)))
}

/// Steps aside: afterwards the case is no longer there for this member.
pub async fn step_aside<S: PlatformState>(
    State(state): State<S>,
    unlocked: Unlocked,
    layout: Layout,
    Path(path): Path<String>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let id = case_id(&path)?;
    match state
        .platform()
        .step_aside(&unlocked.working()?, id, typed.text("aside"))
        .await
    {
        Ok(()) => Ok(see_other(&layout.to("/desk/cases"))),
        done => {
            after(
                &state,
                layout,
                &unlocked,
                id,
                (typed, NO_STEP.to_owned()),
                done,
                Some("aside"),
            )
            .await
        }
    }
}

/// Takes the case away for good: afterwards it is there for nobody.
pub async fn erase<S: PlatformState>(
    State(state): State<S>,
    unlocked: Unlocked,
    layout: Layout,
    Path(path): Path<String>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let id = case_id(&path)?;
    let reason = EraseReason::from_code(typed.text("erase"));
    let (who, reference) = (unlocked.working()?, typed.text("reference"));
    match state.platform().erase(&who, id, reference, reason).await {
        Ok(()) => Ok(see_other(&layout.to("/desk/cases"))),
        done => {
            let done = done.map_err(|error| placed(error, &[("reason", "erase")]));
            after(
                &state,
                layout,
                &unlocked,
                id,
                (typed, NO_STEP.to_owned()),
                done,
                None,
            )
            .await
        }
    }
}

/// The files of a form, one after the other, with the form's own number.
pub(crate) struct SentFiles {
    form: MultipartForm,
    pub once: String,
}

impl SentFiles {
    pub(crate) fn of(form: MultipartForm) -> Self {
        Self {
            form,
            once: String::new(),
        }
    }

    /// The next file; fields on the way are read.
    pub(crate) async fn next(&mut self) -> Result<Option<Box<FilePart>>, Oops> {
        while let Some(part) = self.form.next().await? {
            match part {
                Part::Field { name, value } if name == "once" => self.once = value,
                Part::File(file) if !file.file_name.is_empty() => return Ok(Some(file)),
                Part::Field { .. } | Part::File(_) => {}
            }
        }
        Ok(None)
    }

    /// What is said where there is none.
    pub(crate) fn none() -> Result<(), Error> {
        Err(Error::Invalid(Problems::one("files", Problem::Required)))
    }
}

/// Adds files for the person who reported and for the team.
pub async fn files<S: PlatformState>(
    State(state): State<S>,
    unlocked: Unlocked,
    layout: Layout,
    Path(path): Path<String>,
    form: MultipartForm,
) -> Result<Response, Oops> {
    let id = case_id(&path)?;
    let mut sent = SentFiles::of(form);
    let mut done = SentFiles::none();
    while let Some(file) = sent.next().await? {
        let (name, kind) = (file.file_name.clone(), file.media_type().to_owned());
        let working = unlocked.working()?;
        done = state
            .platform()
            .add_file_as_member(&working, id, &sent.once, &name, &kind, file.bytes())
            .await;
        if done.is_err() {
            break;
        }
    }
    after(
        &state,
        layout,
        &unlocked,
        id,
        (Fields::default(), NO_STEP.to_owned()),
        done,
        Some("files"),
    )
    .await
}
