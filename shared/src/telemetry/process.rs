//! What the kernel says of this process, as every Prometheus client shows it: computing time, memory, open files.
//!
//! Read from `/proc/self` when somebody asks; what cannot be read is not shown.

use std::fs;

use super::metrics;

/// In which parts of a second the kernel counts computing time for processes: a hundred on every machine that Linux runs on
/// today, since the number became part of its promise.
const TICKS_PER_SECOND: f64 = 100.0;

/// Reads it all.
pub(super) fn look() {
    let read = |name: &str| fs::read_to_string(format!("/proc/self/{name}")).unwrap_or_default();
    if let Some(ticks) = ticks(&read("stat")) {
        metrics::PROCESS_CPU.take_over([], ticks / TICKS_PER_SECOND);
    }
    if let Some(kilobytes) = after(&read("status"), "VmRSS:") {
        metrics::PROCESS_MEMORY.set([], kilobytes * 1024.0);
    }
    if let Some(files_max) = after(&read("limits"), "Max open files") {
        metrics::PROCESS_FILES_MAX.set([], files_max);
    }
    if let Ok(files) = fs::read_dir("/proc/self/fd") {
        // One of them is what reads the list.
        let count = u32::try_from(files.count().saturating_sub(1)).unwrap_or(u32::MAX);
        metrics::PROCESS_FILES.set([], f64::from(count));
    }
}

/// Computing time in user and in system mode: the 14th and 15th field of `stat` (proc(5)), of which the second is a name in
/// parentheses that may hold anything.
fn ticks(stat: &str) -> Option<f64> {
    let mut fields = stat.rsplit_once(')')?.1.split_ascii_whitespace().skip(11);
    let mut next = || fields.next()?.parse::<f64>().ok();
    Some(next()? + next()?)
}

/// The first number behind these words at the beginning of a line.
fn after(text: &str, words: &str) -> Option<f64> {
    text.lines().find_map(|line| line.strip_prefix(words))?.split_ascii_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kernels_words_are_understood() {
        let stat = "4711 (a) b (c) S 1 2 3 4 5 6 7 8 9 10 250 50 13 14 15";
        assert_eq!(ticks(stat), Some(300.0));
        assert_eq!(ticks("nonsense"), None);
        assert_eq!(after("VmPeak:\t 9 kB\nVmRSS:\t  1234 kB\n", "VmRSS:"), Some(1234.0));
        assert_eq!(after("Max open files            unlimited            unlimited            files\n", "Max open files"), None);
    }

    #[test]
    fn this_very_process_can_be_read() {
        let read = |name: &str| fs::read_to_string(format!("/proc/self/{name}")).unwrap_or_default();
        assert!(ticks(&read("stat")).is_some() && after(&read("status"), "VmRSS:").is_some_and(|kilobytes| kilobytes > 100.0));
    }
}
