//! What somebody writes on the board: judged whole, all faults at once. Pure.
//!
//! Two shapes are one here: title and content, or one text (`post_data`). The rule: only what came as one text may do without
//! a title, and is a draft where nothing else was said.

use shared::board::post::{CONTENT_MAX, Change, Edit, Form, NewPost, TITLE_MAX};

use super::application::text;
use super::{Fault, Field, What};

/// A post, or a change of one, as it was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Writing {
    /// The title.
    pub title: Option<String>,
    /// The content.
    pub content: Option<String>,
    /// The content, as one text.
    pub post_data: Option<String>,
    /// Whether others may read it.
    pub published: Option<bool>,
}

/// A post to be written.
pub(super) fn new_post(sent: &Writing) -> Result<NewPost, Vec<Fault>> {
    let mut faults = Vec::new();
    let title = title(sent, &mut faults);
    if title.is_none() && sent.post_data.is_none() && sent.title.is_none() {
        faults.push(Fault::new(Field::Title, What::TextMissing));
    }
    let content = content(sent, &mut faults);
    if sent.content.is_none() && sent.post_data.is_none() {
        faults.push(Fault::new(Field::Content, What::TextMissing));
    }
    let title = title.unwrap_or_default();
    match content.filter(|_| faults.is_empty()) {
        Some(content) => {
            let form = form_of(&title);
            Ok(NewPost { title, content, published: sent.published.unwrap_or(sent.post_data.is_none()), form })
        }
        None => Err(faults),
    }
}

/// A change of a post. What was not sent stays as it is.
pub(super) fn change(sent: &Writing) -> Result<Change, Vec<Fault>> {
    let mut faults = Vec::new();
    let (title, content) = (title(sent, &mut faults), content(sent, &mut faults));
    if *sent == Writing::default() {
        faults.push(Fault::new(Field::Post, What::NothingSent));
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let form = title.as_deref().map(form_of);
    if title.is_none() && content.is_none() && sent.published == Some(false) {
        return Ok(Change::Unpublish);
    }
    Ok(Change::Edit(Edit { title, content, published: sent.published, form }))
}

fn form_of(title: &str) -> Form {
    if title.is_empty() { Form::PostData } else { Form::Plain }
}

/// The title; empty only where the content came as one text.
fn title(sent: &Writing, faults: &mut Vec<Fault>) -> Option<String> {
    let given = sent.title.as_deref()?;
    let judged = match text(Some(given), TITLE_MAX) {
        // A title is one line.
        Ok(Some(title)) => Ok(title.replace(['\n', '\t'], " ")),
        Ok(None) if sent.post_data.is_some() => Ok(String::new()),
        Ok(None) => Err(What::TextMissing),
        Err(what) => Err(what),
    };
    judged.map_err(|what| faults.push(Fault::new(Field::Title, what))).ok()
}

fn content(sent: &Writing, faults: &mut Vec<Fault>) -> Option<String> {
    let (field, given) = match (&sent.content, &sent.post_data) {
        (Some(content), Some(post_data)) if content != post_data => {
            faults.push(Fault::new(Field::PostData, What::TextsDiffer));
            return None;
        }
        (Some(content), _) => (Field::Content, content),
        (None, Some(post_data)) => (Field::PostData, post_data),
        (None, None) => return None,
    };
    let judged = text(Some(given), CONTENT_MAX).and_then(|content| content.ok_or(What::TextMissing));
    judged.map_err(|what| faults.push(Fault::new(field, what))).ok()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may end here")]
    use super::*;

    fn sent(title: Option<&str>, content: Option<&str>, post_data: Option<&str>, published: Option<bool>) -> Writing {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        Writing { title: owned(title), content: owned(content), post_data: owned(post_data), published }
    }

    fn pointers(judged: Result<impl std::fmt::Debug, Vec<Fault>>) -> Vec<String> {
        judged.unwrap_err().into_iter().map(Fault::pointer).collect()
    }

    #[test]
    fn a_post_with_a_title_is_public_and_one_text_is_a_draft_unless_they_say_otherwise() {
        let made = |sent: Writing| {
            let post = new_post(&sent).unwrap();
            (post.title, post.content, post.published, post.form)
        };
        let row = |title: &str, content: &str, published, form| (title.to_owned(), content.to_owned(), published, form);
        assert_eq!(made(sent(Some("T"), Some("c"), None, None)), row("T", "c", true, Form::Plain));
        assert_eq!(made(sent(Some("T"), Some("c"), None, Some(false))), row("T", "c", false, Form::Plain));
        assert_eq!(made(sent(None, None, Some("My first post!"), None)), row("", "My first post!", false, Form::PostData));
        assert_eq!(made(sent(None, None, Some("d"), Some(true))), row("", "d", true, Form::PostData));
        assert_eq!(made(sent(Some("T"), None, Some("d"), None)), row("T", "d", false, Form::Plain));
        assert_eq!(made(sent(Some(""), Some("d"), Some("d"), None)), row("", "d", false, Form::PostData), "as it is answered");
    }

    #[test]
    fn all_faults_of_a_post_come_at_once() {
        assert_eq!(pointers(new_post(&Writing::default())), ["/title", "/content"]);
        assert_eq!(pointers(new_post(&sent(Some(" \u{0}"), Some("\n\t"), None, None))), ["/title", "/content"]);
        assert_eq!(pointers(new_post(&sent(None, Some("c"), None, None))), ["/title"]);
        assert_eq!(pointers(new_post(&sent(None, None, Some(""), None))), ["/post_data"]);
        assert_eq!(pointers(new_post(&sent(Some("T"), Some("c"), Some("d"), None))), ["/post_data"]);
        let (long, longer) = ("ä".repeat(TITLE_MAX + 1), "ä".repeat(CONTENT_MAX + 1));
        assert_eq!(pointers(new_post(&sent(Some(&long), Some(&longer), None, None))), ["/title", "/content"]);
        let (fits, fits_too) = ("ä".repeat(TITLE_MAX), "ä".repeat(CONTENT_MAX));
        assert!(new_post(&sent(Some(&fits), Some(&fits_too), None, None)).is_ok());
    }

    #[test]
    fn what_steers_a_terminal_is_left_out_and_a_title_is_one_line() {
        let post = new_post(&sent(Some(" a\u{1b}[1m\nb "), Some("c\r\n\td\u{7}"), None, None)).unwrap();
        assert_eq!((post.title.as_str(), post.content.as_str()), ("a[1m b", "c\n\td"));
    }

    #[test]
    fn what_is_not_sent_stays_and_taking_a_post_off_is_a_change_of_its_own() {
        let edit = |title: Option<&str>, content: Option<&str>, published, form| {
            Ok(Change::Edit(Edit { title: title.map(str::to_owned), content: content.map(str::to_owned), published, form }))
        };
        assert_eq!(change(&sent(Some("T"), Some("c"), None, None)), edit(Some("T"), Some("c"), None, Some(Form::Plain)));
        assert_eq!(change(&sent(None, None, Some("d"), None)), edit(None, Some("d"), None, None));
        assert_eq!(change(&sent(Some(""), Some("d"), Some("d"), None)), edit(Some(""), Some("d"), None, Some(Form::PostData)));
        assert_eq!(change(&sent(None, None, None, Some(true))), edit(None, None, Some(true), None));
        assert_eq!(change(&sent(None, None, None, Some(false))), Ok(Change::Unpublish));
        assert_eq!(change(&sent(None, Some("c"), None, Some(false))), edit(None, Some("c"), Some(false), None));
        assert_eq!(pointers(change(&Writing::default())), [""]);
        assert_eq!(pointers(change(&sent(Some(""), Some(" "), None, None))), ["/title", "/content"]);
    }
}
