//! Randomness, and the map of what is sealed, what is hashed and what is fingerprinted.
//!
//! Every random number of the product comes from `random`, which is the operating system's generator
//! through ring.

pub mod fingerprint;
pub mod password;
pub mod sealed_box;
pub mod secret;

use ring::rand::{SecureRandom, SystemRandom};

/// `N` bytes from the operating system's generator.
///
/// A system without randomness cannot run this product at all: the process ends itself rather than go
/// on with predictable secrets.
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    if SystemRandom::new().fill(&mut bytes).is_err() {
        std::process::abort();
    }
    bytes
}

/// A random number below `bound` (0 when `bound` is 0), for jitter; not for secrets.
pub fn jitter(bound: u64) -> u64 {
    u64::from_le_bytes(random::<8>()).checked_rem(bound).unwrap_or(0)
}
