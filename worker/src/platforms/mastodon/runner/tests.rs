//! The driver against shells in place of the instance: what lines become, and what a process does that goes wrong. That what the
//! script itself does is right is tested with a real Ruby, in `tests/mastodon_script`.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

use std::fs;
use std::time::Instant;

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::UnixListener;

use super::*;
use crate::platforms::mastodon::LINE_MAX;

mod processes;

/// Reads questions and finds each one's nonce; `$nonce` and `$line` are for the words that follow.
const EACH: &str = r#"while IFS= read -r line; do nonce=${line#*'"nonce":"'}; nonce=${nonce%%'"'*}; "#;
const PING: &str = r#"{"ok":{"mastodon":"4.5.15","env":"production"}}"#;

fn runner(reach: Reach, deadline: Duration) -> Runner {
    Runner::new(Access {
        url: "https://mastodon.example".parse().unwrap(),
        reach: Some(reach),
        client: Some(Client { id: "hidden".into(), secret: "hidden".into() }),
        admin_token: None,
        scopes: vec!["read".into()],
        deadline,
    })
}

/// A shell in place of the instance: it gets the script as an argument and does as it is told here.
fn shell(script: &str) -> Runner {
    slow_shell(script, Duration::from_secs(30))
}

fn slow_shell(script: &str, deadline: Duration) -> Runner {
    runner(Reach::Command(["sh", "-c", script, "sh"].map(str::to_owned).to_vec()), deadline)
}

/// A shell that answers every question with these words of its own.
fn answering(words: &str) -> Runner {
    shell(&format!("{EACH} {words}; done"))
}

fn saying(json: &str) -> Runner {
    answering(&format!("printf '@gatelodge %s %s\\n' \"$nonce\" '{json}'"))
}

#[tokio::test]
async fn an_answer_is_found_among_noise_and_foreign_nonces_in_whatever_pieces() {
    let noise = format!(
        "head -c 200000 /dev/zero; echo; echo warning; echo '@gatelodge 00000000000000000000000000000000 {{\"error\":\"denied\"}}'; \
         printf '@gatelo'; printf 'dge %s ' \"$nonce\"; printf '%s' '{PING}'; echo"
    );
    let runner = answering(&noise);
    for _ in 0..3 {
        assert_eq!(runner.check().await, Ok(()));
    }
}

#[tokio::test]
async fn noise_has_an_end() {
    let runner = answering("yes noise");
    assert_eq!(runner.check().await, Err(Refused::Away(Absence::Garbled)));
    let runner = answering("cat /dev/zero");
    assert_eq!(runner.check().await, Err(Refused::Away(Absence::Garbled)), "without an end of line");
}

#[tokio::test]
async fn an_answer_cut_off_ends_the_process_and_the_next_call_begins_anew() {
    let folder = folder("cut-off");
    let counted = folder.join("started").display().to_string();
    let whole = format!("printf '@gatelodge %s %s\\n' \"$nonce\" '{PING}'");
    let once = format!("if [ $(wc -l < {counted}) = 1 ]; then printf '@gatelodge %s {{\"ok\"' \"$nonce\"; exit 1; fi; {whole}");
    let runner = shell(&format!("echo started >> {counted}; {EACH} {once}; done"));
    assert_eq!(runner.check().await, Err(Refused::Away(Absence::Broken)));
    for _ in 0..3 {
        assert_eq!(runner.check().await, Ok(()));
    }
    assert_eq!(fs::read_to_string(&counted).unwrap().lines().count(), 2, "one process answers call after call");
    fs::remove_dir_all(folder).unwrap();
}

#[tokio::test]
async fn what_ends_without_an_answer_is_sorted_for_the_operator() {
    for (script, meaning) in [
        ("echo 'Error response from daemon: No such container: web' >&2; exit 1", Refused::Misconfigured(Fault::ContainerDown)),
        ("echo 'Could not locate Gemfile or .bundle/ directory' >&2; exit 10", Refused::Misconfigured(Fault::WrongEnvironment)),
        ("exit 0", Refused::Misconfigured(Fault::WrongEnvironment)),
        ("echo 'PG::ConnectionBad: Connection refused' >&2; exit 1", Refused::Away(Absence::Broken)),
    ] {
        assert_eq!(shell(script).check().await, Err(meaning), "{script}");
    }
    let missing = runner(Reach::Command(vec!["/nowhere/docker".into()]), Duration::from_secs(30));
    assert_eq!(missing.check().await, Err(Refused::Misconfigured(Fault::CommandMissing)));
    let test = saying(r#"{"ok":{"mastodon":"4.5.15","env":"test"}}"#);
    assert_eq!(test.check().await, Err(Refused::Misconfigured(Fault::WrongEnvironment)));
}

#[tokio::test]
async fn an_errors_kind_says_what_to_do_next() {
    for (json, meaning) in [
        (r#"{"error":"taken","field":"username"}"#, Refused::NameTaken),
        (r#"{"error":"taken","field":"email"}"#, Refused::AddressTaken),
        (r#"{"error":"taken"}"#, Refused::Away(Absence::Garbled)),
        (r#"{"error":"invalid","fields":{"username":["reserved"]}}"#, Refused::NameRefused),
        (r#"{"error":"invalid","fields":{"agreement":["accepted"],"email":["blocked"]}}"#, Refused::AddressRefused),
        (r#"{"error":"invalid","fields":{"password":["too_short"]}}"#, Refused::PasswordRefused),
        (r#"{"error":"invalid","fields":{"date_of_birth":["blank"]}}"#, Refused::Away(Absence::Internal)),
        (r#"{"error":"denied"}"#, Refused::Denied),
        (r#"{"error":"second_factor"}"#, Refused::SecondFactor),
        (r#"{"error":"not_functional"}"#, Refused::NotFunctional),
        (r#"{"error":"not_found"}"#, Refused::NotFound),
        (r#"{"error":"client"}"#, Refused::Misconfigured(Fault::WrongClient)),
        (r#"{"error":"scope"}"#, Refused::Misconfigured(Fault::WrongScopes)),
        (r#"{"error":"protocol"}"#, Refused::Misconfigured(Fault::Protocol)),
        (r#"{"error":"environment"}"#, Refused::Misconfigured(Fault::WrongEnvironment)),
        (r#"{"error":"race"}"#, Refused::Away(Absence::Internal)),
        (r#"{"error":"internal","type":"PG::Error"}"#, Refused::Away(Absence::Internal)),
        (r#"{"ok":{"created":"yes"}}"#, Refused::Away(Absence::Garbled)),
        (r"[]", Refused::Away(Absence::Garbled)),
        (r"{", Refused::Away(Absence::Garbled)),
    ] {
        assert_eq!(saying(json).ensure_user(&user(&"secret".into())).await, Err(meaning), "{json}");
    }
    let unread = answering("echo '@gatelodge - {\"error\":\"protocol\"}'");
    assert_eq!(unread.check().await, Err(Refused::Misconfigured(Fault::Protocol)));
}

fn user(password: &SecretString) -> NewUser<'_> {
    NewUser { key: "k", username: "anna", email: "anna@example.org", password, locale: "en" }
}

#[tokio::test]
async fn answers_become_what_was_asked_for() {
    let password: SecretString = "secret".into();
    let made = saying(r#"{"ok":{"created":true,"username":"anna"}}"#).ensure_user(&user(&password)).await;
    assert_eq!(made, Ok(Made { created: true, username: "anna".into() }));
    assert_eq!(saying(r#"{"ok":{"taken":true}}"#).username_available("anna").await, Ok(false));
    for (json, standing) in [
        (r#"{"ok":{"standing":"unknown"}}"#, Ok(Standing::Unknown)),
        (r#"{"ok":{"standing":"hands_off"}}"#, Ok(Standing::HandsOff)),
        (r#"{"ok":{"standing":"ours","key":"k","username":"anna"}}"#, Ok(Standing::Ours { key: "k".into() })),
        (r#"{"ok":{"standing":"ours"}}"#, Err(Refused::Away(Absence::Garbled))),
    ] {
        assert_eq!(saying(json).standing("anna@example.org").await, standing, "{json}");
    }
    let changed = saying(r#"{"ok":{"changed":true,"key":"k"}}"#);
    let change = changed.change_password(&Whom::Email("anna@example.org"), &password, &password, false).await;
    assert_eq!(change, Ok(Changed { changed: true, key: "k".into() }));
    assert_eq!(changed.set_password("k", &password).await, Ok(true));
    assert_eq!(saying(r#"{"ok":{"revoked":2}}"#).revoke_tokens("k").await, Ok(2));
    let app = saying(r#"{"ok":{"client_id":"i","client_secret":"s","scopes":["read"]}}"#).ensure_app("Gatelodge").await.unwrap();
    assert_eq!((app.id.as_str(), app.secret.expose_secret()), ("i", "s"));
    let token =
        r#"{"ok":{"access_token":"t","token_type":"Bearer","scope":"read","created_at":7,"username":"anna","email":"e","key":"k"}}"#;
    let token = saying(token).issue_token(&Whom::Key("k"), None).await.unwrap();
    assert_eq!((token.access_token.expose_secret(), token.created_at, token.scope.as_str()), ("t", 7, "read"));
}

#[tokio::test]
async fn a_question_longer_than_a_line_is_refused_by_what_is_too_long_and_never_sent() {
    let runner = shell("exit 0");
    let (long, short) = ("x".repeat(LINE_MAX), "short");
    let (long_password, short_password) = (SecretString::from(long.clone()), SecretString::from(short));
    assert_eq!(runner.standing(&long).await, Err(Refused::AddressRefused));
    assert_eq!(runner.set_password("k", &long_password).await, Err(Refused::PasswordRefused));
    assert_eq!(runner.change_password(&Whom::Key("k"), &long_password, &short_password, false).await, Err(Refused::Denied));
    assert_eq!(runner.ensure_user(&NewUser { username: &long, ..user(&short_password) }).await, Err(Refused::NameRefused));
}

/// What a question says, as a shell heard it.
#[tokio::test]
async fn an_application_is_taken_up_by_both_its_halves_and_a_repeat_says_that_it_is_one() {
    let folder = folder("heard");
    let heard = folder.join("heard").display().to_string();
    let json = r#"{"ok":{"client_id":"i","client_secret":"s","changed":true,"key":"k"}}"#;
    let mut runner = answering(&format!("printf '%s\\n' \"$line\" >> {heard}; printf '@gatelodge %s %s\\n' \"$nonce\" '{json}'"));
    let password = SecretString::from("secret");
    for is_repeat in [false, true] {
        runner.change_password(&Whom::Key("k"), &password, &password, is_repeat).await.unwrap();
    }
    runner.client = Some(Client { id: "its-id".into(), secret: "its-secret".into() });
    runner.ensure_app("Gatelodge").await.unwrap();
    runner.client = None;
    runner.ensure_app("Gatelodge").await.unwrap();
    let heard = fs::read_to_string(heard).unwrap();
    let heard: Vec<serde_json::Value> = heard.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let said = |name: &str| heard.iter().map(|line| line[name].clone()).collect::<Vec<_>>();
    let null = serde_json::Value::Null;
    assert_eq!(said("again"), [null.clone(), true.into(), null.clone(), null.clone()]);
    assert_eq!(said("client_id")[2..], ["its-id".into(), null.clone()]);
    assert_eq!(said("client_secret")[2..], ["its-secret".into(), null]);
    fs::remove_dir_all(folder).unwrap();
}

#[tokio::test]
async fn without_an_application_no_token_is_asked_for() {
    let mut runner = shell("exit 0");
    let no_password = runner.issue_token(&Whom::Email("anna@example.org"), None).await;
    assert_eq!(no_password.err(), Some(Refused::Denied));
    runner.client = None;
    assert_eq!(runner.issue_token(&Whom::Key("k"), None).await.err(), Some(Refused::NotConfigured));
    assert_eq!(runner.revoke_tokens("k").await, Err(Refused::NotConfigured));
}

/// Bears its number: whatever was typed, the program gets the same arguments, and what was typed comes as JSON and nothing else.
#[tokio::test]
async fn t21_what_people_type_is_in_no_argument_and_nothing_is_executed() {
    let folder = folder("argv");
    let (args, canary) = (folder.join("args"), folder.join("canary"));
    let script = format!(
        "for argument; do printf '%s' \"$argument\" | cksum; done >> {}; {EACH} \
         printf '@gatelodge %s %s\\n' \"$nonce\" '{{\"ok\":{{\"created\":true,\"username\":\"anna\"}}}}'; exit; done",
        args.display()
    );
    let typed =
        ["anna".to_owned(), format!("$(touch {0})`touch {0}`#{{`touch {0}`}}'\";touch {0}\n--role=Owner\u{202e}\0", canary.display())];
    for typed in &typed {
        let runner = shell(&script);
        let password = SecretString::from(typed.as_str());
        let user = NewUser { key: typed, username: typed, email: typed, password: &password, locale: typed };
        assert!(runner.ensure_user(&user).await.is_ok());
    }
    let seen = fs::read_to_string(&args).unwrap();
    let (first, second) = seen.split_at(seen.len() / 2);
    assert_eq!(first.lines().count(), 3, "bin/rails runner <script>");
    assert_eq!(first, second);
    assert!(!canary.exists());
    fs::remove_dir_all(folder).unwrap();
}

#[tokio::test]
async fn a_socket_is_called_anew_for_every_question() {
    let folder = folder("socket");
    let path = folder.join("runner.sock");
    let runner = runner(Reach::Socket(path.clone()), Duration::from_secs(30));
    assert_eq!(runner.check().await, Err(Refused::Misconfigured(Fault::SocketClosed)), "not there");
    let listener = UnixListener::bind(&path).unwrap();
    let resident = async {
        for _ in 0..2 {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut question = String::new();
            BufReader::new(&mut stream).read_line(&mut question).await.unwrap();
            let nonce = question.split('"').nth(5).unwrap();
            stream.write_all(format!("@gatelodge {nonce} {PING}\n").as_bytes()).await.unwrap();
        }
        drop(listener.accept().await.unwrap());
    };
    let calls = async { [runner.check().await, runner.check().await, runner.check().await] };
    let ((), answers) = tokio::join!(resident, calls);
    assert_eq!(answers, [Ok(()), Ok(()), Err(Refused::Away(Absence::Broken))]);
    drop(listener);
    assert_eq!(runner.check().await, Err(Refused::Misconfigured(Fault::SocketClosed)), "nobody listens");
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn nothing_secret_or_personal_is_printed() {
    let runner = runner(Reach::Command(vec!["hidden".into()]), Duration::from_secs(1));
    assert!(!format!("{runner:?}").contains("hidden"));
}

#[test]
fn the_script_is_one_argument_that_every_system_takes() {
    assert!(SCRIPT.len() < 128 * 1024 && !SCRIPT.contains('\0'));
    assert!(SCRIPT.ends_with("\nGatelodge.start\n"));
}

/// A folder of one test's own.
fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("gatelodge-{}-{name}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    folder
}
