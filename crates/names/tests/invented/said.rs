//! Names as people say them: misspelt, by ear, in other letters, shortened.

use super::{Company, Part, Role, Tongue, rng::Rng, romanise, words};

/// What became of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Wrong letters in its own script, accents lost, legal form lost or not.
    Misspelt,
    /// As somebody writes it who only heard it.
    ByEar,
    /// In other letters than all that are registered.
    Transliterated,
    /// Short forms, initials for the words of the trade, words left out.
    Abbreviated,
}

/// What can become of a company's name.
pub fn kinds(company: &Company) -> &'static [Kind] {
    match company.tongue {
        Tongue::Arabic | Tongue::Russian if company.only_own_script => {
            &[Kind::Misspelt, Kind::Transliterated, Kind::Abbreviated]
        }
        Tongue::Arabic | Tongue::Russian => &[Kind::Misspelt, Kind::Abbreviated],
        Tongue::English => &[Kind::Misspelt, Kind::Transliterated, Kind::Abbreviated],
        _ => &[Kind::Misspelt, Kind::ByEar, Kind::Abbreviated],
    }
}

/// The registered name of a company as somebody says it.
pub fn said(rng: &mut Rng, company: &Company, kind: Kind) -> String {
    let tongue = company.tongue;
    let mut parts = company.parts.clone();
    match kind {
        Kind::Misspelt => {
            lose(rng, &mut parts, 50, 20);
            let words = written(tongue, &parts);
            let typos = 1 + usize::from(rng.chance(30));
            let mut words: Vec<String> = words
                .into_iter()
                .map(|word| sloppy(rng, tongue, &word))
                .collect();
            (0..typos).for_each(|_| typo(rng, tongue, &mut words));
            spaces(rng, &mut words);
            words.join(" ")
        }
        Kind::ByEar => {
            lose(rng, &mut parts, 70, 20);
            let words = written(tongue, &parts);
            let words: Vec<String> = words.iter().map(|word| by_ear(rng, tongue, word)).collect();
            words.join(" ")
        }
        Kind::Transliterated => transliterated(rng, tongue, &parts),
        Kind::Abbreviated => abbreviated(rng, tongue, parts),
    }
}

fn written(tongue: Tongue, parts: &[Part]) -> Vec<String> {
    let words = words::written(tongue, parts);
    words.split(' ').map(str::to_owned).collect()
}

/// Legal forms and words of the trade are left out now and then.
fn lose(rng: &mut Rng, parts: &mut Vec<Part>, legal: usize, trade: usize) {
    let (legal, trade) = (rng.chance(legal), rng.chance(trade));
    parts.retain(|part| !(legal && part.role == Role::Legal || trade && part.role == Role::Trade));
}

/// Own words in Latin letters.
pub fn romanised(rng: &mut Rng, tongue: Tongue, parts: &[Part]) -> String {
    let manner = romanise::manner(rng);
    let russian = rng.below(4);
    let words = parts.iter().flat_map(|part| part.text.split(' '));
    let words: Vec<String> = words
        .map(|word| match tongue {
            Tongue::Arabic => romanise::arabic(rng, word, manner),
            _ => romanise::cyrillic(word, russian),
        })
        .map(|word| words::capital(&word))
        .collect();
    words.join(" ")
}

fn transliterated(rng: &mut Rng, tongue: Tongue, parts: &[Part]) -> String {
    let own = |part: &&Part| part.role != Role::Trade && part.role != Role::Legal;
    let own: Vec<Part> = parts.iter().filter(own).cloned().collect();
    let trade: Vec<Part> = parts
        .iter()
        .filter(|part| part.role == Role::Trade)
        .cloned()
        .collect();
    if tongue == Tongue::English {
        let all = [own, if rng.chance(70) { trade } else { Vec::new() }].concat();
        let words: Vec<String> = all
            .iter()
            .map(|part| romanise::into_arabic(rng, &part.text))
            .collect();
        return words.join(" ");
    }
    let mut text = match rng.below(10) {
        0..4 => romanised(rng, tongue, &words::arrange(tongue, &own, &trade, &[])),
        4..7 => format!(
            "{} {}",
            romanised(rng, tongue, &own),
            rng.pick(&["Security", "security services", "Guards", "sécurité"])
        ),
        _ => romanised(rng, tongue, &own),
    };
    if rng.chance(20) {
        let mut words: Vec<String> = text.split(' ').map(str::to_owned).collect();
        typo(rng, Tongue::English, &mut words);
        text = words.join(" ");
    }
    text
}

/// One wrong letter in one of the longer words.
fn typo(rng: &mut Rng, tongue: Tongue, words: &mut [String]) {
    let long: Vec<usize> = (0..words.len())
        .filter(|at| words[*at].chars().count() >= 5)
        .collect();
    if long.is_empty() {
        return;
    }
    let word = &mut words[long[rng.below(long.len())]];
    let mut letters: Vec<char> = word.chars().collect();
    let letter = rng.letter(match tongue {
        Tongue::Arabic => "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
        Tongue::Russian => "абвгдежзиклмнопрстуфхцчшыэюя",
        _ => "abcdefghijklmnopqrstuvwxyz",
    });
    let at = rng.below(letters.len() - 1);
    match rng.below(4) {
        0 => letters.insert(at + 1, letter),
        1 => {
            letters.remove(at);
        }
        2 => letters[at] = letter,
        _ => letters.swap(at, at + 1),
    }
    *word = letters.into_iter().collect();
}

/// Two words written as one, or one as two.
fn spaces(rng: &mut Rng, words: &mut Vec<String>) {
    if words.len() > 1 && rng.chance(8) {
        let next = words.remove(1);
        words[0] += &next;
    } else if rng.chance(5) && words[0].chars().count() >= 8 {
        let letters: Vec<char> = words[0].chars().collect();
        let (a, b) = letters.split_at(letters.len() / 2);
        words.splice(0..1, [a.iter().collect(), b.iter().collect()]);
    }
}

/// Accents, capitals and letters that writers of a language do not tell apart.
fn sloppy(rng: &mut Rng, tongue: Tongue, word: &str) -> String {
    let word = match tongue {
        Tongue::Arabic if rng.chance(50) => word.replace('ة', "ه").replace(['أ', 'إ'], "ا"),
        Tongue::Arabic => word.to_owned(),
        Tongue::Russian if rng.chance(50) => word.replace('ё', "е"),
        _ if rng.chance(60) => no_accents(word),
        _ => word.to_owned(),
    };
    match rng.below(4) {
        0 => word.to_uppercase(),
        1 => word.to_lowercase(),
        _ => word,
    }
}

fn no_accents(word: &str) -> String {
    let plain = |c| match c {
        'é' | 'è' | 'ê' => 'e',
        'É' => 'E',
        'á' | 'à' | 'â' => 'a',
        'Á' => 'A',
        'í' | 'î' => 'i',
        'ó' | 'ô' => 'o',
        'ú' | 'û' => 'u',
        'ñ' => 'n',
        'ç' => 'c',
        _ => c,
    };
    word.chars().map(plain).collect()
}

/// What is written for what, when only heard. Each is done with some chance.
fn habits(tongue: Tongue) -> &'static [(&'static str, &'static str)] {
    match tongue {
        Tongue::French => &[
            ("eau", "o"),
            ("ph", "f"),
            ("qu", "k"),
            ("lle", "l"),
            ("sse", "s"),
            ("tte", "t"),
            ("ai", "é"),
            ("ch", "sh"),
            ("c", "k"),
            ("é", "e"),
            ("y", "i"),
            ("ou", "u"),
            ("an", "en"),
            ("x", ""),
            ("sécurité", "sekurité"),
            ("gardiennage", "gardienage"),
            ("surveillance", "surveyance"),
        ],
        Tongue::Spanish => &[
            ("b", "v"),
            ("v", "b"),
            ("z", "s"),
            ("c", "s"),
            ("ll", "y"),
            ("h", ""),
            ("qu", "k"),
            ("j", "h"),
            ("gu", "g"),
            ("ía", "ia"),
            ("ó", "o"),
            ("seguridad", "seguridá"),
            ("vigilancia", "bijilansia"),
            ("x", "j"),
        ],
        Tongue::Swahili => &[
            ("l", "r"),
            ("r", "l"),
            ("security", "sekuriti"),
            ("guards", "gadi"),
            ("services", "savisi"),
            ("ch", "c"),
            ("j", "dj"),
            ("ng", "n"),
            ("mb", "mub"),
            ("nd", "ndi"),
            ("mw", "mu"),
            ("ny", "ni"),
            ("sh", "s"),
            ("protection", "protekisheni"),
            ("th", "z"),
            ("ml", "mul"),
        ],
        _ => &[],
    }
}

fn by_ear(rng: &mut Rng, tongue: Tongue, word: &str) -> String {
    let mut word = word.to_lowercase();
    let mut changes = 0;
    let habits = habits(tongue);
    let start = rng.below(habits.len());
    for (from, to) in habits.iter().cycle().skip(start).take(habits.len()) {
        if word.contains(from) && changes < 2 && rng.chance(60) {
            word = word.replacen(from, to, 1);
            changes += 1;
        }
    }
    no_accents(&word)
}

/// Short forms that people use, by the word.
const SHORT: [(&str, &[&str]); 19] = [
    ("security", &["Sec.", "Sec", "Secu"]),
    ("services", &["Svcs", "Serv.", "Svc"]),
    ("guards", &["Grds", "Gds"]),
    ("protection", &["Prot.", "Protn"]),
    ("management", &["Mgmt", "Mgt"]),
    ("group", &["Grp"]),
    ("company", &["Co."]),
    ("limited", &["Ltd"]),
    ("sécurité", &["Sécu", "Séc."]),
    ("gardiennage", &["Gard.", "Gardien."]),
    ("surveillance", &["Surv."]),
    ("privée", &["Priv."]),
    ("seguridad", &["Seg.", "Segur."]),
    ("vigilancia", &["Vig.", "Vigil."]),
    ("servicios", &["Serv.", "Svcs."]),
    ("privada", &["Priv."]),
    ("охрана", &["Охр."]),
    ("охранное", &["Охр."]),
    ("безопасность", &["Без.", "Безоп."]),
];

fn abbreviated(rng: &mut Rng, tongue: Tongue, mut parts: Vec<Part>) -> String {
    lose(rng, &mut parts, 60, 25);
    let trade_as_initials = rng.chance(25) && tongue != Tongue::Arabic;
    let shorten_place = parts.iter().any(|part| part.role == Role::Coined) && rng.chance(30);
    let coined = parts.iter().any(|part| part.role == Role::Coined);
    let shorten_common = coined && tongue != Tongue::Arabic && rng.chance(40);
    if shorten_place {
        parts.retain(|part| part.role != Role::Place);
    }
    let mut words = Vec::new();
    for part in &parts {
        let text = words::written(tongue, std::slice::from_ref(part));
        let lower = text.to_lowercase();
        let short = SHORT.iter().find(|(long, _)| *long == lower);
        let first = text.chars().next().unwrap_or(' ');
        words.push(match part.role {
            Role::Trade if trade_as_initials && first.is_uppercase() => format!("{first}."),
            Role::Trade | Role::Legal => {
                short.map_or(text, |(_, forms)| rng.pick(forms).to_owned())
            }
            Role::Common if shorten_common && text.chars().count() >= 6 => {
                format!("{}.", text.chars().take(4).collect::<String>())
            }
            _ => text,
        });
    }
    words.join(" ")
}
