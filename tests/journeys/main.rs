//! The journeys: what people and machines live through with Gatelodge, on a real redis-server, over real HTTP and real SMTP.
//! A file per story; names are sentences; a test of the trust list bears its number, T1 to T29.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests may fail loudly")]

mod acts;
mod at_rest;
mod claims;
mod commit;
mod contract;
mod decisions;
mod every_route;
mod guard;
mod kills;
mod letters;
mod lifetimes;
mod links;
mod mastodon;
mod matrix_wire;
mod outages;
mod queue;
mod spine;
mod strangers;
