//! The HTTP API: as Mastodon has it, as GoToSocial has it, and broken.

use super::*;

/// Calls the API; gives status and body.
async fn http(double: &MastodonDouble, method: &str, path: &str, token: &str, form: &[(&str, &str)]) -> (u16, Value) {
    let request = client().unwrap().request(method.parse().unwrap(), double.url().join(path).unwrap()).bearer_auth(token);
    let answer = if method == "GET" { request } else { request.form(form) }.send().await.unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap())
}

async fn app_token(double: &MastodonDouble, scope: &str) -> (u16, Value) {
    let client = [("client_id", "gate-client-id"), ("client_secret", "gate-client-secret")];
    let form = [&client[..], &[("grant_type", "client_credentials"), ("scope", scope)]].concat();
    http(double, "POST", "/oauth/token", "", &form).await
}

const SIGN_UP: [(&str, &str); 5] = [
    ("username", "anna"),
    ("email", "anna@example.org"),
    ("password", "sesame opens"),
    ("agreement", "true"),
    ("reason", "For my friends, who are all here already.\ngatelodge:r1"),
];

#[tokio::test]
async fn the_api_signs_up_and_lets_in_as_mastodons_does() {
    let double = double().await;
    let token = app_token(&double, "write:accounts").await.1["access_token"].as_str().unwrap().to_owned();
    let mine = http(&double, "POST", "/api/v1/accounts", &token, &SIGN_UP).await.1["access_token"].as_str().unwrap().to_owned();
    let (status, again) = http(&double, "POST", "/api/v1/accounts", &token, &SIGN_UP).await;
    let detail = json!([{ "error": "ERR_TAKEN", "description": "has already been taken" }]);
    assert_eq!((status, &again["details"]["username"], &again["details"]["email"]), (422, &detail, &detail));
    let mut reserved = SIGN_UP;
    (reserved[0].1, reserved[1].1, reserved[3].1) = ("Admin", "other@example.org", "false");
    let details = http(&double, "POST", "/api/v1/accounts", &token, &reserved).await.1["details"].clone();
    assert_eq!((&details["username"][0]["error"], &details["agreement"][0]["error"]), (&json!("ERR_RESERVED"), &json!("ERR_ACCEPTED")));

    let me = async || http(&double, "GET", "/api/v1/accounts/verify_credentials", &mine, &[]).await;
    assert_eq!(me().await, (403, json!({ "error": "Your login is missing a confirmed e-mail address" })));
    double.change_user("anna", |user| user.confirmed = true).unwrap();
    assert_eq!(me().await, (403, json!({ "error": "Your login is currently pending approval" })));
    let admin = &double.setup().admin_token;
    let found = http(&double, "GET", "/api/v2/admin/accounts?username=ann&status=pending", admin, &[]).await.1;
    assert_eq!((&found[0]["email"], &found[0]["approved"]), (&json!("anna@example.org"), &json!(false)));
    let application = http(&double, "GET", "/api/v1/apps/verify_credentials", &token, &[]).await.1;
    assert_eq!((&application["name"], &application["id"]), (&json!("Gatelodge"), &found[0]["created_by_application_id"]));
    let before = format!("/api/v2/admin/accounts?max_id={}", found[0]["id"].as_str().unwrap());
    assert_eq!(http(&double, "GET", &before, admin, &[]).await, (200, json!([])));
    let approve = format!("/api/v1/admin/accounts/{}/approve", found[0]["id"].as_str().unwrap());
    assert_eq!(http(&double, "POST", &approve, admin, &[]).await.0, 200);
    assert_eq!(http(&double, "POST", &approve, admin, &[]).await, (403, json!({ "error": "This action is not allowed" })));
    assert_eq!(me().await.1["acct"], "anna");
    assert_eq!(http(&double, "GET", &approve.replace("/approve", ""), &token, &[]).await.0, 403, "no administrator");
    assert_eq!(http(&double, "GET", "/api/v1/accounts/lookup?acct=bert", "", &[]).await.0, 404);
    assert_eq!(ask(&double, "lookup", json!({ "key": "r1" })).await["ok"]["standing"], "unknown", "another's application");
    let by_ours = json!({ "key": "r1", "client_id": "gate-client-id" });
    assert_eq!(ask(&double, "lookup", by_ours).await["ok"]["standing"], "ours");

    double.set_registrations(Registrations::Closed);
    assert_eq!(http(&double, "POST", "/api/v1/accounts", &token, &SIGN_UP).await.0, 403);
    double.set_client_scopes("read");
    assert_eq!(app_token(&double, "write:accounts").await.1["error"], "invalid_scope");
    double.forget_clients();
    let (status, unknown) = app_token(&double, "read").await;
    assert_eq!((status, &unknown["error"]), (401, &json!("invalid_client")));
}

#[tokio::test]
async fn http_breaks_and_asks_for_patience() {
    let double = double().await;
    double.trouble(Call::Instance, Trouble::Busy { reset_in: Some(Duration::from_mins(30)) }, 1);
    let get = async || client().unwrap().get(double.url().join("/api/v2/instance").unwrap()).send().await;
    let busy = get().await.unwrap();
    let header = |name: &str| busy.headers().get(name).unwrap().to_str().unwrap();
    assert_eq!((busy.status().as_u16(), header("date")), (429, "Fri, 20 Nov 2026 12:00:00 GMT"));
    assert_eq!(header("x-ratelimit-reset"), "2026-11-20T12:30:00.000000Z");
    for trouble in [Trouble::CrashBefore, Trouble::CrashAfter] {
        double.trouble(Call::Instance, trouble, 1);
        assert!(get().await.is_err(), "{trouble:?}");
    }
    double.trouble(Call::Instance, Trouble::Truncated, 1);
    assert!(get().await.unwrap().text().await.is_err());
    double.trouble_always(Call::Any, Trouble::Internal);
    assert_eq!((get().await.unwrap().status().as_u16(), get().await.unwrap().status().as_u16()), (500, 500));
    double.end_troubles();
    assert_eq!(get().await.unwrap().json::<Value>().await.unwrap()["registrations"]["approval_required"], true);
    assert_eq!(double.calls_count(Call::Instance), 7);
}

#[tokio::test]
async fn gotosocial_says_it_otherwise() {
    let double = MastodonDouble::start(Setup { gotosocial: true, ..Setup::default() }).await.unwrap();
    let document = app_token(&double, "write:accounts").await.1;
    assert_eq!(document["expires_in"], 7200);
    let token = document["access_token"].as_str().unwrap();
    let mine = http(&double, "POST", "/api/v1/accounts", token, &SIGN_UP).await.1["access_token"].as_str().unwrap().to_owned();
    assert_eq!(double.user("anna").unwrap().id.len(), 26, "a ULID");
    let (status, taken) = http(&double, "POST", "/api/v1/accounts", token, &SIGN_UP).await;
    assert!(status == 409 && taken.get("details").is_none(), "{taken}");
    let mut short = SIGN_UP;
    short[4].1 = "gatelodge:r1";
    assert_eq!(http(&double, "POST", "/api/v1/accounts", token, &short).await.0, 400);
    assert_eq!(http(&double, "GET", "/api/v1/apps/verify_credentials", token, &[]).await.0, 404);
    double.change_user("anna", |user| user.confirmed = true).unwrap();
    assert_eq!(http(&double, "GET", "/api/v1/accounts/verify_credentials", &mine, &[]).await.0, 401, "pending");
    double.expire_client_tokens();
    assert_eq!(http(&double, "POST", "/api/v1/accounts", token, &SIGN_UP).await.0, 401);
}
