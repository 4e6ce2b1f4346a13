//! Words broken into rows.

use crate::deed::measure::{pieces, width};

/// Words, each with how they look.
pub(super) type Words<'a, 'w> = &'a [(&'w str, Style)];

/// How words look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// As most words.
    Plain,
    /// Bold.
    Bold,
    /// Small and soft, as the number of a clause.
    Number,
}

impl Style {
    /// Its class.
    pub(super) fn class(self) -> &'static str {
        match self {
            Style::Plain => "plain",
            Style::Bold => "bold",
            Style::Number => "number",
        }
    }

    /// How wide its words are, beside plain ones.
    fn stretch(self) -> f64 {
        match self {
            Style::Plain => 1.0,
            Style::Bold => 1.08,
            Style::Number => 0.88,
        }
    }
}

/// The rows of words in a column of this width, in ems. There is a space between words of two styles.
pub(super) fn rows(words: Words<'_, '_>, column: f64) -> Vec<Vec<(String, Style)>> {
    let mut rows: Vec<Vec<(String, Style)>> = vec![Vec::new()];
    let mut at = 0.0;
    for (words, style) in words {
        for (number, (is_apart, piece)) in pieces(words).into_iter().enumerate() {
            let is_apart = (is_apart || number == 0) && at > 0.0;
            let space = if is_apart { width(" ") } else { 0.0 };
            let own = width(&piece) * style.stretch();
            let breaks = at > 0.0 && at + space + own > column;
            if breaks {
                rows.push(Vec::new());
                at = 0.0;
            }
            at += own + if breaks { 0.0 } else { space };
            let space = if is_apart && !breaks { " " } else { "" };
            let Some(row) = rows.last_mut() else { continue };
            match row.last_mut() {
                Some((before, last)) if last == style => before.extend([space, &piece]),
                _ => row.push((format!("{space}{piece}"), *style)),
            }
        }
    }
    rows
}
