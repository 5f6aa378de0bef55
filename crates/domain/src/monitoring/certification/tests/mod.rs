//! A dossier is whole or says what is missing, who looked at it does not decide, and a certificate lapses by its days alone.

mod always;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use uuid::Uuid;

use super::{
    super::{
        course::{Attempt, CourseKind, Need, Proposes, Refused},
        proposal::Proposal,
        taken::NotTaken,
    },
    *,
};
use crate::{
    CertificationId, CompanyId, MemberId,
    calendar::Calendar,
    registry::{Certificate, Dated, Standing},
    remedies::Review,
};

static RULES: LazyLock<CertificationRules> =
    LazyLock::new(|| CertificationRules::read(DEFAULT, &["en", "fr", "es", "ar"]).unwrap());
static COURSE: LazyLock<Course> =
    LazyLock::new(|| Course::shipped(CourseKind::Certification).unwrap());

fn dated(text: &str) -> Dated {
    text.parse().unwrap()
}

fn day(text: &str) -> Day {
    dated(text).first()
}

fn certificate() -> Certificate {
    Certificate {
        standard: "iso-18788".into(),
        body: "Intertek".into(),
        number: Some("17".into()),
        scope: "Guarding in Kenya".into(),
        issued: dated("2024-01-31"),
        expires: None,
    }
}

fn request() -> Request {
    Request {
        id: CertificationId(Uuid::from_u128(1)),
        company: CompanyId(Uuid::from_u128(2)),
        certificate: certificate(),
        began: day("2024-02-10"),
    }
}

fn given(part: &str) -> Given {
    Given {
        part: part.into(),
        files: [EvidenceId(Uuid::from_u128(5))].into(),
        redactions: Vec::new(),
        lacking: String::new(),
    }
}

fn survey(on: &str) -> Asked {
    Asked::Survey {
        on: day(on),
        report: EvidenceId(Uuid::from_u128(6)),
    }
}

/// A certification that things happen to.
struct Going {
    request: Request,
    entries: Vec<Entry>,
}

impl Going {
    fn new() -> Self {
        Self {
            request: request(),
            entries: Vec::new(),
        }
    }

    fn now(&self) -> Certification<'_> {
        Certification::of(&self.request, &RULES, &COURSE, &self.entries)
    }

    fn state(&self) -> String {
        self.now().state().to_owned()
    }

    fn take(
        &mut self,
        who: &str,
        by: u128,
        on: &str,
        asked: Asked,
    ) -> Result<Option<Proposal>, NotTaken> {
        let attempt = Attempt {
            act: "",
            actors: &[who],
            by: (!["clock", DATES].contains(&who)).then(|| MemberId(Uuid::from_u128(by))),
            on: day(on),
            reason: None,
            words: "Because of this",
        };
        let (entry, proposal) = self.now().take(asked, &attempt, &Calendar::default())?;
        self.entries.push(entry);
        Ok(proposal)
    }

    fn step(
        &mut self,
        who: &str,
        by: u128,
        on: &str,
        act: &str,
    ) -> Result<Option<Proposal>, NotTaken> {
        self.take(who, by, on, Asked::Step(act.into()))
    }

    /// With all parts, and looked at.
    fn to_be_decided() -> Self {
        let mut going = Self::new();
        let needed = going.now().needed(day("2024-03-01")).into_iter();
        let needed: Vec<Code> = needed.map(|part| part.code.clone()).collect();
        for part in needed {
            let asked = Asked::Add(given(&part));
            going.take("company", 20, "2024-02-20", asked).unwrap();
        }
        going.step("company", 20, "2024-02-21", "submit").unwrap();
        for act in ["check", "complete", "recommend"] {
            going.step("secretariat", 1, "2024-02-22", act).unwrap();
        }
        going
    }

    fn certified() -> Self {
        let mut going = Self::to_be_decided();
        going.step("director", 9, "2024-03-01", "certify").unwrap();
        going
    }
}

#[test]
fn the_shipped_rules_are_whole_and_say_as_of_when_their_lists_hold() {
    let rules = &*RULES;
    assert_eq!(Some(rules), CertificationRules::known());
    assert_eq!(rules.status, Review::Draft);
    assert_eq!((rules.standards.is.len(), rules.bodies.is.len()), (3, 15));
    assert_eq!(rules.parts.len(), 8);
    let accredited = rules
        .bodies
        .is
        .iter()
        .filter(|body| body.way == Way::Accredited);
    assert_eq!(accredited.count(), 5);
    assert!(rules.bodies.as_of > day("2026-01-01") && !rules.bodies.source.is_empty());
    assert_eq!(
        rules.body(" intertek ").map(|b| b.way),
        Some(Way::Accredited)
    );
    assert_eq!(rules.body("dnv").map(|b| b.way), Some(Way::Assessed));
    assert_eq!(rules.body("Nobody"), None);
    for (what, by, said) in [
        (
            "\"iso-28007\"]",
            "\"iso-1\"]",
            "there is no standard `iso-1`",
        ),
        (
            "\"DNV\", ",
            "\"DNV\", \"AES\", ",
            "`AES` stands here a second time",
        ),
        (
            "good_months = 36",
            "good_months = 0",
            "the number of `good_months` is from 1",
        ),
        (
            "after_months = 12",
            "after_months = 900",
            "the number of `surveillance-report`",
        ),
        (
            "code = \"annexes\"",
            "code = \"certificate\"",
            "`certificate` stands here a second",
        ),
        (
            "es = \"El certificado\", ",
            "",
            "`certificate` is not told in `es`",
        ),
        (
            "source = \"https://www.icoca.ch/en/apply-icoca-certification\"",
            "source = \"x\"",
            "`x` is no address",
        ),
    ] {
        assert!(DEFAULT.contains(what), "{what}");
        let line = DEFAULT[..DEFAULT.find(what).unwrap()].matches('\n').count() + 1;
        let faults = CertificationRules::read(&DEFAULT.replacen(what, by, 1), &[]).unwrap_err();
        let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
        assert!(
            told.iter().any(|told| told.contains(said)),
            "{said}: {told:?}"
        );
        assert!(faults[0].line.abs_diff(line) <= 3, "{line}: {told:?}");
    }
}

#[test]
fn a_request_is_for_a_standard_that_is_taken() {
    type Change = fn(&mut Certificate);
    let today = day("2024-03-01");
    assert_eq!(request().check(&RULES, today), Ok(()));
    let mut unlisted = request();
    unlisted.certificate.body = "New Body".into();
    assert_eq!(
        unlisted.check(&RULES, today),
        Ok(()),
        "the list is of one day"
    );
    let cases: [(Change, &str); 4] = [
        (|c| c.standard = "iso-9001".into(), "standard"),
        (|c| c.body = " ".into(), "body"),
        (|c| c.issued = "2024-04".parse().unwrap(), "issued"),
        (|c| c.expires = Some("2023".parse().unwrap()), "expires"),
    ];
    for (change, field) in cases {
        let mut own = request();
        change(&mut own.certificate);
        let flaws = own.check(&RULES, today).unwrap_err();
        assert_eq!(flaws.iter().map(|f| f.field).collect::<Vec<_>>(), [field]);
    }
}

#[test]
fn what_is_missing_is_told_and_a_redaction_has_its_reason() {
    let mut going = Going::new();
    let today = "2024-02-20";
    assert_eq!(
        going.now().missing(day(today)).len(),
        7,
        "no surveillance can be due yet"
    );
    assert_eq!(going.now().missing(day("2025-02-20")).len(), 8);
    let redacted = |why: &str| Given {
        redactions: vec![Redaction {
            place: "Page 4".into(),
            why: why.into(),
        }],
        ..given("stage-1-report")
    };
    let lacking = |part: &str| Given {
        files: BTreeSet::new(),
        lacking: "The audit found nothing.".into(),
        ..given(part)
    };
    for (own, missing) in [
        (redacted(" "), Some(Missing::RedactedWithout)),
        (redacted("Home addresses of guards"), None),
        (lacking("corrective-plan"), None),
        (lacking("stage-2-report"), Some(Missing::NotGiven)),
    ] {
        let part = own.part.clone();
        going.take("company", 20, today, Asked::Add(own)).unwrap();
        let found = going.now().missing(day(today)).get(&part).copied();
        assert_eq!(found, missing, "{part}");
    }
    assert_eq!(going.entries.len(), 4, "what was given before stays");
    let bare = Given {
        files: BTreeSet::new(),
        ..given("certificate")
    };
    for wrong in [given("horoscope"), bare] {
        let refused = going.take("company", 20, today, Asked::Add(wrong));
        assert_eq!(refused.unwrap_err().code(), "flawed");
    }
}

#[test]
fn what_nobody_completed_can_be_refused_and_not_taken() {
    let mut going = Going::new();
    let today = "2024-02-20";
    let incomplete = NotTaken::Refused(Refused::Needs(vec![Need::PartsComplete]));
    going.step("company", 20, today, "submit").unwrap();
    going.step("secretariat", 1, today, "check").unwrap();
    let refused = going.step("secretariat", 1, today, "complete").unwrap_err();
    assert_eq!(refused, incomplete);
    going.step("secretariat", 1, today, "ask").unwrap();
    going
        .take("company", 20, today, Asked::Add(given("annexes")))
        .unwrap();
    assert!(going.step("clock", 0, "2024-03-21", "no-answer").is_err());
    going.step("clock", 0, "2024-03-22", "no-answer").unwrap();
    let taken = going
        .step("director", 9, "2024-03-23", "certify")
        .unwrap_err();
    assert_eq!(taken, incomplete);
    going.step("director", 9, "2024-03-23", "refuse").unwrap();
    assert!(going.now().walk().is_over());
}

#[test]
fn who_looked_at_the_dossier_does_not_decide() {
    let mut going = Going::to_be_decided();
    for act in ["certify", "refuse"] {
        let refused = going.step("director", 1, "2024-03-01", act).unwrap_err();
        assert_eq!(refused.code(), "same-person", "{act}");
    }
    let proposal = going.step("board", 8, "2024-03-01", "certify").unwrap();
    let becomes = Proposes::Is(Standing::CertifiedMember);
    assert_eq!(proposal.unwrap().becomes, becomes);
    assert_eq!(going.state(), "certified");
}

#[test]
fn how_a_certificate_stands_follows_from_its_days() {
    for (surveyed, today, code) in [
        (vec![], "2024-01-30", "not-yet"),
        (vec![], "2025-01-30", "good"),
        (vec![], "2025-01-31", "surveillance-due"),
        (vec![], "2025-05-01", "surveillance-due"),
        (vec![], "2025-05-02", "lapsed"),
        // Done up to ninety days before its day it counts for it, and earlier it does not.
        (vec!["2024-11-02"], "2025-06-01", "good"),
        (vec!["2024-11-01"], "2025-06-01", "lapsed"),
        // What comes after it lapsed brings nothing back.
        (vec!["2025-05-01"], "2025-06-01", "good"),
        (vec!["2025-05-02"], "2025-06-01", "lapsed"),
        (vec!["2025-03-01"], "2026-01-30", "good"),
        (vec!["2025-03-01"], "2026-01-31", "surveillance-due"),
        (vec!["2025-03-01", "2026-02-15"], "2026-10-01", "good"),
        (
            vec!["2025-03-01", "2026-02-15"],
            "2026-10-02",
            "renewal-due",
        ),
        (
            vec!["2025-03-01", "2026-02-15"],
            "2027-01-30",
            "renewal-due",
        ),
        (vec!["2025-03-01", "2026-02-15"], "2027-01-31", "lapsed"),
    ] {
        let certificate = certificate();
        let dates = Dates {
            rules: &RULES,
            certificate: &certificate,
            surveyed: surveyed.iter().map(|text| day(text)).collect(),
        };
        assert_eq!(dates.on(day(today)).code(), code, "{surveyed:?} {today}");
    }
    // What the certificate says itself comes before what the standard has.
    let own = Certificate {
        expires: Some(dated("2025-03")),
        ..certificate()
    };
    let dates = Dates {
        rules: &RULES,
        certificate: &own,
        surveyed: Vec::new(),
    };
    let last = day("2025-03-31");
    assert_eq!(dates.until(), last);
    assert_eq!(dates.on(last), Keeping::RenewalDue { until: last });
    let since = last.plus(1);
    assert_eq!(dates.on(since), Keeping::Lapsed { since });
    // The last day of a shorter month, and a day that is only in some years.
    for (from, months, to) in [
        ("2024-01-31", 1, "2024-02-29"),
        ("2023-01-31", 1, "2023-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
    ] {
        assert_eq!(dates::months_after(day(from), months), day(to));
    }
}

#[test]
fn the_days_of_a_certificate_move_it_and_nobody_else_does() {
    let mut going = Going::certified();
    assert_eq!(going.now().due_act(day("2025-01-30")), None);
    let early = going
        .step(DATES, 0, "2025-01-30", "surveillance-due")
        .unwrap_err();
    assert_eq!(
        early,
        NotTaken::Refused(Refused::Needs(vec![Need::SurveillanceCame]))
    );
    assert_eq!(
        going.now().due_act(day("2025-02-01")),
        Some("surveillance-due")
    );
    going
        .step(DATES, 0, "2025-02-01", "surveillance-due")
        .unwrap();
    assert_eq!(
        going.now().due_act(day("2025-02-02")),
        None,
        "it is so already"
    );
    let future = going.take("secretariat", 1, "2025-02-10", survey("2025-02-11"));
    assert_eq!(future.unwrap_err().code(), "flawed");
    let bare = going.step("secretariat", 1, "2025-02-10", "survey");
    assert_eq!(bare.unwrap_err().code(), "needs");
    going
        .take("secretariat", 1, "2025-02-10", survey("2025-02-09"))
        .unwrap();
    assert_eq!(going.state(), "certified");
    let mut missed = Going {
        request: request(),
        entries: going.entries.clone(),
    };
    missed
        .step(DATES, 0, "2026-02-01", "surveillance-due")
        .unwrap();
    assert_eq!(missed.now().due_act(day("2026-05-02")), Some("lapse"));
    let late = missed.take("secretariat", 1, "2026-05-03", survey("2026-05-02"));
    assert_eq!(late.unwrap_err().code(), "flawed", "too late to help");
    let lapsed = missed.step(DATES, 0, "2026-05-03", "lapse").unwrap();
    assert_eq!((missed.state().as_str(), lapsed), ("lapsed", None));
    going
        .take("secretariat", 1, "2026-01-10", survey("2026-01-09"))
        .unwrap();
    going.step(DATES, 0, "2026-11-01", "renewal-due").unwrap();
    going
        .step("secretariat", 1, "2026-12-01", "replace")
        .unwrap();
    assert!(going.now().walk().is_over());
}
