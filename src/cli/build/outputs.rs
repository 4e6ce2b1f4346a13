//! The files that a build writes.

use clap::ValueEnum;
use railc_language::driver::Compiled;
use railc_language::render;

use super::texts::Text;

/// A kind of output, which may be several files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Kind {
    /// LICENSE.md, the license text in Markdown
    Md,
    /// LICENSE.txt, the license text in plain text
    Txt,
    /// LICENSE.html, the license text as a page for browsers
    Html,
    /// LICENSE.pdf, the license text to print and to sign
    Pdf,
    /// card.md, the snippet for a model card
    Card,
    /// policy.json, the rules for machines
    Policy,
}

/// A file to write.
pub(super) struct Output {
    /// Its name in the folder.
    pub name: String,
    /// What it holds.
    pub content: Vec<u8>,
}

impl Output {
    pub(super) fn new(name: String, content: impl Into<Vec<u8>>) -> Output {
        Output { name, content: content.into() }
    }
}

impl Kind {
    /// All kinds. The policy comes last: it carries the hash of the text, so a new policy beside an old text can be told.
    pub(super) const ALL: [Kind; 6] = [Kind::Md, Kind::Txt, Kind::Html, Kind::Pdf, Kind::Card, Kind::Policy];

    /// Whether it is the text of the license.
    pub(super) fn is_text(self) -> bool {
        match self {
            Kind::Md | Kind::Txt | Kind::Html | Kind::Pdf => true,
            Kind::Policy | Kind::Card => false,
        }
    }

    /// Its files: a text has one for each language.
    pub(super) fn outputs(self, compiled: &Compiled, texts: &[Text]) -> Vec<Output> {
        let each = |ending: &str, content: fn(&render::Document) -> String| -> Vec<Output> {
            texts.iter().map(|text| Output::new(text.name("LICENSE", ending), content(&text.document))).collect()
        };
        match self {
            Kind::Md => each("md", render::markdown),
            Kind::Txt => each("txt", render::plain),
            Kind::Html => each("html", railc_documents::html),
            // `pdf` makes it beforehand, since a font may lack.
            Kind::Pdf => Vec::new(),
            Kind::Policy => vec![Output::new("policy.json".to_owned(), compiled.policy.to_json())],
            Kind::Card => vec![Output::new("card.md".to_owned(), render::card(&compiled.license, &compiled.lines))],
        }
    }
}
