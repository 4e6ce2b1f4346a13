//! The fonts at hand: those that are shipped, and those that somebody gives. The system's are not looked at.

use std::sync::LazyLock;

use typst::foundations::Bytes;
use typst::text::{Font, FontBook, FontFlags, FontInfo, FontStretch, FontStyle, FontVariant, FontWeight};
use typst::utils::LazyHash;

/// The family that texts are set in.
pub(crate) const MAIN: &str = "Libertinus Serif";

/// What else is shipped, for signs that no better font has.
const OTHERS: [&str; 2] = ["New Computer Modern", "DejaVu Sans Mono"];

/// Fonts for a PDF.
#[derive(Debug, Clone)]
pub struct Fonts {
    pub(crate) all: Vec<Font>,
    pub(crate) book: LazyHash<FontBook>,
    /// The families that somebody gave, by name.
    given: Vec<String>,
}

static SHIPPED: LazyLock<Vec<Font>> = LazyLock::new(|| {
    let is_used = |font: &Font| font.info().family == MAIN || OTHERS.contains(&font.info().family.as_str());
    typst_assets::fonts().flat_map(|file| Font::iter(Bytes::new(file))).filter(is_used).collect()
});

impl Default for Fonts {
    /// The fonts that are shipped. They have the Latin, Greek, Cyrillic, Hebrew and Arabic scripts, and neither Chinese nor Japanese.
    fn default() -> Fonts {
        Fonts::with(Vec::new())
    }
}

impl Fonts {
    /// The fonts that are shipped, and those of files: OpenType fonts and collections of them. What is neither is ignored.
    pub fn with(files: Vec<Vec<u8>>) -> Fonts {
        let given: Vec<Font> = files.into_iter().flat_map(|file| Font::iter(Bytes::new(file))).collect();
        let mut names: Vec<String> = given.iter().map(|font| font.info().family.clone()).collect();
        names.sort();
        names.dedup();
        let all: Vec<Font> = SHIPPED.iter().cloned().chain(given).collect();
        let book = LazyHash::new(FontBook::from_fonts(&all));
        Fonts { all, book, given: names }
    }

    /// All families in the order in which they are tried for a text.
    pub(crate) fn tried(&self, language: &str) -> Vec<Family<'_>> {
        let is_cjk = matches!(language, "zh" | "ja" | "ko");
        let mut given: Vec<Family<'_>> = self.given.iter().filter_map(|name| self.family(name)).collect();
        given.sort_by_key(|family| family.rank(language));
        let shipped = std::iter::once(MAIN).chain(OTHERS).filter_map(|name| self.family(name));
        // Among Chinese and Japanese words, quotation marks and dashes are as wide as these.
        let first = self.family(MAIN).into_iter().map(|main| Family { is_latin_in_cjk: is_cjk, ..main });
        first.chain(given).chain(shipped.skip(usize::from(!is_cjk))).collect()
    }

    fn family(&self, name: &str) -> Option<Family<'_>> {
        let of_weight = |weight| {
            let variant = FontVariant { style: FontStyle::Normal, weight, stretch: FontStretch::NORMAL };
            self.book.select(&name.to_lowercase(), variant).and_then(|at| self.book.info(at))
        };
        Some(Family { regular: of_weight(FontWeight::REGULAR)?, bold: of_weight(FontWeight::BOLD)?, is_latin_in_cjk: false })
    }
}

/// A family of fonts.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Family<'f> {
    regular: &'f FontInfo,
    bold: &'f FontInfo,
    /// Whether it is not tried for the signs that Latin and Chinese texts share.
    pub is_latin_in_cjk: bool,
}

impl<'f> Family<'f> {
    /// Its name.
    pub(crate) fn name(&self) -> &'f str {
        &self.regular.family
    }

    /// Whether it has a sign.
    pub(crate) fn has(&self, sign: char, is_bold: bool) -> bool {
        let is_shared = matches!(sign, '·' | '–' | '—' | '‘' | '’' | '“' | '”' | '\u{2025}'..='\u{2027}' | '⸺');
        let font = if is_bold { self.bold } else { self.regular };
        !(self.is_latin_in_cjk && is_shared) && font.coverage.contains(u32::from(sign))
    }

    /// Smaller is better: made for the language, with serifs, not for code.
    fn rank(&self, language: &str) -> (bool, bool, bool) {
        let made_for = match language {
            "ja" => " JP",
            "zh" => " SC",
            "ko" => " KR",
            _ => "",
        };
        let flags = self.regular.flags;
        let has_serifs = flags.contains(FontFlags::SERIF) || self.name().contains("Serif");
        (!self.name().ends_with(made_for), !has_serifs, flags.contains(FontFlags::MONOSPACE) || self.name().contains("Mono"))
    }
}
