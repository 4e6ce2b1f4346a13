//! The small file that people write of a lineage: things with their licenses, and what was made of what.

use std::collections::{BTreeMap, BTreeSet};

use railc_core::base::{SourceId, Span, nearest};
use railc_core::diagnostic::{Code, Diagnostic, Diagnostics, Reported};
use railc_core::usage::tree::{Entry, Tree, Trees, Value, documents};
use railc_core::usage::{Format, quoted};
use railc_library::{Kind, passing_on};

use super::sketch::{Line, Sketch, Sketched};

/// The version of the file that is read.
const VERSION: &str = "1";

/// Reads a lineage; the path tells the format.
pub fn read(source: SourceId, text: &str, path: &str) -> Reported<Sketch> {
    let (documents, diagnostics) = documents(source, text, Format::of_path(path)).into_parts();
    let mut reader = Reader { sketch: Sketch::default(), diagnostics };
    let documents = documents.as_ref();
    for tree in documents.into_iter().flat_map(|documents| documents.trees()) {
        reader.document(tree);
    }
    if reader.sketch.things.is_empty() && !reader.diagnostics.has_errors() {
        let span = Span { source, start: 0, end: 0 };
        let diagnostic = Diagnostic::new(Code::NoThings, "this lineage describes no things").at(span, "");
        reader.diagnostics.push(diagnostic.help("describe them under `nodes`, such as `base: {license: llama-3.1, kind: model}`"));
    }
    reader.check_lines();
    Reported::new(reader.sketch, reader.diagnostics)
}

struct Reader {
    sketch: Sketch,
    diagnostics: Diagnostics,
}

impl Reader {
    fn wrong_kind(&mut self, message: &str, span: Span, help: &str) {
        self.diagnostics.push(Diagnostic::new(Code::WrongKind, message).at(span, "").help(help));
    }

    fn document(&mut self, tree: Tree<'_>) {
        let entries = match tree.value() {
            Value::Map(entries) => entries,
            Value::Nothing => return,
            Value::Scalar(_) | Value::List(_) => {
                return self.wrong_kind(
                    "a lineage is a map of `nodes` and `edges`",
                    tree.span(),
                    "write `nodes:`, and each thing below it",
                );
            }
        };
        for entry in entries {
            match (entry.key, entry.value.value()) {
                ("nodes", Value::Map(nodes)) => nodes.for_each(|node| self.thing(node)),
                ("edges", Value::List(edges)) => self.lines(edges),
                ("nodes" | "edges", Value::Nothing) => {}
                ("nodes", _) => self.wrong_kind(
                    "`nodes` is a map of things by their names",
                    entry.value.span(),
                    "write `base: {license: llama-3.1}` below it",
                ),
                ("edges", _) => self.wrong_kind(
                    "`edges` is a list",
                    entry.value.span(),
                    "write `- {from: base, to: tuned, relation: finetune}` below it",
                ),
                ("version", Value::Scalar(VERSION)) => {}
                ("version", _) => {
                    self.wrong_kind("this is no version of a lineage", entry.value.span(), "write `version: 1`, or leave it out")
                }
                _ => self.diagnostics.push(entry.unknown_key("a lineage", &["nodes", "edges", "version"])),
            }
        }
    }

    fn thing(&mut self, node: Entry<'_>) {
        let mut thing = Sketched { name: node.key.to_owned(), span: Some(node.key_span), ..Sketched::default() };
        match node.value.value() {
            Value::Nothing => {}
            // `base: llama-3.1`
            Value::Scalar(_) | Value::List(_) => self.licenses(node.value, &mut thing),
            Value::Map(entries) => {
                for entry in entries {
                    match (entry.key, entry.value.value()) {
                        ("license", _) => self.licenses(entry.value, &mut thing),
                        ("kind", Value::Scalar(kind)) => thing.kind = self.kind(kind, entry.value.span()),
                        ("kind", _) => self.wrong_kind("`kind` is one word", entry.value.span(), "write `kind: model`"),
                        _ => self.diagnostics.push(entry.unknown_key("a thing", &["license", "kind"])),
                    }
                }
            }
        }
        self.sketch.things.push(thing);
    }

    fn licenses(&mut self, tree: Tree<'_>, thing: &mut Sketched) {
        match tree.value() {
            Value::Nothing => {}
            Value::Scalar(name) => thing.licenses.push(name.to_owned()),
            Value::List(items) => {
                for item in items {
                    match item.value() {
                        Value::Scalar(name) => thing.licenses.push(name.to_owned()),
                        _ => self.wrong_kind("a license is named by one text", item.span(), "write its id, such as `llama-3.1`"),
                    }
                }
            }
            Value::Map(_) => self.wrong_kind("a license is named by one text", tree.span(), "write its id, such as `llama-3.1`"),
        }
    }

    fn kind(&mut self, written: &str, span: Span) -> Option<Kind> {
        let found = match written.to_ascii_lowercase().as_str() {
            "adapter" => Some(Kind::Model),
            "dataset" => Some(Kind::Data),
            "app" => Some(Kind::Application),
            name => Kind::ALL.into_iter().find(|kind| kind.name() == name),
        };
        if found.is_none() {
            let message = format!("there is no kind of things {}", quoted(written));
            let names: Vec<&str> = Kind::ALL.iter().map(|kind| kind.name()).collect();
            let diagnostic = Diagnostic::new(Code::UnknownThingKind, message).at(span, "");
            let help = "name one of `model`, `data`, `code`, `application`";
            self.diagnostics.push(diagnostic.nearest(&nearest(written, names), help));
        }
        found
    }

    fn lines(&mut self, edges: Trees<'_>) {
        for edge in edges {
            let Value::Map(entries) = edge.value() else {
                self.wrong_kind("a line is a map", edge.span(), "write `{from: base, to: tuned, relation: finetune}`");
                continue;
            };
            let (mut from, mut to, mut relation) = (Vec::new(), Vec::new(), None);
            for entry in entries {
                match entry.key {
                    "from" => from = self.names(entry.value),
                    "to" => to = self.names(entry.value),
                    "relation" => relation = self.names(entry.value).into_iter().next(),
                    _ => self.diagnostics.push(entry.unknown_key("a line", &["from", "to", "relation"])),
                }
            }
            if from.is_empty() || to.is_empty() {
                self.wrong_kind("a line leads from one thing to another", edge.span(), "write both `from` and `to`");
            }
            if let Some((name, span)) = &relation
                && passing_on().derivation(name, Kind::Model, Kind::Model).is_none()
            {
                let names: Vec<&str> = passing_on().relations().collect();
                let diagnostic = Diagnostic::new(Code::UnknownRelation, format!("there is no relation {}", quoted(name))).at(*span, "");
                self.diagnostics
                    .push(diagnostic.nearest(&nearest(name, names.iter().copied()), &format!("name one of {}", names.join(", "))));
            }
            for (from, from_span) in &from {
                for (to, to_span) in &to {
                    self.sketch.lines.push(Line {
                        from: from.clone(),
                        to: to.clone(),
                        relation: relation.as_ref().map(|(name, _)| name.clone()),
                        spans: Some((*from_span, *to_span)),
                    });
                }
            }
        }
    }

    /// One name or several, each with its place.
    fn names(&mut self, tree: Tree<'_>) -> Vec<(String, Span)> {
        match tree.value() {
            Value::Scalar(name) => vec![(name.to_owned(), tree.span())],
            Value::List(items) => items.flat_map(|item| self.names(item)).collect(),
            Value::Nothing | Value::Map(_) => {
                self.wrong_kind("here belongs a name", tree.span(), "write the name of a thing under `nodes`, or of a relation");
                Vec::new()
            }
        }
    }

    /// Reports lines from or to what is not described.
    fn check_lines(&mut self) {
        let Sketch { things, lines } = &self.sketch;
        let names: BTreeMap<&str, ()> = things.iter().map(|thing| (thing.name.as_str(), ())).collect();
        let mut told = BTreeSet::new();
        for line in lines {
            let Some((from, to)) = line.spans else { continue };
            for (name, span) in [(&line.from, from), (&line.to, to)] {
                if names.contains_key(name.as_str()) || !told.insert(name) {
                    continue;
                }
                let diagnostic = Diagnostic::new(Code::UnknownThing, format!("no thing is called {}", quoted(name))).at(span, "");
                let help = format!("describe it under `nodes`, with `{}: {{license: unknown}}` if nothing is known of it", name);
                self.diagnostics.push(diagnostic.nearest(&nearest(name, names.keys().copied()), &help));
            }
        }
    }
}
