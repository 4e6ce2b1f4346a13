//! PDFs from outside: what is in them, by the tools that read them.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs, reason = "a test that fails may say so loudly")]

mod glyphs;
mod hostile;
mod made;
mod read;
mod size;
mod tools;

use std::sync::LazyLock;

use railc_core::base::Sources;
use railc_language::driver;
use railc_language::library::Shelf;
use railc_language::license::License;
use railc_language::render::{self, Document, Language};
use railc_pdf::{Fonts, pdf};

static SHIPPED: LazyLock<Fonts> = LazyLock::new(Fonts::default);

/// The licenses of the house.
fn house() -> impl Iterator<Item = License> {
    let library = railc_library::library();
    let own = library.specs.iter().filter(|spec| spec.shelf == Shelf::Own);
    own.map(move |spec| driver::builtin(library, &mut Sources::new(), spec).into_result().expect("a house license has no errors").0)
}

/// A license of a spec.
fn license(text: &str) -> License {
    let mut sources = Sources::new();
    let main = sources.add("spec.rail", text);
    driver::license(railc_library::library(), &mut sources, main, &driver::no_files).into_result().expect("it compiles").0
}

/// The text of a license in English.
fn english(license: &License) -> Document {
    render::document(&render::Drafter::new(license, railc_library::vocabulary()).draft())
}

/// The text of a house license in a language.
fn in_language(license: &License, tag: &str) -> Document {
    let mut sources = Sources::new();
    for spec in railc_library::library().specs {
        sources.add(spec.path, spec.text);
    }
    let language = Language::of(tag).unwrap();
    match tag {
        "en" => english(license),
        _ => {
            let compiled = driver::compile(license.clone(), railc_library::vocabulary());
            let translated = driver::in_language(railc_library::library(), &mut sources, &compiled, language, &[]);
            translated.into_parts().0.expect("it is translated")
        }
    }
}

/// The PDF with the shipped fonts.
fn made(document: &Document) -> Vec<u8> {
    pdf(document, &SHIPPED).unwrap_or_else(|wrong| panic!("{}: {:?}", document.id, wrong.as_slice()))
}

/// A text with every kind of part, paragraph and piece.
const ALL_KINDS: &str = r#"license "Bed License" version "1.2"
  id       bed-1.2
  licensor "Garden Lab"
  date     2026-11-02
  law      "Germany"
  covers   artifact.model
term "Model" means artifact.model text "the machine-learning model"
term "Release" also "Releases", "Released" text "any way of handing the \"Model\" to others, royalty-free or not"
section @rights "Rights"
clause @copyright "Copyright"
  permit action.run, action.modify
clause @plain
  not modelled because "no heading" text "A clause without a heading, on the Model; see {@copyright}."
clause @warranty "No warranty"
  not modelled because "no use" text "THE MODEL COMES AS IT IS, WITHOUT ANY WARRANTY."
section @forbidden "Use Restrictions" as attachment
  when "Model"
clause @medicine "Medicine"
  prohibit purpose.medical.advice except @expert when safeguard.human-oversight.professional.medical
clause @minors "Minors"
  prohibit effect.endangerment or purpose.medical.diagnosis or effect.discrimination
"#;
