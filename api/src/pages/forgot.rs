//! `/forgot`: a letter with a link to a new password. The answer is the same for every address.

use std::sync::Arc;

use poem::http::{HeaderMap, StatusCode};
use poem::web::Data;
use poem::{Response, handler};

use super::forms::{self, Fields};
use super::site::Site;
use super::views::{Fault, Forgot, ForgotSent};
use crate::desk::{Refused, forgot};
use crate::guard::NetworkBlock;
use crate::problem::Problem;

const PATH: &str = "/forgot";

#[handler]
pub(super) async fn show(Data(site): Data<&Arc<Site>>) -> Result<Response, Problem> {
    form(site, StatusCode::OK, "", Vec::new()).await
}

#[handler]
pub(super) async fn press(
    Data(site): Data<&Arc<Site>>,
    network: NetworkBlock,
    headers: &HeaderMap,
    fields: Fields,
) -> Result<Response, Problem> {
    if let Some(stale) = site.believe(headers, PATH, "", &fields).await? {
        return Ok(stale);
    }
    let email = fields.text("email");
    // No page shows a link's token, whatever programs are told.
    match forgot::ask(&site.gate, network, email, site.locale(), false).await {
        Ok(_) => site.page(StatusCode::OK, &ForgotSent { email: email.to_owned() }),
        Err(Refused::Invalid(found)) => form(site, StatusCode::UNPROCESSABLE_ENTITY, email, forms::faults(found)).await,
        Err(refused) => Err(refused.into()),
    }
}

async fn form(site: &Site, status: StatusCode, email: &str, faults: Vec<Fault>) -> Result<Response, Problem> {
    let view = Forgot { email: email.to_owned(), nonce: site.nonce(PATH, "").await?, faults };
    site.page(status, &view)
}
