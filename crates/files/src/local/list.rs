//! Keys in order, a page at a time.

use std::fs;
use std::path::Path;

use crate::{Error, Key, Result};

/// Up to `limit` keys that begin with `prefix` and come after `after`, in the order of their bytes.
pub(super) fn list(
    root: &Path,
    prefix: &str,
    after: Option<&Key>,
    limit: usize,
) -> Result<Vec<Key>> {
    let after = after.map_or("", Key::as_str);
    let mut walk = Walk {
        root,
        prefix,
        after,
        limit,
        keys: Vec::new(),
    };
    walk.folder("")?;
    Ok(walk.keys)
}

struct Walk<'a> {
    root: &'a Path,
    prefix: &'a str,
    after: &'a str,
    limit: usize,
    keys: Vec<Key>,
}

impl Walk<'_> {
    /// `base` is empty or ends at a slash.
    fn folder(&mut self, base: &str) -> Result<()> {
        for name in self.entries(base)? {
            if self.keys.len() >= self.limit {
                return Ok(());
            }
            if name.ends_with('/') {
                self.folder(&name)?;
            } else if let Ok(key) = Key::parse(&name) {
                self.keys.push(key);
            }
        }
        Ok(())
    }

    /// What of a folder can matter, folders with a slash at the end so that they sort as their keys do.
    fn entries(&self, base: &str) -> Result<Vec<String>> {
        let mut names = Vec::new();
        let entries = match fs::read_dir(self.root.join(base)) {
            Ok(entries) => entries,
            // Removed while we walked.
            Err(err) if super::is_missing(&err) => return Ok(names),
            Err(err) => return Err(Error::from_io(err)),
        };
        for entry in entries {
            let entry = entry.map_err(Error::from_io)?;
            let Some(name) = entry
                .file_name()
                .to_str()
                .map(|name| format!("{base}{name}"))
            else {
                continue;
            };
            let Ok(kind) = entry.file_type() else {
                continue;
            };
            if Key::parse(&name).is_err() {
                continue;
            }
            if kind.is_dir() && self.folder_matters(&format!("{name}/")) {
                names.push(format!("{name}/"));
            } else if kind.is_file() && name.starts_with(self.prefix) && name.as_str() > self.after
            {
                names.push(name);
            }
        }
        names.sort_unstable();
        Ok(names)
    }

    fn folder_matters(&self, folder: &str) -> bool {
        let in_prefix = folder.starts_with(self.prefix) || self.prefix.starts_with(folder);
        in_prefix && (folder > self.after || self.after.starts_with(folder))
    }
}
