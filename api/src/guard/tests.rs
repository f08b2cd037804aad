//! The guard as a whole, around a small router of both kinds.

#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may end here")]
#![expect(clippy::unused_async, reason = "the API macro asks for async functions")]

use std::sync::Mutex;

use poem::http::StatusCode;
use poem::test::{TestClient, TestRequestBuilder};
use poem::web::Html;
use poem::{Body, Route, get, handler};
use poem_openapi::auth::Basic;
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi, OpenApiService, SecurityScheme};
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::*;
use crate::problem::Fault;

#[derive(Object)]
struct Wish {
    username: String,
}

#[derive(SecurityScheme)]
#[oai(ty = "basic")]
struct Token(Basic);

struct Api;

#[OpenApi]
impl Api {
    #[oai(path = "/things", method = "post")]
    async fn make(&self, wish: Json<Wish>) -> Result<Json<usize>, Problem> {
        if wish.username.is_empty() {
            return Err(Problem::invalid(vec![Fault::new("/username", "It is empty."), Fault::new("/x", "Another.")]));
        }
        Ok(Json(wish.username.len()))
    }

    #[oai(path = "/things/:id", method = "get")]
    async fn look(&self, id: poem_openapi::param::Path<u32>) -> Result<Json<u32>, Problem> {
        match id.0 {
            7 => Err(Problem::rate_limited(9)),
            8 => Err(Problem::new(Kind::Unavailable)),
            id => Ok(Json(id)),
        }
    }

    #[oai(path = "/things/:id", method = "delete")]
    async fn remove(&self, _id: poem_openapi::param::Path<u32>, token: Token) -> Result<(), Problem> {
        drop(token.0.username);
        Err(Problem::new(Kind::Forbidden))
    }
}

#[handler]
fn page(id: RequestId, block: NetworkBlock) -> Html<String> {
    assert_ne!(id.to_string(), "");
    assert_eq!(block, NetworkBlock::unknown());
    Html("<p>page".to_owned())
}

#[handler]
fn press() -> Result<(), Problem> {
    Err(Problem::new(Kind::CrossSite))
}

#[handler]
fn own() -> poem::Result<()> {
    let made = Response::builder().status(StatusCode::NOT_FOUND).header("cache-control", "private").body("on purpose");
    Err(poem::Error::from_response(made))
}

#[handler]
fn broken() -> poem::Result<()> {
    Err(poem::error::InternalServerError(std::io::Error::other("canary@example.org")))
}

#[handler]
fn panics() -> Html<String> {
    panic!("canary@example.org")
}

fn gate() -> impl Endpoint<Output = Response> {
    let service = OpenApiService::new(Api, "Test", "1");
    let methods = Methods::from_openapi(&service.spec()).at("/page/:rid", &["GET", "POST"]).at("/own", &["GET"]);
    let route = Route::new()
        .nest("/", service)
        .at("/page/:rid", get(page).post(press))
        .at("/own", get(own))
        .at("/broken", get(broken))
        .at("/panics", get(panics));
    let guard = Guard::new(&"https://gate.example".parse().unwrap(), Vec::new(), methods)
        .with_problem_page(|refused| Some(Html(format!("<h1>{}", refused.problem.kind.title())).into_response()));
    guarded(route, guard)
}

fn client() -> TestClient<impl Endpoint<Output = Response>> {
    TestClient::new(gate())
}

/// The answer's problem, after checking what all problems have in common.
async fn problem(request: TestRequestBuilder<'_, impl Endpoint>, kind: Kind) -> (Response, Value) {
    let mut response = request.send().await.0;
    assert_eq!(response.status(), kind.status());
    assert_eq!(response.content_type(), Some("application/problem+json"));
    let text = response.take_body().into_string().await.unwrap();
    assert!(!text.contains("canary"), "{text}");
    let body: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(body["type"], format!("/problems/{}", kind.slug()));
    assert_eq!(body["title"], kind.title());
    assert_eq!(body["status"], kind.status().as_u16());
    assert!(!body["detail"].as_str().unwrap().is_empty());
    assert_eq!(body["instance"], format!("urn:uuid:{}", response.header("x-request-id").unwrap()));
    assert_eq!(body.get("errors").is_some(), kind == Kind::Invalid);
    for name in ["content-security-policy", "x-content-type-options", "cache-control", "strict-transport-security"] {
        assert!(response.header(name).is_some(), "{name}");
    }
    (response, body)
}

#[tokio::test]
async fn routes_answer_with_and_without_the_slash_at_the_end() {
    let client = client();
    for path in ["/things", "/things/"] {
        let response = client.post(path).body_json(&serde_json::json!({"username": "ada"})).send().await;
        response.assert_status_is_ok();
        response.assert_text("3").await;
    }
    for path in ["/things/5/", "/page/x/", "/page/x/?t=1"] {
        client.get(path).send().await.assert_status_is_ok();
    }
}

#[tokio::test]
async fn every_refusal_is_a_problem_of_this_request() {
    let client = client();
    problem(client.get("/nowhere/canary"), Kind::NotFound).await;
    problem(client.get("/things/canary"), Kind::Invalid).await;
    problem(client.get("/broken"), Kind::Internal).await;
    problem(client.get("/panics"), Kind::Internal).await;
    problem(client.post("/page/canary"), Kind::CrossSite).await;
    problem(client.delete("/things/1").header("authorization", "Basic Og=="), Kind::Forbidden).await;
    problem(client.get("/things/1").header("x", "canary".repeat(4000)), Kind::HeadersTooLarge).await;
    problem(client.get(format!("/{}", "canary".repeat(2000))), Kind::UriTooLong).await;
    let large = client.post("/things").content_type("application/json").body(vec![b' '; sizes::BODY_MAX + 1]);
    problem(large, Kind::ContentTooLarge).await;
    for media_type in ["text/plain", "canary/canary"] {
        let text = client.post("/things").content_type(media_type).body("canary");
        problem(text, Kind::UnsupportedMediaType).await;
    }
}

#[tokio::test]
async fn what_cannot_be_read_is_invalid_and_never_repeated() {
    let client = client();
    let nested = format!("{{\"canary\":{}", "[".repeat(40));
    for body in ["{\"canary", "", "null", "{\"canary\":\"canary\"}", "{\"username\":{\"canary\":1}}", "\u{0}", &nested] {
        let request = client.post("/things").content_type("application/json").body(body.to_owned());
        let (_, body) = problem(request, Kind::Invalid).await;
        assert_eq!(body["errors"].as_array().unwrap().len(), 1);
    }
    let request = client.post("/things").body_json(&serde_json::json!({"username": ""}));
    let (_, body) = problem(request, Kind::Invalid).await;
    assert_eq!(body["errors"][0], serde_json::json!({"pointer": "/username", "detail": "It is empty."}));
    assert_eq!(body["errors"][1]["pointer"], "/x");
}

#[tokio::test]
async fn refusals_carry_the_headers_that_belong_to_them() {
    let client = client();
    let (response, _) = problem(client.delete("/things/1"), Kind::Unauthorized).await;
    assert_eq!(response.header("www-authenticate"), Some(r#"Basic realm="gatelodge", charset="UTF-8""#));
    let (response, _) = problem(client.get("/things/7"), Kind::RateLimited).await;
    assert_eq!(response.header("retry-after"), Some("9"));
    let (response, _) = problem(client.get("/things/8"), Kind::Unavailable).await;
    assert_eq!(response.header("retry-after"), Some("2"));
    let (response, _) = problem(client.put("/things/1/"), Kind::MethodNotAllowed).await;
    assert_eq!(response.header("allow"), Some("DELETE, GET, HEAD, OPTIONS"));
    let (response, _) = problem(client.patch("/page/canary"), Kind::MethodNotAllowed).await;
    assert_eq!(response.header("allow"), Some("GET, HEAD, POST, OPTIONS"));
    let (response, _) = problem(client.request(Method::CONNECT, "host:443"), Kind::MethodNotAllowed).await;
    assert_eq!(response.header("allow"), Some(""));
}

#[tokio::test]
async fn options_is_answered_without_effect() {
    let response = client().options("/page/x").send().await;
    response.assert_status(StatusCode::NO_CONTENT);
    response.assert_header("allow", "GET, HEAD, POST, OPTIONS");
    response.assert_text("").await;
}

#[tokio::test]
async fn answers_made_on_purpose_stay() {
    let response = client().get("/own").send().await;
    response.assert_status(StatusCode::NOT_FOUND);
    response.assert_header("cache-control", "private");
    response.assert_header("x-content-type-options", "nosniff");
    response.assert_text("on purpose").await;
}

#[tokio::test]
async fn people_get_a_page_and_the_same_headers() {
    let client = client();
    let html = "text/html,application/xhtml+xml,*/*;q=0.8";
    let response = client.get("/things/7").header("accept", html).send().await;
    response.assert_status(StatusCode::TOO_MANY_REQUESTS);
    response.assert_header("retry-after", "9");
    response.assert_content_type("text/html; charset=utf-8");
    response.assert_text("<h1>Too many requests").await;
}

#[tokio::test]
async fn head_differs_from_get_by_its_body_only() {
    let acceptor = GuardedAcceptor::bind("127.0.0.1:0".parse().unwrap(), std::time::Duration::from_secs(5), 8).await.unwrap();
    let address = acceptor.address();
    // The page looks at the block of a caller without an address, which one over TCP has; the API does not.
    let server = tokio::spawn(poem::Server::new_with_acceptor(acceptor).run(gate()));
    let ask = |method: &'static str, path: &'static str| async move {
        let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
        let request = format!("{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        let varying = |line: &&str| !line.starts_with("date") && !line.starts_with("x-request-id");
        (head.lines().filter(varying).collect::<Vec<_>>().join("\n"), body.to_owned())
    };
    for path in ["/things/5", "/things/7", "/nowhere", "/own"] {
        let (head_of_get, body) = ask("GET", path).await;
        let (head, none) = ask("HEAD", path).await;
        assert_eq!(head, head_of_get);
        assert!(head.contains(&format!("content-length: {}", body.len())), "{head}");
        assert!(!body.is_empty() && none.is_empty());
    }
    server.abort();
}

#[test]
fn t8_the_log_has_one_line_a_request_and_no_path() {
    let written = std::sync::Arc::new(Mutex::new(Vec::new()));
    // While a process has one reader alone, the thread that first comes to a line decides for all whether anybody reads it, and
    // another test's thread has no reader. With two, both are asked.
    let _second = tracing::Dispatch::new(tracing_subscriber::registry());
    let subscriber = tracing_subscriber::fmt().json().with_writer(Written(written.clone())).finish();
    let ids: Vec<String> = tracing::subscriber::with_default(subscriber, || {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let client = client();
            let mut ids = Vec::new();
            for path in ["/page/canary?t=canary", "/canary", "/things/1", "/things/canary"] {
                let response = client.get(path).header("x-request-id", "canary").send().await;
                ids.push(response.0.header("x-request-id").unwrap().to_owned());
            }
            client.request(Method::from_bytes(b"CANARY").unwrap(), "/page/x").body(Body::empty()).send().await;
            ids
        })
    });
    let text = String::from_utf8(written.lock().unwrap().clone()).unwrap();
    assert!(!text.to_lowercase().contains("canary"), "{text}");
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let routes: Vec<&str> = lines.iter().map(|line| line["fields"]["route"].as_str().unwrap()).collect();
    // poem-openapi counts the parameters of its routes instead of naming them.
    assert_eq!(routes, ["/page/:rid", "-", "/things/:param0", "/things/:param0", "/page/:rid"]);
    for (line, id) in lines.iter().zip(&ids) {
        assert_eq!(line["fields"]["method"], "GET");
        assert_eq!(line["fields"]["request_id"], *id);
        assert!(line["fields"]["ms"].as_f64().unwrap() >= 0.0);
    }
    assert_eq!(lines[1]["fields"]["status"], 404);
    assert_eq!(lines[4]["fields"]["method"], "-");
}

#[derive(Clone)]
struct Written(std::sync::Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Written {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl tracing_subscriber::fmt::MakeWriter<'_> for Written {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}
