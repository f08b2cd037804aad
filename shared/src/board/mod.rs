//! The board: posts of members, drafts, searching and votes. A tenant: it knows members by their ids and nothing else of them.
//!
//! `post` holds the record and who may do what to it (pure), `search` the words that posts are found by (pure); `store` loads and
//! changes posts, `list` reads pages of them, `vote` counts. Everything lies under one tag of its own, [`Partition::BOARD`], and
//! ids come from one counter there.
//!
//! [`Partition::BOARD`]: crate::keyspace::Partition::BOARD

mod list;
mod opened;
pub mod post;
pub mod search;
pub mod store;
mod vote;

pub use list::{LIMIT_MAX, Listed, Page, SKIP_MAX};
pub use vote::Voted;
