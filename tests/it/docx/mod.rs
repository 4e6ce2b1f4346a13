//! The text as DOCX: what the file holds (`file`), and what LibreOffice and the schema of the format say to it (`programs`).

mod file;
mod programs;
mod samples;

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Write as _};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// The parts of a file by their names.
fn parts(docx: &[u8]) -> BTreeMap<String, String> {
    let mut archive = ZipArchive::new(Cursor::new(docx)).unwrap();
    let count = archive.len();
    let each = |at: usize| {
        let mut file = archive.by_index(at).unwrap();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        (file.name().to_owned(), text)
    };
    (0..count).map(each).collect()
}

/// A file of parts.
fn packed(parts: &BTreeMap<String, String>) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        archive.start_file(name, SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// The paragraphs of a text, each with its markup.
fn paragraphs(document: &str) -> Vec<&str> {
    document.split_inclusive("</w:p>").filter_map(|piece| piece.find("<w:p>").and_then(|start| piece.get(start..))).collect()
}

/// What stands between two marks, each time.
fn between<'t>(text: &'t str, before: &'t str, behind: &'t str) -> impl Iterator<Item = &'t str> {
    text.split(before).skip(1).filter_map(move |piece| piece.split(behind).next())
}

/// The words of some markup, and of those the ones that fields show.
fn words(markup: &str) -> (String, String) {
    let (mut all, mut shown, mut depth) = (String::new(), String::new(), 0_usize);
    for run in between(markup, "<w:r>", "</w:r>") {
        depth += usize::from(run.contains("\"separate\""));
        depth = depth.saturating_sub(usize::from(run.contains("\"end\"")));
        let text: String = between(run, "<w:t xml:space=\"preserve\">", "</w:t>").collect();
        all.push_str(&text);
        shown.extend((depth > 0).then_some(text));
    }
    (unescaped(&all), unescaped(&shown))
}

fn unescaped(text: &str) -> String {
    let signs = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")];
    signs.into_iter().fold(text.to_owned(), |text, (entity, sign)| text.replace(entity, sign))
}
