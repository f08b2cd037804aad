//! Names and seats held for registrations, and limits, on a real redis-server.

use std::time::Duration;

use fred::interfaces::KeysInterface;
use harness::redis_server::RedisServer;
use shared::{
    claim::{Claims, Seat},
    clock::{Clock, Timing, later},
    crypto::fingerprint::Fingerprint,
    keyspace::{self, Rid},
    platform::Platform,
    rate_limit::{Pass, RateLimit},
    redis::Redis,
    settings::{Limit, LimitName, Limits},
};

const NAME: Fingerprint = Fingerprint::from_bytes([5; 16]);
const ADDRESS: Fingerprint = Fingerprint::from_bytes([6; 16]);

async fn claims() -> anyhow::Result<(RedisServer, Redis, Claims)> {
    let server = RedisServer::start().await?;
    let redis = Redis::connect(&server.url(), &Timing::default())?;
    Ok((server, redis.clone(), Claims::new(redis, Timing::default())))
}

#[tokio::test]
async fn a_name_has_one_owner_who_alone_prolongs_and_releases() -> anyhow::Result<()> {
    let (server, _, claims) = claims().await?;
    let (ada, eve) = (Rid::random(), Rid::random());
    let now = Clock::system().now();
    assert!(claims.take_name(Platform::Matrix, NAME, ada).await?);
    assert!(claims.take_name(Platform::Matrix, NAME, ada).await?, "taking one's own again is no fault");
    assert!(!claims.take_name(Platform::Matrix, NAME, eve).await?);
    let client = server.client().await?;
    let key = keyspace::name_claim(Platform::Matrix, NAME);
    let left = async || client.pttl::<i64, _>(key.as_str()).await;
    assert!((599_000..=600_000).contains(&left().await?), "ten minutes until the commit prolongs it");
    assert!(!claims.prolong_name(Platform::Matrix, NAME, eve, now, later(now, Duration::from_hours(9))).await?);
    assert!(claims.prolong_name(Platform::Matrix, NAME, ada, now, later(now, Duration::from_hours(48))).await?);
    assert!(left().await? > 172_000_000);
    assert!(claims.take_name(Platform::Matrix, NAME, ada).await?);
    assert!(left().await? > 172_000_000, "taking it again never shortens it");
    assert!(!claims.release_name(Platform::Matrix, NAME, eve).await?);
    assert!(claims.name_is_held(Platform::Matrix, NAME).await?);
    assert!(claims.release_name(Platform::Matrix, NAME, ada).await?);
    assert!(claims.take_name(Platform::Matrix, NAME, eve).await?);
    Ok(())
}

#[tokio::test]
async fn an_address_has_three_seats_and_a_rest() -> anyhow::Result<()> {
    let (_server, _, claims) = claims().await?;
    let now = Clock::system().now();
    let rids: Vec<Rid> = (0..4).map(|_| Rid::random()).collect();
    for (others, rid) in rids.iter().take(3).enumerate() {
        assert_eq!(claims.take_seat(ADDRESS, *rid, now).await?, Seat::Taken { others: others as u64 });
    }
    assert_eq!(claims.take_seat(ADDRESS, rids[3], now).await?, Seat::Full);
    assert_eq!(claims.take_seat(ADDRESS, rids[0], now).await?, Seat::Taken { others: 2 }, "one's own again");
    claims.release_seat(ADDRESS, rids[1], now).await?;
    claims.prolong_seat(ADDRESS, rids[1], now, later(now, Duration::from_hours(48))).await?;
    assert_eq!(claims.seated(ADDRESS, now).await?.len(), 2, "a job that comes late gives no released seat back");
    assert_eq!(claims.take_seat(ADDRESS, rids[3], now).await?, Seat::Taken { others: 2 });
    let much_later = later(now, Duration::from_hours(1));
    assert_eq!(claims.take_seat(ADDRESS, rids[1], much_later).await?, Seat::Taken { others: 0 }, "seats end with their deadline");
    claims.rest(ADDRESS, now, later(now, Duration::from_hours(720))).await?;
    assert_eq!(claims.take_seat(ADDRESS, Rid::random(), much_later).await?, Seat::Resting);
    Ok(())
}

#[tokio::test]
async fn t27_three_replicas_let_exactly_ten_of_a_thousand_pass() -> anyhow::Result<()> {
    let (server, _, _) = claims().await?;
    let limits = Limits::default().with(LimitName::RegistrationsBlock, Limit { max: 10, window: Duration::from_hours(1) });
    let replicas = (0..3).map(|_| Ok(RateLimit::new(Redis::connect(&server.url(), &Timing::default())?, limits.clone(), true)));
    let replicas = replicas.collect::<anyhow::Result<Vec<_>>>()?;
    let asked = (0..1_000).map(|number| {
        let replica = replicas[number % 3].clone();
        tokio::spawn(async move { replica.count(None, &[(LimitName::RegistrationsBlock, ADDRESS)]).await })
    });
    let mut passed = 0;
    for answer in futures_util::future::join_all(asked).await {
        match answer?? {
            Pass::Yes => passed += 1,
            Pass::After(wait) => assert!(wait > Duration::ZERO && wait <= Duration::from_hours(1)),
        }
    }
    assert_eq!(passed, 10);
    Ok(())
}

#[tokio::test]
async fn t27_a_request_counts_only_if_all_its_limits_let_it_pass() -> anyhow::Result<()> {
    let (_server, redis, _) = claims().await?;
    let hour = Duration::from_hours(1);
    let limits = Limits::default()
        .with(LimitName::RegistrationsBlock, Limit { max: 1, window: hour })
        .with(LimitName::RegistrationsAll, Limit { max: 2, window: hour });
    let limit = RateLimit::new(redis, limits, true);
    let both = |who| [(LimitName::RegistrationsBlock, who), (LimitName::RegistrationsAll, Fingerprint::NONE)];
    assert_eq!(limit.count(None, &both(NAME)).await?, Pass::Yes);
    for _ in 0..5 {
        assert_ne!(limit.count(None, &both(NAME)).await?, Pass::Yes, "the block is used up");
    }
    assert_eq!(limit.count(None, &both(ADDRESS)).await?, Pass::Yes, "those that were refused did not count for all");
    assert_ne!(limit.count(None, &both(Fingerprint::from_bytes([7; 16]))).await?, Pass::Yes);
    Ok(())
}
