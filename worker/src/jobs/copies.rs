//! Carries a member's new password to its accounts on the platforms: a job for each door.
//!
//! The member's own hash is the truth and was changed before; what happens here is a copy, so it may come late and it may fail.
//! The rules: of two changes the later one ends up at the door, so one job at a time works on it and looks first whether its
//! change is still the last; what cannot be done from here is told to the owner by one letter, written with the state in one
//! commit; after `until` nothing is tried any more. A fault of configuration counts and waits as it does where accounts are opened.
//! Which accounts are not for us to change is each platform's own folder's to know.

use std::time::Duration;

use secrecy::SecretString;
use shared::clock::{between, later};
use shared::commit::{Ending, OperationId, Outcome as Committed};
use shared::crypto::jitter;
use shared::crypto::secret::Secret;
use shared::error::Error;
use shared::job::{Envelope, Held, Job};
use shared::keyspace::{MemberId, NoticeId};
use shared::member::change::NextMember;
use shared::member::store::FoundMember;
use shared::member::{Account, CopyState, Member, PasswordCopy};
use shared::notice::{About, Notice};
use shared::platform::Platform;
use shared::root::{Print, Roots};
use shared::token::link::Epoch;

use crate::Worker;
use crate::outcome::Outcome;
use crate::platforms::mastodon::{self, Instance, Runner};
use crate::platforms::matrix::{self, Change, Homeserver};

/// How often the end is written down anew where others change the member meanwhile.
const ROUNDS_MAX: u32 = 16;

/// Copies the password of one change to one door.
pub(super) async fn copy(
    worker: &Worker,
    held: &Held,
    failures: u32,
    member: MemberId,
    platform: Platform,
    serial: u64,
) -> Result<Outcome, Error> {
    let roots = worker.keeper.roots().await?;
    let copying = Copying { worker, held, failures, member, platform, serial, news: notice_id(&roots, held, member, platform, serial) };
    let key = member.rid();
    if !worker.notices.may_press(key, platform, copying.news).await? {
        return Ok(Outcome::Snooze(worker.timing.retry_base));
    }
    let outcome = copying.alone().await;
    if let Err(error) = worker.notices.end_press(key, platform).await {
        tracing::debug!(%error, "a door's next password has to wait until this press lapses");
    }
    outcome
}

/// Leaves the door to its owner, as its job becomes a dead letter. None where the member heard, or does not wait for this any more; how the
/// job ends where nothing is left to bury.
pub(super) async fn give_up(
    worker: &Worker,
    held: &Held,
    member: MemberId,
    platform: Platform,
    serial: u64,
) -> Result<Option<Outcome>, Error> {
    let roots = worker.keeper.roots().await?;
    let copying = Copying { worker, held, failures: 0, member, platform, serial, news: notice_id(&roots, held, member, platform, serial) };
    let outcome = copying.write_down(CopyState::ByHand, Ending::Keep).await?;
    Ok(Some(outcome).filter(|outcome| matches!(outcome, Outcome::Lost | Outcome::Gone)))
}

/// The one id that the letter about this copy has, however often it is decided.
fn notice_id(roots: &Roots, held: &Held, member: MemberId, platform: Platform, serial: u64) -> NoticeId {
    let of = format!("copy {member} {serial} {platform}");
    NoticeId::within(held.partition, *roots.print(Print::Question, of.as_bytes()).as_bytes())
}

/// One run.
struct Copying<'a> {
    worker: &'a Worker,
    held: &'a Held,
    /// How often this job failed before.
    failures: u32,
    member: MemberId,
    platform: Platform,
    serial: u64,
    news: NoticeId,
}

/// What a platform's word comes to.
enum Word {
    /// The door is at this.
    Is(CopyState),
    /// Not now.
    Later(Outcome),
}

impl Copying<'_> {
    /// Copies it while no other job sets a password of this account.
    async fn alone(&self) -> Result<Outcome, Error> {
        let FoundMember::Member(member, _) = self.worker.members.load(self.member).await? else { return Ok(Outcome::Gone) };
        let Some(copy) = member.copy_for(self.platform, self.serial) else { return Ok(Outcome::Finish) };
        let (now, account) = (self.worker.clock.now(), member.accounts.get(&self.platform));
        let (Some(account), Some(password)) = (account.filter(|_| now < copy.until), &copy.password) else {
            return self.write_down(CopyState::ByHand, Ending::Finish).await;
        };
        if self.worker.pauses.paused(self.platform).await?.is_some() {
            return Ok(self.wait_for_the_operator());
        }
        let word = match (self.platform, &self.worker.homeserver, &self.worker.instance) {
            (Platform::Matrix, Some(homeserver), _) => self.on_matrix(homeserver, account, copy, password).await?,
            (Platform::Mastodon, _, Some(Instance::Runner(runner))) => self.on_mastodon(runner, password).await?,
            // These have no way to it.
            (Platform::Mastodon, _, Some(Instance::Tootctl(_) | Instance::Http(_))) => Word::Is(CopyState::ByHand),
            // A door that is closed in this worker's settings may be open in another's.
            (Platform::Matrix | Platform::Mastodon, ..) => Word::Later(self.wait_for_the_operator()),
        };
        match word {
            Word::Is(state) => {
                if state == CopyState::Done {
                    self.worker.pauses.succeeded(self.platform);
                }
                self.write_down(state, Ending::Finish).await
            }
            // The password is not kept for longer, however long the platform wants to be left alone.
            Word::Later(Outcome::Retry { why, after }) => {
                let left = between(now, copy.until);
                Ok(Outcome::Retry { why, after: after.map(|after| after.min(left)) })
            }
            Word::Later(Outcome::Unmended { why, after }) => Ok(Outcome::Unmended { why, after: after.min(between(now, copy.until)) }),
            Word::Later(outcome) => Ok(outcome),
        }
    }

    async fn on_matrix(&self, homeserver: &Homeserver, account: &Account, copy: &PasswordCopy, password: &Secret) -> Result<Word, Error> {
        use matrix::{Fault, Refused};
        let old = copy.old.as_ref().map(exposed);
        Ok(match homeserver.change_password(&account.name, old.as_ref(), &exposed(password)).await {
            Ok(Change::Done) => Word::Is(CopyState::Done),
            Ok(Change::ByHand(why)) => {
                tracing::info!(%why, "a member's new password is left to its owner on Matrix");
                Word::Is(CopyState::ByHand)
            }
            Err(Refused::Away(_)) => Word::Later(Outcome::retry("the platform is away")),
            Err(Refused::Busy { retry_after }) => busy(retry_after),
            // Accounts can be opened all the same, so the platform is not left alone for it.
            Err(Refused::Misconfigured(fault @ (Fault::AdminToken | Fault::NotFound | Fault::Forbidden))) => {
                tracing::debug!(%fault, "a member's new password waits for the operator");
                Word::Later(Outcome::Retry {
                    why: "the homeserver does not let an admin of MATRIX_ADMIN_TOKEN in",
                    after: Some(self.worker.timing.platform_pause),
                })
            }
            Err(Refused::Misconfigured(fault)) => self.pause(&fault.to_string()).await?,
            Err(_) => Word::Later(Outcome::retry("the platform gave an answer that does not belong to the question")),
        })
    }

    async fn on_mastodon(&self, runner: &Runner, password: &Secret) -> Result<Word, Error> {
        use mastodon::{Fault, Refused};
        Ok(match runner.set_password(&self.member.to_string(), &exposed(password)).await {
            Ok(_) => Word::Is(CopyState::Done),
            Err(why @ (Refused::NotFound | Refused::NotFunctional | Refused::SecondFactor | Refused::PasswordRefused)) => {
                tracing::info!(%why, "a member's new password is left to its owner on Mastodon");
                Word::Is(CopyState::ByHand)
            }
            Err(Refused::Away(_)) => Word::Later(Outcome::retry("the platform is away")),
            Err(Refused::Busy { retry_after }) => busy(retry_after),
            // So it looks, too, while Mastodon is started anew.
            Err(Refused::Misconfigured(Fault::SocketClosed | Fault::ContainerDown)) => {
                Word::Later(Outcome::retry("the way to the platform is closed"))
            }
            Err(Refused::Misconfigured(fault)) => self.pause(&fault.to_string()).await?,
            Err(_) => Word::Later(Outcome::retry("the platform gave an answer that does not belong to the question")),
        })
    }

    /// The operator has to mend something: for this account, or for all of them.
    async fn pause(&self, why: &str) -> Result<Word, Error> {
        Ok(Word::Later(self.worker.pauses.met(self.platform, why, self.failures, &self.worker.timing).await?))
    }

    /// This job was not tried: half of the pause, so that it is before whoever met the fault.
    fn wait_for_the_operator(&self) -> Outcome {
        Outcome::Snooze(self.worker.timing.platform_pause / 2)
    }

    /// Writes down where the door is, and with it the letter to the owner where it is left to them.
    async fn write_down(&self, state: CopyState, ending: Ending) -> Result<Outcome, Error> {
        let members = &self.worker.members;
        let operation = OperationId::random();
        for round in 0..ROUNDS_MAX {
            let FoundMember::Member(member, version) = members.load(self.member).await? else { return Ok(Outcome::Gone) };
            let transition = member.copied(self.platform, self.serial, state);
            if transition.next == NextMember::Same {
                return Ok(Outcome::Finish);
            }
            let mut commit = members.commit(self.member, version, &transition, &operation, Some((self.held, ending)));
            if let Some(notice) = self.notice(&member).filter(|_| state == CopyState::ByHand) {
                commit.records.push(self.worker.notices.write_of(&notice, 0));
                commit.jobs.push((Envelope::new(Job::Notice { notice: notice.id }), None));
            }
            match members.write(&commit).await? {
                Committed::Written(_) | Committed::Repeated(_) => return Ok(Outcome::Done),
                Committed::Lost => return Ok(Outcome::Lost),
                Committed::Clash => tokio::time::sleep(Duration::from_millis(jitter(u64::from(round + 1) * 5))).await,
            }
        }
        Err(Error::Contended)
    }

    /// None for a member without an address, whose page says it, and for a door that never opened.
    fn notice(&self, member: &Member) -> Option<Notice> {
        member.accounts.get(&self.platform)?;
        let (now, about) = (self.worker.clock.now(), About::CopyByHand { platform: self.platform });
        Some(Notice {
            format: about.format(),
            id: self.news,
            epoch: Epoch::random(),
            made_at: now,
            expires_at: later(now, self.worker.timing.notice_ttl),
            contact: member.contact.clone()?,
            locale: member.locale,
            about,
        })
    }
}

const fn busy(after: Option<Duration>) -> Word {
    Word::Later(Outcome::Retry { why: "the platform asks for patience", after })
}

fn exposed(secret: &Secret) -> SecretString {
    SecretString::from(secret.expose())
}
