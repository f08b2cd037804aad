//! Names and seats whose jobs come too late, or in the wrong order: the record has the last word.

use fred::interfaces::KeysInterface;
use harness::gatelodge::{Gatelodge, SOON, Wish};
use reqwest::Method;
use shared::{
    claim::Claims,
    crypto::fingerprint::Fingerprint,
    job::{Envelope, Job},
    keyspace::{self, Rid},
    platform::Platform,
    root::Print,
};

use super::adding;
use crate::acts::{self, Applied, apply};

const MATRIX: Platform = Platform::Matrix;

/// Ada's registration and what it holds.
struct Holding {
    gate: Gatelodge,
    claims: Claims,
    client: fred::clients::Client,
    applied: Applied,
    owner: Rid,
    name: Fingerprint,
    address: Fingerprint,
}

impl Holding {
    async fn start(wish: Wish) -> anyhow::Result<Self> {
        let gate = wish.setting("CONFIRM_EMAIL", "false").start().await?;
        let applied = apply(&gate, "ada@example.org", "ada").await?;
        let roots = acts::roots(&gate).await?;
        Ok(Self {
            claims: Claims::new(gate.connection()?, gate.timing().clone()),
            client: gate.redis.client().await?,
            owner: Rid::parse(&applied.rid).expect("a rid"),
            name: roots.print(Print::Name, b"ada"),
            address: roots.print(Print::Address, b"ada@example.org"),
            applied,
            gate,
        })
    }

    /// Who holds the name, and how long in whole hours.
    async fn holder(&self) -> anyhow::Result<Option<(String, i64)>> {
        let key = keyspace::name_claim(MATRIX, self.name);
        let owner: Option<String> = self.client.get(key.as_str()).await?;
        let left: i64 = self.client.pttl(key.as_str()).await?;
        Ok(owner.map(|owner| (owner, left / 3_600_000)))
    }

    async fn is_seated(&self) -> anyhow::Result<bool> {
        Ok(self.claims.seated(self.address, self.gate.clock.now()).await?.contains(&self.owner))
    }

    /// What Redis does ten minutes after the claims were taken.
    async fn lapse(&self) -> anyhow::Result<()> {
        let keys = [keyspace::name_claim(MATRIX, self.name), keyspace::seats(self.address)];
        for key in keys {
            assert_eq!(self.client.del::<i64, _>(key.as_str()).await?, 1, "it was held");
        }
        Ok(())
    }

    /// Lets the worker do what was left over from another time.
    async fn comes_late(&self, job: Job) -> anyhow::Result<()> {
        let redis = self.gate.connection()?;
        adding(self.owner, Envelope::new(job)).write(&redis, self.gate.timing(), self.gate.clock.now(), SOON).await?;
        self.gate.settle().await
    }
}

#[tokio::test]
async fn a_name_and_a_seat_that_ended_while_no_worker_ran_are_taken_again() -> anyhow::Result<()> {
    let mut holding = Holding::start(Gatelodge::wish().without_worker()).await?;
    holding.lapse().await?;
    holding.gate.start_worker().await?;
    holding.gate.settle().await?;
    assert_eq!(holding.holder().await?, Some((holding.applied.rid.clone(), 47)), "as long as the registration lives");
    assert!(holding.is_seated().await?);
    let until = holding.gate.clock.now() + std::time::Duration::from_hours(47);
    assert_eq!(holding.claims.seated(holding.address, until).await?, [holding.owner]);
    holding.gate.finish().await
}

#[tokio::test]
async fn a_name_that_another_took_meanwhile_stays_theirs() -> anyhow::Result<()> {
    let mut holding = Holding::start(Gatelodge::wish().without_worker()).await?;
    holding.lapse().await?;
    let eve = Rid::random();
    assert!(holding.claims.take_name(MATRIX, holding.name, eve).await?);
    holding.gate.start_worker().await?;
    holding.gate.settle().await?;
    assert_eq!(holding.holder().await?, Some((eve.to_string(), 0)));
    assert!(holding.is_seated().await?);
    holding.gate.finish().await
}

#[tokio::test]
async fn a_job_that_comes_late_neither_gives_back_what_is_wanted_again_nor_takes_what_is_not() -> anyhow::Result<()> {
    let holding = Holding::start(Gatelodge::wish()).await?;
    holding.gate.settle().await?;
    let Holding { owner, name, address, .. } = holding;
    holding.comes_late(Job::ReleaseName { name, platform: MATRIX, owner }).await?;
    holding.comes_late(Job::ReleaseSeat { address, owner }).await?;
    assert_eq!(holding.holder().await?, Some((owner.to_string(), 47)));
    assert!(holding.is_seated().await?);

    let given_up = acts::roots(&holding.gate).await?.print(Print::Name, b"lovelace");
    holding.comes_late(Job::ProlongName { name: given_up, platform: MATRIX, owner }).await?;
    assert!(!holding.claims.name_is_held(MATRIX, given_up).await?, "it was called that once");

    let Applied { browser, .. } = &holding.applied;
    browser.call(Method::DELETE, &holding.applied.path(), holding.applied.mine(), None).await?.expect(204)?;
    holding.gate.settle().await?;
    for round in ["given back", "and not taken again"] {
        assert_eq!((holding.holder().await?, holding.is_seated().await?), (None, false), "{round}");
        holding.comes_late(Job::ProlongName { name, platform: MATRIX, owner }).await?;
        holding.comes_late(Job::ProlongSeat { address, owner }).await?;
    }
    holding.gate.finish().await
}
