//! Mistakes in the settings themselves, and files with secrets that others may read.

use std::{fs::Permissions, os::unix::fs::PermissionsExt};

use harness::{gatelodge::Gatelodge, scratch::Scratch};
use shared::{clock::Clock, doctor::Report, settings::Environment};
use worker::command::doctor::examine_all;

use super::{Advice, Fault, Missed, Mistake, STRONG, Warning, environment, finding, nothing_to_mend, row, wish, worker};

pub(super) const MISTAKES: &[Mistake] = &[
    row("no key ring", "settings.fault", Fault, &["GATELODGE_KEYS is not set", "ends with 78", "It is required"]),
    row("a key ring from an example", "settings.fault", Fault, &["GATELODGE_KEYS", "too easy to guess", "openssl rand -base64 32"]),
    row("a quorum that nobody reaches", "settings.fault", Fault, &["GATELODGE_APPROVALS", "moderators"]),
    row("a file that is not there", "settings.fault", Fault, &["its file cannot be read", "Name a readable file"]),
    row("a secret twice in one place", "settings.fault", Fault, &["both directly and as a file", "Keep one of"]),
    row("a slip of the pen", "settings.unknown-name", Warning, &["GATELODGE_MODERATOR: no setting", "keeps its default", "`config`"]),
    row(
        "a door that stayed closed",
        "settings.closed-door",
        Advice,
        &["the door mastodon is closed", "Add mastodon to GATELODGE_SERVICES"],
    ),
    row("another kind of database", "settings.database", Advice, &["DATABASE_URL", "Redis is the only database", "nothing to migrate"]),
    row("two secrets of which one counts", "settings.secret-twice", Warning, &["the two differ", "The environment wins", "restart"]),
    row("one secret in two places", "settings.secret-twice", Advice, &["in .env and in the environment", "Take it out of one"]),
    row("a secret from an example", "settings.weak-secret", Advice, &["GATELODGE_KEYS", "could be guessed", "openssl rand -base64 32"]),
];

pub(super) const OPEN_FILES: &[Mistake] = &[
    row("a secret that everybody reads", "files.secret-open", Warning, &["Anybody on this machine may read", "mode 644", "chmod 600"]),
    row("a secret that everybody writes", "files.secret-open", Warning, &["may change", "mode 666", "chmod 600"]),
    row("an .env that everybody reads", "files.dot-env-open", Warning, &["Anybody on this machine may read", "holds secrets", "chmod 600"]),
];

/// The gate's settings with these besides, and with this `.env`.
fn with(gate: &Gatelodge, pairs: &[(&str, &str)], dot_env: &str) -> Environment {
    let mut environment = environment(gate);
    for (name, value) in pairs {
        environment.set(name, (*value).to_owned());
    }
    environment.read_dot_env(dot_env.as_bytes());
    environment
}

async fn seeded(gate: &Gatelodge, mistake: &Mistake) -> Report {
    let secret = gate.settings()["GATELODGE_MATRIX_SHARED_SECRET"].clone();
    let environment = match mistake.what {
        "no key ring" => with(gate, &[("GATELODGE_KEYS", "")], ""),
        "a key ring from an example" => {
            let example = "a:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
            with(
                gate,
                &[("GATELODGE_KEYS", example), ("GATELODGE_MATRIX_SHARED_SECRET", STRONG), ("GATELODGE_PUBLIC_URL", "https://join.test")],
                "",
            )
        }
        "a quorum that nobody reaches" => with(gate, &[("GATELODGE_APPROVALS", "9")], ""),
        "a file that is not there" => with(gate, &[("GATELODGE_KEYS", ""), ("GATELODGE_KEYS_FILE", "/nowhere/keys")], ""),
        "a secret twice in one place" => with(gate, &[("GATELODGE_KEYS_FILE", "/nowhere/keys")], ""),
        "a slip of the pen" => with(gate, &[("GATELODGE_MODERATOR", "hidden")], ""),
        "a door that stayed closed" => with(gate, &[("GATELODGE_MASTODON_URL", "https://mastodon.example.org")], ""),
        "another kind of database" => with(gate, &[("DATABASE_URL", "postgres://hidden")], ""),
        "two secrets of which one counts" => with(gate, &[], "GATELODGE_MATRIX_SHARED_SECRET=hidden\n"),
        "one secret in two places" => with(gate, &[], &format!("GATELODGE_MATRIX_SHARED_SECRET={secret}\n")),
        "a secret from an example" => with(gate, &[], ""),
        other => panic!("nobody seeds {other}"),
    };
    examine_all(&environment, Clock::system()).await
}

#[tokio::test]
async fn every_mistake_in_the_settings_is_found_and_told() -> anyhow::Result<()> {
    let gate = wish().start().await?;
    let mut missed = Missed::default();
    for mistake in MISTAKES {
        missed.note(mistake.is_found_in(&seeded(&gate, mistake).await));
    }
    missed.none()
}

#[tokio::test]
async fn all_faults_of_the_settings_are_told_at_once_and_before_anything_else() -> anyhow::Result<()> {
    let environment = Environment::from_pairs([("GATELODGE_NONSENSE", "1"), ("DATABASE_HOST", "x")]);
    for (report, least) in
        [(examine_all(&environment, Clock::system()).await, 5), (::api::doctor::run(&environment, Clock::system()).await, 3)]
    {
        let found = report.findings();
        let faults = found.iter().take_while(|finding| finding.id == "settings.fault").count();
        assert!(faults >= least && found.len() == faults + 2, "and nothing is asked that needs them: {found:#?}");
        assert_eq!(report.exit_code(), 78);
        finding(&report, "settings.unknown-name")?;
        finding(&report, "settings.database")?;
    }
    Ok(())
}

#[tokio::test]
async fn every_file_with_secrets_that_others_may_read_is_found() -> anyhow::Result<()> {
    let mut gate = wish().start().await?;
    let folder = Scratch::new("files")?;
    let (file, dot_env) = (folder.path().join("secret"), folder.path().join(".env"));
    let secret = gate.settings()["GATELODGE_MATRIX_SHARED_SECRET"].clone();
    std::fs::write(&file, &secret)?;
    std::fs::write(&dot_env, format!("GATELODGE_MATRIX_SHARED_SECRET_FILE={}\n", file.display()))?;
    gate.set("MATRIX_SHARED_SECRET", "");
    let looked_at = async |name: &std::path::Path, mode: u32| {
        std::fs::set_permissions(name, Permissions::from_mode(mode))?;
        let mut environment = environment(&gate);
        environment.read_dot_env_file(&dot_env);
        Ok::<_, anyhow::Error>(examine_all(&environment, Clock::system()).await)
    };
    nothing_to_mend(&looked_at(&file, 0o640).await?)?;
    for mistake in OPEN_FILES {
        let report = match mistake.what {
            "a secret that everybody reads" => looked_at(&file, 0o644).await?,
            "a secret that everybody writes" => looked_at(&file, 0o666).await?,
            "an .env that everybody reads" => {
                std::fs::set_permissions(&file, Permissions::from_mode(0o600))?;
                std::fs::write(&dot_env, format!("GATELODGE_MATRIX_SHARED_SECRET={secret}\n"))?;
                looked_at(&dot_env, 0o644).await?
            }
            other => panic!("nobody seeds {other}"),
        };
        mistake.is_found_in(&report)?;
    }
    let report = looked_at(&dot_env, 0o600).await?;
    nothing_to_mend(&report)?;
    finding(&report, "files.modes")?;
    std::fs::set_permissions(&dot_env, Permissions::from_mode(0o644))?;
    std::fs::write(&dot_env, "GATELODGE_LOG=info\n")?;
    gate.set("MATRIX_SHARED_SECRET", &secret);
    nothing_to_mend(&worker(&gate).await?)
}
