//! Which families a text needs, looked at before anything is set; and what is said where no font has a sign.

use railc_core::diagnostic::{Code, Diagnostic, Diagnostics};
use railc_language::render::Document;

use super::content::Signs;
use super::fonts::{Family, Fonts};

/// The families that the signs of a text need, in the order in which they are tried.
pub(crate) fn families<'f>(document: &Document, signs: &Signs, fonts: &'f Fonts) -> Result<Vec<Family<'f>>, Diagnostics> {
    let tried = fonts.tried(document.language.tag);
    // The first is always there: page numbers are in no text.
    let mut is_needed: Vec<bool> = (0..tried.len()).map(|at| at == 0).collect();
    let mut missing: Vec<(char, &str)> = Vec::new();
    for ((sign, is_bold), place) in signs.iter().filter(|((sign, _), _)| is_seen(*sign)) {
        let found = tried.iter().position(|family| !is_private(*sign) && family.has(*sign, *is_bold));
        match found.and_then(|at| is_needed.get_mut(at)) {
            Some(is_needed) => *is_needed = true,
            None if missing.last().is_some_and(|(last, _)| last == sign) => {}
            None => missing.push((*sign, place)),
        }
    }
    if !missing.is_empty() {
        return Err(lacking(document, &missing).into());
    }
    Ok(tried.into_iter().zip(is_needed).filter(|(_, is_needed)| *is_needed).map(|(family, _)| family).collect())
}

/// Whether a sign needs a glyph.
fn is_seen(sign: char) -> bool {
    !sign.is_whitespace() && !typst::text::is_default_ignorable(sign)
}

/// Whether a sign means something to its font alone, so that no reader of the PDF knows what it is.
fn is_private(sign: char) -> bool {
    matches!(sign, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..)
}

/// How many missing signs are named.
const NAMED: usize = 5;

fn lacking(document: &Document, missing: &[(char, &str)]) -> Diagnostic {
    let named: Vec<String> =
        missing.iter().take(NAMED).map(|(sign, place)| format!("`{sign}` (U+{:04X}) in {place}", u32::from(*sign))).collect();
    let more = match missing.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(", and {more} others"),
    };
    let message = format!("no font at hand has these signs of the text in `{}`: {}{more}", document.language.tag, named.join(", "));
    let is_cjk =
        |sign: char| matches!(u32::from(sign), 0x2E80..=0x9FFF | 0xAC00..=0xD7FF | 0xF900..=0xFAFF | 0xFF00..=0xFFEF | 0x20000..=0x3FFFF);
    let where_from = if missing.iter().any(|(sign, _)| is_cjk(*sign)) {
        ": on Debian, the package fonts-noto-cjk puts some into /usr/share/fonts/opentype/noto"
    } else {
        ", or write it in other signs"
    };
    Diagnostic::new(Code::MissingGlyph, message).help(format!("name a folder with fonts that have them, `--font-dir DIR`{where_from}"))
}

/// What is said where the exporter finds what nobody foresaw.
pub(crate) fn refused(document: &Document, message: &str) -> Diagnostic {
    let message = format!("the text in `{}` can't be set as an accessible PDF: {message}", document.language.tag);
    Diagnostic::new(Code::MissingGlyph, message).help("name a folder with fonts that have all signs of the text, `--font-dir DIR`")
}
