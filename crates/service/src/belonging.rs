//! Whether keys and database belong together. With the keys of another installation no receipt would be found, no authenticator
//! could be read, and the log would get entries under another key: so the database keeps a mark of each key, and nothing
//! starts with others.

use watchpost_domain::InstallationId;
use watchpost_store::{Tx, settings};

use crate::{Error, Keys};

/// What the database says of a key.
enum Mark {
    /// It is the first of its ring.
    First,
    /// It is in the ring, behind a newer one.
    Older,
    Unknown,
    Another,
}

async fn mark(tx: &mut Tx, name: &str, ring: &[[u8; 32]]) -> Result<Mark, Error> {
    let known = settings::get(tx, name).await?;
    Ok(match known {
        None => Mark::Unknown,
        Some(known) => match ring.iter().position(|mark| mark[..] == known[..]) {
            Some(0) => Mark::First,
            Some(_) => Mark::Older,
            None => Mark::Another,
        },
    })
}

fn others(name: &str) -> Error {
    Error::OtherKeys(name.trim_start_matches("key-").to_owned())
}

/// Marks an unused database as that of these keys, and follows a ring that was turned.
///
/// # Errors
/// `OtherKeys` when it is that of others.
pub(crate) async fn claim(
    tx: &mut Tx,
    keys: &Keys,
    installation: InstallationId,
) -> Result<(), Error> {
    let unused = settings::is_unused(tx).await?;
    for (name, ring) in keys.marks(installation) {
        match mark(tx, &name, &ring).await? {
            Mark::First => {}
            Mark::Another if !unused => return Err(others(&name)),
            _ => settings::put(tx, &name, &ring[0]).await?,
        }
    }
    Ok(())
}

/// Whether it is still so: a database can be exchanged under a running server.
///
/// # Errors
/// `OtherKeys` when it is not.
pub(crate) async fn check(
    tx: &mut Tx,
    keys: &Keys,
    installation: InstallationId,
) -> Result<(), Error> {
    for (name, ring) in keys.marks(installation) {
        if matches!(mark(tx, &name, &ring).await?, Mark::Unknown | Mark::Another) {
            return Err(others(&name));
        }
    }
    Ok(())
}
