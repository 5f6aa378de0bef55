//! The sounds of a word, coarse enough to be the same for the ways in which languages write them.

/// One sound. Several letters can be one (`sh`, `ou`), and double letters are one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
#[rustfmt::skip]
pub enum Sound {
    A, E, I, O, U, W, Y, H,
    B, P, F, V, M, N, T, Th, D, Dh, L, R, S, Z, Ts, Sh, Ch, J, K, G, Kh, Gh, X,
    D0, D1, D2, D3, D4, D5, D6, D7, D8, D9,
}

use Sound::*;

/// Pairs and threes of letters that are one sound, the longer ones first.
const TOGETHER: [(&str, Sound); 23] = [
    ("tsch", Ch),
    ("sch", Sh),
    ("tch", Ch),
    ("dzh", J),
    ("eau", O),
    ("sh", Sh),
    ("ch", Ch),
    ("kh", Kh),
    ("gh", Gh),
    ("th", Th),
    ("dh", Dh),
    ("zh", J),
    ("dj", J),
    ("ph", F),
    ("ck", K),
    ("qu", K),
    ("ts", Ts),
    ("tz", Ts),
    ("ou", U),
    ("oo", U),
    ("ee", I),
    ("au", O),
    ("ll", L),
];

const DIGITS: [Sound; 10] = [D0, D1, D2, D3, D4, D5, D6, D7, D8, D9];

impl Sound {
    /// How many there are.
    pub const COUNT: usize = D9 as usize + 1;

    /// Vowels, which are heard and written in most different ways.
    pub fn is_vowel(self) -> bool {
        matches!(self, A | E | I | O | U)
    }

    /// What comes and goes nearly as vowels do.
    pub fn is_faint(self) -> bool {
        matches!(self, W | Y | H)
    }
}

/// The sounds of lower-case Latin letters.
pub fn sounds(letters: &str) -> Vec<Sound> {
    let mut sounds: Vec<Sound> = Vec::with_capacity(letters.len());
    let mixed = letters.bytes().filter(u8::is_ascii_alphabetic).count() >= 2;
    let mut rest = letters;
    while let Some(first) = rest.bytes().next() {
        let (sound, length) = { TOGETHER.iter() }
            .find(|(text, _)| rest.starts_with(text))
            .map(|(text, sound)| (Some(*sound), text.len()))
            .unwrap_or_else(|| (single(first, &rest[1..], mixed), 1));
        if let Some(sound) = sound
            && sounds.last() != Some(&sound)
        {
            sounds.push(sound);
        }
        rest = &rest[length..];
    }
    sounds
}

/// One letter by itself. Digits among letters stand for Arabic sounds in what people type on telephones (`7aris`).
fn single(letter: u8, rest: &str, mixed: bool) -> Option<Sound> {
    let before = |vowels: &[char]| rest.starts_with(vowels);
    Some(match letter {
        b'a' => A,
        b'b' => B,
        b'c' if before(&['e', 'i', 'y']) => S,
        b'c' | b'k' | b'q' => K,
        b'd' => D,
        b'e' => E,
        b'f' => F,
        b'g' => G,
        b'h' => H,
        b'i' => I,
        b'j' => J,
        b'l' => L,
        b'm' => M,
        b'n' => N,
        b'o' => O,
        b'p' => P,
        b'r' => R,
        b's' => S,
        b't' => T,
        b'u' => U,
        b'v' => V,
        b'w' => W,
        b'x' => X,
        b'y' if before(&['a', 'e', 'i', 'o', 'u']) => Y,
        b'y' => I,
        b'z' => Z,
        b'2' if mixed => return None,
        b'3' if mixed => A,
        b'5' if mixed => Kh,
        b'7' if mixed => H,
        b'9' if mixed => K,
        b'0'..=b'9' => DIGITS[usize::from(letter - b'0')],
        _ => return None,
    })
}

/// The sounds of a word as one letter each, with those that writers mix up as one: what its pieces are cut from.
pub fn coarse(sounds: &[Sound]) -> impl Iterator<Item = u8> {
    let coarse = |sound: &Sound| match sound {
        A => b'A',
        E | I | Y => b'I',
        O | U | W => b'U',
        H => b'H',
        other => bone(*other).0.unwrap_or(b'?'),
    };
    sounds.iter().map(coarse)
}

/// More ways to read one word would only cost.
const READINGS: usize = 8;

/// The consonants of a word by kind, as one letter each: what is left of it in every script. Kinds that writers mix up are one; a
/// sound that some take for one kind and some for another gives more than one reading.
pub fn skeletons(sounds: &[Sound]) -> Vec<Vec<u8>> {
    let mut readings: Vec<Vec<u8>> = vec![Vec::with_capacity(sounds.len())];
    for sound in sounds {
        let (usual, others) = bone(*sound);
        let so_far = readings.len();
        for other in others.iter().take(READINGS / so_far - 1) {
            for at in 0..so_far {
                let mut reading = readings[at].clone();
                push(&mut reading, *other);
                readings.push(reading);
            }
        }
        let as_usual = readings.iter_mut().take(so_far);
        as_usual.for_each(|reading| push(reading, usual));
    }
    readings.sort_unstable();
    readings.dedup();
    readings
}

fn push(reading: &mut Vec<u8>, bone: Option<u8>) {
    if let Some(bone) = bone
        && reading.last() != Some(&bone)
    {
        reading.push(bone);
    }
}

/// The kind of a sound, and others for which it is taken; none where it is left out like a vowel.
fn bone(sound: Sound) -> (Option<u8>, &'static [Option<u8>]) {
    let (usual, others): (_, &[_]) = match sound {
        B | P | F | V => (b'b', &[]),
        M => (b'm', &[]),
        N => (b'n', &[]),
        T => (b't', &[]),
        Th => (b't', &[Some(b's')]),
        D => (b'd', &[]),
        Dh => (b's', &[Some(b'd')]),
        L | R => (b'l', &[]),
        S | Z | Ts => (b's', &[]),
        Sh => (b'c', &[]),
        Ch => (b'c', &[Some(b'k')]),
        J => (b'c', &[Some(b'g'), None]),
        K | Kh | X => (b'k', &[]),
        G | Gh => (b'g', &[]),
        D0 | D1 | D2 | D3 | D4 | D5 | D6 | D7 | D8 | D9 => (sound as u8, &[]),
        H => return (None, &[Some(b'h')]),
        W => return (None, &[Some(b'b')]),
        A | E | I | O | U | Y => return (None, &[]),
    };
    (Some(usual), others)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share_a_reading(one: &str, other: &str) -> bool {
        let (one, other) = (skeletons(&sounds(one)), skeletons(&sounds(other)));
        one.iter().any(|reading| other.contains(reading))
    }

    #[test]
    fn ways_to_write_a_sound_are_one() {
        for (one, other) in [
            ("security", "sekuriti"),
            ("schild", "shild"),
            ("bouclier", "bukliyer"),
            ("kivuli", "kivuri"),
            ("7aris", "haris"),
            ("jamal", "gamal"),
            ("dhahab", "zahab"),
            ("haris", "aris"),
            ("krjadaw", "kryadav"),
        ] {
            assert!(share_a_reading(one, other), "{one} {other}");
        }
        assert_eq!(sounds("shsh"), [Sh]);
        assert_eq!(sounds("7"), [D7]);
    }
}
