//! Arabic letters as Latin ones: the consonants, and the long vowels where they stand. Short vowels are not written, so `distance`
//! takes them lightly where one side is Arabic.

/// The Latin letters for an Arabic one, after composed letters were taken apart (`أ` came as `ا` with a mark that was dropped).
pub fn latin(c: char) -> Option<&'static str> {
    Some(match c {
        'ا' | 'ى' | 'ٱ' => "a",
        'ب' => "b",
        'پ' => "p",
        'ت' | 'ط' => "t",
        'ث' => "th",
        'ج' => "j",
        'چ' => "ch",
        'ح' | 'ه' | 'ہ' | 'ھ' => "h",
        'خ' => "kh",
        'د' | 'ض' | 'ڈ' => "d",
        'ذ' => "dh",
        'ر' | 'ڑ' => "r",
        'ز' | 'ظ' => "z",
        'ژ' => "zh",
        'س' | 'ص' => "s",
        'ش' => "sh",
        'ع' | 'ة' => "a",
        'غ' => "gh",
        'ف' => "f",
        'ڤ' => "v",
        'ق' => "q",
        'ك' | 'ک' => "k",
        'گ' | 'ڨ' | 'ݣ' => "g",
        'ل' => "l",
        'م' => "m",
        'ن' | 'ں' => "n",
        'و' | 'ۋ' => "w",
        'ي' | 'ی' | 'ې' | 'ے' => "y",
        'ء' => "",
        _ => return None,
    })
}

/// The word without its article, and without "and", "for", "with" grown together with it: `للحراسة` and `والحراسة` are `حراسة`.
/// At least two letters stay, since
/// short words begin with these letters by chance.
pub fn bare(word: &str) -> &str {
    for start in ["وال", "بال", "كال", "ولل", "ال", "لل"] {
        if let Some(rest) = word.strip_prefix(start)
            && rest.chars().count() >= 2
        {
            return rest;
        }
    }
    word
}

/// A word in Latin letters without an article grown together with it, if it may have one: `Alhares` may be `hares`.
pub fn bare_latin(word: &str) -> Option<&str> {
    let rest = ["al", "el", "ul"]
        .iter()
        .find_map(|start| word.strip_prefix(start))?;
    (rest.len() >= 3).then_some(rest)
}
