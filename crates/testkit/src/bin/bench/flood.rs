//! One flooder at full speed, and somebody who comes meanwhile.

use std::{
    sync::atomic::{AtomicBool, AtomicU64, Ordering},
    time::{Duration, Instant},
};

use crate::{
    browser::Browser,
    http::{self, Client, FLOODER},
    mib, ms,
    program::Place,
};

/// Connections of the flooder that send at once.
const HANDS: usize = 64;

/// For so many seconds.
pub fn measure(seconds: u64) {
    let place = Place::new(None);
    let program = place.serve();
    let address = &program.address;
    let channel = http::channel(address);
    let before = place.size();
    let (stop, taken, refused) = (AtomicBool::new(false), AtomicU64::new(0), AtomicU64::new(0));
    let mut worst = Duration::ZERO;
    let mut newcomers = 0;
    std::thread::scope(|scope| {
        for _ in 0..HANDS {
            scope.spawn(|| {
                let mut client = Client::of(address, FLOODER);
                let mut number = 0;
                while !stop.load(Ordering::Relaxed) {
                    number += 1;
                    let count = match http::send(&mut client, &channel, number, None) {
                        Ok(_) => &taken,
                        Err(_) => &refused,
                    };
                    count.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(seconds) {
            std::thread::sleep(Duration::from_secs(2));
            let at = Instant::now();
            let sent = http::send(&mut Client::new(address), &channel, 1, None);
            assert!(sent.is_ok(), "a newcomer was refused: {sent:?}");
            worst = worst.max(at.elapsed());
            newcomers += 1;
        }
        stop.store(true, Ordering::Relaxed);
    });
    let (taken, refused) = (taken.into_inner(), refused.into_inner());
    println!(
        "| {HANDS} connections flood from one address for {seconds} s | {taken} of theirs taken, {refused} told to come later; {newcomers} newcomers, none refused, the slowest in {}; disk +{} | |",
        ms(worst),
        mib(place.size() - before)
    );
    let mut desk = Browser::new(address);
    desk.sign_in(&place, 0);
    desk.unlock(&place);
    desk.open("/desk/cases");
    let as_of = desk.field("as_of");
    let begun = Instant::now();
    let form = "do=close&all=yes&reason=not-a-report&explanation=Sent+by+a+machine";
    desk.send("/desk/cases/many", &format!("{form}&as_of={as_of}"));
    while !desk.cases().is_empty() {
        std::thread::sleep(Duration::from_millis(100));
        desk.open("/desk/cases");
    }
    println!(
        "| the flood put away in one act, {} cases | {} | |",
        taken + newcomers,
        ms(begun.elapsed())
    );
    program.terminate();
}
