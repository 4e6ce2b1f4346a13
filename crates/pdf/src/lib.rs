//! A document as PDF: tagged for screen readers (PDF/UA-1) and fit for archives (PDF/A-2a), with outline, links and embedded fonts.
//!
//! The typst compiler runs in this process. It gets one fixed template, and all words as data, so no author's word is ever markup. The same document
//! and fonts give the same bytes. No file, clock or network: fonts beyond the shipped ones come as bytes.

mod content;
mod coverage;
mod fonts;
mod world;

pub use fonts::Fonts;

use railc_core::diagnostic::Diagnostics;
use railc_language::render::Document;

/// The document as PDF; a diagnostic where no font has a sign of it.
pub fn pdf(document: &Document, fonts: &Fonts) -> Result<Vec<u8>, Diagnostics> {
    let content = content::content(document);
    let families = coverage::families(document, &content.signs, fonts)?;
    world::compiled(content.words, families, fonts).map_err(|message| coverage::refused(document, &message).into())
}
