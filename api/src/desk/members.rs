//! Members: who somebody is, and how they leave.

use std::time::Duration;

use shared::audit::{Deed, Entry};
use shared::claim::MemberClaim;
use shared::commit::{OperationId, Outcome};
use shared::crypto::jitter;
use shared::crypto::password::Verdict;
use shared::crypto::secret::Secret;
use shared::error::Error;
use shared::keyspace::MemberId;
use shared::localpart::Localpart;
use shared::member::Member;
use shared::member::store::FoundMember;
use shared::notice::About;
use shared::registration::membership;
use shared::registration::store::Found;

use super::{Refused, held, member_letters, passwords};
use crate::credentials::bearer::SignedIn;
use crate::gate::Gate;
use crate::guard::NetworkBlock;

/// How often leaving is tried while others change the member.
const ROUNDS_MAX: u32 = 16;

/// The member of this identifier or sign-in name.
///
/// # Errors
/// `Gone` where there is none, `Failed`.
pub async fn find(gate: &Gate, name: &str) -> Result<Box<Member>, Refused> {
    if let Some(id) = MemberId::parse(name)
        && let FoundMember::Member(member, _) = gate.members.load(id).await?
    {
        return Ok(member);
    }
    let name = Localpart::parse(name).map_err(|_| Refused::Gone)?;
    let claim = MemberClaim::SignIn(held::named(&*gate.roots().await?, name).print);
    let holder = gate.member_claims.holder(claim).await?.ok_or(Refused::Gone)?;
    match gate.members.load(holder).await? {
        FoundMember::Member(member, _) if claim.is_of(&member) => Ok(member),
        FoundMember::Member(..) | FoundMember::Left { .. } | FoundMember::Nothing => Err(Refused::Gone),
    }
}

/// A member leaves, who knows the password: member and sessions end in one commit, which carries the job that clears up behind
/// it and the letter that says what stays elsewhere. A registration of theirs that nobody has decided ends with them: nobody is let
/// in who has left.
///
/// # Errors
/// `WrongPassword`, `Limited`, `Failed`.
pub async fn leave(gate: &Gate, network: NetworkBlock, signed_in: &SignedIn, password: &Secret) -> Result<(), Refused> {
    let believed = &signed_in.member;
    check_password(gate, network, believed, password).await?;
    let (id, operation) = (signed_in.id(), OperationId::random());
    for round in 0..ROUNDS_MAX {
        let FoundMember::Member(member, version) = gate.members.load(id).await? else { return Ok(()) };
        // The password that was checked must be the one that counts.
        if member.password_serial != believed.password_serial {
            return Err(Refused::WrongPassword);
        }
        let entry = Entry { at: gate.clock.now(), deed: Deed::MemberLeft, rid: id.rid(), moderator: None };
        let mut commit = gate.members.commit(id, version, &member.leave().noting(entry), &operation, None);
        let accounts = member.accounts.iter().map(|(platform, account)| (*platform, account.name.clone())).collect();
        member_letters::join(gate, &mut commit, &member, About::Left { accounts });
        if let Found::Record(record, version) = gate.registrations.load(id.rid()).await? {
            gate.registrations.join(&mut commit, (&record, version), &membership::left(&record));
        }
        match gate.members.write(&commit).await? {
            Outcome::Written(_) | Outcome::Repeated(_) => return Ok(()),
            Outcome::Clash | Outcome::Lost => tokio::time::sleep(Duration::from_millis(jitter(u64::from(round + 1) * 5))).await,
        }
    }
    Err(Error::Contended.into())
}

/// Whether it is the member's password; tries are counted as those of signing in.
pub(super) async fn check_password(gate: &Gate, network: NetworkBlock, member: &Member, password: &Secret) -> Result<(), Refused> {
    count(gate, network, member).await?;
    match gate.hasher.verify(password, member.password.as_ref()).await? {
        Verdict::Right { .. } => Ok(()),
        Verdict::Wrong => Err(Refused::WrongPassword),
    }
}

/// Counts a try with the password of a member, as one of signing in.
pub(super) async fn count(gate: &Gate, network: NetworkBlock, member: &Member) -> Result<(), Refused> {
    let address = member.contact.as_ref().map(|contact| contact.print);
    let account = address.or_else(|| member.user_id.as_ref().map(|held| held.print));
    passwords::count(gate, &*gate.roots().await?, network, account).await
}
