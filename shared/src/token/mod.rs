//! What a person shows to be believed: link tokens, and the nonce of a page's form.

pub mod link;
pub mod nonce;
