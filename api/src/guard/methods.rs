//! Which methods each route has.
//!
//! Owns the `Allow` of a 405 and of OPTIONS, which poem does not know. The rule: it is written from the same two places that
//! routes come from, the `OpenAPI` document and the list of pages, so it cannot tell another story than they do.

use std::collections::{BTreeMap, BTreeSet};

use poem::http::HeaderValue;

/// The methods of every route, by the route's template.
#[derive(Clone, Debug, Default)]
pub struct Methods {
    routes: BTreeMap<String, BTreeSet<String>>,
}

impl Methods {
    /// No route yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The routes of an `OpenAPI` document, as `OpenApiService::spec` writes it. What is no such document has no routes.
    pub fn from_openapi(document: &str) -> Self {
        let document: serde_json::Value = serde_json::from_str(document).unwrap_or_default();
        let paths = document.get("paths").and_then(serde_json::Value::as_object);
        paths.into_iter().flatten().fold(Self::new(), |methods, (path, operations)| {
            let names = operations.as_object().into_iter().flat_map(|operations| operations.keys());
            methods.with(path, names.filter(|name| OPERATIONS.contains(&name.as_str())))
        })
    }

    /// Adds the methods of one route, written as for `Route::at`: `.at("/r/:rid", &["GET", "POST"])`.
    #[must_use]
    pub fn at(self, template: &str, methods: &[&str]) -> Self {
        self.with(template, methods)
    }

    fn with(mut self, template: &str, methods: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        let known = self.routes.entry(canonical(template)).or_default();
        for method in methods {
            let method = method.as_ref().to_ascii_uppercase();
            if method == "GET" {
                known.insert("HEAD".to_owned());
            }
            known.insert(method);
        }
        self
    }

    /// The value of `Allow` for the route of this template. Empty for a route that nobody listed, which says, as the standard
    /// has it, that nothing is allowed there.
    pub fn allow(&self, template: &str) -> HeaderValue {
        let Some(methods) = self.routes.get(&canonical(template)) else { return HeaderValue::from_static("") };
        let mut names: Vec<&str> = methods.iter().map(String::as_str).collect();
        names.push("OPTIONS");
        HeaderValue::try_from(names.join(", ")).unwrap_or_else(|_| HeaderValue::from_static(""))
    }
}

/// The keys of a path in an `OpenAPI` document that are methods; others describe it.
const OPERATIONS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

/// The same for `/a/:rid`, `/a/:id<\d+>`, `/a/{rid}` and `/a/:rid/`: what a parameter is called does not matter here.
fn canonical(template: &str) -> String {
    let segments = template.trim_matches('/').split('/');
    let segments: Vec<&str> = segments.map(|segment| if segment.starts_with([':', '{', '<', '*']) { ":" } else { segment }).collect();
    segments.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_document_and_the_pages_are_read_alike() {
        let document = r#"{"paths": {
            "/registrations/{rid}": {"get": {}, "put": {}, "patch": {}, "delete": {}, "summary": "x"},
            "/registrations": {"post": {}}
        }}"#;
        let methods = Methods::from_openapi(document).at("/r/:rid", &["GET", "POST"]).at("/", &["GET"]);
        assert_eq!(methods.allow("/registrations/:rid"), "DELETE, GET, HEAD, PATCH, PUT, OPTIONS");
        assert_eq!(methods.allow("/registrations/"), "POST, OPTIONS");
        assert_eq!(methods.allow("/r/:rid<[a-z]+>"), "GET, HEAD, POST, OPTIONS");
        assert_eq!(methods.allow("/"), "GET, HEAD, OPTIONS");
        assert_eq!(methods.allow("/elsewhere"), "");
        assert_eq!(Methods::from_openapi("nonsense").allow("/"), "");
    }
}
