//! What people want of their own Mastodon account: a token, another password, a way back in. And the way back in of members.
//!
//! The rules: only an account that bears our mark and is fit for it is ever acted on, and whoever asks about another one hears what
//! they would hear of none. A changed password is told by letter, whoever waited for the answer. Everything here may run
//! twice: the platform recognises a change that was made, and the notice of a question has one id.

use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use shared::address::EmailAddress;
use shared::crypto::secret::Secret;
use shared::error::Error;
use shared::job::Held;
use shared::job::request::{Answer, DrawnLink, PlatformToken, Question};
use shared::keyspace::{NoticeId, Rid};
use shared::locales::Locale;
use shared::member::Member;
use shared::member::store::FoundMember;
use shared::notice::store::Written;
use shared::notice::{About, Notice, ResetOf};
use shared::platform::Platform;
use shared::rate_limit::Pass;
use shared::registration::Contact;
use shared::root::Print;
use shared::settings::LimitName;
use shared::token::link::Epoch;

use crate::Worker;
use crate::outcome::Outcome;
use crate::platforms::mastodon::{Fault, Instance, Refused, Runner, Standing, Token, Whom};

/// What becomes of a question.
pub(super) enum Word {
    /// It is answered.
    Answer(Answer),
    /// Not now.
    Later(Outcome),
}

impl From<Answer> for Word {
    fn from(answer: Answer) -> Self {
        Self::Answer(answer)
    }
}

/// One question of somebody.
pub(super) struct Asked<'a> {
    pub(super) worker: &'a Worker,
    pub(super) held: &'a Held,
    pub(super) id: &'a str,
    /// Whether an earlier run of it may have come to something.
    pub(super) is_repeat: bool,
}

impl Asked<'_> {
    pub(super) async fn answer(&self, question: &Question) -> Result<Word, Error> {
        match (question, &self.worker.instance) {
            (Question::ForgotPassword { email, locale, may_write, link }, instance) => {
                self.forgot_password(instance.as_ref(), (email, *locale), *may_write, *link).await
            }
            (Question::IsNameFree { .. }, _) | (_, None) => Ok(Answer::Unknown.into()),
            // The other drivers have no way to any of this; the API says so before it asks.
            (_, Some(Instance::Tootctl(_) | Instance::Http(_))) => Ok(Answer::NotSetUp("GATELODGE_MASTODON_DRIVER".to_owned()).into()),
            (question, Some(Instance::Runner(runner))) => self.by_runner(runner, question).await,
        }
    }

    async fn by_runner(&self, runner: &Runner, question: &Question) -> Result<Word, Error> {
        match question {
            Question::Token { key } => Ok(match runner.issue_token(&Whom::Key(&key.to_string()), None).await {
                Ok(token) => Answer::Token(token.into()).into(),
                Err(refused) => unable(&refused).into(),
            }),
            Question::RevokeToken { key } => match runner.revoke_tokens(&key.to_string()).await {
                Ok(_) | Err(Refused::NotFound) => Ok(Answer::Done.into()),
                Err(refused) => Ok(unable_to_finish(&refused)),
            },
            Question::SignIn { email, locale, may_act: false, .. } => self.somebody_tried(runner, email, *locale).await,
            Question::ChangePassword { email, may_act: false, .. } => Ok(match runner.standing(email.as_str()).await {
                Ok(_) => Answer::Denied.into(),
                Err(refused) => unable_to_finish(&refused),
            }),
            Question::SignIn { email, password, locale, .. } => self.sign_in(runner, email, password, *locale).await,
            Question::ChangePassword { email, old, new, locale, .. } => self.change_password(runner, email, (old, new), *locale).await,
            Question::SetPassword { notice, new } => self.set_password(runner, *notice, new).await,
            Question::IsNameFree { .. } | Question::ForgotPassword { .. } => Ok(Answer::Unknown.into()),
        }
    }

    async fn sign_in(&self, runner: &Runner, email: &EmailAddress, password: &Secret, locale: Locale) -> Result<Word, Error> {
        match runner.issue_token(&Whom::Email(email.as_str()), Some(&exposed(password))).await {
            Ok(token) => Ok(Answer::Token(token.into()).into()),
            Err(Refused::NotFound | Refused::NotFunctional) => Ok(Answer::Stranger.into()),
            Err(Refused::Denied) => self.warn(email, locale, About::SomebodyTried).await,
            Err(Refused::SecondFactor) => self.warn(email, locale, About::ChangeItThere).await,
            Err(refused) => Ok(unable(&refused).into()),
        }
    }

    /// The gate knows that the password is wrong: as much is asked of the instance, and its owner hears.
    async fn somebody_tried(&self, runner: &Runner, email: &EmailAddress, locale: Locale) -> Result<Word, Error> {
        match runner.standing(email.as_str()).await {
            Ok(Standing::Ours { .. }) => self.warn(email, locale, About::SomebodyTried).await,
            Ok(Standing::Unknown | Standing::HandsOff) => Ok(Answer::Denied.into()),
            Err(refused) => Ok(unable(&refused).into()),
        }
    }

    async fn change_password(
        &self,
        runner: &Runner,
        email: &EmailAddress,
        (old, new): (&Secret, &Secret),
        locale: Locale,
    ) -> Result<Word, Error> {
        match runner.change_password(&Whom::Email(email.as_str()), &exposed(old), &exposed(new), self.is_repeat).await {
            Ok(changed) => {
                if let Some(key) = Rid::parse(&changed.key) {
                    self.worker.notices.end_links(key).await?;
                }
                self.tell(email, locale, password_changed(), Answer::Done).await
            }
            // Whoever gets here has shown the right password: the owner, who has to do it elsewhere.
            Err(Refused::SecondFactor) => self.tell(email, locale, About::ChangeItThere, Answer::Denied).await,
            Err(Refused::Denied | Refused::NotFound | Refused::NotFunctional) => Ok(Answer::Denied.into()),
            Err(Refused::PasswordRefused) => Ok(Answer::PasswordRefused.into()),
            Err(refused) => Ok(unable_to_finish(&refused)),
        }
    }

    async fn forgot_password(
        &self,
        instance: Option<&Instance>,
        (email, locale): (&EmailAddress, Locale),
        may_write: bool,
        link: Option<DrawnLink>,
    ) -> Result<Word, Error> {
        let roots = self.worker.keeper.roots().await?;
        let contact = Contact { print: roots.address(email), address: email.clone() };
        let member = match link {
            Some(link) => self.member(&link, &contact).await?,
            None => None,
        };
        let id = self.notice_id(&roots);
        let about = match self.of_other_account(instance, email, member.as_deref()).await? {
            Ok(about) => about,
            Err(word) => return Ok(word),
        };
        let notice = match (about, member) {
            (Some(about), _) => notice_about(self.worker, id, contact, locale, about),
            (None, Some(member)) => way_back(self.worker, id, contact, &member),
            (None, None) => return Ok(Answer::Done.into()),
        };
        let notice = match link {
            Some(DrawnLink { notice: id, epoch, .. }) => notice.drawn(id, epoch),
            None => notice,
        };
        let written = match (may_write, link) {
            (true, _) => self.worker.notices.make(&notice, self.held).await?,
            // Counted before it was asked, for known and unknown addresses alike; whoever is answered needs no letter.
            (false, Some(DrawnLink { is_answered: true, .. })) => self.worker.notices.make_silently(&notice, self.held).await?,
            (false, _) => return Ok(Answer::Done.into()),
        };
        Ok(match written {
            Written::Yes | Written::Not => Answer::Done.into(),
            Written::Lost => Word::Later(Outcome::Lost),
        })
    }

    /// The member who signs in with the address, where the claim led to one.
    async fn member(&self, link: &DrawnLink, contact: &Contact) -> Result<Option<Box<Member>>, Error> {
        Ok(match self.worker.members.load(link.member).await? {
            FoundMember::Member(member, _) if member.has_address(contact.print) => Some(member),
            FoundMember::Member(..) | FoundMember::Left { .. } | FoundMember::Nothing => None,
        })
    }

    /// What the owner of an account is written that is not the member's, where such an account is what they mean; else what becomes of
    /// the question. Whoever did not prove the address keeps nobody from the way back into an account that has it.
    async fn of_other_account(
        &self,
        instance: Option<&Instance>,
        email: &EmailAddress,
        member: Option<&Member>,
    ) -> Result<Result<Option<About>, Word>, Error> {
        let Some(instance) = instance.filter(|_| member.is_none_or(|member| member.proved_at.is_none())) else { return Ok(Ok(None)) };
        Ok(match (self.of_account(instance, email).await?, member) {
            (Ok(about), None) => Ok(Some(about)),
            (Ok(about @ About::SetPassword { key, .. }), Some(member)) if key != member.id.rid() => Ok(Some(about)),
            (Err(word), None) | (Err(word @ Word::Later(_)), Some(_)) => Err(word),
            (_, Some(_)) => Ok(None),
        })
    }

    /// What the owner of an account that no member has is written; else what becomes of the question.
    async fn of_account(&self, instance: &Instance, email: &EmailAddress) -> Result<Result<About, Word>, Error> {
        Ok(match instance.standing(email.as_str()).await {
            Ok(Standing::Ours { key }) => match (Rid::parse(&key), instance) {
                (Some(key), Instance::Runner(_)) => {
                    let changes = self.worker.notices.changes_for_link(key).await?;
                    Ok(About::SetPassword { key, is_used: false, changes, of: ResetOf::Account })
                }
                _ => Ok(About::ChangeItThere),
            },
            Ok(Standing::HandsOff) => Ok(About::ChangeItThere),
            Ok(Standing::Unknown) | Err(Refused::NotSupported) => Err(Answer::Done.into()),
            Err(refused) => Err(unable_to_finish(&refused)),
        })
    }

    async fn set_password(&self, runner: &Runner, link: NoticeId, new: &Secret) -> Result<Word, Error> {
        let notices = &self.worker.notices;
        let roots = self.worker.keeper.roots().await?;
        let news = self.notice_id(&roots);
        if let Some((told, _)) = notices.load(news).await? {
            return self.told_before(&told, link).await;
        }
        let Some((notice, _)) = notices.load(link).await? else { return Ok(Answer::Denied.into()) };
        // A member's is set where the member is.
        let Some((ResetOf::Account, key)) = notice.opens() else { return Ok(Answer::Denied.into()) };
        if !notices.may_press(key, Platform::Mastodon, news).await? {
            return Ok(Word::Later(Outcome::Snooze(self.worker.timing.retry_base)));
        }
        let word = match notices.load(link).await? {
            // Still open now that nobody else sets one.
            Some((open, now)) if open.opens().is_some() => self.set_as_pressed(runner, (open, now), (news, key), new).await?,
            _ => Answer::Denied.into(),
        };
        if matches!(word, Word::Answer(_)) {
            notices.end_press(key, Platform::Mastodon).await?;
        }
        Ok(word)
    }

    /// Sets the password while no other press of any link to this account can.
    async fn set_as_pressed(
        &self,
        runner: &Runner,
        (notice, version): (Notice, u64),
        (news, key): (NoticeId, Rid),
        new: &Secret,
    ) -> Result<Word, Error> {
        let notices = &self.worker.notices;
        let about = match runner.set_password(&key.to_string(), &exposed(new)).await {
            Ok(_) => password_changed(),
            Err(Refused::SecondFactor | Refused::NotFunctional | Refused::NotFound) => About::ChangeItThere,
            // Nothing was set: the link is as good as before.
            Err(Refused::PasswordRefused) => return Ok(Answer::PasswordRefused.into()),
            Err(refused) => return Ok(unable_to_finish(&refused)),
        };
        let answer = if about == password_changed() { Answer::Done } else { Answer::Denied };
        let news = notice_about(self.worker, news, notice.contact.clone(), notice.locale, about);
        let written = match notices.use_up(&notice.used(), version, Some(&news), Some(self.held)).await? {
            // "This was not me" came too late, and its reader has to hear that all the more.
            Written::Not => notices.make(&news, self.held).await?,
            written => written,
        };
        if written == Written::Lost {
            return Ok(Word::Later(Outcome::Lost));
        }
        if answer == Answer::Done {
            notices.end_links(key).await?;
        }
        Ok(answer.into())
    }

    /// An earlier run came to its end and could not say so.
    async fn told_before(&self, told: &Notice, link: NoticeId) -> Result<Word, Error> {
        if told.about != password_changed() {
            return Ok(Answer::Denied.into());
        }
        if let Some((Notice { about: About::SetPassword { key, .. }, .. }, _)) = self.worker.notices.load(link).await? {
            self.worker.notices.end_links(key).await?;
        }
        Ok(Answer::Done.into())
    }

    /// Tells the owner what a stranger may have tried, as often as a stranger may cause letters.
    async fn warn(&self, email: &EmailAddress, locale: Locale, about: About) -> Result<Word, Error> {
        let roots = self.worker.keeper.roots().await?;
        let once = roots.print(Print::Question, self.id.as_bytes());
        match self.worker.limits.count(Some(once), &[(LimitName::LettersReceiver, roots.address(email))]).await? {
            Pass::Yes => self.tell(email, locale, about, Answer::Denied).await,
            Pass::After(_) => Ok(Answer::Denied.into()),
        }
    }

    /// Writes the notice of this question, and answers.
    async fn tell(&self, email: &EmailAddress, locale: Locale, about: About, answer: Answer) -> Result<Word, Error> {
        let roots = self.worker.keeper.roots().await?;
        let contact = Contact { print: roots.address(email), address: email.clone() };
        let notice = notice_about(self.worker, self.notice_id(&roots), contact, locale, about);
        Ok(match self.worker.notices.make(&notice, self.held).await? {
            Written::Yes | Written::Not => answer.into(),
            Written::Lost => Word::Later(Outcome::Lost),
        })
    }

    /// The one id that a notice of this question has, however often the question is answered.
    fn notice_id(&self, roots: &shared::root::Roots) -> NoticeId {
        NoticeId::within(self.held.partition, *roots.print(Print::Question, self.id.as_bytes()).as_bytes())
    }
}

/// The notice with a member's link to a new password, which goes to the address it has.
pub(crate) fn way_back(worker: &Worker, id: NoticeId, contact: Contact, member: &Member) -> Notice {
    let about = About::SetPassword { key: member.id.rid(), is_used: false, changes: member.password_serial, of: ResetOf::Member };
    notice_about(worker, id, contact, member.locale, about)
}

fn notice_about(worker: &Worker, id: NoticeId, contact: Contact, locale: Locale, about: About) -> Notice {
    let lives: Duration = match about {
        About::SetPassword { .. } => worker.timing.reset_ttl,
        _ => worker.timing.notice_ttl,
    };
    let now = worker.clock.now();
    Notice {
        format: about.format(),
        id,
        epoch: Epoch::random(),
        made_at: now,
        expires_at: shared::clock::later(now, lives),
        contact,
        locale,
        about,
    }
}

/// That an account's password was changed.
const fn password_changed() -> About {
    About::PasswordChanged { of: ResetOf::Account, doors: Vec::new() }
}

/// A change that somebody asked for is tried again as long as the question lies there.
fn unable_to_finish(refused: &Refused) -> Word {
    match refused {
        Refused::Away(_) => Word::Later(Outcome::retry("the platform is away")),
        Refused::Busy { retry_after } => Word::Later(Outcome::Retry { why: "the platform asks for patience", after: *retry_after }),
        // So it looks, too, while Mastodon is started anew.
        Refused::Misconfigured(Fault::SocketClosed | Fault::ContainerDown) => {
            Word::Later(Outcome::retry("the way to the platform is closed"))
        }
        refused => unable(refused).into(),
    }
}

/// What somebody hears whom the platform did not answer.
fn unable(refused: &Refused) -> Answer {
    match refused {
        Refused::Denied | Refused::NotFound | Refused::NotFunctional | Refused::SecondFactor => Answer::Denied,
        Refused::NotConfigured => Answer::NotSetUp("GATELODGE_MASTODON_CLIENT_ID".to_owned()),
        Refused::Misconfigured(fault) => {
            tracing::warn!(%fault, "somebody could not be answered");
            Answer::Unknown
        }
        refused => {
            tracing::debug!(%refused, "the instance did not answer somebody");
            Answer::Unknown
        }
    }
}

fn exposed(secret: &Secret) -> SecretString {
    SecretString::from(secret.expose())
}

impl From<Token> for PlatformToken {
    fn from(token: Token) -> Self {
        let Token { access_token, scope, created_at, username } = token;
        Self { access_token: Secret::new(access_token.expose_secret()), scope, created_at, username }
    }
}
