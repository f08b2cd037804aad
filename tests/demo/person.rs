//! What people do at the gate, each with a browser of their own that runs no scripts: apply, confirm, decide, choose,
//! withdraw, sign in. Every way begins with a page and ends with a pressed button; what comes of it, the caller finds out.
//!
//! A page that is not as expected becomes an error that says what a person would read on it.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, ensure};
use harness::mailbox::{Letter, Mailbox};
use harness::visitor::{Form, Page, Visitor};
use url::Url;

/// How long a letter may take.
pub const LETTER_WITHIN: Duration = Duration::from_secs(30);

/// Somebody with a browser and a letter box.
pub struct Person<'a> {
    browser: Visitor,
    address: &'a str,
    mailbox: &'a Mailbox,
    /// How many letters there were before: older ones are another day's.
    seen: usize,
}

/// What is asked for.
pub struct Wish<'a> {
    /// The name.
    pub name: &'a str,
    /// Why.
    pub reason: &'a str,
    /// The answer to the demo's question.
    pub answer: &'a str,
    /// Where to.
    pub doors: Doors,
}

/// Which doors are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doors {
    /// Both, as the form offers it.
    Both,
    /// The other one is unticked.
    MatrixAlone,
}

impl<'a> Person<'a> {
    /// Somebody with this address, who has not been here before.
    pub fn new(gate: &Url, address: &'a str, mailbox: &'a Mailbox) -> anyhow::Result<Self> {
        Ok(Self { browser: Visitor::new(gate.as_str())?, address, mailbox, seen: mailbox.count() })
    }

    /// Where their letters go.
    pub const fn address(&self) -> &str {
        self.address
    }

    /// Opens the gate, fills in the form and sends it.
    pub async fn apply(&self, wish: &Wish<'_>) -> anyhow::Result<Page> {
        let page = good(self.browser.open("/").await?)?;
        let fields = [("email", self.address), ("username", wish.name), ("reason", wish.reason), ("answer-1", wish.answer)];
        let form = filled(&page, "", &fields)?;
        let form = if wish.doors == Doors::MatrixAlone { form.without("services").with("services", "matrix") } else { form };
        self.send(&page, &form).await
    }

    /// Asks at the gate whether a name is free.
    pub async fn check_name(&self, name: &str) -> anyhow::Result<Page> {
        let page = good(self.browser.open("/").await?)?;
        self.press(&page, "check=name", &[("username", name)]).await
    }

    /// Opens the confirmation letter's link and presses Yes.
    pub async fn confirm(&self) -> anyhow::Result<Page> {
        let letter = self.letter("/c/", "confirm").await?;
        let page = self.follow(&letter, "/c/").await?;
        self.press(&page, "action=yes", &[]).await
    }

    /// Signs in at the gate's own page, which leads to their account.
    pub async fn sign_in(&self, name: &str, password: &str) -> anyhow::Result<Page> {
        let page = self.go_to("/login").await?;
        let page = self.press(&page, "do=sign-in", &[("username", name), ("password", password)]).await?;
        ensure!(page.url.path() == "/account", "signing in led to {}", seen_on(&page));
        Ok(page)
    }

    /// Waits for the first letter to this person since they came that has such a link and these words in its subject.
    pub async fn letter(&self, link: &str, words: &str) -> anyhow::Result<Arc<Letter>> {
        let fits = |letter: &Letter| {
            letter.is_to(self.address) && letter.link_to(link).is_some() && letter.subject().to_lowercase().contains(words)
        };
        // Letters never leave the mailbox, so what is new has the higher numbers.
        let seen = self.mailbox.letters().into_iter().take(self.seen).filter(|letter| fits(letter)).count();
        let letters = self.mailbox.wait_for_count(seen + 1, fits, LETTER_WITHIN).await;
        let letters = letters.with_context(|| format!("no letter to {} about “{words}”", self.address))?;
        letters.into_iter().nth(seen).context("the letter is gone")
    }

    /// Opens a letter's link and comes to its page.
    pub async fn follow(&self, letter: &Letter, path: &str) -> anyhow::Result<Page> {
        let link = letter.link_to(path).with_context(|| format!("“{}” has no link to {path}", letter.subject()))?;
        let page = good(self.browser.open(link).await?)?;
        ensure!(page.url.query().is_none(), "the link's token stayed in the address bar: {}", page.url.path());
        Ok(page)
    }

    /// Opens a page of the gate that is there.
    pub async fn go_to(&self, path: &str) -> anyhow::Result<Page> {
        good(self.browser.open(path).await?)
    }

    /// Opens a link that may lead to nothing.
    pub async fn open(&self, link: &str) -> anyhow::Result<Page> {
        self.browser.open(link).await
    }

    /// Looks at a page again.
    pub async fn look_again(&self, page: &Page) -> anyhow::Result<Page> {
        self.browser.open(page.url.as_str()).await
    }

    /// Fills in these fields and presses a button.
    pub async fn press(&self, page: &Page, button: &str, fields: &[(&str, &str)]) -> anyhow::Result<Page> {
        self.send(page, &filled(page, button, fields)?).await
    }

    async fn send(&self, page: &Page, form: &Form) -> anyhow::Result<Page> {
        let answer = good(self.browser.submit(page, form).await?)?;
        ensure!(!answer.body.contains("role=\"alert\""), "the form was not taken: {}", seen_on(&answer));
        Ok(answer)
    }
}

fn filled(page: &Page, button: &str, fields: &[(&str, &str)]) -> anyhow::Result<Form> {
    let form = page.form(button).ok().with_context(|| format!("no button “{button}” on {}", seen_on(page)))?;
    Ok(fields.iter().fold(form, |form, (name, value)| form.with(name, value)))
}

/// Whether a moderator can still decide on this page.
pub fn can_decide(page: &Page) -> bool {
    page.form("action=approve").is_ok() && page.form("action=reject").is_ok()
}

fn good(page: Page) -> anyhow::Result<Page> {
    ensure!(page.status.is_success(), "{}", seen_on(&page));
    Ok(page)
}

/// A page as a person would tell of it.
pub fn seen_on(page: &Page) -> String {
    format!("{} ({}), which reads: {}", page.url.path(), page.status, page.text())
}
