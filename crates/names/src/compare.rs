//! Comparing a name as said with a registered one, whole: how near it is, and what differs.

use std::ops::Range;

use crate::{
    Reason, SURE,
    candidates::{Said, SaidWord},
    distance::alike,
    index::{Index, Name, WordId},
    split::Script,
    vocabulary::{Kind, Trade},
    weights,
    word::Word,
};

/// From which likeness on two words are taken for the same.
const SAME_WORD: f32 = 0.6;
/// Covering what was said counts more than covering what is registered, since people shorten.
const OF_SAID: f32 = 0.62;
/// What has to be told by the words that are the same, or the score sinks.
const TELLS_ENOUGH: f32 = 0.5;

/// A word of the registered name.
struct Known<'a> {
    word: &'a Word,
    id: WordId,
    kind: Kind,
    trade: Option<Trade>,
    weight: f32,
}

/// What makes words of both names the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum How {
    Equal,
    Trade,
    Short,
    Joined,
    Spelling,
}

/// Words of both names that are taken for the same.
#[derive(Debug, Clone)]
struct Link {
    said: Range<usize>,
    known: Range<usize>,
    like: f32,
    how: How,
    /// What the registered words tell.
    weight: f32,
}

/// The score and the reason; none where nothing is the same.
pub fn compare(index: &Index, said: &Said, name: &Name) -> Option<(u8, Reason)> {
    let known: Vec<Known> = { name.words.iter() }
        .map(|(id, kind)| Known {
            word: &index.word(*id).word,
            id: *id,
            kind: *kind,
            trade: index.word(*id).trade,
            weight: weights::registered(index, *id, *kind),
        })
        .collect();
    if let Some(exact) = exact(&said.words, &known) {
        return Some(exact);
    }
    let links = choose(links(&said.words, &known));
    let linked: f32 = links.iter().map(|link| link.like * link.weight).sum();
    if linked <= 0.0 {
        return None;
    }
    let is_said = |at: usize| links.iter().any(|link| link.said.contains(&at));
    let unheard = (0..said.words.len()).filter(|at| !is_said(*at));
    let unheard: f32 = unheard.map(|at| said.words[at].weight).sum();
    let of_said: f32 = links.iter().map(|link| link.weight).sum::<f32>() + unheard;
    let of_known: f32 = known.iter().map(|known| known.weight).sum();
    let near = OF_SAID * linked / of_said + (1.0 - OF_SAID) * linked / of_known;
    let enough = (linked / TELLS_ENOUGH).min(1.0);
    let score = near * enough * f32::from(SURE - 1);
    Some((score.round() as u8, reason(&said.words, &known, &links)))
}

/// Names that differ in nothing that tells companies apart.
fn exact(said: &[SaidWord], known: &[Known]) -> Option<(u8, Reason)> {
    let all_said = said.iter().map(|word| word.id);
    if all_said.eq(known.iter().map(|word| Some(word.id))) {
        return Some((100, Reason::Same));
    }
    let own_said: Vec<&SaidWord> = said.iter().filter(|word| word.kind == Kind::Own).collect();
    let own_known: Vec<&Known> = known.iter().filter(|word| word.kind == Kind::Own).collect();
    if own_said.is_empty() || own_known.is_empty() {
        return None;
    }
    let mut said_ids: Vec<Option<WordId>> = own_said.iter().map(|word| word.id).collect();
    let mut known_ids: Vec<Option<WordId>> = own_known.iter().map(|word| Some(word.id)).collect();
    if said_ids == known_ids {
        return Some((98, Reason::SameWithoutLegalForm));
    }
    let said_text: String = own_said.iter().map(|word| &*word.word.native).collect();
    let known_text: String = own_known.iter().map(|word| &*word.word.native).collect();
    if said_text == known_text {
        return Some((SURE + 1, Reason::JoinedWords));
    }
    said_ids.sort_unstable();
    known_ids.sort_unstable();
    (said_ids == known_ids).then_some((SURE, Reason::WordOrder))
}

/// Everything that may be the same.
fn links(said: &[SaidWord], known: &[Known]) -> Vec<Link> {
    let mut links = Vec::new();
    for (i, a) in said.iter().enumerate() {
        for (j, b) in known.iter().enumerate() {
            let (like, how) = one_word(a, b);
            if like >= SAME_WORD {
                links.push(link(i..i + 1, j..j + 1, like, how, known));
            }
        }
    }
    joined(said, known, &mut links);
    initials(said, known, &mut links);
    links
}

fn link(said: Range<usize>, known: Range<usize>, like: f32, how: How, all: &[Known]) -> Link {
    let weight = all[known.clone()].iter().map(|known| known.weight).sum();
    Link {
        said,
        known,
        like,
        how,
        weight,
    }
}

fn one_word(said: &SaidWord, known: &Known) -> (f32, How) {
    if said.id == Some(known.id) {
        return (1.0, How::Equal);
    }
    let mut best = (alike(&said.word, known.word), How::Spelling);
    if let (Some(a), Some(b)) = (said.trade, known.trade)
        && a.meaning == b.meaning
    {
        let same = match a.is_short != b.is_short {
            true => (0.95, How::Short),
            false => (0.85, How::Trade),
        };
        best = if same.0 > best.0 { same } else { best };
    }
    if best.0 < 0.8 && said.word.script == known.word.script {
        let short = shortened(&said.word.letters, &known.word.letters);
        best = if short > best.0 {
            (short, How::Short)
        } else {
            best
        };
    }
    best
}

/// How likely one word is the other, shortened: its beginning, its consonants, its first letter.
fn shortened(a: &str, b: &str) -> f32 {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    if short.is_empty() || short.as_bytes()[0] != long.as_bytes()[0] || short.len() + 2 > long.len()
    {
        return 0.0;
    }
    let is_vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u');
    let mut rest = long.chars();
    let is_within = short.chars().all(|c| rest.any(|other| other == c));
    match short.len() {
        1 => 0.62,
        2 if is_within => 0.65,
        _ if long.starts_with(short) => 0.8,
        _ if is_within && !short[1..].contains(is_vowel) => 0.75,
        _ => 0.0,
    }
}

/// Neighbours in one name that are one word in the other.
fn joined(said: &[SaidWord], known: &[Known], links: &mut Vec<Link>) {
    let fits = |a: usize, b: usize| a.abs_diff(b) <= 2 + a.max(b) / 4;
    let mut found = Vec::new();
    let mut take = |said: Range<usize>, range: Range<usize>, a: &Word, b: &Word| {
        let like = alike(a, b);
        if like >= 0.7 {
            found.push(link(said, range, 0.98 * like, How::Joined, known));
        }
    };
    for (i, pair) in said.windows(2).enumerate() {
        let length = pair[0].word.letters.len() + pair[1].word.letters.len();
        let mut whole = None;
        for (j, b) in known.iter().enumerate() {
            if fits(length, b.word.letters.len()) {
                let whole = whole.get_or_insert_with(|| pair[0].word.joined(&pair[1].word));
                take(i..i + 2, j..j + 1, whole, b.word);
            }
        }
    }
    for (j, pair) in known.windows(2).enumerate() {
        let length = pair[0].word.letters.len() + pair[1].word.letters.len();
        let mut whole = None;
        for (i, a) in said.iter().enumerate() {
            if fits(length, a.word.letters.len()) {
                let whole = whole.get_or_insert_with(|| pair[0].word.joined(pair[1].word));
                take(i..i + 1, j..j + 2, &a.word, whole);
            }
        }
    }
    links.append(&mut found);
}

/// Words in one name whose first letters are a word in the other.
fn initials(said: &[SaidWord], known: &[Known], links: &mut Vec<Link>) {
    let first_said: Vec<Option<u8>> = said.iter().map(|a| first(&a.word)).collect();
    let first_known: Vec<Option<u8>> = known.iter().map(|b| first(b.word)).collect();
    let mut take = |said: Range<usize>, range: Range<usize>, only_trade: bool| {
        let like = initials_like(said.len().max(range.len()), only_trade);
        if like >= SAME_WORD {
            links.push(link(said, range, like, How::Short, known));
        }
    };
    for (i, a) in said.iter().enumerate() {
        for range in runs(&a.word, &first_known) {
            let only_trade = known[range.clone()]
                .iter()
                .all(|known| known.trade.is_some());
            take(i..i + 1, range, only_trade);
        }
    }
    for (j, b) in known.iter().enumerate() {
        for range in runs(b.word, &first_said) {
            let only_trade = said[range.clone()].iter().all(|said| said.trade.is_some());
            take(range, j..j + 1, only_trade);
        }
    }
}

/// The fewer letters, the more names have them by chance. Those of words of the trade stand beside something that tells more.
fn initials_like(letters: usize, only_trade: bool) -> f32 {
    match letters {
        _ if only_trade => 0.9,
        0..=2 => 0.0,
        3 => 0.62,
        4 => 0.7,
        5 => 0.8,
        _ => 0.85,
    }
}

fn first(word: &Word) -> Option<u8> {
    word.letters.bytes().next()
}

/// Where a word is the first letters of neighbours.
fn runs<'a>(word: &'a Word, first: &'a [Option<u8>]) -> impl Iterator<Item = Range<usize>> + 'a {
    let letters = word.letters.as_bytes();
    let length = letters.len();
    let fits = (2..=6).contains(&length) && length <= first.len();
    let starts = if fits {
        0..first.len() - length + 1
    } else {
        0..0
    };
    let is_there = move |at: &usize| {
        let run = &first[*at..*at + length];
        run.iter().zip(letters).all(|(a, b)| *a == Some(*b))
    };
    starts.filter(is_there).map(move |at| at..at + length)
}

/// Each word is used once; what tells most and is most like is taken first.
fn choose(mut links: Vec<Link>) -> Vec<Link> {
    let value = |link: &Link| link.like * link.like * link.weight;
    links.sort_by(|a, b| {
        let same_place = |link: &Link| link.said.start.abs_diff(link.known.start);
        { value(b).total_cmp(&value(a)) }.then(same_place(a).cmp(&same_place(b)))
    });
    let mut chosen: Vec<Link> = Vec::new();
    for link in links {
        let meets = |a: &Range<usize>, b: &Range<usize>| a.start < b.end && b.start < a.end;
        let is_free = { chosen.iter() }
            .all(|other| !meets(&other.said, &link.said) && !meets(&other.known, &link.known));
        if is_free {
            chosen.push(link);
        }
    }
    chosen
}

fn reason(said: &[SaidWord], known: &[Known], links: &[Link]) -> Reason {
    let tells = |kind: Kind, trade: Option<Trade>| kind == Kind::Own && trade.is_none();
    let alone_said = { 0..said.len() }.any(|at| {
        tells(said[at].kind, said[at].trade) && !links.iter().any(|link| link.said.contains(&at))
    });
    let alone_known = { 0..known.len() }.any(|at| {
        tells(known[at].kind, known[at].trade) && !links.iter().any(|link| link.known.contains(&at))
    });
    let own = |link: &&Link| {
        known[link.known.clone()]
            .iter()
            .any(|k| tells(k.kind, k.trade))
    };
    let has = |how: How| links.iter().any(|link| link.how == how);
    let own_equal = links.iter().filter(own).all(|link| link.how == How::Equal);
    let nearly = links.iter().filter(own).all(|link| link.like >= 0.97);
    match () {
        () if scripts_differ(said, known, links) => Reason::OtherScript,
        () if own_equal && !alone_said && !alone_known && !has(How::Short) => Reason::TradeWords,
        () if has(How::Short) => Reason::Abbreviation,
        () if nearly && (alone_said || alone_known) => Reason::PartOfName,
        () if nearly && has(How::Joined) => Reason::JoinedWords,
        () => Reason::Spelling,
    }
}

fn scripts_differ(said: &[SaidWord], known: &[Known], links: &[Link]) -> bool {
    let script = |link: &Link| {
        (
            said[link.said.start].word.script,
            known[link.known.start].word.script,
        )
    };
    let most = links.first().map(script);
    most.is_some_and(|(a, b): (Script, Script)| a != b)
}
