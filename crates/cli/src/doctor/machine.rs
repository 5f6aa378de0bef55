//! The machine: what could write its memory down, its clock, its disk.

use std::{fs, path::Path, time::UNIX_EPOCH};

use jiff::{SignedDuration, Timestamp};
use rustix::process::{DumpableBehavior, Resource, dumpable_behavior, getrlimit};
use watchpost_service::Platform;

use super::Findings;
use crate::logging;

/// Less free space than this and files are refused.
const FREE: u64 = 2 << 30;
/// Clocks of two machines that agree are not further apart.
const APART: SignedDuration = SignedDuration::from_mins(5);

/// Whether keys in memory could come to lie on a disk.
pub fn memory(found: &mut Findings) {
    let no_core = getrlimit(Resource::Core).maximum == Some(0);
    let hidden = dumpable_behavior().is_ok_and(|so| so == DumpableBehavior::NotDumpable);
    if no_core && hidden {
        found
            .good("the program leaves no core file, and no other program may look into its memory");
    } else {
        found.bad(
            "the system does not let the program hide its memory",
            "A core file would hold keys: put LimitCORE=0 into the unit, and let the service use prctl.",
        );
    }
    // The first line is a heading.
    let swaps = fs::read_to_string("/proc/swaps").map_or(1, |text| text.lines().count());
    match (logging::memory_is_locked(), swaps) {
        (true, _) => found.good("memory is locked: nothing of it goes to swap"),
        (false, 0 | 1) => found.good("there is no swap that memory could be written to"),
        (false, _) => found.look(
            "memory can be written to swap, and keys with it",
            "Put LimitMEMLOCK=infinity into the unit, and the program locks its memory; or MemorySwapMax=0; or encrypt the swap.",
        ),
    }
}

/// Room for texts and the database; where files lie elsewhere, for these alone.
pub fn space(data: &Path, found: &mut Findings) {
    let Ok(about) = rustix::fs::statvfs(data) else {
        return;
    };
    let free = about.f_bavail * about.f_frsize;
    if free < FREE {
        found.bad(
            &format!("only {} MiB are free under {}", free >> 20, data.display()),
            "Make room: files are refused below 1 GiB, texts soon after.",
        );
    } else {
        let free = free >> 30;
        found.good(&format!("{free} GiB are free under {}", data.display()));
    }
}

/// The newest moment that anything under a folder was written at, as the file system says.
fn newest_file(data: &Path) -> Option<Timestamp> {
    let folders = [data.to_owned(), data.join("keys"), data.join("objects/log")];
    let entries = folders
        .iter()
        .filter_map(|folder| fs::read_dir(folder).ok());
    let times = entries.flatten().filter_map(|entry| {
        let written = entry.ok()?.metadata().ok()?.modified().ok()?;
        let since = written.duration_since(UNIX_EPOCH).ok()?;
        Timestamp::from_second(i64::try_from(since.as_secs()).ok()?).ok()
    });
    times.max()
}

/// Compares the clock with what was written before, and with the clock of the database where that is another's.
pub async fn clock(platform: &Platform, data: &Path, found: &mut Findings) {
    let times = [
        (
            "the newest line of the audit",
            platform.newest_line().await.ok().flatten(),
        ),
        (
            "the newest file under the data directory",
            newest_file(data),
        ),
    ];
    let now = platform.now();
    let advice = "Deadlines and sign-in codes go by the clock: set it, and keep it set with NTP.";
    let ahead = |at: &Timestamp| at.duration_since(now) > APART;
    let later = times.iter().find(|(_, at)| at.as_ref().is_some_and(ahead));
    let database = platform.database_clock().await.ok().flatten();
    let apart = database.filter(|theirs| theirs.duration_since(now).abs() > APART);
    match (later, apart) {
        (Some((what, Some(at))), _) => found.bad(
            &format!("the clock is wrong: it says {now:.0}, and {what} is of {at:.0}"),
            advice,
        ),
        (_, Some(theirs)) => found.bad(
            &format!("the clock says {now:.0}, and that of the database {theirs:.0}"),
            advice,
        ),
        _ => found.good(&format!(
            "the clock says {now:.0}, later than all that was written"
        )),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::time::Duration;

    #[test]
    fn the_newest_file_is_found_below_too() {
        let data = tempfile::tempdir().unwrap();
        assert_eq!(newest_file(data.path()), None);
        fs::create_dir_all(data.path().join("objects/log")).unwrap();
        let path = data.path().join("objects/log/checkpoint");
        let file = fs::File::create(path).unwrap();
        let then = UNIX_EPOCH + Duration::from_secs(4_000_000_000);
        file.set_modified(then).unwrap();
        let found = newest_file(data.path()).unwrap();
        assert_eq!(found.as_second(), 4_000_000_000);
    }
}
