//! Signing in and out, and staying signed in.
//!
//! The rule (T9): whoever cannot sign in learns nothing of why. Limits are counted by what was typed, known or not, before
//! anything is looked up; then a claim and a record are read and one password hashed, whether or not anybody is there. What a
//! token is worth is `shared`'s to say; here it is asked, and the owner told where somebody else holds theirs (T13).

use shared::address::EmailAddress;
use shared::audit::{Deed, Entry};
use shared::claim::MemberClaim;
use shared::crypto::password::Verdict;
use shared::crypto::secret::Secret;
use shared::error::Error;
use shared::keyspace::{MemberId, NoticeId, Rid};
use shared::localpart::Localpart;
use shared::member::session::{FamilyId, Rotation, read_refresh};
use shared::member::store::FoundMember;
use shared::member::{Member, SessionEpoch, session};
use shared::notice::About;
use shared::rate_limit::Pass;
use shared::root::{Print, Roots};
use shared::settings::LimitName;
use shared::telemetry::metrics;

use super::{Refused, member_letters, passwords};
use crate::credentials::bearer::SignedIn;
use crate::gate::Gate;
use crate::guard::NetworkBlock;

/// What a member is given to stay signed in with.
#[derive(Debug)]
pub struct Tokens {
    /// Shown with each request.
    pub access: Secret,
    /// For so many seconds.
    pub expires_in: u64,
    /// Traded for the next two.
    pub refresh: Secret,
}

/// A session that has begun.
#[derive(Debug)]
pub struct Begun {
    /// Who signed in.
    pub member: Box<Member>,
    /// The family of its sessions.
    pub family: FamilyId,
    /// Its tokens.
    pub tokens: Tokens,
}

/// Signs in whoever knows name or address and the password. `device` says in a few words with what.
///
/// # Errors
/// `WrongPassword` whatever is wrong, `Limited`, `Failed`.
pub async fn sign_in(gate: &Gate, network: NetworkBlock, name: &str, password: &Secret, device: Option<String>) -> Result<Begun, Refused> {
    let tried = try_to_sign_in(gate, network, name, password, device).await;
    metrics::SIGN_INS.count([word(&tried).into()]);
    tried
}

/// How it went, as metrics say it.
const fn word(tried: &Result<Begun, Refused>) -> &'static str {
    match tried {
        Ok(_) => "right",
        Err(Refused::WrongPassword) => "wrong",
        Err(Refused::Limited(_)) => "limited",
        Err(_) => "failed",
    }
}

async fn try_to_sign_in(
    gate: &Gate,
    network: NetworkBlock,
    name: &str,
    password: &Secret,
    device: Option<String>,
) -> Result<Begun, Refused> {
    let roots = gate.roots().await?;
    let claim = claim_of(&roots, name);
    passwords::count(gate, &roots, network, Some(claim.print())).await?;
    let found = find(gate, claim).await?;
    let stored = found.as_ref().and_then(|member| member.password.as_ref());
    match (gate.hasher.verify(password, stored).await?, found) {
        (Verdict::Right { rehash }, Some(member)) => {
            if rehash {
                renew_hash(gate, &member, password).await?;
            }
            reclaim_address(gate, claim, &member).await?;
            begin(gate, &roots, member, device).await
        }
        (Verdict::Right { .. } | Verdict::Wrong, _) => Err(Refused::WrongPassword),
    }
}

/// What somebody typed to be known by: an address, or a sign-in name. What can be neither is looked up like a name that nobody
/// has.
fn claim_of(roots: &Roots, typed: &str) -> MemberClaim {
    let name = |name: &str| MemberClaim::SignIn(roots.print(Print::Name, name.as_bytes()));
    let typed = typed.trim();
    match (EmailAddress::parse(typed), Localpart::parse(typed)) {
        (Ok(address), _) => MemberClaim::Address(roots.address(&address)),
        (Err(_), Ok(known)) => name(known.as_str()),
        (Err(_), Err(_)) => name(typed),
    }
}

/// The member that signs in with it. Two reads, whether or not anybody does.
pub(super) async fn find(gate: &Gate, claim: MemberClaim) -> Result<Option<Box<Member>>, Error> {
    let holder = gate.member_claims.holder(claim).await?;
    Ok(match gate.members.load(holder.unwrap_or_else(|| Rid::random().into())).await? {
        FoundMember::Member(member, _) if claim.is_of(&member) => Some(member),
        FoundMember::Member(..) | FoundMember::Left { .. } | FoundMember::Nothing => None,
    })
}

/// The same password, hashed by today's measure.
async fn renew_hash(gate: &Gate, member: &Member, password: &Secret) -> Result<(), Refused> {
    // Where many wait it is done at the next sign-in.
    let Ok(hash) = gate.hasher.hash(password).await else { return Ok(()) };
    gate.members.change(member.id, None, |member_now, _| member_now.rehash(hash.clone(), member.password_serial)).await?;
    Ok(())
}

/// Of two members that proved one address the second signs in by its name. Once the first has left nobody holds the address, and
/// the second has it from its next sign-in on.
async fn reclaim_address(gate: &Gate, claim: MemberClaim, member: &Member) -> Result<(), Error> {
    let (MemberClaim::SignIn(_), Some(contact), Some(_)) = (claim, &member.contact, member.proved_at) else { return Ok(()) };
    gate.member_claims.keep(MemberClaim::Address(contact.print), member.id).await.map(drop)
}

/// Begins a session of a member who has shown to be it.
async fn begin(gate: &Gate, roots: &Roots, member: Box<Member>, device: Option<String>) -> Result<Begun, Refused> {
    let (family, refresh) = gate.families.begin(roots, member.id, member.sessions, device).await?;
    // Whoever left while the password was hashed has no session that anybody could end.
    if !matches!(gate.members.load(member.id).await?, FoundMember::Member(..)) {
        session::end_all(&gate.redis, member.id).await?;
        return Err(Refused::WrongPassword);
    }
    let (access, expires_in) = access(gate, member.id, family, member.sessions).await?;
    Ok(Begun { member, family, tokens: Tokens { access, expires_in, refresh } })
}

async fn access(gate: &Gate, member: MemberId, family: FamilyId, epoch: SessionEpoch) -> Result<(Secret, u64), Error> {
    gate.access().await?.issue(member, family, epoch, gate.clock.now())
}

/// Trades a refresh token for the next tokens.
///
/// # Errors
/// `NotSignedIn` for a token that is not good (any more), `Limited`, `Failed`.
pub async fn refresh(gate: &Gate, network: NetworkBlock, token: &str) -> Result<Tokens, Refused> {
    let roots = gate.roots().await?;
    let block = [(LimitName::SessionsBlock, roots.print(Print::Network, network.as_bytes()))];
    let claimed = read_refresh(token);
    // Counting and looking at once: both only read what the other leaves alone, and a way to Redis is saved.
    let look = async {
        match &claimed {
            Some(claimed) => gate.members.load(claimed.member).await,
            None => Ok(FoundMember::Nothing),
        }
    };
    let (passed, found) = tokio::join!(gate.limits.count(None, &block), look);
    if let Pass::After(wait) = passed? {
        return Err(Refused::Limited(wait));
    }
    let (Some(claimed), FoundMember::Member(member, _)) = (claimed, found?) else { return Err(Refused::NotSignedIn) };
    if !claimed.believed(&roots, member.sessions) {
        return Err(Refused::NotSignedIn);
    }
    match gate.families.rotate(&roots, &claimed, member.sessions).await? {
        Rotation::Next(refresh) | Rotation::Same(refresh) => {
            let (access, expires_in) = access(gate, member.id, claimed.family, member.sessions).await?;
            Ok(Tokens { access, expires_in, refresh })
        }
        Rotation::Reused => {
            member_letters::send(gate, &member, reuse_told(&roots, member.id, claimed.family), About::SessionReused).await?;
            // Only now: where the letter could not be written, the next who asks has it written.
            gate.families.end(claimed.member, claimed.family).await?;
            Err(Refused::NotSignedIn)
        }
        Rotation::Refused | Rotation::Gone => Err(Refused::NotSignedIn),
    }
}

/// The notice that a family's token was used again: one for each family, whoever asks how often.
fn reuse_told(roots: &Roots, member: MemberId, family: FamilyId) -> NoticeId {
    let question = roots.print(Print::Question, format!("session reused {member} {family}").as_bytes());
    NoticeId::within(member.partition(), *question.as_bytes())
}

/// Ends the session that a refresh token is of. A token that is not good ends nothing, and nobody is told.
///
/// # Errors
/// `Failed`.
pub async fn sign_out(gate: &Gate, token: &str) -> Result<(), Refused> {
    let Some(claimed) = read_refresh(token) else { return Ok(()) };
    let roots = gate.roots().await?;
    if let FoundMember::Member(member, _) = gate.members.load(claimed.member).await?
        && claimed.believed(&roots, member.sessions)
    {
        gate.families.end(claimed.member, claimed.family).await?;
    }
    Ok(())
}

/// Ends every session of a member at once.
///
/// # Errors
/// `Failed`.
pub async fn sign_out_everywhere(gate: &Gate, signed_in: &SignedIn) -> Result<(), Refused> {
    let epoch = SessionEpoch::random();
    let note = |at| Entry { at, deed: Deed::SessionsEnded, rid: signed_in.id().rid(), moderator: None };
    gate.members.change(signed_in.id(), None, |member, now| Ok(member.end_sessions(epoch).noting(note(now)))).await?;
    // Their tokens are dead; this clears up.
    Ok(session::end_all(&gate.redis, signed_in.id()).await?)
}

/// Takes away sessions that a changed epoch has ended, so that nobody sees or counts them. Where that fails they end by their
/// time, and open nothing until then.
pub(super) async fn clear_up(gate: &Gate, member: MemberId) {
    if let Err(error) = session::end_all(&gate.redis, member).await {
        tracing::debug!(%error, "the ended sessions of a member are forgotten by their time");
    }
}

/// The sessions of a member, the one used last first.
///
/// # Errors
/// `Failed`.
pub async fn of(gate: &Gate, signed_in: &SignedIn) -> Result<Vec<session::Session>, Error> {
    gate.families.list(signed_in.id()).await
}

/// Ends one session of a member; one that has ended stays so.
///
/// # Errors
/// `Failed`.
pub async fn end(gate: &Gate, signed_in: &SignedIn, family: FamilyId) -> Result<(), Refused> {
    gate.families.end(signed_in.id(), family).await?;
    Ok(())
}

/// Ends every session of a member but the one they are in.
///
/// # Errors
/// `Failed`.
pub async fn end_others(gate: &Gate, signed_in: &SignedIn) -> Result<(), Refused> {
    for other in of(gate, signed_in).await?.into_iter().filter(|session| session.family != signed_in.family) {
        end(gate, signed_in, other.family).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_an_address_a_name_or_nobodys() {
        let roots = Roots::of_secrets([1; 32], [2; 32]);
        let claim = |typed| claim_of(&roots, typed);
        assert_eq!(claim(" Ada@Example.org "), claim("ada@example.org"));
        assert!(matches!(claim("ada@example.org"), MemberClaim::Address(_)));
        assert_eq!(claim(" ada "), MemberClaim::SignIn(roots.print(Print::Name, b"ada")));
        for nobodys in ["Ada Lovelace", "@", "", "ada@", "me\0"] {
            assert!(matches!(claim(nobodys), MemberClaim::SignIn(_)), "{nobodys}");
        }
    }
}
