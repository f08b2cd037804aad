//! The board as pages, in a browser that runs no scripts: reading, writing, voting, moderating, and who may not.

use harness::gatelodge::{Gatelodge, SOON};
use harness::visitor::{Page, Visitor};
use reqwest::header;
use scraper::{Html, Selector};
use serde_json::json;

use crate::acts;
use crate::board::moderators::moderator;
use crate::board::{PASSWORD, Person, join, open_gate};
use crate::links::scan;

/// Signs a member in at the page, too; answers the board.
async fn at_board(person: &Person, name: &str) -> anyhow::Result<Page> {
    let page = person.visitor.open("/login?to=/board").await?.expect(200)?;
    let form = page.form("do=sign-in")?.with("username", name).with("password", PASSWORD);
    let board = person.visitor.submit(&page, &form).await?.expect(200)?;
    anyhow::ensure!(board.url.path() == "/board", "{} is no board", board.url);
    Ok(board)
}

async fn member(gate: &Gatelodge, name: &str) -> anyhow::Result<Person> {
    let person = join(gate, name).await?;
    at_board(&person, name).await?;
    Ok(person)
}

/// Writes at a page of the editor and presses one of its buttons.
async fn write(visitor: &Visitor, at: &str, title: &str, content: &str, action: &str) -> anyhow::Result<Page> {
    let page = visitor.open(at).await?.expect(200)?;
    let form = page.form(&format!("action={action}"))?.with("title", title).with("content", content);
    visitor.submit(&page, &form).await
}

async fn press(visitor: &Visitor, page: &Page, action: &str) -> anyhow::Result<Page> {
    visitor.submit(page, &page.form(&format!("action={action}"))?).await
}

fn href(page: &Page, rel: &str) -> Option<String> {
    let html = Html::parse_document(&page.body);
    let link = html.select(&Selector::parse(&format!("a[rel={rel}]")).unwrap()).next();
    link.and_then(|link| link.attr("href")).map(str::to_owned)
}

/// The titles of a list, as they stand there.
fn titles(page: &Page) -> Vec<String> {
    let html = Html::parse_document(&page.body);
    html.select(&Selector::parse(".posts h2").unwrap()).map(|title| title.text().collect()).collect()
}

#[tokio::test]
async fn a_post_is_drafted_published_changed_found_and_deleted_at_pages() -> anyhow::Result<()> {
    let gate = open_gate().start().await?;
    let (ada, ben) = (member(&gate, "ada").await?.visitor, member(&gate, "ben").await?.visitor);
    assert!(ada.open("/board").await?.expect(200)?.text().contains("Nothing has been written here yet"));
    let draft = write(&ada, "/board/new", "Bees", "They *dance*.", "draft").await?.expect(200)?;
    assert_eq!(draft.url.path(), "/board/1");
    assert!(draft.text().contains("This is a draft") && draft.body.contains("<em>dance</em>"), "{}", draft.text());
    assert!(titles(&ada.open("/board").await?).is_empty());
    let mine = ada.open("/board/mine").await?.expect(200)?;
    assert!(titles(&mine) == ["Bees"] && mine.text().contains("Draft you"), "{}", mine.text());

    write(&ada, "/board/1/edit", "Bees", "They *dance* at noon.", "publish").await?.expect(200)?;
    let list = ben.open("/board").await?.expect(200)?;
    assert!(list.text().contains("Bees They dance at noon. ada") && list.text().contains("no votes"), "{}", list.text());
    assert_eq!(titles(&ben.open("/board?search=NOON+bees").await?.expect(200)?), ["Bees"]);
    let none = ben.open("/board?search=noon+wasps").await?.expect(200)?;
    assert!(titles(&none).is_empty() && none.text().contains("No post has all of these words"), "{}", none.text());
    let read = ben.open("/board/1").await?.expect(200)?;
    assert!(read.form("action=delete").is_err() && !read.body.contains("/board/1/edit"), "another's post has no such button");
    assert_eq!(ben.open("/board/1/edit").await?.expect(200)?.url.path(), "/board/1");

    let changed = write(&ada, "/board/1/edit", "Bees, again", "They rest.", "publish").await?.expect(200)?;
    assert!(changed.text().contains("Bees, again you"), "{}", changed.text());
    let back = write(&ada, "/board/1/edit", "Bees, again", "They rest.", "draft").await?.expect(200)?;
    assert!(back.text().contains("This is a draft"));
    ben.open("/board/1").await?.expect(404)?;

    let sure = press(&ada, &back, "delete").await?.expect(200)?;
    assert!(sure.text().contains("Delete this post?") && ada.open("/board/1").await?.status == 200, "asked first");
    let gone = press(&ada, &sure, "delete-yes").await?.expect(200)?;
    assert!(gone.url.path() == "/board/mine" && gone.text().contains("The post is deleted"), "{}", gone.text());
    assert_eq!(press(&ada, &sure, "delete-yes").await?.expect(200)?.url.path(), "/board", "pressed twice");
    ada.open("/board/1").await?.expect(404)?;
    gate.finish().await
}

#[tokio::test]
async fn one_votes_once_and_takes_the_vote_back_at_the_page() -> anyhow::Result<()> {
    let gate = open_gate().start().await?;
    let (ada, ben) = (member(&gate, "ada").await?, member(&gate, "ben").await?.visitor);
    ada.publish("Bees", "They dance.").await?;
    let page = ben.open("/board/1").await?.expect(200)?;
    let voted = press(&ben, &page, "vote").await?.expect(200)?;
    assert!(voted.url.path() == "/board/1" && voted.text().contains("1 vote (with yours)"), "{}", voted.text());
    let twice = press(&ben, &page, "vote").await?.expect(200)?;
    assert!(twice.text().contains("1 vote (with yours)"), "{}", twice.text());
    assert!(ben.open("/board").await?.text().contains("1 vote (with yours)"));
    let others = ada.visitor.open("/board").await?.text();
    assert!(others.contains("1 vote") && !others.contains("with yours"), "{others}");
    let back = press(&ben, &voted, "take-back").await?.expect(200)?;
    assert!(back.text().contains("no votes") && back.form("action=vote").is_ok(), "{}", back.text());
    press(&ben, &voted, "take-back").await?.expect(200)?;
    gate.finish().await
}

#[tokio::test]
async fn others_learn_nothing_of_a_draft_at_any_page() -> anyhow::Result<()> {
    let gate = open_gate().setting("BOARD", "public").start().await?;
    let (ada, ben, stranger) = (member(&gate, "ada").await?, member(&gate, "ben").await?.visitor, gate.visitor()?);
    let max = moderator(&gate, "max_m").await?;
    at_board(&max, "max_m").await?;
    ada.draft("a pelican in secret").await?;
    for visitor in [&ben, &stranger, &max.visitor] {
        for list in ["/board", "/board?search=pelican", "/board/mine", "/board?before=2"] {
            assert!(titles(&visitor.open(list).await?).is_empty(), "{list}");
        }
        let (there, nothing) = (visitor.open("/board/1").await?.expect(404)?, visitor.open("/board/999").await?.expect(404)?);
        let said = |page: &Page| page.text().split("For the operator").next().unwrap_or_default().to_owned();
        assert_eq!(said(&there), said(&nothing));
    }
    ben.open("/board/1/edit").await?.expect(404)?;
    let read = ada.visitor.open("/board/1").await?.expect(200)?;
    assert!(
        read.body.contains("<h1 dir=\"auto\" class=\"untitled\">a pelican in secret</h1>"),
        "its first words are its title: {}",
        read.body
    );
    // Nor by a button that was shown to somebody else.
    for action in ["vote", "delete", "delete-yes", "take-off", "take-off-yes"] {
        for (visitor, status) in [(&ben, 403), (&max.visitor, 403)] {
            let form = read.form("action=delete")?.with("action", action);
            visitor.submit(&read, &form).await?.expect(status)?;
        }
    }
    gate.finish().await
}

#[tokio::test]
async fn the_operator_says_who_reads_and_members_alone_write() -> anyhow::Result<()> {
    for audience in ["members", "public"] {
        let gate = open_gate().setting("BOARD", audience).start().await?;
        join(&gate, "ada").await?.publish("Bees", "They dance.").await?;
        let stranger = gate.visitor()?;
        for path in ["/board", "/board/1", "/board?search=bees"] {
            let page = stranger.open(path).await?.expect(200)?;
            if audience == "public" {
                assert!(page.text().contains("They dance."), "{path}");
                assert!(!page.body.contains("method=\"post\"") && !page.body.contains("/board/new"), "{path} offers nothing to press");
            } else {
                let asked = path.split('?').next().unwrap_or_default();
                assert_eq!((page.url.path(), page.url.query()), ("/login", Some(format!("to={asked}").as_str())));
            }
        }
        for path in ["/board/new", "/board/mine", "/board/1/edit"] {
            assert_eq!(stranger.open(path).await?.expect(200)?.url.path(), "/login", "{path}");
        }
        gate.finish().await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_moderator_takes_a_post_off_the_board_and_deletes_it_after_a_second_word() -> anyhow::Result<()> {
    let gate = open_gate().start().await?;
    let (ada, ben, max) = (member(&gate, "ada").await?, member(&gate, "ben").await?.visitor, moderator(&gate, "max_m").await?);
    at_board(&max, "max_m").await?;
    ada.publish("Buy", "my pelicans").await?;
    let max = &max.visitor;
    let writing = ada.visitor.open("/board/1/edit").await?.expect(200)?;
    let page = max.open("/board/1").await?.expect(200)?;
    let sure = press(max, &page, "take-off").await?.expect(200)?;
    assert!(sure.text().contains("The author gets a letter"), "{}", sure.text());
    ben.open("/board/1").await?.expect(200)?;
    let off = press(max, &sure, "take-off-yes").await?.expect(200)?;
    assert!(off.text().contains("A moderator took this post off the board"), "{}", off.text());
    ben.open("/board/1").await?.expect(404)?;
    let to_ada = |letter: &harness::mailbox::Letter| letter.is_to("ada@example.org") && letter.link_to("/board").is_some();
    gate.mailbox().wait_for_count(1, to_ada, SOON).await?;
    // Its owner was writing meanwhile: what was typed stays, and may be kept, not published.
    let typed = writing.form("action=publish")?.with("content", "fewer pelicans");
    let refused = ada.visitor.submit(&writing, &typed).await?.expect(409)?;
    assert!(refused.body.contains("fewer pelicans") && refused.form("action=publish").is_err(), "{}", refused.text());
    press(&ada.visitor, &refused, "draft").await?.expect(200)?;
    let sure = press(max, &max.open("/board/1").await?.expect(200)?, "delete").await?.expect(200)?;
    assert_eq!(press(max, &sure, "delete-yes").await?.expect(200)?.url.path(), "/board");
    ada.visitor.open("/board/1").await?.expect(404)?;
    gate.mailbox().wait_for_count(2, to_ada, SOON).await?;
    gate.finish().await
}

#[tokio::test]
async fn a_post_says_when_its_author_changed_it_and_nothing_of_the_kind_once_it_is_taken_off() -> anyhow::Result<()> {
    let gate = open_gate().start().await?;
    let (ada, max) = (member(&gate, "ada").await?, moderator(&gate, "max_m").await?);
    at_board(&max, "max_m").await?;
    ada.publish("Bees", "They dance.").await?;
    ada.publish("Buy", "my pelicans").await?;
    gate.clock.advance(std::time::Duration::from_mins(2));
    let changed = write(&ada.visitor, "/board/1/edit", "Bees", "They rest.", "publish").await?.expect(200)?;
    assert!(changed.text().contains("UTC changed 20 November 2026"), "{}", changed.text());
    let sure = press(&max.visitor, &max.visitor.open("/board/2").await?, "take-off").await?.expect(200)?;
    let off = press(&max.visitor, &sure, "take-off-yes").await?.expect(200)?.text();
    let own = ada.visitor.open("/board/2").await?.expect(200)?.text();
    assert!(off.contains("took this post off") && !off.contains("UTC changed") && !own.contains("UTC changed"), "{off} {own}");
    gate.finish().await
}

#[tokio::test]
async fn what_was_typed_is_kept_a_preview_saves_nothing_and_a_double_tap_is_one_post() -> anyhow::Result<()> {
    let gate = open_gate().start().await?;
    let ada = member(&gate, "ada").await?;
    let visitor = &ada.visitor;
    let faulty = write(visitor, "/board/new", &"long ".repeat(41), " ", "publish").await?.expect(422)?;
    assert!(
        faulty.text().contains("Shorten the title to 200 characters") && faulty.text().contains("Write something"),
        "{}",
        faulty.text()
    );
    assert!(faulty.body.contains("<title>Error: ") && faulty.form("action=publish")?.value("title").unwrap().starts_with("long long"));
    write(visitor, "/board/new", "", "text", "draft").await?.expect(422)?;
    let shown = write(visitor, "/board/new", "Bees", "## They\r\n\r\n<b>dance</b>", "preview").await?.expect(200)?;
    assert!(shown.body.contains("<h3 dir=\"auto\">They</h3>") && shown.body.contains("&lt;b&gt;dance"), "{}", shown.body);
    assert!(titles(&visitor.open("/board/mine").await?).is_empty(), "nothing is saved");
    for _ in 0..2 {
        assert_eq!(press(visitor, &shown, "publish").await?.expect(200)?.url.path(), "/board/1");
    }
    assert_eq!(titles(&visitor.open("/board").await?), ["Bees"]);
    // Seed 3's posts have no title: their first words stand for it, and a change asks for none.
    ada.post(json!({"post_data": "My *first* post!", "published": true})).await?;
    assert_eq!(titles(&visitor.open("/board").await?), ["My first post!", "Bees"]);
    let changed = write(visitor, "/board/2/edit", "", "My second", "publish").await?.expect(200)?;
    assert!(changed.url.path() == "/board/2" && changed.text().contains("My second you"), "{}", changed.text());
    write(visitor, "/board/new", "\u{200b}", "\u{200b}\u{2060}", "publish").await?.expect(422)?;
    ada.post(json!({"post_data": "---", "published": true})).await?;
    assert_eq!(titles(&visitor.open("/board").await?)[0], "Post 3", "a link that somebody can see");
    gate.finish().await
}

#[tokio::test]
async fn one_goes_to_older_posts_and_back() -> anyhow::Result<()> {
    let gate = open_gate().setting("RATE_LIMITS", "off").start().await?;
    let ada = member(&gate, "ada").await?;
    for number in 1..=45 {
        ada.publish(&format!("post {number}"), "honey").await?;
    }
    let numbers = |range: std::ops::RangeInclusive<u64>| range.rev().map(|number| format!("post {number}")).collect::<Vec<_>>();
    for path in ["/board", "/board/mine", "/board?search=honey"] {
        let mut page = ada.visitor.open(path).await?.expect(200)?;
        assert!(titles(&page) == numbers(26..=45) && href(&page, "prev").is_none(), "{path}");
        for range in [6..=25, 1..=5] {
            page = ada.visitor.open(&href(&page, "next").expect("older posts")).await?.expect(200)?;
            assert_eq!(titles(&page), numbers(range), "{path}");
        }
        assert!(href(&page, "next").is_none());
        for range in [6..=25, 26..=45] {
            page = ada.visitor.open(&href(&page, "prev").expect("newer posts")).await?.expect(200)?;
            assert_eq!(titles(&page), numbers(range), "{path}");
        }
    }
    gate.finish().await
}

#[tokio::test]
async fn t1_a_get_of_the_board_changes_nothing() -> anyhow::Result<()> {
    let gate = open_gate().start().await?;
    let ada = member(&gate, "ada").await?;
    ada.publish("Bees", "They dance.").await?;
    gate.settle().await?;
    let before = acts::everything(&gate).await?;
    for path in ["/board?search=bees", "/board/mine", "/board/new", "/board/1", "/board/1/edit", "/board/1?action=delete-yes&nonce=x"] {
        scan(&ada.visitor, path).await?;
        assert_eq!(acts::everything(&gate).await?, before, "{path}");
    }
    let page = ada.visitor.open("/board/1").await?;
    press(&ada.visitor, &page, "vote").await?.expect(200)?;
    assert_ne!(acts::everything(&gate).await?, before, "what rests is compared");
    gate.finish().await
}

#[tokio::test]
async fn t14_a_change_of_the_board_needs_the_session_its_nonce_and_the_same_origin() -> anyhow::Result<()> {
    let gate = open_gate().start().await?;
    let (ada, ben) = (member(&gate, "ada").await?, member(&gate, "ben").await?);
    ada.publish("Bees", "They dance.").await?;
    let of = |page: &Page, action: &str| anyhow::Ok(page.form(action)?.value("nonce").unwrap_or_default().to_owned());
    let mine = of(&ada.visitor.open("/board/1").await?, "action=delete")?;
    let bens = of(&ben.visitor.open("/board/1").await?, "action=vote")?;
    let of_new = of(&ada.visitor.open("/board/new").await?, "action=publish")?;
    let of_edit = of(&ada.visitor.open("/board/1/edit").await?, "action=publish")?;
    gate.settle().await?;
    let before = acts::everything(&gate).await?;
    let (own, cross) = ([("Sec-Fetch-Site", "same-origin")], [("Sec-Fetch-Site", "cross-site")]);
    type Row<'a> = (&'a str, [&'a str; 3], &'a [(&'a str, &'a str)]);
    let rows: [Row<'_>; 7] = [
        ("no nonce", ["", "", ""], &own),
        ("another member's nonce", [&bens, &bens, &bens], &own),
        ("another page's nonce", [&of_new, &of_edit, &mine], &own),
        ("from another site", [&mine, &of_new, &of_edit], &cross),
        ("from nowhere known", [&mine, &of_new, &of_edit], &[]),
        ("a null origin", [&mine, &of_new, &of_edit], &[("Origin", "null")]),
        ("another origin", [&mine, &of_new, &of_edit], &[("Origin", "https://evil.example")]),
    ];
    for (what, nonces, headers) in rows {
        for (path, nonce) in ["/board/1", "/board/new", "/board/1/edit"].into_iter().zip(nonces) {
            for action in ["vote", "delete-yes", "take-off-yes", "publish", "draft", "preview"] {
                let fields = [("nonce", nonce), ("action", action), ("title", "x"), ("content", "y")];
                let request = ada.visitor.client().post(ada.visitor.origin().join(path)?).form(&fields);
                let answer = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value)).send().await?;
                assert_eq!(answer.status(), 403, "{what}: {action} at {path}");
            }
        }
    }
    // A program's header is no session of a page, and reads no cookie.
    let fields = [("nonce", mine.as_str()), ("action", "delete-yes")];
    let request = ada.visitor.client().post(ada.visitor.origin().join("/board/1")?).bearer_auth(&ada.token).form(&fields);
    assert_eq!(request.header("Sec-Fetch-Site", "same-origin").send().await?.url().path(), "/login");
    let nobody = gate.visitor()?;
    let request = nobody.client().post(nobody.origin().join("/board/1")?).form(&fields).header("Sec-Fetch-Site", "same-origin");
    assert_eq!(request.send().await?.url().path(), "/login");
    assert_eq!(acts::everything(&gate).await?, before);
    let fields = [("nonce", mine.as_str()), ("action", "vote")];
    let request = ada.visitor.client().post(ada.visitor.origin().join("/board/1")?).form(&fields);
    request.header("Sec-Fetch-Site", "same-origin").send().await?.error_for_status()?;
    assert_ne!(acts::everything(&gate).await?, before, "with all three it counts");
    gate.finish().await
}

#[tokio::test]
async fn hostile_text_shows_no_element_and_no_script_at_any_page() -> anyhow::Result<()> {
    let gate = open_gate().start().await?;
    let ada = member(&gate, "ada").await?;
    let hostile = "<script>alert(1)</script>\n\n<img src=x onerror=alert(1)>\n\n[x](javascript:alert(1)) ![y](data:text/html,z) \
        [z](https://example.org/\"onmouseover=alert(1)) <svg/onload=alert(1)> </textarea></main>\n\n# <iframe>";
    let title = "</title><script>alert(2)</script>\"><img src=x onerror=alert(2)>";
    ada.publish(title, hostile).await?;
    ada.post(json!({"post_data": hostile, "published": true})).await?;
    let preview = write(&ada.visitor, "/board/new", title, hostile, "preview").await?.expect(200)?;
    let sure = press(&ada.visitor, &ada.visitor.open("/board/1").await?, "delete").await?;
    let mut pages = vec![preview, sure];
    let search = format!("/board?search={}", "%3Cscript%3E%22%3E%3Cimg+src%3Dx+onerror%3Dalert(1)%3E");
    for path in ["/board", "/board/mine", "/board/1", "/board/2", "/board/1/edit", &search] {
        pages.push(ada.visitor.open(path).await?.expect(200)?);
    }
    for page in pages {
        let html = Html::parse_document(&page.body);
        for forbidden in [
            "script",
            "img",
            "svg:not(.icon)",
            ".written svg",
            "iframe",
            "style",
            "object",
            "base",
            "[onerror]",
            "[onload]",
            "[onmouseover]",
            "[style]",
            "a[href^=javascript]",
            "a[href^=data]",
        ] {
            assert!(html.select(&Selector::parse(forbidden).unwrap()).next().is_none(), "{forbidden} at {}:\n{}", page.url, page.body);
        }
        assert_eq!(html.select(&Selector::parse("main").unwrap()).count(), 1, "{}", page.url);
        assert_eq!(html.select(&Selector::parse("h1").unwrap()).count(), 1, "{}", page.url);
        for link in html.select(&Selector::parse(".written a").unwrap()) {
            assert_eq!(link.attr("rel"), Some("nofollow ugc noopener noreferrer"));
        }
        let policy = page.headers[header::CONTENT_SECURITY_POLICY].to_str()?;
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("script"), "{policy}");
        assert_eq!(page.headers[header::CACHE_CONTROL], "no-store");
    }
    assert!(ada.visitor.open("/board/1").await?.text().contains("<script>alert(1)</script>"), "it is shown as text");
    gate.finish().await
}
