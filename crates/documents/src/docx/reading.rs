//! The words of a DOCX file, whoever wrote it last: paragraph by paragraph, as they are shown if all tracked changes are accepted.

use std::io::{Cursor, Read as _};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

/// The longest part that is read, unpacked, in bytes.
const LIMIT: u64 = 64 << 20;
/// The relation of a file to its text.
const TEXT: &[u8] = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument";

/// What a DOCX file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocxText {
    /// The text, with an empty line behind each paragraph, without the contents and without numbers that are computed. Hidden words are left
    /// out; what is no text, such as a note or a picture, is named in brackets.
    pub words: String,
    /// All parts but the text: page headers, styles, numbering.
    pub dress: Vec<(String, Vec<u8>)>,
}

/// What a DOCX file says; `None` if it is no such file, or a part of it is too long.
pub fn docx_text(file: &[u8]) -> Option<DocxText> {
    let mut archive = ZipArchive::new(Cursor::new(file)).ok()?;
    // Of two parts with one name, readers differ on which they take.
    if listed(file)? != archive.len() {
        return None;
    }
    let main = main_part(&part(&mut archive, "_rels/.rels")?)?;
    let words = words(std::str::from_utf8(&part(&mut archive, &main)?).ok()?)?;
    let mut names: Vec<String> = archive.file_names().filter(|name| **name != main).map(str::to_owned).collect();
    names.sort();
    let dress = names.into_iter().map(|name| Some((name.clone(), part(&mut archive, &name)?))).collect::<Option<_>>()?;
    Some(DocxText { words, dress })
}

/// How many parts the file says that it has.
fn listed(file: &[u8]) -> Option<usize> {
    let end = file.windows(4).rposition(|bytes| bytes == b"PK\x05\x06")?;
    let count = file.get(end + 10..end + 12)?;
    Some(usize::from(u16::from_le_bytes(count.try_into().ok()?)))
}

fn part(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Option<Vec<u8>> {
    let mut content = Vec::new();
    archive.by_name(name).ok()?.take(LIMIT + 1).read_to_end(&mut content).ok()?;
    (content.len() as u64 <= LIMIT).then_some(content)
}

/// The name of the part that holds the text, as the relations of the file have it.
fn main_part(relations: &[u8]) -> Option<String> {
    let mut reader = Reader::from_reader(relations);
    let mut buffer = Vec::new();
    loop {
        match reader.read_event_into(&mut buffer).ok()? {
            Event::Start(element) | Event::Empty(element) if attribute(&element, b"Type").as_deref() == Some(TEXT) => {
                let target = attribute(&element, b"Target")?;
                return Some(std::str::from_utf8(&target).ok()?.trim_start_matches('/').to_owned());
            }
            Event::Eof => return None,
            _ => {}
        }
    }
}

fn attribute(element: &BytesStart<'_>, name: &[u8]) -> Option<Vec<u8>> {
    element.attributes().flatten().find(|attribute| attribute.key.as_ref() == name).map(|attribute| attribute.value.into_owned())
}

/// The words of the part that holds the text; `None` if it is no XML, or declares signs of its own.
fn words(xml: &str) -> Option<String> {
    let mut reader = Reader::from_str(xml);
    let mut words = Words::default();
    loop {
        match reader.read_event().ok()? {
            Event::Start(element) => words.start(element.name().as_ref(), &element),
            Event::Empty(element) => words.empty(element.name().as_ref(), &element),
            Event::End(element) => words.end(element.name().as_ref()),
            Event::Text(text) => words.text(&text.decode().ok()?),
            Event::GeneralRef(reference) => words.text(&named(&reference)?),
            Event::Eof => return Some(words.all),
            Event::DocType(_) => return None,
            Event::CData(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
}

/// The sign that a name or a number between `&` and `;` stands for.
fn named(reference: &quick_xml::events::BytesRef<'_>) -> Option<String> {
    if let Some(sign) = reference.resolve_char_ref().ok()? {
        return Some(sign.to_string());
    }
    let sign = match &**reference {
        b"amp" => "&",
        b"lt" => "<",
        b"gt" => ">",
        b"quot" => "\"",
        b"apos" => "'",
        _ => return None,
    };
    Some(sign.to_owned())
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
    /// Whether the words of the run are hidden or struck.
    is_hidden: bool,
    /// Whether words that are shown come.
    is_shown: bool,
}

impl Words {
    fn start(&mut self, name: &[u8], element: &BytesStart<'_>) {
        match name {
            b"w:del" | b"w:moveFrom" => self.deleted += 1,
            b"w:r" => self.is_hidden = false,
            b"w:t" => self.is_shown = true,
            _ => self.empty(name, element),
        }
    }

    fn empty(&mut self, name: &[u8], element: &BytesStart<'_>) {
        match name {
            b"w:pStyle" => {
                let style = attribute(element, b"w:val");
                self.is_contents = style.is_some_and(|style| [b"TOC".as_slice(), b"Contents"].iter().any(|name| style.starts_with(name)));
            }
            b"w:vanish" | b"w:specVanish" | b"w:webHidden" | b"w:strike" | b"w:dstrike" => {
                self.is_hidden |= !attribute(element, b"w:val").is_some_and(|value| [b"0".as_slice(), b"false", b"off"].contains(&&*value));
            }
            b"w:tab" | b"w:br" if self.deleted == 0 => self.paragraph.push(' '),
            b"w:footnoteReference" | b"w:endnoteReference" | b"w:altChunk" | b"w:drawing" | b"w:pict" | b"w:object" | b"w:sym" => {
                let name = String::from_utf8_lossy(name.strip_prefix(b"w:").unwrap_or(name)).into_owned();
                let text = if self.is_contents || name == "altChunk" { &mut self.all } else { &mut self.paragraph };
                text.extend([" [", &name, "] "]);
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &[u8]) {
        match name {
            b"w:del" | b"w:moveFrom" => self.deleted = self.deleted.saturating_sub(1),
            b"w:t" => self.is_shown = false,
            b"w:r" => self.is_hidden = false,
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
        if self.is_shown && !self.is_hidden && self.deleted == 0 {
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

    #[test]
    fn words_that_nobody_sees_are_none() {
        let run = |properties: &str| {
            format!("<w:p><w:r><w:rPr>{properties}</w:rPr><w:t>not </w:t></w:r><w:r><w:t>run &amp; &#65;</w:t></w:r></w:p>")
        };
        for hidden in ["<w:vanish/>", "<w:strike w:val=\"true\"/>", "<w:dstrike/>", "<w:webHidden/>", "<w:specVanish/>"] {
            assert_eq!(words(&run(hidden)).as_deref(), Some("run & A\n\n"), "{hidden}");
        }
        for shown in ["", "<w:b/>", "<w:vanish w:val=\"0\"/>", "<w:strike w:val=\"false\"/>"] {
            assert_eq!(words(&run(shown)).as_deref(), Some("not run & A\n\n"), "{shown}");
        }
        assert_eq!(words("<w:p><w:r><w:footnoteReference w:id=\"1\"/></w:r></w:p>").as_deref(), Some(" [footnoteReference] \n\n"));
        assert_eq!(words("<!DOCTYPE a [<!ENTITY b \"c\">]><w:p/>"), None);
    }
}
