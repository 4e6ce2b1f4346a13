//! Words, texts and numbers.

use pest::iterators::Pair;

use super::grammar::Rule;
use super::parts::Reader;
use crate::syntax::ast::Word;
use railc_core::base::Number;
use railc_core::diagnostic::{Code, Diagnostic};

/// The longest name, in bytes.
pub(super) const NAME_LIMIT: usize = 200;
/// The longest text of one line, in bytes.
const LINE_LIMIT: usize = 2_000;

impl Reader {
    /// `llama-3.1`, `purpose.medical.advice`, `2024-07-23`: as written.
    pub(super) fn word(&mut self, pair: Pair<Rule>) -> Word {
        let word = self.spanned(&pair, pair.as_str().to_owned());
        self.check_length(&word, "a name", NAME_LIMIT);
        word
    }

    /// `@medical`, without its `@`.
    pub(super) fn handle(&mut self, pair: Pair<Rule>) -> Word {
        let mut word = self.word(pair);
        word.value = word.value.trim_start_matches('@').to_owned();
        word
    }

    /// A list of words or handles.
    pub(super) fn list(&mut self, pair: Pair<Rule>) -> Vec<Word> {
        self.children(pair).rest().map(|part| self.handle(part)).collect()
    }

    /// `"…"` for a name, a title, a reference, a question: one line, since it is printed inside a line, and not too long, since it may be printed
    /// often.
    pub(super) fn text(&mut self, pair: Pair<Rule>) -> Word {
        let text = self.paragraphs(pair);
        self.check_length(&text, "a text of one line", LINE_LIMIT);
        if text.value.contains("\n\n") {
            let diagnostic = Diagnostic::new(Code::SeveralLines, "an empty line divides this text, and it is printed inside a line");
            self.diagnostics.push(diagnostic.at(text.span, "").help("take the empty line out; paragraphs go into `text` or `note`"));
        }
        text
    }

    /// `"…"` for what has to be called something: a title, a term, a question, a test.
    pub(super) fn title(&mut self, pair: Pair<Rule>) -> Word {
        let title = self.text(pair);
        if title.value.is_empty() {
            let diagnostic = Diagnostic::new(Code::NoWording, "there are no words in this text").at(title.span, "");
            self.diagnostics.push(diagnostic.help("say what it is called, or leave the text out"));
        }
        title
    }

    pub(super) fn check_length(&mut self, word: &Word, what: &str, limit: usize) {
        if word.value.len() > limit {
            let diagnostic = Diagnostic::new(Code::TooLarge, format!("{what} has at most {limit} bytes")).at(word.span, "");
            self.diagnostics.push(diagnostic.help("shorten it"));
        }
    }

    /// `"…"` in paragraphs: escapes undone, white space folded, an empty line between paragraphs.
    pub(super) fn paragraphs(&mut self, pair: Pair<Rule>) -> Word {
        let inside = pair.as_str().strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or_default();
        let start = pair.as_span().start() + 1;
        let plain = self.unescaped(inside, start);
        self.spanned(&pair, folded(&plain))
    }

    /// The line of a grammar rule with nothing else: `at "…"`.
    pub(super) fn only_text(&mut self, pair: Pair<Rule>) -> Word {
        let text = self.children(pair).next();
        self.text(text)
    }

    /// The paragraphs of a grammar rule with nothing else: `note "…"`.
    pub(super) fn only_paragraphs(&mut self, pair: Pair<Rule>) -> Word {
        let text = self.children(pair).next();
        self.paragraphs(text)
    }

    fn unescaped(&mut self, inside: &str, start: usize) -> String {
        let mut plain = String::with_capacity(inside.len());
        let mut characters = inside.char_indices();
        while let Some((at, character)) = characters.next() {
            if character != '\\' {
                plain.push(character);
                continue;
            }
            let Some((_, escaped)) = characters.next() else { break };
            if escaped != '"' && escaped != '\\' {
                let end = start + at + 1 + escaped.len_utf8();
                let shown = if escaped.is_control() { ' ' } else { escaped };
                let message = format!("`\\{shown}` means nothing in a text");
                let help = "write `\\\\` for a backslash, `\\\"` for a quotation mark";
                self.diagnostics.push(Diagnostic::new(Code::Syntax, message).at(self.place(start + at, end), "").help(help));
            }
            plain.push(escaped);
        }
        plain
    }

    /// `700 million`; zero, with a diagnostic, if it is not a number.
    pub(super) fn number(&mut self, pair: Pair<Rule>) -> Number {
        let place = self.span(&pair);
        let mut parts = self.children(pair);
        let digits = parts.next();
        let magnitude = parts.optional(Rule::magnitude).map(|magnitude| magnitude.as_str());
        let factor = match magnitude {
            Some("thousand") => 1_000,
            Some("million") => 1_000_000,
            Some(_) => 1_000_000_000,
            None => 1,
        };
        let plain = digits.as_str().bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let is_clear = !Number::is_read_in_two_ways(digits.as_str());
        let read = Number::parse(digits.as_str()).filter(|_| plain && is_clear);
        let diagnostic = match (read, read.and_then(|number| number.times(factor))) {
            (_, Some(number)) => return number,
            (Some(_), None) => Diagnostic::new(Code::BadNumber, format!("`{} {}` is too large", digits.as_str(), magnitude.unwrap_or("")))
                .at(place, "")
                .help("write a number below 1000000000000000000"),
            (None, _) => {
                Diagnostic::new(Code::BadNumber, flaw(digits.as_str())).at(self.span(&digits), "").help(number_help(digits.as_str()))
            }
        };
        self.diagnostics.push(diagnostic);
        Number::default()
    }
}

fn flaw(digits: &str) -> String {
    let is_clear = !Number::is_read_in_two_ways(digits);
    format!("`{digits}` {}", if is_clear { "is not a number that can be kept" } else { "has a point that can be read in two ways" })
}

fn number_help(digits: &str) -> &'static str {
    if digits.starts_with(['-', '+']) {
        "write it without a sign"
    } else if digits.ends_with(['k', 'K', 'm', 'M', 'b', 'B']) {
        "write the word: `thousand`, `million` or `billion`"
    } else if Number::is_read_in_two_ways(digits) {
        "leave the point out if it parts thousands; if it parts decimals, write other than three of them"
    } else {
        "write digits without separators, a point before decimals (at most nine), and `thousand`, `million` or `billion` after them"
    }
}

fn one_line(text: &str) -> String {
    text.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}

/// White space folded to single spaces; paragraphs, separated by empty lines, joined by `\n\n`.
fn folded(text: &str) -> String {
    let mut paragraphs: Vec<String> = Vec::new();
    let mut is_new = true;
    for line in text.split('\n') {
        let words = one_line(line);
        if words.is_empty() {
            is_new = true;
        } else if let (false, Some(paragraph)) = (is_new, paragraphs.last_mut()) {
            paragraph.push(' ');
            paragraph.push_str(&words);
        } else {
            paragraphs.push(words);
            is_new = false;
        }
    }
    paragraphs.join("\n\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_white_space_and_keeps_paragraphs() {
        assert_eq!(folded(" a  b\n\tc\r\n \r\n\n d "), "a b c\n\nd");
        assert_eq!(folded("\n \n"), "");
    }
}
