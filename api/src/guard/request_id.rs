//! The name of one request.
//!
//! Owns the id that the log line, the span, the header and a problem's `instance` share. The rule: it is random and ours;
//! an id that a caller sends is not taken over, since it would be a way to write into our log.

use std::fmt::{self, Display, Formatter};

use poem::{FromRequest, Request, RequestBody};
use uuid::Uuid;

use crate::problem::{Kind, Problem};

/// The id of one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RequestId(Uuid);

impl RequestId {
    /// A new one.
    pub(super) fn new() -> Self {
        Self(Uuid::new_v4())
    }

    /// As a UUID, for a problem's `instance`.
    pub fn uuid(self) -> Uuid {
        self.0
    }
}

impl Display for RequestId {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        Display::fmt(&self.0, f)
    }
}

/// The id that the guard gave this request.
impl<'a> FromRequest<'a> for RequestId {
    async fn from_request(request: &'a Request, _body: &mut RequestBody) -> poem::Result<Self> {
        request.data().copied().ok_or_else(|| Problem::new(Kind::Internal).into())
    }
}
