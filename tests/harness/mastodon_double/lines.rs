//! Bytes as they come in, made into lines as the script reads them: no line is longer than the limit, whatever is sent, and what ends
//! without a line feed was cut off and is none.

use super::runner::LINE_MAX;

/// A line, its end not counted.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line {
    Whole(Vec<u8>),
    TooLong,
}

/// Keeps what is not a whole line yet.
#[derive(Default)]
pub(super) struct Splitter {
    begun: Vec<u8>,
    is_skipping: bool,
}

impl Splitter {
    /// The lines that these bytes end.
    pub(super) fn push(&mut self, bytes: &[u8]) -> Vec<Line> {
        let mut lines = Vec::new();
        for part in bytes.split_inclusive(|byte| *byte == b'\n') {
            let (text, ends) = part.strip_suffix(b"\n").map_or((part, false), |text| (text, true));
            if !self.is_skipping {
                self.begun.extend_from_slice(text);
            }
            if self.begun.len() >= LINE_MAX {
                self.begun.clear();
                self.is_skipping = true;
                lines.push(Line::TooLong);
            }
            if ends {
                let begun = std::mem::take(&mut self.begun);
                lines.extend((!self.is_skipping).then_some(Line::Whole(begun)));
                self.is_skipping = false;
            }
        }
        lines
    }
}
