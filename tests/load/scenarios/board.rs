//! What the board costs: read, searched and voted on, with few posts and with very many.
//!
//! Of every thousand posts one has the rare word; every other one has the first of two common words, the rest the second: no
//! post has both, so a search for the two finds nothing and reads all that it may.

use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context as _, ensure};
use serde_json::json;

use super::median;
use super::people::{People, Person};
use crate::arguments::Plan;
use crate::generator;
use crate::table::Row;
use crate::wire::{request, request_of};

/// The most CPU of the API for a list of ten posts, in ms.
const LIST_MAX: f64 = 0.10;
/// The most CPU of the API for one vote, in ms.
const VOTE_MAX: f64 = 0.09;
/// The most CPU of API and Redis for a list among very many posts, as a multiple of that among few.
const FLAT_MAX: f64 = 1.5;
/// How many posts are few.
const FEW: usize = 100;
/// One post in so many has the rare word.
const RARE: usize = 1_000;
/// How many members write and vote. All votes of all of them for the first posts are more than one measurement.
const MEMBERS: usize = 64;
const LIST: &str = "/posts/?limit=10";

/// A board.
struct Board<'a> {
    people: People<'a>,
    writers: Arc<Vec<Person>>,
    posts_count: usize,
    votes_count: usize,
}

/// Lists with few posts, votes, then lists and searches with very many.
pub async fn measure(plan: &Plan) -> anyhow::Result<Vec<Row>> {
    let people = People::gather(plan, MEMBERS).await?;
    let writers = Arc::new(people.signed_in(MEMBERS).await?);
    let mut board = Board { people, writers, posts_count: 0, votes_count: 0 };
    board.write(FEW).await?;
    let mut few = board.lists().await?;
    few.iter_mut().for_each(|row| row.target("CPU", row.server_ms, LIST_MAX, "ms"));
    let votes = board.votes().await?;
    board.write(plan.posts.saturating_sub(FEW)).await?;
    let mut many = board.lists().await?;
    for (many, few) in many.iter_mut().zip(&few) {
        many.target("CPU", many.server_ms, LIST_MAX, "ms");
        let both = |row: &Row| row.server_ms.zip(row.redis_ms).map(|(api, redis)| api + redis);
        let ratio = both(many).zip(both(few)).map(|(many, few)| many / few);
        many.remark(&ratio.map_or_else(String::new, |ratio| format!("{ratio:.2} times the CPU with few")));
        many.target("API + Redis", ratio, FLAT_MAX, "times");
    }
    let searches = board.searches().await?;
    Ok(few.into_iter().chain([votes]).chain(many).chain(searches).collect())
}

impl Board<'_> {
    /// Writes so many posts more.
    async fn write(&mut self, count: usize) -> anyhow::Result<()> {
        if count == 0 {
            return Ok(());
        }
        let (from, writers, begun) = (self.posts_count, Arc::clone(&self.writers), Instant::now());
        let question = move |number: usize| {
            let number = from + number;
            let common = if number.is_multiple_of(2) { "lamb" } else { "moss" };
            let rare = if number.is_multiple_of(RARE) { " saffron" } else { "" };
            let body = json!({ "title": format!("Post {number}"), "content": format!("I knit {common}{rare}, and my aunt is here.") });
            request_of(&writers[number % writers.len()].access, "POST", "/posts/", Some(&body))
        };
        let run = generator::run(self.people.load(count, 201), question, false).await?;
        ensure!(run.unexpected.is_empty(), "posts were refused: {:?}", run.unexpected);
        self.posts_count += count;
        println!("wrote {count} posts in {:.1} s ({:.0}/s)", begun.elapsed().as_secs_f64(), run.per_second());
        Ok(())
    }

    /// Ten posts for anybody, and for a member.
    async fn lists(&self) -> anyhow::Result<[Row; 2]> {
        let name = |who: &str| format!("GET /posts, ten of {}, {who}", self.posts_count);
        let member = self.writers.first().context("nobody writes")?;
        let anybody = self.people.repeated(&name("anybody"), request("GET", LIST, None, None)).await?;
        let by_member = self.people.repeated(&name("member"), request_of(&member.access, "GET", LIST, None)).await?;
        Ok([anybody, by_member])
    }

    /// Votes of all members for the first posts, then taken back, and so on: each counts.
    async fn votes(&mut self) -> anyhow::Result<Row> {
        let (mut rows, requests) = (Vec::new(), self.people.plan.requests);
        // The first warms up.
        for round in 0..=self.people.plan.repetitions {
            let count = if round == 0 { requests.div_ceil(10) } else { requests };
            let (from, writers) = (self.votes_count, Arc::clone(&self.writers));
            let question = move |number: usize| {
                let (turn, voter) = ((from + number) / writers.len(), (from + number) % writers.len());
                let body = json!({ "post_id": turn % FEW + 1, "dir": 1 - turn / FEW % 2 });
                request_of(&writers[voter].access, "POST", "/vote/", Some(&body))
            };
            let before = self.people.before().await?;
            let run = generator::run(self.people.load(count, 201), question, false).await?;
            self.votes_count += count;
            if round > 0 {
                rows.push(self.people.row("POST /vote", &run, before)?);
            }
        }
        let mut row = median(rows).context("nothing was measured")?;
        row.target("CPU", row.server_ms, VOTE_MAX, "ms");
        Ok(row)
    }

    /// A rare word, a common one, two common ones that no post has both of.
    async fn searches(&self) -> anyhow::Result<[Row; 3]> {
        let (rare, half) = (self.posts_count.div_ceil(RARE), self.posts_count / 2);
        let search = |words: &str, hits: String| {
            let question = request("GET", &format!("{LIST}&search={words}"), None, None);
            async move { self.people.repeated(&format!("GET /posts, search, {hits}"), question).await }
        };
        Ok([
            search("saffron", format!("a word of {rare}")).await?,
            search("lamb", format!("a word of {half}")).await?,
            search("lamb+moss", format!("two of {half} each")).await?,
        ])
    }
}
