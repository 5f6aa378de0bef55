//! Tokens, passphrases, recovery codes, members' keys, columns, row sums, commitments.
#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use watchpost_vault::*;

const CHEAP: Cost = Cost::CHEAP_FOR_TESTS;

/// Every cut and every flipped bit must fail.
fn assert_fragile(sealed: &[u8], opens: impl Fn(&[u8]) -> bool) {
    assert!(opens(sealed));
    for length in 0..sealed.len() {
        assert!(!opens(&sealed[..length]), "cut to {length}");
    }
    for bit in 0..sealed.len() * 8 {
        let mut altered = sealed.to_vec();
        altered[bit / 8] ^= 1 << (bit % 8);
        assert!(!opens(&altered), "bit {bit}");
    }
    assert!(!opens(&[sealed, &[0]].concat()));
}

#[test]
fn tokens() {
    let token = Token::generate();
    let text = token.to_text();
    assert_eq!(text.len(), Token::TEXT_LENGTH);
    let again = Token::parse(&text).unwrap();
    assert_eq!(again.lookup("session"), token.lookup("session"));
    assert_ne!(token.lookup("session"), token.lookup("draft"));
    assert_ne!(token.lookup("session"), Token::generate().lookup("session"));

    let sealed = token.seal("session", b"identity");
    assert_eq!(
        again.open("session", &sealed).ok().unwrap().as_slice(),
        b"identity"
    );
    assert_eq!(
        token.open("draft", &sealed).err(),
        Some(OpenError::NotForThisKey)
    );
    assert_eq!(
        Token::generate().open("session", &sealed).err(),
        Some(OpenError::NotForThisKey)
    );
    assert_fragile(&sealed, |bytes| token.open("session", bytes).is_ok());

    for wrong in [
        "",
        "x",
        &text[1..],
        &format!("{}=", *text),
        &text.replace(|_| true, "+"),
    ] {
        assert!(Token::parse(wrong).is_none(), "{wrong}");
    }
    // The last letter holds two bits that must be zero: one token has one text.
    let last = text.chars().last().unwrap();
    let others = ('a'..='z').filter(|c| *c != last);
    let same = others.filter_map(|c| Token::parse(&format!("{}{c}", &text[..42])));
    assert!(same.into_iter().all(|t| t.lookup("x") != token.lookup("x")));

    let derived = Token::from_bytes_of(b"an idempotency key");
    assert_eq!(
        derived.lookup("x"),
        Token::from_bytes_of(b"an idempotency key").lookup("x")
    );
    assert_ne!(
        derived.lookup("x"),
        Token::from_bytes_of(b"another key").lookup("x")
    );
}

#[test]
fn passphrases_sign_in() {
    let hash = hash_passphrase("correct horse é", CHEAP);
    assert!(hash.starts_with("$argon2id$v=19$m=64,t=1,p=1$"));
    assert!(verify_passphrase("correct horse é", &hash));
    assert!(
        verify_passphrase("correct\u{a0}horse e\u{301}", &hash),
        "another keyboard"
    );
    for wrong in ["", "correct horse e", "Correct horse é", "correct horse é "] {
        assert!(!verify_passphrase(wrong, &hash), "{wrong}");
    }
    assert_ne!(
        hash,
        hash_passphrase("correct horse é", CHEAP),
        "each hash has its own salt"
    );
    assert!(!passphrase::is_stale_hash(&hash, CHEAP));
    assert!(passphrase::is_stale_hash(&hash, Cost::STANDARD));
    verify_nothing(CHEAP);
}

#[test]
fn a_stored_cost_is_bounded() {
    assert_eq!(Cost::default(), Cost::STANDARD);
    assert!(Cost::new(64 * 1024, 3, 1) == Some(Cost::STANDARD));
    assert!(Cost::new(u32::MAX, 1, 1).is_none() && Cost::new(64, u32::MAX, 1).is_none());
    assert!(Cost::new(64, 1, 0).is_none() && Cost::new(0, 1, 1).is_none());
    let hash = hash_passphrase("p", CHEAP);
    for (from, to) in [
        ("m=64", "m=4000000"),
        ("t=1", "t=4000000"),
        ("argon2id", "argon2d"),
    ] {
        assert!(!verify_passphrase("p", &hash.replace(from, to)), "{to}");
    }
    assert!(!verify_passphrase("p", "nonsense"));
    let mut wrapped = wrap_under_passphrase(b"secret", "p", "member", CHEAP);
    wrapped[1] = 0xff;
    assert_eq!(
        unwrap_under_passphrase(&wrapped, "p", "member").err(),
        Some(OpenError::Damaged)
    );
}

#[test]
fn passphrases_unlock() {
    let wrapped = wrap_under_passphrase(b"member's keys", "pass phrase", "member", CHEAP);
    let opened = unwrap_under_passphrase(&wrapped, "pass phrase", "member");
    assert_eq!(opened.ok().unwrap().as_slice(), b"member's keys");
    for (passphrase, what) in [("pass phrasE", "member"), ("pass phrase", "desk")] {
        let opened = unwrap_under_passphrase(&wrapped, passphrase, what);
        assert_eq!(opened.err(), Some(OpenError::NotForThisKey));
    }
    for length in 0..wrapped.len() {
        assert!(unwrap_under_passphrase(&wrapped[..length], "pass phrase", "member").is_err());
    }
    // Bits of memory and passes would only make the test slow: from the salt on.
    for bit in 13 * 8..wrapped.len() * 8 {
        let mut altered = wrapped.clone();
        altered[bit / 8] ^= 1 << (bit % 8);
        assert!(
            unwrap_under_passphrase(&altered, "pass phrase", "member").is_err(),
            "{bit}"
        );
    }
}

#[test]
fn recovery_codes_wrap() {
    let code = RecoveryCode::generate();
    let wrapped = code.wrap(b"member's keys", "member");
    let typed = RecoveryCode::parse(&code.to_text()).unwrap();
    assert_eq!(
        typed.unwrap(&wrapped, "member").ok().unwrap().as_slice(),
        b"member's keys"
    );
    assert!(typed.unwrap(&wrapped, "desk").is_err());
    assert!(RecoveryCode::generate().unwrap(&wrapped, "member").is_err());
    assert_fragile(&wrapped, |bytes| code.unwrap(bytes, "member").is_ok());
}

#[test]
fn recovery_codes_are_typed_anyhow_and_mistakes_are_found() {
    for _ in 0..20 {
        let code = RecoveryCode::generate();
        let text = code.to_text();
        assert_eq!(text.split('-').map(str::len).collect::<Vec<_>>(), [4; 7]);
        let same =
            |typed: &str| RecoveryCode::parse(typed).is_ok_and(|typed| *typed.to_text() == *text);
        assert!(same(&text) && same(&text.to_lowercase()) && same(&text.replace('-', " – ")));
        assert!(same(&text.replace('0', "o").replace('1', "l")));
        let letters: Vec<char> = text.chars().filter(|c| *c != '-').collect();
        let mut passed = 0;
        for at in 0..28 {
            let mut typed = letters.clone();
            typed[at] = if typed[at] == '7' { '8' } else { '7' };
            passed += usize::from(RecoveryCode::parse(&typed.iter().collect::<String>()).is_ok());
            let mut typed = letters.clone();
            typed.remove(at);
            let found = RecoveryCode::parse(&typed.iter().collect::<String>()).err();
            assert_eq!(found, Some(RecoveryCodeError::WrongLength { found: 27 }));
            let mut typed = letters.clone();
            typed[at] = 'U';
            let found = RecoveryCode::parse(&typed.iter().collect::<String>()).err();
            assert_eq!(
                found,
                Some(RecoveryCodeError::UnknownSymbol { position: at + 1 })
            );
        }
        assert!(passed <= 1, "12 bits of check: one in 4,096 passes");
    }
}

#[test]
fn members() {
    let member = MemberSecret::generate();
    let bytes = member.to_bytes();
    let again = MemberSecret::from_bytes(&bytes).ok().unwrap();
    assert_eq!(again.public(), member.public());
    assert_ne!(MemberSecret::generate().public(), member.public());
    for length in 0..bytes.len() {
        assert!(MemberSecret::from_bytes(&bytes[..length]).is_err());
    }

    let key = &again.signing;
    let signature = key.sign(b"message");
    let public = member.public().verifying;
    assert!(verify_signature(&public, b"message", &signature));
    assert!(!verify_signature(&public, b"messagE", &signature));
    assert!(!verify_signature(
        &SigningKey::generate().verifying_key(),
        b"message",
        &signature
    ));
    for bit in 0..512 {
        let mut altered = signature;
        altered[bit / 8] ^= 1 << (bit % 8);
        assert!(!verify_signature(&public, b"message", &altered), "{bit}");
    }
    // A key of small order would verify anything.
    let mut small = [0; 32];
    small[0] = 1;
    let mut forged = [0; 64];
    forged[0] = 1;
    assert!(!verify_signature(&small, b"anything", &forged));
}

#[test]
fn columns() {
    let keys = ColumnKeys::generate();
    let sealed = keys.seal("members", b"row 1", "totp", b"seed");
    let open = |keys: &ColumnKeys, table, row: &[u8], column| {
        keys.open(table, row, column, &sealed)
            .map(|value| value.to_vec())
    };
    assert_eq!(
        open(&keys, "members", b"row 1", "totp"),
        Ok(b"seed".to_vec())
    );
    for (table, row, column) in [
        ("member", &b"row 1"[..], "totp"),
        ("members", b"row 2", "totp"),
        ("members", b"row 1", "mail"),
        // The same letters cut elsewhere.
        ("membersr", b"ow 1", "totp"),
        ("members", b"row 1t", "otp"),
    ] {
        assert_eq!(
            open(&keys, table, row, column),
            Err(OpenError::NotForThisKey)
        );
    }
    let rotated = keys.rotated();
    assert_eq!(
        open(&rotated, "members", b"row 1", "totp"),
        Ok(b"seed".to_vec())
    );
    assert!(rotated.is_stale(&sealed) && !keys.is_stale(&sealed));
    let newer = rotated.seal("members", b"row 1", "totp", b"seed");
    assert!(keys.open("members", b"row 1", "totp", &newer).is_err());
    let stored = ColumnKeys::new(rotated.keys().to_vec()).ok().unwrap();
    assert!(stored.open("members", b"row 1", "totp", &newer).is_ok());
    assert_eq!(ColumnKeys::new(Vec::new()).err(), Some(KeyError::Malformed));
    assert_fragile(&sealed, |bytes| {
        keys.open("members", b"row 1", "totp", bytes).is_ok()
    });
}

#[test]
fn row_sums() {
    let key = RowKey::generate();
    let sum = key.sum("cases", b"row");
    assert!(RowKey::from_bytes(*key.as_bytes()).verify("cases", b"row", &sum));
    assert!(!key.verify("cases", b"roW", &sum) && !key.verify("casesr", b"ow", &sum));
    assert!(!key.verify("cases", b"row", &sum[..15]) && !key.verify("cases", b"row", b""));
    assert!(!RowKey::generate().verify("cases", b"row", &sum));
}

#[test]
fn commitments() {
    let salt = new_salt();
    assert_ne!(salt, new_salt());
    assert_eq!(commit(&salt, b"fact"), commit(&salt, b"fact"));
    assert_ne!(commit(&salt, b"fact"), commit(&new_salt(), b"fact"));
    assert_ne!(commit(&salt, b"fact"), commit(&salt, b"facT"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn anything_goes_in_and_comes_out(
        secret in proptest::collection::vec(any::<u8>(), 0..300),
        what in "\\PC{0,20}",
        row in any::<[u8; 8]>(),
        junk in proptest::collection::vec(any::<u8>(), 0..100),
    ) {
        let token = Token::generate();
        prop_assert!(*token.open(&what, &token.seal(&what, &secret)).ok().unwrap() == secret);
        let keys = ColumnKeys::generate();
        let sealed = keys.seal("t", &row, &what, &secret);
        prop_assert!(*keys.open("t", &row, &what, &sealed).ok().unwrap() == secret);
        let wrapped = wrap_under_passphrase(&secret, &what, &what, CHEAP);
        prop_assert!(*unwrap_under_passphrase(&wrapped, &what, &what).ok().unwrap() == secret);

        prop_assert!(token.open(&what, &junk).is_err());
        prop_assert!(keys.open("t", &row, &what, &junk).is_err());
        prop_assert!(unwrap_under_passphrase(&junk, &what, &what).is_err());
        prop_assert!(MemberSecret::from_bytes(&junk).is_err() || junk.len() == 65);
        prop_assert!(Identity::parse(&what).is_err() && what.parse::<Recipient>().is_err());
    }
}
