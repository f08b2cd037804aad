//! A collector of traces: takes what a process sends by OTLP over HTTP, keeps every byte, and answers as a collector does.

use std::sync::{Arc, Mutex, PoisonError};

use poem::http::StatusCode;
use poem::listener::{Acceptor, Listener, TcpListener};
use poem::web::Data;
use poem::{EndpointExt, Route, Server, handler, post};

type Taken = Arc<Mutex<Vec<u8>>>;

/// A collector that listens.
pub struct Collector {
    url: String,
    taken: Taken,
}

impl Collector {
    /// Begins to listen on loopback, for as long as the test runs.
    pub async fn start() -> anyhow::Result<Self> {
        let taken = Taken::default();
        let acceptor = TcpListener::bind("127.0.0.1:0").into_acceptor().await?;
        let address = acceptor.local_addr().first().and_then(|address| address.as_socket_addr().copied());
        let url = format!("http://{}", address.ok_or_else(|| anyhow::anyhow!("no address"))?);
        let app = Route::new().at("/v1/traces", post(take)).data(Arc::clone(&taken));
        tokio::spawn(Server::new_with_acceptor(acceptor).run(app));
        Ok(Self { url, taken })
    }

    /// What `OTLP_ENDPOINT` says.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Everything it was told. Texts lie in it as they are.
    pub fn taken(&self) -> Vec<u8> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

#[handler]
fn take(taken: Data<&Taken>, body: Vec<u8>) -> StatusCode {
    taken.lock().unwrap_or_else(PoisonError::into_inner).extend(body);
    StatusCode::OK
}
