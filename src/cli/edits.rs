//! Ready changes, made in the files that they belong to.

use std::collections::BTreeMap;

use railc_core::base::unix_lines;
use railc_core::diagnostic::{Code, Diagnostic, Edit};

use super::{Session, files, swap};

/// Makes edits in their files, all or none; of two that overlap, the first. `is_right` sees each file before and after, with its edits: nothing is
/// written if one came out wrong. Tells how many each file has got.
pub(super) fn apply<'e>(
    edits: impl IntoIterator<Item = &'e Edit>,
    is_right: impl Fn(&str, &str, &[&Edit]) -> bool,
    session: &Session,
) -> Result<Vec<(String, usize)>, Diagnostic> {
    let mut by_file: BTreeMap<&str, Vec<&Edit>> = BTreeMap::new();
    for edit in edits {
        by_file.entry(&session.sources.get(edit.span.source).name).or_default().push(edit);
    }
    let (mut changed, mut counts) = (Vec::new(), Vec::new());
    for (path, mut edits) in by_file {
        edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
        let mut end = 0;
        edits.retain(|edit| {
            let is_free = edit.span.start >= end;
            end = if is_free { edit.span.end.max(edit.span.start + 1) } else { end };
            is_free
        });
        let written = files::read(path, files::SPEC_LIMIT)?;
        let text = unix_lines(written.clone());
        let is_read = |edit: &&Edit| *session.sources.get(edit.span.source).text == *text;
        if !edits.iter().all(is_read) {
            return Err(Diagnostic::new(Code::CannotWrite, format!("`{path}` is not the file that was read")));
        }
        let after = edited(&text, &edits);
        if !is_right(&text, &after, &edits) {
            let diagnostic = Diagnostic::new(Code::CannotWrite, format!("`{path}` would not be right with these changes"));
            return Err(diagnostic.help("make them by hand"));
        }
        counts.push((path.to_owned(), edits.len()));
        // A file keeps the line ends of its system.
        changed.push((path, if written.contains("\r\n") { after.replace('\n', "\r\n") } else { after }));
    }
    swap::replace_all(&changed)?;
    Ok(counts)
}

/// A text with edits made, which are in order and don't overlap.
fn edited(text: &str, edits: &[&Edit]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for edit in edits {
        out.push_str(text.get(from..edit.span.start as usize).unwrap_or_default());
        out.push_str(&edit.replacement);
        from = edit.span.end as usize;
    }
    out.push_str(text.get(from..).unwrap_or_default());
    out
}
