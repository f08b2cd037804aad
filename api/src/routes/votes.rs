//! Votes on posts (seeds 1 and 3): `/vote`.

use std::sync::Arc;

use poem_openapi::payload::Json;
use poem_openapi::{ApiResponse, Object, OpenApi};
use shared::board::post::Refusal;
use shared::keyspace::PostId;

use super::posts::Tag;
use super::sent::{Body, Sent, Whole};
use crate::credentials::bearer::{AccessToken, SignedIn};
use crate::desk::{Refused, votes};
use crate::gate::Gate;
use crate::problem::{Fault, Problem};

/// The routes.
pub struct Votes {
    gate: Arc<Gate>,
}

/// A vote.
#[derive(Object)]
#[oai(rename = "PostVote")]
struct Vote {
    /// The post's id, from 1; its digits as a string do as well.
    post_id: Sent<Whole, true>,
    /// 1 votes for the post, 0 takes the vote back; the digit as a string does as well.
    dir: Sent<Whole, true>,
}

/// A sentence.
#[derive(Object)]
#[oai(rename = "Voted")]
struct Message {
    /// What there is to say.
    message: String,
}

/// The answer to a vote.
#[derive(ApiResponse)]
enum Counted {
    /// It counts, or counts no more.
    #[oai(status = 201)]
    Done(Json<Message>),
}

#[OpenApi(tag = "Tag::Board")]
impl Votes {
    /// Votes for a post, or takes the vote back. 404 where there is no such post on the board, or no vote to take back; 409 where
    /// the member's vote counts already. At most 600 in an hour, where the operator says nothing else.
    #[oai(path = "/vote", method = "post")]
    async fn vote(&self, token: AccessToken, body: Body<Vote>) -> Result<Counted, Problem> {
        let signed_in = SignedIn::by_token(&self.gate, &token).await?;
        let (body, mut wrong) = (body.read()?, Vec::new());
        let post = body.post_id.take("post_id", &mut wrong);
        let up = match body.dir.take("dir", &mut wrong) {
            Some(Whole(0)) => Some(false),
            Some(Whole(1)) => Some(true),
            Some(Whole(_)) => {
                wrong.push(Fault::new("/dir", "It is neither 1 nor 0."));
                None
            }
            None => None,
        };
        let (Some(Whole(post)), Some(up)) = (post, up) else { return Err(Problem::invalid(wrong)) };
        let post = PostId::new(post).ok_or(Refused::Post(Refusal::NoSuchPost))?;
        votes::vote(&self.gate, &signed_in, post, up).await?;
        let message = if up { "successfully added vote" } else { "successfully deleted vote" };
        Ok(Counted::Done(Json(Message { message: message.to_owned() })))
    }
}

impl Votes {
    /// The routes of this gate.
    pub fn new(gate: Arc<Gate>) -> Self {
        Self { gate }
    }
}
