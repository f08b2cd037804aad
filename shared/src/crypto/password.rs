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
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may end here")]
    use super::*;

    fn hasher(cores: usize, waiting_max: usize) -> Hasher {
        Hasher::new(NonZeroUsize::new(cores).unwrap(), waiting_max)
    }

    /// The stored form of `correct horse` under other parameters.
    fn stored(memory: u32, passes: u32, output: usize) -> PasswordHash {
        let params = Params::new(memory, passes, 1, Some(output)).unwrap();
        let (salt, mut out) = ([7; SALT_BYTES], vec![0; output]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params).hash_password_into(b"correct horse", &salt, &mut out).unwrap();
        let (salt, out) = (STANDARD_NO_PAD.encode(salt), STANDARD_NO_PAD.encode(out));
        PasswordHash(Secret::new(format!("$argon2id$v=19$m={memory},t={passes},p=1${salt}${out}")))
    }

    #[tokio::test]
    async fn t10_a_password_is_known_again_and_another_is_not() {
        let hasher = hasher(1, 8);
        let hash = hasher.hash(&Secret::new("correct horse")).await.unwrap();
        assert!(hash.0.expose().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{}", hash.0.expose());
        assert_ne!(hash, hasher.hash(&Secret::new("correct horse")).await.unwrap(), "each has a salt of its own");
        let read: PasswordHash = serde_json::from_str(&serde_json::to_string(&hash).unwrap()).unwrap();
        assert_eq!(hasher.verify(&Secret::new("correct horse"), Some(&read)).await, Ok(Verdict::Right { rehash: false }));
        for wrong in ["correct horse ", "Correct horse", "correct hors", ""] {
            assert_eq!(hasher.verify(&Secret::new(wrong), Some(&hash)).await, Ok(Verdict::Wrong), "{wrong}");
        }
        assert_eq!(format!("{hash:?}"), "PasswordHash(…)");
    }

    #[tokio::test]
    async fn t9_somebody_unknown_costs_one_hash_like_somebody_known() {
        let hasher = hasher(1, 8);
        let hash = hasher.hash(&Secret::new("correct horse")).await.unwrap();
        let broken = PasswordHash(Secret::new("$argon2id$v=19$m=1"));
        let before = hasher.hashes_count();
        for (at, stored) in (1..).zip([Some(&hash), None, Some(&broken)]) {
            assert_eq!(hasher.verify(&Secret::new("wrong horse"), stored).await, Ok(Verdict::Wrong));
            assert_eq!(hasher.hashes_count() - before, at);
        }
    }

    #[tokio::test]
    async fn t10_a_hash_weaker_than_ours_is_to_be_made_anew() {
        let hasher = hasher(1, 8);
        for (memory, passes, output, rehash) in
            [(19_455, 2, 32, true), (19_456, 1, 32, true), (19_456, 2, 16, true), (19_456, 3, 32, false), (20_000, 2, 32, false)]
        {
            let verdict = hasher.verify(&Secret::new("correct horse"), Some(&stored(memory, passes, output))).await;
            assert_eq!(verdict, Ok(Verdict::Right { rehash }), "m={memory},t={passes}, {output} bytes");
        }
        assert_eq!(hasher.verify(&Secret::new("wrong horse"), Some(&stored(64, 1, 32))).await, Ok(Verdict::Wrong));
    }

    #[tokio::test]
    async fn a_broken_hash_opens_nothing_and_takes_no_more_memory() {
        let hasher = hasher(1, 8);
        let good = stored(19_456, 2, 32).0.expose().to_owned();
        for text in [
            String::new(),
            "correct horse".to_owned(),
            good.replace("m=19456", "m=4294967295"),
            good.replace("m=19456", "m=65537"),
            good.replace("t=2", "t=4294967295"),
            good.replace("p=1", "p=5"),
            good.replace("argon2id", "argon2i"),
            good.replace("v=19", "v=16"),
            good.rsplit_once('$').unwrap().0.to_owned(),
        ] {
            let stored = PasswordHash(Secret::new(text.as_str()));
            assert_eq!(hasher.verify(&Secret::new("correct horse"), Some(&stored)).await, Ok(Verdict::Wrong), "{text}");
        }
    }

    #[tokio::test]
    async fn whoever_comes_beyond_the_queue_is_told_to_come_back() {
        let hasher = hasher(1, 1);
        // One that is hashed and one that waits, both standing still.
        let busy_core = Arc::clone(&hasher.0.cores).acquire_owned().await.unwrap();
        let seat = Arc::clone(&hasher.0.queue).try_acquire_owned().unwrap();
        let waiting = tokio::spawn({
            let hasher = hasher.clone();
            async move { hasher.hash(&Secret::new("correct horse")).await }
        });
        while hasher.0.queue.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        for _ in 0..3 {
            let refused = hasher.verify(&Secret::new("correct horse"), None).await.unwrap_err();
            assert_eq!(refused.retry_after, RETRY_AFTER);
        }
        assert_eq!(hasher.hashes_count(), 0, "being refused costs nothing");
        drop((busy_core, seat));
        assert!(waiting.await.unwrap().is_ok());
        assert_eq!(hasher.verify(&Secret::new("correct horse"), None).await, Ok(Verdict::Wrong));
    }

    #[tokio::test]
    async fn whoever_goes_away_while_waiting_gives_the_seat_back() {
        let hasher = hasher(1, 0);
        let core = Arc::clone(&hasher.0.cores).acquire_owned().await.unwrap();
        let waiting = tokio::spawn({
            let hasher = hasher.clone();
            async move { hasher.hash(&Secret::new("correct horse")).await }
        });
        while hasher.0.queue.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        waiting.abort();
        assert!(waiting.await.unwrap_err().is_cancelled());
        drop(core);
        assert!(hasher.hash(&Secret::new("correct horse")).await.is_ok());
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
    async fn t10_memory_is_used_again_and_never_held_more_often_than_there_are_cores() {
        let hasher = hasher(2, 64);
        let hash = hasher.hash(&Secret::new("correct horse")).await.unwrap();
        let all = (0..24).map(|at| {
            let (hasher, hash) = (hasher.clone(), hash.clone());
            tokio::spawn(async move {
                let password = if at % 2 == 0 { "correct horse" } else { "wrong horse" };
                (at, hasher.verify(&Secret::new(password), Some(&hash)).await)
            })
        });
        for done in futures_util::future::join_all(all).await {
            let (at, verdict) = done.unwrap();
            // Whatever the password before left in the memory.
            let due = if at % 2 == 0 { Verdict::Right { rehash: false } } else { Verdict::Wrong };
            assert_eq!(verdict, Ok(due));
        }
        assert_eq!(hasher.hashes_count(), 25);
        let (made, kept) = (hasher.0.blocks_made.load(Ordering::SeqCst), hasher.0.lock_blocks().len());
        assert!((1..=2).contains(&made) && u64::try_from(kept).unwrap() == made, "{made} made, {kept} kept");
        assert!(hasher.0.lock_blocks().iter().all(|blocks| blocks.len() == 19_456), "one hash's memory each");
        let big = stored(30_000, 2, 32);
        assert_eq!(hasher.verify(&Secret::new("correct horse"), Some(&big)).await, Ok(Verdict::Right { rehash: false }));
        assert!(hasher.0.lock_blocks().iter().all(|blocks| blocks.len() == 19_456), "a bigger one is not kept");
    }

    #[tokio::test]
    async fn t10_one_password_typed_on_two_keyboards_is_one() {
        let hasher = hasher(1, 8);
        let hash = hasher.hash(&Secret::new("Gr\u{fc}\u{df}e \u{ac00} horse")).await.unwrap();
        let apart = Secret::new("Gru\u{308}\u{df}e \u{1100}\u{1161} horse");
        assert_eq!(hasher.verify(&apart, Some(&hash)).await, Ok(Verdict::Right { rehash: false }));
        assert_eq!(hasher.verify(&Secret::new("Gru\u{df}e \u{ac00} horse"), Some(&hash)).await, Ok(Verdict::Wrong));
        assert!(normal(&Secret::new("\u{fb2c}".repeat(50))).capacity() >= 300, "nothing had to grow");
    }
}
