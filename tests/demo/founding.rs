//! The demo's first members, so that somebody can sign in at once: one who is nothing else, one who moderates, and what they
//! wrote on the board.
//!
//! The rule: they come in as everybody does, by the form, the letters and another moderator's vote, and write as members.
//! Their passwords are made at the first start and lie in files that only the demo's owner reads.

use anyhow::{Context as _, ensure};
use harness::mailbox::Mailbox;
use reqwest::Method;
use serde_json::{Value, json};
use url::Url;

use crate::folder::{Folder, random_password};
use crate::moderating::approves;
use crate::person::{Doors, Person, Wish};
use crate::program::{access_token, call};
use crate::stage::MODERATORS;

/// One of the first members.
pub struct Founder {
    /// The name, here and on the platforms.
    pub name: &'static str,
    /// The address.
    pub address: &'static str,
    /// The file with the password.
    pub password_file: &'static str,
    /// Why they asked.
    reason: &'static str,
    /// The answer to the demo's question.
    answer: &'static str,
}

/// A member and nothing else.
pub const MEMBER: Founder = Founder {
    name: "ada",
    address: "ada@example.org",
    password_file: "ada_password",
    reason: "I look after the seed library and would like to write about it.",
    answer: "Whatever the seed library has too much of",
};
/// A member whose address the settings name as a moderator's.
pub const MODERATOR: Founder = Founder {
    name: "mira",
    address: MODERATORS[0],
    password_file: "mira_password",
    reason: "I decide who comes in, so I should be in myself.",
    answer: "Sweet peas",
};
/// Who lets both in: nobody decides about themselves.
const OTHER_MODERATOR: &str = MODERATORS[1];

/// What they wrote: by whom, title, text, whether it is published, who votes for it.
const POSTS: [(&Founder, &str, &str, bool, &[&Founder]); 4] = [
    (
        &MODERATOR,
        "No water on Monday",
        "The tap by **plot 9** is mended on Monday, 9 to 12. Please fill your cans on Sunday.\n\nThe pump by the shed works as always.",
        true,
        &[&MEMBER],
    ),
    (
        &MEMBER,
        "Seed swap on Saturday",
        "In the shed, from ten on. There are:\n\n- broad beans, more than enough\n- *Rosa's* yellow tomatoes\n- calendula\n\nBring envelopes.",
        true,
        &[&MODERATOR, &MEMBER],
    ),
    (&MEMBER, "Who has a ladder?", "The pear tree is taller than I am. Two metres would do, for an afternoon.", true, &[]),
    (&MEMBER, "Compost rota", "First draft. Ask Olu about the second bin.", false, &[]),
];

/// Sees to it that both are there, at the first start.
pub async fn found(folder: &Folder, gate: &Url, mailbox: &Mailbox) -> anyhow::Result<()> {
    if folder.is_founded() {
        return Ok(());
    }
    folder.note_founding()?;
    for founder in [&MEMBER, &MODERATOR] {
        let_in(gate, mailbox, founder, &password(folder, founder).await?).await.with_context(|| founder.name)?;
    }
    write(folder, gate).await.context("nothing could be written on the board")?;
    folder.note_founded()
}

/// The password of one of them.
pub async fn password(folder: &Folder, founder: &Founder) -> anyhow::Result<String> {
    let file = folder.secret(founder.password_file, async || random_password()).await?;
    Ok(std::fs::read_to_string(file)?)
}

async fn let_in(gate: &Url, mailbox: &Mailbox, founder: &Founder, password: &str) -> anyhow::Result<()> {
    let person = Person::new(gate, founder.address, mailbox)?;
    let moderator = Person::new(gate, OTHER_MODERATOR, mailbox)?;
    let Founder { name, reason, answer, .. } = *founder;
    person.apply(&Wish { name, reason, answer, doors: Doors::Both }).await?;
    person.confirm().await?;
    let letter = moderator.letter("/moderate", "asks to join").await?;
    let queue = moderator.follow(&letter, "/moderate").await?;
    approves(&moderator, &queue, name).await?;
    let letter = person.letter("/r/", "one step left").await?;
    let page = person.follow(&letter, "/r/").await?;
    person.press(&page, "action=choose", &[("username", name), ("password_from", "own"), ("password", password)]).await?;
    person.letter("/r/", "accounts are ready").await?;
    Ok(())
}

async fn write(folder: &Folder, gate: &Url) -> anyhow::Result<()> {
    let token = async |founder: &Founder| access_token(gate, founder.name, &password(folder, founder).await?).await;
    let (member, moderator) = (token(&MEMBER).await?, token(&MODERATOR).await?);
    let token_of = |founder: &Founder| if founder.name == MODERATOR.name { &moderator } else { &member };
    for (author, title, content, published, voters) in POSTS {
        let post = json!({ "title": title, "content": content, "published": published });
        let made = sent(gate, token_of(author), "/posts", &post).await?;
        for voter in voters {
            sent(gate, token_of(voter), "/vote", &json!({ "post_id": made["id"], "dir": 1 })).await?;
        }
    }
    for token in [&member, &moderator] {
        // Or else their account pages would speak of an unknown program.
        call(gate, token, Method::POST, "/auth/logout-all", &Value::Null).await?;
    }
    Ok(())
}

async fn sent(gate: &Url, token: &str, path: &str, body: &Value) -> anyhow::Result<Value> {
    let (status, said) = call(gate, token, Method::POST, path, body).await?;
    ensure!(status == 201, "{path} answered {status}: {said}");
    Ok(said)
}
