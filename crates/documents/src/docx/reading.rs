//! The words of a DOCX file, whoever wrote it last: paragraph by paragraph, as they are if all tracked changes are accepted.

use std::io::{Cursor, Read as _};

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;

/// The longest text that is read, unpacked, in bytes.
const LIMIT: u64 = 64 << 20;

/// The text of a DOCX file, with an empty line behind each paragraph, without the contents and without numbers that are computed; `None` if it is
/// no such file, or its text is too long.
pub fn docx_text(file: &[u8]) -> Option<String> {
    let mut archive = ZipArchive::new(Cursor::new(file)).ok()?;
    let part = archive.by_name("word/document.xml").ok()?;
    let mut xml = String::new();
    part.take(LIMIT + 1).read_to_string(&mut xml).ok()?;
    if xml.len() as u64 > LIMIT {
        return None;
    }
    let mut reader = Reader::from_str(&xml);
    let mut words = Words::default();
    loop {
        match reader.read_event().ok()? {
            Event::Start(element) => words.start(element.name().as_ref(), &element),
            Event::Empty(element) => words.empty(element.name().as_ref(), &element),
            Event::End(element) => words.end(element.name().as_ref()),
            Event::Text(text) => words.text(&text.decode().ok()?),
            Event::GeneralRef(reference) => words.text(named(&reference)),
            Event::Eof => return Some(words.all),
            Event::CData(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
}

/// The sign that a name between `&` and `;` stands for.
fn named(reference: &[u8]) -> &'static str {
    match reference {
        b"amp" => "&",
        b"lt" => "<",
        b"gt" => ">",
        b"quot" => "\"",
        b"apos" => "'",
        _ => "",
    }
}

/// The words so far.
#[derive(Default)]
struct Words {
    all: String,
    paragraph: String,
    /// Whether the paragraph is a line of the contents.
    is_contents: bool,
    /// How many elements of deleted words are open.
    deleted: usize,
    /// Whether words that are shown come.
    is_shown: bool,
}

impl Words {
    fn start(&mut self, name: &[u8], element: &quick_xml::events::BytesStart<'_>) {
        match name {
            b"w:del" | b"w:moveFrom" => self.deleted += 1,
            b"w:t" => self.is_shown = true,
            _ => self.empty(name, element),
        }
    }

    fn empty(&mut self, name: &[u8], element: &quick_xml::events::BytesStart<'_>) {
        match name {
            b"w:pStyle" => {
                let style = element.attributes().flatten().find(|attribute| attribute.key.as_ref() == b"w:val");
                self.is_contents =
                    style.is_some_and(|style| [b"TOC".as_slice(), b"Contents"].iter().any(|name| style.value.starts_with(name)));
            }
            b"w:tab" | b"w:br" if self.deleted == 0 => self.paragraph.push(' '),
            _ => {}
        }
    }

    fn end(&mut self, name: &[u8]) {
        match name {
            b"w:del" | b"w:moveFrom" => self.deleted = self.deleted.saturating_sub(1),
            b"w:t" => self.is_shown = false,
            b"w:p" => {
                let paragraph = std::mem::take(&mut self.paragraph);
                if !std::mem::take(&mut self.is_contents) && !paragraph.is_empty() {
                    self.all.extend([paragraph.as_str(), "\n\n"]);
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, words: &str) {
        if self.is_shown && self.deleted == 0 {
            self.paragraph.push_str(words);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_docx_has_no_text() {
        assert_eq!(docx_text(b"PK\x03\x04 not really"), None);
        assert_eq!(docx_text(b"text"), None);
    }
}
