//! Bech32 as age writes keys: the plain checksum, without Bitcoin's limit of length.

use crate::KeyError;
use bech32::{Bech32, Checksum, Hrp, primitives::decode::CheckedHrpstring};
use zeroize::Zeroizing;

/// The Bech32 checksum with room for a hybrid recipient (1,959 characters).
enum Long {}

impl Checksum for Long {
    type MidstateRepr = <Bech32 as Checksum>::MidstateRepr;
    type CorrectionField = <Bech32 as Checksum>::CorrectionField;
    const ROOT_GENERATOR: Self::CorrectionField = Bech32::ROOT_GENERATOR;
    const ROOT_EXPONENTS: core::ops::RangeInclusive<usize> = Bech32::ROOT_EXPONENTS;
    const CODE_LENGTH: usize = 4096;
    const CHECKSUM_LENGTH: usize = Bech32::CHECKSUM_LENGTH;
    const GENERATOR_SH: [Self::MidstateRepr; 5] = Bech32::GENERATOR_SH;
    const TARGET_RESIDUE: Self::MidstateRepr = Bech32::TARGET_RESIDUE;
}

pub(crate) fn encode(prefix: &str, bytes: &[u8]) -> String {
    let mut text = String::with_capacity(prefix.len() + 7 + bytes.len().div_ceil(5) * 8);
    bech32::encode_lower_to_fmt::<Long, _>(&mut text, hrp(prefix), bytes)
        .expect("our keys are shorter than the code");
    text
}

pub(crate) fn encode_upper(prefix: &str, bytes: &[u8]) -> Zeroizing<String> {
    // Room for all of it from the start: growing would leave copies behind.
    let mut text = Zeroizing::new(String::with_capacity(
        prefix.len() + 7 + bytes.len().div_ceil(5) * 8,
    ));
    bech32::encode_upper_to_fmt::<Long, _>(&mut *text, hrp(prefix), bytes)
        .expect("our keys are shorter than the code");
    text
}

/// Reads exactly `N` bytes under `prefix`. Strict: what is accepted is also how we would write it.
pub(crate) fn decode<const N: usize>(
    prefix: &str,
    text: &str,
) -> Result<Zeroizing<[u8; N]>, KeyError> {
    let checked = CheckedHrpstring::new::<Long>(text).map_err(|_| KeyError::Malformed)?;
    if !checked.hrp().as_str().eq_ignore_ascii_case(prefix) {
        return Err(KeyError::WrongKind);
    }
    let mut bytes = Zeroizing::new([0; N]);
    let mut given = checked.byte_iter();
    for place in bytes.iter_mut() {
        *place = given.next().ok_or(KeyError::Malformed)?;
    }
    if given.next().is_some() {
        return Err(KeyError::Malformed);
    }
    // Left-over bits must be zero: one key has one text.
    let again = encode_upper(prefix, &bytes[..]);
    if !again.eq_ignore_ascii_case(text) {
        return Err(KeyError::Malformed);
    }
    Ok(bytes)
}

fn hrp(prefix: &str) -> Hrp {
    Hrp::parse(prefix).expect("our prefixes are valid")
}
