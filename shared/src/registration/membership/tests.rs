//! Who becomes a member, and who stops being one.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test module may fail loudly")]

use std::time::Duration;

mod own_password;

use super::*;
use crate::{
    crypto::secret::Secret,
    keyspace::Rid,
    platform::Platform::Matrix,
    registration::{
        Application,
        provision::{Given, News, Report, Trouble},
        status::{Actor, Birth, Event, Hearing, Names, Transition, apply, decide},
        table::{MODERATORS, application, approve, birth, chosen, held, record, start, terms},
    },
};

/// A registration and its member, as the store would have them.
#[derive(Clone)]
struct Both {
    record: Registration,
    is_deleted: bool,
    member: Option<Member>,
}

fn chance(sessions: u64) -> Chance {
    Chance { sessions: SessionEpoch::of(sessions), copies_wait: Duration::from_hours(24), now: start() }
}

impl Both {
    /// Asked for with a password, with the gate in front of the board open or not.
    fn asked(hearing: Hearing, is_open: bool) -> Self {
        Self::wanting(application(), hearing, is_open)
    }

    fn wanting(wanted: Application, hearing: Hearing, is_open: bool) -> Self {
        let wanted = Application { on_approval: true, ..wanted };
        let birth = Birth { is_member: is_open, ..birth(hearing) };
        let names = Names { name: None, user_id: Some(held("lovelace")) };
        let transition = apply(birth, wanted, names, Some(chosen("typed by whoever called")), &terms(1, 1), start());
        let record = record(transition.clone());
        Self { record, is_deleted: false, member: None }.with(None, &transition)
    }

    fn with(mut self, before: Option<&Registration>, transition: &Transition) -> Self {
        let epoch = self.member.as_ref().map_or(0, |member| member.sessions.number() + 1);
        let followed = followed(self.member.as_ref(), &moves(before, &transition.next), chance(epoch));
        self.member = followed.after(self.member.as_ref()).cloned();
        match &transition.next {
            Next::Record(record) => self.record = (**record).clone(),
            Next::Deleted => self.is_deleted = true,
            Next::Same => {}
        }
        self
    }

    fn then(self, event: Event, actor: Actor) -> Self {
        let before = self.record.clone();
        let transition = decide(&before, event, actor, &terms(1, 1), start()).unwrap();
        self.with(Some(&before), &transition)
    }

    fn voted(self, event: Event) -> Self {
        self.then(event, Actor::Moderator(MODERATORS[0]))
    }

    fn confirmed(self, password: Option<&str>) -> Self {
        self.then(Event::Confirm { name: Some(held("ada")), password: password.map(chosen) }, Actor::Applicant)
    }

    fn opened(self) -> Self {
        let told = |both: Self, news| both.then(Event::Report(Report { platform: Matrix, news }), Actor::House);
        let intended = told(self, News::Intend { secret: Secret::new("P") });
        let created = told(intended, News::Created { account: "@ada:example.org".to_owned(), token: None, given: Given::Other });
        told(created, News::Opened)
    }

    fn member(&self) -> &Member {
        self.member.as_ref().unwrap()
    }
}

fn reject() -> Event {
    let crate::registration::status::Event::Vote { letter, .. } = approve() else { panic!("a vote") };
    Event::Vote { choice: crate::registration::ballot::Choice::Reject, message: None, letter }
}

fn settle(password: &str) -> Event {
    Event::Settle { name: held("ada"), password: Some(chosen(password)), contact: None, heard: false, alone: None }
}

#[test]
fn nobody_is_a_member_before_approval_and_password_are_both_there() {
    let asked = Both::asked(Hearing::AfterLetter, false);
    assert!(asked.member.is_none() && asked.record.hash.is_none(), "a password that came before the yes counts for nothing");
    let settled_first = asked.clone().confirmed(Some("the owner's own"));
    assert!(settled_first.member.is_none());
    let member = settled_first.voted(approve());
    let member = member.member();
    assert_eq!(member.password, Some(chosen("the owner's own").hash));
    assert_eq!(member.user_id, Some(held("lovelace")), "the name that was asked for to sign in with");
    assert!(member.proved_at.is_some() && member.contact == asked.record.application.email);

    let approved_first = asked.confirmed(None).voted(approve());
    assert!(approved_first.member.is_none(), "without a password there is nobody to sign in");
    let settled = approved_first.then(settle("chosen later"), Actor::Applicant);
    assert_eq!(settled.member().password, Some(chosen("chosen later").hash));
    let opened = settled.opened();
    assert_eq!(opened.member().accounts.get(&Matrix).map(|account| account.name.as_str()), Some("@ada:example.org"));
}

#[test]
fn whoever_was_rejected_disowned_or_withdrawn_is_none() {
    for is_open in [false, true] {
        let asked = Both::asked(Hearing::AfterLetter, is_open);
        assert_eq!(asked.member.is_some(), is_open);
        let rejected = asked.clone().confirmed(Some("the owner's own")).voted(reject());
        let disowned = asked.clone().then(Event::Disown, Actor::Applicant);
        let withdrawn = asked.then(Event::Withdraw, Actor::Caller);
        for both in [rejected, disowned, withdrawn] {
            assert!(both.member.is_none(), "open: {is_open}");
        }
    }
    let done = Both::asked(Hearing::AfterLetter, false).confirmed(Some("the owner's own")).voted(approve()).opened();
    let withdrawn = done.then(Event::Withdraw, Actor::Applicant);
    assert!(withdrawn.is_deleted && withdrawn.member.is_some(), "a member stays when its registration goes");
}

#[test]
fn t14b_what_a_stranger_chose_ends_with_the_owners_yes() {
    for (password, left) in [(None, None), (Some("the owner's own"), Some(chosen("the owner's own").hash))] {
        let asked = Both::asked(Hearing::AfterLetter, true);
        let (before, proved) = (asked.member().clone(), asked.confirmed(password));
        let after = proved.member();
        assert_eq!(before.password, Some(chosen("typed by whoever called").hash));
        assert_eq!(after.password, left);
        assert_ne!(after.sessions, before.sessions, "their sessions end");
        assert!(before.proved_at.is_none() && after.proved_at.is_some());
        assert!(after.password_serial > before.password_serial, "and so do links to a new password");
    }
}

#[test]
fn t14b_an_address_that_came_later_ends_what_came_before_it() {
    let contact = application().email;
    let caller = Both::wanting(Application { email: None, ..application() }, Hearing::AtOnce, false);
    assert!(caller.member.is_none());
    let approved = caller.voted(approve());
    assert!(approved.member().proved_at.is_none() && approved.member().password.is_some(), "the name for the accounts may come later");
    let Event::Settle { name, password, heard: _, alone, .. } = settle("typed by whoever called") else { panic!("it settles") };
    let settled = approved.then(Event::Settle { name, password, contact: contact.clone(), heard: true, alone }, Actor::Caller);
    let before = settled.member().clone();
    assert!(before.contact == contact && before.proved_at.is_none() && before.password.is_some());
    let proved = settled.confirmed(None);
    let after = proved.member();
    assert!(after.proved_at.is_some() && after.password.is_none() && after.sessions != before.sessions);
    assert!(proved.record.own_password().is_none(), "and opens no door of theirs");
}

#[test]
fn t14b_whoever_proved_the_address_does_not_end_with_the_callers_token() {
    let proved = Both::asked(Hearing::AfterLetter, true).confirmed(Some("the owner's own"));
    let withdrawn = proved.then(Event::Withdraw, Actor::Caller);
    assert!(withdrawn.is_deleted && withdrawn.member.is_some());
}

#[test]
fn t14b_this_was_not_me_takes_the_address_from_a_member_whom_moderators_let_in() {
    let let_in = Both::asked(Hearing::AtOnceAndLetter { letter: true }, false).voted(approve());
    assert!(let_in.member().contact.is_some());
    let disowned = let_in.then(Event::Disown, Actor::Applicant);
    assert!(!disowned.is_deleted && disowned.member().contact.is_none());
}

#[test]
fn t11_a_password_that_the_member_changed_since_is_not_taken_back_by_the_registration() {
    let caller = Both::asked(Hearing::AtOnce, false).voted(approve()).then(settle("first"), Actor::Caller);
    let taken = Event::Report(Report { platform: Matrix, news: News::Failed(Trouble::NameTaken) });
    let failed = caller.then(taken, Actor::House);
    let own = chosen("by a reset").hash;
    let mut changed = failed.clone();
    changed.member = changed.member.map(|member| Member { password: Some(own.clone()), ..member });
    let again = changed.then(settle("by whoever called first"), Actor::Caller);
    assert_eq!(again.member().password, Some(own));
    let unchanged = failed.then(settle("second"), Actor::Caller);
    assert_eq!(unchanged.member().password, Some(chosen("second").hash));
}

#[test]
fn another_password_reaches_the_doors_that_are_open() {
    let member = Both::asked(Hearing::AfterLetter, false).confirmed(Some("first")).voted(approve()).opened();
    let before = member.member().password.clone();
    let password = MemberMove::Password { before, hash: chosen("second").hash, secret: Secret::new("second") };
    let followed = followed(member.member.as_ref(), &[password], chance(9));
    let after = followed.after(member.member.as_ref()).unwrap();
    assert_eq!(after.password, Some(chosen("second").hash));
    assert!(followed.jobs.iter().any(|(job, _)| matches!(job, Job::CopyPassword { platform: Matrix, .. })), "{:?}", followed.jobs);
}

#[test]
fn an_older_process_leaves_records_with_a_member_alone() {
    let both = Both::asked(Hearing::AfterLetter, true);
    assert_eq!(both.record.format, crate::registration::FORMAT);
    let plain = record(apply(birth(Hearing::AfterLetter), application(), Names::default(), None, &terms(1, 1), start()));
    assert!(plain.format < crate::registration::FORMAT && !plain.is_member);
    let at_once = record(apply(birth(Hearing::AtOnce), application(), Names::default(), None, &terms(1, 1), start()));
    assert!(at_once.format < crate::registration::FORMAT, "nothing of a member's is in it");
    let confirm = Event::Confirm { name: Some(held("ada")), password: Some(chosen("the owner's own")) };
    let confirmed = record(decide(&plain, confirm, Actor::Applicant, &terms(1, 1), start()).unwrap());
    assert_eq!((confirmed.format, confirmed.hash.is_some()), (crate::registration::FORMAT, true));
    assert_eq!(plain.rid, Rid::from_bytes([0x42; 16]));
}
