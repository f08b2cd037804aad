//! The table of what the doctor looks at: a function each, which says its lines. A new check is a function and a row.
//!
//! The rule: a look asks what can be asked without leaving anything behind. An application of Mastodon's is proved where accounts
//! are made, inside the instance by the driver `runner`, so that the public address need not be reachable from here; by the driver
//! `http` with the application's own token.

use std::pin::Pin;

use shared::error::RedisFault;
use shared::redis::Manners;
use shared::settings::MastodonDriver;
use shared::watch::REDIS_MIN;

use super::super::table::escaped;
use super::Line;
use crate::Worker;
use crate::mail::MailFault;
use crate::platforms::{mastodon, matrix};

/// What a look says, once it has looked.
type Looked<'a> = Pin<Box<dyn Future<Output = Vec<Line>> + Send + 'a>>;

/// One thing that is looked at.
pub(super) struct Check {
    pub(super) name: &'static str,
    pub(super) look: fn(&Worker) -> Looked<'_>,
}

/// All that is looked at, in the order in which it is told.
pub(super) const CHECKS: &[Check] = &[
    Check { name: "redis", look: |worker| Box::pin(redis(worker)) },
    Check { name: "mail", look: |worker| Box::pin(mail(worker)) },
    Check { name: "matrix", look: |worker| Box::pin(homeserver(worker)) },
    Check { name: "mastodon", look: |worker| Box::pin(instance(worker)) },
    Check { name: "workers", look: |worker| Box::pin(workers(worker)) },
];

const CLOSED: &str = "GATELODGE_SERVICES does not open this door";
const ADDRESS: &str = "mastodon address";
const APPLICATION: &str = "mastodon application";

async fn redis(worker: &Worker) -> Vec<Line> {
    match worker.redis.manners().await {
        Ok(manners) => judge(manners),
        Err(fault @ RedisFault::Refused(_)) => {
            vec![Line::fault(
                "redis",
                fault.to_string(),
                "write its user and password into GATELODGE_REDIS_URL, and let that user run INFO",
            )]
        }
        Err(fault) => vec![Line::fault(
            "redis",
            fault.to_string(),
            "start it, or write its address, and its password where it has one, into GATELODGE_REDIS_URL",
        )],
    }
}

/// Whether it keeps what it is given.
fn judge(manners: Manners) -> Vec<Line> {
    let mut lines = Vec::new();
    if manners.version < REDIS_MIN {
        let mend = "give GATELODGE_REDIS_URL one of 6.2 or newer";
        lines.push(Line::fault("redis", "it is too old: nobody takes over the jobs of the dead", mend));
    }
    if !manners.keeps {
        let mend = "set appendonly yes in the Redis of GATELODGE_REDIS_URL";
        lines.push(Line::fault("redis", "it forgets everything when it restarts", mend));
    }
    if manners.evicts {
        let mend = "set maxmemory-policy noeviction in the Redis of GATELODGE_REDIS_URL";
        lines.push(Line::fault("redis", "it throws records away when its memory is full", mend));
    }
    if lines.is_empty() {
        lines.push(Line::ok("redis", "it answers, and keeps what it is given"));
    }
    lines
}

async fn mail(worker: &Worker) -> Vec<Line> {
    vec![match worker.mailer.check().await {
        Ok(()) => Line::ok("mail", "the mail server lets us in"),
        Err(fault @ MailFault::Later { .. }) => {
            Line::fault("mail", fault.to_string(), "look whether the mail server of GATELODGE_SMTP_URL runs and is reached from here")
        }
        Err(fault) => Line::fault("mail", fault.to_string(), "set GATELODGE_SMTP_URL and GATELODGE_MAIL_FROM as the mail server wants it"),
    }]
}

async fn homeserver(worker: &Worker) -> Vec<Line> {
    let Some(homeserver) = &worker.homeserver else {
        return vec![Line::skipped("matrix", CLOSED, "where it should be open, name it there: GATELODGE_SERVICES=matrix")];
    };
    vec![match homeserver.check().await {
        Ok(()) => Line::ok("matrix", "an account could be opened"),
        Err(matrix::Refused::Misconfigured(fault)) => Line::fault("matrix", fault.to_string(), fault.mend()),
        Err(refused) => {
            Line::fault("matrix", refused.to_string(), "look whether the homeserver of GATELODGE_MATRIX_URL runs, and at its log")
        }
    }]
}

/// The instance, and where that answers, the application.
async fn instance(worker: &Worker) -> Vec<Line> {
    let Some(instance) = &worker.instance else {
        return vec![Line::skipped("mastodon", CLOSED, "where it should be open, name it there: GATELODGE_SERVICES=matrix,mastodon")];
    };
    if let Err(refused) = instance.check().await {
        return vec![not_well("mastodon", &refused), Line::skipped(APPLICATION, "the instance comes first", "")];
    }
    vec![Line::ok("mastodon", "an account could be opened"), address(worker).await, application(worker, instance).await]
}

/// Whether what people are sent to is the instance, and its handles are what we say.
async fn address(worker: &Worker) -> Line {
    let Some(public) = &worker.settings.common.mastodon else { return Line::skipped(ADDRESS, CLOSED, "") };
    match mastodon::domain(public.url.clone(), worker.timing.platform_timeout).await {
        Ok(domain) if domain == public.domain => Line::ok(ADDRESS, "it answers, and handles end as the settings say"),
        Ok(domain) => Line::fault(
            ADDRESS,
            format!("handles there end with {}, and not with {}", escaped(&domain), public.domain),
            "write what they end with into GATELODGE_MASTODON_DOMAIN, for both processes",
        ),
        Err(refused) => not_well(ADDRESS, &refused),
    }
}

async fn application(worker: &Worker, instance: &mastodon::Instance) -> Line {
    let driver = worker.settings.common.mastodon.as_ref().map(|public| public.driver);
    match instance.check_client().await {
        Ok(()) if driver == Some(MastodonDriver::Http) => Line::ok(APPLICATION, "it may sign people up"),
        Ok(()) => Line::ok(APPLICATION, "it may give tokens with the scopes of the settings"),
        Err(mastodon::Refused::NotSupported) => Line::skipped(APPLICATION, "the driver tootctl needs none and gives no tokens", ""),
        Err(mastodon::Refused::NotConfigured) => {
            let mend = "for tokens, run gatelodge-worker mastodon setup and write GATELODGE_MASTODON_CLIENT_ID and \
                        GATELODGE_MASTODON_CLIENT_SECRET as it prints them";
            Line::skipped(APPLICATION, "none is set: nobody gets a token", mend)
        }
        Err(refused) => not_well(APPLICATION, &refused),
    }
}

fn not_well(check: &'static str, refused: &mastodon::Refused) -> Line {
    let mend = match refused {
        mastodon::Refused::Misconfigured(fault) => fault.mend(),
        _ => {
            "look whether the instance of GATELODGE_MASTODON_URL runs, whether GATELODGE_MASTODON_COMMAND or GATELODGE_MASTODON_SOCKET leads \
             to it, and at its log"
        }
    };
    Line::fault(check, refused.to_string(), mend)
}

/// Whether running workers leave a platform alone. They may know other settings than this process has just read.
async fn workers(worker: &Worker) -> Vec<Line> {
    let mut lines = Vec::new();
    for platform in worker.settings.common.services.iter() {
        match worker.pauses.paused(platform).await {
            Ok(None) => {}
            Ok(Some(why)) => {
                let why = format!("they leave {platform} alone: {}", escaped(&why));
                let mend = format!(
                    "where the line of {platform} is a fault, mend that. Where it is ok, they run with older values than .env and \
                     the GATELODGE_ settings have now: restart them; after that it passes within a minute"
                );
                lines.push(Line::fault("workers", why, mend));
            }
            Err(_) => return vec![Line::skipped("workers", "Redis comes first", "")],
        }
    }
    if lines.is_empty() {
        lines.push(Line::ok("workers", "none leaves a platform alone"));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::doctor::State;

    #[test]
    fn a_redis_that_loses_records_is_told_all_of_it() {
        let good = Manners { version: (7, 0), keeps: true, evicts: false };
        assert_eq!(judge(good).iter().map(|line| line.state).collect::<Vec<_>>(), [State::Ok]);
        let bad = judge(Manners { version: (6, 0), keeps: false, evicts: true });
        assert_eq!(bad.len(), 3);
        assert!(bad.iter().all(|line| line.state == State::Fault && line.mend.contains("GATELODGE_REDIS_URL")));
    }

    #[test]
    fn every_fault_of_mastodon_names_a_setting_and_what_to_do() {
        use mastodon::Fault;
        let settings = |fault| match fault {
            Fault::CommandMissing | Fault::CommandDenied | Fault::Terminal | Fault::ContainerDown | Fault::WrongEnvironment => {
                "MASTODON_COMMAND"
            }
            Fault::SocketClosed | Fault::Protocol => "MASTODON_SOCKET",
            Fault::WrongClient => "MASTODON_CLIENT_SECRET",
            Fault::WrongScopes => "MASTODON_SCOPES",
            Fault::AdminToken => "MASTODON_ADMIN_TOKEN",
            Fault::RegistrationsClosed => "MASTODON_DRIVER",
            Fault::NotMastodon | Fault::Tls => "MASTODON_URL",
        };
        for fault in [
            Fault::CommandMissing,
            Fault::CommandDenied,
            Fault::Terminal,
            Fault::ContainerDown,
            Fault::WrongEnvironment,
            Fault::SocketClosed,
            Fault::WrongClient,
            Fault::WrongScopes,
            Fault::AdminToken,
            Fault::RegistrationsClosed,
            Fault::NotMastodon,
            Fault::Protocol,
            Fault::Tls,
        ] {
            let line = not_well("mastodon", &mastodon::Refused::Misconfigured(fault));
            assert_eq!((line.state, &*line.why), (State::Fault, &*fault.to_string()));
            assert!(line.mend.contains(&format!("GATELODGE_{}", settings(fault))), "{fault:?}: {}", line.mend);
        }
        let client = Fault::WrongClient.mend();
        assert!(client.contains("restart the worker") && client.contains("mastodon setup"), "both causes of invalid_client");
    }

    #[test]
    fn every_fault_of_matrix_names_a_setting() {
        use matrix::Fault;
        for fault in [
            Fault::WrongSecret,
            Fault::RegistrationOff,
            Fault::Mas,
            Fault::NotFound,
            Fault::Forbidden,
            Fault::Redirected,
            Fault::PasswordLoginOff,
            Fault::PasswordChangeOff,
            Fault::AdminToken,
            Fault::Url,
            Fault::Tls,
        ] {
            assert!(fault.mend().contains("GATELODGE_MATRIX_"), "{fault:?}");
        }
    }
}
