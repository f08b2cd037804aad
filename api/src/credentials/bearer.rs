//! Which member is asking: an access token in the `Authorization` header, or the session of a page.
//!
//! The rule: a token says who signed in, never what they may do. The member is loaded for each request, so a changed session
//! epoch ends every token at once, and roles are read where they stand. Whoever is not believed hears one and the same,
//! whatever the reason. A request with an `Authorization` header is known by that alone: cookies are read for pages only, by
//! whoever asks for [`SignedIn::at_page`].

use poem::http::header;
use poem::{Request, RequestBody};
use poem_openapi::auth::Bearer;
use poem_openapi::registry::Registry;
use poem_openapi::{ApiExtractor, ApiExtractorType, ExtractParamOptions, SecurityScheme};
use shared::crypto::secret::Secret;
use shared::keyspace::MemberId;
use shared::member::session::{FamilyId, read_page};
use shared::member::store::FoundMember;
use shared::member::{Member, Role};

use crate::gate::Gate;
use crate::problem::{Kind, Problem};

/// What everybody hears who shows no good access or refresh token.
pub const NOT_VALIDATED: &str = "Could not validate credentials";

/// 401, and how to sign in.
pub fn not_validated() -> Problem {
    Problem::new(Kind::NotSignedIn).with_detail(NOT_VALIDATED)
}

/// A member who is signed in.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// The member as it was loaded.
    pub member: Box<Member>,
    /// Its version.
    pub version: u64,
    /// The family of sessions that it came by.
    pub family: FamilyId,
    /// What it may do now.
    pub role: Role,
}

impl SignedIn {
    /// The member's identifier.
    pub fn id(&self) -> MemberId {
        self.member.id
    }

    /// The member whose access token was shown. One read from Redis.
    ///
    /// # Errors
    /// 401 for a token that is not good (any more), 503 without Redis.
    pub async fn by_token(gate: &Gate, shown: &AccessToken) -> Result<Self, Problem> {
        let claims = gate.access().await?.believe(shown.0.expose(), gate.clock.now()).map_err(|_| not_validated())?;
        Self::load(gate, claims.member, claims.family, |member| member.sessions == claims.epoch).await
    }

    /// The member whose access token was shown, where one was. A bad one is refused as anywhere.
    ///
    /// # Errors
    /// As [`SignedIn::by_token`].
    pub async fn if_shown(gate: &Gate, shown: &MaybeToken) -> Result<Option<Self>, Problem> {
        match &shown.0 {
            Some(shown) => Self::by_token(gate, shown).await.map(Some),
            None => Ok(None),
        }
    }

    /// The member whose page session is shown: the value of its cookie, read where no `Authorization` header was sent. A visit
    /// prolongs the session.
    ///
    /// # Errors
    /// 401 for a session that has ended, 503 without Redis.
    pub async fn at_page(gate: &Gate, cookie: &str) -> Result<Self, Problem> {
        let roots = gate.roots().await?;
        let claimed = read_page(cookie).ok_or_else(not_validated)?;
        let is_genuine = |member: &Member| claimed.believed(&roots, member.sessions);
        let signed_in = Self::load(gate, claimed.member, claimed.family, is_genuine).await?;
        if gate.families.touch(claimed.member, claimed.family).await? { Ok(signed_in) } else { Err(not_validated()) }
    }

    async fn load(gate: &Gate, id: MemberId, family: FamilyId, is_good: impl Fn(&Member) -> bool) -> Result<Self, Problem> {
        let (_, terms) = gate.known().await?;
        match gate.members.load(id).await? {
            FoundMember::Member(member, version) if is_good(&member) => {
                let role = member.role(&terms.electorate.moderators);
                Ok(Self { member, version, family, role })
            }
            FoundMember::Member(..) | FoundMember::Left { .. } | FoundMember::Nothing => Err(not_validated()),
        }
    }
}

/// The access token of a member who signed in.
#[derive(SecurityScheme)]
#[oai(ty = "bearer", rename = "access", bearer_format = "JWT")]
struct Scheme(Bearer);

/// An access token that was shown, before anybody believes it.
pub struct AccessToken(Secret);

/// An access token, or none.
pub struct MaybeToken(Option<AccessToken>);

impl<'a> ApiExtractor<'a> for AccessToken {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::SecurityScheme];

    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        <Scheme as ApiExtractor>::register(registry);
    }

    fn security_schemes() -> Vec<&'static str> {
        <Scheme as ApiExtractor>::security_schemes()
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        options: ExtractParamOptions<Self::ParamType>,
    ) -> poem::Result<Self> {
        // Two headers are one too many: which of them counts would be somebody's guess.
        if request.headers().get_all(header::AUTHORIZATION).iter().count() > 1 {
            return Err(not_validated().into());
        }
        let shown = Scheme::from_request(request, body, options).await;
        shown.map(|Scheme(Bearer { token })| Self(Secret::new(token))).map_err(|_| not_validated().into())
    }
}

impl<'a> ApiExtractor<'a> for MaybeToken {
    const TYPES: &'static [ApiExtractorType] = AccessToken::TYPES;

    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        AccessToken::register(registry);
    }

    fn security_schemes() -> Vec<&'static str> {
        AccessToken::security_schemes()
    }

    fn has_security_fallback() -> bool {
        true
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        options: ExtractParamOptions<Self::ParamType>,
    ) -> poem::Result<Self> {
        if !request.headers().contains_key(header::AUTHORIZATION) {
            return Ok(Self(None));
        }
        Ok(Self(Some(AccessToken::from_request(request, body, options).await?)))
    }
}
