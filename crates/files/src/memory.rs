//! Objects in memory, for tests, with points at which the process "dies".

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::{Bytes, BytesMut};

use crate::{Error, Key, Result};

/// Objects in memory. Clones share them.
///
/// Every durable step (an object appears, an object goes) has two kill points: one before and one after it.
/// A test runs its act with `fail_at(1)`, `fail_at(2)`, … until [`Memory::is_dead`] says that no point was
/// left to die at, and after each looks at what a restarted process finds.
#[derive(Clone, Default)]
pub struct Memory(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    objects: BTreeMap<Key, Bytes>,
    partials: BTreeMap<u64, Partial>,
    next_partial: u64,
    life: u64,
    passed: u64,
    fail_at: Option<u64>,
    dead: bool,
}

struct Partial {
    life: u64,
    bytes: BytesMut,
}

impl State {
    fn alive(&self) -> Result<()> {
        if self.dead { Err(killed()) } else { Ok(()) }
    }

    /// One kill point.
    fn point(&mut self) -> Result<()> {
        self.alive()?;
        self.passed += 1;
        self.dead = self.fail_at == Some(self.passed);
        self.alive()
    }

    /// One durable step between its two kill points.
    fn step(&mut self, act: impl FnOnce(&mut State)) -> Result<()> {
        self.point()?;
        act(self);
        self.point()
    }
}

fn killed() -> Error {
    Error::unavailable("killed at a planned point")
}

impl Memory {
    /// Dies at the `point`-th kill point from now, counted from 1: odd ones are before a durable step, even
    /// ones right after it. Everything fails from then on until [`Memory::revive`].
    pub fn fail_at(&self, point: u64) {
        let mut state = self.state();
        state.passed = 0;
        state.fail_at = Some(point);
    }

    /// Whether a kill point was hit.
    pub fn is_dead(&self) -> bool {
        self.state().dead
    }

    /// The process starts again: objects are still there, unfinished uploads are nobody's.
    pub fn revive(&self) {
        let mut state = self.state();
        state.life += 1;
        state.dead = false;
        state.fail_at = None;
    }

    /// How many unfinished uploads there are.
    pub fn partials(&self) -> usize {
        self.state().partials.len()
    }

    pub(crate) fn begin(&self) -> Result<MemoryWriter> {
        let mut state = self.state();
        state.alive()?;
        let (id, life) = (state.next_partial, state.life);
        state.next_partial += 1;
        state.partials.insert(
            id,
            Partial {
                life,
                bytes: BytesMut::new(),
            },
        );
        drop(state);
        Ok(MemoryWriter {
            memory: self.clone(),
            id,
        })
    }

    pub(crate) fn put_bytes(&self, key: &Key, bytes: Bytes) -> Result<()> {
        self.state()
            .step(|state| drop(state.objects.insert(key.clone(), bytes)))
    }

    pub(crate) fn get(&self, key: &Key) -> Result<Option<Bytes>> {
        let state = self.state();
        state.alive()?;
        Ok(state.objects.get(key).cloned())
    }

    pub(crate) fn list(&self, prefix: &str, after: Option<&Key>, limit: usize) -> Result<Vec<Key>> {
        let state = self.state();
        state.alive()?;
        let keys = state.objects.keys();
        let wanted =
            |key: &&Key| key.as_str().starts_with(prefix) && after.is_none_or(|after| *key > after);
        Ok(keys.filter(wanted).take(limit).cloned().collect())
    }

    pub(crate) fn delete(&self, key: &Key) -> Result<()> {
        self.state().step(|state| drop(state.objects.remove(key)))
    }

    pub(crate) fn sweep(&self) -> Result<u64> {
        let mut state = self.state();
        state.alive()?;
        let (before, life) = (state.partials.len(), state.life);
        state.partials.retain(|_, partial| partial.life == life);
        Ok((before - state.partials.len()) as u64)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An unfinished upload into memory.
pub(crate) struct MemoryWriter {
    memory: Memory,
    id: u64,
}

impl MemoryWriter {
    pub(crate) fn write(&self, bytes: &[u8]) -> Result<()> {
        let mut state = self.memory.state();
        state.alive()?;
        let partial = state
            .partials
            .get_mut(&self.id)
            .ok_or(Error::WriterClosed)?;
        partial.bytes.extend_from_slice(bytes);
        Ok(())
    }

    pub(crate) fn finish(self, key: &Key) -> Result<()> {
        let id = self.id;
        if !self.memory.state().partials.contains_key(&id) {
            return Err(Error::WriterClosed);
        }
        self.memory.state().step(|state| {
            if let Some(partial) = state.partials.remove(&id) {
                state.objects.insert(key.clone(), partial.bytes.freeze());
            }
        })
    }
}

impl Drop for MemoryWriter {
    /// A dead process tidies nothing.
    fn drop(&mut self) {
        let mut state = self.memory.state();
        let ours = state
            .partials
            .get(&self.id)
            .is_some_and(|partial| partial.life == state.life);
        if ours && !state.dead {
            state.partials.remove(&self.id);
        }
    }
}
