//! Which posts an address names: a search, where the page begins, and the pages on the way there. Pure.
//!
//! The board is read from new to old, so the way back stands in the address: where each page before began.

use poem::http::Uri;
use shared::board::Page;
use shared::keyspace::PostId;
use url::form_urlencoded;

/// How many posts a page has.
const ROWS: u32 = 20;
/// Characters of a search that count.
pub(super) const SEARCH_MAX: usize = 200;
/// How many pages of the way back an address remembers; beyond it, back is the newest.
const WAY_MAX: usize = 40;

/// What an address asks for. What cannot be read is as if it were not there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// What is searched for, or nothing.
    pub(super) search: String,
    /// A post was just deleted.
    pub(super) deleted: bool,
    before: Option<PostId>,
    /// Where the pages before began, but the first.
    way: Vec<PostId>,
}

impl Place {
    /// The place that a request's address names.
    pub(super) fn of(uri: &Uri) -> Self {
        let mut place = Self::default();
        for (name, value) in form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes()) {
            match &*name {
                "search" => place.search = value.trim().chars().take(SEARCH_MAX).collect(),
                "before" => place.before = PostId::parse(&value),
                "way" => place.way = value.split('.').filter_map(PostId::parse).take(WAY_MAX).collect(),
                "deleted" => place.deleted = true,
                _ => {}
            }
        }
        place
    }

    /// The page of the list.
    pub(super) const fn page(&self) -> Page {
        Page { limit: ROWS, skip: 0, before: self.before }
    }

    /// The address of the next page, which begins before this post.
    pub(super) fn older(&self, path: &str, next: PostId) -> String {
        let way: Vec<PostId> = self.way.iter().copied().chain(self.before).collect();
        let way = way.get(way.len().saturating_sub(WAY_MAX)..).unwrap_or_default().to_vec();
        Self { search: self.search.clone(), deleted: false, before: Some(next), way }.address(path)
    }

    /// The address of the page before; none where this is the first.
    pub(super) fn newer(&self, path: &str) -> Option<String> {
        self.before?;
        let mut way = self.way.clone();
        let before = way.pop();
        Some(Self { search: self.search.clone(), deleted: false, before, way }.address(path))
    }

    /// Where one is after a post was deleted.
    pub(super) fn deleted(path: &str) -> String {
        Self { deleted: true, ..Self::default() }.address(path)
    }

    fn address(&self, path: &str) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        if !self.search.is_empty() {
            query.append_pair("search", &self.search);
        }
        if let Some(before) = self.before {
            query.append_pair("before", &before.to_string());
        }
        if !self.way.is_empty() {
            query.append_pair("way", &self.way.iter().map(PostId::to_string).collect::<Vec<_>>().join("."));
        }
        if self.deleted {
            query.append_pair("deleted", "yes");
        }
        let query = query.finish();
        if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may end here")]
    use super::*;

    fn place(address: &str) -> Place {
        Place::of(&Uri::try_from(address).unwrap())
    }

    #[test]
    fn one_goes_to_older_posts_and_back_the_same_way() {
        let id = |number| PostId::new(number).unwrap();
        let first = place("/board?search=a+b%26c");
        assert_eq!((first.search.as_str(), first.newer("/board")), ("a b&c", None));
        let mut addresses = vec!["/board?search=a+b%26c".to_owned()];
        for next in [80, 60, 40] {
            addresses.push(place(addresses.last().unwrap()).older("/board", id(next)));
        }
        assert_eq!(addresses.last().unwrap(), "/board?search=a+b%26c&before=40&way=80.60");
        while let Some(address) = addresses.pop() {
            assert_eq!(place(&address).newer("/board"), addresses.last().cloned(), "{address}");
        }
    }

    #[test]
    fn an_address_stays_short_and_what_cannot_be_read_is_not_there() {
        let mut address = "/board".to_owned();
        for next in (1..500_u64).rev() {
            address = place(&address).older("/board", PostId::new(next * 1_000_000_000).unwrap());
            assert!(address.len() < 700, "{address}");
        }
        for odd in ["before=0", "before=x", "way=a.b", "search=", "search=+", "before=-1&way=", "elsewhere=1"] {
            assert_eq!(place(&format!("/board?{odd}")).address("/board"), "/board", "{odd}");
        }
        assert_eq!(place(&format!("/board?search={}", "x".repeat(500))).search.len(), SEARCH_MAX);
    }
}
