//! What typst sees: one fixed template, the words as data, the fonts. It sees no file and no clock.

use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Array, Bytes, Datetime, Dict, Duration, IntoValue, Smart, dict};
use typst::syntax::{FileId, Source};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::fonts::{Family, Fonts};

const TEMPLATE: &str = include_str!("template.typ");

struct Setting<'f> {
    library: LazyHash<Library>,
    template: Source,
    fonts: &'f Fonts,
}

/// The PDF, or what typst says that is wrong.
pub(crate) fn compiled(words: Dict, families: Vec<Family<'_>>, fonts: &Fonts) -> Result<Vec<u8>, String> {
    let families: Array = families.iter().map(|family| named(family).into_value()).collect();
    let inputs = dict! { "license" => words, "fonts" => families };
    let library = LazyHash::new(Library::builder().with_inputs(inputs).build());
    let setting = Setting { library, template: Source::detached(TEMPLATE), fonts };
    let bytes = exported(&setting);
    // What typst remembers for the next edit of the same text is of no use to the next text.
    typst::comemo::evict(0);
    bytes
}

fn exported(setting: &Setting<'_>) -> Result<Vec<u8>, String> {
    let document = typst::compile(setting).output.map_err(|wrong| said(&wrong))?;
    let standards = PdfStandards::new(&[PdfStandard::Ua_1, PdfStandard::A_2a]).map_err(|wrong| wrong.message().to_string())?;
    let options = PdfOptions { creator: Smart::Custom(Some("railc".to_owned())), standards, ..PdfOptions::default() };
    typst_pdf::pdf(&document, &options).map_err(|wrong| said(&wrong))
}

fn named(family: &Family<'_>) -> Dict {
    match family.is_latin_in_cjk {
        true => dict! { "name" => family.name(), "covers" => "latin-in-cjk" },
        false => dict! { "name" => family.name() },
    }
}

fn said(wrong: &[SourceDiagnostic]) -> String {
    wrong.first().map(|first| first.message.to_string()).unwrap_or_default()
}

impl World for Setting<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.fonts.book
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.template.id() { Ok(self.template.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.all.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
