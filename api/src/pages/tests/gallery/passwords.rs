//! The access token for programs, and a new password by the link of a letter.

use super::*;
use shared::member::CopyState;
use shared::platform::Platform;

use crate::pages::views::{PasswordDoor, Reset, ResetDone, ResetDoneMember, ResetLater, ResetNotMe, Token};

pub(super) fn passwords(gallery: &mut Gallery<'_>) {
    let doors = || {
        let (id, url) = ("@alice@social.riverside.example.org".to_owned(), "https://social.riverside.example.org/".to_owned());
        vec![mastodon(DoorStage::Success { account: Account::Mastodon { id, url, qr: None, first: FirstSteps::SignIn } })]
    };
    let done = |token, notice| Status { token: Some(token), notice, ..status(Stage::Done { left: left(47), doors: doors() }, 5) };
    let [_, secret] = SECRETS;
    gallery.add("status-token", &done(Token::Offered, None));
    gallery.add("status-token-shown", &done(Token::Shown { token: secret.into(), scope: "read write".to_owned() }, None));
    gallery.add("status-token-made", &done(Token::Made { at: when(-1) }, None));
    for (name, notice, token) in [
        ("revoked", Notice::TokenRevoked, Token::Offered),
        ("later", Notice::TokenLater, Token::Offered),
        ("not-set-up", Notice::TokenNotSetUp, Token::Offered),
        ("refused", Notice::TokenRefused, Token::Offered),
        ("before", Notice::TokenShownBefore, Token::Made { at: when(-1) }),
    ] {
        gallery.add(&format!("status-token-{name}"), &done(token, Some(notice)));
    }
    let instance = || "social.riverside.example.org".to_owned();
    let reset = |faults| Reset {
        instance: Some(instance()),
        password_min: 12,
        left: TimeLeft::until(Locale::En, at(0) + Duration::from_mins(29), at(0)),
        nonce: "n0nce".to_owned(),
        faults,
    };
    gallery.add("reset", &reset(Vec::new()));
    for (name, kind) in [
        ("missing", FaultKind::PasswordMissing),
        ("short", FaultKind::PasswordShort { min: 12 }),
        ("weak", FaultKind::PasswordWeak),
        ("refused", FaultKind::PasswordRefused),
    ] {
        gallery.add(&format!("reset-faults-{name}"), &reset(vec![Fault::new(Field::NewPassword, kind)]));
    }
    gallery.add("reset-done", &ResetDone { instance: instance(), url: Some("https://social.riverside.example.org/".to_owned()) });
    gallery.add("reset-done-door-closed", &ResetDone { instance: "Mastodon".to_owned(), url: None });
    gallery.add("reset-member", &Reset { instance: None, ..reset(Vec::new()) });
    let on = |states: &[(Platform, CopyState)]| ResetDoneMember {
        doors: states
            .iter()
            .map(|(platform, state)| PasswordDoor { platform: *platform, label: format!("{platform:?}"), state: *state })
            .collect(),
    };
    gallery.add("reset-done-member", &on(&[]));
    for (name, state) in [("done", CopyState::Done), ("later", CopyState::Waiting), ("by-hand", CopyState::ByHand)] {
        gallery.add(&format!("reset-done-member-{name}"), &on(&[(Platform::Matrix, state), (Platform::Mastodon, state)]));
    }
    gallery.add("reset-later", &ResetLater {});
    gallery.add("reset-not-me", &ResetNotMe {});
    gallery.add("link-ended-reset", &LinkEnded { kind: LinkKind::Reset });
}
