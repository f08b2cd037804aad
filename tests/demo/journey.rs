//! The whole journey, played without a person: from the form to signing in to Matrix, a rejection, a withdrawal.
//!
//! It goes over HTTP and SMTP alone, as browsers without scripts and letter boxes would. Every step says what it does,
//! has a time it must be done in, and fails with what a person would have read.

use std::future::Future;
use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};
use harness::mailbox::{Letter, Mailbox};
use harness::visitor::Page;

use crate::person::{LETTER_WITHIN, Person, Wish, can_decide, seen_on};
use crate::say;
use crate::stage::{MODERATORS, Reach};

/// How long one step may take.
const STEP_MAX: Duration = Duration::from_mins(1);
/// A password that every rule here and there allows.
const PASSWORD: &str = "seven-Quiet-tomatoes-4-ripening";
/// A moderator's words to somebody who is not let in.
const WORDS: &str = "We have no plot free this year. Please ask again in spring.";

const ANN: (&str, Wish<'static>) =
    ("ann@example.org", Wish { name: "ann", reason: "I would like to swap seeds.", answer: "Chard & <b>leeks</b>" });
const BOB: (&str, Wish<'static>) = ("bob@example.org", Wish { name: "bob", reason: "Just looking.", answer: "Nothing yet" });
const CAM: (&str, Wish<'static>) = ("cam@example.org", Wish { name: "cam", reason: "I moved in next door.", answer: "Roses" });

/// Steps, numbered and timed.
struct Steps {
    done: usize,
}

impl Steps {
    async fn step<T>(&mut self, words: &str, act: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
        let (number, began) = (self.done + 1, Instant::now());
        let failed = || format!("step {number} failed: {words}");
        let outcome = tokio::time::timeout(STEP_MAX, act).await;
        let outcome =
            outcome.with_context(|| format!("{}: it took longer than {} s", failed(), STEP_MAX.as_secs()))?.with_context(failed)?;
        say(&format!("{number:>4}  {words:<74} {:>6} ms", began.elapsed().as_millis()));
        self.done = number;
        Ok(outcome)
    }
}

/// Plays it all; says how many steps there were.
pub async fn play(reach: &Reach, mailbox: &Mailbox) -> anyhow::Result<usize> {
    let mut steps = Steps { done: 0 };
    let person = |address| Person::new(&reach.gate, address, mailbox);
    is_let_in(&mut steps, reach, mailbox, &person(ANN.0)?).await?;
    is_rejected(&mut steps, reach, mailbox, &person(BOB.0)?).await?;
    withdraws(&mut steps, reach, mailbox, &person(CAM.0)?).await?;
    Ok(steps.done)
}

async fn is_let_in(steps: &mut Steps, reach: &Reach, mailbox: &Mailbox, ann: &Person<'_>) -> anyhow::Result<()> {
    let before = mailbox.count();
    steps.step("Ann fills in the form at the gate and sends it", ann.apply(&ANN.1)).await?;
    let letter = steps.step("a letter asks Ann to confirm her address", ann.letter("/c/", "confirm")).await?;
    let page = steps.step("Ann opens its link and sees what was asked", ann.follow(&letter, "/c/")).await?;
    steps.step("until she presses a button, no moderator hears", async { ensure_unheard(mailbox, before) }).await?;
    steps.step("Ann presses Yes", ann.press(&page, "action=yes", &[])).await?;
    let letters = steps.step("every moderator gets a letter with a link of their own", please_decide(mailbox, before)).await?;

    let (moderator, page) =
        steps.step("a moderator opens the link; nothing is decided by that", looks(reach, mailbox, MODERATORS[0], &letters)).await?;
    steps.step("the moderator presses Approve", decides(&moderator, &page, "action=approve", &[])).await?;
    let late = async {
        let (_, page) = opens(reach, mailbox, MODERATORS[1], &letters).await?;
        ensure!(!can_decide(&page), "there is something to decide still on {}", seen_on(&page));
        Ok(())
    };
    steps.step("the other moderator's link says that it is decided", late).await?;

    let letter = steps.step("a letter tells Ann that she is welcome", ann.letter("/r/", "one step left")).await?;
    let page = steps.step("Ann opens its link: a name and a password are wanted", ann.follow(&letter, "/r/")).await?;
    let chosen = [("username", "ann"), ("password_from", "own"), ("password", PASSWORD)];
    steps.step("Ann chooses both", ann.press(&page, "action=choose", &chosen)).await?;
    steps.step("a letter tells Ann that her account is ready", ann.letter("/r/", "account is ready")).await?;
    let id = steps.step("Ann signs in to Matrix with them", reach.homeserver.sign_in("ann", PASSWORD)).await?;
    ensure!(id.starts_with("@ann:"), "the homeserver knows her as {id}");
    let stranger = async {
        let refused = reach.homeserver.sign_in("ann", "seven-Quiet-tomatoes-5-ripening").await.is_err();
        ensure!(refused, "another password opens the account, too");
        let told = mailbox.letters().iter().any(|letter| String::from_utf8_lossy(&letter.raw).contains(PASSWORD));
        ensure!(!told, "a letter holds her password");
        Ok(())
    };
    steps.step("no other password opens it, and no letter held hers", stranger).await
}

async fn is_rejected(steps: &mut Steps, reach: &Reach, mailbox: &Mailbox, bob: &Person<'_>) -> anyhow::Result<()> {
    let before = mailbox.count();
    let asks = async {
        bob.apply(&BOB.1).await?;
        bob.confirm().await
    };
    steps.step("Bob asks and confirms", asks).await?;
    let letters = steps.step("the moderators hear of it", please_decide(mailbox, before)).await?;
    let rejects = async {
        let (moderator, page) = looks(reach, mailbox, MODERATORS[1], &letters).await?;
        decides(&moderator, &page, "action=reject", &[("message", WORDS)]).await
    };
    steps.step("a moderator presses Reject and adds some words", rejects).await?;
    let hears = async {
        let letter = bob.letter("/r/", "your request to join the allotment").await;
        let fits = |letter: &Letter| letter.is_to(BOB.0) && letter.text.contains(WORDS);
        let letter = if letter.as_ref().is_ok_and(|letter| fits(letter)) { letter? } else { mailbox.wait_for(fits, LETTER_WITHIN).await? };
        let page = bob.follow(&letter, "/r/").await?;
        ensure!(page.text().contains(WORDS), "the words are missing on {}", seen_on(&page));
        Ok(())
    };
    steps.step("a letter tells Bob, with the moderator's words; his page has them", hears).await
}

async fn withdraws(steps: &mut Steps, reach: &Reach, mailbox: &Mailbox, cam: &Person<'_>) -> anyhow::Result<()> {
    let before = mailbox.count();
    let asks = async {
        cam.apply(&CAM.1).await?;
        cam.confirm().await?;
        please_decide(mailbox, before).await
    };
    let letters = steps.step("Cam asks and confirms; the moderators hear of it", asks).await?;
    let changes_mind = async {
        let letter = cam.letter("/r/", "we have your request").await?;
        let page = cam.follow(&letter, "/r/").await?;
        let asked_again = cam.press(&page, "action=withdraw", &[]).await?;
        cam.press(&asked_again, "action=withdraw-yes", &[]).await?;
        let gone = cam.look_again(&page).await?;
        ensure!(gone.form("action=withdraw").is_err(), "it can be withdrawn once more on {}", seen_on(&gone));
        Ok(())
    };
    steps.step("Cam withdraws, and is asked once more before", changes_mind).await?;
    let nothing_left = async {
        let moderator = Person::new(&reach.gate, MODERATORS[0], mailbox)?;
        let letter = to(MODERATORS[0], &letters)?;
        let page = moderator.open(letter.link_to("/m/").unwrap_or_default()).await?;
        ensure!(!can_decide(&page), "there is something to decide still on {}", seen_on(&page));
        Ok(())
    };
    steps.step("the moderators' links lead to nothing any more", nothing_left).await
}

type Letters = Vec<std::sync::Arc<Letter>>;

/// The letters that ask moderators to decide, one for each; `before` letters were there when the applicant came.
async fn please_decide(mailbox: &Mailbox, before: usize) -> anyhow::Result<Letters> {
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

fn ensure_unheard(mailbox: &Mailbox, before: usize) -> anyhow::Result<()> {
    let heard = mailbox.letters().iter().skip(before).any(|letter| letter.link_to("/m/").is_some());
    ensure!(!heard, "a moderator got a letter before the address was confirmed");
    Ok(())
}

/// The only letter to this receiver among them.
fn to<'a>(address: &str, letters: &'a Letters) -> anyhow::Result<&'a Letter> {
    let mut found = letters.iter().filter(|letter| letter.is_to(address));
    let (first, second) = (found.next(), found.next());
    ensure!(second.is_none(), "{address} got two letters");
    first.map(AsRef::as_ref).with_context(|| format!("{address} got no letter"))
}

/// A moderator opens the link of their letter.
async fn opens<'a>(reach: &Reach, mailbox: &'a Mailbox, address: &'a str, letters: &Letters) -> anyhow::Result<(Person<'a>, Page)> {
    let moderator = Person::new(&reach.gate, address, mailbox)?;
    let page = moderator.follow(to(address, letters)?, "/m/").await?;
    Ok((moderator, page))
}

/// The same, twice, and both times everything is still to be decided.
async fn looks<'a>(reach: &Reach, mailbox: &'a Mailbox, address: &'a str, letters: &Letters) -> anyhow::Result<(Person<'a>, Page)> {
    let (moderator, page) = opens(reach, mailbox, address, letters).await?;
    ensure!(can_decide(&page), "nothing to decide on {}", seen_on(&page));
    let page = moderator.look_again(&page).await?;
    ensure!(can_decide(&page), "looking decided something on {}", seen_on(&page));
    Ok((moderator, page))
}

async fn decides(moderator: &Person<'_>, page: &Page, button: &str, fields: &[(&str, &str)]) -> anyhow::Result<()> {
    let page = moderator.press(page, button, fields).await?;
    ensure!(!can_decide(&page), "it is still open on {}", seen_on(&page));
    Ok(())
}
