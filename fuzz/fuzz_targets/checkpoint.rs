//! What a log, a witness or a copy of the log gives: signed notes, checkpoints, the names of keys.
#![no_main]

use libfuzzer_sys::fuzz_target;
use watchpost_fuzz::log;
use watchpost_tlog::{
    Checkpoint, Note, NoteVerifier, accept, merge_cosignatures, open, verify_checkpoint,
};

fuzz_target!(|text: &str| {
    let log = log().verifier();
    let _ = Note::parse(text);
    if let Ok(opened) = open(text, &[log.clone()]) {
        assert!(!opened.verified.is_empty());
    }
    if let Ok(found) = verify_checkpoint(text, &log) {
        assert_eq!(accept(None, text, &log, &[]).ok(), Some(found));
    }
    if let Ok(checkpoint) = Checkpoint::parse(text) {
        let written = checkpoint.format().expect("what was read can be written");
        assert_eq!(Checkpoint::parse(&written), Ok(checkpoint));
    }
    if let Ok(key) = NoteVerifier::parse(text.trim_end()) {
        assert_eq!(key.vkey(), text.trim_end());
    }
    let _ = merge_cosignatures(text, text, &[log]);
});
