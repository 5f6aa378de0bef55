//! Companies by name: which registered ones somebody may mean. Whoever works on the case looks and decides; nothing is linked by itself.

use watchpost_names::{CompanyKey, DOUBTFUL, Index, SURE};

use crate::Platform;

/// So many are shown.
const SHOWN: usize = 5;

/// The companies that are known, and how they are found by a name.
pub struct Companies {
    names: Vec<String>,
    index: Index,
}

impl Companies {
    /// Companies by their name, each with its other names.
    pub fn new(all: impl IntoIterator<Item = (String, Vec<String>)>) -> Self {
        let (mut names, mut index) = (Vec::new(), Index::default());
        for (name, others) in all {
            let key = u32::try_from(names.len()).unwrap_or(u32::MAX);
            let all: Vec<&str> = std::iter::once(&name)
                .chain(&others)
                .map(String::as_str)
                .collect();
            index.insert(CompanyKey(key), &all);
            names.push(name);
        }
        Self { names, index }
    }

    /// Those that may be meant by a name as somebody said it, the nearest first.
    pub(crate) fn like(&self, said: &str) -> Vec<MayBe> {
        let found = self.index.find(said, SHOWN).into_iter();
        let found = found.filter_map(|found| {
            let at = usize::try_from(found.company.0).ok()?;
            Some(MayBe {
                company: self.names.get(at)?.clone(),
                likely: match found.score {
                    SURE.. => Likely::Sure,
                    DOUBTFUL.. => Likely::Perhaps,
                    _ => Likely::Doubtful,
                },
                name: found.name,
                score: found.score,
                reason: found.reason.code(),
            })
        });
        found.collect()
    }

    /// The invented ones, to try things with; a test sees that they can be read.
    pub fn invented() -> Self {
        let seed = watchpost_names::seed().unwrap_or_default();
        Self::new(
            seed.into_iter()
                .map(|company| (company.name, company.aliases)),
        )
    }
}

/// How far a company may be the one that was meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Likely {
    /// Nothing differs that tells companies apart.
    Sure,
    Perhaps,
    /// More likely another, or none.
    Doubtful,
}

impl Likely {
    /// The stable code, also the end of its message key (`likely-…`).
    pub fn code(self) -> &'static str {
        match self {
            Likely::Sure => "sure",
            Likely::Perhaps => "perhaps",
            Likely::Doubtful => "doubtful",
        }
    }
}

/// A company that may be meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MayBe {
    pub company: String,
    /// Its registered name that is nearest to what was said.
    pub name: String,
    /// From 0 to 100.
    pub score: u8,
    pub likely: Likely,
    /// The stable code of why, also the end of its message key (`name-reason-…`).
    pub reason: &'static str,
}

impl Platform {
    /// Says which companies are known; those of before are forgotten.
    pub fn set_companies(&self, companies: Companies) {
        let mut known = self
            .companies
            .write()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        *known = Some(companies);
        self.lists.said().clear();
    }

    /// The companies that may be meant by a name as somebody said it, the nearest first; none where none are known.
    pub fn companies_like(&self, said: &str) -> Vec<MayBe> {
        let known = self
            .companies
            .read()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        known
            .as_ref()
            .map_or_else(Vec::new, |known| known.like(said))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_as_it_was_said_leads_to_those_that_may_be_meant() {
        let known = Companies::invented();
        assert!(known.names.len() > 30);
        let best = known.index.find("kivuri mulima sekuriti", 5);
        let named = best
            .first()
            .and_then(|m| known.names.get(m.company.0 as usize));
        assert_eq!(
            named.map(String::as_str),
            Some("Kivuli Mlima Security Services Ltd")
        );
    }
}
