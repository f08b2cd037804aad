//! Bugs that peers had, each a test under its name: what they met, Gatelodge does not.
//!
//! | bug | test |
//! |---|---|
//! | MAS #5151: a password changed without the old one | `passwords::t11_mas_5151_changing_a_password_needs_the_old_one` |
//! | Vaultwarden GHSA-6j4w: sessions outlive a change of the password | `passwords::t11_vaultwarden_ghsa_6j4w_a_change_ends_every_session` |
//! | Mastodon GHSA-q3rg: the old password guessed at the change, without a limit | `passwords::t11_mastodon_ghsa_q3rg_changing_a_password_is_rate_limited` |
//! | Keycloak CVE-2026-18963: a reset goes on without its token | `passwords::t5_keycloak_cve_2026_18963_a_reset_goes_nowhere_without_its_token` |
//! | mastodon#35806: confirming the address bypassed approval | `passwords::t7_mastodon_35806_confirming_does_not_bypass_approval` |
//! | Zitadel, four times: links built from `Host` and its like | `wire::t6_zitadel_letters_link_to_the_public_url_whatever_hosts_were_sent` |
//! | CVE-2026-25537: an `exp` that is a text is no deadline | `tokens::t12_cve_2026_25537_an_end_that_is_a_text_is_refused` |
//! | JWT `alg: none`, and a public key taken for a shared secret | `tokens::t12_algorithm_none_and_the_public_key_as_a_secret_are_refused` |
//! | jsonwebtoken ≥ 10 panics at first use without a provider | `tokens::t12_jsonwebtoken_without_a_provider_would_panic_at_the_first_token_of_a_process` |
//! | strict reuse detection logged honest people out, 80 times | `tokens::t13_strict_detection_logged_honest_people_out_80_times` |
//! | 50 refreshes at once, each its own successor | `tokens::t13_fifty_refreshes_at_once_leave_one_live_successor` |
//! | hashing by naive `spawn_blocking`: 2.8 GB after 140 | `wire::t10_naive_spawn_blocking_would_take_memory_for_each_hash` |
//! | Mastodon GHSA-c2r5: limits passed by with forwarding headers | `wire::t27_mastodon_ghsa_c2r5_no_header_of_a_stranger_names_another_client` |
//! | a peer trusts the whole `X-Forwarded-For` | `wire::t27_a_peer_trusts_the_whole_x_forwarded_for` |
//! | poem's 405 lacks `Allow` | `wire::t30_poems_405_lacks_allow` |
//! | `no-referrer` makes browsers send `Origin: null` | `wire::t2_origin_null_under_no_referrer` |
//! | `Strict` cookies are not sent after a click in webmail | `wire::t14_strict_cookies_are_not_sent_after_a_click_in_webmail` |
//! | a `data:` icon breaks the policy of the page | `wire::t29_a_data_icon_breaks_the_policy` |
//! | poem 3.1 has no deadline for slow clients | `guard::t26_slow_clients_are_closed_while_others_are_served` |
//! | mail scanners follow links and submit forms | `links::t1_no_link_changes_anything_until_a_button_is_pressed`, `browser/links.test.mjs` |
//! | `__Host-` refuses a path | `sign_in::cookies::t14_the_refresh_cookie_is_a_strict_host_cookie_and_on_http_loses_prefix_and_secure` |
//! | a redirect leads a platform's call elsewhere | `guard::t24_a_homeserver_that_redirects_is_not_followed_and_asked_once` |
//! | what the user typed reaches a shell or Ruby (seed 0) | `mastodon::hostile::t21_what_people_type_is_in_no_argument_and_nothing_is_executed` |

mod passwords;
mod tokens;
mod wire;

use harness::gatelodge::{Gatelodge, Wish};
use harness::visitor::{Page, Visitor};
use reqwest::Method;
use serde_json::{Value, json};

use crate::acts::text;

const ADA: &str = "ada@example.org";
const PASSWORD: &str = "seven quiet otters paint";

/// A gate where whoever registers is a member at once.
fn open_gate() -> Wish {
    Gatelodge::wish().setting("MEMBERS", "open").setting("PASSWORD_MIN", "8")
}

/// Registers Ada.
async fn ada(gate: &Gatelodge) -> anyhow::Result<()> {
    let body = json!({"user_id": "ada", "email": ADA, "password": PASSWORD});
    gate.visitor()?.call(Method::POST, "/users/", None, Some(body)).await?.expect(201)?;
    Ok(())
}

async fn login(gate: &Gatelodge, password: &str) -> anyhow::Result<Page> {
    gate.visitor()?.call(Method::POST, "/auth/login", None, Some(json!({"email": ADA, "password": password}))).await
}

/// Ada's access and refresh token of a new session.
async fn sign_in(gate: &Gatelodge) -> anyhow::Result<(String, String)> {
    let tokens = login(gate, PASSWORD).await?.expect(200)?.json()?;
    Ok((text(&tokens, "access_token").to_owned(), text(&tokens, "refresh_token").to_owned()))
}

async fn refresh(gate: &Gatelodge, token: &str) -> anyhow::Result<Page> {
    gate.visitor()?.call(Method::POST, "/auth/refresh", None, Some(json!({"refresh_token": token}))).await
}

/// A POST with an access token; its status.
async fn bearer(gate: &Gatelodge, method: Method, path: &str, token: &str, body: Value) -> anyhow::Result<u16> {
    let visitor = gate.visitor()?;
    let answer = visitor.client().request(method, visitor.origin().join(path)?).bearer_auth(token).json(&body).send().await?;
    Ok(answer.status().as_u16())
}

/// Somebody in a browser who has signed in at the page as Ada.
async fn at_page(gate: &Gatelodge) -> anyhow::Result<Visitor> {
    let browser = gate.visitor()?;
    let page = browser.open("/login").await?.expect(200)?;
    let form = page.form("do=sign-in")?.with("username", ADA).with("password", PASSWORD);
    let arrived = browser.submit(&page, &form).await?.expect(200)?;
    anyhow::ensure!(arrived.url.path() == "/account", "{}", arrived.url);
    Ok(browser)
}
