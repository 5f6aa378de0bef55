//! How each form is filled in, and which doors stand open to everybody: what somebody who adds a route writes down.

use uuid::Uuid;
use watchpost_domain::intake::{QuestionKind, Questionnaire};

/// What is sent to a route that changes something.
pub enum Filled {
    /// Fields of a form, without its token.
    Form(&'static str),
    /// A form with a file.
    Files,
    /// A document.
    Json(&'static str),
}

/// What stands in the braces of addresses and forms.
#[derive(Clone, Default)]
pub struct Names {
    pub case: String,
    pub file: String,
    pub member: String,
    pub channel: String,
    pub invitation: String,
    /// How the case can be read now: asked for again, nothing changes.
    pub access: String,
    pub receipt: String,
    pub receipt_file: String,
    /// What a case shares with a company, and a file there.
    pub room: String,
    pub room_file: String,
    /// A company of the registry, and a record of it.
    pub company: String,
    pub record: String,
}

impl Names {
    /// A text with these names in it.
    pub fn put_into(&self, text: &str) -> String {
        let number = match text.ends_with("/files") || text.ends_with("/remove") {
            true => files_question().to_string(),
            // The line that every history begins with can be proven once it is in the log.
            false if text.contains("/proof/") => "0".into(),
            false => "2".into(),
        };
        let sheet = match text.starts_with("/desk/rooms") {
            true => "challenge",
            false => "retaliation",
        };
        let case = match text.starts_with("/follow-up/file/") || text.contains("follow-up/files/") {
            true => &self.receipt_file,
            false => &self.case,
        };
        let file = match text.contains("{room}") {
            true => &self.room_file,
            false => &self.file,
        };
        text.replace("{id}", case)
            .replace("{file}", file)
            .replace("{room}", &self.room)
            .replace("{member}", &self.member)
            .replace("{channel}", &self.channel)
            .replace("{question}", "company")
            .replace("{sheet}", sheet)
            .replace("{number}", &number)
            .replace("{invitation}", &self.invitation)
            .replace("{access}", &self.access)
            .replace("{slug}", &self.company)
            .replace("{record}", &self.record)
            .replace("{kind}", "seat")
            .replace("{receipt}", &self.receipt)
            .replace("{once}", &Uuid::new_v4().simple().to_string())
            .replace("{*path}", "0/000")
    }
}

/// Which question asks for files, counted from one.
fn files_question() -> usize {
    let asked = Questionnaire::shipped().questions;
    let found = asked.iter().position(|q| q.kind == QuestionKind::Files);
    found.unwrap() + 1
}

/// How a form is filled in. A route without a line here is a finding of the walk.
pub fn of(path: &str) -> Option<Filled> {
    use Filled::{Files, Form, Json};
    Some(match path {
        "/report" => Form("channel={channel}"),
        "/report/discard" | "/report/send" | "/follow-up/close" => Form(""),
        "/report/receipt" => Form("typed=nonsense"),
        "/report/{number}" => Form("what_happened=a"),
        "/report/{number}/remove" => Form("file={file}"),
        "/report/{number}/files" | "/follow-up/files" | "/desk/cases/{id}/files" => Files,
        "/follow-up" => Form("receipt={receipt}"),
        "/follow-up/message" => Form("once={once}&text=a"),
        "/follow-up/other" => Form("to="),
        "/follow-up/step" => Form("once={once}&act=breach&text=a"),
        "/follow-up/consent" => Form("consent=store&consent=send-to-company"),
        "/follow-up/contact" => Form("stop=no"),
        "/follow-up/end" => Form("pressure=no"),
        "/follow-up/code" => Form("carried=a&typed=a"),
        "/join/{invitation}" => Form(
            "login=somebody&passphrase=words+to+come+in&passphrase_again=words+to+come+in\
            &unlocking=others+to+read&unlocking_again=others+to+read",
        ),
        "/join/{invitation}/code" => Form("carried=a&code=000000"),
        "/desk/sign-in" => Form("name=nobody&passphrase=words+that+are+wrong&code=000000"),
        "/desk/unlock" => Form("passphrase=words+that+are+wrong"),
        "/desk/unlock/recover" => Form("code=a&new=words+to+unlock&again=words+to+unlock"),
        "/desk/lock" | "/desk/sign-out" => Form(""),
        "/desk/account/language" => Form("language=en"),
        "/desk/account/mail" => Form("often=off"),
        "/desk/account/calendar" => Form("end=yes"),
        "/desk/account/end" => Form("session=00000000000000000000000000000001"),
        "/desk/account/passphrase" | "/desk/account/unlocking" => {
            Form("old=wrong&new=words+of+some+length&again=words+of+some+length")
        }
        "/desk/account/spares" | "/desk/account/authenticator" => Form("passphrase=wrong"),
        "/desk/account/recovery" => Form("unlocking=wrong"),
        "/desk/account/authenticator/code" => Form("carried=a&code=000000"),
        "/desk/cases/many" => Form("do=acknowledge&all=yes"),
        "/desk/cases/views" => Form("name=a"),
        "/desk/cases/views/drop" => Form("view=a"),
        "/desk/enter" => Form("channel={channel}&entry=phone&language=en"),
        "/desk/cases/{id}/identity" | "/desk/cases/{id}/identity/ask" => Form("identity=a"),
        "/desk/cases/{id}/identity/answer" => Form("by={member}&agree=yes"),
        "/desk/cases/{id}/message" => Form("once={once}&message=a"),
        "/desk/cases/{id}/note" => Form("once={once}&note=a"),
        "/desk/cases/{id}/assign" => Form("member={member}"),
        "/desk/cases/{id}/title" => Form("once={once}&title=a"),
        "/desk/cases/{id}/step" => Form("act=close&reason=unfounded&why=a"),
        "/desk/cases/{id}/sheet/{sheet}" => Form("once={once}&q.what=a&q.danger=no"),
        "/follow-up/sheet" => Form("once={once}&sheet=retaliation&q.what=a&q.danger=no"),
        "/desk/cases/{id}/tasks" => Form("once={once}&what=a&by=2099-01-01&whom={member}"),
        "/desk/cases/{id}/tasks/change" => {
            Form("task=00000000000000000000000000000001&do=done&word=a")
        }
        "/desk/cases/{id}/tasks/tick" => Form("state=received&item=read-whole"),
        "/desk/cases/{id}/alike" | "/desk/cases/{id}/alike/apart" => {
            Form("once={once}&title=a&why=b&case=00000000000000000000000000000001")
        }
        "/desk/cases/{id}/alike/out" => Form("pattern=00000000000000000000000000000001&why=a"),
        "/desk/cases/{id}/alike/keep" => Form("pattern=00000000000000000000000000000001"),
        "/desk/cases/{id}/alike/carry" => {
            Form("once={once}&pattern=00000000000000000000000000000001&do=new&text=a")
        }
        "/desk/account/conflicts" => Form("name=a&why=b"),
        "/desk/account/conflicts/end" => Form("conflict=00000000000000000000000000000001"),
        "/desk/emergency" => Form("once={once}&case=NONE&why=a"),
        "/desk/emergency/aside" => Form("once={once}&other=NONE&aside=a"),
        "/desk/emergency/answer" => Form("ask=00000000000000000000000000000001&do=agree"),
        "/desk/workload/{member}" => Form("all=yes&to={member}&note=a"),
        "/desk/cases/{id}/second" => Form("ask=close&thing=unfounded&why=a"),
        "/desk/cases/{id}/second/answer" => Form("act=close&thing=unfounded&by={member}&agree=yes"),
        "/desk/cases/{id}/remedy" => {
            Form("once={once}&step=promised&kind=apology&words=a&who=a&due=2030-01-01&shows=a")
        }
        "/follow-up/promised" => Form("once={once}&reached=yes&words=a"),
        "/desk/cases/{id}/consents" => {
            Form("once={once}&purposes=statistics&form=spoken&explained=a&on=2026-01-01")
        }
        "/desk/cases/{id}/consents/back" => Form("back=statistics"),
        "/desk/cases/{id}/told/tell" => Form("once={once}&title=a&ask=b"),
        "/desk/cases/{id}/told/release" => Form("draft={room}"),
        "/desk/cases/{id}/told/{room}/message" | "/desk/rooms/{room}/message" => {
            Form("once={once}&message=a")
        }
        "/desk/cases/{id}/told/{room}/files" | "/desk/rooms/{room}/files" => Files,
        "/desk/cases/{id}/told/{room}/shut" => Form("reason=a"),
        "/desk/rooms/{room}/aside" => Form("reason=a"),
        "/desk/rooms/{room}/claim" => Form("once={once}&commitment={room}&words="),
        "/desk/rooms/{room}/step" => Form("once={once}&act=reply&text=a"),
        "/desk/rooms/{room}/sheet/{sheet}" => Form("once={once}&q.what=a"),
        "/desk/cases/{id}/take-out" => {
            Form("once={once}&purpose=court&to=a&recipient=b&items-line=line.0")
        }
        "/desk/cases/{id}/take-out/give" => Form("prepared={room}"),
        "/desk/cases/{id}/clock" => Form("clock=safety-check&why=a"),
        "/desk/cases/{id}/beside" => Form("begin=parallel-proceedings&why=a"),
        "/desk/country" => Form("country=KE"),
        "/desk/cases/{id}/access" => Form("to={access}&access=a"),
        "/desk/cases/{id}/give" => Form("to=00000000000000000000000000000001&give=a"),
        "/desk/cases/{id}/take" => Form("from=00000000000000000000000000000001&take=a"),
        "/desk/cases/{id}/erase" => Form("erase=asked-for&reference=NONE"),
        "/desk/cases/{id}/merge" => Form("other=NONE&merge=a"),
        "/desk/cases/{id}/aside" => Form("aside=a"),
        "/desk/people/invite" => Form("once={once}&name=a&roles=intake"),
        "/desk/people/take-back" => Form("invitation=00000000000000000000000000000001"),
        "/desk/people/sign" | "/desk/people/drop" => Form(""),
        "/desk/people/{member}/roles" => Form("roles=analyst"),
        "/desk/people/{member}/admit" | "/desk/people/{member}/remove" => Form(""),
        "/desk/people/{member}/hand-on" => Form("reason=a"),
        "/desk/companies/new" => Form(
            "once={once}&name=a&name_kind=legal&goes_on=goes-on&source=a&publisher=b&seen=2026-01-01&confidence=reported&audience=internal",
        ),
        "/desk/companies/{slug}/record/{kind}" => Form(
            "once={once}&country=KE&goes_on=goes-on&source=a&publisher=b&seen=2026-01-01&confidence=reported&audience=internal",
        ),
        // Without saying why, nothing is changed: who knocks next finds it as it was.
        "/desk/companies/{slug}/records/{record}"
        | "/desk/companies/{slug}/records/{record}/take-back" => Form("once={once}&why="),
        "/desk/companies/{slug}/merge" => Form("once={once}&into=nobody&why=a"),
        "/desk/companies/{slug}/split" => Form("once={once}&why=a"),
        "/desk/companies/{slug}/undo" => Form("once={once}&change=0&why=a"),
        "/desk/channels" => Form("once={once}"),
        "/desk/channels/{channel}" | "/desk/channels/{channel}/order" => Form("version=0"),
        "/desk/channels/{channel}/add" => Form("version=0&question=company"),
        "/desk/channels/{channel}/questions/{question}"
        | "/desk/channels/{channel}/questions/{question}/remove" => Form("version=0"),
        "/api/v1/reports" => Json(
            r#"{"channel": "{channel}", "language": "en", "answers": {"what_happened": "a", "where": "b", "when": "c", "contact": "d"}}"#,
        ),
        "/api/v1/follow-up" | "/api/v1/follow-up/files/{id}" => Json(r#"{"receipt": "{receipt}"}"#),
        // A note of a witness: no form, no cookie, and nothing to do for who is not known.
        "/log/cosignatures" => Json("a"),
        "/api/v1/follow-up/messages" => Json(r#"{"receipt": "{receipt}", "text": "a"}"#),
        _ => return None,
    })
}

/// The pages that anybody may read. One that is not here is a finding of the walk.
pub const OPEN: &[&str] = &[
    "/",
    "/about",
    "/leave",
    "/notice",
    "/procedure",
    "/statistics",
    "/code",
    "/code/{paragraph}",
    "/companies",
    "/companies/{slug}",
    "/companies/{slug}/data.json",
    "/companies/{slug}/status.txt",
    "/report",
    "/report/check",
    "/report/receipt",
    "/report/send",
    "/report/sent",
    "/report/{number}",
    "/follow-up",
    "/join/{invitation}",
    "/desk/sign-in",
    "/api",
    "/api/v1/openapi.json",
    "/api/v1/intake",
    "/log",
    "/log/checkpoint",
    "/log/cosigned",
    "/log/key",
    "/log/follows",
    "/log/tile/{*path}",
    "/calendar/{address}",
    "/data/statistics.csv",
    "/data/statistics.json",
    "/healthz",
    "/readyz",
];

/// The pages behind a receipt.
pub const BEHIND_A_RECEIPT: &[&str] = &[
    "/follow-up/proof/{number}",
    "/follow-up/copy",
    "/follow-up/open",
    "/follow-up/file/{id}",
    "/follow-up/end",
    "/follow-up/code",
];

/// Acts that end what others of a walk still need: the case for whoever knocks, the draft, the box, the keys, the session. They come
/// last, in this order.
pub const LAST: &[&str] = &[
    "/desk/cases/{id}/step",
    "/desk/rooms/{room}/aside",
    "/desk/cases/{id}/told/{room}/shut",
    "/desk/cases/{id}/erase",
    "/desk/cases/{id}/aside",
    "/desk/people/{member}/remove",
    "/follow-up/end",
    "/follow-up/close",
    "/report/discard",
    "/leave",
    "/desk/lock",
    "/desk/sign-out",
];

/// Where a route comes in a walk.
pub fn turn(path: &str) -> usize {
    let found = LAST.iter().position(|last| *last == path);
    found.map_or(0, |at| at + 1)
}
