//! The address on which a process of a Gatelodge tells its monitoring how it does, and what it says there.

use std::collections::BTreeMap;
use std::net::{SocketAddr, TcpListener};
use std::sync::atomic::{AtomicU16, Ordering};

use anyhow::{Context, ensure};

use crate::client::client;

/// An address for one process.
#[derive(Clone, Copy, Debug)]
pub struct Monitored(pub SocketAddr);

impl Monitored {
    /// One that nobody uses yet. Not one that the kernel gives to whoever asks: a process takes it only once it has started.
    pub fn free() -> anyhow::Result<Self> {
        static NEXT: AtomicU16 = AtomicU16::new(0);
        let start = u16::try_from(std::process::id() % 200)? * 50;
        let ports = std::iter::repeat_with(|| 20_000 + (start + NEXT.fetch_add(1, Ordering::Relaxed)) % 10_000);
        let free = ports.take(1_000).find(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok());
        Ok(Self(([127, 0, 0, 1], free.context("no port is free")?).into()))
    }

    /// These settings, for a process that tells it here.
    pub fn on_top_of(self, settings: &BTreeMap<String, String>) -> BTreeMap<String, String> {
        let mut settings = settings.clone();
        settings.insert("GATELODGE_METRICS_BIND".to_owned(), self.0.to_string());
        settings
    }

    /// Status and words of an answer.
    pub async fn get(self, path: &str) -> anyhow::Result<(u16, String)> {
        let answer = client()?.get(format!("http://{}{path}", self.0)).send().await?;
        Ok((answer.status().as_u16(), answer.text().await?))
    }

    /// The page of metrics.
    pub async fn metrics(self) -> anyhow::Result<String> {
        let (status, page) = self.get("/metrics").await?;
        ensure!(status == 200, "{status} {page}");
        Ok(page)
    }

    /// What one series says now, as the page writes it: `name{label="word"}`.
    pub async fn value(self, series: &str) -> anyhow::Result<f64> {
        value(&self.metrics().await?, series).with_context(|| format!("there is no {series}"))
    }
}

/// What one series of a page says.
pub fn value(page: &str, series: &str) -> Option<f64> {
    page.lines().find_map(|line| line.strip_prefix(series)?.strip_prefix(' ')?.parse().ok())
}
