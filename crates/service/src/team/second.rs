//! A second pair of eyes, where the rules of the installation ask for one: asked for, given, and looked for before the act.

use std::collections::BTreeMap;

use watchpost_domain::{
    CaseId, MemberId, PartId,
    cases::{Case, content::ReleasePart, record},
    fact::CaseAct,
    policy::{Action, Role, cases as may},
    sealed::PartKind,
    team::{self, Guarded, SecondAsk},
};
use watchpost_store::{cases as rows, desks};

use crate::{Error, Platform, Working, access::reads, casework::Held};

/// What a member sees of what is not done alone in a case.
pub struct SecondSeen {
    pub case: Case,
    pub asks: Vec<SecondAsk>,
    /// For which acts somebody has to agree here.
    pub acts: Vec<Guarded>,
    /// What waits to be told to a company.
    pub draft: Option<(PartId, ReleasePart)>,
    /// Who could agree, besides whoever looks.
    pub who: Vec<String>,
    /// The names of all of the desk.
    pub names: BTreeMap<MemberId, String>,
}

/// Who of a desk could be somebody's second person.
struct Others {
    /// All who carry cases there, also where this one is narrowed to fewer: or else one could narrow it to themself and be alone with it.
    at_desk: usize,
    /// Those of them who read the case now, by name.
    here: Vec<String>,
}

impl Platform {
    async fn others<A: Action<On = Case>>(
        &self,
        held: &mut Held<A>,
        me: MemberId,
    ) -> Result<(Others, BTreeMap<MemberId, String>), Error> {
        let desk = held.case.desk;
        let roster = self.roster(&mut held.tx, desk).await?;
        let members = desks::members(&mut held.tx, desk).await?;
        let carry = [Role::CaseOfficer, Role::Supervisor];
        let listed = |id: MemberId| {
            roster
                .members
                .iter()
                .any(|m| m.member == id.0 && m.reads_desk)
        };
        let could = members.iter().filter(|m| {
            let is_other = m.id != me && !held.case.recused.contains(&m.id);
            is_other && m.roles.any(&carry) && listed(m.id)
        });
        let here = could.clone().filter(|m| reads(&roster, &held.case, m.id));
        let others = Others {
            at_desk: could.count(),
            here: here.map(|m| m.name.clone()).collect(),
        };
        Ok((
            others,
            members.into_iter().map(|m| (m.id, m.name)).collect(),
        ))
    }

    /// What is not done alone in a case, and who waits for a word. That they opened it is in the history first.
    ///
    /// # Errors
    /// `Denied` when they may not.
    pub async fn second_of(&self, who: &Working<'_>, id: CaseId) -> Result<SecondSeen, Error> {
        let rules = self.team()?;
        let mut held = self.hold::<may::AskSecond>(who, id).await?;
        let mut parts = rows::parts(&mut held.tx, &self.keys.rows, &held.case).await?;
        parts.retain(|part| [PartKind::History, PartKind::Release].contains(&part.kind));
        let seen = self.open_case(&held.keys, &parts)?;
        let (others, names) = self.others(&mut held, who.member.member).await?;
        let told = seen.released.last().map_or(0, |(_, part)| part.number);
        let seen = SecondSeen {
            asks: team::second_asks(&seen.history, self.today()),
            acts: rules.second.acts.iter().copied().collect(),
            draft: seen
                .drafts
                .into_iter()
                .next_back()
                .filter(|(_, d)| d.number > told),
            who: others.here,
            case: Case::clone(&held.case),
            names,
        };
        let fact = record(&held.case, CaseAct::Opened);
        self.done(held, fact, vec![], None).await?;
        Ok(seen)
    }

    /// Asks a second person before exactly this is done.
    ///
    /// # Errors
    /// `Denied` when they may not; `Invalid` without a reason; `Conflict` when it was asked already, or nobody has to be.
    pub async fn ask_second(
        &self,
        who: &Working<'_>,
        id: CaseId,
        asked: (Guarded, &str, &str),
    ) -> Result<(), Error> {
        let rules = self.team()?;
        let mut held = self.hold::<may::AskSecond>(who, id).await?;
        let history = self.history_of(&mut held).await?;
        let there = team::second_asks(&history, self.today());
        let me = (who.member.member, self.today());
        let fact = team::ask_second(&held.case, &rules.second, &there, asked, me)?;
        self.done(held, fact, vec![], None).await
    }

    /// The second person's word on what `by` asked: yes, or no and why.
    ///
    /// # Errors
    /// `Denied` when they may not; `Invalid` when a no has no reason; `Conflict` when nothing waits for it; `NeedsAnother` for their own.
    pub async fn answer_second(
        &self,
        who: &Working<'_>,
        id: CaseId,
        what: (Guarded, &str, MemberId),
        refusal: Option<&str>,
    ) -> Result<(), Error> {
        let rules = self.team()?;
        let mut held = self.hold::<may::AgreeSecond>(who, id).await?;
        let history = self.history_of(&mut held).await?;
        let there = team::second_asks(&history, self.today());
        let word = (who.member.member, refusal, self.today());
        let fact = team::answer_second(&held.case, &rules.second, &there, what, word)?;
        self.done(held, fact, vec![], None).await
    }

    /// Whether somebody else looked at exactly this, where the rules ask for it. At a desk where nobody else could, nobody has to.
    ///
    /// # Errors
    /// `NeedsSecond` names who could.
    pub(crate) async fn second_pair_of_eyes<A: Action<On = Case>>(
        &self,
        held: &mut Held<A>,
        who: &Working<'_>,
        (act, thing): (Guarded, &str),
    ) -> Result<(), Error> {
        let rules = self.team()?;
        if !rules.second.acts.contains(&act) {
            return Ok(());
        }
        let me = who.member.member;
        let history = self.history_of(held).await?;
        let there = team::second_asks(&history, self.today());
        let (others, _) = self.others(held, me).await?;
        let asked = (act, thing, me);
        match team::was_looked_at(&rules.second, &there, asked, others.at_desk) {
            true => Ok(()),
            false => Err(Error::NeedsSecond(act, others.here)),
        }
    }
}
