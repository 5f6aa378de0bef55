//! Every form that writes, sent ten times at once: each has one effect, on both databases.

use std::{collections::BTreeSet, fmt::Write};

use axum::http::{Method, StatusCode};
use futures_util::future::join_all;
use watchpost_domain::{CaseId, Fact, fact::CaseAct, policy::Role};
use watchpost_testkit::{
    Answer, TestApp,
    checks::{
        shared,
        stands::{Kind, Stand, session},
    },
    everywhere,
};

/// How often something happened to a case, by its history.
async fn times_in_case(app: &TestApp, case: CaseId, code: &str) -> usize {
    let lead = session(app, app.staff(Role::Supervisor)).await;
    let (_, seen) = app
        .platform
        .read_case(&lead.working().unwrap(), case)
        .await
        .unwrap();
    let acts = seen
        .history
        .iter()
        .filter(|line| match &line.committed.fact {
            Fact::Case(fact) => fact.act.code() == code,
            Fact::Desk(_) | Fact::Room(_) => false,
        });
    acts.count()
}

/// How often something happened to the desk, by its audit.
async fn times_at_desk(app: &TestApp, code: &str) -> usize {
    let lead = session(app, app.staff(Role::Supervisor)).await;
    let lines = app.platform.audit(&lead, None).await.unwrap();
    let acts = lines.lines.iter().filter(|line| match &line.fact {
        Fact::Desk(fact) => fact.code() == code,
        Fact::Case(_) | Fact::Room(_) => false,
    });
    acts.count()
}

/// A form, and what should happen once when it is sent often.
struct Form<'a> {
    cookie: (&'a str, &'a str),
    path: &'a str,
    /// `{n}` is another number each time.
    fields: &'a str,
    /// What it is called where it is kept.
    code: &'a str,
}

/// Sends a form ten times at once; what is wrong with the answers goes into `found`.
async fn ten_times(app: &TestApp, form: &Form<'_>, found: &mut String) -> Vec<Answer> {
    let (name, value) = form.cookie;
    let cookie = format!("{name}={value}");
    let send = |n: usize| {
        let fields = form.fields.replace("{n}", &n.to_string());
        let body = format!("_token={}&{fields}", app.token(Some(value)));
        let cookie = cookie.clone();
        async move {
            app.send(&Method::POST, form.path, Some(&cookie), Some(body))
                .await
        }
    };
    let answers: Vec<Answer> = join_all((0..10).map(send)).await;
    // Who was slower is told so, and not that something is broken.
    let failed = |a: &&Answer| a.status.is_server_error();
    for answer in answers.iter().filter(failed) {
        writeln!(found, "{}: {}", form.path, answer.status).unwrap();
    }
    let done = |a: &Answer| a.status.is_redirection() || a.status.is_success();
    if !answers.iter().any(done) {
        let status = answers[0].status;
        writeln!(found, "{}: never done, {status}", form.path).unwrap();
    }
    answers
}

/// How often the form of a case had its effect; one is right.
async fn effects(app: &TestApp, case: CaseId, form: &Form<'_>, found: &mut String) -> usize {
    let before = times_in_case(app, case, form.code).await;
    ten_times(app, form, found).await;
    let made = times_in_case(app, case, form.code).await - before;
    if made != 1 {
        writeln!(found, "{}: {made} times {}", form.path, form.code).unwrap();
    }
    made
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_sent_ten_times_at_once_happens_once() {
    for app in TestApp::all().await {
        let mut found = String::new();
        in_a_case(&app, &mut found).await;
        in_a_team(&app, &mut found).await;
        in_an_emergency(&app, &mut found).await;
        with_a_receipt(&app, &mut found).await;
        in_a_room(&app, &mut found).await;
        in_a_pattern(&app, &mut found).await;
        a_copy(&app, &mut found).await;
        at_the_desk(&app, &mut found).await;
        assert_eq!(found, "", "on {}", app.ground.name);
    }
}

async fn in_a_case(app: &TestApp, found: &mut String) {
    let stand = Stand::make(app, Kind::Open).await;
    let (officer, keeper) = (app.staff(Role::CaseOfficer), app.staff(Role::Custodian));
    let other = app.staff(Role::Intake).member;
    let (assign, answer) = (
        format!("member={}", officer.member),
        format!("by={}&agree=yes", keeper.member),
    );
    let (give, take) = (
        format!("to={other}&give=help"),
        format!("from={other}&take=done"),
    );
    let task = format!("once=a6&what=call&whom={other}&by=2099-01-01");
    for (role, end, fields, code) in [
        (
            Role::CaseOfficer,
            "message",
            "once=a1&message=hello",
            "message-sent",
        ),
        (
            Role::CaseOfficer,
            "note",
            "once=a2&note=seen",
            "note-written",
        ),
        (
            Role::CaseOfficer,
            "note",
            "once=a3&note=mine&own=yes",
            "private-note-written",
        ),
        (Role::CaseOfficer, "title", "once=a4&title=better", "titled"),
        (Role::CaseOfficer, "tasks", &task, "task-set"),
        (
            Role::CaseOfficer,
            "tasks/tick",
            "state=received&item=read-whole",
            "ticked",
        ),
        (Role::CaseOfficer, "step", "act=acknowledge", "stepped"),
        (
            Role::CaseOfficer,
            "beside",
            "begin=parallel-proceedings&why=a+court",
            "beside-begun",
        ),
        (
            Role::CaseOfficer,
            "sheet/safety",
            "once=a5&q.life=no&q.child=no&q.sexual-violence=no&q.ongoing=no&q.perishing=no&q.retaliation=none&q.protect=advice",
            "sheet-filled",
        ),
        (Role::CaseOfficer, "assign", &assign, "assigned"),
        (
            Role::Custodian,
            "identity/ask",
            "identity=to+call",
            "identity-asked",
        ),
        (
            Role::CaseOfficer,
            "identity/answer",
            &answer,
            "identity-agreed",
        ),
        (Role::CaseOfficer, "give", &give, "access-given"),
        (Role::CaseOfficer, "take", &take, "access-taken"),
        (
            Role::Supervisor,
            "access",
            "to=named&access=few",
            "access-changed",
        ),
        (
            Role::Supervisor,
            "step",
            "act=close&reason=unfounded&why=over",
            "stepped",
        ),
        (Role::Supervisor, "step", "act=reopen&why=more", "stepped"),
    ] {
        let path = format!("/desk/cases/{}/{end}", stand.id);
        let form = Form {
            cookie: ("__Host-session", &app.staff(role).cookie),
            path: &path,
            fields,
            code,
        };
        effects(app, stand.id, &form, found).await;
    }
    let lead = app.staff(Role::Supervisor);
    let at_work = session(app, lead).await;
    let who = at_work.working().unwrap();
    let (other, _) = app.platform.read_case(&who, app.case).await.unwrap();
    let other = other.reference;
    let merge = format!("other={}&merge=the+same", other.as_str());
    for (role, end, fields, code) in [
        (Role::Intake, "aside", "aside=kin", "stepped-aside"),
        (Role::Supervisor, "merge", merge.as_str(), "merged-into"),
    ] {
        let stand = Stand::make(app, Kind::Open).await;
        let path = format!("/desk/cases/{}/{end}", stand.id);
        let form = Form {
            cookie: ("__Host-session", &app.staff(role).cookie),
            path: &path,
            fields,
            code,
        };
        effects(app, stand.id, &form, found).await;
    }
}

/// Rules by which nobody ends a case alone.
const RULES: &str = r#"name = "ours"
version = 1
status = "reviewed"
languages = ["en", "fr", "es", "ar"]
note = { en = "a", fr = "b", es = "c", ar = "d" }
second = { release = false, close = true, erase = false, give-out = false, days = 3 }
emergency = { wait-hours = 24, days = 7 }
alike = { days = 365, score = 82 }
"#;

async fn in_a_team(app: &TestApp, found: &mut String) {
    let before = app.platform.team().unwrap();
    let rules = app.platform.read_team(RULES).await.unwrap().unwrap();
    app.platform.set_team(rules);
    let stand = Stand::make(app, Kind::Open).await;
    let (officer, lead) = (app.staff(Role::CaseOfficer), app.staff(Role::Supervisor));
    let other = app.staff(Role::Intake).member;
    let case = format!("/desk/cases/{}", stand.id);
    let form = format!("once=u1&what=call&whom={other}&by=2099-01-01");
    app.form(officer, &format!("{case}/tasks"), &form).await;
    let assign = format!("member={}", officer.member);
    app.form(officer, &format!("{case}/assign"), &assign).await;
    // Of two changes of a work list at the same moment, either may stand.
    app.clock.advance(1);
    let at_work = session(app, officer).await;
    let who = at_work.working().unwrap();
    let tasks = app.platform.tasks_of(&who, stand.id);
    let task = tasks.await.unwrap().tasks[0].id;
    let done = format!("task={task}&do=done&word=reached");
    let agree = format!("act=close&thing=unfounded&by={}&agree=yes", officer.member);
    let hand_over = format!("all=yes&to={other}&note=leave");
    let work = format!("/desk/workload/{}", officer.member);
    for (who, path, fields, code) in [
        (
            officer,
            format!("{case}/tasks/change"),
            done.as_str(),
            "task-done",
        ),
        (
            officer,
            format!("{case}/second"),
            "ask=close&thing=unfounded&why=look",
            "second-asked",
        ),
        (
            lead,
            format!("{case}/second/answer"),
            &agree,
            "second-agreed",
        ),
        (lead, work, &hand_over, "handed-over"),
    ] {
        let form = Form {
            cookie: ("__Host-session", &who.cookie),
            path: &path,
            fields,
            code,
        };
        effects(app, stand.id, &form, found).await;
    }
    app.platform
        .set_team(watchpost_domain::team::Rules::clone(&before));
    // The same declaration is one; ten others are ten, also at once.
    for (fields, declared) in [("name=quarry&why=kin", 1), ("name=quarry+{n}&why=kin", 11)] {
        let form = Form {
            cookie: ("__Host-session", &officer.cookie),
            path: "/desk/account/conflicts",
            fields,
            code: "",
        };
        ten_times(app, &form, found).await;
        let at_work = session(app, officer).await;
        let mine = app.platform.my_conflicts(&at_work);
        let mine = mine.await.unwrap().len();
        if mine != declared {
            writeln!(found, "{fields}: {mine} declared").unwrap();
        }
    }
}

async fn in_an_emergency(app: &TestApp, found: &mut String) {
    let stand = Stand::make(app, Kind::Open).await;
    let (officer, lead) = (app.staff(Role::CaseOfficer), app.staff(Role::Supervisor));
    let at_work = session(app, officer).await;
    let (known, _) = { &app.platform }
        .read_case(&at_work.working().unwrap(), stand.id)
        .await
        .unwrap();
    let reference = known.reference.as_str();
    let access = format!("/desk/cases/{}/access", stand.id);
    app.form(officer, &access, "to=named&access=few").await;
    let ask = format!("once=e1&case={reference}&why=She+writes+that+she+is+being+followed");
    let mut form = Form {
        cookie: ("__Host-session", &lead.cookie),
        path: "/desk/emergency",
        fields: &ask,
        code: "emergency-asked",
    };
    at_desk_once(app, &form, found).await;
    let all = app.platform.emergencies(&session(app, lead).await).await;
    let id = all.unwrap().asks[0].ask.id;
    let (agree, open) = (format!("ask={id}&do=agree"), format!("ask={id}&do=open"));
    form.path = "/desk/emergency/answer";
    for (who, fields, code) in [
        (officer, &agree, "emergency-agreed"),
        (lead, &open, "emergency-opened"),
    ] {
        form.cookie.1 = &who.cookie;
        (form.fields, form.code) = (fields, code);
        at_desk_once(app, &form, found).await;
    }
}

/// Sends a form ten times, which should happen to the desk once.
async fn at_desk_once(app: &TestApp, form: &Form<'_>, found: &mut String) {
    let before = times_at_desk(app, form.code).await;
    ten_times(app, form, found).await;
    let made = times_at_desk(app, form.code).await - before;
    if made != 1 {
        writeln!(found, "{}: {made} times {}", form.path, form.code).unwrap();
    }
}

async fn with_a_receipt(app: &TestApp, found: &mut String) {
    let stand = Stand::make(app, Kind::Open).await;
    let open = app.platform.open_follow_up(&stand.receipt).await.unwrap();
    for (path, fields, code) in [
        ("/follow-up/message", "once=b1&text=more", "reporter-wrote"),
        // It opens a case of its own, once.
        (
            "/follow-up/sheet",
            "once=b2&sheet=retaliation&q.what=threats&q.danger=no",
            "linked",
        ),
        ("/follow-up/contact", "stop=yes", "contact-stopped"),
        ("/follow-up/contact", "stop=no", "contact-allowed"),
        ("/follow-up/end", "pressure=yes", "withdrawn"),
    ] {
        let form = Form {
            cookie: ("__Host-box", &open),
            path,
            fields,
            code,
        };
        effects(app, stand.id, &form, found).await;
    }
}

async fn in_a_room(app: &TestApp, found: &mut String) {
    let stand = Stand::make(app, Kind::Open).await;
    let (theirs, ours) = (
        &shared::who(app, "room.write").cookie,
        &app.staff(Role::CaseOfficer).cookie,
    );
    let (room, case) = (
        format!("/desk/rooms/{}", stand.room),
        format!("/desk/cases/{}/told", stand.id),
    );
    let lead = app.staff(Role::Supervisor);
    let leading = session(app, lead).await;
    let promised = shared::promise(app, &leading.working().unwrap(), stand.id).await;
    for (cookie, path, fields, code) in [
        (
            theirs,
            format!("{room}/message"),
            "once=r1&message=more",
            "party-wrote",
        ),
        (
            theirs,
            format!("{room}/claim"),
            &format!("once=r5&commitment={promised}&after=1&words=paid"),
            "commitment-claimed",
        ),
        (
            theirs,
            format!("{room}/sheet/challenge"),
            "once=r2&q.what=not+so",
            "sheet-filled",
        ),
        (
            ours,
            format!("{case}/{}/message", stand.room),
            "once=r3&message=more",
            "wrote-to-party",
        ),
        (
            ours,
            format!("{case}/tell"),
            &format!("once=r4&party={}&title=a&ask=b", app.companies.0),
            "release-drafted",
        ),
    ] {
        let form = Form {
            cookie: ("__Host-session", cookie),
            path: &path,
            fields,
            code,
        };
        effects(app, stand.id, &form, found).await;
    }
}

/// Somebody outside who can open what is sealed to them.
const OUTSIDE: &str = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p";

async fn a_copy(app: &TestApp, found: &mut String) {
    let stand = Stand::make(app, Kind::Open).await;
    let open = app.platform.open_follow_up(&stand.receipt).await.unwrap();
    let purposes = ["store", "send-to-company", "court"].map(str::to_owned);
    let allowed = app.platform.change_consent(&open, (&purposes, None), "en");
    allowed.await.unwrap();
    let cookie = &app.staff(Role::CaseOfficer).cookie;
    let case = format!("/desk/cases/{}/take-out", stand.id);
    let mut form = Form {
        cookie: ("__Host-session", cookie),
        path: &case,
        fields: &format!("once=t1&purpose=court&to=a&recipient={OUTSIDE}&items-line=line.0"),
        code: "take-out-prepared",
    };
    effects(app, stand.id, &form, found).await;
    let lead = session(app, app.staff(Role::Supervisor)).await;
    let (_, seen) = { &app.platform }
        .read_case(&lead.working().unwrap(), stand.id)
        .await
        .unwrap();
    let acts = seen
        .history
        .iter()
        .filter_map(|line| line.committed.fact.act());
    let mut prepared = acts.filter_map(|act| match act {
        CaseAct::TakeOutPrepared { part } => Some(part.to_string()),
        _ => None,
    });
    let (give, fields) = (
        format!("{case}/give"),
        format!("prepared={}", prepared.next_back().unwrap_or_default()),
    );
    (form.path, form.fields, form.code) = (&give, &fields, "taken-out");
    effects(app, stand.id, &form, found).await;
}

async fn at_the_desk(app: &TestApp, found: &mut String) {
    let lead = app.staff(Role::Supervisor);
    let other = app.staff(Role::Intake).member;
    let (roles, remove, channel) = (
        format!("/desk/people/{other}/roles"),
        format!("/desk/people/{other}/remove"),
        format!("/desk/channels/{}", app.channel.0.simple()),
    );
    let asked = app.platform.channel(app.channel).await.unwrap().unwrap();
    let version = asked.questionnaire.version;
    let save = format!(
        "version={version}&languages=en&own=en&acknowledge_within=3&answer_within=30&kept_identity=6&kept_not_taken_up=6&kept_taken_up=36&name_en=A&open=yes"
    );
    for (path, fields, code) in [
        (&channel, save.as_str(), "channel-changed"),
        (&roles, "roles=auditor", "roster-signed"),
        (&remove, "", "member-removed"),
        (&"/desk/country".to_owned(), "country=KE", "country-set"),
    ] {
        let form = Form {
            cookie: ("__Host-session", &lead.cookie),
            path,
            fields,
            code,
        };
        at_desk_once(app, &form, found).await;
    }
}

/// What makes something new: each of the ten answers says that it is there, and leads to the same one.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_made_by_a_form_that_came_ten_times_is_one_and_all_are_led_to_it() {
    everywhere(what_is_made_by_a_form_that_came_ten_times_is_one_and_all_are_led_to_it_on).await;
}

async fn what_is_made_by_a_form_that_came_ten_times_is_one_and_all_are_led_to_it_on(app: TestApp) {
    let lead = app.staff(Role::Supervisor);
    let mut found = String::new();
    let mut made = async |once: &str| {
        let mut all = Vec::new();
        for (path, fields, code) in [
            ("/desk/channels", "", "channel-changed"),
            (
                "/desk/people/invite",
                "&name=A&roles=intake",
                "member-invited",
            ),
        ] {
            let form = Form {
                cookie: ("__Host-session", &lead.cookie),
                path,
                fields: &format!("once={once}{fields}"),
                code,
            };
            let before = times_at_desk(&app, code).await;
            let answers = ten_times(&app, &form, &mut found).await;
            assert_eq!(times_at_desk(&app, code).await - before, 1, "{path}");
            let led = answers.iter().map(|answer| match answer.status {
                StatusCode::SEE_OTHER => answer.to().to_owned(),
                status => {
                    let page = answer.text();
                    let link = page.split("<code class=\"link\"").nth(1);
                    let link = link.and_then(|l| l.split('<').next());
                    link.unwrap_or_else(|| panic!("{path}: {status}"))
                        .to_owned()
                }
            });
            let led: BTreeSet<String> = led.collect();
            assert_eq!(led.len(), 1, "{path}");
            all.extend(led);
        }
        all
    };
    let (first, second) = (made("d1").await, made("d2").await);
    assert_ne!(first[0], second[0], "another form, another channel");
    assert_ne!(first[1], second[1], "another form, another link");
    assert_eq!(found, "", "on {}", app.ground.name);

    // Taken back, it is not made again by who goes back to the answer and sends it once more.
    let session = session(&app, lead).await;
    for invitation in app.platform.people(&session).await.unwrap().invitations {
        let form = format!("invitation={}", invitation.id);
        app.form(lead, "/desk/people/take-back", &form).await;
    }
    let form = "once=d1&name=A&roles=intake";
    let late = app.form(lead, "/desk/people/invite", form).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
}

/// The count counts: ten forms that are not the same are ten.
#[tokio::test(flavor = "multi_thread")]
async fn ten_that_differ_are_counted_as_ten() {
    let app = TestApp::new().await;
    let path = format!("/desk/cases/{}/note", app.case);
    let form = Form {
        cookie: ("__Host-session", &app.staff(Role::CaseOfficer).cookie),
        path: &path,
        fields: "once=c{n}&note=seen",
        code: "note-written",
    };
    let mut found = String::new();
    assert_eq!(effects(&app, app.case, &form, &mut found).await, 10);
    assert!(found.contains("10 times note-written"), "{found}");
}

async fn in_a_pattern(app: &TestApp, found: &mut String) {
    let (one, other) = (
        Stand::make(app, Kind::Open).await,
        Stand::make(app, Kind::Open).await,
    );
    for stand in [&one, &other] {
        let cookie = app.platform.open_follow_up(&stand.receipt).await.unwrap();
        let all = ["store", "link"].map(str::to_owned);
        let changed = app
            .platform
            .change_consent(&cookie, (&all, None), "en")
            .await;
        changed.unwrap();
    }
    let base = format!("/desk/cases/{}/alike", one.id);
    let officer = app.staff(Role::CaseOfficer);
    let linked = format!("once=p2&title=a&why=b&case={}", other.id);
    let mut all = vec![(Role::CaseOfficer, base.clone(), linked, "pattern-joined")];
    let mut pattern = None;
    while let Some((role, path, fields, code)) = all.pop() {
        let form = Form {
            cookie: ("__Host-session", &app.staff(role).cookie),
            path: &path,
            fields: &fields,
            code,
        };
        effects(app, one.id, &form, found).await;
        if pattern.is_none() {
            let at_work = session(app, officer).await;
            let side = app.platform.alike_to(&at_work, one.id).await.unwrap();
            let id = side.patterns[0].id;
            pattern = Some(id);
            // The last comes first.
            let why = format!("once=p3&why=b&case={}", other.id);
            let of = format!("pattern={id}");
            let text = format!("once=p4&{of}&do=new&text=several");
            all = ["/apart", "/out", "/carry", "/keep"]
                .into_iter()
                .zip([
                    (Role::CaseOfficer, why, "pattern-apart"),
                    (Role::CaseOfficer, format!("{of}&why=b"), "pattern-left"),
                    (Role::CaseOfficer, text, "pattern-carried"),
                    (Role::Supervisor, of, "pattern-kept"),
                ])
                .map(|(path, (role, fields, code))| (role, format!("{base}{path}"), fields, code))
                .collect();
        }
    }
}
