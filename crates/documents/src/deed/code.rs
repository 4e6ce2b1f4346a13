//! An address as a code that cameras read.

use std::fmt::Write as _;

use qrcode::{Color, EcLevel, QrCode};

/// The code as a path of squares, and how many squares wide it is; `None` for an address that is too long for one.
pub(super) fn code(address: &str) -> Option<(String, usize)> {
    let code = QrCode::with_error_correction_level(address, EcLevel::M).ok()?;
    let width = code.width();
    let colors = code.to_colors();
    let mut path = String::new();
    for (row, colors) in colors.chunks(width).enumerate() {
        let mut column = 0;
        for run in colors.chunk_by(|one, other| one == other) {
            if run.first() == Some(&Color::Dark) {
                write!(path, "M{column} {row}h{length}v1h-{length}z", length = run.len()).ok()?;
            }
            column += run.len();
        }
    }
    Some((path, width))
}

/// The light border that cameras need.
pub(super) const BORDER: usize = 4;
