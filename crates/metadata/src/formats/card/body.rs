//! The body of a card: a line that names the license, and what mergekit writes of what was merged.
//!
//! Prose is no statement: a line `License: …` is a hint, for whoever knows the names of licenses to hold against the front matter.

use std::ops::Range;

use crate::described::{Described, Kind, Link, Named, Place, Role, Standing, Statement};
use crate::formats::mergekit;
use crate::formats::names::named;
use crate::reading::yaml::Origin;

/// The most lines that name a license which are kept.
const MOST_LINES: usize = 16;
/// The most models that are kept of a list.
const MOST_MODELS: usize = 1_000;
/// The longest name of a license in a line: what is longer is a sentence.
const LONGEST: usize = 120;

/// Adds what the body says, from this byte on.
pub(super) fn read(text: &str, start: usize, described: &mut Described) {
    let Some(body) = text.get(start..) else { return };
    let is_merged = body.contains("mergekit");
    if !is_merged && !may_name_a_license(body) {
        return;
    }
    let Origin { lines, .. } = Origin::of(text, start);
    let mut body = Body { text, fence: None, is_list: false, is_merged, described };
    let mut at = start;
    for (number, line) in text.get(start..).unwrap_or_default().split_inclusive('\n').enumerate() {
        body.line(line, &Spot { line: lines + number + 1, start: at });
        at += line.len();
    }
}

/// Whether it is worth looking at each line.
fn may_name_a_license(body: &str) -> bool {
    ["icense", "icence", "ICENSE"].iter().any(|part| body.contains(part))
}

/// Where a line is.
struct Spot {
    line: usize,
    start: usize,
}

impl Spot {
    /// The place of a piece of the line.
    fn place(&self, line: &str, piece: Range<usize>) -> Place {
        let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let before = line.get(..piece.start).unwrap_or_default();
        Place::Text {
            line: number(self.line),
            column: number(before.chars().count() + 1),
            bytes: number(self.start + piece.start)..number(self.start + piece.end),
        }
    }
}

/// A body while its lines are read.
struct Body<'t, 'd> {
    text: &'t str,
    /// Where the code between fences begins, while one is open.
    fence: Option<Fence>,
    /// Whether the last heading is that of mergekit's list of models.
    is_list: bool,
    is_merged: bool,
    described: &'d mut Described,
}

struct Fence {
    start: usize,
    lines: usize,
    is_yaml: bool,
}

impl Body<'_, '_> {
    fn line(&mut self, line: &str, spot: &Spot) {
        let words = line.trim();
        if let Some(language) = words.strip_prefix("```") {
            match self.fence.take() {
                Some(fence) => self.code(&fence, spot.start),
                None => {
                    let is_yaml = matches!(language.trim(), "yaml" | "yml");
                    self.fence = Some(Fence { start: spot.start + line.len(), lines: spot.line, is_yaml });
                }
            }
        } else if self.fence.is_some() {
        } else if words.starts_with('#') {
            self.is_list = words.trim_start_matches('#').trim().eq_ignore_ascii_case("models merged");
            self.license(line, spot);
        } else if self.is_merged && (self.is_list || line.contains("merge method")) {
            self.models(line, spot);
        } else {
            self.license(line, spot);
        }
    }

    /// What stands between fences: the configuration of a merge, if it is YAML with the keys of one.
    fn code(&mut self, fence: &Fence, end: usize) {
        let Some(yaml) = self.text.get(fence.start..end).filter(|_| fence.is_yaml && self.is_merged) else { return };
        let origin = Origin { lines: fence.lines, bytes: fence.start };
        for link in mergekit::links(yaml, origin, "mergekit.", self.made()).unwrap_or_default() {
            self.add(link);
        }
    }

    fn made(&self) -> &str {
        self.described.things.first().map_or("", |thing| &thing.name)
    }

    /// Adds a link, unless the card names that origin already; then it only says how it was used.
    fn add(&mut self, link: Link) {
        let links = &mut self.described.links;
        let count = links.len();
        match links.iter_mut().find(|known| known.from == link.from) {
            Some(known) => known.relation = known.relation.take().or(link.relation),
            None if count < MOST_MODELS => links.push(link),
            None => {}
        }
    }

    /// `* [a/b](https://huggingface.co/a/b)`, and `using the … merge method using [a/b](…) as a base`.
    fn models(&mut self, line: &str, spot: &Spot) {
        for (at, _) in line.match_indices("](https://huggingface.co/") {
            let address = at + "](".len();
            let rest = line.get(address..).unwrap_or_default();
            let end = address + rest.find(')').unwrap_or(rest.len());
            let (from, how) = named(line.get(address..end).unwrap_or_default());
            if how == Named::Id {
                let link = Link {
                    from: from.to_owned(),
                    named: how,
                    kind: Kind::Model,
                    to: self.made().to_owned(),
                    relation: Some("merge".to_owned()),
                    standing: Standing::Stated,
                    key: "body".to_owned(),
                    place: spot.place(line, address..end),
                };
                self.add(link);
            }
        }
    }

    /// `**License:** Apache 2.0`
    fn license(&mut self, line: &str, spot: &Spot) {
        let Some(value) = license_in(line) else { return };
        let Some(thing) = self.described.things.first_mut() else { return };
        if thing.licenses.iter().filter(|statement| statement.key == "body").count() < MOST_LINES {
            thing.licenses.push(Statement {
                role: Role::License,
                value: line.get(value.clone()).unwrap_or_default().to_owned(),
                standing: Standing::Hint,
                key: "body".to_owned(),
                place: spot.place(line, value),
            });
        }
    }
}

/// Where a line that begins with `License:` names one: the words of a link, without marks of Markdown.
fn license_in(line: &str) -> Option<Range<usize>> {
    let is_mark = |sign: char| matches!(sign, '*' | '_' | '#' | '>' | '-' | '|' | '`' | '+' | ' ' | '\t');
    let words = line.trim_start_matches(is_mark);
    let rest = ["license", "licence"].iter().find_map(|word| {
        let rest = words.get(word.len()..)?;
        words.get(..word.len())?.eq_ignore_ascii_case(word).then_some(rest)
    })?;
    let rest = rest.strip_prefix("(s)").or_else(|| rest.strip_prefix('s')).unwrap_or(rest);
    let rest = rest.trim_start_matches(['*', '_', ' ', '`']).strip_prefix(':')?;
    let value = rest.trim().trim_start_matches(is_mark).trim_end_matches(|sign| is_mark(sign) || sign == '.');
    let value = match value.strip_prefix('[').and_then(|link| link.split_once("](")) {
        Some((words, _)) => words.trim(),
        None => value,
    };
    let start = line.find(value)?;
    // The same word may stand before the colon.
    let start = line.len() - rest.len() + rest.find(value).unwrap_or(start);
    (!value.is_empty() && value.len() <= LONGEST).then_some(start..start + value.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_names_a_license() {
        for (line, value) in [
            ("License: MIT", Some("MIT")),
            ("- **License:** Apache 2.0\n", Some("Apache 2.0")),
            ("* **License(s):** [Gemma Terms of Use](https://ai.google.dev/gemma/terms)", Some("Gemma Terms of Use")),
            ("| Licence | MIT |", None),
            ("License", None),
            ("## License: `cc-by-4.0`.", Some("cc-by-4.0")),
            ("Licensed: no", None),
            ("Our license: MIT", None),
            ("License:", None),
        ] {
            assert_eq!(license_in(line).map(|place| &line[place]), value, "{line}");
        }
    }
}
