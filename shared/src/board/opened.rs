//! What was opened lately, so that a page that many read is not unsealed for each: bounded, and believed only with the same stamp.
//!
//! A stamp is what Redis says beside the content now (a version, a sealed box): what changed meanwhile is never believed. Two
//! halves: what is read moves into the young one, and when that is full the old one is dropped.

use std::{
    collections::HashMap,
    hash::Hash,
    mem,
    sync::{Arc, Mutex, PoisonError},
};

/// What is kept for one key.
type Entry<S, V> = (S, Arc<V>, usize);

struct Halves<K, S, V: ?Sized> {
    young: HashMap<K, Entry<S, V>>,
    old: HashMap<K, Entry<S, V>>,
    young_bytes: usize,
}

/// A bounded memory of opened boxes.
pub(super) struct Opened<K, S, V: ?Sized> {
    halves: Mutex<Halves<K, S, V>>,
    half_bytes: usize,
}

impl<K: Eq + Hash + Copy, S: PartialEq, V: ?Sized> Opened<K, S, V> {
    /// One that keeps about so many bytes at most.
    pub(super) fn new(bytes_max: usize) -> Self {
        let halves = Halves { young: HashMap::new(), old: HashMap::new(), young_bytes: 0 };
        Self { halves: Mutex::new(halves), half_bytes: bytes_max / 2 }
    }

    /// What was opened for this key, if its stamp is still this one.
    pub(super) fn get<Q: ?Sized>(&self, key: K, stamp: &Q) -> Option<Arc<V>>
    where
        S: PartialEq<Q>,
    {
        let mut halves = self.halves.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((kept, value, _)) = halves.young.get(&key) {
            return (kept == stamp).then(|| Arc::clone(value));
        }
        let (kept, value, bytes) = halves.old.remove(&key)?;
        let found = (kept == *stamp).then(|| Arc::clone(&value))?;
        self.keep(&mut halves, key, (kept, value, bytes));
        Some(found)
    }

    /// Keeps what was opened; `bytes` says about how long it is.
    pub(super) fn put(&self, key: K, stamp: S, value: Arc<V>, bytes: usize) {
        let mut halves = self.halves.lock().unwrap_or_else(PoisonError::into_inner);
        self.keep(&mut halves, key, (stamp, value, bytes));
    }

    fn keep(&self, halves: &mut Halves<K, S, V>, key: K, entry: Entry<S, V>) {
        halves.young_bytes += entry.2;
        if let Some((_, _, before)) = halves.young.insert(key, entry) {
            halves.young_bytes -= before;
        }
        if halves.young_bytes > self.half_bytes {
            halves.old = mem::take(&mut halves.young);
            halves.young_bytes = 0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_bears_the_same_stamp_is_believed() {
        let opened: Opened<u64, u64, str> = Opened::new(100);
        opened.put(1, 7, "seven".into(), 10);
        assert_eq!(opened.get(1, &7).as_deref(), Some("seven"));
        assert_eq!(opened.get(1, &8), None);
        opened.put(1, 8, "eight".into(), 10);
        assert_eq!(opened.get(1, &8).as_deref(), Some("eight"));
        assert_eq!(opened.get(1, &7), None);
    }

    #[test]
    fn it_never_holds_much_more_than_it_may_and_keeps_what_is_read() {
        let opened: Opened<u64, u64, str> = Opened::new(100);
        for key in 0..1_000 {
            opened.put(key, 0, "x".into(), 10);
            assert!(opened.get(0, &0).is_some(), "read all the time, after {key}");
        }
        let halves = opened.halves.lock().unwrap_or_else(PoisonError::into_inner);
        assert!(halves.young.len() + halves.old.len() <= 12, "{} and {}", halves.young.len(), halves.old.len());
    }
}
