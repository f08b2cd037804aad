//! The journeys: what people and machines live through with Gatelodge, on a real redis-server, over real HTTP and real SMTP.
//! A file per story; names are sentences; a test of the trust list bears its number, T1 to T29.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests may fail loudly")]

mod acts;
mod announcements;
mod apply_page;
mod at_rest;
mod audit;
mod board;
mod board_pages;
mod board_store;
mod claims;
mod commit;
mod contract;
mod copies;
mod decisions;
mod doctor;
mod events;
mod every_route;
mod guard;
mod installation;
mod kept_texts;
mod kills;
mod languages;
mod letters;
mod lifetimes;
mod links;
mod mastodon;
mod matrix_wire;
mod member_claims;
mod member_pages;
mod member_passwords;
mod metrics;
mod outages;
mod overrides;
mod peers;
mod pre_hijacking;
mod queue;
mod queue_page;
mod seeds;
mod sessions;
mod sign_in;
mod spine;
mod strangers;
mod traces;
mod turning_away;
mod unopened_doors;
