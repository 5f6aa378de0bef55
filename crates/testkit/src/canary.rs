//! Words that must lie nowhere, in every form in which they could lie somewhere.

use base64::{Engine, prelude::BASE64_STANDARD_NO_PAD as BASE64};

/// A text as bytes that a program might write by accident: as it is, wide, in hex, in percent signs, in numbers, in base64 at each of its
/// three places.
pub fn encodings(text: &str) -> Vec<Vec<u8>> {
    let joined = |each: fn(u8) -> String, between: &str| {
        let all: Vec<String> = text.bytes().map(each).collect();
        all.join(between).into_bytes()
    };
    let mut all = vec![
        text.into(),
        text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        joined(|b| format!("{b:02x}"), ""),
        joined(|b| format!("{b:02X}"), ""),
        joined(|b| format!("%{b:02X}"), ""),
        joined(|b| b.to_string(), ","),
    ];
    // Bytes before and after it change the letters at both ends; what is between stays.
    for before in 0..3 {
        let shifted = [&[0; 3][..before], text.as_bytes()].concat();
        let whole = shifted.len() / 3 * 3;
        let from = if before == 0 { 0 } else { 3 };
        if let Some(inner) = shifted.get(from..whole) {
            all.push(BASE64.encode(inner).into_bytes());
        }
    }
    all
}

/// Whether bytes hold a text in any of these forms.
pub fn holds(bytes: &[u8], text: &str) -> bool {
    encodings(text)
        .iter()
        .any(|needle| memchr::memmem::find(bytes, needle).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_planted_is_found_however_it_lies() {
        let word = "canary-7361";
        for before in 0..4 {
            let plain = [&b"ab\"{"[..before], word.as_bytes(), b"xyz"].concat();
            assert!(holds(&plain, word));
            assert!(holds(BASE64.encode(&plain).as_bytes(), word), "{before}");
        }
        for needle in encodings(word) {
            assert!(holds(&[b"..", needle.as_slice(), b".."].concat(), word));
        }
        assert!(!holds(b"canary-7362", word));
    }
}
