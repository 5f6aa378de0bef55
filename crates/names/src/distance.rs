//! How alike two words are, by letters and by sounds.

use std::sync::LazyLock;

use crate::{
    sounds::Sound::{self, *},
    split::{MAX_WORD, Script},
    word::Word,
};

/// Changing one sound into quite another one; what follows are parts of it.
const WHOLE: u16 = 100;
/// The same sounds in other letters.
const SOUNDS: f32 = 0.97;
/// Two neighbours in the other order.
const SWAP: u16 = 80;

/// What is heard or written one for the other, and how far apart they are. The rest is as far as can be.
#[rustfmt::skip]
const NEAR: [(Sound, Sound, u16); 62] = [
    (A, E, 20), (E, I, 20), (O, U, 20), (A, O, 25), (A, I, 30), (A, U, 30), (E, O, 30), (E, U, 30), (I, O, 30), (I, U, 30),
    (W, U, 10), (W, O, 10), (Y, I, 10), (Y, E, 15), (W, V, 25), (Y, J, 35), (H, A, 30), (W, B, 50), (W, F, 50), (Y, A, 35), (W, A, 35),
    (B, P, 30), (B, V, 25), (F, V, 25), (P, F, 50), (B, F, 60), (F, Th, 60),
    (M, N, 50), (L, R, 30),
    (T, Th, 20), (T, D, 40), (D, Dh, 15), (Th, Dh, 30), (S, Th, 30), (Z, Dh, 20), (Z, Th, 50), (D, Z, 60),
    (S, Z, 25), (S, Ts, 30), (Z, Ts, 40), (S, Sh, 35), (S, X, 50), (S, Ch, 50), (S, K, 55),
    (Sh, Ch, 30), (Sh, J, 40), (Sh, X, 50), (Ch, J, 40), (Ch, K, 40), (Ch, Ts, 40), (Ch, T, 55),
    (J, G, 30), (J, Z, 40), (J, Kh, 40), (J, H, 40),
    (K, G, 40), (K, Kh, 25), (G, Gh, 20), (Kh, Gh, 35), (Kh, H, 20), (K, X, 30), (Kh, X, 30),
];

static CHANGE: LazyLock<[[u16; Sound::COUNT]; Sound::COUNT]> = LazyLock::new(|| {
    let mut change = [[WHOLE; Sound::COUNT]; Sound::COUNT];
    for (at, row) in change.iter_mut().enumerate() {
        row[at] = 0;
    }
    for (a, b, cost) in NEAR {
        change[a as usize][b as usize] = cost;
        change[b as usize][a as usize] = cost;
    }
    change
});

/// Whether vowels are lightly taken: where one side has written only some of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Vowels {
    Written,
    Missing,
}

impl Vowels {
    /// What a sound weighs: leaving it out costs as much.
    fn weight(self, sound: Sound) -> u16 {
        match self {
            // In some languages it is what others write as y.
            _ if sound == J => 70,
            _ if !sound.is_vowel() && !sound.is_faint() => WHOLE,
            Vowels::Written if sound.is_vowel() => 35,
            Vowels::Written => 45,
            Vowels::Missing if sound.is_vowel() => 10,
            Vowels::Missing if sound == H => 50,
            Vowels::Missing => 30,
        }
    }
}

/// How alike two words are, from 0 (not at all) to 1.
pub fn alike(a: &Word, b: &Word) -> f32 {
    let mut best = alike_as_written(a, b);
    // The article was taken from the Arabic one; in Latin letters it may have grown together with its word.
    if best < 0.95 {
        for (one, other) in [(a, b), (b, a)] {
            if let Some(bare) = &one.bare {
                best = best.max(0.97 * alike_as_written(bare, other));
            }
        }
    }
    best
}

fn alike_as_written(a: &Word, b: &Word) -> f32 {
    if a.native == b.native {
        return 1.0;
    }
    let vowels = match (a.script == Script::Arabic) != (b.script == Script::Arabic) {
        true => Vowels::Missing,
        false => Vowels::Written,
    };
    let by_sound = by_sounds(&a.sounds, &b.sounds, vowels);
    match a.script == b.script {
        // In the same script, what only sounds the same is not the same.
        true if by_sound >= 0.3 => {
            (SOUNDS * by_sound).max(by_letters(a.letters.as_bytes(), b.letters.as_bytes()))
        }
        _ => by_sound,
    }
}

fn by_letters(a: &[u8], b: &[u8]) -> f32 {
    let longer = a.len().max(b.len());
    if longer == 0 || 2 * a.len().abs_diff(b.len()) > longer {
        return 0.0;
    }
    let change = |x: u8, y: u8| if x == y { 0 } else { WHOLE };
    let apart = apart(a, b, change, |_| WHOLE, WHOLE);
    1.0 - f32::from(apart) / (longer as f32 * f32::from(WHOLE))
}

fn by_sounds(a: &[Sound], b: &[Sound], vowels: Vowels) -> f32 {
    let weight = |sounds: &[Sound]| -> u16 { sounds.iter().map(|s| vowels.weight(*s)).sum() };
    let (heavier, lighter) = {
        let (a, b) = (weight(a), weight(b));
        (a.max(b), a.min(b))
    };
    // What is one sound is initials (`SSS`), which sounds say nothing of.
    if a.len().min(b.len()) < 2 || lighter < WHOLE || 2 * lighter < heavier {
        return 0.0;
    }
    let table = &*CHANGE;
    let change = |x: Sound, y: Sound| table[x as usize][y as usize];
    let apart = apart(a, b, change, |sound| vowels.weight(sound), SWAP);
    (1.0 - f32::from(apart) / f32::from(heavier)).max(0.0)
}

const ROW: usize = 2 * MAX_WORD + 2;

/// What it costs to make one of the other by changing, leaving out, adding, and swapping neighbours.
fn apart<T: Copy + PartialEq>(
    a: &[T],
    b: &[T],
    change: impl Fn(T, T) -> u16,
    leave: impl Fn(T) -> u16,
    swap: u16,
) -> u16 {
    let b = &b[..b.len().min(ROW - 1)];
    let (mut one, mut two, mut three) = ([0u16; ROW], [0u16; ROW], [0u16; ROW]);
    let (mut before, mut last, mut row) = (&mut one, &mut two, &mut three);
    for (at, y) in b.iter().enumerate() {
        last[at + 1] = last[at] + leave(*y);
    }
    for (i, x) in a.iter().enumerate() {
        row[0] = last[0] + leave(*x);
        for (j, y) in b.iter().enumerate() {
            let mut cost = last[j] + change(*x, *y);
            cost = cost.min(last[j + 1] + leave(*x));
            cost = cost.min(row[j] + leave(*y));
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y && *x != *y {
                cost = cost.min(before[j - 1] + swap);
            }
            row[j + 1] = cost;
        }
        (before, last, row) = (last, row, before);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn between(a: &str, b: &str) -> f32 {
        alike(&Word::read(a), &Word::read(b))
    }

    #[test]
    fn what_is_meant_is_nearer_than_what_is_not() {
        for (said, meant, other) in [
            ("kivuri", "kivuli", "kivumbi"),
            ("haris", "الحارس", "الحصن"),
            ("alhares", "الحارس", "الحرية"),
            ("sekuriti", "security", "serenity"),
            ("shtchit", "щит", "штык"),
            ("rocher", "rochers", "marcher"),
            ("gaurdian", "guardian", "gardenia"),
            ("бляк", "black", "block"),
            ("صقر", "saqr", "sakkara"),
        ] {
            let (near, far) = (between(said, meant), between(said, other));
            assert!(near > far, "{said}: {meant} {near}, {other} {far}");
            assert!(near > 0.7, "{said}: {meant} {near}");
        }
    }

    #[test]
    fn it_is_the_same_both_ways_and_one_for_the_same() {
        let words = ["kivuli", "الحارس", "щит", "g4s", "", "a", "保安", "x"];
        for a in words {
            assert!(
                a.is_empty() || (between(a, a) - 1.0).abs() < f32::EPSILON,
                "{a}"
            );
            for b in words {
                assert!((between(a, b) - between(b, a)).abs() < 1e-6, "{a} {b}");
                assert!((0.0..=1.0).contains(&between(a, b)), "{a} {b}");
            }
        }
    }
}
