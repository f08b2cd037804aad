//! An e-mail address that is safe to put into a letter's head.
//!
//! Refuses what could break a header or look like another address: control characters, every kind of space and
//! separator, quoted or non-ASCII local parts, address literals. The domain goes through IDNA, so one domain has one
//! spelling. Whether anybody reads letters there is for the confirmation to find out.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use idna::uts46::{AsciiDenyList, DnsLength, Hyphens, Uts46};
use serde::{Deserialize, Serialize};

/// The longest address, in characters (RFC 5321's path less its brackets).
pub const LENGTH_MAX: usize = 254;
/// The longest part before the `@`.
const LOCAL_MAX: usize = 64;

/// The text is no address that this gate would write to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an e-mail address")]
pub struct Malformed;

/// An address as given, its domain in ASCII and lower case. Personal: `Debug` does not show it, and there is no `Display`.
///
/// Two addresses are equal when their normalised forms are.
#[derive(Clone, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct EmailAddress {
    given: String,
    normalised: String,
}

impl EmailAddress {
    /// Judges an address; spaces around it are forgiven.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        // Only plain spaces: a line end at the edge is no slip of the finger.
        let text = text.trim_matches(' ');
        let (local, domain) = text.split_once('@').ok_or(Malformed)?;
        if local.len() > LOCAL_MAX || !is_dot_atom(local) || domain.contains('@') {
            return Err(Malformed);
        }
        let domain = ascii_domain(domain)?;
        let given = format!("{local}@{domain}");
        if given.len() > LENGTH_MAX {
            return Err(Malformed);
        }
        Ok(Self { normalised: given.to_ascii_lowercase(), given })
    }

    /// The address to write to: the local part as given.
    pub fn as_str(&self) -> &str {
        &self.given
    }

    /// The address to compare and fingerprint by: all lower case.
    pub fn normalised(&self) -> &str {
        &self.normalised
    }
}

/// Letters, digits and the marks that need no quoting, in parts between single dots.
fn is_dot_atom(local: &str) -> bool {
    local
        .split('.')
        .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+/=?^_`{|}~-".contains(&byte)))
}

/// One spelling for one domain; refuses what DNS cannot carry, and numbers that would be an IP address.
fn ascii_domain(domain: &str) -> Result<String, Malformed> {
    if domain.len() > 4 * LENGTH_MAX {
        return Err(Malformed);
    }
    let ascii =
        Uts46::new().to_ascii(domain.as_bytes(), AsciiDenyList::STD3, Hyphens::CheckFirstLast, DnsLength::Verify).map_err(|_| Malformed)?;
    let last = ascii.rsplit('.').next().unwrap_or_default();
    if last.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Malformed);
    }
    Ok(ascii.into_owned())
}

impl PartialEq for EmailAddress {
    fn eq(&self, other: &Self) -> bool {
        self.normalised == other.normalised
    }
}

impl Eq for EmailAddress {}

impl Hash for EmailAddress {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.normalised.hash(state);
    }
}

impl fmt::Debug for EmailAddress {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("EmailAddress(…)")
    }
}

impl FromStr for EmailAddress {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl TryFrom<String> for EmailAddress {
    type Error = Malformed;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<EmailAddress> for String {
    fn from(address: EmailAddress) -> Self {
        address.given
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may end here")]
    use super::*;

    #[test]
    fn one_domain_has_one_spelling() {
        let cases = [
            ("Ann.Lee+x@Example.ORG", "Ann.Lee+x@example.org", "ann.lee+x@example.org"),
            ("  ann@example.org ", "ann@example.org", "ann@example.org"),
            ("ann@bücher.example", "ann@xn--bcher-kva.example", "ann@xn--bcher-kva.example"),
            ("ann@BÜCHER.example", "ann@xn--bcher-kva.example", "ann@xn--bcher-kva.example"),
            ("ann@example。org", "ann@example.org", "ann@example.org"),
            ("o'neil@localhost", "o'neil@localhost", "o'neil@localhost"),
        ];
        for (text, given, normalised) in cases {
            let address = EmailAddress::parse(text).unwrap();
            assert_eq!((address.as_str(), address.normalised()), (given, normalised), "{text}");
        }
        assert_eq!(EmailAddress::parse("A@x.org"), EmailAddress::parse("a@X.org"));
    }

    #[test]
    fn naughty_addresses_are_refused() {
        let long = format!("{}@example.org", "x".repeat(65));
        let longer = format!("a@{}org", "abcdefgh.".repeat(30));
        for text in [
            "",
            "@",
            "a@",
            "@b.org",
            "ab.org",
            "a@b@c.org",
            "a b@c.org",
            "a@b c.org",
            ".a@b.org",
            "a.@b.org",
            "a..b@c.org",
            "a@b.org\r\nBcc: x@y.org",
            "a\r\nb@c.org",
            "a@b.org\n",
            "\na@b.org",
            "a\0@b.org",
            "a@b\0.org",
            "a\u{2028}b@c.org",
            "a@b.org\u{2029}",
            "a\u{a0}b@c.org",
            "a\u{200b}b@c.org",
            "a\u{202e}b@c.org",
            "a\t@b.org",
            "a@b.org\u{85}",
            "\"a b\"@c.org",
            "\"a\"@c.org",
            "a@[127.0.0.1]",
            "a@127.0.0.1",
            "a@b..org",
            "a@.org",
            "a@b.org.",
            "a@-b.org",
            "a@b_c.org",
            "a@b,c.org",
            "a,b@c.org",
            "<a@b.org>",
            "Ann <a@b.org>",
            "a(x)@b.org",
            "a;b@c.org",
            "a:b@c.org",
            "аnn@example.org",
            "ann@exa%6dple.org",
            &long,
            &longer,
        ] {
            assert_eq!(EmailAddress::parse(text).err(), Some(Malformed), "{text:?}");
        }
    }

    #[test]
    fn it_rests_as_text_and_shows_nothing() {
        let address = EmailAddress::parse("Ann@example.org").unwrap();
        assert_eq!(serde_json::to_string(&address).unwrap(), r#""Ann@example.org""#);
        assert_eq!(serde_json::from_str::<EmailAddress>(r#""ann@EXAMPLE.org""#).unwrap(), address);
        assert!(serde_json::from_str::<EmailAddress>(r#""a b""#).is_err());
        assert_eq!(format!("{address:?}"), "EmailAddress(…)");
    }
}
