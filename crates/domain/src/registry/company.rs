//! An organisation of the registry, what sort it is, and its address among the pages.

use std::{collections::BTreeSet, fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use crate::CompanyId;

/// Longest slug, in bytes: it has to fit a line of a letter.
pub const SLUG_MAX: usize = 80;

/// An organisation of the registry. Only what never changes stands here; all else is a claim, with who says it and when it was so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Company {
    pub id: CompanyId,
    /// Made from its name when it was entered, and kept when the name changes: others have printed it.
    pub slug: Slug,
}

/// What sort of organisation it is. A claim like others: sources disagree, and a company is nationalised, or sold.
///
/// Being a member, an applicant or an affiliate is no sort but a status, which comes and goes. Being a subcontractor is a relation to
/// whoever gives the contract ([`super::Client`]), and most subcontractors have clients of their own beside it. Being a parent is a relation
/// too ([`super::Stake`]): the largest parents offer security themselves, and only one that does not is a [`CompanyKind::Holding`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CompanyKind {
    /// A private company whose business is security: whom the Code is for.
    SecurityCompany,
    /// The owner of farms, mines or ports, with guards of its own. Those the Code does not bind, and other doors stand open.
    InHouseForce,
    /// It offers security as a business and belongs to a state, its army or its police.
    StateOwned,
    /// It owns others and offers no security itself.
    Holding,
    /// A cooperative, a village or the like that guards without being a business.
    CommunityForce,
}

impl CompanyKind {
    pub const ALL: [CompanyKind; 5] = [
        CompanyKind::SecurityCompany,
        CompanyKind::InHouseForce,
        CompanyKind::StateOwned,
        CompanyKind::Holding,
        CompanyKind::CommunityForce,
    ];

    /// The stable code, also the end of its message key (`company-kind-…`).
    pub fn code(self) -> &'static str {
        match self {
            CompanyKind::SecurityCompany => "security-company",
            CompanyKind::InHouseForce => "in-house-force",
            CompanyKind::StateOwned => "state-owned",
            CompanyKind::Holding => "holding",
            CompanyKind::CommunityForce => "community-force",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// The end of the address of a company's page: small Latin letters, digits, and single hyphens between them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Slug(String);

/// Why a name gives no slug that is free.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SlugFault {
    /// No Latin letter or digit is in it: whoever calls brings a transliteration.
    #[error("no Latin letter or digit")]
    NoLatin,
    /// Another has it: it may be the same company, so somebody looks. The next that is free, if they are not the same.
    #[error("`{taken}` is taken")]
    Taken { taken: Slug, free: Slug },
}

impl Slug {
    /// The slug of a name: accents and marks go, some Latin letters are spelled out, what is of another script goes.
    ///
    /// # Errors
    /// Nothing is left.
    pub fn of(name: &str) -> Result<Self, SlugFault> {
        let mut slug = String::new();
        let mut apart = false;
        let name = name.replace('&', " and ");
        for c in name.nfkd().flat_map(char::to_lowercase) {
            let letters = spelled(c);
            if letters.is_empty() {
                apart |= !unicode_normalization::char::is_combining_mark(c) && !is_apostrophe(c);
                continue;
            }
            let hyphen = usize::from(apart && !slug.is_empty());
            if slug.len() + hyphen + letters.len() > SLUG_MAX {
                break;
            }
            if hyphen == 1 {
                slug.push('-');
            }
            slug.push_str(&letters);
            apart = false;
        }
        match slug.is_empty() {
            true => Err(SlugFault::NoLatin),
            false => Ok(Self(slug)),
        }
    }

    /// The slug of a name, if nobody has it yet. Addresses that the pages need for themselves count as taken.
    ///
    /// # Errors
    /// Nothing is left of it, or somebody has it.
    pub fn free(name: &str, taken: &BTreeSet<Slug>) -> Result<Self, SlugFault> {
        let wanted = Self::of(name)?;
        if !taken.contains(&wanted) {
            return Ok(wanted);
        }
        // One more number than there are slugs: one of them is free.
        let mut numbers = (2..).map(|number| wanted.numbered(number));
        let free = numbers.find(|slug| !taken.contains(slug));
        Err(SlugFault::Taken {
            free: free.unwrap_or_else(|| wanted.clone()),
            taken: wanted,
        })
    }

    fn numbered(&self, number: usize) -> Self {
        let end = format!("-{number}");
        let kept = &self.0[..self.0.len().min(SLUG_MAX - end.len())];
        Self(format!("{}{end}", kept.trim_end_matches('-')))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | 'ʻ' | 'ʿ' | 'ʾ' | '`')
}

/// A letter without its marks in plain Latin letters, or nothing.
fn spelled(c: char) -> String {
    let letters = match c {
        'a'..='z' | '0'..='9' => return c.to_string(),
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ł' => "l",
        'ħ' => "h",
        'ı' => "i",
        'ŋ' => "ng",
        'ə' => "e",
        '+' => "plus",
        _ => "",
    };
    letters.to_owned()
}

/// What is no slug.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no slug")]
pub struct NotASlug;

impl FromStr for Slug {
    type Err = NotASlug;

    fn from_str(text: &str) -> Result<Self, NotASlug> {
        let is_part = |part: &str| {
            let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
            !part.is_empty() && part.bytes().all(fits)
        };
        match text.len() <= SLUG_MAX && text.split('-').all(is_part) {
            true => Ok(Self(text.to_owned())),
            false => Err(NotASlug),
        }
    }
}

impl TryFrom<String> for Slug {
    type Error = NotASlug;

    fn try_from(text: String) -> Result<Self, NotASlug> {
        text.parse()
    }
}

impl From<Slug> for String {
    fn from(slug: Slug) -> Self {
        slug.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_name_gives_one_address() {
        for (name, slug) in [
            (
                "Kivuli Mlima Security Services Ltd",
                "kivuli-mlima-security-services-ltd",
            ),
            ("  Sûreté & Cie. ", "surete-and-cie"),
            ("Łódź Straż", "lodz-straz"),
            ("Größe Ærø ÞOR İstanbul", "grosse-aero-thor-istanbul"),
            ("L’Œil d'Or", "loeil-dor"),
            ("Ｇ４Ｓ", "g4s"),
            ("--A--B--", "a-b"),
            ("K9+", "k9plus"),
            ("Альфа Alpha النسر", "alpha"),
            ("Nguyễn Bảo Vệ", "nguyen-bao-ve"),
        ] {
            assert_eq!(Slug::of(name).map(String::from).as_deref(), Ok(slug));
        }
        for name in ["شركة النسر الأزرق", "Альфа Охрана", "", "—", "安保"]
        {
            assert_eq!(Slug::of(name), Err(SlugFault::NoLatin), "{name}");
        }
    }

    #[test]
    fn who_comes_second_is_told_and_offered_another() {
        let slug = |text: &str| text.parse::<Slug>().unwrap();
        let mut taken = BTreeSet::from([slug("new")]);
        assert_eq!(Slug::free("Alpha", &taken), Ok(slug("alpha")));
        taken.extend([slug("alpha"), slug("alpha-2")]);
        let again = Slug::free("ALPHA", &taken);
        let free = slug("alpha-3");
        assert_eq!(
            again,
            Err(SlugFault::Taken {
                taken: slug("alpha"),
                free
            })
        );
        assert!(matches!(
            Slug::free("New!", &taken),
            Err(SlugFault::Taken { .. })
        ));
        let long = "a".repeat(200);
        taken.insert(Slug::of(&long).unwrap());
        let Err(SlugFault::Taken { free, .. }) = Slug::free(&long, &taken) else {
            panic!("it is taken");
        };
        assert_eq!(free.as_str().len(), SLUG_MAX);
        assert!(free.as_str().ends_with("a-2"));
    }

    #[test]
    fn only_slugs_are_read() {
        for wrong in [
            "",
            "-a",
            "a-",
            "a--b",
            "A",
            "é",
            "a/b",
            "a b",
            &"a".repeat(81),
        ] {
            assert_eq!(wrong.parse::<Slug>(), Err(NotASlug), "{wrong}");
            assert!(serde_json::from_str::<Slug>(&format!("\"{wrong}\"")).is_err());
        }
    }

    #[test]
    fn every_kind_has_its_code() {
        for kind in CompanyKind::ALL {
            assert_eq!(CompanyKind::from_code(kind.code()), Some(kind));
            let json = serde_json::to_value(kind).unwrap();
            assert_eq!(json, kind.code());
        }
    }

    proptest! {
        #[test]
        fn whatever_the_name_a_slug_reads_back_and_is_its_own(name in "\\PC{0,120}") {
            if let Ok(slug) = Slug::of(&name) {
                prop_assert_eq!(slug.as_str().parse::<Slug>(), Ok(slug.clone()));
                prop_assert_eq!(Slug::of(slug.as_str()), Ok(slug.clone()));
                let Err(SlugFault::Taken { free, .. }) = Slug::free(&name, &BTreeSet::from([slug.clone()])) else {
                    panic!("it is taken");
                };
                prop_assert!(free != slug);
                prop_assert_eq!(free.as_str().parse::<Slug>(), Ok(free.clone()));
            }
        }
    }
}
