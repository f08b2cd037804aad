//! What both processes of Gatelodge know: the records, the rules, and how everything rests.
//!
//! | module | what it owns |
//! |---|---|
//! | [`registration`] | the record and its rules: status, ballot, provisioning, claims kept; the store |
//! | [`member`] | a person who was let in: the record and its changes, sessions; the store |
//! | [`notice`] | one letter to somebody whose registration may have ended, and its link |
//! | [`board`] | posts, votes and searching: a tenant that knows members by their ids |
//! | [`job`] | what there is to do, and where it waits |
//! | [`commit`] | one change, written whole or not at all |
//! | [`claim`] | names and seats held for one registration, and what members sign in with |
//! | [`token`] | links and nonces that people show |
//! | [`root`], [`crypto`] | the root secrets, sealed boxes, fingerprints |
//! | [`keyspace`], [`redis`] | every key's name; the way to Redis |
//! | [`rate_limit`] | who may ask how often |
//! | [`audit`], [`pace`] | who decided what; how long decisions took |
//! | [`health`], [`watch`] | what is away, as the workers see it; whether this process and its Redis fit each other |
//! | [`doctor`] | what is wrong with an installation, and how to mend it |
//! | [`settings`], [`clock`], [`telemetry`] | what the operator says; time; logs, metrics and traces |
//! | [`address`], [`localpart`], [`platform`], [`locales`] | words the others are written in |
//! | [`typed`] | what people type and others read: what is left out of it, whether any of it is seen |
//! | [`overrides`] | an operator's own style, logo, templates and texts |
//! | [`error`] | what can go wrong below the rules |

pub mod address;
pub mod audit;
pub mod board;
pub mod claim;
pub mod clock;
pub mod commit;
pub mod crypto;
pub mod doctor;
pub mod error;
pub mod health;
pub mod job;
pub mod keyspace;
pub mod locales;
pub mod localpart;
pub mod member;
pub mod moderator;
pub mod notice;
pub mod overrides;
pub mod pace;
pub mod platform;
pub mod rate_limit;
pub mod redis;
pub mod registration;
pub mod root;
pub mod settings;
pub mod telemetry;
pub mod token;
pub mod typed;
pub mod watch;
