//! Whether a password may be set (T10).
//!
//! Length in characters after NFC (and in bytes where Mastodon is a door), and how well it withstands guessing (zxcvbn), where the person's own words count as
//! guessed. No rules of composition. Guessing takes milliseconds, so it runs beside the requests; its dictionaries are
//! loaded at the start.

use shared::crypto::secret::Secret;
use shared::registration::{NewPassword, Password};
use shared::settings::PasswordRules;
use tokio::sync::Semaphore;
use unicode_normalization::UnicodeNormalization;

use super::{Refused, What};
use crate::gate::Gate;

/// The most characters of a password.
pub const LENGTH_MAX: usize = 128;
/// Guessing looks at so many characters: its time grows with more than the square of them, and whoever typed so many that were
/// hard to guess need not prove it with the rest.
const GUESSED_MAX: usize = 40;
/// How many are guessed at once: enough for people, and never more than one core.
static GUESSING: Semaphore = Semaphore::const_new(1);

/// Judges a password and answers it in NFC. `words` are what others may know of the person.
pub async fn judge(rules: PasswordRules, password: &Secret, words: Vec<String>) -> Result<Secret, What> {
    let password = Secret::new(password.expose().nfc().collect::<String>());
    // Mastodon's hash reads no further than that.
    if password.expose().contains('\0') {
        return Err(What::PasswordNul);
    }
    let length = password.expose().chars().count();
    if length < rules.min {
        return Err(What::PasswordShort { min: rules.min });
    }
    if length > LENGTH_MAX {
        return Err(What::PasswordLong { max: LENGTH_MAX });
    }
    // What a platform would cut off protects nobody, and another platform would ask for it.
    if let Some(max) = rules.bytes_max.filter(|max| password.expose().len() > *max) {
        return Err(What::PasswordBytes { max });
    }
    if rules.score == 0 {
        return Ok(password);
    }
    let turn = GUESSING.acquire().await;
    let guessed = tokio::task::spawn_blocking(move || {
        let score = score(password.expose(), &words);
        // A caller who left does not make room for the next before the guess has ended.
        drop(turn);
        (password, score)
    });
    match guessed.await {
        Ok((password, score)) if score >= rules.score => Ok(password),
        // A guess that broke down is no reason to let a password pass.
        _ => Err(What::PasswordWeak),
    }
}

/// A password with what is kept of it for good.
///
/// # Errors
/// `Limited` when too many are hashed already.
pub(super) async fn hashed(gate: &Gate, password: Option<Password>) -> Result<Option<NewPassword>, Refused> {
    let Some(password) = password else { return Ok(None) };
    let hash = gate.hasher.hash(password.secret()).await?;
    Ok(Some(NewPassword { password, hash }))
}

/// How hard it is to guess, 0 to 4.
fn score(password: &str, words: &[String]) -> u8 {
    let end = password.char_indices().nth(GUESSED_MAX).map_or(password.len(), |(at, _)| at);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    zxcvbn::zxcvbn(password.get(..end).unwrap_or(password), &words).score().into()
}

/// Loads the dictionaries, so that the first person does not wait for them.
pub fn warm() {
    tokio::task::spawn_blocking(|| score("warm", &[]));
}

/// The words that others may know: name, address, community.
pub fn words(name: Option<&str>, email: Option<&str>, community: &str) -> Vec<String> {
    let parts = email.into_iter().flat_map(|email| email.split(['@', '.', '+', '-', '_']));
    let whole = name.into_iter().chain(email).chain([community]);
    let words = whole.chain(parts).chain(community.split_whitespace());
    words.filter(|word| word.chars().count() > 2).map(ToOwned::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: PasswordRules = PasswordRules { min: 12, score: 3, bytes_max: None };

    async fn judged(rules: PasswordRules, password: &str) -> Result<String, What> {
        let words = words(Some("gardenias"), Some("ada.lovelace@example.org"), "Verdant Greenhouse");
        judge(rules, &Secret::new(password), words).await.map(|password| password.expose().to_owned())
    }

    #[tokio::test]
    async fn length_counts_characters_after_normalisation() {
        assert_eq!(judged(RULES, "short").await, Err(What::PasswordShort { min: 12 }));
        let rules = PasswordRules { min: 8, score: 0, bytes_max: None };
        assert_eq!(judged(rules, "u\u{308}u\u{308}u\u{308}u\u{308}").await, Err(What::PasswordShort { min: 8 }));
        assert_eq!(judged(rules, &"u\u{308}".repeat(8)).await, Ok("ü".repeat(8)));
        assert_eq!(judged(rules, &"ü".repeat(128)).await, Ok("ü".repeat(128)));
        assert_eq!(judged(rules, &"ü".repeat(129)).await, Err(What::PasswordLong { max: 128 }));
    }

    #[tokio::test]
    async fn bytes_count_where_a_door_looks_at_no_more() {
        let rules = PasswordRules { min: 8, score: 0, bytes_max: Some(72) };
        assert_eq!(judged(rules, &"a".repeat(72)).await, Ok("a".repeat(72)));
        assert_eq!(judged(rules, &"a".repeat(73)).await, Err(What::PasswordBytes { max: 72 }));
        assert_eq!(judged(rules, &"u\u{308}".repeat(36)).await, Ok("ü".repeat(36)), "bytes are counted after normalisation");
        assert_eq!(judged(rules, &"ü".repeat(37)).await, Err(What::PasswordBytes { max: 72 }));
        assert_eq!(judged(rules, &"a".repeat(129)).await, Err(What::PasswordLong { max: 128 }));
    }

    #[tokio::test]
    async fn a_nul_ends_a_password_where_it_is_hashed() {
        assert_eq!(judged(RULES, "seven quiet\0 otters paint").await, Err(What::PasswordNul));
    }

    #[tokio::test]
    async fn what_others_know_is_easy_to_guess() {
        for weak in ["password1234", "aaaaaaaaaaaaaaaa", "gardenias2024", "lovelaceverdant", "greenhouse12"] {
            assert_eq!(judged(RULES, weak).await, Err(What::PasswordWeak), "{weak}");
        }
        assert!(judged(RULES, "seven quiet otters paint").await.is_ok());
        assert!(judged(RULES, Secret::password().expose()).await.is_ok());
        assert!(judged(RULES, &"a longer sentence that nobody would ever say aloud ".repeat(2)).await.is_ok());
    }
}
