//! Members' passwords: Argon2id, bounded in memory, in time and in how many wait (T10).
//!
//! Owns the parameters, the stored form (a PHC string) and the one place that hashes. The rule: at most *cores* hashes
//! at once, each in blocks of memory that are used again, and a bounded queue before them; whoever comes beyond it is
//! told to come back. Somebody unknown costs the same work as somebody known (T9). What a password must be like is
//! judged where it is set, and where a hash rests is the member's business.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use argon2::password_hash::phc;
use argon2::{Algorithm, Argon2, Block, Params, Version};
use base64::{Engine, engine::general_purpose::STANDARD_NO_PAD};
use serde::{Deserialize, Serialize};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tracing::Instrument;
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use super::random;
use super::secret::Secret;
use crate::telemetry::{metrics, step};

/// How many may wait for each core where nobody says otherwise: at 15 to 20 ms of work each, under a second of waiting.
const WAITING_PER_CORE: usize = 32;
/// When whoever found the queue full may come back: by then all that waited has been served.
const RETRY_AFTER: Duration = Duration::from_secs(1);
const SALT_BYTES: usize = 16;
const OUTPUT_BYTES: usize = 32;
/// 19 MiB, two passes, one lane: OWASP's first choice; a test holds the numbers.
const OURS: Params = Params::DEFAULT;
/// A stored hash that asks for more than this is not one of ours: 64 MiB, ten passes, four lanes.
const MEMORY_MAX: u32 = 64 * 1024;
const PASSES_MAX: u32 = 10;
const LANES_MAX: u32 = 4;
/// What a password is hashed with where there is none to compare it with.
const NOBODYS_SALT: [u8; SALT_BYTES] = *b"gatelodge nobody";

/// A password's hash as it rests inside a sealed box. `Debug` tells nothing of it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PasswordHash(Secret);

impl PasswordHash {
    /// The stored form of a hash made with our own parameters.
    fn of(salt: &[u8], output: &[u8]) -> Self {
        let (memory, passes, lanes) = (OURS.m_cost(), OURS.t_cost(), OURS.p_cost());
        let (salt, output) = (STANDARD_NO_PAD.encode(salt), STANDARD_NO_PAD.encode(output));
        Self(Secret::new(format!("$argon2id$v=19$m={memory},t={passes},p={lanes}${salt}${output}")))
    }
}

impl std::fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PasswordHash(…)")
    }
}

/// What came of comparing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is the password.
    Right {
        /// Whether the stored hash is weaker than today's and should be made anew from this password.
        rehash: bool,
    },
    /// It is not, or there is nothing to compare it with.
    Wrong,
}

/// More wait already than may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too many passwords wait to be hashed")]
pub struct Busy {
    /// When to come back.
    pub retry_after: Duration,
}

/// The one place that hashes passwords; its clones share cores, memory and queue.
#[derive(Clone)]
pub struct Hasher(Arc<Works>);

struct Works {
    /// One for each that is hashed.
    cores: Arc<Semaphore>,
    /// One for each that is hashed or waits.
    queue: Arc<Semaphore>,
    /// Blocks of memory that nobody uses now; never more than there are cores.
    blocks: Mutex<Vec<Vec<Block>>>,
    /// How many blocks of memory were ever made.
    blocks_made: AtomicU64,
    hashes: AtomicU64,
}

impl Hasher {
    /// A hasher that works on at most `cores` passwords at once while at most `waiting_max` more wait.
    pub fn new(cores: NonZeroUsize, waiting_max: usize) -> Self {
        let (cores, seats) = (cores.get().min(Semaphore::MAX_PERMITS), cores.get().saturating_add(waiting_max));
        Self(Arc::new(Works {
            cores: Arc::new(Semaphore::new(cores)),
            queue: Arc::new(Semaphore::new(seats.min(Semaphore::MAX_PERMITS))),
            blocks: Mutex::default(),
            blocks_made: AtomicU64::new(0),
            hashes: AtomicU64::new(0),
        }))
    }

    /// A hasher that uses all cores of this machine, with 32 waiting for each of them at most.
    pub fn of_this_machine() -> Self {
        let cores = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
        Self::new(cores, cores.get().saturating_mul(WAITING_PER_CORE))
    }

    /// The hash of a password, to be stored.
    ///
    /// # Errors
    /// When too many wait.
    pub async fn hash(&self, password: &Secret) -> Result<PasswordHash, Busy> {
        let password = normal(password);
        let salt = random::<SALT_BYTES>();
        self.work(move |works| works.run(&OURS, &password, &salt).map(|output| PasswordHash::of(&salt, &output))).await
    }

    /// Whether `password` is the one that `stored` was made of. Without a stored one, or with one that cannot be read, the
    /// same work is done for nothing.
    ///
    /// # Errors
    /// When too many wait.
    pub async fn verify(&self, password: &Secret, stored: Option<&PasswordHash>) -> Result<Verdict, Busy> {
        let password = normal(password);
        let stored = stored.and_then(|stored| {
            let read = Stored::read(stored.0.expose());
            if read.is_none() {
                tracing::error!("the stored hash of a password cannot be read: its owner needs a new one");
            }
            read
        });
        self.work(move |works| match &stored {
            Some(stored) => {
                let output = works.run(&stored.params, &password, &stored.salt)?;
                // Compared in constant time, by the type's own `Eq`.
                let is_right = phc::Output::new(&output).is_ok_and(|output| output == stored.output);
                Some(if is_right { Verdict::Right { rehash: stored.is_weak() } } else { Verdict::Wrong })
            }
            None => works.run(&OURS, &password, &NOBODYS_SALT).map(|_| Verdict::Wrong),
        })
        .await
    }

    /// How many hashes were made so far, whoever they were for: equal work can be counted.
    pub fn hashes_count(&self) -> u64 {
        self.0.hashes.load(Ordering::SeqCst)
    }

    /// Does one piece of work away from the threads that serve, once its turn has come.
    async fn work<T: Send + 'static>(&self, work: impl FnOnce(&Works) -> Option<T> + Send + 'static) -> Result<T, Busy> {
        let seat = Arc::clone(&self.0.queue).try_acquire_owned().map_err(|_| {
            metrics::HASHES_REFUSED.count([]);
            busy()
        })?;
        let waiting = metrics::HASHES_WAITING.hold();
        let core = Arc::clone(&self.0.cores).acquire_owned().await.map_err(|_| busy())?;
        drop(waiting);
        let works = Arc::clone(&self.0);
        // Seat and core go along: whoever asked may have gone away, the work goes on to its end.
        let held: (OwnedSemaphorePermit, OwnedSemaphorePermit) = (seat, core);
        let done = tokio::task::spawn_blocking(move || {
            let done = work(&works);
            drop(held);
            done
        });
        if let Ok(Some(done)) = done.instrument(step("hash")).await {
            return Ok(done);
        }
        // Parameters within bounds cannot fail; if they did, nobody must be let in and the caller may try again.
        tracing::error!("a password could not be hashed");
        Err(busy())
    }
}

impl Works {
    fn run(&self, params: &Params, password: &[u8], salt: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        self.hashes.fetch_add(1, Ordering::SeqCst);
        metrics::HASHES.count([]);
        let ours = OURS.block_count();
        let mut output = Zeroizing::new(vec![0; params.output_len().unwrap_or(OUTPUT_BYTES)]);
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params.clone());
        let needs = params.block_count();
        let done = if needs > ours {
            // Rare, and gone with the next change of the password: not worth keeping that much memory for.
            argon2.hash_password_into_with_memory(password, salt, &mut output, vec![Block::new(); needs])
        } else {
            let mut blocks = self.take_blocks(ours);
            // What is left in them is overwritten by the next password before it is read.
            let done = argon2.hash_password_into_with_memory(password, salt, &mut output, blocks.as_mut_slice());
            self.lock_blocks().push(blocks);
            done
        };
        done.ok().map(|()| output)
    }

    fn take_blocks(&self, count: usize) -> Vec<Block> {
        let free = self.lock_blocks().pop();
        free.unwrap_or_else(|| {
            self.blocks_made.fetch_add(1, Ordering::SeqCst);
            vec![Block::new(); count]
        })
    }

    fn lock_blocks(&self) -> std::sync::MutexGuard<'_, Vec<Vec<Block>>> {
        self.blocks.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A stored hash, taken apart.
struct Stored {
    params: Params,
    salt: phc::Salt,
    output: phc::Output,
}

impl Stored {
    /// Reads a PHC string; none where it is not Argon2id, or asks for more than anybody of us ever wrote.
    fn read(text: &str) -> Option<Self> {
        let hash = phc::PasswordHash::new(text).ok()?;
        let params = Params::try_from(&hash).ok()?;
        let is_argon2id = hash.algorithm == Algorithm::Argon2id.ident() && hash.version == Some(Version::V0x13.into());
        let is_bounded = params.m_cost() <= MEMORY_MAX && params.t_cost() <= PASSES_MAX && params.p_cost() <= LANES_MAX;
        (is_argon2id && is_bounded).then_some(Self { params, salt: hash.salt?, output: hash.hash? })
    }

    /// Whether today's hash would be harder to guess against.
    fn is_weak(&self) -> bool {
        let is_short = self.salt.len() < SALT_BYTES || self.output.len() < OUTPUT_BYTES;
        self.params.m_cost() < OURS.m_cost() || self.params.t_cost() < OURS.t_cost() || is_short
    }
}

/// What is hashed: composed, so that one password typed on two keyboards is one (NFC).
fn normal(password: &Secret) -> Zeroizing<Vec<u8>> {
    let text = password.expose();
    // Composing makes a text three times as long at most; growing would leave a copy behind.
    let mut bytes = Zeroizing::new(Vec::with_capacity(text.len().saturating_mul(3)));
    for character in text.nfc() {
        bytes.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
    }
    bytes
}

const fn busy() -> Busy {
    Busy { retry_after: RETRY_AFTER }
}

#[cfg(test)]
mod tests;
