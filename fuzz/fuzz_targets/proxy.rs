//! The line that a proxy begins each connection with.
#![no_main]

use libfuzzer_sys::fuzz_target;
use watchpost_fuzz::run;
use watchpost_web::proxied;

fuzz_target!(|bytes: &[u8]| {
    let mut rest = bytes;
    if run(proxied(&mut rest)).is_ok() {
        let line = &bytes[..bytes.len() - rest.len()];
        assert!(line.starts_with(b"PROXY ") && line.ends_with(b"\r\n") && line.len() <= 107);
        assert_eq!(
            line.windows(2).filter(|two| two == b"\r\n").count(),
            1,
            "nothing of the request is taken"
        );
    }
});
