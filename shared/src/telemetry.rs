//! Logs: the same in both processes, one JSON object a line on stdout, or plain lines for a person at a terminal.
//!
//! A line carries time, level, target, message, fields and the innermost span: whoever opens a span puts `request` or
//! `job` on it, and a span within it repeats that field. The rule: nothing personal and nothing secret is ever a field.
//! What is worth a line is for the caller to decide; a line below the filter costs next to nothing.

use std::io::IsTerminal;

use tracing::Subscriber;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

/// Begins to log by this filter. A second call changes nothing; a filter that cannot be read logs from `info` on.
pub fn init(log: &str) {
    // An error here means that somebody logs already, as in tests.
    let _ = if std::io::stdout().is_terminal() {
        tracing::subscriber::set_global_default(tracing_subscriber::fmt().compact().with_env_filter(filter(log)).finish())
    } else {
        tracing::subscriber::set_global_default(json(log, std::io::stdout))
    };
}

fn filter(log: &str) -> EnvFilter {
    EnvFilter::try_new(log).unwrap_or_else(|_| EnvFilter::new("info"))
}

/// JSON lines to a writer. Each is formatted in a buffer of its thread and written by one call.
fn json<W>(log: &str, writer: W) -> impl Subscriber + Send + Sync
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_current_span(true)
        // The list of all spans would repeat the innermost one on every line.
        .with_span_list(false)
        .with_env_filter(filter(log))
        .with_writer(writer)
        .finish()
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
        tracing::subscriber::with_default(json("info", move || writer.clone()), || {
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
