//! Which claims are about the same, and when two of them can both be so.

use std::fmt;

use unicode_normalization::UnicodeNormalization;

use super::{Dated, Fact, FactKind, NameKind, Party, Validity, Weapons};

/// What claims can agree or disagree about: a kind of fact, and which of several such facts. A company has one seat, so two seats are one
/// matter; it has many services, so each is a matter of its own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MatterKey<K = FactKind> {
    pub kind: K,
    which: String,
}

impl<K> MatterKey<K> {
    pub(crate) fn new(kind: K, which: String) -> Self {
        Self { kind, which }
    }
}

/// What is said of a company or of a country: what of it is about the same, and what can be so together.
pub trait Said: fmt::Debug + PartialEq + Eq {
    type Kind: Copy + fmt::Debug + Ord;

    fn kind(&self) -> Self::Kind;

    /// With which others it can agree or disagree.
    fn matter(&self) -> MatterKey<Self::Kind>;

    /// Whether two of one matter can both be so on the same day.
    fn fits(&self, other: &Self) -> bool;

    /// From when until when it is so, where it says that itself.
    fn own_validity(&self) -> Option<Validity> {
        None
    }
}

impl Said for Fact {
    type Kind = FactKind;

    fn kind(&self) -> FactKind {
        Fact::kind(self)
    }

    fn matter(&self) -> MatterKey {
        Fact::matter(self)
    }

    fn fits(&self, other: &Self) -> bool {
        Fact::fits(self, other)
    }

    fn own_validity(&self) -> Option<Validity> {
        match self {
            Fact::Certificate(own) => Some(own.validity()),
            _ => None,
        }
    }
}

/// A text as it is compared: without case, compatibility forms and extra blanks.
pub(crate) fn folded(text: &str) -> String {
    let text = text.nfkc().flat_map(char::to_lowercase).nfkc();
    let text = text.collect::<String>();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Parts that no text can hold apart from each other.
pub(crate) fn joined(parts: &[&dyn fmt::Display]) -> String {
    let parts: Vec<String> = parts.iter().map(ToString::to_string).collect();
    parts.join("\u{1f}")
}

fn said(text: &Option<String>) -> &str {
    text.as_deref().unwrap_or_default()
}

/// Whether two sources can both be right; what one does not say, contradicts nothing.
pub(crate) fn fits<T>(a: Option<T>, b: Option<T>, fit: impl Fn(T, T) -> bool) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => fit(a, b),
        _ => true,
    }
}

impl Fact {
    /// With which others it can agree or disagree.
    pub fn matter(&self) -> MatterKey {
        let which = match self {
            Fact::Kind(_) | Fact::Seat(_) | Fact::Membership(_) => String::new(),
            // One legal name in each language and script; other names stand beside each other.
            Fact::Name(name) => {
                let text = match name.kind {
                    NameKind::Legal => String::new(),
                    _ => folded(&name.text),
                };
                let tongue = (said(&name.language), said(&name.script));
                joined(&[&name.kind.code(), &tongue.0, &tongue.1, &text])
            }
            Fact::Identifier(id) => joined(&[&folded(&id.scheme), &said(&id.country)]),
            Fact::Operates(country) => country.clone(),
            Fact::Service(code) => code.clone(),
            Fact::Headcount(headcount) => said(&headcount.country).to_owned(),
            Fact::Weapons(weapons) => said(&weapons.country).to_owned(),
            Fact::Owner(stake) => stake.owner.key(),
            Fact::Site(site) => joined(&[&site.place.country, &folded(&site.name)]),
            Fact::Client(client) => joined(&[&said(&client.country), &client.party.key()]),
            Fact::Certificate(own) => {
                let number = own.number.as_deref().map(folded);
                let which = number.unwrap_or_else(|| own.issued.to_string());
                joined(&[&own.standard, &folded(&own.body), &which])
            }
            Fact::Website(address) => address.clone(),
        };
        MatterKey {
            kind: self.kind(),
            which,
        }
    }

    /// Whether both can be so on the same day. Facts of different matters always can.
    pub fn agrees(&self, other: &Fact) -> bool {
        self.matter() != other.matter() || self.fits(other)
    }

    /// The same of two facts of one matter.
    pub(super) fn fits(&self, other: &Fact) -> bool {
        match (self, other) {
            (Fact::Name(a), Fact::Name(b)) => folded(&a.text) == folded(&b.text),
            (Fact::Identifier(a), Fact::Identifier(b)) => folded(&a.value) == folded(&b.value),
            (Fact::Headcount(a), Fact::Headcount(b)) => a.least <= b.most && b.least <= a.most,
            (Fact::Weapons(a), Fact::Weapons(b)) => {
                let told = |weapons: &Weapons| !weapons.classes.is_empty();
                a.bearing == b.bearing && (!told(a) || !told(b) || a.classes == b.classes)
            }
            (Fact::Owner(a), Fact::Owner(b)) => {
                a.hold == b.hold && fits(a.share, b.share, |a, b| a == b)
            }
            (Fact::Site(a), Fact::Site(b)) => {
                let (a, b) = (&a.place, &b.place);
                fits(a.district.as_ref(), b.district.as_ref(), |a, b| a == b)
                    && fits(a.locality.as_ref(), b.locality.as_ref(), |a, b| {
                        folded(a) == folded(b)
                    })
            }
            (Fact::Client(a), Fact::Client(b)) => a.subcontract == b.subcontract,
            (Fact::Certificate(a), Fact::Certificate(b)) => {
                a.issued.overlaps(b.issued) && fits(a.expires, b.expires, Dated::overlaps)
            }
            (Fact::Membership(a), Fact::Membership(b)) => {
                a.standing == b.standing
                    && fits(a.reason.as_ref(), b.reason.as_ref(), |a, b| a == b)
            }
            _ => self == other,
        }
    }
}

impl Party {
    fn key(&self) -> String {
        match self {
            Party::Company(id) => joined(&[&"company", id]),
            Party::Organisation(name) => joined(&[&"organisation", &folded(name)]),
            Party::State(country) => joined(&[&"state", country]),
            Party::People => "people".to_owned(),
        }
    }
}
