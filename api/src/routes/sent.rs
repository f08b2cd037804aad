//! How bodies are read.
//!
//! Two rules. Credentials are judged before the body, so a body that cannot be read is a fault only for whoever is believed
//! ([`Body`]). And all faults are told at once, so a field of the wrong type is remembered, not thrown ([`Sent`]); null is
//! as good as absent, and fields that nobody knows are passed over.

use poem::{Request, RequestBody};
use poem_openapi::payload::{Json, ParsePayload, Payload};
use poem_openapi::registry::{MetaMediaType, MetaRequest, MetaSchemaRef, Registry};
use poem_openapi::types::{ParseError, ParseFromJSON, ParseFromParameter, ParseResult, Password, ToJSON, Type};
use poem_openapi::{ApiExtractor, ApiExtractorType, ExtractParamOptions};
use serde_json::Value;
use shared::crypto::secret::Secret;

use crate::problem::{Fault, Kind, Problem};

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

/// A JSON body that need not be there, read or not.
pub struct MaybeBody<T>(Result<T, Problem>);

impl<T> MaybeBody<T> {
    /// As [`Body::read`]; nothing sent is as good as an empty object.
    ///
    /// # Errors
    /// As [`Body::read`].
    pub fn read(self) -> Result<T, Problem> {
        self.0
    }
}

impl<'a, T: ParseFromJSON + Default> ApiExtractor<'a> for MaybeBody<T> {
    const TYPES: &'static [ApiExtractorType] = <Body<T> as ApiExtractor<'a>>::TYPES;

    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        <Body<T> as ApiExtractor<'a>>::register(registry);
    }

    fn request_meta() -> Option<MetaRequest> {
        <Body<T> as ApiExtractor<'a>>::request_meta().map(|meta| MetaRequest { required: false, ..meta })
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        options: ExtractParamOptions<Self::ParamType>,
    ) -> poem::Result<Self> {
        let bytes = body.take()?.into_bytes().await.map_err(|_| Problem::new(Kind::Invalid))?;
        if bytes.is_empty() {
            return Ok(Self(Ok(T::default())));
        }
        let mut whole = RequestBody::new(bytes.into());
        let read = <Body<T> as ApiExtractor<'a>>::from_request(request, &mut whole, options).await?;
        Ok(Self(read.read()))
    }
}

/// A field that was sent, or not, or with a wrong type.
#[derive(Default)]
pub enum Sent<T, const REQUIRED: bool = false> {
    /// Not sent, or null.
    #[default]
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

/// A parameter that stands there twice is of a wrong type: which of them counts would be somebody's guess.
impl<T: ParseFromParameter, const REQUIRED: bool> ParseFromParameter for Sent<T, REQUIRED> {
    fn parse_from_parameter(value: &str) -> ParseResult<Self> {
        Ok(T::parse_from_parameter(value).map_or(Self::Wrong, Self::Is))
    }

    fn parse_from_parameters<I: IntoIterator<Item = A>, A: AsRef<str>>(values: I) -> ParseResult<Self> {
        let mut values = values.into_iter();
        match (values.next(), values.next()) {
            (None, _) => Ok(Self::Absent),
            (Some(value), None) => Self::parse_from_parameter(value.as_ref()),
            (Some(_), Some(_)) => Ok(Self::Wrong),
        }
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

/// A whole number, or its digits as a JSON string, as programs with one type for everything send it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Whole(pub u64);

impl Type for Whole {
    const IS_REQUIRED: bool = true;

    type RawValueType = u64;
    type RawElementValueType = u64;

    fn name() -> std::borrow::Cow<'static, str> {
        u64::name()
    }

    fn schema_ref() -> MetaSchemaRef {
        u64::schema_ref()
    }

    fn as_raw_value(&self) -> Option<&Self::RawValueType> {
        Some(&self.0)
    }

    fn raw_element_iter<'a>(&'a self) -> Box<dyn Iterator<Item = &'a Self::RawElementValueType> + 'a> {
        Box::new(std::iter::once(&self.0))
    }
}

impl ParseFromJSON for Whole {
    fn parse_from_json(value: Option<Value>) -> ParseResult<Self> {
        let value = value.unwrap_or_default();
        let number = match &value {
            // `parse` alone takes a sign, too.
            Value::String(digits) if digits.bytes().all(|byte| byte.is_ascii_digit()) => digits.parse().ok(),
            value => value.as_u64(),
        };
        number.map(Self).ok_or_else(|| ParseError::expected_type(value))
    }
}

impl ToJSON for Whole {
    fn to_json(&self) -> Option<Value> {
        Some(self.0.into())
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

/// A password, wiped when it is dropped. An empty one is none.
pub fn password<const REQUIRED: bool>(sent: Sent<Password, REQUIRED>, name: &str, wrong: &mut Vec<Fault>) -> Option<Secret> {
    let sent = match sent {
        Sent::Is(Password(text)) if text.is_empty() => Sent::<Password, REQUIRED>::Absent,
        sent => sent,
    };
    sent.take(name, wrong).map(|Password(text)| Secret::new(text))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_whole_number_may_come_as_digits() {
        let read = |value: Value| Whole::parse_from_json(Some(value)).ok().map(|Whole(number)| number);
        for (value, number) in [(json!(1), 1), (json!("1"), 1), (json!("007"), 7), (json!(u64::MAX), u64::MAX)] {
            assert_eq!(read(value), Some(number));
        }
        for value in [json!(-1), json!("-1"), json!("+1"), json!(1.5), json!(1.0), json!(""), json!(" 1"), json!("18446744073709551616")] {
            assert_eq!(read(value), None);
        }
        for value in [json!(true), json!([1]), json!({"dir": 1}), json!("١")] {
            assert_eq!(read(value), None);
        }
    }
}
