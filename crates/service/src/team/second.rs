//! A second pair of eyes, where the rules of the installation ask for one: asked for, given, and looked for before the act.

use std::collections::BTreeMap;

use watchpost_domain::{
    CaseId, MemberId, PartId,
    casefile::PreparedPart,
    cases::{
        Case,
        content::{HistoryPart, ReleasePart},
        index::{Change, WordAsked},
        record,
    },
    fact::CaseAct,
    policy::{Action, Role, cases as may},
    sealed::{PartKind, SealedIndex, SealedPart},
    team::{self, Guarded, SecondAsk, TeamAct},
};
use watchpost_store::{cases as rows, desks};

use crate::{Error, Platform, Working, access::reads, casework::Held, reading::CaseKeys};

/// What a member sees of what is not done alone in a case.
pub struct SecondSeen {
    pub case: Case,
    pub asks: Vec<SecondAsk>,
    /// For which acts somebody has to agree here.
    pub acts: Vec<Guarded>,
    /// What waits to be told to a company.
    pub draft: Option<(PartId, ReleasePart)>,
    /// What was written down to go out: to whom.
    pub copy: Option<(PartId, PreparedPart)>,
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
        let kept = [PartKind::History, PartKind::Release, PartKind::TakeOut];
        parts.retain(|part| kept.contains(&part.kind));
        let seen = self.open_case(&held.keys, &parts)?;
        let copy = self.last_copy(&held.keys, &parts, &seen.history)?;
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
            copy,
            who: others.here,
            case: Case::clone(&held.case),
            names,
        };
        let fact = record(&held.case, CaseAct::Opened);
        self.done(held, fact, vec![], None).await?;
        Ok(seen)
    }

    /// What was written down last to go out.
    fn last_copy(
        &self,
        keys: &CaseKeys,
        parts: &[SealedPart],
        history: &[HistoryPart],
    ) -> Result<Option<(PartId, PreparedPart)>, Error> {
        let mut lines = history.iter().rev();
        let last = lines.find_map(|line| match line.committed.fact.act() {
            Some(CaseAct::TakeOutPrepared { part }) => Some(*part),
            _ => None,
        });
        let found = parts.iter().find(|part| Some(part.id) == last);
        let opened = found.and_then(|part| Some((part, keys.of(part)?)));
        let opened = opened.map(|(part, key)| Ok((part.id, self.open_part(key, part)?)));
        opened.transpose()
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
        let asked = match fact.act() {
            Some(CaseAct::Team(TeamAct::SecondAsked { until, .. })) => Some(WordAsked {
                until: *until,
                by: who.member.member,
            }),
            _ => None,
        };
        let word = Change::Word(held.case.version, asked);
        self.done(held, fact, vec![], Some(word)).await
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
        let (act, thing, by) = what;
        let mut all = there.iter();
        let ask = all.find(|ask| (ask.act, ask.thing.as_str(), ask.by) == (act, thing, by));
        let over = ask.map(|ask| Change::Word(ask.number, None));
        self.done(held, fact, vec![], over).await
    }

    /// What work lists are told when the asks for an act are over because it was done, or because the case went on.
    pub(crate) async fn words_over<A: Action<On = Case>>(
        &self,
        held: &mut Held<A>,
        act: Guarded,
    ) -> Result<Vec<SealedIndex>, Error> {
        if !self.team()?.second.acts.contains(&act) {
            return Ok(Vec::new());
        }
        let history = self.history_of(held).await?;
        let mut there = team::second_asks(&history, self.today());
        there.retain(|ask| ask.act == act && ask.agreed.is_none());
        let mut all = Vec::new();
        for ask in there {
            let over = Change::Word(ask.number, None);
            all.extend(self.seal_change(&mut held.tx, &held.case, over).await?);
        }
        Ok(all)
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
