//! A paragraph before its words.

use super::numbering::Place;
use super::styles::Style;
use super::xml::Xml;

/// Its style, what numbers it, and whether it stays on the page of the next.
#[derive(Clone, Copy)]
pub(super) struct Frame {
    pub style: Style,
    pub place: Option<Place>,
    pub is_kept: bool,
}

impl From<Style> for Frame {
    fn from(style: Style) -> Frame {
        Frame { style, place: None, is_kept: false }
    }
}

impl Frame {
    /// The properties of the paragraph; `mark` says what became of its end.
    pub(super) fn write(self, mark: impl FnOnce(&mut Xml), xml: &mut Xml) {
        xml.within("w:pPr", &[], |xml| {
            xml.value("w:pStyle", self.style);
            if self.is_kept {
                xml.empty("w:keepNext", &[]);
            }
            self.place.into_iter().for_each(|place| place.write(xml));
            mark(xml);
        });
    }
}
