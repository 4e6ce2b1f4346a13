//! How large the words of a deed are, and in how many columns, so that one page of A4 holds it.

use railc_language::render::{Deed, DeedHeading, Group, Line, Merge};

use super::measure::rows;

/// The size of words and the number of columns.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Size {
    /// The size of words, in points.
    pub points: f64,
    /// The number of columns.
    pub columns: usize,
}

/// From the largest to the smallest that can still be read.
const SIZES: [Size; 7] = [
    Size { points: 11.0, columns: 2 },
    Size { points: 10.0, columns: 2 },
    Size { points: 9.0, columns: 2 },
    Size { points: 9.0, columns: 3 },
    Size { points: 8.0, columns: 3 },
    Size { points: 7.0, columns: 3 },
    Size { points: 6.5, columns: 4 },
];

/// What a page of A4 holds between its margins, in points, without what stands above and below the columns.
pub(super) const WIDTH: f64 = 527.0;
pub(super) const HEIGHT: f64 = 600.0;
/// The space between columns, and what an icon takes before words, in ems; the height of a line of words, of the space between lines of the deed, and
/// of a heading with the space around it.
pub(super) const GUTTER: f64 = 1.6;
pub(super) const ICON: f64 = 1.9;
pub(super) const ROW: f64 = 1.3;
pub(super) const BETWEEN: f64 = 0.35;
pub(super) const HEADING: f64 = 2.9;

/// The deed, merged as far as a page needs it, with its size.
pub(super) fn fit(deed: &Deed) -> (Deed, Size) {
    let all = [Merge::Nothing, Merge::Parts, Merge::All].map(|merge| deed.merged(merge));
    let [.., last] = &all;
    let fitting = all.iter().find_map(|deed| Some((deed, SIZES.into_iter().find(|size| fits(deed, *size))?)));
    let (deed, size) = fitting.unwrap_or((last, smallest()));
    (deed.clone(), size)
}

fn smallest() -> Size {
    let [.., last] = SIZES;
    last
}

/// The width of a column, in ems.
pub(super) fn column(size: Size) -> f64 {
    let count = size.columns as f64;
    (WIDTH / size.points - GUTTER * (count - 1.0)) / count
}

fn fits(deed: &Deed, size: Size) -> bool {
    let column = column(size);
    let heights: Vec<f64> = deed.groups.iter().map(|group| height(deed, group, column)).collect();
    // Columns end in white space where the next line does not fit.
    let wanted = heights.iter().sum::<f64>() / size.columns as f64 + 3.0 * ROW;
    wanted * size.points <= HEIGHT
}

fn height(deed: &Deed, group: &Group, column: f64) -> f64 {
    let lines = if group.heading == DeedHeading::Know {
        rows(&run_in(deed, group), column) as f64 * ROW
    } else {
        group.lines.iter().map(|line| rows(&words(deed, line), column - ICON) as f64 * ROW + BETWEEN).sum()
    };
    let lead = group.heading.lead(deed.language).map_or(0, |lead| rows(lead, column)) as f64 * ROW;
    HEADING + lead + (rows(group.heading.words(deed.language), column / 1.2) - 1) as f64 * ROW + lines
}

/// A line with all that stands in it; an icon is about as wide as three letters.
fn words(deed: &Deed, line: &Line) -> String {
    let icons = "mm ".repeat(line.signs.len().saturating_sub(1) + usize::from(line.lead.is_some()));
    format!("{icons}{} {}", line.words(deed.language), line.number)
}

fn run_in(deed: &Deed, group: &Group) -> String {
    group.lines.iter().map(|line| format!("{} {} · ", line.words(deed.language), line.number)).collect()
}
