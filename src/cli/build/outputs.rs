//! The files that a build writes.

use clap::ValueEnum;
use railc_core::base::sha256;
use railc_documents::deed;
use railc_language::driver::Compiled;
use railc_language::render;
use serde::Serialize;

use super::texts::Text;
use crate::cli::output;

/// A kind of output, which may be several files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Kind {
    /// LICENSE.md, the license text in Markdown
    Md,
    /// LICENSE.txt, the license text in plain text
    Txt,
    /// LICENSE.html, the license text as a page for browsers
    Html,
    /// LICENSE.docx, the license text for word processors
    Docx,
    /// LICENSE.pdf, the license text to print and to sign
    Pdf,
    /// deed.html, deed.svg and deed.md, one page for people who read no licenses
    Deed,
    /// card.md, the snippet for a model card
    Card,
    /// NOTICE, what goes along with each copy of what is licensed
    Notice,
    /// policy.json, the rules for machines
    Policy,
    /// manifest.json, what was built, with the hash of each file
    Manifest,
}

/// A file to write.
pub(in crate::cli) struct Output {
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
    /// All kinds. The policy comes last but one: it carries the hash of the text, so a new policy beside an old text can be told. The manifest has the
    /// hashes of all.
    pub(in crate::cli) const ALL: [Kind; 10] =
        [Kind::Md, Kind::Txt, Kind::Html, Kind::Docx, Kind::Pdf, Kind::Deed, Kind::Card, Kind::Notice, Kind::Policy, Kind::Manifest];

    /// Whether it is the text of the license.
    pub(super) fn is_text(self) -> bool {
        match self {
            Kind::Md | Kind::Txt | Kind::Html | Kind::Docx | Kind::Pdf | Kind::Notice => true,
            Kind::Deed | Kind::Card | Kind::Policy | Kind::Manifest => false,
        }
    }

    /// Its files: a text has one for each language. The manifest is made of all the others, by [`manifest`].
    pub(in crate::cli) fn outputs(self, compiled: &Compiled, texts: &[Text]) -> Vec<Output> {
        let each = |ending: &str, content: fn(&render::Document) -> String| -> Vec<Output> {
            texts.iter().map(|text| Output::new(text.name("LICENSE", ending), content(&text.document))).collect()
        };
        match self {
            Kind::Md => {
                // The text that decides is at hand, since the policy carries its hash.
                let content = |text: &Text| if text.decides() { compiled.markdown.clone() } else { render::markdown(&text.document) };
                texts.iter().map(|text| Output::new(text.name("LICENSE", "md"), content(text))).collect()
            }
            Kind::Txt => each("txt", render::plain),
            Kind::Html => each("html", railc_documents::html),
            Kind::Docx => {
                texts.iter().map(|text| Output::new(text.name("LICENSE", "docx"), railc_documents::docx(&text.document))).collect()
            }
            Kind::Deed => deeds(compiled, texts),
            Kind::Notice => {
                let deed = compiled.deed(railc_library::vocabulary());
                let notice = |text: &Text| Output::new("NOTICE".to_owned(), render::notice(&deed, &text.document, "LICENSE.txt"));
                texts.first().map(notice).into_iter().collect()
            }
            Kind::Manifest => Vec::new(),
            // `pdf` makes it beforehand, since a font may lack.
            Kind::Pdf => Vec::new(),
            Kind::Policy => vec![Output::new("policy.json".to_owned(), compiled.policy.to_json())],
            Kind::Card => {
                vec![Output::new("card.md".to_owned(), compiled.card(railc_library::vocabulary()))]
            }
        }
    }
}

/// What was built, as JSON.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct Manifest<'a> {
    version: u32,
    license: Licensed<'a>,
    files: Vec<File<'a>>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct Licensed<'a> {
    id: &'a str,
    title: &'a str,
    version: &'a str,
    spec: &'a str,
    policy: String,
    railc: &'a str,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct File<'a> {
    name: &'a str,
    sha256: String,
}

/// The manifest of a build.
pub(super) fn manifest(compiled: &Compiled, outputs: &[Output]) -> Output {
    let license = &compiled.license;
    let manifest = Manifest {
        version: output::VERSION,
        license: Licensed {
            id: &license.id,
            title: &license.title,
            version: &license.version,
            spec: &license.spec_hash,
            policy: compiled.policy.hash(),
            railc: env!("CARGO_PKG_VERSION"),
        },
        files: outputs.iter().map(|output| File { name: &output.name, sha256: sha256(&output.content) }).collect(),
    };
    let json = serde_json::to_string_pretty(&manifest).unwrap_or_default();
    Output::new("manifest.json".to_owned(), json + "\n")
}

/// The deed in each language, or that of a reading.
fn deeds(compiled: &Compiled, texts: &[Text]) -> Vec<Output> {
    let vocabulary = railc_library::vocabulary();
    let name = |text: Option<&Text>, stem: &str, ending: &str| text.map_or(format!("{stem}.{ending}"), |text| text.name(stem, ending));
    let outputs = |text: Option<&Text>| {
        let document = text.map(|text| &*text.document);
        let short = render::deed(&compiled.license, vocabulary, &compiled.lines, document);
        let [page, source] = ["html", "md"].map(|ending| name(text, "LICENSE", ending));
        [
            Output::new(name(text, "deed", "html"), deed::html(&short, &page)),
            Output::new(name(text, "deed", "svg"), deed::svg(&short, &page)),
            Output::new(name(text, "deed", "md"), deed::markdown(&short, &source)),
        ]
    };
    let texts: Vec<Option<&Text>> = if texts.is_empty() { vec![None] } else { texts.iter().map(Some).collect() };
    texts.into_iter().flat_map(outputs).collect()
}
