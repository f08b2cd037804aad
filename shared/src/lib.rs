//! What both processes of Gatelodge know: the records, the rules, and how everything rests.
//!
//! | module | what it owns |
//! |---|---|
//! | [`settings`], [`clock`], [`telemetry`] | what the operator says; time; logs |
//! | [`address`], [`localpart`], [`platform`], [`locales`] | words the others are written in |
//! | [`error`] | what can go wrong below the rules |

pub mod address;
pub mod clock;
pub mod crypto;
pub mod error;
pub mod locales;
pub mod localpart;
pub mod platform;
pub mod settings;
pub mod telemetry;
