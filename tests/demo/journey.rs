//! The whole journey, played without a person: from the form to both accounts, a rejection, a withdrawal.
//!
//! It goes over HTTP and SMTP alone, as browsers without scripts and letter boxes would. Every step says what it does,
//! has a time it must be done in, and fails with what a person would have read. What comes after the accounts is told in `tokens`,
//! what members do in `membership`.

use anyhow::ensure;
use harness::mailbox::{Letter, Mailbox};

use crate::instance::NEIGHBOUR;
use crate::moderating::{decides, ensure_unheard, looks, opens, please_decide, to};
use crate::person::{Doors, LETTER_WITHIN, Person, Wish, can_decide, seen_on};
use crate::stage::{MODERATORS, Reach};
use crate::steps::Steps;
use crate::tokens;

/// A password that every rule here and there allows.
const PASSWORD: &str = "seven-Quiet-tomatoes-4-ripening";
/// A moderator's words to somebody who is not let in.
const WORDS: &str = "We have no plot free this year. Please ask again in spring.";

const ANN: (&str, Wish<'static>) =
    ("ann@example.org", Wish { name: "ann", reason: "I would like to swap seeds.", answer: "Chard & <b>leeks</b>", doors: Doors::Both });
const DEE: (&str, Wish<'static>) =
    ("dee@example.org", Wish { name: NEIGHBOUR, reason: "Rosa is my sister.", answer: "Dahlias", doors: Doors::Both });
const BOB: (&str, Wish<'static>) =
    ("bob@example.org", Wish { name: "bob", reason: "Just looking.", answer: "Nothing yet", doors: Doors::Both });
const CAM: (&str, Wish<'static>) =
    ("cam@example.org", Wish { name: "cam", reason: "I moved in next door.", answer: "Roses", doors: Doors::MatrixAlone });

/// Plays it all.
pub async fn play(steps: &mut Steps, reach: &Reach, mailbox: &Mailbox) -> anyhow::Result<()> {
    let person = |address| Person::new(&reach.gate, address, mailbox);
    is_let_in(steps, reach, mailbox, &person(ANN.0)?).await?;
    has_two_names(steps, reach, mailbox, &person(DEE.0)?).await?;
    is_rejected(steps, reach, mailbox, &person(BOB.0)?).await?;
    withdraws(steps, reach, mailbox, &person(CAM.0)?).await
}

async fn is_let_in(steps: &mut Steps, reach: &Reach, mailbox: &Mailbox, ann: &Person<'_>) -> anyhow::Result<()> {
    let before = mailbox.count();
    let looks_whether_free = async {
        let checked = ann.check_name(NEIGHBOUR).await?;
        ensure!(checked.text().contains("not available on Mastodon"), "nobody says so on {}", seen_on(&checked));
        Ok(())
    };
    steps.step("the form tells Ann that a name is another's on Mastodon", looks_whether_free).await?;
    steps.step("Ann fills it in for both doors and sends it", ann.apply(&ANN.1)).await?;
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
    let letter = steps.step("a letter tells Ann that both accounts are ready", ann.letter("/r/", "accounts are ready")).await?;
    let id = steps.step("Ann signs in to Matrix with them", reach.homeserver.sign_in("ann", PASSWORD)).await?;
    ensure!(id.starts_with("@ann:"), "the homeserver knows her as {id}");
    let stranger = async {
        let wrong = "seven-Quiet-tomatoes-5-ripening";
        ensure!(reach.homeserver.sign_in("ann", wrong).await.is_err(), "another password opens the account on Matrix, too");
        ensure!(reach.instance.opens(ANN.0, PASSWORD), "her password does not open the account on Mastodon");
        ensure!(!reach.instance.opens(ANN.0, wrong), "another password opens the account on Mastodon, too");
        let told = mailbox.letters().iter().any(|letter| String::from_utf8_lossy(&letter.raw).contains(PASSWORD));
        ensure!(!told, "a letter holds her password");
        Ok(())
    };
    steps.step("the same opens Mastodon, no other does, and no letter held it", stranger).await?;
    tokens::play(steps, reach, ann, &letter, PASSWORD).await
}

/// Her name is another's on Mastodon alone.
async fn has_two_names(steps: &mut Steps, reach: &Reach, mailbox: &Mailbox, dee: &Person<'_>) -> anyhow::Result<()> {
    let before = mailbox.count();
    let is_approved = async {
        dee.apply(&DEE.1).await?;
        dee.confirm().await?;
        let letters = please_decide(mailbox, before).await?;
        let (moderator, page) = looks(reach, mailbox, MODERATORS[1], &letters).await?;
        decides(&moderator, &page, "action=approve", &[]).await?;
        let letter = dee.letter("/r/", "one step left").await?;
        dee.follow(&letter, "/r/").await
    };
    let page = steps.step("Dee asks, confirms and is approved", is_approved).await?;
    let chosen = [("username", NEIGHBOUR), ("password_from", "own"), ("password", PASSWORD)];
    let is_told = async {
        dee.press(&page, "action=choose", &chosen).await?;
        let letter = dee.letter("/r/", "please help us").await?;
        dee.follow(&letter, "/r/").await
    };
    let page = steps.step("the name she chooses is another's on Mastodon; a letter says so", is_told).await?;
    let opens_here = async {
        let chosen = [("username", "dee"), ("scope", "here"), ("password_from", "own"), ("password", PASSWORD)];
        dee.press(&page, "action=choose", &chosen).await?;
        dee.letter("/r/", "accounts are ready").await
    };
    steps.step("she chooses another one, there only, and both accounts are ready", opens_here).await?;
    let are_hers = async {
        let id = reach.homeserver.sign_in(NEIGHBOUR, PASSWORD).await?;
        ensure!(id.starts_with(&format!("@{NEIGHBOUR}:")), "the homeserver knows her as {id}");
        ensure!(reach.instance.opens(DEE.0, PASSWORD), "her password does not open the account on Mastodon");
        ensure!(!reach.instance.opens(NEIGHBOUR, PASSWORD), "it opens the other's account, too");
        Ok(())
    };
    steps.step("both are hers, and the other's on Mastodon is as it was", are_hers).await
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
    let letters = steps.step("Cam asks for Matrix alone and confirms; the moderators hear of it", asks).await?;
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
