//! How long moderators take: the last decisions' durations, so that whoever waits can be told what is usual.
//!
//! Minutes rest, and the day on which each was written down, so that it goes after its time; nobody can be found by them. It is a
//! word of comfort and no promise: what is not written down, because Redis was away just then, is not missed.

use std::time::Duration;

use crate::{
    clock::{Timestamp, Timing, between},
    crypto::random,
    error::Error,
    keyspace,
    redis::Redis,
    script,
};

script!(PACE, "pace.lua");

/// Seconds of a day.
const DAY: i64 = 86_400;
/// How many of the last decisions count.
const KEPT: i64 = 50;
/// Fewer than these are no custom yet.
const ENOUGH: usize = 5;

/// Remembers how long decisions took.
#[derive(Clone)]
pub struct Pace {
    redis: Redis,
    timing: Timing,
}

impl Pace {
    /// The pace of this Redis' moderators.
    pub const fn new(redis: Redis, timing: Timing) -> Self {
        Self { redis, timing }
    }

    /// Remembers one decision: when moderators heard of it, and when it fell.
    ///
    /// # Errors
    /// When Redis is away or refuses.
    pub async fn remember(&self, heard_at: Timestamp, decided_at: Timestamp) -> Result<(), Error> {
        let minutes = between(heard_at, decided_at).as_secs() / 60;
        // Two that took equally long are two.
        let member = format!("{minutes} {}", u64::from_le_bytes(random::<8>()));
        let lifetime = i64::try_from(self.timing.pace_ttl.as_millis()).unwrap_or(i64::MAX);
        let (day, oldest) = (decided_at.as_second() / DAY, (decided_at.as_second() - lifetime / 1_000) / DAY);
        let args = vec![day.into(), member.into(), KEPT.into(), lifetime.into(), oldest.into()];
        let _: Vec<String> = self.redis.run(&PACE, &[keyspace::pace()], args).await?;
        Ok(())
    }

    /// What half of the last decisions took at most; `None` while there are too few to tell.
    ///
    /// # Errors
    /// When Redis is away.
    pub async fn usual(&self) -> Result<Option<Duration>, Error> {
        let kept: Vec<String> = self.redis.run(&PACE, &[keyspace::pace()], Vec::new()).await?;
        Ok(median(kept.iter().filter_map(|member| member.split(' ').next()?.parse().ok()).collect()))
    }
}

fn median(mut minutes: Vec<u64>) -> Option<Duration> {
    if minutes.len() < ENOUGH {
        return None;
    }
    minutes.sort_unstable();
    minutes.get(minutes.len() / 2).map(|middle| Duration::from_mins(*middle))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_decisions_tell_nothing_and_one_slow_one_changes_little() {
        assert_eq!(median(vec![1, 2, 3, 4]), None);
        assert_eq!(median(vec![90, 10, 20, 2_880, 30]), Some(Duration::from_mins(30)));
        assert_eq!(median(vec![5; 50]), Some(Duration::from_mins(5)));
    }
}
