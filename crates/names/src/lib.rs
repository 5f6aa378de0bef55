//! Finds the registered companies that somebody may mean by a name as they said it. No IO, no clock, no randomness.
//!
//! People who report write what is on a cap or a gate, or what they heard: in their own letters, shortened, with the words
//! of the trade in their own language. [`Index::find`] gives the companies that come nearest, each with a score, the registered
//! name that it was compared with, and why. A person looks at that and decides; nothing is linked because of a score.
//!
//! ```
//! use watchpost_names::{CompanyKey, Index, Reason};
//!
//! let index = Index::build([
//!     (CompanyKey(1), vec!["Kivuli Mlima Security Services Ltd"]),
//!     (CompanyKey(2), vec!["شركة النسر الأزرق للحراسة", "Blue Eagle Guarding"]),
//! ]);
//! let found = index.find("kivuri mulima sekuriti", 5);
//! assert_eq!(found[0].company, CompanyKey(1));
//! assert_eq!(found[0].reason, Reason::Spelling);
//! let found = index.find("al-nisr al-azraq", 5);
//! assert_eq!((found[0].company, found[0].reason), (CompanyKey(2), Reason::OtherScript));
//! ```
//!
//! How it goes: a name is cut into words (`split`), each with its letters and its *sounds*, which are the same for all scripts (`word`,
//! `sounds`). For each word that was said, those of the index that may be meant are looked up by keys (`keys`) and compared with care
//! (`distance`); the names that have most of them (`candidates`) are compared whole (`compare`). Each step has a bound on its work.
//! Words of the trade, legal forms and small words are data, in `vocabulary/`.

mod arabic;
mod candidates;
mod compare;
mod cyrillic;
mod distance;
mod index;
mod keys;
mod reason;
mod seed;
mod sounds;
mod split;
mod vocabulary;
mod weights;
mod word;

pub use index::{CompanyKey, Index, Match};
pub use reason::Reason;
pub use seed::{SEED, SeedCompany, SeedFault, read_seed, seed};

/// A score from which on a name can be shown as the company's, differing in nothing but what never tells companies apart: case,
/// accents, legal form, order, spaces. Somebody still looks.
pub const SURE: u8 = 95;

/// A score below which a name is more likely to be another company's, or nobody's: show it as a guess or not at all.
pub const DOUBTFUL: u8 = 82;

/// Characters of a name that are looked at. Longer ones are cut: no company has such a name, and work must have a bound.
pub const MAX_CHARS: usize = 160;

/// Words of a name that are looked at.
pub const MAX_WORDS: usize = 16;

/// Matches that one search gives at most.
pub const MAX_MATCHES: usize = 100;
