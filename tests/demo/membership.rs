//! What becomes of an approved registration: a member, who signs in. Played by a moderator who is one, too, and by somebody
//! whom a program registers and whom that moderator lets in.
//!
//! Here are the pages: queue, sign-in, account, a new password, a forgotten one, and leaving. The board is played in `posts`, what
//! programs do in `programs`.

use anyhow::ensure;
use harness::mailbox::Mailbox;
use harness::visitor::Page;
use harness::wait::until;

use crate::moderating::approves;
use crate::person::{Doors, LETTER_WITHIN, Person, Wish, seen_on};
use crate::program::{post, sign_in};
use crate::stage::{MODERATORS, Reach};
use crate::steps::Steps;
use crate::{posts, programs};

const MIRA: (&str, Wish<'static>) =
    (MODERATORS[0], Wish { name: "mira", reason: "I decide, so I should be in.", answer: "Sweet peas", doors: Doors::Both });
const MIRAS_PASSWORD: &str = "nine-Old-beanpoles-leaning";
const EDA: &str = "eda@example.org";
/// As seed 4 writes it, but for the password: the rules for these are the gate's own still.
const REGISTER: &str = r#"{"email": "eda@example.org", "password": "two-Wet-sparrows-bathing"}"#;
const FIRST: &str = "two-Wet-sparrows-bathing";
const SECOND: &str = "four-Dry-sparrows-resting";
const THIRD: &str = "six-Loud-magpies-arguing";
/// What the account page says of a door that has the password.
const HAS_IT: &str = "It has the password that you sign in with here.";

/// Plays it all.
pub async fn play(steps: &mut Steps, reach: &Reach, mailbox: &Mailbox) -> anyhow::Result<()> {
    let mira = Person::new(&reach.gate, MIRA.0, mailbox)?;
    let account = moderator_joins(steps, reach, mailbox, &mira).await?;
    let eda = Person::new(&reach.gate, EDA, mailbox)?;
    is_let_in(steps, reach, &mira, &account, &eda).await?;
    steps.step("her account page shows both doors", shows_doors(&eda)).await?;
    posts::play(steps, &eda, &mira).await?;
    changes_password(steps, reach, &eda).await?;
    forgets_password(steps, reach, &eda).await?;
    programs::play(steps, &reach.gate, EDA, THIRD).await?;
    leaves(steps, reach, &eda).await
}

/// A moderator becomes a member; answers her account page.
async fn moderator_joins(steps: &mut Steps, reach: &Reach, mailbox: &Mailbox, mira: &Person<'_>) -> anyhow::Result<Page> {
    let noor = Person::new(&reach.gate, MODERATORS[1], mailbox)?;
    let before = mailbox.count();
    let asks = async {
        mira.apply(&MIRA.1).await?;
        mira.confirm().await?;
        let letter = noor.letter("/moderate", "asks to join").await?;
        let told = mailbox.letters().iter().skip(before).any(|letter| letter.is_to(MIRA.0) && letter.link_to("/m/").is_some());
        ensure!(!told, "she is asked to decide about herself");
        Ok(letter)
    };
    let letter = steps.step("Mira, who moderates, asks to be let in; only the other moderator hears", asks).await?;
    let decides = async {
        let queue = noor.follow(&letter, "/moderate").await?;
        approves(&noor, &queue, "mira").await
    };
    steps.step("that one opens the queue by the letter's link and presses Approve there", decides).await?;
    let chooses = async {
        let letter = mira.letter("/r/", "one step left").await?;
        let page = mira.follow(&letter, "/r/").await?;
        mira.press(&page, "action=choose", &[("username", "mira"), ("password_from", "own"), ("password", MIRAS_PASSWORD)]).await?;
        mira.letter("/r/", "accounts are ready").await
    };
    steps.step("Mira chooses a name and a password, and both accounts are ready", chooses).await?;
    let signs_in = async {
        let page = mira.sign_in("mira", MIRAS_PASSWORD).await?;
        ensure!(page.text().contains("Role Moderator") && page.body.contains("/moderate"), "no moderator on {}", seen_on(&page));
        Ok(page)
    };
    steps.step("with these she signs in at the gate; her account page offers the queue", signs_in).await
}

async fn is_let_in(steps: &mut Steps, reach: &Reach, mira: &Person<'_>, account: &Page, eda: &Person<'_>) -> anyhow::Result<()> {
    let registers = async {
        let (status, said) = post(&reach.gate, "/auth/register", REGISTER).await?;
        ensure!(status == 201 && said["msg"] == "user created", "the gate answered {status}: {said}");
        let letter = eda.letter("/c/", "confirm").await?;
        let page = eda.follow(&letter, "/c/").await?;
        eda.press(&page, "action=yes", &[("username", "eda"), ("password_from", "own"), ("password", FIRST)]).await
    };
    steps.step("a program registers Eda, who confirms by her letter, with name and password", registers).await?;
    let waits = async {
        let (status, said) = sign_in(&reach.gate, EDA, FIRST).await?;
        ensure!(status == 401, "the gate answered {status}: {said}");
        Ok(())
    };
    steps.step("until a moderator approves she cannot sign in", waits).await?;
    let decides = async {
        ensure!(account.body.contains("href=\"/moderate\""), "no way to the queue from {}", seen_on(account));
        let queue = mira.go_to("/moderate").await?;
        approves(mira, &queue, "eda").await
    };
    steps.step("Mira, signed in, opens the queue without any letter and approves her", decides).await?;
    steps.step("both accounts open by themselves", eda.letter("/r/", "accounts are ready")).await?;
    steps.step("Eda signs in with her address", eda.sign_in(EDA, FIRST)).await?;
    Ok(())
}

async fn shows_doors(eda: &Person<'_>) -> anyhow::Result<()> {
    let page = eda.go_to("/account").await?;
    let text = page.text();
    ensure!(text.contains("@eda:") && text.contains("@eda@"), "a door is missing on {}", seen_on(&page));
    ensure!(text.contains("(this browser)"), "her session is missing on {}", seen_on(&page));
    Ok(())
}

async fn changes_password(steps: &mut Steps, reach: &Reach, eda: &Person<'_>) -> anyhow::Result<()> {
    let page = eda.go_to("/account").await?;
    let changes = eda.press(&page, "do=password", &[("old-password", FIRST), ("password", SECOND)]);
    steps.step("Eda changes her password on the account page", changes).await?;
    let is_out = async {
        let page = eda.go_to("/account").await?;
        ensure!(page.url.path() == "/login", "the session goes on: {}", seen_on(&page));
        let (status, _) = sign_in(&reach.gate, EDA, FIRST).await?;
        ensure!(status == 401, "the old password still signs in: {status}");
        Ok(())
    };
    steps.step("that ended her session, and the old password signs in no more", is_out).await?;
    steps.step("a letter tells her that it was changed", eda.letter("/forgot", "your password was changed")).await?;
    let has_doors = async {
        eda.sign_in(EDA, SECOND).await?;
        until(LETTER_WITHIN, async || Ok(eda.go_to("/account").await?.text().matches(HAS_IT).count() == 2)).await
    };
    steps.step("with the new one she signs in, and reads that both doors have it", has_doors).await?;
    let opens = async {
        let id = reach.homeserver.sign_in("eda", SECOND).await?;
        ensure!(id.starts_with("@eda:"), "the homeserver knows her as {id}");
        let old = reach.homeserver.sign_in("eda", FIRST).await;
        ensure!(old.is_err_and(|error| error.to_string().contains("M_FORBIDDEN")), "the old one still opens Matrix");
        ensure!(reach.instance.opens(EDA, SECOND), "the new one does not open Mastodon");
        ensure!(!reach.instance.opens(EDA, FIRST), "the old one still opens Mastodon");
        Ok(())
    };
    steps.step("it opens Matrix and Mastodon, where the old one does no more", opens).await
}

async fn forgets_password(steps: &mut Steps, reach: &Reach, eda: &Person<'_>) -> anyhow::Result<()> {
    let asks = async {
        let page = eda.go_to("/forgot").await?;
        eda.press(&page, "", &[("email", EDA)]).await?;
        eda.letter("/reset", "set a new password").await
    };
    let letter = steps.step("Eda forgets it, says so, and gets a letter with a link", asks).await?;
    let sets = async {
        let page = eda.follow(&letter, "/reset").await?;
        eda.press(&page, "action=set", &[("password", THIRD)]).await?;
        let again = eda.open(letter.link_to("/reset").unwrap_or_default()).await?;
        ensure!(again.form("action=set").is_err(), "the link is good for another one: {}", seen_on(&again));
        let page = eda.go_to("/account").await?;
        ensure!(page.url.path() == "/login", "a reset signed her in, or her session goes on: {}", seen_on(&page));
        Ok(())
    };
    steps.step("behind it she types another one, once; that signs nobody in", sets).await?;
    let has_doors = async {
        eda.sign_in(EDA, THIRD).await?;
        // Who forgot their password cannot open a homeserver with it: a real one without an administrator's token is left to them.
        let doors = if reach.homeserver.obeys_the_worker() { 2 } else { 1 };
        until(LETTER_WITHIN, async || Ok(eda.go_to("/account").await?.text().matches(HAS_IT).count() == doors)).await?;
        if doors == 1 {
            eda.letter("/account", "change your matrix password").await?;
        }
        ensure!(reach.instance.opens(EDA, THIRD), "the new one does not open Mastodon");
        Ok(())
    };
    let words = if reach.homeserver.obeys_the_worker() {
        "with that one she signs in, and both doors have it"
    } else {
        "she signs in with it; Mastodon has it, for Matrix a letter says what to do"
    };
    steps.step(words, has_doors).await
}

async fn leaves(steps: &mut Steps, reach: &Reach, eda: &Person<'_>) -> anyhow::Result<()> {
    let goes = async {
        eda.sign_in(EDA, THIRD).await?;
        let page = eda.go_to("/account").await?;
        let page = eda.press(&page, "do=leave", &[("leave-password", THIRD)]).await?;
        ensure!(page.text().contains("You have left"), "nobody says goodbye on {}", seen_on(&page));
        let (status, _) = sign_in(&reach.gate, EDA, THIRD).await?;
        ensure!(status == 401, "whoever left still signs in: {status}");
        Ok(())
    };
    steps.step("Eda leaves, and nothing signs in as her any more", goes).await?;
    let keeps = async {
        eda.letter("/", "you have left").await?;
        ensure!(reach.instance.opens(EDA, THIRD), "her account on Mastodon went, too");
        Ok(())
    };
    steps.step("a letter says so; her accounts on the platforms stay hers", keeps).await
}
