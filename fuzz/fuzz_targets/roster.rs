//! Rosters as another installation, a backup or a changed database gives them.
#![no_main]

use libfuzzer_sys::fuzz_target;
use watchpost_vault::{FoundingRoster, SignedRoster, SigningKey, verify_chain};

fuzz_target!(|bytes: &[u8]| {
    let key = SigningKey::from_bytes(&[7; 32]).verifying_key();
    if let Ok((founding, chain)) =
        serde_json::from_slice::<(FoundingRoster, Vec<SignedRoster>)>(bytes)
    {
        let _ = verify_chain(&founding, &chain, &key);
        for signed in &chain {
            assert!(signed.roster.signatures_needed() > 0);
            let _ = signed.roster.hash();
        }
    }
});
