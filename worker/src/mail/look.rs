//! What the doctor asks a mail server beyond a sign-in: its first words, and whether it takes letters from us.
//!
//! The rule: no letter is begun. An envelope is shown and taken back (RSET) before a word of content.

use std::time::Duration;

use lettre::transport::smtp::commands::{Mail, Rcpt, Rset};
use shared::doctor::reach::{Unreached, connect};
use shared::settings::Security;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, BufReader};
use tokio::time::timeout;

use super::{LATER, MailFault, Mailer, quietly};

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
    SenderRefused,
    /// The sender's is, a moderator's is not.
    ReceiverRefused,
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
            let asked = async {
                if let Err(error) = connection.command(Mail::new(Some(self.from.email.clone()), Vec::new())).await {
                    return if error.is_permanent() { Ok(Envelope::SenderRefused) } else { Err(LATER) };
                }
                let answer = connection.command(Rcpt::new(to, Vec::new())).await;
                let _ = connection.command(Rset).await;
                match answer {
                    Err(error) if error.is_permanent() => Ok(Envelope::ReceiverRefused),
                    _ => Ok(Envelope::Taken),
                }
            };
            timeout(self.deadline, asked).await.unwrap_or(Err(LATER))
        })
        .await
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
