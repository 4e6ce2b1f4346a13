//! The package around the parts: a ZIP archive with their types and relations. It has no dates, so that the same parts give the same bytes.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::xml::Xml;

/// A part beside the document.
pub(super) struct Part {
    /// Its name in the package.
    pub name: &'static str,
    /// What `word/document.xml` calls it.
    pub relation: &'static str,
    /// The last word of the type of the relation, which is that of the content too.
    pub kind: &'static str,
    /// What it holds.
    pub content: Vec<u8>,
}

const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships/metadata";
const CORE: &str = "application/vnd.openxmlformats-package.core-properties+xml";

/// The whole file.
pub(super) fn package(document: Vec<u8>, properties: Vec<u8>, parts: &[Part]) -> Vec<u8> {
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).last_modified_time(DateTime::DEFAULT);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let mut file = |name: &str, content: &[u8]| {
        archive.start_file(name, options).expect("names are short and each is given once");
        archive.write_all(content).expect("a vector takes all");
    };
    file("[Content_Types].xml", &types(parts));
    file(
        "_rels/.rels",
        &relations([
            ("document", OFFICE, "officeDocument", "word/document.xml"),
            ("properties", PACKAGE, "core-properties", "docProps/core.xml"),
        ]),
    );
    file("docProps/core.xml", &properties);
    file("word/document.xml", &document);
    let beside = parts.iter().map(|part| (part.relation, OFFICE, part.kind, part.name));
    file("word/_rels/document.xml.rels", &relations(beside));
    parts.iter().for_each(|part| file(&format!("word/{}", part.name), &part.content));
    archive.finish().expect("a vector takes all").into_inner()
}

fn types(parts: &[Part]) -> Vec<u8> {
    Xml::part("Types", &[("xmlns", "http://schemas.openxmlformats.org/package/2006/content-types")], |xml| {
        xml.empty("Default", &[("Extension", "rels"), ("ContentType", "application/vnd.openxmlformats-package.relationships+xml")]);
        xml.empty("Override", &[("PartName", "/docProps/core.xml"), ("ContentType", CORE)]);
        xml.empty("Override", &[("PartName", "/word/document.xml"), ("ContentType", &word_type("document.main"))]);
        for part in parts {
            xml.empty("Override", &[("PartName", &format!("/word/{}", part.name)), ("ContentType", &word_type(part.kind))]);
        }
    })
}

fn word_type(kind: &str) -> String {
    format!("application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml")
}

/// Relations: of each the id, where its type is from, the type, and where it leads.
fn relations<'a>(all: impl IntoIterator<Item = (&'a str, &'a str, &'a str, &'a str)>) -> Vec<u8> {
    Xml::part("Relationships", &[("xmlns", RELATIONS)], |xml| {
        for (id, home, kind, target) in all {
            xml.empty("Relationship", &[("Id", id), ("Type", &format!("{home}/{kind}")), ("Target", target)]);
        }
    })
}
