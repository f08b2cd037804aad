//! The mail server: reached, its greeting, the sign-in, and whether it takes letters from us. No letter is begun.

use shared::doctor::Finding;
use shared::doctor::reach::Unreached;
use shared::settings::{Security, Smtp, WorkerSettings, is_loopback};

use super::CALL_MAX;
use crate::Worker;
use crate::mail::look::{Envelope, Greeting};
use crate::mail::{MACHINE_REFUSED, MailFault, NO_SIGN_IN, NO_STARTTLS, SIGN_IN_REFUSED, TLS_FAILS};

pub(super) const PLACE: &str = "GATELODGE_SMTP_URL";
const FROM: &str = "GATELODGE_MAIL_FROM";
const NO_LETTERS: &str = "No letter goes out: nobody can confirm, no moderator hears of anybody, and nobody learns how it was decided.";
/// Domains that nobody can have (RFC 2606, RFC 6761).
const NOBODYS: [&str; 9] = ["example.org", "example.com", "example.net", "example", "invalid", "test", "localhost", "local", "localdomain"];

/// What the settings give away without a call.
pub(super) fn judge(settings: &WorkerSettings) -> Vec<Finding> {
    let mut findings = Vec::new();
    let Smtp { security, host, credentials, .. } = &settings.smtp;
    let is_here = host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.to_canonical().is_loopback());
    if *security == Security::Plain && credentials.is_some() && !is_here {
        findings.push(
            Finding::warning("mail.in-clear", PLACE, "The password for the mail server goes there without encryption (smtp://).")
                .because("Everybody on the way reads it, and can send letters in your name; and reads every link in every letter.")
                .mend("Write smtp+starttls://user:password@host:587, or smtps://user:password@host:465."),
        );
    }
    let domain = settings.mail_from.rsplit('@').next().unwrap_or_default().trim_end_matches('>').to_ascii_lowercase();
    let is_nobodys = NOBODYS.iter().any(|nobodys| domain == *nobodys || domain.ends_with(&format!(".{nobodys}")));
    if is_nobodys && !is_loopback(&settings.common.public_url) {
        findings.push(
            Finding::warning("mail.example-sender", FROM, format!("Letters come from {domain}, a domain that nobody has."))
                .because("Other mail servers throw such letters away, mostly without a word, and nobody can answer them.")
                .mend("Write an address of your own domain, one that your mail server may send for."),
        );
    }
    findings
}

/// What the server says.
pub(super) async fn look(worker: &Worker) -> Vec<Finding> {
    let smtp = &worker.settings.smtp;
    let at = format!("{}:{}", smtp.host, smtp.port);
    match worker.mailer.greeting(CALL_MAX / 2).await {
        Err(unreached) => return vec![away(&at, unreached)],
        Ok(Greeting::Silent) => return vec![silent(&at)],
        Ok(Greeting::Stranger) => return vec![stranger(&at)],
        Ok(Greeting::Refused(..500)) => return vec![not_let_in(&at, &MailFault::Later { retry_after: None })],
        Ok(Greeting::Refused(code)) => return vec![turned_away(&at, code)],
        Ok(Greeting::Welcome) => {}
    }
    if let Err(fault) = worker.mailer.check().await {
        return vec![not_let_in(&at, &fault)];
    }
    let to = worker.settings.common.moderators.first().map(|address| address.as_str().to_owned()).unwrap_or_default();
    vec![match worker.mailer.try_envelope(&to).await {
        Ok(Envelope::SenderRefused) => sender_refused(),
        Ok(Envelope::ReceiverRefused) => relay_refused(),
        Ok(Envelope::Taken) | Err(_) => Finding::ok("mail.well", PLACE, "The mail server lets us in and takes letters from us."),
    }]
}

fn away(at: &str, why: Unreached) -> Finding {
    let mend = match why {
        Unreached::NoHost => "Correct the host of the mail server.",
        Unreached::Closed => "Start the mail server, or correct its port: 587 for smtp+starttls://, 465 for smtps://, 25 for smtp://.",
        Unreached::Silent => {
            "Let the firewall pass this machine. Many hosts of servers block port 25, and some 465 and 587, until one asks them."
        }
    };
    Finding::fault("mail.away", PLACE, format!("The mail server at {at} cannot be reached: {why}.")).because(NO_LETTERS).mend(mend)
}

fn silent(at: &str) -> Finding {
    Finding::fault("mail.silent", PLACE, format!("The mail server at {at} is reached and says no word of greeting."))
        .because(NO_LETTERS)
        .mend("Where it speaks TLS from the first byte, as at port 465, write smtps:// instead. Else look whether it is stuck.")
}

fn stranger(at: &str) -> Finding {
    Finding::fault("mail.stranger", PLACE, format!("What answers at {at} is no mail server."))
        .because(NO_LETTERS)
        .mend("Correct host and port: 587 for smtp+starttls://, 465 for smtps://, 25 for smtp://.")
}

fn turned_away(at: &str, code: u16) -> Finding {
    Finding::fault("mail.turned-away", PLACE, format!("The mail server at {at} sends this machine away with its greeting ({code})."))
        .because(NO_LETTERS)
        .mend("Mostly the address of this machine is on a list of senders of junk, or not allowed there. Ask whoever runs the server, or use another one.")
}

fn not_let_in(at: &str, fault: &MailFault) -> Finding {
    let (id, what, mend) = match fault {
        MailFault::Misconfigured(NO_STARTTLS) => (
            "mail.no-starttls",
            format!("The mail server at {at} offers no STARTTLS."),
            "Write smtps://…:465 where it speaks TLS from the first byte; smtp:// only for a server on this machine.",
        ),
        MailFault::Misconfigured(TLS_FAILS) => (
            "mail.tls",
            format!(
                "TLS with the mail server at {at} fails: its certificate is unknown, expired or for another name, or it speaks no TLS there."
            ),
            "Name the host as its certificate does (not by its number). For port 587 write smtp+starttls://, for 465 smtps://.",
        ),
        MailFault::Misconfigured(NO_SIGN_IN) => (
            "mail.no-sign-in",
            format!("The mail server at {at} offers no way to sign in that this gate knows."),
            "Take user and password out of the URL if it wants none. If it wants them encrypted first, write smtp+starttls:// or smtps://.",
        ),
        MailFault::Misconfigured(SIGN_IN_REFUSED) => (
            "mail.sign-in",
            format!("The mail server at {at} refuses the user or the password."),
            "Write both as the server has them, percent-encoded (@ is %40). Where the account has a second factor, it needs an app password.",
        ),
        MailFault::Misconfigured(MACHINE_REFUSED) => (
            "mail.turned-away",
            format!("The mail server at {at} sends this machine away."),
            "Ask whoever runs the server why, or use another one.",
        ),
        _ => (
            "mail.busy",
            format!("The mail server at {at} asks for patience, or broke off: {fault}."),
            "Ask again in some minutes. If it stays so, look into the log of the mail server.",
        ),
    };
    Finding::fault(id, PLACE, what).because(NO_LETTERS).mend(mend)
}

fn sender_refused() -> Finding {
    Finding::fault("mail.sender", FROM, "The mail server refuses the address that letters come from.")
        .because(NO_LETTERS)
        .mend("Write the address that belongs to the user in GATELODGE_SMTP_URL, or let that user send for this one.")
}

fn relay_refused() -> Finding {
    Finding::fault("mail.relay", PLACE, "The mail server takes no letter from us to a moderator (mostly “relay access denied”).")
        .because("Letters to people elsewhere come back: nobody can confirm, and moderators hear of nobody.")
        .mend("Sign in there: smtp+starttls://user:password@host:587. Or let the server relay for this machine, or correct GATELODGE_MODERATORS.")
}
