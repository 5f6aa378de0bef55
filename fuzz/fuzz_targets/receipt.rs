//! What people type from paper: receipts, recovery codes, references, keys.
#![no_main]

use libfuzzer_sys::fuzz_target;
use watchpost_domain::{cases::Reference, digits::with_latin_digits};
use watchpost_vault::{Identity, Receipt, RecoveryCode, WordList};

fuzz_target!(|text: &str| {
    if let Ok(receipt) = Receipt::parse(text) {
        for list in WordList::ALL {
            let again = Receipt::parse(&receipt.words(list)).expect("our own words");
            assert_eq!(again.as_bytes(), receipt.as_bytes());
        }
        let again = Receipt::parse(&receipt.digits()).expect("our own digits");
        assert_eq!(again.as_bytes(), receipt.as_bytes());
        assert!(receipt.matches_part(text));
    }
    let _ = Receipt::from_bytes([7; 12]).matches_part(text);
    if let Ok(code) = RecoveryCode::parse(text) {
        assert!(RecoveryCode::parse(&code.to_text()).is_ok());
    }
    if let Some(reference) = Reference::parse(text) {
        assert_eq!(
            Reference::parse(reference.as_str()),
            Some(reference.clone())
        );
    }
    let _ = Identity::parse(text);
    let _ = with_latin_digits(text);
});
