//! What the double says on each wire, and how it misbehaves: the parts that have logic of their own.

use std::io::Cursor;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::UnixStream;
use tokio::net::unix::{OwnedReadHalf, OwnedWriteHalf};
use tokio::time::timeout;

use super::lines::{Line, Splitter};
use super::runner::LINE_MAX;
use super::{Call, Inside, MadeBy, MastodonDouble, Registrations, Setup, Trouble, relay};
use crate::client::client;

mod http;

const SOON: Duration = Duration::from_secs(20);
const NONCE: &str = "0123456789abcdef0123456789abcdef";

async fn double() -> MastodonDouble {
    MastodonDouble::start(Setup::default()).await.unwrap()
}

fn question(op: &str, fields: Value) -> String {
    let mut question = json!({ "v": 1, "nonce": NONCE, "op": op });
    question.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
    format!("{question}\n")
}

fn anna(key: &str) -> Value {
    json!({ "key": key, "username": "anna", "email": "Anna@example.org", "password": "sesame opens", "locale": "en" })
}

/// A connection to the resident script.
struct Script {
    answers: BufReader<OwnedReadHalf>,
    questions: OwnedWriteHalf,
}

impl Script {
    async fn connect(double: &MastodonDouble) -> Self {
        let (answers, questions) = UnixStream::connect(double.socket()).await.unwrap().into_split();
        Self { answers: BufReader::new(answers), questions }
    }

    /// What comes up to and with the line that ends with a whole answer to us; what came without it where the connection ended.
    async fn hear(&mut self) -> Result<Value, String> {
        let mut heard = String::new();
        let begin = format!("@gatelodge {NONCE} ");
        loop {
            let at = heard.len();
            if timeout(SOON, self.answers.read_line(&mut heard)).await.unwrap().unwrap() == 0 {
                return Err(heard);
            }
            if let Some(json) = heard[at..].strip_prefix(&begin).filter(|_| heard.ends_with('\n')) {
                return Ok(serde_json::from_str(json).unwrap());
            }
        }
    }

    async fn say(&mut self, line: &str) {
        self.questions.write_all(line.as_bytes()).await.unwrap();
    }

    async fn ask(&mut self, op: &str, fields: Value) -> Result<Value, String> {
        self.say(&question(op, fields)).await;
        self.hear().await
    }
}

async fn ask(double: &MastodonDouble, op: &str, fields: Value) -> Value {
    Script::connect(double).await.ask(op, fields).await.unwrap()
}

/// Runs the command in this process; gives exit code, stdout and stderr.
async fn run(double: &MastodonDouble, argv: &[&str], stdin: &str) -> (u8, String, String) {
    let (control, stdin) = (double.control(), Cursor::new(stdin.to_owned()));
    let argv: Vec<String> = argv.iter().map(|&word| word.to_owned()).collect();
    let run = tokio::task::spawn_blocking(move || {
        let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
        let code = relay(&control, &argv, stdin, &mut stdout, &mut stderr).unwrap();
        (code, String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
    });
    timeout(SOON, run).await.unwrap().unwrap()
}

#[test]
fn lines_come_in_any_pieces_and_have_an_end() {
    let mut splitter = Splitter::default();
    assert_eq!(splitter.push(b"a"), []);
    assert_eq!(splitter.push(b"b\nc\n\nd"), [Line::Whole(b"ab".into()), Line::Whole(b"c".into()), Line::Whole(b"".into())]);
    assert_eq!(splitter.push(&vec![b'x'; LINE_MAX]), [Line::TooLong]);
    assert_eq!(splitter.push(b"still the same"), []);
    assert_eq!(splitter.push(b"\nwell\n"), [Line::Whole(b"well".into())]);
    let just_fits = [vec![b'x'; LINE_MAX - 1], b"\n".to_vec()].concat();
    assert_eq!(splitter.push(&just_fits), [Line::Whole(vec![b'x'; LINE_MAX - 1])]);
}

#[tokio::test]
async fn an_account_is_made_once_and_a_strangers_is_left_alone() {
    let double = double().await;
    double.add_foreign("bert", "bert@example.org", "berts own");
    assert_eq!(ask(&double, "ensure_user", anna("r1")).await, json!({ "ok": { "created": true, "username": "anna" } }));
    assert_eq!(ask(&double, "ensure_user", anna("r1")).await, json!({ "ok": { "created": false, "username": "anna" } }));
    let mut other = anna("r1");
    other["password"] = json!("another sesame");
    for not_hers in [anna("r2"), other] {
        assert_eq!(ask(&double, "ensure_user", not_hers).await, json!({ "error": "taken", "field": "email" }));
    }
    let mut bert = anna("r2");
    (bert["username"], bert["email"]) = (json!("BERT"), json!("else@example.org"));
    assert_eq!(ask(&double, "ensure_user", bert.clone()).await, json!({ "error": "taken", "field": "username" }));
    (bert["username"], bert["password"]) = (json!("b-b"), json!("short"));
    let faults = json!({ "error": "invalid", "fields": { "username": ["invalid"], "password": ["too_short"] } });
    assert_eq!(ask(&double, "ensure_user", bert).await, faults);
    assert_eq!((double.created_count(), double.users().len()), (1, 2));
    assert!(double.signs_in("ANNA@example.org", "sesame opens") && double.signs_in("bert", "berts own"));

    assert_eq!(ask(&double, "lookup", json!({ "username": "Anna" })).await, json!({ "ok": { "taken": true } }));
    let standing = |address: &str| json!({ "email": address });
    let ours = json!({ "ok": { "standing": "ours", "key": "r1", "username": "anna" } });
    assert_eq!(ask(&double, "lookup", standing("anna@example.org")).await, ours);
    assert_eq!(ask(&double, "lookup", standing("nobody@example.org")).await, json!({ "ok": { "standing": "unknown" } }));
    let hands_off = json!({ "ok": { "standing": "hands_off" } });
    assert_eq!(ask(&double, "lookup", standing("bert@example.org")).await, hands_off);
    double.change_user("bert", |user| user.reason = "gatelodge:r1".to_owned()).unwrap();
    assert_eq!(ask(&double, "lookup", standing("bert@example.org")).await, hands_off, "a mark in a form is none");
    assert_eq!(ask(&double, "lookup", standing("anna@example.org")).await, ours, "and takes nothing away");
    double.change_user("bert", |user| user.made_by = MadeBy::Inside).unwrap();
    assert_eq!(ask(&double, "lookup", standing("anna@example.org")).await, hands_off, "of two, neither is believed");
    double.change_user("anna", |user| user.made_by = MadeBy::InsideAs("gate-client-id".to_owned())).unwrap();
    let proved = json!({ "key": "r1", "client_id": "gate-client-id" });
    assert_eq!(ask(&double, "lookup", proved).await, ours, "but the one that the application made");
    double.change_user("bert", |user| user.made_by = MadeBy::Form).unwrap();
    double.change_user("anna", |user| user.role = Some("Moderator".to_owned())).unwrap();
    assert_eq!(ask(&double, "lookup", standing("anna@example.org")).await, hands_off);
}

#[tokio::test]
async fn a_changed_password_ends_sessions_and_tokens_and_a_refused_one_does_not() {
    let double = double().await;
    double.add_ours("anna", "anna@example.org", "sesame opens", "r1");
    double.sign_in("anna").unwrap();
    let order = json!({ "email": "anna@example.org", "password": "sesame opens", "client_id": "gate-client-id", "scopes": ["read"] });
    let token = ask(&double, "issue_token", order.clone()).await;
    assert_eq!((&token["ok"]["scope"], &token["ok"]["key"]), (&json!("read"), &json!("r1")));
    assert_eq!(ask(&double, "issue_token", order.clone()).await, token, "the same live token");
    let change = |old: &str, new: &str| json!({ "email": "anna@example.org", "old": old, "new": new });
    assert_eq!(ask(&double, "change_password", change("wrong", "open sesame")).await, json!({ "error": "denied" }));
    let refused = ask(&double, "change_password", change("sesame opens", "short")).await;
    assert_eq!(refused, json!({ "error": "invalid", "fields": { "password": ["too_short"] } }));
    assert_eq!((double.tokens_of("anna").len(), double.user("anna").unwrap().sessions_count), (1, 1));

    let changed = |changed: bool| json!({ "ok": { "changed": changed, "key": "r1" } });
    assert_eq!(ask(&double, "change_password", change("sesame opens", "open sesame")).await, changed(true));
    assert_eq!((double.tokens_of("anna").len(), double.user("anna").unwrap().sessions_count), (0, 0));
    assert_eq!(ask(&double, "change_password", change("wrong", "open sesame")).await, json!({ "error": "denied" }), "no proof");
    let mut again = change("sesame opens", "open sesame");
    again["again"] = json!(true);
    assert_eq!(ask(&double, "change_password", again).await, changed(false), "a repeat");
    assert_eq!(ask(&double, "issue_token", order).await, json!({ "error": "denied" }));

    for (refusal, order) in [
        ("client", json!({ "key": "r1", "client_id": "another", "scopes": ["read"] })),
        ("scope", json!({ "key": "r1", "client_id": "gate-client-id", "scopes": ["follow"] })),
        ("not_found", json!({ "key": "r2", "client_id": "gate-client-id", "scopes": ["read"] })),
    ] {
        assert_eq!(ask(&double, "issue_token", order).await, json!({ "error": refusal }));
    }
    double.change_user("anna", |user| user.second_factor = true).unwrap();
    let set = json!({ "key": "r1", "new": "third sesame" });
    assert_eq!(ask(&double, "set_password", set.clone()).await, json!({ "error": "second_factor" }));
    double.change_user("anna", |user| (user.second_factor, user.disabled) = (false, true)).unwrap();
    assert_eq!(ask(&double, "set_password", set).await, json!({ "error": "not_functional" }));
    assert_eq!(ask(&double, "discard_user", json!({ "key": "r1" })).await, json!({ "ok": { "discarded": false } }), "it signed in");
}

#[tokio::test]
async fn an_application_is_taken_up_by_its_id_and_secret_and_not_by_its_name() {
    let double = double().await;
    let app = |id: &str, secret: &str| json!({ "name": "The gate", "scopes": ["read"], "client_id": id, "client_secret": secret });
    let taken_up = ask(&double, "ensure_app", app("gate-client-id", "gate-client-secret")).await;
    assert_eq!(taken_up["ok"]["client_id"], "gate-client-id");
    let mut unproved = app("gate-client-id", "guessed");
    assert_ne!(ask(&double, "ensure_app", unproved.clone()).await["ok"]["client_id"], "gate-client-id");
    unproved.as_object_mut().unwrap().retain(|name, _| !name.starts_with("client"));
    assert_ne!(ask(&double, "ensure_app", unproved).await["ok"]["client_id"], "gate-client-id");
    let ids: std::collections::BTreeSet<_> = double.applications().into_iter().map(|made| made.id).collect();
    assert_eq!((ids.len(), double.applications()[0].name.as_str()), (3, "The gate"));
}

#[tokio::test]
async fn answers_go_wrong_as_they_are_told() {
    let double = double().await;
    let mut script = Script::connect(&double).await;
    for trouble in [Trouble::Noise, Trouble::SplitWrites] {
        double.trouble(Call::Ping, trouble, 1);
        assert_eq!(script.ask("ping", json!({})).await.unwrap()["ok"]["env"], "production", "{trouble:?}");
    }
    double.trouble(Call::Ping, Trouble::Race, 1);
    assert_eq!(script.ask("ping", json!({})).await.unwrap(), json!({ "error": "race" }));
    double.trouble(Call::Ping, Trouble::WrongNonce, 1);
    script.say(&question("ping", json!({}))).await;
    let heard = script.ask("nothing", json!({})).await.unwrap();
    assert_eq!(heard, json!({ "error": "protocol" }), "the only answer to us");
    script.say("no json\n").await;
    script.say(&format!("{}\n", "x".repeat(LINE_MAX))).await;
    double.trouble(Call::Ping, Trouble::Truncated, 1);
    let heard = script.ask("ping", json!({})).await.unwrap_err();
    let protocol = "@gatelodge - {\"error\":\"protocol\"}\n";
    assert!(heard.starts_with(&protocol.repeat(2)) && heard.contains(NONCE) && !heard.ends_with('\n'), "{heard}");

    double.trouble(Call::EnsureUser, Trouble::CrashBefore, 1);
    double.trouble(Call::EnsureUser, Trouble::CrashAfter, 1);
    for made in [0, 1] {
        assert_eq!(Script::connect(&double).await.ask("ensure_user", anna("r1")).await, Err(String::new()));
        assert_eq!(double.users().len(), made);
    }
    assert_eq!(ask(&double, "ensure_user", anna("r1")).await["ok"]["created"], false);
}

#[tokio::test]
async fn a_call_that_hangs_goes_with_its_caller_and_a_frozen_one_does_not() {
    let double = double().await;
    double.trouble(Call::Any, Trouble::Hang, 2);
    let mut script = Script::connect(&double).await;
    script.say(&question("ensure_user", anna("r1"))).await;
    double.wait_for_calls(Call::EnsureUser, 1, SOON).await.unwrap();
    drop(script);
    let mut script = Script::connect(&double).await;
    script.say(&question("ping", json!({}))).await;
    double.wait_for_calls(Call::Ping, 1, SOON).await.unwrap();
    double.release();
    assert!(script.hear().await.unwrap()["ok"].is_object());

    double.trouble(Call::EnsureUser, Trouble::Freeze, 1);
    script.say(&question("ensure_user", anna("r2"))).await;
    double.wait_for_calls(Call::EnsureUser, 2, SOON).await.unwrap();
    drop(script);
    assert_eq!(double.users(), [], "the first call's caller went, the second's is not released");
    double.release();
    assert_eq!(double.wait_for_user("anna", SOON).await.unwrap().mark(), Some("r2"));

    double.trouble(Call::SetPassword, Trouble::Slow, 1);
    let mut script = Script::connect(&double).await;
    script.say(&question("set_password", json!({ "key": "r2", "new": "open sesame" }))).await;
    double.wait_for_password("anna", "open sesame", SOON).await.unwrap();
    double.release();
    assert_eq!(script.hear().await.unwrap(), json!({ "ok": { "changed": true } }));
}

#[tokio::test]
async fn the_command_carries_the_script_and_says_what_docker_says() {
    let double = double().await;
    double.set_script("the script");
    let runner = ["bin/rails", "runner", "the script"];
    let (code, stdout, _) = run(&double, &runner, &(question("ping", json!({})) + "cut off")).await;
    assert_eq!((code, stdout.lines().count(), stdout.contains(NONCE)), (0, 2, true), "{stdout}");
    assert_eq!(run(&double, &["bin/rails", "runner", "the script!"], "").await.0, 1);
    assert_eq!(double.argvs(), [runner.map(str::to_owned), ["bin/rails", "runner", "the script!"].map(str::to_owned)]);
    double.trouble(Call::Ping, Trouble::CrashAfter, 1);
    assert_eq!(run(&double, &runner, &question("ping", json!({}))).await, (137, "\n".to_owned(), String::new()));
    double.set_inside(Inside::Development);
    assert!(run(&double, &runner, &question("ping", json!({}))).await.1.contains("development"));
    double.set_inside(Inside::ContainerDown);
    let (code, stdout, stderr) = run(&double, &runner, "").await;
    assert_eq!((code, stdout.as_str()), (1, ""));
    assert!(stderr.starts_with("Error response from daemon: No such container: "), "{stderr}");
    double.set_inside(Inside::NoRails);
    assert_eq!(run(&double, &runner, "").await.0, 127);

    double.set_inside(Inside::Mastodon);
    double.set_away(true).unwrap();
    assert_eq!(run(&double, &runner, "").await.0, 1);
    assert_eq!(UnixStream::connect(double.socket()).await.unwrap_err().kind(), std::io::ErrorKind::ConnectionRefused);
    assert!(client().unwrap().get(double.url().clone()).send().await.is_err());
    double.set_away(false).unwrap();
    assert!(ask(&double, "ping", json!({})).await["ok"].is_object());
}

#[tokio::test]
async fn tootctl_prints_and_ends_as_mastodons_own_does() {
    let double = double().await;
    let create = |rest: &[&'static str]| [&["bin/tootctl", "accounts", "create"], rest].concat();
    let (code, stdout, stderr) = run(&double, &create(&["--approve", "anna", "--email", "anna@example.org", "--confirmed"]), "").await;
    let password = stdout.strip_prefix("OK\nNew password: ").unwrap().trim_end();
    assert_eq!((code, password.len(), stderr.as_str()), (0, 32, ""));
    assert!(double.signs_in("anna", password));

    let taken = run(&double, &create(&["anna", "--email=anna@example.org"]), "").await;
    let stderr = "Failure/Error: account.username\n    taken\nFailure/Error: email\n    taken\n";
    assert_eq!(taken, (1, String::new(), stderr.to_owned()));
    let reattach = run(&double, &create(&["anna", "--email=new@example.org", "--reattach"]), "").await;
    assert!(reattach.0 == 0 && !reattach.1.starts_with("OK"), "{reattach:?}");
    for wrong in [&["bert", "--email=b@example.org", "--admin"][..], &["bert", "more", "--email=b@example.org"], &["bert"]] {
        assert_eq!(run(&double, &create(wrong), "").await.0, 1, "{wrong:?}");
    }
    assert_eq!(double.users().len(), 1);
    assert_eq!(run(&double, &create(&["admin", "--email=b@example.org"]), "").await.0, 0, "reserved names pass");
    assert!(!double.user("admin").unwrap().confirmed && !double.user("admin").unwrap().approved);

    double.trouble(Call::Create, Trouble::CrashAfter, 1);
    let lost = run(&double, &create(&["bert", "--email=bert@example.org", "--role=Owner"]), "").await;
    assert_eq!(lost, (137, String::new(), String::new()));
    assert_eq!(double.user("bert").unwrap().role.as_deref(), Some("Owner"));
    assert_eq!(run(&double, &["bin/tootctl", "version"], "").await.1, "4.5.15\n");
}
