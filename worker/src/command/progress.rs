//! Whoever waits for a long order sees that it goes on: one line that changes on a terminal, plain lines elsewhere.
//!
//! The rule: always on stderr, because stdout is the answer, and nothing at all of what is done within a second.

use std::fmt::Write as _;
use std::io::{IsTerminal, Write};
use std::pin::pin;
use std::time::Duration;

use tokio::time::{Instant, MissedTickBehavior, interval_at};

/// How long nothing is said.
const FIRST: Duration = Duration::from_secs(1);
/// How often the line of a terminal changes.
const ON_TERMINAL: Duration = Duration::from_millis(200);
/// How often a line is added elsewhere.
const ELSEWHERE: Duration = Duration::from_secs(5);
/// Back to the beginning of the line, and nothing on it.
const WIPED: &str = "\r\u{1b}[K";

/// Carries the work out, and says how far it is, in the words that `so_far` has then.
pub(super) async fn watched<T>(work: impl Future<Output = T>, so_far: impl Fn() -> String) -> T {
    let is_terminal = std::io::stderr().is_terminal();
    let every = if is_terminal { ON_TERMINAL } else { ELSEWHERE };
    watched_on(std::io::stderr(), is_terminal, (FIRST, every), work, so_far).await
}

async fn watched_on<T>(
    mut out: impl Write,
    is_terminal: bool,
    (first, every): (Duration, Duration),
    work: impl Future<Output = T>,
    so_far: impl Fn() -> String,
) -> T {
    let (begun, mut is_shown) = (Instant::now(), false);
    let mut tick = interval_at(begun + first, every);
    tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut work = pin!(work);
    let done = loop {
        tokio::select! {
            biased;
            done = &mut work => break done,
            _ = tick.tick() => {
                let mut line = format!("{} … {} s", so_far(), begun.elapsed().as_secs());
                line = if is_terminal { format!("{WIPED}{line}") } else { line + "\n" };
                // Whether anybody reads it is not our trouble.
                let _ = out.write_all(line.as_bytes()).and_then(|()| out.flush());
                is_shown = true;
            }
        }
    };
    if is_shown && is_terminal {
        let _ = out.write_all(WIPED.as_bytes()).and_then(|()| out.flush());
    }
    done
}

/// A number as people read it: 1,234,567.
pub(super) fn readable(number: u64) -> String {
    let digits = number.to_string();
    let mut shown = String::new();
    for (at, digit) in digits.chars().enumerate() {
        let comma = if at > 0 && (digits.len() - at).is_multiple_of(3) { "," } else { "" };
        let _ = write!(shown, "{comma}{digit}");
    }
    shown
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    /// What is written while the work waits until it was said how far it is, so many times.
    async fn written(times: u32, is_terminal: bool) -> String {
        let (mut out, said, again) = (Vec::new(), Cell::new(0), tokio::sync::Notify::new());
        let work = async {
            while said.get() < times {
                again.notified().await;
            }
            "done"
        };
        let so_far = || {
            said.set(said.get() + 1);
            again.notify_one();
            format!("{} of 3", said.get())
        };
        let pace = (Duration::ZERO, Duration::from_millis(1));
        assert_eq!(watched_on(&mut out, is_terminal, pace, work, so_far).await, "done");
        String::from_utf8_lossy(&out).into_owned()
    }

    #[tokio::test]
    async fn what_is_done_at_once_says_nothing() {
        assert_eq!(written(0, true).await + &written(0, false).await, "");
    }

    #[tokio::test]
    async fn a_terminal_keeps_no_line_and_a_file_keeps_each() {
        assert_eq!(written(2, true).await, format!("{WIPED}1 of 3 … 0 s{WIPED}2 of 3 … 0 s{WIPED}"));
        assert_eq!(written(2, false).await, "1 of 3 … 0 s\n2 of 3 … 0 s\n");
    }

    #[test]
    fn long_numbers_have_commas() {
        assert_eq!([0, 999, 1_000, 1_234_567].map(readable), ["0", "999", "1,000", "1,234,567"]);
    }
}
