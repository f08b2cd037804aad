//! The keeper of the house: one test per rule, its name is the rule, its message names file and line.
//!
//! Reads what is tracked, or would be, and understands just enough Rust for it (`rust_text`); what clippy or the compiler
//! can say is left to `clippy.toml` and the Cargo.toml files. That generated files are in step is tested beside what
//! generates them: `shared/README.md` by `shared/src/registration/table.rs`, `deploy/CONFIGURATION.md` by
//! `shared/src/settings/overview.rs`, `api/openapi.json` by the API.
//!
//! Run: `cargo test -p tests --test tidy`.

mod direction;
mod documents;
mod faults;
mod floor_plan;
mod lengths;
mod lock_files;
mod monitoring;
mod redis_manners;
mod rust_text;
mod shell;
mod tree;
mod trust;
mod words;
