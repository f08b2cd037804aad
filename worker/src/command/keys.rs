//! Makes keys for the key ring. What they seal, and with which of them, is `shared`'s affair.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use shared::clock::Timestamp;
use shared::crypto::random;

/// A new key as `GATELODGE_KEYS` takes it, named for the day and a number, so that two of one day differ.
pub(super) fn generate(now: Timestamp) -> String {
    let day = now.to_zoned(jiff::tz::TimeZone::UTC).date();
    let number = u16::from_be_bytes(random());
    format!("{day}-{number:04x}:{}\n", STANDARD.encode(random::<32>()))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may end here")]
    use super::*;

    #[test]
    fn a_key_is_named_for_its_day() {
        let key = generate("2026-11-20T23:59:59Z".parse().unwrap());
        let (id, secret) = key.trim_end().split_once(':').unwrap();
        assert!(id.starts_with("2026-11-20-") && id.len() == 15, "{id}");
        assert_eq!(STANDARD.decode(secret).unwrap().len(), 32);
    }
}
