//! What each process watches of its Redis for as long as it runs: that it answers, that it is the one it began with, that the
//! key ring opens what rests there, and that it keeps what it is given.
//!
//! The rule: an operator hears of each change once, and a process that could only do harm ends itself. Nothing here keeps
//! anybody from starting: Redis may come later.

use std::time::Duration;

use tokio::sync::broadcast::error::RecvError;

use crate::crypto::sealed_box::OpenFault;
use crate::error::Error;
use crate::redis::Redis;
use crate::root::RootKeeper;

/// How often it is asked.
const ASK_EVERY: Duration = Duration::from_secs(2);
/// The oldest Redis whose streams do what the queue needs: taking over jobs came with it.
pub const REDIS_MIN: (u32, u32) = (6, 2);

/// Why a process must end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// Nothing it makes could be read by the others, and nothing of theirs by it.
    #[error("the key ring does not open what rests in this Redis: put the key that sealed it behind the new one in GATELODGE_KEYS")]
    WrongKeys,
    /// Another Redis, or one that has lost everything: nobody could check what it made from here on.
    #[error("Redis holds other root secrets than before, so this process ends; was Redis emptied or exchanged? Start it again if so")]
    OtherRoots,
}

impl Unfit {
    /// The exit code: `EX_CONFIG` for what the operator must mend, `EX_TEMPFAIL` for what a new start mends.
    pub const fn exit_code(self) -> u8 {
        match self {
            Self::WrongKeys => 78,
            Self::OtherRoots => 75,
        }
    }
}

/// Watches until the process must end.
pub async fn until_unfit(redis: &Redis, keeper: &RootKeeper) -> Unfit {
    let mut reconnects = redis.reconnects();
    let (mut is_known, mut is_away) = (false, false);
    loop {
        match compare(keeper).await {
            Ok(None) => {
                if is_away {
                    tracing::info!("Redis answers again");
                }
                if !is_known {
                    say_what_it_keeps(redis).await;
                }
                (is_known, is_away) = (true, false);
            }
            Ok(Some(unfit)) => {
                tracing::error!("{unfit}");
                return unfit;
            }
            Err(error) => {
                if !is_away {
                    tracing::warn!(%error, "Redis does not answer; waiting for it");
                }
                is_away = true;
            }
        }
        // A new connection may lead to another server.
        match tokio::time::timeout(ASK_EVERY, reconnects.recv()).await {
            Ok(Err(RecvError::Closed)) => return std::future::pending().await,
            Ok(_) => is_known = false,
            Err(_) => {}
        }
    }
}

/// Compares the roots: a Redis can be emptied under a connection that stays.
async fn compare(keeper: &RootKeeper) -> Result<Option<Unfit>, Error> {
    let same = match keeper.roots().await {
        Ok(_) => keeper.still_the_same().await,
        Err(error) => Err(error),
    };
    match same {
        Ok(true) => Ok(None),
        Ok(false) => Ok(Some(Unfit::OtherRoots)),
        Err(Error::Sealed(OpenFault::UnknownKey | OpenFault::Forged)) => Ok(Some(Unfit::WrongKeys)),
        Err(error) => Err(error),
    }
}

/// Warns of a Redis that cannot keep the promises, as far as it says so.
async fn say_what_it_keeps(redis: &Redis) {
    let Ok(manners) = redis.manners().await else { return };
    if manners.version < REDIS_MIN {
        let (major, minor) = manners.version;
        tracing::error!(major, minor, "this Redis is too old: nobody takes over the jobs of the dead before 6.2");
    }
    if !manners.keeps {
        tracing::warn!("this Redis forgets everything when it restarts: the doctor says how to mend it");
    }
    if manners.evicts {
        tracing::warn!("this Redis throws records away when its memory is full: set maxmemory-policy noeviction");
    }
}
