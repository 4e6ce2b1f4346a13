//! The text of the license beside a card: is it the one that the card names?

use railc_core::diagnostic::{Code, Diagnostic};
use railc_language::library::Embedded;

use crate::facade::{FoundLicense, identify};

use super::{Label, Subject};

/// Whether a file of this name holds the license of the whole repository: `LICENSE`, `LICENSE.md`, `COPYING`. Another one (`LICENSE-llama`) may be that
/// of a part.
pub(super) fn is_main(file: &str) -> bool {
    let name = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    ["license", "licence", "copying"].iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// The license of the library whose exact text is beside the card, and the file; none where several are.
pub(super) fn license<'a>(subject: &Subject<'a>) -> Option<(&'a str, &'static Embedded)> {
    let (file, text) = subject.beside.iter().find(|(file, _)| is_main(file))?;
    match identify(text).as_slice() {
        [only] if only.is_exact() => Some((file.as_str(), railc_library::library().license(only.id())?)),
        _ => None,
    }
}

/// Whether two licenses have a document in common, so that a text may be of either.
pub(super) fn share_a_text(one: &str, other: &str) -> bool {
    let has = |licenses: &[String], id: &str| licenses.iter().any(|license| license == id);
    let documents = railc_library::fingerprints().documents().iter();
    documents.into_iter().any(|document| has(&document.licenses, one) && has(&document.licenses, other))
}

/// Whether a text found is one of this license.
pub(super) fn is_of(found: &FoundLicense, id: &str) -> bool {
    found.id() == id || share_a_text(found.id(), id)
}

pub(super) fn findings(subject: &Subject<'_>, label: &Label<'_>) -> Vec<Diagnostic> {
    let Label::Known(statement, license) = label else { return Vec::new() };
    let Some((file, text)) = subject.beside.iter().find(|(file, _)| is_main(file)) else { return Vec::new() };
    let span = subject.span(&statement.place);
    let found = identify(text);
    let own: Vec<&FoundLicense> = found.iter().filter(|found| is_of(found, license.id)).collect();
    let (message, help) = match (own.as_slice(), found.first()) {
        ([], Some(other)) => {
            let message = format!("the card says {}, and `{file}` is the text of {}", license.id, other.id());
            (message, "name the license whose text it is, or put the other text there".to_owned())
        }
        ([], None) => {
            let is_known =
                railc_library::fingerprints().documents().iter().any(|document| document.licenses.iter().any(|id| id == license.id));
            if !is_known {
                return Vec::new();
            }
            let message = format!("the card says {}, and `{file}` is another text", license.id);
            (message, format!("put the text of {} there, or write `license: other` with the name of what is there", license.id))
        }
        ([first, ..], _) if own.iter().any(|found| !found.is_exact()) => {
            let count: usize = own.iter().map(|found| found.differences().count()).sum();
            let difference = first.differences().next().unwrap_or_default();
            let s = if count == 1 { "" } else { "s" };
            let message = format!("`{file}` is not quite the text of {}: {count} difference{s}, such as {difference}", license.id);
            (message, format!("`railc identify {file}` shows what differs; a changed license needs a name of its own"))
        }
        _ => return Vec::new(),
    };
    vec![Diagnostic::new(Code::LabelAndText, message).at(span, "").help(help)]
}
