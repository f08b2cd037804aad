//! The table: one row per scenario, the figure, and the target beside it.

use std::fmt;
use std::time::Duration;

use crate::generator::{Run, count_as_f64};

/// One line of the table. What was not measured is a dash.
#[derive(Default)]
pub struct Row {
    /// What was done.
    pub name: String,
    /// How often.
    pub count: usize,
    /// CPU of the measured process each time, in ms.
    pub server_ms: Option<f64>,
    /// CPU of Redis each time, in ms.
    pub redis_ms: Option<f64>,
    /// How often in a second.
    pub per_second: Option<f64>,
    /// The median time, in ms.
    pub p50_ms: Option<f64>,
    /// The time within which 99 of 100 are done, in ms.
    pub p99_ms: Option<f64>,
    /// What was to be reached, and remarks.
    pub remark: String,
}

impl Row {
    /// A row of a run, with the CPU that was used in it.
    pub fn of_run(name: &str, run: &Run, server: Duration, redis: Option<Duration>) -> Self {
        let count = run.each.len();
        let each = |cpu: Duration| millis(cpu) / count_as_f64(count);
        let mut row = Self { name: name.to_owned(), count, server_ms: Some(each(server)), redis_ms: redis.map(each), ..Self::default() };
        row.per_second = Some(run.per_second());
        row.p50_ms = run.percentile(50).map(millis);
        row.p99_ms = run.percentile(99).map(millis);
        for (status, count) in &run.unexpected {
            row.remark(&format!("{count} × {status}!"));
        }
        row
    }

    /// Adds a remark.
    pub fn remark(&mut self, remark: &str) {
        let between = if self.remark.is_empty() { "" } else { "; " };
        self.remark = format!("{}{between}{remark}", self.remark);
    }

    /// Adds the verdict on a measured value.
    pub fn target(&mut self, what: &str, measured: Option<f64>, at_most: f64, unit: &str) {
        let verdict = match measured {
            Some(measured) if measured <= at_most => "met",
            Some(_) => "MISSED",
            None => "not measured",
        };
        self.remark(&format!("{what} ≤ {at_most} {unit}: {verdict}"));
    }
}

/// A time in milliseconds.
pub fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

/// All rows.
#[derive(Default)]
pub struct Table(Vec<Row>);

impl Table {
    /// Adds the rows of a scenario.
    pub fn extend(&mut self, rows: Vec<Row>) {
        self.0.extend(rows);
    }
}

impl fmt::Display for Table {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let heads = ["count", "CPU ms", "Redis ms", "per s", "p50 ms", "p99 ms"];
        let [count, cpu, redis, per_second, p50, p99] = heads;
        writeln!(out, "{:<44} {count:>7} {cpu:>8} {redis:>8} {per_second:>9} {p50:>8} {p99:>8}  target", "each")?;
        for row in &self.0 {
            let Row { name, count, remark, .. } = row;
            let (cpu, redis, per_second) = (number(row.server_ms, 4), number(row.redis_ms, 4), number(row.per_second, 0));
            let (p50, p99) = (number(row.p50_ms, 2), number(row.p99_ms, 2));
            writeln!(out, "{name:<44} {count:>7} {cpu:>8} {redis:>8} {per_second:>9} {p50:>8} {p99:>8}  {remark}")?;
        }
        Ok(())
    }
}

fn number(value: Option<f64>, places: usize) -> String {
    value.map_or_else(|| "–".to_owned(), |value| format!("{value:.places$}"))
}
