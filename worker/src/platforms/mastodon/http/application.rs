//! The application that sign-ups are made by, before there is one in the settings: registered as any app registers itself.
//! Registering twice makes two, so the one that is set already is asked first, by fetching its own token. What an operator does
//! with the answer is left to the command.

use serde::{Deserialize, Serialize};

use super::super::answer::{Fault, Refused};
use super::super::{Access, Client};
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

/// What sign-ups need, and what tokens of the settings allow.
fn wanted(scopes: &[String]) -> String {
    let others = scopes.iter().map(String::as_str).filter(|scope| *scope != SCOPE);
    std::iter::once(SCOPE).chain(others).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_application_may_sign_up_and_what_the_settings_say() {
        let of = |scopes: &[&str]| wanted(&scopes.iter().map(|&scope| scope.to_owned()).collect::<Vec<_>>());
        assert_eq!(of(&["read", "follow"]), "write:accounts read follow");
        assert_eq!(of(&["write:accounts"]), "write:accounts");
    }
}
