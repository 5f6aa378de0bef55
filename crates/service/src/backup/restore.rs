//! Restoring: the whole file is proven first, then all rows come in one transaction, and the public log signs nothing until
//! somebody has looked.

use std::{io::Read, path::Path};

use bytes::Bytes;
use futures_util::stream;
use tokio::{runtime::Handle, task::block_in_place};
use watchpost_files::{Key, Store};
use watchpost_store::{Db, copy, log, settings};

use super::{
    BackupError, Contents, check,
    read::{Progress, each, lines},
};
use crate::Keys;

/// Sessions end with the machine that they were begun on.
const LEFT_OUT: &str = "session";
const CHUNK: usize = 1 << 20;

/// Puts a backup into an empty database and an empty store.
///
/// # Errors
/// The backup is not whole, not this installation's, or from a newer version; the database is not empty. Then no row is
/// written.
pub async fn restore(
    path: &Path,
    keys: &Keys,
    db: &Db,
    files: &Store,
    at: Progress<'_>,
) -> Result<Contents, BackupError> {
    // Read twice: once to be proven, once to be taken in.
    let contents = check(path, keys, &mut |done, total| at(done / 2, total))?;
    let mut tx = db.begin().await?;
    if !settings::is_unused(&mut tx).await? {
        return Err(BackupError::NotEmpty);
    }
    if contents.manifest.schema != copy::schema(&mut tx).await? {
        return Err(BackupError::TooNew);
    }
    // What was written by looking at the empty database gives way to what the backup says.
    settings::forget(&mut tx).await?;
    copy::refer_at_the_end(&mut tx).await?;
    let here = Handle::current();
    block_in_place(|| {
        let mut taken = |done, total: u64| at(total / 2 + done / 2, total);
        each(path, keys, &mut taken, |name, bytes| {
            if let Some(table) = name.strip_prefix("rows/") {
                let table = table.split('/').next().unwrap_or_default();
                if table == LEFT_OUT {
                    return Ok(());
                }
                let text = lines(bytes)?;
                here.block_on(async {
                    for line in text.lines() {
                        copy::load(&mut tx, table, line).await?;
                    }
                    Ok::<(), BackupError>(())
                })
            } else if let Some(key) = name.strip_prefix("objects/") {
                let key = Key::parse(key)?;
                here.block_on(put(files, &key, bytes))
            } else {
                Err(BackupError::Damaged(format!("{name} is unknown")))
            }
        })
    })?;
    log::hold(&mut tx).await?;
    tx.commit().await?;
    Ok(contents)
}

async fn put(files: &Store, key: &Key, bytes: &mut dyn Read) -> Result<(), BackupError> {
    // The archive is read as the store asks for more: an object is never whole in memory.
    let chunks = stream::unfold(bytes, |bytes| async move {
        let mut chunk = vec![0; CHUNK];
        let mut filled = 0;
        while filled < CHUNK {
            match bytes.read(&mut chunk[filled..]) {
                Ok(0) => break,
                Ok(read) => filled += read,
                Err(error) => return Some((Err(error), bytes)),
            }
        }
        chunk.truncate(filled);
        (filled > 0).then(|| (Ok(Bytes::from(chunk)), bytes))
    });
    let mut writer = files.writer(key).await?;
    let mut chunks = Box::pin(chunks);
    while let Some(chunk) = futures_util::StreamExt::next(&mut chunks).await {
        match chunk {
            Ok(chunk) => writer.write(chunk).await?,
            Err(error) => {
                writer.abort().await;
                return Err(error.into());
            }
        }
    }
    writer.finish().await?;
    Ok(())
}
