//! Tokens and passwords of the accounts on Mastodon (seed 0), for whoever knows address and password.
//!
//! The rule: nobody learns here whether an address is known. Every caller takes the same road: what was sent is judged, limits
//! are counted, one question is put, and the answer goes out at one fixed time after the call came, but for the true one, which
//! only its owner can get. What is left to do for a stranger is done beside that, and as much work where there is none. Where the
//! address is a member's, the member's own password counts and nothing else; whose account may be worked on otherwise is the
//! worker's to find out.

use std::sync::Arc;

use shared::address::EmailAddress;
use shared::claim::MemberClaim;
use shared::commit::{Commit, OperationId};
use shared::crypto::fingerprint::Fingerprint;
use shared::crypto::password::Verdict;
use shared::crypto::random;
use shared::crypto::secret::Secret;
use shared::error::Error;
use shared::job::request::{Answer, PlatformToken, Question};
use shared::keyspace::Rid;
use shared::member::{CopyState, Member};
use shared::platform::Platform;
use shared::rate_limit::Pass;
use shared::root::{Print, Roots};
use shared::settings::{LimitName, MastodonDriver, catalogue};
use tokio::time::{Instant, sleep_until, timeout_at};
use tracing::Instrument;
use unicode_normalization::UnicodeNormalization;

use super::apply::{self, Context, NewRegistration};
use super::member_passwords::{self, Doors};
use super::{Fault, Field, Refused, What, application, forgot, password, sessions};
use crate::gate::Gate;
use crate::guard::NetworkBlock;

/// How much of the time, as one part of so many, is left to what follows the worker's answer.
const REST: u32 = 6;

/// What became of a call.
#[derive(Debug)]
pub enum Said {
    /// The token of the account with this address.
    Token(EmailAddress, PlatformToken),
    /// The password is changed, with what became of it on each door.
    Changed(Doors),
    /// What everybody hears, whatever is true of the address.
    Accepted,
    /// Address and password do not belong together, or nobody has the address.
    Denied,
    /// The platform does not take the new password.
    PasswordRefused,
    /// Nothing was heard in time.
    Away,
    /// This gate is not set up for it; what is missing.
    NotSetUp(String),
}

/// The setting that keeps these calls from working here, whoever calls.
pub fn missing_setting(gate: &Gate) -> Option<&'static str> {
    match &gate.settings.common.mastodon {
        None => Some(catalogue::SERVICES.name),
        Some(instance) if instance.driver != MastodonDriver::Runner => Some(catalogue::MASTODON_DRIVER.name),
        Some(_) => None,
    }
}

/// What was sent, judged and counted.
struct Judged {
    address: EmailAddress,
    print: Fingerprint,
    /// The new password, where one was sent.
    new: Option<Secret>,
}

/// Counts the call, then judges it: guessing at a password costs more than the rest together.
async fn judge(gate: &Gate, network: NetworkBlock, email: Option<&str>, new: Option<&Secret>) -> Result<Judged, Refused> {
    let roots = gate.roots().await?;
    let contact = address(email).map(|address| application::contact(&roots, address));
    count(gate, &roots, network, contact.as_ref().ok().map(|contact| contact.print)).await?;
    let judged = match new {
        Some(new) => {
            let known = contact.as_ref().ok().map(|contact| contact.address.as_str());
            let words = password::words(None, known, &gate.settings.common.community);
            password::judge(gate.settings.password, new, words).await.map(Some)
        }
        None => Ok(None),
    };
    match (contact, judged) {
        (Ok(contact), Ok(new)) => Ok(Judged { address: contact.address, print: contact.print, new }),
        (contact, judged) => {
            let faults = [(Field::Email, contact.err()), (Field::NewPassword, judged.err())];
            Err(Refused::Invalid(faults.into_iter().filter_map(|(field, what)| Some(Fault::new(field, what?))).collect()))
        }
    }
}

/// All faults of a call, for a road that found some of its own already.
///
/// # Errors
/// `Limited`, `Failed`.
pub async fn faults(gate: &Gate, network: NetworkBlock, email: Option<&str>, new: Option<&Secret>) -> Result<Vec<Fault>, Refused> {
    match judge(gate, network, email, new).await {
        Ok(_) => Ok(Vec::new()),
        Err(Refused::Invalid(faults)) => Ok(faults),
        Err(refused) => Err(refused),
    }
}

/// Reads an address that must be there.
///
/// # Errors
/// What is wrong with it.
pub fn address(email: Option<&str>) -> Result<EmailAddress, What> {
    let email = application::filled(email).ok_or(What::EmailMissing)?;
    EmailAddress::parse(email).map_err(|_| What::EmailMalformed)
}

/// Counts a call, the same for known and unknown addresses.
pub(super) async fn count(gate: &Gate, roots: &Roots, network: NetworkBlock, account: Option<Fingerprint>) -> Result<(), Refused> {
    let block = (LimitName::PasswordsBlock, roots.print(Print::Network, network.as_bytes()));
    let limits: Vec<_> = [block].into_iter().chain(account.map(|print| (LimitName::PasswordsAccount, print))).collect();
    match gate.limits.count(None, &limits).await? {
        Pass::Yes => Ok(()),
        Pass::After(wait) => Err(Refused::Limited(wait)),
    }
}

/// When the answer to a call that comes now is due.
fn due(gate: &Gate) -> Instant {
    Instant::now() + gate.timing.seed_answer
}

/// Says it when it is due; what only the owner of an account can hear goes out at once.
async fn in_time(due: Instant, work: impl Future<Output = Result<Said, Refused>>) -> Result<Said, Refused> {
    let said = timeout_at(due, work).await.unwrap_or(Ok(Said::Away))?;
    if !matches!(said, Said::Token(..) | Said::Changed(_)) {
        sleep_until(due).await;
    }
    Ok(said)
}

async fn ask(gate: &Gate, question: Question, due: Instant) -> Result<Option<Answer>, Error> {
    let wait = by_then(gate, due).saturating_duration_since(Instant::now());
    gate.requests.ask(question, gate.clock.now(), wait).await
}

/// Until when others are waited for.
fn by_then(gate: &Gate, due: Instant) -> Instant {
    due.checked_sub(gate.timing.seed_answer / REST).unwrap_or(due)
}

/// The member with this address, and whether the password is theirs. As much is read and hashed where nobody has it.
async fn verified(gate: &Gate, address: Fingerprint, password: &Secret) -> Result<(Option<Box<Member>>, bool), Refused> {
    let member = sessions::find(gate, MemberClaim::Address(address)).await?;
    let hash = member.as_ref().and_then(|member| member.password.as_ref());
    let is_right = matches!(gate.hasher.verify(password, hash).await?, Verdict::Right { .. });
    Ok((member, is_right))
}

/// A password as an account may have it: in NFC. Where it is longer than any can be it is one that nobody has.
fn possible(typed: &Secret) -> Secret {
    let normal = Secret::new(typed.expose().nfc().collect::<String>());
    if normal.expose().chars().count() > password::LENGTH_MAX { Secret::random() } else { normal }
}

/// Whether the worker may try the password: where a member proved the address, its own password was the wrong one and counts
/// alone. Whoever did not prove it keeps nobody from an account that has it.
fn may_act(member: Option<&Member>) -> bool {
    member.is_none_or(|member| member.proved_at.is_none())
}

/// A token for whoever knows address and password. An address that nobody knows becomes a registration.
///
/// # Errors
/// `Invalid` for what is no address, `Limited`, `Failed`: all before anything is looked up.
pub async fn sign_in(gate: &Arc<Gate>, network: NetworkBlock, email: &str, password: &Secret) -> Result<Said, Refused> {
    let due = due(gate);
    let work = async {
        let Judged { address, print, .. } = judge(gate, network, Some(email), None).await?;
        let roots = gate.roots().await?;
        // Counted as a registration whoever is asked about: what is left to the network must tell nothing of the address. Where
        // nothing is left none is made, and everybody hears what they would have heard.
        let may_make = apply::count(gate, &roots, network, None).await? == Pass::Yes;
        let seated = gate.claims.seated(print, gate.clock.now()).await?;
        let password = possible(password);
        let question = match verified(gate, print, &password).await? {
            (Some(member), true) => Question::Token { key: member.id.rid() },
            (member, _) => {
                let locale = member.as_ref().map_or(gate.settings.common.locale, |member| member.locale);
                Question::SignIn { email: address.clone(), password, locale, may_act: may_act(member.as_deref()) }
            }
        };
        let answer = ask(gate, question, due).await?;
        if let Some(answer @ (Answer::Denied | Answer::Stranger)) = &answer {
            let is_new = *answer == Answer::Stranger && seated.is_empty() && may_make;
            leave(gate, network, is_new.then(|| registration(&address))).await?;
        }
        Ok(signed_in(answer, address))
    };
    in_time(due, Box::pin(work)).await
}

/// What is said to whoever asked for a token.
pub(crate) fn signed_in(answer: Option<Answer>, address: EmailAddress) -> Said {
    match answer {
        Some(Answer::Token(token)) => Said::Token(address, token),
        Some(Answer::Denied | Answer::Stranger) => Said::Accepted,
        Some(Answer::NotSetUp(what)) => Said::NotSetUp(what),
        _ => Said::Away,
    }
}

/// The registration of somebody whom nobody knows: on every open door, made at the approval, with a name still to be chosen. The
/// password that was sent may be a stranger's: whoever reads the address chooses one.
fn registration(address: &EmailAddress) -> NewRegistration {
    let email = Some(address.as_str().to_owned());
    NewRegistration { email, on_approval: true, is_name_open: true, ..NewRegistration::default() }
}

/// Does what is left to do, to its end even if the caller leaves. Only Redis being away is told.
async fn leave(gate: &Arc<Gate>, network: NetworkBlock, new: Option<NewRegistration>) -> Result<(), Error> {
    let gate = Arc::clone(gate);
    let left = async move {
        let Some(new) = new else { return pretend(&gate).await };
        let context = Context { idempotency_key: None, network, from_page: false, is_counted: true };
        match apply::apply(&gate, &new, context).await {
            Err(Refused::Failed(error)) => Err(error),
            // Full or made: its caller hears what everybody hears.
            _ => Ok(()),
        }
    };
    tokio::spawn(left.in_current_span()).await.unwrap_or(Err(Error::Contended))
}

/// What a registration gives Redis to do, for nobody.
async fn pretend(gate: &Gate) -> Result<(), Error> {
    let now = gate.clock.now();
    // Where no letter comes first, the password that is made for a new address is hashed at once.
    if !gate.settings.confirm_email && gate.hasher.hash(&Secret::password()).await.is_err() {
        return Ok(());
    }
    apply::may_write(gate, nobody(), None).await?;
    gate.claims.take_seat(nobody(), Rid::random(), now).await?;
    let commit = Commit {
        partition: Rid::random().partition(),
        operation: OperationId::random(),
        records: vec![],
        indexes: vec![],
        jobs: vec![],
        audit: None,
        held: None,
    };
    commit.write(&gate.redis, &gate.timing, now, gate.timing.redis_deadline).await?;
    Ok(())
}

fn nobody() -> Fingerprint {
    Fingerprint::from_bytes(random())
}

/// Another password for whoever knows address and password. The new one is judged before anything is looked up.
///
/// # Errors
/// `Invalid` with all faults, `Limited`, `Failed`.
pub async fn change(gate: &Gate, network: NetworkBlock, email: &str, old: &Secret, new: &Secret) -> Result<Said, Refused> {
    let due = due(gate);
    let work = async {
        let judged = judge(gate, network, Some(email), Some(new)).await?;
        let (old, new) = (possible(old), judged.new.unwrap_or_else(|| new.clone()));
        let member = match verified(gate, judged.print, &old).await? {
            (Some(member), true) => match member_passwords::set(gate, &member, &new, Some(&old), None).await? {
                Some(changed) => return Ok(Said::Changed(member_passwords::doors(gate, changed, by_then(gate, due)).await)),
                // Somebody was faster: it is another password by now.
                None => Some(member),
            },
            (member, _) => member,
        };
        let locale = member.as_ref().map_or(gate.settings.common.locale, |member| member.locale);
        let question = Question::ChangePassword { email: judged.address, old, new, locale, may_act: may_act(member.as_deref()) };
        Ok(changed(ask(gate, question, due).await?))
    };
    in_time(due, Box::pin(work)).await
}

/// What is said to whoever wanted another password.
pub(crate) fn changed(answer: Option<Answer>) -> Said {
    match answer {
        Some(Answer::Done) => Said::Changed([(Platform::Mastodon, CopyState::Done)].into()),
        Some(Answer::Denied | Answer::Stranger) => Said::Denied,
        Some(Answer::PasswordRefused) => Said::PasswordRefused,
        Some(Answer::NotSetUp(what)) => Said::NotSetUp(what),
        _ => Said::Away,
    }
}

/// A letter with a link to a new password, for the address of a member or of an account that this gate made. Nobody waits for it.
///
/// # Errors
/// `Invalid` for what is no address, `Limited` for a network block that asks too often, `Failed`.
pub async fn forgot(gate: &Gate, network: NetworkBlock, email: &str) -> Result<Said, Refused> {
    let (due, locale) = (due(gate), gate.settings.common.locale);
    in_time(due, Box::pin(async { forgot::ask(gate, network, email, locale, false).await.map(|_| Said::Accepted) })).await
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may end here")]
    use super::*;

    #[test]
    fn a_password_is_asked_about_as_it_would_have_been_set() {
        assert_eq!(possible(&Secret::new("u\u{308}ber")).expose(), "über");
        let longest = "x".repeat(password::LENGTH_MAX);
        assert_eq!(possible(&Secret::new(longest.as_str())).expose(), longest);
        let longer = possible(&Secret::new(format!("{longest}x")));
        assert!(longer.expose().len() < longest.len(), "one that nobody has");
    }

    #[test]
    fn whoever_nobody_knows_leaves_the_name_open() {
        let new = registration(&"ada@example.org".parse().unwrap());
        assert!(new.on_approval && new.is_name_open && new.username.is_none() && new.services.is_none());
        assert!(new.password.is_none(), "and what was sent is no password of theirs");
    }
}
