//! URLs among the settings, and whether a host is this machine.
//!
//! The rule: a URL that other URLs are made from has no path, query, fragment or credentials, so that what is appended
//! to it stays what it looks like.

use std::fmt;
use std::path::PathBuf;

use secrecy::{ExposeSecret, SecretString};
use url::{Host, Url};

use super::faults::Wrong;

/// Redis' URL, which may hold a password.
#[derive(Clone)]
pub struct RedisUrl(SecretString);

impl RedisUrl {
    /// The URL as given, for the connection alone.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }

    /// Host and port of the first server; none for a Unix socket.
    pub fn host_and_port(&self) -> Option<(String, u16)> {
        let url = self.url()?;
        let host = url.host_str().filter(|host| !host.is_empty())?;
        Some((host.to_owned(), url.port().unwrap_or(if url.scheme().contains("sentinel") { 26379 } else { 6379 })))
    }

    /// The path of a Unix socket; none for a host.
    pub fn socket(&self) -> Option<PathBuf> {
        let url = self.url()?;
        (url.scheme() == "redis+unix").then(|| PathBuf::from(url.path()))
    }

    /// Whether the way there is encrypted.
    pub fn is_encrypted(&self) -> bool {
        self.url().is_some_and(|url| url.scheme().starts_with("rediss"))
    }

    /// Whether a password is shown there.
    pub fn has_password(&self) -> bool {
        self.url().is_some_and(|url| url.password().is_some())
    }

    /// Whether it leads to several servers that share the keys, or to those who know where they are.
    pub fn is_of_many(&self) -> bool {
        self.url().is_some_and(|url| ["cluster", "sentinel"].iter().any(|kind| url.scheme().ends_with(kind)))
    }

    /// Whether it leads to this machine, whatever a name server says.
    pub fn is_here(&self) -> bool {
        // Hosts of unknown schemes are not read as addresses.
        let here = |(host, _): (String, u16)| Url::parse(&format!("http://{host}")).is_ok_and(|url| is_loopback(&url));
        self.host_and_port().is_none_or(here)
    }

    fn url(&self) -> Option<Url> {
        Url::parse(self.expose()).ok()
    }

    pub(super) fn parse(text: &str) -> Result<Self, Wrong> {
        let mend = "write redis://host:6379, rediss://…, redis+unix:///path, redis-sentinel://… or redis-cluster://…";
        let wrong = |what: &'static str| Wrong::new(what, mend);
        let url = Url::parse(text).map_err(|_| wrong("is no URL"))?;
        let has_host = url.host_str().is_some_and(|host| !host.is_empty());
        let fits = match url.scheme() {
            "redis" | "rediss" => has_host && is_database(&url),
            "redis-cluster" | "rediss-cluster" => has_host,
            "redis-sentinel" | "rediss-sentinel" => {
                if !url.query_pairs().any(|(name, value)| name == "sentinelServiceName" && !value.is_empty()) {
                    return Err(Wrong::new("names no service of the sentinels", "append ?sentinelServiceName=<name>"));
                }
                has_host && is_database(&url)
            }
            "redis+unix" => url.path().len() > 1,
            _ => return Err(wrong("has an unknown scheme")),
        };
        if fits { Ok(Self(text.to_owned().into())) } else { Err(wrong("lacks a host or path, or has a wrong one")) }
    }
}

impl fmt::Debug for RedisUrl {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("RedisUrl(…)")
    }
}

/// Whether the path is none or the number of a database.
fn is_database(url: &Url) -> bool {
    let path = url.path().trim_start_matches('/');
    path.is_empty() || path.parse::<u8>().is_ok()
}

/// An `http:` or `https:` URL that names a host and nothing else.
pub(super) fn bare(text: &str) -> Result<Url, Wrong> {
    let url = web(text)?;
    if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
        return Err(Wrong::new("has a path, a query or a fragment", "name scheme, host and port only"));
    }
    Ok(url)
}

/// An `http:` or `https:` URL that paths are added to.
pub(super) fn base(text: &str) -> Result<Url, Wrong> {
    let url = web(text)?;
    if url.query().is_some() || url.fragment().is_some() {
        return Err(Wrong::new("has a query or a fragment", "write it like http://127.0.0.1:4318"));
    }
    Ok(url)
}

/// An `http:` or `https:` URL without credentials.
pub(super) fn web(text: &str) -> Result<Url, Wrong> {
    let url = Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
    let url = url.ok_or_else(|| Wrong::new("is no URL of a web site", "write it like https://example.org"))?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Wrong::new("holds credentials", "take user and password out"));
    }
    Ok(url)
}

/// Whether the URL leads back to this machine, whatever a name server says.
pub fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback() || address.to_ipv4_mapped().is_some_and(|v4| v4.is_loopback()),
        // RFC 6761: the name and everything under it.
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may end here")]
    use super::*;

    #[test]
    fn redis_is_found_in_five_ways() {
        for text in [
            "redis://127.0.0.1:6379",
            "rediss://gate:pw@redis.example.org/3",
            "redis+unix:///run/redis.sock",
            "redis-sentinel://a:26379?sentinelServiceName=main&node=b:26379",
            "rediss-cluster://a:7000?node=b:7001",
            "redis://:pw@[::1]:6379/0",
        ] {
            let url = RedisUrl::parse(text).unwrap();
            assert_eq!((url.expose(), format!("{url:?}")), (text, "RedisUrl(…)".to_owned()));
        }
        for text in ["", "127.0.0.1:6379", "http://a", "redis://", "redis://a/x", "redis+unix://", "redis-sentinel://a:26379", "valkey://a"]
        {
            assert!(RedisUrl::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn the_gates_own_url_is_bare() {
        assert_eq!(bare("https://Join.Example.org").unwrap().as_str(), "https://join.example.org/");
        for text in
            ["https://a/b", "https://a/?b", "https://a/#b", "https://u:p@a/", "https://u@a", "ftp://a", "a.org", "https://", "mailto:a@b"]
        {
            assert!(bare(text).is_err(), "{text}");
        }
        assert!(web("https://app.element.io/#/home").is_ok() && web("javascript:alert(1)").is_err());
        assert!(base("http://127.0.0.1:4318/otlp").is_ok() && base("http://a/?b").is_err() && base("http://u:p@a").is_err());
    }

    #[test]
    fn loopback_is_this_machine_only() {
        for text in [
            "http://localhost",
            "http://a.localhost:1",
            "http://127.9.9.9",
            "http://[::1]:80",
            "http://[::ffff:127.0.0.1]",
            "http://2130706433",
        ] {
            assert!(is_loopback(&Url::parse(text).unwrap()), "{text}");
        }
        for text in ["http://localhost.example.org", "http://10.0.0.1", "http://0.0.0.0", "http://notlocalhost", "http://[::2]"] {
            assert!(!is_loopback(&Url::parse(text).unwrap()), "{text}");
        }
    }
}
