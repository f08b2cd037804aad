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
}

impl<E> Deadline<E> {
    /// Answers within `redis_deadline`.
    pub(crate) fn new(route: E, redis_deadline: Duration) -> Self {
        Self { route, within: redis_deadline.saturating_sub(REST) }
    }
}

impl<E: Endpoint> Endpoint for Deadline<E> {
    type Output = Response;

    async fn call(&self, request: Request) -> poem::Result<Response> {
        match tokio::time::timeout(self.within, self.route.call(request)).await {
            Ok(answer) => answer.map(IntoResponse::into_response),
            Err(_) => Err(Problem::new(Kind::Unavailable).into()),
        }
    }
}
