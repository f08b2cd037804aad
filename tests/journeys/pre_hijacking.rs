//! T14b: whoever registers somebody else's address opens nothing once its owner has confirmed it and moderators have approved,
//! by whichever road they came; and the address of a moderator gives no role to whoever only typed it.

use harness::gatelodge::{Gatelodge, MODERATORS, MastodonWish, SOON, Wish};
use harness::visitor::{Page, Visitor};
use reqwest::Method;
use serde_json::{Value, json};
use shared::{clock::Timestamp, keyspace::MemberId, member::Role, member::store::FoundMember, member::store::Members};

use crate::acts::{self, text};

const STRANGERS: &str = "a stranger's own password";
const OWNERS: &str = "the owner's own password";

/// The ways by which somebody can send an address that is not theirs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Road {
    Registrations,
    AuthRegister,
    Users,
    GenerateToken,
    Page,
}

impl Road {
    const ALL: [Self; 5] = [Self::Registrations, Self::AuthRegister, Self::Users, Self::GenerateToken, Self::Page];

    /// Whether whoever comes by it chooses a password and, where the gate stands open, is a member at once.
    fn makes_a_member(self) -> bool {
        matches!(self, Self::Registrations | Self::AuthRegister | Self::Users | Self::Page)
    }

    /// The stranger sends somebody's address; what they hold then.
    async fn travel(self, gate: &Gatelodge, email: &str, name: &str) -> anyhow::Result<Stranger> {
        let browser = gate.visitor()?;
        let post = async |path: &str, body: Value| browser.call(Method::POST, path, None, Some(body)).await;
        let made = match self {
            Self::Registrations => {
                let body = json!({"email": email, "username": name, "password": STRANGERS, "on_approval": true, "reason": "I keep bees"});
                Some(post("/registrations", body).await?.expect(201)?.json()?)
            }
            Self::AuthRegister => {
                let body = json!({"email": email, "password": STRANGERS, "username": name});
                Some(post("/auth/register", body).await?.expect(201)?.json()?)
            }
            Self::Users => {
                let body = json!({"user_id": name, "email": email, "password": STRANGERS});
                Some(post("/users/", body).await?.expect(201)?.json()?)
            }
            Self::GenerateToken => {
                post("/generate-token", json!({"email": email, "password": STRANGERS})).await?.expect(202)?;
                None
            }
            Self::Page => {
                let page = browser.open("/").await?.expect(200)?;
                let form = page.form("")?.with("email", email).with("username", name).with("reason", "I keep bees");
                // It asks for a password only where one makes a member at once.
                let form = if form.value("password").is_some() { form.with("password", STRANGERS) } else { form };
                browser.submit(&page, &form).await?.expect(200)?;
                None
            }
        };
        let credentials = made.map(|made| (text(&made, "rid").to_owned(), text(&made, "token").to_owned()));
        let tokens = post("/auth/login", json!({"email": email, "password": STRANGERS})).await?;
        let tokens = (tokens.status == 200).then(|| tokens.json()).transpose()?;
        at_page(&browser, email, STRANGERS).await?;
        Ok(Stranger { browser, credentials, tokens })
    }
}

/// Signs in at the page.
async fn at_page(browser: &Visitor, name: &str, password: &str) -> anyhow::Result<Page> {
    let page = browser.open("/login").await?.expect(200)?;
    let form = match page.form("do=sign-in") {
        Ok(form) => form,
        Err(_) => return Ok(page),
    };
    browser.submit(&page, &form.with("username", name).with("password", password)).await
}

/// Whoever typed an address that is not theirs, with all that they got for it.
struct Stranger {
    browser: Visitor,
    credentials: Option<(String, String)>,
    tokens: Option<Value>,
}

async fn bearer(gate: &Gatelodge, method: Method, path: &str, token: &str, body: Value) -> anyhow::Result<u16> {
    let visitor = gate.visitor()?;
    let answer = visitor.client().request(method, visitor.origin().join(path)?).bearer_auth(token).json(&body).send().await?;
    Ok(answer.status().as_u16())
}

async fn login(gate: &Gatelodge, email: &str, password: &str) -> anyhow::Result<Page> {
    gate.visitor()?.call(Method::POST, "/auth/login", None, Some(json!({"email": email, "password": password}))).await
}

impl Stranger {
    /// Fails where anything of theirs still opens something.
    async fn opens_nothing(&self, gate: &Gatelodge, email: &str) -> anyhow::Result<()> {
        let call = async |method, path: &str, basic, body| self.browser.call(method, path, basic, body).await;
        for path in ["/auth/login", "/login/"] {
            call(Method::POST, path, None, Some(json!({"username": email, "password": STRANGERS}))).await?.expect(401)?;
        }
        let again = json!({"email": email, "password": STRANGERS});
        call(Method::POST, "/generate-token", None, Some(again)).await?.expect(202)?;
        if let Some(tokens) = &self.tokens {
            let access = text(tokens, "access_token");
            for (method, path) in [(Method::GET, "/users/me"), (Method::GET, "/posts/all/"), (Method::POST, "/auth/logout-all")] {
                assert_eq!(bearer(gate, method, path, access, json!({})).await?, 401, "{path}");
            }
            let change = json!({"old_password": STRANGERS, "new_password": "another of the stranger's"});
            assert_eq!(bearer(gate, Method::POST, "/auth/change-password", access, change).await?, 401);
            assert_eq!(bearer(gate, Method::DELETE, "/users/me", access, json!({"password": STRANGERS})).await?, 401);
            let refresh = json!({"refresh_token": tokens["refresh_token"]});
            call(Method::POST, "/auth/refresh", None, Some(refresh)).await?.expect(401)?;
        }
        if let Some((rid, token)) = &self.credentials {
            let (path, mine) = (format!("/registrations/{rid}"), Some((rid.as_str(), token.as_str())));
            let patch = json!({"matrix_status": "processing", "username": "eve", "password": STRANGERS});
            let answer = call(Method::PATCH, &path, mine, Some(patch)).await?;
            assert!(matches!(answer.status.as_u16(), 403 | 409), "{}", answer.body);
            let seen = call(Method::GET, &path, mine, None).await?.expect(200)?.json()?;
            assert_eq!(seen["password"], "");
        }
        let account = self.browser.open("/account").await?;
        assert!(account.url.path() == "/login" || account.status == 401, "{} {}", account.url, account.body);
        Ok(())
    }
}

/// The owner presses Yes behind the letter's link and types a password of their own; the registration's rid.
async fn owner_confirms(gate: &Gatelodge, email: &str, name: &str) -> anyhow::Result<(String, Visitor)> {
    let letter = gate.mailbox().wait_for(|letter| letter.is_to(email) && letter.link_to("/c/").is_some(), SOON).await?;
    let link = letter.link_to("/c/").expect("a link");
    let rid = link.split("/c/").nth(1).and_then(|rest| rest.split('?').next()).expect("a rid").to_owned();
    let owner = gate.visitor()?;
    let page = owner.open(link).await?.expect(200)?;
    let form = page.form("action=yes")?;
    let form = match form.value("password_from") {
        Some(_) => form.with("username", name).with("password_from", "own").with("password", OWNERS),
        None => form,
    };
    owner.submit(&page, &form).await?.expect(200)?;
    Ok((rid, owner))
}

/// Both doors, one moderator who decides.
fn gate(members: &str) -> Wish {
    let wish = Gatelodge::wish().mastodon(MastodonWish::Socket).setting("MEMBERS", members);
    wish.setting("PASSWORD_MIN", "8").setting("RATE_LIMITS", "off")
}

#[tokio::test]
async fn t14b_by_every_road_what_a_stranger_set_opens_nothing_once_the_owner_has_confirmed() -> anyhow::Result<()> {
    for members in ["approved", "open"] {
        let gate = gate(members).start().await?;
        for (number, road) in Road::ALL.into_iter().enumerate() {
            let (email, name) = (format!("owner{number}@example.org"), format!("owner{number}"));
            let stranger = road.travel(&gate, &email, &name).await?;
            assert_eq!(stranger.tokens.is_some(), members == "open" && road.makes_a_member(), "{members} {road:?}");
            let (rid, owner) = owner_confirms(&gate, &email, &name).await?;
            gate.settle().await?;
            stranger.opens_nothing(&gate, &email).await?;
            acts::approve(&gate, MODERATORS[0], &rid).await?;
            gate.settle().await?;
            if road == Road::Page && members == "approved" {
                // Its form asks for no password there: name and password are settled on the page of the approved letter.
                let page = owner.open(&format!("/r/{rid}")).await?.expect(200)?;
                let form = page.form("action=choose")?.with("username", &name).with("password_from", "own").with("password", OWNERS);
                owner.submit(&page, &form).await?.expect(200)?;
                gate.settle().await?;
            }
            stranger.opens_nothing(&gate, &email).await?;
            login(&gate, &email, OWNERS).await?.expect(200)?;
            assert_eq!(gate.matrix.account(&name).map(|account| account.password).as_deref(), Some(OWNERS), "{members} {road:?}");
            assert_eq!(gate.mastodon.user(&name).map(|user| user.password).as_deref(), Some(OWNERS), "{members} {road:?}");
        }
        gate.finish().await?;
    }
    Ok(())
}

#[tokio::test]
async fn t14b_without_confirmation_the_owner_of_an_address_still_takes_it_back_by_letter() -> anyhow::Result<()> {
    let gate = Gatelodge::wish().setting("MEMBERS", "open").setting("CONFIRM_EMAIL", "false").setting("RATE_LIMITS", "off").start().await?;
    for (number, road) in [Road::Registrations, Road::AuthRegister, Road::Users].into_iter().enumerate() {
        let (email, name) = (format!("owner{number}@example.org"), format!("owner{number}"));
        let stranger = road.travel(&gate, &email, &name).await?;
        let tokens = stranger.tokens.as_ref().expect("nobody was asked");
        gate.settle().await?;
        let forgot = json!({"email": email});
        gate.visitor()?.call(Method::POST, "/auth/forgot-password", None, Some(forgot)).await?.expect(202)?;
        let fits = |letter: &harness::mailbox::Letter| letter.is_to(&email) && letter.link_to("/reset?t=").is_some();
        let letter = gate.mailbox().wait_for(fits, SOON).await?;
        let token = letter.link_to("/reset?t=").and_then(|link| link.split_once("?t=")).expect("a token").1;
        let body = json!({"token": token, "new_password": OWNERS});
        gate.visitor()?.call(Method::POST, "/auth/change-password", None, Some(body)).await?.expect(200)?;
        login(&gate, &email, STRANGERS).await?.expect(401)?;
        assert_eq!(bearer(&gate, Method::GET, "/users/me", text(tokens, "access_token"), json!({})).await?, 401);
        let refresh = json!({"refresh_token": tokens["refresh_token"]});
        gate.visitor()?.call(Method::POST, "/auth/refresh", None, Some(refresh)).await?.expect(401)?;
        login(&gate, &email, OWNERS).await?.expect(200)?;
    }
    gate.finish().await
}

/// What the member of this id may do by the settings of this gate, as the product judges it.
async fn role(gate: &Gatelodge, id: &str) -> anyhow::Result<Option<Role>> {
    let members = Members::new(gate.connection()?, acts::ring(gate)?, gate.clock.clone(), gate.timing().clone());
    let FoundMember::Member(member, _) = members.load(MemberId::parse(id).expect("an id")).await? else { return Ok(None) };
    let roots = acts::roots(gate).await?;
    let prints = MODERATORS.map(|address| roots.print(shared::root::Print::Address, address.as_bytes()));
    Ok(Some(member.role(&prints)))
}

/// A post of somebody's, and what a moderator may do to it.
async fn may_moderate(gate: &Gatelodge, token: &str, post: u64) -> anyhow::Result<bool> {
    let unpublish = bearer(gate, Method::PUT, &format!("/posts/{post}"), token, json!({"published": false})).await?;
    anyhow::ensure!(matches!(unpublish, 200 | 403), "{unpublish}");
    Ok(unpublish == 200)
}

/// Lets bob in, where no letter asks him, and publishes a post of his.
async fn bobs_post(gate: &Gatelodge, confirms: bool, members: &str) -> anyhow::Result<u64> {
    let body = json!({"user_id": "bob", "email": "bob@example.org", "password": OWNERS});
    let made = gate.visitor()?.call(Method::POST, "/users/", None, Some(body)).await?.expect(201)?.json()?;
    if members == "approved" {
        let (rid, token) = (text(&made, "rid"), text(&made, "token"));
        if confirms {
            owner_confirms(gate, "bob@example.org", "bob").await?;
        }
        acts::approve(gate, MODERATORS[1], rid).await?;
        if !confirms {
            // The name on the platform is open until here.
            let patch = json!({"matrix_status": "processing", "username": "bob", "password": OWNERS});
            gate.visitor()?.call(Method::PATCH, &format!("/registrations/{rid}"), Some((rid, token)), Some(patch)).await?.expect(200)?;
        }
    }
    gate.settle().await?;
    let tokens = login(gate, "bob@example.org", OWNERS).await?.expect(200)?.json()?;
    let visitor = gate.visitor()?;
    let post = visitor.client().post(visitor.origin().join("/posts/")?).bearer_auth(text(&tokens, "access_token"));
    let post: Value = post.json(&json!({"title": "Bees", "content": "They dance."})).send().await?.error_for_status()?.json().await?;
    Ok(post["id"].as_u64().expect("a number"))
}

#[tokio::test]
async fn t14b_a_moderators_address_gives_no_role_before_its_letters_link_was_pressed() -> anyhow::Result<()> {
    for members in ["approved", "open"] {
        for road in [Road::Registrations, Road::AuthRegister, Road::Users] {
            let gate = Gatelodge::wish().setting("MEMBERS", members).setting("RATE_LIMITS", "off").start().await?;
            let post = bobs_post(&gate, true, members).await?;
            let stranger = road.travel(&gate, MODERATORS[0], "mo_m").await?;
            let id = &stranger.credentials.as_ref().expect("a rid").0;
            gate.settle().await?;
            if let Some(tokens) = &stranger.tokens {
                assert!(!may_moderate(&gate, text(tokens, "access_token"), post).await?, "{members} {road:?}");
                assert_eq!(role(&gate, id).await?, Some(Role::Member));
                let queue = stranger.browser.open("/moderate").await?;
                assert!(!queue.body.contains("action=\"approve\"") && !queue.text().contains("requests wait"), "{}", queue.body);
            }
            let (rid, _) = owner_confirms(&gate, MODERATORS[0], "mo_m").await?;
            acts::approve(&gate, MODERATORS[1], &rid).await?;
            gate.settle().await?;
            login(&gate, MODERATORS[0], STRANGERS).await?.expect(401)?;
            let tokens = login(&gate, MODERATORS[0], OWNERS).await?.expect(200)?.json()?;
            assert!(may_moderate(&gate, text(&tokens, "access_token"), post).await?, "now it is proved: {members} {road:?}");
            gate.finish().await?;
        }
    }
    Ok(())
}

#[tokio::test]
async fn t14b_where_nobody_is_asked_to_confirm_an_approved_stranger_has_no_moderators_role() -> anyhow::Result<()> {
    for members in ["approved", "open"] {
        for road in [Road::Registrations, Road::AuthRegister, Road::Users] {
            let wish = Gatelodge::wish().setting("MEMBERS", members).setting("CONFIRM_EMAIL", "false").setting("RATE_LIMITS", "off");
            let gate = wish.start().await?;
            let post = bobs_post(&gate, false, members).await?;
            let stranger = road.travel(&gate, MODERATORS[0], "mo_m").await?;
            let (rid, token) = stranger.credentials.as_ref().expect("a rid");
            acts::approve(&gate, MODERATORS[1], rid).await?;
            if road != Road::Registrations {
                let patch = json!({"matrix_status": "processing", "username": "mo_m", "password": STRANGERS});
                let answer =
                    stranger.browser.call(Method::PATCH, &format!("/registrations/{rid}"), Some((rid, token)), Some(patch)).await?;
                assert!(matches!(answer.status.as_u16(), 200 | 409), "{}", answer.body);
            }
            gate.settle().await?;
            // Approved, and a member, and nobody has read a letter at that address: no role, whatever the settings say of it.
            let tokens = login(&gate, MODERATORS[0], STRANGERS).await?.expect(200)?.json()?;
            assert!(!may_moderate(&gate, text(&tokens, "access_token"), post).await?, "{members} {road:?}");
            assert_eq!(role(&gate, rid).await?, Some(Role::Member), "{members} {road:?}");
            let browser = gate.visitor()?;
            at_page(&browser, MODERATORS[0], STRANGERS).await?;
            let queue = browser.open("/moderate").await?;
            assert!(!queue.text().contains("Approve"), "{}", queue.body);
            let decided = shared::audit::lately(&gate.connection()?, Timestamp::UNIX_EPOCH, 100).await?;
            assert!(!decided.iter().any(|entry| format!("{:?}", entry.deed).starts_with("Post")), "and nothing was done");
            gate.finish().await?;
        }
    }
    Ok(())
}
