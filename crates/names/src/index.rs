//! What is kept of the registered names, and the search.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    MAX_MATCHES, MAX_WORDS, Reason,
    candidates::{self, Said},
    compare, keys, split,
    vocabulary::{Kind, Trade, kinds, trade_word},
    word::Word,
};

/// A company, by whatever number the caller knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CompanyKey(pub u32);

/// A company that may be meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    pub company: CompanyKey,
    /// From 0 to 100; see [`SURE`](crate::SURE) and [`DOUBTFUL`](crate::DOUBTFUL).
    pub score: u8,
    /// The name or alias that came nearest, as it was registered.
    pub name: String,
    /// What differs.
    pub reason: Reason,
}

pub type WordId = u32;
pub type NameId = u32;

/// A word that occurs in registered names, kept once.
#[derive(Debug)]
pub struct Entry {
    pub word: Word,
    pub trade: Option<Trade>,
    /// The names that have it, those too that were removed since.
    pub names: Vec<NameId>,
    /// How many of them were not removed.
    pub live: u32,
}

/// A registered name.
#[derive(Debug)]
pub struct Name {
    pub company: CompanyKey,
    text: Box<str>,
    pub words: Box<[(WordId, Kind)]>,
    pub is_removed: bool,
}

/// The registered companies with all their names.
#[derive(Debug, Default)]
pub struct Index {
    words: Vec<Entry>,
    /// How many threes each word has. By itself, since it is looked up for thousands of words where nothing else of them is.
    threes: Vec<u8>,
    by_native: FxHashMap<Box<str>, WordId>,
    by_key: FxHashMap<u64, Vec<WordId>>,
    names: Vec<Name>,
    by_initials: FxHashMap<u64, Vec<NameId>>,
    companies: FxHashMap<CompanyKey, Vec<NameId>>,
    removed: usize,
}

impl Index {
    /// An index of companies, each with its names: the registered one and its aliases, in any order and script.
    pub fn build<N, S>(companies: impl IntoIterator<Item = (CompanyKey, N)>) -> Self
    where
        N: IntoIterator<Item = S>,
        S: AsRef<str>,
    {
        let mut index = Index::default();
        for (company, names) in companies {
            index.insert(company, names);
        }
        index.shrink();
        index
    }

    /// Adds names to a company; those that it has already are not added again.
    pub fn insert<N, S>(&mut self, company: CompanyKey, names: N)
    where
        N: IntoIterator<Item = S>,
        S: AsRef<str>,
    {
        for name in names {
            let name = name.as_ref();
            let has = self.companies.get(&company);
            let is_new =
                has.is_none_or(|ids| { ids.iter() }.all(|id| &*self.name(*id).text != name));
            if is_new {
                self.add(company, name);
            }
        }
    }

    /// Takes a company out with all its names. Its place is used again when half of what is kept was taken out.
    pub fn remove(&mut self, company: CompanyKey) {
        for id in self.companies.remove(&company).unwrap_or_default() {
            let name = &mut self.names[id as usize];
            name.is_removed = true;
            self.removed += 1;
            let distinct: FxHashSet<WordId> = name.words.iter().map(|(id, _)| *id).collect();
            for word in distinct {
                self.words[word as usize].live -= 1;
            }
        }
        if self.removed > 1000 && 2 * self.removed > self.names.len() {
            let old = std::mem::take(self);
            let live = old.names.into_iter().filter(|name| !name.is_removed);
            *self = Index::build(live.map(|name| (name.company, [name.text])));
        }
    }

    /// The companies that may be meant by a name as somebody said it, the likeliest first, each once with the name of it that came nearest.
    /// Characters, words and matches beyond [their bounds](crate::MAX_CHARS) are left out.
    pub fn find(&self, said: &str, limit: usize) -> Vec<Match> {
        let limit = limit.min(MAX_MATCHES);
        let said = Said::read(self, said);
        if said.words.is_empty() || limit == 0 {
            return Vec::new();
        }
        let mut best: FxHashMap<CompanyKey, (u8, Reason, NameId)> = FxHashMap::default();
        for id in candidates::names(self, &said) {
            let Some((score, reason)) = compare::compare(self, &said, self.name(id)) else {
                continue;
            };
            let found = (score, reason, id);
            let before = { best.entry(self.name(id).company) }.or_insert(found);
            if (score, before.1, before.2) > (before.0, reason, id) {
                *before = found;
            }
        }
        let mut best: Vec<_> = best.into_iter().collect();
        best.sort_unstable_by_key(|(company, (score, reason, id))| {
            let length = self.name(*id).text.len();
            (u8::MAX - score, *reason, length, *company)
        });
        best.truncate(limit);
        let matches = best
            .into_iter()
            .map(|(company, (score, reason, id))| Match {
                company,
                score,
                name: self.name(id).text.to_string(),
                reason,
            });
        matches.collect()
    }

    /// How many names are kept.
    pub fn live_names(&self) -> usize {
        self.names.len() - self.removed
    }

    pub(crate) fn word(&self, id: WordId) -> &Entry {
        &self.words[id as usize]
    }

    pub(crate) fn threes(&self, id: WordId) -> u8 {
        self.threes[id as usize]
    }

    pub(crate) fn word_count(&self) -> usize {
        self.words.len()
    }

    pub(crate) fn name(&self, id: NameId) -> &Name {
        &self.names[id as usize]
    }

    pub(crate) fn name_count(&self) -> usize {
        self.names.len()
    }

    pub(crate) fn word_id(&self, native: &str) -> Option<WordId> {
        self.by_native.get(native).copied()
    }

    pub(crate) fn words_with(&self, key: u64) -> &[WordId] {
        self.by_key.get(&key).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn names_with_initials(&self, letters: &str) -> &[NameId] {
        let found = self.by_initials.get(&keys::initials(letters));
        found.map_or(&[], Vec::as_slice)
    }

    fn add(&mut self, company: CompanyKey, text: &str) {
        let words: Vec<Word> = split::words(text)
            .iter()
            .map(|word| Word::read(word))
            .collect();
        let kinds = kinds(&words);
        let id = self.names.len() as NameId;
        let initials = initials(&words, &kinds);
        if initials.len() >= 2 {
            let key = keys::initials(&initials);
            self.by_initials.entry(key).or_default().push(id);
        }
        let words: Box<[_]> = { words.into_iter().zip(kinds) }
            .map(|(word, kind)| (self.known(word), kind))
            .collect();
        let mut seen = FxHashSet::default();
        for (word, _) in words.iter().filter(|(word, _)| seen.insert(*word)) {
            let entry = &mut self.words[*word as usize];
            entry.names.push(id);
            entry.live += 1;
        }
        self.companies.entry(company).or_default().push(id);
        self.names.push(Name {
            company,
            text: text.into(),
            words,
            is_removed: false,
        });
    }

    /// The number of a word, a new one where it was not known.
    fn known(&mut self, word: Word) -> WordId {
        if let Some(id) = self.word_id(&word.native) {
            return id;
        }
        let id = self.words.len() as WordId;
        let bare = word.bare.iter().flat_map(|bare| keys::keys(bare));
        let keys = keys::keys(&word).into_iter().chain(bare);
        let distinct: FxHashSet<u64> = keys.map(keys::Key::number).collect();
        for key in distinct {
            self.by_key.entry(key).or_default().push(id);
        }
        self.by_native.insert(word.native.clone(), id);
        self.threes.push(keys::threes(&word));
        self.words.push(Entry {
            trade: trade_word(&word.native),
            word,
            names: Vec::new(),
            live: 0,
        });
        id
    }

    /// Gives back what growing lists took more than they need.
    fn shrink(&mut self) {
        self.by_key.values_mut().for_each(Vec::shrink_to_fit);
        self.by_initials.values_mut().for_each(Vec::shrink_to_fit);
        self.words
            .iter_mut()
            .for_each(|entry| entry.names.shrink_to_fit());
    }
}

/// The first letters of the words of a name, of those that are no legal form and not small.
pub fn initials(words: &[Word], kinds: &[Kind]) -> String {
    { words.iter().zip(kinds) }
        .filter(|(_, kind)| **kind == Kind::Own)
        .filter_map(|(word, _)| word.letters.chars().next())
        .take(MAX_WORDS)
        .collect()
}
