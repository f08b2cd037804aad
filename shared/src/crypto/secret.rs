//! A secret that rests inside a sealed box: shown nowhere, wiped when dropped.

use std::fmt;

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::random;

/// The characters of generated passwords: no two that look alike.
const ALPHABET: [&[u8]; 4] = [b"abcdefghijkmnpqrstuvwxyz", b"ABCDEFGHJKLMNPQRSTUVWXYZ", b"23456789", b"-_.!*"];

/// A password or a token on its way. `Debug` and `Display` tell nothing of it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Takes the text in.
    pub fn new(text: impl Into<String>) -> Self {
        Self(Zeroizing::new(text.into()))
    }

    /// 256 random bits as text, for a machine to keep.
    pub fn random() -> Self {
        use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
        Self::new(URL_SAFE_NO_PAD.encode(Zeroizing::new(random::<32>())))
    }

    /// A password for a person to type: 20 characters with small and capital letters, digits and signs,
    /// as the strictest usual policies want, about 115 bits.
    pub fn password() -> Self {
        let all = ALPHABET.concat();
        // The first four come from one class each; where they stand is no secret worth keeping.
        let classes = ALPHABET.iter().copied().chain(std::iter::repeat(all.as_slice()));
        Self::new(classes.take(20).map(pick).collect::<String>())
    }

    /// The text itself, for the one place that needs it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

/// One character at random, each equally likely: bytes beyond the last whole multiple are thrown away.
fn pick(from: &[u8]) -> char {
    let whole = 256 - 256 % from.len().max(1);
    loop {
        let [byte] = random::<1>();
        if usize::from(byte) < whole
            && let Some(found) = from.get(usize::from(byte) % from.len())
        {
            return char::from(*found);
        }
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_generated_password_pleases_strict_policies() {
        for _ in 0..200 {
            let password = Secret::password();
            let text = password.expose();
            assert_eq!(text.chars().count(), 20);
            for class in ALPHABET {
                assert!(text.bytes().any(|byte| class.contains(&byte)), "{text}");
            }
        }
    }

    #[test]
    fn debug_tells_nothing() {
        assert_eq!(format!("{:?}", Secret::new("hush")), "Secret(…)");
    }
}
