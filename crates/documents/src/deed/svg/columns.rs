//! The lines of a deed in columns.

use railc_language::render::{DeedHeading, Group, Icon, Language, Line, labels};

use crate::deed::drawing::draw;
use crate::deed::fit::{BETWEEN, GUTTER, HEADING, ICON, ROW, Size, column};
use crate::deed::measure::width;

use super::flow::{Style, rows};
use super::{MARGIN, Place, Sheet};

/// What stands in a column without a break.
enum Block<'a> {
    Heading(&'a Group),
    /// What stands between the heading and the lines.
    Lead(&'static str),
    Line(&'a Group, &'a Line),
    /// What decides no use, as one paragraph.
    RunIn(&'a Group),
}

/// The width of a column and the size of words, in points.
#[derive(Debug, Clone, Copy)]
struct Column {
    wide: f64,
    points: f64,
}

impl Sheet {
    /// The groups in columns of about the same height, from `top` on; gives where the longest ends.
    pub(super) fn columns(&mut self, groups: &[Group], size: Size, top: f64) -> f64 {
        let set = Column { wide: column(size) * size.points, points: size.points };
        let blocks: Vec<Block<'_>> = groups.iter().flat_map(|group| blocks(group, self.language)).collect();
        let heights: Vec<f64> = blocks.iter().map(|block| self.height(block, set)).collect();
        let starts = starts(&blocks, &heights, size);
        let (mut column, mut y, mut lowest) = (0, top, top);
        for (at, (block, height)) in blocks.iter().zip(&heights).enumerate() {
            if starts.contains(&at) {
                (column, y) = (column + 1, top);
            }
            self.set(block, Place { x: MARGIN + column as f64 * (set.wide + GUTTER * set.points), y }, set);
            y += height;
            lowest = f64::max(lowest, y);
        }
        lowest
    }

    fn height(&self, block: &Block<'_>, Column { wide, points }: Column) -> f64 {
        let inner = wide / points - ICON;
        match block {
            Block::Heading(group) => {
                let rows = rows(&[(group.heading.words(self.language), Style::Bold)], inner / LARGE).len();
                (rows as f64 * LARGE * ROW + HEADING - 1.5 * ROW) * points
            }
            Block::Line(_, line) => {
                let rows: usize = cells(line, inner, self.language).iter().map(|cells| cells.height(inner)).sum();
                (rows as f64 * ROW + BETWEEN) * points
            }
            Block::Lead(words) => (rows(&[(*words, Style::Plain)], wide / points).len() as f64 * ROW + BETWEEN) * points,
            Block::RunIn(group) => rows(&borrowed(&run_in(group)), wide / points / SMALL).len() as f64 * ROW * points * SMALL,
        }
    }

    fn set(&mut self, block: &Block<'_>, at: Place, column: Column) {
        let Column { wide, points } = column;
        let icon = ICON * points;
        match block {
            Block::Heading(group) => {
                let y = at.y + 0.6 * points;
                let words = [(group.heading.words(self.language), Style::Bold)];
                self.icon(group, group.heading.icon(), None, Place { x: at.x, y }, 1.5 * points);
                self.block(&words, Place { x: at.x + icon, y }, wide - icon, LARGE * points);
            }
            Block::Line(group, line) => {
                let mut y = at.y;
                let inner = wide / points - ICON;
                for row in cells(line, inner, self.language) {
                    for (number, cell) in row.0.iter().enumerate() {
                        let x = at.x + number as f64 * wide / 2.0;
                        let (shown, beside) = cell
                            .icon
                            .map_or((group.heading.icon(), None), |icon| (icon, cell.words.first().map(|(words, _)| words.as_str())));
                        self.icon(group, shown, beside, Place { x, y }, 1.3 * points);
                        self.block(&borrowed(&cell.words), Place { x: x + icon, y }, wide - icon, points);
                    }
                    y += row.height(inner) as f64 * ROW * points;
                }
            }
            Block::Lead(words) => {
                self.block(&[(*words, Style::Plain)], at, wide, points);
            }
            Block::RunIn(group) => {
                self.block(&borrowed(&run_in(group)), at, wide, points * SMALL);
            }
        }
    }

    fn icon(&mut self, group: &Group, icon: &Icon, beside: Option<&str>, at: Place, size: f64) {
        let class = match group.heading {
            DeedHeading::May => "may",
            DeedHeading::MustNot | DeedHeading::Ends => "must-not",
            DeedHeading::Must | DeedHeading::MustWhenSharing => "must",
            DeedHeading::Asked | DeedHeading::LicensorMay | DeedHeading::Know => "other",
        };
        let [x, y, size] = [at.x, at.y, size].map(|points| format!("{points:.1}"));
        self.markup.open("g", &[("class", class)]);
        let beside = beside.unwrap_or(icon.words(self.language));
        draw(&mut self.markup, icon, self.language, beside, &[("x", &x), ("y", &y), ("width", &size), ("height", &size)]);
        self.markup.raw("</g>\n");
    }
}

/// The size of headings and of what decides no use, beside other words.
const LARGE: f64 = 1.15;
const SMALL: f64 = 0.9;

/// A part of a line with its icon; that of its group if it has none of its own.
struct Cell {
    icon: Option<&'static Icon>,
    words: Vec<(String, Style)>,
}

/// Cells side by side: one, or two of half the width.
struct Row(Vec<Cell>);

impl Row {
    fn height(&self, inner: f64) -> usize {
        self.0.iter().map(|cell| rows(&borrowed(&cell.words), inner).len()).max().unwrap_or_default()
    }
}

/// The cells of a line: two in a row where both are short enough.
fn cells(line: &Line, inner: f64, language: &Language) -> Vec<Row> {
    let lead = line.lead.iter().map(|lead| Cell { icon: None, words: vec![(lead.clone(), Style::Bold)] });
    let signs = line.signs.iter().map(|sign| Cell { icon: Some(sign.icon), words: vec![(sign.words.clone(), Style::Plain)] });
    let mut cells: Vec<Cell> = lead.chain(signs).collect();
    if let Some(last) = cells.last_mut() {
        last.words.extend(line.showing.iter().map(|showing| (labels::quoted(showing, language), Style::Plain)));
        last.words.last_mut().into_iter().filter(|_| line.is_limited).for_each(|(words, _)| words.push('*'));
        last.words.extend((!line.number.is_empty()).then(|| (line.number.clone(), Style::Number)));
    }
    let half = (inner + ICON) / 2.0 - ICON - 0.4;
    let is_short = |cell: &Cell| cell.icon.is_some() && cell.words.iter().map(|(words, _)| width(words) + 0.42).sum::<f64>() <= half;
    let mut rows: Vec<Row> = Vec::new();
    for cell in cells {
        match rows.last_mut() {
            Some(Row(row)) if row.len() == 1 && row.iter().all(is_short) && is_short(&cell) => row.push(cell),
            _ => rows.push(Row(vec![cell])),
        }
    }
    rows
}

fn run_in(group: &Group) -> Vec<(String, Style)> {
    let mut words = Vec::new();
    for line in &group.lines {
        words.extend(line.signs.iter().map(|sign| (sign.words.clone(), Style::Plain)));
        words.push((if line.number.is_empty() { "·".to_owned() } else { format!("{} ·", line.number) }, Style::Number));
    }
    if let Some((last, _)) = words.last_mut() {
        *last = last.trim_end_matches(['·', ' ']).to_owned();
    }
    words
}

fn borrowed(words: &[(String, Style)]) -> Vec<(&str, Style)> {
    words.iter().map(|(words, style)| (words.as_str(), *style)).collect()
}

fn blocks<'a>(group: &'a Group, language: &Language) -> Vec<Block<'a>> {
    let mut blocks = vec![Block::Heading(group)];
    blocks.extend(group.heading.lead(language).map(Block::Lead));
    if group.heading == DeedHeading::Know {
        blocks.push(Block::RunIn(group));
    } else {
        blocks.extend(group.lines.iter().map(|line| Block::Line(group, line)));
    }
    blocks
}

/// The blocks that begin a new column, so that the longest column is as short as it can be.
fn starts(blocks: &[Block<'_>], heights: &[f64], size: Size) -> Vec<usize> {
    let total: f64 = heights.iter().sum();
    let mut most = total / size.columns as f64;
    loop {
        let starts = filled(blocks, heights, most);
        if starts.len() < size.columns || most > total {
            return starts;
        }
        most += size.points;
    }
}

/// The blocks that begin a new column, where none may be higher than this.
fn filled(blocks: &[Block<'_>], heights: &[f64], most: f64) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut y = 0.0;
    for (at, (block, height)) in blocks.iter().zip(heights).enumerate() {
        // A heading stays with its first line.
        let next = if matches!(block, Block::Heading(_) | Block::Lead(_)) { heights.get(at + 1).copied().unwrap_or_default() } else { 0.0 };
        if y > 0.0 && y + height + next > most {
            starts.push(at);
            y = 0.0;
        }
        y += height;
    }
    starts
}
