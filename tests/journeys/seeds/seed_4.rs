//! Seed 4: its endpoints, its cURL lines and its Python session, in the document's order.

use harness::gatelodge::{Gatelodge, SOON, Wish};
use reqwest::{Method, header};
use serde_json::{Value, json};

use super::{Caller, Mode, Program, Sends, both, pointers, refused};
use crate::acts::text;

/// The `.env` of seed 4's “Configuration”.
pub(super) const SETTINGS: [(&str, &str); 6] = [
    ("SECRET_KEY", "your-super-secret-key-minimum-32-characters"),
    ("ALGORITHM", "HS256"),
    ("ACCESS_TOKEN_EXPIRE_MINUTES", "15"),
    ("REFRESH_TOKEN_EXPIRE_DAYS", "7"),
    ("DATABASE_URL", "sqlite:///./app.db"),
    ("ALLOWED_ORIGINS", "http://localhost:3000,http://localhost:8080"),
];
/// The body of “Register User” and of “Login”.
pub(super) const JOHN: &str = r#"{"email": "john@example.com", "password": "securepassword123"}"#;
/// The body of the first cURL line.
pub(super) const JOHN_DOE: &str = r#"{"username": "johndoe", "email": "john@example.com", "password": "securepassword123"}"#;
/// The body of the second, and of the script's sign-in.
pub(super) const LOGIN: &str = r#"{"username": "johndoe", "password": "securepassword123"}"#;
const FORGOT: &str = r#"{"email": "john@example.com"}"#;

/// A gate of this mode with those settings.
pub(super) fn wish(mode: Mode) -> Wish {
    SETTINGS.iter().fold(mode.wish(), |wish, (name, value)| wish.whole_setting(name, value))
}

/// Registers John Doe by this body and is let in.
pub(super) async fn john(gate: &Gatelodge, mode: Mode, program: Program, body: &str) -> anyhow::Result<Caller> {
    let caller = Caller::new(gate, program)?;
    let made = caller.post("/auth/register", Sends::Json(body)).await?.expect(201)?.json()?;
    assert_eq!(made["msg"], "user created");
    mode.let_in(gate, &made, "john@example.com", "johndoe", "securepassword123").await?;
    Ok(caller)
}

/// The refresh cookie that an answer sets: its value, and its attributes.
pub(super) fn cookie(answer: &harness::visitor::Page) -> Option<(String, String)> {
    let line = answer.headers.get(header::SET_COOKIE)?.to_str().ok()?;
    let (pair, attributes) = line.split_once("; ")?;
    Some((pair.strip_prefix("refresh=")?.to_owned(), attributes.to_owned()))
}

fn change(token: &str) -> String {
    format!(r#"{{"token": "{token}", "new_password": "newSecurePassword123"}}"#)
}

#[tokio::test]
async fn seed_4_the_curl_lines_register_sign_in_and_show_oneself() -> anyhow::Result<()> {
    for mode in Mode::BOTH {
        for slash in ["", "/"] {
            let gate = wish(mode).start().await?;
            let curl = Caller::new(&gate, Program::Curl)?;
            let made = curl.post(&format!("/auth/register{slash}"), Sends::Json(JOHN_DOE)).await?.expect(201)?.json()?;
            assert_eq!(made["msg"], "user created");
            let login = format!("/auth/login{slash}");
            if mode == Mode::Approved {
                refused(curl.post(&login, Sends::Json(LOGIN)).await?, 401, "Invalid credentials")?;
            }
            mode.let_in(&gate, &made, "john@example.com", "johndoe", "securepassword123").await?;
            let tokens = curl.sign_in(&login, Sends::Json(LOGIN)).await?;
            assert!(tokens.access.starts_with("eyJ"), "a JWT");
            // “Where we differ”: the refresh token is opaque.
            assert!(!tokens.refresh.starts_with("eyJ"));
            let me = curl.get(&format!("/users/me{slash}"), &tokens.access).await?.expect(200)?.json()?;
            assert_eq!((text(&me, "user_id"), text(&me, "email")), ("johndoe", "john@example.com"));
            let nobody = curl.get(&format!("/users/me{slash}"), "<your_access_token>").await?;
            refused(nobody, 401, "Could not validate credentials")?;
            gate.finish().await?;
        }
    }
    Ok(())
}

#[tokio::test]
async fn seed_4_the_python_session_refreshes_by_cookie_and_sets_a_new_password() -> anyhow::Result<()> {
    for mode in Mode::BOTH {
        let gate = wish(mode).setting("RETURN_RESET_TOKEN", "true").start().await?;
        let session = john(&gate, mode, Program::Requests, JOHN).await?;
        let login = session.post("/auth/login", Sends::Json(JOHN)).await?.expect(200)?;
        let tokens = login.json()?;
        assert_eq!((&tokens["token_type"], &tokens["expires_in"]), (&json!("bearer"), &json!(900)));
        let (value, attributes) = cookie(&login).expect("“Refresh token is also set as an httpOnly secure cookie”");
        assert_eq!(value, text(&tokens, "refresh_token"));
        assert!(attributes.contains("HttpOnly") && attributes.contains("Max-Age=604800"), "seven days: {attributes}");
        let me = session.get("/users/me", text(&tokens, "access_token")).await?.expect(200)?.json()?;
        assert_eq!(me["email"], "john@example.com");

        // “Uses refresh token from httpOnly cookie automatically”: a program without a memory has none.
        let curl = Caller::new(&gate, Program::Curl)?;
        for path in both("/auth/refresh") {
            refused(curl.post(&path, Sends::Nothing).await?, 401, "Could not validate credentials")?;
            let answer = session.post(&path, Sends::Nothing).await?.expect(200)?;
            let next = answer.json()?;
            assert_eq!((&next["token_type"], next.get("refresh_token")), (&json!("bearer"), None), "{next}");
            assert_ne!(cookie(&answer).expect("“New refresh token is automatically set”").0, value);
            session.get("/users/me", text(&next, "access_token")).await?.expect(200)?;
        }
        for (forgot, set) in both("/auth/forgot-password").into_iter().zip(both("/auth/change-password")) {
            let reset = session.post(&forgot, Sends::Json(FORGOT)).await?.expect(200)?.json()?;
            let body = change(text(&reset, "reset_token"));
            let changed = session.post(&set, Sends::Json(&body)).await?.expect(200)?.json()?;
            assert_eq!(changed["msg"], "Password changed successfully");
            session.post(&set, Sends::Json(&body)).await?.expect(401)?;
        }
        session.post("/auth/refresh", Sends::Nothing).await?.expect(401)?;
        refused(session.post("/auth/login", Sends::Json(JOHN)).await?, 401, "Invalid credentials")?;
        session.post("/auth/login", Sends::Json(&JOHN.replace("securepassword123", "newSecurePassword123"))).await?.expect(200)?;
        gate.finish().await?;
    }
    Ok(())
}

#[tokio::test]
async fn seed_4_the_reset_token_comes_by_letter_unless_the_settings_say_otherwise() -> anyhow::Result<()> {
    for mode in Mode::BOTH {
        let gate = wish(mode).start().await?;
        let session = john(&gate, mode, Program::Requests, JOHN).await?;
        // “Where we differ”: reset token in the answer → mailed.
        let accepted = session.post("/auth/forgot-password", Sends::Json(FORGOT)).await?.expect(202)?;
        let unknown = session.post("/auth/forgot-password", Sends::Json(r#"{"email": "jane@example.com"}"#)).await?.expect(202)?;
        assert_eq!(accepted.body, unknown.body);
        let fits = |letter: &harness::mailbox::Letter| letter.is_to("john@example.com") && letter.link_to("/reset?t=").is_some();
        let letter = gate.mailbox().wait_for(fits, SOON).await?;
        let token = letter.link_to("/reset?t=").and_then(|link| link.split_once("?t=")).expect("a token").1.to_owned();
        assert!(!accepted.body.contains(&token));
        let changed = session.post("/auth/change-password", Sends::Json(&change(&token))).await?.expect(200)?.json()?;
        assert_eq!(changed["msg"], "Password changed successfully");
        session.post("/auth/login", Sends::Json(&LOGIN.replace("johndoe", "john@example.com"))).await?.expect(401)?;
        gate.finish().await?;
    }
    Ok(())
}

#[tokio::test]
async fn seed_4_logout_revokes_the_session_of_the_cookie() -> anyhow::Result<()> {
    for mode in Mode::BOTH {
        let gate = wish(mode).start().await?;
        let session = john(&gate, mode, Program::Requests, JOHN).await?;
        for path in both("/auth/logout") {
            let held = cookie(&session.post("/auth/login", Sends::Json(JOHN)).await?.expect(200)?).expect("a cookie").0;
            let out: Value = session.post(&path, Sends::Nothing).await?.expect(200)?.json()?;
            assert_eq!(out, json!({"msg": "logged out"}));
            session.post("/auth/refresh", Sends::Nothing).await?.expect(401)?;
            let body = format!(r#"{{"refresh_token": "{held}"}}"#);
            refused(session.post("/auth/refresh", Sends::Json(&body)).await?, 401, "Could not validate credentials")?;
            // Whoever is signed out already hears the same.
            session.post(&path, Sends::Nothing).await?.expect(200)?;
        }
        gate.finish().await?;
    }
    Ok(())
}

#[tokio::test]
async fn seed_4_what_is_wrong_is_422_with_a_detail() -> anyhow::Result<()> {
    let gate = wish(Mode::Open).start().await?;
    let curl = Caller::new(&gate, Program::Curl)?;
    // “Where we differ”: 400 and 422 for validation → 422.
    let rows = [
        ("/auth/register", r#"{"email": "john", "password": "short"}"#, vec!["/email", "/password"]),
        ("/auth/register", "{}", vec!["/email", "/password"]),
        ("/auth/login", r#"{"password": "securepassword123"}"#, vec!["/email"]),
        ("/auth/login", r#"{"username": "johndoe"}"#, vec!["/password"]),
        ("/auth/forgot-password", "{}", vec!["/email"]),
        (
            "/auth/change-password",
            r#"{"token": "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9...", "new_password": "short"}"#,
            vec!["/new_password"],
        ),
    ];
    for (path, body, expected) in rows {
        let wrong = curl.post(path, Sends::Json(body)).await?.expect(422)?;
        let mut found = pointers(&wrong)?;
        found.sort();
        assert_eq!(found, expected, "{path} {body}");
        assert!(wrong.json()?["detail"].is_string());
    }
    for path in ["/auth/register", "/auth/login", "/auth/refresh", "/auth/logout", "/auth/forgot-password", "/auth/change-password"] {
        // Changing a password needs somebody first: by a token in the body, which cannot be read, or signed in.
        let status = if path == "/auth/change-password" { 401 } else { 422 };
        curl.post(path, Sends::Json("{'email': ")).await?.expect(status)?;
        curl.send(Method::GET, path, None, Sends::Nothing).await?.expect(405)?;
    }
    let forged = change("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9...");
    refused(curl.post("/auth/change-password", Sends::Json(&forged)).await?, 401, "Could not validate credentials")?;
    gate.finish().await
}
