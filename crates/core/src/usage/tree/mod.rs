//! A file as written: scalars, lists and maps, each with its place. YAML, JSON and TOML all become this: uses, and other descriptions that people write.
//!
//! Words have no meaning here; an answer, a number and a name are all scalars.

mod builder;
mod json;
mod node;
mod toml;
mod yaml;

use crate::base::SourceId;
use crate::diagnostic::{Code, Diagnostic, Reported};

use super::Format;
use builder::Builder;
pub(super) use builder::MOST_NODES;
use node::Node;
pub use node::{Entries, Entry, Tree, Trees, Value};

/// The most bytes of a file.
const MOST_BYTES: usize = 64 << 20;

/// The documents of a text.
#[derive(Debug)]
pub struct Documents<'t>(Vec<Node<'t>>);

impl Documents<'_> {
    /// One after the other.
    pub fn trees(&self) -> Trees<'_> {
        Trees(&self.0)
    }
}

/// Reads a text into its documents; one with an error is left out.
pub fn documents(source: SourceId, text: &str, format: Format) -> Reported<Documents<'_>> {
    let mut builder = Builder::new(source, text);
    if text.len() > MOST_BYTES {
        let diagnostic = Diagnostic::new(Code::UseTooLarge, "the file is longer than 64 MiB").at(builder.span(0, 0), "");
        return Reported::nothing(diagnostic.help("split it into several files").into());
    }
    match format {
        Format::Yaml => yaml::documents(&mut builder),
        Format::Json => json::documents(&mut builder),
        Format::Toml => toml::document(&mut builder),
    }
    Reported::new(Documents(builder.nodes), builder.diagnostics)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Sources;

    fn read(text: &str, format: Format) -> (Documents<'_>, Vec<Diagnostic>) {
        let (documents, diagnostics) = documents(Sources::new().add("use", ""), text, format).into_parts();
        (documents.unwrap(), diagnostics.into_iter().collect())
    }

    fn codes(text: &str, format: Format) -> Vec<&'static str> {
        read(text, format).1.iter().map(|diagnostic| diagnostic.code.number()).collect()
    }

    #[test]
    fn depth_and_length_have_limits() {
        let nested = |depth: usize| format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
        for format in [Format::Yaml, Format::Json] {
            assert!(codes(&nested(64), format).is_empty());
            assert_eq!(codes(&nested(65), format), ["R0402"]);
            assert_eq!(codes(&nested(100_000), format), ["R0402"]);
        }
        assert_eq!(codes(&format!("a = {}", nested(70)), Format::Toml), ["R0402"]);
        assert_eq!(codes(&format!("a = {}", nested(1000)), Format::Toml), ["R0402"]);
        assert_eq!(codes(&format!("[{}1]", "1,".repeat(1_000_000)), Format::Json), ["R0402"]);
    }

    #[test]
    fn a_broken_document_leaves_the_others() {
        let text = "a: [\n---\nb: 1\n---\nc: \"\n---\nd: 2\n";
        let (documents, diagnostics) = read(text, Format::Yaml);
        assert_eq!((documents.trees().count(), diagnostics.len()), (2, 2), "{diagnostics:?}");
        assert_eq!(codes("{\"a\": 1}\n{\"a\": }\n{\"a\": 1}\n", Format::Json), ["R0401"]);
    }

    #[test]
    fn null_is_nothing_only_without_quotes() {
        let (documents, _) = read("[null, ~, 'null', \"~\"]", Format::Yaml);
        let Some(Value::List(items)) = documents.trees().next().map(Tree::value) else { panic!("it is a list") };
        let nothing: Vec<bool> = items.map(|item| item.value() == Value::Nothing).collect();
        assert_eq!(nothing, [true, true, false, false]);
    }

    #[test]
    fn a_list_is_no_key() {
        assert_eq!(codes("{'': 1, [x, y, z]: 2, b: {c: d}, e: f}", Format::Yaml), ["R0403", "R0406"]);
    }

    #[test]
    fn repeated_keys_are_left_out() {
        let (documents, diagnostics) = read(r#"{"b": [1, 2], "a": {"x": 1, "x": 2}, "b": {"c": 3}, "d": 4}"#, Format::Json);
        let Some(Value::Map(entries)) = documents.trees().next().map(Tree::value) else { panic!("it is a map") };
        let held = |value: Value| match value {
            Value::Nothing | Value::Scalar(_) => 0,
            Value::List(items) => items.count(),
            Value::Map(entries) => entries.count(),
        };
        let entries: Vec<(&str, usize)> = entries.map(|entry| (entry.key, held(entry.value.value()))).collect();
        assert_eq!(entries, [("b", 2), ("a", 1), ("d", 0)]);
        assert_eq!(diagnostics.len(), 2);
    }
}
