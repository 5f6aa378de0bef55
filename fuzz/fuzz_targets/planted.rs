//! A fault that must be found: a panic behind a word that nobody types by chance.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    // One sign after the other, as parsers read: what looks for new ways sees each step.
    if let [b'f', b'a', b'u', b'l', b't', ..] = bytes {
        panic!("planted");
    }
});
