//! A described use.

use std::sync::Arc;

use railc_core::base::Sources;
use railc_core::diagnostic::{Code, Diagnostic, Reported};
use railc_core::usage::{self, Format, Unknown};

/// What somebody wants to do with a model, code or data, in the words of the vocabulary (`railc vocab` lists them).
#[derive(Debug, Clone)]
pub struct Use {
    pub(super) name: String,
    pub(super) described: usage::Use,
    pub(super) sources: Arc<Sources>,
}

impl Use {
    /// Reads one use; `name` is what diagnostics call the text, and its extension (`.json`, `.toml`, otherwise YAML) gives the format.
    pub fn read(name: &str, text: &str) -> Reported<Use> {
        let (uses, mut diagnostics) = Use::read_all(name, text).into_parts();
        let mut uses = uses.unwrap_or_default();
        if let (Some(described), true) = (uses.pop(), uses.is_empty()) {
            return Reported::new(described, diagnostics);
        }
        if !diagnostics.has_errors() {
            let message = format!("`{name}` does not describe one use");
            diagnostics.push(Diagnostic::new(Code::BadCall, message).help("describe one, or read them all"));
        }
        Reported::nothing(diagnostics)
    }

    /// Reads all uses of a text; `name` is as for [`Use::read`].
    pub fn read_all(name: &str, text: &str) -> Reported<Vec<Use>> {
        let mut sources = Sources::new();
        let source = sources.add(name, text);
        let read = usage::read(source, &sources.get(source).text, Format::of_path(name), &[railc_library::vocabulary()], Unknown::Error);
        let sources = Arc::new(sources);
        let named = |(at, described)| Use { name: format!("{name}#{}", at + 1), described, sources: sources.clone() };
        read.map(|uses| uses.into_iter().enumerate().map(named).collect()).with_sources(sources.clone())
    }

    /// What its author calls it.
    pub fn title(&self) -> Option<&str> {
        self.described.title.as_deref()
    }
}
