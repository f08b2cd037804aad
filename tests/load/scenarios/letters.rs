//! What a letter costs the worker: the letters of many registrations, sent to the mail server's double.

use std::time::Instant;

use anyhow::ensure;
use serde_json::json;

use crate::arguments::Plan;
use crate::generator::{self, Load, count_as_f64};
use crate::stage::Stage;
use crate::table::{Row, millis};
use crate::wire::request;

/// The letters of many registrations, worked off in one go.
pub async fn measure(plan: &Plan) -> anyhow::Result<Row> {
    let stage = Stage::set(plan).await?;
    let (api, _) = stage.api().await?;
    let load = Load { address: stage.address, connections: plan.connections, count: plan.letters, expected: 201 };
    let question = |number: usize| {
        let body = json!({ "email": format!("l{number}@example.org"), "reason": "I knit, and my aunt is here." });
        request("POST", "/registrations/", None, Some(&body))
    };
    let made = generator::run(load, question, false).await?;
    ensure!(made.unexpected.is_empty(), "registrations were refused: {:?}", made.unexpected);
    drop(api);
    let (begun, redis) = (Instant::now(), stage.redis_cpu()?);
    let mut worker = stage.worker()?;
    stage.drained(&mut worker).await?;
    let (took, letters) = (begun.elapsed(), stage.smtp.mailbox().count());
    ensure!(letters >= plan.letters, "{letters} letters of {} registrations", plan.letters);
    let each = |ms: f64| Some(ms / count_as_f64(letters));
    let mut row = Row { name: "letter, by the worker".to_owned(), count: letters, ..Row::default() };
    row.server_ms = each(millis(worker.cpu()?));
    row.redis_ms = each(millis(stage.redis_cpu()? - redis));
    row.per_second = Some(count_as_f64(letters) / took.as_secs_f64());
    row.remark("the worker's start included");
    Ok(row)
}
