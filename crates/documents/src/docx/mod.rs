//! A document as DOCX that counsel can work in: whoever opens it computes every number and every reference anew, so both move when a clause goes.
//!
//! Numbers come from levels (`numbering`), references are fields to bookmarks (`citations`, `runs`), looks are styles (`styles`). The text is
//! written by `body`, what stands around it by `edges`; `package` packs all of it. What office programs really do with this is measured in
//! `tests/it/docx.rs`.

mod body;
mod citations;
mod edges;
mod frame;
mod numbering;
mod package;
mod reading;
mod runs;
mod styles;
mod tracked;
mod xml;

use railc_language::render::{Document, mark};

use numbering::Lists;
use package::Part;
pub use reading::docx_text;
pub use tracked::tracked;

/// The namespace of the text.
const NAMESPACE: (&str, &str) = ("xmlns:w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main");
/// The namespace of what leads to other parts.
const RELATIONS: (&str, &str) = ("xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships");

/// The document as a DOCX file.
pub fn docx(document: &Document) -> Vec<u8> {
    let mark = mark(document);
    let mut lists = Lists::new(document);
    let body = body::body(document, mark, &mut lists);
    let part = |name, relation, kind, content| Part { name, relation, kind, content };
    let parts = [
        part("styles.xml", "styles", "styles", styles::styles(document.language)),
        part("numbering.xml", "numbering", "numbering", lists.into_xml()),
        part("settings.xml", "settings", "settings", edges::settings()),
        part("header.xml", "header", "header", edges::header(document)),
        part("footer.xml", "footer", "footer", edges::page_footer(document, mark)),
    ];
    package::package(body, edges::properties(document), &parts)
}
