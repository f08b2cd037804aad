//! The harness: a whole Gatelodge under test, and the world around it as doubles that speak the real wire.
//!
//! | module | what it is |
//! |---|---|
//! | [`gatelodge`] | API and worker in this process, on a Redis and doubles of their own |
//! | [`visitor`] | a person with a browser that runs no scripts |
//! | [`redis_server`], [`process`] | a real redis-server, API and worker as children |
//! | [`monitored`], [`collector`] | the address on which a process tells how it does, and where its traces arrive |
//! | [`matrix_double`], [`synapse`] | a homeserver's double, and a real one |
//! | [`mastodon_double`] | a Mastodon instance's double, on all its wires |
//! | [`smtp_double`], [`mailbox`] | a mail server, and the letters it took |
//! | [`pseudo`] | texts as no language has them, to see whether pages can take any |
//! | [`client`], [`scratch`], [`signal`], [`wait`], [`progress`] | HTTP, folders, signals, waiting, how far something long is |

pub mod client;
pub mod collector;
pub mod gatelodge;
mod line;
pub mod mailbox;
pub mod mastodon_double;
pub mod matrix_double;
pub mod monitored;
pub mod process;
pub mod progress;
pub mod pseudo;
pub mod redis_server;
pub mod scratch;
pub mod signal;
pub mod smtp_double;
pub mod synapse;
pub mod visitor;
pub mod wait;
