//! What a license declares: terms, questions and modules, parameters, sections and clauses, each by its name.

use std::collections::{BTreeMap, BTreeSet};

use crate::syntax::ast::{self, Item, Value, Word};
use railc_core::base::Span;
use railc_core::diagnostic::{Code, Diagnostic, Diagnostics};

use super::flatten::{Bundle, PlacedSection};
use super::{About, License, Local, Parameter};

/// A term as written.
#[derive(Debug, Clone, Copy)]
pub(super) struct DeclaredTerm<'a> {
    pub term: &'a ast::Term,
    /// Whether the license or what it extends defines it, as opposed to a library.
    pub is_own: bool,
    /// Its place among the extended licenses ([`Bundle::level`]).
    level: usize,
}

/// What replaces a `{name}` in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Filling {
    /// The value of a parameter.
    Value(Value),
    /// The governing laws of the head, and their total length.
    Laws(usize),
    /// The clauses that withdraw, and the most that their references take.
    Withdrawals(usize),
    /// What the rules of a section are about, and the most that it takes.
    Object(usize),
}

/// What texts can name that always comes from the rest of the license. (`{licensor}` and `{law}` can be parameters where the head has neither.)
const SUPPLIED: [&str; 2] = ["object", "withdrawals"];

/// What a reference such as `Section 10.2, ` takes in a text, in bytes.
const REFERENCE: usize = 16;
/// What stands before a term in a series, such as `, the ` or ` or a `, in bytes.
const JOINT: usize = 6;
/// What all artifacts of the vocabulary take in a text, in bytes.
const ARTIFACTS: usize = 2_000;

/// All that a license declares.
#[derive(Debug, Default)]
pub(super) struct Declared<'a> {
    /// Terms in order.
    pub terms: Vec<DeclaredTerm<'a>>,
    /// The index of a term by its name and its other forms.
    pub term_places: BTreeMap<String, usize>,
    /// Questions and modules in order.
    pub locals: Vec<Local>,
    /// The index of a question or module by its id.
    pub local_places: BTreeMap<String, usize>,
    /// The parameters that texts and limits can use, with their final values.
    pub parameters: BTreeMap<String, Filling>,
    /// Numeric parameters of the extended license that this one overrides.
    pub moved: Vec<(String, Span)>,
    /// Sections and clauses, with the place of their names.
    pub parts: BTreeMap<String, Span>,
    /// For each of them, how many bytes a reference to it has at most.
    pub cited: BTreeMap<String, usize>,
}

impl<'a> Declared<'a> {
    /// Gathers every declared name; a name that is declared twice is a diagnostic.
    pub(super) fn gather(bundle: &'a Bundle, sections: &[PlacedSection<'a>], diagnostics: &mut Diagnostics) -> Declared<'a> {
        let mut gathering = Gathering { declared: Declared::default(), levels: BTreeMap::new(), conflicts: Vec::new(), diagnostics };
        let line = bundle.line();
        for unit in bundle.all() {
            gathering.items(bundle.items(unit), line.contains(&unit), bundle.level(unit));
        }
        gathering.parts(sections);
        let Gathering { declared, conflicts, diagnostics, .. } = gathering;
        let is_open = |name: &String| declared.term(name).is_none_or(|term| !term.is_own);
        diagnostics.extend(conflicts.into_iter().filter(|(name, _)| is_open(name)).map(|(_, diagnostic)| diagnostic));
        declared
    }

    fn term(&self, name: &str) -> Option<DeclaredTerm<'a>> {
        self.term_places.get(name).and_then(|place| self.terms.get(*place)).copied()
    }

    /// Adds what texts use like parameters: the licensor and the law, so that only the head has to say them; the clauses that withdraw, which an
    /// extension may add to; and what a section is about, so that a clause of a library fits any.
    pub(super) fn add_head(&mut self, license: &License) {
        let licensor = license.licensor.clone().map(|licensor| Filling::Value(Value::Text(licensor)));
        let laws = (!license.laws.is_empty()).then(|| Filling::Laws(license.laws.iter().map(|(law, _)| law.len()).sum()));
        for (name, filling) in [("licensor", licensor), ("law", laws)] {
            self.parameters.extend(filling.map(|filling| (name.to_owned(), filling)));
        }
        let withdrawals = Filling::Withdrawals(self.parts.len() * REFERENCE);
        self.parameters.entry("withdrawals".to_owned()).or_insert(withdrawals);
        let terms: usize = self.terms.iter().map(|declared| declared.term.name.value.len() + JOINT).sum();
        let object = Filling::Object(ARTIFACTS + terms);
        self.parameters.entry("object".to_owned()).or_insert(object);
    }

    /// The parameters that the license and what it draws on declare, with their final values.
    pub(super) fn parameters(&self, bundle: &Bundle) -> Vec<Parameter> {
        let mut declared: Vec<Parameter> = Vec::new();
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        for item in bundle.all().into_iter().flat_map(|unit| bundle.items(unit)) {
            let Item::Parameter(parameter) = item else { continue };
            let name = &parameter.name.value;
            if let Some(Filling::Value(value)) = self.parameters.get(name)
                && seen.insert(name)
            {
                let about = parameter.about.as_ref().map(|about| about.value.clone());
                declared.push(Parameter { name: name.clone(), value: value.to_string(), about });
            }
        }
        declared
    }
}

/// Declared names while they are gathered.
struct Gathering<'a, 'd> {
    declared: Declared<'a>,
    /// For each parameter, its place among the extended licenses ([`Bundle::level`]).
    levels: BTreeMap<String, usize>,
    /// Terms that two libraries define, unless the license defines them itself.
    conflicts: Vec<(String, Diagnostic)>,
    diagnostics: &'d mut Diagnostics,
}

impl<'a> Gathering<'a, '_> {
    fn items(&mut self, items: &'a [Item], is_own: bool, level: usize) {
        let mut set_here: BTreeMap<&str, Span> = BTreeMap::new();
        for item in items {
            match item {
                Item::Term(term) => self.term(DeclaredTerm { term, is_own, level }),
                Item::Question(question) if is_own => self.question(question),
                Item::Parameter(parameter) => {
                    if let Some(first) = set_here.insert(&parameter.name.value, parameter.name.span) {
                        self.twice(&format!("parameter `{}`", parameter.name.value), parameter.name.span, first);
                    }
                    self.parameter(parameter, level);
                }
                Item::Question(_) | Item::Import(_) | Item::Section(_) | Item::Clause(_) | Item::Include(_) | Item::Test(_) => {}
            }
        }
    }

    /// A term of the license itself overrides one of its libraries; otherwise a second definition is an error, and the extended license's stays.
    fn term(&mut self, declared: DeclaredTerm<'a>) {
        let term = declared.term;
        for name in std::iter::once(&term.name).chain(&term.also) {
            let Some(before) = self.declared.term(&name.value) else { continue };
            let first = before.term.name.span;
            match (before.is_own, declared.is_own) {
                (false, false) => {
                    let message = format!("two libraries define the term \"{}\"", name.value);
                    let diagnostic = Diagnostic::new(Code::DuplicateName, message).at(name.span, "again here").and(first, "first here");
                    let help = format!("define it in the license itself, `term \"{}\" …`: that definition wins", name.value);
                    return self.conflicts.push((name.value.clone(), diagnostic.help(help)));
                }
                (true, true) => return self.twice(&format!("term \"{}\"", name.value), name.span, first),
                (true, false) => return,
                (false, true) if before.level < declared.level => {
                    let message =
                        format!("the license that is extended takes \"{}\" from a library, and an extension can't change it", name.value);
                    let diagnostic = Diagnostic::new(Code::Loosening, message).at(name.span, "again here").and(first, "first here");
                    return self.diagnostics.push(diagnostic.help("give the new term another name"));
                }
                (false, true) => {}
            }
        }
        let at = self.declared.terms.len();
        self.declared.terms.push(declared);
        for name in std::iter::once(&term.name).chain(&term.also) {
            self.declared.term_places.insert(name.value.clone(), at);
        }
    }

    fn question(&mut self, question: &ast::Question) {
        let local = Local {
            id: format!("question.{}", question.name.value),
            about: About::Question { ask: question.ask.value.clone(), to: question.to.value },
            notes: question.notes.iter().map(|note| note.value.clone()).collect(),
        };
        if self.declared.local_places.contains_key(&local.id) {
            let message = format!("`question.{}` is asked twice", question.name.value);
            self.diagnostics.push(
                Diagnostic::new(Code::DuplicateName, message).at(question.name.span, "again here").help("give the second one another name"),
            );
            return;
        }
        self.local(local);
    }

    fn local(&mut self, local: Local) {
        self.declared.local_places.insert(local.id.clone(), self.declared.locals.len());
        self.declared.locals.push(local);
    }

    /// A later value wins, so that a spec can set parameters of what it imports. For what it extends, it can change words but not limits.
    fn parameter(&mut self, parameter: &ast::Parameter, level: usize) {
        let (name, value) = (&parameter.name.value, &parameter.value.value);
        if SUPPLIED.contains(&name.as_str()) {
            let message = format!("`{{{name}}}` stands for what the license says, and can't be a parameter");
            let diagnostic = Diagnostic::new(Code::DuplicateName, message).at(parameter.name.span, "");
            return self.diagnostics.push(diagnostic.help("give the parameter another name"));
        }
        let is_same_kind = |before: &Filling| match (before, value) {
            (Filling::Value(Value::Text(_)) | Filling::Laws(_), Value::Text(_)) => true,
            (Filling::Value(Value::Number(_)), Value::Number(_)) => true,
            (Filling::Value(_) | Filling::Laws(_) | Filling::Withdrawals(_) | Filling::Object(_), _) => false,
        };
        let first = self.levels.entry(name.clone()).or_insert(level);
        *first = level.min(*first);
        let is_inherited = *first < level;
        let before = self.declared.parameters.get(name);
        if is_inherited && matches!(value, Value::Number(_)) && before != Some(&Filling::Value(value.clone())) {
            self.declared.moved.push((name.clone(), parameter.value.span));
        }
        if before.is_some_and(|before| !is_same_kind(before)) {
            let wanted = if matches!(value, Value::Text(_)) { "a number" } else { "a text" };
            let diagnostic = Diagnostic::new(Code::ParameterKind, format!("`{name}` was declared as {wanted}"));
            return self.diagnostics.push(diagnostic.at(parameter.value.span, "").help(format!("give {wanted}")));
        }
        self.declared.parameters.insert(name.clone(), Filling::Value(value.clone()));
    }

    fn parts(&mut self, sections: &[PlacedSection<'a>]) {
        for section in sections {
            let longest = |words: &[Option<&Word>]| words.iter().flatten().map(|word| word.value.len()).max().unwrap_or_default();
            if let Some(ast) = section.ast {
                self.part(&ast.name, ast.optional, ast.title.as_ref());
                self.cited(&ast.name, longest(&[section.at, ast.title.as_ref()]));
            }
            for clause in &section.clauses {
                let ast = clause.ast;
                self.part(&ast.name, ast.optional, ast.title.as_ref());
                let references = [clause.at, ast.at.as_ref(), section.at, section.each_at, ast.title.as_ref()];
                self.cited(&ast.name, longest(&references));
            }
        }
    }

    /// Keeps how long a reference is: these bytes, or `Attachment ABC.1234`.
    fn cited(&mut self, name: &Word, longest: usize) {
        self.declared.cited.insert(name.value.clone(), longest.max(20));
    }

    /// A section or clause, which is also a module if it is optional.
    fn part(&mut self, name: &Word, is_optional: bool, title: Option<&Word>) {
        if let Some(first) = self.declared.parts.get(&name.value).copied() {
            self.twice(&format!("`@{}`", name.value), name.span, first);
        } else {
            self.declared.parts.insert(name.value.clone(), name.span);
        }
        if is_optional {
            let about = About::Module { name: name.value.clone(), title: title.map(|title| title.value.clone()) };
            self.local(Local { id: format!("module.{}", name.value), about, notes: Vec::new() });
        }
    }

    fn twice(&mut self, what: &str, second: Span, first: Span) {
        let diagnostic = Diagnostic::new(Code::DuplicateName, format!("{what} is declared twice"));
        let help = if first.source == second.source {
            "give one of them another name"
        } else {
            "give it another name; what the extended license says stays: to change it, copy that license and edit the copy"
        };
        self.diagnostics.push(diagnostic.at(second, "again here").and(first, "first here").help(help));
    }
}
