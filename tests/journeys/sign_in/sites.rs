//! What scripts of other web sites may do and read (CORS).

use harness::gatelodge::Gatelodge;
use reqwest::{Method, Response};

use super::{ada, open_gate};

async fn asked(gate: &Gatelodge, method: Method, path: &str, headers: &[(&str, &str)]) -> anyhow::Result<Response> {
    let mut request = harness::client::client()?.request(method, format!("{}{path}", gate.origin()));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    Ok(request.send().await?)
}

fn cors(answer: &Response) -> Vec<String> {
    let named = answer.headers().iter().filter(|(name, _)| name.as_str().starts_with("access-control-"));
    named.map(|(name, value)| format!("{name}: {}", value.to_str().unwrap())).collect()
}

const SITE: &str = "http://localhost:3000";

#[tokio::test]
async fn sites_of_the_settings_read_the_api_with_credentials_and_nobody_else_does() -> anyhow::Result<()> {
    let gate = open_gate().whole_setting("ALLOWED_ORIGINS", "http://localhost:3000,http://localhost:8080").without_worker().start().await?;
    ada(&gate).await?;
    for path in ["/auth/refresh", "/login/", "/users", "/registrations/"] {
        let wants = [("origin", SITE), ("access-control-request-method", "POST"), ("access-control-request-headers", "content-type")];
        let answer = asked(&gate, Method::OPTIONS, path, &wants).await?;
        assert_eq!(answer.status(), 204, "{path}");
        let headers = answer.headers();
        assert_eq!(headers["access-control-allow-origin"], SITE, "{path}");
        assert_eq!(headers["access-control-allow-credentials"], "true", "{path}");
        assert!(headers["access-control-allow-methods"].to_str()?.contains("POST"), "{path}");
        assert!(headers["access-control-allow-headers"].to_str()?.contains("Content-Type"), "{path}");
        assert!(headers["vary"].to_str()?.contains("Origin"), "{path}");
    }
    let refused = asked(&gate, Method::GET, "/users/me", &[("origin", SITE)]).await?;
    assert_eq!((refused.status().as_u16(), &refused.headers()["access-control-allow-origin"]), (401, &SITE.parse()?));
    for origin in ["http://localhost:3001", "null", "https://evil.example"] {
        for (method, path) in [(Method::OPTIONS, "/auth/refresh"), (Method::GET, "/users/me"), (Method::GET, "/")] {
            let answer = asked(&gate, method, path, &[("origin", origin), ("access-control-request-method", "POST")]).await?;
            assert!(cors(&answer).is_empty(), "{origin} {path}: {:?}", cors(&answer));
        }
    }
    for page in ["/", "/login"] {
        let answer = asked(&gate, Method::GET, page, &[("origin", SITE)]).await?;
        assert!(answer.status() == 200 && cors(&answer).is_empty(), "pages are nobody else's: {page}");
    }
    let closed = open_gate().without_worker().start().await?;
    let answer = asked(&closed, Method::OPTIONS, "/auth/refresh", &[("origin", SITE), ("access-control-request-method", "POST")]).await?;
    assert!(cors(&answer).is_empty() && !answer.headers().contains_key("vary"), "off where no site is named");
    Ok(())
}
