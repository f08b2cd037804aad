//! What somebody with an account on Mastodon does for programs: a token from the status page, and one for address and password.
//!
//! A token is shown once, behind a button, and what it opens is found out at the instance, as a program would.

use anyhow::{Context as _, ensure};
use harness::mailbox::Letter;
use harness::visitor::Page;
use scraper::{Html, Selector};
use serde_json::json;

use crate::person::{Person, seen_on};
use crate::program::post;
use crate::stage::Reach;
use crate::steps::Steps;

/// Makes a token on the page that the letter leads to, uses it and ends it; then asks for one as programs of old do.
pub async fn play(steps: &mut Steps, reach: &Reach, ann: &Person<'_>, letter: &Letter, password: &str) -> anyhow::Result<()> {
    let page = steps.step("Ann opens its link: her page offers a token for programs", ann.follow(letter, "/r/")).await?;
    ensure!(shown_token(&page)?.is_none(), "a token is shown unasked on {}", seen_on(&page));
    let makes = async {
        let page = ann.press(&page, "action=token", &[]).await?;
        let token = shown_token(&page)?.with_context(|| format!("no token on {}", seen_on(&page)))?;
        Ok((token, ann.look_again(&page).await?))
    };
    let (token, page) = steps.step("Ann presses Make a token, and it is shown", makes).await?;
    ensure!(!page.body.contains(&token), "the token is shown again on {}", seen_on(&page));
    let opens = async {
        let whose = reach.instance.whose(&token).await?;
        ensure!(whose.as_deref() == Some("ann"), "Mastodon says that it is {whose:?}'s");
        Ok(())
    };
    steps.step("with it Mastodon knows a program as Ann; her page does not show it again", opens).await?;
    let ends = async {
        ann.press(&page, "action=revoke-token", &[]).await?;
        ensure!(reach.instance.whose(&token).await?.is_none(), "the token still opens the account");
        Ok(())
    };
    steps.step("Ann revokes it, and it opens nothing any more", ends).await?;
    let asks = async {
        let body = json!({ "email": ann.address(), "password": password }).to_string();
        let (status, said) = post(&reach.gate, "/generate-token", body).await?;
        ensure!(status == 200, "the gate answered {status}: {said}");
        let whose = reach.instance.whose(said["access_token"].as_str().unwrap_or_default()).await?;
        ensure!(whose.as_deref() == Some("ann"), "Mastodon says that it is {whose:?}'s");
        Ok(())
    };
    steps.step("her address and password get a program another one, and no page is needed", asks).await
}

/// The token on somebody's page, if one is shown there.
fn shown_token(page: &Page) -> anyhow::Result<Option<String>> {
    let place = Selector::parse("#your-token code").map_err(|error| anyhow::anyhow!("{error}"))?;
    Ok(Html::parse_document(&page.body).select(&place).next().map(|code| code.text().collect()))
}
