//! Pages and letters in the language of their reader. Each test goes through every language that the gate speaks.

use harness::gatelodge::{Gatelodge, MODERATORS, MastodonWish, SOON};
use reqwest::{Method, header};
use serde_json::json;
use shared::keyspace::Rid;
use shared::locales::Locale;

use crate::acts::{self, text};

/// What an answer says of its language, and that the page itself says the same.
fn spoken(page: &harness::visitor::Page) -> &str {
    let tag = page.headers[header::CONTENT_LANGUAGE].to_str().unwrap();
    let locale: Locale = tag.parse().unwrap();
    assert!(page.body.contains(&format!("<html lang=\"{tag}\" dir=\"{}\">", locale.dir())), "{}", page.body);
    assert!(page.headers.get_all(header::VARY).iter().any(|vary| vary == "Accept-Language, Cookie"), "{}", page.url);
    tag
}

#[tokio::test]
async fn pages_speak_what_a_browser_asks_for() -> anyhow::Result<()> {
    let gate = Gatelodge::start().await?;
    for locale in Locale::ALL {
        let wish = format!("tlh, {locale};q=0.9, *;q=0.1");
        for (path, status) in [("/", 200), ("/lost-link", 200), ("/login", 200), ("/nothing-here", 404), ("/r/AAAAAAAAAAAAAAAAAAAAAA", 404)]
        {
            let request = gate.visitor()?.client().get(gate.visitor()?.origin().join(path)?).header(header::ACCEPT, "text/html");
            let answer = request.header(header::ACCEPT_LANGUAGE, &wish).send().await?;
            assert_eq!(answer.status(), status, "{path}");
            let page = harness::visitor::Page {
                status: answer.status(),
                url: answer.url().clone(),
                headers: answer.headers().clone(),
                body: answer.text().await?,
            };
            assert_eq!(spoken(&page), locale.tag(), "{path}");
        }
    }
    gate.finish().await
}

#[tokio::test]
async fn a_language_that_is_chosen_stays_chosen_and_changes_nothing_else() -> anyhow::Result<()> {
    let gate = Gatelodge::start().await?;
    // The first page of all needs secrets, and makes them.
    gate.visitor()?.open("/login").await?.expect(200)?;
    let rests = acts::everything(&gate).await?;
    for locale in Locale::ALL {
        let visitor = gate.visitor()?;
        let page = visitor.open(&format!("/login?to=%2Fboard&lang={locale}")).await?.expect(200)?;
        assert_eq!((page.url.path(), page.url.query()), ("/login", Some("to=%2Fboard")), "the language leaves the address");
        assert_eq!(spoken(&page), locale.tag());
        assert_eq!(spoken(&visitor.open("/lost-link").await?.expect(200)?), locale.tag());
        assert_eq!(spoken(&visitor.open("/nothing-here").await?.expect(404)?), locale.tag());
        // Whoever comes by another road brings no choice.
        let program = visitor.client().get(visitor.origin().join("/lost-link")?).header(header::AUTHORIZATION, "Bearer x").send().await?;
        assert_eq!(program.headers()[header::CONTENT_LANGUAGE], "en");
        // Every language can be chosen from every other, where there is a choice.
        for other in Locale::ALL.iter().filter(|other| *other != locale) {
            assert!(page.body.contains(&format!("hreflang=\"{other}\"")) && page.body.contains(other.own_name()), "{other}");
        }
    }
    assert_eq!(acts::everything(&gate).await?, rests);
    gate.finish().await
}

#[tokio::test]
async fn the_answer_to_a_pressed_button_offers_no_language_that_would_lose_what_was_typed() -> anyhow::Result<()> {
    let gate = Gatelodge::start().await?;
    let visitor = gate.visitor()?;
    let offers = |page: &harness::visitor::Page| page.body.contains("hreflang=");
    let page = visitor.open("/").await?.expect(200)?;
    assert!(offers(&page));
    let form = page.form("")?.with("email", "no address").with("reason", "I keep bees");
    let wrong = visitor.submit(&page, &form).await?.expect(422)?;
    assert!(wrong.body.contains("I keep bees") && !offers(&wrong), "{}", wrong.body);
    // The form is sent to a path that shows nothing by itself.
    let page = visitor.open("/login?to=%2Fboard%2Fnew").await?.expect(200)?;
    assert!(offers(&page));
    let form = page.form("do=sign-in")?.with("username", "ada").with("password", "not the one");
    let wrong = visitor.submit(&page, &form).await?.expect(422)?;
    assert_eq!(wrong.form("do=sign-in")?.value("to"), Some("/board/new"));
    assert!(!offers(&wrong), "{}", wrong.body);
    gate.finish().await
}

#[tokio::test]
async fn a_new_password_is_offered_in_the_members_own_language_and_to_whom_nobody_knows_in_the_pages() -> anyhow::Result<()> {
    let (ada, bea) = ("ada@example.org", "bea@example.org");
    let gate = Gatelodge::wish().mastodon(MastodonWish::Socket).setting("MEMBERS", "open").start().await?;
    // An account on Mastodon that no member has, and a member.
    gate.mastodon.add_ours("ada", ada, "seven quiet otters", &Rid::random().to_string());
    let browser = gate.visitor()?;
    let page = browser.open("/?lang=fr").await?.expect(200)?;
    let form = page.form("")?.with("email", bea).with("username", "bea").with("reason", "I keep bees");
    browser.submit(&page, &form.with("password", "eight loud herons call")).await?.expect(200)?;
    for (email, tag) in [(ada, "de"), (bea, "fr")] {
        let stranger = gate.visitor()?;
        let page = stranger.open("/forgot?lang=de").await?.expect(200)?;
        let sent = stranger.submit(&page, &page.form("")?.with("email", email)).await?.expect(200)?;
        assert_eq!(spoken(&sent), "de");
        let is_way_back = |letter: &harness::mailbox::Letter| letter.is_to(email) && letter.link_to("/reset?t=").is_some();
        let letter = gate.mailbox().wait_for(is_way_back, SOON).await?;
        assert_eq!(letter.header("Content-Language"), Some(tag), "{email}");
    }
    gate.finish().await
}

#[tokio::test]
async fn a_registration_goes_on_in_the_language_of_its_form() -> anyhow::Result<()> {
    let gate = Gatelodge::wish().setting("RATE_LIMITS", "off").start().await?;
    for locale in Locale::ALL {
        let (browser, email) = (gate.visitor()?, format!("ada-{}@example.org", locale.tag().to_lowercase()));
        let page = browser.open(&format!("/?lang={locale}")).await?.expect(200)?;
        let form = page.form("")?.with("email", &email).with("username", "ada").with("reason", "I keep bees");
        browser.submit(&page, &form).await?.expect(200)?;
        let letter = gate.mailbox().wait_for(|letter| letter.is_to(&email), SOON).await?;
        assert_eq!(letter.header("Content-Language"), Some(locale.tag()));
        assert!(letter.html.contains(&format!("dir=\"{}\"", locale.dir())));
        // On another machine, whose browser asks for nothing.
        let elsewhere = gate.visitor()?;
        let confirm = elsewhere.open(letter.link_to("/c/").unwrap()).await?.expect(200)?;
        assert_eq!(spoken(&confirm), locale.tag());
        let status = elsewhere.submit(&confirm, &confirm.form("action=yes")?).await?.expect(200)?;
        assert_eq!(spoken(&status), locale.tag());
        // But who chooses there is given what they choose.
        let chosen = elsewhere.open(&format!("{}?lang=en", status.url.path())).await?.expect(200)?;
        assert_eq!((chosen.url.path(), spoken(&chosen)), (status.url.path(), "en"));
    }
    gate.finish().await
}

#[tokio::test]
async fn moderators_are_spoken_to_in_their_own_languages() -> anyhow::Result<()> {
    let last = Locale::ALL.last().unwrap();
    let own = format!("{}={last}", MODERATORS[0]);
    let gate = Gatelodge::wish().setting("MODERATOR_LOCALES", &own).start().await?;
    let visitor = gate.visitor()?;
    let body = json!({"email": "ada@example.org", "username": "ada", "reason": "I keep bees", "locale": "en"});
    let made = visitor.call(Method::POST, "/registrations", None, Some(body)).await?.expect(201)?.json()?;
    let letter = gate.mailbox().wait_for(|letter| letter.is_to("ada@example.org"), SOON).await?;
    let confirm = visitor.open(letter.link_to("/c/").unwrap()).await?;
    visitor.submit(&confirm, &confirm.form("action=yes")?).await?.expect(200)?;
    for (moderator, tag) in [(MODERATORS[0], last.tag()), (MODERATORS[1], "en")] {
        let letter = gate.mailbox().wait_for(|letter| letter.is_to(moderator), SOON).await?;
        assert_eq!(letter.header("Content-Language"), Some(tag));
        let elsewhere = gate.visitor()?;
        let decide = elsewhere.open(letter.link_to(&format!("/m/{}", text(&made, "rid"))).unwrap()).await?.expect(200)?;
        assert_eq!(spoken(&decide), tag);
        let queue = elsewhere.open(letter.link_to("/moderate").unwrap()).await?.expect(200)?;
        assert_eq!(spoken(&queue), tag);
    }
    gate.finish().await
}
