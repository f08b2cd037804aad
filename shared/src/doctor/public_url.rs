//! What can be said of the public address without calling it: every link in every letter is made from it.
//!
//! The rule: whether this gate answers there is for the worker to ask, which can speak HTTPS; here is what the address itself
//! gives away.

use std::net::SocketAddr;

use url::Url;

use super::reach::{Unreached, tcp};
use super::{Finding, LOOK_MAX};
use crate::settings::is_loopback;

const PLACE: &str = "GATELODGE_PUBLIC_URL";

/// What is wrong with the address as it stands; `bind` is where the API listens, for the process that knows.
pub fn judge(url: &Url, bind: Option<SocketAddr>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let is_here = is_loopback(url);
    if url.scheme() == "http" && !is_here {
        findings.push(
            Finding::warning("public-url.http", PLACE, "People reach this gate without encryption (http).")
                .because("Everybody on the way reads passwords and links, and can decide or sign in with them.")
                .mend("Put a proxy with a certificate before the API, write https:// here, and take GATELODGE_ALLOW_HTTP away."),
        );
    }
    if is_here && bind.is_some_and(|bind| !bind.ip().to_canonical().is_loopback()) {
        findings.push(
            Finding::advice("public-url.loopback", PLACE, "The API listens for other machines, but links lead to this one only.")
                .because("A link in a letter leads whoever opens it to their own machine, where nothing is.")
                .mend("Once others are to use it, write the address by which they reach this gate: https://join.example.org"),
        );
    }
    findings
}

/// Whether its name leads anywhere; nothing where it does.
pub async fn unknown_host(url: &Url) -> Option<Finding> {
    let (host, port) = (url.host_str()?, url.port_or_known_default()?);
    (tcp(host, port, LOOK_MAX / 2).await == Err(Unreached::NoHost)).then(|| {
        Finding::fault("public-url.unknown-host", PLACE, format!("No name server knows {host}."))
            .because("Every link in every letter leads there: nobody can confirm, decide or set a password.")
            .mend("Correct the name, or make its record at whoever keeps your domain, and wait until `getent hosts` finds it here.")
    })
}
