//! The epoch of a moderator's links: changing it ends every link of theirs at once.
//!
//! Who is a moderator stands in the settings. Here only a random number rests under the fingerprint of
//! the address, made when the first link is made and changed by `gatelodge-worker moderators relink`.

use fred::{interfaces::KeysInterface, types::SetOptions};

use crate::{
    crypto::fingerprint::Fingerprint,
    error::Error,
    keyspace::{self, Rid},
    redis::{self, Redis},
    token::link::{Epoch, Kind, Link},
};

/// Reads and changes moderators' epochs.
#[derive(Clone)]
pub struct Moderators {
    redis: Redis,
}

impl Moderators {
    /// Moderators' entries in this Redis.
    pub const fn new(redis: Redis) -> Self {
        Self { redis }
    }

    /// The epoch of a moderator who got links already; `None` for one who never did.
    ///
    /// # Errors
    /// When Redis is away.
    pub async fn epoch(&self, moderator: Fingerprint) -> Result<Option<Epoch>, Error> {
        let key = keyspace::moderator(moderator);
        let number: Option<String> = self.redis.client().get(key.as_str()).await.map_err(|error| redis::fault(&error))?;
        number.map(|number| number.parse().map(Epoch::of).map_err(|_| Error::Corrupt("moderator's epoch"))).transpose()
    }

    /// The link of a moderator to one registration, in an epoch made now if there is none.
    ///
    /// # Errors
    /// When Redis is away.
    pub async fn link(&self, moderator: Fingerprint, rid: Rid) -> Result<Link, Error> {
        Ok(Link { kind: Kind::Moderator, rid, subject: moderator, epoch: self.epoch_for_link(moderator).await? })
    }

    /// The link of a moderator to everything that waits, in an epoch made now if there is none.
    ///
    /// # Errors
    /// When Redis is away.
    pub async fn queue_link(&self, moderator: Fingerprint) -> Result<Link, Error> {
        Ok(Link { kind: Kind::Queue, rid: Rid::NONE, subject: moderator, epoch: self.epoch_for_link(moderator).await? })
    }

    async fn epoch_for_link(&self, moderator: Fingerprint) -> Result<Epoch, Error> {
        Ok(if let Some(epoch) = self.epoch(moderator).await? {
            epoch
        } else {
            self.write(moderator, Some(SetOptions::NX)).await?;
            self.epoch(moderator).await?.ok_or(Error::Corrupt("moderator's epoch"))?
        })
    }

    /// Ends every link of a moderator; letters from now on carry new ones.
    ///
    /// # Errors
    /// When Redis is away.
    pub async fn relink(&self, moderator: Fingerprint) -> Result<(), Error> {
        self.write(moderator, None).await
    }

    async fn write(&self, moderator: Fingerprint, how: Option<SetOptions>) -> Result<(), Error> {
        let key = keyspace::moderator(moderator);
        let number = Epoch::random().number().to_string();
        let written: Result<Option<String>, _> = self.redis.client().set(key.as_str(), number, None, how, false).await;
        written.map(drop).map_err(|error| redis::fault(&error).into())
    }
}
