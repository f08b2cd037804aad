//! The queue at `/moderate`: what moderators see there, who gets in, and what its buttons do.

use std::time::Duration;

use harness::{
    gatelodge::{Gatelodge, MODERATORS, MastodonWish, SOON},
    visitor::{Page, Visitor},
};
use reqwest::{Method, StatusCode, header};
use serde_json::json;
use shared::{moderator::Moderators, root::Print};

use crate::acts::{self, Applied, apply, apply_with, confirmed, letter_token, moderator_token};
use crate::links::scan;

const PATH: &str = "/moderate";

/// A moderator's link to the queue, made from the secrets themselves.
async fn queue_link(gate: &Gatelodge, moderator: &str) -> anyhow::Result<String> {
    let roots = acts::roots(gate).await?;
    let link = Moderators::new(gate.connection()?).queue_link(roots.print(Print::Address, moderator.as_bytes())).await?;
    Ok(format!("{PATH}?t={}", link.token(&roots)))
}

/// A moderator before the queue.
async fn at_queue(gate: &Gatelodge, moderator: &str) -> anyhow::Result<(Visitor, Page)> {
    let visitor = gate.visitor()?;
    let page = visitor.open(&queue_link(gate, moderator).await?).await?.expect(200)?;
    Ok((visitor, page))
}

/// Presses a button about many registrations, or about one, as the page's forms would.
async fn press(visitor: &Visitor, page: &Page, action: &str, field: &str, rids: &[&str]) -> anyhow::Result<(StatusCode, String)> {
    let nonce = page.form("action=approve")?.value("nonce").unwrap_or_default().to_owned();
    let mut fields = vec![("nonce", nonce.as_str()), ("action", action)];
    fields.extend(rids.iter().map(|rid| (field, *rid)));
    let request = visitor.client().post(visitor.origin().join(PATH)?).header("Sec-Fetch-Site", "same-origin").form(&fields);
    let answer = request.send().await?;
    let (status, body) = (answer.status(), answer.text().await?);
    let read = Page { status, url: page.url.clone(), headers: header::HeaderMap::new(), body };
    Ok((status, read.text()))
}

async fn status_of(applied: &Applied) -> anyhow::Result<String> {
    let seen = applied.browser.call(Method::GET, &applied.path(), applied.mine(), None).await?.expect(200)?.json()?;
    Ok(acts::text(&seen, "status").to_owned())
}

fn quick() -> harness::gatelodge::Wish {
    Gatelodge::wish().setting("CONFIRM_EMAIL", "false").setting("RATE_LIMITS", "off")
}

#[tokio::test]
async fn what_waits_is_shown_oldest_first_with_ones_own_vote_and_filters() -> anyhow::Result<()> {
    let gate = Gatelodge::wish().setting("APPROVALS", "2").start().await?;
    let ada = apply(&gate, "ada@example.org", "ada").await?;
    confirmed(&gate, &ada).await?;
    gate.pass(Duration::from_hours(3)).await?;
    let bob = apply_with(&gate, json!({"email": "bob@example.org", "username": "bob", "reason": "word ".repeat(60)})).await?;
    confirmed(&gate, &bob).await?;
    apply(&gate, "cyd@example.org", "cyd").await?;
    let token = moderator_token(&gate, MODERATORS[0], &ada.rid).await?;
    acts::vote(&gate.visitor()?, &ada.rid, &token, "approved").await?.expect(200)?;

    let letter = gate.mailbox().wait_for(|letter| letter.is_to(MODERATORS[0]), SOON).await?;
    let visitor = gate.visitor()?;
    let all = visitor.open(letter.link_to("/moderate?t=").expect("the letter's second link")).await?.expect(200)?;
    assert_eq!((all.url.path(), all.url.query()), (PATH, None), "the token leaves the address bar");
    let text = all.text();
    assert!(text.contains("2 requests wait") && !text.contains("cyd"), "whoever has not confirmed is not heard of: {text}");
    assert!(text.find("approve @ada").expect("ada") < text.find("approve @bob").expect("bob"), "oldest first: {text}");
    assert!(text.contains("waiting for 3 hours") && text.contains("45 hours"), "age and time left: {text}");
    assert!(text.contains("Approvals: 1 of 2 needed") && text.contains("You voted to approve"), "{text}");
    assert!(text.contains("I keep bees") && text.contains('…'), "the first words: {text}");
    assert!(!all.body.contains("ada@example.org") && !all.body.contains("bob@example.org"), "never an address");
    for (query, has_ada, has_bob) in
        [("show=mine", true, false), ("show=undecided-by-me", false, true), ("show=all", true, true), ("door=matrix", true, true)]
    {
        let text = visitor.open(&format!("{PATH}?{query}")).await?.expect(200)?.text();
        assert_eq!((text.contains("approve @ada"), text.contains("approve @bob")), (has_ada, has_bob), "{query}");
    }
    gate.finish().await
}

#[tokio::test]
async fn what_a_process_from_before_the_queue_wrote_waits_there_too() -> anyhow::Result<()> {
    use fred::interfaces::SortedSetsInterface;
    let gate = quick().start().await?;
    let (ada, bob) = (apply(&gate, "ada@example.org", "ada").await?, apply(&gate, "bob@example.org", "bob").await?);
    acts::approve(&gate, MODERATORS[0], &bob.rid).await?;
    gate.settle().await?;
    let index = shared::keyspace::Rid::parse(&ada.rid).expect("a rid").partition().waiting();
    let taken: u64 = gate.redis.client().await?.zrem(index.as_str(), ada.rid.as_str()).await?;
    assert_eq!(taken, 1, "as if it had never stood there");
    let (visitor, page) = at_queue(&gate, MODERATORS[0]).await?;
    let text = page.text();
    assert!(text.contains("1 request waits") && text.contains("Approve: @ada") && !text.contains("Approve: @bob"), "{text}");
    visitor.submit(&page, &page.form("action=approve")?.with("rid", &ada.rid)).await?.expect(200)?;
    assert_eq!(status_of(&ada).await?, "approved");
    gate.finish().await
}

#[tokio::test]
async fn the_queue_is_filtered_by_door() -> anyhow::Result<()> {
    let gate = quick().mastodon(MastodonWish::Socket).start().await?;
    for (name, door) in [("mat", "matrix"), ("mas", "mastodon")] {
        apply_with(&gate, json!({"email": format!("{name}@example.org"), "username": name, "reason": "Bees", "services": [door]})).await?;
    }
    let (visitor, _) = at_queue(&gate, MODERATORS[0]).await?;
    for (door, has_mat) in [("matrix", true), ("mastodon", false)] {
        let text = visitor.open(&format!("{PATH}?door={door}")).await?.expect(200)?.text();
        assert_eq!((text.contains("Approve: @mat"), text.contains("Approve: @mas")), (has_mat, !has_mat), "{door}: {text}");
    }
    gate.finish().await
}

#[tokio::test]
async fn a_long_queue_has_pages_and_one_finds_back() -> anyhow::Result<()> {
    let gate = quick().without_worker().start().await?;
    for number in 0..120 {
        apply_with(&gate, json!({"username": format!("n{number}x"), "reason": "Bees"})).await?;
        gate.clock.advance(Duration::from_secs(1));
    }
    let names = |page: &Page| {
        let text = page.text();
        (0..120).filter(|number| text.contains(&format!("Approve: @n{number}x "))).collect::<Vec<_>>()
    };
    let link = |page: &Page, rel: &str| {
        let rest = page.body.split_once(&format!("rel=\"{rel}\" href=\""))?.1;
        rest.split_once('"').map(|(link, _)| link.replace("&#x2f;", "/").replace("&amp;", "&"))
    };
    let (visitor, first) = at_queue(&gate, MODERATORS[0]).await?;
    assert_eq!((names(&first), link(&first, "prev")), ((0..50).collect(), None));
    assert!(first.text().contains("120 requests wait") && first.text().contains("Tick all 50 on this page"), "{}", first.text());
    let second = visitor.open(&link(&first, "next").expect("a next page")).await?.expect(200)?;
    let third = visitor.open(&link(&second, "next").expect("a last page")).await?.expect(200)?;
    assert_eq!((names(&second), names(&third), link(&third, "next")), ((50..100).collect(), (100..120).collect(), None));
    let back = visitor.open(&link(&third, "prev").expect("a page before")).await?.expect(200)?;
    let back = visitor.open(&link(&back, "prev").expect("the first page")).await?.expect(200)?;
    assert_eq!(names(&back), names(&first));
    gate.finish().await
}

#[tokio::test]
async fn one_decides_in_place_and_the_page_says_what_happened_and_what_was_decided_lately() -> anyhow::Result<()> {
    let gate = quick().start().await?;
    let ada = apply(&gate, "ada@example.org", "ada").await?;
    let bob = apply(&gate, "bob@example.org", "bob").await?;
    let (visitor, page) = at_queue(&gate, MODERATORS[1]).await?;
    let long = page.form("action=reject")?.with("rid", &bob.rid).with("message", &"x".repeat(1_001));
    let refused = visitor.submit(&page, &long).await?.expect(422)?;
    assert!(refused.text().contains("Shorten your words"), "{}", refused.text());
    let approved = visitor.submit(&page, &page.form("action=approve")?.with("rid", &ada.rid)).await?.expect(200)?;
    assert!(approved.text().contains("ada : approved.") || approved.text().contains("ada: approved."), "{}", approved.text());
    let words = page.form("action=reject")?.with("rid", &bob.rid).with("message", "We are full.");
    let rejected = visitor.submit(&approved, &words).await?.expect(200)?;
    let text = rejected.text();
    assert!(text.contains("rejected.") && text.contains("Nothing waits"), "{text}");
    assert_eq!(text.matches("by max@example.org").count(), 2, "decided lately: {text}");
    let letter = gate.mailbox().wait_for(|letter| letter.is_to("bob@example.org") && letter.text.contains("We are full."), SOON).await?;
    assert!(!letter.text.contains("max@example.org"));
    assert_eq!((status_of(&ada).await?, status_of(&bob).await?), ("approved".to_owned(), "rejected".to_owned()));
    let late = visitor.submit(&page, &page.form("action=approve")?.with("rid", &bob.rid)).await?.expect(409)?;
    assert!(late.text().contains("somebody was faster"), "{}", late.text());
    gate.finish().await
}

#[tokio::test]
async fn a_batch_goes_on_where_somebody_was_faster() -> anyhow::Result<()> {
    let gate = quick().start().await?;
    let mut people = Vec::new();
    for name in ["ada", "bob", "cyd", "own"] {
        let email = if name == "own" { MODERATORS[0].to_owned() } else { format!("{name}@example.org") };
        people.push(apply(&gate, &email, name).await?);
    }
    let (visitor, page) = at_queue(&gate, MODERATORS[0]).await?;
    assert!(page.text().contains("This is your own request"), "{}", page.text());
    let token = moderator_token(&gate, MODERATORS[1], &people[1].rid).await?;
    acts::vote(&gate.visitor()?, &people[1].rid, &token, "rejected").await?.expect(200)?;

    let (status, text) = press(&visitor, &page, "approve-chosen", "chosen", &[]).await?;
    assert!(status == 422 && text.contains("Nothing was chosen"), "{status} {text}");
    let many: Vec<String> = (0..51).map(|_| shared::keyspace::Rid::random().to_string()).collect();
    let (status, text) = press(&visitor, &page, "approve-chosen", "chosen", &many.iter().map(String::as_str).collect::<Vec<_>>()).await?;
    assert!(status == 422 && text.contains("Choose 50 at most"), "{status} {text}");

    let rids: Vec<&str> = people.iter().map(|applied| applied.rid.as_str()).collect();
    let (status, text) = press(&visitor, &page, "approve-chosen", "chosen", &rids).await?;
    assert_eq!(status, 200, "{text}");
    assert_eq!(text.matches(": approved.").count(), 2, "{text}");
    assert!(text.contains("somebody was faster, and this person is rejected"), "{text}");
    assert!(text.contains("this is your own request"), "{text}");
    let (own, line) = press(&visitor, &page, "approve", "rid", &rids[3..]).await?;
    assert!(own == 409 && line.contains("this is your own request"), "{own} {line}");
    let mut said = Vec::new();
    for applied in &people {
        said.push(status_of(applied).await?);
    }
    assert_eq!(said, ["approved", "rejected", "approved", "pending"]);
    gate.finish().await
}

#[tokio::test]
async fn votes_in_the_queue_wait_for_the_quorum() -> anyhow::Result<()> {
    let gate = quick().setting("APPROVALS", "2").start().await?;
    let ada = apply(&gate, "ada@example.org", "ada").await?;
    let (visitor, page) = at_queue(&gate, MODERATORS[0]).await?;
    let counted = visitor.submit(&page, &page.form("action=approve")?).await?.expect(200)?;
    assert!(counted.text().contains("your vote to approve counts"), "{}", counted.text());
    assert_eq!(status_of(&ada).await?, "pending");
    let (visitor, page) = at_queue(&gate, MODERATORS[1]).await?;
    visitor.submit(&page, &page.form("action=approve")?).await?.expect(200)?;
    assert_eq!(status_of(&ada).await?, "approved");
    gate.finish().await
}

#[tokio::test]
async fn what_nobody_decided_leaves_the_queue_and_its_index() -> anyhow::Result<()> {
    let gate = quick().timing(|timing| timing.janitor_every = Duration::from_millis(20)).start().await?;
    apply(&gate, "ada@example.org", "ada").await?;
    let (visitor, page) = at_queue(&gate, MODERATORS[0]).await?;
    assert!(page.text().contains("1 request waits"), "{}", page.text());
    let has_index = async || anyhow::Ok(acts::keys(&gate).await?.iter().any(|key| key.ends_with(":waiting")));
    assert!(has_index().await?);
    gate.pass(Duration::from_hours(49)).await?;
    assert!(visitor.open(PATH).await?.expect(200)?.text().contains("Nothing waits"));
    acts::until(SOON, async || Ok(!has_index().await?)).await?;
    gate.finish().await
}

#[tokio::test]
async fn t1_the_link_to_the_queue_changes_nothing_until_a_button_is_pressed() -> anyhow::Result<()> {
    let gate = quick().start().await?;
    apply(&gate, "ada@example.org", "ada").await?;
    let letter = gate.mailbox().wait_for(|letter| letter.is_to(MODERATORS[0]), SOON).await?;
    let link = letter.link_to("/moderate?t=").expect("the link").to_owned();
    let before = acts::everything(&gate).await?;
    let visitor = gate.visitor()?;
    scan(&visitor, &link).await?;
    scan(&visitor, &format!("{PATH}?show=mine&door=matrix&after=1.AAAAAAAAAAAAAAAAAAAAAA")).await?;
    assert_eq!(acts::everything(&gate).await?, before);
    let page = visitor.open(PATH).await?.expect(200)?;
    visitor.submit(&page, &page.form("action=approve")?).await?.expect(200)?;
    assert_ne!(acts::everything(&gate).await?, before, "what rests is compared");
    gate.finish().await
}

#[tokio::test]
async fn t2_a_decision_in_the_queue_needs_the_cookie_the_nonce_and_the_same_origin() -> anyhow::Result<()> {
    let gate = quick().start().await?;
    let ada = apply(&gate, "ada@example.org", "ada").await?;
    let ((mo, page), (_, others)) = (at_queue(&gate, MODERATORS[0]).await?, at_queue(&gate, MODERATORS[1]).await?);
    let manager = moderator_token(&gate, MODERATORS[0], &ada.rid).await?;
    let decide = mo.open(&format!("/m/{}?t={manager}", ada.rid)).await?.expect(200)?;
    let nonce = |page: &Page| anyhow::Ok(page.form("action=approve")?.value("nonce").unwrap_or_default().to_owned());
    let (mine, foreign, of_another_page) = (nonce(&page)?, nonce(&others)?, nonce(&decide)?);
    let nobody = gate.visitor()?;
    let before = acts::everything(&gate).await?;
    let same = [("Sec-Fetch-Site", "same-origin")];
    type Row<'a> = (&'a str, &'a Visitor, &'a str, &'a [(&'a str, &'a str)]);
    let rows: [Row<'_>; 8] = [
        ("no nonce", &mo, "", &same),
        ("another moderator's nonce", &mo, &foreign, &same),
        ("another page's nonce", &mo, &of_another_page, &same),
        ("from another site", &mo, &mine, &[("Sec-Fetch-Site", "cross-site")]),
        ("from nowhere known", &mo, &mine, &[]),
        ("a null origin", &mo, &mine, &[("Origin", "null")]),
        ("another origin", &mo, &mine, &[("Origin", "https://evil.example")]),
        ("no cookie", &nobody, &mine, &same),
    ];
    for (what, visitor, nonce, headers) in rows {
        for (action, field) in [("approve", "rid"), ("approve-chosen", "chosen")] {
            let request = visitor.client().post(visitor.origin().join(PATH)?);
            let request = request.form(&[("nonce", nonce), ("action", action), (field, ada.rid.as_str())]);
            let answer = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value)).send().await?;
            assert!(matches!(answer.status().as_u16(), 403 | 404), "{what}, {action}: {}", answer.status());
        }
    }
    assert_eq!(acts::everything(&gate).await?, before);
    gate.finish().await
}

#[tokio::test]
async fn t5_links_of_other_kinds_open_no_queue_and_the_queues_link_opens_nothing_else() -> anyhow::Result<()> {
    let gate = Gatelodge::wish().setting("RATE_LIMITS", "off").start().await?;
    let ada = apply(&gate, "ada@example.org", "ada").await?;
    let applicant = confirmed(&gate, &ada).await?;
    let manager = letter_token(&gate, MODERATORS[0], "m", &ada.rid).await?;
    let queue = queue_link(&gate, MODERATORS[0]).await?.split_once("?t=").map(|(_, token)| token.to_owned()).unwrap_or_default();
    let renamed = |token: &str| token.replacen(&token[..4], "glq_", 1);
    let before = acts::everything(&gate).await?;
    for token in [&ada.token, &applicant, &manager, &renamed(&manager), &renamed(&ada.token), &"glq_AAAA".to_owned()] {
        let client = harness::client::client()?;
        let traded = client.get(format!("{}{PATH}?t={token}", gate.origin())).send().await?;
        assert_eq!((traded.status().as_u16(), traded.headers().get(header::SET_COOKIE)), (404, None), "{token}");
        let kept =
            client.get(format!("{}{PATH}", gate.origin())).header(header::COOKIE, format!("gl-q={token}; gl-m={token}")).send().await?;
        assert_eq!(kept.status(), 404, "{token}");
        assert!(!kept.text().await?.contains("bees"));
    }
    let visitor = gate.visitor()?;
    for page in ["c", "r", "m"] {
        visitor.open(&format!("/{page}/{}?t={queue}", ada.rid)).await?.expect(404)?;
    }
    visitor.open(&format!("/reset?t={queue}")).await?.expect(404)?;
    acts::vote(&visitor, &ada.rid, &queue, "approved").await?.expect(403)?;
    acts::vote(&visitor, "AAAAAAAAAAAAAAAAAAAAAA", &queue, "approved").await?.expect(404)?;
    assert_eq!(acts::everything(&gate).await?, before);
    gate.finish().await
}

#[tokio::test]
async fn t3_relinking_a_moderator_ends_their_link_to_the_queue_and_so_does_leaving_the_settings() -> anyhow::Result<()> {
    let mut gate = quick().start().await?;
    apply(&gate, "ada@example.org", "ada").await?;
    let ((mo, page), (mia, _)) = (at_queue(&gate, MODERATORS[0]).await?, at_queue(&gate, MODERATORS[2]).await?);
    acts::relink(&gate, MODERATORS[0]).await?;
    let ended = mo.open(PATH).await?.expect(404)?;
    assert!(ended.text().contains("not good any more") && !ended.text().contains("bees"), "{}", ended.text());
    mo.submit(&page, &page.form("action=approve")?).await?.expect(404)?;
    mia.open(PATH).await?.expect(200)?;
    at_queue(&gate, MODERATORS[0]).await?;
    gate.stop_api().await;
    gate.set("MODERATORS", "mo@example.org,max@example.org");
    gate.start_api().await?;
    let link = queue_link(&gate, MODERATORS[2]).await?;
    gate.visitor()?.open(&link).await?.expect(404)?;
    gate.finish().await
}

#[tokio::test]
async fn t14_the_queues_cookie_is_for_the_queue_alone() -> anyhow::Result<()> {
    let gate = Gatelodge::start().await?;
    let link = queue_link(&gate, MODERATORS[0]).await?;
    let traded = harness::client::client()?.get(format!("{}{link}", gate.origin())).send().await?;
    assert_eq!((traded.status().as_u16(), &traded.headers()[header::LOCATION]), (303, &header::HeaderValue::from_static(PATH)));
    assert_eq!(traded.headers()[header::REFERRER_POLICY], "no-referrer");
    let cookie = traded.headers()[header::SET_COOKIE].to_str()?;
    assert!(cookie.starts_with("gl-q="), "{cookie}");
    for part in ["HttpOnly", "SameSite=Lax", "Path=/moderate"] {
        assert!(cookie.contains(part), "{part} in {cookie}");
    }
    gate.finish().await
}

/// How many scripts ran in Redis since it was last asked to forget.
async fn scripts(client: &fred::clients::Client) -> anyhow::Result<String> {
    use fred::interfaces::ClientLike;
    let said: String = client.custom(fred::cmd!("INFO"), vec!["commandstats"]).await?;
    let line = said.lines().find_map(|line| line.strip_prefix("cmdstat_evalsha:calls="));
    Ok(line.and_then(|line| line.split(',').next()).unwrap_or_default().to_owned())
}

#[tokio::test]
async fn t9_a_moderators_link_comes_by_letter_and_the_page_and_the_work_are_always_the_same() -> anyhow::Result<()> {
    use fred::interfaces::ClientLike;
    let gate = Gatelodge::wish().without_worker().start().await?;
    let client = gate.redis.client().await?;
    let mut answers = Vec::new();
    // The first wish of all teaches Redis its scripts.
    for email in ["warm@example.org", "Mo@example.org", "nobody@example.org"] {
        let visitor = gate.visitor()?;
        let page = visitor.open(PATH).await?.expect(200)?;
        client.custom::<(), _>(fred::cmd!("CONFIG"), vec!["RESETSTAT"]).await?;
        let sent = visitor.submit(&page, &page.form("action=mail-link")?.with("email", email)).await?.expect(200)?;
        answers.push((sent.text().replace(email, ""), scripts(&client).await?));
    }
    assert_eq!(answers[1], answers[2]);
    assert_ne!(answers[1].1, "", "scripts were counted");
    let faulty = gate.visitor()?;
    let page = faulty.open(PATH).await?.expect(200)?;
    faulty.submit(&page, &page.form("action=mail-link")?.with("email", "mo")).await?.expect(422)?;
    faulty.submit(&page, &page.form("action=mail-link")?.without("nonce").with("email", "mo@example.org")).await?.expect(403)?;
    let mut gate = gate;
    gate.start_worker().await?;
    gate.settle().await?;
    let letters = gate.mailbox().letters();
    assert_eq!(letters.len(), 1, "and only the moderator gets one");
    assert!(letters[0].is_to(MODERATORS[0]));
    gate.visitor()?.open(letters[0].link_to("/moderate?t=").expect("the link")).await?.expect(200)?;
    gate.finish().await
}

#[tokio::test]
async fn wishes_for_a_moderators_link_are_limited_like_those_for_lost_links() -> anyhow::Result<()> {
    let gate = Gatelodge::wish().setting("LIMITS", "letters.receiver=1/1d,lost-link.block=3/1h").start().await?;
    for (number, status) in [(0, 200), (1, 200), (2, 200), (3, 429)] {
        let visitor = gate.visitor()?;
        let page = visitor.open(PATH).await?.expect(200)?;
        let sent = visitor.submit(&page, &page.form("action=mail-link")?.with("email", MODERATORS[0])).await?;
        assert_eq!(sent.status.as_u16(), status, "{number}");
    }
    gate.settle().await?;
    assert_eq!(gate.mailbox().letters_to(MODERATORS[0]).len(), 1, "the receiver's letters are counted, too");
    gate.finish().await
}
