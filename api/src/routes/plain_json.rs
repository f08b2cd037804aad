//! Answers written straight to JSON, for those that are asked for most: the library goes round by a tree of values, which costs
//! more than all the rest of a page of posts.

use poem::{IntoResponse, Response};
use poem_openapi::payload::{Json, Payload};
use poem_openapi::registry::{MetaSchemaRef, Registry};
use poem_openapi::types::Type;
use serde::Serialize;

/// A JSON answer. Its document is made from the same type, so what `Serialize` and `Object` call its fields must agree.
pub(super) struct PlainJson<T>(pub T);

impl<T: Type> Payload for PlainJson<T> {
    const CONTENT_TYPE: &'static str = <Json<T> as Payload>::CONTENT_TYPE;

    fn check_content_type(content_type: &str) -> bool {
        <Json<T> as Payload>::check_content_type(content_type)
    }

    fn schema_ref() -> MetaSchemaRef {
        T::schema_ref()
    }

    fn register(registry: &mut Registry) {
        T::register(registry);
    }
}

impl<T: Type + Serialize> IntoResponse for PlainJson<T> {
    fn into_response(self) -> Response {
        // Strings, numbers and lists: nothing in it can fail to be JSON.
        let body = serde_json::to_vec(&self.0).unwrap_or_default();
        Response::builder().content_type(<Self as Payload>::CONTENT_TYPE).body(body)
    }
}
