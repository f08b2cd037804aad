//! The floor under every request: what poem alone costs on this machine.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use anyhow::Context as _;
use harness::scratch::Scratch;
use poem::listener::TcpListener;
use poem::{Route, Server, handler};

use super::median;
use crate::arguments::{Plan, SERVE_HELLO};
use crate::generator::{self, Load};
use crate::processes::Process;
use crate::stage::{free_address, wait_for_answer};
use crate::table::Row;
use crate::wire::request;

#[handler]
fn hello() -> &'static str {
    "hello"
}

/// Serves until it is killed: the bench starts itself again for it.
pub async fn serve(address: SocketAddr) -> anyhow::Result<()> {
    Ok(Server::new(TcpListener::bind(address)).run(Route::new().at("/", hello)).await?)
}

/// The bare hello.
pub async fn measure(plan: &Plan) -> anyhow::Result<Row> {
    let (address, folder) = (free_address()?, Scratch::new("hello")?);
    let this = std::env::current_exe()?;
    let mut server = Process::start(&this, &[SERVE_HELLO, &address.to_string()], &BTreeMap::new(), folder.path())?;
    wait_for_answer(&mut server, address, "/").await?;
    let load = Load { address, connections: plan.connections, count: plan.requests, expected: 200 };
    let question = || |_| request("GET", "/", None, None);
    generator::run(Load { count: plan.requests.div_ceil(10), ..load }, question(), false).await?;
    let mut rows = Vec::new();
    for _ in 0..plan.repetitions {
        let before = server.cpu()?;
        let run = generator::run(load, question(), false).await?;
        rows.push(Row::of_run("poem hello", &run, server.cpu()? - before, None));
    }
    median(rows).context("nothing was measured")
}
