//! Mistakes in the settings themselves, and files with secrets that others may read.

use std::{
    fs::Permissions,
    os::unix::fs::{MetadataExt, PermissionsExt, chown},
};

use harness::{gatelodge::Gatelodge, scratch::Scratch};
use shared::{
    clock::Clock,
    doctor::{Report, files::look_as, identity::Identity},
    settings::Environment,
};
use worker::command::doctor::examine_all;

use super::{Advice, Fault, Missed, Mistake, STRONG, Warning, environment, finding, nothing_to_mend, row, wish, worker};

pub(super) const MISTAKES: &[Mistake] = &[
    row("no key ring", "settings.fault", Fault, &["GATELODGE_KEYS is not set", "ends with 78", "It is required"]),
    row("a key ring from an example", "settings.fault", Fault, &["GATELODGE_KEYS", "too easy to guess", "openssl rand -base64 32"]),
    row("a quorum that nobody reaches", "settings.fault", Fault, &["GATELODGE_APPROVALS", "moderators"]),
    row(
        "a line of .env with an apostrophe",
        "settings.fault",
        Fault,
        &["in line 2 (GATELODGE_COMMUNITY)", "between single quotes", "\"Ann's Garden\""],
    ),
    row("a file with nothing in it", "settings.fault", Fault, &["GATELODGE_KEYS is to be read from", "which is empty", "Write the value"]),
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
    row(
        "a secret that only its folder closes",
        "files.only-folder",
        Advice,
        &["has the mode 644, and only the folder", "keeps others from it", "chmod 600"],
    ),
    row("an .env that everybody reads", "files.dot-env-open", Warning, &["Anybody on this machine may read", "holds secrets", "chmod 600"]),
];

/// As a process sees them that runs as somebody else than whoever made them.
pub(super) const FILES_OF_OTHERS: &[Mistake] = &[
    row(
        "a secret for a group that is not ours",
        "files.group-open",
        Warning,
        &["The group 40111 may read", "mode 640", "chmod 600", "chgrp 40998"],
    ),
    row("a secret that a group changes", "files.group-open", Warning, &["The group 40111 may change", "mode 660", "chgrp 40998"]),
    row(
        "somebody else's file that everybody reads",
        "files.secret-open",
        Warning,
        &["Anybody on this machine may read", "this process runs as 40998", "First chown 40998", "then chmod 600"],
    ),
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

async fn seeded(gate: &Gatelodge, mistake: &Mistake) -> anyhow::Result<Report> {
    let folder = Scratch::new("empty")?;
    let empty = folder.path().join("keys");
    std::fs::write(&empty, "")?;
    std::fs::set_permissions(&empty, Permissions::from_mode(0o600))?;
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
        "a line of .env with an apostrophe" => with(gate, &[], "GATELODGE_LOG=info\nGATELODGE_COMMUNITY='Ann's hidden'\n"),
        "a file with nothing in it" => with(gate, &[("GATELODGE_KEYS", ""), ("GATELODGE_KEYS_FILE", &empty.display().to_string())], ""),
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
    Ok(examine_all(&environment, Clock::system()).await)
}

#[tokio::test]
async fn every_mistake_in_the_settings_is_found_and_told() -> anyhow::Result<()> {
    let gate = wish().start().await?;
    let mut missed = Missed::default();
    for mistake in MISTAKES {
        missed.note(mistake.is_found_in(&seeded(&gate, mistake).await?));
    }
    missed.none()
}

#[tokio::test]
async fn a_better_secret_comes_from_where_it_was_given() -> anyhow::Result<()> {
    let weak = "0000000000000000";
    let gate = wish().setting("MATRIX_ADMIN_TOKEN", weak).start().await?;
    let report = worker(&gate).await?;
    let told = report.findings().iter().filter(|finding| finding.id == "settings.weak-secret");
    let told: Vec<_> = told.map(|finding| (finding.place.as_ref(), finding.mend.contains("openssl"))).collect();
    assert!(told.contains(&("GATELODGE_KEYS", true)) && told.contains(&("GATELODGE_MATRIX_ADMIN_TOKEN", false)), "{told:?}");
    Ok(())
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
    std::fs::set_permissions(folder.path(), Permissions::from_mode(0o755))?;
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
            "a secret that only its folder closes" => {
                std::fs::set_permissions(folder.path(), Permissions::from_mode(0o700))?;
                let report = looked_at(&file, 0o644).await?;
                std::fs::set_permissions(folder.path(), Permissions::from_mode(0o755))?;
                assert!(!finding(&report, "files.only-folder")?.mend.contains("chown"), "{report:?}");
                report
            }
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

#[tokio::test]
async fn a_group_that_is_not_ours_is_found_and_one_that_hands_us_a_secret_is_not() -> anyhow::Result<()> {
    const USER: u32 = 40_998;
    let folder = Scratch::new("files")?;
    std::fs::set_permissions(folder.path(), Permissions::from_mode(0o755))?;
    let file = folder.path().join("secret");
    std::fs::write(&file, STRONG)?;
    let path = file.display().to_string();
    let environment = Environment::from_pairs([("GATELODGE_MATRIX_SHARED_SECRET_FILE", path.as_str())]);
    // Whoever is no administrator cannot give a file away, and has a group of their own.
    let group = if chown(&file, None, Some(40_111)).is_ok() { 40_111 } else { std::fs::metadata(&file)?.gid() };
    let seen = |mode: u32, us: &Identity| {
        std::fs::set_permissions(&file, Permissions::from_mode(mode))?;
        Ok::<_, anyhow::Error>(Report::new(look_as(&environment, us), true))
    };
    let us = Identity::of(USER, &[USER]);
    for mistake in FILES_OF_OTHERS {
        let report = match mistake.what {
            "a secret for a group that is not ours" => seen(0o640, &us)?,
            "a secret that a group changes" => seen(0o660, &us)?,
            "somebody else's file that everybody reads" => seen(0o644, &us)?,
            other => panic!("nobody seeds {other}"),
        };
        if group == 40_111 || mistake.id != "files.group-open" {
            mistake.is_found_in(&report)?;
        }
        assert_eq!(report.exit_code(), 1, "{}", mistake.what);
    }
    for (mode, us) in [
        (0o600, us),
        // As Kubernetes mounts for a pod with a group (fsGroup), among others of its groups.
        (0o440, Identity::of(USER, &[USER, group])),
        (0o640, Identity::of(USER, &[USER, 7, group])),
        // An administrator looks for somebody else.
        (0o640, Identity::of(0, &[0])),
    ] {
        nothing_to_mend(&seen(mode, &us)?)?;
    }
    // As systemd hands out credentials: the group's bits are those of a list for one user alone.
    if chown(&file, None, Some(0)).is_ok() {
        nothing_to_mend(&seen(0o440, &Identity::of(USER, &[USER]))?)?;
    }
    Ok(())
}
