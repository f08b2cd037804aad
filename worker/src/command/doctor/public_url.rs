//! Whether the gate answers at its public address, seen from the worker's machine.
//!
//! The rule: a firewall between the two is no fault, another program behind the address is one.

use shared::doctor::reach::{Unreached, tcp};
use shared::doctor::{Finding, public_url};
use url::Url;

use super::CALL_MAX;
use crate::platforms::gate::{PublicAnswer, ask};

pub(super) const PLACE: &str = "GATELODGE_PUBLIC_URL";
const NOBODY_OPENS: &str = "Whoever opens a link from a letter sees an error: nobody can confirm, decide or set a password.";

pub(super) async fn look(url: &Url) -> Vec<Finding> {
    if let Some(finding) = public_url::unknown_host(url).await {
        return vec![finding];
    }
    vec![match ask(url, CALL_MAX / 2).await {
        Ok(PublicAnswer::Gate) => Finding::ok("public-url.well", PLACE, "The gate answers at its public address."),
        Ok(PublicAnswer::ProxyAlone(status)) => proxy_alone(status),
        Ok(PublicAnswer::Stranger(status)) => stranger(status),
        Err(_) => nobody(url).await,
    }]
}

async fn nobody(url: &Url) -> Finding {
    let (host, port) = (url.host_str().unwrap_or_default(), url.port_or_known_default().unwrap_or_default());
    match tcp(host, port, CALL_MAX / 4).await {
        Err(Unreached::Closed) => Finding::warning("public-url.closed", PLACE, format!("Nobody listens at {host}:{port}."))
            .because(NOBODY_OPENS)
            .mend("Start the API, and the proxy before it; let the proxy listen on the port of the public address."),
        Ok(()) if url.scheme() == "https" => Finding::warning(
            "public-url.tls",
            PLACE,
            format!("TLS with {host}:{port} fails: its certificate is unknown or expired, or for another name."),
        )
        .because("Browsers warn whoever opens a link from a letter, and most turn back.")
        .mend("Give the proxy a certificate for this name; Caddy fetches one by itself, for others there is certbot."),
        Ok(()) => Finding::warning("public-url.silent", PLACE, format!("Something listens at {host}:{port} and gives no answer."))
            .because(NOBODY_OPENS)
            .mend("Look at the log of the proxy, and whether the API answers behind it: curl http://127.0.0.1:8000/livez"),
        Err(_) => Finding::advice("public-url.unreached", PLACE, format!("From this machine {host}:{port} cannot be reached."))
            .because("That may be a firewall that only this machine meets, or nobody reaches the gate.")
            .mend("Open the address in a browser elsewhere. If the page comes, all is well."),
    }
}

fn proxy_alone(status: u16) -> Finding {
    Finding::fault(
        "public-url.proxy-alone",
        PLACE,
        format!("A proxy answers at the public address, but does not reach the API (status {status})."),
    )
    .because(NOBODY_OPENS)
    .mend("Start the API, and let the proxy lead to where GATELODGE_BIND says that it listens.")
}

fn stranger(status: u16) -> Finding {
    Finding::fault(
        "public-url.stranger",
        PLACE,
        format!("Another program answers at the public address (/livez is no answer of ours, status {status})."),
    )
    .because(NOBODY_OPENS)
    .mend("Let the proxy hand every path of this name to the API, and nothing else; or correct the address.")
}
