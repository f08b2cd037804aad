//! The two wires that are processes: the resident script's socket and the command's control socket. Both bring lines to the same script;
//! here is what goes wrong with its answers. What an answer says is left to `runner` and `tootctl`.

use std::io;
use std::sync::Arc;

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::UnixStream;
use tokio::net::unix::{OwnedReadHalf, OwnedWriteHalf};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio_util::sync::CancellationToken;

use super::command::{ARGUMENTS, EXIT, STDERR, STDIN, STDOUT, read_frame, write_frame};
use super::lines::{Line, Splitter};
use super::runner::{Request, error};
use super::tootctl::{self, Output};
use super::trouble::{Call, Inside, Seen, Trouble, Wire};
use super::{Held, Shared};

/// What a Rails process says before anybody asked, answers of another call among it.
const NOISE: &str = "DEPRECATION WARNING: `Rails.application.secrets` is deprecated.\n\n@gatelodge\n\
                     @gatelodge ffffffffffffffffffffffffffffffff {\"ok\":{\"created\":true,\"username\":\"nobody\"}}\n\
                     @gatelodge ffffffffffffffffffffffffffffffff {\"error\":\"denied\"}\n\
                     [dotenv] Loaded .env.production: {\"ok\":{}}\n";

/// How a process ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// By itself.
    Done(u8),
    /// Killed.
    Killed,
}

/// Where output goes: plainly into a socket, or in frames to the command.
struct Out {
    line: OwnedWriteHalf,
    wire: Wire,
}

impl Out {
    async fn stdout(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self.wire {
            Wire::Command => write_frame(&mut self.line, STDOUT, bytes).await,
            Wire::Socket | Wire::Http => self.line.write_all(bytes).await,
        }
    }

    async fn end(mut self, stderr: &str, code: u8) -> io::Result<()> {
        write_frame(&mut self.line, STDERR, stderr.as_bytes()).await?;
        write_frame(&mut self.line, EXIT, &[code]).await
    }

    /// Noise before and after, single bytes or half of it, as the trouble wants.
    async fn suffer(&mut self, text: &str, trouble: Option<Trouble>) -> io::Result<()> {
        match trouble {
            Some(Trouble::Noise) => {
                self.stdout(NOISE.as_bytes()).await?;
                self.stdout(text.as_bytes()).await?;
                self.stdout(NOISE.as_bytes()).await
            }
            Some(Trouble::SplitWrites) => {
                for byte in text.bytes() {
                    self.stdout(&[byte]).await?;
                }
                Ok(())
            }
            Some(Trouble::Truncated) => self.stdout(text.as_bytes().get(..text.len() * 2 / 3).unwrap_or_default()).await,
            _ => self.stdout(text.as_bytes()).await,
        }
    }
}

/// One connection to the resident script.
pub(super) async fn resident(shared: Arc<Shared>, stream: UnixStream) {
    let (mut reader, line) = stream.into_split();
    let (to_script, lines) = unbounded_channel();
    let gone = CancellationToken::new();
    let hearing = async {
        let (mut splitter, mut bytes) = (Splitter::default(), vec![0; 8 * 1024]);
        while let Ok(count @ 1..) = reader.read(&mut bytes).await {
            splitter.push(bytes.get(..count).unwrap_or_default()).into_iter().for_each(|line| drop(to_script.send(line)));
        }
        drop(to_script);
        gone.cancel();
        std::future::pending::<()>().await;
    };
    let mut out = Out { line, wire: Wire::Socket };
    tokio::select! {
        _ = script(&shared, lines, &mut out, &gone) => {}
        () = hearing => {}
    }
}

/// One run of the command.
pub(super) async fn command(shared: Arc<Shared>, stream: UnixStream) {
    let (mut reader, line) = stream.into_split();
    let Ok((ARGUMENTS, arguments)) = read_frame(&mut reader).await else { return };
    let Ok(argv) = serde_json::from_slice::<Vec<String>>(&arguments) else { return };
    let (to_script, lines) = unbounded_channel();
    let (quiet, gone) = (CancellationToken::new(), CancellationToken::new());
    let hearing = async {
        hear(reader, to_script, &quiet).await;
        gone.cancel();
        std::future::pending::<()>().await;
    };
    let mut out = Out { line, wire: Wire::Command };
    let run = async {
        // Nobody may read the output any more; then there is nobody to tell either.
        let _ = match program(&shared, &argv, lines, &mut out, &quiet, &gone).await {
            Ok((stderr, End::Done(code))) => out.end(&stderr, code).await,
            Ok((_, End::Killed)) | Err(_) => Ok(()),
        };
    };
    tokio::select! {
        () = run => {}
        () = hearing => {}
    }
}

/// Reads the command's stdin until the command is gone; `quiet` is when its stdin ended.
async fn hear(mut reader: OwnedReadHalf, to_script: UnboundedSender<Line>, quiet: &CancellationToken) {
    let (mut to_script, mut splitter) = (Some(to_script), Splitter::default());
    while let Ok((STDIN, bytes)) = read_frame(&mut reader).await {
        if let Some(to_script) = &to_script {
            splitter.push(&bytes).into_iter().for_each(|line| drop(to_script.send(line)));
        }
        if bytes.is_empty() {
            to_script = None;
            quiet.cancel();
        }
    }
    quiet.cancel();
}

/// What the arguments start, until it ends; and what is left on stderr.
async fn program(
    shared: &Shared,
    argv: &[String],
    lines: UnboundedReceiver<Line>,
    out: &mut Out,
    quiet: &CancellationToken,
    gone: &CancellationToken,
) -> io::Result<(String, End)> {
    shared.change(|state| state.argvs.push(argv.to_vec()));
    if let Some(refusal) = refusal(shared, argv) {
        return Ok((refusal.stderr, End::Done(refusal.code)));
    }
    match argv.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["bin/rails", "runner", _] => {
            let (trouble, held) = shared.begin(seen(Call::Start, "bin/rails runner", Value::Null, Wire::Command));
            match trouble {
                Some(Trouble::CrashBefore | Trouble::CrashAfter) => return Ok((String::new(), End::Killed)),
                Some(Trouble::Internal) => return Ok(("bundler: failed to load command: bin/rails\n".to_owned(), End::Done(1))),
                Some(Trouble::Noise) => out.stdout(NOISE.as_bytes()).await?,
                Some(Trouble::Hang | Trouble::Freeze | Trouble::Slow) if !held.until_released_or(quiet).await => {
                    return Ok((String::new(), End::Killed));
                }
                _ => {}
            }
            out.stdout(b"\n").await?;
            Ok((String::new(), script(shared, lines, out, quiet).await?))
        }
        ["bin/tootctl", ..] => tool(shared, argv.get(1..).unwrap_or_default(), out, gone).await,
        _ => Ok((format!("sh: 1: {}: not found\n", argv.first().map_or("", String::as_str)), End::Done(127))),
    }
}

/// Why nothing is started at all.
fn refusal(shared: &Shared, argv: &[String]) -> Option<Output> {
    if *shared.away.borrow() {
        let said = "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?\n";
        return Some(Output::failed(said, 1));
    }
    let state = shared.state.borrow();
    match state.inside {
        Inside::ContainerDown => Some(Output::failed("Error response from daemon: No such container: mastodon-web-1\n", 1)),
        Inside::NoRails => {
            let program = argv.first().map_or("", String::as_str);
            Some(Output::failed(format!("bash: line 1: {program}: No such file or directory\n"), 127))
        }
        Inside::Mastodon | Inside::Development => {
            let is_runner = argv.get(1).is_some_and(|word| word == "runner");
            let is_other = state.script.as_ref().is_some_and(|script| argv.get(2) != Some(script) || argv.len() != 3);
            (is_runner && is_other).then(|| Output::failed("this is not the script that the test expects\n", 1))
        }
    }
}

/// The script over its lines, until there are no more.
async fn script(shared: &Shared, mut lines: UnboundedReceiver<Line>, out: &mut Out, gone: &CancellationToken) -> io::Result<End> {
    while let Some(line) = lines.recv().await {
        let request = match line {
            Line::Whole(line) => Request::read(&line),
            Line::TooLong => None,
        };
        let Some(request) = request else {
            shared.begin(seen(Call::NoOperation, "", Value::Null, out.wire));
            out.stdout(b"@gatelodge - {\"error\":\"protocol\"}\n").await?;
            continue;
        };
        let (trouble, held) = shared.begin(seen(request.call(), &request.op, request.fields.clone(), out.wire));
        if trouble == Some(Trouble::CrashBefore) || !held.may_act(trouble, gone).await {
            return Ok(End::Killed);
        }
        let answer = match trouble {
            Some(Trouble::Race) => error("race"),
            Some(Trouble::Internal) => json!({ "error": "internal", "type": "PG::ConnectionBad" }),
            _ => shared.change(|state| state.run(&request)),
        };
        if trouble == Some(Trouble::CrashAfter) || !held.may_answer(trouble, gone).await {
            return Ok(End::Killed);
        }
        let nonce = if trouble == Some(Trouble::WrongNonce) { "00000000000000000000000000000000" } else { &request.nonce };
        out.suffer(&format!("@gatelodge {nonce} {answer}\n"), trouble).await?;
        if trouble == Some(Trouble::Truncated) {
            return Ok(End::Killed);
        }
    }
    Ok(End::Done(0))
}

/// One run of `bin/tootctl`.
async fn tool(shared: &Shared, arguments: &[String], out: &mut Out, gone: &CancellationToken) -> io::Result<(String, End)> {
    let (trouble, held) = shared.begin(seen(tootctl::call(arguments), &arguments.join(" "), json!(arguments), Wire::Command));
    if trouble == Some(Trouble::CrashBefore) || !held.may_act(trouble, gone).await {
        return Ok((String::new(), End::Killed));
    }
    let output = match trouble {
        Some(Trouble::Race) => Output::failed("PG::UniqueViolation: ERROR:  duplicate key (ActiveRecord::RecordNotUnique)\n", 1),
        Some(Trouble::Internal) => Output::failed("could not connect to server: Connection refused (PG::ConnectionBad)\n", 1),
        _ => shared.change(|state| state.tootctl(arguments)),
    };
    if trouble == Some(Trouble::CrashAfter) || !held.may_answer(trouble, gone).await {
        return Ok((String::new(), End::Killed));
    }
    out.suffer(&output.stdout, trouble).await?;
    let end = if trouble == Some(Trouble::Truncated) { End::Killed } else { End::Done(output.code) };
    Ok((output.stderr, end))
}

fn seen(call: Call, what: &str, sent: Value, wire: Wire) -> Seen {
    Seen { call, wire, what: what.to_owned(), sent }
}

impl Held {
    /// Waits as long as the trouble holds the call back; false if the caller went before, and nothing is to be done.
    pub(super) async fn may_act(&self, trouble: Option<Trouble>, gone: &CancellationToken) -> bool {
        match trouble {
            Some(Trouble::Hang) => self.until_released_or(gone).await,
            Some(Trouble::Freeze) => {
                self.until_released().await;
                true
            }
            _ => true,
        }
    }

    /// Waits as long as the trouble holds the answer back; false if nobody is left to hear it.
    pub(super) async fn may_answer(&self, trouble: Option<Trouble>, gone: &CancellationToken) -> bool {
        trouble != Some(Trouble::Slow) || self.until_released_or(gone).await
    }

    /// Whether it was released, not the caller gone.
    pub(super) async fn until_released_or(&self, gone: &CancellationToken) -> bool {
        tokio::select! {
            () = self.until_released() => true,
            () = gone.cancelled() => false,
        }
    }
}
