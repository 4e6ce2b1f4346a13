//! How a clause of an original is cited: by the numbers in front of it.

use crate::words::{Gap, Words};

/// The numbers of the clause that a reading of the original is in.
#[derive(Debug, Default)]
pub(crate) struct Path {
    /// `attachment a`, where clauses are numbered anew.
    base: Option<String>,
    parts: Vec<(Kind, String)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Dotted,
    Number,
    Letter,
    Roman,
}

/// What begins a part that has numbers of its own.
const BASES: [&str; 8] = ["section", "article", "attachment", "annex", "exhibit", "appendix", "schedule", "part"];

/// What a number belongs to that stands after it, even at the start of a line.
const REFERENCES: [&str; 12] =
    ["section", "sections", "article", "articles", "clause", "clauses", "paragraph", "paragraphs", "version", "of", "the", "than"];

/// Whether the short words before a long word number a clause there.
pub(crate) fn numbers(words: &Words, at: usize) -> bool {
    let is_paragraph = words.long.get(at).is_some_and(|word| word.gap == Gap::Paragraph);
    let is_reference =
        |before: usize| REFERENCES.contains(&words.letters(before)) && !words.long.get(before).is_some_and(|word| word.ends_clause);
    // In `paragraph 5`, then `6.` on the next line, the reference has its number.
    let has_number = words.shorts(at, at + 1).first().is_some_and(|short| !short.opens_line);
    let follows_reference = !is_paragraph && !has_number && at.checked_sub(1).is_some_and(is_reference);
    !follows_reference && words.shorts(at, at + 1).iter().any(|short| short.is_label && short.opens_line)
}

/// The number in front of the clause that holds a long word, as it is written there.
pub fn number_of<'t>(text: &'t str, words: &Words, at: usize) -> Option<&'t str> {
    let number = |at: usize| {
        let shorts = words.shorts(at, at + 1);
        let first = shorts.iter().find(|short| short.is_label && short.opens_line && !short.is_amid)?;
        text.get(first.place.0 as usize..shorts.last()?.place.1 as usize)?.split_whitespace().next()
    };
    (0..=at).rev().filter(|at| numbers(words, *at)).find_map(number)
}

impl Path {
    /// Takes in what numbers the clause that begins with a long word, and tells whether anything does.
    pub(crate) fn enter(&mut self, words: &Words, at: usize) -> bool {
        let mut has_number = false;
        if let Some(base) = base(words, at) {
            self.base = Some(base);
            self.parts.clear();
            has_number = true;
        }
        if numbers(words, at) {
            for short in words.shorts(at, at + 1).iter().filter(|short| short.is_label && short.opens_line) {
                self.push(words.short_letters(short));
                has_number = true;
            }
        }
        has_number
    }

    fn push(&mut self, label: &str) {
        let kind = self.kind(label);
        match self.parts.iter().position(|(known, _)| *known == kind) {
            Some(at) => self.parts.truncate(at),
            None if matches!(kind, Kind::Dotted | Kind::Number) => self.parts.clear(),
            None => {}
        }
        self.parts.push((kind, label.to_owned()));
    }

    /// `i` is a letter after `h`, else a number.
    fn kind(&self, label: &str) -> Kind {
        if label.starts_with(|sign: char| sign.is_ascii_digit()) {
            return if label.contains('.') { Kind::Dotted } else { Kind::Number };
        }
        let is_next = |letter: &String| matches!((letter.as_bytes(), label.as_bytes()), ([one], [next]) if *next == one + 1);
        let continues = self.parts.iter().any(|(kind, letter)| *kind == Kind::Letter && is_next(letter));
        let is_roman = label.bytes().all(|byte| matches!(byte, b'i' | b'v' | b'x'));
        if is_roman && !continues { Kind::Roman } else { Kind::Letter }
    }

    /// `Section 4.b.ii`, `Attachment A.c`; nothing before the first number.
    pub(crate) fn cited(&self) -> Option<String> {
        let parts: Vec<&str> = self.parts.iter().map(|(_, part)| part.as_str()).collect();
        match &self.base {
            Some(base) if parts.is_empty() => Some(base.clone()),
            Some(base) => Some(format!("{base}.{}", parts.join("."))),
            None if parts.is_empty() => None,
            None => Some(format!("Section {}", parts.join("."))),
        }
    }
}

/// `Attachment A` at the start of a line.
fn base(words: &Words, at: usize) -> Option<String> {
    let word = words.letters(at);
    let number = words.shorts(at + 1, at + 2).first().filter(|_| BASES.contains(&word))?;
    let (first, rest) = word.split_at_checked(1)?;
    Some(format!("{}{rest} {}", first.to_ascii_uppercase(), words.short_letters(number).to_ascii_uppercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clauses_are_cited_by_their_numbers() {
        let words = Words::of("1. Eat.\n(a) soup\n(i) hot\n(ii) cold\n(b) bread\n2. Rest.\nAttachment A\n(h) salt\n(i) pepper");
        let mut path = Path::default();
        let mut cited = Vec::new();
        for at in 0..words.count() {
            if path.enter(&words, at) {
                cited.extend(path.cited());
            }
        }
        let expected = ["Section 1", "Section 1.a", "Section 1.a.i", "Section 1.a.ii", "Section 1.b", "Section 2"];
        assert_eq!(cited[..6], expected);
        let text = "1.1 Soup\n\nEat it.\n\nA.2 Bread\n\nCut it.";
        let words = Words::of(text);
        assert_eq!(
            [0, 1, 2, 3, 4, 5].map(|at| number_of(text, &words, at).unwrap_or_default()),
            ["1.1", "1.1", "1.1", "A.2", "A.2", "A.2"]
        );
        assert_eq!(cited[6..], ["Attachment A", "Attachment A.h", "Attachment A.i"]);
    }
}
