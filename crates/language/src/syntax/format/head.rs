//! The head: what the file is, and its lines in a column.

use super::writer::Writer;
use crate::syntax::ast::{HeadField, HeadLine, Kind, Spec, Target};

impl Writer {
    /// The first line and the head.
    pub(super) fn head(&mut self, spec: &Spec) {
        self.anchor_item(spec.kind.span);
        self.word(match spec.kind.value {
            Kind::License => "license",
            Kind::Reading => "reading",
            Kind::Library => "library",
        });
        self.text(&spec.title);
        if let Some(version) = &spec.version {
            self.anchor(version.span);
            self.word("version");
            self.text(version);
        }
        let width = spec.head.iter().map(|line| keyword(&line.field).len() + 1).max().unwrap_or_default();
        for line in &spec.head {
            self.head_line(line, width);
        }
        self.end_of_item();
    }

    fn head_line(&mut self, line: &HeadLine, width: usize) {
        self.line(2);
        self.anchor(line.span);
        self.keyword(keyword(&line.field), width);
        match &line.field {
            HeadField::Id(word) | HeadField::Date(word) => self.name("", word),
            HeadField::Alias(text)
            | HeadField::Family(text)
            | HeadField::Spdx(text)
            | HeadField::HuggingFace(text)
            | HeadField::Licensor(text) => self.text(text),
            HeadField::Source { url, dated, sha256 } => {
                self.text(url);
                if let Some(dated) = dated {
                    self.anchor(dated.span);
                    self.word("dated");
                    self.name("", dated);
                }
                self.optional_text("sha256", sha256.as_ref());
            }
            HeadField::Covers(names) | HeadField::Asks(names) => self.list("", names),
            HeadField::Language { tag, authoritative } => {
                self.name("", tag);
                self.anchor(authoritative.span);
                self.word(if authoritative.value { "authoritative" } else { "informative" });
            }
            HeadField::Law { text, at } => {
                self.text(text);
                self.optional_text("at", at.as_ref());
            }
            HeadField::Extends(target) => self.target(target),
            HeadField::Allow(allow) => self.allow(allow),
        }
    }

    /// `"core.rail"` or `open-rail-m`
    pub(super) fn target(&mut self, target: &Target) {
        match target {
            Target::Path(path) => self.text(path),
            Target::Id(id) => self.name("", id),
        }
    }
}

fn keyword(field: &HeadField) -> &'static str {
    match field {
        HeadField::Id(_) => "id",
        HeadField::Alias(_) => "alias",
        HeadField::Family(_) => "family",
        HeadField::Spdx(_) => "spdx",
        HeadField::HuggingFace(_) => "hugging-face",
        HeadField::Licensor(_) => "licensor",
        HeadField::Date(_) => "date",
        HeadField::Source { .. } => "source",
        HeadField::Covers(_) => "covers",
        HeadField::Asks(_) => "asks",
        HeadField::Language { .. } => "language",
        HeadField::Law { .. } => "law",
        HeadField::Extends(_) => "extends",
        HeadField::Allow(_) => "allow",
    }
}
