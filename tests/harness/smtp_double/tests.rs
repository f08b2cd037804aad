//! The worker's way out for letters, tried against the double over real sockets.

use lettre::transport::smtp::client::Certificate;
use secrecy::SecretString;
use shared::address::EmailAddress;
use shared::locales::Locale;
use shared::settings::{Security as Way, Smtp};
use worker::mail::{MailFault, Mailer, Outgoing};

use super::*;

const DEADLINE: Duration = Duration::from_secs(10);
const SOON: Duration = Duration::from_millis(600);
const LATER: MailFault = MailFault::Later { retry_after: None };
const LINK: &str =
    "https://gate.example.org/r/AAAAAAAAAAAAAAAAAAAAAA?t=gla_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa=&x=1";

/// The settings that lead to the double, by its own way.
fn settings(double: &SmtpDouble) -> Smtp {
    let security = match double.state.options.security {
        Security::Plain => Way::Plain,
        Security::Starttls => Way::StartTls,
        Security::Tls => Way::Tls,
    };
    let credentials = double.state.options.sign_in.clone().map(|(user, password)| (user, SecretString::from(password)));
    Smtp { security, host: double.address().ip().to_string(), port: double.address().port(), credentials }
}

fn mailer_for(smtp: Smtp, deadline: Duration, roots: Vec<Certificate>) -> anyhow::Result<Mailer> {
    Ok(Mailer::new(smtp, "Gäte, \"Way\" <gate@example.net>", 2, deadline, roots)?)
}

fn mailer(double: &SmtpDouble, deadline: Duration) -> anyhow::Result<Mailer> {
    mailer_for(settings(double), deadline, vec![Certificate::from_der(double.certificate().to_vec())?])
}

fn letter(message_id: &str) -> anyhow::Result<Outgoing> {
    Ok(Outgoing {
        to: EmailAddress::parse("ann@example.org")?,
        subject: "Grüße: your account is ready, and this subject is so long that it must be folded\r\nBcc: thief@example.org".into(),
        text: format!("Hello ä,\n\n.\n..two dots\nFrom here:\n{LINK}\n\n{}\n", "long ".repeat(400)),
        html: format!("<p lang=\"en\">ä</p>\n<a href=\"{LINK}\">{LINK}</a>\n"),
        reply_to: None,
        message_id: message_id.to_owned(),
        thread: Some("root".to_owned()),
        locale: Locale::En,
        written_at: jiff::Timestamp::now(),
    })
}

fn options(security: Security, sign_in: bool) -> Options {
    let sign_in = sign_in.then(|| ("ann@x.org".to_owned(), "p%: é/@".to_owned()));
    Options { security, sign_in, ..Options::default() }
}

#[tokio::test]
async fn a_letter_arrives_whole_by_every_way() -> anyhow::Result<()> {
    for security in [Security::Plain, Security::Starttls, Security::Tls] {
        for sign_in in [false, true] {
            let double = SmtpDouble::start(options(security, sign_in)).await?;
            let mailer = mailer(&double, DEADLINE)?;
            mailer.check().await?;
            let sent = letter("id-1")?;
            mailer.send(&sent).await?;
            let got = double.mailbox().wait_for(|letter| letter.is_to("ann@example.org"), DEADLINE).await?;
            assert_eq!(got.from, "gate@example.net");
            assert_eq!(got.text.trim_end(), sent.text.trim_end());
            assert_eq!(got.html.trim_end(), sent.html.trim_end());
            assert_eq!(got.links(), [LINK]);
            assert!(got.header("From").is_some_and(|from| from.contains("Gäte, ") && from.ends_with("<gate@example.net>")));
            assert!(got.subject().starts_with("Grüße: your account is ready") && got.subject().ends_with("Bcc: thief@example.org"));
            assert_eq!(got.message_id(), "<id-1@example.net>");
            assert_eq!(got.header("References"), Some("<root@example.net>"));
            assert!(got.raw.is_ascii());
            let names: Vec<&str> = got.headers.iter().map(|(name, _)| name.as_str()).collect();
            assert_eq!(
                names,
                [
                    "From",
                    "To",
                    "Subject",
                    "Date",
                    "Message-ID",
                    "Auto-Submitted",
                    "Content-Language",
                    "In-Reply-To",
                    "References",
                    "MIME-Version",
                    "Content-Type",
                ]
            );
            assert_eq!(double.connections_count(), 1, "the check's connection is used again");
        }
    }
    Ok(())
}

#[tokio::test]
async fn what_a_refusal_means() -> anyhow::Result<()> {
    let double = SmtpDouble::start(options(Security::Plain, true)).await?;
    for (at, code, meant) in [
        (Moment::Greeting, 421, "later"),
        (Moment::Greeting, 554, "misconfigured"),
        (Moment::Ehlo, 421, "later"),
        (Moment::Ehlo, 550, "misconfigured"),
        (Moment::Auth, 454, "later"),
        (Moment::Auth, 535, "misconfigured"),
        (Moment::Mail, 421, "later"),
        (Moment::Mail, 450, "later"),
        (Moment::Mail, 530, "misconfigured"),
        (Moment::Mail, 550, "misconfigured"),
        (Moment::Rcpt, 421, "later"),
        (Moment::Rcpt, 450, "later"),
        (Moment::Rcpt, 530, "later"),
        (Moment::Rcpt, 550, "refused"),
        (Moment::Rcpt, 553, "refused"),
        (Moment::Data, 451, "later"),
        (Moment::Data, 554, "refused"),
        (Moment::Content, 421, "later"),
        (Moment::Content, 452, "later"),
        (Moment::Content, 550, "refused"),
    ] {
        double.refuse(at, code, 1);
        let mailer = mailer(&double, DEADLINE)?;
        let Err(fault) = mailer.send(&letter("id-1")?).await else { anyhow::bail!("{at:?} {code} was not heard") };
        let means = match fault {
            MailFault::Later { retry_after: None } => "later",
            MailFault::Later { .. } => "later, at a time",
            MailFault::Refused => "refused",
            MailFault::Misconfigured(_) => "misconfigured",
        };
        assert_eq!(means, meant, "{at:?} {code}");
        let shown = format!("{fault} {fault:?} {mailer:?}");
        assert!(!shown.contains("refused by a test") && !shown.contains("ann"), "{shown}");
        assert_eq!(double.mailbox().count(), 0, "{at:?} {code}");
        mailer.send(&letter("id-1")?).await?;
        assert_eq!(double.mailbox().count(), 1, "{at:?} {code}");
        double.mailbox().clear();
    }
    Ok(())
}

#[tokio::test]
async fn a_refused_receiver_costs_no_connection() -> anyhow::Result<()> {
    let double = SmtpDouble::start(Options::default()).await?;
    let mailer = mailer(&double, DEADLINE)?;
    double.refuse(Moment::Rcpt, 550, 3);
    for _ in 0..3 {
        assert_eq!(mailer.send(&letter("id-1")?).await, Err(MailFault::Refused));
    }
    mailer.send(&letter("id-1")?).await?;
    assert_eq!(double.connections_count(), 1);
    Ok(())
}

#[tokio::test]
async fn a_letter_taken_without_an_answer_goes_out_again_under_the_same_id() -> anyhow::Result<()> {
    let double = SmtpDouble::start(Options::default()).await?;
    let mailer = mailer(&double, DEADLINE)?;
    double.vanish_after_taking(1);
    assert_eq!(mailer.send(&letter("same")?).await, Err(LATER));
    mailer.send(&letter("same")?).await?;
    let ids: Vec<String> = double.mailbox().letters().iter().map(|letter| letter.message_id().to_owned()).collect();
    assert_eq!(ids, ["<same@example.net>", "<same@example.net>"]);
    Ok(())
}

#[tokio::test]
async fn a_server_that_is_away_or_hangs_is_waited_for_no_longer_than_allowed() -> anyhow::Result<()> {
    let double = SmtpDouble::start(Options::default()).await?;
    let mailer = mailer(&double, SOON)?;
    mailer.check().await?;
    double.hang(true);
    assert_eq!(mailer.send(&letter("1")?).await, Err(LATER));
    assert_eq!(mailer.check().await, Err(LATER));
    double.hang(false);
    mailer.send(&letter("2")?).await?;
    double.slow(SOON);
    assert_eq!(mailer.send(&letter("3")?).await, Err(LATER));
    double.behave();
    double.down().await;
    assert_eq!(mailer.send(&letter("4")?).await, Err(LATER));
    double.up().await?;
    mailer.send(&letter("5")?).await?;
    let arrived: Vec<String> = double.mailbox().letters().iter().map(|letter| letter.message_id().to_owned()).collect();
    assert_eq!(arrived, ["<2@example.net>", "<5@example.net>"], "no letter runs into another");
    Ok(())
}

#[tokio::test]
async fn an_answer_that_comes_too_late_is_never_taken_for_the_next_letters() -> anyhow::Result<()> {
    let double = SmtpDouble::start(Options::default()).await?;
    let mailer = mailer(&double, SOON)?;
    mailer.check().await?;
    for round in 0..5 {
        double.slow(SOON / 3);
        let cut = mailer.send(&letter(&format!("cut-{round}"))?).await;
        assert_eq!(cut, Err(LATER));
        double.behave();
        mailer.send(&letter(&format!("whole-{round}"))?).await?;
    }
    let whole = double.mailbox().letters().iter().filter(|letter| letter.message_id().starts_with("<whole-")).count();
    assert_eq!(whole, 5);
    Ok(())
}

#[tokio::test]
async fn faults_of_the_set_up_are_named() -> anyhow::Result<()> {
    let misconfigured = |outcome: Result<(), MailFault>| matches!(outcome, Err(MailFault::Misconfigured(_)));
    let plain = SmtpDouble::start(options(Security::Plain, false)).await?;
    // STARTTLS wanted and not offered.
    let starttls = Smtp { security: Way::StartTls, ..settings(&plain) };
    assert!(misconfigured(mailer_for(starttls, DEADLINE, Vec::new())?.send(&letter("1")?).await));
    // TLS wanted from a server that speaks none.
    let tls = Smtp { security: Way::Tls, ..settings(&plain) };
    assert!(misconfigured(mailer_for(tls, DEADLINE, Vec::new())?.check().await));
    // A sign-in where there is none.
    let signed = Smtp { credentials: Some(("ann".to_owned(), "secret".into())), ..settings(&plain) };
    assert!(misconfigured(mailer_for(signed, DEADLINE, Vec::new())?.check().await));
    // A certificate that nobody vouches for.
    for security in [Security::Starttls, Security::Tls] {
        let double = SmtpDouble::start(options(security, false)).await?;
        assert!(misconfigured(mailer_for(settings(&double), DEADLINE, Vec::new())?.send(&letter("1")?).await));
        assert_eq!(double.mailbox().count(), 0);
    }
    // The wrong password; none where one is wanted.
    let double = SmtpDouble::start(options(Security::Tls, true)).await?;
    let roots = || anyhow::Ok(vec![Certificate::from_der(double.certificate().to_vec())?]);
    for credentials in [None, Some(("ann".to_owned(), SecretString::from("wrong")))] {
        let smtp = Smtp { credentials, ..settings(&double) };
        assert!(misconfigured(mailer_for(smtp, DEADLINE, roots()?)?.send(&letter("1")?).await));
    }
    Ok(())
}

#[tokio::test]
async fn many_letters_share_few_connections() -> anyhow::Result<()> {
    let double = SmtpDouble::start(Options::default()).await?;
    let mailer = Arc::new(mailer(&double, DEADLINE)?);
    let mut sending = JoinSet::new();
    for number in 0..40 {
        let (mailer, letter) = (Arc::clone(&mailer), letter(&number.to_string())?);
        sending.spawn(async move { mailer.send(&letter).await });
    }
    while let Some(sent) = sending.join_next().await {
        sent??;
    }
    let ids: std::collections::BTreeSet<String> = double.mailbox().letters().iter().map(|letter| letter.message_id().to_owned()).collect();
    assert_eq!((ids.len(), double.mailbox().count()), (40, 40));
    assert!(double.connections_count() <= 2);
    Ok(())
}

#[tokio::test]
async fn the_double_speaks_login_and_takes_pipelined_commands() -> anyhow::Result<()> {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let double = SmtpDouble::start(options(Security::Plain, true)).await?;
    let mut socket = tokio::net::TcpStream::connect(double.address()).await?;
    let login = "EHLO x\r\nAUTH LOGIN\r\nYW5uQHgub3Jn\r\ncCU6IMOpL0A=\r\n";
    let mail = "MAIL FROM:<a@b.org> SIZE=9 BODY=8BITMIME\r\nRCPT TO:<c@d.org>\r\nDATA\r\nSubject: x\r\n\r\n..dot\r\n.\r\nRSET\r\nNOOP\r\nWHAT\r\nQUIT\r\n";
    socket.write_all((login.to_owned() + mail).as_bytes()).await?;
    let mut said = String::new();
    socket.read_to_string(&mut said).await?;
    let codes: Vec<&str> = said.lines().filter(|line| line.as_bytes().get(3) == Some(&b' ')).filter_map(|line| line.get(..3)).collect();
    assert_eq!(codes, ["220", "250", "334", "334", "235", "250", "250", "354", "250", "250", "250", "500", "221"], "{said}");
    assert_eq!(double.mailbox().letters().first().map(|letter| letter.text.clone()).as_deref(), Some(".dot\n"));
    Ok(())
}

#[tokio::test]
async fn nothing_of_a_conversation_is_logged() -> anyhow::Result<()> {
    let log = Log::default();
    let _listening = tracing::subscriber::set_default(log.clone());
    tracing::debug!("the log listens");
    let double = SmtpDouble::start(options(Security::Plain, true)).await?;
    let mailer = mailer(&double, DEADLINE)?;
    mailer.send(&letter("1")?).await?;
    drop(mailer);
    double.down().await;
    let log = log.text();
    assert!(log.contains("the log listens"));
    for secret in ["ann", "AUTH", "gate.example.org", "thief", "EHLO"] {
        assert!(!log.contains(secret), "{secret}: {log}");
    }
    Ok(())
}

/// Everything that is logged, at every level, from every crate.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<String>>);

impl Log {
    fn text(&self) -> String {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl tracing::Subscriber for Log {
    fn enabled(&self, _: &tracing::Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, _: &tracing::span::Attributes<'_>) -> tracing::span::Id {
        tracing::span::Id::from_u64(1)
    }

    fn record(&self, _: &tracing::span::Id, _: &tracing::span::Record<'_>) {}

    fn record_follows_from(&self, _: &tracing::span::Id, _: &tracing::span::Id) {}

    fn event(&self, event: &tracing::Event<'_>) {
        let mut text = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut write = |_: &tracing::field::Field, value: &dyn std::fmt::Debug| text.extend([format!("{value:?}\n")]);
        event.record(&mut write);
    }

    fn enter(&self, _: &tracing::span::Id) {}

    fn exit(&self, _: &tracing::span::Id) {}
}
