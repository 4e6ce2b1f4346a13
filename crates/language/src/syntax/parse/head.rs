//! The head: what the file is, and its lines.

use pest::iterators::Pair;

use super::grammar::Rule;
use super::parts::Reader;
use crate::syntax::ast::{HeadField, HeadLine, Kind, Spanned, Target, Word};
use railc_core::base::{Span, is_web_address};
use railc_core::diagnostic::{Code, Diagnostic};

impl Reader {
    /// `license "Title" version "…"`
    pub(super) fn opening(&mut self, pair: Pair<Rule>) -> (Spanned<Kind>, Word, Option<Word>) {
        let mut parts = self.children(pair);
        let kind = parts.next();
        let value = match kind.as_str() {
            "license" => Kind::License,
            "reading" => Kind::Reading,
            _ => Kind::Library,
        };
        let title = self.title(parts.next());
        let version = parts.optional(Rule::version).map(|version| self.only_text(version));
        (self.spanned(&kind, value), title, version)
    }

    /// A line of the head.
    pub(super) fn head_line(&mut self, pair: Pair<Rule>) -> HeadLine {
        let span = self.span(&pair);
        let line = self.children(pair).next();
        let field = match line.as_rule() {
            Rule::id => HeadField::Id(self.only_word(line)),
            Rule::alias => HeadField::Alias(self.only_text(line)),
            Rule::family => HeadField::Family(self.only_text(line)),
            Rule::spdx => HeadField::Spdx(self.only_text(line)),
            Rule::hugging_face => HeadField::HuggingFace(self.only_text(line)),
            Rule::licensor => HeadField::Licensor(self.only_text(line)),
            Rule::date_line => HeadField::Date(self.only_word(line)),
            Rule::source => self.source_line(line),
            Rule::covers => HeadField::Covers(self.only_list(line)),
            Rule::asks => HeadField::Asks(self.only_list(line)),
            Rule::language => self.language(line),
            Rule::law => self.law(line),
            Rule::allow => HeadField::Allow(self.allow(line)),
            _ => HeadField::Extends(self.only_target(line)),
        };
        HeadLine { field, span }
    }

    fn only_word(&mut self, pair: Pair<Rule>) -> Word {
        let word = self.children(pair).next();
        self.word(word)
    }

    fn source_line(&mut self, pair: Pair<Rule>) -> HeadField {
        let mut parts = self.children(pair);
        let url = self.text(parts.next());
        // Cards link to it.
        if !is_web_address(&url.value) {
            let diagnostic = Diagnostic::new(Code::BadAddress, format!("`{}` is no address on the web", url.value)).at(url.span, "");
            self.diagnostics.push(diagnostic.help("write one such as `https://example.org/license`"));
        }
        let dated = parts.optional(Rule::dated).map(|dated| self.only_word(dated));
        HeadField::Source { url, dated, sha256: parts.optional(Rule::text).map(|text| self.text(text)) }
    }

    fn language(&mut self, pair: Pair<Rule>) -> HeadField {
        let mut parts = self.children(pair);
        let tag = self.word(parts.next());
        let weight = parts.next();
        HeadField::Language { tag, authoritative: self.spanned(&weight, weight.as_str() == "authoritative") }
    }

    fn law(&mut self, pair: Pair<Rule>) -> HeadField {
        let mut parts = self.children(pair);
        let text = self.text(parts.next());
        HeadField::Law { text, at: parts.optional(Rule::text).map(|text| self.text(text)) }
    }

    /// The target of `extends` or `import`.
    pub(super) fn only_target(&mut self, pair: Pair<Rule>) -> Target {
        let target = self.children(pair).next();
        let inner = self.children(target).next();
        match inner.as_rule() {
            Rule::text => Target::Path(self.text(inner)),
            _ => Target::Id(self.word(inner)),
        }
    }

    /// Reports repeated lines that may occur only once.
    pub(super) fn once_in_head(&mut self, lines: &[HeadLine]) {
        let mut seen: Vec<(&str, Span)> = Vec::new();
        for line in lines {
            let Some(keyword) = single(&line.field) else { continue };
            let place = Span { end: line.span.start + keyword.len() as u32, ..line.span };
            let Some((_, first)) = seen.iter().find(|(seen, _)| *seen == keyword) else {
                seen.push((keyword, place));
                continue;
            };
            let diagnostic = Diagnostic::new(Code::Repeated, format!("`{keyword}` stands twice in the head"))
                .at(place, "again here")
                .and(*first, "first here")
                .help("keep one of the two");
            self.diagnostics.push(diagnostic);
        }
    }
}

/// The keyword of a line that may occur only once.
fn single(field: &HeadField) -> Option<&'static str> {
    match field {
        HeadField::Id(_) => Some("id"),
        HeadField::Family(_) => Some("family"),
        HeadField::Licensor(_) => Some("licensor"),
        HeadField::Date(_) => Some("date"),
        HeadField::Spdx(_) => Some("spdx"),
        HeadField::HuggingFace(_) => Some("hugging-face"),
        HeadField::Covers(_) => Some("covers"),
        HeadField::Extends(_) => Some("extends"),
        HeadField::Alias(_)
        | HeadField::Source { .. }
        | HeadField::Asks(_)
        | HeadField::Language { .. }
        | HeadField::Law { .. }
        | HeadField::Allow(_) => None,
    }
}
