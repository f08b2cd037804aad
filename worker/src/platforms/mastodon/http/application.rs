//! The application that sign-ups are made by: registered as any app registers itself before there is one in the settings, and how an
//! account is known as its work. Registering twice makes two, so the one that is set already is asked first, by fetching its own token.
//! What an operator does with the answer is left to the command.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::super::answer::{Fault, Refused};
use super::super::{Access, Client};
use super::Http;
use super::accounts::Account;
use super::token::{AppToken, REDIRECT, SCOPE};
use super::wire::Wire;

#[derive(Serialize)]
struct Registration<'a> {
    client_name: &'a str,
    redirect_uris: &'static str,
    scopes: &'a str,
}

#[derive(Deserialize)]
struct Registered {
    client_id: String,
    client_secret: String,
}

/// The application of the settings, if the instance knows it and lets it sign people up; else a new one of this name, which may do
/// that and what the scopes of the settings allow.
///
/// # Errors
/// Whatever keeps the instance from answering.
pub async fn ensure_app(access: Access, name: &str) -> Result<Client, Refused> {
    let wire = Wire::new(access.url, access.deadline)?;
    if let Some(client) = access.client {
        match AppToken::new(client.clone()).get(&wire).await {
            Ok(_) => return Ok(client),
            Err(Refused::Misconfigured(Fault::WrongClient | Fault::WrongScopes)) => {}
            Err(refused) => return Err(refused),
        }
    }
    let scopes = wanted(&access.scopes);
    let registration = Registration { client_name: name, redirect_uris: REDIRECT, scopes: &scopes };
    let answer = wire.post_form(wire.at(&["api", "v1", "apps"], &[])?, &registration).await?;
    match answer.status() {
        200 => {
            let Registered { client_id, client_secret } = answer.read()?;
            Ok(Client { id: client_id, secret: client_secret.into() })
        }
        // A scope that this instance has not is all that can be wrong with what is sent.
        400 | 422 if answer.is_the_apis() => Err(Refused::Misconfigured(Fault::WrongScopes)),
        _ => Err(answer.refusal()),
    }
}

/// The number of an application: no secret, and no `client_id`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Id(String);

impl Id {
    /// Nothing where an instance does not tell.
    pub(super) fn of(told: &Value) -> Option<Self> {
        match told {
            Value::String(text) if !text.is_empty() => Some(Self(text.clone())),
            Value::Number(number) => Some(Self(number.to_string())),
            _ => None,
        }
    }
}

/// What an application is told of itself.
#[derive(Deserialize)]
struct Shown {
    #[serde(default)]
    id: Value,
}

impl Http {
    /// Whether our own application made the account. It did not where the instance does not tell it of both, as old versions and
    /// `GoToSocial` do not: a stranger's account looks no different.
    pub(super) async fn has_made(&self, account: &Account) -> Result<bool, Refused> {
        let Some(maker) = account.maker() else { return Ok(false) };
        Ok(self.own_id().await? == Some(maker))
    }

    async fn own_id(&self) -> Result<Option<Id>, Refused> {
        let url = self.wire.at(&["api", "v1", "apps", "verify_credentials"], &[])?;
        // A token kept from before may have ended meanwhile; one fetched just now has not.
        for _ in 0..2 {
            let token = self.app_token.get(&self.wire).await?;
            let answer = self.wire.get(url.clone(), Some(&token)).await?;
            match answer.status() {
                200 => return Ok(Id::of(&answer.read::<Shown>()?.id)),
                // Not there, or only for who may read.
                403..=405 if answer.is_the_apis() => return Ok(None),
                _ if answer.is_about_the_token() => self.app_token.forget(&token).await,
                _ => return Err(answer.refusal()),
            }
        }
        Err(Refused::Misconfigured(Fault::WrongClient))
    }
}

/// What sign-ups need, and what tokens of the settings allow.
fn wanted(scopes: &[String]) -> String {
    let others = scopes.iter().map(String::as_str).filter(|scope| *scope != SCOPE);
    std::iter::once(SCOPE).chain(others).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_that_nobody_told_is_none() {
        let of = |told: &str| serde_json::from_str(told).ok().and_then(|told| Id::of(&told));
        assert_eq!(of("\"12\""), of("12"));
        assert!(of("12").is_some() && of("12") != of("1"));
        for told in ["null", "\"\"", "{}", "[12]", "true"] {
            assert_eq!(of(told), None, "{told}");
        }
    }

    #[test]
    fn an_application_may_sign_up_and_what_the_settings_say() {
        let of = |scopes: &[&str]| wanted(&scopes.iter().map(|&scope| scope.to_owned()).collect::<Vec<_>>());
        assert_eq!(of(&["read", "follow"]), "write:accounts read follow");
        assert_eq!(of(&["write:accounts"]), "write:accounts");
    }
}
