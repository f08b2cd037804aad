//! Whoever does not own an account reads the same bytes for every address, after the same work (T9); who does own it gets the letter
//! that is due, and no more of them than the limit says.

use std::time::Duration;

use anyhow::Context as _;
use fred::interfaces::ClientLike;
use harness::gatelodge::{Gatelodge, MastodonWish, SOON, Wish};
use harness::mastodon_double::Call;
use harness::redis_server::RedisServer;
use harness::visitor::Page;
use reqwest::Method;
use serde_json::json;
use shared::rate_limit::RateLimit;
use shared::root::Print;
use shared::settings::{LimitName, Limits};

use super::programs::{self, PASSWORD, Wire, account, change, forgot, gate, generate, registrations_count, subjects, wire};
use crate::acts;
use crate::at_rest::Monitor;

const WRONG: &str = "a guess at a password";

/// A gate whose API alone speaks to Redis over TCP, so that its commands are told apart from everybody else's.
pub(crate) struct Watched {
    pub(crate) gate: Gatelodge,
    monitor: Monitor,
    redis: fred::clients::Client,
}

impl Watched {
    async fn start() -> anyhow::Result<Self> {
        Self::with_limits("registrations.block=100/1h").await
    }

    async fn with_limits(limits: &str) -> anyhow::Result<Self> {
        Self::with(|wish| wish.setting("LIMITS", limits)).await
    }

    /// With whatever else is wished for.
    pub(crate) async fn with(more: impl FnOnce(Wish) -> Wish) -> anyhow::Result<Self> {
        let port = std::net::TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port().to_string();
        let redis = RedisServer::start_with(&["--port", &port, "--bind", "127.0.0.1", "--appendonly", "yes"]).await?;
        let wish = Gatelodge::wish().mastodon(MastodonWish::Socket).redis(redis).without_worker();
        let wish = more(wish.setting("REDIS_URL", &format!("redis://127.0.0.1:{port}")));
        let mut gate = wish.timing(|timing| timing.seed_answer = Duration::from_millis(700)).start().await?;
        let own = gate.redis.url();
        gate.set("REDIS_URL", &own);
        gate.start_worker().await?;
        acts::until_ready(&gate).await?;
        // Redis learns each script once.
        for _ in 0..2 {
            let first = "first@example.net";
            tokio::try_join!(generate(&gate, first, WRONG), change(&gate, first, WRONG, PASSWORD), forgot(&gate, first))?;
        }
        gate.settle().await?;
        gate.mailbox().clear();
        let (monitor, redis) = (Monitor::start(&gate.redis.folder().join("s"))?, gate.redis.client().await?);
        Ok(Self { gate, monitor, redis })
    }

    /// Everything up to now has been heard; where that ends.
    async fn heard(&self) -> anyhow::Result<usize> {
        let mark = format!("mark {}", shared::keyspace::Rid::random());
        self.redis.custom::<(), _>(fred::cmd!("ECHO"), vec![mark.as_str()]).await?;
        let mut end = None;
        let is_there = async || {
            end = find(&self.monitor.heard(), mark.as_bytes());
            Ok(end.is_some())
        };
        acts::until(SOON, is_there).await?;
        end.context("the mark")
    }

    /// What the API told Redis for a call: each command with the script it names, in no order.
    pub(crate) async fn work(&self, call: impl Future<Output = anyhow::Result<Page>>) -> anyhow::Result<(Page, Vec<String>)> {
        let begin = self.heard().await?;
        let page = call.await?;
        let end = self.heard().await?;
        let heard = self.monitor.heard();
        let heard = String::from_utf8_lossy(&heard[begin..end]).into_owned();
        let mut told: Vec<String> = heard.lines().filter_map(told).collect();
        told.sort();
        Ok((page, told))
    }
}

fn find(heard: &[u8], mark: &[u8]) -> Option<usize> {
    heard.windows(mark.len()).rposition(|window| window == mark)
}

/// A line of MONITOR as the work it stands for, where it is the API's. How often it looks for the answer of a worker is chance, and
/// what it asks of Redis between calls is nobody's.
fn told(line: &str) -> Option<String> {
    let (_, rest) = line.split_once("[0 127.0.0.1:")?;
    let words: Vec<&str> = rest.split_once("] ")?.1.split("\" \"").map(|word| word.trim_matches('"')).collect();
    let name = words.first()?.to_uppercase();
    let key = words.get(1).copied().unwrap_or_default();
    match name.as_str() {
        "GET" if key.contains(":answer:") => None,
        "CLIENT" | "INFO" | "PING" | "HGETALL" | "HMGET" | "HGET" if !key.contains(":reg:") => None,
        "EVAL" | "EVALSHA" => Some(format!("{name} {key}")),
        _ => Some(name),
    }
}

/// Uses up all the letters that a stranger may cause to somebody.
pub(crate) async fn written_to_enough(gate: &Gatelodge, email: &str) -> anyhow::Result<()> {
    let print = acts::roots(gate).await?.print(Print::Address, email.as_bytes());
    let limits = Limits::default();
    let count = limits.get(LimitName::LettersReceiver).max;
    let limit = RateLimit::new(gate.connection()?, limits, true);
    for _ in 0..count {
        limit.count(None, &[(LimitName::LettersReceiver, print)]).await?;
    }
    Ok(())
}

/// One of each kind of person: name, and the password that is sent for them.
async fn people(gate: &Gatelodge) -> anyhow::Result<Vec<(&'static str, &'static str)>> {
    for name in ["known", "factor", "disabled", "suspended", "role", "enough"] {
        account(gate, name);
    }
    gate.mastodon.change_user("factor", |user| user.second_factor = true)?;
    gate.mastodon.change_user("disabled", |user| user.disabled = true)?;
    gate.mastodon.change_user("suspended", |user| user.suspended = true)?;
    gate.mastodon.change_user("role", |user| user.role = Some("Moderator".to_owned()))?;
    gate.mastodon.add_foreign("foreign", "foreign@example.org", PASSWORD);
    acts::apply(gate, "pending@example.org", "pending").await?;
    written_to_enough(gate, "enough@example.org").await?;
    written_to_enough(gate, "unheard@example.org").await?;
    gate.settle().await?;
    Ok(vec![
        ("nobody", WRONG),
        ("known", WRONG),
        ("factor", PASSWORD),
        ("disabled", PASSWORD),
        ("suspended", PASSWORD),
        ("role", PASSWORD),
        ("foreign", PASSWORD),
        ("pending", WRONG),
        ("enough", WRONG),
        ("unheard", WRONG),
    ])
}

/// The first answer and its work, which all the others must equal.
#[derive(Default)]
pub(crate) struct Alike(Option<(Wire, Vec<String>)>);

impl Alike {
    pub(crate) fn compare(&mut self, what: &str, page: &Page, told: Vec<String>) {
        let this = (wire(page), told);
        match &self.0 {
            Some(first) => {
                assert_eq!(this.0, first.0, "{what}");
                assert_eq!(this.1, first.1, "what Redis is told: {what}");
            }
            None => self.0 = Some(this),
        }
    }
}

#[tokio::test]
async fn t9_whoever_asks_for_a_token_in_vain_reads_the_same_bytes_after_the_same_work() -> anyhow::Result<()> {
    let watched = Watched::start().await?;
    let gate = &watched.gate;
    let people = people(gate).await?;
    let (before, users) = (registrations_count(gate).await?, gate.mastodon.users());
    let asked = gate.mastodon.calls_count(Call::IssueToken);
    let mut alike = Alike::default();
    for (number, (name, password)) in people.iter().enumerate() {
        let email = format!("{name}@example.org");
        let (page, told) = watched.work(generate(gate, &email, password)).await?;
        assert_eq!(page.status, 202, "{name}: {}", page.body);
        assert!(told.iter().filter(|command| *command == "SET").count() == 1, "{name} is one question: {told:?}");
        assert_eq!(gate.mastodon.calls_count(Call::IssueToken), asked + number + 1, "{name}");
        alike.compare(name, &page, told);
    }
    gate.settle().await?;
    assert_eq!(gate.mastodon.users(), users);
    assert!(people.iter().all(|(name, _)| gate.mastodon.tokens_of(name).is_empty()));
    let to = |name: &str| subjects(gate, &format!("{name}@example.org")).join("; ");
    assert!(to("known").ends_with("a wrong password was given for your Mastodon account"), "{}", to("known"));
    assert!(to("factor").ends_with("please do this in Mastodon itself"), "{}", to("factor"));
    assert_eq!(to("nobody"), "Please confirm your request to join Gatelodge");
    for name in ["disabled", "suspended", "role", "foreign", "pending"] {
        assert_eq!(to(name), to("nobody"), "{name} gets what an unknown address gets, once");
    }
    assert_eq!((to("enough").as_str(), to("unheard").as_str()), ("", ""));
    let made = registrations_count(gate).await? - before;
    // The five who get a letter but the one that had asked before, and the one that gets none.
    assert_eq!(made, 6, "no account that can be worked on becomes a registration");
    Ok(())
}

#[tokio::test]
async fn t9_a_second_call_of_an_unknown_address_makes_no_second_registration() -> anyhow::Result<()> {
    let watched = Watched::start().await?;
    let gate = &watched.gate;
    let before = registrations_count(gate).await?;
    let mut alike = Alike::default();
    for password in [WRONG, WRONG, PASSWORD] {
        let (page, told) = watched.work(generate(gate, "nobody@example.org", password)).await?;
        alike.compare(password, &page, told);
    }
    let (page, told) = watched.work(generate(gate, " Nobody@EXAMPLE.org", WRONG)).await?;
    alike.compare("written otherwise", &page, told);
    gate.settle().await?;
    assert_eq!((registrations_count(gate).await? - before, gate.mailbox().count()), (1, 1));
    Ok(())
}

/// Makes all the registrations that are left to this network; how many.
async fn registrations_left(gate: &Gatelodge) -> anyhow::Result<usize> {
    let visitor = gate.visitor()?;
    for made in 0..100 {
        let answer = visitor.call(Method::POST, "/registrations", None, Some(json!({"services": ["matrix"]}))).await?;
        if answer.status == 429 {
            return Ok(made);
        }
        answer.expect(201)?;
    }
    anyhow::bail!("nothing limits registrations")
}

#[tokio::test]
async fn t9_what_is_left_to_a_network_tells_nothing_of_the_address_it_asked_for_tokens_of() -> anyhow::Result<()> {
    let mut left = Vec::new();
    for (email, password) in
        [("nobody@example.org", WRONG), ("ada@example.org", WRONG), ("ada@example.org", PASSWORD), ("pending@example.org", WRONG)]
    {
        let gate = gate().start().await?;
        account(&gate, "ada");
        // Whoever asked before is told apart by no more than that.
        let asked_before = if email.starts_with("pending") { email } else { "somebody@example.org" };
        acts::apply(&gate, asked_before, "somebody").await?;
        let ask = || generate(&gate, email, password);
        let pages = tokio::try_join!(ask(), ask(), ask(), ask())?;
        assert_eq!(pages.0.status, if password == PASSWORD { 200 } else { 202 }, "{email}");
        gate.settle().await?;
        left.push(registrations_left(&gate).await?);
        gate.finish().await?;
    }
    let of_ten = usize::try_from(Limits::default().get(LimitName::RegistrationsBlock).max)?;
    assert_eq!(left, [of_ten - 1 - 4; 4], "unknown, known, the owner, pending");
    Ok(())
}

#[tokio::test]
async fn t9_where_no_registration_is_left_an_unknown_address_leaves_nothing_and_owners_get_their_token() -> anyhow::Result<()> {
    let watched = Watched::with_limits("registrations.block=5/1h").await?;
    let gate = &watched.gate;
    account(gate, "known");
    let mut alike = Alike::default();
    for (name, made) in [("early", 1), ("known", 0)] {
        let before = registrations_count(gate).await?;
        let (page, told) = watched.work(generate(gate, &format!("{name}@example.org"), WRONG)).await?;
        alike.compare(name, &page, told);
        assert_eq!(registrations_count(gate).await? - before, made, "{name}");
    }
    registrations_left(gate).await?;
    gate.settle().await?;
    let (before, letters) = (registrations_count(gate).await?, subjects(gate, "nobody@example.org").len());
    for (name, password) in [("nobody", WRONG), ("known", WRONG), ("early", WRONG), ("nobody", PASSWORD)] {
        let (page, told) = watched.work(generate(gate, &format!("{name}@example.org"), password)).await?;
        alike.compare(name, &page, told);
    }
    generate(gate, "known@example.org", PASSWORD).await?.expect(200)?;
    gate.settle().await?;
    assert_eq!((registrations_count(gate).await?, subjects(gate, "nobody@example.org").len()), (before, letters));
    Ok(())
}

#[tokio::test]
async fn t9_whoever_changes_a_password_in_vain_reads_the_same_bytes_after_the_same_work() -> anyhow::Result<()> {
    let watched = Watched::start().await?;
    let gate = &watched.gate;
    let people = people(gate).await?;
    let (users, letters) = (gate.mastodon.users(), gate.mailbox().count());
    let mut alike = Alike::default();
    for (name, password) in &people {
        let (page, told) = watched.work(change(gate, &format!("{name}@example.org"), password, "another good password")).await?;
        assert_eq!(page.status, 401, "{name}: {}", page.body);
        assert!(page.headers.contains_key("www-authenticate"));
        alike.compare(name, &page, told);
    }
    gate.settle().await?;
    assert_eq!(gate.mastodon.users(), users, "nobody's anything was changed");
    assert_eq!(gate.mailbox().count(), letters + 1);
    let told = subjects(gate, "factor@example.org");
    assert!(told.iter().any(|subject| subject.ends_with("please do this in Mastodon itself")), "{told:?}");
    Ok(())
}

#[tokio::test]
async fn t9_whoever_forgot_a_password_reads_the_same_bytes_after_the_same_work() -> anyhow::Result<()> {
    let watched = Watched::start().await?;
    let gate = &watched.gate;
    let people = people(gate).await?;
    let (users, before) = (gate.mastodon.users(), registrations_count(gate).await?);
    let mut alike = Alike::default();
    for (name, _) in &people {
        let (page, told) = watched.work(forgot(gate, &format!("{name}@example.org"))).await?;
        assert_eq!(page.status, 202, "{name}: {}", page.body);
        alike.compare(name, &page, told);
    }
    gate.settle().await?;
    assert_eq!((gate.mastodon.users(), registrations_count(gate).await?), (users, before));
    for (name, _) in &people {
        let letters = gate.mailbox().letters_to(&format!("{name}@example.org"));
        let links = letters.iter().filter(|letter| letter.link_to("/reset").is_some()).count();
        assert_eq!(links, usize::from(*name == "known"), "{name}: {letters:?}");
    }
    let told = subjects(gate, "factor@example.org");
    assert!(told.iter().any(|subject| subject.ends_with("please do this in Mastodon itself")), "{told:?}");
    assert!(subjects(gate, "nobody@example.org").is_empty() && subjects(gate, "enough@example.org").is_empty());
    Ok(())
}

#[tokio::test]
async fn a_stranger_causes_no_more_letters_than_the_limit_says_whichever_road_they_take() -> anyhow::Result<()> {
    let gate = gate().setting("LIMITS", "letters.receiver=2/1d").start().await?;
    account(&gate, "ada");
    let mut answers = Vec::new();
    for _ in 0..2 {
        answers.push(wire(&generate(&gate, "ada@example.org", WRONG).await?));
        forgot(&gate, "ada@example.org").await?.expect(202)?;
        gate.settle().await?;
    }
    answers.push(wire(&generate(&gate, "ada@example.org", WRONG).await?));
    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]), "{answers:?}");
    gate.settle().await?;
    assert_eq!(gate.mailbox().letters_to("ada@example.org").len(), 2);
    change(&gate, "ada@example.org", PASSWORD, "another good password").await?.expect(200)?;
    gate.mailbox().wait_for_subject("ada@example.org", "password was changed", SOON).await?;
    gate.finish().await
}

#[tokio::test]
async fn t9_guessing_at_one_account_is_limited_alike_whether_there_is_one_or_not() -> anyhow::Result<()> {
    let gate = gate().setting("LIMITS", "passwords.account=2/15m").start().await?;
    account(&gate, "ada");
    let mut refused = Vec::new();
    for email in ["ada@example.org", "nobody@example.org"] {
        generate(&gate, email, WRONG).await?.expect(202)?;
        change(&gate, email, WRONG, "another good password").await?.expect(401)?;
        let calls = gate.mastodon.calls().len();
        for page in [generate(&gate, email, PASSWORD).await?, change(&gate, email, PASSWORD, "another good password").await?] {
            let mut wire = wire(&page.expect(429)?);
            let (after, others) = wire.headers.into_iter().partition(|(name, _)| name == "retry-after");
            wire.headers = others;
            let after: Vec<(String, String)> = after;
            let seconds: u64 = after.first().context("Retry-After")?.1.parse()?;
            assert!((1..=900).contains(&seconds), "{seconds}");
            refused.push(wire);
        }
        assert_eq!(gate.mastodon.calls().len(), calls, "nobody is asked any more");
    }
    assert!(refused.windows(2).all(|pair| pair[0] == pair[1]), "{refused:?}");
    assert_eq!(gate.mastodon.user("ada").map(|user| user.password).as_deref(), Some(PASSWORD));
    gate.finish().await
}

#[tokio::test]
async fn t9_what_is_wrong_with_a_call_is_said_before_anybody_is_looked_up() -> anyhow::Result<()> {
    let gate = gate().start().await?;
    account(&gate, "ada");
    let rows = [
        ("/generate-token", r#"{"email": "no address", "password": "x"}"#),
        ("/generate-token", r#"{"email": "ada@example.org"}"#),
        ("/change-password", r#"{"email": "ada@example.org", "old_password": "correct horse battery", "new_password": "short"}"#),
        ("/change-password", r#"{"email": "ada@example.org", "new_password": "another good password"}"#),
        ("/forgot-password", r#"{"email": ""}"#),
        ("/forgot-password", "{"),
    ];
    for (path, body) in rows {
        let (known, unknown) = (programs::send(&gate, path, body).await?, programs::send(&gate, path, &body.replace("ada", "bob")).await?);
        assert_eq!(known.status, 422, "{path} {body}: {}", known.body);
        assert_eq!(wire(&known), wire(&unknown), "{path} {body}");
    }
    assert!(gate.mastodon.calls().iter().all(|seen| seen.call == Call::Ping || seen.call == Call::CheckClient), "nobody was asked");
    gate.finish().await
}
