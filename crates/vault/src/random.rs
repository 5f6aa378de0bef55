//! Randomness from the operating system.

use getrandom::SysRng;
use rand_core::UnwrapErr;
use zeroize::Zeroizing;

/// The operating system's generator in the form that takes no error: a system that has no randomness must not go on.
pub type OsRandom = UnwrapErr<SysRng>;

/// The operating system's generator, for callers that hand a generator on (receipts).
pub fn os_random() -> OsRandom {
    UnwrapErr(SysRng)
}

/// `N` fresh random bytes that are not secret: nonces and salts.
pub(crate) fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    bytes
}

/// `N` fresh random secret bytes.
pub(crate) fn secret<const N: usize>() -> Zeroizing<[u8; N]> {
    let mut bytes = Zeroizing::new([0; N]);
    getrandom::fill(&mut bytes[..]).expect("the operating system gives random bytes");
    bytes
}
