//! Slow clients on real sockets, with a short patience.

#![expect(clippy::unwrap_used, reason = "a test may end here")]

use futures_util::StreamExt;
use futures_util::future::join_all;
use poem::{Body, Response, Route, Server, get, handler, post};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};

use super::*;

const PATIENCE: Duration = Duration::from_millis(400);
/// What a loaded machine may add to it.
const BOUND: Duration = Duration::from_secs(5);

#[handler]
fn hello() -> &'static str {
    "hello"
}

#[handler]
async fn measure(body: Body) -> poem::Result<String> {
    Ok(body.into_vec().await?.len().to_string())
}

/// An event every quarter of the patience, for three times the patience.
#[handler]
fn events() -> Response {
    let events = futures_util::stream::iter(0..12).then(|_| async {
        sleep(PATIENCE / 4).await;
        Ok::<_, io::Error>("data: x\n\n")
    });
    Response::builder().content_type("text/event-stream").body(Body::from_bytes_stream(events))
}

#[handler]
fn large() -> Vec<u8> {
    vec![b'x'; 64 * 1024 * 1024]
}

async fn serve(connections_max: usize) -> (SocketAddr, JoinHandle<io::Result<()>>) {
    let acceptor = GuardedAcceptor::bind("127.0.0.1:0".parse().unwrap(), PATIENCE, connections_max).await.unwrap();
    let address = acceptor.address();
    let route = Route::new().at("/", get(hello)).at("/length", post(measure)).at("/events", get(events)).at("/large", get(large));
    (address, tokio::spawn(Server::new_with_acceptor(acceptor).run(route)))
}

async fn connect(address: SocketAddr) -> TcpStream {
    TcpStream::connect(address).await.unwrap()
}

const HELLO: &[u8] = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n";

/// Sends one request on a connection and reads its short answer.
async fn ask(stream: &mut TcpStream) -> String {
    stream.write_all(HELLO).await.unwrap();
    let mut answer = vec![0; 4096];
    let length = timeout(BOUND, stream.read(&mut answer)).await.unwrap().unwrap();
    answer.truncate(length);
    String::from_utf8(answer).unwrap()
}

/// Sends the beginning, then drop after drop until the other side has had enough; answers how long that took.
async fn trickle(address: SocketAddr, beginning: &'static [u8], drop: &'static [u8]) -> Duration {
    let begun = Instant::now();
    let (mut reader, mut writer) = connect(address).await.into_split();
    writer.write_all(beginning).await.unwrap();
    let dropping = tokio::spawn(async move {
        while !drop.is_empty() && writer.write_all(drop).await.is_ok() {
            sleep(PATIENCE / 10).await;
        }
        writer
    });
    let mut rest = Vec::new();
    // A reset is as much of an end as a close.
    let _ = timeout(BOUND, reader.read_to_end(&mut rest)).await.unwrap();
    let took = begun.elapsed();
    dropping.abort();
    took
}

#[tokio::test]
async fn t26_slow_clients_are_closed_while_normal_traffic_flows() {
    let (address, server) = serve(100).await;
    let kinds: [(&[u8], &[u8]); 8] = [
        (b"", b""),
        (b"G", b""),
        (b"GET / HTTP/1.1\r\nHost: x\r\nA: ", b"x"),
        (b"GET / HTTP/1.1\r\nHost: x\r\nA: half", b""),
        (b"POST /length HTTP/1.1\r\nHost: x\r\nContent-Length: 9000\r\n\r\n", b"x"),
        (b"POST /length HTTP/1.1\r\nHost: x\r\nContent-Length: 9000\r\n\r\nhalf", b""),
        (b"POST /length HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        (b"POST /length HTTP/1.1\r\nHost: x\r\nContent-Length: 9000\r\nExpect: 100-continue\r\n\r\n", b"x"),
    ];
    let slow = join_all(kinds.iter().flat_map(|(beginning, drop)| (0..10).map(|_| trickle(address, beginning, drop))));
    let normal = async {
        for _ in 0..20 {
            assert!(ask(&mut connect(address).await).await.starts_with("HTTP/1.1 200"));
            sleep(PATIENCE / 20).await;
        }
    };
    let (slow, ()) = tokio::join!(slow, normal);
    for took in slow {
        assert!(took >= PATIENCE && took < BOUND, "{took:?}");
    }
    server.abort();
}

#[tokio::test]
async fn a_kept_alive_connection_rests_and_is_closed_when_it_rests_too_long() {
    let (address, server) = serve(8).await;
    let mut stream = connect(address).await;
    for _ in 0..6 {
        assert!(ask(&mut stream).await.ends_with("hello"));
        sleep(PATIENCE / 2).await;
    }
    let mut rest = Vec::new();
    timeout(BOUND, stream.read_to_end(&mut rest)).await.unwrap().unwrap();
    assert!(rest.is_empty());
    server.abort();
}

#[tokio::test]
async fn an_event_stream_stays_while_it_is_written_to() {
    let (address, server) = serve(8).await;
    let mut stream = connect(address).await;
    stream.write_all(b"GET /events HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await.unwrap();
    let mut answer = String::new();
    timeout(BOUND * 2, stream.read_to_string(&mut answer)).await.unwrap().unwrap();
    assert_eq!(answer.matches("data: x").count(), 12);
    assert!(answer.ends_with("0\r\n\r\n"));
    server.abort();
}

#[tokio::test]
async fn who_does_not_read_is_closed_even_with_the_next_request_on_its_way() {
    let (address, server) = serve(1).await;
    let mut stream = connect(address).await;
    stream.write_all(b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
    stream.write_all(HELLO).await.unwrap();
    // The one slot is free again only when that connection is gone.
    assert!(ask(&mut connect(address).await).await.starts_with("HTTP/1.1 200"));
    drop(stream);
    server.abort();
}

#[tokio::test]
async fn connections_beyond_the_slots_wait_for_one() {
    let (address, server) = serve(2).await;
    let (mut first, mut second) = (connect(address).await, connect(address).await);
    ask(&mut first).await;
    ask(&mut second).await;
    let third = tokio::spawn(async move { ask(&mut connect(address).await).await });
    for _ in 0..6 {
        sleep(PATIENCE / 4).await;
        ask(&mut first).await;
        ask(&mut second).await;
        assert!(!third.is_finished());
    }
    drop(first);
    assert!(timeout(BOUND, third).await.unwrap().unwrap().starts_with("HTTP/1.1 200"));
    server.abort();
}

#[tokio::test]
async fn http_2_without_tls_is_refused_at_its_preface() {
    let (address, server) = serve(8).await;
    let mut stream = connect(address).await;
    stream.write_all(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0").await.unwrap();
    let mut answer = Vec::new();
    let _ = timeout(PATIENCE / 2, stream.read_to_end(&mut answer)).await.unwrap();
    assert!(answer.is_empty());
    server.abort();
}

#[test]
fn the_preface_is_seen_in_pieces_and_nothing_else_is_taken_for_it() {
    let seen = |pieces: &[&[u8]]| {
        let mut preface = Preface::default();
        pieces.iter().any(|piece| preface.completed_by(piece))
    };
    assert!(seen(&[b"PRI * HTTP/2.0"]));
    assert!(seen(&[b"P", b"", b"RI", b" *"]));
    assert!(!seen(&[b"POST / HTTP/1.1"]));
    assert!(!seen(&[b"P", b"OST", b"PRI *"]));
    assert!(!seen(&[b"PRIX", b"PRI "]));
    assert!(!seen(&[b"PRI"]));
}
