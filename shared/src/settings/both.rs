//! What both processes must know and be given alike.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use url::Url;

use super::catalogue::{self, Setting};
use super::doors;
use super::faults::Wrong;
use super::keys::{self, KeyEntry};
use super::limits::Limits;
use super::mastodon::{self, MastodonPublic};
use super::matrix::{self, MatrixPublic};
use super::reader::Reader;
use super::urls::{self, RedisUrl};
use super::values;
use crate::address::EmailAddress;
use crate::crypto::sealed_box::KeyRing;
use crate::error::Error;
use crate::locales::Locale;
use crate::platform::{Platform, Services};

/// Settings of both processes.
#[derive(Clone, Debug)]
pub struct Common {
    /// Where everything rests.
    pub redis_url: RedisUrl,
    /// The key ring; never empty, the first seals.
    pub keys: Vec<KeyEntry>,
    /// The only source of links; no path.
    pub public_url: Url,
    /// The name that people read.
    pub community: String,
    /// The language where nobody asks for another.
    pub locale: Locale,
    /// Where people ask who have a question.
    pub contact: Option<EmailAddress>,
    /// A folder whose style, logo, templates and texts win over ours.
    pub overrides: Option<PathBuf>,
    /// The filter for logs.
    pub log: String,
    /// Where this process tells how it does.
    pub metrics_bind: Option<SocketAddr>,
    /// Where traces go.
    pub otlp_endpoint: Option<Url>,
    /// Those who decide; never empty, each once.
    pub moderators: Vec<EmailAddress>,
    /// The languages of those among them who have one of their own.
    pub moderator_locales: HashMap<EmailAddress, Locale>,
    /// Reasons that moderators choose from.
    pub reasons: Vec<String>,
    /// How many must approve.
    pub approvals: u32,
    /// How many must reject.
    pub rejections: u32,
    /// The open doors.
    pub services: Services,
    /// How long registrations live.
    pub lifetimes: Lifetimes,
    /// Who may ask how often.
    pub limits: Limits,
    /// Whether limits are kept at all.
    pub rate_limits: bool,
    /// The homeserver, where that door is open.
    pub matrix: Option<MatrixPublic>,
    /// The Mastodon instance, where that door is open.
    pub mastodon: Option<MastodonPublic>,
}

impl Common {
    /// What everything that rests is sealed under.
    ///
    /// # Errors
    /// Where there is no key at all, which the settings do not let pass.
    pub fn key_ring(&self) -> Result<KeyRing, Error> {
        let (first, older) = self.keys.split_first().ok_or(Error::Corrupt("key ring"))?;
        Ok(KeyRing::new((&first.id, &first.key), older.iter().map(|entry| (entry.id.as_str(), &*entry.key))))
    }

    /// The language in which a moderator is written to.
    pub fn moderator_locale(&self, moderator: &EmailAddress) -> Locale {
        self.moderator_locales.get(moderator).copied().unwrap_or(self.locale)
    }
}

/// How long registrations live, by the operator's wish.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lifetimes {
    /// Waiting for the confirmation.
    pub unconfirmed: Duration,
    /// Waiting for the decision.
    pub pending: Duration,
    /// Approved and not settled.
    pub approved: Duration,
    /// The memory of who decided what.
    pub audit: Duration,
}

/// Reads all of it. Where the process listens has been noted before.
pub(super) fn read(reader: &mut Reader<'_>) -> Option<Common> {
    let redis_url = reader.read(&catalogue::REDIS_URL, RedisUrl::parse);
    let keys = reader.read(&catalogue::KEYS, keys::parse);
    let public_url = read_public_url(reader);
    let community = reader.read(&catalogue::COMMUNITY, |text| values::line(text, 80));
    let locale = reader.read(&catalogue::LOCALE, locale);
    let contact = reader.read(&catalogue::CONTACT, contact);
    let overrides = reader.read(&catalogue::OVERRIDES, values::folder);
    let log = reader.read(&catalogue::LOG, values::log_filter);
    let metrics_bind = reader.read(&catalogue::METRICS_BIND, values::bind);
    let otlp_endpoint = reader.read(&catalogue::OTLP_ENDPOINT, urls::base);
    let moderators = reader.read(&catalogue::MODERATORS, moderators);
    let moderator_locales = reader.read(&catalogue::MODERATOR_LOCALES, |text| moderator_locales(text, moderators.as_deref()));
    let reasons = reader.read(&catalogue::REASONS, values::reasons).unwrap_or_default();
    let approvals = read_quorum(reader, &catalogue::APPROVALS, moderators.as_deref());
    let rejections = read_quorum(reader, &catalogue::REJECTIONS, moderators.as_deref());
    let services = reader.read(&catalogue::SERVICES, doors::parse);
    let lifetimes = read_lifetimes(reader);
    let limits = reader.read(&catalogue::LIMITS, Limits::parse).unwrap_or_default();
    let rate_limits = read_rate_limits(reader);
    let matrix = if reader.doors.contains(Platform::Matrix) { matrix::read_public(reader) } else { None };
    let mastodon = if reader.doors.contains(Platform::Mastodon) { mastodon::read_public(reader) } else { None };
    reader.read(&catalogue::DURABILITY, durability);
    if reader.must_be_strong() && keys.iter().flatten().any(KeyEntry::is_weak) {
        reader.fault(&catalogue::KEYS, keys::weak(&catalogue::KEYS));
    }
    Some(Common {
        redis_url: redis_url?,
        keys: keys?,
        public_url: public_url?,
        community: community?,
        locale: locale?,
        contact,
        overrides,
        log: log?,
        metrics_bind,
        otlp_endpoint,
        moderators: moderators?,
        moderator_locales: moderator_locales.unwrap_or_default(),
        reasons,
        approvals: approvals?,
        rejections: rejections?,
        services: services?,
        lifetimes: lifetimes?,
        limits,
        rate_limits: rate_limits?,
        matrix,
        mastodon,
    })
}

fn read_public_url(reader: &mut Reader<'_>) -> Option<Url> {
    let allow_http = reader.read(&catalogue::ALLOW_HTTP, values::switch);
    let url = reader.read(&catalogue::PUBLIC_URL, urls::bare)?;
    if !urls::is_loopback(&url) {
        reader.is_public = true;
        if url.scheme() == "http" && allow_http == Some(false) {
            let mend = format!("use https, or set {}=true and know that everybody on the way can read", catalogue::ALLOW_HTTP.name);
            reader.fault(&catalogue::PUBLIC_URL, Wrong::new("is http: on a host that is not loopback", mend));
        }
    }
    Some(url)
}

fn read_rate_limits(reader: &mut Reader<'_>) -> Option<bool> {
    let rate_limits = reader.read(&catalogue::RATE_LIMITS, values::switch)?;
    if !rate_limits && reader.is_public {
        let mend = "leave it on, or make both the public URL and the address to listen on loopback";
        reader.fault(&catalogue::RATE_LIMITS, Wrong::new("is off where others can reach the gate", mend));
    }
    Some(rate_limits)
}

fn read_lifetimes(reader: &mut Reader<'_>) -> Option<Lifetimes> {
    let unconfirmed = reader.read(&catalogue::UNCONFIRMED_TTL, values::duration);
    let pending = reader.read(&catalogue::REGISTRATION_TTL, values::duration);
    let approved = reader.read(&catalogue::APPROVED_TTL, values::duration);
    let audit = reader.read(&catalogue::AUDIT_TTL, values::duration);
    Some(Lifetimes { unconfirmed: unconfirmed?, pending: pending?, approved: approved?, audit: audit? })
}

/// How many must agree: at least one, and not more than there are.
fn read_quorum(reader: &mut Reader<'_>, setting: &Setting, moderators: Option<&[EmailAddress]>) -> Option<u32> {
    let quorum = reader.read(setting, |text| values::number(text, &(1..=u32::MAX)))?;
    let count = moderators.map_or(usize::MAX, <[_]>::len);
    if usize::try_from(quorum).unwrap_or(usize::MAX) > count {
        let mend = format!("there are {count}: name more in {} or ask for fewer", catalogue::MODERATORS.name);
        reader.fault(setting, Wrong::new("asks for more moderators than there are", mend));
    }
    Some(quorum)
}

fn moderators(text: &str) -> Result<Vec<EmailAddress>, Wrong> {
    let mut seen = HashMap::new();
    let mut moderators = Vec::new();
    for (at, entry) in (1..).zip(values::entries(text, ',')) {
        let address = EmailAddress::parse(entry)
            .map_err(|_| Wrong::new(format!("has no address at place {at}"), "write addresses like ann@example.org, with commas"))?;
        if let Some(before) = seen.insert(address.clone(), at) {
            return Err(Wrong::new(format!("names one address at places {before} and {at}"), "name each moderator once"));
        }
        moderators.push(address);
    }
    Ok(moderators)
}

/// `ann@example.org=de`: who of the moderators reads which language.
fn moderator_locales(text: &str, moderators: Option<&[EmailAddress]>) -> Result<HashMap<EmailAddress, Locale>, Wrong> {
    let mut locales = HashMap::new();
    for (at, entry) in (1..).zip(values::entries(text, ',')) {
        let (address, tag) = entry
            .rsplit_once('=')
            .ok_or_else(|| Wrong::new(format!("has no language at place {at}"), "write ann@example.org=de,bob@example.org=fr"))?;
        let address = EmailAddress::parse(address.trim())
            .map_err(|_| Wrong::new(format!("has no address at place {at}"), "write ann@example.org=de,bob@example.org=fr"))?;
        if moderators.is_some_and(|moderators| !moderators.contains(&address)) {
            let mend = format!("name only who stands in {}", catalogue::MODERATORS.name);
            return Err(Wrong::new(format!("names at place {at} somebody who is no moderator"), mend));
        }
        if locales.insert(address, locale(tag.trim())?).is_some() {
            return Err(Wrong::new(format!("names at place {at} somebody a second time"), "give each moderator one language"));
        }
    }
    Ok(locales)
}

fn contact(text: &str) -> Result<EmailAddress, Wrong> {
    EmailAddress::parse(text).map_err(|_| Wrong::new("is no address", "write it like hello@example.org"))
}

fn locale(text: &str) -> Result<Locale, Wrong> {
    let known: Vec<_> = Locale::ALL.iter().map(|locale| locale.tag()).collect();
    text.parse().map_err(|_| Wrong::new("is no language of this gate", format!("it speaks {}", known.join(", "))))
}

fn durability(text: &str) -> Result<(), Wrong> {
    if text == "memory" { Ok(()) } else { Err(Wrong::new("has an unknown value", "write memory")) }
}
