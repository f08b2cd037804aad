//! Handing letters to the mail server over SMTP.
//!
//! Owns the connections, their deadlines and what an answer means for the job: later, refused, or a fault that only the
//! operator can mend. The rules: a connection that was left in mid-conversation is never used again, and neither the
//! receiver nor the server's words get into an error or a log. What stands in a letter is `letters`' and `message`'s.

mod layout;
pub mod letters;
pub mod look;
pub mod message;
mod plain_text;
mod views;
mod when;

use std::error::Error as _;
use std::io;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use lettre::address::Envelope;
use lettre::message::Mailbox;
use lettre::transport::smtp::Error as SmtpError;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
pub use lettre::transport::smtp::client::Certificate;
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters, TlsParametersBuilder};
use lettre::transport::smtp::commands::{Data, Mail, Noop, Rcpt, Rset};
use lettre::transport::smtp::extension::ClientId;
use secrecy::ExposeSecret;
use shared::settings::{Security, Smtp};
use shared::telemetry::{metrics, step};
use tokio::sync::Semaphore;
use tokio::time::timeout;
use tracing::instrument::{Instrument, WithSubscriber};
use tracing::subscriber::NoSubscriber;

pub use self::message::Outgoing;

/// Why a letter did not go out. Names neither the receiver nor what the server said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MailFault {
    /// The server is away, slow or busy: the same letter may go out later.
    #[error("the mail server is away or busy")]
    Later {
        /// How long the server wants to be left alone, where it says so; SMTP has no field for it.
        retry_after: Option<Duration>,
    },
    /// The server will never take this letter for this receiver.
    #[error("the mail server refused this letter")]
    Refused,
    /// No letter can go out before the operator has changed something.
    #[error("mail is set up wrongly: {0}")]
    Misconfigured(&'static str),
}

// What an operator has to mend, in the words that are told and compared.
pub(crate) const NO_STARTTLS: &str = "the mail server offers no STARTTLS";
pub(crate) const TLS_FAILS: &str = "TLS with the mail server fails";
pub(crate) const NO_SIGN_IN: &str = "the mail server offers no way to sign in";
pub(crate) const MACHINE_REFUSED: &str = "the mail server refuses this machine";
pub(crate) const SIGN_IN_REFUSED: &str = "the mail server refuses the user or the password";

const LATER: MailFault = MailFault::Later { retry_after: None };

/// The way out for letters.
pub struct Mailer {
    smtp: Smtp,
    from: Mailbox,
    tls: Option<TlsParameters>,
    hello: ClientId,
    /// How long connecting, and after it one letter, may take; also how long an idle connection is believed.
    deadline: Duration,
    connections_max: usize,
    /// A letter waits for its turn: there are never more conversations than the operator allows.
    turns: Semaphore,
    // lettre's own pool has no deadline for an answer, and takes a connection back that was left in mid-letter: the
    // next letter would then read the answers of the one before.
    idle: Mutex<Vec<(AsyncSmtpConnection, Instant)>>,
}

impl Mailer {
    /// Prepares the way; connects to nothing yet. `from` is `Name <address>` or an address alone; `extra_roots` are
    /// believed besides the well-known certificate authorities and are for tests only.
    pub fn new(
        smtp: Smtp,
        from: &str,
        connections_max: usize,
        deadline: Duration,
        extra_roots: Vec<Certificate>,
    ) -> Result<Self, MailFault> {
        let from = message::sender(from)?;
        let tls = match smtp.security {
            Security::Plain => None,
            Security::StartTls | Security::Tls => {
                let builder = TlsParameters::builder(smtp.host.clone());
                let builder = extra_roots.into_iter().fold(builder, TlsParametersBuilder::add_root_certificate);
                Some(builder.build_rustls().map_err(|_| MailFault::Misconfigured("TLS cannot be set up"))?)
            }
        };
        let connections_max = connections_max.max(1);
        let (hello, turns) = (ClientId::default(), Semaphore::new(connections_max));
        Ok(Self { smtp, from, tls, hello, deadline, connections_max, turns, idle: Mutex::default() })
    }

    /// Hands one letter over. `Ok` means that the server has taken it; after any fault it may still have, so a repeat
    /// must carry the same Message-ID.
    pub async fn send(&self, letter: &Outgoing) -> Result<(), MailFault> {
        let sent = self.hand_over(letter).instrument(step("smtp")).await;
        metrics::LETTERS.count([word(sent).into()]);
        sent
    }

    async fn hand_over(&self, letter: &Outgoing) -> Result<(), MailFault> {
        let message = letter.to_message(&self.from)?;
        let wire = message.formatted();
        let _turn = self.turns.acquire().await.map_err(|_| LATER)?;
        quietly(async {
            let mut connection = self.connection().await?;
            let spoken = converse(&mut connection, message.envelope(), &wire);
            // After the deadline the connection is in mid-conversation: dropped, never parked.
            let spoken = timeout(self.deadline, spoken).await.map_err(|_elapsed| LATER)?;
            let Err((step, error)) = spoken else {
                self.park(connection);
                return Ok(());
            };
            // A refusal of one letter says nothing of the next, if the server is still there to start over.
            let answered = error.status().is_some();
            if answered && matches!(timeout(self.deadline, connection.command(Rset)).await, Ok(Ok(_))) {
                self.park(connection);
            }
            Err(fault(step, &error))
        })
        .await
    }

    /// Whether letters could go out now: connects, signs in and says nothing more.
    pub async fn check(&self) -> Result<(), MailFault> {
        let _turn = self.turns.acquire().await.map_err(|_| LATER)?;
        quietly(async {
            let connection = self.connection().await?;
            self.park(connection);
            Ok(())
        })
        .await
    }

    /// A connection that has just answered: one that is left, or a new one.
    async fn connection(&self) -> Result<AsyncSmtpConnection, MailFault> {
        while let Some(mut connection) = self.unpark() {
            if matches!(timeout(self.deadline, connection.command(Noop)).await, Ok(Ok(_))) {
                return Ok(connection);
            }
        }
        timeout(self.deadline, self.connect()).await.unwrap_or(Err(LATER))
    }

    async fn connect(&self) -> Result<AsyncSmtpConnection, MailFault> {
        let server = (self.smtp.host.as_str(), self.smtp.port);
        let wrapper = self.tls.clone().filter(|_| self.smtp.security == Security::Tls);
        let mut connection = AsyncSmtpConnection::connect_tokio1(server, Some(self.deadline), &self.hello, wrapper, None)
            .await
            .map_err(|error| fault(Step::Greeting, &error))?;
        if let (Security::StartTls, Some(tls)) = (self.smtp.security, &self.tls) {
            if !connection.can_starttls() {
                return Err(MailFault::Misconfigured(NO_STARTTLS));
            }
            connection.starttls(tls.clone(), &self.hello).await.map_err(|error| fault(Step::Greeting, &error))?;
        }
        if let Some((user, password)) = &self.smtp.credentials {
            let credentials = Credentials::new(user.clone(), password.expose_secret().to_owned());
            connection.auth(DEFAULT_MECHANISMS, &credentials).await.map_err(|error| fault(Step::SignIn, &error))?;
        }
        Ok(connection)
    }

    fn park(&self, connection: AsyncSmtpConnection) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < self.connections_max {
            idle.push((connection, Instant::now()));
        }
    }

    fn unpark(&self) -> Option<AsyncSmtpConnection> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.retain(|(_, since)| since.elapsed() < self.deadline);
        idle.pop().map(|(connection, _)| connection)
    }
}

impl std::fmt::Debug for Mailer {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Mailer").field("smtp", &self.smtp).finish_non_exhaustive()
    }
}

/// How it went, as metrics say it.
const fn word(sent: Result<(), MailFault>) -> &'static str {
    match sent {
        Ok(()) => "sent",
        Err(MailFault::Later { .. }) => "later",
        Err(MailFault::Refused) => "refused",
        Err(MailFault::Misconfigured(_)) => "misconfigured",
    }
}

/// lettre logs every line of a conversation, passwords and links among them; none of it is for a log.
async fn quietly<T>(talk: impl Future<Output = T>) -> T {
    talk.with_subscriber(NoSubscriber::default()).await
}

/// What was being said when the server said no.
#[derive(Clone, Copy, Debug)]
enum Step {
    Greeting,
    SignIn,
    Sender,
    Receiver,
    Content,
}

/// One letter, in the words of RFC 5321.
async fn converse(connection: &mut AsyncSmtpConnection, envelope: &Envelope, letter: &[u8]) -> Result<(), (Step, SmtpError)> {
    let sender = Mail::new(envelope.from().cloned(), Vec::new());
    connection.command(sender).await.map_err(|error| (Step::Sender, error))?;
    for to in envelope.to() {
        let receiver = Rcpt::new(to.clone(), Vec::new());
        connection.command(receiver).await.map_err(|error| (Step::Receiver, error))?;
    }
    connection.command(Data).await.map_err(|error| (Step::Content, error))?;
    connection.command(content(letter)).await.map_err(|error| (Step::Content, error))?;
    Ok(())
}

/// The letter as it follows DATA, its end included (RFC 5321 §4.5.2). lettre would send the end by itself, and TCP would hold
/// it back until the server had acknowledged the letter: 40 ms for each.
fn content(letter: &[u8]) -> String {
    let letter = String::from_utf8_lossy(letter);
    let mut content = String::with_capacity(letter.len() + 64);
    for line in letter.split_inclusive("\r\n") {
        if line.starts_with('.') {
            content.push('.');
        }
        content.push_str(line);
    }
    if !content.ends_with("\r\n") {
        content.push_str("\r\n");
    }
    content.push_str(".\r\n");
    content
}

/// What a fault means for the letter.
fn fault(step: Step, error: &SmtpError) -> MailFault {
    if error.is_tls() || is_tls_alert(error) {
        return MailFault::Misconfigured(TLS_FAILS);
    }
    let Some(code) = error.status().map(u16::from) else {
        return match step {
            // Nothing was refused: lettre found no way of signing in that both know.
            Step::SignIn if error.is_client() => MailFault::Misconfigured(NO_SIGN_IN),
            _ => LATER,
        };
    };
    match (step, code) {
        // A stranger's choice of address must not stop everybody's letters, though this is probably ours to mend.
        (_, ..500) | (Step::Receiver, 530 | 535 | 538) => LATER,
        (Step::Greeting, _) => MailFault::Misconfigured(MACHINE_REFUSED),
        (Step::SignIn, _) => MailFault::Misconfigured(SIGN_IN_REFUSED),
        (Step::Sender, 530 | 535 | 538) => MailFault::Misconfigured("the mail server wants a sign-in or encryption"),
        (Step::Sender, _) => MailFault::Misconfigured("the mail server refuses the sender's address"),
        (Step::Receiver | Step::Content, _) => MailFault::Refused,
    }
}

/// The handshake failed, or there was none: lettre wraps it, once or twice, as a connection error.
fn is_tls_alert(error: &SmtpError) -> bool {
    let mut source = error.source();
    while let Some(fault) = source {
        if let Some(inner) = fault.downcast_ref::<io::Error>().and_then(io::Error::get_ref)
            && inner.is::<rustls::Error>()
        {
            return true;
        }
        source = fault.source();
    }
    false
}

#[cfg(test)]
mod tests {
    use super::content;

    #[test]
    fn a_letter_ends_once_and_no_line_of_it_ends_it() {
        assert_eq!(content(b"a\r\n.\r\n..b\r\n"), "a\r\n..\r\n...b\r\n.\r\n");
        assert_eq!(content(b".a"), "..a\r\n.\r\n");
        assert_eq!(content("ä. b\r\n".as_bytes()), "ä. b\r\n.\r\n");
    }
}
