//! What operators see of a process: logs, and where they ask for it metrics and traces; the same in both processes.
//!
//! Logs are one JSON object a line on stdout, or plain lines for a person at a terminal. A line carries time, level, target,
//! message, fields and the innermost span: whoever opens a span puts `request` or `job` on it, and a span within it repeats that
//! field. The rule, for all three: nothing personal and nothing secret is ever a field or a label. What is worth a line is for the
//! caller to decide; a line below the filter costs next to nothing, and so does a step of a trace that nobody asked for.

pub mod address;
mod metric;
pub mod metrics;
mod process;
mod traces;

use std::io::IsTerminal;

use tracing::Subscriber;
use tracing::subscriber::set_global_default;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::{Layer, SubscriberExt};
use tracing_subscriber::registry::LookupSpan;
use tracing_subscriber::{EnvFilter, fmt, registry};

pub use traces::{Traces, record, step, traced};

use crate::settings::{Common, Process};

type Lines<S> = Box<dyn Layer<S> + Send + Sync>;

/// Begins to log and, where the settings name a collector, to trace. What it answers is kept until the end.
pub fn start(common: &Common, process: Process) -> Traces {
    let Some(endpoint) = &common.otlp_endpoint else {
        init(&common.log);
        return Traces::none();
    };
    match Traces::to(endpoint, process) {
        Ok((traces, layer)) => {
            // Steps are for traces alone: a line's innermost span stays the request or the job.
            let filter = filter(&format!("{},{}=off", common.log, traces::STEPS));
            let _ = set_global_default(registry().with(lines().with_filter(filter)).with(layer));
            traces
        }
        Err(fault) => {
            init(&common.log);
            tracing::error!(fault, "there will be no traces");
            Traces::none()
        }
    }
}

/// Begins to log by this filter. A second call changes nothing; a filter that cannot be read logs from `info` on.
pub fn init(log: &str) {
    // An error here means that somebody logs already, as in tests.
    let _ = set_global_default(registry().with(filter(log)).with(lines()));
}

fn filter(log: &str) -> EnvFilter {
    EnvFilter::try_new(log).unwrap_or_else(|_| EnvFilter::new("info"))
}

/// Lines on stdout, for whoever reads them there.
fn lines<S: Subscriber + for<'a> LookupSpan<'a>>() -> Lines<S> {
    if std::io::stdout().is_terminal() { Box::new(fmt::layer().compact()) } else { json(std::io::stdout) }
}

/// JSON lines to a writer. Each is formatted in a buffer of its thread and written by one call.
fn json<S, W>(writer: W) -> Lines<S>
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    // The list of all spans would repeat the innermost one on every line.
    Box::new(fmt::layer().json().flatten_event(true).with_current_span(true).with_span_list(false).with_writer(writer))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may end here")]
    use std::io::Write;
    use std::sync::{Arc, Mutex};

    use super::*;

    #[derive(Clone, Default)]
    struct Paper(Arc<Mutex<Vec<u8>>>);

    impl Write for Paper {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_line_is_one_object_with_its_span() {
        let paper = Paper::default();
        let writer = paper.clone();
        tracing::subscriber::with_default(registry().with(filter("info")).with(json(move || writer.clone())), || {
            let span = tracing::info_span!("job", job = "j1");
            span.in_scope(|| tracing::info!(count = 3, "sent\nto somebody"));
            tracing::debug!("not worth a line");
        });
        let text = String::from_utf8(paper.0.lock().unwrap().clone()).unwrap();
        assert_eq!(text.lines().count(), 1, "{text}");
        let line: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(line.pointer("/message").unwrap(), "sent\nto somebody");
        assert_eq!(line.pointer("/count").unwrap(), 3);
        assert_eq!(line.pointer("/level").unwrap(), "INFO");
        assert_eq!(line.pointer("/span/job").unwrap(), "j1");
        assert!(line.pointer("/target").is_some() && line.pointer("/timestamp").is_some());
    }

    #[test]
    fn a_second_beginning_is_harmless() {
        init("error");
        init("a=b=c");
    }
}
