//! Claims of openness in prose: what a text says of its own thing, and neither denies, asks, plans, quotes nor says of others.

use std::ops::Range;

use railc_library::openness::{Claim, Claims};

/// A claim at its place in a text.
#[derive(Debug, Clone)]
pub struct Claimed {
    /// The claim.
    pub claim: &'static Claim,
    /// Where its words stand, in bytes.
    pub range: Range<usize>,
}

/// The claims in a text in Markdown, in their order.
pub fn claims(text: &str, table: &'static Claims) -> Vec<Claimed> {
    let shown = without_what_is_no_prose(text);
    sentences(&shown).iter().filter(|sentence| !sentence.is_question).flat_map(|sentence| of_sentence(sentence, table)).collect()
}

struct Word {
    text: String,
    range: Range<usize>,
}

#[derive(Default)]
struct Sentence {
    words: Vec<Word>,
    is_question: bool,
}

fn of_sentence(sentence: &Sentence, table: &'static Claims) -> Vec<Claimed> {
    let words = &sentence.words;
    let mut found: Vec<Claimed> = Vec::new();
    for at in 0..words.len() {
        let fits = |phrase: &str| {
            let rest = words.get(at..).unwrap_or_default();
            let count = phrase.split(' ').count();
            (count <= rest.len() && phrase.split(' ').zip(rest).all(|(said, word)| said == word.text)).then_some(count)
        };
        let longest = table.all.iter().flat_map(|claim| claim.says.iter().map(move |phrase| (claim, *phrase)));
        let longest = longest.filter_map(|(claim, phrase)| Some((fits(phrase)?, claim))).max_by_key(|(count, _)| *count);
        let Some((count, claim)) = longest else { continue };
        if let (Some(first), Some(last)) = (words.get(at), words.get(at + count - 1))
            && !is_denied(words, at, table)
            && !is_of_others(words, at, count, table)
        {
            found.push(Claimed { claim, range: first.range.start..last.range.end });
        }
    }
    found
}

fn is_denied(words: &[Word], at: usize, table: &Claims) -> bool {
    let before = words.get(at.saturating_sub(table.within)..at).unwrap_or_default();
    before.iter().any(|word| table.denied_by.contains(&word.text.as_str()))
}

fn is_of_others(words: &[Word], at: usize, count: usize, table: &Claims) -> bool {
    let text = |at: Option<usize>| at.and_then(|at| words.get(at)).map_or("", |word| word.text.as_str());
    table.others_before.contains(&text(at.checked_sub(1))) || table.others_after.contains(&text(Some(at + count)))
}

/// Words in sentences: a full stop, an empty line, a bullet, a heading and the edge of a cell part them.
fn sentences(text: &str) -> Vec<Sentence> {
    let mut all = vec![Sentence::default()];
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        if line.trim().is_empty() || line.trim_start().starts_with(['#', '-', '*', '+']) {
            all.push(Sentence::default());
        }
        let mut start = None;
        for (at, sign) in line.char_indices().chain([(line.len(), '\n')]) {
            if sign.is_alphanumeric() || (start.is_some() && ['\'', '’'].contains(&sign)) {
                start.get_or_insert(at);
                continue;
            }
            if let (Some(from), Some(sentence)) = (start.take(), all.last_mut()) {
                let word = line.get(from..at).unwrap_or_default();
                sentence.words.push(Word { text: word.to_lowercase(), range: offset + from..offset + at });
            }
            let next = line.get(at + sign.len_utf8()..).and_then(|rest| rest.chars().next()).unwrap_or(' ');
            if ['?', '!', '.', ';', '|'].contains(&sign) && (next.is_whitespace() || sign == '|') {
                if let Some(sentence) = all.last_mut() {
                    sentence.is_question |= sign == '?';
                }
                all.push(Sentence::default());
            }
        }
        offset += line.len();
    }
    all
}

/// A text of the same length in which what is no prose of the author is blank: the front matter, code, comments, tags, addresses of links, quotations.
fn without_what_is_no_prose(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut fence, mut is_front, mut is_comment) = (None, false, false);
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let trimmed = line.trim();
        let marks = ["```", "~~~"].into_iter().find(|marks| trimmed.starts_with(marks));
        let is_hidden = match (fence, marks) {
            _ if is_front || (number == 0 && trimmed == "---") => {
                is_front = number == 0 || !["---", "..."].contains(&trimmed);
                true
            }
            (Some(open), Some(marks)) if open == marks => {
                fence = None;
                true
            }
            (Some(_), _) => true,
            (None, Some(marks)) => {
                fence = Some(marks);
                true
            }
            (None, None) => trimmed.starts_with('>'),
        };
        if is_hidden {
            blank(line, &mut out);
        } else {
            inline(line, &mut is_comment, &mut out);
        }
    }
    out
}

/// Blanks of the same length in bytes, with the ends of lines.
fn blank(text: &str, out: &mut String) {
    text.bytes().for_each(|byte| out.push(if byte == b'\n' { '\n' } else { ' ' }));
}

/// What opens something that is no prose within a line, and what closes it.
const SPANS: [(&str, &str); 8] = [("<!--", "-->"), ("``", "``"), ("`", "`"), ("](", ")"), ("<", ">"), ("\"", "\""), ("“", "”"), ("„", "“")];

fn inline(line: &str, is_comment: &mut bool, out: &mut String) {
    let mut rest = line;
    if *is_comment {
        let end = rest.find("-->").map(|at| at + 3);
        *is_comment = end.is_none();
        let (hidden, after) = rest.split_at(end.unwrap_or(rest.len()));
        blank(hidden, out);
        rest = after;
    }
    while let Some(sign) = rest.chars().next() {
        let span = SPANS.iter().find_map(|(open, close)| {
            let inside = rest.strip_prefix(open)?;
            Some((open, open.len() + inside.find(close)? + close.len()))
        });
        if let Some((_, length)) = span {
            let (hidden, after) = rest.split_at(length);
            blank(hidden, out);
            rest = after;
        } else if rest.starts_with("<!--") {
            *is_comment = true;
            blank(rest, out);
            return;
        } else {
            out.push(sign);
            rest = rest.get(sign.len_utf8()..).unwrap_or_default();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        let claims = claims(text, &railc_library::openness::openness().claims);
        claims.into_iter().map(|claimed| &text[claimed.range]).collect()
    }

    #[test]
    fn claims_are_found_whatever_their_form() {
        assert_eq!(found("Garden-7B is an open-source model."), ["open-source"]);
        assert_eq!(found("We open sourced it.\nIt is OPEN\nSOURCE."), ["open sourced", "OPEN\nSOURCE"]);
        assert_eq!(
            found("A fully open-source LLM, OSI-approved and free for commercial use"),
            ["fully open-source", "open-source", "OSI-approved", "free for commercial use"]
        );
    }

    #[test]
    fn what_is_denied_asked_planned_or_quoted_is_none() {
        for text in [
            "It is not open source.",
            "It isn't truly open source.",
            "Neither free software nor open source.",
            "Is it open source?",
            "We plan to make it open source.",
            "So-called open source models abound.",
            "Others call it \"open source\".",
            "> It is open source.",
            "Run `pip install open-source`.",
            "```\nopen source\n```\n",
            "---\ntags: [open source]\n---\n",
            "See [the site](https://open-source.example/open source).",
            "<!-- open source\nfree software -->",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn what_is_said_of_others_is_none() {
        assert_eq!(
            found("We thank the open-source community. Built with open source libraries. It beats other open source models."),
            [""; 0]
        );
    }

    #[test]
    fn odd_texts_end() {
        for text in ["", "`", "<!--", "\"", "“", "](", "é`é", "---", "```"] {
            assert_eq!(found(text), [""; 0]);
        }
    }
}
