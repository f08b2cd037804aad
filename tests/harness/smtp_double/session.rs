//! One conversation with the SMTP double, command by command.

use std::sync::Arc;

use anyhow::{Context as _, bail};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tokio::io::{AsyncBufReadExt as _, AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;

use super::{Manner, Moment, Security, State};
use crate::mailbox::Letter;

/// The longest command line, and the largest letter.
const LINE_MAX: u64 = 4_096;
const LETTER_MAX: usize = 10 * 1024 * 1024;

/// One connection, from greeting to end; a client that breaks off is no fault of ours.
pub(super) async fn converse(socket: TcpStream, state: Arc<State>) {
    let ended = async {
        let wire: Box<dyn Wire> = match state.options.security {
            Security::Tls => Box::new(state.tls.accept(socket).await?),
            Security::Plain | Security::Starttls => Box::new(socket),
        };
        let encrypted = state.options.security == Security::Tls;
        let wire = BufReader::new(wire);
        let mut session = Session { wire, state, encrypted, signed_in: false, from: None, to: Vec::new() };
        session.run().await
    };
    if let Err(fault) = ended.await {
        tracing::debug!(%fault, "a conversation with the SMTP double broke off");
    }
}

trait Wire: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Wire for T {}

/// Whether the conversation goes on.
#[derive(PartialEq, Eq)]
enum Next {
    Listen,
    Close,
}

struct Session {
    wire: BufReader<Box<dyn Wire>>,
    state: Arc<State>,
    encrypted: bool,
    signed_in: bool,
    from: Option<String>,
    to: Vec<String>,
}

impl Session {
    async fn run(&mut self) -> anyhow::Result<()> {
        if self.refused(Moment::Greeting).await?.is_none() {
            self.say("220 double.example ESMTP").await?;
            while self.command().await? == Next::Listen {}
        }
        Ok(())
    }

    async fn command(&mut self) -> anyhow::Result<Next> {
        let Some(line) = self.line().await? else { return Ok(Next::Close) };
        let (verb, rest) = line.split_once(' ').unwrap_or((&line, ""));
        match verb.to_ascii_uppercase().as_str() {
            "EHLO" => self.ehlo().await,
            "HELO" => self.say("250 double.example").await,
            "STARTTLS" => self.starttls().await,
            "AUTH" => self.auth(rest).await,
            "MAIL" => self.mail(rest).await,
            "RCPT" => self.rcpt(rest).await,
            "DATA" => self.data().await,
            "RSET" => {
                (self.from, self.to) = (None, Vec::new());
                self.say("250 2.0.0 forgotten").await
            }
            "NOOP" => self.say("250 2.0.0 here").await,
            "QUIT" => {
                self.say("221 2.0.0 bye").await?;
                Ok(Next::Close)
            }
            _ => self.say("500 5.5.2 what?").await,
        }
    }

    async fn ehlo(&mut self) -> anyhow::Result<Next> {
        if let Some(next) = self.refused(Moment::Ehlo).await? {
            return Ok(next);
        }
        (self.from, self.to) = (None, Vec::new());
        let mut offers = format!("250-double.example\r\n250-PIPELINING\r\n250-8BITMIME\r\n250-SIZE {LETTER_MAX}\r\n");
        if self.may_encrypt() {
            offers += "250-STARTTLS\r\n";
        } else if self.state.options.sign_in.is_some() {
            offers += "250-AUTH PLAIN LOGIN\r\n";
        }
        self.say(&(offers + "250 ENHANCEDSTATUSCODES")).await
    }

    fn may_encrypt(&self) -> bool {
        self.state.options.security == Security::Starttls && !self.encrypted
    }

    async fn starttls(&mut self) -> anyhow::Result<Next> {
        if !self.may_encrypt() {
            return self.say("503 5.5.1 no").await;
        }
        // What was sent in the clear must not be obeyed after the handshake (CVE-2011-0411).
        if !self.wire.buffer().is_empty() {
            bail!("commands were sent behind STARTTLS");
        }
        self.say("220 2.0.0 go ahead").await?;
        let nothing: Box<dyn Wire> = Box::new(tokio::io::empty());
        let plain = std::mem::replace(&mut self.wire, BufReader::new(nothing)).into_inner();
        self.wire = BufReader::new(Box::new(self.state.tls.accept(plain).await?));
        (self.encrypted, self.signed_in, self.from, self.to) = (true, false, None, Vec::new());
        Ok(Next::Listen)
    }

    async fn auth(&mut self, rest: &str) -> anyhow::Result<Next> {
        if let Some(next) = self.refused(Moment::Auth).await? {
            return Ok(next);
        }
        let Some(wanted) = self.state.options.sign_in.clone() else {
            return self.say("503 5.5.1 no sign-in here").await;
        };
        if self.may_encrypt() {
            return self.say("538 5.7.11 encrypt first").await;
        }
        let (mechanism, initial) = rest.split_once(' ').unwrap_or((rest, ""));
        let given = match mechanism.to_ascii_uppercase().as_str() {
            "PLAIN" => {
                let answer = if initial.is_empty() { self.ask("").await? } else { unpack(initial)? };
                let mut fields = answer.split('\0').skip(1);
                (fields.next().unwrap_or_default().to_owned(), fields.next().unwrap_or_default().to_owned())
            }
            "LOGIN" => {
                let user = if initial.is_empty() { self.ask("Username:").await? } else { unpack(initial)? };
                (user, self.ask("Password:").await?)
            }
            _ => return self.say("504 5.5.4 no such way").await,
        };
        self.signed_in = given == wanted;
        self.say(if self.signed_in { "235 2.7.0 welcome" } else { "535 5.7.8 wrong" }).await
    }

    /// Asks a question of the sign-in and reads its answer.
    async fn ask(&mut self, question: &str) -> anyhow::Result<String> {
        self.say(&format!("334 {}", STANDARD.encode(question))).await?;
        unpack(&self.line().await?.context("no answer")?)
    }

    async fn mail(&mut self, rest: &str) -> anyhow::Result<Next> {
        if let Some(next) = self.refused(Moment::Mail).await? {
            return Ok(next);
        }
        if self.may_encrypt() {
            return self.say("530 5.7.0 encrypt first").await;
        }
        if self.state.options.sign_in.is_some() && !self.signed_in {
            return self.say("530 5.7.0 sign in first").await;
        }
        let Some((from, parameters)) = path(rest, "FROM:") else { return self.say("501 5.5.4 no sender").await };
        for parameter in parameters.split_whitespace() {
            let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
            match name.to_ascii_uppercase().as_str() {
                "SIZE" if value.parse::<usize>().is_ok_and(|size| size > LETTER_MAX) => {
                    return self.say("552 5.3.4 too large").await;
                }
                "SIZE" | "BODY" | "AUTH" => {}
                _ => return self.say("555 5.5.4 unknown parameter").await,
            }
        }
        (self.from, self.to) = (Some(from.to_owned()), Vec::new());
        self.say("250 2.1.0 ok").await
    }

    async fn rcpt(&mut self, rest: &str) -> anyhow::Result<Next> {
        if let Some(next) = self.refused(Moment::Rcpt).await? {
            return Ok(next);
        }
        match path(rest, "TO:") {
            _ if self.from.is_none() => self.say("503 5.5.1 MAIL first").await,
            Some((to, _)) if to.contains('@') => {
                self.to.push(to.to_owned());
                self.say("250 2.1.5 ok").await
            }
            _ => self.say("501 5.5.4 no receiver").await,
        }
    }

    async fn data(&mut self) -> anyhow::Result<Next> {
        if let Some(next) = self.refused(Moment::Data).await? {
            return Ok(next);
        }
        let (Some(from), false) = (self.from.clone(), self.to.is_empty()) else {
            return self.say("503 5.5.1 RCPT first").await;
        };
        self.say("354 end with a dot").await?;
        let raw = self.content().await?;
        self.from = None;
        let to = std::mem::take(&mut self.to);
        if let Some(next) = self.refused(Moment::Content).await? {
            return Ok(next);
        }
        match Letter::read(from, to, raw) {
            Ok(letter) => self.state.mailbox.deliver(letter),
            Err(fault) => return self.say(&format!("554 5.6.0 {fault:?}").replace(['\r', '\n'], " ")).await,
        }
        if self.state.vanishes() {
            return Ok(Next::Close);
        }
        self.say("250 2.0.0 taken").await
    }

    /// The letter up to the lone dot, its doubled dots undone (RFC 5321 §4.5.2).
    async fn content(&mut self) -> anyhow::Result<Vec<u8>> {
        let mut raw = Vec::new();
        loop {
            let mut line = Vec::new();
            (&mut self.wire).take(LETTER_MAX as u64).read_until(b'\n', &mut line).await?;
            if !line.ends_with(b"\r\n") {
                bail!("a letter broke off, or a line ended without CR");
            }
            match line.strip_prefix(b".") {
                Some(b"\r\n") => return Ok(raw),
                Some(undoubled) => raw.extend_from_slice(undoubled),
                None => raw.extend_from_slice(&line),
            }
            if raw.len() > LETTER_MAX {
                bail!("a letter is too large");
            }
        }
    }

    /// Says no where a test asked for it.
    async fn refused(&mut self, at: Moment) -> anyhow::Result<Option<Next>> {
        let Some(manner) = self.state.refusal(at) else { return Ok(None) };
        let code = match manner {
            Manner::Code(code) => code,
            Manner::Closes => return Ok(Some(Next::Close)),
            // Until whoever waits is gone.
            Manner::Silent => return self.line().await.map(|_| Some(Next::Close)),
            Manner::Endless => loop {
                self.say(&format!("550-5.0.0 {}", "refused by a test ".repeat(40))).await?;
            },
        };
        let class = code / 100;
        self.say(&format!("{code} {class}.0.0 refused by a test")).await?;
        Ok(Some(if code == 421 { Next::Close } else { Next::Listen }))
    }

    async fn line(&mut self) -> anyhow::Result<Option<String>> {
        let mut line = Vec::new();
        (&mut self.wire).take(LINE_MAX).read_until(b'\n', &mut line).await?;
        if line.is_empty() {
            return Ok(None);
        }
        let line = line.strip_suffix(b"\r\n").context("a line too long, or without its end")?;
        Ok(Some(String::from_utf8(line.to_vec()).context("a line is not text")?))
    }

    async fn say(&mut self, answer: &str) -> anyhow::Result<Next> {
        let slow = self.state.faults().slow;
        if !slow.is_zero() {
            tokio::time::sleep(slow).await;
        }
        self.state.hung.subscribe().wait_for(|hung| !hung).await?;
        self.wire.write_all(format!("{answer}\r\n").as_bytes()).await?;
        self.wire.flush().await?;
        Ok(Next::Listen)
    }
}

/// `FROM:<address> parameters`.
fn path<'a>(rest: &'a str, keyword: &str) -> Option<(&'a str, &'a str)> {
    let given = rest.get(..keyword.len())?;
    let rest = rest.get(keyword.len()..)?.trim_start().strip_prefix('<')?;
    given.eq_ignore_ascii_case(keyword).then(|| rest.split_once('>')).flatten()
}

fn unpack(answer: &str) -> anyhow::Result<String> {
    Ok(String::from_utf8(STANDARD.decode(answer)?)?)
}
