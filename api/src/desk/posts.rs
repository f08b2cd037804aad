//! Posts on the board: reading, writing, changing, deleting, whichever road one comes by.
//!
//! The rule: who may do what is the board's to say. Here it is told who asks, whoever writes or changes is counted, and the name
//! that posts bear comes from the member alone. A moderator who takes a post off the board is not counted: spam comes fast.

use shared::board::post::{Actor, Change, Form, NewPost, Post, Refusal};
use shared::board::search::Search;
use shared::board::store::{Changed, Shown};
use shared::board::{Listed, Page};
use shared::commit::OperationId;
use shared::crypto::fingerprint::Fingerprint;
use shared::keyspace::{MemberId, PostId};
use shared::member::store::FoundMember;
use shared::member::{Member, Role};
use shared::rate_limit::Pass;
use shared::root::{Print, Roots};
use shared::settings::LimitName;

use super::writing::{self, Writing};
use super::{Field, Refused, What, repeat};
use crate::credentials::bearer::SignedIn;
use crate::gate::Gate;

/// Who asks, as the board knows people.
///
/// # Errors
/// `Failed`.
pub async fn actor(gate: &Gate, who: Option<&SignedIn>) -> Result<Actor, Refused> {
    let Some(signed_in) = who else { return Ok(Actor::Anyone) };
    if signed_in.role < Role::Moderator {
        return Ok(Actor::Member(signed_in.id()));
    }
    Ok(Actor::Moderator(signed_in.id(), noted_as(&*gate.roots().await?, &signed_in.member)))
}

/// What the audit log knows a moderator by: the address, where it is proved to be theirs. A moderator by the operator's word
/// needs none, and whoever only typed one must not leave deeds under it.
fn noted_as(roots: &Roots, member: &Member) -> Fingerprint {
    let proved = member.contact.as_ref().filter(|_| member.proved_at.is_some());
    proved.map_or_else(|| print(roots, member.id), |contact| contact.print)
}

/// The published posts, newest first; with a search, those with all of its words.
///
/// # Errors
/// `Failed`.
pub async fn list(gate: &Gate, page: Page, search: Option<&str>) -> Result<Listed, Refused> {
    let search = search.and_then(Search::of);
    Ok(gate.board.list(&*gate.roots().await?, page, search.as_ref()).await?)
}

/// A member's own posts, drafts too, newest first.
///
/// # Errors
/// `Failed`.
pub async fn own(gate: &Gate, signed_in: &SignedIn, page: Page) -> Result<Listed, Refused> {
    Ok(gate.board.own(signed_in.id(), page).await?)
}

/// One post, as far as whoever asks may know of it.
///
/// # Errors
/// `Post`, `Failed`.
pub async fn get(gate: &Gate, who: Option<&SignedIn>, id: PostId) -> Result<Shown, Refused> {
    let actor = actor(gate, who).await?;
    gate.board.get(id, actor).await?.ok_or(Refused::Post(Refusal::NoSuchPost))
}

/// Writes a post. A repeat with the same key within ten minutes is answered with what the first one made.
///
/// # Errors
/// `Invalid`, `Limited`, `KeyUsed`, `NotSignedIn` where the member left meanwhile, `Failed`.
pub async fn create(gate: &Gate, signed_in: &SignedIn, sent: &Writing, key: Option<&str>) -> Result<Shown, Refused> {
    let new = judged(sent, key).map_err(Refused::Invalid)?;
    let (roots, id) = (gate.roots().await?, signed_in.id());
    let tap = key.map(|key| roots.print(Print::Body, format!("post {id} {key}").as_bytes()));
    count(gate, &roots, LimitName::PostsMember, id, tap).await?;
    if let Some(held) = &signed_in.member.user_id {
        gate.board.set_author(id, held.name.as_str()).await?;
    }
    let operation = tap.map_or_else(OperationId::random, OperationId::of);
    let made = gate.board.create(&roots, id, new.clone(), &operation).await?;
    forget_who_left(gate, &roots, id).await?;
    let shown = made.ok_or(Refused::KeyUsed)?;
    if key.is_some() && !is_as_sent(&shown.post, &new) {
        // Once it was edited nobody can say any more what was sent first.
        let other = Refused::fault(Field::IdempotencyKey, What::KeyOfAnotherBody);
        return Err(if is_untouched(&shown) { other } else { Refused::KeyUsed });
    }
    Ok(shown)
}

/// Everything wrong with a post to be written.
///
/// # Errors
/// The faults.
pub fn judged(sent: &Writing, key: Option<&str>) -> Result<NewPost, Vec<super::Fault>> {
    let about_key = repeat::key_fault(key);
    match (writing::new_post(sent), about_key) {
        (Ok(new), None) => Ok(new),
        (judged, about_key) => Err(judged.err().into_iter().flatten().chain(about_key).collect()),
    }
}

/// Changes a post. Who may not is told so before any fault of what was sent.
///
/// # Errors
/// `Post`, `Invalid`, `Limited`, `Failed`.
pub async fn change(gate: &Gate, signed_in: &SignedIn, id: PostId, sent: &Writing) -> Result<Shown, Refused> {
    let change = match writing::change(sent) {
        Ok(change) => change,
        Err(faults) => {
            check(gate, signed_in, id).await?;
            return Err(Refused::Invalid(faults));
        }
    };
    let roots = gate.roots().await?;
    if matches!(change, Change::Edit(_)) {
        count(gate, &roots, LimitName::PostsMember, signed_in.id(), None).await?;
    }
    let changed = by_the_rules(gate, &roots, signed_in, id, &change).await?;
    forget_who_left(gate, &roots, signed_in.id()).await?;
    match changed {
        Changed::To(shown) => Ok(*shown),
        Changed::Deleted => Err(Refused::Post(Refusal::NoSuchPost)),
        Changed::Refused(refusal) => Err(Refused::Post(refusal)),
    }
}

/// Everything wrong with a change.
pub fn faults(sent: &Writing) -> Vec<super::Fault> {
    writing::change(sent).err().unwrap_or_default()
}

/// Deletes a post.
///
/// # Errors
/// `Post`, `Failed`.
pub async fn delete(gate: &Gate, signed_in: &SignedIn, id: PostId) -> Result<(), Refused> {
    match by_the_rules(gate, &*gate.roots().await?, signed_in, id, &Change::Delete).await? {
        Changed::Deleted | Changed::To(_) => Ok(()),
        Changed::Refused(refusal) => Err(Refused::Post(refusal)),
    }
}

/// Whether there is such a post for this member, and it may change it at all.
///
/// # Errors
/// `Post`, `Failed`.
pub async fn check(gate: &Gate, signed_in: &SignedIn, id: PostId) -> Result<(), Refused> {
    let shown = get(gate, Some(signed_in), id).await?;
    let may = shown.post.owner == signed_in.id() || signed_in.role >= Role::Moderator;
    if may { Ok(()) } else { Err(Refused::Post(Refusal::NotYours)) }
}

async fn by_the_rules(gate: &Gate, roots: &Roots, signed_in: &SignedIn, id: PostId, change: &Change) -> Result<Changed, Refused> {
    let actor = actor(gate, Some(signed_in)).await?;
    Ok(gate.board.change(roots, id, actor, change).await?)
}

/// Counts what a member does on the board.
pub(super) async fn count(gate: &Gate, roots: &Roots, limit: LimitName, member: MemberId, tap: Option<Fingerprint>) -> Result<(), Refused> {
    match gate.limits.count(tap, &[(limit, print(roots, member))]).await? {
        Pass::Yes => Ok(()),
        Pass::After(wait) => Err(Refused::Limited(wait)),
    }
}

/// What a member is counted under.
fn print(roots: &Roots, member: MemberId) -> Fingerprint {
    roots.print(Print::Voter, member.rid().as_bytes())
}

/// The job behind a member that leaves may have run before this request wrote the name: then nobody else takes it away.
async fn forget_who_left(gate: &Gate, roots: &Roots, id: MemberId) -> Result<(), Refused> {
    match gate.members.load(id).await? {
        FoundMember::Member(..) => Ok(()),
        FoundMember::Left { .. } | FoundMember::Nothing => {
            gate.board.forget_author(roots, id).await?;
            Err(Refused::NotSignedIn)
        }
    }
}

/// Whether it is as it was made.
fn is_untouched(shown: &Shown) -> bool {
    shown.version == 1
}

fn is_as_sent(post: &Post, new: &NewPost) -> bool {
    let of_post: (&str, &str, bool, Form) = (&post.title, &post.content, post.published, post.form);
    of_post == (new.title.as_str(), new.content.as_str(), new.published, new.form)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may end here")]
    use shared::clock::Timestamp;
    use shared::keyspace::Rid;
    use shared::locales::Locale;
    use shared::member::SessionEpoch;
    use shared::member::change::{MemberBirth, made};
    use shared::registration::Contact;

    use super::*;

    #[test]
    fn t14b_a_moderators_deed_is_noted_under_an_address_only_where_that_was_proved() {
        let (roots, now) = (Roots::of_secrets([1; 32], [2; 32]), Timestamp::UNIX_EPOCH);
        let contact = Contact { address: "max@example.org".parse().unwrap(), print: Fingerprint::from_bytes([6; 16]) };
        let member = |contact: Option<&Contact>, proved_at| {
            let birth = MemberBirth {
                id: Rid::from_bytes([3; 16]).into(),
                user_id: None,
                contact: contact.cloned(),
                proved_at,
                password: None,
                sessions: SessionEpoch::of(1),
                locale: Locale::En,
                accounts: std::collections::BTreeMap::default(),
            };
            made(birth, now).after(None).cloned().unwrap()
        };
        let nameless = noted_as(&roots, &member(None, None));
        assert_eq!(noted_as(&roots, &member(Some(&contact), None)), nameless, "anybody may have typed it");
        assert_eq!(noted_as(&roots, &member(Some(&contact), Some(now))), contact.print);
        assert_ne!(nameless, contact.print);
    }
}
