//! What a company was on the day of an incident, and steps that the procedure does not know.

use super::*;
use Standing::*;

fn began(serial: i64, standing: Standing, from: &str) -> Record {
    says(serial, so(status(standing), (from, ""), "2024-06-01"))
}

#[test]
fn the_day_of_the_incident_decides_as_it_was_known() {
    let records = [
        began(1, TransitionalMember, "2017-01-10"),
        began(2, CertifiedMember, "2018-03"),
        began(3, Suspended, "2021-06-01"),
        // Found out on 4 July: it had been terminated before.
        began(4, Terminated, "2022-02-28"),
    ];
    for (about, known_on, standing, is_certain) in [
        ("2016-12-31", "2024-07-04", Unknown, false),
        ("2017-01-10", "2024-07-04", TransitionalMember, true),
        ("2018-02-28", "2024-07-04", TransitionalMember, false),
        ("2018-04-01", "2024-07-04", CertifiedMember, false),
        ("2021-05-31", "2024-07-04", CertifiedMember, false),
        ("2022-02-27", "2024-07-04", Suspended, false),
        ("2022-02-28", "2024-07-04", Terminated, true),
        ("2022-02-28", "2024-07-03", Suspended, false),
        ("2022-02-28", "2024-06-30", Unknown, false),
    ] {
        let status = status_on(&records, day(about), day(known_on));
        assert_eq!(status.standing(), standing, "{about} {known_on}");
        assert_eq!(status.is_certain(), is_certain, "{about} {known_on}");
        assert_eq!(status.best().is_none(), standing == Unknown);
    }
}

#[test]
fn who_relies_on_a_status_is_told_when_sources_disagree() {
    let with = |confidence, standing, reason: Option<&str>| Claim {
        confidence,
        ..so(
            Fact::Membership(Membership {
                standing,
                reason: reason.map(str::to_owned),
            }),
            ("2020-01-01", "on"),
            "2024-06-01",
        )
    };
    let own = says(1, with(Confidence::Reported, CertifiedMember, None));
    let list = says(
        2,
        with(Confidence::Authoritative, Terminated, Some("non-payment")),
    );
    let both = [own.clone(), list];
    let told = status_on(&both, day("2023-01-01"), later());
    assert_eq!(
        (told.standing(), told.reason().map(String::as_str)),
        (Terminated, Some("non-payment"))
    );
    assert!(told.is_disputed() && !told.is_certain());
    assert_eq!(serials(told.said()), [2, 1]);
    let alone = [own];
    assert!(status_on(&alone, day("2023-01-01"), later()).is_certain());
    // The list was seen before the day: it is held, and nobody can rely on it before somebody looked again.
    let after = status_on(&alone, day("2024-06-02"), later());
    assert_eq!(
        (after.standing(), after.is_certain()),
        (CertifiedMember, false)
    );
    // One source tells since when, another that it is so still.
    let since = began(1, Affiliate, "2016");
    let list = says(2, so(status(Affiliate), ("", "on"), "2023-01-01"));
    let both = [since, list];
    assert!(status_on(&both, day("2023-01-01"), later()).is_certain());
    assert!(!status_on(&both, day("2022-12-31"), later()).is_certain());
    let rumour = [says(1, with(Confidence::Doubtful, CertifiedMember, None))];
    assert!(!status_on(&rumour, day("2023-01-01"), later()).is_certain());
}

#[test]
fn a_step_that_the_procedure_does_not_know_is_told_and_not_refused() {
    let terms = Terms::known().unwrap();
    let told = |statuses: &[(Standing, &str)]| -> Vec<(Standing, Standing)> {
        let numbered = (1..).zip(statuses);
        let records: Vec<Record> = numbered
            .map(|(serial, (standing, from))| began(serial, *standing, from))
            .collect();
        for record in &records {
            assert_eq!(check_record(record, &[], terms, later()), Ok(()));
        }
        let odd = odd_steps(&records, terms, later());
        odd.iter().map(|step| (step.from, step.to)).collect()
    };
    for (statuses, odd) in [
        (
            vec![
                (Applicant, "2014"),
                (TransitionalMember, "2015"),
                (CertifiedMember, "2017"),
                (Withdrawn, "2020"),
            ],
            vec![],
        ),
        (
            vec![(Applicant, "2014"), (CertifiedMember, "2017")],
            vec![(Applicant, CertifiedMember)],
        ),
        (
            vec![
                (Affiliate, "2014"),
                (Suspended, "2017"),
                (Affiliate, "2018"),
            ],
            vec![],
        ),
        (
            vec![
                (Affiliate, "2014"),
                (Suspended, "2017"),
                (CertifiedMember, "2018"),
            ],
            vec![(Suspended, CertifiedMember)],
        ),
        (
            vec![
                (Terminated, "2019"),
                (CertifiedMember, "2020"),
                (Applicant, "2021"),
            ],
            vec![(Terminated, CertifiedMember), (CertifiedMember, Applicant)],
        ),
        // Recorded in another order than it happened, and by two sources.
        (
            vec![
                (CertifiedMember, "2017"),
                (TransitionalMember, "2015"),
                (CertifiedMember, "2017-03"),
            ],
            vec![],
        ),
        (vec![(CertifiedMember, "2017")], vec![]),
        (vec![], vec![]),
    ] {
        assert_eq!(told(&statuses), odd, "{statuses:?}");
    }
    // What has no beginning, or was taken back, is told by no step.
    let records = [
        began(1, Applicant, "2014"),
        began(2, CertifiedMember, ""),
        began(3, CertifiedMember, "2013"),
        takes_back(4, 3),
    ];
    assert_eq!(odd_steps(&records, terms, later()), []);
    assert_eq!(odd_steps(&records, terms, day("2024-07-03")).len(), 1);
}
