//! What moderators do at the gate: they get a letter each, open its link, look twice, and press a button; or they decide where
//! everything stands that waits.

use std::sync::Arc;

use anyhow::{Context as _, ensure};
use harness::mailbox::{Letter, Mailbox};
use harness::visitor::Page;
use scraper::{Html, Selector};

use crate::person::{LETTER_WITHIN, Person, can_decide, seen_on};
use crate::stage::{MODERATORS, Reach};

/// Letters, in the order they came.
pub type Letters = Vec<Arc<Letter>>;

/// The letters that ask moderators to decide, one for each; `before` letters were there when the applicant came.
pub async fn please_decide(mailbox: &Mailbox, before: usize) -> anyhow::Result<Letters> {
    let asks = |letter: &Letter| letter.link_to("/m/").is_some();
    let older = mailbox.letters().iter().take(before).filter(|letter| asks(letter)).count();
    let letters = mailbox.wait_for_count(older + MODERATORS.len(), asks, LETTER_WITHIN).await?.split_off(older);
    for moderator in MODERATORS {
        to(moderator, &letters)?;
    }
    let mut links: Vec<_> = letters.iter().filter_map(|letter| letter.link_to("/m/")).collect();
    links.sort_unstable();
    links.dedup();
    ensure!(links.len() == MODERATORS.len(), "{} moderators got {} links", MODERATORS.len(), links.len());
    Ok(letters)
}

/// No moderator has heard of anybody since there were so many letters.
pub fn ensure_unheard(mailbox: &Mailbox, before: usize) -> anyhow::Result<()> {
    let heard = mailbox.letters().iter().skip(before).any(|letter| letter.link_to("/m/").is_some());
    ensure!(!heard, "a moderator got a letter before the address was confirmed");
    Ok(())
}

/// The only letter to this receiver among them.
pub fn to<'a>(address: &str, letters: &'a Letters) -> anyhow::Result<&'a Letter> {
    let mut found = letters.iter().filter(|letter| letter.is_to(address));
    let (first, second) = (found.next(), found.next());
    ensure!(second.is_none(), "{address} got two letters");
    first.map(AsRef::as_ref).with_context(|| format!("{address} got no letter"))
}

/// A moderator opens the link of their letter.
pub async fn opens<'a>(reach: &Reach, mailbox: &'a Mailbox, address: &'a str, letters: &Letters) -> anyhow::Result<(Person<'a>, Page)> {
    let moderator = Person::new(&reach.gate, address, mailbox)?;
    let page = moderator.follow(to(address, letters)?, "/m/").await?;
    Ok((moderator, page))
}

/// The same, twice, and both times everything is still to be decided.
pub async fn looks<'a>(reach: &Reach, mailbox: &'a Mailbox, address: &'a str, letters: &Letters) -> anyhow::Result<(Person<'a>, Page)> {
    let (moderator, page) = opens(reach, mailbox, address, letters).await?;
    ensure!(can_decide(&page), "nothing to decide on {}", seen_on(&page));
    let page = moderator.look_again(&page).await?;
    ensure!(can_decide(&page), "looking decided something on {}", seen_on(&page));
    Ok((moderator, page))
}

/// A moderator presses a button that decides.
pub async fn decides(moderator: &Person<'_>, page: &Page, button: &str, fields: &[(&str, &str)]) -> anyhow::Result<()> {
    let page = moderator.press(page, button, fields).await?;
    ensure!(!can_decide(&page), "it is still open on {}", seen_on(&page));
    Ok(())
}

/// A moderator who looks at everything that waits presses Approve in one row of it.
pub async fn approves(moderator: &Person<'_>, queue: &Page, name: &str) -> anyhow::Result<()> {
    let rid = row_of(queue, name)?.with_context(|| format!("{name} does not wait on {}", seen_on(queue)))?;
    let page = moderator.press(queue, "action=approve", &[("rid", &rid)]).await?;
    ensure!(row_of(&page, name)?.is_none(), "{name} still waits on {}", seen_on(&page));
    ensure!(page.text().contains("approved."), "nothing is said of {name} on {}", seen_on(&page));
    Ok(())
}

/// Which registration the row is about that would let somebody of this name in.
fn row_of(queue: &Page, name: &str) -> anyhow::Result<Option<String>> {
    let selector = |text| Selector::parse(text).map_err(|error| anyhow::anyhow!("{error}"));
    let (rows, button, rid) = (selector("li form")?, selector("button[value=approve]")?, selector("input[name=rid]")?);
    let html = Html::parse_document(&queue.body);
    let names = |text: String| text.split_whitespace().any(|word| word.strip_prefix('@') == Some(name));
    let row = html.select(&rows).find(|row| row.select(&button).any(|button| names(button.text().collect())));
    Ok(row.and_then(|row| row.select(&rid).next()?.attr("value").map(str::to_owned)))
}
