//! "Make a token" on the status page: shown once, to the applicant alone, and ended there.

use anyhow::Context as _;
use harness::gatelodge::{Gatelodge, MODERATORS, MastodonWish};
use harness::mastodon_double::Call;
use harness::process::Process;
use harness::visitor::{Page, Visitor};
use reqwest::Method;
use scraper::{Html, Selector};

use super::programs::{PASSWORD, change, gate, generate, let_in};
use crate::acts::{self, Applied};

const WORKER: &str = env!("CARGO_BIN_EXE_gatelodge-test-worker");

/// The token on a page, if one is shown there.
fn shown(page: &Page) -> Option<String> {
    let place = Selector::parse("#your-token code").expect("a selector");
    Html::parse_document(&page.body).select(&place).next().map(|code| code.text().collect())
}

/// The applicant's own browser at their page, and the page.
async fn at_their_page(gate: &Gatelodge, applied: &Applied, token: &str) -> anyhow::Result<(Visitor, Page)> {
    let browser = gate.visitor()?;
    let page = browser.open(&format!("/r/{}?t={token}", applied.rid)).await?.expect(200)?;
    Ok((browser, page))
}

/// The one token that lives at the instance.
fn living(gate: &Gatelodge, name: &str) -> anyhow::Result<String> {
    let mut tokens = gate.mastodon.tokens_of(name);
    anyhow::ensure!(tokens.len() == 1, "{tokens:?}");
    tokens.pop().map(|token| token.access_token).context("a token")
}

#[tokio::test]
async fn a_token_is_shown_once_and_in_no_get_until_it_is_ended_and_another_is_made() -> anyhow::Result<()> {
    let gate = gate().start().await?;
    let (applied, token) = let_in(&gate, "ada").await?;
    let (browser, page) = at_their_page(&gate, &applied, &token).await?;
    assert!(gate.mastodon.tokens_of("ada").is_empty() && shown(&page).is_none(), "none is made unasked");
    let offer = page.form("action=token")?;
    let made = browser.submit(&page, &offer).await?.expect(200)?;
    let first = living(&gate, "ada")?;
    assert_eq!(shown(&made).as_deref(), Some(first.as_str()));

    let again = browser.open(page.url.path()).await?.expect(200)?;
    assert!(!again.body.contains(&first) && shown(&again).is_none());
    assert!(again.text().contains("A token was made on"), "{}", again.text());
    assert!(again.form("action=token").is_err(), "no second one is offered");
    let seen = applied.browser.call(Method::GET, &applied.path(), Some((&applied.rid, &token)), None).await?.expect(200)?;
    assert!(!seen.body.contains(&first));
    let twice = browser.submit(&page, &offer).await?.expect(409)?;
    assert!(!twice.body.contains(&first) && twice.text().contains("A token was shown before"), "{}", twice.text());

    let ended = browser.submit(&again, &again.form("action=revoke-token")?).await?.expect(200)?;
    assert!(gate.mastodon.tokens_of("ada").is_empty(), "it is ended at the instance");
    let other = browser.submit(&ended, &ended.form("action=token")?).await?.expect(200)?;
    let second = living(&gate, "ada")?;
    assert_ne!(second, first);
    assert_eq!(shown(&other), Some(second));
    let last = browser.submit(&other, &other.form("action=revoke-token")?).await?.expect(200)?;
    assert!(gate.mastodon.tokens_of("ada").is_empty() && last.form("action=token").is_ok(), "from the page that shows it, too");
    gate.finish().await
}

#[tokio::test]
async fn a_token_that_a_program_was_handed_is_ended_from_the_page_as_well() -> anyhow::Result<()> {
    let gate = gate().start().await?;
    let (applied, token) = let_in(&gate, "ada").await?;
    generate(&gate, "ada@example.org", PASSWORD).await?.expect(200)?;
    living(&gate, "ada")?;
    let (browser, page) = at_their_page(&gate, &applied, &token).await?;
    assert!(page.text().contains("Revoking ends any token this gate handed out for your account"), "{}", page.text());
    let mut page = page;
    for _ in 0..2 {
        page = browser.submit(&page, &page.form("action=revoke-token")?).await?.expect(200)?;
        assert!(page.text().contains("no token this gate handed out for your account can be used"), "{}", page.text());
        assert!(gate.mastodon.tokens_of("ada").is_empty() && page.form("action=token").is_ok());
    }
    // One that the page made and one that a program was handed are the same, and end together.
    let made = browser.submit(&page, &page.form("action=token")?).await?.expect(200)?;
    generate(&gate, "ada@example.org", PASSWORD).await?.expect(200)?;
    browser.submit(&made, &made.form("action=revoke-token")?).await?.expect(200)?;
    assert!(gate.mastodon.tokens_of("ada").is_empty());
    gate.finish().await
}

#[tokio::test]
async fn a_token_has_the_scopes_of_the_settings() -> anyhow::Result<()> {
    let gate = gate().setting("MASTODON_SCOPES", "read write:accounts").start().await?;
    let (applied, token) = let_in(&gate, "ada").await?;
    let (browser, page) = at_their_page(&gate, &applied, &token).await?;
    let made = browser.submit(&page, &page.form("action=token")?).await?.expect(200)?;
    assert!(made.text().contains("read write:accounts"), "{}", made.text());
    let [token] = gate.mastodon.tokens_of("ada").try_into().expect("one token");
    assert_eq!(token.scopes, ["read", "write:accounts"]);
    assert_eq!(token.client_id, gate.mastodon.setup().client_id, "of the one application");
    gate.finish().await
}

#[tokio::test]
async fn nobody_but_the_applicant_is_offered_a_token_or_gets_one() -> anyhow::Result<()> {
    let gate = gate().start().await?;
    let (applied, token) = let_in(&gate, "ada").await?;
    let path = format!("/r/{}", applied.rid);
    let (mine, page) = at_their_page(&gate, &applied, &token).await?;
    let offer = page.form("action=token")?;

    // Whoever made the registration reads the page, once the address was confirmed, and has no such button.
    let (caller, theirs) = at_their_page(&gate, &applied, &applied.token).await?;
    assert!(theirs.form("action=token").is_err() && theirs.form("action=revoke-token").is_err(), "{}", theirs.text());
    let nonce = theirs.form("action=withdraw").or_else(|_| theirs.form(""));
    let own = nonce.ok().and_then(|form| form.value("nonce").map(str::to_owned)).unwrap_or_default();
    for nonce in [own.as_str(), offer.value("nonce").unwrap_or_default()] {
        let refused = caller.submit(&theirs, &offer.clone().with("nonce", nonce)).await?;
        assert!(matches!(refused.status.as_u16(), 403 | 409), "{}", refused.status);
        assert!(shown(&refused).is_none());
    }

    // A moderator has a page of their own, and no cookie of this one.
    let manager = acts::moderator_token(&gate, MODERATORS[0], &applied.rid).await?;
    let moderator = gate.visitor()?;
    let decide = moderator.open(&format!("/m/{}?t={manager}", applied.rid)).await?;
    assert!(decide.form("action=token").is_err());
    moderator.open(&format!("{path}?t={manager}")).await?.expect(404)?;
    assert_eq!(moderator.submit(&page, &offer).await?.status, 404);
    assert_eq!(gate.visitor()?.submit(&page, &offer).await?.status, 404, "nor has a stranger");
    assert!(gate.mastodon.tokens_of("ada").is_empty() && gate.mastodon.calls_count(Call::IssueToken) == 0);

    // And none of them sees, or ends, the one that was made.
    let made = mine.submit(&page, &offer).await?.expect(200)?;
    let secret = shown(&made).context("a token")?;
    let revoke = made.form("action=revoke-token")?;
    for (visitor, basic) in [(&caller, &applied.token), (&moderator, &manager)] {
        let seen = visitor.call(Method::GET, &applied.path(), Some((&applied.rid, basic)), None).await?.expect(200)?;
        assert!(!seen.body.contains(&secret));
        assert!(visitor.submit(&page, &revoke).await?.status.is_client_error());
    }
    assert!(!caller.open(&path).await?.expect(200)?.body.contains(&secret));
    assert_eq!(living(&gate, "ada")?, secret);
    gate.finish().await
}

#[tokio::test]
async fn t2_a_token_is_made_by_a_button_on_our_own_page_only() -> anyhow::Result<()> {
    let gate = gate().start().await?;
    let (applied, token) = let_in(&gate, "ada").await?;
    let (browser, page) = at_their_page(&gate, &applied, &token).await?;
    let offer = page.form("action=token")?;
    browser.submit(&page, &offer.clone().without("nonce")).await?.expect(403)?;
    let nonce = offer.value("nonce").unwrap_or_default();
    let request = browser.client().post(page.url.clone()).header("Sec-Fetch-Site", "cross-site");
    let answer = request.form(&[("action", "token"), ("nonce", nonce)]).send().await?;
    assert_eq!(answer.status(), 403);
    browser.open(&format!("{}?action=token&nonce={nonce}", page.url.path())).await?.expect(200)?;
    assert!(gate.mastodon.tokens_of("ada").is_empty());
    gate.finish().await
}

#[tokio::test]
async fn a_new_password_ends_the_token_and_the_page_still_lets_another_be_made() -> anyhow::Result<()> {
    let gate = gate().start().await?;
    let (applied, token) = let_in(&gate, "ada").await?;
    let (browser, page) = at_their_page(&gate, &applied, &token).await?;
    browser.submit(&page, &page.form("action=token")?).await?.expect(200)?;
    change(&gate, "ada@example.org", PASSWORD, "another good password").await?.expect(200)?;
    assert!(gate.mastodon.tokens_of("ada").is_empty());
    let page = browser.open(page.url.path()).await?.expect(200)?;
    let ended = browser.submit(&page, &page.form("action=revoke-token")?).await?.expect(200)?;
    let made = browser.submit(&ended, &ended.form("action=token")?).await?.expect(200)?;
    assert_eq!(shown(&made), Some(living(&gate, "ada")?));
    gate.finish().await
}

#[tokio::test]
async fn without_an_application_the_page_says_that_the_operator_has_not_set_tokens_up() -> anyhow::Result<()> {
    let gate = gate().setting("MASTODON_CLIENT_ID", "").setting("MASTODON_CLIENT_SECRET", "").start().await?;
    let (applied, token) = let_in(&gate, "ada").await?;
    let (browser, page) = at_their_page(&gate, &applied, &token).await?;
    let told = browser.submit(&page, &page.form("action=token")?).await?.expect(200)?;
    assert!(told.text().contains("The operator has not set tokens up"), "{}", told.text());
    assert!(shown(&told).is_none() && gate.mastodon.calls_count(Call::IssueToken) == 0);
    let told = browser.submit(&told, &told.form("action=revoke-token")?).await?.expect(200)?;
    assert!(told.text().contains("The operator has not set tokens up"), "{}", told.text());
    gate.finish().await
}

#[tokio::test]
async fn an_account_that_moved_on_is_told_to_make_its_token_on_mastodon() -> anyhow::Result<()> {
    let gate = gate().start().await?;
    let (applied, token) = let_in(&gate, "ada").await?;
    gate.mastodon.change_user("ada", |user| user.second_factor = true)?;
    let (browser, page) = at_their_page(&gate, &applied, &token).await?;
    let told = browser.submit(&page, &page.form("action=token")?).await?.expect(200)?;
    assert!(told.text().contains("Mastodon does not let us do this for your account"), "{}", told.text());
    assert!(gate.mastodon.tokens_of("ada").is_empty());
    gate.finish().await
}

#[tokio::test]
async fn a_wrong_application_is_later_to_the_applicant_and_one_line_to_the_operator() -> anyhow::Result<()> {
    let gate = Gatelodge::wish().real_time().without_worker().mastodon(MastodonWish::Command).start().await?;
    let worker = Process::start(WORKER, gate.settings(), "sweep=50,retry=30")?;
    let (applied, token) = let_in(&gate, "ada").await?;
    let (browser, page) = at_their_page(&gate, &applied, &token).await?;
    gate.mastodon.forget_clients();
    let told = browser.submit(&page, &page.form("action=token")?).await?.expect(200)?;
    assert!(told.text().contains("press the button again in a moment"), "{}", told.text());
    let log = std::fs::read_to_string(worker.log())?;
    let lines: Vec<&str> = log.lines().filter(|line| line.contains("somebody could not be answered")).collect();
    assert_eq!(lines.len(), 1, "{log}");
    assert!(lines[0].contains("MASTODON_CLIENT_ID and MASTODON_CLIENT_SECRET are no application of the instance"), "{}", lines[0]);
    assert!(!log.contains("ada") && !log.contains(&gate.mastodon.setup().client_secret));
    Ok(())
}
