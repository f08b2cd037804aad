//! How a server is set up, as far as it says itself: asked by whoever watches it, and by the doctor.
//!
//! The rule: only questions are sent. What an answer means for people is the doctor's to say.

use fred::{
    interfaces::{ClientLike, ConfigInterface},
    types::{ClusterHash, CustomCommand, InfoKind},
};
use jiff::Timestamp;

use super::{Redis, fault};
use crate::error::RedisFault;

/// How a server is set up.
#[expect(clippy::struct_excessive_bools, reason = "each is one thing that a server says of itself")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Manners {
    /// `(major, minor)`.
    pub version: (u32, u32),
    /// Whether what it was given survives its restart.
    pub keeps: bool,
    /// Whether it throws things away when its memory is full.
    pub evicts: bool,
    /// Whether it would, if its memory had a limit.
    pub may_evict: bool,
    /// Whether it could not write to its disk when it tried last.
    pub is_disk_faulty: bool,
    /// Whether it copies another server and takes no writes.
    pub is_replica: bool,
    /// What it is a part of.
    pub mode: Mode,
    /// Bytes used, and the most it may use; 0 for no limit.
    pub memory: (u64, u64),
}

/// What a server is a part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Nothing: it stands alone, or behind sentinels.
    Standalone,
    /// A Cluster.
    Cluster,
    /// It keeps nothing itself and knows who does.
    Sentinel,
}

/// How it writes to its disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disk {
    /// Whether it saves a picture of everything from time to time.
    pub has_snapshots: bool,
    /// When it makes sure that the append-only file lies on the disk: `always`, `everysec` or `no`.
    pub fsync: String,
}

impl Redis {
    /// How the server is set up, as far as it says.
    ///
    /// # Errors
    /// As any command.
    pub async fn manners(&self) -> Result<Manners, RedisFault> {
        let mut said = String::new();
        for section in [InfoKind::Server, InfoKind::Persistence, InfoKind::Memory, InfoKind::Replication] {
            let info: String = self.client.info(Some(section)).await.map_err(|error| fault(&error))?;
            said.push_str(&info);
        }
        read(&said).ok_or(RedisFault::Shape)
    }

    /// How it writes to its disk; nothing where it does not let us ask.
    pub async fn disk(&self) -> Option<Disk> {
        let (_, save): (String, String) = self.client.config_get("save").await.ok()?;
        let (_, fsync): (String, String) = self.client.config_get("appendfsync").await.ok()?;
        Some(Disk { has_snapshots: !save.is_empty(), fsync })
    }

    /// What time it is there.
    ///
    /// # Errors
    /// As any command.
    pub async fn time(&self) -> Result<Timestamp, RedisFault> {
        let time = CustomCommand::new_static("TIME", ClusterHash::Random, false);
        let (seconds, micros): (i64, i32) = self.client.custom(time, Vec::<String>::new()).await.map_err(|error| fault(&error))?;
        Timestamp::new(seconds, micros.saturating_mul(1_000)).map_err(|_| RedisFault::Shape)
    }
}

fn read(said: &str) -> Option<Manners> {
    let field = |name: &str| said.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':')).map(str::trim);
    let mut parts = field("redis_version")?.split('.').map_while(|part| part.parse().ok());
    let number = |name: &str| field(name).and_then(|value| value.parse().ok()).unwrap_or_default();
    let memory = (number("used_memory"), number("maxmemory"));
    let may_evict = field("maxmemory_policy").is_some_and(|policy| policy != "noeviction");
    let failed = |name: &str| field(name).is_some_and(|status| status != "ok");
    Some(Manners {
        version: parts.next().zip(parts.next())?,
        keeps: field("aof_enabled") != Some("0"),
        evicts: may_evict && field("maxmemory") != Some("0"),
        may_evict,
        is_disk_faulty: ["rdb_last_bgsave_status", "aof_last_write_status", "aof_last_bgrewrite_status"].into_iter().any(failed),
        is_replica: field("role") == Some("slave"),
        mode: match field("redis_mode") {
            Some("cluster") => Mode::Cluster,
            Some("sentinel") => Mode::Sentinel,
            _ => Mode::Standalone,
        },
        memory,
    })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may end here")]
    use super::*;

    #[test]
    fn what_a_server_says_is_read_line_by_line() {
        let good = "# Server\r\nredis_version:7.0.15\r\nredis_mode:standalone\r\naof_enabled:1\r\naof_last_write_status:ok\r\n\
                    used_memory:100\r\nmaxmemory:0\r\nmaxmemory_policy:noeviction\r\nrole:master\r\n";
        let manners = read(good).unwrap();
        assert_eq!((manners.version, manners.mode, manners.memory), ((7, 0), Mode::Standalone, (100, 0)));
        assert!(manners.keeps && !manners.evicts && !manners.may_evict && !manners.is_disk_faulty && !manners.is_replica);
        let bad = good.replace("noeviction", "allkeys-lru").replace("status:ok", "status:err").replace("role:master", "role:slave");
        let manners = read(&bad).unwrap();
        assert!(manners.may_evict && !manners.evicts, "without a limit nothing is thrown away");
        assert!(manners.is_disk_faulty && manners.is_replica);
        assert!(read(&bad.replace("maxmemory:0", "maxmemory:200")).unwrap().evicts);
        assert_eq!(read("aof_enabled:1\r\n"), None);
    }
}
