//! A member's new password and the doors that have no account yet: those are opened with it, so no copy waits for them and the password
//! before rests for them nowhere. Where an account is there already the new one follows.

mod meanwhile;

use std::time::Duration;

use anyhow::Context as _;
use harness::gatelodge::{Gatelodge, MODERATORS, SOON};
use harness::mastodon_double::Call as MastodonCall;
use harness::matrix_double::{Call, Trouble};
use reqwest::Method;
use serde_json::json;
use shared::job::{Job, Lane};
use shared::keyspace::Rid;
use shared::member::Member;
use shared::member::store::{FoundMember, Members};
use shared::platform::Platform::{self, Mastodon, Matrix};
use shared::registration::Registration;
use shared::registration::provision::Stage;
use shared::registration::store::{Found, Registrations};

use crate::acts::{self, Applied};
use crate::at_rest::hits;
use crate::mastodon::programs;
use crate::member_passwords::{ADA, NEW, answering, change, open, reset_token, set, sign_in, signed_in};

const OLD: &str = programs::PASSWORD;

/// Ada, who is a member by her request alone and has her accounts as soon as moderators say yes.
struct Ada<'a> {
    gate: &'a Gatelodge,
    applied: Applied,
    rid: Rid,
}

impl<'a> Ada<'a> {
    async fn at(gate: &'a Gatelodge) -> anyhow::Result<Self> {
        let body = json!({"email": ADA, "username": "ada", "password": OLD, "on_approval": true, "reason": "I keep bees"});
        let ada = Self::of(gate, acts::apply_with(gate, body).await?)?;
        gate.settle().await?;
        Ok(ada)
    }

    fn of(gate: &'a Gatelodge, applied: Applied) -> anyhow::Result<Self> {
        let rid = Rid::parse(&applied.rid).context("a rid")?;
        Ok(Self { gate, applied, rid })
    }

    /// Moderators say yes; what that causes may take its time.
    async fn is_let_in(&self) -> anyhow::Result<()> {
        acts::approve(self.gate, MODERATORS[0], &self.applied.rid).await.map(drop)
    }

    async fn changes(&self) -> anyhow::Result<()> {
        let (access, _) = signed_in(self.gate, OLD).await?;
        change(self.gate, Some(&access), OLD, NEW).await?.expect(200).map(drop)
    }

    async fn record(&self) -> anyhow::Result<Option<Registration>> {
        let Gatelodge { clock, .. } = self.gate;
        let store = Registrations::new(self.gate.connection()?, acts::ring(self.gate)?, clock.clone(), self.gate.timing().clone());
        Ok(match store.load(self.rid).await? {
            Found::Record(record, _) => Some(*record),
            Found::Deleted { .. } | Found::Nothing => None,
        })
    }

    async fn member(&self) -> anyhow::Result<Member> {
        let Gatelodge { clock, .. } = self.gate;
        let store = Members::new(self.gate.connection()?, acts::ring(self.gate)?, clock.clone(), self.gate.timing().clone());
        match store.load(self.rid.into()).await? {
            FoundMember::Member(member, _) => Ok(*member),
            other => anyhow::bail!("{other:?}"),
        }
    }

    /// Whether a password rests in what is kept of her, opened with the keys.
    async fn rests(&self, password: &str) -> anyhow::Result<bool> {
        let kept = [serde_json::to_string(&self.record().await?)?, serde_json::to_string(&self.member().await?)?];
        Ok(kept.iter().any(|text| text.contains(password)))
    }

    /// The doors that a copy is on its way to, or waits for.
    async fn copies(&self) -> anyhow::Result<Vec<Platform>> {
        let (queue, partition) = (self.gate.queue("observer")?, self.rid.partition());
        let waiting = queue.waiting(partition, 1_000).await?.into_iter().map(|(_, envelope)| envelope);
        let all = waiting.chain(queue.queued(partition, Lane::OwnAccounts, 1_000).await?);
        let door = |job| if let Job::CopyPassword { platform, .. } = job { Some(platform) } else { None };
        Ok(all.filter_map(|envelope| door(envelope.job)).collect())
    }

    /// Whether her attempt on a platform is at this stage.
    async fn is_at(&self, platform: Platform, fits: fn(&Stage) -> bool) -> anyhow::Result<bool> {
        Ok(self.record().await?.is_some_and(|record| record.door(platform).attempt().is_some_and(|attempt| fits(&attempt.stage))))
    }

    /// Fails unless nothing of hers is on its way, and neither password rests any more.
    async fn is_done(&self) -> anyhow::Result<()> {
        self.gate.settle().await?;
        assert_eq!(self.copies().await?, []);
        assert!(!self.rests(OLD).await? && !self.rests(NEW).await?);
        sign_in(self.gate, ADA, OLD).await?.expect(401)?;
        sign_in(self.gate, ADA, NEW).await?.expect(200).map(drop)
    }
}

/// Lets time pass until her account on the homeserver has the new password.
async fn until_new_on_matrix(gate: &Gatelodge) -> anyhow::Result<()> {
    acts::until(SOON, async || {
        gate.clock.advance(Duration::from_secs(1));
        Ok(gate.matrix.account("ada").is_some_and(|account| account.password == NEW))
    })
    .await
}

#[tokio::test]
async fn an_account_that_is_made_after_a_change_or_a_reset_has_the_new_password_and_none_before_it_rests() -> anyhow::Result<()> {
    for by_letter in [false, true] {
        let gate = answering().start().await?;
        let ada = Ada::at(&gate).await?;
        assert!(ada.rests(OLD).await?, "an account will be made with it");
        if by_letter {
            set(&gate, &reset_token(&gate, ADA).await?, NEW).await?.expect(200)?;
        } else {
            let (access, _) = signed_in(&gate, OLD).await?;
            let changed = change(&gate, Some(&access), OLD, NEW).await?.expect(200)?.json()?;
            assert_eq!(changed["doors"], json!({}), "there is no account yet");
        }
        assert_eq!((ada.copies().await?, ada.member().await?.copy), (vec![], None), "by letter: {by_letter}");
        assert!(ada.rests(NEW).await? && !ada.rests(OLD).await?);
        for (key, content) in acts::everything(&gate).await? {
            assert!(!hits(&content, OLD) && !hits(&content, NEW), "{key}");
        }
        ada.is_let_in().await?;
        gate.matrix.wait_for_password("ada", NEW, SOON).await?;
        ada.is_done().await?;
        assert_eq!((gate.matrix.calls_count(Call::Password), gate.matrix.calls_count(Call::LogIn)), (1, 0), "it is set once");
        gate.finish().await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_homeserver_that_is_away_for_days_opens_the_account_with_the_password_that_was_set_meanwhile() -> anyhow::Result<()> {
    for was_asked in [false, true] {
        let gate = open().start().await?;
        let ada = Ada::at(&gate).await?;
        if was_asked {
            gate.matrix.trouble(Call::Register, Trouble::ActThenDrop, 1);
        } else {
            gate.matrix.set_away(true);
        }
        ada.is_let_in().await?;
        gate.settle().await?;
        gate.matrix.set_away(true);
        assert_eq!(ada.is_at(Matrix, |stage| *stage == Stage::Sent).await?, was_asked);
        ada.changes().await?;
        assert_eq!(ada.copies().await?, [], "was asked: {was_asked}");
        assert!(!ada.rests(OLD).await?);
        gate.pass(Duration::from_hours(48)).await?;
        gate.matrix.set_away(false);
        until_new_on_matrix(&gate).await?;
        ada.is_done().await?;
        assert_eq!(gate.matrix.created_count(), 1);
        gate.finish().await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_worker_that_asks_for_the_account_meanwhile_opens_it_with_the_new_password() -> anyhow::Result<()> {
    let gate = open().start().await?;
    let ada = Ada::at(&gate).await?;
    gate.matrix.trouble(Call::Register, Trouble::Freeze, 1);
    ada.is_let_in().await?;
    gate.matrix.wait_for_calls(Call::Register, 1, SOON).await?;
    ada.changes().await?;
    assert!(ada.copies().await?.is_empty() && !ada.rests(OLD).await?);
    gate.matrix.thaw();
    gate.matrix.wait_for_password("ada", NEW, SOON).await?;
    ada.is_done().await?;
    assert_eq!((gate.matrix.calls_count(Call::Password), gate.matrix.calls_count(Call::LogIn)), (1, 0));
    gate.finish().await
}

#[tokio::test]
async fn an_account_that_is_made_and_may_have_the_password_before_is_followed_from_that_one() -> anyhow::Result<()> {
    for trouble in [Trouble::Freeze, Trouble::ActThenDrop] {
        let gate = open().start().await?;
        let ada = Ada::at(&gate).await?;
        gate.matrix.trouble(Call::Password, trouble, 1);
        ada.is_let_in().await?;
        gate.matrix.wait_for_calls(Call::Password, 1, SOON).await?;
        if trouble == Trouble::ActThenDrop {
            gate.settle().await?;
        }
        assert!(ada.is_at(Matrix, |stage| matches!(stage, Stage::Created { .. })).await?, "{trouble:?}");
        ada.changes().await?;
        assert_eq!(ada.copies().await?, [Matrix], "{trouble:?}");
        assert!(ada.rests(OLD).await?, "the homeserver may ask for it");
        gate.matrix.thaw();
        until_new_on_matrix(&gate).await?;
        gate.settle().await?;
        // What waited for the door to open in time finds that it did.
        gate.pass(Duration::from_hours(7 * 24)).await?;
        assert_eq!(ada.copies().await?, []);
        assert!(!ada.rests(OLD).await? && !ada.rests(NEW).await?, "{trouble:?}");
        sign_in(&gate, ADA, NEW).await?.expect(200)?;
        assert!(!gate.mailbox().letters_to(ADA).iter().any(|letter| letter.subject().contains("yourself")), "{trouble:?}");
        gate.finish().await?;
    }
    Ok(())
}

/// Presses Yes behind the letter with a password of her own.
async fn says_yes(gate: &Gatelodge, applied: &Applied) -> anyhow::Result<()> {
    let token = acts::letter_token(gate, ADA, "c", &applied.rid).await?;
    let page = applied.browser.open(&format!("/c/{}?t={token}", applied.rid)).await?.expect(200)?;
    let form = page.form("action=yes")?.with("password_from", "own").with("password", OLD);
    applied.browser.submit(&page, &form).await?.expect(200).map(drop)
}

#[tokio::test]
async fn an_instance_that_is_away_makes_the_account_with_the_new_password_while_the_homeservers_is_changed() -> anyhow::Result<()> {
    let gate = programs::gate().start().await?;
    let body = json!({"email": ADA, "username": "ada", "on_approval": true, "reason": "I keep bees"});
    let ada = Ada::of(&gate, acts::apply_with(&gate, body).await?)?;
    says_yes(&gate, &ada.applied).await?;
    gate.mastodon.set_away(true)?;
    ada.is_let_in().await?;
    gate.matrix.wait_for_password("ada", OLD, SOON).await?;
    gate.settle().await?;
    let (access, _) = signed_in(&gate, OLD).await?;
    let changed = change(&gate, Some(&access), OLD, NEW).await?.expect(200)?.json()?;
    assert_eq!(changed["doors"], json!({"matrix": "done"}));
    gate.matrix.wait_for_password("ada", NEW, SOON).await?;
    gate.settle().await?;
    assert!(!ada.rests(OLD).await? && ada.rests(NEW).await?, "Mastodon needs the new one alone");
    gate.mastodon.set_away(false)?;
    acts::until(SOON, async || {
        gate.clock.advance(Duration::from_secs(1));
        Ok(gate.mastodon.signs_in(ADA, NEW))
    })
    .await?;
    assert_eq!((gate.mastodon.created_count(), gate.mastodon.calls_count(MastodonCall::EnsureUser)), (1, 1));
    gate.settle().await?;
    gate.pass(Duration::from_hours(7 * 24)).await?;
    assert!(!ada.rests(NEW).await? && gate.mastodon.signs_in(ADA, NEW));
    assert_eq!(ada.member().await?.accounts.keys().copied().collect::<Vec<_>>(), [Matrix, Mastodon]);
    gate.finish().await
}

#[tokio::test]
async fn of_a_change_and_a_yes_at_the_same_time_neither_is_lost() -> anyhow::Result<()> {
    let gate = open().setting("RATE_LIMITS", "off").start().await?;
    let mut people = Vec::new();
    for number in 0..8 {
        let (email, name) = (format!("person{number}@example.org"), format!("person{number}"));
        let body = json!({"email": email, "username": name, "password": OLD, "on_approval": true, "reason": "I keep bees"});
        let applied = acts::apply_with(&gate, body).await?;
        let manager = acts::moderator_token(&gate, MODERATORS[0], &applied.rid).await?;
        let by_name = json!({"username": name, "password": OLD});
        let tokens = applied.browser.call(Method::POST, "/auth/login", None, Some(by_name)).await?.expect(200)?.json()?;
        people.push((applied, name, manager, acts::text(&tokens, "access_token").to_owned()));
    }
    let acts = people.iter().map(async |(applied, _, manager, access)| {
        let visitor = gate.visitor()?;
        let (changed, voted) =
            tokio::try_join!(change(&gate, Some(access), OLD, NEW), acts::vote(&visitor, &applied.rid, manager, "approved"))?;
        changed.expect(200)?;
        voted.expect(200).map(drop)
    });
    futures_util::future::try_join_all(acts).await?;
    for (_, name, ..) in &people {
        gate.matrix.wait_for_password(name, NEW, SOON).await?;
    }
    gate.settle().await?;
    for (applied, name, ..) in people {
        // Where the account was made before the change, the change followed it.
        let person = Ada::of(&gate, applied)?;
        assert!(!person.rests(OLD).await? && !person.rests(NEW).await?, "{name}");
    }
    gate.finish().await
}
