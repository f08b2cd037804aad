//! How far something long is: a bar on a terminal, plain lines elsewhere. Always on stderr, so that a table on stdout stays one.

use std::io::{IsTerminal as _, Write as _};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// How often the bar moves though nothing is finished: whoever waits sees that it lives.
const TICK: Duration = Duration::from_millis(200);

/// A number of parts, one after the other.
pub struct Progress {
    bar: ProgressBar,
    count: u64,
    begun: u64,
}

impl Progress {
    /// So many parts are to come.
    pub fn of(count: usize) -> Self {
        let count = u64::try_from(count).unwrap_or(u64::MAX);
        let shown = std::io::stderr().is_terminal();
        let bar =
            ProgressBar::with_draw_target(Some(count), if shown { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() });
        if let Ok(style) = ProgressStyle::with_template("{bar:20} {pos} of {len}, {elapsed}: {wide_msg}") {
            bar.set_style(style);
        }
        if shown {
            bar.enable_steady_tick(TICK);
        }
        Self { bar, count, begun: 0 }
    }

    /// The next part begins, and with that the one before is done.
    pub fn begin(&mut self, part: &str) {
        self.bar.set_position(self.begun);
        self.bar.set_message(part.to_owned());
        self.begun += 1;
        if self.bar.is_hidden() {
            self.say(&format!("{} of {}: {part} …", self.begun, self.count));
        }
    }

    /// A line that stays.
    pub fn say(&self, line: &str) {
        // Whether anybody reads it is not our trouble.
        self.bar.suspend(|| drop(writeln!(std::io::stderr(), "{line}")));
    }

    /// All is done: the bar goes away.
    pub fn end(&self) {
        self.bar.finish_and_clear();
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.end();
    }
}
