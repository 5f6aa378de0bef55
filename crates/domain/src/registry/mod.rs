//! The registry: who the companies are, through time.
//!
//! Almost everything about a company is contested, changes, and is known late. So nothing is simply so: a [`Claim`] is a [`Fact`] with
//! its [`Source`], how far it is believed, and when it was so ([`Validity`], as exactly as the source says it). It lies in a [`Record`] that
//! tells when it was recorded; those are its two times. A record never changes: what was wrong gets a later one that corrects it or takes it back
//! ([`Entry`]). Claims that contradict each other stay side by side.
//!
//! From records, everything else follows:
//!
//! - [`as_known`]: what was held on one day about another, ranked, with what is disputed; [`history`]: all that was ever said.
//! - [`status_on`]: what a company was in the Association on the day of an incident, which decides whether a complaint is in scope.
//!   [`odd_steps`] tells where sources say what the procedure does not know; the steps are data ([`Terms`]).
//! - [`Owners`]: who owns whom on a day, up to the top, with circles and sums that cannot be.
//! - [`Grouping`]: which entries are one company. Merges and splits are changes beside the records, so that undoing gives back exactly
//!   what was.
//! - [`public_view`] and [`StatusSnapshot`]: what goes out.
//!
//! What is entered is looked through by [`check()`] and [`check_record`]; tables are read by [`import`].
//!
//! No name of a person is kept of a company. Nothing here is the Association's word: each status is what a source says, with that source.

mod check;
mod claim;
mod company;
mod fact;
mod grouping;
pub mod import;
mod known;
mod lei;
mod listed;
mod matter;
mod owners;
mod public;
mod status;
mod terms;
mod when;

#[cfg(test)]
mod tests;

pub use check::{
    ADDRESS_MAX, FIRST_YEAR, Flaw, Flawed, HEADCOUNT_MAX, NAME_MAX, NUMBER_MAX, TEXT_MAX, check,
    check_record, is_page,
};
pub use claim::{
    Audience, Claim, Confidence, Entry, Fate, Fates, Line, Record, Recorded, Source, history,
};
pub use company::{Company, CompanyKind, NotASlug, SLUG_MAX, Slug, SlugFault};
pub use fact::{
    Bearing, Certificate, Client, Code, Country, Fact, FactKind, Headcount, Hold, Identifier, LEI,
    Membership, Name, NameKind, Party, Place, Point, Precision, Share, Site, Stake, Weapons,
};
pub use grouping::{Change, Grouping, NotRegrouped, Regroup, undo};
pub(crate) use known::held;
pub use known::{Held, Known, Matter, as_known};
pub use lei::read_lei;
pub use listed::{Listed, Listing};
pub use matter::{MatterKey, Said};
pub(crate) use matter::{fits, folded, joined};
pub use owners::{Chain, OddOwners, Owned, Owners, Top};
pub use public::{
    PublicClaim, PublicCompany, PublicMatter, PublicParty, PublicSource, PublicValue,
    SNAPSHOT_VERSION, SnapshotSource, StatusSnapshot, public_history, public_records, public_view,
};
pub use status::{OddStep, StatusOn, odd_steps, status_on};
pub use terms::{DEFAULT, List, Term, Terms};
pub use when::{Covers, Dated, NotADate, Unit, Until, Validity};

/// What a company is in the Association: the same that decides which doors stand open.
pub use crate::remedies::Standing;
/// A cell of a table that no spreadsheet takes for something to calculate.
pub use crate::statistics::safe_cell;
