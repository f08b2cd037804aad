//! The second door: Mastodon, by each of its three drivers, and seed 0's routes to it.

mod alike;
mod at_rest;
mod away;
mod doctor;
mod forged;
mod hostile;
mod kills;
mod lost_names;
mod names;
mod programs;
mod reset;
mod seed;
mod spine;
mod tokens;
mod troubles;
mod unproved;
