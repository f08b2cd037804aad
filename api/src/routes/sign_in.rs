//! How the body of a sign-in is read: JSON, or the form of the password grant (RFC 6749, section 4.3.2).
//!
//! What else such a form brings (`grant_type`, `scope`, `client_id` and the like) is passed over, as seed 3 does.

use poem::http::header;
use poem::{Request, RequestBody};
use poem_openapi::payload::{Form, Json, Payload};
use poem_openapi::registry::{MetaMediaType, MetaRequest, Registry};
use poem_openapi::types::Password;
use poem_openapi::{ApiExtractor, ApiExtractorType, ExtractParamOptions, Object};
use url::form_urlencoded;

use super::sent::{Body, Sent, Text};
use crate::problem::{Kind, Problem};

/// Name and password, as JSON.
#[derive(Object)]
#[oai(rename = "SignIn")]
pub struct Login {
    /// The address. This or `username` is needed.
    pub email: Sent<Text>,
    /// The sign-in name, or the address.
    pub username: Sent<Text>,
    /// The password.
    pub password: Sent<Password, true>,
}

/// Name and password, as a form.
#[derive(Object)]
#[oai(rename = "SignInForm")]
struct Fields {
    /// The sign-in name, or the address.
    username: String,
    /// The password.
    password: Password,
}

/// How a sign-in came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Posted {
    /// As JSON, which no page of another site can send without being asked.
    Json,
    /// As a form, which any page can.
    Form,
}

/// The body of a sign-in, read or not.
pub struct SignIn {
    /// How it came.
    pub posted: Posted,
    /// What it says.
    pub body: Result<Login, Problem>,
}

impl<'a> ApiExtractor<'a> for SignIn {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];

    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        <Json<Login> as Payload>::register(registry);
        <Form<Fields> as Payload>::register(registry);
    }

    fn request_meta() -> Option<MetaRequest> {
        let json = MetaMediaType { content_type: <Json<Login> as Payload>::CONTENT_TYPE, schema: <Json<Login> as Payload>::schema_ref() };
        let form = MetaMediaType { content_type: <Form<Fields> as Payload>::CONTENT_TYPE, schema: <Form<Fields> as Payload>::schema_ref() };
        Some(MetaRequest { description: None, content: vec![json, form], required: true })
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        options: ExtractParamOptions<Self::ParamType>,
    ) -> poem::Result<Self> {
        let content_type = request.header(header::CONTENT_TYPE).unwrap_or_default();
        let media_type = content_type.split(';').next().unwrap_or_default().trim();
        if !media_type.eq_ignore_ascii_case(<Form<Fields> as Payload>::CONTENT_TYPE) {
            let read = <Body<Login> as ApiExtractor>::from_request(request, body, options).await?;
            return Ok(Self { posted: Posted::Json, body: read.read() });
        }
        let bytes = body.take()?.into_bytes().await.map_err(|_| Problem::new(Kind::Invalid))?;
        Ok(Self { posted: Posted::Form, body: Ok(form(&bytes)) })
    }
}

/// The first field of each name counts.
fn form(bytes: &[u8]) -> Login {
    let field = |wanted: &str| form_urlencoded::parse(bytes).find(|(name, _)| name == wanted).map(|(_, value)| value.into_owned());
    Login {
        email: Sent::Absent,
        username: field("username").map_or(Sent::Absent, |name| Sent::Is(Text(name))),
        password: field("password").map_or(Sent::Absent, |password| Sent::Is(Password(password))),
    }
}
