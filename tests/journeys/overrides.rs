//! An operator's own face: a folder with a style, a logo, a text, a template and a letter of theirs.

use std::path::Path;

use harness::{
    gatelodge::{Gatelodge, SOON},
    process::Process,
    scratch::Scratch,
};
use reqwest::header;
use shared::overrides::Faults;

use crate::acts::{self, until};

const API: &str = env!("CARGO_BIN_EXE_gatelodge-test-api");
const WORKER: &str = env!("CARGO_BIN_EXE_gatelodge-test-worker");
const THEME: &str = ":root{--accent:#7a1f5c;--on-accent:#fff}\n";
const LOGO: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><path d=\"M0 0h1v1z\"/></svg>\n";
const TEMPLATE: &str = "{% extends \"_layout.html\" %}\n{% block title %}{{ t('page-lost-title') }}{% endblock %}\n\
    {% block main %}<h1>{{ t('own-lost') }}</h1><form method=\"post\"><input type=\"hidden\" name=\"nonce\" value=\"{{ nonce }}\"></form>{% endblock %}\n";

fn write(folder: &Path, name: &str, content: &str) -> anyhow::Result<()> {
    let file = folder.join(name);
    std::fs::create_dir_all(file.parent().unwrap())?;
    Ok(std::fs::write(file, content)?)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_community_shows_its_own_face() -> anyhow::Result<()> {
    let folder = Scratch::new("face")?;
    for (name, content) in [
        ("theme.css", THEME),
        ("logo.svg", LOGO),
        ("templates/lost_link.html", TEMPLATE),
        (
            "letters/confirm.txt",
            "{{ hello }} This is a letter of {{ community }}.\n{% for block in blocks %}{% if block.kind == \"button\" %}\n{{ block.link }}\n{% endif %}{% endfor %}\n",
        ),
        ("locales/en/ours.ftl", "page-footer-board = Notice board\nown-lost = Where was it again?\nletter-hello = Dear friend,\n"),
    ] {
        write(folder.path(), name, content)?;
    }
    // In processes of its own: texts are a process's, and those of this one have been said by other journeys.
    let mut gate = Gatelodge::wish().real_time().without_worker().setting("COMMUNITY", "Riverside").start().await?;
    gate.stop_api().await;
    gate.set("OVERRIDES", folder.path().to_str().unwrap());
    let _processes =
        [Process::start(API, gate.settings(), "sweep=50,retry=30")?, Process::start(WORKER, gate.settings(), "sweep=50,retry=30")?];
    acts::until_ready(&gate).await?;
    let visitor = gate.visitor()?;
    let page = visitor.open("/").await?.expect(200)?;
    assert!(page.body.contains("Notice board</a>"), "a text: {}", page.body);
    let lost = visitor.open("/lost-link").await?.expect(200)?;
    assert!(lost.body.contains("<h1>Where was it again?</h1>"), "a template, and a text of its own: {}", lost.body);

    for (begins, content_type, content) in
        [("/assets/theme.css?v=", "text/css; charset=utf-8", THEME), ("/assets/logo.svg?v=", "image/svg+xml", LOGO)]
    {
        let at = page.body.find(begins).unwrap_or_else(|| panic!("{begins} is not in {}", page.body));
        let address = page.body[at..].split('"').next().unwrap();
        let asset = visitor.open(address).await?.expect(200)?;
        assert_eq!((asset.headers[header::CONTENT_TYPE].to_str()?, asset.body.as_str()), (content_type, content));
        assert_eq!(asset.headers[header::CACHE_CONTROL], "public, max-age=31536000, immutable");
        let policy = asset.headers[header::CONTENT_SECURITY_POLICY].to_str()?;
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("script-src"), "{policy}");
    }
    assert!(page.body.find("/assets/theme.css") > page.body.find("/assets/style.css"), "theirs follows ours");

    let form = page.form("")?.with("email", "ada@example.org").with("username", "ada").with("reason", "I keep bees");
    visitor.submit(&page, &form).await?.expect(200)?;
    let letter = gate.mailbox().wait_for(|letter| letter.is_to("ada@example.org"), SOON).await?;
    assert!(letter.text.starts_with("Dear friend, This is a letter of Riverside."), "a letter: {}", letter.text);
    assert!(letter.html.starts_with("<!doctype html>") && letter.html.contains("Dear friend,"), "ours beside it");
    Ok(())
}

#[tokio::test]
async fn an_asset_is_sent_again_only_when_it_changed() -> anyhow::Result<()> {
    let gate = Gatelodge::start().await?;
    let visitor = gate.visitor()?;
    let bare = visitor.open("/assets/style.css").await?.expect(200)?;
    assert_eq!(bare.headers[header::CACHE_CONTROL], "no-cache");
    let tag = bare.headers[header::ETAG].clone();
    let again = visitor.client().get(visitor.origin().join("/assets/style.css")?).header(header::IF_NONE_MATCH, &tag).send().await?;
    assert_eq!((again.status().as_u16(), again.headers()[header::ETAG].clone()), (304, tag));
    // Another release's page asks for another version: what is answered must not be kept as that.
    let other = visitor.open("/assets/style.css?v=000000000000").await?.expect(200)?;
    assert_eq!(other.headers[header::CACHE_CONTROL], "no-cache");
    visitor.open("/assets/theme.css").await?.expect(404)?;
    gate.finish().await
}

#[tokio::test]
async fn a_face_with_faults_is_refused_at_the_start_with_all_of_them() -> anyhow::Result<()> {
    let folder = Scratch::new("face")?;
    for (name, content) in [
        ("theme.css", &*"x".repeat(70_000)),
        ("templates/apply.html", "{% if %}"),
        ("templates/aply.html", ""),
        ("letters/approved.html", "{{ nothing }}"),
        ("locales/en/ours.ftl", "page-footer-board = { $nothing }\n"),
    ] {
        write(folder.path(), name, content)?;
    }
    let path = folder.path().to_str().unwrap();
    let refused = Gatelodge::wish().without_worker().setting("OVERRIDES", path).start().await.err().unwrap();
    let said = refused.downcast_ref::<Faults>().unwrap().to_string();
    let begins =
        ["locales/en/ours.ftl: uses { $nothing }", "templates/aply.html: stands", "templates/apply.html: line 1: ", "theme.css: is larger"];
    assert_eq!(said.lines().count(), begins.len(), "{said}");
    for begin in begins {
        assert!(said.lines().any(|line| line.starts_with(&format!("GATELODGE_OVERRIDES {begin}"))), "{begin}: {said}");
    }
    // The worker judges what letters need.
    let mut gate = Gatelodge::wish().without_worker().start().await?;
    gate.set("OVERRIDES", path);
    let said = gate.another_worker().await.err().unwrap().downcast_ref::<Faults>().unwrap().to_string();
    assert!(said.contains("GATELODGE_OVERRIDES letters/approved.html: line 1: undefined value"), "{said}");
    let worker = Process::start(WORKER, gate.settings(), "sweep=50")?;
    until(SOON, async || Ok(std::fs::read_to_string(worker.log())?.contains("letters/approved.html"))).await?;
    gate.finish().await
}
