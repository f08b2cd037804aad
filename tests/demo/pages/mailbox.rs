//! The demo's mailbox in a browser: every letter, newest first, as text and as most people see it.
//!
//! A letter is a stranger's HTML: it is shown in a frame that may run nothing and load nothing, and its links open
//! outside of it.

use std::net::SocketAddr;

use anyhow::Context as _;
use harness::mailbox::{Letter, Mailbox};
use poem::http::header;
use poem::listener::TcpAcceptor;
use poem::web::{Data, Path};
use poem::{EndpointExt as _, Response, Route, Server, get, handler};
use serde::Serialize;

use super::{Templates, html};

/// What a letter may do.
const LETTER_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; \
                             sandbox allow-popups allow-popups-to-escape-sandbox; frame-ancestors 'self'";

#[derive(Clone)]
struct MailboxPage {
    mailbox: Mailbox,
    gate: String,
    templates: Templates,
}

/// The list.
#[derive(Serialize)]
struct List<'a> {
    letters: Vec<Entry>,
    gate: &'a str,
}

/// One letter.
#[derive(Serialize)]
struct Opened<'a> {
    letter: Entry,
    from: &'a str,
    lines: Vec<Line<'a>>,
    has_html: bool,
    headers: &'a [(String, String)],
}

/// A letter in the list.
#[derive(Serialize)]
struct Entry {
    number: usize,
    to: String,
    subject: String,
    date: String,
    /// The time of day in it.
    time: String,
    link: Option<String>,
}

/// A letter for a program.
#[derive(Serialize)]
struct Listed<'a> {
    to: &'a [String],
    subject: &'a str,
    text: &'a str,
    links: Vec<&'a str>,
}

/// A line of a letter's text.
#[derive(Serialize)]
struct Line<'a> {
    text: &'a str,
    is_link: bool,
}

/// Serves the page there until the process ends; says where.
pub async fn serve(bind: SocketAddr, mailbox: Mailbox, gate: &str) -> anyhow::Result<SocketAddr> {
    let templates = Templates::new(&[("list.html", include_str!("list.html")), ("letter.html", include_str!("letter.html"))])?;
    let page = MailboxPage { mailbox, gate: gate.to_owned(), templates };
    let listener = tokio::net::TcpListener::bind(bind).await.with_context(|| format!("the mailbox page cannot listen on {bind}"))?;
    let address = listener.local_addr()?;
    let routes = Route::new()
        .at("/", get(show_list))
        .at("/letters.json", get(list_letters))
        .at("/letters/:number", get(show_letter))
        .at("/letters/:number/html", get(show_html));
    let server = Server::new_with_acceptor(TcpAcceptor::from_tokio(listener)?).run(routes.data(page));
    tokio::spawn(server);
    Ok(address)
}

#[handler]
fn show_list(Data(page): Data<&MailboxPage>) -> Response {
    let letters: Vec<Entry> = page.mailbox.letters().iter().enumerate().rev().map(|(number, letter)| entry(number, letter)).collect();
    page.templates.answer("list.html", &List { letters, gate: &page.gate })
}

#[handler]
fn list_letters(Data(page): Data<&MailboxPage>) -> Response {
    let letters = page.mailbox.letters();
    let listed: Vec<Listed<'_>> = letters.iter().map(|letter| listed(letter)).collect();
    let body = serde_json::json!(listed).to_string();
    Response::builder().content_type("application/json").header(header::CACHE_CONTROL, "no-store").body(body)
}

#[handler]
fn show_letter(Data(page): Data<&MailboxPage>, Path(number): Path<usize>) -> Response {
    let letters = page.mailbox.letters();
    let Some(letter) = letters.get(number) else { return super::not_found("no such letter") };
    let links = letter.links();
    let lines: Vec<Line<'_>> = letter.text.lines().map(|text| Line { text, is_link: links.contains(&text.trim_end()) }).collect();
    let view = Opened {
        letter: entry(number, letter),
        from: letter.header("From").unwrap_or_default(),
        lines,
        has_html: !letter.html.is_empty(),
        headers: &letter.headers,
    };
    page.templates.answer("letter.html", &view)
}

#[handler]
fn show_html(Data(page): Data<&MailboxPage>, Path(number): Path<usize>) -> Response {
    let letters = page.mailbox.letters();
    let Some(letter) = letters.get(number) else { return super::not_found("no such letter") };
    // A link that stayed in the frame would show the gate without cookies and forms.
    html(letter.html.replacen("<head>", "<head><base target=\"_blank\">", 1), LETTER_POLICY)
}

fn entry(number: usize, letter: &Letter) -> Entry {
    let date = letter.header("Date").unwrap_or_default();
    Entry {
        number,
        to: letter.to.join(", "),
        subject: letter.subject().to_owned(),
        date: date.to_owned(),
        time: date.split_whitespace().find(|word| word.contains(':')).unwrap_or(date).to_owned(),
        link: letter.links().first().map(|link| (*link).to_owned()),
    }
}

fn listed(letter: &Letter) -> Listed<'_> {
    Listed { to: &letter.to, subject: letter.subject(), text: &letter.text, links: letter.links() }
}
