//! Signing in, one's own account, a forgotten password, and leaving.

use shared::member::CopyState;
use shared::platform::Platform;

use super::*;
use crate::pages::views::{
    AccountDoor, AccountNotice, AccountRole, AccountSession, AlreadySignedIn, Forgot, ForgotSent, Left, MemberAccount, SignIn, SignInWhy,
    SignedOut, Token,
};

fn session(id: &str, device: Option<&str>, here: bool) -> AccountSession {
    AccountSession { id: id.to_owned(), device: device.map(str::to_owned), made_at: when(-90), seen: (id < "C").then(|| hours(70)), here }
}

fn doors(states: [Option<CopyState>; 2]) -> Vec<AccountDoor> {
    let [matrix, mastodon] = states;
    let door =
        |platform, label: &str, account: &str, state| AccountDoor { platform, label: label.to_owned(), account: account.to_owned(), state };
    vec![
        door(Platform::Matrix, "Matrix", "@alice:riverside.example.org", matrix),
        door(Platform::Mastodon, "Mastodon", "@alice@social.riverside.example.org", mastodon),
    ]
}

fn account() -> MemberAccount {
    MemberAccount {
        name: Some("alice".to_owned()),
        email: Some("alice@example.org".to_owned()),
        proved: true,
        role: AccountRole::Member,
        since: when(-500),
        doors: Vec::new(),
        sessions: vec![session("AAAAAAAAAAA", Some("Firefox, Linux"), true)],
        elsewhere: 0,
        newer: None,
        older: None,
        access: hours(1),
        moderates: false,
        password_min: 12,
        token: None,
        notice: None,
        nonce: "n0nce".to_owned(),
        faults: Vec::new(),
    }
}

pub(super) fn members(gallery: &mut Gallery<'_>) {
    let sign_in = |faults| SignIn { name: "alice".to_owned(), to: "/board".to_owned(), why: None, nonce: "n0nce".to_owned(), faults };
    gallery.add("login", &SignIn { name: String::new(), ..sign_in(Vec::new()) });
    for (name, why) in
        [("ended", SignInWhy::Ended), ("board", SignInWhy::Board), ("writing", SignInWhy::Writing), ("queue", SignInWhy::Queue)]
    {
        gallery.add(&format!("login-{name}"), &SignIn { name: String::new(), why: Some(why), ..sign_in(Vec::new()) });
    }
    gallery.add("login-faults", &sign_in(vec![Fault::new(Field::Username, FaultKind::SignIn)]));
    gallery.add("login-already", &AlreadySignedIn { name: Some("alice".to_owned()), to: "/board".to_owned() });
    gallery.add("login-already-nameless", &AlreadySignedIn { name: None, to: "/account".to_owned() });
    gallery.add("signed-out", &SignedOut {});
    let forgot = |faults| Forgot { email: String::new(), nonce: "n0nce".to_owned(), faults };
    gallery.add("forgot", &forgot(Vec::new()));
    gallery.add("forgot-faults", &forgot(vec![Fault::new(Field::Email, FaultKind::EmailMissing)]));
    gallery.add("forgot-sent", &ForgotSent { email: "alice@example.org".to_owned() });
    accounts(gallery);
    gallery.add("left", &Left { accounts: Vec::new() });
    gallery.add("left-with-accounts", &Left { accounts: doors([None, None]) });
}

fn accounts(gallery: &mut Gallery<'_>) {
    gallery.add("account", &account());
    gallery.add("account-nameless", &MemberAccount { name: None, proved: false, ..account() });
    gallery.add("account-no-address", &MemberAccount { email: None, role: AccountRole::Operator, ..account() });
    let sessions = vec![
        session("AAAAAAAAAAA", Some("Firefox, Linux"), true),
        session("BAAAAAAAAAA", Some("Chrome, Android"), false),
        session("CAAAAAAAAAA", None, false),
    ];
    let full = || MemberAccount { doors: doors([None, None]), token: Some(Token::Offered), ..account() };
    gallery.add("account-full", &MemberAccount { role: AccountRole::Moderator, moderates: true, sessions, elsewhere: 2, ..full() });
    let sessions = (0..10).map(|at| session(&format!("{at:011}"), Some("Firefox, Linux"), false)).collect();
    let (newer, older) = (Some("/account".to_owned()), Some("/account?sessions=3".to_owned()));
    gallery.add("account-many-sessions", &MemberAccount { sessions, elsewhere: 40, newer, older, ..full() });
    let states = [("done", CopyState::Done), ("later", CopyState::Waiting), ("by-hand", CopyState::ByHand)];
    for (name, state) in states {
        gallery.add(&format!("account-password-{name}"), &MemberAccount { doors: doors([Some(state), Some(state)]), ..full() });
    }
    for (name, notice) in [
        ("session-ended", AccountNotice::SessionEnded),
        ("others-ended", AccountNotice::OthersEnded),
        ("token-revoked", AccountNotice::TokenRevoked),
        ("token-later", AccountNotice::TokenLater),
        ("token-refused", AccountNotice::TokenRefused),
        ("token-not-set-up", AccountNotice::TokenNotSetUp),
    ] {
        gallery.add(&format!("account-{name}"), &MemberAccount { notice: Some(notice), ..full() });
    }
    let [_, secret] = SECRETS;
    let token = Some(Token::Shown { token: secret.into(), scope: "read write".to_owned() });
    gallery.add("account-token-shown", &MemberAccount { token, ..full() });
    for (name, faults) in [
        ("old", vec![Fault::new(Field::OldPassword, FaultKind::WrongPassword)]),
        ("new", vec![Fault::new(Field::NewPassword, FaultKind::PasswordShort { min: 12 })]),
        ("leave", vec![Fault::new(Field::LeavePassword, FaultKind::WrongPassword)]),
    ] {
        gallery.add(&format!("account-faults-{name}"), &MemberAccount { faults, ..full() });
    }
}
