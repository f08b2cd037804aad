//! A member's new password on the homeserver, by the admin's road and by the owner's: what both homeservers answer to it.

use harness::matrix_double::{Call, MatrixDouble, Mode, Setup, Trouble};
use reqwest::Method;
use secrecy::SecretString;
use serde_json::{Value, json};
use worker::platforms::matrix::{Absence, ByHand, Change, Deadlines, Fault, Homeserver, PolicyFault, Refused};

use super::agreement::Subject;
use super::{CHOSEN, DEVICE, FIRST, SECRET, homeserver, homeserver_with, register, set_password};

const THIRD: &str = "Chosen-elsewhere-3!";
const WEAK: &str = "Ab1!";

/// Of `@<name>:example.test`.
async fn change(homeserver: &Homeserver, name: &str, old: Option<&str>, new: &str) -> Result<Change, Refused> {
    let old = old.map(SecretString::from);
    homeserver.change_password(&format!("@{name}:example.test"), old.as_ref(), &new.into()).await
}

const fn by_hand(why: ByHand) -> Result<Change, Refused> {
    Ok(Change::ByHand(why))
}

async fn signs_in(homeserver: &Homeserver, name: &str, password: &str) -> bool {
    homeserver.log_in(name, &password.into(), "telephone").await.is_ok()
}

/// The cases of this file; `agreement` runs them with its own.
pub(super) async fn every_case(subject: &Subject) -> anyhow::Result<()> {
    by_admin(subject).await?;
    by_owner(subject).await?;
    raw_answers(subject).await
}

async fn by_admin(subject: &Subject) -> anyhow::Result<()> {
    let homeserver = homeserver_with(subject.url(), SECRET, Some(&subject.admin_token()), Deadlines::default());
    let session = register(&homeserver, "iris", FIRST).await?;
    assert_eq!(change(&homeserver, "iris", None, WEAK).await, by_hand(ByHand::Policy(vec![PolicyFault::TooShort { at_least: Some(10) }])));
    assert!(signs_in(&homeserver, "iris", FIRST).await, "the policy is asked, though this road has none");
    for _ in 0..2 {
        assert_eq!(change(&homeserver, "iris", None, CHOSEN).await, Ok(Change::Done));
        assert!(signs_in(&homeserver, "iris", CHOSEN).await && !signs_in(&homeserver, "iris", FIRST).await);
    }
    assert_eq!(set_password(&homeserver, &session, CHOSEN, CHOSEN).await, Err(Refused::SignedOut), "whoever was signed in is out");

    for name in ["judy", "karl", "liam"] {
        register(&homeserver, name, FIRST).await?;
    }
    subject.set_admin("judy").await?;
    subject.set_locked("karl", true).await?;
    subject.deactivate("liam").await?;
    for (name, why) in [("judy", ByHand::HandsOff), ("karl", ByHand::Locked), ("liam", ByHand::HandsOff), ("unheard", ByHand::HandsOff)] {
        assert_eq!(change(&homeserver, name, Some(FIRST), CHOSEN).await, by_hand(why), "{name}");
    }
    let foreign = homeserver.change_password("@iris:elsewhere.test", None, &THIRD.into()).await;
    assert_eq!(foreign, by_hand(ByHand::HandsOff));
    subject.set_locked("karl", false).await?;
    for (name, password) in [("judy", FIRST), ("karl", FIRST), ("iris", CHOSEN)] {
        assert!(signs_in(&homeserver, name, password).await, "{name} is untouched");
    }
    Ok(())
}

async fn by_owner(subject: &Subject) -> anyhow::Result<()> {
    let homeserver = homeserver(subject.url());
    register(&homeserver, "mona", FIRST).await?;
    let telephone = homeserver.log_in("mona", &FIRST.into(), "telephone").await?;
    assert_eq!(change(&homeserver, "mona", None, CHOSEN).await, by_hand(ByHand::NoWay));
    assert!(matches!(change(&homeserver, "mona", Some(FIRST), WEAK).await, Ok(Change::ByHand(ByHand::Policy(_)))));
    // The second time it is the new password that opens the door.
    for _ in 0..2 {
        assert_eq!(change(&homeserver, "mona", Some(FIRST), CHOSEN).await, Ok(Change::Done));
        assert!(!signs_in(&homeserver, "mona", FIRST).await);
    }
    assert_eq!(set_password(&homeserver, &telephone, CHOSEN, CHOSEN).await, Err(Refused::SignedOut), "whoever was signed in is out");
    assert_eq!(change(&homeserver, "mona", Some(FIRST), THIRD).await, by_hand(ByHand::AnotherPassword));
    assert_eq!(change(&homeserver, "unheard", Some(FIRST), CHOSEN).await, by_hand(ByHand::AnotherPassword));
    let foreign = homeserver.change_password("@mona:elsewhere.test", Some(&CHOSEN.into()), &THIRD.into()).await;
    assert_eq!(foreign, by_hand(ByHand::HandsOff), "its name and its password are the same by chance");
    assert!(signs_in(&homeserver, "mona", CHOSEN).await);

    // The wrong admin token is the operator's affair, and an owner who gave the old password does not wait for it.
    let mistaken = homeserver_with(subject.url(), SECRET, Some("syt_wrong"), Deadlines::default());
    assert_eq!(change(&mistaken, "mona", None, THIRD).await, Err(Refused::Misconfigured(Fault::AdminToken)));
    assert_eq!(change(&mistaken, "mona", Some(CHOSEN), THIRD).await, Ok(Change::Done));
    Ok(())
}

async fn raw_answers(subject: &Subject) -> anyhow::Result<()> {
    let admin = subject.admin_token();
    let (get, post) = (Method::GET, Method::POST);
    let look = |user_id: &str| format!("/_synapse/admin/v2/users/{user_id}");
    let reset = |user_id: &str| format!("/_synapse/admin/v1/reset_password/{user_id}");
    let new = json!({ "new_password": FIRST });
    type Case<'a> = (&'a Method, String, Option<&'a str>, Option<&'a Value>, u16, &'a str);
    let cases: [Case<'_>; 10] = [
        (&get, look("@mona:example.test"), Some(&admin), None, 200, ""),
        (&get, look("@mona:example.test"), None, None, 401, "M_MISSING_TOKEN"),
        (&get, look("@unheard:example.test"), Some(&admin), None, 404, "M_NOT_FOUND"),
        (&get, look("@mona:elsewhere.test"), Some(&admin), None, 400, "M_UNKNOWN"),
        (&get, look("mona"), Some(&admin), None, 400, "M_INVALID_PARAM"),
        (&post, reset("@mona:example.test"), Some("syt_wrong"), Some(&new), 401, "M_UNKNOWN_TOKEN"),
        (&post, reset("@mona:example.test"), Some(&admin), Some(&json!({})), 400, "M_MISSING_PARAM"),
        (&post, reset("@mona:example.test"), Some(&admin), Some(&json!({ "new_password": "x" })), 200, ""),
        (&post, reset("@unheard:example.test"), Some(&admin), Some(&new), 404, "M_NOT_FOUND"),
        (&post, reset("mona"), Some(&admin), Some(&new), 400, "M_INVALID_PARAM"),
    ];
    for (method, path, token, body, status, errcode) in cases {
        let (seen, code, document) = subject.raw(method.clone(), &path, token, body).await?;
        assert_eq!((seen, code.as_str()), (status, errcode), "{method} {path} {body:?}: {document}");
    }
    let homeserver = homeserver(subject.url());
    let ordinary = homeserver.log_in("mona", &"x".into(), DEVICE).await?;
    let token = Some(secrecy::ExposeSecret::expose_secret(&ordinary.access_token));
    let (seen, code, _) = subject.raw(get, &look("@mona:example.test"), token, None).await?;
    assert_eq!((seen, code.as_str()), (403, "M_FORBIDDEN"));
    let (_, _, profile) = subject.raw(Method::GET, &look("@mona:example.test"), Some(&admin), None).await?;
    for (field, value) in
        [("name", json!("@mona:example.test")), ("admin", json!(false)), ("deactivated", json!(false)), ("locked", json!(false))]
    {
        assert_eq!(profile.get(field), Some(&value), "{profile}");
    }
    for field in ["appservice_id", "user_type"] {
        assert_eq!(profile.get(field), Some(&Value::Null), "{profile}");
    }
    Ok(())
}

#[tokio::test]
async fn a_homeserver_without_passwords_of_its_own_leaves_them_to_their_owners() -> anyhow::Result<()> {
    let double = MatrixDouble::start(Setup::default()).await?;
    double.add_account("ada", FIRST);
    let admin = homeserver_with(double.url(), SECRET, Some(&double.setup().admin_token), Deadlines::default());
    let owner = homeserver(double.url());
    for mode in [Mode::Mas, Mode::PasswordLoginOff] {
        double.set_mode(mode);
        assert_eq!(change(&owner, "ada", Some(FIRST), CHOSEN).await, by_hand(ByHand::PasswordsOff), "{mode:?}");
    }
    double.set_mode(Mode::Mas);
    assert_eq!(change(&admin, "ada", None, CHOSEN).await, by_hand(ByHand::PasswordsOff));
    assert_eq!(double.account("ada").map(|account| account.password).as_deref(), Some(FIRST));
    Ok(())
}

#[tokio::test]
async fn a_change_that_meets_trouble_is_made_later_and_leaves_no_session_behind() -> anyhow::Result<()> {
    let double = MatrixDouble::start(Setup::default()).await?;
    double.add_account("ada", FIRST);
    let deadlines = Deadlines { total: std::time::Duration::from_secs(2), connect: std::time::Duration::from_secs(1) };
    let admin = homeserver_with(double.url(), SECRET, Some(&double.setup().admin_token), deadlines);
    let owner = homeserver_with(double.url(), SECRET, None, deadlines);
    let roads = [
        (&admin, None, vec![Call::PasswordPolicy, Call::LookUp, Call::ResetPassword]),
        (&owner, Some(FIRST), vec![Call::PasswordPolicy, Call::LogIn, Call::Password]),
    ];
    for (homeserver, old, calls) in roads {
        for call in calls {
            for (trouble, refused) in [
                (Trouble::Busy { retry_after_ms: Some(275_000) }, Refused::Busy { retry_after: Some(std::time::Duration::from_secs(275)) }),
                (Trouble::Proxy(502), Refused::Away(Absence::Server(502))),
                (Trouble::Drop, Refused::Away(Absence::Broken)),
                (Trouble::Hang, Refused::Away(Absence::Timeout)),
            ] {
                double.trouble(call, trouble, 1);
                assert_eq!(change(homeserver, "ada", old, CHOSEN).await, Err(refused), "{call:?} {trouble:?}");
            }
        }
        assert_eq!(double.live_tokens_count(), 0);
        let last = if old.is_some() { Call::Password } else { Call::ResetPassword };
        double.trouble(last, Trouble::ActThenDrop, 1);
        assert_eq!(change(homeserver, "ada", old, CHOSEN).await, Err(Refused::Away(Absence::Broken)));
        assert_eq!(change(homeserver, "ada", old, CHOSEN).await, Ok(Change::Done), "its answer was lost, and it was made");
        assert_eq!((double.account("ada").map(|account| account.password).as_deref(), double.live_tokens_count()), (Some(CHOSEN), 0));
        double.add_account("ada", FIRST);
    }
    Ok(())
}
