//! Hashing, judging and waiting for a place, each as its callers rely on it.

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
