//! Numbers for the public. A case whose reporter allows it gives one coarse record; numbers are made of records alone, once for each period
//! that is over, and stay as they are.
//!
//! The record is sealed under the key of columns, so that the server can count without anybody's key, and whoever has the database alone
//! reads none of it. It lies under a number that is made of the case's under a key of the server: nobody else finds one from the other.

mod of_desk;

use std::{
    collections::BTreeMap,
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicI64, Ordering},
    },
};

use uuid::{Builder, Uuid};
use watchpost_domain::{
    CaseId, Day, Granted, PolicyData,
    cases::{Case, content::ActedBy, content::AnswersPart},
    policy::Action,
    sealed::PartKind,
    statistics::{
        Done, Fault, Figures, Means, Publication, Quarter, Record, may_be_counted, publish,
    },
};
use watchpost_store::{
    Recorded, Tx, cases as rows, copy, desks, settings,
    statistics::{self as counted, Counting},
};

use crate::{
    CaseSeen, Error, Platform,
    policy_data::{NotUsed, pages},
    reading::CaseKeys,
};

/// All records are of this length, filled up with spaces: how many kinds, ways and promises there are is not to be seen.
const LENGTH: usize = 2048;
const TABLE: &str = "statistics_record";
const COLUMN: &str = "sealed";

/// What was told last, with its number.
type Last = RwLock<Option<(i64, Arc<Publication>)>>;

/// What is kept of the numbers.
#[derive(Default)]
pub(crate) struct Told {
    last: Last,
    /// The day on which it was last looked whether there is something to tell.
    looked: AtomicI64,
}

/// Reads figures, which have words in the languages of the pages.
///
/// # Errors
/// Every fault, with its line.
pub fn read(text: &str) -> Result<Figures, Vec<Fault>> {
    Figures::read(text, &pages())
}

/// The numbers for a spreadsheet, with the names of figures in a language.
///
/// # Errors
/// A row cannot be written, which does not happen in memory.
pub fn csv(publication: &Publication, language: &str) -> Result<Vec<u8>, Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in publication.to_csv(language) {
        let written = writer.write_record(row);
        written.map_err(|_| Error::Internal(221))?;
    }
    writer.into_inner().map_err(|_| Error::Internal(222))
}

/// The numbers for programs.
///
/// # Errors
/// They cannot be written, which does not happen in memory.
pub fn json(publication: &Publication) -> Result<Vec<u8>, Error> {
    let written = serde_json::to_vec_pretty(publication);
    written.map_err(|_| Error::Internal(223))
}

impl Platform {
    /// The number under which what is counted of a case lies.
    pub(crate) fn counted_as(&self, case: CaseId) -> Uuid {
        let made = self.keys.cookies.lookup(&format!("statistics\n{case}"));
        let mut id = [0; 16];
        id.copy_from_slice(&made[..16]);
        Builder::from_random_bytes(id).into_uuid()
    }

    fn seal_counted(&self, id: Uuid, record: &Record) -> Result<Counting, Error> {
        let mut plain = serde_json::to_vec(record).map_err(|_| Error::Internal(224))?;
        plain.resize(plain.len().next_multiple_of(LENGTH), b' ');
        let sealed = self.keys.columns.seal(TABLE, id.as_bytes(), COLUMN, &plain);
        Ok(Counting::As { id, sealed })
    }

    fn open_counted(&self, id: Uuid, sealed: &[u8]) -> Result<Record, Error> {
        let opened = self.keys.columns.open(TABLE, id.as_bytes(), COLUMN, sealed);
        serde_json::from_slice(&opened?).map_err(|_| Error::Internal(225))
    }

    /// What a report gives that comes with these answers.
    pub(crate) fn counted_first(
        &self,
        case: CaseId,
        answers: &AnswersPart,
    ) -> Result<Counting, Error> {
        self.seal_counted(self.counted_as(case), &Record::begun(answers))
    }

    /// Adds what an act changes in what is counted of its case. Whoever acts opens the case with these keys only where the record does not
    /// say enough: where it is made, and for the day of receipt, when the first answer is given.
    pub(crate) async fn count<A: Action<On = Case>>(
        &self,
        tx: &mut Tx,
        (case, keys): (&Granted<A>, &CaseKeys),
        by: ActedBy,
        recorded: &mut Recorded,
    ) -> Result<(), Error> {
        let means = recorded.fact.act.means();
        if means == Means::AsBefore {
            return Ok(());
        }
        let id = self.counted_as(case.id);
        if means == Means::NoMore {
            recorded.counting = Counting::NoMore { id };
            return Ok(());
        }
        let before = match counted::get(tx, &self.keys.rows, id).await {
            Ok(before) => before,
            // Somebody's hand changed it. `verify` names it and no number is made of it; the work on the case goes on.
            Err(watchpost_store::Error::Altered(_)) => return Ok(()),
            Err(other) => return Err(other.into()),
        };
        let before = before.map(|sealed| self.open_counted(id, &sealed));
        let before = before.transpose()?;
        // A case that was found to be another is one of its own again when it goes on.
        let comes_back = means == Means::Counted || case.merged_into.is_some();
        let done = Done {
            act: &recorded.fact.act,
            day: recorded.day,
            by_desk: matches!(by, ActedBy::Member(_)),
        };
        let now = match &before {
            Some(before) => Some(self.counted_after(tx, (case, keys), before, &done).await?),
            None if comes_back && !case.withdrawn => {
                self.counted_anew(tx, (case, keys), &done).await?
            }
            None => None,
        };
        if now != before
            && let Some(now) = now
        {
            recorded.counting = self.seal_counted(id, &now)?;
        }
        Ok(())
    }

    async fn counted_after<A: Action<On = Case>>(
        &self,
        tx: &mut Tx,
        (case, keys): (&Granted<A>, &CaseKeys),
        before: &Record,
        done: &Done<'_>,
    ) -> Result<Record, Error> {
        let procedure = self.procedure(tx, case.procedure).await?;
        let received = match before.asks_for_day(done) {
            true => {
                let seen = self.seen_of(tx, (case, keys), &[PartKind::Answers]).await?;
                seen.answers.map(|answers| Day::of(answers.received))
            }
            false => None,
        };
        let mut record = before.clone();
        if record.paragraphs_unseen && done.by_desk {
            let seen = self.seen_of(tx, (case, keys), &[PartKind::History]).await?;
            record = record.touching(&seen.history);
        }
        let record = record.after(&procedure, done, received);
        Ok(record.beside(&procedure, &done.act.sides_after(&case.sides)))
    }

    /// The record of a case that has none; nothing where it is not allowed, or cannot be opened.
    async fn counted_anew<A: Action<On = Case>>(
        &self,
        tx: &mut Tx,
        (case, keys): (&Granted<A>, &CaseKeys),
        done: &Done<'_>,
    ) -> Result<Option<Record>, Error> {
        let needed = [PartKind::Answers, PartKind::Consent, PartKind::History];
        let seen = self.seen_of(tx, (case, keys), &needed).await?;
        let allowed = match done.act.means() {
            Means::Counted => true,
            _ => may_be_counted(&seen.consent),
        };
        let Some(answers) = seen.answers.filter(|_| allowed) else {
            return Ok(None);
        };
        let procedure = self.procedure(tx, case.procedure).await?;
        let sides = done.act.sides_after(&case.sides);
        let mut record = Record::of_case(&answers, &seen.history, &procedure, &sides);
        // What the team found out is sealed to it.
        record.paragraphs_unseen = !done.by_desk;
        let received = Day::of(answers.received);
        Ok(Some(record.after(&procedure, done, Some(received))))
    }

    async fn seen_of<A: Action<On = Case>>(
        &self,
        tx: &mut Tx,
        (case, keys): (&Granted<A>, &CaseKeys),
        kinds: &[PartKind],
    ) -> Result<CaseSeen, Error> {
        let mut parts = rows::parts(tx, &self.keys.rows, case).await?;
        parts.retain(|part| kinds.contains(&part.kind));
        self.open_case(keys, &parts)
    }

    /// All numbers that were told; before any were, none, with what would be counted.
    ///
    /// # Errors
    /// `Unavailable` when what was told is not as it was written.
    pub async fn statistics(&self) -> Result<Arc<Publication>, Error> {
        let mut tx = self.db.read().await?;
        let last = self.told_last(&mut tx).await?;
        match last {
            Some((_, publication)) => Ok(publication),
            None => {
                let (figures, over) = (self.figures(&mut tx).await?, self.quarter_over());
                Ok(Arc::new(Publication::untold(&figures, over)))
            }
        }
    }

    /// The figures in use.
    async fn figures(&self, tx: &mut Tx) -> Result<Arc<Figures>, Error> {
        let number = self.latest(tx, &PolicyData::Figures).await?;
        let read = |text: &str| Figures::read(text, &[]).ok();
        let of = (&PolicyData::Figures, number);
        self.version(tx, &self.policy.figures, of, read).await
    }

    /// Puts figures to use: the next period that is told is counted by them. What was told stays as it is.
    ///
    /// # Errors
    /// They are not whole, would tell otherwise what was told, or are in use already; then nothing changes.
    pub async fn use_figures(&self, text: &str) -> Result<i64, NotUsed<Fault>> {
        let mut tx = self.db.read().await?;
        let last = self.told_last(&mut tx).await?;
        let mut told = last.map_or(vec![], |(_, told)| told.definitions.clone());
        for desk in desks::all_desks(&mut tx).await? {
            let last = self.told_desk(&mut tx, desk).await?;
            told.extend(last.map_or(vec![], |(_, told)| told.definitions));
        }
        drop(tx);
        Figures::read_after(text, &pages(), &told).map_err(NotUsed::NotWhole)?;
        self.put_to_use(PolicyData::Figures, text).await
    }

    async fn told_last(&self, tx: &mut Tx) -> Result<Option<(i64, Arc<Publication>)>, Error> {
        let Some(number) = counted::latest(tx).await? else {
            return Ok(None);
        };
        let kept = self.told.last.read();
        let kept = kept.unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(kept) = kept.filter(|(known, _)| *known == number) {
            return Ok(Some(kept));
        }
        let text = counted::told(tx, &self.keys.rows, number).await?;
        let publication = serde_json::from_str(&text).map_err(|_| Error::Internal(226))?;
        let last = (number, Arc::new(publication));
        let mut kept = self
            .told
            .last
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        *kept = Some(last.clone());
        Ok(Some(last))
    }

    /// The last quarter that is over.
    pub(crate) fn quarter_over(&self) -> Quarter {
        Quarter::of(self.today()).plus(-1)
    }

    /// Tells the numbers of every period that is over and settled and was not told yet, made of what may be counted now. What was told stays
    /// as it is. Gives the number of what is told now, where that is new.
    ///
    /// Nothing is told where nobody has founded anything yet, and by a restored copy before it was said to be the one that goes on: it
    /// would tell otherwise what the other told.
    ///
    /// # Errors
    /// `Unavailable` when the database cannot be used, or a record or what was told is not as it was written; nothing is told then.
    pub async fn publish_statistics(&self) -> Result<Option<i64>, Error> {
        let over = self.quarter_over();
        let mut tx = copy::one_moment(&self.db).await?;
        let figures = self.figures(&mut tx).await?;
        let last = self.told_last(&mut tx).await?;
        let before = last.as_ref().map(|(_, publication)| &**publication);
        let told = before.map_or(0, |before| before.releases.len());
        // Which periods are due hangs on no record.
        let due = publish(&[], &figures, over, before).releases.len() > told;
        if !due || settings::is_unused(&mut tx).await? {
            return Ok(None);
        }
        let records = self.records(&mut tx).await?.into_values();
        let records: Vec<Record> = records.collect();
        drop(tx);
        if self.log_is_held().await? {
            return Ok(None);
        }
        let publication = publish(&records, &figures, over, before);
        let text = serde_json::to_string(&publication).map_err(|_| Error::Internal(227))?;
        let number = last.as_ref().map_or(0, |(number, _)| *number) + 1;
        let mut tx = self.db.begin().await?;
        match counted::tell(&mut tx, &self.keys.rows, number, text).await {
            Ok(()) => tx.commit().await?,
            // Another node was faster: what it told is what is told.
            Err(watchpost_store::Error::Conflict) => return Ok(None),
            Err(other) => return Err(other.into()),
        }
        Ok(Some(number))
    }

    /// All that is counted, by the number under which it lies.
    async fn records(&self, tx: &mut Tx) -> Result<BTreeMap<Uuid, Record>, Error> {
        let (mut records, mut after) = (BTreeMap::new(), Uuid::nil());
        loop {
            let some = counted::some(tx, &self.keys.rows, after).await?;
            let Some((last, _)) = some.last() else {
                return Ok(records);
            };
            after = *last;
            for (id, sealed) in &some {
                records.insert(*id, self.open_counted(*id, sealed)?);
            }
        }
    }

    /// The same, looked at once a day. Not in the first days after nobody swept: a clock that jumps would tell years that are not over, and
    /// what was told cannot be taken back.
    ///
    /// # Errors
    /// As for telling; it is tried again with the next round.
    pub async fn sweep_statistics(&self) -> Result<Option<i64>, Error> {
        let today = self.today();
        if self.told.looked.load(Ordering::Relaxed) == today.0 || !self.time_acts(today).await? {
            return Ok(None);
        }
        let told = self.publish_statistics().await?;
        self.publish_for_desks().await?;
        self.told.looked.store(today.0, Ordering::Relaxed);
        Ok(told)
    }
}
