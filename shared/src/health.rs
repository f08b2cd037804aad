//! What is away, as the workers see it: written by each worker, read by whoever wants to know.
//!
//! One hash; a field per part (a platform, mail) says whether it answered last time and why not, in
//! words without anything personal. The whole hash ends by itself when no worker renews it. A paused
//! platform is a mark of its own: it ends after a minute, and whoever meets the fault again sets it anew.

use std::collections::{BTreeMap, HashMap};

use fred::{
    interfaces::{HashesInterface, KeysInterface},
    types::{Expiration, SetOptions},
};
use serde::{Deserialize, Serialize};

use crate::{
    clock::{Timestamp, Timing},
    error::Error,
    keyspace,
    platform::Platform,
    redis::{self, Redis},
};

/// How one part does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Word {
    /// When it was looked at.
    pub at: Timestamp,
    /// What is wrong; `None` when nothing is.
    pub fault: Option<String>,
}

/// Reads and writes the workers' word.
#[derive(Clone)]
pub struct Health {
    redis: Redis,
    timing: Timing,
}

impl Health {
    /// The word in this Redis.
    pub fn new(redis: Redis, timing: Timing) -> Self {
        Self { redis, timing }
    }

    /// Says how the parts do.
    ///
    /// # Errors
    /// When Redis is away.
    pub async fn say(&self, parts: &BTreeMap<String, Word>) -> Result<(), Error> {
        let key = keyspace::health();
        let fields: Vec<(String, String)> =
            parts.iter().map(|(part, word)| (part.clone(), serde_json::to_string(word).unwrap_or_default())).collect();
        if fields.is_empty() {
            return Ok(());
        }
        let client = self.redis.client();
        client.hset::<(), _, _>(key.as_str(), fields).await.map_err(|error| redis::fault(&error))?;
        let lifetime = i64::try_from(self.timing.health_ttl.as_millis()).unwrap_or(i64::MAX);
        client.pexpire::<(), _>(key.as_str(), lifetime, None).await.map_err(|error| redis::fault(&error))?;
        Ok(())
    }

    /// What the workers said last, by part; empty when none has said anything for a while.
    ///
    /// # Errors
    /// When Redis is away.
    pub async fn heard(&self) -> Result<BTreeMap<String, Word>, Error> {
        let key = keyspace::health();
        let said: HashMap<String, String> = self.redis.client().hgetall(key.as_str()).await.map_err(|error| redis::fault(&error))?;
        // What a newer version says in its own way is left to those who understand it.
        Ok(said.into_iter().filter_map(|(part, word)| Some((part, serde_json::from_str(&word).ok()?))).collect())
    }

    /// Pauses a platform for a while; true for the first to say so, who tells the operator.
    ///
    /// # Errors
    /// When Redis is away.
    pub async fn pause(&self, platform: Platform, why: &str) -> Result<bool, Error> {
        let key = keyspace::pause(platform);
        let lifetime = Expiration::PX(i64::try_from(self.timing.platform_pause.as_millis()).unwrap_or(i64::MAX));
        let first: Result<Option<String>, _> =
            self.redis.client().set(key.as_str(), why, Some(lifetime), Some(SetOptions::NX), false).await;
        Ok(first.map_err(|error| redis::fault(&error))?.is_some())
    }

    /// Why a platform is paused, if it is.
    ///
    /// # Errors
    /// When Redis is away.
    pub async fn paused(&self, platform: Platform) -> Result<Option<String>, Error> {
        let key = keyspace::pause(platform);
        Ok(self.redis.client().get(key.as_str()).await.map_err(|error| redis::fault(&error))?)
    }

    /// The platform works again.
    ///
    /// # Errors
    /// When Redis is away.
    pub async fn resume(&self, platform: Platform) -> Result<(), Error> {
        let key = keyspace::pause(platform);
        self.redis.client().del::<(), _>(key.as_str()).await.map_err(|error| redis::fault(&error).into())
    }
}
