//! What programs do for a member: sign in, ask who that is, stay signed in, and sign out everywhere.

use anyhow::ensure;
use reqwest::Method;
use serde_json::{Value, json};
use url::Url;

use crate::program::{call, post, sign_in, text};
use crate::steps::Steps;

/// Plays it for whoever signs in with these.
pub async fn play(steps: &mut Steps, gate: &Url, address: &str, password: &str) -> anyhow::Result<()> {
    let tokens = steps.step("a program signs in for her: POST /auth/login", signs_in(gate, address, password)).await?;
    let knows = is_known(gate, &tokens, address);
    steps.step("GET /users/me says who she is", knows).await?;
    let renews = async {
        let (status, said) = refresh(gate, &tokens).await?;
        ensure!(status == 200 && said["token_type"] == "bearer", "the gate answered {status}: {said}");
        ensure!(said["refresh_token"] != tokens["refresh_token"], "the refresh token is the same again");
        is_known(gate, &said, address).await?;
        Ok(said)
    };
    let tokens = steps.step("POST /auth/refresh trades its token for the next two", renews).await?;
    let ends = async {
        let (status, said) = call(gate, &text(&tokens, "access_token")?, Method::POST, "/auth/logout-all", &Value::Null).await?;
        ensure!(status == 200 && said["msg"] == "logged out", "the gate answered {status}: {said}");
        let (status, said) = me(gate, &tokens).await?;
        ensure!(status == 401, "the access token is good still: {status}: {said}");
        let (status, said) = refresh(gate, &tokens).await?;
        ensure!(status == 401, "the refresh token is good still: {status}: {said}");
        Ok(())
    };
    steps.step("POST /auth/logout-all: both tokens are dead at once", ends).await
}

async fn signs_in(gate: &Url, address: &str, password: &str) -> anyhow::Result<Value> {
    let (status, said) = sign_in(gate, address, password).await?;
    ensure!(status == 200 && said["token_type"] == "bearer", "the gate answered {status}: {said}");
    Ok(said)
}

async fn is_known(gate: &Url, tokens: &Value, address: &str) -> anyhow::Result<()> {
    let (status, said) = me(gate, tokens).await?;
    ensure!(status == 200 && said["email"] == address, "the gate answered {status}: {said}");
    Ok(())
}

async fn me(gate: &Url, tokens: &Value) -> anyhow::Result<(u16, Value)> {
    call(gate, &text(tokens, "access_token")?, Method::GET, "/users/me", &Value::Null).await
}

async fn refresh(gate: &Url, tokens: &Value) -> anyhow::Result<(u16, Value)> {
    post(gate, "/auth/refresh", json!({ "refresh_token": tokens["refresh_token"] }).to_string()).await
}
