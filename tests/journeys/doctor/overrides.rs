//! Mistakes in the operator's own folder: each process says those of what it reads itself.

use std::path::Path;

use harness::{gatelodge::Gatelodge, matrix_double::Setup, scratch::Scratch};
use shared::{doctor::Report, overrides::Faults};

use super::{Fault, Level, Missed, Mistake, STRONG, api, finding, nothing_to_mend, row, wish, worker};

pub(super) const MISTAKES: &[Mistake] = &[
    row(
        "a page that is no template",
        "overrides.page",
        Fault,
        &["templates/apply.html, line 1: syntax error", "nobody sees a page", "our own page is shown", "deploy/THEMES.md"],
    ),
    row("a page that nobody shows", "overrides.page", Fault, &["templates/aply.html stands in the place of no template", "take it away"]),
    row(
        "a letter that reads what is not there",
        "overrides.letter",
        Fault,
        &["letters/approved.html, line 2: undefined value", "no letter goes out", "our own letter is sent"],
    ),
    row(
        "a text that nobody says",
        "overrides.text",
        Fault,
        &["gives page-bored, which the gate never says", "ends with 78", "ours is said"],
    ),
    row("a text that cannot be read", "overrides.text", Fault, &["locales/en/ours.ftl cannot be read from line 2 on", "Correct that text"]),
    row("a language that nobody speaks", "overrides.text", Fault, &["locales/tlh is no language of this gate", "it speaks en"]),
    row("a style by another name", "overrides.file", Fault, &["themes.css is nothing that the gate looks for", "the name that was meant"]),
    row("a style without an end", "overrides.file", Fault, &["theme.css is larger than 64 KiB", "Make it smaller"]),
    row("a picture of another kind", "overrides.file", Fault, &["logo.png is not what its name says", "for logo.png a PNG"]),
    row("a file in a folder's place", "overrides.file", Fault, &["templates cannot be read as a folder", "chmod -R a+rX"]),
];

fn write(folder: &Path, name: &str, content: &str) -> anyhow::Result<()> {
    let file = folder.join(name);
    std::fs::create_dir_all(file.parent().unwrap())?;
    Ok(std::fs::write(file, content)?)
}

fn seed(folder: &Path, mistake: &Mistake) -> anyhow::Result<()> {
    let (name, content) = match mistake.what {
        "a page that is no template" => ("templates/apply.html", "{% if %}"),
        "a page that nobody shows" => ("templates/aply.html", ""),
        "a letter that reads what is not there" => ("letters/approved.html", "<p>\n{{ applicant }}"),
        "a text that nobody says" => ("locales/en/ours.ftl", "page-bored = x\n"),
        "a text that cannot be read" => ("locales/en/ours.ftl", "page-footer-board = x\nc = {\n"),
        "a language that nobody speaks" => ("locales/tlh/ours.ftl", ""),
        "a style by another name" => ("themes.css", ""),
        "a style without an end" => ("theme.css", &*"x".repeat(70_000)),
        "a picture of another kind" => ("logo.png", "GIF89a"),
        "a file in a folder's place" => ("templates", ""),
        other => panic!("nobody seeds {other}"),
    };
    write(folder, name, content)
}

async fn start() -> anyhow::Result<Gatelodge> {
    let setup = Setup { shared_secret: STRONG.to_owned(), ..Setup::default() };
    wish().matrix(setup).setting("KEYS", &format!("test:{STRONG}")).start().await
}

/// Pages are the API's to judge and letters the worker's; everything else is both's.
fn judged(mistake: &Mistake, by_api: Report, by_worker: Report) -> anyhow::Result<()> {
    let other = match mistake.id {
        "overrides.page" => {
            mistake.is_found_in(&by_api)?;
            by_worker
        }
        "overrides.letter" => {
            mistake.is_found_in(&by_worker)?;
            by_api
        }
        _ => {
            mistake.is_found_in(&by_api)?;
            return mistake.is_found_in(&by_worker);
        }
    };
    finding(&other, "overrides.well")?;
    nothing_to_mend(&other)
}

#[tokio::test]
async fn every_mistake_in_the_operators_folder_is_found_by_whoever_reads_it() -> anyhow::Result<()> {
    let mut gate = start().await?;
    let mut missed = Missed::default();
    for mistake in MISTAKES {
        let folder = Scratch::new("face")?;
        seed(folder.path(), mistake)?;
        gate.set("OVERRIDES", folder.path().to_str().unwrap());
        let (by_api, by_worker) = (api(&gate).await?, worker(&gate).await?);
        missed.note(judged(mistake, by_api, by_worker));
        if mistake.id != "overrides.page" {
            let refused = gate.another_worker().await.err();
            assert!(refused.is_some_and(|refused| refused.is::<Faults>()), "{}: no worker starts with it", mistake.what);
        }
    }
    missed.none()
}

#[tokio::test]
async fn each_fault_of_the_folder_is_a_finding_and_hides_nothing_else() -> anyhow::Result<()> {
    let mut gate = start().await?;
    let folder = Scratch::new("face")?;
    write(folder.path(), "themes.css", "")?;
    write(folder.path(), "letters/approved.html", "{% for %}")?;
    write(folder.path(), "locales/en/ours.ftl", "page-bored = x\n")?;
    gate.set("OVERRIDES", folder.path().to_str().unwrap());
    gate.set("MATRIX_SHARED_SECRET", "another-secret");
    let report = worker(&gate).await?;
    let faults: Vec<_> = report.findings().iter().filter(|finding| finding.level == Level::Fault).map(|finding| finding.id).collect();
    assert_eq!(faults, ["overrides.letter", "overrides.text", "overrides.file", "matrix.secret"]);
    assert_eq!(report.exit_code(), 78);
    finding(&report, "redis.well")?;
    finding(&report, "mail.well")?;
    Ok(())
}

#[tokio::test]
async fn a_folder_that_is_right_is_told_so_by_both() -> anyhow::Result<()> {
    let mut gate = start().await?;
    let folder = Scratch::new("face")?;
    write(folder.path(), "README", "ours")?;
    write(folder.path(), "theme.css", ":root{--accent:#7a1f5c}")?;
    write(folder.path(), "logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")?;
    write(folder.path(), "templates/withdrawn.html", "{% extends '_layout.html' %}{% block main %}{{ t('own-bye') }}{% endblock %}")?;
    write(folder.path(), "letters/layout.txt", "{{ hello }}")?;
    write(folder.path(), "locales/en/ours.ftl", "own-bye = Bye\npage-footer-board = Notice board\n")?;
    gate.set("OVERRIDES", folder.path().to_str().unwrap());
    for report in [api(&gate).await?, worker(&gate).await?] {
        nothing_to_mend(&report)?;
        finding(&report, "overrides.well")?;
    }
    Ok(())
}
