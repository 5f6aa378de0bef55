//! Whether a certificate is good on a day: yearly surveillance, time to renew, lapsed. All of it follows from days, and nobody sets it.

use jiff::ToSpan;
use serde::{Deserialize, Serialize};

use super::rules::CertificationRules;
use crate::{Day, registry::Certificate};

/// How a certificate stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Keeping {
    /// It was issued on a later day.
    NotYet { from: Day },
    /// The day on which something is due next.
    Good { next: Day },
    /// The day of the yearly surveillance has come. It is good until that last day without it.
    SurveillanceDue { since: Day, until: Day },
    /// It is time to renew it. It is good until that last day.
    RenewalDue { until: Day },
    /// The first day on which it was good no longer.
    Lapsed { since: Day },
}

impl Keeping {
    /// The stable code, also the end of its message key (`keeping-…`).
    pub fn code(self) -> &'static str {
        match self {
            Keeping::NotYet { .. } => "not-yet",
            Keeping::Good { .. } => "good",
            Keeping::SurveillanceDue { .. } => "surveillance-due",
            Keeping::RenewalDue { .. } => "renewal-due",
            Keeping::Lapsed { .. } => "lapsed",
        }
    }
}

/// The same day so many months later, or the last one of a month that is shorter.
pub(super) fn months_after(day: Day, months: u32) -> Day {
    let later = day.date().checked_add(i64::from(months).months());
    later.map_or(day, Day::from_date)
}

/// The days of one certificate.
#[derive(Debug, Clone)]
pub struct Dates<'a> {
    pub rules: &'a CertificationRules,
    pub certificate: &'a Certificate,
    /// The days of the surveillances that were done.
    pub surveyed: Vec<Day>,
}

impl Dates<'_> {
    /// The first day on which it is good. Where only a month or a year is told, it is the first that can be meant.
    pub fn from(&self) -> Day {
        self.certificate.issued.first()
    }

    /// The last day on which it is good if it is kept up: as it says itself, or as the standard has it.
    pub fn until(&self) -> Day {
        let months = self.rules.good_months;
        let whole = months_after(self.from(), months).plus(-1);
        let own = self.certificate.expires;
        own.map_or(whole, |expires| expires.last())
    }

    /// The day of the next surveillance that was not done; none where the certificate ends before it. One that came after the certificate
    /// had lapsed brings nothing back.
    pub fn surveillance(&self) -> Option<Day> {
        let (early, grace) = (self.rules.surveillance_early, self.rules.surveillance_grace);
        let mut surveyed = self.surveyed.clone();
        surveyed.sort_unstable();
        let mut next = self.yearly_after(self.from());
        for day in surveyed {
            if day > next.plus(i64::from(grace)) {
                break;
            }
            next = next.max(self.yearly_after(day.plus(i64::from(early))));
        }
        (next <= self.until()).then_some(next)
    }

    /// The first day of a yearly surveillance that comes after a day.
    fn yearly_after(&self, day: Day) -> Day {
        let every = self.rules.surveillance_months.max(1);
        // As many as a certificate can have: it ends before.
        let numbers = 1..=u32::from(u8::MAX);
        let mut days = numbers.map(|n| months_after(self.from(), n.saturating_mul(every)));
        days.find(|own| *own > day).unwrap_or(Day(i64::MAX))
    }

    /// When it is time to renew it.
    pub fn renewal(&self) -> Day {
        let before = i64::from(self.rules.renewal_before);
        self.until().plus(-before).max(self.from())
    }

    /// How it stands on a day.
    pub fn on(&self, today: Day) -> Keeping {
        let (until, surveillance, renewal) = (self.until(), self.surveillance(), self.renewal());
        let grace = i64::from(self.rules.surveillance_grace);
        let without = surveillance.map(|day| day.plus(grace));
        let last = without.map_or(until, |without| without.min(until));
        match surveillance {
            _ if today < self.from() => Keeping::NotYet { from: self.from() },
            _ if today > last => Keeping::Lapsed {
                since: last.plus(1),
            },
            _ if today >= renewal => Keeping::RenewalDue { until: last },
            Some(since) if today >= since => Keeping::SurveillanceDue { since, until: last },
            next => Keeping::Good {
                next: next.map_or(renewal, |next| next.min(renewal)),
            },
        }
    }
}
