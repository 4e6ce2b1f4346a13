//! What stands around the text: header, footer, settings, and the properties of the file.

use railc_core::base::one_line;
use railc_language::render::labels::{fact, footer};
use railc_language::render::{Document, Fact};

use super::runs::{field, run};
use super::styles::{self, Style, locale};
use super::xml::Xml;

/// The title, and the version at the other edge.
pub(super) fn header(document: &Document) -> Vec<u8> {
    let version = fact(&Fact::Version(document.version.clone()), document.language);
    Xml::part("w:hdr", &[super::NAMESPACE], |xml| line(styles::HEADER, &document.title, xml, |xml| run(&version, None, xml)))
}

/// Which license it is, the hash of its text, and the page. The hash is that of the line for machines at the end, as it stands there.
pub(super) fn page_footer(document: &Document, mark: &str) -> Vec<u8> {
    let hash: Vec<&str> = mark.split_whitespace().skip(4).take(2).collect();
    Xml::part("w:ftr", &[super::NAMESPACE], |xml| {
        line(styles::FOOTER, &footer(document), xml, |_| ());
        line(styles::FOOTER, &hash.join(" "), xml, |xml| {
            field("PAGE", "1", None, xml);
            run(" / ", None, xml);
            field("NUMPAGES", "1", None, xml);
        });
    })
}

/// Words at the left edge, and others at the right one.
fn line(style: Style, words: &str, xml: &mut Xml, right: impl FnOnce(&mut Xml)) {
    xml.within("w:p", &[], |xml| {
        xml.within("w:pPr", &[], |xml| xml.value("w:pStyle", style));
        run(words, None, xml);
        xml.within("w:r", &[], |xml| xml.empty("w:tab", &[]));
        right(xml);
    });
}

/// Settings: without the mode, Word takes the file for one of 2007.
pub(super) fn settings() -> Vec<u8> {
    Xml::part("w:settings", &[super::NAMESPACE], |xml| {
        xml.value("w:defaultTabStop", "720");
        xml.value("w:characterSpacingControl", "doNotCompress");
        xml.within("w:compat", &[], |xml| {
            let home = ("w:uri", "http://schemas.microsoft.com/office/word");
            xml.empty("w:compatSetting", &[("w:name", "compatibilityMode"), home, ("w:val", "15")]);
        });
    })
}

/// Title, author and language. Dates are left out: the same license gives the same bytes.
pub(super) fn properties(document: &Document) -> Vec<u8> {
    let namespaces = [
        ("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
    ];
    let licensor = document.facts.iter().find_map(|fact| match fact {
        Fact::Licensor(licensor) => Some(licensor.as_str()),
        Fact::Version(_) | Fact::Date(_) | Fact::Law(_) | Fact::Languages(_) | Fact::Translation(_) | Fact::Spdx(_) => None,
    });
    let property = |xml: &mut Xml, name, words: &str| xml.within(name, &[], |xml| xml.words(&one_line(words)));
    Xml::part("cp:coreProperties", &namespaces, |xml| {
        property(xml, "dc:title", &document.title);
        licensor.into_iter().for_each(|licensor| property(xml, "dc:creator", licensor));
        property(xml, "dc:identifier", &document.id);
        property(xml, "dc:language", locale(document.language).0);
        property(xml, "cp:version", &document.version);
    })
}
