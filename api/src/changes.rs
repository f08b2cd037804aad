//! Who watches which registration: a page that is open in somebody's browser and wants to be told when there is something new.
//!
//! Fed by the process' one subscriber, which hears of changes from the first page on that watches. The rule: at most two pages
//! watch a registration, the newest two, since of those that were left we hear late; at most 500 watch anything, a tenth of them from
//! one network, so that nobody takes the places of all others; and where anything may have been missed all of them are told to look.
//! Who may watch, and what they are told, is left to the page.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use shared::crypto::fingerprint::Fingerprint;
use shared::error::RedisFault;
use shared::keyspace::{self, Rid};
use shared::redis::{Notice, Redis};
use shared::telemetry::metrics::{self, Held};
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{OnceCell, watch};
use tokio_util::sync::{CancellationToken, DropGuard};

/// Pages that watch one registration.
const PER_RID_MAX: usize = 2;
/// Pages that watch anything.
const WATCHING_MAX: usize = 500;
/// Pages of one network that watch anything.
const PER_NETWORK_MAX: usize = WATCHING_MAX / 10;

/// Each watched record, by its key.
type Watched = Arc<Mutex<HashMap<Arc<str>, Followed>>>;

/// A watched record: what was announced of it, and the places of those who watch, the oldest first.
#[derive(Default)]
struct Followed {
    news: watch::Sender<News>,
    places: VecDeque<Place>,
}

/// A page's place, until it is left or taken.
struct Place {
    ended: CancellationToken,
    /// The fingerprint of the network that the page is looked at from.
    network: Fingerprint,
}

impl Followed {
    /// The place that a new page of this record takes, where there is no other.
    fn yielding(&self) -> Option<&Place> {
        self.places.front().filter(|_| self.places.len() >= PER_RID_MAX)
    }
}

/// What was announced of a record.
#[derive(Clone, Copy, Debug, Default)]
struct News {
    /// The newest version.
    version: u64,
    /// How often something may have been missed.
    missed_count: u64,
}

/// What a page that watches hears.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard {
    /// The registration has this version now.
    Version(u64),
    /// Something may have been missed.
    LookAgain,
    /// Newer pages have taken the place.
    Replaced,
}

/// All that is watched in this process.
pub struct Changes {
    redis: Redis,
    watched: Watched,
    /// Set with the first page that watches: what nobody watches need not be heard.
    hears: OnceCell<()>,
    over: CancellationToken,
}

/// One page's place, given back when it is dropped.
pub struct Watching {
    news: watch::Receiver<News>,
    missed_count: u64,
    replaced: CancellationToken,
    _left: DropGuard,
    over: CancellationToken,
    _counted: Held,
}

impl Changes {
    /// Nothing is watched yet.
    pub fn new(redis: Redis) -> Self {
        Self { redis, watched: Watched::default(), hears: OnceCell::new(), over: CancellationToken::new() }
    }

    /// Begins to watch a registration from a network, by its fingerprint; `None` where no place is left. Whoever reads the record
    /// afterwards misses nothing.
    ///
    /// # Errors
    /// When Redis is away.
    pub async fn watch(&self, rid: Rid, network: Fingerprint) -> Result<Option<Watching>, RedisFault> {
        self.hears.get_or_try_init(|| self.hear()).await?;
        Ok(self.place(rid, network))
    }

    fn place(&self, rid: Rid, network: Fingerprint) -> Option<Watching> {
        let mut watched = self.watched.lock().unwrap_or_else(PoisonError::into_inner);
        // Whoever left is taken out by whoever comes.
        watched.retain(|_, followed| {
            followed.places.retain(|place| !place.ended.is_cancelled());
            followed.news.receiver_count() > 0
        });
        let (record, taken) = (rid.record(), watched.values().flat_map(|followed| &followed.places));
        // What this page's own registration gives up for it counts no more.
        let yielded = watched.get(record.as_str()).and_then(Followed::yielding).map(|place| place.network);
        let all = taken.clone().count() - usize::from(yielded.is_some());
        let theirs = taken.filter(|place| place.network == network).count() - usize::from(yielded == Some(network));
        if all >= WATCHING_MAX || theirs >= PER_NETWORK_MAX {
            return None;
        }
        let followed = watched.entry(record.as_str().into()).or_default();
        if yielded.is_some()
            && let Some(oldest) = followed.places.pop_front()
        {
            oldest.ended.cancel();
        }
        let ended = CancellationToken::new();
        followed.places.push_back(Place { ended: ended.clone(), network });
        Some(Watching {
            news: followed.news.subscribe(),
            missed_count: followed.news.borrow().missed_count,
            replaced: ended.clone(),
            _left: ended.drop_guard(),
            over: self.over.clone(),
            _counted: metrics::WATCHERS.hold(),
        })
    }

    /// Ends all watching: the process is about to end.
    pub fn end(&self) {
        self.over.cancel();
    }

    async fn hear(&self) -> Result<(), RedisFault> {
        let mut notices = self.redis.notices();
        self.redis.hear(keyspace::CHANGED).await?;
        let (watched, over) = (Arc::clone(&self.watched), self.over.clone());
        tokio::spawn(async move {
            loop {
                let notice = tokio::select! {
                    () = over.cancelled() => return,
                    notice = notices.recv() => notice,
                };
                match notice {
                    Ok(Notice::Changed(key, version)) => announce(&watched, &key, version),
                    Ok(Notice::LookAgain) | Err(RecvError::Lagged(_)) => {
                        let watched = watched.lock().unwrap_or_else(PoisonError::into_inner);
                        watched.values().for_each(|followed| followed.news.send_modify(|news| news.missed_count += 1));
                    }
                    Ok(Notice::Wake(..) | Notice::Answered(..)) => {}
                    Err(RecvError::Closed) => return,
                }
            }
        });
        Ok(())
    }
}

fn announce(watched: &Watched, key: &str, version: u64) {
    if let Some(followed) = watched.lock().unwrap_or_else(PoisonError::into_inner).get(key) {
        followed.news.send_if_modified(|news| {
            let is_newer = version > news.version;
            news.version = version.max(news.version);
            is_newer
        });
    }
}

impl Watching {
    /// The next thing that is announced; `None` when watching has ended.
    pub async fn next(&mut self) -> Option<Heard> {
        tokio::select! {
            () = self.over.cancelled() => return None,
            () = self.replaced.cancelled() => return Some(Heard::Replaced),
            changed = self.news.changed() => changed.ok()?,
        }
        let news = *self.news.borrow_and_update();
        let has_missed = news.missed_count > self.missed_count;
        self.missed_count = news.missed_count;
        Some(if has_missed { Heard::LookAgain } else { Heard::Version(news.version) })
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may end here")]
    use super::*;
    use shared::clock::Timing;

    /// Nobody answers there: places are given without Redis, and announced by hand.
    fn changes() -> Changes {
        Changes::new(Redis::connect("redis://127.0.0.1:1", &Timing::default()).unwrap())
    }

    fn rid(number: u128) -> Rid {
        Rid::from_bytes(number.to_be_bytes())
    }

    fn network(number: u8) -> Fingerprint {
        Fingerprint::from_bytes([number; 16])
    }

    /// A network for each of so many pages, none with more than its share.
    fn networks(pages: u8) -> impl Iterator<Item = Fingerprint> {
        (0..pages).flat_map(|number| std::iter::repeat_n(network(number), PER_NETWORK_MAX))
    }

    #[tokio::test]
    async fn the_newest_two_pages_watch_a_registration() {
        let changes = changes();
        let [mut first, second, third] = [(); 3].map(|()| changes.place(rid(1), network(1)).unwrap());
        assert_eq!(first.next().await, Some(Heard::Replaced));
        assert!(!second.replaced.is_cancelled() && !third.replaced.is_cancelled());
        drop(third);
        let _fourth = changes.place(rid(1), network(1)).unwrap();
        assert!(!second.replaced.is_cancelled(), "the place of whoever left was free");
    }

    #[tokio::test]
    async fn five_hundred_pages_watch_a_process() {
        let changes = changes();
        let pages: Vec<_> = (0..).zip(networks(12)).map(|(number, network)| changes.place(rid(number), network)).collect();
        assert_eq!(pages.iter().flatten().count(), WATCHING_MAX);
        drop(pages);
        assert!(changes.place(rid(1), network(1)).is_some());
        let known = changes.watched.lock().unwrap().len();
        assert_eq!(known, 1, "nothing is kept of those who left");
    }

    #[tokio::test]
    async fn where_the_house_is_full_a_new_page_takes_the_place_of_its_own_registration_s_oldest() {
        let changes = changes();
        // Two pages of each registration.
        let mut pages: Vec<_> = (0..).zip(networks(10)).map(|(page, network)| changes.place(rid(page / 2), network).unwrap()).collect();
        assert!(changes.place(rid(1_000), network(99)).is_none(), "the house is full");
        let newer = changes.place(rid(7), network(99)).expect("one place is given up for it");
        assert_eq!(pages[14].next().await, Some(Heard::Replaced));
        assert!(!pages[15].replaced.is_cancelled() && !newer.replaced.is_cancelled());
        assert!(changes.place(rid(1_000), network(99)).is_none(), "and that place is taken");
    }

    #[tokio::test]
    async fn one_network_takes_a_tenth_of_the_places_and_its_newer_pages_those_of_its_older_ones() {
        let changes = changes();
        let mut theirs: Vec<_> = (0..60).map_while(|page| changes.place(rid(page / 2), network(1))).collect();
        assert_eq!(theirs.len(), PER_NETWORK_MAX);
        assert!(changes.place(rid(1_000), network(2)).is_some(), "others find a place");
        let newer = changes.place(rid(3), network(1)).expect("it gives up one of its own");
        assert_eq!(theirs[6].next().await, Some(Heard::Replaced));
        // What another network watches is given up for nobody who has no place.
        let others = [(); 2].map(|()| changes.place(rid(2_000), network(2)).unwrap());
        assert!(changes.place(rid(2_000), network(1)).is_none());
        assert!(others.iter().all(|page| !page.replaced.is_cancelled()));
        drop(newer);
        assert!(changes.place(rid(2_000), network(1)).is_some(), "whoever leaves makes room");
    }

    #[tokio::test]
    async fn a_page_hears_of_its_own_registration_alone_and_of_newer_versions_alone() {
        let changes = changes();
        let (mut mine, mut other) = (changes.place(rid(1), network(1)).unwrap(), changes.place(rid(2), network(1)).unwrap());
        for version in [3, 2, 5] {
            announce(&changes.watched, rid(1).record().as_str(), version);
        }
        announce(&changes.watched, rid(3).record().as_str(), 9);
        assert_eq!(mine.next().await, Some(Heard::Version(5)), "what came between is not missed by anybody");
        assert!(!other.news.has_changed().unwrap());
        changes.end();
        assert_eq!((mine.next().await, other.next().await), (None, None));
    }
}
