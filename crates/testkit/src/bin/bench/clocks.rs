//! The daily sweep of the clocks, over ten thousand open cases that came in over sixty days: in this process, with a clock that is moved.

use std::time::{Duration, Instant};

use futures_util::{StreamExt, stream};
use watchpost_domain::policy::Role;
use watchpost_service::{Working, steps::StepAsked};
use watchpost_testkit::{TestApp, checks::stands::session, reported};

use crate::{ms, percentile};

const DAYS: usize = 60;
const A_DAY: usize = 167;
const DAY: i64 = 24 * 3600;

/// One day's reports, each acknowledged.
async fn arrive(app: &TestApp, who: &Working<'_>) {
    let platform = &app.platform;
    let asked = &StepAsked {
        act: "acknowledge".into(),
        ..StepAsked::default()
    };
    let one = async |_| {
        let sent = reported(platform, app.channel, &[]).await;
        platform.step(who, sent.case, asked).await.unwrap();
    };
    stream::iter(0..A_DAY).for_each_concurrent(8, one).await;
}

async fn sweeps() {
    let app = TestApp::new().await;
    // Held for all of the sixty days: it is the sweep that is measured.
    let officer = session(&app, app.staff(Role::CaseOfficer)).await;
    let who = &officer.working().unwrap();
    let (mut times, mut said) = (Vec::new(), Vec::new());
    for day in 0..DAYS {
        arrive(&app, who).await;
        app.clock.advance(DAY);
        let begun = Instant::now();
        let sweep = app.platform.sweep_clocks().await.unwrap();
        if day >= DAYS / 2 {
            times.push(begun.elapsed());
            said.push(sweep.said + sweep.carried);
        }
    }
    let most = said.iter().max().copied().unwrap_or_default();
    println!(
        "| daily sweep, {} open cases with clocks | p95 {}, up to {most} of them had something to say | |",
        DAYS * A_DAY,
        ms(percentile(&mut times, 95))
    );
    let begun = Instant::now();
    let idle = app.platform.sweep_clocks().await.unwrap();
    assert_eq!(idle.said, 0);
    println!(
        "| the sweep once more, with nothing to say | {} | |",
        ms(begun.elapsed())
    );
    app.clock.advance(400 * DAY);
    let begun = Instant::now();
    let jumped = app.platform.sweep_clocks().await.unwrap();
    let took: Duration = begun.elapsed();
    println!(
        "| the sweep after a jump of 400 days: {} cases say it once | {} | |",
        jumped.said,
        ms(took)
    );
}

pub fn measure() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(sweeps());
}
