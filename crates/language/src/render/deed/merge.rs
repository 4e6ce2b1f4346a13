//! Fewer lines of the same clauses, for licenses that are too long for a page.

use super::{Deed, Group, Heading, Line, Sign};

/// What becomes one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Merge {
    /// Nothing: each clause has a line.
    Nothing,
    /// The clauses of a part under one heading.
    Parts,
    /// All clauses under one heading.
    All,
}

impl Deed {
    /// The deed with lines made one. No clause is lost.
    pub fn merged(&self, merge: Merge) -> Deed {
        let group = |Group { heading, lines }: &Group| Group {
            heading: *heading,
            lines: match merge {
                Merge::Nothing => lines.clone(),
                Merge::Parts => lines.chunk_by(|one, other| one.part == other.part).filter_map(|lines| one_line(*heading, lines)).collect(),
                Merge::All => one_line(*heading, lines).into_iter().collect(),
            },
        };
        Deed { groups: self.groups.iter().map(group).collect(), ..self.clone() }
    }
}

/// Several lines as one: called as the part that they are in, with the first number and the last.
fn one_line(heading: Heading, lines: &[Line]) -> Option<Line> {
    let (first, last) = (lines.first()?, lines.last()?);
    if lines.len() == 1 {
        return Some(first.clone());
    }
    let is_one_part = lines.iter().all(|line| line.part == first.part);
    let words = if is_one_part { first.part.clone() } else { format!("{} … {}", first.part, last.part) };
    Some(Line {
        lead: None,
        signs: vec![Sign { icon: heading.icon(), words }],
        showing: None,
        is_limited: lines.iter().any(|line| line.is_limited),
        number: format!("{}–{}", first.number, last.number),
        clauses: lines.iter().flat_map(|line| line.clauses.iter().cloned()).collect(),
        part: first.part.clone(),
    })
}
