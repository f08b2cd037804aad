//! The platforms behind the gate, and sets of them.
//!
//! Owns the enum that everything else matches on: a new platform is a new variant here, and the compiler then names every
//! place that has to say something about it. What a platform is called on the wire stands here; how an account is opened
//! there is the worker's business.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A place where an approved registration opens an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Platform {
    /// A Matrix homeserver.
    Matrix,
    /// A Mastodon instance.
    Mastodon,
}

/// The word is no platform that this gate knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no such platform")]
pub struct UnknownPlatform;

impl Platform {
    /// Every platform, in the order in which people read them.
    pub const ALL: &'static [Self] = &[Self::Matrix, Self::Mastodon];

    /// The word on the wire and in settings.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Matrix => "matrix",
            Self::Mastodon => "mastodon",
        }
    }
}

impl fmt::Display for Platform {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

impl FromStr for Platform {
    type Err = UnknownPlatform;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL.iter().copied().find(|platform| platform.as_str() == word).ok_or(UnknownPlatform)
    }
}

/// A set of platforms in a fixed order: the open doors, or the doors that somebody asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Services(BTreeSet<Platform>);

impl Services {
    /// Whether this platform is in the set.
    pub fn contains(&self, platform: Platform) -> bool {
        self.0.contains(&platform)
    }

    /// The platforms in their order.
    pub fn iter(&self) -> impl Iterator<Item = Platform> + '_ {
        self.0.iter().copied()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<Platform> for Services {
    fn from_iter<I: IntoIterator<Item = Platform>>(platforms: I) -> Self {
        Self(platforms.into_iter().collect())
    }
}

impl From<Platform> for Services {
    fn from(platform: Platform) -> Self {
        Self::from_iter([platform])
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may end here")]
    use super::*;

    #[test]
    fn words_are_the_same_everywhere() {
        for platform in Platform::ALL {
            assert_eq!(platform.to_string().parse(), Ok(*platform));
            assert_eq!(serde_json::to_value(platform).unwrap(), platform.as_str());
        }
        assert_eq!("Matrix".parse::<Platform>(), Err(UnknownPlatform));
        assert_eq!("pleroma".parse::<Platform>(), Err(UnknownPlatform));
    }

    #[test]
    fn services_are_a_list_without_repeats() {
        let services: Services = serde_json::from_str(r#"["matrix","matrix"]"#).unwrap();
        assert_eq!(services, Services::from(Platform::Matrix));
        assert_eq!(serde_json::to_string(&services).unwrap(), r#"["matrix"]"#);
        let both: Services = serde_json::from_str(r#"["mastodon","matrix"]"#).unwrap();
        assert_eq!(serde_json::to_string(&both).unwrap(), r#"["matrix","mastodon"]"#);
        assert!(services.contains(Platform::Matrix) && !Services::default().contains(Platform::Matrix));
    }
}
