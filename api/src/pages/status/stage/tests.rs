//! Which stage a record is in, for whom.

#![expect(clippy::unwrap_used, reason = "a test may end here")]

use shared::clock::{Clock, Timing};
use shared::crypto::secret::Secret;
use shared::registration::Password;
use shared::registration::status::{Actor, Hearing};

use super::*;
use crate::desk::tests::{both_doors, held, record_of};
use crate::gate::Gate;

const AT: Timestamp = Timestamp::UNIX_EPOCH;

/// A site with both doors whose Redis is away; a page says what it says without one.
fn site(more: &[(&str, &str)]) -> std::sync::Arc<Site> {
    let settings = both_doors(&[&[("GATELODGE_REDIS_URL", "redis://127.0.0.1:1")], more].concat());
    Site::new(Gate::new(settings, Clock::system(), Timing::default()).unwrap()).unwrap()
}

/// An approved record of both doors.
fn record(proof: Proof, matrix: Door, mastodon: Door) -> Registration {
    let mut record = record_of(&both_doors(&[]), Hearing::AtOnceAndLetter { letter: true });
    record.status = Status::Approved { at: AT };
    record.doors.insert(Platform::Matrix, matrix);
    record.doors.insert(Platform::Mastodon, mastodon);
    Registration { proof, ..record }
}

fn asker(record: &Registration) -> Asker {
    let (link, actor) = match record.proof {
        Proof::Given { .. } => (record.applicant_link().unwrap(), Actor::Applicant),
        _ => (record.caller_link(), Actor::Caller),
    };
    Asker { record: Box::new(record.clone()), version: 1, link, actor }
}

fn shown(site: &Site, asker: &Asker) -> Stage {
    stage(site, asker, &Fields::default(), None)
}

fn door(state: &DoorState) -> String {
    let word = match &state.stage {
        DoorStage::Pending { waits: Waits::Choice } => "choice",
        DoorStage::Pending { waits: Waits::HeldBack } => "held back",
        DoorStage::Pending { waits: Waits::Proof { .. } } => "proof",
        DoorStage::Pending { waits: Waits::Address } => "address",
        DoorStage::Processing => "processing",
        DoorStage::Success { .. } => "success",
        DoorStage::Failed { .. } => "failed",
    };
    format!("{} {word}", state.label)
}

fn word(stage: &Stage) -> String {
    let (word, doors, form) = match stage {
        Stage::Choose { doors, .. } => ("choose", doors, true),
        Stage::Elsewhere { doors, .. } => ("elsewhere", doors, false),
        Stage::Proof { doors, .. } => ("proof", doors, false),
        Stage::Processing { doors, choose } => ("processing", doors, choose.is_some()),
        Stage::Failed { doors, choose, .. } => ("failed", doors, choose.is_some()),
        Stage::Done { doors, .. } => ("done", doors, false),
        _ => return "undecided".to_owned(),
    };
    let doors: Vec<String> = doors.iter().map(door).collect();
    format!("{word}{} [{}]", if form { "+form" } else { "" }, doors.join(", "))
}

fn open() -> Door {
    Door::Success { account: "@ada:example.org".to_owned(), at: AT }
}

fn processing() -> Door {
    Door::Processing { attempt: None }
}

fn failed() -> Door {
    Door::Failed { problem: Trouble::NameTaken, attempt: None }
}

#[tokio::test]
async fn every_mix_of_doors_has_its_stage() {
    let site = site(&[]);
    let given = Proof::Given { at: AT };
    let pending = || Door::Pending;
    let table = [
        (given, pending(), pending(), "choose+form []"),
        (Proof::AwaitedBeside, pending(), pending(), "choose+form [Mastodon proof]"),
        (Proof::AwaitedBeside, processing(), pending(), "processing [Matrix processing, Mastodon proof]"),
        (Proof::AwaitedBeside, open(), pending(), "proof [Matrix success, Mastodon proof]"),
        (given, open(), pending(), "choose+form [Matrix success]"),
        (given, open(), processing(), "processing [Matrix success, Mastodon processing]"),
        (given, processing(), failed(), "processing+form [Matrix processing, Mastodon failed]"),
        (given, pending(), failed(), "failed+form [Matrix held back, Mastodon failed]"),
        (Proof::AwaitedBeside, failed(), pending(), "failed+form [Matrix failed, Mastodon proof]"),
        (given, open(), failed(), "failed+form [Matrix success, Mastodon failed]"),
        (given, open(), open(), "done [Matrix success, Mastodon success]"),
    ];
    for (number, (proof, matrix, mastodon, expected)) in table.into_iter().enumerate() {
        let record = record(proof, matrix, mastodon);
        assert_eq!(word(&shown(&site, &asker(&record))), expected, "row {number}");
    }
    // From the yes on the caller only looks.
    let record = record(given, open(), Door::Pending);
    let caller = Asker { link: record.caller_link(), actor: Actor::Caller, version: 1, record: Box::new(record) };
    assert_eq!(word(&shown(&site, &caller)), "elsewhere [Matrix success]");
}

#[tokio::test]
async fn mastodon_alone_waits_for_the_yes_whatever_was_chosen() {
    let site = site(&[]);
    let mut record = record(Proof::AwaitedBeside, Door::Pending, Door::Pending);
    record.doors.remove(&Platform::Matrix);
    record.application.services = Platform::Mastodon.into();
    assert_eq!(word(&shown(&site, &asker(&record))), "proof [Mastodon proof]");
    record.name = Some(held("ada"));
    record.password = Some(Password::Chosen(Secret::new("c")));
    assert_eq!(word(&shown(&site, &asker(&record))), "proof [Mastodon proof]");
    let marks: Vec<_> = timeline(&record, Locale::En).into_iter().filter(|step| step.mark == StepMark::Now).map(|step| step.name).collect();
    assert!(marks == [StepName::Confirmed], "one thing is to be done now");
    record.proof = Proof::Given { at: AT };
    record.password = None;
    assert_eq!(word(&shown(&site, &asker(&record))), "choose+form []", "the address's owner chooses anew");
    // Whoever said "this was not me" took the address along.
    record.proof = Proof::NotAsked;
    record.application.email = None;
    record.doors.insert(Platform::Matrix, open());
    assert_eq!(word(&shown(&site, &asker(&record))), "done [Matrix success, Mastodon address]");
}

#[tokio::test]
async fn nobody_sees_whether_an_address_is_written_to() {
    let site = site(&[]);
    let seen = |proof, on_approval| {
        let mut record = record_of(&both_doors(&[]), Hearing::AtOnce);
        record.application.on_approval = on_approval;
        record.application.wish = Some(held("ada").name);
        // Only one that is heard holds what it was made with.
        let is_heard = !matches!(proof, Proof::Unheard { .. });
        let name = on_approval.then(|| held("ada")).filter(|_| is_heard);
        let password = on_approval.then(|| Password::Generated(Secret::new("g")));
        let record = Registration { proof, name, password, ..record };
        let steps = timeline(&record, Locale::En).into_iter().map(|step| (step.name as u8, step.mark as u8)).collect::<Vec<_>>();
        (serde_json::to_string(&shown(&site, &asker(&record))).unwrap(), steps)
    };
    for on_approval in [false, true] {
        let heard = seen(Proof::AwaitedBeside, on_approval);
        assert!(heard.0.contains("ada@example.org"), "the letter is spoken of");
        assert_eq!(seen(Proof::NotAsked, on_approval), heard);
        assert_eq!(seen(Proof::Unheard { asks: false }, on_approval), heard);
    }
}

#[tokio::test]
async fn each_driver_says_what_comes_before_signing_in() {
    let account = "@ada@social.example.org";
    for (driver, password) in [("runner", true), ("http", true), ("tootctl", false)] {
        let site = site(&[("GATELODGE_MASTODON_DRIVER", driver)]);
        let Account::Mastodon { id, url, first, qr: _ } = opened(&site, Platform::Mastodon, account) else { continue };
        let word = match first {
            FirstSteps::SignIn => "runner",
            FirstSteps::PressLetter => "http",
            FirstSteps::SetPassword { url } if url == "https://social.example.org/auth/password/new" => "tootctl",
            FirstSteps::SetPassword { .. } => "elsewhere",
        };
        assert_eq!((id.as_str(), url.as_str(), word), (account, "https://social.example.org/", driver));
        let record = record(Proof::Given { at: AT }, Door::Pending, open());
        assert_eq!(uses_password(&site, &record), password, "{driver}");
    }
    assert!(matches!(opened(&site(&[]), Platform::Matrix, "@ada:example.org"), Account::Matrix { .. }));
}
