//! What a person shows to be believed: link tokens, a member's access token, and the nonce of a page's form.

pub mod access;
pub mod link;
pub mod nonce;
mod provider;
