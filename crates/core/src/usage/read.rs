//! From a tree to uses: which key says what (product.md, "The use file").

mod amount;
mod facts;
mod names;
mod numbers;
mod presumptions;

use crate::base::{SourceId, Span};
use crate::diagnostic::{Code, Diagnostic};
use crate::vocabulary::Vocabulary;

use super::quote::quoted;
use super::tree::{Entry, Node, Value, trees};
use super::{Format, Use};
use facts::Stated;
use names::Names;
use numbers::Numbers;

/// What a name is that none of the vocabularies has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unknown {
    /// An error, with the nearest names.
    Error,
    /// A warning: the vocabularies are parts, and the name may stand in a part that is not here. The statement is kept.
    Warning,
}

/// Keys of a use that are neither facets nor scalars.
const RESERVED: [&str; 9] = ["use", "text", "version", "open", "closed", "presume", "per-license", "module", "question"];
/// Errors, and warnings, that are kept of one file; enough for anybody to mend.
const MOST_DIAGNOSTICS: usize = 1000;
/// The most uses of one file.
const MOST_USES: usize = 10_000;
/// The version of this format.
const VERSION: u64 = 1;

/// Reads the uses of a text, with all that is wrong in it. Where there is an error, the uses are what could be read.
///
/// A name counts where one of `vocabularies` has it. Nothing of the text is rounded, and no two statements are joined.
pub fn read(source: SourceId, text: &str, format: Format, vocabularies: &[&Vocabulary], unknown: Unknown) -> (Vec<Use>, Vec<Diagnostic>) {
    let (trees, diagnostics) = trees(source, text, format);
    let mut reader =
        Reader { names: Names::new(vocabularies, unknown), diagnostics, errors: 0, warnings: 0, is_toml: format == Format::Toml };
    let mut uses = Vec::new();
    for tree in &trees {
        reader.uses(tree, &mut uses);
    }
    if uses.is_empty() && reader.diagnostics.is_empty() {
        let span = Span { source, start: 0, end: 0 };
        let diagnostic = Diagnostic::new(Code::NoUse, "no use in this file").at(span, "");
        reader.diagnostics.push(diagnostic.help("describe one, such as `purpose: [medical.advice]`"));
    }
    (uses, reader.diagnostics)
}

/// One file while it is read.
struct Reader<'v> {
    names: Names<'v>,
    diagnostics: Vec<Diagnostic>,
    errors: usize,
    warnings: usize,
    is_toml: bool,
}

/// One use while it is read.
#[derive(Default)]
struct Draft {
    described: Use,
    stated: Stated,
    numbers: Numbers,
    open: Vec<(String, Span)>,
    closed: Vec<(String, Span)>,
    presume_nothing: Option<Span>,
}

impl Reader<'_> {
    fn report(&mut self, diagnostic: Diagnostic) {
        let count = if diagnostic.is_error() { &mut self.errors } else { &mut self.warnings };
        *count += 1;
        if *count <= MOST_DIAGNOSTICS {
            self.diagnostics.push(diagnostic);
        }
    }

    fn wrong_kind(&mut self, message: impl Into<String>, span: Span, help: impl Into<String>) {
        self.report(Diagnostic::new(Code::WrongKind, message).at(span, "").help(help));
    }

    /// The uses of a document: one map, a list of maps, or a map that has them under `uses`.
    fn uses(&mut self, document: &Node, uses: &mut Vec<Use>) {
        match &document.value {
            Value::Nothing => {}
            Value::List(items) => self.list(items, uses),
            Value::Map(entries) => match entries.iter().find(|entry| entry.key == "uses") {
                Some(listed) => self.listed(listed, entries, uses),
                None => self.one_more(document.span, entries, uses),
            },
            Value::Scalar(_) => self.wrong_kind(
                "a use is a map of keys, and this is a single value",
                document.span,
                "write `key: value`, such as `purpose: [medical.advice]`",
            ),
        }
    }

    /// Reads a use; past the limit, says so once and reads no more.
    fn one_more(&mut self, span: Span, entries: &[Entry], uses: &mut Vec<Use>) {
        if uses.len() < MOST_USES {
            let described = self.one(entries);
            return uses.push(described);
        }
        if !self.diagnostics.iter().any(|diagnostic| diagnostic.code == Code::UseTooLarge) {
            let diagnostic = Diagnostic::new(Code::UseTooLarge, format!("more than {MOST_USES} uses in one file")).at(span, "");
            self.report(diagnostic.help("check them in several files"));
        }
    }

    fn list(&mut self, items: &[Node], uses: &mut Vec<Use>) {
        for item in items {
            match &item.value {
                Value::Map(entries) => self.one_more(item.span, entries, uses),
                Value::Nothing | Value::Scalar(_) | Value::List(_) => {
                    self.wrong_kind(
                        "each use in a list is a map of keys",
                        item.span,
                        "write `key: value`, such as `purpose: [medical.advice]`",
                    );
                }
            }
        }
    }

    fn listed(&mut self, listed: &Entry, entries: &[Entry], uses: &mut Vec<Use>) {
        for entry in entries {
            match entry.key.as_ref() {
                "uses" => {}
                "version" => self.version(&entry.value),
                key => {
                    let message = format!("{} stands beside `uses`, and belongs to none of them", quoted(key));
                    self.report(
                        Diagnostic::new(Code::UnknownKey, message).at(entry.key_span, "").help("move it into each use that it is said of"),
                    );
                }
            }
        }
        match &listed.value.value {
            Value::List(items) => self.list(items, uses),
            Value::Nothing => {}
            Value::Scalar(_) | Value::Map(_) => {
                self.wrong_kind("`uses` is a list of uses", listed.value.span, "write `[[uses]]` before each use")
            }
        }
    }

    fn one(&mut self, entries: &[Entry]) -> Use {
        let mut draft = Draft::default();
        for entry in entries {
            self.entry(entry, &mut draft);
        }
        self.presumptions(&mut draft);
        draft.described.facts = draft.stated.facts();
        draft.described.numbers = draft.numbers.facts;
        draft.described
    }

    fn entry(&mut self, entry: &Entry, draft: &mut Draft) {
        match entry.key.as_ref() {
            "use" => draft.described.title = self.words(entry),
            "text" => draft.described.text = self.words(entry),
            "version" => self.version(&entry.value),
            "open" => draft.open = self.facets(entry),
            "closed" => draft.closed = self.facets(entry),
            "presume" => draft.presume_nothing = self.presume(entry),
            "per-license" => self.per_license(entry, draft),
            facet @ ("module" | "question") => self.facet(facet, entry, draft),
            facet if self.names.is_facet(facet) => self.facet(facet, entry, draft),
            key if self.names.leads_to_scalar(key) || self.may_be_scalar(entry) => self.numbers(key, entry, &mut draft.numbers),
            _ => self.unknown_key(entry),
        }
    }

    /// A title or a text.
    fn words(&mut self, entry: &Entry) -> Option<String> {
        match &entry.value.value {
            Value::Nothing => None,
            Value::Scalar(text) => Some(text.clone().into_owned()),
            Value::List(_) | Value::Map(_) => {
                let message = format!("`{}` holds a text", entry.key);
                self.wrong_kind(message, entry.value.span, "write the text in quotes");
                None
            }
        }
    }

    fn version(&mut self, node: &Node) {
        let version = match &node.value {
            Value::Scalar(text) => text.parse::<u64>().ok(),
            Value::Nothing => return,
            Value::List(_) | Value::Map(_) => None,
        };
        match version {
            Some(VERSION) => {}
            Some(version) if version > VERSION => {
                let message = format!("this file is of version {version}, and this railc reads version {VERSION}");
                self.report(Diagnostic::new(Code::NewerUseFile, message).at(node.span, "").help("install a newer railc"));
            }
            _ => self.wrong_kind("this is no version of the use file", node.span, format!("write `version: {VERSION}`, or leave it out")),
        }
    }

    fn unknown_key(&mut self, entry: &Entry) {
        let key = entry.key.as_ref();
        let diagnostic = Diagnostic::new(Code::UnknownKey, format!("a use has no key {}", quoted(key))).at(entry.key_span, "");
        let diagnostic = match self.names.home_of(key) {
            Some((facet, concept)) => {
                diagnostic.help(format!("it is a concept of `{facet}`: write `{facet}: {{{concept}: yes}}`, or `no` or `unknown`"))
            }
            None if ["license", "license"].contains(&key) => diagnostic.help("leave it out: the license is named where the use is checked"),
            None => {
                let near = self.names.near_key(key, &RESERVED);
                let near: Vec<&str> = near.iter().map(String::as_str).collect();
                diagnostic.nearest(&near, "`railc vocab` lists the facets and scalars that can be keys")
            }
        };
        self.report(diagnostic);
    }
}
