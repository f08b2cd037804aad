//! How bodies are read.
//!
//! Two rules. Credentials are judged before the body, so a body that cannot be read is a fault only for whoever is believed
//! ([`Body`]). And all faults are told at once, so a field of the wrong type is remembered, not thrown ([`Sent`]); null is
//! as good as absent, and fields that nobody knows are passed over.

use poem::{Request, RequestBody};
use poem_openapi::payload::{Json, ParsePayload, Payload};
use poem_openapi::registry::{MetaMediaType, MetaRequest, MetaSchemaRef, Registry};
use poem_openapi::types::{ParseError, ParseFromJSON, ParseResult, ToJSON, Type};
use poem_openapi::{ApiExtractor, ApiExtractorType, ExtractParamOptions};
use serde_json::Value;

use crate::problem::{Fault, Problem};

/// A JSON body, read or not.
pub struct Body<T>(Result<T, Problem>);

impl<T> Body<T> {
    /// The body, once somebody may know whether it could be read.
    ///
    /// # Errors
    /// 415 for another content type, 422 for what is no JSON object.
    pub fn read(self) -> Result<T, Problem> {
        self.0
    }
}

impl<'a, T: ParseFromJSON> ApiExtractor<'a> for Body<T> {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];

    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        <Json<T> as Payload>::register(registry);
    }

    fn request_meta() -> Option<MetaRequest> {
        Some(MetaRequest {
            description: None,
            content: vec![MetaMediaType { content_type: "application/json", schema: <Json<T> as Payload>::schema_ref() }],
            required: <Json<T> as ParsePayload>::IS_REQUIRED,
        })
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        options: ExtractParamOptions<Self::ParamType>,
    ) -> poem::Result<Self> {
        let read = <Json<T> as ApiExtractor<'a>>::from_request(request, body, options).await;
        Ok(Self(read.map(|Json(content)| content).map_err(|error| Problem::from_error(&error))))
    }
}

/// A field that was sent, or not, or with a wrong type.
pub enum Sent<T, const REQUIRED: bool = false> {
    /// Not sent, or null.
    Absent,
    /// This.
    Is(T),
    /// Something of another type.
    Wrong,
}

impl<T, const REQUIRED: bool> Sent<T, REQUIRED> {
    /// The value, with a fault noted where its type is wrong or it is required and absent.
    pub fn take(self, name: &str, faults: &mut Vec<Fault>) -> Option<T> {
        match self {
            Self::Is(value) => return Some(value),
            Self::Wrong => faults.push(Fault::new(format!("/{name}"), "It is not of the type that belongs here.")),
            Self::Absent if REQUIRED => faults.push(Fault::new(format!("/{name}"), "It is missing.")),
            Self::Absent => {}
        }
        None
    }
}

impl<T: Type, const REQUIRED: bool> Type for Sent<T, REQUIRED> {
    const IS_REQUIRED: bool = REQUIRED;

    type RawValueType = T::RawValueType;
    type RawElementValueType = T::RawElementValueType;

    fn name() -> std::borrow::Cow<'static, str> {
        T::name()
    }

    fn schema_ref() -> MetaSchemaRef {
        T::schema_ref()
    }

    fn register(registry: &mut Registry) {
        T::register(registry);
    }

    fn as_raw_value(&self) -> Option<&Self::RawValueType> {
        match self {
            Self::Is(value) => value.as_raw_value(),
            Self::Absent | Self::Wrong => None,
        }
    }

    fn raw_element_iter<'a>(&'a self) -> Box<dyn Iterator<Item = &'a Self::RawElementValueType> + 'a> {
        match self {
            Self::Is(value) => value.raw_element_iter(),
            Self::Absent | Self::Wrong => Box::new(std::iter::empty()),
        }
    }
}

impl<T: ParseFromJSON, const REQUIRED: bool> ParseFromJSON for Sent<T, REQUIRED> {
    fn parse_from_json(value: Option<Value>) -> ParseResult<Self> {
        Ok(match value {
            None | Some(Value::Null) => Self::Absent,
            value => T::parse_from_json(value).map_or(Self::Wrong, Self::Is),
        })
    }
}

/// Asked for by the macro that documents bodies; nobody answers with one.
impl<T: ToJSON, const REQUIRED: bool> ToJSON for Sent<T, REQUIRED> {
    fn to_json(&self) -> Option<Value> {
        match self {
            Self::Is(value) => value.to_json(),
            Self::Absent | Self::Wrong => None,
        }
    }
}

/// A JSON string. `String` of the library takes numbers and booleans for one, too.
#[derive(Clone, PartialEq, Eq)]
pub struct Text(pub String);

impl Type for Text {
    const IS_REQUIRED: bool = true;

    type RawValueType = String;
    type RawElementValueType = String;

    fn name() -> std::borrow::Cow<'static, str> {
        String::name()
    }

    fn schema_ref() -> MetaSchemaRef {
        String::schema_ref()
    }

    fn as_raw_value(&self) -> Option<&Self::RawValueType> {
        Some(&self.0)
    }

    fn raw_element_iter<'a>(&'a self) -> Box<dyn Iterator<Item = &'a Self::RawElementValueType> + 'a> {
        Box::new(std::iter::once(&self.0))
    }
}

impl ParseFromJSON for Text {
    fn parse_from_json(value: Option<Value>) -> ParseResult<Self> {
        match value {
            Some(Value::String(text)) => Ok(Self(text)),
            value => Err(ParseError::expected_type(value.unwrap_or_default())),
        }
    }
}

impl ToJSON for Text {
    fn to_json(&self) -> Option<Value> {
        Some(Value::String(self.0.clone()))
    }
}

impl<const REQUIRED: bool> Sent<Text, REQUIRED> {
    /// The text itself; otherwise as `take`.
    pub fn text(self, name: &str, faults: &mut Vec<Fault>) -> Option<String> {
        self.take(name, faults).map(|Text(text)| text)
    }
}

impl Sent<Vec<Text>> {
    /// The texts themselves; otherwise as `take`.
    pub fn texts(self, name: &str, faults: &mut Vec<Fault>) -> Option<Vec<String>> {
        self.take(name, faults).map(|texts| texts.into_iter().map(|Text(text)| text).collect())
    }
}
