//! Seed 1: signing in, staying signed in, signing out, and users.

use harness::gatelodge::Gatelodge;
use reqwest::Method;

use super::{Caller, Mode, Program, Sends, Tokens, both, refused};
use crate::acts::text;

pub(super) const PASSWORD: &str = "password";

/// The settings of seed 1's table, with the values that stand in it.
pub(super) const SETTINGS: [(&str, &str); 9] = [
    ("DATABASE_HOSTNAME", "localhost"),
    ("DATABASE_PORT", "5432"),
    ("DATABASE_NAME", "fastapi"),
    ("DATABASE_USERNAME", "postgres"),
    ("DATABASE_PASSWORD", "your_password"),
    ("SECRET_KEY", "your_secret_key"),
    ("ALGORITHM", "HS256"),
    ("ACCESS_TOKEN_EXPIRE_MINUTES", "30"),
    ("REFRESH_TOKEN_EXPIRE_DAYS", "30"),
];

/// A gate of this mode with those settings; the board as asked.
pub(super) async fn gate(mode: Mode, board: &str) -> anyhow::Result<Gatelodge> {
    let wish = SETTINGS.iter().fold(mode.wish(), |wish, (name, value)| wish.whole_setting(name, value));
    wish.setting("BOARD", board).start().await
}

/// Registers `<name>@example.com` and is let in; the user's id.
pub(super) async fn join(gate: &Gatelodge, mode: Mode, name: &str) -> anyhow::Result<String> {
    let (email, program) = (format!("{name}@example.com"), Caller::new(gate, Program::Requests)?);
    let body = format!(r#"{{"email": "{email}", "password": "{PASSWORD}"}}"#);
    let made = program.post("/users/", Sends::Json(&body)).await?.expect(201)?.json()?;
    assert_eq!((text(&made, "email"), text(&made, "id")), (email.as_str(), text(&made, "rid")), "{made}");
    assert!(made["created_at"].is_string() && made.get("password").is_none(), "{made}");
    mode.let_in(gate, &made, &email, name, PASSWORD).await?;
    Ok(text(&made, "id").to_owned())
}

/// Signs in by the form, as the seed's `OAuth2PasswordRequestForm` reads it: the address as `username`.
pub(super) async fn signed_in(caller: &Caller, name: &str) -> anyhow::Result<Tokens> {
    let form = format!("username={name}%40example.com&password={PASSWORD}");
    caller.sign_in("/auth/login", Sends::Form(&form)).await
}

#[tokio::test]
async fn seed_1_whoever_created_a_user_signs_in_by_form_and_by_json() -> anyhow::Result<()> {
    for mode in Mode::BOTH {
        let gate = gate(mode, "members").await?;
        join(&gate, mode, "ada").await?;
        for program in [Program::Curl, Program::Requests, Program::OwnPage] {
            let caller = Caller::new(&gate, program)?;
            for path in both("/auth/login") {
                let form = "grant_type=password&username=ada%40example.com&password=password&scope=&client_id=&client_secret=";
                for body in [
                    Sends::Form(form),
                    Sends::Form("username=ada@example.com&password=password"),
                    Sends::Json(r#"{"email": "ada@example.com", "password": "password"}"#),
                ] {
                    let answer = caller.post(&path, body).await?.expect(200)?.json()?;
                    assert_eq!(answer["expires_in"], 30 * 60, "the seed's 30 minutes");
                    assert!(text(&answer, "access_token").starts_with("eyJ"), "{mode:?} {program:?} {path} {body:?}");
                    // As `secrets.token_urlsafe(32)`: 256 bits and no JWT.
                    assert!(text(&answer, "refresh_token").len() > 43 && !text(&answer, "refresh_token").contains('.'));
                }
                for wrong in ["username=ada%40example.com&password=wrong", "username=bob%40example.com&password=password"] {
                    refused(caller.post(&path, Sends::Form(wrong)).await?, 401, "Invalid credentials")?;
                }
            }
        }
        gate.finish().await?;
    }
    Ok(())
}

#[tokio::test]
async fn seed_1_a_refresh_issues_a_new_pair_and_revokes_the_old_token() -> anyhow::Result<()> {
    for mode in Mode::BOTH {
        let gate = gate(mode, "members").await?;
        join(&gate, mode, "ada").await?;
        for (program, path) in [(Program::Curl, "/auth/refresh"), (Program::Requests, "/auth/refresh/")] {
            let caller = Caller::new(&gate, program)?;
            let first = signed_in(&caller, "ada").await?;
            let send = async |token: &str| caller.post(path, Sends::Json(&format!(r#"{{"refresh_token": "{token}"}}"#))).await;
            let second = send(&first.refresh).await?.expect(200)?.json()?;
            assert_ne!(text(&second, "refresh_token"), first.refresh);
            caller.get("/users/me", text(&second, "access_token")).await?.expect(200)?;
            send(text(&second, "refresh_token")).await?.expect(200)?;
            refused(send(&first.refresh).await?, 401, "Could not validate credentials")?;
            // Neither kind is good where the other is due.
            refused(send(&first.access).await?, 401, "Could not validate credentials")?;
            refused(caller.get("/users/me", &first.refresh).await?, 401, "Could not validate credentials")?;
        }
        gate.finish().await?;
    }
    Ok(())
}

#[tokio::test]
async fn seed_1_logout_ends_one_device_and_logout_all_every_one() -> anyhow::Result<()> {
    for mode in Mode::BOTH {
        let gate = gate(mode, "members").await?;
        join(&gate, mode, "ada").await?;
        let (phone, laptop) = (Caller::new(&gate, Program::Curl)?, Caller::new(&gate, Program::Requests)?);
        let body = |tokens: &Tokens| format!(r#"{{"refresh_token": "{}"}}"#, tokens.refresh);
        for (out, all) in both("/auth/logout").into_iter().zip(both("/auth/logout-all")) {
            let (one, two, three) = (signed_in(&phone, "ada").await?, signed_in(&laptop, "ada").await?, signed_in(&phone, "ada").await?);
            phone.post(&out, Sends::Json(&body(&one))).await?.expect(200)?;
            phone.post("/auth/refresh", Sends::Json(&body(&one))).await?.expect(401)?;
            let next = laptop.post("/auth/refresh", Sends::Json(&body(&two))).await?.expect(200)?.json()?;
            refused(phone.post(&all, Sends::Nothing).await?, 401, "Could not validate credentials")?;
            phone.send(Method::POST, &all, Some(&three.access), Sends::Nothing).await?.expect(200)?;
            let next = Tokens { access: text(&next, "access_token").to_owned(), refresh: text(&next, "refresh_token").to_owned() };
            for tokens in [&next, &three] {
                laptop.post("/auth/refresh", Sends::Json(&body(tokens))).await?.expect(401)?;
                refused(laptop.get("/users/me", &tokens.access).await?, 401, "Could not validate credentials")?;
            }
        }
        gate.finish().await?;
    }
    Ok(())
}

#[tokio::test]
async fn seed_1_a_user_is_shown_by_id_without_the_address() -> anyhow::Result<()> {
    for mode in Mode::BOTH {
        for board in ["public", "members"] {
            let gate = gate(mode, board).await?;
            let (ada, bob) = (join(&gate, mode, "ada").await?, Caller::new(&gate, Program::Curl)?);
            join(&gate, mode, "bob").await?;
            let tokens = signed_in(&bob, "bob").await?;
            for path in both(&format!("/users/{ada}")) {
                let shown = bob.get(&path, &tokens.access).await?.expect(200)?.json()?;
                assert_eq!(text(&shown, "id"), ada);
                assert!(shown["created_at"].is_string() && shown.get("email").is_none(), "{shown}");
                // “Where we differ”: a member list is public only where the board is.
                let open = bob.send(Method::GET, &path, None, Sends::Nothing).await?;
                assert_eq!(open.status, if board == "public" { 200 } else { 401 }, "{mode:?} {board}");
            }
            bob.get("/users/AAAAAAAAAAAAAAAAAAAAAA", &tokens.access).await?.expect(404)?;
            gate.finish().await?;
        }
    }
    Ok(())
}

#[tokio::test]
async fn seed_1_the_documents_of_the_api_are_where_the_seeds_say() -> anyhow::Result<()> {
    let gate = gate(Mode::Approved, "members").await?;
    let caller = Caller::new(&gate, Program::Curl)?;
    for path in ["/docs", "/redoc", "/openapi.json"] {
        for path in both(path) {
            let page = caller.send(Method::GET, &path, None, Sends::Nothing).await?.expect(200)?;
            assert!(page.body.contains("/auth/login") || page.body.contains("<html"), "{path}");
        }
    }
    gate.finish().await
}
