//! Mistakes with the public address: every link in every letter is made from it.

use harness::{
    gatelodge::Gatelodge,
    matrix_double::{Call, Setup, Trouble},
};
use shared::doctor::Report;
use tokio::net::TcpListener;

use super::{Fault, Missed, Mistake, STRONG, Warning, nothing_to_mend, row, wish, worker};

pub(super) const MISTAKES: &[Mistake] = &[
    row("people come without encryption", "public-url.http", Warning, &["without encryption", "reads passwords", "a certificate"])
        .with(&["public-url.unknown-host", "mail.example-sender"]),
    row(
        "a name that nobody knows",
        "public-url.unknown-host",
        Fault,
        &["No name server knows gate.invalid", "Every link", "Correct the name"],
    )
    .with(&["mail.example-sender"]),
    row("nobody listens", "public-url.closed", Warning, &["Nobody listens at 127.0.0.1:1", "opens a link", "Start the API"]),
    row("another program is there", "public-url.stranger", Fault, &["Another program answers", "hand every path"]),
    row("the proxy is there alone", "public-url.proxy-alone", Fault, &["does not reach the API", "status 502", "GATELODGE_BIND"]),
    row("a certificate for nobody", "public-url.tls", Warning, &["certificate is unknown or expired", "Browsers warn", "certbot"]),
    row("no word from whoever listens", "public-url.silent", Warning, &["gives no answer", "log of the proxy"]),
];

async fn seeded(gate: &mut Gatelodge, mistake: &Mistake) -> anyhow::Result<Report> {
    let here = gate.settings()["GATELODGE_PUBLIC_URL"].clone();
    let silent = TcpListener::bind(("127.0.0.1", 0)).await?;
    let public_url = match mistake.what {
        "people come without encryption" => "http://gate.invalid".to_owned(),
        "a name that nobody knows" => "https://gate.invalid".to_owned(),
        "nobody listens" => "http://127.0.0.1:1".to_owned(),
        "another program is there" => gate.matrix.url().to_string(),
        "the proxy is there alone" => {
            gate.matrix.trouble(Call::Other, Trouble::Proxy(502), 1);
            gate.matrix.url().to_string()
        }
        "a certificate for nobody" => here.replace("http:", "https:"),
        "no word from whoever listens" => format!("http://{}", silent.local_addr()?),
        other => panic!("nobody seeds {other}"),
    };
    gate.set("PUBLIC_URL", &public_url);
    let report = worker(gate).await?;
    gate.set("PUBLIC_URL", &here);
    Ok(report)
}

#[tokio::test]
async fn every_mistake_with_the_public_address_is_found_and_told() -> anyhow::Result<()> {
    let setup = Setup { shared_secret: STRONG.to_owned(), ..Setup::default() };
    let mut gate = wish().matrix(setup).setting("KEYS", &format!("test:{STRONG}")).setting("ALLOW_HTTP", "true").start().await?;
    nothing_to_mend(&worker(&gate).await?)?;
    let mut missed = Missed::default();
    for mistake in MISTAKES {
        let report = seeded(&mut gate, mistake).await?;
        missed.note(mistake.is_found_in(&report));
    }
    missed.none()
}
