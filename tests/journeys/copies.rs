//! A member's new password on its way to the doors: the member's own is changed at once, the platforms' are copies that may come later,
//! and what cannot be done from here is told to the owner by one letter.

use std::collections::BTreeMap;
use std::time::Duration;

use anyhow::{Context as _, bail};
use harness::gatelodge::{Gatelodge, MastodonWish, SOON, Wish};
use harness::mastodon_double::{Call as MastodonCall, Trouble as MastodonTrouble};
use harness::matrix_double::{Call, Policy, Trouble};
use reqwest::Method;
use shared::clock::{Timing, between, later};
use shared::commit::OperationId;
use shared::crypto::password::{Hasher, PasswordHash};
use shared::crypto::secret::Secret;
use shared::health::Health;
use shared::job::Job;
use shared::keyspace::{MemberId, Rid};
use shared::locales::Locale;
use shared::member::change::{MemberBirth, NewPassword, made};
use shared::member::store::{FoundMember, MemberChanged, Members};
use shared::member::{Account, CopyState, Member, SessionEpoch};
use shared::platform::Platform;
use shared::registration::Contact;

use crate::acts;

const ADA: &str = "ada@example.org";
const OLD: &str = "correct horse battery";
const NEW: &str = "seven quiet otters";
const NEWER: &str = "eight loud herons";
const WEEK: Duration = Duration::from_hours(7 * 24);
const BOTH: [Platform; 2] = [Platform::Matrix, Platform::Mastodon];

/// A gate with both doors; the homeserver's with an admin's token.
fn gate() -> Wish {
    Gatelodge::wish().mastodon(MastodonWish::Socket).setting("MATRIX_ADMIN_TOKEN", "syt_admin")
}

/// Ada, a member with an account on both doors.
struct Ada<'a> {
    gate: &'a Gatelodge,
    members: Members,
    id: MemberId,
    hash: PasswordHash,
}

impl<'a> Ada<'a> {
    async fn at(gate: &'a Gatelodge) -> anyhow::Result<Self> {
        let rid = Rid::random();
        gate.matrix.add_account("ada", OLD);
        gate.mastodon.add_ours("ada", ADA, OLD, &rid.to_string());
        let now = gate.clock.now();
        let account = |name: &str| Account { name: name.to_owned(), at: now };
        let address = ADA.parse().context("an address")?;
        let birth = MemberBirth {
            id: MemberId::from(rid),
            user_id: None,
            contact: Some(Contact { print: acts::roots(gate).await?.address(&address), address }),
            proved_at: Some(now),
            password: None,
            sessions: SessionEpoch::random(),
            locale: Locale::En,
            accounts: BTreeMap::from([(Platform::Matrix, account("@ada:example.test")), (Platform::Mastodon, account("@ada@127.0.0.1"))]),
        };
        let members = Members::new(gate.connection()?, acts::ring(gate)?, gate.clock.clone(), gate.timing().clone());
        let hash = Hasher::of_this_machine().hash(&Secret::new(NEW)).await.ok().context("a hash")?;
        let ada = Self { gate, members, id: birth.id, hash };
        ada.members.write(&ada.members.commit(ada.id, 0, &made(birth, now), &OperationId::random(), None)).await?;
        Ok(ada)
    }

    async fn changes(&self, old: Option<&str>, new: &str, doors: &[Platform]) -> anyhow::Result<()> {
        let change = |member: &Member, now| {
            let doors = doors.iter().map(|door| (*door, CopyState::Waiting)).collect();
            let (hash, sessions) = (self.hash.clone(), SessionEpoch::random());
            let new = NewPassword { hash, password: Secret::new(new), old: old.map(Secret::new), doors, sessions, until: later(now, WEEK) };
            Ok(member.set_password(new, now))
        };
        match self.members.change(self.id, None, change).await? {
            MemberChanged::To(Some(_)) => Ok(()),
            other => bail!("{other:?}"),
        }
    }

    async fn now(&self) -> anyhow::Result<Member> {
        match self.members.load(self.id).await? {
            FoundMember::Member(member, _) => Ok(*member),
            other => bail!("{other:?}"),
        }
    }

    async fn state(&self, door: Platform) -> anyhow::Result<CopyState> {
        self.now().await?.copy.and_then(|copy| copy.doors.get(&door).copied()).context("a copy")
    }

    /// Whether a password still lies in the record.
    async fn has_secrets(&self) -> anyhow::Result<bool> {
        Ok(self.now().await?.copy.is_some_and(|copy| copy.password.is_some() || copy.old.is_some()))
    }

    /// On Matrix, on Mastodon.
    fn passwords(&self) -> [String; 2] {
        let matrix = self.gate.matrix.account("ada").map(|account| account.password);
        let mastodon = self.gate.mastodon.user("ada").map(|user| user.password);
        [matrix, mastodon].map(Option::unwrap_or_default)
    }

    fn subjects(&self) -> Vec<String> {
        self.gate.mailbox().letters_to(ADA).iter().map(|letter| letter.subject().to_owned()).collect()
    }

    /// Lets time pass until a door is where it should be.
    async fn until(&self, door: Platform, state: CopyState) -> anyhow::Result<()> {
        acts::until(SOON, async || {
            self.gate.clock.advance(Duration::from_secs(1));
            Ok(self.state(door).await? == state)
        })
        .await
    }
}

#[tokio::test]
async fn a_new_password_goes_to_both_doors_and_leaves_no_secret_and_no_session_behind() -> anyhow::Result<()> {
    let gate = gate().start().await?;
    let ada = Ada::at(&gate).await?;
    gate.mastodon.sign_in("ada")?;
    ada.changes(Some(OLD), NEW, &BOTH).await?;
    gate.settle().await?;
    assert_eq!(ada.passwords(), [NEW, NEW]);
    for door in BOTH {
        assert_eq!(ada.state(door).await?, CopyState::Done, "{door}");
    }
    assert!(!ada.has_secrets().await?);
    assert_eq!((gate.matrix.live_tokens_count(), gate.mastodon.user("ada").context("ada")?.sessions_count), (0, 0));
    assert_eq!(gate.matrix.calls_count(Call::LogIn), 0, "an admin's road needs no log-in");
    assert!(ada.subjects().is_empty(), "what went well is told by the letter about the change itself");
    gate.finish().await
}

#[tokio::test]
async fn a_door_that_is_away_gets_the_password_when_it_is_back_and_holds_up_no_other() -> anyhow::Result<()> {
    let gate = gate().start().await?;
    let ada = Ada::at(&gate).await?;
    gate.matrix.set_away(true);
    ada.changes(None, NEW, &BOTH).await?;
    ada.until(Platform::Mastodon, CopyState::Done).await?;
    gate.pass(Duration::from_hours(24)).await?;
    assert_eq!(ada.passwords(), [OLD, NEW]);
    assert!(ada.state(Platform::Matrix).await? == CopyState::Waiting && ada.has_secrets().await?);
    gate.matrix.set_away(false);
    ada.until(Platform::Matrix, CopyState::Done).await?;
    assert_eq!(ada.passwords(), [NEW, NEW]);
    assert!(!ada.has_secrets().await? && ada.subjects().is_empty());
    gate.finish().await
}

#[tokio::test]
async fn a_door_that_stays_away_for_a_week_is_left_to_its_owner_by_one_letter() -> anyhow::Result<()> {
    let gate = gate().start().await?;
    let ada = Ada::at(&gate).await?;
    gate.mastodon.set_away(true)?;
    ada.changes(None, NEW, &[Platform::Mastodon]).await?;
    gate.pass(WEEK - Duration::from_mins(1)).await?;
    assert_eq!(ada.state(Platform::Mastodon).await?, CopyState::Waiting);
    gate.pass(Duration::from_mins(2)).await?;
    ada.until(Platform::Mastodon, CopyState::ByHand).await?;
    let letter = gate.mailbox().wait_for_subject(ADA, "change your Mastodon password yourself", SOON).await?;
    assert!(letter.text.contains("/auth/password/new") && !letter.text.contains(NEW), "{}", letter.text);
    gate.mastodon.set_away(false)?;
    gate.pass(Duration::from_hours(1)).await?;
    assert_eq!((ada.passwords(), ada.subjects().len(), ada.has_secrets().await?), ([OLD, OLD].map(str::to_owned), 1, false));
    gate.finish().await
}

#[tokio::test]
async fn without_an_admins_token_the_old_password_opens_the_homeserver_where_it_was_given() -> anyhow::Result<()> {
    for (old, state, password) in [(Some(OLD), CopyState::Done, NEW), (None, CopyState::ByHand, OLD), (Some(NEWER), CopyState::ByHand, OLD)]
    {
        let gate = gate().setting("MATRIX_ADMIN_TOKEN", "").start().await?;
        let ada = Ada::at(&gate).await?;
        ada.changes(old, NEW, &[Platform::Matrix]).await?;
        gate.settle().await?;
        assert_eq!((ada.state(Platform::Matrix).await?, ada.passwords()), (state, [password, OLD].map(str::to_owned)), "{old:?}");
        assert!(gate.matrix.live_tokens_count() == 0 && !ada.has_secrets().await?);
        let told = ada.subjects();
        assert_eq!(told.len(), usize::from(state == CopyState::ByHand), "{told:?}");
        assert!(told.iter().all(|subject| subject.contains("change your Matrix password yourself")), "{told:?}");
        gate.finish().await?;
    }
    Ok(())
}

#[tokio::test]
async fn accounts_that_are_not_for_us_to_change_are_untouched_and_their_owner_hears_once_for_each_door() -> anyhow::Result<()> {
    let gate = gate().setting("MATRIX_CLIENT_URL", "https://chat.example.org").start().await?;
    let ada = Ada::at(&gate).await?;
    gate.matrix.set_admin("ada");
    gate.mastodon.change_user("ada", |user| user.second_factor = true)?;
    ada.changes(Some(OLD), NEW, &BOTH).await?;
    gate.settle().await?;
    assert_eq!(ada.passwords(), [OLD, OLD]);
    for door in BOTH {
        assert_eq!(ada.state(door).await?, CopyState::ByHand, "{door}");
    }
    let letter = gate.mailbox().wait_for_subject(ADA, "change your Matrix password yourself", SOON).await?;
    assert!(letter.text.contains("https://chat.example.org"), "{}", letter.text);
    gate.mailbox().wait_for_subject(ADA, "change your Mastodon password yourself", SOON).await?;
    gate.pass(Duration::from_hours(1)).await?;
    assert_eq!((ada.subjects().len(), ada.has_secrets().await?), (2, false));
    gate.finish().await
}

#[tokio::test]
async fn a_password_that_the_homeserver_does_not_take_and_a_driver_without_a_way_are_left_to_the_owner() -> anyhow::Result<()> {
    for way in [MastodonWish::Tootctl, MastodonWish::Http] {
        let gate = gate().mastodon(way).start().await?;
        let ada = Ada::at(&gate).await?;
        gate.matrix.set_policy(Policy { minimum_length: 40, ..Policy::default() });
        ada.changes(Some(OLD), NEW, &BOTH).await?;
        gate.settle().await?;
        assert_eq!(ada.passwords(), [OLD, OLD], "{way:?}");
        assert_eq!((ada.state(Platform::Matrix).await?, ada.state(Platform::Mastodon).await?), (CopyState::ByHand, CopyState::ByHand));
        assert_eq!(gate.matrix.calls_count(Call::ResetPassword), 0);
        gate.finish().await?;
    }
    Ok(())
}

#[tokio::test]
async fn of_two_changes_the_later_one_ends_up_at_the_door_however_long_the_first_takes() -> anyhow::Result<()> {
    let gate = gate().start().await?;
    let ada = Ada::at(&gate).await?;
    gate.matrix.trouble(Call::ResetPassword, Trouble::Freeze, 1);
    gate.mastodon.trouble(MastodonCall::SetPassword, MastodonTrouble::Freeze, 1);
    ada.changes(None, NEW, &BOTH).await?;
    gate.matrix.wait_for_calls(Call::ResetPassword, 1, SOON).await?;
    gate.mastodon.wait_for_calls(MastodonCall::SetPassword, 1, SOON).await?;
    ada.changes(None, NEWER, &BOTH).await?;
    // Both jobs of the second change look once, find the first at work and wait.
    let (queue, partition) = (gate.queue("observer")?, ada.id.partition());
    acts::until(SOON, async || Ok(queue.waiting(partition, 100).await?.len() == 2)).await?;
    assert_eq!((gate.matrix.calls_count(Call::ResetPassword), gate.mastodon.calls_count(MastodonCall::SetPassword)), (1, 1));
    gate.matrix.thaw();
    gate.mastodon.release();
    for door in BOTH {
        ada.until(door, CopyState::Done).await?;
    }
    assert_eq!(ada.passwords(), [NEWER, NEWER]);
    assert!(!ada.has_secrets().await? && ada.subjects().is_empty());
    gate.finish().await
}

#[tokio::test]
async fn a_change_whose_answer_was_lost_is_made_again_and_does_no_harm() -> anyhow::Result<()> {
    for token in ["syt_admin", ""] {
        let gate = gate().setting("MATRIX_ADMIN_TOKEN", token).start().await?;
        let ada = Ada::at(&gate).await?;
        for call in [Call::ResetPassword, Call::Password] {
            gate.matrix.trouble(call, Trouble::ActThenDrop, 1);
        }
        gate.mastodon.trouble(MastodonCall::SetPassword, MastodonTrouble::CrashAfter, 1);
        ada.changes(Some(OLD), NEW, &BOTH).await?;
        for door in BOTH {
            ada.until(door, CopyState::Done).await?;
        }
        assert_eq!((ada.passwords(), gate.matrix.live_tokens_count()), ([NEW, NEW].map(str::to_owned), 0));
        assert!(ada.subjects().is_empty());
        gate.finish().await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_worker_that_is_killed_while_it_copies_leaves_the_rest_to_the_next_one() -> anyhow::Result<()> {
    let wish = gate().without_worker().timing(|timing| {
        timing.lease = Duration::from_millis(300);
        timing.prolong_every = Duration::from_millis(100);
    });
    let mut gate = wish.start().await?;
    {
        let ada = Ada::at(&gate).await?;
        gate.mastodon.change_user("ada", |user| user.second_factor = true)?;
        gate.matrix.trouble(Call::ResetPassword, Trouble::Freeze, 1);
        ada.changes(None, NEW, &BOTH).await?;
        let dying = gate.another_worker().await?;
        gate.matrix.wait_for_calls(Call::ResetPassword, 1, SOON).await?;
        ada.until(Platform::Mastodon, CopyState::ByHand).await?;
        drop(dying);
        gate.matrix.thaw();
        assert_eq!(ada.state(Platform::Matrix).await?, CopyState::Waiting);
    }
    gate.start_worker().await?;
    let done = async || Ok(gate.matrix.calls_count(Call::ResetPassword) >= 2);
    acts::until(SOON, done).await?;
    gate.settle().await?;
    assert_eq!(gate.matrix.account("ada").map(|account| account.password).as_deref(), Some(NEW));
    let told: Vec<_> = gate.mailbox().letters_to(ADA).iter().map(|letter| letter.subject().to_owned()).collect();
    assert_eq!(told.len(), 1, "{told:?}");
    gate.finish().await
}

#[tokio::test]
async fn a_fault_of_configuration_waits_for_the_operator_and_stops_nothing_else() -> anyhow::Result<()> {
    let mut gate = gate().setting("MATRIX_ADMIN_TOKEN", "syt_nobodys").start().await?;
    {
        let ada = Ada::at(&gate).await?;
        ada.changes(None, NEW, &[Platform::Matrix]).await?;
        gate.pass(Duration::from_hours(1)).await?;
        assert_eq!((ada.state(Platform::Matrix).await?, ada.passwords()), (CopyState::Waiting, [OLD, OLD].map(str::to_owned)));
        assert!(ada.subjects().is_empty());
    }
    assert!(!acts::keys(&gate).await?.iter().any(|key| key.contains("pause")), "accounts can be opened all the same");
    gate.stop_worker().await;
    gate.set("MATRIX_ADMIN_TOKEN", "syt_admin");
    gate.start_worker().await?;
    gate.pass(Duration::from_hours(1)).await?;
    assert_eq!(gate.matrix.account("ada").map(|account| account.password).as_deref(), Some(NEW));
    gate.finish().await
}

#[tokio::test]
async fn a_fault_that_one_members_change_alone_meets_leaves_the_door_open_for_others() -> anyhow::Result<()> {
    let steady = |timing: &mut Timing| (timing.platform_pause, timing.health_every) = (Duration::from_mins(10), Duration::from_hours(1));
    let gate = gate().timing(steady).start().await?;
    let (ada, pause) = (Ada::at(&gate).await?, gate.timing().platform_pause);
    let health = Health::new(gate.connection()?, gate.timing().clone());
    let failed = async || -> anyhow::Result<Vec<(Duration, u32)>> {
        let waiting = gate.queue("observer")?.waiting(ada.id.partition(), 100).await?.into_iter();
        let copies = waiting.filter(|(_, envelope)| matches!(envelope.job, Job::CopyPassword { .. }));
        Ok(copies.map(|(due, envelope)| (between(gate.clock.now(), due), envelope.attempts)).collect())
    };
    gate.matrix.trouble(Call::ResetPassword, Trouble::Proxy(302), 1);
    ada.changes(None, NEW, &[Platform::Matrix]).await?;
    acts::until(SOON, async || Ok(failed().await?.len() == 1)).await?;
    assert!(health.paused(Platform::Matrix).await?.is_some());
    assert!(matches!(failed().await?[..], [(wait, 1)] if wait >= pause * 3 / 2), "{:?}", failed().await?);

    health.resume(Platform::Matrix).await?;
    let (bob, token) = acts::approved(&gate, "bob@example.org", "bob").await?;
    let patch = serde_json::json!({"matrix_status": "processing", "username": "bob", "password": OLD});
    bob.browser.call(Method::PATCH, &bob.path(), Some((&bob.rid, &token)), Some(patch)).await?.expect(200)?;
    gate.matrix.wait_for_password("bob", OLD, SOON).await?;
    gate.settle().await?;
    gate.matrix.trouble(Call::ResetPassword, Trouble::Proxy(302), 1);
    gate.pass(pause * 2).await?;
    assert!(matches!(failed().await?[..], [(_, 2)]) && health.paused(Platform::Matrix).await?.is_none(), "it is this job's own");
    gate.pass(pause * 2).await?;
    assert_eq!((ada.state(Platform::Matrix).await?, ada.passwords()), (CopyState::Done, [NEW, OLD].map(str::to_owned)));
    gate.finish().await
}
