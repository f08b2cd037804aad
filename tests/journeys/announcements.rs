//! What Redis announces while the connection that hears it is lost and made anew. What it is that changed is left to `events`.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use fred::interfaces::PubsubInterface;
use harness::gatelodge::SOON;
use harness::redis_server::RedisServer;
use shared::clock::Timing;
use shared::keyspace;
use shared::redis::{Notice, Redis};
use tokio::io::{AsyncReadExt, AsyncWriteExt, copy};
use tokio::net::tcp::OwnedReadHalf;
use tokio::net::{TcpListener, TcpStream, UnixStream, unix};
use tokio::sync::{Notify, broadcast};
use tokio::time::timeout;

/// A way to Redis on which connections can be cut, and what subscribes on new ones kept back.
#[derive(Clone, Default)]
struct Way {
    cut: Arc<Notify>,
    keeps_back: Arc<AtomicBool>,
    /// Something is kept back.
    kept: Arc<Notify>,
    let_go: Arc<Notify>,
}

impl Way {
    /// Its URL; it ends with the test.
    async fn to(&self, redis: &RedisServer) -> anyhow::Result<String> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let url = format!("redis://{}", listener.local_addr()?);
        let (way, socket) = (self.clone(), redis.socket());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(way.clone().lead(stream, socket.clone()));
            }
        });
        Ok(url)
    }

    async fn lead(self, stream: TcpStream, socket: PathBuf) -> anyhow::Result<()> {
        let ((asks, mut hears), (mut answers, takes)) = (stream.into_split(), UnixStream::connect(socket).await?.into_split());
        tokio::select! {
            () = self.cut.notified() => {}
            _ = copy(&mut answers, &mut hears) => {}
            _ = self.ask(asks, takes) => {}
        }
        Ok(())
    }

    async fn ask(&self, mut asks: OwnedReadHalf, mut takes: unix::OwnedWriteHalf) -> anyhow::Result<()> {
        let mut bytes = vec![0; 65_536];
        loop {
            let count = asks.read(&mut bytes).await?;
            let asked = &bytes[..count];
            if self.keeps_back.load(Ordering::SeqCst) && asked.windows(9).any(|word| word == b"SUBSCRIBE") {
                self.kept.notify_one();
                self.let_go.notified().await;
            }
            if count == 0 {
                return Ok(());
            }
            takes.write_all(asked).await?;
        }
    }
}

async fn next(notices: &mut broadcast::Receiver<Notice>) -> anyhow::Result<Notice> {
    Ok(timeout(SOON, notices.recv()).await??)
}

#[tokio::test]
async fn whoever_is_told_to_look_again_after_a_lost_connection_hears_of_all_that_changes_after_their_look() -> anyhow::Result<()> {
    let (redis, way) = (RedisServer::start().await?, Way::default());
    let ours = Redis::connect(&way.to(&redis).await?, &Timing::default())?;
    let mut notices = ours.notices();
    ours.listen(keyspace::ANSWERED);
    assert_eq!(next(&mut notices).await?, Notice::LookAgain);
    // A channel that was joined later counts as well.
    ours.hear(keyspace::CHANGED).await?;
    let server = redis.client().await?;
    let announce = async |version: u64| server.publish::<u64, _, _>(keyspace::CHANGED, format!("record {version}")).await;
    let changed = |version| Notice::Changed("record".into(), version);
    assert_eq!(announce(1).await?, 1, "heard from the moment on at which hearing it was asked for");
    assert_eq!(next(&mut notices).await?, changed(1));

    way.keeps_back.store(true, Ordering::SeqCst);
    way.cut.notify_waiters();
    timeout(SOON, way.kept.notified()).await?;
    assert_eq!(announce(2).await?, 0, "nobody hears this");
    assert!(notices.try_recv().is_err(), "whoever looked now would hear of nothing that follows");
    way.keeps_back.store(false, Ordering::SeqCst);
    way.let_go.notify_waiters();
    assert_eq!(next(&mut notices).await?, Notice::LookAgain);
    assert_eq!(announce(3).await?, 1);
    assert_eq!(next(&mut notices).await?, changed(3));
    Ok(())
}
