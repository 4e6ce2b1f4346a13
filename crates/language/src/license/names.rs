//! The names that a license declares: terms, questions and modules, parameters.

use std::collections::{BTreeMap, BTreeSet};

use crate::syntax::ast::{self, Item, Value, Word};
use railc_core::base::{Span, nearest};
use railc_core::diagnostic::{Code, Diagnostic};
use railc_core::vocabulary::Vocabulary;

use super::flatten::{Bundle, PlacedSection};
use super::{About, License, Local, Parameter};

/// A term as written.
#[derive(Debug, Clone, Copy)]
pub(super) struct DeclaredTerm<'a> {
    pub term: &'a ast::Term,
    /// Whether the license itself defines it, or what it extends, and not a library.
    pub is_own: bool,
    /// Where in the line of extensions it comes in ([`Bundle::level`]).
    level: usize,
}

/// What stands for a `{name}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Filling {
    /// The value of a parameter.
    Value(Value),
    /// The governing laws of the head, and how long they are together.
    Laws(usize),
}

/// What names stand for while a license is resolved, and what went wrong so far.
pub(super) struct Names<'a> {
    pub vocabulary: &'a Vocabulary,
    /// Terms in order.
    pub terms: Vec<DeclaredTerm<'a>>,
    term_places: BTreeMap<String, usize>,
    pub locals: Vec<Local>,
    local_places: BTreeMap<String, usize>,
    pub parameters: BTreeMap<String, Filling>,
    /// For each parameter the level at which it comes in ([`Bundle::level`]).
    levels: BTreeMap<String, usize>,
    /// Parameters that a text or a condition names.
    pub used: BTreeSet<String>,
    /// Terms that two libraries define, for as long as the license does not define them itself.
    conflicts: Vec<(String, Diagnostic)>,
    /// Numbers of what the license extends that it sets again.
    pub moved: Vec<(String, Span)>,
    /// Parameters that a condition names.
    pub compared: BTreeSet<String>,
    /// Where the license covers less than what it extends, and what it leaves out.
    pub narrowed: Option<(Span, Vec<String>)>,
    /// Sections and clauses of the license, and where they are named.
    pub parts: BTreeMap<String, Span>,
    pub diagnostics: Vec<Diagnostic>,
    /// What parameters have added to texts, in bytes.
    pub written: usize,
}

impl<'a> Names<'a> {
    /// Gathers every declared name; a name that is declared twice is a diagnostic.
    pub fn new(bundle: &'a Bundle, sections: &[PlacedSection<'a>], vocabulary: &'a Vocabulary) -> Names<'a> {
        let mut names = Names {
            vocabulary,
            terms: Vec::new(),
            term_places: BTreeMap::new(),
            locals: Vec::new(),
            local_places: BTreeMap::new(),
            parameters: BTreeMap::new(),
            levels: BTreeMap::new(),
            used: BTreeSet::new(),
            conflicts: Vec::new(),
            moved: Vec::new(),
            compared: BTreeSet::new(),
            narrowed: None,
            parts: BTreeMap::new(),
            diagnostics: Vec::new(),
            written: 0,
        };
        let line = bundle.line();
        for unit in bundle.all() {
            names.declare(bundle.items(unit), line.contains(&unit), bundle.level(unit));
        }
        names.parts(sections);
        let is_open =
            |name: &String| names.term_places.get(name).and_then(|place| names.terms.get(*place)).is_none_or(|declared| !declared.is_own);
        let open: Vec<Diagnostic> =
            names.conflicts.iter().filter(|(name, _)| is_open(name)).map(|(_, diagnostic)| diagnostic.clone()).collect();
        names.diagnostics.extend(open);
        names
    }

    /// Texts name the licensor and the law as they name parameters, so that the head is the one place where these are said.
    pub fn head_parameters(&mut self, license: &License) {
        let licensor = license.licensor.clone().map(|licensor| Filling::Value(Value::Text(licensor)));
        let laws = (!license.laws.is_empty()).then(|| Filling::Laws(license.laws.iter().map(|(law, _)| law.len()).sum()));
        for (name, filling) in [("licensor", licensor), ("law", laws)] {
            self.parameters.extend(filling.map(|filling| (name.to_owned(), filling)));
        }
    }

    /// The parameters that the license and what it draws on declare, with the values that hold.
    pub fn declared_parameters(&self, bundle: &Bundle) -> Vec<Parameter> {
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

    /// A number that a rule of the extended license compares with stays as it is: nobody can tell which way tightens. Texts may have another.
    pub fn check_moved(&mut self) {
        for (name, span) in std::mem::take(&mut self.moved) {
            if self.compared.contains(&name) {
                let message = format!("rules of the license that is extended compare with `{name}`, and an extension can only tighten");
                let diagnostic = Diagnostic::new(Code::Loosening, message).at(span, "");
                self.diagnostics
                    .push(diagnostic.help("leave it as it is, and add a `prohibit` or `withdraw` with the number that you want"));
            }
        }
    }

    /// Warns of parameters that nothing names: most likely their names are slips.
    pub fn check_unused(&mut self, items: &[Item]) {
        for item in items {
            if let Item::Parameter(parameter) = item
                && !self.used.contains(&parameter.name.value)
            {
                let message = format!("no text and no condition names the parameter `{}`", parameter.name.value);
                let diagnostic = Diagnostic::new(Code::UnusedParameter, message).at(parameter.name.span, "");
                let near = nearest(&parameter.name.value, self.used.iter().map(String::as_str));
                self.diagnostics.push(diagnostic.nearest(&near, "leave it out, or name it: `{name}`"));
            }
        }
    }

    /// A date has a month of the year and a day of the month.
    pub fn check_date(&mut self, date: &Word) {
        let mut parts = date.value.split('-').skip(1).map(|part| part.parse::<u32>().unwrap_or_default());
        let (month, day) = (parts.next().unwrap_or(1), parts.next().unwrap_or(1));
        let days = match month {
            2 => 29,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        if !(1..=12).contains(&month) || !(1..=days).contains(&day) {
            let diagnostic = Diagnostic::new(Code::BadNumber, format!("`{}` is no day of a year", date.value)).at(date.span, "");
            self.diagnostics.push(diagnostic.help("write year, month and day: `2026-11-02`"));
        }
    }

    fn declare(&mut self, items: &'a [Item], is_own: bool, level: usize) {
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
                _ => {}
            }
        }
    }

    /// A term of the license itself wins over one of its libraries; between equals the second is an error, and what is extended stays.
    fn term(&mut self, declared: DeclaredTerm<'a>) {
        let at = self.terms.len();
        let term = declared.term;
        for name in std::iter::once(&term.name).chain(&term.also) {
            let before = self.term_places.get(&name.value).and_then(|place| self.terms.get(*place)).copied();
            let Some(before) = before else { continue };
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
        self.terms.push(declared);
        for name in std::iter::once(&term.name).chain(&term.also) {
            self.term_places.insert(name.value.clone(), at);
        }
    }

    fn question(&mut self, question: &ast::Question) {
        let local = Local {
            id: format!("question.{}", question.name.value),
            about: About::Question { ask: question.ask.value.clone(), to: question.to.value },
            notes: question.notes.iter().map(|note| note.value.clone()).collect(),
        };
        if self.local_places.contains_key(&local.id) {
            let message = format!("`question.{}` is asked twice", question.name.value);
            self.diagnostics.push(
                Diagnostic::new(Code::DuplicateName, message).at(question.name.span, "again here").help("give the second one another name"),
            );
            return;
        }
        self.local(local);
    }

    fn local(&mut self, local: Local) {
        self.local_places.insert(local.id.clone(), self.locals.len());
        self.locals.push(local);
    }

    /// A value that is set later wins, so that a spec can set what it imports. What it extends it can give other words, and no other limits.
    fn parameter(&mut self, parameter: &ast::Parameter, level: usize) {
        let value = &parameter.value.value;
        let is_same_kind = |before: &Filling| match (before, value) {
            (Filling::Value(Value::Text(_)) | Filling::Laws(_), Value::Text(_)) => true,
            (Filling::Value(Value::Number(_)), Value::Number(_)) => true,
            (Filling::Value(_) | Filling::Laws(_), _) => false,
        };
        let first = self.levels.entry(parameter.name.value.clone()).or_insert(level);
        *first = level.min(*first);
        let is_inherited = *first < level;
        if is_inherited
            && matches!(value, Value::Number(_))
            && self.parameters.get(&parameter.name.value) != Some(&Filling::Value(value.clone()))
        {
            self.moved.push((parameter.name.value.clone(), parameter.value.span));
        }
        if self.parameters.get(&parameter.name.value).is_some_and(|before| !is_same_kind(before)) {
            let wanted = if matches!(value, Value::Text(_)) { "a number" } else { "a text" };
            let message = format!("`{}` was declared as {wanted}", parameter.name.value);
            self.diagnostics
                .push(Diagnostic::new(Code::ParameterKind, message).at(parameter.value.span, "").help(format!("give {wanted}")));
            return;
        }
        self.parameters.insert(parameter.name.value.clone(), Filling::Value(value.clone()));
    }

    fn parts(&mut self, sections: &[PlacedSection<'a>]) {
        for section in sections {
            if let Some(ast) = section.ast {
                self.part(&ast.name);
                if ast.optional {
                    self.module(&ast.name, ast.title.as_ref());
                }
            }
            for clause in &section.clauses {
                self.part(&clause.ast.name);
                if clause.ast.optional {
                    self.module(&clause.ast.name, clause.ast.title.as_ref());
                }
            }
        }
    }

    fn part(&mut self, name: &Word) {
        if let Some(first) = self.parts.get(&name.value).copied() {
            self.twice(&format!("`@{}`", name.value), name.span, first);
        } else {
            self.parts.insert(name.value.clone(), name.span);
        }
    }

    fn module(&mut self, name: &Word, title: Option<&Word>) {
        let title = title.map(|title| title.value.clone());
        let about = About::Module { name: name.value.clone(), title };
        self.local(Local { id: format!("module.{}", name.value), about, notes: Vec::new() });
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

    /// The place of the term of that name or form; a diagnostic where there is none.
    pub fn find_term(&mut self, name: &str, span: Span) -> Option<usize> {
        let found = self.term_places.get(name).copied();
        if found.is_none() {
            let near = self.near(name, self.term_places.keys());
            let diagnostic = Diagnostic::new(Code::UnknownTerm, format!("no term \"{name}\" is defined")).at(span, "");
            self.diagnostics.push(diagnostic.nearest(&near, "define it: `term \"…\" means …`"));
        }
        found
    }

    /// The nearest of some names; none once so much is wrong that nobody reads on, since looking takes time.
    pub fn near<'n>(&self, wanted: &str, names: impl Iterator<Item = &'n String>) -> Vec<&'n str> {
        if self.diagnostics.len() > 50 { Vec::new() } else { nearest(wanted, names.map(String::as_str)) }
    }

    /// The place of the license's own proposition of that id.
    pub fn local_place(&self, id: &str) -> Option<usize> {
        self.local_places.get(id).copied()
    }

    /// Says that a proposition is unknown, with the nearest that are known.
    pub fn unknown_proposition(&mut self, id: &str, span: Span) {
        // Looking for the nearest of all concepts takes time, and nobody reads on after so many.
        if self.diagnostics.len() > 50 {
            self.diagnostics.push(Diagnostic::new(Code::UnknownConcept, format!("the vocabulary has no `{id}`")).at(span, ""));
            return;
        }
        let concepts = self.vocabulary.concepts().map(|concept| concept.name());
        let mut near = nearest(id, concepts.chain(self.local_places.keys().map(String::as_str)));
        if near.is_empty() {
            let (facet, words) = id.split_once('.').unwrap_or(("", id));
            let called = self.vocabulary.search(words).into_iter().map(|found| self.vocabulary.concept(found).name());
            near = called.filter(|name| name.split('.').next() == Some(facet)).take(3).collect();
        }
        let diagnostic = Diagnostic::new(Code::UnknownConcept, format!("the vocabulary has no `{id}`")).at(span, "");
        let otherwise = "look for it with `railc vocab`, or declare a question of your own: `question @name to counsel ask \"…\"`";
        self.diagnostics.push(diagnostic.nearest(&near, otherwise));
    }

    /// Notes a section or clause that is named and must exist.
    pub fn require_part(&mut self, name: &Word) -> bool {
        let exists = self.parts.contains_key(&name.value);
        if !exists {
            let near = self.near(&name.value, self.parts.keys());
            let diagnostic =
                Diagnostic::new(Code::UnknownPart, format!("there is no section or clause `@{}`", name.value)).at(name.span, "");
            self.diagnostics.push(diagnostic.nearest_parts(&near, "name a section or clause of this spec"));
        }
        exists
    }
}
