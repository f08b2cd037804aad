//! What letters say of accounts: those that are open, those that wait, and their passwords.

use super::*;

/// A letter of these words by its name.
fn letter(name: &str) -> Rendered {
    let mut letters = Words::new("Harbour", "I sing in the choir.").letters();
    letters.swap_remove(letters.iter().position(|(known, _)| *known == name).unwrap()).1
}

/// The lines that are links, in their order.
fn links(text: &str) -> Vec<&str> {
    text.lines().filter(|line| line.starts_with("http")).collect()
}

#[test]
fn the_ready_letter_says_so_in_its_subject() {
    for (name, subject) in [
        ("account-ready", "Harbour: your account is ready"),
        ("account-ready-mastodon", "Harbour: your account is ready"),
        ("account-ready-two", "Harbour: your accounts are ready"),
        ("account-ready-one", "Harbour: your Matrix account is ready"),
        ("account-ready-failed", "Harbour: your Matrix account is ready"),
    ] {
        assert_eq!(letter(name).subject, subject, "{name}");
    }
}

#[test]
fn the_ready_letter_names_each_account_and_its_way_in() {
    for (name, expected) in [
        ("account-ready", &[CLIENT, LINK][..]),
        ("account-ready-bare", &[LINK]),
        ("account-ready-member", &[LINK, SIGN_IN]),
        ("account-ready-mastodon", &[INSTANCE, LINK]),
        ("account-ready-two", &[CLIENT, INSTANCE, LINK]),
        ("account-ready-tootctl", &[PASSWORD_PAGE, INSTANCE, LINK]),
        ("account-ready-generated", &[LINK, CLIENT]),
        ("account-ready-two-generated", &[LINK, CLIENT, INSTANCE]),
        ("account-ready-two-tootctl", &[LINK, CLIENT, PASSWORD_PAGE, INSTANCE]),
    ] {
        let letter = letter(name);
        assert_eq!(links(&letter.text), expected, "{name}: what comes first is next");
        assert_eq!(
            letter.text.contains("Your Matrix address: @ann:example.org\n"),
            expected.contains(&CLIENT) || ["account-ready-bare", "account-ready-member"].contains(&name)
        );
        assert_eq!(letter.text.contains("Your Mastodon address: @ann@social.example.org\n"), expected.contains(&INSTANCE), "{name}");
        let button = letter.html.split("class=\"button\" href=\"").nth(1).unwrap();
        assert_eq!(unescaped(button.split('"').next().unwrap()), *expected.first().unwrap(), "{name}");
    }
}

#[test]
fn a_password_of_ours_is_spoken_of_only_where_an_account_has_it() {
    for (name, is_ours) in [
        ("account-ready-generated", true),
        ("account-ready-http", true),
        ("account-ready-two-tootctl", true),
        ("account-ready-tootctl", false),
        ("account-ready-two", false),
    ] {
        let letter = letter(name);
        assert_eq!(letter.text.contains("We made a password for you."), is_ours, "{name}");
        assert!(!is_ours || !letter.text.contains("the password you chose"), "{name}");
    }
    assert!(letter("account-ready-tootctl").text.contains("a password that nobody knows"));
    assert!(letter("account-ready-http").text.contains("within 7 days"));
}

#[test]
fn whoever_has_one_account_of_two_hears_of_the_other() {
    for (name, said) in [
        ("account-ready-one", "Your Mastodon account takes longer."),
        ("account-ready-proof", "press “Yes, I asked for this”"),
        ("account-ready-choice", "Your Mastodon account is not open yet: it waits for you."),
        ("account-ready-failed", "Another letter from us says what is in the way."),
        ("needs-you-name-open", "Your Matrix account is open: @ann:example.org."),
        ("account-ready-failed", "For that you have time until 4 May 2027, 09:00 UTC (in 2 days):"),
        ("needs-you-held-back", "for all your accounts or for Matrix only"),
        ("needs-you-held-back", "Nothing has been done for your Mastodon account yet: it follows"),
        ("needs-you-name-work", "choose another name for Matrix."),
    ] {
        assert!(letter(name).text.contains(said), "{name}: {}", letter(name).text);
    }
    assert!(!letter("account-ready-one").text.contains("erased"), "nothing ends while a door is worked on");
    let both = letter("needs-you-names").text;
    assert_eq!((both.matches("already taken there").count(), both.matches("choose another name").count()), (2, 1), "{both}");
}

#[test]
fn whoever_waits_for_mastodon_is_told_that_a_yes_is_missing() {
    for (name, is_missing) in [
        ("received", false),
        ("received-mastodon", true),
        ("confirm-beside", true),
        ("confirm-later", false),
        ("confirm-later-mastodon", true),
    ] {
        let text = letter(name).text;
        assert_eq!(text.contains("Mastodon account") && text.contains("press “Yes, I asked for this”"), is_missing, "{name}");
        assert!(!(is_missing && text.contains("There is nothing you have to do")), "{name}");
    }
}

#[test]
fn moderators_hear_why_an_account_could_not_be_opened_and_vote_on_nothing() {
    let told = letter("could-not-open");
    assert!(told.text.contains("Name they wish for: I sing in the choir.\n"));
    assert!(told.text.contains("Mastodon: either the person’s email address") && told.text.contains("Matrix: we could not reach"));
    assert!(told.text.contains("There is nothing to vote on.") && !told.text.contains("decide:"));
    assert_eq!(links(&told.text), [LINK]);
}

#[test]
fn letters_about_a_password_say_when_and_only_one_holds_a_link_of_ours() {
    for name in ["password-changed", "somebody-tried"] {
        assert!(letter(name).text.contains("on 2 May 2027, 09:00 UTC") || letter(name).text.contains("On 2 May 2027, 09:00 UTC"), "{name}");
    }
    for name in ["password-changed", "somebody-tried", "change-it-there"] {
        let Rendered { text, html, .. } = letter(name);
        assert_eq!(links(&text), [PASSWORD_PAGE], "{name}");
        assert!(!html.contains("gate.example.org") && !text.contains("erased"), "{name}: whatever it leads to is Mastodon's own");
    }
    let set = letter("set-password").text;
    assert!(set.contains("The link works once, until 4 May 2027, 09:00 UTC (in 2 days).") && set.contains("“This was not me”"));
    assert_eq!(links(&set), [LINK]);
}

#[test]
fn t11_a_member_hears_when_the_password_was_changed_and_which_accounts_get_it() {
    let changed = letter("member-password-changed");
    assert_eq!(changed.subject, "Harbour: your password was changed");
    assert!(
        changed.text.contains("on 2 May 2027, 09:00 UTC") && changed.text.contains("same password: Matrix, Mastodon."),
        "{}",
        changed.text
    );
    assert_eq!(links(&changed.text), [LINK], "to our page for a new password");
    let bare = letter("member-password-changed-bare").text;
    assert!(!bare.contains("platforms") && !bare.contains("Mastodon"), "{bare}");
    let set = letter("set-member-password");
    assert_eq!(set.subject, "Harbour: set a new password");
    assert!(set.text.contains("The link works once, until 4 May 2027, 09:00 UTC (in 2 days).") && set.text.contains("“This was not me”"));
    assert!(!set.text.contains("Mastodon") && links(&set.text) == [LINK], "{}", set.text);
    assert!(set.text.contains("get it as well"), "{}", set.text);
    let some = letter("set-member-password-some").text;
    assert!(!some.contains("get it as well") && some.contains("another letter says what to do"), "{some}");
}

#[test]
fn no_letter_shows_itself_in_debug() {
    for (_, letter) in Words::new("Harbour", "canary").letters() {
        assert_eq!(format!("{letter:?}"), "Rendered { .. }");
    }
}
