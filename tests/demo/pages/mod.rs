//! The pages that stand beside the gate in the demo: the mailbox, and the instance's.
//!
//! The rule: no script anywhere, nothing loaded from elsewhere, everything escaped by the templates. What a page shows is
//! its own file's business; here are the frame and the headers.

pub mod instance;
pub mod mailbox;

use std::sync::Arc;

use minijinja::value::Serde;
use minijinja::{Environment, Value};
use poem::Response;
use poem::http::{StatusCode, header};
use serde::Serialize;

/// What a page may do.
const PAGE_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; base-uri 'none'; form-action 'none'";

/// The templates of one server's pages, in their frame.
#[derive(Clone)]
struct Templates(Arc<Environment<'static>>);

impl Templates {
    fn new(own: &[(&'static str, &'static str)]) -> anyhow::Result<Self> {
        let mut templates = Environment::new();
        for (name, source) in [&[("frame.html", include_str!("frame.html"))], own].concat() {
            templates.add_template(name, source)?;
        }
        Ok(Self(Arc::new(templates)))
    }

    fn answer(&self, template: &str, view: &impl Serialize) -> Response {
        match self.0.get_template(template).and_then(|template| template.render(Value::from(Serde(view)))) {
            Ok(page) => html(page, PAGE_POLICY),
            Err(error) => Response::builder().status(StatusCode::INTERNAL_SERVER_ERROR).body(error.to_string()),
        }
    }
}

fn html(body: String, policy: &str) -> Response {
    Response::builder()
        .content_type("text/html; charset=utf-8")
        .header("Content-Security-Policy", policy)
        .header(header::CACHE_CONTROL, "no-store")
        .header(header::REFERRER_POLICY, "no-referrer")
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
        .body(body)
}

fn not_found(words: &'static str) -> Response {
    Response::builder().status(StatusCode::NOT_FOUND).body(words)
}
