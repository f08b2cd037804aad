//! What the doctor says of Redis: whether it is reached, keeps what it is given, lets the gate do its work, and agrees on the time.
//!
//! The catalogue is the second half: a function for each thing that can be wrong. The first half asks, and only asks.

use jiff::Timestamp;

use super::Finding;
use super::reach::Unreached;
use crate::clock::{Clock, between};
use crate::error::RedisFault;
use crate::keyspace::OURS;
use crate::redis::allowed::Refused;
use crate::redis::attempt::{NoConnection, attempt};
use crate::redis::{Disk, Manners, Mode, Redis};
use crate::settings::RedisUrl;
use crate::watch::REDIS_MIN;

const PLACE: &str = "GATELODGE_REDIS_URL";
/// How far the two clocks may be apart.
const APART_MAX: std::time::Duration = std::time::Duration::from_secs(2);
/// How long one attempt to connect may take.
const CONNECT_MAX: std::time::Duration = std::time::Duration::from_secs(3);
/// Of a hundred parts of the memory allowed, so many may be used.
const USED_MAX: u64 = 85;

/// Whether there is a connection at all. Where there is none, nothing else of Redis is worth asking.
///
/// # Errors
/// What is wrong.
pub async fn is_there(url: &RedisUrl) -> Result<(), Finding> {
    attempt(url, CONNECT_MAX).await.map_err(|why| no_connection(url, why))
}

/// Looks at everything behind the connection.
pub async fn look(redis: &Redis, url: &RedisUrl, clock: &Clock) -> Vec<Finding> {
    let mut findings = Vec::new();
    let manners = match redis.manners().await {
        Ok(manners) => manners,
        Err(RedisFault::Refused(_)) => return vec![may_not_say()],
        Err(fault) => return vec![went_away(fault)],
    };
    match manners.mode {
        Mode::Sentinel => return vec![sentinel()],
        Mode::Cluster if !url.is_of_many() => return vec![cluster()],
        Mode::Cluster | Mode::Standalone => {}
    }
    let (disk, refused, time) = tokio::join!(redis.disk(), redis.refused(), redis.time());
    findings.extend(judge(&manners, disk.as_ref()));
    match refused {
        Ok(refused) => findings.extend(refused.and_then(|refused| may_not(&refused))),
        Err(RedisFault::Refused(_)) => findings.push(may_run_no_script()),
        Err(_) => {}
    }
    findings.extend(time.ok().and_then(|time| apart(time, clock.now())));
    if !url.has_password() && !url.is_here() {
        findings.push(open_to_all());
    }
    if findings.is_empty() {
        let (major, minor) = manners.version;
        findings.push(Finding::ok(
            "redis.well",
            PLACE,
            format!("It answers ({major}.{minor}), keeps what it is given, and lets the gate work."),
        ));
    }
    findings
}

/// What its own words give away.
pub fn judge(manners: &Manners, disk: Option<&Disk>) -> Vec<Finding> {
    let (used, most) = manners.memory;
    let is_near = most > 0 && used.saturating_mul(100) > most.saturating_mul(USED_MAX);
    let has_snapshots = disk.is_none_or(|disk| disk.has_snapshots);
    let is_late = manners.keeps && disk.is_some_and(|disk| disk.fsync == "no");
    [
        (manners.version < REDIS_MIN).then(|| too_old(manners.version)),
        manners.is_replica.then(replica),
        (!manners.keeps && !has_snapshots).then(forgets),
        (!manners.keeps && has_snapshots).then(forgets_a_while),
        is_late.then(writes_late),
        manners.is_disk_faulty.then(disk_faulty),
        manners.evicts.then(evicts),
        (manners.may_evict && !manners.evicts).then(may_evict),
        is_near.then(|| nearly_full(used, most)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

// Everything that can be wrong, in the order in which it is found.

fn no_connection(url: &RedisUrl, why: NoConnection) -> Finding {
    let at = url.host_and_port().map_or_else(|| "the Unix socket".to_owned(), |(host, port)| format!("{host}:{port}"));
    let (id, what, mend) = match why {
        NoConnection::Unreached(Unreached::NoHost) => {
            ("redis.away", format!("No name server knows the host of {at}."), "Correct the host, or give the container of Redis that name.")
        }
        NoConnection::Unreached(Unreached::Closed) => {
            ("redis.away", format!("Nobody listens at {at}."), "Start Redis (systemctl start redis-server), or correct host and port.")
        }
        NoConnection::Unreached(Unreached::Silent) => (
            "redis.away",
            format!("Nothing answers at {at}, not even to refuse."),
            "Let the firewall pass this machine, or correct the address.",
        ),
        NoConnection::NoSocket => (
            "redis.away",
            "Nobody listens on the Unix socket.".to_owned(),
            "Start Redis, and compare the path with `unixsocket` in redis.conf.",
        ),
        NoConnection::Denied => (
            "redis.socket-denied",
            "The Unix socket belongs to somebody else.".to_owned(),
            "Add the user of this process to the group of Redis, and set `unixsocketperm 770` in redis.conf.",
        ),
        NoConnection::Password => (
            "redis.password",
            "Redis refuses the user or the password, or wants one.".to_owned(),
            "Write both into the URL, percent-encoded: redis://user:password@host:6379. Without a user of its own: redis://:password@host:6379",
        ),
        NoConnection::Tls => (
            "redis.tls",
            format!("TLS with Redis at {at} fails: an unknown or expired certificate, another name in it, or no TLS at that port."),
            "Without TLS write redis:// instead of rediss://; with it, name the host as its certificate does, and use its tls-port.",
        ),
        NoConnection::Stranger => (
            "redis.stranger",
            format!("Something answers at {at}, but not as Redis does."),
            "Correct host and port. Where Redis listens with TLS there, write rediss:// instead of redis://.",
        ),
    };
    Finding::fault(id, PLACE, what)
        .because("Everything rests in Redis: without it the gate answers 503, and no letter goes out. Nothing else of it was looked at.")
        .mend(mend)
}

fn went_away(fault: RedisFault) -> Finding {
    Finding::fault("redis.away", PLACE, format!("{fault}, in the middle of a question."))
        .because("Without it the gate answers 503, and no letter goes out.")
        .mend("Look at the log of Redis, whether it is loading, stuck or being restarted, and ask again.")
}

fn may_not_say() -> Finding {
    Finding::fault("redis.acl-info", PLACE, "This user of Redis may not run INFO.")
        .because("The gate cannot see whether Redis keeps what it is given, and neither can this doctor. Nothing else of it was looked at.")
        .mend("ACL SETUSER <user> +info, then ACL SAVE or write it into the ACL file.")
}

fn may_run_no_script() -> Finding {
    Finding::fault("redis.acl-scripts", PLACE, "This user of Redis may not run scripts.")
        .because("Every change is one script: nobody can apply, decide or sign in.")
        .mend("ACL SETUSER <user> +eval +evalsha, then ACL SAVE or write it into the ACL file.")
}

fn may_not(refused: &Refused) -> Option<Finding> {
    if refused.all_keys {
        return Some(
            Finding::fault("redis.acl-keys", PLACE, format!("This user of Redis may not touch the keys of the gate ({OURS})."))
                .because("Nothing can be kept: nobody can apply, decide or sign in.")
                .mend(format!("ACL SETUSER <user> ~{OURS}, then ACL SAVE or write it into the ACL file.")),
        );
    }
    if !refused.commands.is_empty() {
        let commands = refused.commands.join(", ").replace('|', " ");
        let grants: Vec<String> = refused.commands.iter().map(|command| format!("+{}", command.to_lowercase())).collect();
        return Some(
            Finding::fault("redis.acl-commands", PLACE, format!("This user of Redis may not run {commands}."))
                .because("The first registration or letter that needs it fails, and others seem to work meanwhile.")
                .mend(format!("ACL SETUSER <user> {}, then ACL SAVE or write it into the ACL file.", grants.join(" "))),
        );
    }
    (!refused.channels.is_empty()).then(|| {
        Finding::fault("redis.acl-channels", PLACE, format!("This user of Redis may not use the channels {}.", refused.channels.join(", ")))
            .because("Nobody is told of a new job or an answer: letters and pages come seconds late, and changes fail where they announce.")
            .mend(format!("ACL SETUSER <user> &{OURS} +publish +subscribe, then ACL SAVE or write it into the ACL file."))
    })
}

fn sentinel() -> Finding {
    Finding::fault("redis.sentinel", PLACE, "This is a sentinel, which keeps nothing itself.")
        .because("Nothing can be kept: nobody can apply, decide or sign in.")
        .mend("Write redis-sentinel://host:26379?sentinelServiceName=<name>, with the name from `sentinel monitor` in its settings.")
}

fn cluster() -> Finding {
    Finding::fault("redis.cluster", PLACE, "This Redis is one of a Cluster, and the URL speaks to it as if it were alone.")
        .because("Most keys lie with the others: most registrations fail with 503.")
        .mend("Write redis-cluster://host:6379?node=other:6379 instead of redis://.")
}

fn too_old((major, minor): (u32, u32)) -> Finding {
    Finding::fault("redis.too-old", PLACE, format!("Redis {major}.{minor} is too old: 6.2 is the oldest that can do this work."))
        .because("When a worker dies, nobody takes over its jobs: letters and accounts stay undone.")
        .mend("Install Redis 6.2 or newer, or Valkey; the data can stay as they are.")
}

fn replica() -> Finding {
    Finding::fault("redis.replica", PLACE, "This Redis is a replica: it copies another one and takes no writes.")
        .because("Pages can be read, but every registration, vote and sign-in is refused with 503.")
        .mend("Write the address of its master (INFO replication: master_host), or use redis-sentinel:// so that it is found by itself.")
}

/// A Redis that starts with an append-only file it never wrote begins empty, whatever snapshot lies beside.
const APPEND: &str = "While Redis runs: redis-cli CONFIG SET appendonly yes; wait until INFO persistence says aof_rewrite_in_progress:0; \
                      then CONFIG REWRITE (in a container: the setting in its command). Never restart with it before that: Redis \
                      would begin empty.";

fn forgets() -> Finding {
    Finding::fault("redis.forgets", PLACE, "Redis writes nothing to its disk: it forgets everything when it restarts.")
        .because(
            "With the next restart every registration, every member and the root secrets are gone, and every link in every letter is dead.",
        )
        .mend(APPEND)
}

fn forgets_a_while() -> Finding {
    Finding::warning("redis.snapshots-only", PLACE, "Redis saves a picture of everything from time to time, and nothing between.")
        .because("After a crash, decisions of the last minutes or hours are undone, although people were told that they hold.")
        .mend(APPEND)
}

fn writes_late() -> Finding {
    Finding::warning("redis.fsync", PLACE, "Redis leaves it to the system when its file reaches the disk (appendfsync no).")
        .because("When the machine loses power, up to half a minute of decisions is lost, although people were told that they hold.")
        .mend("redis-cli CONFIG SET appendfsync everysec, then CONFIG REWRITE.")
}

fn disk_faulty() -> Finding {
    Finding::fault("redis.disk", PLACE, "Redis could not write to its disk when it last tried.")
        .because("What is decided now is lost with a restart, and soon Redis takes no more writes.")
        .mend("Look into the log of Redis: mostly the disk is full (df -h), or its folder is gone or not its own. Then redis-cli BGSAVE.")
}

fn evicts() -> Finding {
    Finding::fault("redis.evicts", PLACE, "Redis throws keys away when its memory is full (maxmemory-policy).")
        .because("Registrations and members vanish without a word, beginning with those nobody looked at for long.")
        .mend("redis-cli CONFIG SET maxmemory-policy noeviction, then CONFIG REWRITE: when full it refuses, and says so.")
}

fn may_evict() -> Finding {
    Finding::advice("redis.may-evict", PLACE, "The maxmemory-policy of Redis is not noeviction; today its memory has no limit.")
        .because("As soon as somebody sets a limit (maxmemory), registrations and members begin to vanish without a word.")
        .mend("redis-cli CONFIG SET maxmemory-policy noeviction, then CONFIG REWRITE.")
}

fn nearly_full(used: u64, most: u64) -> Finding {
    let percent = used.saturating_mul(100).checked_div(most).unwrap_or(100);
    Finding::warning("redis.nearly-full", PLACE, format!("The memory of Redis is nearly full: {percent} % of its maxmemory."))
        .because("When it is full, nobody can apply, decide or sign in any more: every change is refused with 503.")
        .mend("redis-cli CONFIG SET maxmemory <more>, then CONFIG REWRITE. The gate itself needs about 2 kB for a registration.")
}

fn apart(there: Timestamp, here: Timestamp) -> Option<Finding> {
    let apart = between(there, here).max(between(here, there));
    (apart > APART_MAX).then(|| {
        let seconds = apart.as_secs();
        Finding::warning("redis.clock", "the clocks", format!("The clock here and the clock of Redis are {seconds} seconds apart."))
            .because("Links end too early or too late, limits count in the wrong hour, and jobs wait for a time that has passed elsewhere.")
            .mend("Let both machines keep the time: timedatectl set-ntp true. Then look whether `date` says the same on both.")
    })
}

fn open_to_all() -> Finding {
    Finding::warning("redis.no-password", PLACE, "Redis lets this machine in over the network without a password.")
        .because("Whoever else reaches its port can delete every registration, and read who moderates when.")
        .mend("Set a user with a password (ACL SETUSER, or requirepass) and write both into the URL, or let Redis listen on this machine only.")
}
