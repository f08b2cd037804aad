//! Mistakes with the mail server. No letter is begun by any look at it.

use anyhow::ensure;
use harness::{
    gatelodge::Gatelodge,
    matrix_double::Setup,
    smtp_double::{Manner, Moment, Options, Security, SmtpDouble},
};
use shared::doctor::Report;
use tokio::{io::AsyncWriteExt, net::TcpListener};

use super::{Fault, Missed, Mistake, STRONG, Warning, nothing_to_mend, row, wish, worker};

pub(super) const MISTAKES: &[Mistake] = &[
    row(
        "the mail server is down",
        "mail.away",
        Fault,
        &["cannot be reached: nobody listens", "No letter goes out", "Start the mail server"],
    ),
    row("a mail server that nobody knows", "mail.away", Fault, &["no name server knows", "Correct the host"]),
    row("a mail server that waits for TLS", "mail.silent", Fault, &["no word of greeting", "smtps://"]),
    row("a server for other people's mail", "mail.stranger", Fault, &["is no mail server", "587 for smtp+starttls://"]),
    row("we are sent away", "mail.turned-away", Fault, &["sends this machine away", "(554)", "list of senders of junk"]),
    row("it asks for patience", "mail.busy", Fault, &["asks for patience", "some minutes"]),
    row("no STARTTLS", "mail.no-starttls", Fault, &["offers no STARTTLS", "smtps://"]),
    row("a certificate of its own making", "mail.tls", Fault, &["TLS with the mail server", "certificate is unknown", "Name the host"]),
    row("TLS where there is none", "mail.tls", Fault, &["it speaks no TLS there", "For port 587 write smtp+starttls://"]),
    row("a wrong password", "mail.sign-in", Fault, &["refuses the user or the password", "percent-encoded", "app password"]),
    row("a password that nobody asked for", "mail.no-sign-in", Fault, &["offers no way to sign in", "Take user and password out"]),
    row("a sender that is not ours", "mail.sender", Fault, &["refuses the address that letters come from", "belongs to the user"]),
    row("no letters for others", "mail.relay", Fault, &["takes no letter from us", "relay access denied", "Sign in there"]),
    row(
        "it closes at the sender",
        "mail.breaks-off",
        Fault,
        &["breaks off", "MAIL FROM", "No letter goes out", "the log of the mail server"],
    ),
    row("its disk is full", "mail.not-now", Fault, &["takes no letter from us now (452)", "its disk", "ask again"]),
    row("it is silent at the sender", "mail.mute", Fault, &["gives no answer", "MAIL FROM", "stuck"]),
    row("it is silent at the receiver", "mail.mute", Fault, &["gives no answer", "RCPT TO"]),
    row("it asks to come again", "mail.come-again", Warning, &["asks to come again", "(451)", "greylisting", "some minutes"]),
    row("it never ends its no", "mail.breaks-off", Fault, &["no answer that a mail server gives", "RCPT TO"]),
    row("a password in the clear", "mail.in-clear", Warning, &["without encryption (smtp://)", "smtp+starttls://user:password@host:587"])
        .with(&["mail.away"]),
    row("a sender that nobody has", "mail.example-sender", Warning, &["example.org, a domain that nobody has", "your own domain"])
        .with(&["public-url.unknown-host"]),
];

async fn start(security: Security, sign_in: bool) -> anyhow::Result<SmtpDouble> {
    let sign_in = sign_in.then(|| ("gate".to_owned(), "right".to_owned()));
    SmtpDouble::start(Options { security, sign_in, ..Options::default() }).await
}

async fn seeded(gate: &mut Gatelodge, mistake: &Mistake) -> anyhow::Result<Report> {
    let (url, public_url) = (gate.smtp.url(), gate.settings()["GATELODGE_PUBLIC_URL"].clone());
    let other = start(if mistake.what == "a certificate of its own making" { Security::Starttls } else { Security::Plain }, true).await?;
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let listening = listener.local_addr()?;
    let smtp = match mistake.what {
        "the mail server is down" => "smtp://127.0.0.1:1".to_owned(),
        "a mail server that nobody knows" => "smtp://mail.invalid".to_owned(),
        "a mail server that waits for TLS" => format!("smtp://{listening}"),
        "a server for other people's mail" => {
            tokio::spawn(async move {
                while let Ok((mut stream, _)) = listener.accept().await {
                    let _ = stream.write_all(b"+OK POP3 ready\r\n").await;
                }
            });
            format!("smtp://{listening}")
        }
        "no STARTTLS" => url.replace("smtp://", "smtp+starttls://"),
        "a certificate of its own making" => other.url(),
        "TLS where there is none" => url.replace("smtp://", "smtps://"),
        "a wrong password" => other.url().replace(":right@", ":hidden@"),
        "a password that nobody asked for" => url.replace("smtp://", "smtp://gate:hidden@"),
        "a password in the clear" => "smtp://gate:hidden@mail.invalid".to_owned(),
        _ => url.clone(),
    };
    match mistake.what {
        "we are sent away" => gate.smtp.refuse(Moment::Greeting, 554, 1),
        "it asks for patience" => gate.smtp.refuse(Moment::Greeting, 421, 1),
        "a sender that is not ours" => gate.smtp.refuse(Moment::Mail, 550, 1),
        "no letters for others" => gate.smtp.refuse(Moment::Rcpt, 554, 1),
        "it closes at the sender" => gate.smtp.misbehave(Moment::Mail, Manner::Closes, 1),
        "its disk is full" => gate.smtp.refuse(Moment::Mail, 452, 1),
        "it is silent at the sender" => gate.smtp.misbehave(Moment::Mail, Manner::Silent, 1),
        "it is silent at the receiver" => gate.smtp.misbehave(Moment::Rcpt, Manner::Silent, 1),
        "it asks to come again" => gate.smtp.refuse(Moment::Rcpt, 451, 1),
        "it never ends its no" => gate.smtp.misbehave(Moment::Rcpt, Manner::Endless, 1),
        "a sender that nobody has" => gate.set("PUBLIC_URL", "https://gate.invalid"),
        _ => ensure!(smtp != url, "nobody seeds {}", mistake.what),
    }
    gate.set("SMTP_URL", &smtp);
    let report = worker(gate).await?;
    gate.smtp.behave();
    gate.set("SMTP_URL", &url);
    gate.set("PUBLIC_URL", &public_url);
    Ok(report)
}

#[tokio::test]
async fn every_mistake_with_the_mail_server_is_found_and_told() -> anyhow::Result<()> {
    let setup = Setup { shared_secret: STRONG.to_owned(), ..Setup::default() };
    let mut gate = wish().matrix(setup).setting("KEYS", &format!("test:{STRONG}")).start().await?;
    let mut missed = Missed::default();
    for mistake in MISTAKES {
        missed.note(mistake.is_found_in(&seeded(&mut gate, mistake).await?));
    }
    missed.none()?;
    nothing_to_mend(&worker(&gate).await?)?;
    assert!(gate.mailbox().letters().is_empty(), "no letter was begun");
    Ok(())
}

#[tokio::test]
async fn a_sign_in_that_is_right_is_told_so() -> anyhow::Result<()> {
    let mut gate = wish().start().await?;
    let other = start(Security::Plain, true).await?;
    gate.set("SMTP_URL", &other.url());
    let report = worker(&gate).await?;
    nothing_to_mend(&report)?;
    super::finding(&report, "mail.well")?;
    Ok(())
}
