//! The form at the gate and what follows upon it.

use super::*;

fn apply() -> Apply {
    Apply {
        ends: vec![format!(":{}", server())],
        require_email: false,
        confirm_email: true,
        require_reason: true,
        email: String::new(),
        username: String::new(),
        name_check: None,
        reason: String::new(),
        questions: Vec::new(),
        password_min: None,
        doors: vec![Door { name: "matrix".to_owned(), label: "Matrix".to_owned(), checked: true }],
        kept: Kept { unconfirmed: hours(24), pending: hours(48), approved: hours(168) },
        idempotency_key: "c2FtcGxlLWlkZW1wb3RlbmN5LWtleQ".to_owned(),
        nonce: "n0nce".to_owned(),
        notice: None,
        faults: Vec::new(),
    }
}

fn full_apply() -> Apply {
    Apply {
        require_email: true,
        email: "alice@example.org".to_owned(),
        username: "alice".to_owned(),
        reason: "I met some of you at the <i>river clean-up</i>.".to_owned(),
        questions: vec![
            Question { label: "Who told you about us?".to_owned(), answer: String::new() },
            Question { label: "What do you like to repair?".to_owned(), answer: "Bicycles".to_owned() },
        ],
        doors: vec![
            Door { name: "matrix".to_owned(), label: "Matrix".to_owned(), checked: true },
            Door { name: "mastodon".to_owned(), label: "Mastodon".to_owned(), checked: false },
        ],
        ends: ends(),
        ..apply()
    }
}

pub(super) fn applying(gallery: &mut Gallery<'_>) {
    gallery.add("apply", &apply());
    gallery.add("apply-full", &full_apply());
    gallery.add("apply-nothing-to-confirm", &Apply { confirm_email: false, ends: Vec::new(), require_reason: false, ..apply() });
    gallery.add("apply-mastodon-beside", &Apply { confirm_email: false, require_email: false, ..full_apply() });
    gallery.add("apply-name-on-one-door", &Apply { name_check: Some(mixed()), ..full_apply() });
    gallery.add("apply-name-half-told", &Apply { name_check: Some(half_told()), ..full_apply() });
    for (name, word) in
        [("free", NameWord::Available), ("taken", NameWord::Taken), ("unknown", NameWord::Unknown), ("untold", NameWord::Untold)]
    {
        gallery.add(&format!("apply-name-{name}"), &Apply { name_check: Some(check(word)), ..full_apply() });
    }
    gallery.add("apply-open", &Apply { password_min: Some(12), ..apply() });
    let needed =
        vec![Fault::new(Field::Email, FaultKind::EmailForPassword), Fault::new(Field::Password, FaultKind::PasswordShort { min: 12 })];
    gallery.add("apply-open-faults", &Apply { password_min: Some(12), faults: needed, ..apply() });
    let beside = vec![Fault::new(Field::Email, FaultKind::EmailForMastodon)];
    gallery.add("apply-mastodon-without-address", &Apply { require_email: false, email: String::new(), faults: beside, ..full_apply() });
    gallery.add("apply-resting", &Apply { notice: Some(ApplyNotice::Resting), ..full_apply() });
    gallery.add("apply-too-many", &Apply { notice: Some(ApplyNotice::TooMany { wait: hours(1) }), ..full_apply() });
    let faults = vec![
        Fault::new(Field::Email, FaultKind::EmailMalformed),
        Fault::new(Field::Username, FaultKind::Name(NameFault::Characters)),
        Fault::new(Field::Reason, FaultKind::TextTooLong { max: 1_000 }),
        Fault::new(Field::Answer(1), FaultKind::TextTooLong { max: 500 }),
        Fault::new(Field::Services, FaultKind::DoorMissing),
    ];
    gallery.add("apply-faults", &Apply { email: "alice.example.org".to_owned(), username: "Älice B".to_owned(), faults, ..full_apply() });
    let rid = "AmJ0cXdlcnR5dWlvcGFzZA".to_owned();
    let [_, token] = SECRETS;
    let link = format!("https://gate.riverside.example.org/r/{rid}?t={token}");
    gallery.add("keep-shown", &Keep { qr: Qr::of(&link), link: link.into(), rid, token: SecretString::from(token), left: hours(48) });
}
