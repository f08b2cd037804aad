//! A scripted instance on loopback, and the whole way of an account through it.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use super::super::Client;
use super::*;

fn access(url: &str) -> Access {
    let _ = rustls::crypto::ring::default_provider().install_default();
    Access {
        url: url.parse().unwrap(),
        reach: None,
        client: Some(Client { id: "id".into(), secret: "hidden".into() }),
        admin_token: Some("hidden".into()),
        scopes: Vec::new(),
        deadline: Duration::from_secs(30),
    }
}

/// One question that has to come next, and its answer.
type Exchange = (&'static str, u16, &'static str);

/// An instance that is asked exactly these questions, in this order. Joins to what was sent along with each.
async fn instance(exchanges: Vec<Exchange>) -> (Http, JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let http = Http::new(access(&format!("http://{}", listener.local_addr().unwrap()))).unwrap();
    let served = tokio::spawn(async move {
        let mut sent = Vec::new();
        for (question, status, body) in exchanges {
            let mut stream = listener.accept().await.unwrap().0;
            let request = request(&mut stream).await;
            assert!(request.starts_with(&format!("{question} HTTP/1.1")), "{question} was to come, not {request}");
            let answer = format!("HTTP/1.1 {status} -\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}", body.len());
            stream.write_all(answer.as_bytes()).await.unwrap();
            sent.push(request);
        }
        sent
    });
    (http, served)
}

async fn request(stream: &mut TcpStream) -> String {
    let mut read = String::new();
    let mut chunk = [0; 4096];
    loop {
        let length = stream.read(&mut chunk).await.unwrap();
        read.push_str(std::str::from_utf8(chunk.get(..length).unwrap()).unwrap());
        let Some((head, body)) = read.split_once("\r\n\r\n") else { continue };
        let length = head.lines().find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length: ")?.parse().ok());
        if body.len() >= length.unwrap_or(0) {
            return read;
        }
    }
}

async fn ensure(http: &Http, served: JoinHandle<Vec<String>>) -> (Result<Made, Refused>, Vec<String>) {
    let password = SecretString::from("correct horse battery");
    let user = NewUser { key: "r1", username: "ann", email: "ann@example.org", password: &password, locale: "de" };
    let made = http.ensure_user(&user).await;
    (made, served.await.unwrap())
}

const LOOK: &str = "GET /api/v2/admin/accounts?origin=local&email=ann%40example.org&limit=20";
const TOKEN: &str = "POST /oauth/token";
const SIGN_UP: &str = "POST /api/v1/accounts";
const APPROVE: &str = "POST /api/v1/admin/accounts/109/approve";
const GRANTED: &str = r#"{"access_token":"app","token_type":"Bearer","scope":"write:accounts"}"#;
const OURS: &str = r#"[{"id":"109","username":"ann","email":"ann@example.org","approved":false,"invite_request":"x\ngatelodge:r1",
    "created_by_application_id":"12"}]"#;
/// As a stranger fills in the instance's own form, with an address and a mark that are not theirs.
const FORGED: &str = r#"[{"id":"109","username":"eve","email":"ann@example.org","approved":false,"invite_request":"x\ngatelodge:r1"}]"#;
const WHO: &str = "GET /api/v1/apps/verify_credentials";
const WE: (&str, u16, &str) = (WHO, 200, r#"{"id":"12","name":"Gatelodge","website":null}"#);
const UNMARKED: &str = r#"[{"id":"109","username":"ann","email":"ann@example.org","approved":true,"invite_request":null}]"#;
const OTHERS: &str = r#"[{"id":"7","username":"bob","email":"ann@example.org.uk","approved":true,"invite_request":"x\ngatelodge:r1"}]"#;
const NAME_TAKEN: &str = r#"{"error":"Validation failed","details":{"username":[{"error":"ERR_TAKEN","description":"x"}]}}"#;

#[tokio::test]
async fn an_account_is_signed_up_and_approved() {
    let (http, served) =
        instance(vec![(LOOK, 200, OTHERS), (TOKEN, 200, GRANTED), (SIGN_UP, 200, "{}"), (LOOK, 200, OURS), (APPROVE, 200, "{}")]).await;
    let (made, sent) = ensure(&http, served).await;
    assert_eq!(made, Ok(Made { created: true, username: "ann".into() }));
    let [look, token, sign_up, _, approve] = &sent[..] else { unreachable!() };
    assert!(look.contains("authorization: Bearer hidden") && approve.contains("authorization: Bearer hidden"));
    assert!(token.contains("grant_type=client_credentials&client_id=id&client_secret=hidden") && token.contains("scope=write%3Aaccounts"));
    assert!(sign_up.contains("authorization: Bearer app"));
    let order: serde_json::Value = serde_json::from_str(sign_up.split_once("\r\n\r\n").unwrap().1).unwrap();
    assert_eq!((&order["username"], &order["email"], &order["locale"]), (&"ann".into(), &"ann@example.org".into(), &"de".into()));
    assert_eq!((&order["password"], &order["agreement"]), (&"correct horse battery".into(), &true.into()));
    assert!(order["reason"].as_str().unwrap().ends_with("\ngatelodge:r1"));
}

#[tokio::test]
async fn an_account_of_an_earlier_call_is_found_by_its_mark_and_approved() {
    let (http, served) = instance(vec![(LOOK, 200, OURS), (TOKEN, 200, GRANTED), WE, (APPROVE, 200, "{}")]).await;
    let (made, sent) = ensure(&http, served).await;
    assert_eq!(made, Ok(Made { created: false, username: "ann".into() }));
    assert!(sent[2].contains("authorization: Bearer app"));
}

#[tokio::test]
async fn a_strangers_account_is_not_touched() {
    for found in [UNMARKED, FORGED] {
        let (http, served) = instance(vec![(LOOK, 200, found)]).await;
        assert_eq!(ensure(&http, served).await.0, Err(Refused::AddressTaken));
        let (http, served) = instance(vec![(LOOK, 200, found)]).await;
        assert_eq!(http.standing("ann@example.org").await, Ok(Standing::HandsOff));
        served.await.unwrap();
    }
}

#[tokio::test]
async fn an_account_that_is_not_proved_to_be_our_applications_is_a_strangers() {
    const ENDED: &str = r#"{"error":"The access token is invalid"}"#;
    let begin = vec![(LOOK, 200, OURS), (TOKEN, 200, GRANTED)];
    for (told, meaning) in [
        (vec![(WHO, 200, r#"{"id":"7","name":"Gatelodge"}"#)], Err(Refused::AddressTaken)),
        (vec![(WHO, 200, r#"{"name":"Gatelodge","website":null}"#)], Err(Refused::AddressTaken)),
        (vec![(WHO, 404, r#"{"error":"Not Found"}"#)], Err(Refused::AddressTaken)),
        (vec![(WHO, 403, r#"{"error":"This action is outside the authorized scopes"}"#)], Err(Refused::AddressTaken)),
        (vec![(WHO, 404, "<html>")], Err(Refused::Misconfigured(Fault::NotMastodon))),
        (vec![(WHO, 503, "<html>")], Err(Refused::Away(Absence::Internal))),
        (vec![(WHO, 401, ENDED), (TOKEN, 200, GRANTED), (WHO, 401, ENDED)], Err(Refused::Misconfigured(Fault::WrongClient))),
        (vec![(WHO, 401, ENDED), (TOKEN, 200, GRANTED), WE, (APPROVE, 200, "{}")], Ok(Made { created: false, username: "ann".into() })),
    ] {
        let (http, served) = instance([begin.clone(), told].concat()).await;
        assert_eq!(ensure(&http, served).await.0, meaning);
    }
    let (http, served) = instance([begin, vec![WE]].concat()).await;
    assert_eq!(http.standing("ann@example.org").await, Ok(Standing::Ours { key: "r1".into() }));
    served.await.unwrap();
}

#[tokio::test]
async fn what_is_taken_may_be_our_own() {
    let begin = vec![(LOOK, 200, "[]"), (TOKEN, 200, GRANTED)];
    for (status, body) in [(422, NAME_TAKEN), (409, r#"{"error":"Conflict: username ann is not available"}"#)] {
        for (found, meaning) in [
            (vec![(LOOK, 200, OURS), WE, (APPROVE, 200, "{}")], Ok(Made { created: false, username: "ann".into() })),
            (vec![(LOOK, 200, UNMARKED)], Err(Refused::AddressTaken)),
            (vec![(LOOK, 200, FORGED)], Err(Refused::AddressTaken)),
            (vec![(LOOK, 200, "[]")], Err(Refused::NameTaken)),
        ] {
            let (http, served) = instance([begin.clone(), vec![(SIGN_UP, status, body)], found].concat()).await;
            assert_eq!(ensure(&http, served).await.0, meaning);
        }
    }
}

#[tokio::test]
async fn an_instance_that_keeps_no_reason_still_names_the_account_just_made() {
    let (http, served) = instance(vec![(LOOK, 200, "[]"), (TOKEN, 200, GRANTED), (SIGN_UP, 200, "{}"), (LOOK, 200, UNMARKED)]).await;
    assert_eq!(ensure(&http, served).await.0, Ok(Made { created: true, username: "ann".into() }));
}

#[tokio::test]
async fn an_ended_token_is_fetched_anew_once() {
    const ENDED: &str = r#"{"error":"The access token is invalid"}"#;
    let begin = vec![(LOOK, 200, "[]"), (TOKEN, 200, GRANTED), (SIGN_UP, 401, ENDED), (TOKEN, 200, GRANTED)];
    let (http, served) = instance([begin.clone(), vec![(SIGN_UP, 200, "{}"), (LOOK, 200, OURS), (APPROVE, 200, "{}")]].concat()).await;
    assert_eq!(ensure(&http, served).await.0, Ok(Made { created: true, username: "ann".into() }));
    let (http, served) = instance([begin, vec![(SIGN_UP, 401, ENDED)]].concat()).await;
    assert_eq!(ensure(&http, served).await.0, Err(Refused::Misconfigured(Fault::WrongClient)));
}

#[tokio::test]
async fn forbidden_to_approve_is_done_only_where_it_is_approved() {
    const FORBIDDEN: &str = r#"{"error":"This action is not allowed"}"#;
    const SHOW: &str = "GET /api/v1/admin/accounts/109";
    for (shown, meaning) in [
        (r#"{"id":"109","username":"ann","approved":true}"#, Ok(Made { created: false, username: "ann".into() })),
        (r#"{"id":"109","username":"ann","approved":false}"#, Err(Refused::Misconfigured(Fault::AdminToken))),
    ] {
        let ours = vec![(LOOK, 200, OURS), (TOKEN, 200, GRANTED), WE, (APPROVE, 403, FORBIDDEN), (SHOW, 200, shown)];
        let (http, served) = instance(ours).await;
        assert_eq!(ensure(&http, served).await.0, meaning);
    }
}

#[tokio::test]
async fn a_name_is_looked_up_as_a_stranger_and_otherwise_as_an_administrator() {
    const PUBLIC: &str = "GET /api/v1/accounts/lookup?acct=ann";
    const ADMIN: &str = "GET /api/v2/admin/accounts?origin=local&username=ann&limit=20";
    const REQUIRED: (&str, u16, &str) = (PUBLIC, 401, r#"{"error":"Unauthorized: token not supplied"}"#);
    for (exchanges, meaning) in [
        (vec![(PUBLIC, 200, r#"{"id":"1","username":"ann"}"#)], Ok(false)),
        (vec![(PUBLIC, 410, r#"{"error":"Gone"}"#)], Ok(false)),
        (vec![(PUBLIC, 404, r#"{"error":"Record not found"}"#)], Ok(true)),
        (vec![(PUBLIC, 404, "<html>")], Err(Refused::Misconfigured(Fault::NotMastodon))),
        (vec![REQUIRED, (ADMIN, 200, "[]")], Ok(true)),
        (vec![REQUIRED, (ADMIN, 200, r#"[{"id":"1","username":"anna"}]"#)], Ok(true)),
        (vec![REQUIRED, (ADMIN, 200, r#"[{"id":"2","username":"anna"},{"id":"1","username":"Ann"}]"#)], Ok(false)),
    ] {
        let (http, served) = instance(exchanges).await;
        assert_eq!(http.username_available("ann").await, meaning);
        served.await.unwrap();
    }
}

#[tokio::test]
async fn the_check_tries_the_application_and_the_administrator_and_asks_whether_anybody_may_sign_up() {
    const INSTANCE: &str = "GET /api/v2/instance";
    const ADMIN: &str = "GET /api/v2/admin/accounts?origin=local&limit=1";
    const OPEN: &str = r#"{"domain":"mastodon.example","registrations":{"enabled":true,"approval_required":true}}"#;
    const CLOSED: &str = r#"{"domain":"mastodon.example","registrations":{"enabled":false}}"#;
    for (exchanges, meaning) in [
        (vec![(INSTANCE, 200, OPEN), (TOKEN, 200, GRANTED), (ADMIN, 200, "[]")], Ok(())),
        (vec![(INSTANCE, 200, CLOSED), (TOKEN, 200, GRANTED), (ADMIN, 200, "[]")], Err(Fault::RegistrationsClosed)),
        (vec![(INSTANCE, 200, CLOSED), (TOKEN, 401, r#"{"error":"invalid_client"}"#)], Err(Fault::WrongClient)),
        (vec![(INSTANCE, 200, OPEN), (TOKEN, 200, GRANTED), (ADMIN, 403, r#"{"error":"x"}"#)], Err(Fault::AdminToken)),
        (vec![(INSTANCE, 200, "<html>")], Err(Fault::NotMastodon)),
        (vec![(INSTANCE, 404, "{}")], Err(Fault::NotMastodon)),
        (vec![(INSTANCE, 301, "")], Err(Fault::NotMastodon)),
    ] {
        let (http, served) = instance(exchanges).await;
        assert_eq!(http.check().await, meaning.map_err(Refused::Misconfigured));
        served.await.unwrap();
    }
}

#[tokio::test]
async fn a_search_reads_a_few_pages_and_no_more() {
    let page = |from: usize| {
        let accounts = (0..20).map(|at| serde_json::json!({ "id": format!("{}", from - at), "username": format!("ann{}", from - at) }));
        &*String::leak(accounts.collect::<serde_json::Value>().to_string())
    };
    let asked = |after: Option<usize>| {
        let after = after.map(|id| format!("&max_id={id}")).unwrap_or_default();
        &*String::leak(format!("GET /api/v2/admin/accounts?origin=local&username=ann&limit=20{after}"))
    };
    let pages = [None, Some(181), Some(161), Some(141), Some(121)];
    let mut exchanges: Vec<Exchange> =
        pages.into_iter().zip([200, 180, 160, 140, 120]).map(|(after, from)| (asked(after), 200, page(from))).collect();
    exchanges.insert(0, ("GET /api/v1/accounts/lookup?acct=ann", 403, r#"{"error":"x"}"#));
    let (http, served) = instance(exchanges).await;
    assert_eq!(http.username_available("ann").await, Err(Refused::NotSupported));
    served.await.unwrap();
}

#[test]
fn nothing_is_called_without_an_application_and_an_administrator_and_nothing_secret_is_printed() {
    let access = access("https://operator:hidden@mastodon.example");
    assert!(!format!("{:?}", Http::new(access.clone()).unwrap()).contains("hidden"));
    let refusal = |access| Http::new(access).err();
    assert_eq!(refusal(Access { client: None, ..access.clone() }), Some(Refused::Misconfigured(Fault::WrongClient)));
    assert_eq!(refusal(Access { admin_token: None, ..access.clone() }), Some(Refused::Misconfigured(Fault::AdminToken)));
    let nowhere = "mailto:a@example.org".parse().unwrap();
    assert_eq!(refusal(Access { url: nowhere, ..access }), Some(Refused::Misconfigured(Fault::NotMastodon)));
}
