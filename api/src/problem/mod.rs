//! Refusals: the only table from a refusal to its status, and how one is written on the wire (RFC 9457).
//!
//! Owns `Kind`, every reason this service gives for not doing what was asked, and `Problem`, one refusal. The rule: a
//! problem says what is wrong in our own words and never repeats what was sent. The guard gives it the request's id and, for
//! people, a page; what a rule of `shared` refuses is put into these words by the route that asked.

mod document;
mod kind;

use std::borrow::Cow;
use std::fmt::{self, Display, Formatter};

use poem::error::{ParseQueryError, ResponseError};
use poem::http::{HeaderMap, HeaderValue, StatusCode, header};
use poem::{IntoResponse, Response};
use poem_openapi::Object;
use poem_openapi::error::{ParseParamError, ParsePathError};
use poem_openapi::payload::Payload;
use poem_openapi::types::ToJSON;
use uuid::Uuid;

pub use kind::Kind;

use document::{ProblemDocument, ProblemJson};

/// One fault in what was sent.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
pub struct Fault {
    /// Where it is: a JSON Pointer (RFC 6901) into the body, `""` for the body as a whole.
    pub pointer: String,
    /// What is wrong with it, without repeating it.
    pub detail: String,
}

impl Fault {
    /// A fault at this pointer.
    pub fn new(pointer: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { pointer: pointer.into(), detail: detail.into() }
    }
}

/// One refusal. As an error of a route it is documented in the `OpenAPI` document by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Why.
    pub kind: Kind,
    /// What is wrong this time, in our own words.
    pub detail: Cow<'static, str>,
    /// On `Invalid`: all faults at once.
    pub faults: Vec<Fault>,
    /// Seconds after which asking again makes sense.
    pub retry_after: Option<u64>,
    /// On `MethodNotAllowed`: what works instead, as `Allow` lists it.
    pub allow: Option<HeaderValue>,
}

impl Problem {
    /// A problem of this kind that says what its kind says.
    pub const fn new(kind: Kind) -> Self {
        Self { kind, detail: Cow::Borrowed(kind.explanation()), faults: Vec::new(), retry_after: None, allow: None }
    }

    /// The same problem, said more exactly. Never put into it what was sent.
    #[must_use]
    pub fn with_detail(mut self, detail: impl Into<Cow<'static, str>>) -> Self {
        self.detail = detail.into();
        self
    }

    /// 422 with all its faults.
    pub fn invalid(faults: Vec<Fault>) -> Self {
        Self { faults, ..Self::new(Kind::Invalid) }
    }

    /// 429: ask again after this many seconds.
    pub fn rate_limited(seconds: u64) -> Self {
        Self { retry_after: Some(seconds), ..Self::new(Kind::RateLimited) }
    }

    /// 405: these methods work here.
    pub fn method_not_allowed(allow: HeaderValue) -> Self {
        Self { allow: Some(allow), ..Self::new(Kind::MethodNotAllowed) }
    }

    /// The problem that an error of poem stands for. Its own text may repeat what was sent, so only our words go out.
    pub fn from_error(error: &poem::Error) -> Self {
        if let Some(problem) = error.downcast_ref::<Self>() {
            return problem.clone();
        }
        let kind = Kind::from_status(error.status());
        if kind != Kind::Invalid {
            return Self::new(kind);
        }
        let parameter = error
            .downcast_ref::<ParseParamError>()
            .map(|fault| fault.name)
            .or_else(|| error.downcast_ref::<ParsePathError>().map(|fault| fault.name));
        let detail = match parameter {
            Some(name) => format!("The parameter {name} is missing or not of its type."),
            None if error.is::<ParseQueryError>() => "The query cannot be read.".to_owned(),
            None => "The body is malformed, or a field is missing or not of its type.".to_owned(),
        };
        Self::invalid(vec![Fault::new("", detail)])
    }

    /// The body, with the id of the request it answers.
    pub fn body(&self, instance: Uuid) -> String {
        ProblemDocument {
            kind: format!("/problems/{}", self.kind.slug()),
            title: self.kind.title().to_owned(),
            status: self.kind.status().as_u16(),
            detail: self.detail.clone().into_owned(),
            instance: instance.urn().to_string(),
            errors: (self.kind == Kind::Invalid).then(|| self.faults.clone()),
        }
        .to_json_string()
    }

    /// Sets the headers that belong to this refusal, whatever form its body takes.
    pub fn set_headers(&self, headers: &mut HeaderMap) {
        let challenge = match self.kind {
            Kind::Unauthorized => Some(BASIC),
            Kind::NotSignedIn => Some(BEARER),
            _ => None,
        };
        if let Some(challenge) = challenge {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static(challenge));
        }
        if let Some(seconds) = self.retry_after.or_else(|| default_retry_after(self.kind)) {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if let Some(allow) = &self.allow {
            headers.insert(header::ALLOW, allow.clone());
        }
    }
}

/// What a 401 asks for about a registration.
const BASIC: &str = r#"Basic realm="gatelodge", charset="UTF-8""#;
/// What it asks a member for.
const BEARER: &str = "Bearer";

/// 429 and 503 always say when to come back, in seconds.
const fn default_retry_after(kind: Kind) -> Option<u64> {
    match kind {
        Kind::RateLimited => Some(60),
        Kind::Unavailable => Some(2),
        _ => None,
    }
}

impl Display for Problem {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind.slug())
    }
}

impl std::error::Error for Problem {}

impl ResponseError for Problem {
    fn status(&self) -> StatusCode {
        self.kind.status()
    }

    fn as_response(&self) -> Response {
        self.clone().into_response()
    }
}

/// The answer carries the problem itself along, so that the guard can give it the request's id or a page.
impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response =
            Response::builder().status(self.kind.status()).content_type(ProblemJson::CONTENT_TYPE).body(self.body(Uuid::new_v4()));
        self.set_headers(response.headers_mut());
        response.set_data(self);
        response
    }
}

impl From<shared::error::Error> for Problem {
    fn from(error: shared::error::Error) -> Self {
        use shared::error::{Error, RedisFault};
        match error {
            Error::Redis(RedisFault::Away | RedisFault::Full) | Error::Contended => Self::new(Kind::Unavailable),
            // The error's own text repeats nothing that was sent or stored; see its module.
            Error::Redis(RedisFault::Refused(_) | RedisFault::Shape) | Error::Sealed(_) | Error::Corrupt(_) => {
                tracing::error!(fault = %error, "a request failed");
                Self::new(Kind::Internal)
            }
        }
    }
}
