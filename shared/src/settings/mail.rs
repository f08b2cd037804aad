//! The mail server and the sender as the operator gives them.
//!
//! Owns the forms of `SMTP_URL` and `MAIL_FROM`. Speaking SMTP is the worker's business.

use std::fmt;

use secrecy::SecretString;
use url::Url;

use super::faults::Wrong;
use super::values;
use crate::address::EmailAddress;

/// How the way to the mail server is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// Not at all.
    Plain,
    /// STARTTLS, and nothing without it (RFC 3207).
    StartTls,
    /// TLS from the first byte (RFC 8314).
    Tls,
}

/// The mail server and how to sign in there.
#[derive(Clone)]
pub struct Smtp {
    /// How the way there is protected.
    pub security: Security,
    /// The host's name or address; an IPv6 address without brackets.
    pub host: String,
    /// The port.
    pub port: u16,
    /// User and password, where the server asks for them.
    pub credentials: Option<(String, SecretString)>,
}

impl Smtp {
    pub(super) fn parse(text: &str) -> Result<Self, Wrong> {
        let mend = "write smtp://host:25, smtps://user:password@host or smtp+starttls://user:password@host, with user and password percent-encoded";
        let wrong = |what: &'static str| Wrong::new(what, mend);
        let url = Url::parse(text).map_err(|_| wrong("is no URL"))?;
        let (security, port) = match url.scheme() {
            "smtp" => (Security::Plain, 25),
            "smtp+starttls" => (Security::StartTls, 587),
            "smtps" => (Security::Tls, 465),
            _ => return Err(wrong("has an unknown scheme")),
        };
        let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
        if host.is_empty() || !host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:".contains(&byte)) {
            return Err(wrong("names no host"));
        }
        if !matches!(url.path(), "" | "/") || url.query().is_some() || url.fragment().is_some() {
            return Err(wrong("has a path, a query or a fragment"));
        }
        let credentials = match (url.username(), url.password()) {
            ("", None) => None,
            (user, Some(password)) if !user.is_empty() => {
                let odd = || wrong("has a user or password that cannot be decoded");
                Some((decode(user).ok_or_else(odd)?, decode(password).ok_or_else(odd)?.into()))
            }
            _ => return Err(wrong("has a user or a password, but not both")),
        };
        Ok(Self { security, host: host.to_owned(), port: url.port().unwrap_or(port), credentials })
    }
}

impl fmt::Debug for Smtp {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { security, host, port, .. } = self;
        write!(out, "Smtp({security:?}, {host}:{port})")
    }
}

/// Undoes percent-encoding (RFC 3986); none where it is broken, no UTF-8, or a control character.
fn decode(text: &str) -> Option<String> {
    let mut bytes = text.bytes();
    let mut plain = Vec::with_capacity(text.len());
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let mut digit = || char::from(bytes.next()?).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
            plain.push(digit()? << 4 | digit()?);
        } else {
            plain.push(byte);
        }
    }
    String::from_utf8(plain).ok().filter(|plain| !plain.chars().any(char::is_control))
}

/// `Name <address>` or an address alone, in a form that every reader of RFC 5322 understands.
pub(super) fn sender(text: &str) -> Result<String, Wrong> {
    let wrong = |_| Wrong::new("holds no address", "write gate@example.org or Name <gate@example.org>");
    let Some((name, address)) = text.strip_suffix('>').and_then(|text| text.rsplit_once('<')) else {
        return EmailAddress::parse(text).map(|address| address.as_str().to_owned()).map_err(wrong);
    };
    let address = EmailAddress::parse(address).map_err(wrong)?;
    let name = name.trim().trim_matches('"');
    if name.is_empty() {
        return Ok(address.as_str().to_owned());
    }
    let name = values::line(name, 80)?;
    if name.contains(['"', '\\', '<', '>']) {
        return Err(Wrong::new("has a name with a mark that breaks letters", "write the name without \", \\, < and >"));
    }
    let is_plain = name.chars().all(|c| c.is_alphanumeric() || c == ' ');
    let quote = if is_plain { "" } else { "\"" };
    Ok(format!("{quote}{name}{quote} <{}>", address.as_str()))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may end here")]
    use super::*;
    use secrecy::ExposeSecret;

    #[test]
    fn the_mail_server_is_found_in_three_ways() {
        for (text, security, host, port) in [
            ("smtp://127.0.0.1:2525", Security::Plain, "127.0.0.1", 2525),
            ("smtp://mail.example.org", Security::Plain, "mail.example.org", 25),
            ("smtp+starttls://mail.example.org/", Security::StartTls, "mail.example.org", 587),
            ("smtps://[::1]", Security::Tls, "::1", 465),
        ] {
            let smtp = Smtp::parse(text).unwrap();
            assert_eq!((smtp.security, smtp.host.as_str(), smtp.port), (security, host, port));
            assert!(smtp.credentials.is_none());
        }
        let smtp = Smtp::parse("smtps://ann%40example.org:p%C3%A4ss%2F+w@mail.example.org").unwrap();
        assert_eq!(format!("{smtp:?}"), "Smtp(Tls, mail.example.org:465)");
        let (user, password) = smtp.credentials.unwrap();
        assert_eq!((user.as_str(), password.expose_secret()), ("ann@example.org", "päss/+w"));
    }

    #[test]
    fn odd_mail_servers_are_faults_that_do_not_show_them() {
        for text in [
            "",
            "mail.example.org:25",
            "http://mail",
            "smtp://",
            "smtp://:pw@mail",
            "smtp://user@mail",
            "smtp://a/b",
            "smtp://a?b",
            "smtp://user:p%zzs3cret@mail",
            "smtp://user:p%0d%0as3cret@mail",
            "smtp://user:%ffs3cret@mail",
            "smtp://a:99999",
        ] {
            assert!(!format!("{:?}", Smtp::parse(text).unwrap_err()).contains("s3cret"), "{text}");
        }
    }

    #[test]
    fn senders_are_one_address() {
        for (text, shown) in [
            ("gate@Example.org", "gate@example.org"),
            ("<gate@example.org>", "gate@example.org"),
            ("The Gate <gate@example.org>", "The Gate <gate@example.org>"),
            ("\"St. Ann, gate\" <gate@example.org>", "\"St. Ann, gate\" <gate@example.org>"),
            ("Törchen <gate@example.org>", "Törchen <gate@example.org>"),
        ] {
            assert_eq!(sender(text).unwrap(), shown);
        }
        for text in [
            "",
            "gate",
            "a@b.org, c@d.org",
            "A\r\nBcc: x@y.org <gate@example.org>",
            "A <x@y.org> <gate@example.org>",
            "Gate <gate>",
            "A\\ <a@b.org>",
        ] {
            assert!(sender(text).is_err(), "{text:?}");
        }
    }
}
