//! From a text to uses: what each key means (docs/use.md).

mod amount;
mod answer;
mod facts;
mod names;
mod numbers;
mod per_license;
mod presumptions;
mod quick;
mod reading;
mod stated;
mod suggest;

use crate::base::{SourceId, Span, is_hidden, one_line};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Reported, hidden_sign};
use crate::vocabulary::Vocabulary;

use super::quote::quoted;
use super::tree::{Documents, Entries, Entry, Tree, Trees, Value, documents};
use super::{Format, Use, VERSION};
use names::{Names, RESERVED};
use numbers::Numbers;
use presumptions::Presumptions;
pub use quick::Spare;
pub use reading::Unknown;
use reading::{MOST_USES, Reading};
use stated::Stated;

/// Reads the uses of a text, with all that is wrong in it. If there is an error, the uses are what could be read.
///
/// A name is known if one of `vocabularies` has it. Numbers are not rounded, and statements are not merged.
pub fn read(source: SourceId, text: &str, format: Format, vocabularies: &[&Vocabulary], unknown: Unknown) -> Reported<Vec<Use>> {
    let names = Names(vocabularies);
    if format == Format::Json
        && let Some(uses) = quick::uses(names, source, text, &mut Spare::default())
    {
        return Reported::new(uses, Diagnostics::new());
    }
    let (documents, diagnostics) = documents(source, text, format).into_parts();
    let is_full = diagnostics.iter().any(|diagnostic| diagnostic.code == Code::UseTooLarge);
    let mut reading = Reading { names, unknown, is_toml: format == Format::Toml, is_full, diagnostics };
    let mut uses = Vec::new();
    for document in documents.iter().flat_map(Documents::trees) {
        reading.uses(document, &mut uses);
    }
    if uses.is_empty() && reading.diagnostics.is_empty() {
        let span = Span { source, start: 0, end: 0 };
        let diagnostic = Diagnostic::new(Code::NoUse, "no use in this file").at(span, "");
        reading.report(diagnostic.help("describe one, such as `purpose: [medical.advice]`"));
    }
    Reported::new(uses, reading.diagnostics)
}

/// The one use of a plain JSON text, as [`read`] gives it, without a diagnostic; `None` where the text is not plain, or holds several. Allocates little
/// where there is spare memory.
pub fn read_plain(source: SourceId, text: &str, vocabularies: &[&Vocabulary], spare: &mut Spare) -> Option<Use> {
    let mut uses = quick::uses(Names(vocabularies), source, text, spare)?;
    if uses.len() == 1 { uses.pop() } else { None }
}

impl Reading<'_> {
    /// The uses of a document: one map, a list of maps, or a map with a list under `uses`.
    fn uses(&mut self, document: Tree, uses: &mut Vec<Use>) {
        match document.value() {
            Value::Nothing => {}
            Value::List(items) => self.list(items, uses),
            Value::Map(entries) => match entries.clone().find(|entry| entry.key == "uses") {
                Some(listed) => self.listed(listed, entries, uses),
                None => self.one_more(document.span(), entries, uses),
            },
            Value::Scalar(_) => self.wrong_kind(
                "a use is a map of keys, and this is a single value",
                document.span(),
                "write `key: value`, such as `purpose: [medical.advice]`",
            ),
        }
    }

    /// Reads a use; past the limit, reports that once and stops reading.
    fn one_more(&mut self, span: Span, entries: Entries, uses: &mut Vec<Use>) {
        if uses.len() < MOST_USES {
            let before = self.diagnostics.count();
            let described = self.one(entries);
            if described.says_nothing() && self.diagnostics.count() == before {
                let diagnostic = Diagnostic::new(Code::NoUse, "this use states nothing, and no use is cleared by silence").at(span, "");
                self.report(diagnostic.help("say what it is for, such as `purpose: [medical.advice]`; or `presume: nothing`, to be asked"));
            }
            return uses.push(described);
        }
        if !std::mem::replace(&mut self.is_full, true) {
            let diagnostic = Diagnostic::new(Code::UseTooLarge, format!("more than {MOST_USES} uses in one file")).at(span, "");
            self.report(diagnostic.help("check them in several files"));
        }
    }

    fn list(&mut self, items: Trees, uses: &mut Vec<Use>) {
        for item in items {
            match item.value() {
                Value::Map(entries) => self.one_more(item.span(), entries, uses),
                Value::Nothing | Value::Scalar(_) | Value::List(_) => {
                    self.wrong_kind(
                        "each use in a list is a map of keys",
                        item.span(),
                        "write `key: value`, such as `purpose: [medical.advice]`",
                    );
                }
            }
        }
    }

    fn listed(&mut self, listed: Entry, entries: Entries, uses: &mut Vec<Use>) {
        for entry in entries {
            match entry.key {
                "uses" => {}
                "version" => self.version(entry.value),
                key => {
                    let message = format!("{} stands beside `uses`, and belongs to none of them", quoted(key));
                    let diagnostic = Diagnostic::new(Code::UnknownKey, message).at(entry.key_span, "");
                    self.report(diagnostic.help("move it into each use that it is said of"));
                }
            }
        }
        match listed.value.value() {
            Value::List(items) => self.list(items, uses),
            Value::Nothing => {}
            Value::Scalar(_) | Value::Map(_) => {
                self.wrong_kind("`uses` is a list of uses", listed.value.span(), "write `[[uses]]` before each use")
            }
        }
    }

    fn one(&mut self, entries: Entries) -> Use {
        let mut draft = Draft::default();
        for entry in entries {
            self.entry(entry, &mut draft);
        }
        self.check_presumptions(&draft.presumptions);
        draft.into_use()
    }

    fn entry(&mut self, entry: Entry, draft: &mut Draft) {
        match entry.key {
            "use" => draft.described.title = self.words(entry).map(|title| one_line(title.trim_end_matches('\n')).into_owned()),
            "text" => draft.described.text = self.words(entry).map(str::to_owned),
            "version" => self.version(entry.value),
            "open" => draft.presumptions.open = self.listed_facets(entry),
            "closed" => draft.presumptions.closed = self.listed_facets(entry),
            "presume" => draft.presumptions.nothing = self.presume(entry),
            "per-license" => self.per_license(entry, &mut draft.described.per_license),
            "module" | "question" => self.facet(entry.key, entry, &mut draft.stated),
            facet if self.names.has_facet(facet) => self.facet(facet, entry, &mut draft.stated),
            key if self.is_number(entry) => self.number(key, entry, &mut draft.numbers),
            _ => self.unknown_key(entry),
        }
    }

    /// A title or a text. Everything else that a use holds is a name that is looked up, a number or an answer.
    fn words<'t>(&mut self, entry: Entry<'t>) -> Option<&'t str> {
        match entry.value.value() {
            Value::Nothing => None,
            Value::Scalar(text) => {
                let hidden = text.chars().find(|sign| is_hidden(*sign));
                hidden.into_iter().for_each(|sign| self.report(hidden_sign(sign).at(entry.value.span(), "in this text")));
                Some(text)
            }
            Value::List(_) | Value::Map(_) => {
                let message = format!("`{}` holds a text", entry.key);
                self.wrong_kind(message, entry.value.span(), "write the text in quotes");
                None
            }
        }
    }

    fn version(&mut self, value: Tree) {
        let version = match value.value() {
            Value::Scalar(text) => text.parse::<u64>().ok(),
            Value::Nothing => return,
            Value::List(_) | Value::Map(_) => None,
        };
        match version {
            Some(VERSION) => {}
            Some(version) if version > VERSION => {
                let message = format!("this file is of version {version}, and this railc reads version {VERSION}");
                self.report(Diagnostic::new(Code::NewerUseFile, message).at(value.span(), "").help("install a newer railc"));
            }
            _ => {
                self.wrong_kind("this is no version of the use file", value.span(), format!("write `version: {VERSION}`, or leave it out"))
            }
        }
    }

    fn unknown_key(&mut self, entry: Entry) {
        let key = entry.key;
        let diagnostic = Diagnostic::new(Code::UnknownKey, format!("a use has no key {}", quoted(key))).at(entry.key_span, "");
        self.report(match self.home_of(key) {
            Some((facet, concept)) => {
                diagnostic.help(format!("it is a concept of `{facet}`: write `{facet}: {{{concept}: yes}}`, or `no` or `unknown`"))
            }
            None if key == "license" => diagnostic.help("leave it out: the license is named where the use is checked"),
            None => diagnostic.nearest(&self.near_key(key, &RESERVED), "`railc vocab` lists the facets and scalars that can be keys"),
        });
    }
}

/// One use while it is read.
#[derive(Default)]
struct Draft {
    described: Use,
    stated: Stated,
    numbers: Numbers,
    presumptions: Presumptions,
}

impl Draft {
    fn into_use(self) -> Use {
        let names = |facets: Vec<(String, Span)>| facets.into_iter().map(|(name, _)| name).collect();
        Use {
            facts: self.stated.into_facts(),
            numbers: self.numbers.facts,
            open: names(self.presumptions.open),
            closed: names(self.presumptions.closed),
            presume_nothing: self.presumptions.nothing.is_some(),
            ..self.described
        }
    }
}
