//! What is so in a country: its law on private security, who oversees the companies, and where somebody can complain (domain dossier, 5.3).
//!
//! A country is told of as a company is ([`crate::registry`]): by claims with a source, a day on which it was seen, and when it was so.
//! Records never change; what is wrong gets a later one. Sources that contradict each other stay side by side, since they disagree even on
//! the number of a law (5.4), and figures age fast. What somebody looked for and did not find is said; of all else nobody has looked, and
//! that is never a "no".
//!
//! - [`LawFact`] is one thing that is said, [`Field`] what it is said of; [`Says`] has the type of each.
//! - [`CountryFile`] is what is shipped of eight countries, as drafts; [`LegalProfile::of`] makes of claims what doors are proposed from.
//! - [`Versions`] of a profile are proposed by one person and looked at by another; [`changes`] tells what changed between two.
//! - [`compare`] puts countries side by side; [`Gaps`] tells what is missing, also in the law itself ([`GapRules`], policy data).
//! - [`public_country`] is what goes out.
//!
//! What is entered is looked through by [`check()`] and [`check_record`].

mod check;
mod compare;
mod diff;
mod fact;
mod field;
mod file;
mod gaps;
mod profile;
mod public;
mod read;
mod review;
mod value;

#[cfg(test)]
mod tests;

pub use check::{Flaw, Flawed, check, check_record};
pub use compare::{Cell, Column, Row, Stands, cell, compare};
pub use diff::{Changed, How, changes};
pub use fact::{Claim, Entry, Fates, Held, Known, LawFact, Line, Matter, Record};
pub use field::{Field, NotAField, Says, Section};
pub use file::{CountryFile, SHIPPED};
pub use gaps::{
    Finding, GapRules, Gaps, Holds, LAW_GAPS, Lack, LawGap, NeedlessIf, NoRoute, Old, Test,
};
pub use profile::{Head, not_known};
pub use public::{
    PublicClaim, PublicCountry, PublicMatter, PublicReview, public_country, public_known,
};
pub use review::{Act, Contest, NotDone, Standing, Step, Version, Versions};
pub use value::{
    Allowed, Answer, COUNT_MAX, Count, Duty, Fine, FineUnit, Guarantee, Law, LawRole, Length,
    Money, NAME_MAX, Name, NotFound, OfRoute, Offence, Page, Penalty, Phone, Power, Remark,
    RouteKey, Rule, Sanction, TEXT_MAX, Whose,
};

#[cfg(doc)]
use crate::remedies::LegalProfile;
