//! What people in journeys do again and again.

pub use harness::wait::until;
use harness::{
    gatelodge::{Gatelodge, SOON},
    visitor::{Page, Visitor},
};
use reqwest::Method;
use serde_json::{Value, json};

/// Somebody who has applied.
pub struct Applied {
    pub rid: String,
    pub token: String,
    pub email: String,
    pub browser: Visitor,
}

impl Applied {
    /// Basic credentials of the caller.
    pub fn mine(&self) -> Option<(&str, &str)> {
        Some((&self.rid, &self.token))
    }

    /// The registration's route.
    pub fn path(&self) -> String {
        format!("/registrations/{}", self.rid)
    }
}

/// A text field of an answer.
pub fn text<'a>(answer: &'a Value, field: &str) -> &'a str {
    answer[field].as_str().unwrap_or_else(|| panic!("{field} is no text in {answer}"))
}

/// Applies over the API.
pub async fn apply(gate: &Gatelodge, email: &str, username: &str) -> anyhow::Result<Applied> {
    apply_with(gate, json!({"email": email, "username": username, "reason": "I keep bees"})).await
}

/// Applies over the API with this body.
pub async fn apply_with(gate: &Gatelodge, body: Value) -> anyhow::Result<Applied> {
    let browser = gate.visitor()?;
    let email = body["email"].as_str().unwrap_or_default().to_owned();
    let made = browser.call(Method::POST, "/registrations", None, Some(body)).await?.expect(201)?.json()?;
    Ok(Applied { rid: text(&made, "rid").to_owned(), token: text(&made, "token").to_owned(), email, browser })
}

/// The token out of the newest letter to somebody about a registration.
pub async fn letter_token(gate: &Gatelodge, to: &str, page: &str, rid: &str) -> anyhow::Result<String> {
    let path = format!("/{page}/{rid}?t=");
    let letter = gate.mailbox().wait_for(|letter| letter.is_to(to) && letter.link_to(&path).is_some(), SOON).await?;
    let link = letter.link_to(&path).unwrap_or_default();
    Ok(link.split_once("?t=").map(|(_, token)| token.to_owned()).unwrap_or_default())
}

/// A moderator's token for a registration, out of their letter.
pub async fn moderator_token(gate: &Gatelodge, moderator: &str, rid: &str) -> anyhow::Result<String> {
    letter_token(gate, moderator, "m", rid).await
}

/// Presses Yes behind the link of the confirmation letter; answers the applicant's token.
pub async fn confirmed(gate: &Gatelodge, applied: &Applied) -> anyhow::Result<String> {
    let token = letter_token(gate, &applied.email, "c", &applied.rid).await?;
    let page = applied.browser.open(&format!("/c/{}?t={token}", applied.rid)).await?.expect(200)?;
    let form = page.form("action=yes")?;
    // Who wants the account made at the approval itself chooses a password here.
    let form = if form.value("password_from").is_some() { form.with("password_from", "generate") } else { form };
    applied.browser.submit(&page, &form).await?.expect(200)?;
    Ok(token)
}

/// Votes over the API.
pub async fn vote(visitor: &Visitor, rid: &str, token: &str, status: &str) -> anyhow::Result<Page> {
    let (path, body) = (format!("/registrations/{rid}"), json!({"status": status}));
    visitor.call(Method::PUT, &path, Some((rid, token)), Some(body)).await
}

/// Votes for approval over the API.
pub async fn approve(gate: &Gatelodge, moderator: &str, rid: &str) -> anyhow::Result<Value> {
    let token = moderator_token(gate, moderator, rid).await?;
    vote(&gate.visitor()?, rid, &token, "approved").await?.expect(200)?.json()
}

/// Applies, confirms and is approved; answers the applicant's token beside.
pub async fn approved(gate: &Gatelodge, email: &str, username: &str) -> anyhow::Result<(Applied, String)> {
    let applied = apply(gate, email, username).await?;
    let token = confirmed(gate, &applied).await?;
    approve(gate, harness::gatelodge::MODERATORS[0], &applied.rid).await?;
    Ok((applied, token))
}

/// Makes an account on a real Synapse as its own administrator would.
pub async fn register_on_synapse(homeserver: &str, name: &str, password: &str) -> anyhow::Result<()> {
    use harness::{matrix_double::registration_mac, synapse::Synapse};
    let client = harness::client::client()?;
    let route = format!("{homeserver}/_synapse/admin/v1/register");
    let nonce = client.get(&route).send().await?.json::<Value>().await?["nonce"].as_str().unwrap_or_default().to_owned();
    let mac = registration_mac(Synapse::SHARED_SECRET, &nonce, name, password, false);
    let order = json!({"nonce": nonce, "username": name, "password": password, "admin": false, "mac": mac});
    anyhow::ensure!(client.post(&route).json(&order).send().await?.status() == 200);
    Ok(())
}

/// Waits until the API answers (a process of its own may not listen yet) and has Redis.
pub async fn until_ready(gate: &Gatelodge) -> anyhow::Result<()> {
    let answer = async || Ok(gate.visitor()?.call(Method::GET, "/readyz", None, None).await.is_ok_and(|answer| answer.status == 200));
    until(SOON, answer).await
}

/// The secrets of a gate, opened as the product opens them.
pub async fn roots(gate: &Gatelodge) -> anyhow::Result<std::sync::Arc<shared::root::Roots>> {
    Ok(shared::root::RootKeeper::new(gate.connection()?, ring(gate)?).roots().await?)
}

/// The key ring that a gate's settings name.
pub fn ring(gate: &Gatelodge) -> anyhow::Result<std::sync::Arc<shared::crypto::sealed_box::KeyRing>> {
    use shared::settings::{Environment, read_worker};
    let pairs = gate.settings().iter().map(|(name, value)| (name.as_str(), value.as_str()));
    Ok(std::sync::Arc::new(read_worker(&Environment::from_pairs(pairs))?.common.key_ring()?))
}

/// A moderator's token made from the secrets themselves: for those whom no letter reached yet.
pub async fn forged_moderator_token(gate: &Gatelodge, moderator: &str, rid: &str) -> anyhow::Result<String> {
    use shared::{keyspace::Rid, moderator::Moderators, root::Print};
    let roots = roots(gate).await?;
    let print = roots.print(Print::Address, moderator.as_bytes());
    let rid = Rid::parse(rid).ok_or_else(|| anyhow::anyhow!("no rid"))?;
    Ok(Moderators::new(gate.connection()?).link(print, rid).await?.token(&roots))
}

/// Ends a moderator's links, as the worker's command does.
pub async fn relink(gate: &Gatelodge, moderator: &str) -> anyhow::Result<()> {
    use shared::{moderator::Moderators, root::Print};
    let print = roots(gate).await?.print(Print::Address, moderator.as_bytes());
    Ok(Moderators::new(gate.connection()?).relink(print).await?)
}

/// Every key but the limits' with its whole content, byte for byte, once the workers rest.
pub async fn everything(gate: &Gatelodge) -> anyhow::Result<std::collections::BTreeMap<String, Vec<u8>>> {
    use fred::interfaces::KeysInterface;
    gate.settle().await?;
    let client = gate.redis.client().await?;
    let mut all = std::collections::BTreeMap::new();
    for key in keys(gate).await? {
        // Health says anew what time it is, and streams remember when somebody last looked.
        if key.contains("{limits}") || key.contains(":health") || key.contains(":jobs:") {
            continue;
        }
        let dump: Option<Vec<u8>> = client.dump(&key).await?;
        all.extend(dump.map(|dump| (key, dump)));
    }
    Ok(all)
}

/// Every key's name.
pub async fn keys(gate: &Gatelodge) -> anyhow::Result<Vec<String>> {
    use fred::interfaces::ClientLike;
    let client = gate.redis.client().await?;
    let mut keys: Vec<String> = client.custom(fred::cmd!("KEYS"), vec!["*"]).await?;
    keys.sort();
    Ok(keys)
}

/// When a record ends, as it lies in Redis.
pub async fn deadline(gate: &Gatelodge, rid: &str) -> anyhow::Result<shared::clock::Timestamp> {
    use fred::interfaces::HashesInterface;
    let key = shared::keyspace::Rid::parse(rid).ok_or_else(|| anyhow::anyhow!("no rid"))?.record();
    let until: i64 = gate.redis.client().await?.hget(key.as_str(), "until").await?;
    Ok(shared::clock::Timestamp::from_millisecond(until)?)
}

/// How often each command came to Redis; what looks at that itself, and what a connection says when it is new, is left out.
pub async fn commands(client: &fred::clients::Client) -> anyhow::Result<std::collections::BTreeMap<String, u64>> {
    use fred::interfaces::ClientLike;
    let said: String = client.custom(fred::cmd!("INFO"), vec!["commandstats"]).await?;
    let count = |line: &str| {
        let (name, rest) = line.strip_prefix("cmdstat_")?.split_once(":calls=")?;
        Some((name.to_owned(), rest.split_once(',')?.0.parse().ok()?))
    };
    let connects = ["info", "config", "ping", "hello", "auth", "client", "subscribe", "psubscribe"];
    let of_its_own = |name: &str| connects.contains(&name.split('|').next().unwrap_or(name));
    Ok(said.lines().filter_map(count).filter(|(name, _)| !of_its_own(name)).collect())
}
