//! A document as one page of HTML, without script and without outside resources.

use railc_language::render::{Document, labels};

/// The document as HTML, ending in a newline.
pub fn html(document: &Document) -> String {
    let title = escaped(&document.title);
    format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<title>{title}</title>\n<h1>{title}</h1>\n<p>{}</p>\n",
        document.language.tag,
        escaped(&labels::footer(document))
    )
}

/// Words in which no sign is markup.
fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
