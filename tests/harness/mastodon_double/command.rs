//! Between the double and the command that stands for a program inside the instance: arguments and stdin go one way, output and the exit
//! code the other, in frames of one byte for the kind, four for the length, and the bytes. The command understands nothing of it.

use std::io::{self, Read, Write};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::thread;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::unix::{OwnedReadHalf, OwnedWriteHalf};

/// The arguments, as JSON; comes first.
pub(super) const ARGUMENTS: u8 = b'a';
/// Bytes of stdin; none when it ended.
pub(super) const STDIN: u8 = b'i';
/// Bytes of stdout.
pub(super) const STDOUT: u8 = b'o';
/// Bytes of stderr.
pub(super) const STDERR: u8 = b'e';
/// The exit code; comes last.
pub(super) const EXIT: u8 = b'x';
/// The longest frame that is believed.
const FRAME_MAX: usize = 1024 * 1024;
/// What a shell says of a process that was killed.
const KILLED: u8 = 137;

/// Is the command: speaks for these arguments until the double says how it ends, or is gone.
///
/// # Errors
/// When the double cannot be reached, or nobody reads the output any more.
pub fn relay(
    control: &Path,
    arguments: &[String],
    mut stdin: impl Read + Send + 'static,
    mut stdout: impl Write,
    mut stderr: impl Write,
) -> io::Result<u8> {
    let mut line = UnixStream::connect(control)?;
    let mut up = line.try_clone()?;
    up.write_all(&framed(ARGUMENTS, &serde_json::to_vec(arguments)?))?;
    thread::spawn(move || {
        let mut bytes = [0; 8 * 1024];
        loop {
            let read = stdin.read(&mut bytes).ok().and_then(|count| bytes.get(..count)).unwrap_or_default();
            if up.write_all(&framed(STDIN, read)).is_err() || read.is_empty() {
                return;
            }
        }
    });
    loop {
        let mut head = [0; 5];
        if line.read_exact(&mut head).is_err() {
            return Ok(KILLED);
        }
        let (kind, length) = parsed(head)?;
        let mut bytes = vec![0; length];
        line.read_exact(&mut bytes)?;
        match kind {
            STDOUT => stdout.write_all(&bytes).and_then(|()| stdout.flush())?,
            STDERR => stderr.write_all(&bytes).and_then(|()| stderr.flush())?,
            _ => return Ok(bytes.first().copied().unwrap_or_default()),
        }
    }
}

/// One frame, to be written.
fn framed(kind: u8, bytes: &[u8]) -> Vec<u8> {
    let mut frame = vec![kind];
    frame.extend(u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_be_bytes());
    frame.extend(bytes);
    frame
}

fn parsed([kind, length @ ..]: [u8; 5]) -> io::Result<(u8, usize)> {
    let length = usize::try_from(u32::from_be_bytes(length)).unwrap_or(usize::MAX);
    if length > FRAME_MAX { Err(io::ErrorKind::InvalidData.into()) } else { Ok((kind, length)) }
}

/// One frame, read; an error where the command is gone.
pub(super) async fn read_frame(line: &mut OwnedReadHalf) -> io::Result<(u8, Vec<u8>)> {
    let mut head = [0; 5];
    line.read_exact(&mut head).await?;
    let (kind, length) = parsed(head)?;
    let mut bytes = vec![0; length];
    line.read_exact(&mut bytes).await?;
    Ok((kind, bytes))
}

/// One frame, written.
pub(super) async fn write_frame(line: &mut OwnedWriteHalf, kind: u8, bytes: &[u8]) -> io::Result<()> {
    line.write_all(&framed(kind, bytes)).await
}
