//! Who is asking: a link token, shown as Basic `rid:token` or kept in a page's cookie.
//!
//! Owns the order in which credentials are judged: none or unreadable → no such record → signature wrong → another
//! registration's → kind not allowed here → revoked, or no longer a moderator. Unknown rid and wrong token cost the same
//! work. The rule: whoever passes gets an `Asker`, and nothing on the desk that belongs to somebody is done without one.
//! Members show access tokens instead: those are `bearer`'s, and the cookies of their sessions `cookies`'.

pub mod bearer;
pub mod cookies;
mod moderator;

use std::fmt::{self, Debug, Formatter};
use std::time::Duration;

use shared::clock::Timestamp;
use shared::error::Error;
use shared::keyspace::Rid;
use shared::rate_limit::Pass;
use shared::registration::Registration;
use shared::registration::ballot::Electorate;
use shared::registration::status::Actor;
use shared::registration::store::Found;
use shared::root::Print;
use shared::settings::LimitName;
use shared::token::link::{Claimed, Epoch, Kind, Link};

use crate::gate::Gate;
use crate::guard::NetworkBlock;
use crate::problem::{self, Problem};

pub use moderator::moderator;

/// The kinds that may hold an applicant's rights.
pub const OWN: &[Kind] = &[Kind::Caller, Kind::Applicant];
/// The kind that votes.
pub const MODERATOR: &[Kind] = &[Kind::Moderator];
/// Every kind that is about a registration.
pub const ANY: &[Kind] = &[Kind::Caller, Kind::Applicant, Kind::Moderator];

/// What was shown, before anybody believes it.
#[derive(Clone)]
pub struct Presented {
    /// The user of a Basic header, which must be the rid of the path. A cookie has none.
    user: Option<String>,
    token: String,
}

impl Presented {
    /// The two parts of a Basic header.
    pub fn basic(user: String, token: String) -> Self {
        Self { user: Some(user), token }
    }

    /// A token from a page's cookie, or from the link that is about to be traded for one.
    pub fn token(token: impl Into<String>) -> Self {
        Self { user: None, token: token.into() }
    }
}

/// Says nothing: a token opens everything.
impl Debug for Presented {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("Presented(…)")
    }
}

/// Somebody who is believed, with the record they ask about.
#[derive(Clone, Debug)]
pub struct Asker {
    /// The record as it was loaded.
    pub record: Box<Registration>,
    /// Its version then.
    pub version: u64,
    /// The link they hold.
    pub link: Link,
    /// Who they are to the rules.
    pub actor: Actor,
}

/// Why somebody is not believed.
#[derive(Debug)]
pub enum NotBelieved {
    /// Nothing was shown, or nothing that can be read.
    Missing,
    /// There is no such record.
    NoRecord,
    /// There was one until it was deleted; shown only to a genuine link of that very record, everybody else gets `NoRecord`.
    Ended {
        /// When it was deleted.
        at: Timestamp,
        /// The link.
        link: Link,
    },
    /// We never made this token.
    WrongToken,
    /// It is a token of another registration.
    OtherRecord,
    /// It is a token of a kind that may not do this.
    KindNotAllowed,
    /// It was ended, or its moderator is none any more.
    Revoked,
    /// Too many wrong ones came from there; time to wait.
    Limited(Duration),
    /// It could not be found out.
    Failed(Error),
}

impl From<Error> for NotBelieved {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

impl From<NotBelieved> for Problem {
    fn from(why: NotBelieved) -> Self {
        let problem = Self::new;
        match why {
            NotBelieved::Missing | NotBelieved::WrongToken => problem(problem::Kind::Unauthorized),
            NotBelieved::NoRecord | NotBelieved::Ended { .. } => problem(problem::Kind::NotFound),
            NotBelieved::OtherRecord => problem(problem::Kind::Forbidden).with_detail("The token belongs to another registration."),
            NotBelieved::KindNotAllowed => problem(problem::Kind::Forbidden).with_detail("A token of this kind may not do this."),
            NotBelieved::Revoked => problem(problem::Kind::Forbidden).with_detail("This token was ended."),
            NotBelieved::Limited(wait) => Self::rate_limited(crate::desk::seconds(wait)),
            NotBelieved::Failed(error) => error.into(),
        }
    }
}

/// Finds out who asks about the registration `rid` (as it stands in the path), and whether a token of their kind is
/// `allowed` here at all. Whether the rules then allow what they want is the desk's to say.
///
/// # Errors
/// In the order of this module's page.
pub async fn who(gate: &Gate, network: NetworkBlock, rid: &str, shown: Option<&Presented>, allowed: &[Kind]) -> Result<Asker, NotBelieved> {
    let shown = shown.ok_or(NotBelieved::Missing)?;
    // What can never be a rid is no record either; that much everybody can see.
    let rid_of_path = Rid::parse(rid).ok_or(NotBelieved::NoRecord)?;
    let (roots, terms) = gate.known().await?;
    // Believed or not, the record is loaded: the work must not tell which of the two was wrong.
    let link = Claimed::read(&shown.token).and_then(|claimed| claimed.believed(&roots));
    let (found, epoch) = match link {
        Some(Link { kind: Kind::Moderator, subject, .. }) => {
            tokio::try_join!(gate.registrations.load(rid_of_path), gate.moderators.epoch(subject))?
        }
        _ => (gate.registrations.load(rid_of_path).await?, None),
    };
    let proof = Proof { rid: rid_of_path, user_fits: shown.user.as_ref().is_none_or(|user| user == rid), link, epoch };
    let verdict = judge(found, &proof, allowed, &terms.electorate);
    if proof.link.is_none() && gate.settings.common.rate_limits {
        let block = roots.print(Print::Network, network.as_bytes());
        if let Pass::After(wait) = gate.limits.count(None, &[(LimitName::CredentialsBlock, block)]).await? {
            return Err(NotBelieved::Limited(wait));
        }
    }
    verdict
}

/// All that is known of what was shown.
struct Proof {
    /// The rid of the path.
    rid: Rid,
    /// Whether the user of a Basic header is that rid.
    user_fits: bool,
    /// The link, if we made it.
    link: Option<Link>,
    /// The present epoch of the moderator that the link names.
    epoch: Option<Epoch>,
}

/// The order itself. Pure.
fn judge(found: Found, proof: &Proof, allowed: &[Kind], electorate: &Electorate) -> Result<Asker, NotBelieved> {
    let fits = |link: &Link| link.rid == proof.rid && proof.user_fits;
    let (record, version) = match found {
        Found::Record(record, version) => (record, version),
        Found::Deleted { at } => {
            return Err(proof.link.filter(fits).map_or(NotBelieved::NoRecord, |link| NotBelieved::Ended { at, link }));
        }
        Found::Nothing => return Err(NotBelieved::NoRecord),
    };
    let link = proof.link.ok_or(NotBelieved::WrongToken)?;
    if !fits(&link) {
        return Err(NotBelieved::OtherRecord);
    }
    if !allowed.contains(&link.kind) {
        return Err(NotBelieved::KindNotAllowed);
    }
    let (actor, good) = match link.kind {
        // A link for a new password or to the queue is none of a registration's, and honoured by none.
        Kind::Caller | Kind::Reset | Kind::Queue => (Actor::Caller, record.honours(&link)),
        Kind::Applicant => (Actor::Applicant, record.honours(&link)),
        Kind::Moderator => {
            (Actor::Moderator(link.subject), electorate.moderators.contains(&link.subject) && proof.epoch == Some(link.epoch))
        }
    };
    if good { Ok(Asker { record, version, link, actor }) } else { Err(NotBelieved::Revoked) }
}

#[cfg(test)]
mod tests;
