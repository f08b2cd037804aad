//! What a registration hears of its member: a password that it sets, its end, and a lost name.

use super::*;
use crate::platform::{Platform::Mastodon, Services};

const BEFORE: &str = "typed by whoever called";
const OLD: &str = "the one that was typed beside";
const OWN: &str = "the member's own";

impl Both {
    /// Of both doors, asked for with a password, where nobody has to confirm.
    fn of_both_doors(hearing: Hearing) -> Self {
        let services: Services = Platform::ALL.iter().copied().collect();
        Self::wanting(Application { services, ..application() }, hearing, true)
    }

    fn approved(self) -> Self {
        self.voted(approve())
    }

    /// Begun with the password that is there.
    fn begun(self) -> Self {
        self.then(Event::Settle { name: held("ada"), password: None, contact: None, heard: false, alone: None }, Actor::Caller)
    }

    fn told(self, platform: Platform, news: News) -> Self {
        self.then(Event::Report(Report { platform, news }), Actor::House)
    }

    fn intended(self, platform: Platform) -> Self {
        self.told(platform, News::Intend { secret: Secret::new("P") })
    }

    fn created(self, platform: Platform) -> Self {
        self.intended(platform).told(platform, News::Created { account: "@ada:example.org".to_owned(), token: None, given: Given::Other })
    }

    fn sets(&self, password: &str) -> (MemberTransition, Transition) {
        let own = OwnPassword { hash: chosen(password).hash, password: Secret::new(password), old: Some(Secret::new(OLD)) };
        password_set(self.member(), Some(&self.record), own, chance(99))
    }

    /// The member sets a password of its own.
    fn has_set(self) -> Self {
        self.has_set_to(OWN)
    }

    fn has_set_to(mut self, password: &str) -> Self {
        let (member, registration) = self.sets(password);
        self.member = member.after(self.member.as_ref()).cloned();
        if let Next::Record(record) = registration.next {
            self.record = *record;
        }
        self
    }

    /// The doors that wait for a copy.
    fn waits_for(&self) -> Vec<Platform> {
        let doors = self.member().copy.iter().flat_map(|copy| &copy.doors);
        doors.filter(|(_, state)| **state == CopyState::Waiting).map(|(platform, _)| *platform).collect()
    }

    /// Whether this password rests in either record.
    fn rests(&self, password: &str) -> bool {
        let texts = [serde_json::to_string(&self.record).unwrap(), serde_json::to_string(&self.member).unwrap()];
        texts.iter().any(|text| text.contains(&format!("\"{password}\"")))
    }
}

fn is_copy(jobs: &[(Job, Option<Timestamp>)]) -> bool {
    jobs.iter().any(|(job, _)| matches!(job, Job::CopyPassword { .. }))
}

#[test]
fn accounts_that_are_not_made_yet_are_made_with_the_password_that_their_member_set_last() {
    let asked = Both::asked(Hearing::AtOnce, true);
    let states = [
        ("undecided", asked.clone()),
        ("approved", asked.clone().approved()),
        ("begun", asked.clone().approved().begun()),
        ("asked for", asked.clone().approved().begun().intended(Matrix)),
        ("refused", asked.clone().approved().begun().told(Matrix, News::Failed(Trouble::NameTaken))),
        ("given up", asked.approved().begun().intended(Matrix).told(Matrix, News::Failed(Trouble::Unavailable))),
    ];
    for (state, before) in states {
        assert!(before.rests(BEFORE), "{state}");
        let (member, registration) = before.sets(OWN);
        assert!(!is_copy(&member.jobs) && registration.jobs.is_empty() && registration.audit.is_none(), "{state}");
        let after = before.clone().has_set();
        assert_eq!(after.record.own_password(), Some(&Password::Chosen(Secret::new(OWN))), "{state}");
        assert_eq!((after.member().password.clone(), after.member().copy.clone()), (Some(chosen(OWN).hash), None), "{state}");
        assert!(!after.rests(BEFORE) && !after.rests(OLD), "{state}");
        let Registration { modified_at, password, .. } = before.record.clone();
        assert_eq!(Registration { modified_at, password, ..after.record }, before.record, "{state}: nothing else is touched");
    }
}

#[test]
fn an_account_that_opens_with_its_members_own_password_waits_for_no_copy() {
    let waiting = Both::asked(Hearing::AtOnce, true).has_set().approved().begun().created(Matrix);
    let opened = Event::Report(Report { platform: Matrix, news: News::Opened });
    let transition = decide(&waiting.record, opened, Actor::House, &terms(1, 1), start()).unwrap();
    let told = followed(waiting.member.as_ref(), &moves(Some(&waiting.record), &transition.next), chance(9));
    assert!(told.after(None).unwrap().accounts.contains_key(&Matrix) && !is_copy(&told.jobs));
    let open = waiting.told(Matrix, News::Opened);
    assert!(!open.rests(OWN), "and then it rests nowhere");
}

#[test]
fn an_account_on_the_homeserver_that_is_made_and_not_opened_is_followed_with_both_passwords() {
    let made = Both::asked(Hearing::AtOnce, true).approved().begun().created(Matrix);
    for made in [made.clone(), made.told(Matrix, News::Failed(Trouble::Unavailable))] {
        assert_eq!(made.sets(OWN).1, Transition::same(), "it may have the one before already");
        let after = made.has_set();
        assert_eq!(after.waits_for(), [Matrix]);
        assert!(after.rests(BEFORE) && after.rests(OLD));
    }
}

#[test]
fn an_instance_that_may_have_been_told_is_told_again_and_needs_no_old_password() {
    let begun = Both::of_both_doors(Hearing::AfterLetter).confirmed(Some(BEFORE)).approved();
    for on_mastodon in [begun.clone(), begun.clone().intended(Mastodon), begun.created(Mastodon)] {
        assert!(on_mastodon.record.doors.values().all(|door| matches!(door, Door::Processing { .. })));
        let after = on_mastodon.has_set();
        assert_eq!((after.record.password.clone(), after.waits_for()), (Some(Password::Chosen(Secret::new(OWN))), vec![Mastodon]));
        assert!(!after.rests(BEFORE) && !after.rests(OLD));
    }
}

#[test]
fn an_account_that_is_made_with_the_password_that_was_set_last_waits_for_no_copy_and_a_later_one_follows() {
    let asked = Both::of_both_doors(Hearing::AfterLetter).confirmed(Some(BEFORE)).approved().intended(Mastodon).has_set();
    assert_eq!(asked.waits_for(), [Mastodon]);
    let made = |given| asked.clone().told(Mastodon, News::Created { account: "@ada@example.org".to_owned(), token: None, given });
    for given in [Given::This(Secret::new(OWN)), Given::Nobodys] {
        let made = made(given);
        assert_eq!(made.member().copy, None);
        assert_eq!(made.has_set_to("another one").waits_for(), [Mastodon]);
    }
    for given in [Given::This(Secret::new(BEFORE)), Given::Other] {
        assert_eq!(made(given.clone()).waits_for(), [Mastodon], "{given:?}");
    }
}

#[test]
fn an_account_that_has_the_password_leaves_the_copies_to_others_as_they_are() {
    let asked = Both::of_both_doors(Hearing::AfterLetter).confirmed(Some(BEFORE)).approved().created(Matrix).told(Matrix, News::Opened);
    let set = asked.intended(Mastodon).has_set();
    assert_eq!(set.waits_for(), [Matrix, Mastodon]);
    let given = Given::This(Secret::new(OWN));
    let made = set.told(Mastodon, News::Created { account: "@ada@example.org".to_owned(), token: None, given });
    assert_eq!(made.waits_for(), [Matrix]);
    assert!(made.rests(OLD), "the homeserver may ask for it");
}

#[test]
fn a_door_that_waits_for_its_address_to_be_proved_waits_for_no_copy() {
    let asked = Both::of_both_doors(Hearing::AtOnceAndLetter { letter: true }).approved().begun();
    assert_eq!(asked.record.door(Mastodon), &Door::Pending);
    let after = asked.has_set();
    assert!(after.waits_for().is_empty() && !after.rests(BEFORE) && !after.rests(OLD));
}

#[test]
fn the_account_that_is_open_gets_a_copy_and_the_one_that_is_not_is_made_with_it() {
    let half = Both::of_both_doors(Hearing::AfterLetter).confirmed(Some(BEFORE)).approved();
    let half = half.told(Mastodon, News::Failed(Trouble::NameTaken)).opened();
    let after = half.has_set();
    assert_eq!((after.record.own_password(), after.waits_for()), (Some(&Password::Chosen(Secret::new(OWN))), vec![Matrix]));
    assert!(!after.rests(BEFORE) && after.rests(OLD), "the homeserver may ask for the one before");
}

#[test]
fn what_was_begun_with_another_persons_password_is_opened_with_it_and_followed() {
    let begun = Both::of_both_doors(Hearing::AtOnceAndLetter { letter: true }).approved().begun();
    let proved = begun.then(Event::Confirm { name: None, password: None }, Actor::Applicant);
    assert!(proved.record.password_is_callers);
    assert_eq!(proved.sets(OWN).1, Transition::same());
    let after = proved.has_set();
    assert_eq!(after.waits_for(), [Matrix, Mastodon]);
    assert!(!after.rests(OLD), "which opens nothing there");
}

#[test]
fn where_no_password_waits_nothing_changes() {
    let unconfirmed = Both::asked(Hearing::AfterLetter, true);
    let done = Both::asked(Hearing::AtOnce, true).approved().begun().opened();
    for (both, doors) in [(unconfirmed, vec![]), (done, vec![Matrix])] {
        assert_eq!(both.sets(OWN).1, Transition::same());
        assert_eq!(both.has_set().waits_for(), doors);
    }
}

#[test]
fn a_password_that_was_made_is_shown_no_more_once_the_member_has_set_one() {
    let made = Some(super::super::super::NewPassword { password: Password::Generated(Secret::new("made")), ..chosen("made") });
    let approved = Both::asked(Hearing::AtOnce, true).approved();
    let settle = Event::Settle { name: held("ada"), password: made, contact: None, heard: false, alone: None };
    let begun = approved.then(settle, Actor::Caller);
    assert!(begun.record.generated().is_some());
    let after = begun.has_set();
    assert!(after.record.generated().is_none() && !after.rests("made"));
}

#[test]
fn t11_who_holds_the_registrations_token_changes_no_member_that_has_set_its_password() {
    let failed = Both::asked(Hearing::AtOnce, true).approved().begun().told(Matrix, News::Failed(Trouble::NameTaken));
    let again = failed.has_set().then(settle("by whoever called first"), Actor::Caller);
    assert_eq!(again.member().password, Some(chosen(OWN).hash));
    assert_eq!(again.record.password, Some(Password::Chosen(Secret::new("by whoever called first"))), "their door opens with theirs");
}

#[test]
fn whoever_leaves_undecided_takes_the_registration_along_and_a_decided_one_ends_by_its_time() {
    let asked = Both::asked(Hearing::AtOnce, true);
    assert_eq!(left(&asked.record).next, Next::Deleted);
    assert_eq!(left(&asked.clone().approved().record), Transition::same());
    assert_eq!(left(&asked.voted(reject()).record), Transition::same());
}

#[test]
fn a_lost_name_to_sign_in_with_gives_way_to_the_settled_one_and_nothing_else() {
    let asked = Both::asked(Hearing::AfterLetter, false);
    let lost = held("lovelace").print;
    assert_eq!(name_lost(&asked.record, held("ada").print), Transition::same(), "it has another one");
    let confirm = Event::Confirm { name: Some(held("ada")), password: None };
    let confirmed = decide(&asked.record, confirm, Actor::Applicant, &terms(1, 1), start()).unwrap();
    let without = confirmed.clone().then(|next| name_lost(next, lost));
    assert_eq!((&without.jobs, &without.audit), (&confirmed.jobs, &confirmed.audit), "all that the yes causes stays");
    let (with, without) = (record(confirmed), record(without));
    assert_eq!((with.sign_in_name(), without.sign_in_name()), (Some(&held("lovelace")), Some(&held("ada"))));
    assert_eq!(Registration { user_id: with.user_id.clone(), format: with.format, ..without.clone() }, with);
    assert_eq!(name_lost(&without, lost), Transition::same(), "once");
    assert_eq!(Transition::ended().then(|next| name_lost(next, lost)), Transition::ended());
}

mod properties {
    use super::*;
    use proptest::prelude::*;

    /// A person, and the password that each platform may have been given for an account of theirs.
    struct Story {
        both: Both,
        given: BTreeMap<Platform, String>,
        /// The last one that the member set since the address was proved.
        own: Option<String>,
    }

    fn waiting(record: &Registration) -> String {
        record.password.as_ref().map(|password| password.secret().expose().to_owned()).unwrap_or_default()
    }

    /// What may happen but a password that is set.
    fn events() -> Vec<(Event, Actor)> {
        let settle = Event::Settle { name: held("ada"), password: None, contact: None, heard: false, alone: None };
        let news = || {
            let created = News::Created { account: "it".to_owned(), token: None, given: Given::Other };
            let failed = [Trouble::NameTaken, Trouble::PasswordRefused, Trouble::Unavailable].map(News::Failed);
            [News::Trying, News::Intend { secret: Secret::new("P") }, created, News::Opened].into_iter().chain(failed)
        };
        let reports = Platform::ALL.iter().flat_map(|platform| news().map(|news| Event::Report(Report { platform: *platform, news })));
        let people = [
            (approve(), Actor::Moderator(MODERATORS[0])),
            (Event::Confirm { name: None, password: None }, Actor::Applicant),
            (settle.clone(), Actor::Caller),
            (settle, Actor::Applicant),
        ];
        people.into_iter().chain(reports.map(|event| (event, Actor::House))).collect()
    }

    impl Story {
        fn goes_on(mut self, event: Event, actor: Actor) -> Self {
            let before = self.both.clone();
            let Ok(transition) = decide(&before.record, event, actor, &terms(1, 1), start()) else { return self };
            self.both = before.clone().with(Some(&before.record), &transition);
            if self.both.member().proved_at != before.member().proved_at {
                self.own = None;
            }
            for platform in Platform::ALL {
                self.tells(&before, *platform);
            }
            self
        }

        /// The instance made the account with the very password that the job had in its hands.
        fn made_over_http(&self) -> (Event, Actor) {
            let given = self.given.get(&Mastodon).map_or(Given::Other, |given| Given::This(Secret::new(given.as_str())));
            let news = News::Created { account: "it".to_owned(), token: None, given };
            (Event::Report(Report { platform: Mastodon, news }), Actor::House)
        }

        fn tells(&mut self, before: &Both, platform: Platform) {
            let is_made = |door: &Door| door.attempt().is_some_and(|attempt| matches!(attempt.stage, Stage::Created { .. }));
            let (was, is) = (before.record.door(platform), self.both.record.door(platform));
            let is_told = match platform {
                Platform::Matrix => is_made(is) && !is_made(was),
                // From here on a job may have it in its hands.
                Platform::Mastodon => matches!(is, Door::Processing { attempt: None }) && !matches!(was, Door::Processing { .. }),
            };
            if is_told {
                self.given.insert(platform, waiting(&self.both.record));
            }
            if let (Door::Success { .. }, Some(own), true) = (is, &self.own, is != was) {
                let follows = before.waits_for().contains(&platform);
                assert!(follows || self.given.get(&platform) == Some(own), "{platform}: {:?} and not {own}", self.given);
            }
        }
    }

    proptest! {
        #[test]
        fn whatever_comes_between_an_account_ends_up_with_the_last_password_that_its_member_set(
            steps in prop::collection::vec(0..events().len() + 5, 0..120),
            is_proved in any::<bool>(),
        ) {
            let both = if is_proved {
                Both::of_both_doors(Hearing::AfterLetter).confirmed(Some(BEFORE))
            } else {
                Both::of_both_doors(Hearing::AtOnceAndLetter { letter: true })
            };
            let mut story = Story { both, given: BTreeMap::new(), own: None };
            for (number, step) in steps.into_iter().enumerate() {
                let told = events().into_iter().nth(step).or_else(|| (step == events().len()).then(|| story.made_over_http()));
                if let Some((event, actor)) = told {
                    story = story.goes_on(event, actor);
                    continue;
                }
                let own = format!("own {number}");
                story.both = story.both.has_set_to(&own);
                story.own = Some(own);
            }
        }
    }
}
