//! What the doctor asks a mail server beyond a sign-in: its first words, and whether it takes letters from us.
//!
//! The rules: no letter is begun, an envelope is shown and taken back (RSET) before a word of content; and only a yes is a yes.

use std::time::Duration;

use lettre::transport::smtp::Error as SmtpError;
use lettre::transport::smtp::commands::{Mail, Rcpt, Rset};
use lettre::transport::smtp::response::{Response, Severity};
use shared::doctor::reach::{Unreached, connect};
use shared::settings::Security;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, BufReader};
use tokio::time::{Instant, timeout, timeout_at};

use super::{MailFault, Mailer, quietly};

/// The longest first line that is read (RFC 5321 §4.5.3.1.5).
const LINE_MAX: u64 = 512;

/// How a server greets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Greeting {
    /// As it should; or with TLS from the first byte, where there is nothing to be read before.
    Welcome,
    /// It sends us away, with this code.
    Refused(u16),
    /// It says nothing.
    Silent,
    /// It says something else.
    Stranger,
}

/// What became of an envelope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Envelope {
    /// It would be taken.
    Taken,
    /// The sender's address is not.
    Sender(No),
    /// The sender's is, a moderator's is not.
    Receiver(No),
}

/// What was heard instead of a yes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum No {
    /// No, for good.
    Never,
    /// Not now, with this code.
    Later(u16),
    /// Nothing, for as long as an answer may take.
    Silent,
    /// The end of the connection, or what is no answer.
    BrokenOff,
}

impl Mailer {
    /// Connects, hears the first words and leaves.
    ///
    /// # Errors
    /// Why nothing could be reached.
    pub async fn greeting(&self, at_most: Duration) -> Result<Greeting, Unreached> {
        let stream = connect(&self.smtp.host, self.smtp.port, at_most).await?;
        if self.smtp.security == Security::Tls {
            return Ok(Greeting::Welcome);
        }
        let mut line = Vec::new();
        let read = timeout(at_most, BufReader::new(stream).take(LINE_MAX).read_until(b'\n', &mut line)).await;
        Ok(match read {
            Err(_) => Greeting::Silent,
            Ok(_) => meaning(&line),
        })
    }

    /// Shows the server an envelope from our sender to this address, and takes it back.
    ///
    /// # Errors
    /// As for a letter that cannot be begun.
    pub async fn try_envelope(&self, to: &str) -> Result<Envelope, MailFault> {
        let to = to.parse().map_err(|_| MailFault::Refused)?;
        quietly(async {
            let mut connection = self.connection().await?;
            let until = Instant::now() + self.deadline;
            let sender = connection.command(Mail::new(Some(self.from.email.clone()), Vec::new()));
            if let Err(no) = heard(until, sender).await {
                return Ok(Envelope::Sender(no));
            }
            let answer = heard(until, connection.command(Rcpt::new(to, Vec::new()))).await;
            // Whatever it says to this: the connection is not used again.
            let _ = timeout_at(until, connection.command(Rset)).await;
            Ok(answer.map_or_else(Envelope::Receiver, |()| Envelope::Taken))
        })
        .await
    }
}

/// What a server says to one address of an envelope.
async fn heard(until: Instant, answer: impl Future<Output = Result<Response, SmtpError>>) -> Result<(), No> {
    match timeout_at(until, answer).await {
        Err(_elapsed) => Err(No::Silent),
        Ok(Ok(answer)) if answer.code().severity == Severity::PositiveCompletion => Ok(()),
        Ok(Ok(_)) => Err(No::BrokenOff),
        Ok(Err(error)) => Err(match error.status().map(u16::from) {
            Some(code @ 400..500) => No::Later(code),
            Some(500..600) => No::Never,
            _ => No::BrokenOff,
        }),
    }
}

fn meaning(line: &[u8]) -> Greeting {
    let code = line.get(..3).and_then(|code| std::str::from_utf8(code).ok()).and_then(|code| code.parse().ok());
    match code {
        Some(220) => Greeting::Welcome,
        Some(code @ 400..600) => Greeting::Refused(code),
        _ => Greeting::Stranger,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_greeting_begins_with_its_code() {
        assert_eq!(meaning(b"220 mail.example.org ESMTP\r\n"), Greeting::Welcome);
        assert_eq!(meaning(b"554 no\r\n"), Greeting::Refused(554));
        for line in [&b""[..], b"HTTP/1.1 400 Bad Request\r\n", b"+OK POP3\r\n", b"22"] {
            assert_eq!(meaning(line), Greeting::Stranger);
        }
    }
}
