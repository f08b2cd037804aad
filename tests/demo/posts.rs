//! What members do on the board, on its pages: write, publish, vote, search, and take another's post off as a moderator.

use anyhow::{Context as _, ensure};

use crate::person::{Person, seen_on};
use crate::steps::Steps;

const TITLE: &str = "Leeks for swapping";
const CONTENT: &str = "I have **forty** too many. Come by on Friday.";
/// A word of the post, and one that nobody wrote.
const WORD: &str = "forty";
const NOBODYS: &str = "rhubarb";

/// Plays it.
pub async fn play(steps: &mut Steps, eda: &Person<'_>, mira: &Person<'_>) -> anyhow::Result<()> {
    let writes = async {
        let page = eda.go_to("/board/new").await?;
        let page = eda.press(&page, "action=draft", &[("title", TITLE), ("content", CONTENT)]).await?;
        let path = page.url.path().to_owned();
        ensure!(page.body.contains("<strong>forty</strong>"), "her text is not shown as it should be on {}", seen_on(&page));
        ensure!(!mira.go_to("/board").await?.text().contains(TITLE), "a draft is on the board");
        ensure!(mira.open(&path).await?.status == 404, "a draft is another's to read");
        Ok(path)
    };
    let path = steps.step("Eda writes a draft on the board; nobody else finds it", writes).await?;
    let publishes = async {
        let page = eda.go_to(&format!("{path}/edit")).await?;
        eda.press(&page, "action=publish", &[]).await?;
        let board = mira.go_to("/board").await?;
        ensure!(board.text().contains(TITLE), "her post is missing on {}", seen_on(&board));
        Ok(())
    };
    steps.step("she publishes it, and it is on the board", publishes).await?;
    let votes = async {
        let page = mira.go_to(&path).await?;
        let page = mira.press(&page, "action=vote", &[]).await?;
        page.form("action=take-back").context("the vote does not count")?;
        ensure!(page.text().contains("1 vote"), "nobody says so on {}", seen_on(&page));
        Ok(())
    };
    steps.step("Mira votes for it", votes).await?;
    let searches = async {
        let found = mira.go_to(&format!("/board?search={WORD}")).await?;
        ensure!(found.text().contains(TITLE), "it is not found: {}", seen_on(&found));
        let found = mira.go_to(&format!("/board?search={NOBODYS}")).await?;
        ensure!(!found.text().contains(TITLE), "it is found by words that it does not have: {}", seen_on(&found));
        Ok(())
    };
    steps.step("a search for one of its words finds it, another does not", searches).await?;
    let takes_off = async {
        let page = mira.go_to(&path).await?;
        let sure = mira.press(&page, "action=take-off", &[]).await?;
        mira.press(&sure, "action=take-off-yes", &[]).await?;
        let board = eda.go_to("/board").await?;
        ensure!(!board.text().contains(TITLE), "it is still on {}", seen_on(&board));
        eda.letter("/board", "taken off the board").await
    };
    steps.step("Mira takes it off the board, as moderators may; a letter tells Eda", takes_off).await?;
    Ok(())
}
