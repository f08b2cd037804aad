//! What may be sent to make a registration.

#![expect(clippy::unwrap_used, reason = "a test may end here")]

use super::*;
use crate::desk::tests::{both_doors, settings};
use shared::localpart::NameFault;

fn sent(email: &str) -> NewRegistration {
    NewRegistration { email: Some(email.to_owned()), ..NewRegistration::default() }
}

fn roots() -> Roots {
    Roots::of_secrets([1; 32], [2; 32])
}

async fn faults(settings: &ApiSettings, sent: &NewRegistration, from_page: bool) -> Vec<Fault> {
    let examined = examine(settings, &roots(), sent, from_page);
    let judged = judge_password(settings, sent).await;
    examined.err().into_iter().flatten().chain(judged.err()).collect()
}

#[tokio::test]
async fn the_seed_s_own_body_and_an_empty_one_are_fine() {
    let settings = settings(&[]);
    let draft = examine(&settings, &roots(), &sent("Ada@Example.org"), false).ok().unwrap();
    assert_eq!(draft.email.unwrap().address.as_str(), "Ada@example.org");
    assert_eq!(draft.services, settings.common.services);
    assert!(examine(&settings, &roots(), &NewRegistration::default(), false).is_ok());
    let blank = NewRegistration { username: Some(" ".to_owned()), reason: Some("\n".to_owned()), ..sent("  ") };
    let draft = examine(&settings, &roots(), &blank, false).ok().unwrap();
    assert!(draft.email.is_none() && draft.wish.is_none() && draft.reason.is_none());
}

#[tokio::test]
async fn all_faults_are_told_at_once() {
    let settings = settings(&[]);
    let everything = NewRegistration {
        email: Some("nobody".to_owned()),
        username: Some("Ada".to_owned()),
        user_id: Some("me".to_owned()),
        reason: Some("x".repeat(REASON_MAX + 1)),
        services: Some(vec!["mastodon".to_owned()]),
        locale: Some("tlh".to_owned()),
        answers: vec![("1".to_owned(), "y".repeat(ANSWER_MAX + 1)), ("3".to_owned(), "z".to_owned())],
        on_approval: true,
        is_name_open: false,
        password: Some(Secret::new("short")),
    };
    let expected = [
        Fault::new(Field::Email, What::EmailMalformed),
        Fault::new(Field::Username, What::Name(NameFault::Characters)),
        Fault::new(Field::UserId, What::Name(NameFault::Reserved)),
        Fault::new(Field::Reason, What::TextTooLong { max: REASON_MAX }),
        Fault::new(Field::Answers, What::QuestionUnknown),
        Fault::new(Field::Answer(1), What::TextTooLong { max: ANSWER_MAX }),
        Fault::new(Field::Services, What::DoorClosed),
        Fault::new(Field::Password, What::PasswordShort { min: 12 }),
    ];
    assert_eq!(faults(&settings, &everything, false).await, expected);
    for fault in expected {
        let shown = format!("{}{}", fault.pointer(), fault.detail());
        assert!(!shown.contains("nobody") && !shown.contains("Ada") && !shown.contains("mastodon"), "{shown}");
    }
}

#[test]
fn no_text_steers_its_reader_and_one_that_nobody_sees_is_none() {
    let kept = |given: &str| text(Some(given), 30);
    assert_eq!(kept("\u{202e}rotaredom a ton ma I\u{202c}"), Ok(Some("rotaredom a ton ma I".to_owned())));
    assert_eq!(kept(" \u{2067} a\rb\u{200f} \u{2069} "), Ok(Some("a\nb".to_owned())));
    for unseen in ["", " ", "\u{200b}", "\u{3164}", "\u{202e}\u{202c}", " \u{200d}\n\u{2800}"] {
        assert_eq!(kept(unseen), Ok(None), "{}", unseen.escape_unicode());
    }
    let unseen = NewRegistration { reason: Some("\u{3164}".to_owned()), ..NewRegistration::default() };
    assert_eq!(faults_of_a_page(&unseen), [Fault::new(Field::Reason, What::ReasonMissing)]);
    let long = NewRegistration { reason: Some("\u{200b}".repeat(REASON_MAX) + "a"), ..NewRegistration::default() };
    assert_eq!(faults_of_a_page(&long), []);
}

fn faults_of_a_page(sent: &NewRegistration) -> Vec<Fault> {
    examine(&settings(&[]), &roots(), sent, true).err().unwrap_or_default()
}

#[tokio::test]
async fn what_the_operator_requires_is_required() {
    let empty = NewRegistration::default();
    let strict = settings(&[("GATELODGE_REQUIRE_EMAIL", "true")]);
    assert_eq!(faults(&strict, &empty, false).await, [Fault::new(Field::Email, What::EmailMissing)]);
    let both = [Fault::new(Field::Email, What::EmailMissing), Fault::new(Field::Reason, What::ReasonMissing)];
    assert_eq!(faults(&strict, &empty, true).await, both);
    let loose = settings(&[("GATELODGE_REQUIRE_REASON", "false")]);
    assert!(faults(&loose, &empty, true).await.is_empty());
    let at_once = NewRegistration { on_approval: true, ..NewRegistration::default() };
    assert_eq!(faults(&loose, &at_once, false).await, [Fault::new(Field::Username, What::NameMissing)]);
    let open = NewRegistration { is_name_open: true, ..at_once };
    assert!(faults(&loose, &open, false).await.is_empty(), "the name is asked for on a page");
    let nowhere = NewRegistration { services: Some(vec![]), ..NewRegistration::default() };
    assert_eq!(faults(&loose, &nowhere, false).await, [Fault::new(Field::Services, What::DoorMissing)]);
}

#[tokio::test]
async fn answers_find_their_questions_by_text_or_number() {
    let settings = settings(&[]);
    let answers = [("2", "Beans"), ("Who invited you?", " Grace "), ("1", "somebody else"), ("What do you grow?", "")];
    let answers = answers.map(|(key, answer)| (key.to_owned(), answer.to_owned())).to_vec();
    let draft = examine(&settings, &roots(), &NewRegistration { answers, ..NewRegistration::default() }, false).ok().unwrap();
    let expected = [("Who invited you?", "Grace"), ("What do you grow?", "Beans")];
    assert_eq!(draft.answers, expected.map(|(question, answer)| (question.to_owned(), answer.to_owned())));
}

#[test]
fn text_keeps_its_lines_and_loses_what_steers() {
    assert_eq!(text(Some(" a\r\nb\u{1b}[2Jc\u{0}\t "), 10), Ok(Some("a\nb[2Jc".to_owned())));
    assert_eq!(text(Some("\u{0}"), 10), Ok(None));
    assert_eq!(text(Some(&"ü".repeat(10)), 10).unwrap().unwrap().chars().count(), 10);
    assert_eq!(text(Some(&"ü".repeat(11)), 10), Err(What::TextTooLong { max: 10 }));
}

#[tokio::test]
async fn mastodon_is_for_those_with_an_address() {
    let both = both_doors(&[]);
    let asking = |services: &[&str], email: &str| NewRegistration {
        services: Some(services.iter().map(|word| (*word).to_owned()).collect()),
        ..sent(email)
    };
    let given = |sent: &NewRegistration| examine(&both, &roots(), sent, false).ok().unwrap().services;
    assert_eq!(given(&sent("ada@example.org")), both.common.services);
    assert_eq!(given(&NewRegistration::default()), Services::from(Platform::Matrix), "nobody asked for what cannot be had");
    assert_eq!(given(&asking(&["matrix"], "")), Services::from(Platform::Matrix));
    assert_eq!(given(&asking(&["mastodon"], "ada@example.org")), Services::from(Platform::Mastodon));
    let missing = [Fault::new(Field::Email, What::EmailMissing)];
    assert_eq!(faults(&both, &asking(&["mastodon"], ""), false).await, missing);
    assert_eq!(faults(&both, &asking(&["matrix", "mastodon"], " "), false).await, missing);
    assert_eq!(faults(&both_doors(&[("GATELODGE_REQUIRE_EMAIL", "true")]), &NewRegistration::default(), false).await, missing);
    assert_eq!(faults(&both, &asking(&["mastodon"], "nobody"), false).await, [Fault::new(Field::Email, What::EmailMalformed)]);
    let alone = both_doors(&[("GATELODGE_SERVICES", "mastodon")]);
    assert_eq!(faults(&alone, &NewRegistration::default(), false).await, missing, "no door is left");
}

#[tokio::test]
async fn a_password_is_as_short_as_mastodon_needs_it() {
    let long = NewRegistration { password: Some(Secret::new("seven quiet otters paint ".repeat(3))), ..sent("ada@example.org") };
    assert!(faults(&settings(&[]), &long, false).await.is_empty());
    assert_eq!(faults(&both_doors(&[]), &long, false).await, [Fault::new(Field::Password, What::PasswordBytes { max: 72 })]);
}
