//! Every request ends in time.
//!
//! The rule: with Redis away everybody is told so within `Timing::redis_deadline`, however many of its answers a route would
//! wait for one after the other. What a change cut off here has written is unknown to its caller, as after any 503.

use std::time::Duration;

use poem::{Endpoint, IntoResponse, Request, Response};

use crate::problem::{Kind, Problem};

/// Left of the deadline for the answer itself.
const REST: Duration = Duration::from_millis(250);

/// An endpoint that answers in time.
pub(crate) struct Deadline<E> {
    route: E,
    within: Duration,
    /// Routes whose answers go out at a time of their own, and how long they have.
    longer: (&'static [&'static str], Duration),
}

impl<E> Deadline<E> {
    /// Answers within `redis_deadline`.
    pub(crate) fn new(route: E, redis_deadline: Duration) -> Self {
        Self { route, within: redis_deadline.saturating_sub(REST), longer: (&[], Duration::ZERO) }
    }

    /// Leaves these paths the time that their answers go out at.
    pub(crate) fn leaving(self, paths: &'static [&'static str], answer: Duration) -> Self {
        Self { longer: (paths, answer + REST), ..self }
    }
}

impl<E: Endpoint> Endpoint for Deadline<E> {
    type Output = Response;

    async fn call(&self, request: Request) -> poem::Result<Response> {
        let (paths, longer) = self.longer;
        let within = if paths.contains(&request.uri().path()) { self.within.max(longer) } else { self.within };
        match tokio::time::timeout(within, self.route.call(request)).await {
            Ok(answer) => answer.map(IntoResponse::into_response),
            Err(_) => Err(Problem::new(Kind::Unavailable).into()),
        }
    }
}
