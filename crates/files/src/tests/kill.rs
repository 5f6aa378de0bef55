//! Memory that dies at planned points.

use std::time::{Duration, SystemTime};

use super::{key, pattern};
use crate::{Memory, Result, Store};

/// A second object takes the place of a first one, in the order that loses nothing.
async fn replace(store: &Store) -> Result<()> {
    let mut writer = store.writer(&key("new")).await?;
    writer.write(pattern(50)).await?;
    writer.finish().await?;
    store.delete(&key("old")).await
}

#[tokio::test]
async fn at_every_kill_point_one_of_two_objects_is_whole() {
    for point in 1.. {
        let memory = Memory::default();
        let store = Store::Memory(memory.clone());
        store.put_bytes(&key("old"), pattern(50)).await.unwrap();
        memory.fail_at(point);
        let result = replace(&store).await;
        assert_eq!(result.is_err(), memory.is_dead());
        if !memory.is_dead() {
            assert_eq!(point, 5, "two durable steps have four kill points");
            return;
        }
        assert!(
            store.exists(&key("old")).await.is_err(),
            "the dead answer nothing"
        );
        assert_eq!(
            memory.partials(),
            usize::from(point == 1),
            "the dead tidy nothing"
        );
        memory.revive();
        let (old, new) = (
            store.exists(&key("old")).await.unwrap(),
            store.exists(&key("new")).await.unwrap(),
        );
        assert_eq!(
            (old, new),
            [(true, false), (true, true), (true, true), (false, true)][point as usize - 1]
        );
        if new {
            assert_eq!(store.size(&key("new")).await.unwrap(), Some(50));
        }
        replace(&store).await.unwrap();
        store
            .sweep_partials(Duration::ZERO, SystemTime::UNIX_EPOCH)
            .await
            .unwrap();
        assert_eq!(memory.partials(), 0);
    }
}

#[tokio::test]
async fn the_sweeper_leaves_living_uploads_alone() {
    let memory = Memory::default();
    let store = Store::Memory(memory.clone());
    let mut abandoned = store.writer(&key("a")).await.unwrap();
    abandoned.write(pattern(9)).await.unwrap();
    memory.revive();
    let living = store.writer(&key("b")).await.unwrap();
    assert_eq!(
        store
            .sweep_partials(Duration::ZERO, SystemTime::UNIX_EPOCH)
            .await
            .unwrap(),
        1
    );
    assert!(abandoned.finish().await.is_err());
    living.finish().await.unwrap();
    assert!(store.exists(&key("b")).await.unwrap());
}

#[tokio::test]
async fn aborts_and_drops_leave_no_partial() {
    let memory = Memory::default();
    let store = Store::Memory(memory.clone());
    store.writer(&key("a")).await.unwrap().abort().await;
    let writer = store.writer(&key("a")).await.unwrap();
    assert_eq!(memory.partials(), 1);
    drop(writer);
    assert_eq!(memory.partials(), 0);
}
