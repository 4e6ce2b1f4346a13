//! The Modelfile of Ollama: `FROM`, `ADAPTER`, and any number of `LICENSE`, all of which bind.

use super::names::{name_of_path, named};
use crate::described::{Described, Kind, Link, Named, Place, Role, Standing, Statement, Thing};

/// What a Modelfile states.
pub fn read(name: &str, text: &str) -> Described {
    let name = name_of_path(name);
    let thing = Thing { name: name.clone(), names: Vec::new(), kind: Kind::Model, licenses: Vec::new() };
    let mut described = Described { things: vec![thing], ..Described::default() };
    let mut lines = Lines { text, at: 0, number: 0 };
    while let Some(instruction) = lines.next_instruction() {
        let Instruction { word, value, place } = instruction;
        match word.to_ascii_uppercase().as_str() {
            "FROM" => described.links.push(link(&name, "FROM", value, None, place)),
            "ADAPTER" => described.links.push(link(&name, "ADAPTER", value, Some("adapter"), place)),
            "LICENSE" if !value.trim().is_empty() => {
                let role = if value.trim().contains('\n') { Role::Text } else { Role::License };
                let statement =
                    Statement { role, value: value.trim().to_owned(), standing: Standing::Stated, key: "LICENSE".to_owned(), place };
                described.things.iter_mut().for_each(|thing| thing.licenses.push(statement.clone()));
            }
            _ => {}
        }
    }
    described
}

/// `FROM llama3.1:8b`, `FROM ./garden.gguf`, `FROM hf.co/owner/name:Q4_K_M`.
fn link(to: &str, key: &str, value: &str, relation: Option<&str>, place: Place) -> Link {
    let value = value.trim();
    let on_hub = value.strip_prefix("hf.co/").or_else(|| value.strip_prefix("huggingface.co/"));
    let (from, how) = match on_hub {
        Some(rest) => named(rest.split(':').next().unwrap_or(rest)),
        // A name of Ollama's own library is no id of the hub.
        None => match named(value) {
            (name, Named::Id) => (name, Named::Words),
            other => other,
        },
    };
    let kind = if key == "ADAPTER" { Kind::Adapter } else { Kind::Model };
    let (from, to, key) = (from.to_owned(), to.to_owned(), key.to_owned());
    Link { from, named: how, kind, to, relation: relation.map(str::to_owned), standing: Standing::Stated, key, place }
}

/// A word, and what stands behind it, without its quotes.
struct Instruction<'t> {
    word: &'t str,
    value: &'t str,
    place: Place,
}

struct Lines<'t> {
    text: &'t str,
    at: usize,
    number: u32,
}

impl<'t> Lines<'t> {
    fn next_line(&mut self) -> Option<&'t str> {
        let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
        let line = rest.split_inclusive('\n').next()?;
        self.at += line.len();
        self.number += 1;
        Some(line)
    }

    fn next_instruction(&mut self) -> Option<Instruction<'t>> {
        loop {
            let line = self.next_line()?;
            let words = line.trim();
            let Some((word, value)) = words.split_once(char::is_whitespace) else { continue };
            if words.starts_with('#') {
                continue;
            }
            let value = value.trim_start();
            let start = self.at - line.len() + line.find(value).unwrap_or(0);
            let column = line.get(..line.find(value).unwrap_or(0)).unwrap_or_default().chars().count();
            let line_number = self.number;
            let range = match ["\"\"\"", "\""].iter().find(|quote| value.starts_with(**quote)) {
                Some(quote) => self.quoted(start + quote.len(), quote),
                None => start..start + value.len(),
            };
            let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
            let place = Place::Text { line: line_number, column: number(column + 1), bytes: number(range.start)..number(range.end) };
            return Some(Instruction { word, value: self.text.get(range).unwrap_or_default(), place });
        }
    }

    /// The bytes up to the closing quote, on this line or a later one; the lines between are passed over. Without a closing quote: all that is left.
    fn quoted(&mut self, start: usize, quote: &str) -> std::ops::Range<usize> {
        let rest = self.text.get(start..).unwrap_or_default();
        let end = start + rest.find(quote).unwrap_or(rest.len());
        while self.at < end && self.next_line().is_some() {}
        start..end
    }
}
