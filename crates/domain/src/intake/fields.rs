//! What a form or a JSON document sent, as flat fields: `when.year`, `where.country`, `kind` (several times).

/// Names and values, in the order in which they came.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fields(pub Vec<(String, String)>);

impl Fields {
    /// The first value under a name, if it is not blank.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(n, _)| n == name)
            .map(|(_, v)| v.as_str())
            .filter(|v| !v.trim().is_empty())
    }

    /// All values under a name that are not blank.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0
            .iter()
            .filter(move |(n, v)| n == name && !v.trim().is_empty())
            .map(|(_, v)| v.as_str())
    }

    /// Whether anything was typed or chosen as an answer to this question; a button that skips it is no answer.
    pub fn speaks_of(&self, key: &str) -> bool {
        self.0.iter().any(|(name, value)| {
            let part = name.strip_prefix(key);
            let own = part.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
            own && part != Some(".skip") && !value.trim().is_empty()
        })
    }

    /// The keys of questions that are spoken of: names up to their first dot.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.0
            .iter()
            .map(|(n, _)| n.split_once('.').map_or(n.as_str(), |(key, _)| key))
    }
}
