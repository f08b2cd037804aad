//! Whoever runs the script: a process of ours that is kept, or a resident one at the other end of a socket. One question at a time.
//! Lines are read with an end in sight: of a line 64 KiB, of what else is said during one question 1 MiB, and stderr is drained
//! and only looked at to tell the operator what is wrong. After anything but a whole answer a peer is of no use any more.

use std::io;
use std::path::Path;

use secrecy::zeroize::Zeroizing;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::UnixStream;
use tokio::process::Child;
use tokio_util::task::AbortOnDropHandle;

use super::super::LINE_MAX;
use super::super::answer::{Absence, Fault, Refused};
use super::super::command::{Input, Prefix, drain, fault_of};
use super::wire::{Line, Question};

/// What may be said besides the answer, during one question: what Mastodon prints while it starts is far less.
const NOISE_MAX: usize = 1024 * 1024;
/// So much of stderr is kept to find what is wrong.
const STDERR_MAX: usize = 16 * 1024;

/// One end of a conversation; dropping it ends it.
pub(super) struct Peer {
    questions: Box<dyn AsyncWrite + Send + Sync + Unpin>,
    answers: Lines<Box<dyn AsyncRead + Send + Sync + Unpin>>,
    process: Option<Process>,
}

/// A process of ours, killed when dropped.
struct Process {
    child: Child,
    stderr: AbortOnDropHandle<io::Result<Zeroizing<Vec<u8>>>>,
    /// Until then, an end means that it never was what it should be.
    has_answered: bool,
}

impl Peer {
    /// Starts `<prefix…> <argv…>`.
    pub(super) fn start(prefix: &Prefix, argv: &[&str]) -> Result<Self, Refused> {
        let mut child = prefix.spawn(argv, Input::Piped)?;
        let (Some(stdin), Some(stdout), Some(stderr)) = (child.stdin.take(), child.stdout.take(), child.stderr.take()) else {
            return Err(Refused::Away(Absence::Broken));
        };
        let stderr = AbortOnDropHandle::new(tokio::spawn(drain(stderr, STDERR_MAX)));
        let process = Process { child, stderr, has_answered: false };
        Ok(Self { questions: Box::new(stdin), answers: Lines::new(Box::new(stdout)), process: Some(process) })
    }

    /// Calls the resident process.
    pub(super) async fn connect(path: &Path) -> Result<Self, Refused> {
        let stream = UnixStream::connect(path).await.map_err(|error| closed(error.kind()))?;
        let (answers, questions) = stream.into_split();
        Ok(Self { questions: Box::new(questions), answers: Lines::new(Box::new(answers)), process: None })
    }

    /// Whether it has not ended since its last answer.
    pub(super) fn is_alive(&mut self) -> bool {
        self.process.as_mut().is_none_or(|process| matches!(process.child.try_wait(), Ok(None)))
    }

    /// Waits until its process has ended.
    #[cfg(test)]
    pub(super) async fn ended(&mut self) {
        if let Some(process) = &mut self.process {
            let _ = process.child.wait().await;
        }
    }

    /// Asks, and waits for the answer as long as the caller does.
    pub(super) async fn exchange(&mut self, question: &Question) -> Result<Line, Refused> {
        let Self { questions, answers, .. } = self;
        // A peer that is gone before it read everything shows at the other end, where it may have said why.
        let ask = async {
            let _ = questions.write_all(question.line()).await;
            let _ = questions.flush().await;
            Ok::<(), Absence>(())
        };
        match tokio::try_join!(ask, answers.answer_to(question)) {
            Ok(((), answer)) => {
                if let Some(process) = &mut self.process {
                    process.has_answered = true;
                }
                Ok(answer)
            }
            Err(Absence::Broken) => Err(self.why_broken().await),
            Err(absence) => Err(Refused::Away(absence)),
        }
    }

    async fn why_broken(&mut self) -> Refused {
        let broken = Refused::Away(Absence::Broken);
        // Nothing comes any more; what still listens may end.
        self.questions = Box::new(tokio::io::sink());
        let Some(process) = self.process.as_mut().filter(|process| !process.has_answered) else { return broken };
        let (Ok(status), Ok(Ok(stderr))) = (process.child.wait().await, (&mut process.stderr).await) else { return broken };
        match fault_of(status, &stderr) {
            Some(fault) => Refused::Misconfigured(fault),
            // Content with itself and without a word for us: some other program.
            None if status.success() => Refused::Misconfigured(Fault::WrongEnvironment),
            None => broken,
        }
    }
}

/// What it means that the resident process cannot be called.
const fn closed(why: io::ErrorKind) -> Refused {
    match why {
        io::ErrorKind::NotFound | io::ErrorKind::ConnectionRefused => Refused::Misconfigured(Fault::SocketClosed),
        // It is there, and this process runs as somebody else than Mastodon.
        io::ErrorKind::PermissionDenied => Refused::Misconfigured(Fault::SocketDenied),
        _ => Refused::Away(Absence::Unreachable),
    }
}

/// Lines as they come, in whatever pieces.
struct Lines<R> {
    from: R,
    buffer: Line,
    /// How far the buffer has been looked through for a line's end.
    seen: usize,
}

impl<R: AsyncRead + Unpin> Lines<R> {
    fn new(from: R) -> Self {
        // It never grows, and is wiped in the end.
        Self { from, buffer: Zeroizing::new(Vec::with_capacity(LINE_MAX)), seen: 0 }
    }

    /// The JSON of the line that answers the question.
    async fn answer_to(&mut self, question: &Question) -> Result<Line, Absence> {
        let mut noise = 0;
        loop {
            let line = self.next().await?;
            if let Some(json) = line.as_deref().and_then(|line| question.answer(line)) {
                return Ok(Zeroizing::new(json.to_vec()));
            }
            noise += line.map_or(LINE_MAX, |line| line.len() + 1);
            if noise > NOISE_MAX {
                return Err(Absence::Garbled);
            }
        }
    }

    /// The next line without its end, or nothing in place of a whole buffer in which none ends.
    async fn next(&mut self) -> Result<Option<Line>, Absence> {
        loop {
            let unseen = self.buffer.get(self.seen..).unwrap_or_default();
            if let Some(end) = unseen.iter().position(|byte| *byte == b'\n').map(|offset| self.seen + offset) {
                let line = Zeroizing::new(self.buffer.get(..end).unwrap_or_default().to_vec());
                self.buffer.drain(..=end);
                self.seen = 0;
                return Ok(Some(line));
            }
            self.seen = self.buffer.len();
            if self.seen == LINE_MAX {
                self.buffer.clear();
                self.seen = 0;
                return Ok(None);
            }
            let room = u64::try_from(LINE_MAX - self.seen).unwrap_or(u64::MAX);
            match (&mut self.from).take(room).read_buf(&mut *self.buffer).await {
                Ok(0) | Err(_) => return Err(Absence::Broken),
                Ok(_) => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_socket_that_may_not_be_opened_is_another_fault_than_one_where_nobody_listens() {
        let fault = |why| match closed(why) {
            Refused::Misconfigured(fault) => Some(fault),
            _ => None,
        };
        assert_eq!(fault(io::ErrorKind::PermissionDenied), Some(Fault::SocketDenied));
        assert_eq!(fault(io::ErrorKind::ConnectionRefused), Some(Fault::SocketClosed));
        assert_eq!(fault(io::ErrorKind::NotFound), Some(Fault::SocketClosed));
        assert_eq!(fault(io::ErrorKind::TimedOut), None);
    }
}
