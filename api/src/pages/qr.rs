//! A text as a QR code: squares that a page draws as one path of its own, so nothing is fetched and no style is needed.

use std::fmt::Write;

use qrcode::{Color, EcLevel, QrCode};
use serde::Serialize;

/// A QR code, without the quiet zone around it.
#[derive(Clone, Serialize)]
pub struct Qr {
    /// Modules on each side.
    pub size: usize,
    /// The dark ones, as the `d` of an SVG path.
    pub path: String,
}

impl Qr {
    /// The code of a text; none where it is too long for one.
    pub fn of(text: &str) -> Option<Self> {
        let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
        let (size, colors) = (code.width(), code.into_colors());
        let mut path = String::new();
        for (y, row) in colors.chunks(size).enumerate() {
            let mut x = 0;
            for run in row.chunk_by(|one, other| one == other) {
                if run.first() == Some(&Color::Dark) {
                    // Writing to a string cannot fail.
                    let _ = write!(path, "M{x} {y}h{}v1H{x}z", run.len());
                }
                x += run.len();
            }
        }
        Some(Self { size, path })
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may end here")]
    use super::*;

    #[test]
    fn a_code_begins_with_the_corner_that_readers_look_for() {
        let code = Qr::of("matrix:u/alice:example.org").unwrap();
        assert!(code.path.starts_with("M0 0h7v1H0z"), "{}", code.path);
        assert_eq!((code.size - 17) % 4, 0, "sizes are those of the standard");
        assert!(Qr::of(&"x".repeat(5_000)).is_none());
    }
}
