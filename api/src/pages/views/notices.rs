//! The pages beside the way: finding a lost link, links that ended, and everything that went wrong. None of them
//! tells whether a registration or an address is known.

use serde::Serialize;

use super::fault::Fault;
use crate::pages::render::View;

/// `GET /lost-link`, and `POST` with faults. Sends `email` and `nonce`.
#[derive(Serialize)]
pub struct LostLink {
    /// What was typed last.
    pub email: String,
    /// The page's nonce.
    pub nonce: String,
    /// What is wrong.
    pub faults: Vec<Fault>,
}

impl View for LostLink {
    const TEMPLATE: &'static str = "lost_link.html";
}

/// The one answer to every lost link.
#[derive(Serialize)]
pub struct LostLinkSent {
    /// What was typed.
    pub email: String,
}

impl View for LostLinkSent {
    const TEMPLATE: &'static str = "lost_link_sent.html";
}

/// The page a link led to, known from its path alone.
#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkKind {
    /// `/c/…` and `/r/…`.
    Applicant,
    /// `/m/…`.
    Moderator,
    /// `/reset`.
    Reset,
}

/// A link that opens nothing: unknown, ended or of somebody who is no longer a moderator.
#[derive(Serialize)]
pub struct LinkEnded {
    /// Whose link it looked like.
    pub kind: LinkKind,
}

impl View for LinkEnded {
    const TEMPLATE: &'static str = "link_ended.html";
}

/// A form whose nonce is no longer good, or that another site sent: nothing was done.
#[derive(Serialize)]
pub struct Stale {
    /// The page to open again: `/r/…`.
    pub path: String,
}

impl View for Stale {
    const TEMPLATE: &'static str = "stale.html";
}

/// Anything else that went wrong.
#[derive(Serialize)]
pub struct Problem {
    /// What.
    pub kind: ProblemKind,
    /// The HTTP status.
    pub status: u16,
    /// What an operator finds in the logs.
    pub request_id: String,
}

impl View for Problem {
    const TEMPLATE: &'static str = "problem.html";
}

/// What went wrong, as far as a visitor can use it.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum ProblemKind {
    /// 404.
    NotFound,
    /// 429.
    TooMany {
        /// How long to wait, as `span` says it.
        wait: String,
    },
    /// 503.
    Resting,
    /// 413: more was sent than fits.
    TooLarge,
    /// 405: forms and programs send something there, and nothing can be seen.
    NothingToSee,
    /// The rest: our fault, or a request no page of ours makes.
    Other,
}
