//! The second door: Mastodon, by each of its three drivers, and seed 0's routes to it.

pub(crate) mod alike;
mod at_rest;
mod away;
mod forged;
mod hostile;
mod kills;
mod lost_names;
mod names;
pub(crate) mod programs;
mod reset;
mod seed;
mod set_up;
mod spine;
mod tokens;
mod troubles;
mod unproved;
