//! Whether a name is free: held by nobody here, and, as far as the platforms say, used by nobody there.
//!
//! The rule: one word for taken, held and reserved. The API has no way to a platform, so a worker asks; what it heard is
//! believed for a minute. A platform that is away makes the answer unknown, never free, and one that tells nobody is said to be so.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use futures_util::future::try_join_all;
use shared::claim::MemberClaim;
use shared::clock::{Timestamp, later};
use shared::crypto::fingerprint::Fingerprint;
use shared::error::Error;
use shared::job::request::{Answer, Question};
use shared::keyspace::MemberId;
use shared::localpart::{Localpart, NameFault};
use shared::platform::Platform;
use shared::rate_limit::Pass;
use shared::registration::Registration;
use shared::root::Print;
use shared::settings::LimitName;

use super::{Fault, Field, Refused, What, application, held};
use crate::gate::Gate;
use crate::guard::NetworkBlock;

/// How many names are remembered at once.
const KNOWN_MAX: usize = 1_024;
/// How much of a request's time is left to others than the platform.
const REST: Duration = Duration::from_millis(750);

/// What is known of a name, on each door that was asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked(Vec<(Platform, Availability)>);

impl Checked {
    /// One word for all doors: taken on one is taken, and what one did not say is unknown.
    pub fn word(&self) -> Availability {
        let is_any = |word| self.0.iter().any(|(_, known)| *known == word);
        [Availability::Taken, Availability::Unknown, Availability::Untold]
            .into_iter()
            .find(|word| is_any(*word))
            .unwrap_or(Availability::Free)
    }

    /// The word of each door.
    pub fn doors(&self) -> &[(Platform, Availability)] {
        &self.0
    }
}

/// What is known of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Availability {
    /// It can be had at this moment.
    Free,
    /// Taken, held or reserved.
    Taken,
    /// A platform could not be asked.
    Unknown,
    /// A platform tells nobody beforehand, as this gate is set up.
    Untold,
}

/// What platforms said about names a moment ago.
#[derive(Default)]
pub struct KnownNames(Mutex<HashMap<(Platform, Localpart), (Availability, Timestamp)>>);

impl KnownNames {
    fn get(&self, platform: Platform, name: &Localpart, now: Timestamp) -> Option<Availability> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(&(platform, name.clone())).filter(|(_, until)| *until > now).map(|(answer, _)| *answer)
    }

    fn put(&self, platform: Platform, name: &Localpart, answer: Availability, now: Timestamp, until: Timestamp) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= KNOWN_MAX {
            known.retain(|_, (_, until)| *until > now);
        }
        // A minute with more names than that is somebody's list; forgetting only costs a question.
        if known.len() >= KNOWN_MAX {
            known.clear();
        }
        known.insert((platform, name.clone()), (answer, until));
    }
}

/// All faults of such a question, for a road that found some of its own already.
pub fn faults(gate: &Gate, name: Option<&str>, services: Option<&[String]>) -> Vec<Fault> {
    let name = name.and_then(|name| read(name).err()).map(|what| Fault::new(Field::Username, what));
    let services = application::services(&gate.settings.common.services, services).err().map(|what| Fault::new(Field::Services, what));
    name.into_iter().chain(services).collect()
}

/// The name; none for a reserved one, which is as good as taken.
fn read(name: &str) -> Result<Option<Localpart>, What> {
    match Localpart::parse(name.trim()) {
        Err(NameFault::Reserved) => Ok(None),
        Err(fault) => Err(What::Name(fault)),
        Ok(name) => Ok(Some(name).filter(|name| !held::is_ours(name))),
    }
}

/// Asks whether a name is free on these doors (all open ones where none is named). A name that `mine` holds is free to it.
///
/// # Errors
/// `Invalid` with all faults (a malformed name, a closed door), `Limited`, `Failed`.
pub async fn check(
    gate: &Gate,
    network: NetworkBlock,
    name: &str,
    services: Option<&[String]>,
    mine: Option<&Registration>,
) -> Result<Checked, Refused> {
    let (Ok(name), Ok(services)) = (read(name), application::services(&gate.settings.common.services, services)) else {
        return Err(Refused::Invalid(faults(gate, Some(name), services)));
    };
    let roots = gate.roots().await?;
    let block = roots.print(Print::Network, network.as_bytes());
    if let Pass::After(wait) = gate.limits.count(None, &[(LimitName::NamesBlock, block)]).await? {
        return Err(Refused::Limited(wait));
    }
    let Some(name) = name else { return Ok(Checked(services.iter().map(|platform| (platform, Availability::Taken)).collect())) };
    let print = roots.print(Print::Name, name.as_str().as_bytes());
    if is_anothers_sign_in_name(gate, print, mine).await? {
        return Ok(Checked(services.iter().map(|platform| (platform, Availability::Taken)).collect()));
    }
    // All doors at once: each may take as long as the caller waits at all.
    let asked = services.iter().map(async |platform| {
        let is_mine = mine.and_then(|record| record.name_on(platform)).is_some_and(|held| held.print == print);
        if !is_mine && gate.claims.name_is_held(platform, print).await? {
            return Ok((platform, Availability::Taken));
        }
        Ok::<_, Error>((platform, on_platform(gate, platform, &name).await?))
    });
    Ok(Checked(try_join_all(asked).await?))
}

/// Whether somebody else signs in with the name; whoever signs in with another one apart does not mind.
async fn is_anothers_sign_in_name(gate: &Gate, print: Fingerprint, mine: Option<&Registration>) -> Result<bool, Error> {
    if mine.is_some_and(|record| record.user_id.is_some()) {
        return Ok(false);
    }
    let holder = gate.member_claims.holder(MemberClaim::SignIn(print)).await?;
    Ok(holder.is_some_and(|holder| mine.is_none_or(|record| holder != MemberId::from(record.rid))))
}

/// What the platform says, from memory or through a worker.
async fn on_platform(gate: &Gate, platform: Platform, name: &Localpart) -> Result<Availability, Error> {
    let now = gate.clock.now();
    if let Some(known) = gate.known_names.get(platform, name, now) {
        return Ok(known);
    }
    let question = Question::IsNameFree { platform, name: name.as_str().to_owned() };
    // The request as a whole has its deadline; "unknown" is a better answer than none.
    let wait = gate.timing.name_check_wait.min(gate.timing.redis_deadline.saturating_sub(REST));
    let answer = match gate.requests.ask(question, now, wait).await? {
        Some(Answer::Free) => Availability::Free,
        Some(Answer::Taken) => Availability::Taken,
        Some(Answer::NotSetUp(_)) => return Ok(Availability::Untold),
        // The other answers belong to other questions.
        _ => return Ok(Availability::Unknown),
    };
    gate.known_names.put(platform, name, answer, now, later(now, gate.timing.name_check_cache));
    Ok(answer)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may end here")]
    use super::*;

    #[test]
    fn one_word_stands_for_all_doors() {
        use Availability::{Free, Taken, Unknown, Untold};
        for (matrix, mastodon, word) in [
            (Free, Free, Free),
            (Free, Taken, Taken),
            (Taken, Unknown, Taken),
            (Unknown, Free, Unknown),
            (Untold, Free, Untold),
            (Untold, Unknown, Unknown),
            (Untold, Taken, Taken),
        ] {
            assert_eq!(Checked(vec![(Platform::Matrix, matrix), (Platform::Mastodon, mastodon)]).word(), word);
        }
    }

    #[test]
    fn what_was_heard_is_believed_for_a_while_and_memory_is_bounded() {
        let known = KnownNames::default();
        let now = Timestamp::UNIX_EPOCH;
        let soon = later(now, Duration::from_mins(1));
        let name = |number: usize| Localpart::parse(&format!("name{number}")).unwrap();
        known.put(Platform::Matrix, &name(0), Availability::Taken, now, soon);
        assert_eq!(known.get(Platform::Matrix, &name(0), now), Some(Availability::Taken));
        assert_eq!(known.get(Platform::Matrix, &name(0), soon), None);
        for number in 0..3 * KNOWN_MAX {
            known.put(Platform::Matrix, &name(number), Availability::Free, now, soon);
            assert!(known.0.lock().unwrap().len() <= KNOWN_MAX);
        }
    }
}
