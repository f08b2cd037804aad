//! The proof on a shared-secret registration: that we know the secret and that this account was meant.
//! HMAC-SHA1 is what the homeserver asks for; nothing else in the project uses it. Proven against known answers.

use std::fmt::Write as _;

use ring::hmac;
use secrecy::{ExposeSecret, SecretString};

/// Whether the account will be a homeserver's admin. Gatelodge only ever makes ordinary ones; the other word is here because the
/// known answers cover it and because whoever reads the proof should see that it is part of it.
#[derive(Clone, Copy)]
pub(super) enum Role {
    Ordinary,
    #[cfg(test)]
    Admin,
}

/// `hex(HMAC-SHA1(secret, nonce \0 username \0 password \0 role))`, as `POST /_synapse/admin/v1/register` wants it.
pub(super) fn registration_mac(secret: &SecretString, nonce: &str, username: &str, password: &SecretString, role: Role) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, secret.expose_secret().as_bytes());
    let mut context = hmac::Context::with_key(&key);
    for part in [nonce, username, password.expose_secret()] {
        context.update(part.as_bytes());
        context.update(b"\0");
    }
    context.update(match role {
        Role::Ordinary => b"notadmin",
        #[cfg(test)]
        Role::Admin => b"admin",
    });
    let tag = context.sign();
    tag.as_ref().iter().fold(String::with_capacity(40), |mut hex, byte| {
        // Writing into a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(role: Role) -> String {
        registration_mac(&"vestibule".into(), "nonce", "alice", &"correct horse".into(), role)
    }

    #[test]
    fn the_known_answers_hold() {
        assert_eq!(known(Role::Ordinary), "fb444c963a8724dd33d6c90e0e57fda235f8a192");
        assert_eq!(known(Role::Admin), "90845997e17464ca9d2c5831d2b5e8b59af0df38");
    }

    #[test]
    fn every_part_counts() {
        let base = known(Role::Ordinary);
        assert_ne!(base, registration_mac(&"other".into(), "nonce", "alice", &"correct horse".into(), Role::Ordinary));
        assert_ne!(base, registration_mac(&"vestibule".into(), "once", "alice", &"correct horse".into(), Role::Ordinary));
        assert_ne!(base, registration_mac(&"vestibule".into(), "nonce", "alic", &"correct horse".into(), Role::Ordinary));
        assert_ne!(base, registration_mac(&"vestibule".into(), "nonce", "alice", &"correct hors".into(), Role::Ordinary));
    }
}
