//! The seeds' example values against the rules that hold where nothing is set: passwords, secrets, a board of members.

use harness::gatelodge::Gatelodge;
use shared::settings::{Environment, read_api};

use super::{Caller, Mode, Program, Sends, pointers, seed_1, seed_3, seed_4};

#[tokio::test]
async fn by_the_default_rules_the_seeds_own_passwords_are_refused_where_they_are_easy_to_guess() -> anyhow::Result<()> {
    for members in ["open", "approved"] {
        let defaults = Gatelodge::wish().setting("PASSWORD_MIN", "12").setting("PASSWORD_SCORE", "3").setting("RATE_LIMITS", "off");
        let gate = defaults.setting("MEMBERS", members).start().await?;
        let curl = Caller::new(&gate, Program::Curl)?;
        let seed_1 = format!(r#"{{"email": "ada@example.com", "password": "{}"}}"#, seed_1::PASSWORD);
        for (path, body) in [
            ("/users/", seed_1.as_str()),
            ("/auth/register", seed_4::JOHN),
            ("/auth/register/", seed_4::JOHN_DOE),
            ("/users", seed_4::JOHN),
        ] {
            let refused = curl.post(path, Sends::Json(body)).await?.expect(422)?;
            assert_eq!(pointers(&refused)?, ["/password"], "{path} {body}");
        }
        // Three words are hard enough to guess, even these: 10^8 guesses, which is score 3.
        curl.post("/users/", Sends::Json(seed_3::USER)).await?.expect(201)?;
        let reset = |new: &str| format!(r#"{{"token": "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9...", "new_password": "{new}"}}"#);
        curl.post("/auth/change-password", Sends::Json(&reset("newSecurePassword123"))).await?.expect(401)?;
        let refused = curl.post("/auth/change-password", Sends::Json(&reset("securepassword123"))).await?.expect(422)?;
        assert_eq!(pointers(&refused)?, ["/new_password"], "judged before anybody is looked up");
        gate.finish().await?;
    }
    Ok(())
}

#[tokio::test]
async fn the_seeds_own_secrets_start_a_gate_on_loopback_and_nowhere_else() -> anyhow::Result<()> {
    for (settings, days) in [(&seed_1::SETTINGS[..], 30), (&seed_4::SETTINGS[..], 7)] {
        let wish = settings.iter().fold(Mode::Open.wish(), |wish, (name, value)| wish.whole_setting(name, value));
        let gate = wish.without_worker().start().await?;
        let faults = |public_url: &str| {
            let mut pairs = gate.settings().clone();
            pairs.insert("GATELODGE_PUBLIC_URL".to_owned(), public_url.to_owned());
            pairs.remove("GATELODGE_RATE_LIMITS");
            let strong = "q:uCuXh0ZBzXvSxPq0lXlq0mFzY3o7n0f6m1kqS5cQ2hE=".to_owned();
            pairs.insert("GATELODGE_KEYS".to_owned(), strong);
            read_api(&Environment::from_pairs(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()))))
        };
        let loopback = faults(gate.origin()).map_err(|refused| anyhow::anyhow!("{refused}"))?;
        assert_eq!(loopback.members.refresh_ttl, std::time::Duration::from_hours(24 * days));
        let said = faults("https://gate.example").err().map(|refused| refused.to_string()).unwrap_or_default();
        assert!(said.contains("SECRET_KEY") && !said.contains("secret-key") && !said.contains("your_secret"), "{said}");
        gate.finish().await?;
    }
    Ok(())
}
