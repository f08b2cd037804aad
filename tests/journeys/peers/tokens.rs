//! Access and refresh tokens over HTTP: forged ones, and honest ones in a hurry.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use harness::gatelodge::Gatelodge;
use harness::process::Process;
use reqwest::Method;
use serde_json::{Value, json};

use super::{ada, bearer, login, open_gate, refresh, sign_in};
use crate::acts::{self, text};

const API: &str = env!("CARGO_BIN_EXE_gatelodge-test-api");
const SECRET: &str = "Xw3nZq8Rt5Yb1Kd7Lf4Gh9Jm2Pc6Vs0T";

/// A part of a token: 0 is its header, 1 its claims.
fn part(token: &str, at: usize) -> Value {
    let encoded = token.split('.').nth(at).expect("a part");
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(encoded).expect("base64url")).expect("JSON")
}

/// A token of these parts, signed by HMAC-SHA256 with this secret.
fn signed(header: &str, claims: &str, secret: &[u8]) -> String {
    let message = format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(claims));
    let key = ring::hmac::Key::new(ring::hmac::HMAC_SHA256, secret);
    let code = URL_SAFE_NO_PAD.encode(ring::hmac::sign(&key, message.as_bytes()));
    format!("{message}.{code}")
}

async fn me(gate: &Gatelodge, token: &str) -> anyhow::Result<u16> {
    bearer(gate, Method::GET, "/users/me", token, json!({})).await
}

#[tokio::test]
async fn t12_cve_2026_25537_an_end_that_is_a_text_is_refused() -> anyhow::Result<()> {
    let gate = open_gate().whole_setting("ALGORITHM", "HS256").whole_setting("SECRET_KEY", SECRET).without_worker().start().await?;
    ada(&gate).await?;
    let (access, _) = sign_in(&gate).await?;
    let (header, claims) = (part(&access, 0).to_string(), part(&access, 1));
    let with = |name: &str, value: Value| {
        let mut changed = claims.clone();
        changed[name] = value;
        signed(&header, &changed.to_string(), SECRET.as_bytes())
    };
    assert_eq!(me(&gate, &with("exp", claims["exp"].clone())).await?, 200, "whoever has the secret can sign");
    let end = claims["exp"].as_i64().expect("a number");
    for name in ["exp", "nbf", "iat"] {
        for value in [json!(claims[name].to_string()), json!("never"), json!([end]), json!(true), json!(null), json!({}), json!(1e300)] {
            assert_eq!(me(&gate, &with(name, value.clone())).await?, 401, "{name} = {value}");
        }
    }
    let mut without = claims.clone();
    without.as_object_mut().expect("an object").remove("exp");
    assert_eq!(me(&gate, &signed(&header, &without.to_string(), SECRET.as_bytes())).await?, 401);
    // Said twice: the second must not win over the first.
    let twice = claims.to_string().replacen('{', r#"{"exp":99999999999,"#, 1);
    assert_eq!(me(&gate, &signed(&header, &twice, SECRET.as_bytes())).await?, 401);
    gate.clock.advance(std::time::Duration::from_mins(16));
    assert_eq!(me(&gate, &with("exp", json!(format!("{}", end + 9_000)))).await?, 401);
    gate.finish().await
}

#[tokio::test]
async fn t12_algorithm_none_and_the_public_key_as_a_secret_are_refused() -> anyhow::Result<()> {
    let gate = open_gate().without_worker().start().await?;
    ada(&gate).await?;
    let (access, token) = sign_in(&gate).await?;
    assert_eq!(me(&gate, &access).await?, 200);
    let keys = gate.visitor()?.call(Method::GET, "/.well-known/jwks.json", None, None).await?.expect(200)?;
    let jwk = keys.json()?["keys"][0].clone();
    let (header, claims) = (part(&access, 0), part(&access, 1).to_string());
    let headed = |algorithm: &str| {
        let mut changed = header.clone();
        changed["alg"] = json!(algorithm);
        changed.to_string()
    };
    let public = URL_SAFE_NO_PAD.decode(text(&jwk, "x"))?;
    for secret in [public.as_slice(), text(&jwk, "x").as_bytes(), jwk.to_string().as_bytes(), keys.body.as_bytes(), b""] {
        for algorithm in ["HS256", "EdDSA", "HS512"] {
            assert_eq!(me(&gate, &signed(&headed(algorithm), &claims, secret)).await?, 401, "{algorithm}");
        }
    }
    for algorithm in ["none", "None", "NONE", "nOnE", ""] {
        let message = format!("{}.{}", URL_SAFE_NO_PAD.encode(headed(algorithm)), URL_SAFE_NO_PAD.encode(&claims));
        for forged in [format!("{message}."), message.clone(), format!("{message}.{}", access.split('.').nth(2).unwrap_or_default())] {
            assert_eq!(me(&gate, &forged).await?, 401, "{algorithm:?}");
        }
    }
    for other in [token.as_str(), &format!("{access}.{access}"), &"x".repeat(9_000), &format!("{}=", access)] {
        assert_eq!(me(&gate, other).await?, 401);
    }
    gate.finish().await
}

#[tokio::test(flavor = "multi_thread")]
async fn t12_jsonwebtoken_without_a_provider_would_panic_at_the_first_token_of_a_process() -> anyhow::Result<()> {
    for algorithm in ["EdDSA", "HS256"] {
        let wish = open_gate().real_time().without_worker().whole_setting("ALGORITHM", algorithm).whole_setting("SECRET_KEY", SECRET);
        let mut gate = wish.start().await?;
        ada(&gate).await?;
        let (access, _) = sign_in(&gate).await?;
        gate.stop_api().await;
        // In the first process the first thing is a token to check, in the second one to sign: nothing has set either up.
        let checking = Process::start(API, gate.settings(), "")?;
        acts::until_ready(&gate).await?;
        assert_eq!(me(&gate, &access).await?, 200, "{algorithm}");
        drop(checking);
        let signing = Process::start(API, gate.settings(), "")?;
        acts::until_ready(&gate).await?;
        let (access, _) = sign_in(&gate).await?;
        assert_eq!(me(&gate, &access).await?, 200, "{algorithm}");
        let said = std::fs::read_to_string(signing.log())?;
        assert!(!said.contains("panicked") && !said.contains("CryptoProvider"), "{said}");
    }
    Ok(())
}

#[tokio::test]
async fn t13_fifty_refreshes_at_once_leave_one_live_successor() -> anyhow::Result<()> {
    let gate = open_gate().without_worker().start().await?;
    ada(&gate).await?;
    let (_, first) = sign_in(&gate).await?;
    let answers = futures_util::future::try_join_all((0..50).map(|_| refresh(&gate, &first))).await?;
    let mut successors = Vec::new();
    for answer in answers {
        // Nobody was logged out, and none got another one's.
        let pair = answer.expect(200)?.json()?;
        assert_eq!(me(&gate, text(&pair, "access_token")).await?, 200);
        successors.push(text(&pair, "refresh_token").to_owned());
    }
    successors.dedup();
    assert_eq!(successors.len(), 1, "one live successor");
    assert_ne!(successors[0], first);
    refresh(&gate, &successors[0]).await?.expect(200)?;
    refresh(&gate, &first).await?.expect(401)?;
    gate.finish().await
}

#[tokio::test]
async fn t13_strict_detection_logged_honest_people_out_80_times() -> anyhow::Result<()> {
    let gate = open_gate().setting("RATE_LIMITS", "off").without_worker().start().await?;
    ada(&gate).await?;
    let (_, mut held) = sign_in(&gate).await?;
    // Two tabs of one browser share a cookie and wake up together; now and then an answer is lost on its way.
    for round in 0..80_u64 {
        let (one, other) = futures_util::future::try_join(refresh(&gate, &held), refresh(&gate, &held)).await?;
        let tokens = [one.expect(200)?.json()?, other.expect(200)?.json()?];
        assert_eq!(tokens[0]["refresh_token"], tokens[1]["refresh_token"], "round {round}");
        if round % 3 == 0 {
            gate.clock.advance(std::time::Duration::from_secs(29));
            let again = refresh(&gate, &held).await?.expect(200)?.json()?;
            assert_eq!(again["refresh_token"], tokens[0]["refresh_token"], "round {round}: the answer was lost");
        }
        text(&tokens[0], "refresh_token").clone_into(&mut held);
        gate.clock.advance(std::time::Duration::from_mins(14));
    }
    refresh(&gate, &held).await?.expect(200)?;
    login(&gate, super::PASSWORD).await?.expect(200)?;
    gate.finish().await
}
