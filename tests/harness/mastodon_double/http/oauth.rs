//! Applications and tokens over HTTP: OAuth as Mastodon's Doorkeeper answers since 4.4, without the password grant.

use serde_json::{Value, json};

use super::asked::Asked;
use super::reply::Reply;
use crate::mastodon_double::state::{Application, Holder, OUT_OF_BAND, State, Token, texts, words};

/// How long an application's token lives at GoToSocial, in seconds.
const GOTOSOCIAL_EXPIRES_IN: u32 = 7200;

impl State {
    pub(super) fn oauth_token(&mut self, asked: &Asked) -> Result<Reply, Reply> {
        let malformed = |said| Reply::oauth(400, "invalid_request", said);
        let grant = asked.text("grant_type").ok_or_else(|| malformed("Missing required parameter: grant_type."))?;
        if grant != "client_credentials" {
            let said = "The authorization grant type is not supported by the authorization server.";
            return Err(Reply::oauth(400, "unsupported_grant_type", said));
        }
        let application = self.client(asked)?.clone();
        let scopes = words(asked.text("scope").unwrap_or("read"));
        if !scopes.iter().all(|scope| application.scopes.contains(scope)) {
            if self.setup.gotosocial {
                return Err(Reply::error(400, "invalid_scope: requested scopes exceed those of the client"));
            }
            return Err(Reply::oauth(400, "invalid_scope", "The requested scope is invalid, unknown, or malformed."));
        }
        let token = self.find_or_make_token(Holder::Application, &application.client_id, &scopes);
        Ok(Reply::ok(self.token_document(&token)))
    }

    pub(super) fn token_document(&self, token: &Token) -> Value {
        let mut document = json!({
            "access_token": token.access_token,
            "token_type": "Bearer",
            "scope": token.scopes.join(" "),
            "created_at": token.created_at,
        });
        if self.setup.gotosocial && token.holder == Holder::Application {
            document["expires_in"] = GOTOSOCIAL_EXPIRES_IN.into();
        }
        document
    }

    pub(super) fn oauth_revoke(&mut self, asked: &Asked) -> Result<Reply, Reply> {
        let not_yours = || Reply::oauth(403, "unauthorized_client", "You are not authorized to revoke this token");
        let client_id = self.client(asked).map_err(|_| not_yours())?.client_id.clone();
        let token = asked.text("token").unwrap_or_default();
        // RFC 7009 § 2.2: a token that nobody knows is revoked already.
        if self.tokens.iter().any(|known| known.access_token == token && known.client_id != client_id) {
            return Err(not_yours());
        }
        self.revoke_where(|known| known.access_token == token);
        Ok(Reply::ok(json!({})))
    }

    pub(super) fn register_app(&mut self, asked: &Asked) -> Result<Reply, Reply> {
        let name = asked.text("client_name").unwrap_or_default();
        let redirect = asked.body.get("redirect_uris").map(|given| texts(given).unwrap_or_default().join("\n"));
        let redirect = redirect.filter(|list| !list.is_empty()).or_else(|| asked.text("redirect_uris").map(str::to_owned));
        match (name, redirect) {
            ("", _) => Err(Reply::error(422, "Validation failed: Application name can't be blank")),
            (_, None) => Err(Reply::error(422, "Validation failed: Redirect URI can't be blank")),
            (name, Some(redirect)) => {
                let application = self.make_application(name, &words(asked.text("scopes").unwrap_or("read")));
                let mut document = app_document(&application);
                document["redirect_uri"] = redirect.into();
                document["client_id"] = application.client_id.into();
                document["client_secret"] = application.client_secret.into();
                document["client_secret_expires_at"] = 0.into();
                Ok(Reply::ok(document))
            }
        }
    }

    pub(super) fn verify_app(&self, asked: &Asked) -> Result<Reply, Reply> {
        let gotosocial = self.setup.gotosocial;
        if gotosocial {
            return Err(Reply::not_found(gotosocial));
        }
        let token = self.tokens.iter().find(|token| !token.revoked && asked.token.as_ref() == Some(&token.access_token));
        let application = token.and_then(|token| self.application(&token.client_id));
        let application = application.ok_or_else(|| Reply::no_token("The access token is invalid", gotosocial))?;
        Ok(Reply::ok(app_document(application)))
    }

    /// The application that proves itself.
    fn client(&self, asked: &Asked) -> Result<&Application, Reply> {
        let proven = asked.client().and_then(|(id, secret)| self.application(id).filter(|known| known.client_secret == secret));
        proven.ok_or_else(|| {
            if self.setup.gotosocial {
                return Reply::error(400, "unauthorized_client: client_id not found");
            }
            let said = "Client authentication failed due to unknown client, no client authentication included, or unsupported \
                        authentication method.";
            Reply::oauth(401, "invalid_client", said)
        })
    }
}

fn app_document(application: &Application) -> Value {
    json!({
        "id": application.id,
        "name": application.name,
        "website": null,
        "scopes": application.scopes,
        "redirect_uri": OUT_OF_BAND,
        "redirect_uris": [OUT_OF_BAND],
        "vapid_key": "",
    })
}
