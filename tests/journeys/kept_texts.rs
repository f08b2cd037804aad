//! What somebody was writing when their session ended, in a browser that runs no scripts: nothing of it is lost, nothing is saved
//! without a session, and no other site puts words into anybody's form.

use harness::gatelodge::Gatelodge;
use harness::visitor::{Page, Visitor};
use reqwest::header;

use crate::acts;
use crate::board::{PASSWORD, Person, join, open_gate};

async fn sign_in(visitor: &Visitor) -> anyhow::Result<()> {
    let page = visitor.open("/login?to=/board").await?.expect(200)?;
    let form = page.form("do=sign-in")?.with("username", "ada").with("password", PASSWORD);
    anyhow::ensure!(visitor.submit(&page, &form).await?.expect(200)?.url.path() == "/board");
    Ok(())
}

async fn ada(gate: &Gatelodge) -> anyhow::Result<Person> {
    let ada = join(gate, "ada").await?;
    sign_in(&ada.visitor).await?;
    Ok(ada)
}

/// Ends every session of a member, as from another place.
async fn end_sessions(ada: &Person) -> anyhow::Result<()> {
    let request = ada.visitor.client().post(ada.visitor.origin().join("/auth/logout-all")?).bearer_auth(&ada.token);
    anyhow::ensure!(request.send().await?.status() == 200);
    Ok(())
}

fn holds(page: &Page, button: &str) -> anyhow::Result<(String, String)> {
    let form = page.form(button)?;
    let value = |name| form.value(name).unwrap_or_default().to_owned();
    Ok((value("title"), value("content")))
}

#[tokio::test]
async fn a_text_outlives_the_session_that_it_was_begun_in() -> anyhow::Result<()> {
    let gate = open_gate().start().await?;
    let ada = ada(&gate).await?;
    let visitor = &ada.visitor;
    let typed = ("Bees & <b>wasps</b>".to_owned(), "They dance.\nAll day.".to_owned());
    let page = visitor.open("/board/new").await?.expect(200)?;
    let written = page.form("action=publish")?.with("title", &typed.0).with("content", &typed.1);
    end_sessions(&ada).await?;
    let before = acts::everything(&gate).await?;
    let kept = visitor.submit(&page, &written).await?.expect(401)?;
    assert!(
        kept.headers.contains_key(header::WWW_AUTHENTICATE) && kept.text().contains("You are not signed in any more"),
        "{}",
        kept.text()
    );
    assert_eq!(holds(&kept, "action=resume")?, typed);
    assert!(kept.form("action=publish").is_err(), "nobody without a session is offered that");
    let still = visitor.submit(&kept, &kept.form("action=resume")?).await?.expect(401)?;
    assert_eq!((holds(&still, "action=resume")?, acts::everything(&gate).await? == before), (typed.clone(), true), "not yet");
    // In another tab; then on in the first.
    let login = visitor.open("/login?to=/board").await?.text();
    assert!(login.contains("You are not signed in any more"), "why they are asked: {login}");
    sign_in(visitor).await?;
    let resumed = visitor.submit(&kept, &kept.form("action=resume")?).await?.expect(200)?;
    assert_eq!(holds(&resumed, "action=publish")?, typed);
    assert!(visitor.open("/board").await?.text().contains("Nothing has been written here yet"), "nothing is saved so far");
    let post = visitor.submit(&resumed, &resumed.form("action=publish")?).await?.expect(200)?;
    assert!(post.url.path() == "/board/1" && post.body.contains("They dance.<br>"), "{}", post.body);
    gate.finish().await
}

#[tokio::test]
async fn a_form_of_an_older_session_is_shown_again_and_saves_nothing_until_it_is_pressed_anew() -> anyhow::Result<()> {
    let gate = open_gate().start().await?;
    let ada = ada(&gate).await?;
    let visitor = &ada.visitor;
    ada.publish("Bees", "They dance.").await?;
    for (path, count) in [("/board/1/edit", 1), ("/board/new", 2)] {
        let page = visitor.open(path).await?.expect(200)?;
        let written = page.form("action=publish")?.with("title", "Wasps").with("content", "They sting.");
        // In another tab: out, and in again.
        let account = visitor.open("/account").await?.expect(200)?;
        visitor.submit(&account, &account.form("do=sign-out")?).await?.expect(200)?;
        sign_in(visitor).await?;
        let before = acts::everything(&gate).await?;
        let again = visitor.submit(&page, &written).await?.expect(403)?;
        assert!(again.text().contains("Please press the button once more"), "{}", again.text());
        assert_eq!(
            (holds(&again, "action=publish")?, acts::everything(&gate).await? == before),
            (("Wasps".to_owned(), "They sting.".to_owned()), true)
        );
        let post = visitor.submit(&again, &again.form("action=publish")?).await?.expect(200)?;
        assert_eq!(post.url.path(), format!("/board/{count}"));
    }
    gate.finish().await
}

#[tokio::test]
async fn t14_no_other_site_puts_words_into_a_form() -> anyhow::Result<()> {
    let gate = open_gate().start().await?;
    let (ada, nobody) = (ada(&gate).await?, gate.visitor()?);
    ada.publish("Bees", "They dance.").await?;
    for (visitor, status) in [(&ada.visitor, 403), (&nobody, 200)] {
        for path in ["/board/new", "/board/1/edit"] {
            for action in ["publish", "resume", "preview"] {
                for (name, value) in [("Sec-Fetch-Site", "cross-site"), ("Origin", "https://evil.example"), ("Origin", "null")] {
                    let fields = [("nonce", "x"), ("action", action), ("title", "Buy"), ("content", "pelicans")];
                    let request =
                        visitor.client().post(visitor.origin().join(path)?).header(header::ACCEPT, "text/html").header(name, value);
                    let answer = request.form(&fields).send().await?;
                    let (said, body) = (answer.status().as_u16(), answer.text().await?);
                    assert!(said == status && !body.contains("pelicans"), "{path} {action} {value}: {said}");
                }
            }
        }
    }
    gate.finish().await
}
