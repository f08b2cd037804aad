//! The order in which credentials are judged, as a table.

#![expect(clippy::unwrap_used, reason = "a test may end here")]

use shared::crypto::fingerprint::Fingerprint;

use super::*;
use crate::desk::tests::record;

const MODERATOR_PRINT: Fingerprint = Fingerprint::from_bytes([8; 16]);
const EPOCH: Epoch = Epoch::of(77);

fn electorate() -> Electorate {
    Electorate { moderators: vec![MODERATOR_PRINT], approvals: 1, rejections: 1 }
}

fn moderator_link(rid: Rid) -> Link {
    Link { kind: Kind::Moderator, rid, subject: MODERATOR_PRINT, epoch: EPOCH }
}

fn word(verdict: &Result<Asker, NotBelieved>) -> &'static str {
    match verdict {
        Ok(_) => "believed",
        Err(NotBelieved::Missing) => "missing",
        Err(NotBelieved::NoRecord) => "no record",
        Err(NotBelieved::Ended { .. }) => "ended",
        Err(NotBelieved::WrongToken) => "wrong token",
        Err(NotBelieved::OtherRecord) => "other record",
        Err(NotBelieved::KindNotAllowed) => "kind",
        Err(NotBelieved::Revoked) => "revoked",
        Err(NotBelieved::Limited(_) | NotBelieved::Failed(_)) => "?",
    }
}

/// What lies there, whether the Basic user is the rid, the genuine link, the kinds allowed, and the verdict.
type Row = (Found, bool, Option<Link>, &'static [Kind], &'static str);

#[test]
fn credentials_are_judged_in_order() {
    let record = record();
    let rid = record.rid;
    let own = record.caller_link();
    let other = Link { rid: Rid::from_bytes([9; 16]), ..own };
    let revoked = Link { epoch: Epoch::of(1), ..own };
    let here = || Found::Record(Box::new(record.clone()), 3);
    let gone = || Found::Deleted { at: Timestamp::UNIX_EPOCH };
    let no_longer = Link { subject: Fingerprint::from_bytes([7; 16]), ..moderator_link(rid) };
    let relinked = Link { epoch: Epoch::of(1), ..moderator_link(rid) };
    let table: Vec<Row> = vec![
        (Found::Nothing, true, None, ANY, "no record"),
        (Found::Nothing, true, Some(own), ANY, "no record"),
        (Found::Nothing, false, Some(other), MODERATOR, "no record"),
        (here(), true, None, MODERATOR, "wrong token"),
        (here(), false, None, MODERATOR, "wrong token"),
        (here(), true, Some(other), MODERATOR, "other record"),
        (here(), false, Some(own), MODERATOR, "other record"),
        (here(), true, Some(revoked), MODERATOR, "kind"),
        (here(), true, Some(moderator_link(rid)), OWN, "kind"),
        (here(), true, Some(revoked), OWN, "revoked"),
        (here(), true, Some(no_longer), ANY, "revoked"),
        (here(), true, Some(relinked), ANY, "revoked"),
        (here(), true, Some(own), ANY, "believed"),
        (here(), true, record.applicant_link(), OWN, "believed"),
        (here(), true, Some(moderator_link(rid)), MODERATOR, "believed"),
        (gone(), true, None, OWN, "no record"),
        (gone(), true, Some(other), OWN, "no record"),
        (gone(), false, Some(own), OWN, "no record"),
        (gone(), true, Some(own), OWN, "ended"),
    ];
    for (number, (found, user_fits, link, allowed, expected)) in table.into_iter().enumerate() {
        let proof = Proof { rid, user_fits, link, epoch: Some(EPOCH) };
        let verdict = judge(found, &proof, allowed, &electorate());
        assert_eq!(word(&verdict), expected, "row {number}");
    }
}

#[test]
fn an_asker_is_who_the_link_says() {
    let record = record();
    let rid = record.rid;
    let links = [record.caller_link(), record.applicant_link().unwrap(), moderator_link(rid)];
    let actors = [Actor::Caller, Actor::Applicant, Actor::Moderator(MODERATOR_PRINT)];
    for (link, actor) in links.into_iter().zip(actors) {
        let proof = Proof { rid, user_fits: true, link: Some(link), epoch: Some(EPOCH) };
        let asker = judge(Found::Record(Box::new(record.clone()), 3), &proof, ANY, &electorate()).unwrap();
        assert_eq!((asker.actor, asker.link), (actor, link));
    }
    assert_eq!(format!("{:?}", Presented::basic(rid.to_string(), "glc_x".to_owned())), "Presented(…)");
}

#[test]
fn each_verdict_has_its_status() {
    let table = [
        (NotBelieved::Missing, 401),
        (NotBelieved::NoRecord, 404),
        (NotBelieved::WrongToken, 401),
        (NotBelieved::OtherRecord, 403),
        (NotBelieved::KindNotAllowed, 403),
        (NotBelieved::Revoked, 403),
        (NotBelieved::Limited(Duration::from_secs(3)), 429),
    ];
    for (why, status) in table {
        assert_eq!(Problem::from(why).kind.status().as_u16(), status);
    }
}
