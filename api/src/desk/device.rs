//! What somebody signs in with, in a few words: so that they know their sessions apart.
//!
//! Read off `User-Agent`, which is whatever its sender likes: of what is not known only the first word is kept, and little of
//! that.

/// Browsers by the word that gives them away, those first that name others as well.
const BROWSERS: [(&str, &str); 6] =
    [("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];
/// Systems likewise.
const SYSTEMS: [(&str, &str); 6] =
    [("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("Linux", "Linux")];
/// The most characters of a program's own name.
const NAME_MAX: usize = 40;

/// The words; `None` where nothing readable was said.
pub fn words(user_agent: &str) -> Option<String> {
    let first = |list: &[(&str, &'static str)]| list.iter().find(|(mark, _)| user_agent.contains(mark)).map(|(_, name)| *name);
    match (first(&BROWSERS), first(&SYSTEMS)) {
        (Some(browser), Some(system)) => Some(format!("{browser}, {system}")),
        (Some(browser), None) => Some(browser.to_owned()),
        (None, _) => {
            let name: String = user_agent.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_.".contains(*c)).take(NAME_MAX).collect();
            Some(name).filter(|name| !name.is_empty())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_and_programs_are_named_in_a_few_words() {
        let table = [
            ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", Some("Firefox, Linux")),
            (
                "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0",
                Some("Edge, Windows"),
            ),
            ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36", Some("Chrome, Android")),
            ("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile Safari/604.1", Some("Safari, iPhone")),
            ("python-requests/2.32.3", Some("python-requests")),
            ("curl/8.7.1", Some("curl")),
            ("", None),
            ("<script>", None),
        ];
        for (user_agent, expected) in table {
            assert_eq!(words(user_agent).as_deref(), expected, "{user_agent}");
        }
        assert_eq!(words(&"x".repeat(500)).map(|name| name.len()), Some(NAME_MAX));
    }
}
