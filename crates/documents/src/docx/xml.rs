//! XML without a schema: elements, attributes and words, escaped in this one place.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// The attributes of an element, in order.
pub(super) type Attributes<'a> = &'a [(&'static str, &'a str)];

/// A part of the file while it is written.
pub(super) struct Xml {
    writer: Writer<Vec<u8>>,
    /// Whether runs are of deleted words, whose elements have other names.
    is_deleted: bool,
}

impl Xml {
    /// One with this root, which `inside` fills.
    pub(super) fn part(root: &'static str, attributes: Attributes<'_>, inside: impl FnOnce(&mut Xml)) -> Vec<u8> {
        let mut xml = Xml { writer: Writer::new(Vec::new()), is_deleted: false };
        xml.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), Some("yes"))));
        xml.within(root, attributes, inside);
        xml.writer.into_inner()
    }

    /// An element without content.
    pub(super) fn empty(&mut self, name: &'static str, attributes: Attributes<'_>) {
        self.event(Event::Empty(start(name, attributes)));
    }

    /// An element with the attribute `w:val` alone.
    pub(super) fn value(&mut self, name: &'static str, value: &str) {
        self.empty(name, &[("w:val", value)]);
    }

    /// An element that `inside` fills.
    pub(super) fn within(&mut self, name: &'static str, attributes: Attributes<'_>, inside: impl FnOnce(&mut Xml)) {
        self.event(Event::Start(start(name, attributes)));
        inside(self);
        self.event(Event::End(BytesEnd::new(name)));
    }

    /// An element for words that are deleted.
    pub(super) fn deleted(&mut self, name: &'static str, attributes: Attributes<'_>, inside: impl FnOnce(&mut Xml)) {
        self.is_deleted = true;
        self.within(name, attributes, inside);
        self.is_deleted = false;
    }

    /// One of two names: of words that stay, or of deleted ones.
    pub(super) fn name(&self, stays: &'static str, deleted: &'static str) -> &'static str {
        if self.is_deleted { deleted } else { stays }
    }

    /// Words. The two code points that no XML may hold are replaced; control characters never get here.
    pub(super) fn words(&mut self, words: &str) {
        let replaced = words.contains(is_forbidden).then(|| words.replace(is_forbidden, "\u{fffd}"));
        self.event(Event::Text(BytesText::new(replaced.as_deref().unwrap_or(words))));
    }

    fn event(&mut self, event: Event<'_>) {
        self.writer.write_event(event).expect("a vector takes all");
    }
}

fn start<'a>(name: &'static str, attributes: Attributes<'a>) -> BytesStart<'a> {
    BytesStart::new(name).with_attributes(attributes.iter().copied())
}

fn is_forbidden(sign: char) -> bool {
    matches!(sign, '\u{fffe}' | '\u{ffff}') || (sign.is_control() && !matches!(sign, '\t' | '\n' | '\r' | '\u{7f}'..='\u{9f}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_is_markup() {
        let part = Xml::part("a", &[("b", "\"<&>'")], |xml| xml.words("<&\u{ffff}\u{1}]]>"));
        let part = String::from_utf8(part).unwrap();
        assert!(part.ends_with("<a b=\"&quot;&lt;&amp;&gt;&apos;\">&lt;&amp;\u{fffd}\u{fffd}]]&gt;</a>"), "{part}");
    }
}
