//! What members sign in with, kept and handed over by the worker: whoever proved an address has it, and who leaves keeps nothing.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use fred::interfaces::KeysInterface;
use harness::gatelodge::Gatelodge;
use shared::{
    board::store::Board,
    claim::{MemberClaim, MemberClaims},
    clock::later,
    commit::{Commit, OperationId, Outcome},
    crypto::fingerprint::Fingerprint,
    job::{Envelope, Job},
    keyspace::{self, Key, MemberId, Rid},
    locales::Locale,
    member::{
        Member, SessionEpoch,
        change::{MemberBirth, made},
        session::Families,
        store::{FoundMember, MemberChanged, Members},
    },
    registration::{Contact, HeldName},
};

use crate::acts;

const ADDRESS: Fingerprint = Fingerprint::from_bytes([6; 16]);
const NAME: Fingerprint = Fingerprint::from_bytes([5; 16]);
const STRANGERS_NAME: Fingerprint = Fingerprint::from_bytes([4; 16]);
const EPOCH: SessionEpoch = SessionEpoch::of(7);

struct House {
    gate: Gatelodge,
    members: Members,
    claims: MemberClaims,
    families: Families,
}

async fn house() -> anyhow::Result<House> {
    let gate = Gatelodge::start().await?;
    let (redis, ring) = (gate.connection()?, acts::ring(&gate)?);
    let (clock, timing) = (gate.clock.clone(), gate.timing().clone());
    Ok(House {
        families: Families::new(redis.clone(), Arc::clone(&ring), clock.clone(), timing.clone(), Duration::from_hours(24)),
        members: Members::new(redis.clone(), ring, clock, timing),
        claims: MemberClaims::new(redis),
        gate,
    })
}

fn birth(id: MemberId, user_id: Option<(&str, Fingerprint)>) -> MemberBirth {
    MemberBirth {
        id,
        user_id: user_id.map(|(name, print)| HeldName { name: name.parse().unwrap(), print }),
        contact: Some(Contact { address: "ada@example.org".parse().unwrap(), print: ADDRESS }),
        proved_at: None,
        password: Some(serde_json::from_value("a hash".into()).unwrap()),
        sessions: EPOCH,
        locale: Locale::default(),
        accounts: BTreeMap::default(),
    }
}

fn somebody() -> MemberId {
    Rid::random().into()
}

impl House {
    /// A member as a registration's commit makes one, its jobs done.
    async fn make(&self, birth: MemberBirth) -> anyhow::Result<Member> {
        let id = birth.id;
        let transition = made(birth, self.gate.clock.now());
        let commit = self.members.commit(id, 0, &transition, &OperationId::random(), None);
        assert_eq!(self.members.write(&commit).await?, Outcome::Written(1));
        self.gate.settle().await?;
        self.load(id).await
    }

    async fn proved(&self, user_id: Option<(&str, Fingerprint)>) -> anyhow::Result<Member> {
        self.proved_as(somebody(), user_id).await
    }

    async fn proved_as(&self, id: MemberId, user_id: Option<(&str, Fingerprint)>) -> anyhow::Result<Member> {
        self.make(MemberBirth { proved_at: Some(self.gate.clock.now()), ..birth(id, user_id) }).await
    }

    async fn load(&self, id: MemberId) -> anyhow::Result<Member> {
        match self.members.load(id).await? {
            FoundMember::Member(member, _) => Ok(*member),
            other => anyhow::bail!("no member but {other:?}"),
        }
    }

    async fn by_address(&self) -> anyhow::Result<Option<MemberId>> {
        Ok(self.members.find_by_address(ADDRESS).await?.map(|(member, _)| member.id))
    }

    async fn by_name(&self, print: Fingerprint) -> anyhow::Result<Option<MemberId>> {
        Ok(self.members.find_by_name(print).await?.map(|(member, _)| member.id))
    }

    async fn pttl(&self, key: &Key) -> anyhow::Result<i64> {
        Ok(self.gate.redis.client().await?.pttl(key.as_str()).await?)
    }

    /// Lets the worker do what was left over from another time.
    async fn comes_late(&self, partition: keyspace::Partition, job: Job) -> anyhow::Result<()> {
        let (records, indexes) = (vec![], vec![]);
        let (operation, jobs) = (OperationId::random(), vec![(Envelope::new(job), None)]);
        let commit = Commit { partition, operation, records, indexes, jobs, audit: None, held: None };
        assert!(matches!(self.members.write(&commit).await?, Outcome::Written(_)));
        self.gate.settle().await
    }
}

#[tokio::test]
async fn a_new_member_keeps_for_ever_what_it_signs_in_with() -> anyhow::Result<()> {
    let house = house().await?;
    let ada = house.make(birth(somebody(), Some(("ada", NAME)))).await?;
    assert_eq!((house.by_name(NAME).await?, house.by_address().await?), (Some(ada.id), Some(ada.id)));
    assert_eq!(house.pttl(&keyspace::sign_in_claim(NAME)).await?, -1);
    assert_eq!(house.pttl(&keyspace::address_claim(ADDRESS)).await?, -1);
    house.gate.finish().await
}

#[tokio::test]
async fn t14b_an_unproved_member_yields_the_address_to_the_one_that_proved_it() -> anyhow::Result<()> {
    let house = house().await?;
    let stranger = house.make(birth(somebody(), Some(("eve", STRANGERS_NAME)))).await?;
    house.families.begin(&*acts::roots(&house.gate).await?, stranger.id, EPOCH, None).await?;
    assert_eq!(house.by_address().await?, Some(stranger.id));

    let owner = house.proved(Some(("ada", NAME))).await?;
    assert_eq!(house.by_address().await?, Some(owner.id), "log-in finds the owner from now on");
    let ended = house.load(stranger.id).await?;
    assert!(ended.password.is_none() && ended.contact.is_none() && ended.sessions != stranger.sessions);
    assert!(house.families.list(stranger.id).await?.is_empty());
    assert_eq!(house.load(owner.id).await?, owner, "the owner's own is untouched");

    house.comes_late(stranger.id.partition(), Job::ClaimAddress { member: stranger.id, print: ADDRESS }).await?;
    house.comes_late(stranger.id.partition(), Job::EndYielded { member: stranger.id, to: owner.id, print: ADDRESS }).await?;
    assert_eq!((house.by_address().await?, house.load(stranger.id).await?), (Some(owner.id), ended), "and once");
    house.gate.finish().await
}

#[tokio::test]
async fn an_address_stays_with_whom_it_came_to_first_where_nobody_proved_more() -> anyhow::Result<()> {
    let house = house().await?;
    let first = house.make(birth(somebody(), None)).await?;
    let second = house.make(birth(somebody(), None)).await?;
    assert_eq!(house.by_address().await?, Some(first.id), "neither proved it");
    house.comes_late(first.id.partition(), Job::EndYielded { member: first.id, to: second.id, print: ADDRESS }).await?;
    assert_eq!(house.load(first.id).await?, first, "who did not prove it ends nobody");
    let third = house.proved(None).await?;
    let fourth = house.proved(None).await?;
    assert_eq!(house.by_address().await?, Some(third.id), "both proved it");
    house.comes_late(third.id.partition(), Job::EndYielded { member: third.id, to: fourth.id, print: ADDRESS }).await?;
    assert_eq!((house.by_address().await?, house.load(third.id).await?), (Some(third.id), third), "nobody ends a proved one");
    house.gate.finish().await
}

#[tokio::test]
async fn an_address_that_was_yielded_to_somebody_who_left_meanwhile_is_free_again() -> anyhow::Result<()> {
    let house = house().await?;
    let stranger = house.make(birth(somebody(), None)).await?;
    let owner = house.proved(Some(("ada", NAME))).await?;
    assert!(house.claims.move_from(MemberClaim::Address(ADDRESS), owner.id, stranger.id).await?, "as if it was not handed over yet");
    assert!(matches!(house.members.change(owner.id, None, |member, _| Ok(member.leave())).await?, MemberChanged::To(None)));
    house.gate.settle().await?;
    assert_eq!(house.claims.holder(MemberClaim::Address(ADDRESS)).await?, Some(stranger.id));
    house.comes_late(stranger.id.partition(), Job::EndYielded { member: stranger.id, to: owner.id, print: ADDRESS }).await?;
    assert_eq!(house.claims.holder(MemberClaim::Address(ADDRESS)).await?, None);
    house.gate.finish().await
}

#[tokio::test]
async fn two_members_never_bear_one_sign_in_name_and_the_later_one_signs_no_posts_with_it() -> anyhow::Result<()> {
    let house = house().await?;
    let ada = house.proved(Some(("ada", NAME))).await?;
    let second = somebody();
    let board = Board::new(house.gate.connection()?, acts::ring(&house.gate)?, house.gate.clock.clone(), house.gate.timing().clone());
    board.set_author(second, "ada").await?;
    let second = house.proved_as(second, Some(("ada", NAME))).await?;
    assert_eq!((second.user_id, house.load(ada.id).await?), (None, ada), "who held it first keeps it");
    let key = keyspace::author(second.id);
    assert_eq!(house.gate.redis.client().await?.exists::<u64, _>(key.as_str()).await?, 0);
    house.gate.finish().await
}

#[tokio::test]
async fn who_leaves_keeps_nothing_and_jobs_that_come_late_give_nothing_back() -> anyhow::Result<()> {
    let house = house().await?;
    let ada = house.proved(Some(("ada", NAME))).await?;
    house.families.begin(&*acts::roots(&house.gate).await?, ada.id, EPOCH, None).await?;
    assert!(matches!(house.members.change(ada.id, None, |member, _| Ok(member.leave())).await?, MemberChanged::To(None)));
    house.gate.settle().await?;
    assert!(house.families.list(ada.id).await?.is_empty());
    house.comes_late(ada.id.partition(), Job::ClaimSignIn { member: ada.id, print: NAME }).await?;
    house.comes_late(ada.id.partition(), Job::ClaimAddress { member: ada.id, print: ADDRESS }).await?;
    for claim in [MemberClaim::SignIn(NAME), MemberClaim::Address(ADDRESS)] {
        assert_eq!(house.claims.holder(claim).await?, None);
    }
    let other = house.proved(Some(("ada", NAME))).await?;
    house.comes_late(ada.id.partition(), Job::MemberLeft { member: ada.id, user_id: Some(NAME), address: Some(ADDRESS) }).await?;
    assert_eq!((house.by_name(NAME).await?, house.by_address().await?), (Some(other.id), Some(other.id)), "what is another's stays");
    house.gate.finish().await
}

#[tokio::test]
async fn a_name_whose_holder_left_is_handed_on_and_one_that_nobody_wants_is_given_back() -> anyhow::Result<()> {
    let house = house().await?;
    let (gone, now) = (house.proved(Some(("ada", NAME))).await?, house.gate.clock.now());
    house.members.change(gone.id, None, |member, _| Ok(member.leave())).await?;
    house.gate.settle().await?;
    assert!(house.claims.keep(MemberClaim::SignIn(NAME), gone.id).await?, "as if clearing up had failed");
    let ada = house.proved(Some(("ada", NAME))).await?;
    assert_eq!(house.by_name(NAME).await?, Some(ada.id));

    let nobody = somebody();
    assert!(house.claims.take(MemberClaim::SignIn(STRANGERS_NAME), nobody, now, later(now, Duration::from_mins(10))).await?);
    house.comes_late(nobody.partition(), Job::ClaimSignIn { member: nobody, print: STRANGERS_NAME }).await?;
    assert_eq!(house.claims.holder(MemberClaim::SignIn(STRANGERS_NAME)).await?, None);
    house.gate.finish().await
}
