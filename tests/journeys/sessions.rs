//! Members and who is signed in, on a real redis-server: families and their rotation, claims without an end.

use std::{sync::Arc, time::Duration};

use fred::interfaces::{HashesInterface, KeysInterface, SortedSetsInterface};
use harness::redis_server::RedisServer;
use shared::{
    claim::{MemberClaim, MemberClaims},
    clock::{Clock, Timing, later},
    commit::{OperationId, Outcome},
    crypto::{fingerprint::Fingerprint, sealed_box::KeyRing, secret::Secret},
    keyspace::{self, MemberId, Rid},
    locales::Locale,
    member::{
        Member, SessionEpoch,
        change::{MemberBirth, made},
        session::{ClaimedRefresh, Families, FamilyId, Rotation, page_token, read_page, read_refresh},
        store::{FoundMember, MemberChanged, Members},
    },
    redis::Redis,
    registration::{Contact, HeldName},
    root::Roots,
};

const EPOCH: SessionEpoch = SessionEpoch::of(7);
const NAME: Fingerprint = Fingerprint::from_bytes([5; 16]);
const ADDRESS: Fingerprint = Fingerprint::from_bytes([6; 16]);
const LIVES: Duration = Duration::from_hours(30 * 24);
const GRACE: Duration = Duration::from_secs(30);
const SECOND: Duration = Duration::from_secs(1);

struct House {
    server: RedisServer,
    clock: Clock,
    roots: Roots,
    families: Families,
    members: Members,
    claims: MemberClaims,
}

async fn house() -> anyhow::Result<House> {
    let server = RedisServer::start().await?;
    let (timing, clock) = (Timing::default(), Clock::fixed(Clock::system().now()));
    let redis = Redis::connect(&server.url(), &timing)?;
    let ring = Arc::new(KeyRing::new(("k1", &[9; 32]), []));
    Ok(House {
        families: Families::new(redis.clone(), Arc::clone(&ring), clock.clone(), timing.clone(), LIVES),
        members: Members::new(redis.clone(), ring, clock.clone(), timing),
        claims: MemberClaims::new(redis),
        roots: Roots::of_secrets([1; 32], [2; 32]),
        server,
        clock,
    })
}

/// What a token says, believed.
fn believed(house: &House, token: &Secret) -> ClaimedRefresh {
    let claimed = read_refresh(token.expose()).unwrap();
    assert!(claimed.believed(&house.roots, EPOCH));
    claimed
}

impl House {
    async fn begin(&self, member: MemberId) -> anyhow::Result<(FamilyId, Secret)> {
        Ok(self.families.begin(&self.roots, member, EPOCH, Some("Firefox on Linux".to_owned())).await?)
    }

    async fn rotate(&self, token: &Secret) -> anyhow::Result<Rotation> {
        Ok(self.families.rotate(&self.roots, &believed(self, token), EPOCH).await?)
    }

    /// Rotates a token that is the newest.
    async fn next(&self, token: &Secret) -> anyhow::Result<Secret> {
        match self.rotate(token).await? {
            Rotation::Next(next) => Ok(next),
            other => anyhow::bail!("no next token but {other:?}"),
        }
    }

    async fn pttl(&self, key: &keyspace::Key) -> anyhow::Result<i64> {
        Ok(self.server.client().await?.pttl(key.as_str()).await?)
    }
}

fn somebody() -> MemberId {
    Rid::random().into()
}

#[tokio::test]
async fn t13_fifty_at_once_with_one_token_get_one_live_successor() -> anyhow::Result<()> {
    let house = Arc::new(house().await?);
    let (_, first) = house.begin(somebody()).await?;
    let asked = (0..50).map(|_| {
        let (house, first) = (Arc::clone(&house), first.clone());
        tokio::spawn(async move { house.rotate(&first).await })
    });
    let (mut nexts, mut successors) = (0, Vec::new());
    for answer in futures_util::future::join_all(asked).await {
        match answer?? {
            Rotation::Next(token) => {
                nexts += 1;
                successors.push(token);
            }
            Rotation::Same(token) => successors.push(token),
            other => panic!("somebody was logged out: {other:?}"),
        }
    }
    assert_eq!((nexts, successors.len()), (1, 50));
    assert!(successors.iter().all(|token| *token == successors[0]), "all of them hold the same one");
    house.next(&successors[0]).await?;
    Ok(())
}

#[tokio::test]
async fn t13_within_the_grace_an_unused_successor_is_given_again_and_afterwards_the_family_ends() -> anyhow::Result<()> {
    let house = house().await?;
    let (family, first) = house.begin(somebody()).await?;
    let second = house.next(&first).await?;
    house.clock.advance(GRACE - SECOND);
    assert_eq!(house.rotate(&first).await?, Rotation::Same(second.clone()), "the answer was lost on its way");
    house.clock.advance(SECOND);
    assert_eq!(house.rotate(&first).await?, Rotation::Reused, "the grace is counted from the rotation, not from the last question");
    assert_eq!(house.rotate(&second).await?, Rotation::Reused, "nobody goes on with the family, and its owner has yet to hear");
    assert_eq!(house.rotate(&first).await?, Rotation::Reused, "whoever was to tell may have died before");
    let member = believed(&house, &first).member;
    let key = member.family(&family.to_string());
    assert!(!house.families.touch(member, family).await? && house.families.list(member).await?.is_empty(), "it is no session any more");
    assert_eq!(house.server.client().await?.hkeys::<Vec<String>, _>(key.as_str()).await?, ["reused"]);
    assert!(house.pttl(&key).await? > 0, "it ends when the family would have");
    house.families.end(member, family).await?;
    assert_eq!((house.rotate(&first).await?, house.pttl(&key).await?), (Rotation::Gone, -2), "its owner hears once");
    Ok(())
}

#[tokio::test]
async fn t13_an_older_step_is_refused_and_nothing_else_while_its_own_rotation_is_young() -> anyhow::Result<()> {
    let house = house().await?;
    let (_, first) = house.begin(somebody()).await?;
    let second = house.next(&first).await?;
    house.clock.advance(Duration::from_secs(20));
    let third = house.next(&second).await?;
    assert_eq!(house.rotate(&first).await?, Rotation::Refused, "its successor is used");
    house.clock.advance(Duration::from_secs(9));
    assert_eq!(house.rotate(&first).await?, Rotation::Refused);
    assert_eq!(house.rotate(&second).await?, Rotation::Same(third.clone()));
    let fourth = house.next(&third).await?;
    house.clock.advance(SECOND);
    assert_eq!(house.rotate(&second).await?, Rotation::Refused, "another rotation forgets nothing of the grace");
    assert_eq!(house.rotate(&first).await?, Rotation::Reused, "30 s after its own rotation, whatever happened since");
    assert_eq!(house.rotate(&fourth).await?, Rotation::Reused);
    Ok(())
}

#[tokio::test]
async fn t13_a_step_that_redis_forgot_having_given_out_goes_on() -> anyhow::Result<()> {
    let house = house().await?;
    let member = somebody();
    let (family, first) = house.begin(member).await?;
    let second = house.next(&first).await?;
    let third = house.next(&second).await?;
    // As after a loss of power: what rests is older than what was answered.
    let key = member.family(&family.to_string());
    house.server.client().await?.hset::<(), _, _>(key.as_str(), [("step", "1"), ("past", "")]).await?;
    let fourth = house.next(&third).await?;
    assert_eq!(house.rotate(&third).await?, Rotation::Same(fourth), "its holder is not logged out, and went on");
    assert_eq!(house.rotate(&second).await?, Rotation::Reused);
    Ok(())
}

#[tokio::test]
async fn a_changed_epoch_ends_every_token_of_a_member() -> anyhow::Result<()> {
    let house = house().await?;
    let member = somebody();
    let (family, refresh) = house.begin(member).await?;
    let page = page_token(&house.roots, member, family, EPOCH);
    let other = SessionEpoch::of(8);
    assert!(read_page(page.expose()).unwrap().believed(&house.roots, EPOCH));
    assert!(!read_page(page.expose()).unwrap().believed(&house.roots, other));
    assert!(!read_refresh(refresh.expose()).unwrap().believed(&house.roots, other));
    house.families.end_all(member).await?;
    assert!(!house.families.is_alive(member, family).await?);
    assert_eq!(house.rotate(&refresh).await?, Rotation::Gone);
    assert!(house.families.list(member).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn t17_a_family_lives_for_its_days_from_its_last_use() -> anyhow::Result<()> {
    let house = house().await?;
    let member = somebody();
    let (family, first) = house.begin(member).await?;
    let (key, index) = (member.family(&family.to_string()), member.families());
    let whole = i64::try_from(LIVES.as_millis())?;
    let fresh = whole - 10_000..=whole;
    assert!(fresh.contains(&house.pttl(&key).await?) && fresh.contains(&house.pttl(&index).await?));
    let client = house.server.client().await?;
    let age = async || {
        client.pexpire::<(), _>(key.as_str(), 50_000, None).await?;
        client.pexpire::<(), _>(index.as_str(), 50_000, None).await
    };
    age().await?;
    let second = house.next(&first).await?;
    assert!(fresh.contains(&house.pttl(&key).await?) && fresh.contains(&house.pttl(&index).await?), "a rotation prolongs both");
    age().await?;
    assert_eq!(house.rotate(&first).await?, Rotation::Same(second.clone()));
    assert!(house.families.touch(member, family).await?);
    assert!(house.pttl(&key).await? <= 50_000, "the same again prolongs nothing, nor does a visit of the same day");
    house.clock.advance(Duration::from_hours(24));
    assert!(house.families.touch(member, family).await?);
    assert!(fresh.contains(&house.pttl(&key).await?) && fresh.contains(&house.pttl(&index).await?), "the next day's visit does");
    house.clock.advance(LIVES);
    assert!(!house.families.is_alive(member, family).await? && !house.families.touch(member, family).await?);
    assert_eq!(house.rotate(&second).await?, Rotation::Gone, "by our clock, whatever Redis' says");
    Ok(())
}

#[tokio::test]
async fn a_member_sees_its_families_and_ends_one_of_them() -> anyhow::Result<()> {
    let house = house().await?;
    let member = somebody();
    let (older, token) = house.begin(member).await?;
    house.clock.advance(SECOND);
    let (newer, _) = house.begin(member).await?;
    house.begin(somebody()).await?;
    let names = |sessions: &[shared::member::session::Session]| sessions.iter().map(|session| session.family).collect::<Vec<_>>();
    let listed = house.families.list(member).await?;
    assert_eq!(names(&listed), [newer, older]);
    assert_eq!(listed[0].device.as_deref(), Some("Firefox on Linux"));
    assert_eq!((listed[0].made_at, listed[0].until), (house.clock.now(), later(house.clock.now(), LIVES)));
    house.clock.advance(SECOND);
    house.next(&token).await?;
    let listed = house.families.list(member).await?;
    assert_eq!(names(&listed), [older, newer], "the one used last stands first");
    assert_eq!(listed[0].seen_at, house.clock.now());
    assert!(house.families.end(member, older).await? && !house.families.end(member, older).await?);
    assert_eq!(names(&house.families.list(member).await?), [newer]);
    Ok(())
}

#[tokio::test]
async fn nobody_has_more_than_a_hundred_families_and_the_one_unused_for_longest_goes() -> anyhow::Result<()> {
    let house = house().await?;
    let member = somebody();
    let (oldest, token) = house.begin(member).await?;
    for _ in 0..100 {
        house.clock.advance(SECOND);
        house.begin(member).await?;
    }
    assert_eq!(house.families.list(member).await?.len(), 100);
    assert!(!house.families.is_alive(member, oldest).await?);
    assert_eq!(house.rotate(&token).await?, Rotation::Gone);
    Ok(())
}

#[tokio::test]
async fn t16_nothing_of_a_token_rests_and_the_device_is_sealed() -> anyhow::Result<()> {
    let house = house().await?;
    let member = somebody();
    let (family, first) = house.begin(member).await?;
    let second = house.next(&first).await?;
    let client = house.server.client().await?;
    let fields: std::collections::HashMap<String, Vec<u8>> = client.hgetall(member.family(&family.to_string()).as_str()).await?;
    let text: String = fields.values().map(|value| String::from_utf8_lossy(value).into_owned()).collect();
    for token in [&first, &second] {
        // The code stands behind the ids, which are no secret.
        assert!(!text.contains(&token.expose()[50..]));
    }
    assert!(!text.contains("Firefox"));
    let mut names: Vec<_> = fields.into_keys().collect();
    names.sort();
    assert_eq!(names, ["at", "box", "past", "step"]);
    Ok(())
}

fn birth() -> MemberBirth {
    MemberBirth {
        id: somebody(),
        user_id: Some(HeldName { name: "ada".parse().unwrap(), print: NAME }),
        contact: Some(Contact { address: "ada@example.org".parse().unwrap(), print: ADDRESS }),
        proved_at: None,
        password: None,
        sessions: EPOCH,
        locale: Locale::default(),
        accounts: std::collections::BTreeMap::default(),
    }
}

impl House {
    async fn make(&self, birth: MemberBirth) -> anyhow::Result<Member> {
        let id = birth.id;
        let transition = made(birth, self.clock.now());
        let commit = self.members.commit(id, 0, &transition, &OperationId::random(), None);
        assert_eq!(self.members.write(&commit).await?, Outcome::Written(1));
        let member = transition.after(None).cloned().unwrap();
        Ok(member)
    }
}

#[tokio::test]
async fn t17_a_member_and_what_it_signs_in_with_have_no_end_until_it_leaves() -> anyhow::Result<()> {
    let house = house().await?;
    let member = house.make(birth()).await?;
    let id = member.id;
    assert_eq!(house.pttl(&id.record()).await?, -1);
    assert!(matches!(house.members.load(id).await?, FoundMember::Member(found, 1) if *found == member));
    assert_eq!(house.members.ids(id.partition()).await?, [(id, member.created_at)]);
    for claim in [MemberClaim::SignIn(NAME), MemberClaim::Address(ADDRESS)] {
        assert!(house.claims.keep(claim, id).await?);
    }
    assert_eq!(house.pttl(&keyspace::sign_in_claim(NAME)).await?, -1);
    assert_eq!(house.pttl(&keyspace::address_claim(ADDRESS)).await?, -1);
    assert_eq!(house.members.find_by_name(NAME).await?.map(|(found, _)| found.id), Some(id));
    assert_eq!(house.members.find_by_address(ADDRESS).await?.map(|(found, _)| found.id), Some(id));

    let again = house.members.commit(id, 0, &made(MemberBirth { id, ..birth() }, house.clock.now()), &OperationId::random(), None);
    assert_eq!(house.members.write(&again).await?, Outcome::Clash, "no member is made twice");
    assert!(matches!(house.members.change(id, None, |member, _| Ok(member.leave())).await?, MemberChanged::To(None)));
    assert!(matches!(house.members.load(id).await?, FoundMember::Left { .. }));
    assert_eq!(house.members.write(&again).await?, Outcome::Clash, "nor a second time after it left");
    let left = house.pttl(&id.record()).await?;
    assert!((172_790_000..=172_800_000).contains(&left), "48 h, not {left} ms");
    assert!(house.members.find_by_name(NAME).await?.is_none(), "the record has the last word");
    let client = house.server.client().await?;
    assert_eq!(client.zcard::<i64, _>(id.partition().members().as_str()).await?, 0);
    Ok(())
}

#[tokio::test]
async fn a_claim_leads_only_to_a_member_that_carries_it() -> anyhow::Result<()> {
    let house = house().await?;
    let stranger = house.make(MemberBirth { user_id: None, contact: None, ..birth() }).await?;
    assert!(house.claims.keep(MemberClaim::SignIn(NAME), stranger.id).await?);
    assert!(house.claims.keep(MemberClaim::Address(ADDRESS), stranger.id).await?);
    assert!(house.members.find_by_name(NAME).await?.is_none());
    assert!(house.members.find_by_address(ADDRESS).await?.is_none());
    Ok(())
}

#[tokio::test]
async fn a_claim_without_an_end_is_never_given_one() -> anyhow::Result<()> {
    let house = house().await?;
    let (ada, eve, now) = (somebody(), somebody(), house.clock.now());
    let (claim, key) = (MemberClaim::SignIn(NAME), keyspace::sign_in_claim(NAME));
    let hour = later(now, Duration::from_hours(1));
    assert!(house.claims.take(claim, ada, now, hour).await?);
    assert!((3_590_000..=3_600_000).contains(&house.pttl(&key).await?), "a lease while the registration waits");
    assert!(house.claims.prolong(claim, ada, now, later(now, Duration::from_hours(48))).await?);
    assert!((172_790_000..=172_800_000).contains(&house.pttl(&key).await?));
    assert!(!house.claims.keep(claim, eve).await?, "nobody keeps what is another's");
    assert!(house.claims.keep(claim, ada).await?);
    assert_eq!(house.pttl(&key).await?, -1);
    assert!(house.claims.take(claim, ada, now, hour).await?);
    assert!(house.claims.prolong(claim, ada, now, hour).await?);
    assert_eq!(house.pttl(&key).await?, -1, "a job that comes late sets no end to it");
    assert!(!house.claims.give_back(claim, eve).await?);
    assert_eq!(house.claims.holder(claim).await?, Some(ada));
    assert!(house.claims.give_back(claim, ada).await?);
    assert_eq!(house.claims.holder(claim).await?, None);
    assert!(house.claims.keep(claim, eve).await?, "free for everybody again, at once for ever");
    assert_eq!(house.pttl(&key).await?, -1);
    Ok(())
}

#[tokio::test]
async fn a_claim_moves_from_the_expected_holder_alone() -> anyhow::Result<()> {
    let house = house().await?;
    let (ada, eve, bob, now) = (somebody(), somebody(), somebody(), house.clock.now());
    let (claim, key) = (MemberClaim::Address(ADDRESS), keyspace::address_claim(ADDRESS));
    assert!(!house.claims.move_from(claim, eve, ada).await?, "nobody holds it");
    assert!(house.claims.take(claim, eve, now, later(now, GRACE)).await?);
    assert!(!house.claims.move_from(claim, bob, ada).await?, "not that one's");
    assert!(house.claims.move_from(claim, eve, ada).await?);
    assert!(house.claims.move_from(claim, eve, ada).await?, "asking again does no harm");
    assert_eq!(house.claims.holder(claim).await?, Some(ada));
    assert_eq!(house.pttl(&key).await?, -1, "what was moved is kept");
    assert!(!house.claims.give_back(claim, eve).await?);
    Ok(())
}

#[tokio::test]
async fn a_member_changed_by_many_at_once_keeps_every_change() -> anyhow::Result<()> {
    let house = Arc::new(house().await?);
    let member = house.make(birth()).await?;
    let changes = (0..8).map(|_| {
        let (house, id) = (Arc::clone(&house), member.id);
        tokio::spawn(async move {
            let next = |member: &Member, _| Ok(member.end_sessions(SessionEpoch::of(member.sessions.number() + 1)));
            house.members.change(id, None, next).await
        })
    });
    for changed in futures_util::future::join_all(changes).await {
        assert!(matches!(changed??, MemberChanged::To(Some(_))));
    }
    let FoundMember::Member(found, version) = house.members.load(member.id).await? else { anyhow::bail!("it is gone") };
    assert_eq!((found.sessions.number(), version), (EPOCH.number() + 8, 9));
    assert_eq!(house.pttl(&member.id.record()).await?, -1);
    Ok(())
}
