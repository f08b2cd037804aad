//! Signing up, as anybody may: the order, the mark in its reason, and a token of the application that may have ended.

use secrecy::ExposeSecret;
use serde::Serialize;

use super::super::NewUser;
use super::super::answer::{Fault, Refused};
use super::Http;
use super::answer::NotSignedUp;

#[derive(Serialize)]
struct SignUp<'a> {
    username: &'a str,
    email: &'a str,
    password: &'a str,
    agreement: bool,
    locale: &'a str,
    reason: &'a str,
}

/// What the instance's moderators read; the mark is its last line. `GoToSocial` wants forty characters and more, Mastodon takes 420.
fn reason(key: &str) -> String {
    format!("Approved by the moderators at this instance's gate, which signs up for its applicants.\ngatelodge:{key}")
}

impl Http {
    /// Signs up. The token of the new account that this answers with is nobody's: it is ended, as well as one try can.
    pub(super) async fn sign_up(&self, user: &NewUser<'_>) -> Result<(), NotSignedUp> {
        let reason = reason(user.key);
        let order = SignUp {
            username: user.username,
            email: user.email,
            password: user.password.expose_secret(),
            agreement: true,
            locale: user.locale,
            reason: &reason,
        };
        let url = self.wire.at(&["api", "v1", "accounts"], &[])?;
        // A token kept from before may have ended meanwhile; one fetched just now has not.
        for _ in 0..2 {
            let token = self.app_token.get(&self.wire).await?;
            let answer = self.wire.post(url.clone(), &token, &order).await?;
            if !answer.is_about_the_token() {
                answer.signed_up()?;
                self.app_token.revoke(&self.wire, &answer).await;
                return Ok(());
            }
            self.app_token.forget(&token).await;
        }
        Err(NotSignedUp::Refused(Refused::Misconfigured(Fault::WrongClient)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reason_is_neither_too_short_nor_too_long_and_ends_with_the_mark() {
        for key in ["", "0190b2c4-7d3e-7c1a-9a57-2f6f5e1c0a11", &"k".repeat(128)] {
            let reason = reason(key);
            assert!((40..=420).contains(&reason.chars().count()));
            assert_eq!(reason.lines().last(), Some(format!("gatelodge:{key}").as_str()));
        }
    }
}
