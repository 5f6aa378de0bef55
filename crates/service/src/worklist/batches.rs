//! Sealing what comes to a work list: many records of a desk share one wrapped key.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use watchpost_domain::sealed::Audience;
use watchpost_vault::{Batch, Header, Recipient, seal};

/// So many records share one wrapped key, and for so many seconds: whoever takes the running machine opens no more with it.
const BATCH: usize = 256;
const BATCH_LIFE: i64 = 3600;

/// The keys that the next records are sealed under, by work list.
#[derive(Default)]
pub(crate) struct Batches(Mutex<HashMap<Audience, (i64, Batch)>>);

impl Batches {
    /// Seals a record. Those of a desk share a wrapped key for a while; those of one member, which are few, do not.
    pub(crate) fn seal(
        &self,
        audience: Audience,
        to: &Recipient,
        header: &Header,
        plain: &[u8],
        now: i64,
    ) -> Vec<u8> {
        let Audience::Desk(_) = audience else {
            return seal(to, header, plain);
        };
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let holds = |(since, batch): &(i64, Batch)| {
            let young = (0..BATCH_LIFE).contains(&(now - since));
            young && batch.sealed() < BATCH && batch.is_for(to)
        };
        if !all.get(&audience).is_some_and(holds) {
            all.insert(audience, (now, Batch::new(to)));
        }
        match all.get_mut(&audience) {
            Some((_, batch)) => batch.seal(header, plain),
            None => seal(to, header, plain),
        }
    }

    /// Forgets keys that seal no more.
    pub(super) fn sweep(&self, now: i64) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|_, (since, _)| (0..BATCH_LIFE).contains(&(now - *since)));
    }
}
