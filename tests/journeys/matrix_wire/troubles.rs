//! What only a double can do: break in every way, at the call a test names.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use harness::matrix_double::{Call, MatrixDouble, Mode, Setup, Trouble};
use worker::platforms::matrix::{Absence, Deadlines, Fault, Refused};

use super::{CHOSEN, DEVICE, FIRST, SECRET, homeserver, homeserver_with, register, set_password};

const SOON: Duration = Duration::from_secs(10);

#[tokio::test]
async fn every_trouble_has_its_meaning_and_leaves_no_account_unasked() -> anyhow::Result<()> {
    let double = MatrixDouble::start(Setup::default()).await?;
    let deadlines = Deadlines { total: Duration::from_secs(2), connect: Duration::from_secs(1) };
    let homeserver = homeserver_with(double.url(), SECRET, None, deadlines);
    let busy = |ms| Refused::Busy { retry_after: Some(Duration::from_millis(ms)) };
    for call in [Call::Nonce, Call::Register] {
        for (trouble, refused) in [
            (Trouble::Busy { retry_after_ms: Some(275_000) }, busy(275_000)),
            (Trouble::Busy { retry_after_ms: None }, Refused::Busy { retry_after: None }),
            (Trouble::Broken, Refused::Away(Absence::Server(500))),
            (Trouble::Proxy(502), Refused::Away(Absence::Server(502))),
            (Trouble::Proxy(200), Refused::Away(Absence::Garbled)),
            (Trouble::Proxy(302), Refused::Misconfigured(Fault::Redirected)),
            (Trouble::Proxy(403), Refused::Misconfigured(Fault::Forbidden)),
            (Trouble::Proxy(404), Refused::Misconfigured(Fault::NotFound)),
            (Trouble::Endless, Refused::Away(Absence::Garbled)),
            (Trouble::Hang, Refused::Away(Absence::Timeout)),
            (Trouble::Drop, Refused::Away(Absence::Broken)),
        ] {
            double.trouble(call, trouble, 1);
            let calls = double.calls_count(call);
            assert_eq!(register(&homeserver, "alice", FIRST).await.err(), Some(refused), "{call:?} {trouble:?}");
            assert_eq!(double.calls_count(call), calls + 1, "nothing is repeated by itself: {call:?} {trouble:?}");
        }
    }
    assert_eq!((double.created_count(), double.live_tokens_count()), (0, 0));
    register(&homeserver, "alice", FIRST).await?;
    assert_eq!((double.created_count(), double.live_tokens_count()), (1, 1));

    double.set_away(true);
    assert!(matches!(homeserver.check().await, Err(Refused::Away(_))));
    double.set_away(false);
    assert_eq!(homeserver.check().await, Ok(()));

    double.slow_down(Duration::from_millis(200));
    let began = Instant::now();
    homeserver.check().await?;
    assert!(began.elapsed() >= Duration::from_millis(400), "nonce and check");
    Ok(())
}

#[tokio::test]
async fn a_proxys_refusal_makes_nobody_a_stranger() -> anyhow::Result<()> {
    let double = MatrixDouble::start(Setup::default()).await?;
    let homeserver = homeserver(double.url());
    let session = register(&homeserver, "alice", FIRST).await?;
    double.trouble(Call::LogIn, Trouble::Proxy(403), 1);
    let refused = homeserver.log_in("alice", &FIRST.into(), DEVICE).await.err();
    assert_eq!(refused, Some(Refused::Misconfigured(Fault::Forbidden)));
    double.trouble(Call::Password, Trouble::Proxy(401), 1);
    assert_eq!(set_password(&homeserver, &session, FIRST, CHOSEN).await, Err(Refused::Away(Absence::Garbled)));
    Ok(())
}

#[tokio::test]
async fn a_lost_nonce_is_asked_for_anew_three_times_and_not_more() -> anyhow::Result<()> {
    let double = MatrixDouble::start(Setup::default()).await?;
    let homeserver = homeserver(double.url());
    double.trouble(Call::Register, Trouble::LostNonce, 3);
    assert_eq!(register(&homeserver, "alice", FIRST).await.err(), Some(Refused::Away(Absence::NonceLost)));
    assert_eq!((double.calls_count(Call::Nonce), double.calls_count(Call::Register)), (3, 3));
    assert_eq!(double.created_count(), 0);
    double.trouble(Call::Register, Trouble::LostNonce, 2);
    register(&homeserver, "alice", FIRST).await?;
    Ok(())
}

#[tokio::test]
async fn a_frozen_homeserver_makes_the_account_after_its_caller_has_gone() -> anyhow::Result<()> {
    let impatient = Deadlines { total: Duration::from_millis(500), connect: Duration::from_secs(1) };
    let double = MatrixDouble::start(Setup::default()).await?;
    let caller = homeserver_with(double.url(), SECRET, None, impatient);
    double.trouble(Call::Register, Trouble::Freeze, 1);
    assert_eq!(register(&caller, "late", FIRST).await.err(), Some(Refused::Away(Absence::Timeout)));
    assert_eq!(double.account("late"), None);
    double.thaw();
    double.wait_for_account("late", SOON).await?;
    adopted(&double, "late").await
}

#[tokio::test]
async fn an_account_made_without_an_answer_is_ours_by_its_password() -> anyhow::Result<()> {
    let double = MatrixDouble::start(Setup::default()).await?;
    double.trouble(Call::Register, Trouble::ActThenDrop, 1);
    let refused = register(&homeserver(double.url()), "late", FIRST).await.err();
    assert_eq!(refused, Some(Refused::Away(Absence::Broken)));
    adopted(&double, "late").await
}

async fn adopted(double: &MatrixDouble, localpart: &str) -> anyhow::Result<()> {
    let homeserver = homeserver(double.url());
    assert_eq!(register(&homeserver, localpart, FIRST).await.err(), Some(Refused::NameTaken));
    homeserver.log_in(localpart, &FIRST.into(), DEVICE).await?;
    assert_eq!(double.created_count(), 1);
    Ok(())
}

#[tokio::test]
async fn a_homeserver_that_cannot_make_accounts_says_why() -> anyhow::Result<()> {
    let double = MatrixDouble::start(Setup::default()).await?;
    let homeserver = homeserver(double.url());
    let mut seen = BTreeMap::new();
    for (name, mode) in [("mas", Mode::Mas), ("off", Mode::RegistrationOff), ("ordinary", Mode::Ordinary)] {
        double.set_mode(mode);
        seen.insert(name, homeserver.check().await);
    }
    let expected = [
        ("mas", Err(Refused::Misconfigured(Fault::Mas))),
        ("off", Err(Refused::Misconfigured(Fault::RegistrationOff))),
        ("ordinary", Ok(())),
    ];
    assert_eq!(seen, BTreeMap::from(expected));

    double.set_mode(Mode::Mas);
    let refused = homeserver.log_in("alice", &FIRST.into(), DEVICE).await.err();
    assert_eq!(refused, Some(Refused::Misconfigured(Fault::Mas)));
    double.set_mode(Mode::PasswordLoginOff);
    let refused = homeserver.log_in("alice", &FIRST.into(), DEVICE).await.err();
    assert_eq!(refused, Some(Refused::Misconfigured(Fault::PasswordLoginOff)));

    double.set_mode(Mode::Ordinary);
    double.refuse_name("bridge");
    assert_eq!(register(&homeserver, "bridge", FIRST).await.err(), Some(Refused::NameRefused));

    let setup = Setup { server_name: "other.test".into(), ..Setup::default() };
    let other = MatrixDouble::start(setup).await?;
    let made = register(&super::homeserver(other.url()), "alice", FIRST).await;
    assert_eq!(made.ok().map(|session| session.user_id).as_deref(), Some("@alice:other.test"), "the homeserver knows its own name");
    Ok(())
}

#[tokio::test]
async fn a_strangers_account_is_never_touched() -> anyhow::Result<()> {
    let double = MatrixDouble::start(Setup::default()).await?;
    double.add_account("alice", "a stranger's");
    let before = double.account("alice");
    let homeserver = homeserver(double.url());
    assert_eq!(register(&homeserver, "alice", FIRST).await.err(), Some(Refused::NameTaken));
    assert_eq!(homeserver.log_in("alice", &FIRST.into(), DEVICE).await.err(), Some(Refused::WrongPassword));
    assert_eq!(double.account("alice"), before);
    assert_eq!(double.live_tokens_count(), 0);
    Ok(())
}
