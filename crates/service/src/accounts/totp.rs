//! The authenticator: codes of six digits that change every 30 seconds (RFC 6238, SHA-1, as every app has them).

use totp_rs::{Algorithm, Builder};
use watchpost_vault::Zeroizing;

use crate::Error;

const STEP: u64 = 30;
/// A clock may be this many steps off.
const SKEW: u16 = 1;
/// Bytes of the seed, as RFC 4226 recommends.
pub(crate) const SEED: usize = 20;

/// An authenticator that is being set up; shown once.
pub struct Totp {
    /// The seed in base32, for typing in.
    pub typed: Zeroizing<String>,
    /// `otpauth://…`, for the QR code.
    pub address: Zeroizing<String>,
}

fn generator(seed: &[u8], site: &str, name: &str) -> Result<totp_rs::Totp, Error> {
    Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(6)
        .with_skew(SKEW)
        .with_step_duration(STEP)
        .with_secret(seed.to_vec())
        .with_issuer(Some(site))
        .with_account_name(name)
        .build()
        .map_err(|_| Error::Internal(132))
}

impl Totp {
    pub(crate) fn of(seed: &[u8], site: &str, name: &str) -> Result<Self, Error> {
        // The address separates its parts with colons.
        let plain = |text: &str| text.replace(':', " ");
        let totp = generator(seed, &plain(site), &plain(name))?;
        let address = totp.to_url().map_err(|_| Error::Internal(133))?;
        Ok(Self {
            typed: Zeroizing::new(totp_rs::Secret::from(seed.to_vec()).to_base32()),
            address: Zeroizing::new(address),
        })
    }
}

/// The step of a code that is right now, or was a moment ago.
pub(crate) fn step_of(seed: &[u8], code: &str, now: i64) -> Option<i64> {
    let typed: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let now = u64::try_from(now).ok()?;
    let step = generator(seed, "x", "x").ok()?.check(&typed, now)?;
    i64::try_from(step).ok()
}

/// The code of this moment, for the sample network and for tests.
pub(crate) fn code_at(seed: &[u8], now: i64) -> Result<String, Error> {
    let now = u64::try_from(now).map_err(|_| Error::Internal(134))?;
    Ok(generator(seed, "x", "x")?.generate(now).to_string())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// RFC 6238, appendix B, the last six digits.
    #[test]
    fn codes_are_those_of_the_standard() {
        let seed = b"12345678901234567890";
        for (at, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (2_000_000_000, "279037"),
        ] {
            assert_eq!(code_at(seed, at).unwrap(), code);
            assert_eq!(step_of(seed, code, at), Some(at / 30));
        }
        assert_eq!(
            step_of(seed, "287 082", 59 + 30),
            Some(1),
            "a minute late is in time"
        );
        assert_eq!(step_of(seed, "287082", 59 + 90), None);
        assert_eq!(step_of(seed, "", 59), None);
    }

    #[test]
    fn its_address_is_what_apps_read() {
        let totp = Totp::of(b"12345678901234567890", "A: site", "amina").unwrap();
        assert!(totp.address.starts_with("otpauth://totp/"));
        assert!(totp.address.contains(&*totp.typed));
    }
}
