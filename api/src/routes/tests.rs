//! The document, and what refusals and answers look like before Redis is asked.

#![expect(clippy::unwrap_used, reason = "a test may end here")]

use poem::http::StatusCode;
use poem::test::TestClient;
use serde_json::{Value, json};
use shared::clock::{Clock, Timing};

use super::*;
use crate::desk::tests::settings;

/// A gate whose Redis is away; what it says it says without one.
fn gate() -> Arc<Gate> {
    let nowhere = settings(&[("GATELODGE_REDIS_URL", "redis://127.0.0.1:1")]);
    let timing = Timing { redis_deadline: std::time::Duration::from_millis(600), ..Timing::default() };
    Gate::new(nowhere, Clock::system(), timing).unwrap()
}

#[tokio::test]
async fn the_document_is_the_one_that_is_kept() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/openapi.json");
    let document: Value = serde_json::from_str(&service(&gate()).spec()).unwrap();
    let text = format!("{}\n", serde_json::to_string_pretty(&document).unwrap());
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, &text).unwrap();
    }
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    assert!(kept == text, "api/openapi.json is out of date: UPDATE=1 cargo test -p api document writes it anew");
}

#[tokio::test]
async fn the_service_lives_without_redis_and_says_that_it_is_not_ready() {
    let client = TestClient::new(crate::app(&gate()).unwrap());
    for path in ["/livez", "/livez/", "/openapi.json", "/docs", "/redoc/", "/problems/invalid"] {
        client.get(path).send().await.assert_status_is_ok();
    }
    client.get("/problems/none").send().await.assert_status(StatusCode::NOT_FOUND);
    client.get("/reset/").send().await.assert_status(StatusCode::NOT_FOUND);
    let waiting = [
        client.get("/readyz"),
        client.post("/registrations/").body_json(&json!({})),
        client.post("/auth/login/").body_json(&json!({"email": "ada@example.org", "password": "mani1234"})),
        client.post("/login").form(&[("username", "ada"), ("password", "mani1234")]),
        client.post("/auth/refresh").body_json(&json!({"refresh_token": "glr_"})),
        client.post("/auth/register").body_json(&json!({"email": "ada@example.org", "password": "mani1234"})),
        client.get("/users/me").header("authorization", "Bearer x"),
        client.get("/.well-known/jwks.json"),
        client.get("/registrations/AAAAAAAAAAAAAAAAAAAAAA").header("authorization", "Basic QUFBQUFBQUFBQUFBQUFBQUFBQUFBQTp4"),
    ];
    for request in waiting {
        let response = request.send().await;
        response.assert_status(StatusCode::SERVICE_UNAVAILABLE);
        response.assert_header("retry-after", "2");
    }
}

/// A gate with the door to Mastodon, by this driver, whose Redis is away.
fn gate_to_mastodon(driver: &str) -> Arc<Gate> {
    let nowhere = settings(&[
        ("GATELODGE_REDIS_URL", "redis://127.0.0.1:1"),
        ("GATELODGE_SERVICES", "matrix,mastodon"),
        ("GATELODGE_MASTODON_URL", "http://127.0.0.1:3000"),
        ("GATELODGE_MASTODON_DRIVER", driver),
    ]);
    Gate::new(nowhere, Clock::system(), Timing::default()).unwrap()
}

#[tokio::test]
async fn what_this_gate_is_not_set_up_for_names_the_setting() {
    let login = json!({"email": "demo@tempmail.com", "password": "mani1234"});
    let change = json!({"email": "demo@tempmail.com", "old_password": "mani1234", "new_password": "newsecure123"});
    let cases = [
        (gate(), "GATELODGE_SERVICES"),
        (gate_to_mastodon("tootctl"), "GATELODGE_MASTODON_DRIVER"),
        (gate_to_mastodon("http"), "GATELODGE_MASTODON_DRIVER"),
    ];
    for (gate, setting) in cases {
        let client = TestClient::new(crate::app(&gate).unwrap());
        for (path, body) in [("/generate-token", &login), ("/generate-token/", &login), ("/change-password", &change)] {
            let response = client.post(path).body_json(body).send().await;
            response.assert_status(StatusCode::NOT_IMPLEMENTED);
            let problem: Value = serde_json::from_str(&response.0.into_body().into_string().await.unwrap()).unwrap();
            assert!(problem.get("detail").unwrap().as_str().unwrap().contains(setting), "{problem}");
        }
        let response = client.post("/generate-token").body_json(&json!({"email": "nobody", "password": "x"})).send().await;
        response.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[tokio::test]
async fn accounts_on_mastodon_wait_for_redis_like_everything_else() {
    let client = TestClient::new(crate::app(&gate_to_mastodon("runner")).unwrap());
    let bodies = [
        ("/generate-token", json!({"email": "demo@tempmail.com", "password": "mani1234"})),
        ("/change-password/", json!({"email": "demo@tempmail.com", "old_password": "mani1234", "new_password": "newsecure123"})),
        ("/forgot-password", json!({"email": "demo@tempmail.com", "new_password": "root1234"})),
    ];
    for (path, body) in bodies {
        let response = client.post(path).body_json(&body).send().await;
        response.assert_status(StatusCode::SERVICE_UNAVAILABLE);
        response.assert_header("retry-after", "2");
    }
    client.post("/forgot-password").body_json(&json!({"new_password": "x"})).send().await.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
    client.get("/generate-token").send().await.assert_status(StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn whoever_shows_no_access_token_is_told_how_to_sign_in() {
    let client = TestClient::new(crate::app(&gate()).unwrap());
    let asked = [client.get("/users/me"), client.get("/users/ada"), client.post("/auth/logout-all"), client.post("/auth/refresh")];
    let with_basic = client.get("/users/me/").header("authorization", "Basic YWRhOng=");
    let with_body = client.delete("/users/me").content_type("application/json").body("{");
    for request in asked.into_iter().chain([with_basic, with_body]) {
        let response = request.send().await;
        response.assert_status(StatusCode::UNAUTHORIZED);
        response.assert_header("www-authenticate", "Bearer");
        let problem: Value = serde_json::from_str(&response.0.into_body().into_string().await.unwrap()).unwrap();
        assert_eq!(problem.get("detail").unwrap(), "Could not validate credentials");
    }
    client.post("/auth/logout").send().await.assert_status_is_ok();
    client.post("/auth/logout/").body_json(&json!({"refresh_token": "nonsense"})).send().await.assert_status_is_ok();
    for body in [json!({}), json!({"password": "x"}), json!({"username": "ada"}), json!({"username": 7, "password": "x"})] {
        client.post("/auth/login").body_json(&body).send().await.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
    }
    client.post("/login").form(&[("username", "ada")]).send().await.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
    client.post("/login").content_type("text/plain").body("x").send().await.assert_status(StatusCode::UNSUPPORTED_MEDIA_TYPE);
    client.get("/auth/login").send().await.assert_status(StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn credentials_come_before_bodies() {
    let client = TestClient::new(crate::app(&gate()).unwrap());
    let path = "/registrations/AAAAAAAAAAAAAAAAAAAAAA";
    for method in [poem::http::Method::PUT, poem::http::Method::PATCH] {
        let response = client.request(method, path).content_type("application/json").body("{").send().await;
        response.assert_status(StatusCode::UNAUTHORIZED);
        response.assert_header("www-authenticate", r#"Basic realm="gatelodge", charset="UTF-8""#);
    }
    for header in ["Bearer x", "Basic", "Basic !!!", "Basic Og"] {
        client.get(path).header("authorization", header).send().await.assert_status(StatusCode::UNAUTHORIZED);
    }
    client.post("/registrations/names").body_json(&json!({"username": "ada"})).send().await.assert_status(StatusCode::UNAUTHORIZED);
    client.post("/registrations").content_type("text/plain").body("x").send().await.assert_status(StatusCode::UNSUPPORTED_MEDIA_TYPE);
    client.post("/registrations").content_type("application/json").body("[]").send().await.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
}
