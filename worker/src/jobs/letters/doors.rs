//! What a letter tells of a registration's doors: which are open, which failed and what another name would be for. Pure.
//!
//! The rule: an account is told of only where the settings still say where it is.

use shared::clock::{Timestamp, Timing, later};
use shared::platform::Platform;
use shared::registration::Registration;
use shared::registration::provision::{Door, Trouble};
use shared::settings::{MastodonDriver, MastodonPublic, MatrixPublic};

use crate::Worker;
use crate::mail::letters::{Account, CouldNotOpen, First, NameIsFor, Needed, Needs, Ready, Waits};

/// Where accounts are, as far as the settings say.
#[derive(Clone, Copy)]
pub(super) struct Houses<'a> {
    pub(super) matrix: Option<&'a MatrixPublic>,
    pub(super) mastodon: Option<&'a MastodonPublic>,
}

impl<'a> Houses<'a> {
    pub(super) fn of(worker: &'a Worker) -> Self {
        let common = &worker.settings.common;
        Self { matrix: common.matrix.as_ref(), mastodon: common.mastodon.as_ref() }
    }
}

/// What is open, and how the others stand; `None` where nothing is.
pub(super) fn ready<'a>(record: &'a Registration, houses: Houses<'a>) -> Option<Ready<'a>> {
    let accounts: Vec<Account<'a>> = open(record).filter_map(|(platform, account)| told(platform, account, houses)).collect();
    (!accounts.is_empty()).then(|| Ready {
        accounts,
        others: others(record).collect(),
        generated: record.generated().is_some(),
        sign_in: None,
    })
}

fn told<'a>(platform: Platform, account: &'a str, houses: Houses<'a>) -> Option<Account<'a>> {
    match platform {
        Platform::Matrix => houses.matrix.map(|matrix| Account::Matrix {
            mxid: account,
            homeserver: &matrix.server_name,
            client_url: matrix.client_url.as_ref().map(url::Url::as_str),
            rooms: &matrix.join_rooms,
        }),
        Platform::Mastodon => houses.mastodon.map(|mastodon| Account::Mastodon {
            handle: mastodon.handle(account),
            url: mastodon.url.as_str(),
            first: match mastodon.driver {
                MastodonDriver::Runner => First::Nothing,
                MastodonDriver::Tootctl => First::SetPassword { page: mastodon.password_page() },
                MastodonDriver::Http => First::ConfirmThere,
            },
        }),
    }
}

/// What the applicant has to mend; `None` where nothing failed.
pub(super) fn needs(record: &Registration, houses: Houses<'_>) -> Option<Needs> {
    let needed = |(platform, trouble)| Needed { platform, trouble, name_is_for: name_is_for(record, platform) };
    let failed: Vec<Needed> = failed(record).map(needed).collect();
    let called = |(platform, account)| (platform, called(platform, account, houses));
    // Held back: nothing is done there until the name that another door lacks is chosen.
    let follows = |(platform, waits)| (platform, if waits == Waits::Choice { Waits::Other } else { waits });
    let waiting = others(record).filter(|(_, waits)| *waits != Waits::Failed).map(follows).collect();
    (!failed.is_empty()).then(|| Needs { failed, open: open(record).map(called).collect(), others: waiting })
}

/// What people call an account.
fn called(platform: Platform, account: &str, houses: Houses<'_>) -> String {
    match (platform, houses.mastodon) {
        (Platform::Mastodon, Some(mastodon)) => mastodon.handle(account),
        _ => account.to_owned(),
    }
}

/// What moderators hear of; `None` where nothing failed that they could help with.
pub(super) fn not_for_the_applicant<'a>(record: &'a Registration, short_id: &'a str) -> Option<CouldNotOpen<'a>> {
    let failed: Vec<(Platform, Trouble)> = failed(record).filter(|(_, trouble)| trouble.is_for_good()).collect();
    // Another name than the wish was chosen after the decision: no letter says it, and the wish would mislead.
    let is_tried = |wish: &&_| failed.iter().all(|(platform, _)| record.name_on(*platform).is_some_and(|held| held.name == **wish));
    let wish = record.application.wish.as_ref().filter(is_tried).map(shared::localpart::Localpart::as_str);
    (!failed.is_empty()).then_some(CouldNotOpen { short_id, wish, failed })
}

/// Whether a door that may still open waits for the address to be proved.
pub(super) fn waits_for_proof(record: &Registration) -> bool {
    others(record).any(|(platform, waits)| waits == Waits::Proof || (waits == Waits::Failed && record.awaits_proof(platform)))
}

/// Until when the record lives whatever happens: the last word of a door that is being worked on brings the end nearer.
pub(super) fn certain_until(record: &Registration, now: Timestamp, timing: &Timing) -> Timestamp {
    if record.is_processing() { record.expires_at.min(later(now, timing.done_ttl)) } else { record.expires_at }
}

fn open(record: &Registration) -> impl Iterator<Item = (Platform, &str)> {
    record.doors.iter().filter_map(|(platform, door)| match door {
        Door::Success { account, .. } => Some((*platform, account.as_str())),
        Door::Pending | Door::Processing { .. } | Door::Failed { .. } => None,
    })
}

fn failed(record: &Registration) -> impl Iterator<Item = (Platform, Trouble)> {
    record.doors.iter().filter_map(|(platform, door)| match door {
        Door::Failed { problem, .. } => Some((*platform, *problem)),
        Door::Pending | Door::Processing { .. } | Door::Success { .. } => None,
    })
}

/// The doors that are not open.
fn others(record: &Registration) -> impl Iterator<Item = (Platform, Waits)> {
    record.doors.iter().filter_map(|(platform, door)| match door {
        Door::Success { .. } => None,
        Door::Processing { .. } => Some((*platform, Waits::Work)),
        Door::Failed { .. } => Some((*platform, Waits::Failed)),
        Door::Pending if record.awaits_proof(*platform) => Some((*platform, Waits::Proof)),
        Door::Pending => Some((*platform, Waits::Choice)),
    })
}

/// An account that is made, or may be, is never renamed.
fn name_is_for(record: &Registration, platform: Platform) -> NameIsFor {
    let others = || record.doors.iter().filter(|(other, _)| **other != platform).map(|(_, door)| door);
    let has_name = |door: &Door| matches!(door, Door::Success { .. } | Door::Processing { .. }) || door.attempt().is_some();
    let wants_one = |door: &Door| matches!(door, Door::Failed { problem: Trouble::NameTaken | Trouble::NameRefused, .. });
    if others().any(has_name) {
        NameIsFor::This
    } else if others().all(wants_one) {
        NameIsFor::Every
    } else {
        NameIsFor::EveryOrThis
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may end here")]
    use super::super::sample::{AT, failed, held, processing, record, success};
    use super::*;

    use Platform::{Mastodon, Matrix};
    use shared::crypto::secret::Secret;
    use shared::registration::provision::{Attempt, Stage};
    use shared::registration::{Password, Proof, Status};

    fn both(proof: Proof, matrix: Door, mastodon: Door) -> Registration {
        record(proof, Status::Approved { at: AT }, [(Matrix, matrix), (Mastodon, mastodon)], true)
    }

    const GIVEN: Proof = Proof::Given { at: AT };

    fn matrix() -> MatrixPublic {
        let url = "https://matrix.example.org".parse().unwrap();
        MatrixPublic { url, server_name: "example.org".into(), client_url: None, join_rooms: vec![] }
    }

    fn mastodon(driver: MastodonDriver) -> MastodonPublic {
        MastodonPublic { url: "https://social.example.org".parse().unwrap(), domain: "social.example.org".to_owned(), driver }
    }

    #[test]
    fn each_driver_leaves_something_else_to_do() {
        let page = "https://social.example.org/auth/password/new".to_owned();
        let firsts = [
            (MastodonDriver::Runner, First::Nothing),
            (MastodonDriver::Tootctl, First::SetPassword { page }),
            (MastodonDriver::Http, First::ConfirmThere),
        ];
        for (driver, expected) in firsts {
            let (record, houses) = (both(GIVEN, success(Matrix), success(Mastodon)), (matrix(), mastodon(driver)));
            let ready = ready(&record, Houses { matrix: Some(&houses.0), mastodon: Some(&houses.1) }).unwrap().accounts;
            let [Account::Matrix { mxid, .. }, Account::Mastodon { handle, url, first }] = &*ready else { unreachable!() };
            assert_eq!((*mxid, handle.as_str()), ("@ada:example.org", "@ada@social.example.org"));
            assert_eq!((*url, first), ("https://social.example.org/", &expected));
        }
    }

    #[test]
    fn the_other_door_is_told_as_it_stands() {
        let waits = |proof, mastodon| {
            let record = both(proof, success(Matrix), mastodon);
            ready(&record, Houses { matrix: Some(&matrix()), mastodon: None }).unwrap().others
        };
        assert_eq!(waits(GIVEN, processing()), [(Mastodon, Waits::Work)]);
        assert_eq!(waits(GIVEN, Door::Pending), [(Mastodon, Waits::Choice)]);
        assert_eq!(waits(Proof::AwaitedBeside, Door::Pending), [(Mastodon, Waits::Proof)]);
        assert_eq!(waits(GIVEN, failed(Trouble::Conflict)), [(Mastodon, Waits::Failed)]);
        assert_eq!(waits(GIVEN, success(Mastodon)), []);
    }

    #[test]
    fn an_account_whose_house_is_in_no_settings_is_not_told_of() {
        let record = both(GIVEN, success(Matrix), success(Mastodon));
        assert!(ready(&record, Houses { matrix: None, mastodon: None }).is_none());
        let only = mastodon(MastodonDriver::Runner);
        assert_eq!(ready(&record, Houses { matrix: None, mastodon: Some(&only) }).unwrap().accounts.len(), 1);
    }

    #[test]
    fn a_generated_password_is_told_while_it_waits() {
        let mut record = both(GIVEN, success(Matrix), processing());
        let houses = (matrix(), mastodon(MastodonDriver::Runner));
        let houses = Houses { matrix: Some(&houses.0), mastodon: Some(&houses.1) };
        assert!(!ready(&record, houses).unwrap().generated);
        record.password = Some(Password::Generated(Secret::new("x")));
        assert!(ready(&record, houses).unwrap().generated);
    }

    #[test]
    fn another_name_is_for_every_account_that_has_none() {
        let attempt = Attempt { name: held("ada").name, secret: Secret::new("x"), stage: Stage::Sent };
        let tried = Door::Failed { problem: Trouble::Unavailable, attempt: Some(attempt) };
        let taken = || failed(Trouble::NameTaken);
        for (other, expected) in [
            (Door::Pending, NameIsFor::EveryOrThis),
            (failed(Trouble::NameRefused), NameIsFor::Every),
            (failed(Trouble::Conflict), NameIsFor::EveryOrThis),
            (processing(), NameIsFor::This),
            (success(Mastodon), NameIsFor::This),
            (tried, NameIsFor::This),
        ] {
            let needs = needs(&both(GIVEN, taken(), other.clone()), Houses { matrix: None, mastodon: None }).unwrap();
            assert_eq!(needs.failed.first().unwrap().name_is_for, expected, "{other:?}");
            assert_eq!(needs.others.contains(&(Mastodon, Waits::Other)), other == Door::Pending, "{other:?}");
        }
        let alone = record(GIVEN, Status::Approved { at: AT }, [(Matrix, taken())], true);
        assert_eq!(needs(&alone, Houses { matrix: None, mastodon: None }).unwrap().failed.first().unwrap().name_is_for, NameIsFor::Every);
    }

    #[test]
    fn moderators_hear_of_what_they_can_help_with_and_of_the_wish_only_where_it_was_tried() {
        let mut record = both(GIVEN, failed(Trouble::NameTaken), failed(Trouble::Conflict));
        record.application.wish = Some(held("ada").name);
        let told = not_for_the_applicant(&record, "Xy9_q").unwrap();
        assert_eq!((told.failed.as_slice(), told.wish), (&[(Mastodon, Trouble::Conflict)][..], Some("ada")));
        record.names.insert(Mastodon, held("lovelace"));
        assert_eq!(not_for_the_applicant(&record, "Xy9_q").unwrap().wish, None);
        record.doors.insert(Mastodon, success(Mastodon));
        assert!(not_for_the_applicant(&record, "Xy9_q").is_none());
    }

    #[test]
    fn a_yes_is_missing_where_mastodon_was_asked_for_and_may_still_open() {
        let waits = |proof, mastodon| waits_for_proof(&both(proof, Door::Pending, mastodon));
        assert!(waits(Proof::AwaitedBeside, Door::Pending) && waits(Proof::AwaitedLater, Door::Pending));
        assert!(!waits(GIVEN, Door::Pending) && !waits(Proof::AwaitedLater, success(Mastodon)));
        let matrix = record(Proof::AwaitedLater, Status::Pending, [(Matrix, Door::Pending)], false);
        assert!(!waits_for_proof(&matrix), "no other door waits for an address");
    }

    #[test]
    fn no_letter_promises_more_time_than_is_certain() {
        let timing = Timing::default();
        let mut record = both(GIVEN, failed(Trouble::NameTaken), processing());
        record.expires_at = later(AT, 7 * 12 * timing.done_ttl);
        assert_eq!(certain_until(&record, AT, &timing), later(AT, timing.done_ttl));
        record.doors.insert(Mastodon, Door::Pending);
        assert_eq!(certain_until(&record, AT, &timing), record.expires_at);
        record.doors.insert(Mastodon, processing());
        record.expires_at = AT;
        assert_eq!(certain_until(&record, AT, &timing), AT);
    }
}
