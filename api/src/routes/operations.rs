//! What keeps the service running: whether it lives, whether it is ready, and what its problems mean.

use std::sync::Arc;

use poem_openapi::param::Path;
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi, Tags};

use crate::gate::Gate;
use crate::problem::{Kind, Problem};

/// The routes.
pub struct Operations {
    gate: Arc<Gate>,
}

/// What belongs together in the document.
#[derive(Tags)]
enum Tag {
    /// The service itself.
    Operations,
}

/// How the service does.
#[derive(Object)]
struct Health {
    /// `ok`.
    status: String,
}

/// What a kind of problem means.
#[derive(Object)]
struct ProblemKind {
    /// Its name, as problems carry it.
    #[oai(rename = "type")]
    kind: String,
    /// In a few words.
    title: String,
    /// The HTTP status.
    status: u16,
    /// What it means and what to do.
    detail: String,
}

#[expect(clippy::unused_async, reason = "the macro wants every route async")]
#[OpenApi(tag = "Tag::Operations")]
impl Operations {
    /// Says that the process lives. Asks nothing else.
    #[oai(path = "/livez", method = "get")]
    async fn live(&self) -> Json<Health> {
        Json(Health::ok())
    }

    /// Says whether requests can be served: 503 only without Redis.
    #[oai(path = "/readyz", method = "get")]
    async fn ready(&self) -> Result<Json<Health>, Problem> {
        if self.gate.redis.answers().await { Ok(Json(Health::ok())) } else { Err(Problem::new(Kind::Unavailable)) }
    }

    /// Explains a kind of problem.
    #[oai(path = "/problems/:kind", method = "get")]
    async fn explain(&self, kind: Path<String>) -> Result<Json<ProblemKind>, Problem> {
        let kind = Kind::from_slug(&kind).ok_or(Problem::new(Kind::NotFound))?;
        Ok(Json(ProblemKind {
            kind: format!("/problems/{}", kind.slug()),
            title: kind.title().to_owned(),
            status: kind.status().as_u16(),
            detail: kind.explanation().to_owned(),
        }))
    }
}

impl Operations {
    /// The routes of this gate.
    pub fn new(gate: Arc<Gate>) -> Self {
        Self { gate }
    }
}

impl Health {
    fn ok() -> Self {
        Self { status: "ok".to_owned() }
    }
}
