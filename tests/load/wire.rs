//! One keep-alive connection, and as much HTTP/1.1 as a load generator needs (RFC 9112): no chunks, no redirects, no TLS.

use std::net::SocketAddr;

use anyhow::{Context as _, bail, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// What came back.
pub struct Answer {
    /// The status.
    pub status: u16,
    /// For how many seconds the server wants to be left alone, where it says so.
    pub retry_after: Option<u64>,
    /// The body.
    pub body: Vec<u8>,
}

impl Answer {
    /// The body as JSON.
    pub fn json(&self) -> anyhow::Result<Value> {
        serde_json::from_slice(&self.body).with_context(|| format!("{} without JSON: {}", self.status, String::from_utf8_lossy(&self.body)))
    }
}

/// A connection, opened again where the server closed it.
pub struct Connection {
    address: SocketAddr,
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Connection {
    /// Connects; to this machine only.
    pub async fn open(address: SocketAddr) -> anyhow::Result<Self> {
        ensure!(address.ip().is_loopback(), "the bench asks nobody but this machine");
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { address, stream, buffer: Vec::with_capacity(4_096) })
    }

    /// Sends a request and reads the whole answer.
    pub async fn ask(&mut self, request: &[u8]) -> anyhow::Result<Answer> {
        self.stream.write_all(request).await?;
        self.buffer.clear();
        let head_end = loop {
            if let Some(at) = self.buffer.windows(4).position(|window| window == b"\r\n\r\n") {
                break at + 4;
            }
            self.read_more().await?;
        };
        let head = std::str::from_utf8(&self.buffer[..head_end])?.to_ascii_lowercase();
        let status: u16 = head.split(' ').nth(1).context("no status")?.parse()?;
        let field = |name: &str| head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':')).map(str::trim);
        let length: usize = match field("content-length") {
            Some(length) => length.parse()?,
            None if status == 204 || status == 304 => 0,
            None => bail!("{status} without a length is not understood here"),
        };
        let closes = field("connection") == Some("close");
        let retry_after = field("retry-after").and_then(|seconds| seconds.parse().ok());
        while self.buffer.len() < head_end + length {
            self.read_more().await?;
        }
        let body = self.buffer[head_end..head_end + length].to_vec();
        if closes {
            *self = Self::open(self.address).await?;
        }
        Ok(Answer { status, retry_after, body })
    }

    async fn read_more(&mut self) -> anyhow::Result<()> {
        ensure!(self.stream.read_buf(&mut self.buffer).await? > 0, "the server closed in the middle of an answer");
        Ok(())
    }
}

/// A request as it goes over the wire, with Basic credentials where some are given.
pub fn request(method: &str, path: &str, basic: Option<&str>, json: Option<&Value>) -> Vec<u8> {
    let credentials = basic.map(|basic| format!("authorization: Basic {basic}\r\n")).unwrap_or_default();
    written(method, path, &credentials, json)
}

/// The same with an access token.
pub fn request_of(access_token: &str, method: &str, path: &str, json: Option<&Value>) -> Vec<u8> {
    written(method, path, &format!("authorization: Bearer {access_token}\r\n"), json)
}

fn written(method: &str, path: &str, credentials: &str, json: Option<&Value>) -> Vec<u8> {
    let body = json.map(Value::to_string).unwrap_or_default();
    let content = json.map(|_| format!("content-type: application/json\r\ncontent-length: {}\r\n", body.len())).unwrap_or_default();
    format!("{method} {path} HTTP/1.1\r\nhost: 127.0.0.1\r\n{credentials}{content}\r\n{body}").into_bytes()
}

/// `rid:token` as Basic credentials carry it.
pub fn basic(rid: &str, token: &str) -> String {
    STANDARD.encode(format!("{rid}:{token}"))
}

/// Asks once, on a connection of its own.
pub async fn ask_once(address: SocketAddr, request: &[u8]) -> anyhow::Result<Answer> {
    Connection::open(address).await?.ask(request).await
}
