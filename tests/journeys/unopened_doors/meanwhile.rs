//! A password that is set while its account on Mastodon is made: between what a job reads and what it does, and while the instance has
//! the order in its hands. The account ends up with the new one, or its owner is told; nobody is told without need.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use harness::gatelodge::{Gatelodge, MODERATORS, MastodonWish, SOON, Wish};
use harness::mastodon_double::{Call, Trouble};
use harness::scratch::Scratch;
use serde_json::json;
use shared::platform::Platform::Mastodon;
use shared::registration::provision::{Door, News, Report, Trouble as Problem};
use shared::registration::status::{Actor, Event, Terms, decide};
use shared::registration::store::{Changed, Registrations};
use shared::settings::{Environment, read_worker};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::unix::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{UnixListener, UnixStream};
use tokio::sync::Notify;
use tokio::time::timeout;

use super::{Ada, OLD, says_yes};
use crate::acts;
use crate::member_passwords::{ADA, NEW, change, signed_in};

/// A way to Redis on which the first order that has all of these words in it waits until it is let go.
struct HeldWay {
    folder: Scratch,
    hold: Arc<Hold>,
}

struct Hold {
    words: [String; 2],
    has_come: AtomicBool,
    comes: Notify,
    goes: Notify,
}

impl HeldWay {
    fn to(redis: PathBuf, words: [&str; 2]) -> anyhow::Result<Self> {
        let folder = Scratch::new("way")?;
        let listener = UnixListener::bind(folder.path().join("s"))?;
        let words = words.map(str::to_owned);
        let hold = Arc::new(Hold { words, has_come: AtomicBool::new(false), comes: Notify::new(), goes: Notify::new() });
        let way = Self { folder, hold: Arc::clone(&hold) };
        tokio::spawn(async move {
            while let Ok((here, _)) = listener.accept().await {
                let Ok(there) = UnixStream::connect(&redis).await else { continue };
                let ((mut answers, orders), (asked, mut answered)) = (there.into_split(), here.into_split());
                tokio::spawn(async move { tokio::io::copy(&mut answers, &mut answered).await });
                tokio::spawn(pass_on(asked, orders, Arc::clone(&hold)));
            }
        });
        Ok(way)
    }

    fn url(&self) -> String {
        format!("redis+unix://{}", self.folder.path().join("s").display())
    }

    async fn until_it_comes(&self) -> anyhow::Result<()> {
        Ok(timeout(SOON, self.hold.comes.notified()).await?)
    }

    fn let_it_go(&self) {
        self.hold.goes.notify_one();
    }
}

async fn pass_on(mut asked: OwnedReadHalf, mut orders: OwnedWriteHalf, hold: Arc<Hold>) {
    let mut buffer = vec![0; 1 << 20];
    while let Ok(count @ 1..) = asked.read(&mut buffer).await {
        let text = String::from_utf8_lossy(&buffer[..count]);
        let is_it = text.split("\r\n*").any(|order| hold.words.iter().all(|word| order.contains(word)));
        if is_it && !hold.has_come.swap(true, Ordering::SeqCst) {
            hold.comes.notify_one();
            hold.goes.notified().await;
        }
        if orders.write_all(&buffer[..count]).await.is_err() {
            return;
        }
    }
}

/// A gate where whoever registers is a member, with an instance by this way.
fn gate(way: MastodonWish) -> Wish {
    Gatelodge::wish().mastodon(way).setting("MEMBERS", "open")
}

/// Ada, who has proved her address and wants an account on Mastodon alone.
async fn ada_of(gate: &Gatelodge) -> anyhow::Result<Ada<'_>> {
    // With a password she is a member at once, who can sign in before moderators say yes.
    let mut body = json!({"email": ADA, "username": "ada", "password": OLD, "on_approval": true, "reason": "I keep bees"});
    body["services"] = json!(["mastodon"]);
    let ada = Ada::of(gate, acts::apply_with(gate, body).await?)?;
    says_yes(gate, &ada.applied).await?;
    gate.settle().await?;
    Ok(ada)
}

impl Ada<'_> {
    async fn sets_another(&self) -> anyhow::Result<()> {
        let (access, _) = signed_in(self.gate, OLD).await?;
        change(self.gate, Some(&access), OLD, NEW).await?.expect(200).map(drop)
    }

    fn password_there(&self) -> Option<String> {
        self.gate.mastodon.user("ada").map(|user| user.password)
    }

    /// Lets time pass until her account is open and nothing is left to do about it.
    async fn is_opened(&self) -> anyhow::Result<()> {
        acts::until(SOON, async || {
            self.gate.clock.advance(Duration::from_secs(1));
            Ok(self.record().await?.is_some_and(|record| matches!(record.door(Mastodon), Door::Success { .. })))
        })
        .await?;
        self.gate.settle().await
    }

    fn is_told_to_change_it_there(&self) -> bool {
        self.gate.mailbox().letters_to(ADA).iter().any(|letter| letter.subject().contains("change your Mastodon password yourself"))
    }

    /// Fails unless nothing is left of either password, and nothing on its way.
    async fn is_at_rest(&self) -> anyhow::Result<()> {
        self.gate.pass(Duration::from_hours(7 * 24)).await?;
        assert_eq!(self.copies().await?, []);
        assert!(!self.rests(OLD).await? && !self.rests(NEW).await?);
        Ok(())
    }

    /// Her account could not be opened for too long, though nobody asked the instance yet: a job that killed its workers.
    async fn is_given_up(&self) -> anyhow::Result<()> {
        let Gatelodge { clock, .. } = self.gate;
        let store = Registrations::new(self.gate.connection()?, acts::ring(self.gate)?, clock.clone(), self.gate.timing().clone());
        let terms =
            Terms::of(&read_worker(&environment(self.gate, None))?.common, acts::roots(self.gate).await?.as_ref(), self.gate.timing());
        let given_up = Event::Report(Report { platform: Mastodon, news: News::Failed(Problem::Unavailable) });
        let changed = store.change(self.rid, None, |record, now| decide(record, given_up.clone(), Actor::House, &terms, now)).await?;
        assert!(matches!(changed, Changed::To(Some(_))), "{changed:?}");
        Ok(())
    }
}

/// A gate's settings, with another way to Redis perhaps.
fn environment(gate: &Gatelodge, redis: Option<&str>) -> Environment {
    let redis = redis.map(|url| ("GATELODGE_REDIS_URL", url));
    let others = gate.settings().iter().map(|(name, value)| (name.as_str(), value.as_str()));
    Environment::from_pairs(others.filter(|(name, _)| redis.is_none() || *name != "GATELODGE_REDIS_URL").chain(redis))
}

#[tokio::test]
async fn what_is_set_between_a_jobs_look_and_its_try_is_what_the_account_is_made_with() -> anyhow::Result<()> {
    for way in [MastodonWish::Socket, MastodonWish::Http] {
        let gate = gate(way).without_worker().start().await?;
        let before = gate.another_worker().await?;
        let ada = ada_of(&gate).await?;
        let moderator = acts::moderator_token(&gate, MODERATORS[0], &ada.applied.rid).await?;
        before.stop().await;
        acts::vote(&gate.visitor()?, &ada.applied.rid, &moderator, "approved").await?.expect(200)?;
        ada.is_given_up().await?;

        let held = HeldWay::to(gate.redis.socket(), ["EVALSHA", ada.rid.record().as_str()])?;
        let settings = read_worker(&environment(&gate, Some(&held.url())))?;
        let worker = worker::start(settings, gate.clock.clone(), gate.timing().clone()).await?;
        held.until_it_comes().await?;
        ada.sets_another().await?;
        held.let_it_go();
        ada.is_opened().await?;
        assert_eq!(ada.password_there().as_deref(), Some(NEW), "{way:?}");
        assert!(!ada.is_told_to_change_it_there(), "{way:?}");
        ada.is_at_rest().await?;
        worker.stop().await;
        gate.finish().await?;
    }
    Ok(())
}

#[tokio::test]
async fn what_is_set_while_the_instance_makes_the_account_follows_it() -> anyhow::Result<()> {
    for call in [Call::EnsureUser, Call::SetPassword] {
        let gate = gate(MastodonWish::Socket).start().await?;
        let ada = ada_of(&gate).await?;
        gate.mastodon.trouble(call, Trouble::Freeze, 1);
        ada.is_let_in().await?;
        gate.mastodon.wait_for_calls(call, 1, SOON).await?;
        ada.sets_another().await?;
        gate.mastodon.release();
        ada.is_opened().await?;
        assert_eq!(ada.password_there().as_deref(), Some(NEW), "{call:?}");
        assert!(!ada.is_told_to_change_it_there(), "{call:?}");
        ada.is_at_rest().await?;
        gate.finish().await?;
    }
    Ok(())
}

#[tokio::test]
async fn an_instance_that_nothing_can_change_and_that_makes_the_account_later_leaves_its_owner_nothing_to_do() -> anyhow::Result<()> {
    for (way, call) in [(MastodonWish::Http, Call::SignUp), (MastodonWish::Tootctl, Call::Create)] {
        let gate = gate(way).start().await?;
        let ada = ada_of(&gate).await?;
        gate.mastodon.trouble(call, Trouble::CrashBefore, 1);
        ada.is_let_in().await?;
        gate.mastodon.wait_for_calls(call, 1, SOON).await?;
        gate.settle().await?;
        ada.sets_another().await?;
        ada.is_opened().await?;
        assert!(way == MastodonWish::Tootctl || ada.password_there().as_deref() == Some(NEW), "{way:?}");
        assert!(ada.member().await?.copy.is_none() && !ada.is_told_to_change_it_there(), "{way:?}");
        ada.is_at_rest().await?;
        assert!(!ada.is_told_to_change_it_there(), "{way:?}");
        gate.finish().await?;
    }
    Ok(())
}

#[tokio::test]
async fn an_instance_that_nothing_can_change_and_that_was_told_before_leaves_it_to_the_owner() -> anyhow::Result<()> {
    for trouble in [Trouble::Freeze, Trouble::CrashAfter] {
        let gate = gate(MastodonWish::Http).start().await?;
        let ada = ada_of(&gate).await?;
        gate.mastodon.trouble(Call::SignUp, trouble, 1);
        ada.is_let_in().await?;
        gate.mastodon.wait_for_calls(Call::SignUp, 1, SOON).await?;
        if trouble == Trouble::CrashAfter {
            gate.settle().await?;
        }
        ada.sets_another().await?;
        gate.mastodon.release();
        ada.is_opened().await?;
        gate.mailbox().wait_for_subject(ADA, "change your Mastodon password yourself", SOON).await?;
        assert_eq!(ada.password_there().as_deref(), Some(OLD), "{trouble:?}");
        ada.is_at_rest().await?;
        gate.finish().await?;
    }
    Ok(())
}
