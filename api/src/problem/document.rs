//! How problems look in the `OpenAPI` document, and on the wire.

use poem_openapi::payload::Payload;
use poem_openapi::registry::{MetaHeader, MetaMediaType, MetaResponse, MetaResponses, MetaSchemaRef, Registry};
use poem_openapi::types::Type;
use poem_openapi::{ApiResponse, Object};

use super::{Fault, Kind, Problem};

/// A refusal (RFC 9457).
#[derive(Debug, Object)]
#[oai(rename = "Problem")]
pub(super) struct ProblemDocument {
    /// The kind of problem; a page under this path explains it.
    #[oai(rename = "type")]
    pub(super) kind: String,
    /// The kind in a few words.
    pub(super) title: String,
    /// The HTTP status.
    pub(super) status: u16,
    /// What is wrong this time.
    pub(super) detail: String,
    /// The id of this request, as the operator's log knows it.
    pub(super) instance: String,
    /// Every fault of an invalid request.
    #[oai(skip_serializing_if_is_none)]
    pub(super) errors: Option<Vec<Fault>>,
}

/// The media type of problems.
pub(super) struct ProblemJson;

impl Payload for ProblemJson {
    const CONTENT_TYPE: &'static str = "application/problem+json";

    fn schema_ref() -> MetaSchemaRef {
        ProblemDocument::schema_ref()
    }

    fn register(registry: &mut Registry) {
        ProblemDocument::register(registry);
    }
}

/// The kinds that stand in the `OpenAPI` document of every route that may refuse; one per status.
const DOCUMENTED: [Kind; 10] = [
    Kind::Unauthorized,
    Kind::Forbidden,
    Kind::NotFound,
    Kind::Conflict,
    Kind::ContentTooLarge,
    Kind::UnsupportedMediaType,
    Kind::Invalid,
    Kind::RateLimited,
    Kind::NotImplemented,
    Kind::Unavailable,
];

impl ApiResponse for Problem {
    fn meta() -> MetaResponses {
        let header =
            |name: &str, schema| MetaHeader { name: name.to_owned(), description: None, required: true, deprecated: false, schema };
        let responses = DOCUMENTED.iter().map(|kind| MetaResponse {
            description: kind.title(),
            status: Some(kind.status().as_u16()),
            status_range: None,
            content: vec![MetaMediaType { content_type: ProblemJson::CONTENT_TYPE, schema: ProblemJson::schema_ref() }],
            headers: match kind {
                Kind::Unauthorized => vec![header("WWW-Authenticate", String::schema_ref())],
                Kind::RateLimited | Kind::Unavailable => vec![header("Retry-After", u64::schema_ref())],
                _ => Vec::new(),
            },
        });
        MetaResponses { responses: responses.collect() }
    }

    fn register(registry: &mut Registry) {
        ProblemJson::register(registry);
    }
}
