//! Words that must lie nowhere, in every form in which they could lie somewhere.

use std::{collections::BTreeSet, io::Read};

use base64::{
    Engine,
    prelude::{BASE64_STANDARD_NO_PAD, BASE64_URL_SAFE_NO_PAD},
};

/// How much is looked at of what a pressed stream holds.
const UNPACKED: u64 = 64 << 20;

/// A text as bytes that a program might write by accident: as it is, wide, in hex, in percent signs, in numbers, in base64 at each of its
/// three places.
pub fn encodings(text: &str) -> Vec<Vec<u8>> {
    let joined = |each: fn(u8) -> String, between: &str| {
        let all: Vec<String> = text.bytes().map(each).collect();
        all.join(between).into_bytes()
    };
    let form = |b: u8| match b {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
            char::from(b).to_string()
        }
        b' ' => "+".into(),
        b => format!("%{b:02X}"),
    };
    let spaced = |b: u8| if b == b' ' { "%20".into() } else { form(b) };
    let mut all = vec![
        text.into(),
        text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        joined(|b| format!("{b:02x}"), ""),
        joined(|b| format!("{b:02X}"), ""),
        joined(|b| format!("%{b:02X}"), ""),
        joined(|b| format!("%{b:02x}"), ""),
        joined(|b| b.to_string(), ","),
        joined(|b| b.to_string(), ", "),
        text.bytes().map(form).collect::<String>().into_bytes(),
        text.bytes().map(spaced).collect::<String>().into_bytes(),
    ];
    // Bytes before and after it change the letters at both ends; what is between stays.
    for before in 0..3 {
        let shifted = [&[0; 3][..before], text.as_bytes()].concat();
        let whole = shifted.len() / 3 * 3;
        let from = if before == 0 { 0 } else { 3 };
        if let Some(inner) = shifted.get(from..whole) {
            all.push(BASE64_STANDARD_NO_PAD.encode(inner).into_bytes());
            all.push(BASE64_URL_SAFE_NO_PAD.encode(inner).into_bytes());
        }
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// Whether bytes hold a text in any of these forms.
pub fn holds(bytes: &[u8], text: &str) -> bool {
    encodings(text)
        .iter()
        .any(|needle| memchr::memmem::find(bytes, needle).is_some())
}

/// Which of these words lie in which of these things, pressed or not.
pub fn find(heap: &[(String, Vec<u8>)], words: &[String]) -> Vec<String> {
    // All at once: there are many words, each in many forms, and much to search.
    let each = words.iter().enumerate();
    let needles = each.flat_map(|(at, word)| encodings(word).into_iter().map(move |n| (at, n)));
    let (of, needles): (Vec<usize>, Vec<Vec<u8>>) = needles.unzip();
    let search = aho_corasick::AhoCorasick::new(&needles).unwrap();
    let lies = |bytes: &[u8]| {
        let found = search.find_overlapping_iter(bytes);
        let found: BTreeSet<usize> = found.map(|m| of[m.pattern().as_usize()]).collect();
        found.into_iter().map(|at| words[at].as_str())
    };
    let mut found = Vec::new();
    for (name, bytes) in heap {
        found.extend(lies(bytes).map(|word| format!("{word} lies in {name}")));
        for inside in unpacked(bytes) {
            found.extend(lies(&inside).map(|word| format!("{word} lies pressed in {name}")));
        }
    }
    found
}

/// What the gzip, zlib and zstd streams among these bytes hold, wherever they begin; streams that are bent are taken as far as they go.
fn unpacked(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut all = Vec::new();
    let mut keep = |mut stream: Box<dyn Read + '_>| {
        let (mut out, mut piece) = (Vec::new(), [0; 8192]);
        while let Ok(read @ 1..) = stream.read(&mut piece) {
            out.extend_from_slice(&piece[..read]);
            if out.len() as u64 > UNPACKED {
                break;
            }
        }
        if out.len() > 8 {
            all.push(out);
        }
    };
    for at in memchr::memmem::find_iter(bytes, &[0x1f, 0x8b, 0x08]) {
        keep(Box::new(flate2::read::GzDecoder::new(&bytes[at..])));
    }
    for second in [0x01, 0x5e, 0x9c, 0xda] {
        for at in memchr::memmem::find_iter(bytes, &[0x78, second]) {
            keep(Box::new(flate2::read::ZlibDecoder::new(&bytes[at..])));
        }
    }
    for at in memchr::memmem::find_iter(bytes, &[0x28, 0xb5, 0x2f, 0xfd]) {
        if let Ok(stream) = ruzstd::decoding::StreamingDecoder::new(&bytes[at..]) {
            keep(Box::new(stream));
        }
    }
    all
}

/// A word in each form in which it is found, to be planted: the name of the form, and the bytes.
pub fn planted(word: &str) -> Vec<(String, Vec<u8>)> {
    use std::io::Write;
    let around = |inner: &[u8]| [b"{\"a\": \"", inner, b"\", \"b\": 1}"].concat();
    let plain = around(word.as_bytes());
    let mut all: Vec<(String, Vec<u8>)> = encodings(word)
        .iter()
        .enumerate()
        .map(|(n, bytes)| (format!("in form {n}"), around(bytes)))
        .collect();
    for before in 0..3 {
        let shifted = [&b"ab"[..before], &plain].concat();
        let text = BASE64_STANDARD_NO_PAD.encode(shifted).into_bytes();
        all.push((format!("in base64, after {before}"), text));
    }
    let level = flate2::Compression::default();
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), level);
    gzip.write_all(&plain).unwrap();
    all.push(("in gzip".into(), gzip.finish().unwrap()));
    let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), level);
    zlib.write_all(&plain).unwrap();
    all.push(("in zlib".into(), zlib.finish().unwrap()));
    let level = ruzstd::encoding::CompressionLevel::Fastest;
    let zstd = ruzstd::encoding::compress_to_vec(plain.as_slice(), level);
    all.push(("in zstd".into(), zstd));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_planted_is_found_however_it_lies() {
        for word in [
            "canary-7361",
            "canary-7362 a place, at the gate",
            "127.0.0.7",
        ] {
            let word = word.to_owned();
            let all = planted(&word);
            assert!(all.len() > 15);
            for (how, bytes) in all {
                for noise in [&b""[..], b"\x1f\x8b\x08 x\x9c \x28\xb5\x2f\xfd noise"] {
                    let heap = [("a file".to_owned(), [noise, &bytes, noise].concat())];
                    let found = find(&heap, std::slice::from_ref(&word));
                    assert!(!found.is_empty(), "{word} {how}");
                    assert!(find(&heap, &["parrot-1234".to_owned()]).is_empty());
                }
            }
        }
        assert!(!holds(b"canary-7362", "canary-7361"));
    }
}
