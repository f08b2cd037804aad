//! A person with a browser that runs no scripts: keeps cookies, follows redirects, fills in forms as
//! they stand in the page and presses their buttons, and sends what a browser sends about the origin.

use anyhow::{Context, bail, ensure};
use reqwest::{Client, Method, RequestBuilder, StatusCode, header};
use scraper::{ElementRef, Html, Selector};
use serde_json::Value;
use url::Url;

use crate::client;

/// The browser.
#[derive(Clone)]
pub struct Visitor {
    client: Client,
    origin: Url,
}

/// What a page answered.
#[derive(Debug, Clone)]
pub struct Page {
    /// Its status.
    pub status: StatusCode,
    /// Where the browser ended up.
    pub url: Url,
    /// Its head.
    pub headers: header::HeaderMap,
    /// Its text.
    pub body: String,
}

/// A form as it stands in a page, being filled in.
#[derive(Debug, Clone)]
pub struct Form {
    action: String,
    fields: Vec<(String, String)>,
}

impl Visitor {
    /// A fresh browser, without cookies.
    pub fn new(origin: &str) -> anyhow::Result<Self> {
        let client = client::builder().cookie_store(true).build()?;
        Ok(Self { client, origin: Url::parse(origin)? })
    }

    /// Opens a page: a path of this origin, or a whole link out of a letter.
    pub async fn open(&self, link: &str) -> anyhow::Result<Page> {
        let request = self.client.get(self.origin.join(link)?).header(header::ACCEPT, "text/html").header("Sec-Fetch-Site", "cross-site");
        read(request).await
    }

    /// Presses the button of a form, as the browser would from that page.
    pub async fn submit(&self, page: &Page, form: &Form) -> anyhow::Result<Page> {
        let target = page.url.join(&form.action)?;
        let request = self.client.post(target).header(header::ACCEPT, "text/html").header("Sec-Fetch-Site", "same-origin");
        read(request.header(header::ORIGIN, page.url.origin().ascii_serialization()).form(&form.fields)).await
    }

    /// A call of the API by a program: no cookies are kept, no origin is sent.
    pub async fn call(&self, method: Method, path: &str, basic: Option<(&str, &str)>, body: Option<Value>) -> anyhow::Result<Page> {
        let mut request = self.client.request(method, self.origin.join(path)?);
        if let Some((user, password)) = basic {
            request = request.basic_auth(user, Some(password));
        }
        if let Some(body) = body {
            request = request.json(&body);
        }
        read(request).await
    }

    /// The client itself, for requests that no browser would send.
    pub const fn client(&self) -> &Client {
        &self.client
    }

    /// The origin it visits.
    pub const fn origin(&self) -> &Url {
        &self.origin
    }
}

async fn read(request: RequestBuilder) -> anyhow::Result<Page> {
    let answer = request.send().await?;
    let (status, url, headers) = (answer.status(), answer.url().clone(), answer.headers().clone());
    Ok(Page { status, url, headers, body: answer.text().await? })
}

impl Page {
    /// Fails unless the status is this one; shows the page then.
    pub fn expect(self, status: u16) -> anyhow::Result<Self> {
        ensure!(self.status.as_u16() == status, "{} answered {} instead of {status}:\n{}", self.url, self.status, self.body);
        Ok(self)
    }

    /// The body as JSON.
    pub fn json(&self) -> anyhow::Result<Value> {
        serde_json::from_str(&self.body).with_context(|| format!("no JSON: {}", self.body))
    }

    /// The text a person reads, white space folded.
    pub fn text(&self) -> String {
        let html = Html::parse_document(&self.body);
        html.root_element().text().flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
    }

    /// The form with a button of this name (and value, after a `=`), filled in as it stands.
    pub fn form(&self, button: &str) -> anyhow::Result<Form> {
        let (name, value) = button.split_once('=').map_or((button, None), |(name, value)| (name, Some(value)));
        let html = Html::parse_document(&self.body);
        let wanted = |found: &ElementRef<'_>| {
            found.attr("name").unwrap_or_default() == name && value.is_none_or(|value| found.attr("value").unwrap_or_default() == value)
        };
        for pressed in html.select(&selector("button")?).filter(wanted) {
            // A button outside its form names it; others belong to the form around them.
            let around = || pressed.ancestors().filter_map(ElementRef::wrap).find(|element| element.value().name() == "form");
            let named = |id: &str| html.select(&selector("form").ok()?).find(|form| form.attr("id") == Some(id));
            if let Some(form) = pressed.attr("form").map_or_else(around, named) {
                return filled(form, pressed);
            }
        }
        bail!("no form has a button {button}:\n{}", self.body)
    }
}

fn selector(text: &str) -> anyhow::Result<Selector> {
    Selector::parse(text).map_err(|error| anyhow::anyhow!("{error}"))
}

/// The fields that a browser would send.
fn filled(form: ElementRef<'_>, pressed: ElementRef<'_>) -> anyhow::Result<Form> {
    let mut fields = Vec::new();
    for field in form.select(&selector("input, textarea, select")?) {
        let Some(name) = field.attr("name") else { continue };
        let kind = field.attr("type").unwrap_or_default();
        let left_out = matches!(kind, "checkbox" | "radio") && field.attr("checked").is_none();
        if left_out || field.attr("disabled").is_some() {
            continue;
        }
        let value = match field.value().name() {
            "textarea" => field.text().collect::<String>().trim_start_matches('\n').to_owned(),
            "select" => {
                let chosen = field.select(&selector("option[selected]")?).next().or(field.select(&selector("option")?).next());
                chosen.and_then(|option| option.attr("value")).unwrap_or_default().to_owned()
            }
            _ => field.attr("value").unwrap_or(if kind == "checkbox" { "on" } else { "" }).to_owned(),
        };
        fields.push((name.to_owned(), value));
    }
    if let Some(name) = pressed.attr("name").filter(|name| !name.is_empty()) {
        fields.push((name.to_owned(), pressed.attr("value").unwrap_or_default().to_owned()));
    }
    let action = pressed.attr("formaction").or(form.attr("action")).unwrap_or_default();
    Ok(Form { action: action.to_owned(), fields })
}

impl Form {
    /// Types into a field; ticks a box that was not.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        match self.fields.iter_mut().find(|(field, _)| field == name) {
            Some((_, old)) => value.clone_into(old),
            None => self.fields.push((name.to_owned(), value.to_owned())),
        }
        self
    }

    /// Takes a field away, as somebody tampering would.
    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        self.fields.retain(|(field, _)| field != name);
        self
    }

    /// What a field says now.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
    }
}
