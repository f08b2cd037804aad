//! The claims that a registration keeps: which it should hold, and the jobs that make it so.
//!
//! Compares the record before and after a change. A claim whose deadline moved is prolonged, one that
//! is no longer wanted is given back. So no transition has to think of claims at all. Jobs come late and
//! overtake each other, so each asks the record again what it wants by then.

use super::Registration;
use crate::{
    crypto::fingerprint::Fingerprint,
    job::Job,
    keyspace::{MemberId, Rid},
    platform::Platform,
};

/// Something that a registration holds beside its record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lease {
    /// A name on a platform.
    Name(Platform, Fingerprint),
    /// A name to sign in with.
    SignIn(Fingerprint),
    /// A seat of an address.
    Seat(Fingerprint),
}

impl Lease {
    fn prolong(self, owner: Rid) -> Job {
        match self {
            Self::Name(platform, name) => Job::ProlongName { name, platform, owner },
            Self::SignIn(print) => Job::ClaimSignIn { member: MemberId::from(owner), print },
            Self::Seat(address) => Job::ProlongSeat { address, owner },
        }
    }

    fn release(self, owner: Rid) -> Job {
        match self {
            Self::Name(platform, name) => Job::ReleaseName { name, platform, owner },
            Self::SignIn(print) => Job::ClaimSignIn { member: MemberId::from(owner), print },
            Self::Seat(address) => Job::ReleaseSeat { address, owner },
        }
    }
}

/// The jobs that bring the claims from where they stood to where they should stand.
pub fn moves(before: Option<&Registration>, after: Option<&Registration>) -> Vec<Job> {
    let held = before.map(wanted).unwrap_or_default();
    let wanted = after.map(wanted).unwrap_or_default();
    let moved = before.map(|record| record.expires_at) != after.map(|record| record.expires_at);
    let prolonged = after.into_iter().flat_map(|record| {
        let due = wanted.iter().filter(|lease| moved || !held.contains(lease));
        due.map(|lease| lease.prolong(record.rid)).collect::<Vec<_>>()
    });
    let released = before.into_iter().flat_map(|record| {
        let dropped = held.iter().filter(|lease| !wanted.contains(lease));
        dropped.map(|lease| lease.release(record.rid)).collect::<Vec<_>>()
    });
    prolonged.chain(released).collect()
}

/// Whether the record should hold this.
pub fn wants(record: &Registration, lease: Lease) -> bool {
    wanted(record).contains(&lease)
}

/// What a record should hold. A rejected one holds no name, so that others may have it, and one that
/// nobody hears of has no seat.
fn wanted(record: &Registration) -> Vec<Lease> {
    let rejected = matches!(record.status, super::Status::Rejected { .. });
    let on_doors = record.application.services.iter().filter(|_| !rejected);
    let names = on_doors.filter_map(|platform| record.name_on(platform).map(|held| Lease::Name(platform, held.print)));
    let unheard = matches!(record.proof, super::Proof::Unheard { .. } | super::Proof::UnheardLater);
    let seat = record.application.email.iter().filter(|_| !unheard && !rejected).map(|contact| Lease::Seat(contact.print));
    // Before the confirmation it is nobody's, unless they are a member already.
    let may_hold = !rejected && (record.is_member || !(unheard || record.is_unconfirmed()));
    let sign_in = record.sign_in_name().filter(|_| may_hold).map(|held| Lease::SignIn(held.print));
    names.chain(sign_in).chain(seat).collect()
}
