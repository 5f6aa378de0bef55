//! Whether a law has a gap, by what is claimed of it. Every answer comes with the claims that it rests on, or with what is not known.

use super::{
    Lack,
    data::{LawGap, NoRoute, Test},
};
use crate::{
    countries::{Field, Held, Known, Matter, RouteKey, compare::cell},
    remedies::Kind,
};

/// Whether it is so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Holds {
    /// The law has this gap.
    Yes,
    /// By some sources, and by others not.
    Disputed,
    /// Not enough is known.
    NotKnown,
    /// The law has it not.
    No,
}

impl Holds {
    pub const ALL: [Holds; 4] = [Holds::Yes, Holds::Disputed, Holds::NotKnown, Holds::No];

    /// The stable code, also the end of its message key (`law-gap-holds-…`).
    pub fn code(self) -> &'static str {
        match self {
            Holds::Yes => "yes",
            Holds::Disputed => "disputed",
            Holds::NotKnown => "not-known",
            Holds::No => "no",
        }
    }
}

/// Whether the law of a country has a gap, and why that is said.
#[derive(Debug, Clone)]
pub struct Finding<'p, 'a> {
    pub gap: &'p LawGap,
    pub holds: Holds,
    /// What it rests on, also what speaks against it.
    pub claims: Vec<Held<'a>>,
    /// What would have to be known.
    pub lacks: Vec<Lack>,
}

/// What one test found.
struct Found<'a> {
    holds: Holds,
    claims: Vec<Held<'a>>,
    lacks: Vec<Lack>,
}

impl<'a> Found<'a> {
    fn lack(field: Field, route: Option<RouteKey>) -> Self {
        Self {
            holds: Holds::NotKnown,
            claims: Vec::new(),
            lacks: vec![Lack { field, route }],
        }
    }

    /// Of all claims of a matter, believed or not: where they do not all say the same, it is disputed.
    fn of(matter: &Matter<'a>, fits: impl Fn(&Held<'_>) -> Holds) -> Self {
        let claims: Vec<Held<'a>> = matter.ranked().collect();
        let best = fits(&matter.best());
        let same = matter.against().all(|held| fits(&held) == best);
        Self {
            holds: if same { best } else { Holds::Disputed },
            claims,
            lacks: Vec::new(),
        }
    }

    /// Of several that all have to be so: one that is not decides, then one of which too little is known.
    fn all(found: impl IntoIterator<Item = Self>) -> Self {
        let mut all = Self {
            holds: Holds::Yes,
            claims: Vec::new(),
            lacks: Vec::new(),
        };
        for one in found {
            all.holds = all.holds.max(one.holds);
            all.claims.extend(one.claims);
            all.lacks.extend(one.lacks);
        }
        all
    }

    /// The contrary.
    fn not(self) -> Self {
        let holds = match self.holds {
            Holds::Yes => Holds::No,
            Holds::No => Holds::Yes,
            other => other,
        };
        Self { holds, ..self }
    }
}

impl LawGap {
    /// Whether the law has it, by what was held of a country.
    pub fn of<'p, 'a>(&'p self, known: &Known<'a>) -> Finding<'p, 'a> {
        let tests = self.when.iter().map(|test| test.of(known));
        let found = Found::all(tests);
        Finding {
            gap: self,
            holds: found.holds,
            claims: found.claims,
            lacks: found.lacks,
        }
    }
}

impl Test {
    /// Whether it surely holds.
    pub(super) fn holds(&self, known: &Known<'_>) -> bool {
        self.of(known).holds == Holds::Yes
    }

    fn of<'a>(&self, known: &Known<'a>) -> Found<'a> {
        match self {
            Test::Is { field, is } => value(known, *field, is),
            Test::NoRoute(no_route) => no_route.of(known),
        }
    }
}

/// Whether a field has one of these values, in all that is told of it.
fn value<'a>(known: &Known<'a>, field: Field, is: &[String]) -> Found<'a> {
    let told = cell(known, field).told;
    if told.is_empty() {
        return Found::lack(field, None);
    }
    let fits = |held: &Held<'_>| said(held, |option| is.iter().any(|code| code == option));
    Found::all(told.into_iter().map(|matter| Found::of(matter, fits)))
}

fn said(held: &Held<'_>, fits: impl Fn(&str) -> bool) -> Holds {
    match held.claim.fact.says.option() {
        Some(option) if option == Kind::NotKnown.code() => Holds::NotKnown,
        Some(option) if fits(option) => Holds::Yes,
        _ => Holds::No,
    }
}

impl NoRoute {
    /// Whether there is surely none such: every route that is known is otherwise, and each door was looked at.
    fn of<'a>(&self, known: &Known<'a>) -> Found<'a> {
        let kinds = cell(known, Field::RouteKind).told;
        let key = |matter: &Matter<'a>| matter.best().claim.fact.says.route();
        let at = |door: &str| {
            let is_at = |matter: &&&Matter<'a>| key(matter).is_some_and(|k| k.door == door);
            kinds.iter().filter(is_at).count()
        };
        let unseen = self.doors.iter().filter(|door| at(door) == 0);
        let unseen = unseen.map(|door| RouteKey {
            door: door.clone(),
            nth: 1,
        });
        let unseen = unseen.map(|route| Found::lack(Field::RouteKind, Some(route)));
        let meant = kinds.iter().filter_map(|matter| {
            let route = key(matter)?;
            let is_meant = self.doors.is_empty() || self.doors.contains(&route.door);
            is_meant.then(|| self.is_such(known, matter, route).not())
        });
        let found: Vec<Found<'a>> = unseen.chain(meant).collect();
        match found.is_empty() {
            true => Found::lack(Field::RouteKind, None),
            false => Found::all(found),
        }
    }

    /// Whether a route is one of those that there should be.
    fn is_such<'a>(&self, known: &Known<'a>, kind: &Matter<'a>, route: &RouteKey) -> Found<'a> {
        let is_kind =
            |held: &Held<'_>| said(held, |code| self.kinds.iter().any(|k| k.code() == code));
        let mut found = vec![Found::of(kind, is_kind)];
        let asked = [
            (self.remedy, Field::RouteRemedy, "some"),
            (self.protection, Field::RouteProtection, "yes"),
        ];
        for (_, field, code) in asked.into_iter().filter(|(asked, ..)| *asked) {
            let told = cell(known, field).told;
            let own = told.into_iter().find(|matter| {
                let of = matter.best().claim.fact.says.route();
                of == Some(route)
            });
            found.push(match own {
                Some(matter) => Found::of(matter, |held| said(held, |option| option == code)),
                None => Found::lack(field, Some(route.clone())),
            });
        }
        let mut such = Found::all(found);
        match such.holds {
            // What is no such route needs no more to be known of.
            Holds::No => such.lacks.clear(),
            // There is a body, and nobody knows what it takes.
            Holds::NotKnown if such.lacks.is_empty() => such.lacks.push(Lack {
                field: Field::RouteKind,
                route: Some(route.clone()),
            }),
            _ => {}
        }
        such
    }
}
