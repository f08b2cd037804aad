//! A sealed question to a platform, and its sealed answer, for an HTTP caller who waits.
//!
//! The API has no way to a platform. It leaves the question here, enqueues a job that carries only the
//! question's id, and waits for the answer: woken by the subscriber, looking by itself as well. The
//! worker sets the answer, drops the question and finishes the job in one step. Both live a minute.

use std::{sync::Arc, time::Duration};

use fred::{interfaces::KeysInterface, types::Expiration};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use tokio::sync::Semaphore;

use super::{
    Envelope, Held, Job,
    queue::{Queue, Still},
};
use crate::{
    address::EmailAddress,
    clock::{Timestamp, Timing, later},
    commit::{Commit, OperationId, Outcome},
    crypto::{
        fingerprint::Fingerprint,
        random,
        sealed_box::{KeyRing, Place},
        secret::Secret,
    },
    error::Error,
    keyspace::{Key, MemberId, NoticeId, Partition, Rid},
    locales::Locale,
    platform::Platform,
    redis::{self, Notice, Redis},
    token::link::Epoch,
};

/// How many callers may wait at once.
const WAITERS_MAX: usize = 256;

/// A question as it rests, with the moment after which nobody waits for its answer.
#[derive(Serialize, Deserialize)]
struct Asked {
    question: Question,
    until: Timestamp,
}

/// A question that only a worker can put. All but the first are about a person's own account on Mastodon.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Question {
    /// Is this name free on this platform?
    IsNameFree {
        /// The platform.
        platform: Platform,
        /// The name.
        name: String,
    },
    /// A platform token for the account of a registration.
    Token {
        /// The registration, which the account bears as its mark.
        key: Rid,
    },
    /// An end to that token.
    RevokeToken {
        /// The registration.
        key: Rid,
    },
    /// A platform token for whoever knows address and password.
    SignIn {
        /// The address.
        email: EmailAddress,
        /// The password.
        password: Secret,
        /// The language of letters about it.
        locale: Locale,
        /// Whether it may be tried: where the gate knows better, only the owner hears that somebody tried.
        #[serde(default = "yes")]
        may_act: bool,
    },
    /// Another password for whoever knows address and password.
    ChangePassword {
        /// The address.
        email: EmailAddress,
        /// The password so far.
        old: Secret,
        /// The one to come.
        new: Secret,
        /// The language of letters about it.
        locale: Locale,
        /// Whether it may be tried: where the gate knows better, nothing is changed.
        #[serde(default = "yes")]
        may_act: bool,
    },
    /// A letter with a link to a new password.
    ForgotPassword {
        /// The address.
        email: EmailAddress,
        /// The language of the letter.
        locale: Locale,
        /// Whether the address may be written to.
        may_write: bool,
        /// The link, drawn before anybody knows whether there is somebody to have it.
        #[serde(default)]
        link: Option<DrawnLink>,
    },
    /// The new password of whoever followed that link.
    SetPassword {
        /// The notice that the link belongs to.
        notice: NoticeId,
        /// The password.
        new: Secret,
    },
}

/// A link to a new password that may come to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrawnLink {
    /// Who may sign in with the address, or nobody's identifier: the worker looks.
    pub member: MemberId,
    /// The notice that the link will belong to, beside that member.
    pub notice: NoticeId,
    /// The link's epoch.
    pub epoch: Epoch,
    /// Whether it is answered to whoever asks, so that it is made even where no letter may go out.
    pub is_answered: bool,
}

const fn yes() -> bool {
    true
}

impl Question {
    /// Where it lies: what writes to a notice must lie beside it.
    fn partition(&self) -> Partition {
        match self {
            Self::SetPassword { notice, .. } | Self::ForgotPassword { link: Some(DrawnLink { notice, .. }), .. } => notice.partition(),
            _ => Rid::random().partition(),
        }
    }

    fn job(&self, request: String, partition: Partition) -> Job {
        let partition = partition.number();
        match self {
            Self::IsNameFree { .. } => Job::CheckName { request, partition },
            _ => Job::Ask { request, partition },
        }
    }

    /// Whether it is carried out even if nobody waits for the answer any more; a letter then tells.
    pub const fn is_finished_anyway(&self) -> bool {
        matches!(self, Self::ChangePassword { .. } | Self::SetPassword { .. } | Self::ForgotPassword { .. } | Self::RevokeToken { .. })
    }
}

/// The answer, for which somebody waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// The name is free.
    Free,
    /// It is not.
    Taken,
    /// The platform is away, or cannot be asked.
    Unknown,
    /// It is done.
    Done,
    /// The token that was asked for.
    Token(PlatformToken),
    /// Address and password do not belong together, or the link is at its end.
    Denied,
    /// No account of ours has this address.
    Stranger,
    /// The platform does not take the new password.
    PasswordRefused,
    /// This gate is not set up for it; which setting is missing.
    NotSetUp(String),
}

/// A token that a platform gave for one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlatformToken {
    /// The token.
    pub access_token: Secret,
    /// What it allows, separated by spaces.
    pub scope: String,
    /// Since when, in seconds since 1970.
    pub created_at: i64,
    /// The account's name.
    pub username: String,
}

/// Puts questions (API) and answers them (worker).
#[derive(Clone)]
pub struct Requests {
    redis: Redis,
    ring: Arc<KeyRing>,
    timing: Timing,
    waiters: Arc<Semaphore>,
}

impl Requests {
    /// Questions that rest sealed under this ring.
    pub fn new(redis: Redis, ring: Arc<KeyRing>, timing: Timing) -> Self {
        Self { redis, ring, timing, waiters: Arc::new(Semaphore::new(WAITERS_MAX)) }
    }

    /// Puts a question and waits at most `wait`; `None` when no answer came in time, or too many wait already.
    ///
    /// # Errors
    /// When Redis is away.
    pub async fn ask(&self, question: Question, now: Timestamp, wait: Duration) -> Result<Option<Answer>, Error> {
        // Who does not wait takes nobody's place.
        let waiting = if wait.is_zero() { Ok(None) } else { self.waiters.try_acquire().map(Some) };
        let Ok(_waiting) = waiting else { return Ok(None) };
        let id = Fingerprint::from_bytes(random()).to_string();
        let partition = question.partition();
        let job = question.job(id.clone(), partition);
        let patience = if question.is_finished_anyway() { self.timing.request_ttl } else { wait };
        let (asked, answered) = (partition.request(&id), partition.answer(&id));
        let mut notices = self.redis.notices();
        self.leave(&asked, &Asked { question, until: later(now, patience) }).await?;
        let commit = Commit {
            partition,
            operation: OperationId::random(),
            records: vec![],
            indexes: vec![],
            jobs: vec![(Envelope::new(job), None)],
            audit: None,
            held: None,
        };
        if !matches!(
            commit.write(&self.redis, &self.timing, now, self.timing.redis_command).await?,
            Outcome::Written(_) | Outcome::Repeated(_)
        ) {
            return Ok(None);
        }
        let answer = async {
            loop {
                if let Some(answer) = self.read::<Answer>(&answered).await? {
                    return Ok(answer);
                }
                self.heard_of(&answered, &mut notices).await;
            }
        };
        tokio::time::timeout(wait, answer).await.ok().transpose()
    }

    /// Returns when the answer was announced, or after a while, whichever is first.
    async fn heard_of(&self, key: &Key, notices: &mut tokio::sync::broadcast::Receiver<Notice>) {
        let announced = async {
            loop {
                match notices.recv().await {
                    Ok(Notice::Answered(name)) if *name == *key.as_str() => return,
                    Ok(Notice::LookAgain) | Err(_) => return,
                    Ok(_) => {}
                }
            }
        };
        let _ = tokio::time::timeout(self.timing.request_poll, announced).await;
    }

    async fn leave(&self, key: &Key, question: &Asked) -> Result<(), Error> {
        let content = self.ring.seal(place(key), &serde_json::to_vec(question).unwrap_or_default());
        let lifetime = Expiration::PX(i64::try_from(self.timing.request_ttl.as_millis()).unwrap_or(i64::MAX));
        let left: Result<(), _> = self.redis.client().set(key.as_str(), content.as_slice(), Some(lifetime), None, false).await;
        Ok(left.map_err(|error| redis::fault(&error))?)
    }

    async fn read<T: DeserializeOwned>(&self, key: &Key) -> Result<Option<T>, Error> {
        let resting: Option<Vec<u8>> = self.redis.client().get(key.as_str()).await.map_err(|error| redis::fault(&error))?;
        let Some(resting) = resting else { return Ok(None) };
        let content = self.ring.open(place(key), &resting)?;
        serde_json::from_slice(&content).map(Some).map_err(|_| Error::Corrupt("question or answer"))
    }

    /// The question of a job, and until when it is waited for; `None` when nobody waits any more.
    ///
    /// # Errors
    /// When Redis is away.
    pub async fn question(&self, partition: Partition, id: &str, now: Timestamp) -> Result<Option<(Question, Timestamp)>, Error> {
        let asked: Option<Asked> = self.read(&partition.request(id)).await?;
        Ok(asked.filter(|asked| now < asked.until).map(|asked| (asked.question, asked.until)))
    }

    /// Answers the question of the held job and finishes the job.
    ///
    /// # Errors
    /// When Redis is away.
    pub async fn answer(&self, queue: &Queue, held: &Held, id: &str, answer: &Answer) -> Result<Still, Error> {
        let (asked, answered) = (held.partition.request(id), held.partition.answer(id));
        let content = self.ring.seal(place(&answered), &serde_json::to_vec(answer).unwrap_or_default());
        queue.answer(held, &asked, &answered, &content, self.timing.request_ttl).await
    }
}

fn place(key: &Key) -> Place<'_> {
    Place { key: key.as_str(), purpose: "request", version: 0 }
}
