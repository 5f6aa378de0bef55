//! From a pattern to oversight: one case that carries it, opened for it or there already. What it says of the cases is what somebody wrote,
//! beginning with coarse words; the cases themselves stay where they are.

use std::collections::BTreeSet;

use watchpost_domain::{
    Actor, CaseId, Fact, MemberId, PatternId, Problem, Problems,
    cases::{Case, CaseAccess, Reference, acts, content::ActedBy, index::Change},
    fact::{CaseAct, CaseFact, Gathers},
    intake::{Answer, Channel, Entry},
    patterns::{self, Belongs, PatternAct, PatternLine},
    policy::cases as may,
};
use watchpost_store::{Tx, cases as rows};

use super::{linking::missing, seen::Coarse};
use crate::{Draft, Error, Platform, Working, accounts::Session, intake::recipients};

/// What the desk says of a pattern, for the case that carries it.
const TEXT_MAX: usize = 20_000;
/// So many go on together, at least: one case alone is no pattern.
const LEAST: usize = 2;

/// How a pattern goes on, as a form asks for it.
#[derive(Debug, Clone, Copy)]
pub struct Carry<'a> {
    pub once: &'a str,
    pub pattern: PatternId,
    /// The case that is there already, by its reference; else a new one.
    pub reference: Option<&'a str>,
    /// What a new one says.
    pub text: &'a str,
    pub language: &'a str,
}

/// Whoever reads all of the cases, and who stepped aside from one.
struct Origin {
    like: Case,
    gathers: Gathers,
    cases: Vec<Case>,
}

impl Platform {
    /// Lets one case carry a pattern: a new one that says what was written, or one that is there. Gives that case.
    ///
    /// # Errors
    /// `Denied` when they may not; `Invalid` what is wrong, by field; `Needs` when too few of the cases may go on; `Conflict` when it is carried
    /// by that case already, or the one that is looked at is not in it.
    pub async fn carry_pattern(
        &self,
        session: &Session,
        id: CaseId,
        asked: Carry<'_>,
    ) -> Result<CaseId, Error> {
        self.room_for_texts()?;
        let who = session.working()?;
        let actor = Actor::Member(who.member);
        let mut tx = self.db.read().await?;
        rows::get::<may::Link>(&mut tx, &actor, id, self.today()).await?;
        let wrong = |problem| Error::Invalid(Problems::one("reference", problem));
        let other = match asked.reference.map(str::trim) {
            None => None,
            Some("") => return Err(wrong(Problem::Required)),
            Some(named) => {
                let found = rows::by_reference(&mut tx, &named.to_uppercase()).await?;
                Some(found.ok_or_else(|| wrong(Problem::NotAnOption))?)
            }
        };
        drop(tx);
        let (cases, title) = self.cases_of(session, asked.pattern, id).await?;
        let line = PatternLine {
            title,
            belongs: Belongs::Carries,
        };
        match other {
            Some(other) => self.carry_there(&who, other, (&cases, asked), line).await,
            None => self.carry_new(session, id, (&cases, asked), line).await,
        }
    }

    async fn carry_there(
        &self,
        who: &Working<'_>,
        other: CaseId,
        (cases, asked): (&BTreeSet<CaseId>, Carry<'_>),
        line: PatternLine,
    ) -> Result<CaseId, Error> {
        let unknown = || Error::Invalid(Problems::one("reference", Problem::NotAnOption));
        if cases.contains(&other) {
            return Err(unknown());
        }
        let mut tx = self.db.begin().await?;
        let mut all = cases.clone();
        all.insert(other);
        for case in &all {
            rows::wait_for(&mut tx, *case).await?;
        }
        // A reference that is none and one of a hidden case are the same.
        let mut held = match self.hold_in::<may::Link>(tx, who, other).await {
            Err(Error::Denied(_)) => return Err(unknown()),
            held => held?,
        };
        let there = self.there(&mut held).await?;
        // Only what the desk opened itself speaks for others: nobody's own report is put away with it.
        if !there.gathered {
            return Err(unknown());
        }
        let fact = patterns::carries(&held.case, &there.patterns, asked.pattern)?;
        let (carrier, to) = (
            Case::clone(&held.case),
            (other, held.case.reference.clone()),
        );
        let tx = { self }
            .in_pattern(held, fact, vec![], (asked.pattern, Some(line)))
            .await?;
        let (tx, origin) = self
            .say_carried(tx, who, cases, (asked.pattern, to))
            .await?;
        let origin = origin.ok_or_else(missing)?;
        if !patterns::is_read_by_fewer(&carrier, &origin.cases) {
            let wider = Problem::ReadByMore;
            return Err(Error::Invalid(Problems::one("reference", wider)));
        }
        tx.commit().await?;
        Ok(other)
    }

    async fn carry_new(
        &self,
        session: &Session,
        id: CaseId,
        (cases, asked): (&BTreeSet<CaseId>, Carry<'_>),
        line: PatternLine,
    ) -> Result<CaseId, Error> {
        let (who, pattern) = (session.working()?, asked.pattern);
        let text = acts::needed("text", asked.text, TEXT_MAX)?;
        let known = self.known(&who, id).await?;
        let facets = known.as_ref().and_then(|entry| entry.facets());
        let facets = facets.ok_or(Error::Conflict)?;
        let channel = self.channel(facets.channel).await?;
        let channel = channel.filter(|channel| channel.desk == session.desk.id);
        let channel = channel.ok_or(Error::Conflict)?;
        let coarse = { self.coarse_of(session, cases) }.await?;
        let by = who.member.member;
        let draft = oversight(&channel, (asked.language, by), text, coarse);
        let mut tx = self.db.begin().await?;
        for case in cases {
            rows::wait_for(&mut tx, *case).await?;
        }
        let form = self.form(
            asked.once,
            &format!("carry\n{pattern}\n{:?}", draft.answers),
        );
        if !self.first_time_of(&mut tx, &form).await? {
            return Ok(id);
        }
        let to = (draft.case, draft.reference.clone());
        let (mut tx, origin) = self.say_carried(tx, &who, cases, (pattern, to)).await?;
        let origin = origin.ok_or_else(missing)?;
        self.open_oversight(&mut tx, (&draft, &channel), origin, (by, pattern, line))
            .await?;
        tx.commit().await?;
        Ok(draft.case)
    }

    /// Writes in each of the cases that another carries the pattern. None where too few of them may go on.
    async fn say_carried(
        &self,
        mut tx: Tx,
        who: &Working<'_>,
        cases: &BTreeSet<CaseId>,
        (pattern, (other, reference)): (PatternId, (CaseId, Reference)),
    ) -> Result<(Tx, Option<Origin>), Error> {
        let actor = Actor::Member(who.member);
        let mut origin: Option<Origin> = None;
        for case in cases {
            match rows::get::<may::Link>(&mut tx, &actor, *case, self.today()).await {
                // Who took it back or is not safe does not go on with the others.
                Err(watchpost_store::Error::Denied(_)) => continue,
                case => drop(case?),
            }
            let mut held = self.hold_in::<may::Link>(tx, who, *case).await?;
            let there = self.there(&mut held).await?;
            if !matches!(there.patterns.get(&pattern), Some(Belongs::Linked { .. })) {
                tx = held.tx;
                continue;
            }
            let act = PatternAct::Carried {
                pattern,
                other,
                reference: reference.clone(),
            };
            let fact = patterns::pattern_fact(&held.case, act);
            let recorded = self.record_of(&held, fact, vec![])?;
            self.apply(&mut held.tx, recorded).await?;
            origin = Some(Origin::with(origin, &held.case));
            tx = held.tx;
        }
        Ok((tx, origin.filter(|origin| origin.cases.len() >= LEAST)))
    }

    /// Opens the case: read by nobody who may not read one of those that it is about, and reported by nobody who holds a code.
    async fn open_oversight(
        &self,
        tx: &mut Tx,
        (draft, channel): (&Draft, &Channel),
        origin: Origin,
        (by, pattern, line): (MemberId, PatternId, PatternLine),
    ) -> Result<(), Error> {
        let mut readers = self.readers(tx, channel.desk).await?;
        let recused = &origin.gathers.recused;
        readers.custodians.retain(|(m, _)| !recused.contains(m));
        let read_by = self.readers_of(tx, &origin.like, &readers).await?;
        let procedure = self.latest_procedure(tx).await?;
        let of = (channel, &procedure);
        let report = self.seal_gathered(draft, of, (&readers, &read_by), Some(origin.gathers))?;
        self.apply(tx, report).await?;
        let fact = Fact::Case(CaseFact {
            case: draft.case,
            version: 1,
            act: CaseAct::Pattern(PatternAct::Carries { pattern }),
        });
        let by = ActedBy::Member(by);
        let mut recorded = self.record(fact, by, vec![], &recipients(draft)?)?;
        let change = Change::Pattern(pattern, 1, Some(line));
        recorded.index =
            self.seal_to_all((channel.desk, draft.case), (&readers, &read_by), &change)?;
        self.apply(tx, recorded).await
    }
}

impl Origin {
    fn with(before: Option<Self>, case: &Case) -> Self {
        let mut origin = before.unwrap_or_else(|| Self {
            like: Case {
                recused: Vec::new(),
                access: CaseAccess::Desk,
                ..case.clone()
            },
            gathers: Gathers {
                access: CaseAccess::Desk,
                recused: Vec::new(),
            },
            cases: Vec::new(),
        });
        if case.access == CaseAccess::Named {
            let (like, lasting) = (&mut origin.like, &case.lasting);
            match like.access {
                CaseAccess::Named => like.lasting.retain(|member| lasting.contains(member)),
                CaseAccess::Desk => like.lasting.clone_from(lasting),
            }
            like.access = CaseAccess::Named;
            origin.gathers.access = CaseAccess::Named;
        }
        for member in &case.recused {
            if !origin.gathers.recused.contains(member) {
                origin.gathers.recused.push(*member);
                origin.like.recused.push(*member);
            }
        }
        origin.cases.push(case.clone());
        origin
    }
}

/// The report of a case of oversight: of the desk itself, about what its cases have in common.
fn oversight(
    channel: &Channel,
    (language, by): (&str, MemberId),
    text: String,
    coarse: Coarse,
) -> Draft {
    let mut draft = Draft::new(channel.id, language);
    draft.entry = Entry::Partner;
    draft.entered_by = Some(by);
    let mut set = |key: &str, answer| draft.answers.set(key, Some(answer));
    set("what_happened", Answer::Text(text));
    set("kind", Answer::Many(coarse.kinds));
    if let Some(company) = coarse.company {
        set("company", Answer::Text(company));
    }
    if let [country] = coarse.countries.as_slice() {
        let (words, district) = (String::new(), None);
        let country = Some(country.clone());
        set(
            "where",
            Answer::Where {
                words,
                country,
                district,
            },
        );
    }
    set("submitter", Answer::One("ngo".to_owned()));
    // It is the desk's own: kept here, and told to the association.
    let allowed = ["store", "send-to-icoca"].map(str::to_owned);
    set("consent", Answer::Many(allowed.into()));
    draft
}
