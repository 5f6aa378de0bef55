//! New keys for the compartments of a case, once somebody who held the old ones may read no longer.
//!
//! Whoever leaves keeps what they read, and perhaps a copy of the keys. What is written from then on is sealed to keys that they
//! never had: they are made with the first act on the case afterwards, by whichever side it comes from.

use std::collections::BTreeSet;

use watchpost_domain::{
    Granted,
    cases::{Case, CaseAccess},
    policy::Action,
    sealed::{Compartment, Reader, SealedGrant},
};
use watchpost_store::{Tx, cases as rows, emergency};
use watchpost_vault::{Identity, Recipient, Roster};

use crate::{Error, Platform, reading::CaseKeys};

/// What is written to after the first day. The identity is not: it stays sealed to the custodians of its day.
const RENEWED: [Compartment; 3] = [
    Compartment::Narrative,
    Compartment::Team,
    Compartment::Original,
];

impl Platform {
    /// Makes new keys for a case that is held for writing, if those at hand are known to somebody who may read no longer.
    /// Whoever acts has them afterwards in `keys`, as far as they read.
    pub(crate) async fn renew_keys<A: Action<On = Case>>(
        &self,
        tx: &mut Tx,
        case: &Granted<A>,
        grants: &[SealedGrant],
        keys: &mut CaseKeys,
        mine: impl Fn(&Reader) -> bool,
    ) -> Result<(), Error> {
        let newest = keys
            .recipients
            .get(&Compartment::Narrative)
            .map_or(0, |(_, epoch)| *epoch);
        let today = self.today();
        let over = |grant: &SealedGrant| {
            grant.epoch == newest
                && RENEWED.contains(&grant.compartment)
                && grant.expires.is_some_and(|day| day < today)
        };
        if newest >= case.epoch && !grants.iter().any(over) {
            return Ok(());
        }
        let epoch = case.epoch.max(newest + 1);
        let roster = self.newest_roster(tx, case.desk).await?;
        let reporter = rows::reporter_recipient(tx, case).await?;
        let (mut made, mut laid) = (Vec::new(), Vec::new());
        let of = (case.id, case.recused.as_slice());
        for compartment in RENEWED {
            let key = Identity::generate();
            let named = grants
                .iter()
                .filter(|g| g.compartment == compartment && g.epoch == newest && !over(g));
            let mut readers: Vec<(Reader, Recipient, Option<watchpost_domain::Day>)> = Vec::new();
            for grant in named {
                if let Some(to) = still_reads(&roster, case, &grant.reader) {
                    readers.push((
                        grant.reader,
                        to.parse().map_err(|_| Error::Internal(170))?,
                        grant.expires,
                    ));
                }
            }
            if case.access == CaseAccess::Desk {
                let desk = Reader::Desk {
                    epoch: i64::from(roster.epoch),
                };
                let to = roster.desk_recipient.parse();
                readers.push((desk, to.map_err(|_| Error::Internal(171))?, None));
            }
            if compartment.read_by_reporter() {
                let to = reporter.parse().map_err(|_| Error::Internal(172))?;
                readers.push((Reader::Reporter, to, None));
            }
            for (reader, to, until) in readers {
                if mine(&reader) {
                    keys.add((compartment, epoch), key.clone());
                }
                made.push(self.seal_grant(
                    case.id,
                    (compartment, epoch),
                    &key,
                    (reader, &to),
                    until,
                ));
            }
            if case.access == CaseAccess::Named {
                let new = [(&(compartment, epoch), &key)];
                let none = BTreeSet::new();
                laid.extend(self.laid_by(of, &roster, &none, new.into_iter())?);
            }
            keys.recipients
                .insert(compartment, (key.recipient(), epoch));
        }
        rows::add_keys(tx, &self.keys.rows, case, epoch, made).await?;
        Ok(emergency::lay_by(tx, &self.keys.rows, case, laid).await?)
    }
}

/// Where a named reader's grants are sealed to, if the roster still names them and they did not step aside. All who read the
/// desk, and the reporter, are not named: they are looked up anew.
fn still_reads<'a>(roster: &'a Roster, case: &Case, reader: &Reader) -> Option<&'a str> {
    let Reader::Member(member) = reader else {
        return None;
    };
    let listed = roster.members.iter().find(|m| m.member == member.0)?;
    (!case.recused.contains(member)).then_some(listed.recipient.as_str())
}
