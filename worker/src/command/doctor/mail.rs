//! The mail server: reached, its greeting, the sign-in, and whether it takes letters from us. No letter is begun.

use shared::doctor::reach::Unreached;
use shared::doctor::{Finding, Notes};
use shared::settings::{Security, Smtp, WorkerSettings, is_loopback};

use super::CALL_MAX;
use crate::Worker;
use crate::mail::look::{Envelope, Greeting, No};
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
pub(super) async fn look(worker: &Worker, notes: &Notes) {
    const GREETING: &str = "how it greets";
    const SIGN_IN: &str = "whether it lets us in";
    const LETTERS: &str = "whether it takes letters from us";
    notes.to_look_at([GREETING, SIGN_IN, LETTERS]);
    let smtp = &worker.settings.smtp;
    let at = format!("{}:{}", smtp.host, smtp.port);
    if let Err(finding) = greeting(worker, &at).await {
        return notes.add([finding]);
    }
    notes.looked_at(GREETING, None);
    if let Err(fault) = worker.mailer.check().await {
        return notes.add([not_let_in(&at, &fault)]);
    }
    notes.looked_at(SIGN_IN, None);
    let to = worker.settings.common.moderators.first().map(|address| address.as_str().to_owned()).unwrap_or_default();
    let letters = match worker.mailer.try_envelope(&to).await {
        Ok(Envelope::Taken) => Finding::ok("mail.well", PLACE, "The mail server lets us in and takes letters from us."),
        Ok(Envelope::Sender(no)) => sender(&at, no),
        Ok(Envelope::Receiver(no)) => receiver(&at, no),
        Err(fault) => not_let_in(&at, &fault),
    };
    notes.looked_at(LETTERS, [letters]);
}

/// What it is that the server does not say yes to the sender's address.
fn sender(at: &str, no: No) -> Finding {
    match no {
        No::Never => sender_refused(),
        No::Later(code) => not_now(at, code),
        No::Silent => mute(at, "MAIL FROM"),
        No::BrokenOff => breaks_off(at, "MAIL FROM"),
    }
}

/// What it is that the server does not say yes to a moderator's address.
fn receiver(at: &str, no: No) -> Finding {
    match no {
        No::Never => relay_refused(),
        No::Later(code) => come_again(at, code),
        No::Silent => mute(at, "RCPT TO"),
        No::BrokenOff => breaks_off(at, "RCPT TO"),
    }
}

/// Whether a mail server is there and welcomes us.
async fn greeting(worker: &Worker, at: &str) -> Result<(), Finding> {
    match worker.mailer.greeting(CALL_MAX / 2).await {
        Err(unreached) => Err(away(at, unreached)),
        Ok(Greeting::Silent) => Err(silent(at)),
        Ok(Greeting::Stranger) => Err(stranger(at)),
        Ok(Greeting::Refused(..500)) => Err(not_let_in(at, &MailFault::Later { retry_after: None })),
        Ok(Greeting::Refused(code)) => Err(turned_away(at, code)),
        Ok(Greeting::Welcome) => Ok(()),
    }
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

fn not_now(at: &str, code: u16) -> Finding {
    Finding::fault("mail.not-now", PLACE, format!("The mail server at {at} lets us in and takes no letter from us now ({code})."))
        .because(NO_LETTERS)
        .mend("Look into the log of the mail server: mostly its disk is full, or we sent it too much at once. Then ask again.")
}

fn come_again(at: &str, code: u16) -> Finding {
    Finding::warning("mail.come-again", PLACE, format!("The mail server at {at} asks to come again with a letter to a moderator ({code})."))
        .because("The worker does come again: letters arrive some minutes late. If it stays so, they do not arrive.")
        .mend("This is mostly greylisting, which ends by itself: ask again in some minutes. If it stays so, look into the log of the mail server.")
}

fn mute(at: &str, command: &str) -> Finding {
    Finding::fault("mail.mute", PLACE, format!("The mail server at {at} lets us in and gives no answer to {command}."))
        .because(NO_LETTERS)
        .mend("Look into the log of the mail server: it may be stuck, or wait for a check of its own (a name server, a filter for junk).")
}

fn breaks_off(at: &str, command: &str) -> Finding {
    let what =
        format!("The mail server at {at} lets us in and breaks off at {command}: it closes, or says no answer that a mail server gives.");
    Finding::fault("mail.breaks-off", PLACE, what)
        .because(NO_LETTERS)
        .mend("Look into the log of the mail server, and of a filter or firewall between it and this machine.")
}
